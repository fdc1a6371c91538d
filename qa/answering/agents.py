"""By whom something is done: what stands between 由 and the verb that a question asks by."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VERBS = (
    "主办|承办|协办|举办|主持召开|承担|承建|承包|承接|建设|修建|施工|设计|监理|负责|组织|发起|资助|赞助|出资|垫付|运营|管理|评选"
    "|颁发|颁布|制定|起草|发布|公布|演出|执行|提供|编写|出版|冠名|牵头|监制|研发|生产|养护|检测|治疗|供应|保管|接收|收购|审理"
)
_WHO = (
    r"(?:谁|(?:哪(?:一|几|[两二三四五])?(?:家|个|些|所)?|什么|啥)"
    r"(?:单位|公司|部门|机构|企业|集团|组织|学校|大学|法院|人|地方|医院)?)"
)
_ASKED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[由让请归]{_WHO}(?:来|去|共同|联合|具体|负责)*(?P<verb>{_VERBS})",
        rf"(?P<verb>{_VERBS})(?:的|方|者|单位|公司|部门|机构|了|它|商)*(?:是|有|为|叫)+{_WHO}",
        rf"(?:^|是){_WHO}(?:来|在|共同|联合)*(?P<verb>{_VERBS})(?!人)",
    )
)
_ASKING = re.compile(
    rf"的?(?:单位|公司|部门|机构|方|者)?(?:(?:是|有|为|叫)+{_WHO}|[由让请归]{_WHO})|^{_WHO}|[?？。]+$"
)
_HOSTS = frozenset(("主办", "承办", "协办", "举办"))
_HOLDS = re.compile(r"[主承协举联]办|举行|组织|发起|牵头|推出|共办|合办|东道主")
_HOW = r"(?:先行|共同|联合|具体|统一|一起|分别|全程|独家|来|负责)*"


def verb_asked(question: str) -> str:
    """The verb whose doer a question asks for; "" where it asks for none.

    >>> verb_asked("大赛主办的是什么单位?"), verb_asked("由谁承担抢修?"), verb_asked("谁讲话?")
    ('主办', '承担', '')
    """
    found = (pattern.search(question) for pattern in _ASKED)
    return next((match["verb"] for match in found if match), "")


def without_asking(question: str) -> str:
    """What was done, without the words that ask by whom.

    >>> without_asking("大赛主办的是什么单位?")
    '大赛主办  '
    """
    return _ASKING.sub(" ", question)


def says_nothing_of_hosts(question: str, sentence: str) -> bool:
    """Whether a question asks who holds an event, and a sentence has no word of holding one.

    >>> says_nothing_of_hosts("竹器节由谁主办?", "开幕当晚演出新编戏,主演柳扶风。")
    True
    """
    return verb_asked(question) in _HOSTS and _HOLDS.search(sentence) is None


def doers(verb: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text tells who did it: 由…主办, 由三家共同主办：….

    Args:
        verb: As ``verb_asked`` gives it.
        text: Half-width and Simplified.

    >>> text = "本次活动由市文化馆和青禾中学共同主办,旨在育人。"
    >>> [text[a:b] for a, b in doers("主办", text)]
    ['市文化馆和青禾中学']
    """
    if not verb:
        return
    told = rf"由(?P<doer>[^由,，。;；:：?？!！\n]{{2,60}}?){_HOW}{verb}(?:[:：](?P<row>[^。;；\n]{{2,80}}))?"
    for match in re.finditer(told, text):
        yield match.span("row" if match["row"] else "doer")
