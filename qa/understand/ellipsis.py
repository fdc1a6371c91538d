"""Follow-ups that name one thing alone (那2030年呢, 市长呢): the question before them with that filled in."""

from __future__ import annotations

import re

from index.terms import words
from qa.understand.bare import carried, head_of, is_amount
from qa.understand.form import asks_openly
from qa.understand.names import Group, Names
from qa.understand.offices import holder
from qa.understand.pointing import only_points, put_in_place
from qa.understand.prepositions import object_of
from qa.understand.slots import OFFICE, fill, is_body, time_only, times_in
from qa.understand.topics import attribute_cut, is_attribute, knows_head, owner_of, topic_of

_OWN: tuple[Group, ...] = ("person", "place", "newspaper", "column")
_HE = re.compile(r"[他她](?:本人|自己)?")
_ELLIPSIS = re.compile(
    r"^(?P<new>[^,，?？]{1,24}?)(?:呢|又?(?:怎么样|如何|怎样|咋样)呢?|又(?:是|有)?(?:多少|谁|什么|几\S?|哪\S?)呢?|是(?:多少|谁)呢)$"
)
_OFFICE = re.compile(OFFICE)
# 今天天气怎么样: asked of the day, whatever was spoken of before.
_BY_ITSELF = re.compile(
    r"(?:[今明后昨前]天|现在|最近|周末|这几天|\d+月\d+[日号])的?(?:天气|气温|股市|路况|空气质量)"
)
_ANY = re.compile(r"(?:哪一?|什么|几|多少|[这那该此本])[家个所座条支项]?")
# What asks and says nothing of what: 外贸出口(是多少), 半决赛(对谁).
_BARELY = re.compile(
    r"(?:是|有|要|为|达到|达|共|一共|总共|对|在)*(?:多少|什么|谁|哪里|哪儿|几|哪[天年个家些])?(?:[个名元万亿人次钱家支岁位]+)?"
)
_FIELDS = "作者|记者|通讯员|摄影师?|标题|题目"
_TELLS = re.compile("[没不未已]|有(?!的)")
_GROWS = re.compile("增长|下降|增加|减少|上升|回落")
_GROUP = re.compile(
    r"成人|儿童|小孩|孩子|学生|老人|老年人|未成年人|[男女][子生性孩]|(?:外地|本地)人?|居民|游客|职工|教师"
)
_PAYING = re.compile(
    r"(?:(?:大中|中|大|小|研究)?小?学生|成年?人|大人|儿童|小孩|孩子|老年人|老人|未成年人|残疾人|军人|教师|老师|职工|居民|游客|外地人|本地人)"
)
_PRICE = re.compile(r"票价|门票|多少钱|几块钱|几元|多少元|收费|费用|价格|要钱|要不要钱|免费|优惠|打折")
_SHOWN = r"(?:新闻)?(?:照片|图片)|报道|评论"
_PEOPLE = re.compile(r"[人员生师手民众客者童友兵工]$|孩子|家长|代表|专家|嘉宾|司机|选手")
_HAS = re.compile(r"[有共]$|参加了?$|来了?$")
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
    new = re.sub(r"^(?:那么|那|在|对于|对(?!方|手|面|岸|外(?!地)|内))(?=.)|(?:的)$", "", new)
    if not new or asks_openly(new) or _BY_ITSELF.fullmatch(new) or _HE.fullmatch(new):
        return None
    if re.fullmatch(r"后来|然后|之后|结果|以后", new):
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
    bare = "票价" if new == "票" else re.sub(r"的(?:时候|话)$", "", new)
    once = re.sub(r"[那这]一?(?:次|场|回|天)$", "", bare)
    bare = once if time_only(once) else bare  # 9月11日那次呢
    filled = fill(bare, old, names)
    if only_points(new):
        # 第一篇是谁写的, then 第二篇呢; after a list of reports it is opened.
        return [put_in_place(new, old) or new]
    topic = topic_of(old)
    if of and topic and topic in old and not _TELLS.search(bare):
        others = old.replace(topic, _anothers(bare, topic), 1)
        if not (filled and topic[len(bare) :] in filled):
            # 澜浦半马哪天鸣枪, then 岑州的呢: another one's half marathon.
            return [others, *([filled] if filled else [])]
    told = _of_the_same(bare, filled, old, topic)
    if told is not None:
        return told
    priced = _priced_for(bare, old)
    if priced:
        return [priced, *([filled] if filled else [])]
    owner = owner_of(topic)
    if owner and owner_of(owner + bare) == owner:
        # 开放时间到几点, then 票价呢: no 开放票价.
        return [f"{owner}的{bare}{_asks(bare)}"]
    told = holder(bare, filled, old, names)
    if told:
        return told
    if not filled and attribute_cut(bare) == bare and (_GROUP.fullmatch(bare) or not is_amount(bare)):
        place = object_of(old, bare)
        if place is not None and old[place[0]] != "谁":
            # 对硕士补贴多少, then 博士呢.
            return [old[: place[0]] + bare + old[place[1] :], *_in_its_place(bare, old, topic, names)]
    asked = _attribute(bare, filled, old, names) or ([] if of else _counted(bare, filled, old, names))
    if asked:
        return asked
    if topic and is_amount(bare):
        # 新馆什么时候开, then 藏书呢: a number of them, whatever was asked before.
        return [*([filled] if filled else []), f"{carried(old) or topic}的{bare}有多少"]
    if filled:
        return [filled]
    return _in_its_place(f"{bare}的" if of else bare, old, topic, names)


