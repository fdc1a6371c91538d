"""What a question names to look in: paper, page, column, byline, kind of article, headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.bylines import has_surname
from index.filters import page_key
from qa.understand.form import arabic, strip_marks
from qa.understand.names import Names
from qa.understand.records import Named, Place

Span = tuple[int, int]

ARTICLE = (
    r"(?:评论员文章|图片新闻|图片报道|新闻报道|报道|新闻|文章|稿件|稿子|消息|要闻|通讯|特写|专访|评论|社论|时评|言论|公告|通告|启事"
    r"|照片|图片|短讯|简讯|专栏|综述|侧记|稿)"
)
WORKS = "(?:作品|摄影作品|手记|组图)"
"""What a byline may have besides articles."""
_PAPER_END = re.compile(r"(?:报|报刊|版|新闻|刊|周报|导报)$")
# 同样报道 has 样报 in it, 澜浦日报社 is a firm, and who asks for a paper's own fate looks in all of it.
_NOT_PAPER = re.compile(
    r"[道告名销警案考请表酬复应效答]|社(?!论)|集团|大厦|(?:的)?(?:创刊|发行量|社长|总编|订阅|地址|电话|价格)"
)
_PLACE_PAPER = re.compile(r"(?:》|”)?(?:这份|这张)?(?:报纸|报(?![道告名警])|版(?![权本])|上)")
_FRONT = re.compile(r"头版(?!头条)|首版|封面版|(?<![十\dA-Za-z哪某同])第?[一1]版(?!本)|头版(?=头条)")
_PAGE = re.compile(
    r"(?<![.\d])(?:第\s*(?P<a>[A-Za-z]?\s*\d{1,3})\s*版|(?P<b>[A-Za-z]\s*\d{1,3})\s*版"
    r"|(?:^|(?<=[天日号报在和、的,，期刊》]))(?P<c>\d{1,2})\s*版)(?![本权税面号])"
)
# The second version of a thing (第二版专辑) is followed by the thing.
_AFTER_PAGE = re.compile(
    r"$|[\s的上里中有讲说登刊写都是报叫名属什哪几谁关对还全,，。、和与头倒呢?？》”今昨]|内容|新闻|主要|一共|总共|为什么|要闻|评论|图片|照片|概[括览]|还|全部|发|重点"
)
_BOOK = re.compile(
    r"》第?\s*[一二三四五六七八九十\d]+版|(?:教材|词典|字典|图书|再版|出版|书)[^,，]{0,4}第[一二三四五六七八九十\d]+版|升级版"
)
_ROLE = (
    r"(?:本报)?(?:全媒体|见习|实习|首席|摄影)?"
    r"(?:记者|通讯员|摄影师|摄影|作者|撰稿人|特约评论员|评论员|实习生)"
)
_WORK = re.compile(
    rf"(?:同志|老师|记者|通讯员)?(?:最近|合作?|一起|一块儿?|共同|联合|近期|都|还|一共|总共|今天|昨天|近来)*(?:的(?:所有|全部|最新|其他|哪些|新)?(?:{ARTICLE}|{WORKS})"
    r"|(?:写|采写|撰写|拍|拍摄|摄|报道|发表|刊发|发|采访)(?:了|过|的)|署名|(?:有|上)(?:哪些|几篇|多少|什么)"
    rf"{ARTICLE}?|写(?:什么|哪些)|有没有写)"
)
_ABOUT = re.compile(r"(?:关于|有关|涉及|提到|采访|介绍|报道|写到|说到)$")
_EDITORIAL = re.compile(
    r"(?:本报)?(?:特约)?评论员(?:文章|的(?:评论|文章)|评论)|(?:本报)?(?:特约)?评论员(?!.{0,2}是谁)|社论|本报评论|时评|(?:新闻|报纸)评论"
)
_COMMENTARY = re.compile(
    r"(?:哪些|什么|篇|几篇|的|那|这|期|份|条|版|天|日|报|上|有|^)(?:新闻)?评论(?:(?:文章)?(?:有|是|讲|说|写|谈|提|关注|认为|指出|提出|提到|里|中|谁写|由谁|在第|在哪|登在|的(?:标题|题目|作者"
    r"|观点)|呢)|文章|$)|评论(?:文章)?(?:有|是)?(?:哪些|几篇|多少篇)"
)
_PHOTO = re.compile(
    r"图片新闻|图片报道|新闻图片|摄影报道|新闻照片|(?:哪些|几张|多少张|几组|什么|有没有)(?:新闻)?(?:照片|图片)|(?:照片|图片)(?:上)?(?:有(?:哪些|几|多少)|(?:拍|照|登)的?(?:是|了)?(?:什么|啥|谁|哪))"
)
_NOTICE = re.compile(
    r"(?:哪些|什么|几[则条个份]|多少[则条个份]|最新)(?:[^,，?的]{0,6}的?)(?:公告|通告|启事|告示)|(?:公告|通告|启事)(?:都|主要)?(?:有|是)?(?:哪些|几|多少|什么)"
    r"|(?:看看|找找|查查|刊登的?|登的?|登了?的?)(?:公告|通告|启事)|^[^,，?的]{0,6}(?:公告|通告|启事)$"
)
_PLACES: tuple[tuple[re.Pattern[str], Place], ...] = (
    (re.compile(r"倒头条|(?:头版|一版|1版)?下半版头条"), "倒头条"),
    (re.compile(r"报眼"), "报眼"),
    (re.compile(r"(?<![入引])导读(?!书|课|活动|员|服务)"), "导读"),
    (re.compile(r"头版头条|(?<![今下])头条(?!号|客户端|新闻|网|公司|》)"), "头条"),
)
# What is asked of one piece, which may have a short headline.
_OF_PIECE = re.compile(
    r"谁(?:写|拍|采写|摄)|作者|哪[位个]?(?:记者|通讯员)|(?:记者|通讯员|摄影)是|哪一?[个]?版|第几版|[这那](?:篇|条|则|张|组|幅)"
)
# Title marks first: a headline may have quotation marks inside.
_QUOTED = (
    re.compile(r"《(?P<in>[^《》]{2,60})》"),
    re.compile(r"[“\"「『](?P<in>[^”\"」』]{2,60})[”\"」』]"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was named, and where in the question its words stand.

    Attributes:
        named: The names.
        spans: The words that became filters, to be left out of what is searched.
        notices: About names that the archive does not have.
    """

    named: Named
    spans: tuple[Span, ...]
    notices: tuple[str, ...] = ()


