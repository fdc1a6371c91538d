"""How old somebody is: the years that stand right beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answering.units import NUMBER

_ASKED = re.compile(
    r"^(?:那么?|请问|现在|今年)?(?P<who>[\u4e00-\u9fff]{2,4}?)(?:现在|今年|到底|已经|的)*(?:是|有)?"
    r"(?:多大(?:年纪|岁数|年龄|了)?|几岁|多少岁|年龄(?:是)?多[大少]|年纪多大|岁数多大)了?[?？。]*$"
)
_AGE = rf"{NUMBER}{{1,3}}(?:周)?岁半?"
_NOBODY = re.compile(
    r"[他她它们谁]|^(?:最|年龄|选手|冠军|作者)|(?:面积|规模|体积|力度|影响|范围|容量|[馆桥坑船楼池湖园区])$"
)


def whose_age(question: str) -> str:
    """Whose age a question asks for; "" where it asks for nobody's.

    >>> whose_age("舒望今年多大?"), whose_age("竹安多大年纪?"), whose_age("坑有多大?")
    ('舒望', '竹安', '')
    """
    asked = _ASKED.match(question)
    if asked is None or len(asked["who"]) < 2 or _NOBODY.search(asked["who"]) or asked["who"][-1] in "有是的":
        return ""
    return asked["who"]


def ages(who: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text tells how old somebody is: 舒望今年18岁, 18岁的后卫舒望.

    Between both stand no other number and no other clause than what says how somebody is called.

    >>> text = "18岁的后卫舒望拿下19分,她五十岁的教练笑了。"
    >>> [text[a:b] for a, b in ages("舒望", text)]
    ['18岁']
    """
    name = re.escape(who)
    for pattern in (
        rf"{name}[,，]?(?:今年|现年|才|刚|已经|已|年近|虚岁)*(?P<age>{_AGE})",
        rf"(?<![\d{NUMBER[1:-1]}])(?P<age>{_AGE})(?:的|高龄的)?[\u4e00-\u9fff“”]{{0,8}}?{name}",
    ):
        for match in re.finditer(pattern, text):
            if not re.search(r"[说和与、]", text[match.end("age") : match.end()]):
                yield match.span("age")