def _of_the_same(bare: str, filled: str | None, old: str, topic: str) -> list[str] | None:
    """What is asked of the same thing in words of their own (作者呢, 照片呢, 比去年呢); None for others."""
    if re.fullmatch(_FIELDS, bare):
        return [f"{bare}是{'什么' if bare.endswith('题') else '谁'}"]
    if re.fullmatch(r"(?:最新|后续|目前)?(?:的)?(?:进展|情况|动态|后续)", bare):
        return [f"{topic}的{bare}是什么"] if topic else []
    if topic and not filled and re.fullmatch(_SHOWN, bare):
        return [f"{carried(old) or topic}的{bare}"]
    than = re.fullmatch(r"(?:比|较|跟|和|与)(?P<time>.{2,8}?)(?:相)?(?:比)?", bare)
    if topic and than and time_only(than["time"]):
        return [f"{carried(old) or topic}比{than['time']}增长多少"]
    return None


def _priced_for(group: str, old: str) -> str | None:
    """What another group of people pays: 渡船票价多少, then 老人呢; None for what is no group or no price.

    >>> _priced_for("老人", "渡船票价多少"), _priced_for("老人", "中小学生打疫苗多少钱")
    ('渡船老人票价多少', '老人打疫苗多少钱')
    """
    price = _PRICE.search(old)
    if price is None or not _PAYING.fullmatch(group):
        return None
    other = _PAYING.search(old)
    start, end = other.span() if other else (price.start(), price.start())
    return old[:start] + group + old[end:]


def _anothers(owner: str, topic: str) -> str:
    """Another one's of the same: 岑州半马 for 澜浦半马, 岑州的半马 for 半马."""
    rest = topic[len(owner) :]
    ends, place = set(), 0
    for word in words(topic, guess=False):
        place += len(word)
        ends.add(place)
    return owner + rest if len(rest) >= 2 and len(owner) in ends else f"{owner}的{topic}"


def _attribute(bare: str, filled: str | None, old: str, names: Names) -> list[str]:
    """Another attribute of the same thing: 票价呢, 常规赛比分呢, 下半年目标呢."""
    topic = topic_of(old)
    first = next((span[1] for _, span in times_in(bare) if span[0] == 0), 0)
    what = bare[first:].removeprefix("的")
    if first and is_attribute(what):
        # 下半年目标: the day is filled in, and another attribute asked for.
        moved = topic_of(fill(bare[:first], old, names) or "")
        return [f"{moved}的{what}是多少"] if moved else []
    if is_attribute(bare):
        if topic in old and _GROWS.search(_predicate(old, topic)):
            # 工业增加值增长多少, then 投资呢: how much that grew.
            return [*([filled] if filled else []), old.replace(topic, bare, 1)]
        topic = carried(old) or topic
        own = f"{topic}的{bare}" if topic else bare
        return [*([filled] if filled else []), f"{own}{_asks(bare)}"]
    owner = attribute_cut(bare)
    if knows_head(owner) and topic:
        bare = bare.removeprefix(owner).removeprefix("的")  # 大赛的主题呢, of the one spoken of
    if filled or owner == bare or not owner:
        return []
    if has_own_name(bare, names) or not topic:
        return [f"{bare}{_asks(bare)}"]
    if topic in old and _GROWS.search(_predicate(old, topic)):
        return [old.replace(head_of(topic), bare, 1), f"{bare}{_asks(bare)}"]
    return [f"{carried(old) or topic}的{bare}{_asks(bare)}"]


