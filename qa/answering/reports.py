"""Articles as the answer: which reports there are, how many, what a page brings, how a story went on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from index.filters import page_key
from index.records import Article, Hit
from index.sentences import split_sentences
from qa.answering import words
from qa.answering.events import Event, asks_what_happened, events
from qa.answering.evidence import is_about, pieces, plain, share, titles
from qa.answering.facts import told
from qa.answering.needs import Desk
from qa.answering.pages import counted_by_page
from qa.answering.reading import Seen, passage_answer, refusal
from qa.answering.scopes import (
    Scope,
    at_place,
    first_articles,
    hull,
    nearest_issues,
    published,
    scope_of,
    search,
)
from qa.answering.steps import Steps
from qa.answers import Answer, Citation
from qa.understand.happenings import events_asked
from qa.understand.records import Understood

_LOOKED = 80  # passages that are looked through for a topic
_SHOWN = 60  # articles that an answer lists at most
_STORY = 0.6  # how much of a story's name a report of it has
_SAYS_SOMETHING = 3  # characters of a topic that is looked for in single sentences
_SURE_OF_EVENT = 0.8
_EACH = re.compile("各|分别")
_LEAD = 8  # characters; a shorter first sentence is a salutation or a place


_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")  # a voice before anybody is named says little alone


def lead(article: Article) -> tuple[int, int]:
    """The lead sentence of an article, as a span of its text; ``(0, 0)`` for an article without text."""
    sentences = split_sentences(article.text)
    for start, end in sentences[:4]:
        sentence = article.text[start:end]
        if (
            end - start >= _LEAD
            and not sentence.endswith(("：", ":"))
            and not _QUOTED.fullmatch(sentence.strip())
        ):
            return start, end
    return sentences[0] if sentences else (0, 0)


def articles(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The reports that fit filters, days and topic."""
    by_page = counted_by_page(desk, understood) if understood.kind == "count" else None
    if by_page is not None:
        rows = replace(understood, topic="")
        return replace(_listed(desk, rows, by_page.articles, sure=0.95), message=by_page.message)
    found, scope, hits = yield from _sought(desk, understood)
    if not found and understood.kind == "articles":
        spoken = _mentions(understood.topic, hits)
        if spoken:
            return told(_mentioned(desk, understood, spoken), scope)
    if not found:
        return told(_none(desk, understood, scope, hits), scope)
    found.sort(key=lambda one: one.date, reverse=True)  # stable: within a day in the paper's order
    if understood.kind == "count" and len(understood.periods) > 1 and _EACH.search(understood.question):
        return told(_counted_apart(desk, understood, found), scope)
    return told(_listed(desk, understood, found), scope)


def _counted_apart(desk: Desk, understood: Understood, found: Sequence[Article]) -> Answer:
    """The reports of each of several days with how many there are of each: 12日和11日各有几篇."""
    groups = [
        (one, [article for article in found if one.first <= article.date <= one.last])
        for one in understood.periods
    ]
    kept = list({article.id: article for _, group in groups for article in group}.values())
    counts = "，".join(f"{one.words or words.days(one.first, one.last)}{len(rows)}篇" for one, rows in groups)
    return replace(_listed(desk, understood, kept), message=f"{counts}。")


def _mentions(topic: str, hits: Sequence[Hit]) -> list[Event]:
    """The reports that only speak of a topic, each with the first sentence that has all of it."""
    found: dict[str, Event] = {}
    sought = pieces(topic)
    if sum(map(len, sought)) < _SAYS_SOMETHING:
        return []
    for article in _in_order([hit.article for hit in hits]):
        for start, end in split_sentences(article.text):
            said = plain(article.text[start:end])
            if article.id not in found and all(one in said for one in sought):
                found[article.id] = Event(article, start, end)
    return list(found.values())


def _mentioned(desk: Desk, understood: Understood, spoken: Sequence[Event]) -> Answer:
    """Reports that speak of a topic and are not about it, said so."""
    answer = _listed(desk, understood, [one.article for one in spoken], dated=True, sure=_SURE_OF_EVENT)
    cited = tuple(Citation.at(one.article, one.start, one.end) for one in spoken[:_SHOWN])
    return replace(answer, citations=cited, message=words.only_spoken_of(len(spoken)))


