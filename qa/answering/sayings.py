"""Sentences that may answer a question whole, with what speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from index.terms import tagged
from qa.answering.corrections import is_notice
from qa.answering.evidence import share, titles
from qa.answering.offices import miscalled
from qa.answering.reading import Seen
from qa.answering.sureness import Spans
from qa.unmatched import foreign

WHY = re.compile(
    r"为什么|为何|为啥|因为什么|原因|何以|凭什么|图什么|理由|目的|初衷|用意|怎么回事|缘故|缘由|怎么(?:会|就|又|给|才|还|没|不|这么|那么|突然|老是)"
    r"|怎么[^,，?？]{0,6}了(?=[?？]?$)"
)
_HOW = re.compile(r"怎么|怎样|如何|用什么(?:办法|方法|方式)?|靠什么|什么(?:办法|方法|方式)|通过什么")
# What tells by what means or in which order: 用声呐扫了一遍, 先填洞，再打桩, 可以到社区登记.
_MANNER = re.compile(
    r"(?<![利使作采信费不])用(?![户品途水电人工地车])|通过(?!了)|采[取用]|先[^，。,]{1,16}[，,]?[^。]{0,12}再|第[一二三]步|靠(?:的是)?|凭(?!什么)|按(?:照)?"
    r"|(?:走|拨打|登录|扫|关注|搜索|填写|提交|携带|持|到)[^，。,]{1,14}(?:办理|预约|报名|登记|申请|领取|查询|认领|即可|就行)|即可|就行|分[两二三四五六七八]?[层步批期组]|每隔|给予"
    r"|(?:办法|做法|方式|方法|流程)是|这样"
)
_WHAT_IS = re.compile(
    r"^(?:到底|究竟)?(?:什么|啥)(?:是|叫做?)(?P<a>.{2,20}?)$|^(?:何谓|何为)(?P<b>.{2,20}?)$"
    r"|^(?P<c>.{2,20}?)(?:到底|究竟)?(?:是|指的?是?|有)?(?:个|一种)?(?:什么|啥)(?:意思|东西|含义|概念)?$"
)
# Of these, what asks for the meaning of a word. 理由是什么, 主题是什么: of what stands in the sentence.
_ASPECT = (
    "(?:原因|理由|目的|因为|由于|结果|主题|口号|目标|任务|内容|意见|条件|标准|[特亮重看优缺难焦]点|关键|作用|意义|影响|办法|措施|步骤|流程"
    "|规定|要求|建议|计划|方案|身份|职务|职业|名称|名字|代号|单位|奖品|奖项|题目|标题|区别|感受|评价|说法|做法|背景|前提|依据)"
)
_MEANING = re.compile(
    r"^(?:到底|究竟)?(?:(?:什么|啥)(?:是|叫做?)|何谓|何为)|是(?:个)?(?:什么|啥)(?:意思|概念)$|指的?是?(?:什么|啥)$"
    r"|^[^,，的]{2,12}(?:到底|究竟)?是个?(?:什么|啥)$"
)
_NO_MEANING = re.compile(rf"{_ASPECT}(?:到底|究竟)?是个?(?:什么|啥)$")
_REASON = re.compile(
    r"^[“‘]?(?:也?因此|由此|正因)|因为|由于|因(?!此)|为了(?!什么|何)|(?<![作成认列称评名设视定变化分以因任选改译誉转定判被])为(?!了|什么|何|期|止|主|准|本|中|皇)|(?<![这那]个|什么|种种|其他|各种|某种)原因|缘于|缘由|源于|出于|所以|为的是|靠的是|得益于|反映了|凭借|凭着|导致|使得|初衷|目的|在于|(?:审理|审查|法院|法官)后?认[为定]|是怕|怕|以免|免得|以便|旨在|理由|为由"
)
_YESNO = re.compile(
    r"是不是|是否|有没有|有无|能不能|可不可以|会不会|要不要|算不算|对不对|[吗么]$|能否|可否|真的|到底|究竟|已经|还会|还要|还|一直|曾经|曾|都"
)
# What a question for sentences has beside its topic.
_ASKING = re.compile(
    r"怎么(?:会|样|能|就)?|怎样|如何|为何|为啥|凭什么|原因|理由|是什么意思|什么意思|指的?是什么|是什么|什么是|什么叫|何谓"
    r"|介绍一?下|说说|讲讲|谈谈|评价|看法|看待|认为|表态|表示|回应|解释|意思"
)
_VIEW = re.compile(
    r"评价|看法|看待|怎么看|怎么说|认为|表态|回应|介绍|感受|打比方|比喻|说说|讲讲|谈谈|是什么意思|什么是|什么叫|指的?是"
)
_ASKED = re.compile(r"(?:为什么|为何|怎么|怎样|如何|什么|吗|呢|么|谁|哪|多少)[^。！!]*[？?]”?$")
_DENIES = re.compile(r"不|没|未|无|免|否|禁|停|除外|只有|才|已|可以|能|要|须|必须|会|将|还|仍")
_LIKELY = 0.08  # odds of a span (of -1 to 1) that make up for a reason that nothing marks
_OPINION = re.compile(r"评价|看法|看待|怎么看|态度|感受|感想|回应|表态")
_VOICE = re.compile(
    r"[“”\"]|说|表示|认为|称|介绍|评价|觉得|夸|赞|批评|回应|坦言|感慨|直言|强调|指出|看来|透露|期待|希望|满意|不满|担心|着急"
)
_HEADING = 16  # characters of a line over a section
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")
_HALF = 0.5
_REPEATS = 0.7  # of what is to be explained
_WHAT_KIND = "(?:行动|模式|机制|队伍|组织|项目|活动|平台|计划|团队)?"  # behind a name
# 平湖为什么叫西瓜之乡: that it is called so is no reason.
_WHY_SO_CALLED = re.compile(
    r"(?:为什么|为何|为啥|怎么会?|凭什么)[^,，?？]{0,6}?(?:叫|称|名|号称|有.{1,6}之称)|(?:名字|名称|称号)的?由来|得名"
)
_PURPOSE = re.compile("目的|初衷|用意")
_NAMING = re.compile(r"得名|由来|取名|起名|意思是|意为|寓意|象征|取自|因|所以|源于|来自")
# 停电时电梯还开吗: when it is asked of, and what is asked.
_WHILE = re.compile(r"^(?P<then>[^,，]{2,14}?)(?:时|期间|的时候|之后|以后)[,，]?(?P<rest>[^,，]{4,})$")
_FIGURE_OF = re.compile(r"\d+(?:\.\d+)?(?:%|[年月日号](?!线|楼|墩|门))?")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that may answer: ``article.text[start:end]``.

    Attributes:
        article: Where it stands.
        start: In its text.
        end: One past its last character.
        values: What speaks for it, in the order of ``sureness.SENTENCE``: the best span in it; whether that
            is the best of all; the share of the question's words that it has itself, with headline and the
            sentence before, and with the whole article; the score of its passage; whether that is the best;
            whether it names a reason where one is asked for, and if not, how much it only repeats of the
            question; how much of it the sentence before has, and whether that asks something; its own share
            where a view or a description is asked for; for yes or no, whether it has a word that decides;
            whether it tells by what means, where that is asked for; whether it says what the thing is that
            is asked about.
    """

    article: Article
    start: int
    end: int
    values: tuple[float, ...]