def _asks(attribute: str) -> str:
    if re.search(r"[妻女儿孩]子$|丈夫$|女儿$|[父母]亲$", attribute):
        return "叫什么"
    if re.search(r"[者人师方委宾军]$|第一名$|教练$|[队校院馆]长$", attribute):
        return "是谁"
    return "是多少" if re.search(r"[价量额数率积度资费金速期深位算本口分绩票]$", attribute) else "是什么"


def _counted(bare: str, filled: str | None, old: str, names: Names) -> list[str]:
    """有多少座位, then 藏书呢: what is counted is another thing."""
    counted = re.search(
        r"(?:多少|几)[个名张册位家只条间]?"
        r"(?P<noun>人|(?![年天钱岁次元块米亩吨斤]|时间|小时|公里)[\u4e00-\u9fff]{2,4})$",
        old,
    )
    if filled or not counted or not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare):
        return []
    if _REGION.search(bare) or has_own_name(bare, names):
        return []
    other = old[: counted.start("noun")] + bare
    if (
        _PEOPLE.search(counted["noun"])
        and not _PEOPLE.search(bare)
        and not _HAS.search(old[: counted.start()])
    ):
        # 转移了多少群众, then 安置点呢: of these there are some, and nobody moved them.
        days = "".join(old[start:end] for _, (start, end) in times_in(old) if start == 0)
        return [f"{days}{bare}有多少", other]
    return [other]


def _in_its_place(bare: str, old: str, topic: str, names: Names) -> list[str]:
    """The new thing where the old one stood, and the new one as a part of it.

    Where nothing but the topic tells what is asked (外贸出口多少), a part of it is likelier: 竹制品呢. Things
    that are called alike (小青菜, 空心菜) or have names of their own take each other's place.
    """
    if not topic:
        return []
    among = bare.startswith("其中")
    bare = bare.removeprefix("其中") or bare
    part = f"{owner_of(topic) or topic}{bare}{_predicate(old, topic)}"
    if topic not in old:
        return [part]
    head = head_of(topic)
    # 小青菜9月11日批发价是多少, then 空心菜呢: day and price stay.
    made = [old.replace(head, bare, 1)] if head != topic else []
    days = next((span for _, span in times_in(topic)), (0, 0))
    kept = topic[: days[1]] if days[0] == 0 else ""
    made.append(old.replace(topic, kept + bare, 1))
    if has_own_name(bare, names) or is_body(bare) or _OFFICE.fullmatch(bare):
        return made
    alike = bare[-1] in (head[-1], topic[-1])
    within = among or _GROUP.fullmatch(bare) or _BARELY.fullmatch(_predicate(old, topic))
    return [part, *made] if within and not alike else [*made, part]


def _predicate(old: str, topic: str) -> str:
    place = old.find(topic)
    return old[place + len(topic) :] if place >= 0 else ""


def has_own_name(core: str, names: Names) -> bool:
    """Whether a question names something that stands by itself."""
    if any(names.index.find(core, group) for group in _OWN):
        return True
    core = _ANY.sub(" ", core)
    return bool(
        re.search(
            r"[“《\"]|[\u4e00-\u9fff]{2,}(?:镇|街道|公司|医院|大学|学院|小学|中学|大桥|图书馆|博物馆|公园|锦标赛|全会|方案|条例|局(?!长)|委(?![员会]))",
            core,
        )
    )
