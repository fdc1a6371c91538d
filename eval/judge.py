"""Whether an answer is right, whether it is cited rightly, and if not, what went wrong.

The rules are those that a reader of the paper would apply: the words may be a little longer or shorter than
the expected ones, the source must be the article that says it, and silence is right when the paper is silent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from eval.metrics import bare, exact_match, f1
from eval.rows import QuestionRow
from index.normal import normalise
from index.records import Article
from qa.answers import Answer, Citation

Fate = Literal[
    "right", "cited wrongly", "refused", "taken for a greeting", "wrong words", "wrong article", "not refused"
]
FATES: tuple[Fate, ...] = (
    "right",
    "cited wrongly",
    "refused",
    "taken for a greeting",
    "wrong words",
    "wrong article",
    "not refused",
)

_SHOWN_DAY = re.compile(r"（(\d+年\d+月\d+日)）")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日")
RIGHT_F1 = 0.8
EXTRA_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one answer.

    Attributes:
        right: The words are right; for a question that the paper does not answer, it was refused.
        exact: The same by CMRC's exact match.
        f1: CMRC's F1 of the words, over the whole list for lists; 1.0 or 0.0 where there are no words.
        cited: Some citation names a right article and its quote holds the answer; None if not asked for.
        cited_first: The same of the first citation alone (of all of them for lists).
        fate: What became of the question.
    """

    right: bool
    exact: bool
    f1: float
    cited: bool | None
    cited_first: bool | None
    fate: Fate


def judge(answer: Answer, row: QuestionRow) -> Verdict:
    """Hold an answer against what was expected."""
    if row.impossible or row.kind == "social":
        right = answer.kind == ("none" if row.impossible else "social")
        fate: Fate = "right" if right else "not refused" if row.impossible else "wrong words"
        return Verdict(right, right, float(right), None, None, fate)
    cited, first = (cites(answer, row, answer.citations), cites(answer, row, _leading(answer)))
    if row.answers:
        right, exact, value = words(answer.text, answer.items, row)
        right = right or _day_shown(answer, row)
    else:
        right = exact = bool(cited)
        value = float(right)
    return Verdict(right, exact, value, cited, first, _fate(answer, row, right, cited))


def _day_shown(answer: Answer, row: QuestionRow) -> bool:
    return answer.kind == "span" and day_shown(answer.text, answer.display, row)


def day_shown(text: str, display: str, row: QuestionRow) -> bool:
    """Whether the day shown behind a relative one (上周五（2025年8月1日）) is the wanted one.

    Args:
        text: The words of the paper.
        display: The same with the days.
        row: What was asked, and the answers.
    """
    days = [day for day in _SHOWN_DAY.findall(display) if day not in text]
    return any(
        _DAY.fullmatch(wanted := normalise(one).text) and normalise(day).text.endswith(wanted)
        for one in row.answers
        for day in days
    )


def words(text: str, items: Sequence[str], row: QuestionRow) -> tuple[bool, bool, float]:
    """Hold the words of an answer against those of a row.

    Returns:
        Whether they are right, whether they match exactly, and CMRC's F1.
    """
    if not text:
        return False, False, 0.0
    text = normalise(text).text
    if row.kind != "list":
        wanted = [normalise(answer).text for answer in row.answers]
        return any(alike(text, one) for one in wanted), bool(exact_match(text, wanted)), f1(text, wanted)
    spelled = [[normalise(one).text for one in answer.split("|") if one.strip()] for answer in row.answers]
    given = [normalise(item).text for item in items]
    longest = sum(max(map(len, spellings)) for spellings in spelled) + EXTRA_CHARACTERS * len(spelled)
    complete = all(
        any(alike(item, one) for item in given for one in spellings)
        or any(bare(one) in bare(text) for one in spellings)
        for spellings in spelled
    )
    exact = len(given) == len(spelled) and all(
        any(exact_match(item, spellings) for item in given) for spellings in spelled
    )
    whole = "、".join(spellings[0] for spellings in spelled)
    return complete and len(text) <= longest, exact or bool(exact_match(text, [whole])), f1(text, [whole])


def alike(given: str, wanted: str) -> bool:
    """Whether words say the wanted ones: F1 of 0.8 or more, or these inside at most 12 characters more."""
    if f1(given, [wanted]) >= RIGHT_F1:
        return True
    return bool(bare(wanted)) and bare(wanted) in bare(given) and len(given) <= len(wanted) + EXTRA_CHARACTERS


def cites(answer: Answer, row: QuestionRow, citations: Sequence[Citation]) -> bool | None:
    """Whether one of these citations names a right article, and its quote holds the answer.

    Returns:
        None if the row names no article.
    """
    if not row.articles:
        return None
    named = [citation for citation in citations if names(citation.article, row.articles)]
    if not named or answer.kind in ("metadata", "articles"):
        return bool(named)  # its words stand in masthead, headline or byline, not in the quote
    quotes = [bare(citation.quote) for citation in named]
    parts = [bare(part) for part in (answer.items if answer.kind == "list" else (answer.text,))]
    return all(any(part in quote for quote in quotes) for part in parts)


def names(article: Article, pieces: Sequence[str]) -> bool:
    """Whether one of the pieces is its id, or stands in kicker, headline or deck, punctuation aside."""
    return article.id in pieces or stands_in(joined_pieces(pieces), joined_titles(article))


def joined_pieces(pieces: Sequence[str]) -> list[str]:
    """Pieces of titles as ``names`` compares them."""
    return [piece for piece in map(joined, pieces) if piece]


def joined_titles(article: Article) -> list[str]:
    """Kicker, headline and deck as ``names`` compares them."""
    return [joined(title) for title in (article.kicker, article.headline, article.deck)]


def stands_in(pieces: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether one of the pieces stands in one of the titles, both in the form that ``names`` compares."""
    return any(piece in title for piece in pieces for title in titles)


def _leading(answer: Answer) -> Sequence[Citation]:
    """The citation that stands for the answer; where each part has its own, all of them."""
    return answer.citations if answer.kind in ("list", "articles") else answer.citations[:1]


def _fate(answer: Answer, row: QuestionRow, right: bool, cited: bool | None) -> Fate:
    """Say what became of a question that has an answer."""
    if right:
        return "cited wrongly" if cited is False else "right"
    if answer.kind == "none":
        return "refused"
    if answer.kind == "social":
        return "taken for a greeting"
    at_home = any(names(citation.article, row.articles) for citation in answer.citations)
    return "wrong words" if at_home or not row.articles else "wrong article"


def joined(text: str) -> str:
    """A title as ``names`` compares it: without blanks and punctuation, in the form that search compares."""
    return "".join(character for character in normalise(text).text.lower() if character.isalnum())
