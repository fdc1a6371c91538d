"""Whether a text speaks of a topic, by the words that both have."""

from __future__ import annotations

import functools
import re

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences

_MARKS = re.compile(r"[\W_]+")
# What stands between the words of a topic and says nothing about it.
_FILLING = re.compile(
    r"的|了|有关|关于|围绕|相关|方面|报道|新闻|消息|文章|稿件|稿子|那篇|这篇|哪几?[篇条个张位]|[几多少]+[篇条张]|一共|总共|登过|写过|写了?|登了?"
    r"|事情|事件|情况|内容|什么|哪些|怎么样?|如何|为什么|为何|是否|是不是|有没有|多少|谁|哪里|哪天|时候"
    r"|(?<![一-鿿])[和与及在对把被为]|[和与及](?![一-鿿])|吗|呢|啊|吧|过(?![一-鿿])"
)


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text for comparing: half-width, Simplified, lower case, without marks and blanks."""
    return _MARKS.sub("", normalise(text).text.casefold())


def pieces(topic: str) -> tuple[str, ...]:
    """The parts of a topic that carry it.

    >>> pieces("望舒大桥抢修的报道")
    ('望舒大桥抢修',)
    """
    clean = _FILLING.sub(" ", normalise(topic).text.casefold())
    return tuple(part for part in _MARKS.split(clean) if part)


def share(topic: str, text: str) -> float:
    """How much of a topic stands in a text: the share of its characters that lie in common pieces.

    A common piece has two characters or more (one, where the topic's part has no more), and figures are
    whole. The text is compared by its characters, since the same word is cut differently in two sentences.

    Returns:
        0 to 1; 0 for a topic without words.

    >>> share("望舒大桥抢修", "抢修望舒大桥的工人"), share("棒球比赛", "篮球比赛")
    (1.0, 0.5)
    """
    parts = pieces(topic)
    held = plain(text)
    total = sum(map(len, parts))
    if not total:
        return 0.0
    return sum(_common(part, held) for part in parts) / total


def _common(part: str, held: str) -> int:
    if len(part) == 1:
        return int(part in held)
    covered = 0
    at = 0
    while at < len(part) - 1:
        size = 0
        while at + size < len(part) and part[at : at + size + 1] in held:
            size += 1
        if size < 2 or not _whole_figures(part, at, size, held):
            at += 1
            continue
        covered += size
        at += size
    return covered


def _whole_figures(part: str, at: int, size: int, held: str) -> bool:
    """Whether a figure at an end of the piece is not cut: 18日 is no part of 8日."""
    piece = part[at : at + size]
    if not piece[0].isdigit() and not piece[-1].isdigit():
        return True
    before = r"(?<!\d)" if piece[0].isdigit() else ""
    after = r"(?!\d)" if piece[-1].isdigit() else ""
    if (piece[0].isdigit() and at and part[at - 1].isdigit()) or (
        piece[-1].isdigit() and part[at + size : at + size + 1].isdigit()
    ):
        return False
    return re.search(before + re.escape(piece) + after, held) is not None


def titles(article: Article) -> str:
    """Kicker, headline and deck."""
    return "\n".join(part for part in (article.kicker, article.headline, article.deck) if part)


def is_about(article: Article, topic: str, enough: float = 0.75) -> bool:
    """Whether an article reports on a topic, and does not only mention it.

    The topic stands in its titles or its first sentences, or it is spoken of again and again.
    """
    heading = f"{titles(article)}\n{article.column}"
    if share(topic, heading) >= enough:
        return True
    whole = f"{heading}\n{article.text}"
    if share(topic, whole) < enough:
        return False
    first = split_sentences(article.text)[:2]
    opening = article.text[: first[-1][1]] if first else ""
    if share(topic, f"{heading}\n{opening}") >= enough:
        return True
    longest = max(pieces(topic), key=len)
    return plain(article.text).count(longest[: max(2, min(4, len(longest)))]) >= 2
