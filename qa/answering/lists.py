"""Lists: every item of the enumeration that the paper gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.bylines import has_surname
from index.normal import normalise
from index.records import Article
from qa.answering import words
from qa.answering.attendance import attendance, leaves_out
from qa.answering.clauses import clauses, verb_of
from qa.answering.corrections import noted
from qa.answering.dating import display
from qa.answering.enumerations import Enumeration, around, only_one, told_count
from qa.answering.evidence import share, titles
from qa.answering.facts import silent, sought, told
from qa.answering.needs import Desk
from qa.answering.parties import Together, asks_both, together
from qa.answering.reading import Seen, span_answer
from qa.answering.rules import sure_by
from qa.answering.sayings import sentences
from qa.answering.sorting import of_another_kind
from qa.answering.steps import Steps
from qa.answering.sureness import Spans, shipped
from qa.answers import Answer, Citation
from qa.citing import sentence_around
from qa.decide import Decision
from qa.understand.records import Understood
from qa.unmatched import foreign

_NUMERALS = "一二两三四五六七八九十"
_MANY = 3
_OF_IT = 0.7  # how much of the question its article must have
_SURE_OF_PHRASE = 0.6  # below that a phrase does not stand for a list
_SEVERAL = re.compile(
    rf"[、，,；;]|[和与及][\u4e00-\u9fff]|[\d{_NUMERALS}][\u4e00-\u9fff].*[\d{_NUMERALS}]"
)
_ASKS_PERSONS = re.compile(
    r"有?谁|哪几?[位名]|哪[两二三四五六七八九十]+[位名]|哪些(?:人|领导|记者|选手|专家|嘉宾|队员|成员|同志)"
)
_ASKS_BODIES = re.compile(
    r"(?:单位|部门|机构)(?:都|主要|分别|一共)*(?:有|是|包括|为)(?:哪|什么|谁)|哪(?:些|几[个家])(?:单位|部门|机构)"
)
_BODY = re.compile(
    r"(?:[会院府局委厅部处所校学司厂站社团队行办店馆]|中心|集团|银行|支队|总队|企业?|政府|基金|工会|联盟|协会|[市县区镇城园])[”’》]?$"
)
_NOUN = re.compile(
    rf"(?:哪些|哪几|哪[{_NUMERALS}]+|哪\d+)[个家所条种项支类句件样座处位名部]?(?P<noun>[\u4e00-\u9fff]{{1,6}}?)"
    r"(?=[?的被要有是在会能可以参出列获得停改]|$)"
)
# Between two items: 甲、乙, and “甲”“乙”. A mark of order counts as one.
_BETWEEN = re.compile(r"、|(?<=”)(?=“)|[一二三]是|第[一二][步块条件个项类]?[，,:：是]?")
_ASKING = re.compile(
    rf"哪(?:些|几|[{_NUMERALS}\d]+)[个家所条种项支类句件样座处位名部]?|有谁|包括什么|有什么|分别|是什么|都"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An enumeration that may be the answer.

    Attributes:
        article: Where it stands.
        items: Their places in its text.
        values: What speaks for it, in the order of ``sureness.LIST``: the best span that meets it; whether
            that is the best of all; the share of the question's words that its sentence has, and with the
            headline; the score of its passage; whether there are as many as were asked for; whether the items
            are of the sort that was asked for; whether the paper itself says how many they are; whether its
            sentence says that what the question says is done.
    """

    article: Article
    items: Enumeration
    values: tuple[float, ...]

    @property
    def said(self) -> str:
        """The enumeration as it stands in the text."""
        return self.article.text[self.items.start : self.items.end]


