"""Enumerations whose items are clauses: 任命甲为局长，任命乙为院长, or what follows a colon and ； parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.answering.enumerations import Enumeration, told_count
from qa.citing import tidy

_COLON = re.compile(r"[：:]")
_TELLS = re.compile(
    r"(?:[几数多一两二三四五六七八九十\d][件个项条点类种方步大]|如下|包括|分别|主要|具体|内容|要求|任务|措施|安排|规定)[^：:。]{0,12}$"
)
_PARTS = re.compile(r"[；;]")
_VERB_ASKED = re.compile(
    r"(?P<verb>[一-鿿]{2})(?:了|过)?(?:哪|几[个位名家项]|什么|谁)|(?:谁|哪[些几][一-鿿]{0,4}?)都?(?P<after>[一-鿿]{2})了?[?？]?$"
)


def clauses(text: str, start: int, end: int, verb: str) -> Iterator[Enumeration]:
    """The enumerations of clauses in one sentence.

    Args:
        text: The body of an article.
        start: Of the sentence.
        end: One past its last character.
        verb: What the question says is done; "" if that is not known. Clauses that begin with it are items.

    >>> text = "会议决定：任命甲乙为局长，任命丙丁为院长；免去戊己的职务。"
    >>> [[text[a:b] for a, b in one.items] for one in clauses(text, 0, len(text), "任命")]
    [['甲乙为局长', '丙丁为院长']]
    """
    for found in (_after_colon(text, start, end), _begun_by(text, start, end, verb)):
        if found is not None and told_count(text, found) in (None, len(found.items)):
            yield found


def verb_of(question: str) -> str:
    """What a question for a list says is done: 任命了哪些人; "" if it does not say.

    >>> verb_of("常委会任命了哪些人?"), verb_of("有哪些人?")
    ('任命', '')
    """
    match = _VERB_ASKED.search(question)
    verb = (match["verb"] or match["after"] or "") if match else ""
    return "" if re.search("[有是都的在和]", verb) else verb


def _after_colon(text: str, start: int, end: int) -> Enumeration | None:
    colon = _COLON.search(text, start, end)
    if colon is None or not _TELLS.search(text[start : colon.start()]):
        return None
    edges = [colon.end(), *(mark.end() for mark in _PARTS.finditer(text, colon.end(), end)), end]
    return _of(text, list(pairwise(edges)))


def _begun_by(text: str, start: int, end: int, verb: str) -> Enumeration | None:
    if not verb:
        return None
    begun = re.compile(rf"(?:(?<=[：:，,；;、])|(?<=^)){re.escape(verb)}(?P<item>[^，,；;。：:]{{2,40}})")
    return _of(text, [match.span("item") for match in begun.finditer(text, start, end)])


def _of(text: str, spans: list[tuple[int, int]]) -> Enumeration | None:
    items = [span for one in spans if (span := tidy(text, *one)) is not None]
    return Enumeration(tuple(items)) if len(items) >= 2 else None
