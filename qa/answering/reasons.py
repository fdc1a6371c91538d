"""Reasons that a sentence gives outright: by words that mark one, for just what a question wants explained.

受洪水影响, 渡口停航: 受…影响 marks the reason, the rest is what it explains. Who asks 渡口为什么停航 is
answered by that sentence, and who asks 渡口为什么搬迁 is not, though it has a reason and most of the words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from index.terms import tagged
from qa.answering.corrections import is_notice
from qa.answering.evidence import plain, share, titles
from qa.answering.offices import miscalled
from qa.answering.reading import Seen
from qa.answering.sayings import asks_or_heads, unmarked
from qa.unmatched import foreign, lacked

_CAUSE_WORD = r"(?:原因|缘由|缘故|理由|起因)"
_AIM_WORD = r"(?:目的|初衷|用意)"
_WHY = re.compile(
    r"^(?P<x>[^?]*?)(?:到底|究竟|这次|都|又|却)?(?:是)?(?:因为什么|为什么|为何|为啥|何以|缘何|凭什么|怎么会|怎么就|怎么又)"
    r"(?P<say>说|讲)?(?:会|要|能|就|还|才|又|得)?(?P<y>[^?]{2,})$"
)
_WHAT_REASON = re.compile(
    rf"^(?P<y>.+?)的?(?:主要|根本|直接|具体|真正|最大|核心)?的?(?:{_CAUSE_WORD}|(?P<aim>{_AIM_WORD}))"
    r"(?:到底|究竟)?(?:是|在于|有)?(?:什么|啥|哪些|何在)?$"
)
_WHAT_FOR = re.compile(
    r"^(?P<y>.+?)(?:到底|究竟|都)?(?:是|又是)?(?:(?P<aim>为了什么|为了啥|图什么|图啥|有什么目的)|因为什么|为什么|什么(?:原因|缘故)|怎么回事)$"
)
# Before these stands what they explain, behind them what explains it.
_AFTER = re.compile(
    r"(?P<aim>旨在|意在|以便|以期|为的(?:就)?是|(?:目的|初衷|用意)(?:就)?(?:是|在于)|是为了|(?<=[，,])希望|以免|以防|免得"
    r"|(?<=[，,])以(?![来及上下内外后前致至此往为\d“]))"
    r"|(?:原因|理由|缘由|起因)(?:之一)?(?:就)?(?:是|在于|为|有|包括|[：:])|[是则]因(?:为)?|[是则]由于|主要由于"
    r"|缘于|源于|源自|归功于|归因于|得益于|取决于"
)
# Behind these stands, up to a comma, what explains the rest.
_WITHIN = re.compile(
    r"因为|由于|着眼|(?<![原起成诱病死])因(?![此而素为])|鉴于|考虑到|面对|出于|基于|凭借|随着|担心|生怕|害怕"
    r"|受[^，,。]{2,24}?(?:影响|冲击|拖累|启发|感染)"
    r"|(?P<aim>为了|(?<![作成认列称评名设视定变化分以因任选改译誉转判被])为(?![了什何期止主准本中皇]))"
)
# Before these stands what explains, behind them what is explained.
_THEN = re.compile(
    r"因此|因而|所以|于是|从而|故而|难怪|怪不得|致使|导致|造成|使得|以致|以至于|由此|引发|引起|促使|为此|(?<=[，,])故(?![事障意乡居宫人里土])|(?<![假即大特天行出])使(?![用者命馆节劲])"
)
_LEANING = re.compile(
    r"^[“‘]?(?:此举|此次|该|这|活动|目的|初衷|原因|其中|主要|对此|其|他|她|它|因为|由于|是因为)"
)
_DENIED = re.compile(r"(?:[没未无不非勿莫]|没有|并未|并非)$")
_LIGHT_WORDS = """
进行 开展 可能 需要 应该 能够 出现 产生 发生 成为 作为 没有 以及 选择 决定 觉得 认为 表示 这么 那么 如此 突然
打算 准备 是 有 去 来 到 没 要 会 能 让 使
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())  # verbs that do not tell what is done
_OBJECT_FIRST = re.compile("[把将对被]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百]+(?=[等级届期号批轮])")
# Of what is to be explained, how much the explained part must have: most of it where no verb tells what is
# done, less where one of one character does, less still where one of two does.
_EXPLAINED = (0.6, 0.45, 0.33)
_AROUND = 0.7  # of the whole question, how much must stand in and around the sentence
_NAMING = frozenset({"nr", "ns", "nt", "nz", "eng"})
_HALF = 0.5
_LATELY = 62  # days that an article may be printed after the first of a month
_MONTH = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|0?[1-9])月(?!\d))?")
_SELF = re.compile("(?:认为|觉得|交代|坦言|表示|说)(?:自己)?|自己")
_NEAR = 2  # sentences before that may name whom it is about


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question wants explained.

    Attributes:
        subject: Whose it is; "" where the question does not part it.
        deed: What is to be explained.
        aim: It asks what for.
        said: It asks why one says so, which the grounds answer that stand before.
    """

    subject: str
    deed: str
    aim: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A reason that a sentence gives.

    Attributes:
        explained: The words of the sentence beside the reason.
        alone: All of them stand in the sentence; else it leans on the one before.
        aim: It is an aim.
    """

    explained: str
    alone: bool = True
    aim: bool = False