def statement(question: str) -> str:
    """What a yes-or-no question states.

    >>> statement("望月桥检查有没有发现问题?")
    '望月桥检查 发现问题'
    """
    plain = unmarked(question)
    return _YESNO.sub(" ", plain).strip()


def sayings(question: str, seen: Seen, spans: Spans, *, deciding: bool = False) -> list[Saying]:
    """The sentences of all that was found, and those beside them.

    Args:
        question: The whole question.
        seen: What was found for it.
        spans: What the reader found, weighed.
        deciding: It is a yes-or-no question. A figure that it asks about may differ (that decides it as
            well), but then the sentence must give another figure.
    """
    said = statement(question) if deciding else _ASKING.sub(" ", normalise(question).text)
    figures = deciding and _FIGURE.search(said) is not None
    said = _FIGURE_OF.sub(" ", said) if figures else said
    why = WHY.search(question) is not None
    purpose = why and _PURPOSE.search(question) is not None
    named = why and _WHY_SO_CALLED.search(question) is not None
    how = not why and _HOW.search(question) is not None
    voiced = _OPINION.search(question) is not None
    defines = _defining(question)
    decides = _of_what_is_asked(said) if deciding else frozenset()
    found: dict[tuple[str, int], Saying] = {}
    articles = {hit.article.id: hit.article for hit in seen.hits}.values()
    strangers = foreign(question, articles)
    strangers |= {one.id for one in articles if miscalled(normalise(question).text, one)}
    for rank, (article, start, end, before, score) in enumerate(sentences(seen)):
        if (article.id, start) in found or is_notice(article) or article.id in strangers:
            continue
        sentence = article.text[start:end]
        if asks_or_heads(article.text, start, end):
            continue
        if figures and not _FIGURE.search(normalise(sentence).text):
            continue
        heading = titles(article)
        odds, first = spans.within(article.id, start, end)
        own, marked = share(said, sentence), why and _REASON.search(sentence) is not None
        if figures and share(said, f"{heading}\n{article.text[before:end]}") < _HALF:
            continue  # it has a day as well, and is about something else
        previous = article.text[before:start]
        asked = _ASKED.search(previous.strip()) is not None
        if why and not marked and not asked and (odds < _LIKELY or own >= _REPEATS):
            continue  # it gives no reason, and most likely says what is to be explained
        if purpose and not marked:
            continue  # that a question stands before it says nothing of what something is for
        if named and not marked and not _NAMING.search(sentence):
            continue
        if decides and not decides & set(normalise(sentence).text):
            continue  # it only tells of the time that is asked about
        if voiced and not _VOICE.search(sentence):
            continue
        found[article.id, start] = Saying(
            article,
            start,
            end,
            (
                odds,
                first,
                own,
                share(said, f"{heading}\n{article.text[before:end]}"),
                share(said, f"{heading}\n{article.text}"),
                score,
                float(rank == 0 or score >= seen.hits[0].score),
                float(marked),
                own if why and not marked else 0.0,
                share(said, previous) if previous else 0.0,
                float(asked),
                own if _VIEW.search(question) else 0.0,
                float(deciding and _DENIES.search(sentence) is not None),
                float(how and _MANNER.search(sentence) is not None),
                float(defines is not None and defines.search(normalise(sentence).text) is not None),
            ),
        )
    return list(found.values())


