"""Passages found and read for one question, and the answer that a decision stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article, Hit
from qa.answering import words
from qa.answering.agents import doers, verb_asked, without_asking
from qa.answering.ages import ages, whose_age
from qa.answering.dating import day_meant, display, same_hour, says_relatively
from qa.answering.days import of_asked_days
from qa.answering.entrants import entrants, unit_asked, without_entering
from qa.answering.evidence import share, titles
from qa.answering.mismatch import of_another_reading
from qa.answering.needs import Desk
from qa.answering.offices import asked_office, bearer_asked, holders, posts, removed, removed_from
from qa.answering.persons import holds_office
from qa.answering.rules import sure_by
from qa.answering.scopes import Scope, search
from qa.answering.sorting import fitting
from qa.answering.steps import Read, Steps
from qa.answering.support import supported
from qa.answering.whois import without_who
from qa.answers import Answer, Citation
from qa.citing import bare, cite, sentence_around
from qa.contexts import Place, places
from qa.decide import Decision, Found, agrees, decide, features, gather, lead
from qa.reader import Candidate

_OF_IT = 0.75  # how much of the question must stand around it
_ALL_OF_IT = 0.99
_BEFORE = 240  # characters before a sentence in which its subject may stand


Spans = Callable[[str], Iterable[tuple[int, int]]]
"""Gives the places of what a text says in some form."""


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
    plain = normalise(question).text
    asked, named = asked_office(plain), _named_in(plain)
    if asked is not None:
        more = yield from search(asked.words, desk.settings.passages, scope)
        seen, candidates = with_named(
            lambda text: holders(asked, text), seen, candidates, places(more, desk.settings)
        )
    elif named is not None:
        seen, candidates = with_named(named, seen, candidates)
    candidates = of_asked_days(plain, seen, _of_the_person(plain, seen, candidates), desk.today)
    able = fitting(question, seen, candidates, desk.today)
    left = set(map(id, able))
    out = [
        one
        for one in candidates
        if id(one) not in left and not of_another_reading(plain, normalise(one.text).text)
    ]
    found = tuple(cautious(one, out) for one in gather(question, seen, able))
    return Seen(tuple(hits), found, tuple(out))


def _of_the_person(question: str, seen: tuple[Place, ...], found: list[Candidate]) -> list[Candidate]:
    """The candidates of reports that name the person whose age is asked for; all where no name is given."""
    who = whose_age(question)
    if not who or not has_surname(who):
        return found
    return [one for one in found if who in normalise(_whole_text(seen[one.context].article)).text]


def _whole_text(article: Article) -> str:
    return f"{titles(article)}\n{article.text}"


def _named_in(question: str) -> Spans | None:
    """What gives the places of the answer in a text by the form of its words; None where no form does."""
    lost, verb, who = removed_from(question), verb_asked(question), whose_age(question)
    if lost is not None:
        return lambda text: ((start, end) for start, end, of in removed(text) if of.is_same(lost))
    if verb:
        return lambda text: doers(verb, text)
    if who:
        return lambda text: ages(who, text)
    entered, bearer = unit_asked(question), bearer_asked(question)
    if entered:
        return lambda text: entrants(entered, text)
    return (lambda text: posts(bearer, text)) if bearer else None


def with_named(
    named: Spans,
    seen: tuple[Place, ...],
    candidates: list[Candidate],
    more: Sequence[Place] = (),
) -> tuple[tuple[Place, ...], list[Candidate]]:
    """What a form of words names as the answer, where the reader did not point at it or did not see it.

    Args:
        named: Gives the places of such words in a text: the names right behind an office, who did something.
        seen: What the reader saw.
        candidates: What it pointed at; what it did not is worth less than all of that.
        more: What was found besides.

    Returns:
        The places that the reader saw and those of the others that have such words, and all candidates.
    """
    lowest = min((one.score for one in candidates), default=0.0) - 1.0
    known = {(place.article.id, place.start, place.end) for place in seen}
    rows = [*seen, *(one for one in more if (one.article.id, one.start, one.end) not in known)]
    shown, found = list(seen), list(candidates)
    for number, place in enumerate(rows):
        text = place.context.text
        spans = list(named(text))
        if spans and number >= len(seen):
            shown.append(place)
        at = number if number < len(seen) else len(shown) - 1
        for start, end in spans:
            name = Candidate(at, start, end, text[start:end], lowest)
            cut = [one for one in found if one.context == at and one.start < end and start < one.end]
            # Other cuts of a name are the name: 韩越先 of 市长韩越先后来到.
            found = [one for one in found if one not in cut]
            found.append(replace(name, score=max((one.score for one in cut), default=lowest)))
    return tuple(shown), sorted(found, key=lambda one: -one.score)


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
    """The decision over what was seen, with days compared as days, offices as offices, words as words."""
    weights = desk.weigh()
    decision = decide(seen.found, seen.hits, weights, desk.settings)
    sureness = [weights.probability(features(one, seen.hits)) for one in seen.found]
    formal = by_form(decision, question, seen.found, sureness, desk.settings.answer_when_sure)
    return by_days(supported(formal, question, seen.found))


def by_form(
    decision: Decision, question: str, found: Sequence[Found], sureness: Sequence[float], enough: float
) -> Decision:
    """What a form of words tells: the name right behind an office, who did something, how old somebody is.

    Of these the reader is seldom sure.

    Args:
        decision: Over all the spans.
        question: The whole question.
        found: The spans.
        sureness: Of each, how sure it is to be right.
        enough: How sure an answer must be.
    """
    holders = [(sure, one) for sure, one in zip(sureness, found, strict=True) if _is_told(question, one)]
    # Two with the same office: the paper tells them apart by words that are not looked at here.
    if len({bare(one.text)[-2:] for _, one in holders}) != 1:
        return decision
    sure, holder = max(holders, key=lambda pair: pair[0])
    sure_of_another = decision.best and decision.best[0] is not holder and decision.sure >= enough
    # Of those that came through the reader is as sure as of those that entered.
    if sure_of_another and not unit_asked(normalise(question).text):
        return decision
    sure = max(sure, sure_by("form"))
    agreeing = [one for _, one in holders if one is not holder and one.article.id != holder.article.id]
    return Decision((holder, *agreeing), sure, (), answered=sure >= enough)


def _is_told(question: str, found: Found) -> bool:
    """Whether the form of the words around a span makes it the answer."""
    plain, text = normalise(question).text, found.article.text
    named = _named_in(plain)
    if named is None:
        held = holds_office(question, text, found.start, found.end)
        return held and _speaks_of(question, found) >= _OF_IT
    left, right = sentence_around(text, found.start, found.end)
    around = f"{titles(found.article)}\n{text[max(0, left - _BEFORE) : right]}"
    if verb_asked(plain) and share(without_asking(plain), around) < _ALL_OF_IT:
        return False  # 西瓜节 of a report that tells who held something else
    if unit_asked(plain) and share(without_entering(plain), around) < _ALL_OF_IT:
        return False
    told = ((left + first, left + last) for first, last in named(normalise(text[left:right]).text))
    return any(first <= found.start < found.end <= last for first, last in told)


def _speaks_of(question: str, found: Found) -> float:
    """How much of a question stands in a span's place and around it."""
    article = found.article
    around = f"{titles(article)}\n{article.newspaper}{article.page_name}\n{found.place.context.text}"
    return share(without_who(question), around)


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
