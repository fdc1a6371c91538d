"""Days that an answer names by their distance from the issue: shown as what they are, compared as days."""

from __future__ import annotations

import datetime
import functools
import re

from index.dates import Dated, find_dates, shown
from index.normal import normalise
from index.records import Article
from qa.understand.form import arabic

_HOUR = re.compile(
    r"[上下]午|凌晨|清?早上?|晚上?|中午|傍晚|[0-9０-９零一二三四五六七八九十两]+[时点:：](?:[0-9０-９]+分?|半|整|许)?|左右|起"
)


def days_in(article: Article, start: int, end: int) -> list[Dated]:
    """The dated expressions of ``article.text[start:end]``, resolved against its issue; offsets in it."""
    # The whole text is read: what a day means may hang on the one named before it.
    found = dates_of(article.text, article.date)
    return [one for one in found if start <= one.start and one.end <= end]


@functools.lru_cache(maxsize=64)
def dates_of(text: str, day: datetime.date) -> tuple[Dated, ...]:
    """All the dated expressions of a text that was printed that day, kept: each span of it asks for them."""
    return tuple(find_dates(text, day))


def display(article: Article, start: int, end: int) -> str:
    """``article.text[start:end]`` with the day beside each relative expression.

    >>> import datetime
    >>> paper = Article("a", "样报", datetime.date(2025, 8, 4), text="上周五开会。")
    >>> display(paper, 0, 3)
    '上周五（2025年8月1日）'
    """
    return shown(article.text, start, end, article.date)


def day_meant(article: Article, start: int, end: int) -> tuple[datetime.date, datetime.date] | None:
    """The days that a span stands for, if it is a date and little else."""
    found = days_in(article, start, end)
    if not found:
        return None
    longest = max(found, key=lambda one: one.end - one.start)
    rest = article.text[start : longest.start] + article.text[longest.end : end]
    if longest.end - longest.start < len(_HOUR.sub("", rest)):
        return None
    return longest.first, longest.last


def same_hour(one: str, other: str) -> bool:
    """Whether two spans name the same hour, as far as both name one.

    >>> same_hour("后天上午8时", "今天8时"), same_hour("今天8时", "今天"), same_hour("8时", "9时30分")
    (True, True, False)
    """
    hours = [re.findall(r"\d+(?=[时点:])", arabic(normalise(text).text)) for text in (one, other)]
    return not all(hours) or hours[0] == hours[1]


def says_relatively(article: Article, start: int, end: int) -> bool:
    """Whether a span names a day by its distance from another, as 上周五 does."""
    return any(one.relative for one in days_in(article, start, end))


def speaks_of(article: Article, first: datetime.date, last: datetime.date) -> bool:
    """Whether an article came out within these days or names one of them."""
    if first <= article.date <= last:
        return True
    dated = find_dates(f"{article.kicker}\n{article.headline}\n{article.deck}\n{article.text}", article.date)
    return any(_same(one.first, one.last, first, last) for one in dated)


def _same(a: datetime.date, b: datetime.date, first: datetime.date, last: datetime.date) -> bool:
    """Whether two stretches of days meet, and the one that is named is not a whole year around the other."""
    if not (a <= last and first <= b):
        return False
    return (b - a).days <= max(31, 2 * (last - first).days)
