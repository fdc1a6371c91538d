"""What the forms of a date share: the days of a month or year part, and the year where none is said."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from index.datewords import number

Precision = Literal["day", "days", "week", "month", "quarter", "half", "year"]

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
        relative: The words alone do not say the day, as 昨天, 上周五, 1日 or 中秋, and a reader wants it
            said.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date
    precision: Precision = "day"
    relative: bool = False


Days = tuple[datetime.date, datetime.date]
Match = re.Match[str]
WEEKDAYS = {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}
YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年度": 0, "明年": 1, "后年": 2}


@dataclass(slots=True)
class Context:
    """What a form needs besides its words.

    Attributes:
        today: The day that everything is resolved against.
        future: The words around look ahead.
        anchor: The expression before it in the same sentence.
        joined: That expression is the beginning of a range that this one ends.
        sure: Where the anchor's own year was said or found in it.
        story: The last day or month before it in the paragraph whose year was said.
    """

    today: datetime.date
    future: bool = False
    anchor: Dated | None = None
    joined: bool = False
    sure: bool = False
    story: Dated | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of one match; ``sure`` says that their year was named."""

    days: Days
    precision: Precision
    relative: bool = False
    sure: bool = False
    end: int | None = None


def nearest(options: Iterable[Days | None], context: Context, *, far: int = 8) -> Days | None:
    """The likeliest of several years' days.

    The distance in days counts once for the past of the same year, twice for its future and for the past of
    other years, and ``far`` times for the future of other years: who means next year says so.
    """
    today = context.today

    def cost(days: Days) -> int:
        first, last = days
        if first <= today <= last:
            return 0
        if last < today:
            return (today - last).days * (8 if context.future else 1 if last.year == today.year else 2)
        factor = 1 if context.future else 2 if first.year == today.year else far
        return (first - today).days * factor

    return min((days for days in options if days), key=cost, default=None)


def date_of(year: int, month: int, day: int) -> datetime.date | None:
    """This day; None where the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def whole_months(year: int, month: int, to_month: int | None = None) -> Days:
    """Whole months; a last month before the first belongs to the next year. Months count on past 12 and 0."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    to_month = month if to_month is None else to_month
    to_year = year + (to_month < month)
    last = calendar.monthrange(to_year, to_month)[1]
    return datetime.date(year, month, 1), datetime.date(to_year, to_month, last)


def third_of(days: Days, word: str) -> Days:
    """The part of a month that 初, 上旬, 中旬, 底 and so on name."""
    first, last = days
    if word[-1] == "初" or word[0] == "上":
        return first, first.replace(day=10)
    if word[0] == "中":
        return first.replace(day=11), first.replace(day=20)
    return first.replace(day=21), last


def month_days(year: int, match: Match) -> Days | None:
    """The days that the month part of a form names in this year."""
    parts = match.groupdict()
    month = number(parts["month"])
    if parts["day"]:
        last = date_of(year, month, number(parts["day"]))
        from_month = number(parts["month0"]) if parts["month0"] else month
        from_day = number(parts["day0"]) if parts["day0"] else 1 if parts["month0"] else None
        first = date_of(year, from_month, from_day) if from_day else last
        return (first, last) if first and last and first <= last else None
    days = whole_months(year, number(parts["month0"]) if parts["month0"] else month, month)
    return third_of(days, parts["third"]) if parts["third"] else days


def month_precision(match: Match) -> Precision:
    """What the month part of a form counts in."""
    if match["day"]:
        return "days" if match["day0"] or match["month0"] else "day"
    return "days" if match["third"] else "month"


def attached_weekday(match: Match) -> int | None:
    """The weekday that stands behind a day, Monday being 0."""
    char = match["attached"] or match["beside"]
    return WEEKDAYS[char] if char else None


def until_today(match: Match, resolved: Resolved, context: Context) -> Resolved:
    """An expression that ends in 以来 or 至今 goes on until today."""
    if not match["since"] or resolved.days[0] > context.today:
        return resolved
    precision: Precision = "days" if resolved.precision in FINE else resolved.precision
    return replace(resolved, days=(resolved.days[0], context.today), precision=precision)


def of_year(year: int, match: Match) -> tuple[Days, Precision] | None:
    """Half, quarter or edge of a year, as the tail of a form names it."""
    parts = match.groupdict()
    if parts.get("half"):
        return whole_months(year, *((1, 6) if parts["half"][0] == "上" else (7, 12))), "half"
    if parts.get("first3"):
        return whole_months(year, 1, 9), "quarter"
    if parts.get("firstmonths"):
        count = number(parts["firstmonths"]) if parts["firstmonths"] != "半" else 0
        return (whole_months(year, 1, count), "month") if 1 < count < 12 else None
    if parts.get("quarter0"):
        first, last = number(parts["quarter0"]), number(parts["quarter1"])
        return (whole_months(year, 3 * first - 2, 3 * last), "quarter") if first < last else None
    if parts.get("quarter"):
        figure = parts["quarter"].removeprefix("第")[0]
        quarter = 1 if figure == "首" else number(figure)
        return whole_months(year, 3 * quarter - 2, 3 * quarter), "quarter"
    if parts.get("edge"):
        month = 1 if parts["edge"] == "初" else 12
        return whole_months(year, month), "month"
    return None
