"""A fact: the phrase that the paper has for it, with what agrees, what differs and what was corrected."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answering import words
from qa.answering.corrections import corrected
from qa.answering.dating import day_meant
from qa.answering.needs import Desk
from qa.answering.reading import Seen, decided, look, refusal, span_answer
from qa.answering.scopes import Scope, first_articles, hull, looks, nearest_issues, scope_of, within
from qa.answering.steps import Steps
from qa.answers import Answer
from qa.citing import bare
from qa.decide import Decision, Found
from qa.understand.records import Understood

_AS_SURE = 0.25  # how much less sure the newer of two figures may be and still lead
_FIGURES = re.compile(r"[\d.]+|[零〇一二两三四五六七八九十百千万亿]+")


def fact(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The phrase that answers a question."""
    seen, decision, scope = yield from sought(desk, understood)
    if not decision.answered:
        return silent(desk, understood, scope, seen, decision)
    answer = span_answer(understood.question, newest_first(decision))
    return told(corrected(desk, answer), scope)


def sought(desk: Desk, understood: Understood) -> Steps[tuple[Seen, Decision, Scope]]:
    """Look where the question says, one place after the other, until something is sure.

    Returns:
        What was seen, the decision over it and where: of the first place that was sure, else of the surest.
    """
    scope = within(desk, scope_of(desk, understood.named), understood.about)
    best: tuple[Seen, Decision, Scope] = (Seen(), Decision(), scope)
    for place in looks(desk, scope, understood.periods):
        seen = yield from look(desk, understood.question, place)
        decision = decided(desk, understood.question, seen)
        if decision.answered:
            return seen, decision, place
        if decision.sure > best[1].sure or not best[0].hits:
            best = (seen, decision, place)
    return best


def silent(desk: Desk, understood: Understood, scope: Scope, seen: Seen, decision: Decision) -> Answer:
    """A refusal: for days that no issue has, with the nearest ones."""
    candidate = span_answer(understood.question, decision) if decision.best else None
    days = hull(understood.periods)
    base = scope_of(desk, understood.named)
    # Reports of other days may speak of these: then the days are not the reason.
    nearest = nearest_issues(desk, base, days) if days and not seen.hits else []
    if nearest:
        asked = "、".join(one.words or words.days(one.first, one.last) for one in understood.periods)
        answer = refusal(
            desk, understood.question, seen, sure=decision.sure, candidate=candidate,
            message=words.REFUSAL.split("。")[0] + "。" + words.uncovered(asked, nearest),
            related=first_articles(desk, base, nearest, desk.settings.related),
        )  # fmt: skip
    else:
        answer = refusal(desk, understood.question, seen, sure=decision.sure, candidate=candidate)
    return told(answer, scope)


def told(answer: Answer, scope: Scope) -> Answer:
    """The answer with what there is to say about filters."""
    return replace(answer, message=words.join(*scope.notices, answer.message))


def newest_first(decision: Decision) -> Decision:
    """Of reports that give another figure or day for the same thing the newest leads.

    Only what is nearly as sure and of the very same sort takes the lead: another report of another event
    stays below.
    """
    best = decision.best[0]
    rivals = [
        (one, sure)
        for one, sure in decision.differing
        if one.article.date > best.article.date
        and sure >= decision.sure - _AS_SURE
        and one.coverage >= best.coverage - 0.05
        and _same_sort(best, one)
    ]
    if not rivals:
        return decision
    newest, sure = max(rivals, key=lambda pair: (pair[0].article.date, pair[1]))
    rest = [(best, decision.sure), *((one, s) for one, s in decision.differing if one is not newest)]
    return replace(decision, best=(newest,), sure=sure, differing=tuple(rest))


def _same_sort(first: Found, second: Found) -> bool:
    if day_meant(first.article, first.start, first.end) and day_meant(
        second.article, second.start, second.end
    ):
        return True
    units = [_FIGURES.sub("#", bare(one.text)) for one in (first, second)]
    return "#" in units[0] and units[0] == units[1]
