"""Amounts that a paper gives by another one: 到2030年再翻一番, 与去年持平.

Who asks how much it is to be in 2030 finds no figure there, and the figure beside it is of another year. What
the paper does say is the clause of that day, so it is given whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.dating import dates_of
from qa.answering.evidence import share, titles
from qa.answering.reading import Seen
from qa.citing import tidy
from qa.understand.records import Period

_ENOUGH = 0.8  # how much of what is asked must stand in the sentence
_NUMERAL = "一二两三四五六七八九十百半几\\d"
_BY_ANOTHER = re.compile(
    rf"(?:翻|增加|增长|提高|扩大|减少|下降|降低|缩短|缩减|压缩)(?:[了到至近约]|一倍|[{_NUMERAL}.]+(?:番|倍|成|%)|番|倍|半|一半)"
    rf"|翻番|翻[{_NUMERAL}]?番|[{_NUMERAL}.]+倍|[{_NUMERAL}]成|减半|一半|持平|清零|归零"
)
_AMOUNT = re.compile(r"多少|多[大高长]|几|目标|水平|程度|规模")
_ASKING = re.compile(r"要|将|会|预计|计划|力争|达到|达|实现|目标|是|有|为|到|多少|什么|几")
_STOPS = "；;。！!？?\n"


def amount_by_another(
    question: str, periods: Sequence[Period], seen: Seen
) -> tuple[Article, int, int] | None:
    """The clause that gives the amount of the asked day by another amount.

    Args:
        question: The whole question.
        periods: The days that it names; None is found unless it is one.
        seen: What was found for it.

    Returns:
        The article with start and end of the clause; None where no article or more than one clause has it.
    """
    if len(periods) != 1 or not _AMOUNT.search(question):
        return None
    day = periods[0]
    rest = _ASKING.sub(" ", normalise(question).text.replace(day.words, " "))
    found = [
        (article, start, end)
        for article in {hit.article.id: hit.article for hit in seen.hits}.values()
        for start, end in _clauses(article, day)
        if _BY_ANOTHER.search(normalise(article.text[start:end]).text)
        and share(rest, f"{titles(article)}\n{_sentence_until(article.text, end)}") >= _ENOUGH
    ]
    return found[0] if len(found) == 1 else None


def _clauses(article: Article, day: Period) -> Iterator[tuple[int, int]]:
    """What an article says of a day: from its name to the stop, or to the next day that is named."""
    dated = dates_of(article.text, article.date)
    for number, one in enumerate(dated):
        if (one.first, one.last) != (day.first, day.last):
            continue
        text = article.text
        opens = one.start - (one.start > 0 and text[one.start - 1] in "到至")
        if opens and text[opens - 1] not in _STOPS + "，,、“”\"：: ":
            continue  # 较2027年: the day is compared with, and not spoken of
        stops = [at for mark in _STOPS if (at := text.find(mark, one.end)) >= 0]
        end = min(stops, default=len(text))
        later = [two.start for two in dated[number + 1 :] if text[two.start - 1] in "，,到至"]
        end = min([end, *(at for at in later if at > one.end)])
        span = tidy(text, opens, end)
        if span is not None:
            yield span


def _sentence_until(text: str, end: int) -> str:
    start = next((first for first, last in split_sentences(text) if first < end <= last), 0)
    return text[start:end]
