"""Questions that an archive can answer, made from its own sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from index.records import Article
from index.sentences import split_sentences

_HAN = r"[\u4e00-\u9fff]"
_DAY = (
    r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|昨[天日晚]|今[天日])(?:上午|中午|下午|傍晚|晚上|晚|凌晨)?(?:\d{1,2}时)?"
)
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
            r"(?:^|[,，。])(?P<what>[^,，。；;:：、\s]{4,24}?)由[^,，。；]{3,40}(?P<verb>主办|承办|设计|建设|捐赠)",
            "{what}由谁{verb}？",
        ),
        (
            rf"(?<!\d)(?P<what>{_HAN}{{2,12}}(?:{_MEASURES}))(?:要|将|已|已经|共|总共|预计)*(?:达到?|突破|超过|为|是|约)?\d",
            "{what}是多少？",
        ),
        (
            rf"(?:^|[,，。])(?P<what>{_HAN}{{2,10}}?(?:{_PEOPLE})){_HAN}{{2,3}}(?:说|表示|介绍|讲话|告诉|坦言|主持)",
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


DIGEST = "今天的报纸有哪些新闻？"
"""Of the newest issue; every archive with an issue answers it."""


def questions(articles: Iterable[Article], limit: int) -> list[str]:
    """Questions about articles, one of each in turn: the first ones are about different things.

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
    facts = list(dict.fromkeys(question for turn in turns for question in turn if question is not None))
    around = [question for article in listed for question in of_headline(article)]
    return list(dict.fromkeys([*facts[:1], DIGEST, *facts[1:], *around]))[:limit]


def of_article(article: Article) -> Iterator[str]:
    """Questions that one article's sentences answer."""
    for start, end in split_sentences(article.text):
        sentence = re.sub(r"^(?:本报讯|本报)\s*(?:[（(][^）)]*[）)])?\s*", "", article.text[start:end])
        for pattern, question in _ASKING:
            match = pattern.search(sentence)
            if match and _stands_alone(match["what"]):
                yield question.format(**match.groupdict())
                break


def of_headline(article: Article) -> Iterator[str]:
    """What is printed around an article: who wrote it, or on which page it stands."""
    headline = article.headline.split("\n")[0].strip()
    if not 4 <= len(headline) <= 30 or "《" in headline:
        return
    yield f"《{headline}》是谁写的？" if article.reporters else f"《{headline}》登在第几版？"


def _stands_alone(what: str) -> bool:
    if _DANGLING.match(what) or _NO_NAME.search(what):
        return False
    return all(what.count(opening) == what.count(closing) for opening, closing in ("“”", "《》", "（）"))
