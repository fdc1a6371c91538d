"""Questions for the events of a kind on named days: 昨天开了哪些会, 上周末有什么比赛."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.understand.dates import without
from qa.understand.form import strip_marks
from qa.understand.records import Period

_NOUNS = (
    r"[\u4e00-\u9fff]{0,4}(?:会议|全会|大会|座谈会|推进会|发布会|例会|动员会|研讨会|见面会|听证会|招聘会|运动会|音乐会|演唱会|晚会|庙会|博览会|年会|会)"
    r"|活动|比赛|赛事|[\u4e00-\u9fff]{0,3}[决联大邀棋球跑]赛|仪式|[签揭授颁开奠闭][\u4e00-\u9fff]{1,2}仪式|签约|揭牌|演出|表演|展览|展会|画展|影展|讲座|宣讲|培训"
    r"|评选|论坛|峰会|沙龙|集市|市集|义诊|招聘|事故|火灾|车祸"
)
_NO_EVENT = re.compile(r"(?:协|学|商|工|机|社|委员|国|理事|董事|监事|居委|村委|红十字|基金|联合|展览)会$")
_HOLD = (
    r"(?:一共|总共|共|都|还|又|将|会|要|分别|先后)*(?:召开|举行|举办|组织|开展|进行|安排|发生|上演|迎来|推出|办|开|搞|有没有|有无|有)?(?:了|过|的)?是?"
    r"(?:一?些)?"
)
_WHICH = r"(?:哪些|哪几|什么|啥|哪一?(?=[个场次项]))[个场次项种类届起]?"
_LOOKS = (
    r"(?:重要|重大|大型|主要|新|精彩|好玩|好看|有意思|有趣|相关|热闹|体育|文体|文化|文艺|公开|正式|别|其他)*的?"
)
_ENDS = (
    r"(?:(?:可以?|能)(?:看|参加|去|听)|举行|召开|举办|开始|上演|发生)?(?:了|的)?(?:吗|呢|没有|没)?"
)
_ASKED = re.compile(
    rf"(?P<where>[\u4e00-\u9fff“”]{{0,10}}?){_HOLD}{_WHICH}{_LOOKS}(?P<own>[\u4e00-\u9fff]{{0,5}}?)(?P<noun>{_NOUNS}){_ENDS}"
    rf"|(?P<where2>[\u4e00-\u9fff“”]{{0,10}}?)(?P<noun2>{_NOUNS})(?:都|一共|主要)?(?:有|是)(?:哪些|什么|啥)"
    rf"|(?P<where3>[\u4e00-\u9fff“”]{{0,10}}?)(?:有没有|有无)(?:什么|啥)?{_LOOKS}(?P<noun3>{_NOUNS}){_ENDS}"
)
_ANYWHERE = re.compile(
    r"(?:在|于)?(?:我们?|咱们?|本|全)?[市县区镇](?:里|内|上)?(?:都)?|(?:城里|当地|这里|这边|本地)(?:都)?|[上下]午|早上|中午|晚上|那天|当天|这天|都|期间"
)
_ONE = re.compile(r"(?:召?开|举[行办])(?:了|的?是)?(?:什么|啥|哪一?[个场次项])")
_LONGEST = 31  # days; of a year one does not ask for every match
_OTHER_ASKING = re.compile(r"谁|哪|什么|多少|几|怎|为|吗|的$|参加|出席|主持")


@dataclass(frozen=True, slots=True)
class Happening:
    """Events that are asked for.

    Attributes:
        noun: What they are called: 会, 比赛, 签约仪式.
        told: Words that a report of them must have besides: who holds them (市委), of what they are (围棋).
        one: One event may be meant (开了什么会), so that its name is an answer.
    """

    noun: str
    told: tuple[str, ...] = ()
    one: bool = False


def events_asked(question: str, days: Sequence[Period]) -> Happening | None:
    """The events of a kind that a question asks for on its days; None for any other question.

    A question of one event (昨天的会有哪些人参加) asks for none.

    Args:
        question: The whole question.
        days: That it names.

    >>> import datetime
    >>> days = [Period(datetime.date(2025, 8, 3), datetime.date(2025, 8, 3), "昨天")]
    >>> events_asked("昨天市委开了哪些会?", days)
    Happening(noun='会', told=('市委',), one=False)
    >>> events_asked("昨天的会有哪些人参加?", days) is None
    True
    """
    if not any(one.words for one in days) or _length(days) > _LONGEST:
        return None
    match = _ASKED.fullmatch(strip_marks(without(question, days)).strip(" ,，"))
    if match is None:
        return None
    noun = match["noun"] or match["noun2"] or match["noun3"]
    where = match["where"] or match["where2"] or match["where3"] or ""
    own = match["own"] or ""
    if _NO_EVENT.search(noun) or _OTHER_ASKING.search(where) or _OTHER_ASKING.search(own):
        return None
    where = "" if _ANYWHERE.fullmatch(where) else re.sub(r"^[在于由]|[都也还]$|的$", "", where)
    told = tuple(one for one in (where, own.removesuffix("的")) if one)
    return Happening(noun, told, one=_ONE.search(question) is not None)


def _length(days: Sequence[Period]) -> int:
    return (max(one.last for one in days) - min(one.first for one in days)).days
