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
from qa.fit import ASKS_BOTH_ENDS

_WHO = re.compile(r"谁|哪一?位|何人|姓名|叫什么|名字")
_WHICH = re.compile(r"哪(?:一)?(?:几)?[个家所支座条类种位名届款项场间只艘]?(?P<noun>[㐀-鿿]{1,8})")
_MANY = re.compile(r"(?:多少|几)(?P<unit>[㐀-鿿]{1,4})")
_MONTH = re.compile(r"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月")
_DAY = re.compile(r"(?:[12]\d|3[01]|0?[1-9]|[一二三四五六七八九十]{1,3})[日号]")
_ASKS_MONTH = re.compile(r"哪年哪月|几月|哪个月|何时|什么时候|什么时间|哪天|哪一天|几[号日]")
_NUMBER = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千半]+)"
_UNIT = (
    r"(?:个?[百千万亿]*(?:公里|厘米|千米|平方米|立方米|公斤|千克|小时|分钟|个月|个小时|美元|欧元|人次|摄氏度"
    r"|[元块米里吨斤克桶人名位岁度℃%％亩次家件所天年周日秒倍个户辆台头只株棵箱盒瓶份套间张])[多余]?)"
)
_STRETCH = rf"{_NUMBER}{_UNIT}(?:零?{_NUMBER}{_UNIT})*"
_QUANTITY = re.compile(_STRETCH)
_RANGE_AFTER = re.compile(rf"(?:到|至|[-—–~～])(?:{_STRETCH})")
_RANGE_BEFORE = re.compile(rf"(?:{_STRETCH}|{_NUMBER})(?:到|至|[-—–~～])$")
_AMOUNT = re.compile("多少|多久|多长|多[大高重宽深远]|几(?![月号日])")
_ONE_END = re.compile("最[多少高低大小长短]|至[多少]|不超过|以上|以下|起步")
_TIME = (
    r"(?:[今明去次当]年)?"
    r"(?:(?:\d{1,4}[年月日号时点分]){1,5}|(?:[一二三四五六七八九十]{1,3}[月日号]){1,2})"
)
_MOMENT = re.compile(_TIME)
_RUNS_ON = re.compile(r"[，,。；;！!]")  # from one moment to another that the text names later
_UNTIL = re.compile(rf"(?:到|至|[-—–～~])(?:{_TIME})")
_SINCE = re.compile(rf"(?:{_TIME})(?:到|至|[-—–～~])$")
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
    >>> snug("下次调整是什么时候?", "8月9日24时调整，还剩9天。8月9日再看", 0, 19)
    7
    """
    question, after = simplify(question), simplify(text[end : end + 12])
    if start >= end or not after:
        return end
    moment = _MOMENT.match(text, start) if _ASKS_MONTH.search(question) else None
    if moment and _RUNS_ON.search(text, moment.end(), end):
        return moment.end()
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


def whole_word(question: str, text: str, start: int, end: int) -> int:
    """Where a span begins that is to say who: at ``start``, or where the word begins that it cuts in two.

    A name that words around it seem to cut stays as it is.

    >>> whole_word("谁宣布的?", "抢修指挥部指挥长方楚宣布", 6, 10)
    5
    >>> whole_word("谁宣布的?", "抢修指挥部指挥长方楚宣布", 8, 10)
    8
    """
    named = has_surname(simplify(text[start : start + 2]))
    if start >= end or named or _WHO.search(simplify(question)) is None:
        return start
    place = max(0, start - _AROUND)
    for word in words(simplify(text[place : end + _AROUND]), guess=False):
        if place < start < place + len(word):
            return place
        place += len(word)
        if place > start:
            break
    return start


def whole_range(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The range that a span is one end of, where an amount or both its ends are asked for, and no end alone.

    >>> text = "每年运1600万桶到2000万桶，判了十个月到一年零八个月。"
    >>> text[slice(*whole_range("一年能运多少桶?", text, 10, 16))]
    '1600万桶到2000万桶'
    >>> text[slice(*whole_range("被判了多久?", text, 19, 22))]
    '十个月到一年零八个月'
    >>> text = "行动于7月至12月进行。"
    >>> text[slice(*whole_range("行动从几月到几月?", text, 6, 9))]
    '7月至12月'
    """
    asked = simplify(question)
    if ASKS_BOTH_ENDS.search(asked) and _MOMENT.fullmatch(text[start:end]):
        return _both_ends(text, start, end, _UNTIL, _SINCE)
    if not _AMOUNT.search(asked) or _ONE_END.search(asked) or not _QUANTITY.fullmatch(text[start:end]):
        return start, end
    return _both_ends(text, start, end, _RANGE_AFTER, _RANGE_BEFORE)


def _both_ends(
    text: str, start: int, end: int, behind: re.Pattern[str], ahead: re.Pattern[str]
) -> tuple[int, int]:
    after = behind.match(text, end)
    if after is not None:
        return start, after.end()
    before = ahead.search(text, max(0, start - _AROUND), start)
    return (start, end) if before is None else (before.start(), end)


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
