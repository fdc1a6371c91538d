"""Variants of a page dump: the same page as other programs would have dumped it, with its truth.

`variants` takes any page and what is printed on it, and yields the page cut at several widths, without blank
lines, in other encodings and line endings, with full-width punctuation and digits, and with its articles in
another order. What must be found stays the same, apart from the characters that were made full-width.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from index.bylines import MARKERS
from index.page import Parsed

_PUNCTUATION = str.maketrans(",;:?!()", "，；：？！（）")
_DIGITS = str.maketrans("0123456789%", "０１２３４５６７８９％")
_NO_START = "，。、；：？！）》”’】,.;:?!)%"


@dataclass(frozen=True)
class Printed:
    """One article as it is printed, by the fields of `index.records.Article`."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    column: str = ""
    kind: str = "news"
    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    text: str = ""
    page: str = "1"

    @property
    def titles(self) -> str:
        """All title lines, in the printed order."""
        return "\n".join(part for part in (self.kicker, self.headline, self.deck) if part)


@dataclass(frozen=True)
class Page:
    """The text of a dump and the truth about it."""

    text: str
    newspaper: str
    date: str
    number: int | None
    articles: tuple[Printed, ...]
    noise: tuple[str, ...] = field(default=())


def squeeze(text: str) -> str:
    """The text without any white space, which a dump may put anywhere."""
    return "".join(text.split())


def load(path: Path) -> Page:
    """Read a page and its truth, which stands beside it as JSON."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Page(
        text=path.read_text(encoding="utf-8"),
        newspaper=truth["newspaper"],
        date=truth["date"],
        number=truth["number"],
        articles=tuple(printed(row) for row in truth["articles"]),
        noise=tuple(truth.get("noise", ())),
    )


def printed(row: dict[str, Any]) -> Printed:
    """Make the truth of one article from a JSON row; fields that it does not name are empty."""
    values: dict[str, Any] = {}
    for name in Printed.__dataclass_fields__:
        if name in row:
            values[name] = tuple(row[name]) if isinstance(row[name], list) else row[name]
    return Printed(**values)


def wrap(text: str, width: int) -> str:
    """Cut every line at ``width`` characters."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line[start : start + width] for start in range(0, len(line), width)] or [""]
    return "\n".join(lines)


def typeset(text: str, width: int) -> str:
    """Cut every line at ``width`` full-width columns as a typesetter does: no comma begins a line."""
    lines: list[str] = []
    for line in text.split("\n"):
        now, used = "", 0
        for char in line:
            size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if used + size > width * 2 and char not in _NO_START:
                lines.append(now)
                now, used = "", 0
            now += char
            used += size
        lines.append(now)
    return "\n".join(lines)


def indent(page: Page) -> str:
    """Start every paragraph with two full-width spaces."""
    starts = {squeeze(part)[:12] for article in page.articles for part in article.text.split("\n")}
    return "\n".join(
        "　　" + line if line.strip() and squeeze(line)[:12] in starts else line
        for line in page.text.split("\n")
    )


def without_blanks(text: str) -> str:
    """Leave out every blank line."""
    return "\n".join(line for line in text.split("\n") if line.strip())


def shuffled(page: Page, seed: int) -> Page | None:
    """Print the articles of a page in another order; None where the page cannot be cut for certain."""
    lines = page.text.split("\n")
    if len({article.page for article in page.articles}) > 1 or len(page.articles) < 2:
        return None
    starts: list[int] = []
    place = 0
    for article in page.articles:
        first = squeeze(article.column or article.titles.split("\n")[0])
        if not first:
            return None
        while place < len(lines) and first not in squeeze(lines[place]):
            place += 1
        if place == len(lines):
            return None
        starts.append(place)
        place += 1
    blocks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    order = list(range(len(blocks)))
    random.Random(seed).shuffle(order)
    text = "\n".join(lines[: starts[0]] + [line for one in order for line in (*blocks[one], "")])
    return replace(page, text=text, articles=tuple(page.articles[one] for one in order))


def _translated(page: Page, table: dict[int, int]) -> Page:
    # The names in bylines hold no such characters; everything else must come out as it was printed.
    return replace(
        page,
        text=page.text.translate(table),
        articles=tuple(
            replace(
                article,
                **{
                    name: getattr(article, name).translate(table)
                    for name in ("headline", "kicker", "deck", "text")
                },
            )
            for article in page.articles
        ),
        noise=tuple(line.translate(table) for line in page.noise),
    )


