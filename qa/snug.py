"""A span made to end where the question says that its answer ends.

The reader points at tokens, and a few too few are a common slip of it: 普安 of 普安派出所 where the question
asks for the police station, 102 of 102车 where it asks how many cars, 1972年 of 1972年11月 where it asks for
year and month. What must follow is told by the question's own words, so only these are added; a name of two
characters that the words of its sentence make one of three is made whole.
"""

from __future__ import annotations

import re

from index.bylines import has_surname
from index.normal import simplify
from index.terms import words

_WHO = re.compile(r"谁|哪一?位|何人|姓名|叫什么|名字")
_WHICH = re.compile(r"哪(?:一)?(?:几)?[个家所支座条类种位名届款项场间只艘]?(?P<noun>[㐀-鿿]{1,8})")
_MANY = re.compile(r"(?:多少|几)(?P<unit>[㐀-鿿]{1,4})")
_MONTH = re.compile(r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月")
_DAY = re.compile(r"(?:[12]\d|3[01]|0?[1-9]|[一二三四五六七八九十]{1,3})[日号]")
_ASKS_MONTH = re.compile(r"哪年哪月|几月|哪个月|何时|什么时候|什么时间|哪天|哪一天|几[号日]")
_AROUND = 12  # characters on either side that the words are cut from
_ASKS_DAY = re.compile(r"几[号日]|哪[一]?[天日]|何时|什么时候|什么时间")


def snug(question: str, text: str, start: int, end: int) -> int:
    """Where a span ought to end: at ``end``, or after the words that the question asks for.

    Args:
        question: As the reader saw it.
        text: What the span stands in.
        start: Its first character.
        end: One past its last.

    >>> snug("他去了哪个派出所?", "他去了普安派出所报案。", 3, 5)
    8
    >>> snug("市长是谁?", "市长周军波传达精神。", 2, 4)
    5
    >>> snug("哪年哪月出生?", "生于1972年11月的他", 2, 7)
    10
    """
    question, after = simplify(question), simplify(text[end : end + 12])
    if start >= end or not after:
        return end
    if text[end - 1].isdigit():
        for match in _MANY.finditer(question):
            # The unit is the word that begins both: 多少车电网物资, 102车电网物资.
            unit = words(match.group("unit"))[0]
            if after.startswith(unit):
                return end + len(unit)
        return end
    if text[end - 1] == "年" and _ASKS_MONTH.search(question):
        month = _MONTH.match(after)
        if month:
            return snug(question, text, start, end + month.end())
    if text[end - 1] == "月" and _ASKS_DAY.search(question):
        day = _DAY.match(after)
        if day:
            return end + day.end()
    if end - start == 2 and _WHO.search(question) and has_surname(text[start:end]):
        return _whole_name(text, start, end)
    for match in _WHICH.finditer(question):
        noun = match.group("noun")
        if not simplify(text[start:end]).endswith(noun[:2]):
            length = _shared(noun, words(after))
            if length > 1:
                return end + length
    return end


def _whole_name(text: str, start: int, end: int) -> int:
    """Where the name ends that begins there, as far as the words around it tell: 周军波 of 市长周军波传达."""
    place = max(0, start - _AROUND)
    for word in words(simplify(text[place : end + _AROUND])):
        if place == start and len(word) == 3 and has_surname(word):
            return end + 1
        place += len(word)
        if place > start:
            break
    return end


def _shared(noun: str, following: list[str]) -> int:
    """How many characters of the noun follow: its first word, and what makes a name of it (英雄 团)."""
    length = 0
    for number, word in enumerate(following):
        if not noun.startswith(word, length) or (number and len(word) > 1):
            break
        length += len(word)
    return length
