"""What is known of a page as a whole before its lines are labelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from index.leads import credit_leads
from index.lines import Form
from index.lists import heads_text
from index.titles import is_listing, is_notice, title_score

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of a page as a whole before its lines are labelled."""

    forms: Sequence[Form]
    gaps: list[int]
    after_noise: Sequence[bool]
    usual: list[int]
    between: list[int]
    indented: bool
    titles: list[float]
    credit_lead: list[float]
    short_run: list[int]
    bare: list[bool]
    unended: list[bool]
    heads: list[bool]
    verse: list[bool]
    notice: list[bool]
    listing: list[bool]
    repeated: list[bool]
    marks: Counter[str]
    known: dict[tuple[str, int], Any] = field(default_factory=dict)


def once(about: Callable[[Page, int], Answer]) -> Callable[[Page, int], Answer]:
    """Answer a question about a line of a page once, however many labels ask it."""
    name = f"{about.__module__}.{about.__name__}"

    @wraps(about)
    def asked(page: Page, place: int) -> Answer:
        key = (name, place)
        if key not in page.known:
            page.known[key] = about(page, place)
        answer: Answer = page.known[key]
        return answer

    return asked


def survey(forms: Sequence[Form], after_noise: Sequence[bool]) -> Page:
    """Return what is known of a page as a whole; ``after_noise`` as in `index.segment.segment`."""
    gaps = [form.line.gap for form in forms]
    usual = [
        _middle(gaps[max(1, place - 4) : place] + gaps[place + 1 : place + 5]) for place in range(len(gaps))
    ]
    # How far apart paragraphs are set hereabouts: the gaps after lines that end one for certain, as one does
    # that fills its column only where it has a gap below it.
    ended = [
        gap if place and forms[place - 1].end == "stop" and (gap or not forms[place - 1].full) else None
        for place, gap in enumerate(gaps)
    ]
    between = []
    for place in range(len(gaps)):
        near = [
            gap
            for gap in (*ended[max(0, place - 14) : place], *ended[place + 1 : place + 15])
            if gap is not None
        ]
        between.append(max(usual[place], _middle(near)))
    first = [form for form in forms if 2 <= form.line.indent <= 8 and form.line.raw[:1] in "\u3000 \t"]
    flush = sum(1 for form in forms if form.line.indent == 0)
    indented = len(first) >= max(2, len(forms) * 0.06) and flush >= 1
    titles = [title_score(form, indented) for form in forms]
    runs = [0] * len(forms)
    start = 0
    for place in range(len(forms) + 1):
        short = place < len(forms) and titles[place] > -2.6 and forms[place].line.size <= 30
        if short and not forms[place].table:
            continue
        for inside in range(start, place):
            runs[inside] = place - start
        start = place + 1
    leads = credit_leads(forms, titles)
    verse = find_verse(forms)
    heads = [_is_head(forms, verse, place) for place in range(len(forms))]
    return Page(
        forms, gaps, after_noise, usual, between, indented, titles, leads, runs,
        _bare(forms), _unended(forms), heads, verse,
        [_is_headed(forms, place, is_notice) for place in range(len(forms))],
        [_is_headed(forms, place, is_listing) for place in range(len(forms))],
        _repeated(forms),
        Counter(form.key[0] for form in forms if form.byline.strength < 2),
    )  # fmt: skip


def _is_headed(forms: Sequence[Form], place: int, heads: Callable[[str], bool]) -> bool:
    """Whether the title of a notice (or of a list) starts with a line, also where the column cut it."""
    text = ""
    for form in forms[place : place + 4]:
        text += form.key
        if "。" in text:
            return False
        if heads(text):
            return True
        if not form.full or re.search(r"[,。;:!?]", form.key):
            break
    return False


def _is_head(forms: Sequence[Form], verse: Sequence[bool], place: int) -> bool:
    """Whether a bare line below the end of a text stands right above a table or verse: it heads them."""
    form = forms[place]
    if not 0 < place < len(forms) - 1 or not _is_bare(form):
        return False
    above = forms[place - 1]
    below_table = above.table and not re.search(r"\d", form.key)
    shot = above.byline.strength >= 2 and above.byline.photographers
    if above.end != "stop" and not above.tail.strength and not below_table and not shot:
        return False
    return (forms[place + 1].table or verse[place + 1]) and not verse[place]


