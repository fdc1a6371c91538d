"""Things that are called by their kind: 望舒大桥, 白鹭队, 芦花渡村. Of these one is not another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import tagged

_THING = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:大桥|(?<!路)桥(?![墩面头梁下上隧集公]|路)|队(?![员长伍友])|(?<![驻入进下农乡返全本开闭建出离])村(?![民里口])|镇(?![里上]))"
    r"|[\u4e00-\u9fffA-Za-z\d]{2,8}?指数"
)
# What stands before a name in the same run of characters.
_NOT_NAMED = re.compile(
    r"^.*(?:[在到从和与对为是有由将把被让给比的了着过于至跟同经]|那么|如果|上游|下游|绕行|涌向|战胜|迎战|离开|来到)"
)
# 台风“卡努”: a name in marks right behind the word for what it is.
_QUOTED = re.compile(r"(?P<kind>[\u4e00-\u9fff]{2})[“‘《「](?P<name>[^”’》」“‘《「，。]{2,10})[”’》」]")
_POINTS = re.compile(r"[这那该此每各全哪某几两一本座其另前后]|跨江|跨河|两座|大桥|老桥|新桥")
_NO_NAME = re.compile(
    "多少|[几哪]|(?:团|球|部|车|小|代表|参赛|医疗|志愿|施工|工作)队$|[乡农新城村]村$|[城村乡]镇$"
)


def thing_names(text: str) -> Iterator[str]:
    """What a text names by a kind of thing, without words that only point to one: 这座桥, 每个村.

    >>> list(thing_names("白鹭队和这支球队在望舒大桥"))
    ['白鹭队', '望舒大桥']
    """
    for match in _THING.finditer(text):
        name = _NOT_NAMED.sub("", match.group())
        if len(name) >= 3 and not _POINTS.match(name) and not _NO_NAME.search(name):
            yield name


def of_another_name(question: str, text: str) -> bool:
    """Whether a text names things of the kind that a question asks about, and never that one.

    >>> of_another_name("望潮桥何时通?", "望舒大桥下周通车。"), of_another_name("望潮桥何时通?", "下周通车。")
    (True, False)
    """
    asked = list(dict.fromkeys(thing_names(question)))
    if len(asked) != 1 or asked[0][-3:] in text or asked[0][:2] in text:
        return False
    return any(name[-1] == asked[0][-1] for name in thing_names(text))


def of_another_quoted_name(question: str, text: str) -> bool:
    """Whether a text has a thing of the asked kind with another name in marks, and nothing of the asked name.

    >>> of_another_quoted_name("台风“卡努”几级?", "台风“杜苏芮”来袭。")
    True
    >>> of_another_quoted_name("台风“卡努”几级?", "台风“杜苏芮”来袭，“卡努”在后。")
    False
    """
    named = {match["kind"] for match in _QUOTED.finditer(text)}
    return any(
        match["kind"] in named
        and [flag[0] for _, flag in tagged(match["kind"])] == ["n"]
        and not any(match["name"][at : at + 2] in text for at in range(len(match["name"]) - 1))
        for match in _QUOTED.finditer(question)
    )