def variants(page: Page) -> Iterator[tuple[str, bytes, Page]]:
    """Yield (name, bytes of the dump, truth) for every way in which the page may have been dumped."""
    plain = page.text
    yield "plain", plain.encode(), page
    yield "crlf", plain.replace("\n", "\r\n").encode(), page
    yield "cr", plain.replace("\n", "\r").encode(), page
    yield "utf-8-sig", plain.encode("utf-8-sig"), page
    yield "gb18030", plain.encode("gb18030"), page
    yield "utf-16", plain.encode("utf-16"), page
    yield "gb18030 crlf", plain.replace("\n", "\r\n").encode("gb18030"), page
    yield "no blanks", without_blanks(plain).encode(), page
    yield "double", plain.replace("\n", "\n\n").encode(), page
    yield "padded", "\n".join(line + "  " for line in plain.split("\n")).encode(), page
    for name, table in (("punctuation", _PUNCTUATION), ("digits", _DIGITS), ("both", _PUNCTUATION | _DIGITS)):
        full = _translated(page, table)
        yield f"full-width {name}", full.text.encode(), full
        yield f"full-width {name}, no blanks", without_blanks(full.text).encode(), full
    for width in range(13, 21):
        yield f"wrap {width}", wrap(plain, width).encode(), page
        yield f"wrap {width}, no blanks", wrap(without_blanks(plain), width).encode(), page
        yield f"typeset {width}, no blanks", typeset(without_blanks(plain), width).encode(), page
        yield f"indented, wrap {width}, no blanks", wrap(without_blanks(indent(page)), width).encode(), page
    full = _translated(page, _PUNCTUATION | _DIGITS)
    yield "full-width both, wrap 16, no blanks", wrap(without_blanks(full.text), 16).encode("gb18030"), full
    for seed in range(4):
        mixed = shuffled(page, seed)
        if mixed is not None:
            yield f"order {seed}", mixed.text.encode(), mixed
            yield f"order {seed}, no blanks", without_blanks(mixed.text).encode(), mixed
            yield (
                f"order {seed}, wrap {14 + seed}, no blanks",
                wrap(without_blanks(mixed.text), 14 + seed).encode(),
                mixed,
            )


def differences(parsed: Parsed, page: Page, roles: bool = False) -> list[str]:
    """Compare what was read with what is printed; white space does not count, nor who is both.

    With ``roles`` kicker, headline and deck must be told apart as in the truth; else only every title line
    must be there, in order, and no other.
    """
    wrong: list[str] = []
    if parsed.issue.newspaper != page.newspaper:
        wrong.append(f"newspaper {parsed.issue.newspaper!r}")
    if parsed.issue.date.isoformat() != page.date or parsed.issue.number != page.number:
        wrong.append(f"issue {parsed.issue.date} {parsed.issue.number}")
    found, expected = list(parsed.articles), list(page.articles)
    if len(found) != len(expected):
        wrong.append(f"{len(found)} articles, not {len(expected)}: {[article.headline for article in found]}")
        heads = {squeeze(one.titles): one for one in expected}
        pairs = [(one, heads.get(squeeze(one.kicker + one.headline + one.deck))) for one in found]
    else:
        pairs = list(zip(found, expected, strict=True))
    for article, truth in pairs:
        if truth is None:
            continue
        name = truth.headline[:12]
        titles = article.kicker + article.headline + article.deck
        if squeeze(titles) != squeeze(truth.titles):
            wrong.append(f"{name}: titles {titles!r}")
        if roles and [squeeze(part) for part in (article.kicker, article.headline, article.deck)] != [
            squeeze(part) for part in (truth.kicker, truth.headline, truth.deck)
        ]:
            wrong.append(f"{name}: roles {article.kicker!r} / {article.headline!r} / {article.deck!r}")
        if squeeze(article.text) != squeeze(truth.text):
            wrong.append(f"{name}: text {first_difference(squeeze(article.text), squeeze(truth.text))}")
        for field_name in ("kind", "column", "page"):
            if squeeze(getattr(article, field_name)) != squeeze(getattr(truth, field_name)):
                wrong.append(f"{name}: {field_name} {getattr(article, field_name)!r}")
        for field_name in ("reporters", "correspondents", "photographers"):
            names = [one for one in getattr(article, field_name) if "评论员" not in one]
            wanted = [one for one in getattr(truth, field_name) if "评论员" not in one]
            if names != wanted:
                wrong.append(f"{name}: {field_name} {names!r}")
    for line in page.noise:
        if any(squeeze(line) in squeeze(article.text) for article in found):
            wrong.append(f"noise in a body: {line}")
    return wrong


def first_difference(found: str, expected: str) -> str:
    """Show the place where two texts part."""
    place = next((i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), None)
    place = min(len(found), len(expected)) if place is None else place
    near = slice(max(0, place - 10), place + 15)
    return f"at {place}: {found[near]!r}, not {expected[near]!r}"


def unaccounted(text: str, parsed: Parsed) -> tuple[Counter[str], Counter[str]]:
    """Count the characters that a reading lost and those that it made up.

    Everything printed must be in a field of an article, in a masthead, or in a `Problem` that reports it.
    The brackets and marks around the name of a column are the one thing that is taken off.
    """
    kept = [
        part
        for article in parsed.articles
        for part in (
            article.column,
            article.kicker,
            article.headline,
            article.deck,
            article.byline,
            article.text,
        )
    ]
    kept += [line.text for head in parsed.mastheads for line in head.lines]
    kept += [
        problem.message.split(": ", 1)[1]
        for problem in parsed.problems
        if problem.message.startswith("left out, no article's text: ")
    ]
    source = Counter(squeeze(text.replace("\ufeff", "")))
    found = Counter(squeeze("".join(kept)))
    lost, added = source - found, found - source
    for mark in "【】〖〗[]「」『』〔〕※" + MARKERS:
        if sum(1 for article in parsed.articles if article.column):
            lost.pop(mark, None)
    return lost, added