def find_verse(forms: Sequence[Form]) -> list[bool]:
    """Find verse: five lines in a row and more, short and without punctuation.

    The first may be its title, the last three the title of what follows. Five above a byline and a text may
    all be the title of that text, so there it takes eight.
    """
    verse = [False] * len(forms)
    start = 0
    for place in range(len(forms) + 1):
        if place < len(forms) and _is_bare(forms[place]):
            continue
        if place - start >= (8 if _opens_text(forms, place) else 5):
            signed = start > 0 and _is_signed(forms[start - 1])
            headed = place == len(forms) or forms[place].column or is_notice(forms[place].key)
            # A line as short that ends with a stop is the last of them.
            ended = place < len(forms) and forms[place].end == "stop" and len(forms[place].key) <= 16
            last = place if headed or (ended and signed) else place - 3
            for inside in range(start + (not signed), last):
                verse[inside] = True
        start = place + 1
    return verse


def _is_signed(form: Form) -> bool:
    """Whether a line names who wrote what stands below, and not who took the picture above."""
    names = form.byline
    return names.strength >= 2 and not (names.photographers and not names.reporters + names.correspondents)


def _opens_text(forms: Sequence[Form], place: int) -> bool:
    """Whether a byline stands here and prose below it."""
    if place + 1 >= len(forms) or forms[place].byline.strength < 2:
        return False
    below = forms[place + 1]
    return below.dateline or bool(re.search(r"[,。;:!?]", below.key))


def _is_bare(form: Form) -> bool:
    """Whether a line is short, has no punctuation, does not fill its column and is nothing else by form."""
    return (
        len(form.key) <= 16
        and form.end == "open"
        and not form.full
        and not (form.table or form.column or form.date or form.byline.strength >= 2)
        and not is_notice(form.key)
        and not re.search(r"[,。;:、!?]", form.key)
    )


def _repeated(forms: Sequence[Form]) -> list[bool]:
    """Whether a short line stands on the page more than once, as subheads and columns do and no title."""
    counts = Counter(form.key for form in forms if 3 <= len(form.key) <= 8)
    return [counts[form.key] > 1 and not is_notice(form.key) for form in forms]


def _bare(forms: Sequence[Form]) -> list[bool]:
    """Whether what ends with a line that does not fill its column is short and has no punctuation.

    Such a piece, which begins behind a full stop at the latest, is a title, a verse or an item of a list that
    the column cut, and no part of a sentence.
    """
    bare = [False] * len(forms)
    start = 0
    for place, form in enumerate(forms):
        if form.full:
            start = place + 1 if form.end == "stop" else start
            continue
        text = "".join(one.key for one in forms[start : place + 1])
        bare[place] = form.end == "open" and len(text) <= 30 and not re.search(r"[,。;:、]", text)
        start = place + 1
    return bare


def _unended(forms: Sequence[Form]) -> list[bool]:
    """Whether a line is the first of several that end before the column does, and without a stop.

    No paragraph is so short and ends so; a title does that the column cut, by its form (no punctuation) or by
    the names or the dateline below it.
    """
    unended = [False] * len(forms)
    start = 0
    for place, form in enumerate(forms):
        if form.full and form.end != "stop":
            continue
        text = "".join(one.key for one in forms[start : place + 1])
        below = forms[place + 1] if place + 1 < len(forms) else None
        if start < place and form.end == "open" and len(text) <= 30 and not form.full and below is not None:
            named = heads_text(forms, place)
            plain = not re.search(r"[,。;:、]|\d{4}\s*年", text) and not below.date and not below.table
            table = any(one.table or one.date or one.byline.strength for one in forms[start : place + 1])
            unended[start] = not table and (plain or (named and not re.search("[。;:]", text)))
        start = place + 1
    return unended


def _middle(numbers: Sequence[int]) -> int:
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else 0
