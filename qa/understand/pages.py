"""Questions that count the reports of each of several pages: 头版和第2版各有几篇, 哪版最多."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.understand.form import arabic

_PAGE = r"(?:头版|首版|末版|最后一版|第\s*[A-Za-z]?\s*\d{1,3}\s*版|[A-Za-z]\s*\d{1,3}\s*版?|\d{1,3}\s*版)"
_THING = r"(?:报道|新闻|文章|稿件|稿子|消息|评论|照片|图片)"
_MANY = rf"(?:登|刊登?|发|印)?(?:了|过|有)?(?:几|多少)(?:篇|条|则|张|幅|个)(?:{_THING})?"
_EACH = re.compile(
    rf"(?P<pages>{_PAGE}(?:(?:和|与|跟|及|以及|[、,，])\s*{_PAGE})+)(?:的?{_THING})?(?:上|面)?(?:各自?|分别)(?:都|是|共|一共)*(?:有|登)?{_MANY}$"
)
_ALL = re.compile(
    rf"(?:每一?个?|各个?)版(?:面)?(?:上)?(?:的?{_THING})?(?:各自?|分别|都|是|共|一共)*(?:有|登)?{_MANY}$"
    rf"|(?:每一?个?|各个?)版(?:面)?的?{_THING}数(?:量)?(?:是|有)?多少$"
)
_MOST = re.compile(
    rf"哪(?:一|个|一个)?版(?:面)?(?:上)?(?:的?{_THING}|登的?{_THING}?|有的?{_THING}?)?(?:数量?)?最(?P<which>多|少)$"
)
_ONE = re.compile(_PAGE)
# What may stand before: days, the paper, and nothing that reports could be about.
_BEFORE = re.compile(
    r"(?:[今昨前]天|[今昨]日|\d{4}年|\d{1,2}月|\d{1,2}[日号]|[上本这]?周[一二三四五六日天末]?"
    r"|《?[\u4e00-\u9fff]{1,6}[日晚周时]?报》?(?:纸|上)?|报(?:纸|上)|这[期份]|[的在上里中，, ])*"
)


@dataclass(frozen=True, slots=True)
class PagesCounted:
    """Pages whose reports are counted apart.

    Attributes:
        pages: As they were named, half-width: "头版", "2", "A1"; empty for every page of an issue.
        which: "多" or "少" where the page with most or fewest is asked for, else "".
    """

    pages: tuple[str, ...] = ()
    which: str = ""


def pages_counted(question: str) -> PagesCounted | None:
    """Which pages a question counts apart; None for any other question.

    >>> pages_counted("8日头版和第二版各有几篇报道")
    PagesCounted(pages=('头版', '2'), which='')
    >>> pages_counted("哪版文章最多"), pages_counted("头版有几篇报道")
    (PagesCounted(pages=(), which='多'), None)
    """
    line = re.sub(r"[?？。!！\s]+$", "", arabic(question))
    for pattern in (_EACH, _ALL, _MOST):
        match = pattern.search(line)
        if match is None or not _BEFORE.fullmatch(line[: match.start()]):
            continue
        named = match.groupdict()
        pages = tuple(_plain(one) for one in _ONE.findall(named.get("pages") or ""))
        return PagesCounted(tuple(dict.fromkeys(pages)), named.get("which") or "")
    return None


def _plain(page: str) -> str:
    return page if page in ("头版", "首版", "末版", "最后一版") else re.sub(r"[第版\s]", "", page).upper()
