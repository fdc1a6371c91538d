"""Where the first item of an enumeration begins and its last one ends, without what leads in and out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.bylines import has_surname
from index.terms import tagged
from qa.citing import PAIRS

# What may stand before the first item and is none of it.
_LEAD_IN = re.compile(
    r".*?(?:分别是|分别为|分别由|包括了?|包含|涵盖|涉及|囊括|即|依次[是为]|如下|主要有|共有|还有|设有|开设了?|推出了?|(?<=[均都皆])系|有(?![限关机效色])|是|为|由|来自|"
    r"走进|来到|前往|走访了?|看望了?|赴|汇报了?|介绍了?|邀请了?|组织|围绕|聚焦|突出|坚持|按照|通过|从|向|对|把|将|在|以|叫做?|写着|写上|写进|选出了?|评出了?|"
    r"开展了?|实施了?|推进|抓好|做好|打好|打赢|打出|送来了?|带来了?|准备了?|展出了?|听取了?|审议通过了?|审议了?|通过了?|任命了?)(?=[^、]*$)"
)
# What may stand after the last item and is none of it.
_LEAD_OUT = re.compile(
    r"等(?![级候待次])(?=[^、]*$)|(?<=.)(?:参加|出席|列席|主持|陪同|同时|联合|共同|加在|加起来|主办|承办|协办|举办|组成|在内|先后|分别|一起|一同|齐聚|配合|夺|获|担任|负责|当选|入选|改走|进入|成为|到场|到会|签约|停|恢复|开|合起来|共计?|三家|两家|"
    r"[一二两三四五六七八九十\d]+[个家种项大类条件位名人支所座处])"
)
# What alone stands before items, also behind a weaker word: 从南向北依次为.
_SURE_LEAD_IN = re.compile(
    r".*?(?:分别是|分别为|分别由|依次[是为]|包括了?|包含|涵盖|囊括|如下|主要有|主要是|共有)(?=[^、]*$)"
)
_COMMA = "，,"
_LONGEST_FIRST = 16  # characters of an item that a comma ends where the others have 、
OFFICE = (
    r"(?:书记|市长|县长|区长|镇长|省长|州长|局长|处长|科长|主任|主席|院长|校长|园长|馆长|会长|站长|队长|社长|厂长|教练|经理|董事长"
    r"|秘书长|常委|部长|委员|检察长|领导|台长|行长|教授|记者|选手|队员|同志|教师|代表)"
)
"""A pattern of what somebody is, right before a name."""
_OFFICE_FIRST = re.compile(rf".*{OFFICE}(?=[\u4e00-\u9fff]{{2,4}}$)")
_VERBS = frozenset({"v", "vg", "vi"})  # no nouns of actions (vn), which items are as often
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def _verb_before(opened: str, others: Sequence[str]) -> int:
    """Where the first item begins behind the verb that it is the object of, 0 where it begins at once.

    >>> "方案结合棠溪服装"[_verb_before("方案结合棠溪服装", ["箱包", "童车"]):]
    '棠溪服装'
    >>> "精心策划了展销会暨休闲渔业论坛"[_verb_before("精心策划了展销会暨休闲渔业论坛", ["运动会", "市集"]):]
    '展销会暨休闲渔业论坛'
    >>> _verb_before("加快转型", ["扩大开放", "守住底线"])
    0
    """
    if len(opened) <= min(map(len, others)) + 2 or any(_is_verb(tagged(one)[:1]) for one in others if one):
        return 0
    end, cut, done = 0, 0, False
    for word, flag in tagged(opened):
        end += len(word)
        if done or len(word) < 2 or len(opened) - end < 2:
            continue
        # Behind a verb that is done comes the item: 策划了展销会暨休闲渔业论坛.
        done = opened[end] == "了" or (flag in ("v", "vn") and opened[end] in "着过")
        if done or (flag in _VERBS and len(word) < end):
            cut = end + done
    return cut


def _name_length(closed: str) -> int:
    """How many characters of what ends a row of names are the last name.

    >>> _name_length("闵杰围绕主题讲课"), _name_length("陈彩英围绕主题讲课")
    (2, 3)
    """
    behind = tagged(closed[3:])[:1]
    if behind and len(behind[0][0]) > 1:
        return 3
    behind = tagged(closed[2:])[:1]
    return 2 if behind and len(behind[0][0]) > 1 and behind[0][1][0] in "vpd" else 3


def begun_before(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first item where a comma ends it: 主要有甲证，乙证、丙证; empty where the clause before has none.

    >>> text = "主要有教师资格证，保育证、育婴证。"
    >>> [text[a:b] for a, b in begun_before(text, [(9, 12), (13, 16)])]
    ['教师资格证']
    """
    start = parts[0][0] if parts else 0
    if start == 0 or text[start - 1] not in _COMMA:
        return []
    left = start - 1
    while left > 0 and text[left - 1] not in "。！？!?\n：:；;，,、":
        left -= 1
    led = _SURE_LEAD_IN.match(text[left : start - 1])
    if led is None or not 2 <= start - 1 - left - led.end() <= _LONGEST_FIRST:
        return []
    item = text[left + led.end() : start - 1]
    if any(flag in _VERBS and len(word) > 1 for word, flag in tagged(item)):
        return []
    return [(left + led.end(), start - 1)]


