"""How well each line fits each label: half of the numbers behind `index.segment`, the rest in `index.steps`.

Scores are log-odds set by hand on pages written for the tests; higher is better, 0 is no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.bylines import MARKERS, has_surname, parse_byline
from index.lines import is_column_name
from index.lists import LABELLED
from index.marks import SIGNED, is_date_only
from index.survey import Page, once
from index.titles import DOCUMENT, HOURS, TELEPHONE, has_parts, is_notice, is_roundup, is_series

TITLES = ("T1", "T1C", "T2", "T2C", "T3", "T3C", "T4", "T4C")
BODY = ("P", "PC")
NEVER = float("-inf")
# What the second, third and fourth line of a title cost.
_COST = {"T2": 0.0, "T3": 0.5, "T4": 2.0}
_MARKED = re.compile(rf"[{MARKERS}]\s?[\u4e00-\u9fff·]{{2,8}}")
HALVES = re.compile(r"[\u4e00-\u9fff”》]{2} +[\u4e00-\u9fff“《\d]{2}")
SPACED = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")
_DAY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日")
# Who signs a letter to the paper: 读者 张三, 北城区 一位居民.
WRITER = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:读者|市民|网友|业主|居民|村民|家长)\s+[\u4e00-\u9fff·]{2,4}"
    r"|(?:[\u4e00-\u9fff]{2,8}\s+)?一[位名个](?:[\u4e00-\u9fff]{0,4})"
    r"(?:读者|市民|网友|业主|居民|村民|家长|乘客|学生|老师|司机|[员工人民师])"
)
_YEAR = re.compile(r"\d{4}\s*年")
_TOLD = re.compile(r"\((?:本报|本刊)?[\u4e00-\u9fff]{0,4}(?:记者|通讯员)")
_CRY = re.compile(r"[!?][”’]?[^”’!?]")
_COMMA = re.compile(r"[,、]")
_ROLE = re.compile(r"记者|通讯员|本报|摄影")
_DATED = re.compile(r"\d{4}\s*年\s*\d+\s*月\s*\d+\s*日$|\d{4}[-.]\d{1,2}[-.]\d{1,2}$")
_PROSE = re.compile(r"[,。;:、]|\d{4}\s*年")
_PIECES = re.compile(r"^[\u4e00-\u9fff·\s、/,]{1,30}$")


def emission(page: Page, place: int, state: str) -> float:
    """Score line ``place`` as a line of kind ``state``, for itself."""
    if state == "T1":
        return _first_title(page, place)
    if state in _COST:
        return _next_title(page, place) - _COST[state]
    if state in ("BY", "CR"):
        return _names(page, place, state)
    return _KINDS[state](page, place)


@once
def _title(page: Page, place: int) -> float:
    """Score a line as one of a title."""
    form = page.forms[place]
    if page.titles[place] < -4.0:
        return NEVER
    run = page.short_run[place]
    crowd = 1.2 if run > 6 else 0.6 if run == 6 else 0.0
    crowd += 1.5 if page.verse[place] else 0.0
    crowd += 2.0 if is_entry(form.key) else 0.0
    return page.titles[place] - crowd


def _first_title(page: Page, place: int) -> float:
    """Score a line as the first of a title."""
    key = page.forms[place].key
    return _title(page, place) + (1.0 if _is_two_part(key) else 0.0) + (0.3 if 10 <= len(key) <= 26 else 0.0)


@once
def _next_title(page: Page, place: int) -> float:
    """Score a line as another of a title."""
    if _is_number_cut(page, place):
        return NEVER
    return _title(page, place) - (2.5 if is_introduced(page, place) else 0.0)


@once
def _title_rest(page: Page, place: int) -> float:
    """Score a line as the rest of a line of a title, or of a subhead, that the column cut."""
    form = page.forms[place]
    before = page.forms[place - 1] if place else None
    if before is None or not before.full or page.gaps[place] > page.usual[place] or not goes_on(page, place):
        return NEVER
    if page.titles[place] < -5.0 and form.end == "stop" and form.key.rstrip("”’")[-1] not in "!?…":
        return NEVER
    if _is_number_cut(page, place) or HOURS.search(form.key):
        return NEVER
    named = form.byline.strength == 1 and len(form.key) <= 3 and not form.full
    score = -1.4 if named else -0.4
    score -= 6.0 if "。" in form.key else 3.0 if _CRY.search(form.key) else 0.0
    score -= 0.5 if _COMMA.search(form.key) else 0.0
    return score - (3.0 if form.end in ("semi", "join") else 0.0)


def _column(page: Page, place: int) -> float:
    """Score a line as the name of a column."""
    form = page.forms[place]
    if form.column and not form.rest:
        return 5.0
    if is_column_name(form.key):
        return 2.2
    if not is_marked_column(page, place):
        return NEVER
    return 3.2 if is_roundup(form.key.lstrip(MARKERS)) else 1.2


def _names(page: Page, place: int, state: str) -> float:
    """Score a line as names above a text (``BY``) or below it (``CR``)."""
    form = page.forms[place]
    strength = form.byline.strength
    if not strength or is_roundup(form.key) or is_notice(form.key):
        return NEVER
    if state == "CR" and form.key.endswith("编辑部"):
        return NEVER
    if is_inline(page, place):
        return -4.0
    bare = -1.5 if state == "CR" else 0.5
    if strength == 1 and place and page.forms[place - 1].full and _is_named_below(page, place):
        # The last word of a title that the column cut, whose writer is named below.
        bare -= 3.0
    if strength == 1 and len(form.byline.reporters) > (2 if state == "CR" else 3):
        # Who is named without a word about it, and in number, is on a list.
        bare -= 4.0
    return (0.0, bare, *((2.5, 4.0) if state == "BY" else (1.5, 3.0)))[strength]


@once
def _names_rest(page: Page, place: int) -> float:
    """Score a line as the rest of a line of names that the column cut."""
    form = page.forms[place]
    before = page.forms[place - 1] if place else None
    if before is None or not before.full or form.full or not _PIECES.match(form.key):
        return NEVER
    space = " " if before.line.raw.endswith((" ", "\u3000")) or form.line.indent == 1 else ""
    whole = len(form.key) <= 2 or parse_byline(before.line.text + space + form.line.text).strength > 1
    starts = form.line.text[0] in MARKERS or _ROLE.match(form.key)
    return (1.0 if starts else 3.0) if whole else NEVER


def _signature(page: Page, place: int) -> float:
    """Score a line as who signs a text, or when."""
    form = page.forms[place]
    if form.date:
        return 3.0
    if len(form.key) > 30 or form.end != "open":
        return NEVER
    if WRITER.fullmatch(form.key) and not form.full and page.forms[place - 1].end == "stop":
        return 2.5
    if _DAY.fullmatch(form.key) and page.forms[place - 1].end != "join":
        return 2.5
    below = page.forms[place + 1].key if place + 1 < len(page.forms) else ""
    if len(form.key) <= 20 and not form.full and (_DAY.fullmatch(below) or is_date_only(below)):
        return 2.0
    if _DATED.search(form.key):
        return 2.5
    if is_series(form.key) or not SIGNED.search(form.key) or len(form.key) > 24:
        return NEVER
    if re.search("[“”!?了]", form.key):
        return NEVER
    if below.startswith("关于"):
        # The office is the first line of the title of what it makes known.
        return NEVER
    # Who signs gives the date as well.
    dated = any(one.date or re.search(r"\d\s*日$", one.key) for one in page.forms[place + 1 : place + 3])
    if not dated and (len(form.key) < 6 or page.gaps[place] > page.usual[place]):
        return -3.0
    return (0.0 if form.full else 1.2) - (0.0 if dated else 3.0 if form.full else 1.0)


def _subhead(page: Page, place: int) -> float:
    """Score a line as a title inside a text."""
    key, title = page.forms[place].key, page.titles[place]
    if title < -2.0 or len(key) > 24 or has_parts(key):
        return NEVER
    size = len(key)
    title -= 1.0 if _is_two_part(key) else 0.0
    title -= 2.5 if page.heads[place] else 0.0
    title += 1.5 if page.repeated[place] and _is_text_below(page, place) else 0.0
    title -= 3.5 if is_marked_column(page, place) and _is_sole(page, place) else 0.0
    return title * 0.6 + (0.5 if size <= 9 else 0.2 if size <= 11 else -0.8 if size <= 16 else -1.6)


def _paragraph_rest(page: Page, place: int) -> float:
    """Score a line as the rest of a paragraph."""
    form = page.forms[place]
    if page.forms[place - 1].end != "stop":
        return 0.0
    # Prose has no spaces; titles are set with them.
    if HALVES.search(form.key) and not _PROSE.search(form.key):
        return -2.5
    # What begins behind a full stop and ends without one is no rest of a paragraph.
    return -1.5 if page.bare[place] and not form.full and not form.table else 0.0


@once
def _is_number_cut(page: Page, place: int) -> bool:
    """Whether a line begins with the rest of a telephone number, which no title has."""
    above, here = page.forms[place - 1].key, page.forms[place].key
    return place > 0 and here[0] in "-—0123456789" and bool(TELEPHONE.search(above[-14:] + here[:12]))


@once
def _is_named_below(page: Page, place: int) -> bool:
    """Whether the line below tells who wrote the text: 记者 张三, or 本报讯（记者 张三）."""
    if place + 1 >= len(page.forms):
        return False
    below = page.forms[place + 1]
    opened = below.dateline or below.key[0] == "("
    return below.byline.strength == 3 or (opened and bool(re.search("记者|通讯员", below.key)))


def _is_shot_below(page: Page, place: int) -> bool:
    """Whether the line below tells who took the picture, so that this one is its title or its caption."""
    if place + 1 >= len(page.forms) or re.match("图|[上下左右]图", page.forms[place].key):
        return False
    names = page.forms[place + 1].byline
    return names.strength >= 2 and bool(names.photographers) and not names.reporters


@once
def is_marked_column(page: Page, place: int) -> bool:
    """Whether a line is a few characters behind a mark (◆校园内外), and no item of a list of such lines."""
    form = page.forms[place]
    if not _MARKED.fullmatch(form.key) or form.byline.strength > 1 or form.full:
        return False
    around = (*page.forms[max(0, place - 1) : place], *page.forms[place + 1 : place + 2])
    return all(other.key[0] != form.key[0] for other in around)


def _is_sole(page: Page, place: int) -> bool:
    """Whether no other line of the page begins with the mark of this one, bylines aside."""
    return page.marks[page.forms[place].key[0]] <= 1


def _is_text_below(page: Page, place: int) -> bool:
    """Whether text stands right below a line, and no title or name."""
    return place + 1 < len(page.forms) and (page.titles[place + 1] < -2 or page.forms[place + 1].full)


def _is_two_part(key: str) -> bool:
    """Whether a line is set in two halves with a space between them, as headlines are and subheads rarely."""
    parts = key.split()
    return len(parts) == 2 and min(map(len, parts)) >= 4 and len(key) >= 12


def _paragraph(page: Page, place: int) -> float:
    """Score line ``place`` as the first line of a paragraph."""
    form = page.forms[place]
    size = len(form.key)
    if form.wrap and form.full and not is_between_gaps(page, place):
        score = 1.5 if re.search(r"[,。、;:!?]", form.key) else -1.5 if _fills_as_title(page, place) else 0.3
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
    if form.speaker or is_introduced(page, place):
        score += 3.5
    elif (is_entry(form.key) or TELEPHONE.search(form.key)) and score < 0:
        score += 3.0
    if form.table or len(re.findall(r"\d[\d.]*", form.key)) >= 3:
        score += 2.0
    if form.paragraph:
        score += 1.0
    if page.verse[place] and score < 0:
        score += 3.0
    elif page.short_run[place] > 5 and score < 0:
        score += 1.5
    if form.byline.strength == 3 and size <= 30 and not is_inline(page, place):
        score -= 4.0
    if is_marked_column(page, place):
        score -= 3.5 if _is_sole(page, place) else 2.5
    if page.unended[place]:
        score -= 2.5
    if page.bare[place] and _is_shot_below(page, place):
        score -= 1.5
    if page.indented and 2 <= form.line.indent <= 8:
        score += 2.5
    return score


def _fills_as_title(page: Page, place: int) -> bool:
    """Whether a line without punctuation fills its column but reads as a title behind the end of a text.

    It is set in two halves, or who wrote the text below is named right below it.
    """
    above = page.forms[place - 1]
    if place and above.end != "stop" and not above.tail.strength and not above.table:
        return False
    key = page.forms[place].key
    return not _YEAR.search(key) and (_is_two_part(key) or _is_named_below(page, place))


@once
def goes_on(page: Page, place: int) -> bool:
    """Whether line ``place`` can be the rest of a title that the line before did not hold."""
    form = page.forms[place]
    named = form.byline.strength >= 2 or (form.byline.strength == 1 and bool(SPACED.fullmatch(form.key)))
    named = named or bool(_TOLD.match(form.key))
    starts = named or form.dateline or form.column or form.date or form.speaker or is_number(page, place)
    return not starts and not (page.indented and 2 <= form.line.indent <= 8) and not is_series(form.key)


@once
def is_introduced(page: Page, place: int) -> bool:
    """Whether a line says who is asked (嘉宾：张三) right above the first question or answer."""
    form = page.forms[place]
    if not LABELLED.match(form.key) or place + 1 >= len(page.forms) or re.search("[!?]", form.key):
        return False
    return bool(page.forms[place + 1].speaker)


def is_entry(key: str) -> bool:
    """Whether a line gives a person's name behind what he is to the text above: 失主：张三."""
    label, colon, name = key.partition(":")
    return bool(colon) and bool(re.fullmatch(r"[\u4e00-\u9fff]{2,6}", label)) and has_surname(name.strip())


