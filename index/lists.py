"""Tables and lists among the lines of a page, also where a narrow column cut their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.titles import is_listing, is_notice

if TYPE_CHECKING:
    from index.lines import Form

LABELLED = re.compile(r"^[\u4e00-\u9fff][\u4e00-\u9fff\d]{0,8}[\u4e00-\u9fff]:\s*[^\s]")
_ITEM = re.compile(
    r"[^\s,。:;!?“”()]{1,10}(?<!\d):\s?[^\s。][^。]*"
    r"|[^\s,。:;]{2,12}\s+[\d.,]+%?[^\s,。]{0,3}"
)
_CALLED = re.compile(r"[\u4e00-\u9fff]{3}\s+\d{5,}$")
_LETTERS = re.compile(r"[\u4e00-\u9fff]{2}")
_WORDS = re.compile(r"[\u4e00-\u9fff“”]{4,}")
_SENTENCE = re.compile(r"[,。;!?]")


def mark_tables(forms: list[Form]) -> None:
    """Mark tables: three lines in a row of as many cells each, with figures in most (城东区 良 62)."""
    # The head of a table has no figures, but as many cells as the rows below it.
    for place in range(len(forms) - 2, -1, -1):
        cells = len(forms[place].key.split())
        if cells >= 3 and forms[place + 1].table and len(forms[place + 1].key.split()) == cells:
            forms[place] = replace(forms[place], table=True)
    run: list[tuple[int, int, str]] = []
    cells = 0
    for start, end, text in (*chains(forms), (len(forms), len(forms), "")):
        count = len(text.split()) if len(text) <= 40 and not _SENTENCE.search(text) else 0
        if count >= 3 and count == cells:
            run.append((start, end, text))
            continue
        if len(run) >= 3 and sum(bool(re.search(r"\d", row)) for _, _, row in run) * 2 > len(run):
            for first, behind, _ in run:
                forms[first:behind] = [replace(form, table=True) for form in forms[first:behind]]
        run, cells = ([(start, end, text)], count) if count >= 3 else ([], 0)


def chains(forms: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    """Put lines together that each fill the column but the last: (first, behind the last, text) of each.

    In a list (明天：多云) each name begins anew, also where the line above happens to fill the column.
    """
    start = cells = 0
    text = ""
    for place, form in enumerate(forms):
        below = forms[place + 1] if place + 1 < len(forms) else None
        text += form.key
        row = len(text.split())
        # A row that has all its cells is followed by no more than the rest of a word.
        whole = row == cells >= 3 and below is not None and bool(_WORDS.fullmatch(below.key))
        if (
            below is None
            or whole
            or not form.full
            or _begins_anew(forms[start], form, below)
            or below.byline.strength == 3
            or (LABELLED.match(forms[start].key) and heads_text(forms, place + 1))
        ):
            yield start, place + 1, text
            start, text, cells = place + 1, "", row
        elif form.line.raw.endswith((" ", "\u3000")) or below.line.indent == 1:
            text += " "


def heads_text(forms: Sequence[Form], place: int) -> bool:
    """Whether a title stands here: lines without a stop right above a byline or the begin of a report."""
    for row, form in enumerate(forms[place : place + 4]):
        if row and (form.byline.strength == 3 or form.dateline or (row == 1 and form.opening and form.full)):
            return True
        if not 3 <= len(form.key) <= 24 or form.end != "open" or re.search("[。;:]", form.key):
            return False
    return False


def _begins_anew(first: Form, above: Form, below: Form) -> bool:
    """Whether a line of a list or table, or a notice, begins although the line above fills the column."""
    if below.line.indent >= 2 and below.line.raw[0] in " \u3000\t":
        # Each row is set in.
        return True
    if is_notice(below.key) or is_listing(below.key):
        return True
    if LABELLED.match(first.key) and LABELLED.match(below.key):
        return True
    if _CALLED.search(above.key) and _LETTERS.match(below.key):
        # Whose telephone number it is stands before it.
        return True
    if above.end == "stop" and LABELLED.match(below.key):
        return True
    cells = len(above.key.split())
    if cells >= 3 and not re.search(r"\d", above.key) and re.search(r"\d", below.key):
        # The head of a table names what the figures below it are.
        return len(below.key.split()) >= 3 and not _SENTENCE.search(above.key + below.key)
    return cells >= 3 and cells == len(below.key.split()) and not _SENTENCE.search(above.key + below.key)


def mark_lists(forms: list[Form]) -> None:
    """Mark lists: three in a row of a name and what belongs to it (明天：多云), or two above a longer one."""
    run: list[tuple[int, int]] = []
    labelled = True
    for start, end, text in (*chains(forms), (len(forms), len(forms), "")):
        if "℃" in text and len(text) <= 60 and "。" not in text and LABELLED.match(text):
            # The weather of one place or day: 北部山区：小雨，11～16℃，东北风4级.
            forms[start:end] = [replace(form, table=True) for form in forms[start:end]]
        if text and len(text) <= 40 and not forms[start].speaker and _ITEM.fullmatch(text):
            run.append((start, end))
            labelled = labelled and bool(LABELLED.match(text))
            continue
        if run and start < len(forms) and (forms[start].byline.strength == 3 or forms[start].dateline):
            # A title may have a colon as well, but its text stands right below it.
            run.pop()
        if len(run) >= (2 if labelled and LABELLED.match(text) else 3):
            for first, behind in run:
                forms[first:behind] = [replace(form, table=True) for form in forms[first:behind]]
        run, labelled = [], True
