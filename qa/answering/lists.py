"""Lists: every item of the enumeration that the paper gives."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.answering.dating import display
from qa.answering.enumerations import Enumeration, around, only_one
from qa.answering.evidence import share, titles
from qa.answering.facts import silent, sought, told
from qa.answering.needs import Desk
from qa.answering.steps import Steps
from qa.answers import Answer, Citation
from qa.citing import sentence_around
from qa.decide import Found, features
from qa.understand.records import Understood

SURE_OF_LIST = 0.4  # a span inside the right enumeration is right more often than its own ends are
SURE_OF_COUNTED = 0.1  # where the question says how many there are, and there are as many
_NUMERALS = "一二两三四五六七八九十"


def listing(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The items of the enumeration around the best span; refused when there is none that fits."""
    seen, decision, scope = yield from sought(desk, understood)
    wanted = how_many(understood.question)
    weigh = desk.weigh()
    ranked = sorted(
        ((weigh.probability(features(one, seen.hits)), one) for one in seen.found), key=lambda pair: -pair[0]
    )
    for sure, one in ranked:
        enough = SURE_OF_LIST if wanted is None else SURE_OF_COUNTED
        start, end = sentence_around(one.article.text, one.start, one.end)
        near = share(understood.question, f"{titles(one.article)}\n{one.article.text[start:end]}")
        if sure < enough or near < (0.5 if sure >= SURE_OF_LIST else 0.6):
            continue
        found = around(one.article.text, one.start, one.end, pair=wanted == 2)
        if found is None and sure >= SURE_OF_LIST:
            # “三家” before a colon is the answer to how many: the list stands beside it.
            found = only_one(one.article.text, start, end)
        if found is None or (wanted is not None and len(found.items) != wanted):
            continue
        # That there are as many as were asked for speaks for them, which the weights do not know.
        sure = max(sure, 0.6) if wanted is not None else sure
        return told(_answer(understood.question, one, found, sure), scope)
    return silent(desk, understood, scope, seen, replace(decision, answered=False))


def how_many(question: str) -> int | None:
    """How many items a question asks for, if it says so.

    >>> how_many("把哪三句话写进合同?"), how_many("包括哪些单位?")
    (3, None)
    """
    match = re.search(rf"哪(?P<count>[{_NUMERALS}]|\d{{1,2}})", question)
    if match is None:
        match = re.search(
            rf"(?P<count>[{_NUMERALS}]|\d{{1,2}})[^\d{_NUMERALS}，,]{{1,6}}(?:分别|各)", question
        )
    if match is None:
        return None
    count = match["count"]
    if count.isdigit():
        return int(count)
    value = 2 if count == "两" else "一二三四五六七八九十".index(count) + 1
    return value if value > 1 else None


def _answer(question: str, found: Found, listed: Enumeration, sure: float) -> Answer:
    article = found.article
    text = article.text
    return Answer(
        kind="list",
        question=question,
        text=text[listed.start : listed.end],
        display=display(article, listed.start, listed.end),
        items=tuple(text[start:end] for start, end in listed.items),
        citations=tuple(
            Citation.at(article, *sentence_around(text, start, end), start, end)
            for start, end in listed.items
        ),
        confidence=sure,
    )