def listing(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The items of the enumeration that most likely answers; refused when none is likely enough."""
    seen, decision, scope = yield from sought(desk, understood)
    named = together(understood.question, seen)
    if named is not None:
        return told(noted(desk, _together(understood.question, named)), scope)
    whole = attendance(understood.question, seen)
    if whole is not None:
        answer = _answer(understood.question, whole.article, Enumeration(whole.items), sure_by("form"))
        answer = noted(desk, answer)
        more = words.AND_OTHERS if whole.more else ""
        return told(replace(answer, message=words.join(answer.message, more)), scope)
    model = shipped()["list"]
    rows = lists(understood.question, seen, Spans.of(seen, desk.weigh()))
    rows = [one for one in rows if not leaves_out(understood.question, one.article, one.said)]
    best = max(rows, key=lambda one: model.probability(one.values), default=None)
    sure = 0.0 if best is None else model.probability(best.values)
    if best is not None and _told_as_many(understood.question, best):
        sure = max(sure, sure_by("count"))
    if best is None or sure < desk.settings.answer_when_sure:
        all_said = not decision.best or not leaves_out(
            understood.question, decision.best[0].article, decision.best[0].text
        )
        if all_said and _says_it_all(decision, understood.question):
            return told(span_answer(understood.question, decision), scope)
        refused = replace(decision, sure=sure, answered=False)
        return silent(desk, understood, scope, seen, refused)
    return told(noted(desk, _answer(understood.question, best.article, best.items, sure)), scope)


def _together(question: str, named: Together) -> Answer:
    """All that a sentence names; as a phrase where it counts more of them than it names (等8家单位)."""
    text, sure = named.article.text, sure_by("form")
    if named.end == named.items[-1][1]:
        return _answer(question, named.article, Enumeration(named.items), sure)
    place = sentence_around(text, named.start, named.end)
    return Answer(
        kind="span",
        question=question,
        text=text[named.start : named.end],
        display=display(named.article, named.start, named.end),
        citations=(Citation.at(named.article, *place, named.start, named.end),),
        confidence=sure,
    )


def _told_as_many(question: str, best: Listed) -> bool:
    """Whether the paper says itself that these are as many as the question says: 哪八个方面, 等八个方面."""
    wanted = how_many(question)
    if wanted is None or wanted < _MANY or told_count(best.article.text, best.items) != wanted:
        return False
    said = _ASKING.sub(" ", normalise(question).text)
    return share(said, f"{titles(best.article)}\n{best.article.text}") >= _OF_IT


def _says_it_all(decision: Decision, question: str) -> bool:
    """Whether a sure span is no part of an enumeration: 两金一银 says which medals there were.

    Of eight that are asked for one phrase is not all.
    """
    if not decision.answered or decision.sure < _SURE_OF_PHRASE:
        return False
    best = decision.best[0]
    if how_many(question) is not None and not _SEVERAL.search(best.text):
        return False
    return best.fits >= 0 and around(best.article.text, best.start, best.end) is None


def lists(question: str, seen: Seen, spans: Spans) -> list[Listed]:
    """The enumerations of all that was found, with what speaks for each of them.

    Args:
        question: The whole question. Where it says how many there are, enumerations of another length are
            left out.
        seen: What was found for it.
        spans: What the reader found, weighed.
    """
    wanted = how_many(question)
    said = _ASKING.sub(" ", normalise(question).text)
    found: list[Listed] = []
    known: set[tuple[str, int, int]] = set()
    verb = verb_of(normalise(question).text)
    strangers = foreign(question, (hit.article for hit in seen.hits))
    bodies = _ASKS_BODIES.search(question) is not None
    for article, listed, score in _enumerations(seen, spans, verb, pair=wanted == 2):
        key = (article.id, listed.start, listed.end)
        if key in known or article.id in strangers or (wanted is not None and len(listed.items) != wanted):
            continue
        known.add(key)
        text = article.text
        if bodies and not any(_BODY.search(text[a:b]) for a, b in listed.items):
            continue
        start, end = sentence_around(text, listed.start, listed.end)
        odds, first = spans.within(article.id, listed.start, listed.end)
        near = f"{titles(article)}\n{text[start:end]}"
        values = (
            odds,
            first,
            share(said, text[start:end]),
            share(said, near),
            score,
            float(wanted is not None),
            _sort(question, [text[a:b] for a, b in listed.items]),
            float(told_count(text, listed) is not None),
            float(bool(verb) and verb in text[start:end]),
        )
        found.append(Listed(article, listed, values))
    return found


def _enumerations(
    seen: Seen, spans: Spans, verb: str, *, pair: bool
) -> Iterator[tuple[Article, Enumeration, float]]:
    """The enumerations around spans, then those of the sentences that were found."""
    for _, one in spans.odds:
        text = one.article.text
        listed = around(text, one.start, one.end, pair=pair)
        if listed is None:
            # “三家” before a colon is the answer to how many: the list stands beside it.
            listed = only_one(text, *sentence_around(text, one.start, one.end))
        if listed is not None:
            yield one.article, listed, one.place.hit.score
    for article, start, end, _, score in sentences(seen):
        for listed in clauses(article.text, start, end, verb):
            yield article, listed, score
        done = start
        for mark in _BETWEEN.finditer(article.text, start, end):
            if mark.start() < done:
                continue
            listed = around(article.text, mark.start(), mark.start() + 1)
            if listed is not None:
                yield article, listed, score
                done = listed.end


def _sort(question: str, items: list[str]) -> float:
    """1.0 where the items are of the sort that is asked for, -1.0 where persons are and these are none."""
    if _ASKS_PERSONS.search(question):
        named = sum(has_surname(item[-3:]) or has_surname(item[-2:]) for item in items)
        return 1.0 if named * 2 > len(items) else -1.0
    if sum(of_another_kind(question, item) for item in items) * 2 > len(items):
        return -1.0
    noun = _NOUN.search(question)
    if noun is None:
        return 0.0
    ends = sum(item.endswith(noun["noun"][-1]) for item in items)
    return float(ends * 2 >= len(items))


def how_many(question: str) -> int | None:
    """How many items a question asks for, if it says so.

    >>> how_many("把哪三句话写进合同?"), how_many("包括哪些单位?"), how_many("八个方面的突破是哪些?")
    (3, None, 8)
    """
    match = re.search(rf"哪(?P<count>[{_NUMERALS}]|\d{{1,2}})(?P<told>)", question)
    if match is None:
        match = re.search(
            rf"(?P<count>[{_NUMERALS}]|\d{{1,2}})[^\d{_NUMERALS}，,]{{1,6}}(?:分别|各)"
            rf"|(?P<told>[{_NUMERALS}]|\d{{1,2}})(?:[个大项条种类位名家支]|方面)[^\d{_NUMERALS}，,]{{0,8}}"
            r"(?:都|具体|主要)*(?:是|有|包括)(?:哪|什么|谁)",
            question,
        )
    if match is None:
        return 2 if asks_both(question) else None
    count = match["count"] or match["told"]
    if count.isdigit():
        return int(count)
    value = 2 if count == "两" else "一二三四五六七八九十".index(count) + 1
    return value if value > 1 else None


def _answer(question: str, article: Article, listed: Enumeration, sure: float) -> Answer:
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
