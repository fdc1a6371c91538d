"""Where to look: the filters that a question names, the days that it means, and what to do without them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from index.filters import name_key, page_key
from index.records import Article, Hit
from qa.answering import words
from qa.answering.dating import speaks_of
from qa.answering.evidence import plain, titles
from qa.answering.needs import Desk, Limits
from qa.answering.steps import Search, Steps
from qa.understand.records import Named, Period

_MOST = 400  # articles that are looked through for a headline or a page's name
_WIDE = 92  # days; a longer stretch (this year) asks about more than one issue
_ORDER = ("headline", "column", "page_name", "kind", "byline", "page", "newspaper")
_KIND_WORDS = {
    "commentary": "评论",
    "photo": "图片新闻",
    "notice": "公告",
    "news": "新闻",
    "unassigned": "其他",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked in.

    Attributes:
        limits: What the search filters by.
        page_name: Only pages of this name; filtered after the search.
        pages: Only these pages, where papers number the same page differently.
        headline: Only articles that have this in kicker, headline or deck.
        days: Only articles that came out in these days or name one of them.
        article: Only the article of this id.
        notices: What is to be said about filters that were dropped.
    """

    limits: Limits = field(default_factory=Limits)
    page_name: str | None = None
    pages: tuple[str, ...] = ()
    headline: str | None = None
    days: tuple[datetime.date, datetime.date] | None = None
    article: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def picks(self) -> bool:
        """Whether there is something that the search itself does not filter by."""
        return bool(self.page_name or self.pages or self.headline or self.days or self.article)

    def lets(self, article: Article) -> bool:
        """Whether an article passes what the search does not filter by."""
        if self.article is not None and article.id != self.article:
            return False
        if self.page_name and name_key(self.page_name) != name_key(article.page_name):
            return False
        if self.pages and page_key(article.page) not in map(page_key, self.pages):
            return False
        if self.headline and plain(self.headline) not in plain(titles(article)):
            return False
        return self.days is None or speaks_of(article, *self.days)

    def articles(self, desk: Desk) -> Iterator[Article]:
        """The articles in it, in the paper's order."""
        if self.limits.impossible():
            return iter(())
        listed = desk.archive.articles(**self.limits.given())
        return (article for article in listed if self.lets(article))

    def empty(self, desk: Desk) -> bool:
        """Whether no article is in it."""
        return next(self.articles(desk), None) is None


def search(query: str, k: int, scope: Scope) -> Steps[list[Hit]]:
    """The best passages within a scope."""
    if scope.limits.impossible() or not query.strip():
        return []
    found: list[Hit] = yield Search(query, k * 6 if scope.picks else k, scope.limits)
    return [hit for hit in found if scope.lets(hit.article)][:k]


def scope_of(desk: Desk, named: Named) -> Scope:
    """The scope that a question names, without what would leave nothing.

    The narrowest names are dropped first, one at a time, and each time it is said.
    """
    asked = desk.asked
    notices: list[str] = []
    if named.issue_number is not None:
        dates = {issue.date for issue in desk.archive.issues() if issue.number == named.issue_number}
        if dates:
            within = published(Scope(asked), (min(dates), max(dates)))
            asked = within.limits if not within.empty(desk) else asked
        else:
            notices.append(words.dropped(f"总第{named.issue_number}期"))
    left = {name: value for name in _ORDER if (value := getattr(named, name)) is not None}
    while left:
        scope = _scope(asked, left, named.pages)
        if scope is not None and not scope.empty(desk):
            return replace(scope, notices=tuple(notices))
        # What leaves nothing even alone goes first.
        name = next((name for name in left if _alone_empty(desk, named, name)), next(iter(left)))
        notices.append(words.dropped(_spoken(name, left.pop(name))))
    return Scope(asked, notices=tuple(notices))


def _alone_empty(desk: Desk, named: Named, name: str) -> bool:
    scope = _scope(desk.asked, {name: getattr(named, name)}, named.pages)
    return scope is None or scope.empty(desk)


