"""Questions for what a commentary holds of a matter: 评论认为抢修的关键是什么, 评论怎么看路灯这件事."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = r"(?:本报)?(?:评论员文章|评论文章|评论员|评论|社论|时评|述评)(?:文章)?(?:里|中|上)?"
_BEFORE = r"^(?:[这那该]篇|[今昨前]天的?|本报的?|报上的?|头版的?|[\d年月日号]+的?)*"
_POINT = re.compile(
    rf"{_BEFORE}{_PIECE}(?:认为|说|指出|强调|觉得|提到)的?(?P<of>[^,，?？]{{0,24}}?)的?"
    r"(?:最)?(?:关键|核心|根本|要害|重点)(?:之处|所在|事)?(?:是|在于?|在哪)(?:什么|啥|哪里?|哪儿)?[?？。]*$"
)
_VIEW = re.compile(
    rf"{_BEFORE}{_PIECE}(?:是)?(?:对(?P<to>[^,，?？]{{2,24}}?)的?(?:是)?(?:怎么看|怎样看|如何看待?|什么看法|什么态度|有什么看法|看法是什么)"
    r"|(?:怎么|怎样|如何)(?:看待?|评价|评说)(?P<at>[^,，?？]{2,24}?)(?:这件事|这事|一事|问题)?(?:的)?)[?？。]*$"
)


@dataclass(frozen=True, slots=True)
class View:
    """What of a commentary is asked for.

    Attributes:
        topic: Of what it is asked; "" where the commentary alone is named.
        point: What matters most is asked for, and not what is thought of it.
    """

    topic: str
    point: bool


def view_asked(question: str) -> View | None:
    """What a question asks of a commentary; None for any other.

    >>> view_asked("评论认为抢修的关键是什么?"), view_asked("评论怎么看路灯这件事?")
    (View(topic='抢修', point=True), View(topic='路灯', point=False))
    >>> view_asked("市长认为抢修的关键是什么?"), view_asked("网友评论怎么看路灯?")
    (None, None)
    """
    match = _POINT.match(question)
    if match:
        return View(match["of"], point=True)
    match = _VIEW.match(question)
    return View(match["to"] or match["at"], point=False) if match else None