@once
def is_inline(page: Page, place: int) -> bool:
    """Whether names in brackets (（记者 张三）) fill their line and the first sentence goes on below."""
    form = page.forms[place]
    if not form.full or form.key[0] != "(" or form.key[-1] != ")" or place + 1 >= len(page.forms):
        return False
    return page.forms[place + 1].opening


@once
def is_number(page: Page, place: int) -> bool:
    """Whether the number of an official document starts with a line, also where the column cut it."""
    form = page.forms[place]
    text = form.key
    if form.full and place + 1 < len(page.forms) and len(page.forms[place + 1].key) <= 4:
        text += page.forms[place + 1].key
    return bool(DOCUMENT.search(text)) and not re.search(r"[,。;:]", text)


@once
def is_between_gaps(page: Page, place: int) -> bool:
    """Whether a line stands alone between blank lines."""
    return place + 1 < len(page.gaps) and min(page.gaps[place : place + 2]) > page.usual[place]


_KINDS: dict[str, Callable[[Page, int], float]] = {
    **dict.fromkeys(("T1C", "T2C", "T3C", "T4C", "SC"), _title_rest),
    **dict.fromkeys(("BYC", "CRC"), _names_rest),
    "COL": _column,
    "SG": _signature,
    "S": _subhead,
    "P": _paragraph,
    "PC": _paragraph_rest,
}
