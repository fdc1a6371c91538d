"""Our own words in answers: what is said when the paper is silent, or when a filter was dropped."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

REFUSAL = "报上没有说。收进来的报纸里找不到这个问题的答案。"
AND_OTHERS = "报上用了“等”字，没有把到场的人都列出来。"
REFUSAL_RELATED = "报上没有说。收进来的报纸里找不到这个问题的答案，下面是最接近的几篇报道。"
NO_PAPERS = (
    "档案里还没有报纸，收进报纸再来提问：打开网页时带上 --allow-uploads，就能在页上“加报纸”；"
    "或用命令 python -m index add FILE...。"
)
NOTHING_LEFT = "按所选的条件（日期、报纸、版面等），没有报道可找。放宽条件再试。"
CORRECTED = "报上后来登了更正，以更正为准；原来的说法列在下面。"
PUT_RIGHT = "报上后来更正：这里的“{wrong}”应为“{right}”。"
WHAT_ABOUT = "请写出要找哪方面的报道：人名、地名、日期，或者版面、栏目。"
WHICH_ARTICLE = "不能确定问的是哪一篇报道。请写出标题，或者说得具体一些。"
NOT_PRINTED = "报上没有印出这一项。"
KINDS = {"commentary": "评论", "photo": "图片新闻", "notice": "公告启事"}


def day(date: datetime.date) -> str:
    """A day as a newspaper writes it.

    >>> day(datetime.date(2025, 8, 4))
    '2025年8月4日'
    """
    return f"{date.year}年{date.month}月{date.day}日"


def days(first: datetime.date, last: datetime.date) -> str:
    """One day or several, as short as they can be told.

    >>> days(datetime.date(2025, 8, 4), datetime.date(2025, 8, 10))
    '2025年8月4日至10日'
    >>> days(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    '2025年'
    """
    if first == last:
        return day(first)
    after = last + datetime.timedelta(days=1)
    if first.day == 1 and after.day == 1:
        if (first.month, after.month) == (1, 1) and after.year == first.year + 1:
            return f"{first.year}年"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
        until = f"{last.month}月" if first.year == last.year else f"{last.year}年{last.month}月"
        return f"{first.year}年{first.month}月至{until}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{day(first)}至{last.day}日"
    until = f"{last.month}月{last.day}日" if first.year == last.year else day(last)
    return f"{day(first)}至{until}"


def page(name: str) -> str:
    """A page as it is spoken of.

    >>> page("1"), page("A02")
    ('第1版', 'A02版')
    """
    return f"第{name}版" if name.isdecimal() else f"{name}版"


def uncovered(asked: str, nearest: Sequence[datetime.date]) -> str:
    """That the archive has no issue of the days that were asked for."""
    told = f"收进来的报纸没有{asked}的。"
    if not nearest:
        return told
    return told + "最接近的是" + "和".join(day(one) for one in nearest) + "的报纸。"


def no_events(days: str, what: str) -> str:
    """That no report tells of an event of a kind on some days."""
    return f"收进来的报纸没有说到{days}的{what}。"


def only_spoken_of(count: int) -> str:
    """That no report is about a topic, and so many speak of it."""
    return f"没有专门的报道，提到的有{count}篇。"


def dropped(what: str) -> str:
    """That a filter which leaves nothing was not used."""
    return f"没有符合“{what}”的报道，已不按它限定。"


MANY_PARTS = "一行里的问题太多，其余的请接着问。"


def join(*parts: str) -> str:
    """Messages one after another."""
    return "".join(part for part in parts if part)
