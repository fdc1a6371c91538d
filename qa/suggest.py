"""Questions that an archive can answer, made from its own sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from index.records import Article
from index.sentences import split_sentences

_HAN = r"[\u4e00-\u9fff]"
_DAY = r"\d{1,2}月\d{1,2}日(?:上午|中午|下午|傍晚|晚上|晚|凌晨)?"
_ASKING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (
            rf"{_DAY}[,，](?P<what>[^,，。；;:：、\s]{{5,28}}?)(?:在(?P<where>[^,，。；]{{2,16}}))?"
            r"(?P<verb>举行|召开|开幕|启动|闭幕|开赛|揭牌|开工|竣工|开业|开馆|通车|投用|收官|结束)",
            "{what}是什么时候{verb}的？",
        ),
        (
            r"(?P<what>[^,，。；;:：、\s]{4,24}?)(?:由|是由)[^,，。；]{3,40}(?P<verb>主办|承办|组织|设计|建设|捐赠)",
            "{what}由谁{verb}？",
        ),
        (
            rf"(?P<what>{_HAN}{{4,14}}?)(?:要|将|已|已经|共|总共)?(?:达到?|突破|超过|增长到?|为)\d",
            "{what}是多少？",
        ),
        (
            rf"(?:^|[,，。、]|的)(?P<what>{_HAN}{{2,10}}?(?:书记|市长|局长|主任|院长|校长|馆长|会长|队长|教练|经理|负责人))"
            rf"{_HAN}{{2,3}}(?:说|表示|介绍|讲话|告诉|坦言)",
            "{what}是谁？",
        ),
        (
            rf"(?:共|共有|一共有?|吸引了?|来自)\d+(?P<unit>[名支家个项场])(?P<what>{_HAN}{{2,6}})(?=[,，。参])",
            "有多少{unit}{what}？",
        ),
    )
)
# What makes no sense without the sentence before it.
_DANGLING = re.compile(r"[其该此这那他她它并而也还又在由为对将以从与和据]|同时|目前|今年(?!的)|去年(?!的)|截至")


def questions(articles: Iterable[Article], limit: int) -> list[str]:
    """Questions about articles, one of each in turn: the first ones are about different things.

    Args:
        articles: In the order in which they are to be asked about.
        limit: How many questions at most.
    """
    rows = [list(of_article(article)) for article in articles]
    turns = itertools.zip_longest(*rows)
    asked = dict.fromkeys(question for turn in turns for question in turn if question is not None)
    return list(asked)[:limit]


def of_article(article: Article) -> Iterator[str]:
    """Questions that one article's sentences answer; at least one about its headline, at the end."""
    for start, end in split_sentences(article.text):
        sentence = re.sub(r"^(?:本报讯|本报)\s*(?:[（(][^）)]*[）)])?\s*", "", article.text[start:end])
        for pattern, question in _ASKING:
            match = pattern.search(sentence)
            if match and _stands_alone(match["what"]):
                yield question.format(**match.groupdict())
                break
    headline = article.headline.split("\n")[0].strip()
    if 4 <= len(headline) <= 30:
        yield f"{headline}是什么时候的事？" if "“" in headline else f"“{headline}”是什么时候的事？"


def _stands_alone(what: str) -> bool:
    if _DANGLING.match(what):
        return False
    return all(what.count(opening) == what.count(closing) for opening, closing in ("“”", "《》", "（）"))
