"""Follow-ups that name what stands behind a preposition (对企业呢): put where that stood before."""

from __future__ import annotations

import re

from index.terms import words
from qa.understand.form import asks_openly
from qa.understand.slots import time_only
from qa.understand.topics import owner_of, topic_of

Span = tuple[int, int]

_ALIKE = (
    "对于 对 针对",
    "给 为",
    "从 自",
    "在 于",
    "向",
    "跟 和 与 同",
    "由 归",
    "到 往 去 至",
    "比 较",
    "离 距",
    "替",
    "被",
)
_CLASS = {word: row.split() for row in _ALIKE for word in row.split()}
_NAMED = re.compile(
    rf"(?P<prep>{'|'.join(sorted(_CLASS, key=len, reverse=True))})(?P<thing>[^,，?？]{{1,16}}?)(?:的话|的)?呢"
)
# Words that begin so and are no preposition with its object.
_WORDS = re.compile(
    r"对(?:方|手|面|岸|外(?!地|[来籍省市国])|内|象|比|阵|口|联|白)|在(?:家|职|校|岗|编|线|建|册)|从(?:前|此|业|事|来)|向(?:来|导|日葵)|给(?:水|力|排水)"
    r"|和(?:平|谐|解)|与会|同(?:学|事|比|期|行|样|城|伴|乡)|由(?:来|于)|到(?:场|会|期|底|处)|往(?:年|届|返|事|来|日)|去(?:年|世|向)"
    r"|至(?:今|少|于)|比(?:赛|分|例|亚)|较(?:量|大)|替(?:补|代)|被(?:子|告|害|褥)|为(?:什么|何|啥|人|主)|于是|自(?:己|然|来|动|行|由|愿|觉|家|古)|归(?:来|还)"
)
# Where the object ends, at the end of a word: what is done to it, or asked.
_DONE = re.compile(
    r"最|一次性|每|按|分别|各|都|还|又|也|只|已|将|会|要|能|可|应|须|需|有|没|是|给|进行|开展|实施|采取|提[出供]|作出|做|办|发|补|奖|优惠|减|免|降|加"
    r"|征|收|罚|处|限|赔|扣|退|讲|说|谈|写|送|拨|借|租|卖|买|投|捐|赠|申|报|反映|求助|投诉|咨询|推荐|输|赢|胜|负|比分|打|踢|战|涨|增|下|拿|领|开|通|运|走|坐|乘|来|去|到|进|出"
    r"|举|召|搞|谁|什么|多|几|怎|如何|哪|为|高|低|相|影响|意味|意义|作用|好处|帮助|支持|要求|规定|评价|看法|态度|的|了|过|着|在|从|向"
)


def put_behind(core: str, old: str) -> str | None:
    """The question before with what a follow-up names behind its preposition; None where it names none so.

    Args:
        core: The follow-up without its mark.
        old: The question before it, whole, without its mark.

    >>> put_behind("对个体户呢", "新政对小微企业减税多少")
    '新政对个体户减税多少'
    >>> put_behind("对货车呢", "滨河隧道限速多少")
    '滨河隧道对货车限速多少'
    """
    match = _NAMED.fullmatch(core)
    if match is None or _WORDS.match(core) or asks_openly(match["thing"]):
        return None
    prep, thing = match["prep"], match["thing"]
    if time_only(thing) and prep not in _CLASS["比"]:
        return None
    place = object_of(old, thing, tuple(_CLASS[prep]))
    if place is not None:
        return old[: place[0]] + thing + old[place[1] :]
    if prep in ("到", "往", "去", "至"):
        return None
    if prep in ("从", "自"):
        return f"{prep}{thing}{old}" if re.match(r"到|去|往", old) else None
    topic = topic_of(old)
    subject = owner_of(topic) or topic
    if not subject or subject not in old or prep not in ("对", "对于", "针对", "给", "向", "为"):
        return None
    end = old.index(subject) + len(subject)
    return f"{old[:end]}{prep}{thing}{old[end:].removeprefix('的')}"


def object_of(old: str, thing: str = "", preps: tuple[str, ...] = ("对", "给", "向")) -> Span | None:
    """Where the object of a preposition stands in a question; None where it has none.

    Args:
        old: The question.
        thing: What is to take its place: what both end in ends the object.
        preps: The prepositions that are meant.
    """
    ends, at = [0], 0
    for word in words(old, guess=False):
        at += len(word)
        ends.append(at)
    for prep in sorted(preps, key=len, reverse=True):
        for match in re.finditer(re.escape(prep), old):
            start = match.end()
            if match.start() not in ends or start >= len(old) or _WORDS.match(old, match.start()):
                continue
            end = _end(old, start, thing, [one for one in ends if one > start])
            if end is not None:
                return start, end
    return None


def _end(old: str, start: int, thing: str, ends: list[int]) -> int | None:
    if old[start] == "谁":
        return start + 1
    stop = next((one for one in ends if one < len(old) and _DONE.match(old, one)), None)
    for length in (3, 2):
        at = old.find(thing[-length:], start) if len(thing) > length else -1
        if at > start and at + length - start <= 12:
            return at + length
    if stop is not None:
        return stop
    return ends[0] if ends and ends[0] - start >= 2 else None
