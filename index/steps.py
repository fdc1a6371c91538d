"""How well each label follows the one before it, and whether a line goes on with the one above.

Scores are log-odds as in `index.scores`.
"""

from __future__ import annotations

import re

from index.bylines import ARROWS, MARKERS
from index.marks import PICTURES
from index.scores import BODY, HALVES, NEVER, SPACED, TITLES, goes_on, is_between_gaps, is_marked_column
from index.survey import Page
from index.titles import DOCUMENT, is_listing, is_notice, is_roundup, is_series

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
    if before.full and before.end == "open" and _stands_apart(page, place - 1):
        extra -= 6.0 if is_between_gaps(page, place - 1) else 3.0
    if here.byline.strength == 3 or before.tail.strength:
        extra -= 5.0
    if not before.full and before.end == "open" and here.byline.strength == 1 and len(here.key) <= 4:
        # A name below a line that ends of itself.
        extra -= 5.0
    if here.speaker or here.date or is_marked_column(page, place):
        extra -= 4.0
    if here.key[0] in MARKERS and (not before.full or _is_item(page, place)):
        extra -= 8.0
    elif here.paragraph:
        extra -= 2.0 if before.end == "stop" else 0.5
    elif here.opening and before.end == "stop":
        extra -= 0.7
    if page.indented:
        if 2 <= here.line.indent <= 8:
            extra -= 7.0
        elif before.end != "stop" or before.full:
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


def _stands_apart(page: Page, place: int) -> bool:
    """Whether a full line of cut text is more likely a title that just fills its column.

    It has no punctuation and is set in two halves, or stands alone between blank lines.
    """
    key = page.forms[place].key
    if DOCUMENT.search(key):
        return True
    if re.search(r"[,。;:、]", key) or page.forms[place].dateline:
        return False
    return is_between_gaps(page, place) or bool(HALVES.search(key)) or (len(key) >= 6 and is_notice(key))


def _is_prose(key: str) -> bool:
    """Whether a line has the punctuation of running text."""
    return bool(re.search(r"[,。;、]", key)) and len(re.findall(r"\d[\d.]*", key)) < 5


def _is_item(page: Page, place: int) -> bool:
    """Whether a line starts one of several items behind one mark."""
    mark = page.forms[place].key[0]
    near = (*page.forms[max(0, place - 11) : place], *page.forms[place + 1 : place + 12])
    return mark in MARKERS + ARROWS and any(form.key[0] == mark for form in near)


def _border(page: Page, place: int) -> float:
    """Evidence before line ``place`` that something new begins there: wide gaps, noise."""
    gap, usual = page.gaps[place], page.between[place]
    score = 0.0
    if gap >= usual + 2:
        score += 3.0
    elif gap == usual + 1:
        score += 1.5
    elif gap < page.usual[place]:
        score -= 1.5
    if page.after_noise[place]:
        score += 1.2
    return score


def step(page: Page, place: int, before: str, state: str, joins: tuple[float, float]) -> float:
    """Score the step from the label of the line before to the label of line ``place``."""
    form = page.forms[place]
    if before == "START":
        return {"T1": 0.0, "COL": 0.0, "P": -6.0, "BY": -4.0}.get(state, NEVER)
    score = 0.0
    if before in BODY:
        join = joins[0] if before == "P" else joins[1]
        join = max(-6.0, min(8.0, join))
        if state == "PC":
            return join / 2
        score -= join / 2 if join > 0 else max(-1.0, join / 6)
    previous = page.forms[place - 1]
    if state in ("BYC", "CRC"):
        return 2.0
    if before in TITLES or before in ("S", "SC"):
        # A line that fills its column goes on below, whatever it is.
        open_end = 0.0
        if previous.full and previous.end != "stop" and goes_on(page, place):
            open_end = max(0.0, min(8.0, joins[1])) / 2
            # Prose has its commas and stops near; a title that fills its column has none below.
            prose = state == "P" and before == "T1" and re.search(r"[,。]", form.key)
            named = form.dateline or form.key.startswith("(")
            open_end += 1.5 if prose and not named and not page.notice[place - 1] else 0.0
        open_end += 1.5 if previous.quote > 0 else 0.0
        if state in ("T1C", "T2C", "T3C", "T4C", "SC"):
            return open_end - (2.0 if previous.end == "stop" else 0.0)
        score -= open_end
    if before in BODY and state in ("T1", "COL", "CR") and _is_unfinished(page, place - 1):
        score -= 2.5
    if state == "T1":
        return score + _start(page, place, before)
    if state in ("T2", "T3", "T4"):
        gap = page.gaps[place] - page.usual[place]
        return (
            score
            + 0.3
            + (2.5 if is_series(form.key) else 0.0)
            + _below_notice(page, place)
            - (1.5 if page.notice[place] else 0.0)
            - (4.0 if is_roundup(page.forms[place - 1].key) else 0.0)
            - (2.5 if gap > 1 else 0.5 if gap == 1 else 0.0)
        )
    if state == "COL":
        return score - 1.5 + 0.5 * _border(page, place)
    if state == "BY":
        if before in TITLES:
            bare = 3.0 if SPACED.fullmatch(form.key) else 2.0 if len(form.key) <= 4 else 0.0
            return score + (0.0, bare, 2.0, 3.0)[form.byline.strength]
        return score + (0.5 if before in ("BY", "BYC") else -3.0)
    if state == "P":
        return score + _into_paragraph(page, place, before)
    if state == "S":
        if before in TITLES and not is_roundup(page.forms[place - 1].key):
            return NEVER
        return (
            score
            + (-1.5 if before in ("S", "SC", "CR", "CRC", "SG") else -1.0)
            - max(0.0, 0.8 * _border(page, place))
        )
    if state == "CR" and previous.end in ("open", "paren") and not previous.full and len(previous.key) <= 24:
        return score - 1.5
    if state == "SG":
        signed = page.forms[place - 1]
        return score + (1.0 if before == "SG" or signed.end == "stop" else -1.0)
    return score


