"""Follow-ups that name one thing alone (那2030年呢, 市长呢): the question before them with that filled in."""

from __future__ import annotations

import re

from qa.understand.bare import carried, head_of, is_amount
from qa.understand.form import asks_openly
from qa.understand.names import Group, Names
from qa.understand.slots import fill, time_only, times_in
from qa.understand.topics import is_attribute, topic_of

_OWN: tuple[Group, ...] = ("person", "place", "newspaper", "column")
_HE = re.compile(r"[他她](?:本人|自己)?")
_ELLIPSIS = re.compile(
    r"^(?P<new>[^,，?？]{1,24}?)(?:呢|又?(?:怎么样|如何|怎样|咋样)呢?|又(?:是|有)?(?:多少|谁|什么|几\S?|哪\S?)呢?|是(?:多少|谁)呢)$"
)
_REGION = re.compile(r"全[国省市县区]|[省市县区镇村]$|国内|国外|[我本]省|周末|平时")


def named_alone(core: str, asked_before: bool) -> str | None:
    """What alone a follow-up names (那2030年呢), None for one that asks by itself."""
    match = _ELLIPSIS.match(core)
    if match:
        new = match["new"]
    elif (
        asked_before and len(core) <= 10 and not asks_openly(core) and not re.search(r"吗$|没有$", core)
    ) or (time_only(core) and len(core) <= 12):
        new = core
    else:
        return None
    new = re.sub(r"^(?:那么|那|在|对于|对)(?=.)|(?:的)$", "", new)
    if not new or asks_openly(new) or _HE.fullmatch(new) or re.fullmatch(r"后来|然后|之后|结果|以后", new):
        return None
    return new


def filled_in(new: str, old: str, names: Names, *, of: bool = False) -> list[str]:
    """The question before with what a follow-up names in its place, best first.

    Args:
        new: What it names.
        old: The question before it, whole, without its mark.
        names: Of the archive.
        of: It ends in 的 (岑州的呢): another one's of the same.
    """
    bare = re.sub(r"的(?:时候|话)$", "", new)
    filled = fill(bare, old, names)
    topic = topic_of(old)
    made = [filled] if filled else []
    rest = topic[len(bare) :]
    if of and len(rest) >= 2 and topic in old and not (filled and rest in filled):
        # 澜浦半马哪天鸣枪, then 岑州的呢: another one's half marathon.
        return [old.replace(topic, bare + rest, 1), *made]
    if re.fullmatch(r"(?:最新|后续|目前)?(?:的)?(?:进展|情况|动态|后续)", bare):
        return [f"{topic}的{bare}是什么"] if topic else []
    first = next((span[1] for _, span in times_in(bare) if span[0] == 0), 0)
    what = bare[first:].removeprefix("的")
    if first and is_attribute(what):
        # 下半年目标: the day is filled in, and another attribute asked for.
        moved = topic_of(fill(bare[:first], old, names) or "")
        return [f"{moved}的{what}是多少"] if moved else []
    if is_attribute(bare):
        asks = "是多少" if re.search(r"[价量额数率积度资费金速期深位算本口]$", bare) else "是什么"
        asks = "是谁" if re.search(r"[者人师方委宾军]$|第一名", bare) else asks
        topic = carried(old) or topic
        made.append(f"{topic}的{bare}{asks}" if topic else f"{bare}{asks}")
        return made
    counted = re.search(
        r"(?:多少|几)[个名张册位家只条间]?"
        r"(?P<noun>(?![年天钱岁次元块米亩吨斤]|时间|小时|公里)[\u4e00-\u9fff]{2,4})$",
        old,
    )
    if (
        counted
        and not made
        and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare)
        and not _REGION.search(bare)
        and not has_own_name(bare, names)
    ):
        # 有多少座位, then 藏书呢.
        return [old[: counted.start("noun")] + bare]
    if topic and is_amount(bare):
        # 新馆什么时候开, then 藏书呢: a number of them, whatever was asked before.
        return [*made, f"{carried(old) or topic}的{bare}有多少"]
    if not made and topic and topic in old:
        # 上半年生产总值增长多少, then 工业呢: the days stay.
        head = head_of(topic)
        if head != topic:
            # 小青菜9月11日批发价是多少, then 空心菜呢: day and price stay.
            made.append(old.replace(head, bare, 1))
        days = next((span for _, span in times_in(topic)), (0, 0))
        kept = topic[: days[1]] if days[0] == 0 else ""
        made.append(old.replace(topic, kept + bare, 1))
    if topic and not filled:
        made.append(f"{topic}{bare}{_predicate(old, topic)}")
    return made


def _predicate(old: str, topic: str) -> str:
    place = old.find(topic)
    return old[place + len(topic) :] if place >= 0 else ""


def has_own_name(core: str, names: Names) -> bool:
    """Whether a question names something that stands by itself."""
    if any(names.index.find(core, group) for group in _OWN):
        return True
    return bool(
        re.search(
            r"[“《\"]|[\u4e00-\u9fff]{2,}(?:镇|街道|公司|医院|大学|学院|小学|中学|大桥|图书馆|博物馆|公园|锦标赛|全会|方案|条例|局(?!长)|委(?![员会]))",
            core,
        )
    )