def _scope(asked: Limits, named: dict[str, str], pages: tuple[str, ...]) -> Scope | None:
    """The caller's filters and these names; None where they contradict each other."""
    limits = asked
    several = pages if "page" in named and len(pages) > 1 and asked.page is None else ()
    for name in ("newspaper", "page", "column", "byline", "kind"):
        if name not in named or (name == "page" and several):
            continue
        own = getattr(asked, name)
        if own is not None and own != named[name]:
            return None
        limits = replace(limits, **{name: named[name]})  # type: ignore[arg-type]
    return Scope(limits, page_name=named.get("page_name"), pages=several, headline=named.get("headline"))


def _spoken(name: str, value: str) -> str:
    if name == "page":
        return words.page(value)
    if name == "kind":
        return _KIND_WORDS.get(value, value)
    return f"《{value}》" if name in ("headline", "newspaper") else value


def at_place(articles: Sequence[Article], place: str | None) -> list[Article]:
    """The articles at a place of their pages: 头条 is the first of each page.

    What else the trade has a word for cannot be told from the text of a page: all of them are left.
    """
    if place != "头条":
        return list(articles)
    first: dict[tuple[str, datetime.date, str], Article] = {}
    for article in articles:
        first.setdefault((article.newspaper, article.date, page_key(article.page)), article)
    return list(first.values())


def hull(periods: Sequence[Period]) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day of all of them."""
    if not periods:
        return None
    return min(one.first for one in periods), max(one.last for one in periods)


def published(scope: Scope, days: tuple[datetime.date, datetime.date]) -> Scope:
    """Issues of these days alone."""
    since = max(filter(None, (scope.limits.since, days[0])))
    until = min(filter(None, (scope.limits.until, days[1])))
    return replace(scope, limits=replace(scope.limits, since=since, until=until), days=None)


def within(desk: Desk, scope: Scope, about: Sequence[str]) -> Scope:
    """The article that a question points back to, where the archive still has it; else the scope as it is."""
    article = desk.archive.article(about[0]) if about else None
    if article is None or not scope.lets(article):
        return scope
    one = published(scope, (article.date, article.date))
    return replace(one, article=article.id)


def looks(desk: Desk, scope: Scope, periods: Sequence[Period], *, printed: bool = False) -> Iterator[Scope]:
    """Where to look for what happened on the days that a question names, the best place first.

    The event first, then the issue, then articles that speak of the day anywhere. Days that hold every issue
    (this year) limit nothing. Where the question speaks of what was printed on them, the issue comes first.
    """
    days = hull(periods)
    if days is None or ((days[1] - days[0]).days > _WIDE and _all_within(desk, days)):
        yield scope
        return
    event = replace(scope, limits=replace(scope.limits, event=days))
    issue = published(scope, days)
    there = not issue.limits.impossible() and not issue.empty(desk)
    if printed and there:
        yield issue
    yield event
    if there and not printed:
        yield issue
    yield replace(scope, days=days)


def _all_within(desk: Desk, days: tuple[datetime.date, datetime.date]) -> bool:
    return all(days[0] <= issue.date <= days[1] for issue in desk.archive.issues())


def nearest_issues(
    desk: Desk, scope: Scope, days: tuple[datetime.date, datetime.date]
) -> list[datetime.date]:
    """The days of the issues just before and just after; empty where there is an issue of these days."""
    paper = scope.limits.newspaper
    dates = {
        issue.date
        for issue in desk.archive.issues()
        if paper is None or name_key(paper) == name_key(issue.newspaper)
    }
    if any(days[0] <= date <= days[1] for date in dates):
        return []
    before = [date for date in dates if date < days[0]]
    after = [date for date in dates if date > days[1]]
    return [*([max(before)] if before else []), *([min(after)] if after else [])]


def first_articles(
    desk: Desk, scope: Scope, dates: Sequence[datetime.date], count: int
) -> tuple[Article, ...]:
    """The first articles of the issues of these days, taking turns."""
    found: list[Article] = []
    each = max(1, count // max(1, len(dates)))
    for date in dates:
        limits = replace(scope.limits, since=date, until=date, event=None)
        found += islice(desk.archive.articles(**limits.given()), each)
    return tuple(found[:count])
