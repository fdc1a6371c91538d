"""A fact: the phrase that the paper has for it, with what agrees, what differs and what was corrected."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answering import words
from qa.answering.corrections import corrected, misprinted, noted
from qa.answering.deeds import deed
from qa.answering.needs import Desk
from qa.answering.reading import Seen, decided, look, passage_answer, refusal, span_answer
from qa.answering.relative import amount_by_another
from qa.answering.rules import sure_by
from qa.answering.scopes import Scope, first_articles, hull, looks, nearest_issues, scope_of, within
from qa.answering.steps import Steps
from qa.answering.versions import newest, with_versions
from qa.answers import Answer, Citation
from qa.citing import sentence_around
from qa.decide import Decision
from qa.understand.records import Understood

# 3月3日报上说, 9日的报纸: the day of the issue, and not of what happened.
_PRINTED = r"(?:那天|当天|当日|这天)?的?(?:报纸?(?![道告名])|报上|[日晚]报(?![道告])|登|刊|见报|报道)"


def fact(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The phrase that answers a question."""
    seen, decision, scope = yield from sought(desk, understood)
    if not decision.answered:
        clause = amount_by_another(understood.question, understood.periods, seen)
        if clause is not None:
            article, start, end = clause
            answer = passage_answer(understood.question, article, (start, end), sure_by("clause"))
            within = Citation.at(article, *sentence_around(article.text, start, end), start, end)
            return told(replace(answer, citations=(within,)), scope)
        done = deed(understood.question, seen)
        if done is not None:
            article, start, end = done
            answer = passage_answer(understood.question, article, (start, end), sure_by("deed"))
            return told(noted(desk, answer), scope)
        return silent(desk, understood, scope, seen, decision)
    decision = with_versions(decision, seen, desk.weigh(), desk.settings)
    decision = newest(understood.question, decision, seen)
    answer = span_answer(understood.question, decision)
    return told(misprinted(desk, corrected(desk, answer)), scope)


def sought(desk: Desk, understood: Understood) -> Steps[tuple[Seen, Decision, Scope]]:
    """Look where the question says, one place after the other, until something is sure.

    Returns:
        What was seen, the decision over it and where: of the first place that was sure, else of the surest.
    """
    scope = within(desk, scope_of(desk, understood.named), understood.about)
    best: tuple[Seen, Decision, Scope] = (Seen(), Decision(), scope)
    for place in looks(desk, scope, understood.periods, printed=_printed(understood)):
        seen = yield from look(desk, understood.question, place)
        decision = decided(desk, understood.question, seen)
        if decision.answered:
            return seen, decision, place
        if decision.sure > best[1].sure or not best[0].hits:
            best = (seen, decision, place)
    return best


def _printed(understood: Understood) -> bool:
    return any(
        one.words and re.search(rf"{re.escape(one.words)}{_PRINTED}", understood.question)
        for one in understood.periods
    )


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