def read_named(text: str, names: Names) -> Reading:
    """What a question names as a place to look in; names alone (平湖有多少...) are no such place."""
    spans: list[Span] = []
    newspaper = _newspaper(text, names, spans)
    page, pages = _page(text, names, spans)
    place = _place(text, spans)
    if place is not None and page is None and place != "导读":
        page, pages = front(names)
    page_name = _page_name(text, names, spans)
    column = _column(text, names, spans)
    byline, notices = _byline(text, names, spans)
    kind = _kind(strip_marks(text), spans)
    headline = _headline(text, names, spans)
    number = _issue_number(text, spans)
    named = Named(newspaper, page, page_name, column, byline, kind, headline, pages, place, number)
    return Reading(named, tuple(sorted(spans)), notices)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with these spans taken out."""
    kept = []
    place = 0
    for start, end in sorted(spans):
        kept.append(text[place : max(start, place)])
        place = max(place, end)
    kept.append(text[place:])
    return "".join(kept)


def _newspaper(text: str, names: Names, spans: list[Span]) -> str | None:
    for start, end, name in names.index.find(text, "newspaper"):
        after = text[end:]
        in_brackets = text[start - 1 : start] == "《" and after.startswith("》")
        if not in_brackets:
            if _NOT_PAPER.match(after):
                continue
            if not _PAPER_END.search(name):
                as_paper = _PLACE_PAPER.match(after)
                if as_paper is None or (as_paper.group() == "上" and not after.startswith("上登")):
                    continue
                end += as_paper.end()
            elif (
                len(name) <= 2
                and re.match(r"[\u4e00-\u9fff]", text[start - 1 : start] or " ")
                and text[start - 1] not in "在看据问,，天日的"
            ):
                continue
        tail = re.match(r"》?(?:这份报纸|这份报|报纸)?(?:上面?|里面?|中)?(?:的)?", text[end:])
        end += tail.end() if tail else 0
        spans.append((start - in_brackets, end))
        return name
    return None


def front(names: Names) -> tuple[str, tuple[str, ...]]:
    """The front page as the archive's papers number it, and all the numbers that it has."""
    return _pages("1", names)


def _pages(number: str, names: Names) -> tuple[str, tuple[str, ...]]:
    """The archive's pages of a number: 2 is also A02, for papers that print A02 alone."""
    asked = page_key(number)
    exact = [page for page in names.pages if page_key(page) == asked]
    lettered = (
        [] if number[0].isalpha() else [p for p in names.pages if page_key(p) == page_key(f"A{number}")]
    )
    meant = tuple(dict.fromkeys(exact + lettered))
    return (meant[0] if meant else number), meant


def _page(text: str, names: Names, spans: list[Span]) -> tuple[str | None, tuple[str, ...]]:
    if _BOOK.search(text):
        return None, ()
    match = _FRONT.search(text)
    number = "1"
    if match is None:
        # Numerals become figures of other lengths, so the place is found in both forms.
        for candidate in re.finditer(
            r"第?\s*(?:[A-Za-z]?\s*\d{1,3}|[A-Za-z]?[一二三四五六七八九十]{1,3})\s*版", text
        ):
            before, words = text[: candidate.start()], candidate.group()
            seen = _PAGE.search(arabic(before[-1:] + words + text[candidate.end() : candidate.end() + 1]))
            if seen:
                match, number = candidate, (seen["a"] or seen["b"] or seen["c"]).replace(" ", "").upper()
                break
    if match is None or not _AFTER_PAGE.match(text[match.end() :]):
        return None, ()
    tail = re.match(r"(?:上面?|里面?|中)?(?:的)?", text[match.end() :])
    spans.append((match.start(), match.end() + (tail.end() if tail else 0)))
    return _pages(number, names)