def _of_what_is_asked(statement: str) -> frozenset[str]:
    """The characters of what is said to be done at a time, less those of that time; none if no time is named.

    >>> sorted(_of_what_is_asked("大风时渡船停开"))
    ['停', '开']
    >>> _of_what_is_asked("渡船停开")
    frozenset()
    """
    match = _WHILE.match(statement)
    if match is None:
        return frozenset()
    verbs = "".join(word for word, flag in tagged(match["rest"]) if flag[0] == "v" and len(word) > 1)
    return frozenset(verbs) - frozenset(match["then"])


def asks_or_heads(text: str, start: int, end: int) -> bool:
    """Whether a sentence is a question, which answers none, or a line over a section.

    One that trails off (多家工厂因为这个原因被罚……) leaves to the next ones what it is about.
    """
    said = text[start:end].rstrip()
    if said.endswith(("？", "?")) or (said.endswith("……") and len(said) <= 2 * _HEADING):
        return True
    return (
        len(said) <= _HEADING
        and not said.endswith(tuple("。！!；;：:，,”’…」』）)"))
        and text[end : end + 1] in ("", "\n")
    )


def defining(question: str, said: Iterable[Saying]) -> list[Saying]:
    """Those of some sentences that say outright what the asked thing is.

    古城义警是由警方组织的队伍: that, and not what they did, says what they are. Where none does, those that
    say it in some form; where none does that either and a meaning is asked for, none: that a paper has the
    word tells nobody what it means. Other questions (理由是什么) ask for something else, and all are left.
    """
    rows = list(said)
    thing = _thing_asked(question)
    if thing is None:
        return rows
    told = [normalise(one.article.text[one.start : one.end]).text for one in rows]
    for pattern in (_outright(thing), _in_some_form(thing)):
        kept = [one for one, text in zip(rows, told, strict=True) if pattern.search(text)]
        if kept:
            return kept
    line = unmarked(question)
    return [] if _MEANING.search(line) and not _NO_MEANING.search(line) else rows