def timeline(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The reports of a story in order of date."""
    known = [one for name in understood.about[:1] if (one := desk.archive.article(name)) is not None]
    if known and not pieces(understood.topic):
        understood = replace(understood, topic=known[0].headline.replace("\n", " "))
    found, scope, hits = yield from _sought(desk, understood, _STORY)
    if known and all(one.id != known[0].id for one in found):
        found.append(known[0])
    if not found:
        return told(_none(desk, understood, scope, hits), scope)
    found.sort(key=lambda one: one.date)
    answer = _listed(desk, understood, found, dated=True)
    if known and found[-1].date <= known[0].date:
        answer = replace(answer, message="这以后的报纸没有再报道这件事。")
    return told(answer, scope)


def happenings(desk: Desk, understood: Understood) -> Answer | None:
    """The events of a kind on the days of a question, each by the sentence that dates it; None if unasked.

    Where no report tells of any: silence, with the other news of these days and of the nearest issues.
    """
    asked = events_asked(understood.meant or understood.question, understood.periods)
    days = hull(understood.periods)
    if asked is None or days is None:
        return None
    scope = scope_of(desk, understood.named)
    found = events(desk, scope, days, asked)
    if found:
        return told(_happened(desk, understood, found, scope, days, asked.noun), scope)
    others = [one.article for one in events(desk, scope, days)]
    nearest = nearest_issues(desk, scope, days)
    spoken = "、".join(one.words for one in understood.periods if one.words)
    message = words.no_events(spoken, "".join((*asked.told, asked.noun)))
    related = others or first_articles(desk, scope, nearest, desk.settings.related)
    if nearest:
        message += words.uncovered(spoken, nearest)
    return told(refusal(desk, understood.question, Seen(), message=message, related=tuple(related)), scope)


def digest(desk: Desk, understood: Understood) -> Steps[Answer]:
    """Every article of an issue or page with its lead sentence, in the paper's order.

    Where it is asked what happened on a day, and where no issue of it is at hand: the news that tells of it.
    """
    pointed = understood.about[:1] if "版" not in understood.question else ()
    shown = [one for name in pointed if (one := desk.archive.article(name)) is not None]
    if shown:
        return passage_answer(understood.question, shown[0], _opening(shown[0]), 0.9)
    of_kind = happenings(desk, understood)
    if of_kind is not None:
        return of_kind
    if pieces(understood.topic):
        # 今天有哪些体育新闻: what is left of it is a topic, if anything was written about it.
        found, scope, _ = yield from _sought(desk, understood)
        if found:
            return told(_listed(desk, understood, found), scope)
    scope = scope_of(desk, understood.named)
    days = hull(understood.periods)
    if days is None:
        day = _newest(desk, scope)
        if day is None:
            return told(_none(desk, understood, scope, []), scope)
        days = (day, day)
    within = published(scope, days)
    uncovered = within.limits.impossible() or within.empty(desk)
    # Of the front page of a day only its issue tells.
    of_a_page = understood.named.page or understood.named.page_name or understood.named.place
    if understood.periods and ((uncovered and not of_a_page) or asks_what_happened(understood.question)):
        happened = events(desk, scope, days)
        if happened:
            return told(_happened(desk, understood, happened, scope, days), scope)
    if uncovered:
        whole = published(Scope(desk.asked), days)
        if nearest_issues(desk, scope, days) or whole.limits.impossible() or whole.empty(desk):
            return told(_none(desk, understood, scope, []), scope)
        # There is an issue of the day, but not the page or column that was named.
        named = understood.named
        spoken = [words.page(named.page)] if named.page else []
        spoken += [one for one in (named.page_name, named.column, named.byline) if one]
        within = replace(whole, notices=(*scope.notices, words.dropped("、".join(spoken) or "所选条件")))
    found = at_place(list(within.articles(desk)), understood.named.place)
    if understood.named.place not in (None, "头条"):
        notice = f"收进来的文字没有标明“{understood.named.place}”是哪一篇，这里列出整版。"
        within = replace(within, notices=(*within.notices, notice))
    return told(_listed(desk, understood, found, sure=0.95), within)


def _opening(article: Article) -> tuple[int, int]:
    """The first sentences of an article that say something."""
    start, end = lead(article)
    after = [one for one in split_sentences(article.text) if one[0] >= end][:1]
    return start, after[0][1] if after else end


def _happened(
    desk: Desk,
    understood: Understood,
    happened: Sequence[Event],
    scope: Scope,
    days: tuple[datetime.date, datetime.date],
    noun: str = "",
) -> Answer:
    """The news of some days, or of the events of a kind on them, each with the sentence that dates it."""
    answer = _listed(desk, understood, [one.article for one in happened], dated=True, sure=_SURE_OF_EVENT)
    cited = tuple(Citation.at(one.article, one.start, one.end) for one in happened[:_SHOWN])
    message = f"一共{len(happened)}篇报道说到{words.days(*days)}{f'的{noun}' if noun else ''}。"
    nearest = nearest_issues(desk, scope, days)
    if nearest:
        asked = "、".join(one.words or words.days(one.first, one.last) for one in understood.periods)
        message = words.uncovered(asked, nearest) + message
    return replace(answer, citations=cited, message=message)


def _newest(desk: Desk, scope: Scope) -> datetime.date | None:
    issues = {article.date for article in scope.articles(desk)}
    before = [date for date in issues if desk.today is None or date <= desk.today]
    return max(before or issues, default=None)


def _sought(
    desk: Desk, understood: Understood, enough: float = 0.75
) -> Steps[tuple[list[Article], Scope, list[Hit]]]:
    """The articles that fit, in the paper's order, where they were looked for, and what the search found."""
    scope = scope_of(desk, understood.named)
    days = hull(understood.periods)
    places = [scope]
    if days is not None:
        places = [published(scope, days), replace(scope, days=days)]
    topic = understood.topic if pieces(understood.topic) else ""
    hits: list[Hit] = []
    for place in places:
        if place.limits.impossible():
            continue
        if not topic:
            if days is None and scope.limits == desk.asked and not scope.picks:
                break  # nothing is asked for
            found = list(place.articles(desk))
        else:
            hits = (yield from search(topic, _LOOKED, place)) or hits
            columns = [hit.article for hit in hits if _is_column(topic, hit.article)]
            about = columns or [hit.article for hit in hits if is_about(hit.article, topic, enough)]
            found = _in_order(about)
            found = [one for one in found if place.lets(one)]
        if found:
            return found, place, hits
    return [], scope, hits


def _is_column(topic: str, article: Article) -> bool:
    """Whether a topic is nothing but the name of the column that an article stands in."""
    return bool(article.column) and plain("".join(pieces(topic))) == plain(article.column)


def _in_order(found: Sequence[Article]) -> list[Article]:
    each = {article.id: article for article in found}
    return sorted(each.values(), key=lambda one: (one.date, one.newspaper, page_key(one.page), one.order))


def _listed(
    desk: Desk,
    understood: Understood,
    found: Sequence[Article],
    *,
    dated: bool = False,
    sure: float | None = None,
) -> Answer:
    """Articles as an answer: headlines as items, each with its lead sentence as citation."""
    shown = list(found[:_SHOWN])
    topic = understood.topic
    if sure is None:
        near = (
            [share(topic, f"{titles(one)}\n{one.text[: lead(one)[1]]}") for one in shown] if topic else [0.95]
        )
        sure = 0.5 + 0.45 * sum(near) / len(near)
    one_day = len({one.date for one in shown}) == 1
    lines = [_line(number, one, one_day and not dated) for number, one in enumerate(shown, start=1)]
    message = f"一共{len(found)}篇。" if len(found) > 1 or understood.kind == "count" else ""
    if one_day and understood.kind == "digest":
        message = f"{words.day(shown[0].date)}，一共{len(found)}篇。"
    if len(found) > len(shown):
        message += f"这里列出{len(shown)}篇。"
    return Answer(
        kind="articles",
        question=understood.question,
        text="\n".join(one.title for one in shown),
        display="\n".join(lines),
        message=message,
        items=tuple(one.title for one in shown),
        citations=tuple(Citation.at(one, *lead(one)) for one in shown),
        confidence=min(0.95, sure),
    )


def _line(number: int, article: Article, one_day: bool) -> str:
    where = words.page(article.page) if one_day else f"{words.day(article.date)}{words.page(article.page)}"
    mark = words.KINDS.get(article.kind)
    return f"{number}. {f'〔{mark}〕' if mark else ''}{article.title}（{where}）"


def _none(desk: Desk, understood: Understood, scope: Scope, hits: Sequence[Hit]) -> Answer:
    """No report: for days without an issue with the nearest ones, else with what came nearest."""
    days = hull(understood.periods)
    nearest = nearest_issues(desk, scope, days) if days else []
    if nearest:
        asked = "、".join(one.words or words.days(one.first, one.last) for one in understood.periods)
        return refusal(
            desk,
            understood.question,
            Seen(),
            message=words.uncovered(asked, nearest),
            related=first_articles(desk, scope, nearest, desk.settings.related),
        )
    topic = "".join(pieces(understood.topic))
    message = f"收进来的报纸里没有找到关于“{understood.topic.strip()}”的报道。" if topic else None
    if message is None and not days and not scope.empty(desk):
        message = words.WHAT_ABOUT  # there are papers, but nothing was asked for
    return refusal(desk, understood.question, Seen(tuple(hits)), message=message)
