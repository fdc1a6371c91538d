"""Passages found and read for one question, and the answer that a decision stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Article, Hit
from qa.answering import words
from qa.answering.dating import day_meant, display, same_hour, says_relatively
from qa.answering.evidence import share, titles
from qa.answering.needs import Desk
from qa.answering.persons import holds_office
from qa.answering.scopes import Scope, search
from qa.answering.sorting import fitting
from qa.answering.steps import Read, Steps
from qa.answers import Answer, Citation
from qa.citing import bare, cite, sentence_around
from qa.contexts import places
from qa.decide import Decision, Found, agrees, decide, features, gather, lead
from qa.reader import Candidate

SURE_OF_OFFICE = 0.8  # where one name alone stands right behind the office that is asked about
_OF_IT = 0.75  # how much of the question must stand around it


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found for a question in one scope.

    Attributes:
        hits: Of the search, best first.
        found: Spans, tidied and weighed, best score first.
        out: What the reader found and was sorted out.
    """

    hits: tuple[Hit, ...] = ()
    found: tuple[Found, ...] = ()
    out: tuple[Candidate, ...] = ()


def marked(question: str) -> str:
    """A question with its mark, as the reader was taught: without one it is read differently."""
    return question if question.endswith("?") else f"{question.rstrip('。.!')}?"


def look(desk: Desk, question: str, scope: Scope) -> Steps[Seen]:
    """Search a scope and read what was found."""
    hits = yield from search(question, desk.settings.passages, scope)
    seen = tuple(places(hits, desk.settings))
    if not seen:
        return Seen(tuple(hits))
    candidates: list[Candidate] = yield Read(marked(question), seen, desk.settings.spans)
    able = fitting(question, seen, candidates, desk.today)
    left = set(map(id, able))
    out = [one for one in candidates if id(one) not in left]
    found = tuple(cautious(one, out) for one in gather(question, seen, able))
    return Seen(tuple(hits), found, tuple(out))


def cautious(found: Found, out: Sequence[Candidate]) -> Found:
    """A span with the margin that it has over what was sorted out, too: the reader was no less torn for that.

    Args:
        found: Weighed against the spans that were left.
        out: What was sorted out.
    """
    said = bare(found.text)
    rivals = [one.score for one in out if not agrees(said, bare(one.text))]
    return replace(found, margin=min(found.margin, lead(found.score, rivals)))


def decided(desk: Desk, question: str, seen: Seen) -> Decision:
    """The decision over what was seen, with days compared as days and offices as offices."""
    weights = desk.weigh()
    decision = decide(seen.found, seen.hits, weights, desk.settings)
    sureness = [weights.probability(features(one, seen.hits)) for one in seen.found]
    return by_days(by_office(decision, question, seen.found, sureness, desk.settings.answer_when_sure))


def by_office(
    decision: Decision, question: str, found: Sequence[Found], sureness: Sequence[float], enough: float
) -> Decision:
    """The name right behind the office that a question asks about, which the reader is seldom sure of.

    Args:
        decision: Over all the spans.
        question: The whole question.
        found: The spans.
        sureness: Of each, how sure it is to be right.
        enough: How sure an answer must be.
    """
    holders = [
        (sure, one)
        for sure, one in zip(sureness, found, strict=True)
        if holds_office(question, one.article.text, one.start, one.end)
        and _speaks_of(question, one) >= _OF_IT
    ]
    # Two persons with the same office: the paper tells them apart by words that are not looked at here.
    if len({bare(one.text)[-2:] for _, one in holders}) != 1:
        return decision
    sure, holder = max(holders, key=lambda pair: pair[0])
    if decision.best and decision.best[0] is not holder and decision.sure >= enough:
        return decision
    sure = max(sure, SURE_OF_OFFICE)
    agreeing = [one for _, one in holders if one is not holder and one.article.id != holder.article.id]
    return Decision((holder, *agreeing), sure, (), answered=sure >= enough)


