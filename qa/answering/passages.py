"""Why, how, what is, and whether: the sentences that say it, whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.corrections import is_notice
from qa.answering.evidence import pieces, share, titles
from qa.answering.facts import silent, sought, told
from qa.answering.needs import Desk
from qa.answering.reading import Seen, passage_answer
from qa.answering.steps import Steps
from qa.answers import Answer
from qa.citing import sentence_around
from qa.decide import Found, features
from qa.understand.records import Understood

# A span of a right sentence is often the wrong part of it: the sentence is right more often than the span.
SURE_OF_SENTENCE = 0.4
_SURE_ALONE = 0.6  # of a reason that no word marks as one
_SURE_MARKED = 0.15  # of a sentence that has the question's words and marks a reason
_SHORT = 8  # characters; a shorter sentence (“不会。”) says nothing without the one before
_LONGEST = 240  # characters of the sentences that follow a question which the paper asks itself
_WHY = re.compile(r"为什么|为何|为啥|原因|怎么会|何以")
_HOW = re.compile(r"怎么|怎样|如何|为什么|为何|为啥|原因|什么|哪|吗|多少|谁|几")
_REASON = re.compile(
    r"因为|由于|因(?!此)|为了?(?!什么|何|期|止|主|准|本|中)|原因|缘于|缘由|出于|所以|为的是|靠的是|得益于|在于|是怕|怕|以免|免得|以便|旨在"
)
_YESNO = re.compile(
    r"是不是|是否|有没有|有无|能不能|可不可以|会不会|要不要|算不算|对不对|[吗么]$|能否|可否|真的|到底|究竟|已经|还会|还要|还|一直|曾经|曾|都"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?")


def passage(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The sentence or sentences that say it: what follows where the paper asks it itself, else the best."""
    seen, decision, scope = yield from sought(desk, understood)
    question = understood.question
    asked = asked_by_the_paper(question, seen)
    if asked is not None:
        article, start, end = asked
        return told(passage_answer(question, article, (start, end), max(0.75, decision.sure)), scope)
    best = _best(desk, question, seen)
    if best is None:
        return silent(desk, understood, scope, seen, replace(decision, answered=False))
    found, sure = best
    span = whole(found.article.text, found.start, found.end)
    answer = passage_answer(question, found.article, span, sure)
    others = tuple(
        passage_answer(question, one.article, whole(one.article.text, one.start, one.end), other)
        for one, other in decision.differing
        if one.article.id != found.article.id
    )
    return told(replace(answer, alternatives=others), scope)


def _best(desk: Desk, question: str, seen: Seen) -> tuple[Found, float] | None:
    """The span whose sentence says it, with how sure that is."""
    weigh = desk.weigh()
    why = _WHY.search(question) is not None
    rows: list[tuple[float, Found, float]] = []
    for one in seen.found:
        sure = weigh.probability(features(one, seen.hits))
        text = one.article.text
        start, end = sentence_around(text, one.start, one.end)
        own = share(question, text[start:end])
        before = max((span for span in split_sentences(text) if span[1] <= start), default=(start, start))
        near = share(question, f"{titles(one.article)}\n{text[before[0] : end]}")
        marked = _REASON.search(text[start:end]) is not None
        if near < 0.5 or (why and not marked and sure < _SURE_ALONE):
            continue
        says = own >= (0.25 if why and marked else 0.5) and near >= 0.75
        if sure < SURE_OF_SENTENCE and not (sure >= _SURE_MARKED and says):
            continue
        rows.append((sure + 0.5 * own + (0.2 if why and marked else 0.0), one, max(sure, 0.5)))
    if not rows:
        return None
    _, found, sure = max(rows, key=lambda row: row[0])
    return found, sure


def asked_by_the_paper(question: str, seen: Seen) -> tuple[Article, int, int] | None:
    """Where an article asks the question itself (a subhead, an interview), what it goes on to say.

    Returns:
        The article with start and end of the sentences that follow, or None.
    """
    best: tuple[float, Article, int, int] | None = None
    for article in {hit.article.id: hit.article for hit in seen.hits}.values():
        sentences = split_sentences(article.text)
        for (start, end), (first, _) in pairwise(sentences):
            said = article.text[start:end]
            paragraph = article.text.find("\n", end)
            head = end == paragraph or "\n" in article.text[end:first]
            if not _HOW.search(said) or not (said.endswith(("？", "?")) or (head and len(said) <= 20)):
                continue
            # All of a subhead stands in the question; it leaves out what its headline says.
            fits = share(question, f"{said}\n{titles(article)}")
            own = sum(map(len, pieces(said)))
            if own < 3 or share(said, question) < 0.8 or fits < 0.6 or not _same_asking(question, said):
                continue
            last = _answered_until(article.text, sentences, first)
            if last > first and (best is None or fits > best[0]):
                best = (fits, article, first, last)
    return best[1:] if best else None


def _same_asking(question: str, said: str) -> bool:
    return bool(_WHY.search(question)) == bool(_WHY.search(said))


def _answered_until(text: str, sentences: Sequence[tuple[int, int]], first: int) -> int:
    """The end of the paragraph that begins there, or of as many whole sentences as are shown."""
    finish = text.find("\n", first)
    finish = len(text) if finish < 0 else finish
    last = first
    for start, end in sentences:
        if first <= start and end <= finish and (last == first or end - first <= _LONGEST):
            last = end
    return last


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
