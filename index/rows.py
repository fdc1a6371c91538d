"""JSON lines of ready articles, one object a line, read as a stream: the second form of pages."""

from __future__ import annotations

import datetime
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Any, cast, get_args

from index.decoding import share_of_common_han
from index.errors import SourceError
from index.marks import find_date
from index.page import article_id
from index.records import Article, Kind, Problem, Repeat
from index.store import content_hash

_UNREADABLE = "not in UTF-8 or GB 18030; convert the file"
_TEXTS = ("newspaper", "page", "page_name", "column", "byline", "source")
_LINES = ("headline", "kicker", "deck")
_NAMES = ("reporters", "correspondents", "photographers")
_KNOWN = frozenset(
    ("id", "date", "text", "kind", "issue_number", "order", "page_inferred", *_TEXTS, *_LINES, *_NAMES)
)


def read_rows(
    path: Path, *, newspaper: str | None = None, date: datetime.date | None = None
) -> Iterator[Article | Problem]:
    """Read articles from JSON lines, gz or not, one at a time, in UTF-8 or GB 18030.

    A row needs ``text`` and ``date`` (``YYYY-MM-DD``, a time may follow), and may hold any other field of
    an article; its ``id`` is kept, else made as for pages. Fields that an article does not have are left
    out. The name of the file is the ``source`` of rows that name none. The first row with more than ASCII
    tells the encoding of the file.

    Args:
        path: The file.
        newspaper: The paper's name, instead of what the rows say.
        date: The day of the issue, instead of what the rows say.

    Yields:
        The articles in the order of the file; a `Problem` with its line for each row that is none, and
        reading goes on.

    Raises:
        SourceError: The file cannot be read, is damaged, or holds no article at all.
    """
    source = str(path)
    found = 0
    bad = ""
    number = 0
    seen: dict[str, int] = {}
    digests: dict[str, str] = {}
    codec = ""
    try:
        with _open(Path(path)) as stream:
            for number, raw in enumerate(stream, 1):
                if not raw.strip(b"\xef\xbb\xbf \t\r\n"):
                    continue
                codec = codec or _codec(raw)
                try:
                    article = _article(raw, codec or "utf-8-sig", source, found, newspaper, date)
                    digest = content_hash(article)
                except UnicodeEncodeError:
                    bad = bad or "surrogates"
                    yield Problem(
                        source, number, "holds half a surrogate pair, which is no character; left out"
                    )
                    continue
                except (ValueError, TypeError) as error:
                    bad = bad or str(error)
                    yield Problem(source, number, str(error))
                    continue
                if not article.id:
                    key = article_id(article)
                    seen[key] = seen.get(key, 0) + 1
                    article = replace(article, id=key if seen[key] == 1 else f"{key}-{seen[key]}")
                if article.id in digests:
                    same = "word for word" if digests[article.id] == digest else "with other content"
                    message = f"the id {article.id} ({article.title}) stands here twice, {same}; "
                    message += "the first is kept"
                    yield Repeat(source, number, message)
                    continue
                digests[article.id] = digest
                found += 1
                yield article
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        where = number + 1 if number else None
        raise SourceError(
            source, where, f"cannot be read ({reason}); check the path, or fetch it again"
        ) from error
    if not found:
        if bad == _UNREADABLE:
            raise SourceError(source, None, _UNREADABLE)
        what = "none of its rows is an article" if bad else "the file is empty"
        raise SourceError(
            source, None, f"{what}; give one JSON object a line with id, date, headline and text"
        )


def _open(path: Path) -> gzip.GzipFile | BufferedReader:
    """Open the file; gzip is known by its first bytes, whatever the name says."""
    with path.open("rb") as probe:
        packed = probe.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")


def _codec(raw: bytes) -> str:
    """The encoding that a row shows its file to be in; empty where it does not show it.

    A damaged row in UTF-8 may be read as GB 18030 too, but makes few everyday characters then.
    """
    if raw.removeprefix(b"\xef\xbb\xbf").isascii():
        return ""
    for codec in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec != "gb18030" or share_of_common_han(text) > 0.5:
            return codec
    return ""


def _article(
    raw: bytes, codec: str, source: str, order: int, newspaper: str | None, date: datetime.date | None
) -> Article:
    """Make an article of one row; a ValueError says what is wrong with it."""
    try:
        row = json.loads(raw.decode(codec))
    except UnicodeDecodeError:
        raise ValueError(_UNREADABLE) from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not a JSON object ({error.msg} at column {error.colno})") from None
    except RecursionError:
        raise ValueError("not a JSON object; one article a line is expected") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object; one article a line is expected")
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise ValueError(f"text is {type(text).__name__}; it must be a string")
    if not text or not text.strip():
        raise ValueError("has no text")
    fields: dict[str, Any] = {name: _text(row, name) for name in _TEXTS}
    fields |= {name: _text(row, name, joined="\n") for name in _LINES}
    fields |= {name: _names(row, name) for name in _NAMES}
    kind = row.get("kind") or "news"
    if kind not in get_args(Kind):
        raise ValueError(f"kind is {kind!r}; it must be one of {', '.join(get_args(Kind))}")
    given = _number(row, "order")
    return Article(
        id=_text(row, "id"),
        date=date or _date(row.get("date")),
        text=text.replace("\r\n", "\n").strip("\n"),
        kind=cast(Kind, kind),
        issue_number=_number(row, "issue_number"),
        page_inferred=bool(row.get("page_inferred", not fields["page"])),
        order=order if given is None else given,
        **(
            fields
            | {
                "newspaper": newspaper or fields["newspaper"],
                "page": fields["page"] or "1",
                "source": fields["source"] or source,
            }
        ),
    )


def _text(row: dict[str, Any], name: str, joined: str = " ") -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return joined.join(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{name} is {type(value).__name__}; it must be a string")
    return str(value).strip()


def _names(row: dict[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name)
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(value.replace("、", " ").replace(",", " ").split())
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise ValueError(f"{name} must be a list of names")


def _number(row: dict[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip().isdecimal():
        raise ValueError(f"{name} is {value!r}; it must be a whole number")
    if len(str(value).strip()) > 18:
        raise ValueError(f"{name} has too many digits")  # SQLite has room for no more
    return int(value)


def _date(value: object) -> datetime.date:
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        raise ValueError("has no date; add one (YYYY-MM-DD), or pass date=")
    text = "" if isinstance(value, bool) else str(value).strip()
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        found = find_date(text)
    if found is None:
        raise ValueError(f"date is {value!r}; it must be YYYY-MM-DD")
    return found
