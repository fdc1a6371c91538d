"""Whether a text speaks of a topic, by the words that both have."""

from __future__ import annotations

import functools
import re

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from index.terms import words

_MARKS = re.compile(r"[\W_]+")
# What stands between the words of a topic and says nothing about it.
_FILLING = re.compile(
    r"的|了|有关|关于|围绕|相关|方面|报道|新闻|消息|文章|稿件|稿子|那篇|这篇|哪几?[篇条个张位]|[几多少]+[篇条张]|一共|总共|登过|写过|写了?|登了?"
    r"|事情|事件|情况|内容|什么|哪些|怎么样?|如何|为什么|为何|是否|是不是|有没有|多少|谁|哪里|哪天|时候"
    r"|(?<![一-鿿])[和与及在对把被为]|[和与及](?![一-鿿])|吗|呢|啊|吧|[过有](?![一-鿿])"
)
# What papers call by a short name after its first mention, and in full before.
_SHORT = {
    "全会": re.compile("全体(?:扩大)?会议"),
    "人代会": re.compile("人民代表大会"),
    "党代会": re.compile("党[^。]{0,6}代表大会"),
}


# What papers have more than one word for.
_LIKE = {
    word: re.compile(row)
    for row in (
        "球队|队伍|代表队|参赛队|团队", "高校|大学|院校", "票价|门票", "老师|教师", "老人|老年人|长者",
        "孩子|儿童|少年|小孩", "职工|员工", "赛事|比赛|锦标赛|大赛|公开赛|联赛", "地点|地址", "学生|同学",
        "市民|居民", "公司|企业", "医生|大夫|医师", "起火|火灾|着火", "旅客|乘客", "选手|运动员|队员",
    )
    for word in row.split("|")
}  # fmt: skip
_KIND_LAST = re.compile("[赛展节会馆队桥村站奖]$")


def is_held_otherwise(word: str, held: str) -> bool:
    """Whether a text has another word for a thing, or the long form of its name.

    >>> is_held_otherwise("棒球赛", "青少年棒球锦标赛"), is_held_otherwise("球队", "50支队伍")
    (True, True)
    >>> is_held_otherwise("棒球赛", "足球锦标赛"), is_held_otherwise("棒球赛", "棒球场")
    (False, False)
    """
    like = _LIKE.get(word)
    if like is not None and like.search(held):
        return True
    if len(word) != 3 or not _KIND_LAST.search(word):
        return False
    return re.search(rf"{re.escape(word[:-1])}[\u4e00-\u9fff]{{1,6}}{word[-1]}", held) is not None


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
    """How much of a topic stands in a text: the share of its characters that lie in words that both have.

    The topic is cut into words and the text is not, since the same word is cut differently in two sentences.
    Figures count whole.

    Returns:
        0 to 1; 0 for a topic without words.

    >>> share("望舒大桥抢修", "抢修望舒大桥的工人"), share("棒球比赛", "篮球比赛")
    (1.0, 0.5)
    >>> share("全会", "七次全体(扩大)会议召开")
    1.0
    """
    parts = pieces(topic)
    held = plain(text)
    total = sum(map(len, parts))
    if not total:
        return 0.0
    return sum(_common(part, held) for part in parts) / total


def _common(part: str, held: str) -> int:
    """How many characters of a part lie in words that the text holds."""
    if len(part) == 1:
        return int(part in held)
    cut = _words(part)
    return sum(_of_word(cut, number, held) for number in range(len(cut)))


def _of_word(cut: tuple[str, ...], number: int, held: str) -> int:
    word = cut[number]
    if any(char.isdigit() for char in word):
        # Whole figures: 18 is no 8.
        return len(word) * bool(re.search(rf"(?<!\d){re.escape(word)}(?!\d)", held))
    if len(word) == 1:
        # One character says something only beside its neighbour: 节 of 竹器节.
        before = cut[number - 1] if number else ""
        after = cut[number + 1] if number + 1 < len(cut) else ""
        beside = [before[-1:] + word if not before[-1:].isdigit() else before + word, word + after[:1]]
        return int(any(len(pair) > 1 and pair in held for pair in beside))
    if word in held or (word in _SHORT and _SHORT[word].search(held)) or is_held_otherwise(word, held):
        return len(word)
    # 围棋赛 of 围棋比赛; but of a word of two characters nothing is the word.
    for size in range(len(word) - 1, 1, -1):
        if word[:size] in held or word[-size:] in held:
            return size
    return 0


@functools.lru_cache(maxsize=4096)
def _words(part: str) -> tuple[str, ...]:
    return tuple(words(part))


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
