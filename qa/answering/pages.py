"""The reports of each of several pages, counted apart: 头版和第2版各有几篇, 哪版最多."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.filters import page_key
from index.records import Article
from qa.answering import words
from qa.answering.needs import Desk
from qa.answering.scopes import hull, published, scope_of
from qa.understand.pages import pages_counted
from qa.understand.records import Understood

_FIRST, _LAST = ("头版", "首版"), ("末版", "最后一版")


@dataclass(frozen=True, slots=True)
class Counted:
    """The reports of some pages, and what is said of how many each has.

    Attributes:
        articles: Of the pages that are shown, in the paper's order.
        message: How many each page has.
    """

    articles: tuple[Article, ...]
    message: str


def counted_by_page(desk: Desk, understood: Understood) -> Counted | None:
    """The reports of each page that a question counts; None where it counts none, or has no such issue.

    Of one issue, the newest that has one of the pages. Where several papers have one of
    that day, nothing tells which is meant.
    """
    asked = pages_counted(understood.question)
    if asked is None:
        return None
    named = replace(understood.named, page=None, pages=(), page_name=None, place=None)
    scope, days = scope_of(desk, named), hull(understood.periods)
    if days is not None and days[0] != days[1]:
        return None
    listed = list((published(scope, days) if days else scope).articles(desk))
    for day in sorted({one.date for one in listed}, reverse=True):
        found = [one for one in listed if one.date == day]
        printed = sorted({one.page for one in found}, key=page_key)
        pages = [_page(one, printed) for one in asked.pages] or printed
        if any(page in printed for page in pages):
            return _told(day, asked.which, dict.fromkeys(pages), found)
    return None


def _told(day: datetime.date, which: str, pages: Iterable[str], found: Sequence[Article]) -> Counted | None:
    if len({one.newspaper for one in found}) != 1:
        return None
    rows = [(page, [one for one in found if one.page == page]) for page in pages]
    told = "，".join(f"{words.page(page)}{len(group)}篇" for page, group in rows)
    shown = [one for _, group in rows for one in group]
    if which:
        best = (max if which == "多" else min)(len(group) for _, group in rows)
        top = [(page, group) for page, group in rows if len(group) == best]
        told = f"{'、'.join(words.page(page) for page, _ in top)}最{which}：{told}"
        shown = [one for _, group in top for one in group]
    return Counted(tuple(shown), f"{words.day(day)}，{told}。")


def _page(asked: str, printed: Sequence[str]) -> str:
    """The page that is meant, as it was printed; as it was asked for where the issue has none."""
    if asked in _LAST:
        return printed[-1]
    number = "1" if asked in _FIRST else asked
    same = [one for one in printed if page_key(one) == page_key(number)]
    others = [one for one in printed if number.isdecimal() and page_key(one) == page_key(f"A{number}")]
    return next(iter(same or others), number)
