"""How well each line fits each label: half of the numbers behind `index.segment`, the rest in `index.steps`.

Scores are log-odds set by hand on pages written for the tests; higher is better, 0 is no evidence.
"""

from __future__ import annotations

import re

from index.bylines import MARKERS, parse_byline
from index.lines import is_column_name
from index.marks import SIGNED, is_date_only
from index.survey import Page
from index.titles import is_notice, is_roundup, is_series

TITLES = ("T1", "T1C", "T2", "T2C", "T3", "T3C", "T4", "T4C")
BODY = ("P", "PC")
NEVER = float("-inf")
_MARKED = re.compile(rf"[{MARKERS}]\s?[\u4e00-\u9fff·]{{2,8}}")
HALVES = re.compile(r"[\u4e00-\u9fff”》]{2} +[\u4e00-\u9fff“《\d]{2}")
SPACED = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")
_DAY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日")
_PIECES = re.compile(r"^[\u4e00-\u9fff·\s、/,]{1,30}$")


def emission(page: Page, place: int, state: str) -> float:
    """Score line ``place`` as a line of kind ``state``, for itself."""
    form = page.forms[place]
    title = page.titles[place]
    run = page.short_run[place]
    if state in ("T1", "T2", "T3", "T4"):
        if title < -4.0:
            return NEVER
        crowd = 1.2 if run > 6 else 0.6 if run == 6 else 0.0
        crowd -= 1.0 if state == "T1" and _is_two_part(form.key) else 0.0
        crowd -= 0.3 if state == "T1" and 10 <= len(form.key) <= 26 else 0.0
        crowd += 1.5 if page.verse[place] else 0.0
        return title - crowd - {"T1": 0.0, "T2": 0.0, "T3": 0.5, "T4": 2.0}[state]
    if state in ("T1C", "T2C", "T3C", "T4C", "SC"):
        before = page.forms[place - 1] if place else None
        if (
            before is None
            or not before.full
            or page.gaps[place] > page.usual[place]
            or not goes_on(page, place)
        ):
            return NEVER
        if title < -5.0 and form.end == "stop" and form.key[-1] not in "!?…":
            return NEVER
        named = form.byline.strength == 1 and len(form.key) <= 3 and not form.full
        score = -1.4 if named else -0.4
        score -= (6.0 if "。" in form.key else 0.0) + (0.5 if re.search(r"[,、]", form.key) else 0.0)
        return score - (3.0 if form.end in ("semi", "join") else 0.0)
    if state == "COL":
        if form.column and not form.rest:
            return 5.0
        if is_column_name(form.key):
            return 2.2
        if not is_marked_column(page, place):
            return NEVER
        return 3.2 if is_roundup(form.key.lstrip(MARKERS)) else 1.2
    if state in ("BY", "CR"):
        strength = form.byline.strength
        if not strength or is_roundup(form.key) or is_notice(form.key):
            return NEVER
        if state == "CR" and form.key.endswith("编辑部"):
            return NEVER
        bare = -1.5 if state == "CR" else 0.5
        if strength == 1 and len(form.byline.reporters) > (2 if state == "CR" else 3):
            # Who is named without a word about it, and in number, is on a list.
            bare -= 4.0
        return (0.0, bare, *((2.5, 4.0) if state == "BY" else (1.5, 3.0)))[strength]
    if state in ("BYC", "CRC"):
        before = page.forms[place - 1] if place else None
        if before is None or not before.full or not _PIECES.match(form.key) or form.full:
            return NEVER
        space = " " if before.line.raw.endswith((" ", "\u3000")) or form.line.indent == 1 else ""
        whole = len(form.key) <= 2 or parse_byline(before.line.text + space + form.line.text).strength == 3
        starts = form.line.text[0] in MARKERS or re.match(r"记者|通讯员|本报|摄影", form.key)
        return (1.0 if starts else 3.0) if whole else NEVER
    if state == "SG":
        if form.date:
            return 3.0
        if len(form.key) > 30 or form.end != "open":
            return NEVER
        if _DAY.fullmatch(form.key) and page.forms[place - 1].end != "join":
            return 2.5
        below = page.forms[place + 1].key if place + 1 < len(page.forms) else ""
        if len(form.key) <= 20 and not form.full and (_DAY.fullmatch(below) or is_date_only(below)):
            return 2.0
        if re.search(r"\d{4}\s*年\s*\d+\s*月\s*\d+\s*日$|\d{4}[-.]\d{1,2}[-.]\d{1,2}$", form.key):
            return 2.5
        if is_series(form.key) or not SIGNED.search(form.key) or len(form.key) > 24:
            return NEVER
        # Who signs gives the date as well.
        dated = any(
            one.date or re.search(r"\d\s*日$", one.key) for one in page.forms[place + 1 : place + 3]
        )
        return (0.0 if form.full else 1.2) - (0.0 if dated else 1.0)
    if state == "S":
        if title < -2.0 or len(form.key) > 24:
            return NEVER
        size = len(form.key)
        title -= 1.0 if _is_two_part(form.key) else 0.0
        title -= 2.5 if page.heads[place] else 0.0
        return title * 0.6 + (0.5 if size <= 9 else 0.2 if size <= 11 else -0.8 if size <= 16 else -1.6)
    if state == "PC":
        # Prose has no spaces; titles are set with them.
        spaced = HALVES.search(form.key) and not re.search(r"[,。;:、]|\d{4}\s*年", form.key)
        return -2.5 if spaced and page.forms[place - 1].end == "stop" else 0.0
    return _paragraph(page, place)