def _issue_number(text: str, spans: list[Span]) -> int | None:
    match = re.search(
        r"总第?\s*(\d{1,6})\s*期的?|第?(\d{3,6})期(?=报|的报|讲|说|有|是|登|头版|第|$)的?", text
    )
    if match is None:
        return None
    spans.append(match.span())
    return int(match[1] or match[2])


def _place(text: str, spans: list[Span]) -> Place | None:
    for pattern, place in _PLACES:
        match = pattern.search(text)
        if match:
            spans.append(match.span())
            return place
    return None


def _page_name(text: str, names: Names, spans: list[Span]) -> str | None:
    for start, end, name in names.index.find(text, "page_name"):
        tail = re.match(r"(?:版面|版(?![权本])|专版)(?:上面?|里面?|中)?(?:的)?", text[end:])
        if tail:
            spans.append((start, end + tail.end()))
            return name
        if name.endswith("版") or (text[start - 1 : start] == "《" and text[end : end + 1] == "》"):
            spans.append((start, end))
            return name
    return None


def _column(text: str, names: Names, spans: list[Span]) -> str | None:
    for start, end, name in names.index.find(text, "column"):
        closing = text[end : end + 1] in tuple('》”"」』】') and text[start - 1 : start] in tuple(
            '《“"「『【'
        )
        inner = end + closing
        tail = re.match(
            r"(?:这个|这一|那个)?(?:栏目|专栏|栏(?!杆|位))(?:上面?|里面?|中|下)?(?:的)?", text[inner:]
        )
        before = re.search(r"(?:栏目|专栏)[《“\"「『【]?$", text[:start])
        # 法治在线登过几次, 读者来信都说了什么: nothing else is named.
        first = len(name) >= 4 and not text[: start - closing].strip("今昨天的报纸上,，")
        told = re.match(
            r"(?:里面?|中|上)?(?:都|一共|总共|还)*(?:讲|说|写|登|刊|谈|聊|有|解决|介绍)", text[inner:]
        )
        if tail or before or (first and told) or (closing and text[start - 1] in "《【"):
            spans.append((before.start() if before else start - closing, inner + (tail.end() if tail else 0)))
            return name
    return None


def _byline(text: str, names: Names, spans: list[Span]) -> tuple[str | None, tuple[str, ...]]:
    others = names.index.find(text, "byline")
    for start, end, name in others:
        role = re.search(rf"(?:由|和|是)?{_ROLE}[::]?$", text[:start])
        work = _WORK.match(text[end:])
        role_after = re.match(r"(?:记者|通讯员)(?!站|证|节|会)", text[end:])
        about = _ABOUT.search(text[: role.start() if role else start])
        if about or not (role or work or role_after):
            continue
        if not role and work and re.match(r"采访了|发表了", text[end:]) and not role_after:
            continue
        tail = re.match(
            r"(?:记者|通讯员)?(?:合|一起|共同|联合)?(?:(?:写|采写|撰写|拍|拍摄|报道)(?:了|过)?(?=的|关于))?的?",
            text[end:],
        )
        # Of several (甲和乙写的) one is the filter: what both wrote, each of them wrote.
        first = role.start() if role else start
        joined = [one for one in others if text[one.end : first] in ("和", "、", "与", "跟")]
        spans.append((joined[0].start if joined else first, end + (tail.end() if tail else 0)))
        return name, ()
    unknown = re.search(
        rf"{_ROLE}([\u4e00-\u9fff]{{2,3}}?)(?=的{ARTICLE}|写[了过的]|采写|拍[了摄过的]|有(?:哪些|几篇|多少篇))",
        text,
    )
    if unknown and has_surname(unknown[1]) and not _ABOUT.search(text[: unknown.start()]):
        return None, (f"报上没有署名“{unknown[1]}”的报道。",)
    return None, ()


def _kind(text: str, spans: list[Span]) -> str | None:
    if re.match(r"对于?|针对", text):
        return None
    for pattern, kind in (
        (_EDITORIAL, "commentary"),
        (_PHOTO, "photo"),
        (_NOTICE, "notice"),
        (_COMMENTARY, "commentary"),
    ):
        match = pattern.search(text)
        if match:
            if kind == "commentary":
                word = re.search(
                    r"(?:本报)?(?:特约)?评论员(?:文章)?|社论|时评|(?:新闻|报纸|本报)?评论(?:文章)?",
                    text[match.start() :],
                )
                if word:
                    spans.append((match.start() + word.start(), match.start() + word.end()))
            return kind
    return None


def quoted(text: str) -> Iterator[tuple[str, Span]]:
    """What stands in quotation marks or brackets, with the span of it all."""
    for pattern in _QUOTED:
        for match in pattern.finditer(text):
            yield match["in"], match.span()


def _headline(text: str, names: Names, spans: list[Span]) -> str | None:
    for inner, span in quoted(text):
        headline = names.index.headline(inner)
        if headline is not None:
            spans.append(span)
            return headline
    shortest = 4 if _OF_PIECE.search(text) else 7
    return names.index.headline_in(text, shortest)
