"""What happened on a day: the reports that tell of it, whenever they were printed, each with its sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.dates import find_dates
from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.evidence import titles
from qa.answering.needs import Desk
from qa.answering.scopes import Scope
from qa.citing import sentence_around
from qa.understand.happenings import Happening

_HAPPENED = re.compile(r"发生|出了?(?:什么|啥|哪些)事|大事|(?:干|做|办)了(?:些)?(?:什么|啥|哪些)")
_OF_THE_PAPER = re.compile(r"报纸|报上|日报|晚报|版|刊|登|头条|报道")
_LEADING = 2  # sentences that tell what the titles of a report name
_DATED_SO = re.compile(
    r"会(?:同|员|计|馆|上)|机会|社会|都会|[才就不也将便]会|会(?:有|把|在|更|让)|活动(?:室|板房)|开展|展[开示现望]"
)
_COMMA = re.compile("[，,；;]")
_ALONE = 9  # characters; before a comma as near as that stands nothing but the day and its hour
# What is done on a day with an event of another: its tickets are sold, its day is announced.
_AROUND = re.compile(r"宣布|公布|报名|开售|售票|开票|门票|购票|征集|取消|原定")
_SPOKEN = frozenset(("会", "会议", "大会", "评选", "招聘", "招聘会", "事故", "火灾", "车祸"))
_MEETING = (
    r"会议|(?:全|大|例|年|工作|[座恳茶]谈|推进|部署|动员|分析|研判|会商|发布|听证|表彰|总结|协调|调度|视频|常务|学习|研讨|交流|报告|扩大|见面"
    r"|通气|论证|评审|宣讲|家长|招聘|现场|专题|碰头|班子|民主生活|代表|督导|座谈讨论|电视电话|誓师)会"
)
_MATCH = (
    r"比赛|赛事|竞赛|[决联大邀请标开公谊回棋球跑半复初预资友]赛|马拉松|半马|全马|争霸|锦标|对阵|迎战|战胜|击败|不敌|负于|\d+[:：比]\d+|[一二三四五六七八九十]连[胜败]"
)
_RITE = r"仪式|揭[牌幕]|奠基|签约|颁奖|授牌|升旗|[开闭]幕式|剪彩"
_SHOW = r"演出|表演|上演|首演|公演|展演|[汇巡会]演|音乐会|演唱会|晚会|演奏|专场|话剧|[越京昆婺黄]剧|戏曲"
_EXHIBITION = r"展览|展出|[画影书花车特巡联成联个农博文主题]展(?![开示现望])|博览会|展会|布展"
_TALK = r"讲座|开讲|讲坛|宣讲|报告会|分享会|讲堂|授课"
_ACTIVITY = (
    rf"活动|[\u4e00-\u9fff]节(?![目约能水奏点日省假气])|论坛|峰会|沙龙|集市|市集|庙会|嘉年华|[夏冬]令营|义诊|招聘会|运动会|开放日"
    rf"|{_MATCH}|{_RITE}|{_SHOW}|{_EXHIBITION}|{_TALK}"
)
# What a reader calls the events, and what a report of one may call it.
_KINDS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(nouns.split()), re.compile(words))
    for nouns, words in (
        ("会 会议 大会", _MEETING),
        ("活动", _ACTIVITY),
        ("比赛 赛事 竞赛", _MATCH),
        ("仪式", _RITE),
        ("演出 表演", _SHOW),
        ("展览 展会", _EXHIBITION),
        ("讲座 宣讲", _TALK),
        ("培训", r"培训|研修|轮训|学习班|训练营|集训"),
        ("评选", r"评选|评比|评审|评出|揭晓|入选|获评|当选"),
        ("论坛 峰会", r"论坛|峰会|研讨会"),
        ("集市 市集", r"集市|市集|庙会|夜市|早市"),
        ("招聘 招聘会", r"招聘"),
        ("事故", r"事故|火灾|起火|车祸|爆炸|坍塌|相撞|追尾|触电|溺水|坠落|遇难"),
        ("火灾", r"火灾|起火|失火|着火"),
        ("车祸", r"车祸|相撞|追尾|交通事故"),
    )
)
_TOLD = frozenset({"news", "photo"})

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class Event:
    """A report that tells of a day, with the sentence that does."""

    article: Article
    start: int
    end: int


def asks_what_happened(question: str) -> bool:
    """Whether a question asks what happened on a day, and not what was printed on it.

    >>> asks_what_happened("8月1日发生了什么"), asks_what_happened("8月1日的报纸登了什么大事")
    (True, False)
    """
    return _HAPPENED.search(question) is not None and _OF_THE_PAPER.search(question) is None


def events(desk: Desk, scope: Scope, days: Days, asked: Happening | None = None) -> list[Event]:
    """The news that names one of some days as a day, in the order of print.

    Args:
        desk: For its archive.
        scope: Where to look; its own days are left aside.
        days: The first and the last of them.
        asked: Only the events of this kind.
    """
    limits = replace(scope.limits, since=None, until=None, event=days)
    found: list[Event] = []
    for article in replace(scope, limits=limits, days=None).articles(desk):
        if article.kind not in _TOLD:
            continue
        place = _telling(article, days) if asked is None else _of_kind(article, days, asked)
        if place is not None:
            found.append(Event(article, *place))
    return found


def _of_kind(article: Article, days: Days, asked: Happening) -> tuple[int, int] | None:
    """The first sentence that dates an event of a kind: it names one, or leads a report whose titles do."""
    heading = normalise(titles(article)).text
    whole = f"{normalise(article.newspaper).text}\n{heading}\n{normalise(article.text).text}"
    if not all(one in whole for one in asked.told):
        return None
    named = _words_of(asked.noun)
    leading = [end for _, end in split_sentences(article.text)[:_LEADING]][-1:]
    for start, end, at in _dated(article, days):
        if asked.noun not in _SPOKEN and _AROUND.search(_clause(article.text, at, end)):
            continue
        if named.search(_DATED_SO.sub("", normalise(article.text[start:end]).text)):
            return start, end
        if leading and end <= leading[0] and named.search(heading):
            return start, end
    return None


def _words_of(noun: str) -> re.Pattern[str]:
    """What events that are called so are called in a text: 比赛 is a 决赛 and a 马拉松 as well."""
    for nouns, words in _KINDS:
        if noun in nouns:
            return words
    return re.compile(re.escape(noun))


def _telling(article: Article, days: Days) -> tuple[int, int] | None:
    """The first sentence of an article that names one of these days; None where only its titles do."""
    return next(((start, end) for start, end, _ in _dated(article, days)), None)


def _dated(article: Article, days: Days) -> Iterator[tuple[int, int, int]]:
    """The sentences of an article that name one of these days, with where they do."""
    for one in find_dates(article.text, article.date):
        if days[0] <= one.first and one.last <= days[1]:
            yield *sentence_around(article.text, one.start, one.end), one.start


def _clause(text: str, at: int, end: int) -> str:
    """The clause around a day, with the next one where the day stands alone before a comma."""
    start = max(text.rfind(mark, 0, at) for mark in "，,。；;！？!?\n") + 1
    marks = [one.start() for one in _COMMA.finditer(text, at, end)]
    stop = next((one for one in marks if one - at > _ALONE), end)
    return text[start:stop]
