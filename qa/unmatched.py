"""Names that a question has and an article does not: a place, or a word exchanged for its like.

Who asks about the team of 舟山 is not answered by an article that knows 台州 alone, and who asks about the
football championship is not by 青少年棒球锦标赛. A span of the right sort stands there all the same, and the
reader takes it: what it lacks is outside of the span. Two things are looked at, both by whole words:

- places that jieba's dictionary knows (``ns``) and the whole article with its titles does not name;
- nouns that the article does not have, where it has another noun between the same two neighbours.

Such a span is sorted out. Beside these it is counted how many nouns of the question the article lacks.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Iterable

from index.datewords import number
from index.normal import normalise
from index.records import Article
from index.terms import tagged, words
from qa.things import of_another_name, of_another_quoted_name

# Words that jieba has for places and that name none, or that every paper of a place leaves out.
_NAMING_NONE = """
城市 东西 国家 省份 县城 海外 国外 国内 全国 全省 全市 我国 我市 我省 祖国 外国 外地 本地 中国 小区 农村
城乡 乡村 街道 社区 中山 黄金 长江 西部 东部 南部 北部 中部 西方 东方 南方 北方 大桥 阳光 太平 台风
"""
# Each with the one character that papers write for it: 浙北, 韩方.
_WITH_SHORT_FORM = """
北京京 天津津 河北冀 山西晋 内蒙古蒙 辽宁辽 吉林吉 黑龙江黑 上海沪 江苏苏 浙江浙 安徽皖 福建闽 江西赣
山东鲁 河南豫 湖北鄂 湖南湘 广东粤 广西桂 海南琼 重庆渝 四川川 贵州黔 云南滇 西藏藏 陕西陕 甘肃甘 青海青
宁夏宁 新疆新 香港港 澳门澳 台湾台 美国美 英国英 法国法 德国德 日本日 韩国韩 俄罗斯俄 印度印 意大利意
西班牙西 加拿大加 澳大利亚澳 乌克兰乌 朝鲜朝 欧洲欧 非洲非 亚洲亚
"""
_NO_PLACE = frozenset(_NAMING_NONE.split())
_SHORT = {row[:-1]: row[-1] for row in _WITH_SHORT_FORM.split()}
_LEVEL = re.compile(r"(?<=..)(?:市|省|县|区|镇|乡|州|岛|自治区|特别行政区)$")
_COMMON = re.compile(r"[一二三四五六七八九十]|.[桥路街村港站口]$")  # 三中, 江桥 of 跨江桥
_OWN = re.compile("[我全本][省市县区镇乡村]")
_AMOUNT = re.compile("多[大少久长高远重深宽]")
_ASKED = re.compile("多少|什么|哪|谁|几|何|怎|吗")
_PLACE_OF = re.compile(
    r"(?:^|(?<=[年月日天,，在]))(?P<place>(?![全本我各该这那外都城乡古新老])[\u4e00-\u9fff]{1,2}[州市县镇乡])的"
)
_SESSION = re.compile(r"第(?P<number>[\d零〇一二三四五六七八九十百]+)(?P<of>届[\u4e00-\u9fff]{2})")
_WORD = r"[㐀-鿿A-Za-z0-9]{2,6}?"


def unmatched(question: str, article: Article, beside: Iterable[Article] = ()) -> int:
    """How many places and exchanged words of a question an article lacks.

    A paper leaves out the name of its own town where it says 我市: so a place counts as named there if
    another article of the same newspaper names it.

    Args:
        question: In the form that was searched.
        article: With the span that is weighed.
        beside: What else was found.
    """
    asked = normalise(question).text
    held = _held(article)
    lacks = _absent(asked, held)
    if lacks and article.newspaper and _OWN.search(held):
        own = [_held(other) for other in beside if other.newspaper == article.newspaper]
        lacks = {place for place in lacks if not any(_LEVEL.sub("", place) in other for other in own)}
    others = (of_another_name, of_another_quoted_name, _of_another_session)
    return len(lacks | _exchanged(asked, held)) + sum(rule(asked, held) for rule in others)


def foreign(question: str, articles: Iterable[Article]) -> frozenset[str]:
    """The ids of those of some articles that lack a place or an exchanged word of a question."""
    found = {article.id: article for article in articles}
    return frozenset(name for name, one in found.items() if unmatched(question, one, found.values()))


def lacking(question: str, article: Article) -> int:
    """How many nouns of a question an article lacks; a paraphrase lacks some as well."""
    return len(lacked(question, article))


def lacked(question: str, article: Article) -> set[str]:
    """The nouns of a question that an article lacks."""
    return _nouns(normalise(question).text, _held(article))


@functools.lru_cache(maxsize=64)
def _held(article: Article) -> str:
    parts = (
        article.newspaper, article.page_name, article.column, article.kicker, article.headline,
        article.deck, article.byline, article.text,
    )  # fmt: skip
    return normalise("\n".join(part for part in parts if part)).text


def _absent(question: str, held: str) -> set[str]:
    """The places of a question that a text does not name: short forms, and what another place is in, aside.

    >>> _absent("台州海事局完成了多少条检查任务?", "舟山海事局完成检查任务8条。")
    {'台州'}
    >>> _absent("浙江哪个城市最热?", "浙北最热的是湖州。"), _absent("浙江湖州最热几度?", "湖州最热39℃。")
    (set(), set())
    """
    # 竹安多大: 安多 is a place that the question does not name.
    plain = _AMOUNT.sub("，", question)
    unknown = {match["place"] for match in _PLACE_OF.finditer(plain)}
    cut = tagged(plain)
    whole = set(words(plain))
    found = set()
    for at, (word, flag) in enumerate(cut):
        if flag != "ns" or len(word) < 2 or word in _NO_PLACE or _COMMON.match(word) or word not in whole:
            continue
        name = _LEVEL.sub("", word)
        follows = cut[at + 1][0] if at + 1 < len(cut) and cut[at + 1][1] == "ns" else name
        if not any(one in held for one in (name, _SHORT.get(name, name), _LEVEL.sub("", follows))):
            found.add(word)
    # 岑州的固定资产投资, of a place that the dictionary has not.
    return found | {one for one in unknown if one not in held and one[:2] not in held}


def _of_another_session(question: str, held: str) -> bool:
    """Whether a text counts another one of a row of events than a question does, and never that one.

    >>> _of_another_session("第17届花展?", "第18届花展。"), _of_another_session("第2届花展?", "第二届花展")
    (True, False)
    """
    asked, there = _sessions(question), _sessions(held)
    kinds = {of for _, of in asked}
    return len(asked) == 1 and not asked & there and any(of in kinds for _, of in there)


def _sessions(text: str) -> set[tuple[int, str]]:
    found = set()
    for match in _SESSION.finditer(text):
        with contextlib.suppress(ValueError):
            found.add((number(match["number"]), match["of"]))
    return found


def _nouns(question: str, held: str) -> set[str]:
    """The nouns of a question that a text does not have, words that only ask aside.

    >>> _nouns("展商的总数是多少?", "展商超过百家。")
    {'总数'}
    """
    return {
        word
        for word, flag in tagged(question)
        if flag[0] == "n" and len(word) >= 2 and word not in held and not _ASKED.search(word)
    }


def _exchanged(question: str, held: str) -> set[str]:
    """The nouns of a question in whose place a text has another one, between the same words.

    >>> _exchanged("全国青少年足球锦标赛在哪里举行?", "全国青少年棒球锦标赛在徐家埭开赛。")
    {'足球'}
    >>> _exchanged("全国青少年棒球锦标赛在哪里举行?", "全国青少年棒球锦标赛在徐家埭开赛。")
    set()
    """
    found = set()
    cut = tagged(question)
    for before, one, after in zip(cut, cut[1:], cut[2:], strict=False):
        word, flag = one
        if len(word) < 2 or flag[0] != "n" or word in held or _ASKED.search(word):
            continue
        if min(len(before[0]), len(after[0])) < 2 or _ASKED.search(before[0] + after[0]):
            continue
        for match in re.finditer(f"{re.escape(before[0])}({_WORD}){re.escape(after[0])}", held):
            other = tagged(match[1])
            if len(other) == 1 and other[0][1][0] == "n" and not _same(word, match[1], question):
                found.add(word)
    return found


def _same(word: str, other: str, question: str) -> bool:
    """Whether one word is short for the other, or the question has both."""
    return other in question or _within(word, other) or _within(other, word)


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)