def is_marked_column(page: Page, place: int) -> bool:
    """Whether a line is a few characters behind a mark (◆校园内外), and no item of a list of such lines."""
    form = page.forms[place]
    if not _MARKED.fullmatch(form.key) or form.byline.strength > 1 or form.full:
        return False
    around = (*page.forms[max(0, place - 1) : place], *page.forms[place + 1 : place + 2])
    return all(other.key[0] != form.key[0] for other in around)


def _is_two_part(key: str) -> bool:
    """Whether a line is set in two halves with a space between them, as headlines are and subheads rarely."""
    parts = key.split()
    return len(parts) == 2 and min(map(len, parts)) >= 4 and len(key) >= 12


def _paragraph(page: Page, place: int) -> float:
    """Score line ``place`` as the first line of a paragraph."""
    form = page.forms[place]
    size = len(form.key)
    if form.wrap and form.full and not is_between_gaps(page, place):
        score = 1.5 if re.search(r"[,。、;:!?]", form.key) else 0.3
    elif form.end == "stop":
        score = 2.0 if size >= 10 else 1.0
        if form.key[-1] in "!?" and size <= 24:
            score -= 1.0
    elif form.end in ("join", "semi"):
        score = 1.5
    elif form.end == "colon":
        score = 0.3
    elif size >= 40:
        score = 2.0
    elif size >= 25:
        score = 0.0
    else:
        score = -2.5
    if form.dateline:
        score += 2.5
    if form.speaker:
        score += 3.5
    if form.table or len(re.findall(r"\d[\d.]*", form.key)) >= 3:
        score += 2.0
    if form.paragraph:
        score += 1.0
    if page.verse[place] and score < 0:
        score += 3.0
    elif page.short_run[place] > 5 and score < 0:
        score += 1.5
    if form.byline.strength == 3 and size <= 30:
        score -= 4.0
    if page.indented and 2 <= form.line.indent <= 8:
        score += 2.5
    return score


def goes_on(page: Page, place: int) -> bool:
    """Whether line ``place`` can be the rest of a title that the line before did not hold."""
    form = page.forms[place]
    named = form.byline.strength >= 2 or (form.byline.strength == 1 and bool(SPACED.fullmatch(form.key)))
    starts = named or form.dateline or form.column or form.date or form.speaker
    return not starts and not (page.indented and 2 <= form.line.indent <= 8) and not is_series(form.key)


def is_between_gaps(page: Page, place: int) -> bool:
    """Whether a line stands alone between blank lines."""
    return place + 1 < len(page.gaps) and min(page.gaps[place : place + 2]) > page.usual[place]
