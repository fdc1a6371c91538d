"""A span that the reader is not sure of, in a sentence that has every word of the question.

出口要达到多少 of 2027, where the sentence of that year tells of exports and has one sum: short questions
leave the reader torn between two figures of the report, and the sentence tells which of them it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.normal import normalise
from qa.answering.evidence import is_held_otherwise, pieces, share, titles
from qa.answering.rules import sure_by
from qa.citing import bare, sentence_around
from qa.decide import Decision, Found, agrees
from qa.unmatched import lacked

_LEAST = 0.1  # below that the reader points at it by chance
_ALL = 0.99  # how much of the question must stand in sentence and titles
_ITSELF = 0.5  # how much of it in the sentence
_CAPTION = 120  # characters of a text that is one statement, though in two sentences
_SAYS_SOMETHING = 3  # characters of a question that name what is meant
_FAR_AHEAD = 3.0  # a margin with which a shorter question is answered that says what is done: 几支球队来参赛
_DONE = re.compile("参加|参赛|参与|出席|举行|举办|召开")
# What asks, and what a sentence says by other words: 近900名少年在这里角逐.
_ASKING = re.compile(
    r"(?:在|于)?(?:哪里|哪儿|什么地方)(?:举行|举办|召开|进行|开赛|开)?|(?:来|前来)?(?:参加|参赛|参与)|(?:[到至](?:什么时候|何时)(?:为止|截止|止)?)|什么时候|什么时间|多久|多长时间|百分之几|什么|多少[个名位支家所次天年斤米吨元篇座条艘]?|几[个名位支家所次天年月号日斤米吨元块篇座条艘]?|谁|哪[一]?[个家所年天里位]?|一共|总共|达到|要达|要|是|有|共|吗|呢|了|叫|全部|都|一次|每次"
    r"|能?(?:补贴?|补助|奖励?|给|领|拿|报销)(?:到|得)?(?=多少)"
    r"|的?(?:人|人数)?(?:参加|参赛|参与|出席)(?=[?？了的]*$)|[名位个]?人(?=$|[?？])|(?<=多少)人"
)
_STOP = re.compile(r"[，,；;。！？!?\n]")
_NUMBER = re.compile(r"[\d.,]+|[零〇一二两三四五六七八九十百千万亿]+")


def supported(decision: Decision, question: str, found: Sequence[Found]) -> Decision:
    """The decision, with its best span said where the sentence around it has all that is asked.

    Args:
        decision: That would refuse; any other is left as it is.
        question: The whole question.
        found: All spans, best score first.
    """
    if decision.answered or not decision.best or decision.sure < _LEAST:
        return decision
    best = decision.best[0]
    asked = _ASKING.sub(" ", normalise(question).text)
    if best.fits < 1 or best.missing or (best.nouns and _lacks(asked, best)) or not found:
        return decision
    if any(one.score > best.score and not agrees(bare(one.text), bare(best.text)) for one in found):
        return decision
    text = best.article.text
    left, right = (0, len(text)) if len(text) <= _CAPTION else sentence_around(text, best.start, best.end)
    sentence = text[left:right]
    says = sum(map(len, pieces(asked)))
    short = best.margin >= _FAR_AHEAD and _DONE.search(question) is not None
    if says < _SAYS_SOMETHING - short or share(asked, sentence) < _ITSELF:
        return decision
    clause = _clause(text, best.start, best.end)
    alone = share(asked, f"{titles(best.article)}\n{clause}") >= _ALL and share(asked, clause) >= _ITSELF
    one = clause if alone else sentence
    if share(asked, f"{titles(best.article)}\n{sentence}") < _ALL or _has_another(one, best.text):
        return decision
    return replace(decision, sure=max(decision.sure, sure_by("whole")), answered=True)


def _clause(text: str, start: int, end: int) -> str:
    """What stands around a span between commas."""
    left = max((match.end() for match in _STOP.finditer(text, 0, start)), default=0)
    right = _STOP.search(text, end)
    return text[left : right.start() if right else len(text)]


def _lacks(asked: str, found: Found) -> bool:
    """Whether an article lacks a noun of what is asked, and has no other word for it."""
    held = normalise(f"{titles(found.article)}\n{found.article.text}").text
    return any(not is_held_otherwise(word, held) for word in lacked(asked, found.article))


def _has_another(sentence: str, span: str) -> bool:
    """Whether a sentence has another figure of the same unit: then it does not tell which is meant."""
    said = normalise(span).text
    number = _NUMBER.search(said)
    if number is None:
        return False
    unit = said[number.end() : number.end() + 1]
    others = re.findall(rf"(?:{_NUMBER.pattern})(?={re.escape(unit)})", normalise(sentence).text)
    return len(set(others)) > 1
