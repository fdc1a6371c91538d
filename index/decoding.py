"""The bytes of a source file become text: what encoding they are in, and what is no text at all."""

from __future__ import annotations

import json
import re

from index.errors import SourceError
from index.normal import simplify

_UTF16 = ("utf-16-le", "utf-16-be")
# How files of other forms begin, whatever their names say.
_FORMS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, WPS or zip file"),
    (b"\xd0\xcf\x11\xe0", "a Word or WPS file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.DOTALL
)


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
    """Decode the bytes of a page: UTF-8 (with or without a mark), UTF-16, GB 18030 or Big5.

    Where no encoding fits every byte, each line is read in the one that fits it, for pages are put together
    from files of several; what then is left unreadable may be one character in fifty, and more only in what
    is everyday Chinese for certain. NUL characters that do not make the text UTF-16 are taken out: disks and
    old programs leave them.

    Returns:
        The text, and how many places could not be read (they hold U+FFFD).

    Raises:
        SourceError: The file is empty, holds another form of file, or is no text in any of these encodings.
    """
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        raise SourceError(source, None, "the file is empty; give the text dump of a newspaper page")
    _refuse_other_forms(data, source)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs = ["utf-16"]
    else:
        codecs = ["utf-8-sig", "gb18030"]
        if b"\x00" in data:
            # Without a mark only the text tells which half of a character comes first, or a binary file.
            readings = [(_share_in_chinese(data.decode(codec, "replace")), codec) for codec in _UTF16]
            bare = data.rstrip(b"\x00")
            if max(readings)[0] > 0.3:
                codecs = [max(readings)[1]]
            elif bare.count(b"\x00") * 50 <= len(bare):
                data = bare.replace(b"\x00", b"")
            else:
                codecs = []
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return (_unless_big5(text, data) if codec == "gb18030" else text), 0
    best: tuple[float, str, int] | None = None
    candidates = [data.decode(codec, errors="replace") for codec in codecs]
    if len(codecs) > 1:
        candidates.append(_by_lines(data, *codecs))
    for text in candidates:
        lost, share = text.count("\ufffd"), _share_in_chinese(text)
        if lost * (12 if share > 0.8 else 50) > len(text) or not _is_text(text):
            continue
        if best is None or (share, -lost) > (best[0], -best[2]):
            best = share, text, lost
    if best is None:
        raise SourceError(
            source, None, "not a text file in UTF-8, UTF-16 or GB 18030; convert it, or give another file"
        )
    return best[1], best[2]


def _refuse_other_forms(data: bytes, source: str) -> None:
    """Tell by its first bytes what a file holds that is no text of a page."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    what = next((name for start, name in _FORMS if head.startswith(start)), "")
    if not what and _HTML.match(head):
        what = "an HTML file"
    if what:
        raise SourceError(
            source, None, f"this is {what}, not the text of a page; save its text as .txt and give that"
        )
    row = data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].rstrip()
    if row.startswith(b"{") and row.endswith(b"}"):
        try:
            json.loads(row)
        except (ValueError, RecursionError):
            return
        raise SourceError(
            source,
            None,
            "this holds rows of articles, not the text of a page; name it with .jsonl at the end",
        )


def _unless_big5(text: str, data: bytes) -> str:
    """Read Big5, whose bytes are GB 18030 as well, but make rare characters of it."""
    share = _share_in_chinese(text)
    if share > 0.6 or text.isascii():
        return text
    try:
        other = data.decode("cp950")
    except UnicodeDecodeError:
        return text
    return other if _share_in_chinese(simplify(other[:20000])) > max(0.7, share) else text


def _by_lines(data: bytes, usual: str, other: str) -> str:
    """Read each line in the encoding that fits it; in the one that most lines are in, where none does."""
    read: list[str | None] = []
    counts = {usual: 0, other: 0}
    rows = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    for row in rows:
        line = None
        for codec in () if row.isascii() else (usual, other):
            try:
                line = row.decode(codec)
            except UnicodeDecodeError:
                continue
            if codec == usual or share_of_common_han(line) > 0.6:
                counts[codec] += 1
                break
            line = None
        read.append(line)
    most = max(counts, key=lambda codec: counts[codec])
    return "\n".join(
        row.decode(most, "replace") if line is None else line for row, line in zip(rows, read, strict=True)
    )


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in a text."""
    control = sum(1 for char in text if char < " " and char not in "\t\r\n\x0c\x0b\x1a")
    return control * 100 <= len(text)