def _is_unfinished(page: Page, place: int) -> bool:
    """Whether what ends here, in more than one line, has no punctuation: a title that a column cut."""
    if not page.bare[place] or place == 0 or page.forms[place].table:
        return False
    if not page.forms[place - 1].full or page.forms[place - 1].end == "stop":
        return False
    # A signature has its date beside it.
    return not re.search(r"\d{4}\s*年", page.forms[place - 1].key + page.forms[place].key)


def _below_notice(page: Page, place: int) -> float:
    """A notice has no deck, but the number of the document may stand below its title."""
    form = page.forms[place]
    if DOCUMENT.search(form.key):
        return 2.0
    return -1.5 if is_notice(page.forms[place - 1].key) and not is_series(form.key) else 0.0


def _start(page: Page, place: int, before: str) -> float:
    """Score the begin of a title block at line ``place``."""
    form = page.forms[place]
    score = -3.0 if is_series(form.key) else 0.0
    if before == "COL":
        return score + 2.0
    if page.notice[place] or is_roundup(form.key):
        score += 3.0
    elif is_listing(form.key):
        score += 4.0
    border = _border(page, place)
    if page.heads[place]:
        score += 3.0
    if _asks(page, place):
        score += 3.5
    if before in BODY:
        ended = 2.5 if page.forms[place - 1].tail.strength else 0.0
        ended += 1.5 if page.forms[place - 1].table and not form.table else 0.0
        return score - 3.2 + border + ended
    if before in ("CR", "CRC"):
        return score - 0.8 + 0.5 * border
    if before == "SG":
        return score - 0.5 + 0.5 * border
    # A title block without a body: a teaser, or a picture whose caption is lost.
    return score - 6.5 + border


def _asks(page: Page, place: int) -> bool:
    """Whether a line is a question above the other lines of a title, a byline and a text."""
    key = page.forms[place].key
    if not 5 <= len(key) <= 20 or key[-1] != "?" or "。" in key or key.count("“") != key.count("”"):
        return False
    for below in range(place + 1, min(place + 4, len(page.forms))):
        form = page.forms[below]
        if form.byline.strength >= 2 or form.dateline:
            return True
        if page.titles[below] < 0.3 or form.end != "open":
            return False
    return False


def _into_paragraph(page: Page, place: int, before: str) -> float:
    form = page.forms[place]
    if before in TITLES:
        lead = 4.0 if form.dateline else 1.2 if form.opening else 0.0
        headed = page.forms[place - 1].key
        notice = 1.0 if is_notice(headed) else 2.5 if is_listing(headed) else 0.0
        return lead + notice + page.credit_lead[place - 1]
    if before in ("BY", "BYC"):
        return 3.0 if form.dateline else 0.5
    if before in ("S", "SC"):
        return 0.5 - (6.0 if form.dateline else 0.0)
    if before in ("CR", "CRC"):
        return -4.0 if form.dateline else -1.5
    if before == "COL" and is_roundup(
        page.forms[place - 1].column or page.forms[place - 1].key.lstrip(MARKERS)
    ):
        return 4.0
    if before == "COL" and _is_item(page, place):
        return 3.0
    if before == "COL" and (form.key[0] in ARROWS + MARKERS or PICTURES.fullmatch(page.forms[place - 1].key)):
        # A caption under the name of a column for pictures.
        return 2.0
    if before in ("SG", "COL"):
        return -2.0
    # A dateline inside an article is rare; it mostly follows a title that was taken for something else.
    return -4.0 if form.dateline else 0.0
