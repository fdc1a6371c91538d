"""Days that an answer names by their distance from the issue: shown as what they are, compared as days."""

from __future__ import annotations

import datetime
import re
from typing import Any

from index.records import Article
from qa.answering import words

try:
    from index.dates import Dated, find_dates
except ModuleNotFoundError:

    def find_dates(text: str, today: datetime.date) -> list[Any]:
        """Without the parser of dates nothing is resolved."""
        return []

    Dated = object

# What means another day in every issue. Absolute dates need no explanation.
_RELATIVE = re.compile(
    r"[今昨前明后当次翌][天日晚晨早夜年]|大[前后][天日]|[上本这下]+一?个?(?:周|星期|礼拜|月|旬|年|季度|半年)|[上本这下]?(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|(?:月|年)[初中底末]|去岁|[上下]半年|[一二三四]季度"
)


def days_in(article: Article, start: int, end: int) -> list[Dated]:
    """The dated expressions of ``article.text[start:end]``, resolved against its issue; offsets in it."""
    # The whole text is read: what a day means may hang on the one named before it.
    return [one for one in find_dates(article.text, article.date) if start <= one.start and one.end <= end]


def display(article: Article, start: int, end: int) -> str:
    """``article.text[start:end]`` with the day beside each relative expression.

    >>> import datetime
    >>> paper = Article("a", "样报", datetime.date(2025, 8, 4), text="上周五开会。")
    >>> display(paper, 0, 3)
    '上周五（2025年8月1日）'
    """
    shown, at = [], start
    for one in days_in(article, start, end):
        said = article.text[one.start : one.end]
        if one.start < at or not _RELATIVE.search(said) or re.search(r"\d{4}年", said):
            continue
        if article.text[one.end : one.end + 1] in ("（", "("):
            continue  # the paper explains it itself
        shown.append(article.text[at : one.end] + f"（{words.days(one.first, one.last)}）")
        at = one.end
    return "".join(shown) + article.text[at:end]


def day_meant(article: Article, start: int, end: int) -> tuple[datetime.date, datetime.date] | None:
    """The days that a span stands for, if it is a date and little else."""
    found = days_in(article, start, end)
    if not found:
        return None
    longest = max(found, key=lambda one: one.end - one.start)
    if (longest.end - longest.start) * 2 < end - start:
        return None
    return longest.first, longest.last


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
