"""Why, how, what is, and whether: the sentences that say it, whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.corrections import is_notice
from qa.answering.evidence import share, titles
from qa.answering.facts import silent, sought, told
from qa.answering.needs import Desk
from qa.answering.reading import Seen, passage_answer
from qa.answering.steps import Steps
from qa.answers import Answer
from qa.citing import sentence_around
from qa.understand.records import Understood

# A span of a right sentence is often the wrong part of it: the sentence is right more often than the span.
SURE_OF_SENTENCE = 0.4
_SHORT = 14  # characters; a shorter sentence (“不会。”) says nothing without the one before
_LEANS = re.compile(
    r"^[“‘]?(?:这|那|其|此|因此|所以|于是|为此|对此|由此|另外|此外|同时|他|她|它|不过|但|可是|而)"
)
_YESNO = re.compile(
    r"是不是|是否|有没有|有无|能不能|可不可以|会不会|要不要|算不算|对不对|[吗么]$|能否|可否|真的|到底|究竟|已经|还会|还要|还|一直|曾经|曾|都"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")


def passage(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The sentence or sentences around the best span."""
    seen, decision, scope = yield from sought(desk, understood)
    if not decision.best or decision.sure < SURE_OF_SENTENCE:
        return silent(desk, understood, scope, seen, decision)
    best = decision.best[0]
    span = whole(best.article.text, best.start, best.end)
    answer = passage_answer(understood.question, best.article, span, decision.sure)
    others = tuple(
        passage_answer(understood.question, one.article, whole(one.article.text, one.start, one.end), sure)
        for one, sure in decision.differing
        if one.article.id != best.article.id
    )
    return told(replace(answer, alternatives=others), scope)


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences around a span, with the one before where they lean on it and say little alone."""
    left, right = sentence_around(text, start, end)
    if right - left <= _SHORT:
        before = [span for span in split_sentences(text) if span[1] <= left]
        if before and "\n" not in text[before[-1][0] : left]:
            left = before[-1][0]
    if text[left:right].rstrip().endswith(("：", ":")):
        after = next((span for span in split_sentences(text) if span[0] >= right), None)
        if after is not None:
            right = after[1]
    return left, right


@dataclass(frozen=True, slots=True)
class Deciding:
    """A sentence that may decide a yes-or-no question.

    Attributes:
        article: Where it stands.
        start: In ``article.text``.
        end: One past its last character.
        own: Share of the question's words that it has itself, 0 to 1.
        near: The same with headline and the sentences beside it.
        score: Of the passage that it was found in.
    """

    article: Article
    start: int
    end: int
    own: float
    near: float
    score: float

    @property
    def worth(self) -> float:
        """By what the sentences are compared."""
        return self.own + 0.5 * self.near + 0.3 * self.score


def yesno(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The sentence that decides a question; no bare yes or no."""
    seen, decision, scope = yield from sought(desk, understood)
    best = best_sentence(understood.question, seen)
    if best is None:
        return silent(desk, understood, scope, seen, replace(decision, answered=False))
    sure = min(0.95, max(decision.sure, 0.5 * best.own + 0.5 * best.near))
    answer = passage_answer(understood.question, best.article, (best.start, best.end), sure)
    return told(answer, scope)


def statement(question: str) -> str:
    """What a yes-or-no question states.

    >>> statement("望月桥检查有没有发现问题?")
    '望月桥检查 发现问题'
    """
    plain = re.sub(r"[?。!\s]+$", "", normalise(question).text)
    return _YESNO.sub(" ", plain).strip()


def best_sentence(question: str, seen: Seen) -> Deciding | None:
    """The sentence that has nearly all of the question's words; None if there is none.

    A figure that the question asks about may differ (that decides it as well), but then the sentence must
    give another figure.
    """
    said = statement(question)
    bare = _FIGURE.sub(" ", said)
    figures = _FIGURE.findall(said)
    found: list[Deciding] = []
    for hit in seen.hits:
        article = hit.article
        sentences = split_sentences(article.text)
        for at, (start, end) in enumerate(sentences):
            if start < hit.passage.start or end > hit.passage.end:
                continue
            sentence = article.text[start:end]
            if figures and not _FIGURE.search(normalise(sentence).text):
                continue
            left = sentences[max(0, at - 1)][0]
            around = f"{titles(article)}\n{article.text[left:end]}"
            found.append(Deciding(article, start, end, share(bare, sentence), share(bare, around), hit.score))
    good = [one for one in found if one.own >= 0.5 and one.near >= 0.8 and not is_notice(one.article)]
    return max(good, key=lambda one: one.worth, default=None)