def unmarked(question: str) -> str:
    """A question, normalised, without the marks at its end."""
    return re.sub(r"[?。!\s]+$", "", normalise(question).text)


def _outright(thing: str) -> re.Pattern[str]:
    """What a sentence has that says at once what a thing is."""
    says = r"(?:就?是(?:指|一|在?由|以|面向)|指的?是|即|也就是)"
    return re.compile(rf"{re.escape(thing)}[”\"’》」]?{_WHAT_KIND}[,，]?{says}")


def _in_some_form(thing: str) -> re.Pattern[str]:
    """The same more loosely: X是…, X——…, 称为X, 用的是X，…."""
    marked = re.escape(thing)
    return re.compile(
        rf"{marked}[”\"’》」]?{_WHAT_KIND}[,，]?(?:就?是(?!否|不)|指(?![数导挥定标出向南])|即(?!将|使)|也就是|分别是|意味着"
        rf"|——|:|：|等于|相当于|又[称叫名]|俗称)"
        rf"|(?:叫做?|称为|称作|称之为|名为|简称|俗称|就是|所谓的?)[^,，。]{{0,12}}[“\"‘《「]?{marked}"
        rf"|是[“\"‘《「]?{marked}[”\"’》」]?[,，:：——]"
    )


def _thing_asked(question: str) -> str | None:
    """The thing of which a question asks what it is; None where that is not asked."""
    match = _WHAT_IS.match(unmarked(question))
    if match is None:
        return None
    thing = (match["a"] or match["b"] or match["c"]).strip('“”"‘’《》「」的')
    quoted = re.search(r"[“\"「]([^“”\"「」]+)$", thing)  # 方案里的“1+N”
    thing = quoted[1] if quoted else thing
    return thing if len(thing) >= 2 else None


def _defining(question: str) -> re.Pattern[str] | None:
    """What a sentence has that may say what a thing is (X是…, 叫X); None where that is not asked for."""
    thing = _thing_asked(question)
    if thing is None:
        return None
    marked = re.escape(thing)
    return re.compile(
        rf"{marked}[”\"’》」]?{_WHAT_KIND}[,，]?(?:就?是(?!否|不)|指|即|也就是|分别是|意味着|——|:|：|等于)"
        rf"|(?:叫做?|称为|称作|名为|简称|俗称|就是|所谓|推出|实施|开展)[^,，。]{{0,12}}[“\"‘《「]?{marked}"
        rf"|[、,，][^。]{{2,60}}[“\"‘]?{marked}"
    )


def sentences(seen: Seen) -> Iterator[tuple[Article, int, int, int, float]]:
    """Sentences of the passages found, best first, then the one before and after each of them.

    Each with where the sentence before it begins and the score of the passage.
    """
    beside: list[tuple[Article, int, int, int, float]] = []
    for hit in seen.hits:
        listed = split_sentences(hit.article.text)
        for at, (start, end) in enumerate(listed):
            row = (hit.article, start, end, listed[max(0, at - 1)][0], hit.score)
            if start < hit.passage.end and end > hit.passage.start:
                yield row
            elif (at + 1 < len(listed) and listed[at + 1][0] == hit.passage.start) or (
                at and listed[at - 1][1] == hit.passage.end
            ):
                beside.append(row)
    yield from beside
