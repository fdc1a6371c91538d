"""The one of a row of days, or of a whole and its part, that a question asks for.

甲（8月12日）、乙（8月19日）: who comes on the 19th. 两天接待10万人次，其中5日5万人次: how many in both days.
The reader finds such a place and points at the neighbour; the form of the words tells which one it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.dates import Dated, find_dates
from index.sentences import split_sentences
from qa.answering.dating import dates_of
from qa.answering.units import NUMBER
from qa.contexts import Place
from qa.reader import Candidate

_OPENS, _CLOSES = "（(", "）)"
_ITEM = re.compile(r"[^、，,；;：:。（(）)]{2,16}$")
_PARTED = re.compile("[、和及]")  # right before an item: behind a comma a clause may begin
_WHO = re.compile(r"谁|哪[一]?[位名个支家]")
_PART = re.compile(r"其中|当中|仅|单日")
_AMOUNT = re.compile(
    rf"[约近超逾]?{NUMBER}[0-9.,零〇一二两三四五六七八九十百千万亿半]*[多余来]?(?P<unit>人次|架次|班次|[\u4e00-\u9fff])"
)
_ASKS_AMOUNT = re.compile(r"多少|几(?![月日号天])")


def of_asked_days(
    question: str, places: Sequence[Place], candidates: Sequence[Candidate], today: datetime.date | None
) -> list[Candidate]:
    """The candidates, each that belongs to another day moved to its neighbour that belongs to the asked one.

    Args:
        question: Half-width and Simplified.
        places: What the reader saw.
        candidates: What it pointed at.
        today: Which the days of the question count from; nothing is moved if None, or unless the question
            names one day or stretch of days.
    """
    days = find_dates(question, today) if today is not None else []
    if len(days) != 1:
        return list(candidates)
    asked = days[0].first, days[0].last
    moved = []
    for one in candidates:
        place = places[one.context]
        span = place.start + one.start, place.start + one.end
        found = _neighbour(question, place, span, asked)
        if found is None or not (place.start <= found[0] and found[1] <= place.end):
            moved.append(one)
            continue
        start, end = found[0] - place.start, found[1] - place.start
        moved.append(replace(one, start=start, end=end, text=place.context.text[start:end]))
    return moved


def _neighbour(
    question: str, place: Place, span: tuple[int, int], asked: tuple[datetime.date, datetime.date]
) -> tuple[int, int] | None:
    text = place.article.text
    left, right = next((one for one in split_sentences(text) if one[0] <= span[0] < one[1]), span)
    dated = [one for one in dates_of(text, place.article.date) if left <= one.start and one.end <= right]
    if _WHO.search(question) and asked[0] == asked[1]:
        return of_row(text, span, dated, asked[0])
    if _ASKS_AMOUNT.search(question) and asked[0] < asked[1]:
        return of_whole(text, span, dated, asked)
    return None


def of_row(
    text: str, span: tuple[int, int], dated: Sequence[Dated], day: datetime.date
) -> tuple[int, int] | None:
    """The item of a row that has the asked day in brackets, where a span is one with another day.

    Returns:
        Start and end of that item; None where the span is no such item, or not just one has the day.
    """
    rows = list(bracketed(text, dated))
    mine = [one for end, one in rows if end == span[1]]
    if len(mine) != 1 or mine[0].first == day:
        return None
    items = []
    for end, one in rows:
        item = _ITEM.search(text, max(0, end - 17), end) if one.first == one.last == day else None
        if item is not None and _PARTED.match(text[item.start() - 1 : item.start()]):
            items.append(item.span())
    return items[0] if len(items) == 1 else None


def bracketed(text: str, dated: Sequence[Dated]) -> Iterator[tuple[int, Dated]]:
    """Days that stand alone in brackets, each with where what they belong to ends."""
    for one in dated:
        before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
        if one.precision == "day" and before and before in _OPENS and after and after in _CLOSES:
            yield one.start - 1, one


def of_whole(
    text: str, span: tuple[int, int], dated: Sequence[Dated], asked: tuple[datetime.date, datetime.date]
) -> tuple[int, int] | None:
    """The amount of all the asked days, where a span is that of some of them: 其中5日5万人次.

    Returns:
        Start and end of the only amount of the same unit between the name of all days and that of the part.
    """
    before = [one for one in dated if one.end <= span[0]]
    own = _AMOUNT.search(text, *span)
    if len(before) < 2 or own is None:
        return None
    part, wholes = before[-1], [one for one in before if (one.first, one.last) == asked]
    inside = asked[0] <= part.first and part.last <= asked[1] and (part.first, part.last) != asked
    if not inside or not wholes or not _PART.search(text, wholes[-1].end, part.start):
        return None
    amounts = [
        match.span()
        for match in _AMOUNT.finditer(text, wholes[-1].end, part.start)
        if match["unit"] == own["unit"]
    ]
    return amounts[0] if len(amounts) == 1 else None
