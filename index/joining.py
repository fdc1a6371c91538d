"""Whether a line goes on with the paragraph above it, as log-odds like those of `index.scores`."""

from __future__ import annotations

import re

from index.bylines import ARROWS, MARKERS
from index.lines import is_column_name
from index.lists import heads_text
from index.scores import HALVES, is_between_gaps, is_marked_column
from index.survey import Page, once
from index.titles import DOCUMENT, TELEPHONE, is_notice, is_roundup

_PHONE = re.compile(r"\d[\d\-—]{6,}$")


def joins(page: Page, place: int) -> tuple[float, float]:
    """How likely line ``place`` goes on with the paragraph before it.

    Returns:
        Two log-odds: where the line before started its paragraph, and where it went on with one.
    """
    before, here = page.forms[place - 1], page.forms[place]
    size = len(before.key)
    if before.wrap and before.full:
        score = {"stop": 0.8, "join": 6.0, "open": 5.0, "paren": 2.0, "semi": 1.0, "colon": 2.0}[before.end]
        first = score
    elif before.wrap:
        score = {"stop": -6.0, "join": 4.0, "open": 2.5, "paren": -1.0, "semi": -3.0, "colon": -3.0}[
            before.end
        ]
        first = min(score, 0.0) if before.end == "open" else score
        if page.bare[place - 1]:
            first = score = -3.0
        if before.end == here.end == "open" and not here.full and page.short_run[place] > 3:
            # Verse, or a list: lines without punctuation none of which fills the column.
            first = score = -4.0
    else:
        prose = size >= 25 and not before.table and _is_prose(before.key) and _is_prose(here.key)
        long = 5.0 if size >= 40 or prose else 2.0 if size >= 25 else -5.0
        score = {
            "stop": -6.0,
            "join": 6.0 if size >= 15 else 2.5,
            "open": long,
            "paren": -2.0,
            "semi": -4.0,
            "colon": -5.0,
        }[before.end]
        first = score
    extra = 0.0
    if here.line.turned:
        return -6.0, -6.0
    if before.dateline and size <= 30 and before.end in ("paren", "open"):
        # 本报讯（记者张三） may have a line of its own.
        extra += 9.0
    if (before.table and (here.table or _is_row(page, place - 1))) or here.line.broken:
        extra -= 6.0
    if page.heads[place] or page.heads[place - 1]:
        extra -= 5.0
    if here.closing:
        extra += 4.0
    if before.quote > 0 and before.end != "stop":
        extra += 1.5
    cut = before.full and not before.table and page.titles[place - 1] > 0.5 and not before.key[-1].isdigit()
    if here.dateline or here.column or (not cut and page.notice[place]) or is_roundup(here.key):
        extra -= 6.0
    if re.search(r"\d{4}$", before.key) and not before.full:
        extra -= 6.0 if _PHONE.search(before.key) else 3.0
    if is_called(page, place) and is_headed(page, place):
        # A telephone number that fills its column ends what it stands in.
        extra -= 12.0
    if before.full and before.end == "open" and stands_apart(page, place - 1):
        extra -= 6.0 if is_between_gaps(page, place - 1) else 3.0
    named = here.byline.strength == 3 or (here.byline.strength == 2 and here.key[0] == "(")
    if named or before.tail.strength:
        extra -= 5.0
    if before.table and heads_text(page.forms, place):
        extra -= 8.0
    if not before.full and before.end == "open" and here.byline.strength == 1 and len(here.key) <= 4:
        # A name below a line that ends of itself.
        extra -= 5.0
    if here.speaker or here.date or is_marked_column(page, place):
        extra -= 4.0
    if (here.key[0] in ARROWS and before.end == "stop") or (
        here.key[0] in MARKERS and (not before.full or is_item(page, place))
    ):
        extra -= 8.0
    elif here.paragraph:
        extra -= 2.0 if before.end == "stop" else 0.5
    elif here.opening and before.end == "stop":
        extra -= 0.7
    if page.indented:
        if 2 <= here.line.indent <= 8:
            extra -= 7.0
        elif before.full or (before.end != "stop" and not before.wrap):
            extra += 1.0 if before.end == "stop" else 2.5
    elif here.line.indent >= 2 and here.line.raw.startswith(("\u3000\u3000", "    ")):
        extra -= 3.0
    gap = page.gaps[place] - (page.usual[place] if before.wrap else 0)
    if gap > 0:
        if before.end in ("stop", "semi", "colon", "paren"):
            extra -= 3.0
        elif before.end == "open":
            extra -= 0.5 + (1.0 if gap > page.usual[place] + 1 else 0.0)
    if here.wrap and not here.full and here.end == "open" and before.end == "stop":
        extra -= 1.0
    return first + extra, score + extra


def _is_row(page: Page, place: int) -> bool:
    """Whether a line of a table has all the cells that the row above it has."""
    above, here = (len(page.forms[row].key.split()) if row >= 0 else 0 for row in (place - 1, place))
    return place > 0 and page.forms[place - 1].table and here >= 3 and above == here


@once
def is_called(page: Page, place: int) -> bool:
    """Whether a telephone number ends above a line, also one that the column cut: the end of a notice."""
    above, last = page.forms[place - 1], page.forms[place - 2 : place - 1]
    text = "".join(form.key for form in last if form.full)[-12:] + above.key[-14:]
    return text[-1].isdigit() and any(match.end() == len(text) for match in TELEPHONE.finditer(text))


@once
def is_headed(page: Page, place: int) -> bool:
    """Whether a line is the name of a column above what may be a title, or a title above a text's begin."""
    form = page.forms[place]
    if form.full or place + 1 >= len(page.forms):
        return False
    below = page.forms[place + 1]
    if is_column_name(form.key):
        return page.titles[place + 1] > 0 or below.opening
    plain = 4 <= len(form.key) <= 16 and not re.search(r"[,。;:、()\d]", form.key)
    return plain and page.titles[place] > 0.5 and (below.dateline or (below.opening and below.full))


@once
def stands_apart(page: Page, place: int) -> bool:
    """Whether a full line of cut text is more likely a title that just fills its column.

    It has no punctuation and is set in two halves, or stands alone between blank lines.
    """
    key = page.forms[place].key
    if DOCUMENT.search(key):
        return True
    if re.search(r"[,。;:、]", key) or page.forms[place].dateline or page.forms[place].table:
        return False
    return is_between_gaps(page, place) or bool(HALVES.search(key)) or (len(key) >= 6 and is_notice(key))


def _is_prose(key: str) -> bool:
    """Whether a line has the punctuation of running text."""
    return bool(re.search(r"[,。;、]", key)) and len(re.findall(r"\d[\d.]*", key)) < 5


def is_item(page: Page, place: int) -> bool:
    """Whether a line starts one of several items behind one mark."""
    mark = page.forms[place].key[0]
    near = (*page.forms[max(0, place - 11) : place], *page.forms[place + 1 : place + 12])
    return mark in MARKERS + ARROWS and any(form.key[0] == mark for form in near)
