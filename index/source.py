"""A source file becomes numbered lines: where they end, which are blank, how far they are set in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.decoding import decode
from index.errors import SourceError

# Full-width ASCII forms and the ideographic space, one character for one: offsets stay the same.
_HALF = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
# Characters that take no room: a dump may hold them anywhere, and nobody can see them.
_INVISIBLE = dict.fromkeys((0, 0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD))
# Characters that take half a column: without the signs that are as wide as a Han character in Chinese type,
# and with them.
_LATIN = re.compile(r"[\u0000-\u024f]")
_NARROW = re.compile(r"[\u0000-\u2e7f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    ``text`` is the line without the spaces around it, ``key`` the same with half-width letters, digits
    and punctuation (same length). ``gap`` counts the blank lines before it, ``indent`` the spaces it
    starts with in half-width columns, ``size`` the characters from the margin to the last visible one.
    ``columns`` is the same in full-width columns, half-width characters counting a half, rounded up, and
    ``narrow`` with quotation marks and other signs that some programs set in half a column (“”‘’…—℃).
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
    narrow: int
    broken: bool = False
    turned: bool = False


def half_width(text: str) -> str:
    """Return ``text`` with full-width ASCII forms made half-width; the length does not change."""
    return text.translate(_HALF)


def _columns(text: str, signs: re.Pattern[str]) -> int:
    """The room that a text takes, in full-width columns, rounded up; ``signs`` take half of one."""
    half = len(signs.findall(text))
    return len(text) - half + (half + 1) // 2


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
            columns, narrow = (_columns(piece.rstrip(), signs) for signs in (_LATIN, _NARROW))
            key = half_width(stripped)
            lines.append(Line(number, piece, stripped, key, gap, indent, size, columns, narrow, broken))
            gap = 0
            broken = False
    return lines


def read_lines(path: Path) -> tuple[list[Line], int]:
    """Read a page dump; see `index.decoding.decode` and `split_lines`.

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