def _speaks_of(question: str, found: Found) -> float:
    """How much of a question stands in a span's place and around it."""
    article = found.article
    around = f"{titles(article)}\n{article.newspaper}{article.page_name}\n{found.place.context.text}"
    return share(
        re.sub(r"姓甚名谁|叫(?:什么|啥)(?:名字)?|姓什么|是谁|哪一?位|的?[名姓][字名]", " ", question), around
    )


def by_days(decision: Decision) -> Decision:
    """Spans that mean the same day agree, however they name it; the same word for two days does not.

    >>> by_days(Decision()).best
    ()
    """
    if not decision.best:
        return decision
    best = decision.best[0]
    day = day_meant(best.article, best.start, best.end)
    if day is None:
        return decision
    agreeing, parted = [best], []
    for one in decision.best[1:]:
        other = day_meant(one.article, one.start, one.end)
        if other in (None, day) and same_hour(best.text, one.text):
            agreeing.append(one)
        else:
            parted.append((one, decision.sure))
    for one, sure in decision.differing:
        if day_meant(one.article, one.start, one.end) == day and same_hour(best.text, one.text):
            agreeing.append(one)
        else:
            parted.append((one, sure))
    # 8月1日 tells a reader more than 上周五 of another report.
    agreeing.sort(key=lambda one: says_relatively(one.article, one.start, one.end))
    return replace(decision, best=tuple(agreeing), differing=tuple(parted))


def span_answer(question: str, decision: Decision) -> Answer:
    """The answer that a decision stands for, were it sure enough."""
    best = decision.best[0]
    citations = [cite(best.article, best.start, best.end)]
    citations += [_agreeing(one, best.text) for one in decision.best[1:]]
    others = sorted(decision.differing, key=lambda pair: pair[0].article.date, reverse=True)
    return Answer(
        kind="span",
        question=question,
        text=best.text,
        display=display(best.article, best.start, best.end),
        confidence=decision.sure,
        citations=tuple(citations),
        alternatives=tuple(one_span(question, one, sure) for one, sure in others),
    )


def one_span(question: str, found: Found, sure: float) -> Answer:
    """One span as an answer of its own."""
    return Answer(
        kind="span",
        question=question,
        text=found.text,
        display=display(found.article, found.start, found.end),
        confidence=sure,
        citations=(cite(found.article, found.start, found.end),),
    )


def _agreeing(found: Found, text: str) -> Citation:
    """Cite a report that agrees: its words where they are the same, else its sentence alone."""
    article = found.article
    start, end = sentence_around(article.text, found.start, found.end)
    if bare(found.text) == bare(text) and found.text != text:
        return Citation.at(article, start, end)
    at = found.start if found.text == text else article.text.find(text, start, end)
    if at < 0:
        return Citation.at(article, start, end)
    return Citation.at(article, start, end, at, at + len(text))


def passage_answer(question: str, article: Article, spans: tuple[int, int], sure: float) -> Answer:
    """The sentences ``article.text[start:end]`` as an answer."""
    start, end = spans
    return Answer(
        kind="passage",
        question=question,
        text=article.text[start:end],
        display=display(article, start, end),
        confidence=sure,
        citations=(Citation.at(article, start, end, start, end),),
    )


def refusal(
    desk: Desk,
    question: str,
    seen: Seen,
    *,
    sure: float = 0.0,
    candidate: Answer | None = None,
    message: str | None = None,
    related: tuple[Article, ...] | None = None,
) -> Answer:
    """The plain word that the paper does not say, with the articles that came nearest."""
    nearest = related
    if nearest is None:
        nearest = tuple({hit.article.id: hit.article for hit in seen.hits}.values())
    if message is None:
        message = words.REFUSAL_RELATED if nearest else words.REFUSAL
        if not nearest:
            message = words.NOTHING_LEFT if desk.asked.given() else words.NO_PAPERS
    return Answer(
        kind="none",
        question=question,
        message=message,
        confidence=sure,
        candidate=candidate,
        related=nearest[: desk.settings.related],
    )
