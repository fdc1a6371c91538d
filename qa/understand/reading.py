"""A question understood: the whole way from a typed line to what is asked, where, and of which days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from index.normal import normalise
from qa.social import recognise
from qa.understand.dates import periods
from qa.understand.fields import LUNAR_ASKED
from qa.understand.follow import whole_questions
from qa.understand.form import plain, spellings, strip_marks
from qa.understand.happenings import events_asked
from qa.understand.kinds import WHAT_LATELY, kind_of, says_nothing
from qa.understand.named import ARTICLE, Reading, Span, read_named, without
from qa.understand.names import Names
from qa.understand.odd import first_of_several, is_foreign, no_such_day, says_little
from qa.understand.pointing import (
    ORDER,
    article_meant,
    asks_field,
    names_nobody,
    only_points,
    points_to_article,
)
from qa.understand.records import Kind, Period, Understood, Wanted
from qa.understand.slips import find_slip
from qa.understand.slots import OFFICE
from qa.understand.topics import needs_subject, topic_of

Turn = tuple[str, str]

_OF_THE_TEXT = frozenset({"fact", "passage", "yesno", "list"})
# What no article says in these words; 上半年 and 今年 it does.
_RELATIVE = re.compile(
    r"^(?:大?[今昨前明后][天日晚]|(?:[上下本这]个?)?(?:周|星期|礼拜)|最近|近[几两]?[日天周])"
)
_ASKING = re.compile(
    r"^(?:一共|总共|共)*(?:登|刊登|报道|发|写)(?:了|过)?(?:几|多少)(?:篇|条|则|个|份|次)(?=..)"
    r"|的?(?:一共|总共|共)?有?(?:几|多少)(?:篇|条|则|个|份|次)$|"
    rf"^(?:有|一共|总共)*(?:哪?几|多少|哪些?)[篇条则]?(?:{ARTICLE})?(?:是|都)*(?:关于|讲|写|谈|说|提到?|涉及)(?:到|了|过|的)*(?=..)"
    rf"|(?:一共|总共|共)?(?:登|刊登|报道)?(?:了|过)?(?:几|多少)(?:次|回|封)|(?:登|刊登)(?:了|过)?(?:几|多少)(?:条|则|封)$|^(?:有没有|有无|有哪些|有什么|有几篇|有多少篇?|找找?|找一[下些]|查查|查找?|搜索?|看看|想看|给我|列出|我想看|推荐|哪些|哪几篇|哪篇)+"
    rf"|{WHAT_LATELY}$|^(?:写|讲|谈|拍)(?![作生字座台判卖摄])(?=[^,，?]{{2}})"
    rf"|(?:一共|总共|都)*(?:写|登|发|报道|刊登|拍|采写)(?:了|过)?(?:哪些?|什么|啥|几篇?|多少篇?|的)*$"
    rf"|(?:有(?:哪些|什么|几|多少)|一共有?|总共有?|共有?)?(?:几|多少)?(?:篇|条|则|个|份|张|幅|组|次)?(?:相关|有关|最新|新)?的?{ARTICLE}"
    rf"(?:一共|总共|都|主要)?(?:有(?:哪些|什么|几篇|多少篇?|没有)|呢|吗)?$|(?:关于|有关|涉及|提到|提及)(?:了|过)?"
    rf"|(?:吗|呢|没有)$|^(?:最近|近期|近来|目前)|(?:最近|近期|近来)$|(?:报道|登|写)过(?=.)"
)
# 9月12日和9月11日的报纸各有几篇: asks for each day, and what is counted is the same without it.
_AMONG = re.compile(r"(?:各自?|分别)(?=(?:有|共|登|刊登?|发|写|报道)*(?:了|过)?(?:几|多少)[篇条则张幅])")
_BETWEEN = re.compile(r"^[和与及跟、,，\s的]+(?:报纸?上?$)?")  # two days
# 报上说出口要达到多少: the paper says all that is searched.
_SAID = re.compile(
    r"^(?:根?据)?(?:报上|报纸上?|报道|新闻里?|贵报|本报)"
    r"(?:说|讲|提到|写|称|报道)?(?:到|过|了)?的?[,，]?(?=.{4})"
)
# 棒球那篇报道: another than the one just shown.
_NOT_BY = "只能按是谁写的来找，不能按不是谁写的来找。"
_OTHER = re.compile(
    r"[\u4e00-\u9fff]{2}的?那[篇条则]|那[篇条则](?:关于|讲|写)?[^,，是]{2,}的(?:报道|新闻|文章|稿)"
)
# 第二篇写了什么, 这篇的主要内容
_WHAT_IT_SAYS = re.compile(
    rf"^(?:那|请|把|再)*(?:{ORDER}|[这那该上第][一二三四五六七八九十\d]*(?:篇|则|条|张|组|幅)|该文|此文)(?:文章|报道|新闻|稿子|稿件|评论|消息)?(?:的|都|主要|具体|到底)*"
    r"(?:(?:写|讲|说|谈|报道)(?:了|的)?(?:是|些)*(?:什么|啥|哪些)|(?:主要)?(?:内容|大意|意思)|(?:详细|具体)(?:说|讲)|说说|讲讲|展开)"
)
_STORY = re.compile(
    r"(?:的事情?)?有(?:没有)?(?:什么)?后续(?:吗|没有|了)?$|(?:这件事|此事)?的?(?:后来|现在|最后|结果)?(?:又)?(?:怎么样|怎样|如何|咋样)了?$|的?(?:来龙去脉|前因后果|从头到尾(?:说|讲)?(?:一遍|一下|说说|讲讲)?|始末|时间线|时间轴|(?:最新|后续)?进展|经过|后续|全过程|过程)(?:是什么|是怎样的|如何|怎么样|呢|到哪了)?"
    r"|^(?:梳理一?下|讲讲|说说|介绍一?下)|有(?:什么|哪些|没有)(?:新|最新)?的?(?:情况|消息|动态|变化)?(?=$)|^把|这件事(?=$|从头)|后来呢?|(?:怎么|如何)一步步"
)


def understand(
    question: str,
    history: Sequence[Turn] = (),
    *,
    names: Names,
    today: datetime.date,
    about: Sequence[str] = (),
    listed: Sequence[tuple[str, datetime.date]] = (),
) -> Understood:
    """Understand what a reader asks.

    Args:
        question: As it was typed.
        history: Question and answer text of the turns before, oldest first.
        names: Of the archive, as ``names_of`` reads them.
        today: The day that 今天 means.
        about: Ids of the articles that the answer before showed, in its order; 这篇 is the first of them.
        listed: Ids and days of the articles that the last list of reports had, in its order; 最早那篇 is one
            of them.

    Returns:
        The question understood; of kind "social" with an empty ``topic`` where it is none for the paper.
    """
    line = normalise(re.sub(r"\s+", " ", question)).text.strip()
    social = recognise(line)
    if social is not None or not re.search(r"\w", line):
        return Understood(question, line, kind="social", social=social or "")
    if is_foreign(line) and find_slip(line, names) is None:
        return Understood(question, line, kind="social", social="foreign")
    if not history and says_little(line):
        return Understood(question, line, kind="social")
    line, others = first_of_several(plain(line), following=bool(history))
    wrong = no_such_day(line)
    if wrong:
        return Understood(
            question, line, kind="social", notices=(f"日历上没有{wrong}，请看看是不是写错了。",)
        )
    wholes = tuple(whole_questions(line, history, names))
    whole = wholes[0]
    slip = find_slip(whole, names)
    # What a name with a slip is asked for (林志远写了哪些报道) is told by the name that the archive has.
    meant = whole[: slip.start] + slip.name + whole[slip.end :] if slip else ""
    said = _AMONG.sub("", meant or whole)
    days = _days(said, today, names.days)
    reading = read_named(said, names)
    if reading.named.byline and re.search(rf"(?:不是|除了?)(?:记者|通讯员)?{reading.named.byline}", said):
        named = replace(reading.named, byline=None)
        reading = Reading(named, ((0, len(said)),), (*reading.notices, _NOT_BY))
    spans = (*reading.spans, *_day_spans(said, days))
    pointing = bool(history) or bool(about)
    events = events_asked(said, days)
    kind, wanted = kind_of(
        said,
        reading.named,
        spans,
        dated=bool(days),
        pointing=pointing,
        happening=events is not None and not events.one,
    )
    pointed = _about(whole, kind, wanted, reading, about, listed)
    opens = _WHAT_IT_SAYS.search(whole) is not None or only_points(whole)
    if about and points_to_article(whole) and opens and not reading.named.headline:
        kind, wanted = "digest", ""
    missing = article_meant(whole, [day for _, day in listed]) is not None and not pointed
    if about and missing and opens:
        shown = max(len(about), len(listed))
        return Understood(question, line, kind="social", notices=(f"上面只有{shown}篇报道。",))
    notices = reading.notices
    if slip:
        notices = (*notices, f"您是不是要问“{slip.name}”？")
    return Understood(
        asked=question,
        question=whole,
        kind=kind,
        wanted=wanted,
        periods=days,
        named=reading.named,
        topic=_topic(said, reading, days, kind),
        about=pointed or _of_what_was_shown(whole, line, kind, about),
        notices=notices,
        wholes=wholes,
        meant=meant,
        others=others,
    )


def _days(said: str, today: datetime.date, issues: Collection[datetime.date]) -> tuple[Period, ...]:
    """The days that a question names; 七月十九 is of the lunar calendar where its day is asked for."""
    lunar = LUNAR_ASKED.match(strip_marks(said))
    if lunar is None:
        return periods(said, today, issues)
    words = lunar["day"]
    return tuple(replace(one, words=words) for one in periods(f"农历{words}", today))


def _day_spans(text: str, days: Sequence[Period]) -> list[Span]:
    spans = []
    for day in days:
        place = text.find(day.words) if day.words else -1
        if place >= 0:
            spans.append((place, place + len(day.words)))
    return spans


def _about(
    whole: str,
    kind: Kind,
    wanted: Wanted,
    reading: Reading,
    about: Sequence[str],
    listed: Sequence[tuple[str, datetime.date]],
) -> tuple[str, ...]:
    """The articles that are pointed at: one by its number, the first for 这篇, none for a new subject."""
    if not about:
        return ()
    place = article_meant(whole, [day for _, day in listed])
    if place is not None:
        # Of the last list, also where one of its reports was opened since.
        rows = [name for name, _ in listed] if listed and not place < len(about) > 1 else list(about)
        return (rows[place],) if place < len(rows) else ()
    if _OTHER.search(whole):
        return ()
    if points_to_article(whole):
        return (about[0],)
    if kind == "metadata" and reading.named.headline is None and _bare_field(whole):
        return (about[0],)
    return ()


def _of_what_was_shown(whole: str, line: str, kind: Kind, about: Sequence[str]) -> tuple[str, ...]:
    """The article shown last, for a question that no topic of the turns before could complete.

    市长是谁, then 还有谁参加, 会是哪天开的: of the meeting that the article tells of.
    """
    if not about or whole != line or kind not in _OF_THE_TEXT:
        return ()
    office = re.match(rf"{OFFICE}(?:[也还]|有什么|有哪些|说|讲|提|强调|要求)", whole)
    return (about[0],) if office or needs_subject(whole) or names_nobody(whole) else ()


def _bare_field(whole: str) -> bool:
    """谁写的, 登在第几版, 哪天的: a field of what was just shown."""
    if asks_field(whole):
        return True
    rest = re.sub(
        r"通讯员|摄影|记者|作者|照片|图片|配图|标题|题目|栏目|专栏|版面|版|期|报纸|报|写|采写|拍|摄|登|刊登|刊|见报|印|农历|星期|周|第|总|属于|出自|叫|名字|哪个|是的?",
        "",
        strip_marks(whole),
    )
    return needs_subject(rest + "谁") or len(topic_of(rest)) < 2


def _topic(text: str, reading: Reading, days: Sequence[Period], kind: Kind) -> str:
    """What to search for: without filters; for reports without days and form as well."""
    spans = list(reading.spans)
    drop_days = kind in ("digest", "articles", "count")
    for span, day in zip(_day_spans(text, days), days, strict=False):
        if drop_days or _RELATIVE.match(day.words):
            spans.append(span)
    topic = (
        re.sub(r"\s+", " ", _SAID.sub("", without(text, tuple(spans))))
        .strip(" ,，、?？。!")
        .removeprefix("的")
    )
    if kind == "count":
        topic = _BETWEEN.sub("", topic).strip()
    if drop_days:
        before = ""
        while before != topic:
            before, topic = topic, _ASKING.sub("", topic).strip(" ,，、的?？。")
    if kind == "timeline":
        topic = _STORY.sub("", topic).strip(" ,，、的?？。")
    if drop_days and says_nothing(topic):
        return ""
    extra = [one for one in spellings(topic) if one not in topic]
    return " ".join([topic, *extra])