def _is_verb(words: Sequence[tuple[str, str]]) -> bool:
    return any(flag in _VERBS for _, flag in words)


def edges(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items without what leads into the first and out of the last."""
    first, last = parts[0], parts[-1]
    inner = parts[1:-1]
    names = inner and all(
        _HAN_NAME.fullmatch(text[a:b].strip()) and b - a <= 3 and has_surname(text[a:b].strip())
        for a, b in inner
    )
    opened = text[first[0] : first[1]]
    led = _OFFICE_FIRST.match(opened) if names else None
    led = led or _LEAD_IN.match(opened)
    if led and led.end() < len(opened):
        # 就是要以开放协同、…: one lead-in stands behind the other.
        rest = opened[led.end() :]
        again = _SURE_LEAD_IN.match(rest) or re.match(r"(?:要以|要把|要从|要在|要抓好)(?=..)", rest)
        again = again if again and again.end() < len(rest) else None
        first = (first[0] + led.end() + (again.end() if again else 0), first[1])
    opened = text[first[0] : first[1]]
    first = (first[0] + _verb_before(opened, [text[a:b] for a, b in parts[1:]]), first[1])
    closed = text[last[0] : last[1]]
    others = [text[x:y] for x, y in parts[:-1]]
    if "的" in closed and all(
        len(one) <= 4 and "的" not in one for one in [opened[-4:] if led else opened, *others[1:]]
    ):
        # 来自岑州、霁城的货车: the goods belong to neither.
        closed = closed[: closed.index("的", 1)] if "的" in closed[1:] else closed
        last = (last[0], last[0] + len(closed))
    out = _LEAD_OUT.search(closed)
    if out and out.start() > 0:
        last = (last[0], last[0] + out.start())
    if names:
        first = (max(first[0], first[1] - 3), first[1]) if first[1] - first[0] > 4 else first
        if last[1] - last[0] > 4:
            last = (last[0], last[0] + _name_length(text[last[0] : last[1]]))
    figure = re.fullmatch(r"\d+(\D{1,3})", text[inner[0][0] : inner[0][1]].strip()) if inner else None
    if figure:
        shape = re.compile(r"\d+" + re.escape(figure[1]))
        found = shape.search(text, *first), shape.search(text, *last)
        if found[0] and found[1]:
            first, last = found[0].span(), found[1].span()
    elif inner:
        # 招大引强、有效投资、除险保安“四大攻坚”: what they are called together is no item.
        called = re.search(r".[“《](?=[二两三四五六七八九十\d])", text[last[0] : last[1]])
        last = (last[0], last[0] + called.start() + 1) if called else last
    # Items in quotation marks: what stands outside of them is none of the item.
    if inner and all(text[a:b].strip()[:1] in ("“", "《") for a, b in inner):
        at = text.find(text[inner[0][0] : inner[0][1]].strip()[0], first[0], first[1])
        if at >= 0:
            first = (at, first[1])
        closing = PAIRS[text[inner[0][0] : inner[0][1]].strip()[0]]
        at = text.rfind(closing, last[0], last[1])
        if at >= 0:
            last = (last[0], at + 1)
    return [first, *inner, last]
