"""How many entered, where a paper tells only those that came through: 31支队伍从211支团队中脱颖而出."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answering.units import MEASURES, NUMBER

_ENTERED = r"报名|参赛|参选|参评|参加初赛|初赛|申报|应征|投稿|竞争|角逐"
_CAME_THROUGH = r"入围|入选|晋级|立项|获奖|胜出|脱颖而出|决赛|复赛|最[后终]|选出|评出|剩下|留下"
_ASKED = re.compile(rf"(?:多少|几)(?P<unit>[{MEASURES}])")
_OF_ALL = re.compile(
    r"从(?P<all>[^。；;！？\n]{2,60}?)[中里][“‘\"]?(?:杀出重围|脱颖而出|[胜突]出重?围?|[选评]出|遴选|入[选围]|晋级|产生|挑选|选拔)"
)
_ASKING = re.compile(rf"(?:一共|总共|共|都|来自)*有?(?:多少|几)[{MEASURES}]?|{_ENTERED}|了|的|[?？]")


def unit_asked(question: str) -> str:
    """The unit of what entered a contest, where a question asks how many did; "" for any other question.

    >>> unit_asked("有多少所高校报名?"), unit_asked("有多少支队伍入围?"), unit_asked("有多少所高校?")
    ('所', '', '')
    """
    asked = _ASKED.search(question)
    if asked is None or not re.search(_ENTERED, question) or re.search(_CAME_THROUGH, question):
        return ""
    return asked["unit"]


def without_entering(question: str) -> str:
    """What entered what, without the words that ask how many did."""
    return _ASKING.sub(" ", question)


def entrants(unit: str, text: str) -> Iterator[tuple[int, int]]:
    """How many there were of a unit before some came through.

    Args:
        unit: As ``unit_asked`` gives it.
        text: Half-width and Simplified.

    >>> text = "31支队伍从全国76所高校、211支团队中脱颖而出。"
    >>> [text[a:b] for a, b in entrants("支", text)], [text[a:b] for a, b in entrants("所", text)]
    (['211支'], ['76所'])
    """
    if not unit:
        return
    for match in _OF_ALL.finditer(text):
        for figure in re.finditer(rf"{NUMBER}[0-9.万千百十多余]*{unit}", match["all"]):
            yield match.start("all") + figure.start(), match.start("all") + figure.end()
