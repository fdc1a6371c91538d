"""What happened on a day: the reports that tell of it, whenever they were printed, each with its sentence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from index.dates import find_dates
from index.records import Article
from qa.answering.needs import Desk
from qa.answering.scopes import Scope
from qa.citing import sentence_around

_HAPPENED = re.compile(r"发生|出了?(?:什么|啥|哪些)事|大事|(?:干|做|办)了(?:些)?(?:什么|啥|哪些)")
_OF_THE_PAPER = re.compile(r"报纸|报上|日报|晚报|版|刊|登|头条|报道")
_TOLD = frozenset({"news", "photo"})

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Event:
    """A report that tells of a day, with the sentence that does."""

    article: Article
    start: int
    end: int


def asks_what_happened(question: str) -> bool:
    """Whether a question asks what happened on a day, and not what was printed on it.

    >>> asks_what_happened("8月1日发生了什么"), asks_what_happened("8月1日的报纸登了什么大事")
    (True, False)
    """
    return _HAPPENED.search(question) is not None and _OF_THE_PAPER.search(question) is None


def events(desk: Desk, scope: Scope, days: Days) -> list[Event]:
    """The news that names one of some days as a day, in the order of print.

    Args:
        desk: For its archive.
        scope: Where to look; its own days are left aside.
        days: The first and the last of them.
    """
    limits = replace(scope.limits, since=None, until=None, event=days)
    found: list[Event] = []
    for article in replace(scope, limits=limits, days=None).articles(desk):
        place = _telling(article, days) if article.kind in _TOLD else None
        if place is not None:
            found.append(Event(article, *place))
    return found


def _telling(article: Article, days: Days) -> tuple[int, int] | None:
    """The first sentence of an article that names one of these days; None where only its titles do."""
    for one in find_dates(article.text, article.date):
        if days[0] <= one.first and one.last <= days[1]:
            return sentence_around(article.text, one.start, one.end)
    return None
