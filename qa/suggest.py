"""Questions that an archive can answer, made from its own sentences."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from index.records import Article
from index.sentences import split_sentences

_HAN = r"[\u4e00-\u9fff]"
_DAY = (
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|昨[天日晚]|今[天日])(?:上午|中午|下午|傍晚|晚上|晚|凌晨)?(?:\d{1,2}时)?"
)
_DATE = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
_TAKES_EFFECT = "施行|实施|执行|开放|运营|投用|停运|封闭|恢复通车|通车|开通|开馆|开园"
_VERBS = "举行|召开|开幕|启动|闭幕|开赛|揭牌|开工|竣工|开业|开馆|通车|投用|收官|落幕|开园|开课"
_PEOPLE = "书记|市长|县长|区长|镇长|局长|主任|院长|校长|馆长|会长|站长|队长|教练|经理|董事长|负责人"
_MEASURES = (
    "规模|总量|产量|面积|全长|总额|总值|产值|销售额|收入|投资额?|人数|水位|票价|价格|费用|里程|比例|占比|增速|总数|数量|流量|气温"
    "|[率额量值]"
)
_ASKING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (
            rf"{_DAY}[,，](?P<what>[^,，。；;:：、\s]{{5,28}}?)(?:在(?P<where>[^,，。；]{{2,16}}))?(?P<verb>{_VERBS})",
            "{what}是什么时候{verb}的？",
        ),
        (
            rf"(?:^|[,，。])(?P<what>[^,，。；;:：、\s]{{4,24}}?)在[^,，。；]{{2,16}}(?P<verb>{_VERBS})",
            "{what}在哪里{verb}？",
        ),
        (
            rf"(?:^|[,，。])(?P<what>[^,，。；;:：、\s]{{4,24}}?)(?:将|已)?(?:于|从){_DATE}起?(?:正式)?(?P<verb>{_TAKES_EFFECT})",
            "{what}什么时候{verb}？",
        ),
        (
            rf"到(?P<year>\d{{4}}年)[,，]?(?:全[市县区])?(?:将|要)?(?P<verb>打造|建成|培育|新建|新增|改造)"
            rf"(?P<what>{_HAN}{{3,14}})\d+(?P<unit>[个家条座所支])",
            "到{year}要{verb}多少{unit}{what}？",
        ),
        (
            rf"(?P<what>{_HAN}{{2,12}}(?:{_MEASURES}))(?:同比|比上年同期|比去年同期)(?P<verb>增长|下降|增加|减少)\d",
            "{what}同比{verb}多少？",
        ),
        (
            r"(?:实施|推行|开展|推出|建立)(?:了)?(?P<what>“[^”“]{2,14}”(?:行动|工程|计划|模式|机制|制度))[,，](?:即|就是|也就是)",
            "什么是{what}？",
        ),
        (
            r"(?:^|[,，。])(?P<what>[^,，。；;:：、\s]{4,24}?)由[^,，。；]{3,40}(?P<verb>主办|承办|设计|建设|捐赠)",
            "{what}由谁{verb}？",
        ),
        (
            rf"(?<!\d)(?P<what>{_HAN}{{2,12}}(?:{_MEASURES}))(?:要|将|已|已经|共|总共|预计)*(?:达到?|突破|超过|为|是|约)?\d",
            "{what}是多少？",
        ),
        (
            rf"(?:^|[,，。”])(?P<what>{_HAN}{{2,16}}?(?:{_PEOPLE})){_HAN}{{2,3}}(?:说|表示|介绍|讲话|告诉|坦言|主持)",
            "{what}是谁？",
        ),
    )
)
# What makes no sense without the sentence before it, or is no name of a thing at all.
_DANGLING = re.compile(
    r"[其该此这那他她它并而也还又在由为对将以从与和据时年月日点比给]|同时|目前|截至|(?:今年|去年)(?!的)|来自|[总副]书记"
)
_NO_NAME = re.compile(
    "学习|贯彻|来到|看望|会见|记者|总书记|作为|没有|不是|最高|最低|同比|去年同期|其中|超过|达到"
)
# What a headline tells of, where the words for it are its own.
_ON_DAY = re.compile(
    rf"^(?P<what>[“”{_HAN[1:-1]}]{{3,14}}?)(?:将|定)?(?:于|从)?(?:{_DATE}|[今明][天日]?|下月|下周)(?:起|开始)*"
    rf"(?P<verb>{_HAN}{{2,10}})$"
)
_CHANGED = re.compile(
    "提前|推迟|延期|取消|停[航课水电运工驶]|改到|改期|暂停|封闭|关闭|缩短|绕行|下降|上涨|减少"
)
_CAUSE = re.compile("原因|因为|由于|(?:^|[,，。；])(?:[因受][^,，。；]{2,30})[,，]|之所以")

_SORTS = {
    "why": re.compile("为什么"),
    "list": re.compile("哪些"),
    "who": re.compile("谁"),
    "when": re.compile("什么时候"),
    "many": re.compile("多少"),
    "where": re.compile("在哪里|第几版"),
}

DIGEST = "今天的报纸有哪些新闻？"
"""Of the newest issue; every archive with an issue answers it."""


def questions(articles: Iterable[Article], limit: int) -> list[str]:
    """Questions about articles, one of each in turn and one of each sort: the first ones differ in both.

    Args:
        articles: Of the newest issue, in the order in which they are to be asked about.
        limit: How many questions at most.

    Returns:
        A question about a fact, one about the whole issue, then facts and what is printed around articles.
    """
    listed = list(articles)
    if not listed:
        return []
    turns = itertools.zip_longest(*map(of_article, listed))
    facts = varied(dict.fromkeys(question for turn in turns for question in turn if question is not None))
    around = [question for number, article in enumerate(listed) for question in of_headline(article, number)]
    around += _of_bylines(listed)
    return list(dict.fromkeys([*facts[:1], DIGEST, *facts[1:], *around]))[:limit]


def varied(asked: Iterable[str]) -> list[str]:
    """Questions in such an order that one of each sort comes before a second of any.

    >>> varied(["镇长是谁？", "大赛由谁主办？", "产值是多少？", "桥为什么封闭？"])
    ['镇长是谁？', '产值是多少？', '桥为什么封闭？', '大赛由谁主办？']
    """
    counts: Counter[str] = Counter()
    ranked = []
    for question in asked:
        name = sort_of(question)
        ranked.append((counts[name], question))
        counts[name] += 1
    return [question for _, question in sorted(ranked, key=lambda pair: pair[0])]


def sort_of(question: str) -> str:
    """What a question asks for: "who", "when", "where", "many", "why", "list", or "what" for all else."""
    return next((name for name, form in _SORTS.items() if form.search(question)), "what")


def of_article(article: Article) -> Iterator[str]:
    """Questions that one article's sentences answer, then those that it was printed for."""
    for start, end in split_sentences(article.text):
        sentence = re.sub(r"^(?:本报讯|本报)\s*(?:[（(][^）)]*[）)])?\s*", "", article.text[start:end])
        for pattern, question in _ASKING:
            match = pattern.search(sentence)
            if match and _stands_alone(match["what"]):
                yield question.format(**match.groupdict())
                break
    yield from _of_news(article)


