"""A source file becomes numbered lines: which encoding it is in, where its lines end, what is blank."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError

# Full-width ASCII forms and the ideographic space, one character for one: offsets stay the same.
_HALF = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
# Characters that take no room: a dump may hold them anywhere, and nobody can see them.
_INVISIBLE = dict.fromkeys((0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD))
_UTF16 = ("utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    ``text`` is the line without the spaces around it, ``key`` the same with half-width letters, digits
    and punctuation (same length). ``gap`` counts the blank lines before it, ``indent`` the spaces it
    starts with in half-width columns, ``size`` the characters from the margin to the last visible one.
    ``columns`` is the same in full-width columns, half-width characters counting a half, rounded up.
    ``broken`` says that what stands before it is another text: a form feed is there, or a note that the
    text comes from another page (上接第1版). ``turned`` says that it goes on on another page (下转第3版).
    """

    number: int
    raw: str
    text: str
    key: str
    gap: int
    indent: int
    size: int
    columns: int
    broken: bool = False
    turned: bool = False


def half_width(text: str) -> str:
    """Return ``text`` with full-width ASCII forms made half-width; the length does not change."""
    return text.translate(_HALF)


def _columns(text: str) -> int:
    """The room that a text takes, in full-width columns, rounded up."""
    half = sum(1 for char in text if char < "\u0250")
    return len(text) - half + (half + 1) // 2


def share_of_common_han(text: str) -> float:
    """Share of the Han characters that stand in the first level of GB 2312 (the 3,755 most used)."""
    han = [char for char in text[:20000] if "\u4e00" <= char <= "\u9fff"]
    common = 0
    for char in han:
        pair = char.encode("gb18030")
        common += len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1
    return common / len(han) if han else 0.0


def _share_in_chinese(text: str) -> float:
    """The same of a text of which a quarter is Han characters; 0 of any other."""
    head = text[:20000]
    han = sum("\u4e00" <= char <= "\u9fff" for char in head)
    return share_of_common_han(text) if han * 4 >= len(head) else 0.0


def decode(data: bytes, source: str) -> tuple[str, int]:
    """Decode the bytes of a page: UTF-8 (with or without a mark), UTF-16 or GB 18030.

    Where no encoding fits every byte, the one that gives the most everyday characters is taken, as long
    as at most one character in fifty is unreadable.

    Returns:
        The text, and how many places could not be read (they hold U+FFFD).

    Raises:
        SourceError: The file is empty, or is not text in any of these encodings.
    """
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        raise SourceError(source, None, "the file is empty; give the text dump of a newspaper page")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    elif b"\x00" in data[:4000]:
        # Without a mark only the text itself tells which half of a character comes first, or a binary file.
        codecs = []
        readings = [(_share_in_chinese(data.decode(codec, "replace")), codec) for codec in _UTF16]
        if max(readings)[0] > 0.3:
            codecs = [max(readings)[1]]
    else:
        codecs = ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text, 0
    best: tuple[float, str, int] | None = None
    for codec in codecs:
        text = data.decode(codec, errors="replace")
        lost = text.count("\ufffd")
        if lost * 50 > len(text) or not _is_text(text):
            continue
        found = (_share_in_chinese(text), text, lost)
        best = found if best is None or found[0] > best[0] else best
    if best is None:
        raise SourceError(
            source, None, "not a text file in UTF-8, UTF-16 or GB 18030; convert it, or give another file"
        )
    return best[1], best[2]


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in a text."""
    control = sum(1 for char in text if char < " " and char not in "\t\r\n\x0c\x0b\x1a")
    return control * 100 <= len(text)


def split_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that hold something, numbered from 1 as an editor numbers them."""
    lines: list[Line] = []
    gap = 0
    number = 0
    broken = False
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        number += 1
        pieces = raw.translate(_INVISIBLE).replace("\x0b", " ").replace("\x1a", " ").split("\x0c")
        for place, piece in enumerate(pieces):
            broken = broken or place > 0
            stripped = piece.strip()
            if not stripped:
                gap += place == len(pieces) - 1
                continue
            lead = piece[: len(piece) - len(piece.lstrip())]
            indent = sum(2 if char == "\u3000" else 4 if char == "\t" else 1 for char in lead)
            size = len(piece.rstrip())
            columns = _columns(piece.rstrip())
            lines.append(
                Line(number, piece, stripped, half_width(stripped), gap, indent, size, columns, broken)
            )
            gap = 0
            broken = False
    return lines


def read_lines(path: Path) -> tuple[list[Line], int]:
    """Read a page dump; see `decode` and `split_lines`.

    Returns:
        The lines that are not blank, and how many unreadable characters the file holds.

    Raises:
        SourceError: The file cannot be opened, is empty, or is not text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(str(path), None, f"cannot be read ({reason}); check the path") from error
    text, lost = decode(data, str(path))
    lines = split_lines(text)
    if not lines:
        raise SourceError(str(path), None, "the file is empty; give the text dump of a newspaper page")
    return lines, lost
