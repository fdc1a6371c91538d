"""The days that a question names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable

from index.dates import find_dates
from qa.understand.records import Period

_AHEAD = re.compile("将|即将|预计|要在|会在|天后|周后|星期后|个月后|年后|接下来|预告|天气|预报")

_DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
_NUMBERED = re.compile(
    rf"(?<![\d第A-Za-z一二三四五六七八九十百]){_DAY}号(?:[、和与跟到至]{_DAY}号)+(?![线楼墩门桥馆机院车店库房船码坑井台桌厅位选])"
)
# 七月十八: of which calendar, nothing in it tells; 七月十八日 is of the common one.
_EITHER = re.compile(
    r"(?<![年历闰一二三四五六七八九十])(?:正|[一二三四五六七八九]|十[一二]?)月(?:二十[一-九]?|三十|十[一二三四五六七八九]?)"
    r"(?![一二三四五六七八九十百千万亿多来余几日号个名位人支只条件次家所岁元块米吨斤度点时分年天月周星届期版楼])"
)

# 这一期有几篇报道: of the paper; 这一期培训班 is of something else.
_ISSUE = re.compile(
    r"^(?:请问)?(?:(?:这|本)一?期|最[新近](?:的|这)?一期)(?:的?报纸?|的)?"
    r"(?=一共|总?共|有(?:几|多少|哪|什么)|头版|刊?登了?|都|里|上|第[\d一二三四五六七八九十]+版|报道|新闻|评论|讲|说)"
)


def periods(
    question: str, today: datetime.date, issues: Collection[datetime.date] = ()
) -> tuple[Period, ...]:
    """The days that a question names, each with its words, in the question's order.

    Args:
        question: In any script and width.
        today: The day that 昨天 and 上周五 count from: the newest issue's, unless the reader said another.
        issues: The days that the archive has; of 七月十八 the lunar day is meant where only that is one.
    """
    # 8号到12号, 9号和12号 are days where no thing is numbered so; one character for one.
    said = _NUMBERED.sub(lambda days: days.group().replace("号", "日"), question)
    past = not _AHEAD.search(question)
    found = [(one.start, one.end, one.first, one.last) for one in find_dates(said, today, past=past)]
    for match in _EITHER.finditer(said):
        if any(start < match.start() < end for start, end, *_ in found):
            continue  # 农历七月十八
        common, lunar = (
            next(iter(find_dates(words, today, past=past)), None)
            for words in (f"{match.group()}日", f"农历{match.group()}")
        )
        covered = [one for one in (common, lunar) if one is not None and one.first in issues]
        meant = covered[0] if covered else common
        if meant is not None:
            found = [one for one in found if one[1] <= match.start() or match.end() <= one[0]]
            found.append((*match.span(), meant.first, meant.last))
    issue, printed = _ISSUE.match(said), max((day for day in issues if day <= today), default=None)
    if issue is not None and printed is not None:
        found = [one for one in found if one[0] >= issue.end()]
        found.append((*issue.span(), printed, printed))
    return tuple(Period(first, last, question[start:end]) for start, end, first, last in sorted(found))


def without(question: str, named: Iterable[Period]) -> str:
    """The question without the words of these days, and without the 在 and 的 that held them in it.

    >>> day = datetime.date(2025, 8, 1)
    >>> without("在8月1日的会议上谁讲话", [Period(day, day, "8月1日")])
    '会议上谁讲话'
    """
    for period in named:
        if period.words:
            words = re.escape(period.words)
            question = re.sub(
                rf"(?:(?<![现存正所实])[在于])?{words}(?:[（(][^（）()]*[)）])?(?:那天|当天|这天|期间)?的?",
                "",
                question,
                count=1,
            )
    return question.strip(" 　，,、")