def _of_news(article: Article) -> Iterator[str]:
    """When what a headline tells of takes place, and why what it says has changed did so."""
    explained = _CAUSE.search(article.text)
    for part in re.split(r"[\s，：！]", article.headline):
        match = _ON_DAY.search(part)
        if match and _stands_alone(match["what"]):
            yield "{what}什么时候{verb}？".format(**match.groupdict())
        if explained and 5 <= len(part) <= 20 and _CHANGED.search(part) and _stands_alone(part):
            yield f"为什么{part}？"


def of_headline(article: Article, turn: int = 0) -> Iterator[str]:
    """What is printed around an article (who wrote it, or on which page it stands), or what it tells.

    Args:
        article: With its headline.
        turn: Every other is asked what it tells.
    """
    headline = article.headline.split("\n")[0].strip()
    if not 4 <= len(headline) <= 30 or "《" in headline:
        return
    if turn % 2:
        yield f"《{headline}》讲了什么？"
        return
    yield f"《{headline}》是谁写的？" if article.reporters else f"《{headline}》登在第几版？"


def _of_bylines(articles: Iterable[Article]) -> list[str]:
    """What those wrote who wrote more than one of the articles, the most first."""
    wrote = Counter(name for article in articles for name in article.reporters)
    return [f"{name}写了哪些报道？" for name, count in wrote.most_common(2) if count > 1]


def _stands_alone(what: str) -> bool:
    if _DANGLING.match(what) or _NO_NAME.search(what):
        return False
    return all(what.count(opening) == what.count(closing) for opening, closing in ("“”", "《》", "（）"))
