"""Passages found and read for one question, and the answer that a decision stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.records import Article, Hit
from qa.answering import words
from qa.answering.dating import day_meant, display
from qa.answering.needs import Desk
from qa.answering.scopes import Scope, search
from qa.answering.steps import Read, Steps
from qa.answers import Answer, Citation
from qa.citing import bare, cite, sentence_around
from qa.contexts import places
from qa.decide import Decision, Found, decide, gather
from qa.reader import Candidate


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found for a question in one scope.

    Attributes:
        hits: Of the search, best first.
        found: Spans, tidied and weighed, best score first.
    """

    hits: tuple[Hit, ...] = ()
    found: tuple[Found, ...] = ()


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
    return Seen(tuple(hits), tuple(gather(question, seen, candidates)))


def decided(desk: Desk, seen: Seen) -> Decision:
    """The decision over what was seen, with days compared as days."""
    return by_days(decide(seen.found, seen.hits, desk.weigh(), desk.settings))


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
        if other in (None, day):
            agreeing.append(one)
        else:
            parted.append((one, decision.sure))
    for one, sure in decision.differing:
        if day_meant(one.article, one.start, one.end) == day:
            agreeing.append(one)
        else:
            parted.append((one, sure))
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
