"""What a commentary calls for: its own sentences that say what must be done, where a question asks for that.

Who asks 评论呼吁什么 names no topic that a search could find; the piece is told by its kind and its day, and
the sentences by the words with which one demands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.evidence import share, titles
from qa.answering.needs import Desk
from qa.answering.scopes import Scope, hull, published, scope_of
from qa.understand.records import Understood
from qa.understand.views import View, view_asked

_PIECE = r"(?:评论员文章|评论文章|评论员|评论|社论|时评|述评)"
_ASKED = re.compile(
    rf"^(?:[这那该]篇|[今昨前]天的?|本报的?|报上的?|头版的?|[\d年月日号]+的?)*{_PIECE}(?:里|中|上|最后|结尾|作者|到底)*"
    r"(?:要求|呼吁|号召|希望|建议|主张|强调|提出|倡议|认为|提醒|想说|要说)(?:了|过)?"
    r"(?:大家|我们|人们|读者|市民|全市上下|党员|干部|各级|有关|部门|怎么做|应该|要|做|干|些)*(?:什么|啥|哪些|怎么做)?[?？。]*$"
)
# Words with which one demands, and those to whom it is said.
_DEMAND = re.compile(
    r"必须|务必|一定要|应当|理应|应该|须(?!知)|不能|不可|不要|不应|唯有|只有|坚决|呼吁|请(?!问|假)"
    r"|(?<![主重需只还首纪摘简险])要(?![求闻点素员塞])"
)
_TO_ALL = re.compile(r"全[市县区镇省国社](?:上下|各级|会)?|各级|各地|各?部门|我们|大家|党员干部|每个人|人人")
_POINT = re.compile(r"关键|最重要|说到底|归根|首先|核心|根本|不是.{1,20}而是")
# 关键在人, …是关键: what matters most; 关键期, 核心区 and 根本不 tell of something else.
_MATTERS = re.compile(
    r"(?:关键|核心|根本|要害|重点)(?:之处|所在|问题|点)?(?:[还仍就也更]*是|在于?|[,，。；;、]|$)|最(?:关键|重要|要紧|紧要)的?"
    r"(?:[还仍就也]*是|在|[,，])|[是为](?:最)?(?:关键|核心|根本|要害)(?:[,，。；;、]|所在|中的|$)|说到底|归根(?:结底|到底)"
)
_JUDGES = re.compile(
    r"应当|应该|理应|必须|不能|不该|不可|不应|值得|要紧|好事|坏事|可贵|难得|遗憾|公平|合理|急不得|才(?:能|是|行)|不是.{1,20}[而,，]是?"
    r"|(?<![主重需只还首纪摘简险])要(?![求闻点素员塞])"
)
_OF_IT = 0.75  # how much of a matter must stand where it is spoken of
_LONGEST = 260  # characters of the sentences that are shown
_LEAST = 2  # of what speaks for a sentence that demands something


def commentary_asked(question: str) -> bool:
    """Whether a question asks what a commentary calls for, and names no more of it than its kind and day.

    >>> commentary_asked("评论呼吁什么?"), commentary_asked("评论要求摒弃什么想法?")
    (True, False)
    """
    return _ASKED.match(normalise(question).text) is not None


def demanded(desk: Desk, understood: Understood) -> tuple[Article, int, int, Scope] | None:
    """The sentence that demands most, of the newest commentary that demands anything; None if none does.

    Only those of a question's days count, and where it points back to one, that one alone.
    """
    view = view_asked(normalise(understood.question).text)
    if view is None and not commentary_asked(understood.question):
        return None
    scope = scope_of(desk, understood.named)
    days = hull(understood.periods)
    scope = published(scope, days) if days else scope
    pieces = [one for one in scope.articles(desk) if one.kind == "commentary"]
    shown = [one for one in pieces if one.id in understood.about[:1]]
    for article in shown or sorted(pieces, key=lambda one: one.date, reverse=True):
        sentences = split_sentences(article.text)
        place = _held(view, article, sentences) if view else _strongest(article.text, sentences)
        if place is not None:
            return article, *place, scope
    return None


def _strongest(text: str, sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that demands most, the first of those that demand alike.

    >>> text = "桥修好了。我们要记住教训,各部门必须查清原因。大家都高兴。"
    >>> text[slice(*_strongest(text, [(0, 5), (5, 23), (23, 29)]))]
    '我们要记住教训,各部门必须查清原因。'
    """
    weighed = [(_weight(text[start:end]), start, end) for start, end in sentences if end - start <= _LONGEST]
    best = max(weighed, key=lambda row: row[0], default=None)
    return best[1:] if best is not None and best[0] >= _LEAST else None


def _held(view: View, article: Article, sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that says what matters most in a matter, or what the piece holds of it; None for none."""
    text = article.text
    if view.topic and share(view.topic, f"{titles(article)}\n{text}") < _OF_IT:
        return None
    said = _MATTERS if view.point else _JUDGES
    best: tuple[float, int, int] | None = None
    before = ""
    for start, end in sentences:
        sentence = text[start:end]
        near = before + sentence if view.point else sentence
        fit = share(view.topic, near) if view.topic else 1.0
        asks = sentence.rstrip().endswith(("？", "?"))
        if fit >= _OF_IT and not asks and end - start <= _LONGEST and said.search(sentence):
            weight = fit + len(said.findall(sentence)) / 10
            if best is None or weight > best[0]:
                best = (weight, start, end)
        before = sentence
    return best[1:] if best else None


def _weight(sentence: str) -> int:
    if sentence.rstrip().endswith(("？", "?")):
        return 0
    calls = len(_DEMAND.findall(sentence))
    return min(calls, 4) + 2 * bool(calls and _TO_ALL.search(sentence)) + bool(_POINT.search(sentence))