def wanted(question: str) -> Wanted | None:
    """What a question wants explained; None where it asks no reason.

    >>> wanted("渡口为什么停航?")
    Wanted(subject='渡口', deed='停航', aim=False, said=False)
    >>> wanted("渡口停航的目的是什么?").aim, wanted("渡口停航了吗?")
    (True, None)
    """
    line = unmarked(question)
    match = _WHAT_FOR.match(line) or _WHAT_REASON.match(line)
    if match is not None:
        return Wanted("", match["y"], aim=match["aim"] is not None)
    match = _WHY.match(line)
    if match is None:
        return None
    if match["say"] and "是" in match["y"][1:-1]:
        subject, _, deed = match["y"].partition("是")
        return Wanted(f"{match['x']}{subject}", deed, said=True)
    return Wanted(match["x"], match["y"], said=match["say"] is not None)


def given(sentence: str) -> Iterator[Given]:
    """The reasons that a sentence gives, each with what it explains.

    >>> [one.explained for one in given("为保障安全，渡口停航。")]
    ['渡口停航。']
    """
    for match in _AFTER.finditer(sentence):
        if match[0] != "以" or _acts(sentence[match.end() :]):
            yield Given(sentence[: match.start()], match.start() > 1, match["aim"] is not None)
    for match in _WITHIN.finditer(sentence):
        if match[0] == "为" and not _acts(sentence[match.end() :]):
            continue
        aim = match["aim"] is not None
        stop = re.search(r"[，,；;。]", sentence[match.end() :])
        behind = "" if stop is None else sentence[match.end() + stop.end() :]
        if behind:
            yield Given(behind, True, aim)
        begins = match[0] != "因" or sentence[: match.start()].rstrip()[-1:] in tuple("，,；;")
        if begins and (not behind or not aim):
            yield Given(sentence[: match.start()], match.start() > 1, aim)
    for match in _THEN.finditer(sentence):
        yield Given(sentence[match.end() :], match.start() > 1)


def _acts(text: str) -> bool:
    """Whether a text begins with what one does: 为保障安全, and not 为居民."""
    cut = tagged(re.split(r"[，,。；;]", text, maxsplit=1)[0][:16])
    verbs = [(flag[0] == "v" and len(word) > 1) or word in "让使" for word, flag in cut[:3]]
    first = cut[0][1][0] if cut else "x"
    return bool(verbs) and (verbs[0] or (first in "adz" and any(verbs)))


def reason(question: str, seen: Seen) -> tuple[Article, int, int] | None:
    """The sentences that give the reason for just what a question wants explained, with their article.

    Returns:
        The article with start and end of a sentence, or of two where one leans on the other; None if no
        sentence gives a reason outright.
    """
    asked = wanted(question)
    if asked is None:
        return None
    articles = {hit.article.id: hit.article for hit in seen.hits}
    strangers = foreign(question, articles.values())
    best: tuple[float, Article, int, int] | None = None
    for rank, article in enumerate(articles.values()):
        if article.id in strangers or is_notice(article) or miscalled(normalise(question).text, article):
            continue
        for fits, start, end in _of_article(asked, article):
            weight = fits - 0.02 * rank
            if best is None or weight > best[0] + 1e-9:
                best = (weight, article, start, end)
    return best[1:] if best else None


