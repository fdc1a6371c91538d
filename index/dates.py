"""Days that a text speaks of: one parser for articles, read on the day of their issue, and for questions."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "days", "week", "month", "quarter", "half", "year"]

VERSION = 1
"""Counts up when the same text gives other days, so that archives compute theirs anew."""

FINE: tuple[Precision, ...] = ("day", "days", "week")
"""What says when something happened; the others say in which stretch of the year."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of a text and the days that it names: ``text[start:end]``, from ``first`` to ``last``.

    Attributes:
        start: Where the expression begins.
        end: Where it ends.
        first: The first day.
        last: The last day, which belongs to it; the same for one day.
        precision: The unit that the words count in. "days" is any other range of days.
        relative: The words alone do not say the day, as 昨天, 上周五, 1日 or 中秋, and a reader wants it said.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date
    precision: Precision = "day"
    relative: bool = False


def find_dates(text: str, today: datetime.date, *, past: bool = True) -> list[Dated]:
    """Every expression of a day or a stretch of days, in the order of the text; they never overlap.

    A year that is left out is the one that lies nearest, where the past and today's own year count for
    nearer than they are; words such as 将于 and 起施行 turn that round. 日前 and 近日 name no day, nor do numbers,
    durations (3日内) and what comes again (每周五).

    Args:
        text: An article's body or a question, in any script and width.
        today: The day it was printed, or asked.
        past: False where the text looks ahead, as a question about what is coming does.
    """
    from index.dateforms import scan

    return scan(text, today, past)


def written(dated: Dated) -> str:
    """The days in figures, each part of the date said once.

    >>> day = datetime.date
    >>> written(Dated(0, 2, day(2025, 8, 1), day(2025, 8, 3), "days"))
    '2025年8月1日至3日'
    """
    first, last = dated.first, dated.last
    if dated.precision == "year" and first.year < last.year:
        return f"{first.year}年至{last.year}年"
    if dated.precision == "year":
        return f"{first.year}年"
    if dated.precision in ("month", "quarter", "half") and first.day == 1:
        until = "" if (first.year, first.month) == (last.year, last.month) else f"至{last.month}月"
        if until and last.year != first.year:
            until = f"至{last.year}年{last.month}月"
        return f"{first.year}年{first.month}月{until}"
    text = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return text
    if first.year != last.year:
        return f"{text}至{last.year}年{last.month}月{last.day}日"
    return f"{text}至{last.day}日" if first.month == last.month else f"{text}至{last.month}月{last.day}日"


_RESOLVED = re.compile(r"\s?[（(]\s?\d")


def shown(text: str, start: int, end: int, article_date: datetime.date) -> str:
    """A span of an article for showing: behind each relative expression its days, 上周五（2025年8月1日）.

    Args:
        text: The whole article, since words before the span may decide what a day in it means.
        start: Where the span begins.
        end: Where it ends.
        article_date: The day of the issue.
    """
    pieces: list[str] = []
    done = start
    for dated in find_dates(text, article_date):
        if start < dated.end <= end and dated.relative and not _RESOLVED.match(text, dated.end):
            pieces += [text[done : dated.end], f"（{written(dated)}）"]
            done = dated.end
    return "".join([*pieces, text[done:end]])
