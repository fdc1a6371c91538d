"""How well each label follows the one before it.

Scores are log-odds as in `index.scores`.
"""

from __future__ import annotations

import re

from index.bylines import ARROWS, MARKERS, Byline
from index.joining import is_called, is_headed, is_item, stands_apart
from index.lines import SALUTATION
from index.marks import PICTURES, SIGNED
from index.scores import (
    BODY,
    NEVER,
    SPACED,
    TITLES,
    goes_on,
    is_between_gaps,
    is_introduced,
    is_marked_column,
    is_number,
)
from index.survey import Page, once
from index.titles import has_parts, is_listing, is_notice, is_roundup, is_series

# What may be the name of a column, above a title.
_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
# Who asks the paper: 读者 河东县 张三：去年……
_ASKER = re.compile(r"(?:读者|市民|网友|农友|村民|居民)[^。,:]{0,16}(?<![说道称]):.")


def _ends_quoted(page: Page, place: int) -> bool:
    """Whether a title below a column ends with a quotation that begins in it: ◆小灶, 给眼睛“体个检”."""
    key = page.forms[place].key
    return bool(re.search(r"“[^“”。!?]+”$", key)) and place > 0 and is_marked_column(page, place - 1)


@once
def _heads_items(page: Page, place: int) -> bool:
    """Whether the first of several short items behind one mark stands below a line."""
    below = page.forms[place + 1 : place + 13]
    marks = [form.key[0] for form in below if form.key[0] in MARKERS]
    return len(marks) > 1 and below[0].key[0] == marks[0] == marks[1] and below[0].byline.strength < 2


@once
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
        apart = is_between_gaps(page, place - 1) and page.gaps[place] > 0
        if previous.full and previous.end != "stop" and goes_on(page, place) and not apart:
            open_end = max(0.0, min(8.0, joins[1])) / 2
            # Prose has its commas and stops near; a title that fills its column has none below.
            prose = state == "P" and before == "T1" and bool(re.search(r"[,。]", form.key))
            prose = prose and not stands_apart(page, place - 1) and not _ends_quoted(page, place - 1)
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
            + (4.0 if _is_asked(page, place) else 0.0)
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
            + (-3.0 if before in ("S", "SC") else -1.5 if before in ("CR", "CRC", "SG") else -1.0)
            - max(0.0, 0.8 * _border(page, place))
            - (4.0 if before in BODY and is_called(page, place) and is_headed(page, place) else 0.0)
        )
    if state == "CR" and previous.end in ("open", "paren") and not previous.full and len(previous.key) <= 24:
        return score - 1.5
    if state == "SG":
        signed = page.forms[place - 1]
        return score + (1.0 if before == "SG" or signed.end == "stop" else -1.0)
    return score


@once
def _is_unfinished(page: Page, place: int) -> bool:
    """Whether what ends here, in more than one line, has no punctuation: a title that a column cut."""
    if not page.bare[place] or place == 0 or page.forms[place].table:
        return False
    if not page.forms[place - 1].full or page.forms[place - 1].end == "stop":
        return False
    # A signature has its date beside it.
    return not re.search(r"\d{4}\s*年", page.forms[place - 1].key + page.forms[place].key)


@once
def _below_notice(page: Page, place: int) -> float:
    """A notice has no deck, but the number of the document may stand below its title."""
    form = page.forms[place]
    if is_number(page, place):
        return 2.0
    if form.key.startswith("关于") and SIGNED.search(page.forms[place - 1].key):
        # The office that makes it known.
        return 4.0
    return -1.5 if is_notice(page.forms[place - 1].key) and not is_series(form.key) else 0.0


def _start(page: Page, place: int, before: str) -> float:
    """Score the begin of a title block at line ``place``."""
    form = page.forms[place]
    score = -3.0 if is_series(form.key) else 0.0
    if before == "COL":
        return score + 2.0
    if page.notice[place] or is_roundup(form.key):
        score += 3.0
    elif page.listing[place] or has_parts(form.key) or _heads_items(page, place):
        score += 4.0
    if _is_asked(page, place):
        score += 5.5
    border = _border(page, place)
    if page.heads[place] or (place + 1 < len(page.forms) and SALUTATION.match(page.forms[place + 1].key)):
        score += 3.0
    if _asks(page, place) or (_NAME.fullmatch(form.key) and _asks(page, place + 1)):
        score += 3.5
    if before in BODY:
        ended = 2.5 if page.forms[place - 1].tail.strength else 0.0
        ended += 1.5 if page.forms[place - 1].table and not form.table else 0.0
        return score - 3.2 + border + ended
    if before in ("CR", "CRC"):
        return score - 0.8 + 0.5 * border
    if before == "SG":
        return score - 0.5 + 0.5 * border
    if before == "BY" and _is_shot(page.forms[place - 1].byline):
        # A picture that has a title and no text.
        return score - 2.0 + border
    # A title block without a body: a teaser, or a picture whose caption is lost.
    return score - 6.5 + border


def _is_shot(names: Byline) -> bool:
    """Whether a line names who took a picture, and nobody who wrote."""
    return bool(names.photographers) and not names.reporters + names.correspondents


@once
def _is_asked(page: Page, place: int) -> bool:
    """Whether a title stands above the first of questions and answers: a question, or who is asked."""
    form = page.forms[place]
    if place + 1 >= len(page.forms) or form.speaker or len(form.key) > 24:
        return False
    below = bool(page.forms[place + 1].speaker)
    if not below and form.end == "colon" and len(form.key) <= 12 and page.titles[place + 1] > 1:
        # 对话张三： above what he said, and the questions.
        return place + 2 < len(page.forms) and bool(page.forms[place + 2].speaker)
    if form.key[-1] != "?":
        return False
    below = below or is_introduced(page, place + 1) or bool(_ASKER.match(page.forms[place + 1].key))
    return below and not page.forms[place - 1].speaker and not re.search("[。,]", form.key)


@once
def _asks(page: Page, place: int) -> bool:
    """Whether a line is a question above the other lines of a title, a byline and a text."""
    if place >= len(page.forms):
        return False
    key = page.forms[place].key
    if not 5 <= len(key) <= 20 or key[-1] != "?" or "。" in key or key.count("“") != key.count("”"):
        return False
    for below in range(place + 1, min(place + 4, len(page.forms))):
        form = page.forms[below]
        if form.byline.strength >= 2 or form.dateline:
            return True
        if form.end == "stop" and form.key[-1] in "!?" and page.titles[below] >= 0:
            continue
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
    if before == "COL" and is_item(page, place):
        return 3.0
    if before == "COL" and form.tail.photographers:
        return 4.0
    if before == "COL" and (form.key[0] in ARROWS + MARKERS or PICTURES.fullmatch(page.forms[place - 1].key)):
        # A caption under the name of a column for pictures.
        return 2.0
    if before == "COL" and is_marked_column(page, place - 1):
        return -3.5
    if before in ("SG", "COL"):
        return -2.0
    # A dateline inside an article is rare; it mostly follows a title that was taken for something else.
    return -4.0 if form.dateline else 0.0
