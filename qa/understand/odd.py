"""Odd lines: several questions at once, days that no calendar has, other tongues, next to nothing."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from index.records import Issue
from qa.understand.form import arabic, asks_openly, strip_marks
from qa.understand.topics import needs_subject

_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_WHETHER = re.compile(r"[吗么]$|([\u4e00-\u9fff])[不没]\1|有没有|是否|是不是")
_GOES_ON = re.compile(r"分别|各[是有为自]?|具体|主要|都|其中|即|也就是|还是|理由|原因")
_LINK = re.compile(
    r"^(?:(?:另外|还有|再问|以及|和|还想问|顺便问一?下|同时|然后|接着)[,， ]*"
    r"|(?:如果)?(?:有|是|要|会|能)的话[,， ]*)"
)
_FOREIGN = re.compile(
    "[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u0370-\u03ff]|[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_OTHER_SCRIPT = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_BARE = re.compile(
    r"(?:真的|是)(?:吗|么|假的)?|为(?:什么|啥|何)呢?|(?:然后|后来|结果|接着|那|还有|继续|接下来)呢?|(?:是)?(?:谁|哪里|哪儿|什么|啥|多少|几个"
    r"|什么时候|哪天|哪个|怎么了|怎么办|怎么样|怎么做)呢?|(?:再说|重复|再来)一[遍次个]|(?:说)?(?:详细|具体)(?:一?[点些])?(?:说说)?|[他她它]呢"
)


def first_of_several(text: str, *, following: bool = False) -> tuple[str, tuple[str, ...]]:
    """The first of several questions in one line, and the others; the line itself and none where it is one.

    Args:
        text: The line, plain.
        following: There are turns before it, which may hold the subject that the first question lacks.

    >>> first_of_several("大桥什么时候通车?另外图书馆哪天开馆?")
    ('大桥什么时候通车?', ('图书馆哪天开馆?',))
    """
    parts = [part.strip(" ,，;；。") for part in re.split(r"[?？]+", text)]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        # 、 and a blank part questions only where each side asks: 哪天开幕、门票多少钱.
        clauses = [part.strip() for part in re.split(r"[,，;；、]|(?<=[一-鿿]) (?=[一-鿿])", parts[0])]
        clauses = [part for part in clauses if part]
        # Every clause must ask by itself: 听说通车了,是哪天 is one question.
        parts = clauses if all(map(_asks, clauses)) else parts
    rest = [_LINK.sub("", part) for part in parts[1:]]
    asked = [part for part in rest if _asks(part) and len(part) >= 3 and not _GOES_ON.match(part)]
    first = parts[0] if parts else text
    if not asked or not _asks(first) or (needs_subject(first) and not following) or len(first) < 4:
        return text, ()
    return f"{first}?", tuple(f"{part}?" for part in asked)


def _asks(part: str) -> bool:
    return asks_openly(part) or _WHETHER.search(strip_marks(part)) is not None


def no_such_day(text: str) -> str:
    """A day that no calendar has, as the question names it; "" where there is none.

    >>> no_such_day("9月31日的报纸"), no_such_day("9月30日的报纸")
    ('9月31日', '')
    """
    if re.search("农历|阴历|闰", text):
        return ""
    for match in _DATE.finditer(arabic(text)):
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else 2000  # without a year 29 February may be
        if not (1 <= month <= 12 and year >= 1 and 1 <= day <= calendar.monthrange(year, month)[1]):
            return match.group()
    return ""


def is_foreign(text: str) -> bool:
    """Whether a line is in another language than the papers'; a word or a name (U10, AI) is in none."""
    if _HAN.search(text):
        # Japanese has Han characters too.
        return len(_OTHER_SCRIPT.findall(text)) >= 3
    return _FOREIGN.search(text) is not None


def says_little(text: str) -> bool:
    """Whether a line means something only after another one: 为什么, 然后呢."""
    return _BARE.fullmatch(strip_marks(text)) is not None


def holdings(issues: Sequence[Issue]) -> str:
    """Which papers an archive holds, in our words; "" for an empty one."""
    told = []
    for paper in dict.fromkeys(issue.newspaper for issue in issues):
        days = sorted({issue.date for issue in issues if issue.newspaper == paper})
        first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (days[0], days[-1]))
        name = f"《{paper}》" if paper else "没有报名的报纸"
        told.append(f"{name}{first}" if len(days) == 1 else f"{name}{first}至{last}，共{len(days)}期")
    return f"收进来的报纸有：{'；'.join(told)}。" if told else ""