def _of_article(asked: Wanted, article: Article) -> Iterator[tuple[float, int, int]]:
    whole = _without_day(f"{asked.subject} {asked.deed}", article.date)
    held = f"{titles(article)}\n{article.text}"
    if any(share(word, held) < _HALF for word in lacked(whole, article)):
        return
    if share(whole, held) < _AROUND or not _figures(whole) <= _figures(held):
        return
    listed = split_sentences(article.text)
    opening = article.text[slice(*listed[0])] if listed else ""
    for at, (start, end) in enumerate(listed):
        sentence = article.text[start:end]
        if asks_or_heads(article.text, start, end):
            continue
        before = article.text[listed[max(0, at - _NEAR)][0] : start]
        around = f"{titles(article)}\n{opening}\n{before}\n{sentence}"
        near = share(whole, around)
        if near < _AROUND:
            continue
        for one in _reasons(asked, sentence):
            if asked.aim and not one.aim:
                continue
            if _explains(asked, one.explained):
                if _of_another(asked, sentence, one.explained):
                    continue
                yield near + share(asked.deed, one.explained) + 0.1 * one.alone, start, end
            elif at and (not one.alone or _LEANING.match(sentence)):
                previous = article.text[slice(*listed[at - 1])]
                asks = asks_or_heads(article.text, *listed[at - 1])
                if _explains(asked, previous) and not asks and not _of_another(asked, previous, previous):
                    yield near + share(asked.deed, previous), listed[at - 1][0], end


def _without_day(text: str, printed: datetime.date) -> str:
    """A text without a year or month that is that of the paper, or the one before."""

    def of_paper(match: re.Match[str]) -> str:
        days = printed - datetime.date(int(match["year"]), int(match["month"] or printed.month), 1)
        return "" if -1 <= days.days < _LATELY else match[0]

    return _MONTH.sub(of_paper, _SELF.sub(" ", text))


def _reasons(asked: Wanted, sentence: str) -> Iterator[Given]:
    yield from given(sentence)
    if asked.said:
        # 为什么说…: what is said stands last, and its grounds before.
        *grounds, last = re.split(r"[，,；;]", sentence)
        if len(grounds) > 1:
            yield Given(last)


def _explains(asked: Wanted, text: str) -> bool:
    """Whether a text says what is to be explained: all that is done in it, and most of the rest."""
    verb = verb_of(asked.deed)
    if share(asked.deed, text) < _EXPLAINED[min(len(verb), 2)]:
        return False
    line = normalise(text).text
    return verb in plain(line) and _is_denied(asked.deed) == _denied_in(asked.deed, verb, line)


def _of_another(asked: Wanted, sentence: str, explained: str) -> bool:
    """Whether a sentence explains what somebody or something else did, or another count of it.

    So it is where it does not name whose deed is asked about and names another, or where another name stands
    right before what is done.
    """
    question, said = f"{asked.subject} {asked.deed}", normalise(sentence).text
    if not _figures(asked.deed) <= _figures(said):
        return True
    verb = verb_of(asked.deed)
    doer = asked.subject or (asked.deed.partition(verb)[0] if verb else asked.deed)
    leads, others = _nouns(doer), _names(said, question)
    if _names(doer, said) and _names(normalise(explained).text, question):
        return True
    if leads and share(leads[-1], said) < _HALF and (others or share(leads[0], said) >= 1):
        return True
    clause = re.split(r"[，,；;。]", normalise(explained).text.partition(verb)[0])[-1] if verb else ""
    return _names(clause, question)[-1:] == _nouns(clause)[-1:] != []


def _nouns(text: str) -> list[str]:
    return [word for word, flag in tagged(text) if (flag[0] in "nj" or flag == "eng") and len(word) > 1]


def _names(text: str, other: str) -> list[str]:
    """The names of a text that another one lacks."""
    found = [word for word, flag in tagged(text) if flag in _NAMING and len(word) > 1]
    return [word for word in found if share(word, other) < _HALF]


def verb_of(deed: str) -> str:
    """What is done, the verb that tells it; "" if none does.

    That is the first, and behind 把 or 对 with what it is done to, the last. One of a single character may be
    part of a name, but for the one that the deed begins with, adverbs aside.

    >>> verb_of("选择退出杭州的比赛"), verb_of("把大桥全部封闭"), verb_of("送小红花")
    ('退出', '封闭', '送')
    """
    cut = [(word, flag) for word, flag in tagged(deed) if word not in _LIGHT]
    leads = next((at for at, (_, flag) in enumerate(cut) if flag[0] not in "dzc"), 0)
    verbs = [word for at, (word, flag) in enumerate(cut) if flag[0] == "v" and (len(word) > 1 or at == leads)]
    return verbs[-1 if _OBJECT_FIRST.match(deed) else 0] if verbs else ""


def _is_denied(deed: str) -> bool:
    return re.search(r"[没未无不]", deed) is not None


def _denied_in(deed: str, verb: str, text: str) -> bool:
    """Whether a text denies what a deed says: 未停航."""
    if _is_denied(deed):
        return re.search(r"[没未无不禁停拒缺]", text.replace(verb, "")) is not None
    return any(_DENIED.search(text[: one.start()]) for one in re.finditer(re.escape(verb or deed), text))


def _figures(text: str) -> set[str]:
    return set(_FIGURE.findall(normalise(text).text))
