"""Why, how, what is, and whether: the sentences that say it, whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.normal import normalise
from index.records import Article
from index.sentences import split_sentences
from qa.answering.corrections import noted
from qa.answering.demands import demanded
from qa.answering.evidence import pieces, share, titles
from qa.answering.facts import silent, sought, told
from qa.answering.needs import Desk
from qa.answering.quotations import quotation, speaker_asked
from qa.answering.reading import Seen, passage_answer
from qa.answering.reasons import reason
from qa.answering.rules import sure_by
from qa.answering.sayings import WHY, Saying, defining, sayings
from qa.answering.steps import Steps
from qa.answering.sureness import SENTENCE, Form, Spans, shipped
from qa.answering.undone import undone
from qa.answers import Answer
from qa.citing import sentence_around
from qa.decide import Decision
from qa.understand.records import Understood

_SHORT = 8  # characters; a shorter sentence (“不会。”) says nothing without the one before
# What a sentence that begins so speaks of stands in the one before: 孩子们给这些书起了一个名字.
_LEANS = re.compile(
    r"[“‘]?(?:此举|为此|也?因此|所以|于是|由此|对此|正因(?:为此|如此)|[^，。,]{0,6}(?:这些|这种|这样的|这一))"
)
_OF_SPEAKER = 100  # characters back from what 他 says to his name
_UNDONE = 3.0  # how much less likely an answer is where an article has no word of what is done
_LONGEST = 240  # characters of the sentences that follow a question which the paper asks itself
_AS_SURE = 0.25  # how much less sure the newer of two sentences may be and still lead
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_COUNTED = re.compile(
    r"(?:\d+(?:\.\d+)?(?:[年月](?=\d)|[万亿千百]?[日号元天个名户人次米时点册座辆艘条家项岁%]+|[万亿]))+"
)
_HOW = re.compile(r"怎么|怎样|如何|为什么|为何|为啥|原因|什么|哪|吗|多少|谁|几")


def passage(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The sentence or sentences that say it: what follows where the paper asks it itself, else the best."""
    called = demanded(desk, understood)
    if called is not None:
        article, start, end, scope = called
        spans = whole(article.text, start, end)
        answer = passage_answer(understood.question, article, spans, sure_by("demand"))
        return told(noted(desk, answer), scope)
    seen, decision, scope = yield from sought(desk, understood)
    question = understood.question
    asked = asked_by_the_paper(question, seen)
    if asked is not None:
        article, start, end = asked
        answer = passage_answer(question, article, (start, end), max(sure_by("asked"), decision.sure))
        return told(noted(desk, answer), scope)
    said = quotation(question, seen)
    if said is not None:
        sure = max(sure_by("quotation" if said.named else "pronoun"), decision.sure)
        answer = passage_answer(question, said.article, (said.start, said.end), sure)
        return told(noted(desk, answer), scope)
    outright = reason(question, seen)
    if outright is not None:
        article, start, end = outright
        sure = max(sure_by("reason"), decision.sure)
        answer = passage_answer(question, article, whole(article.text, start, end), sure)
        return told(noted(desk, answer), scope)
    sure, best = surest(desk, question, seen, "passage")
    if best is None or sure < desk.settings.answer_when_sure:
        return silent(desk, understood, scope, seen, _unsure(decision, sure))
    answer = passage_answer(question, best.article, whole(best.article.text, best.start, best.end), sure)
    others = tuple(
        passage_answer(question, one.article, whole(one.article.text, one.start, one.end), other)
        for one, other in decision.differing
        if one.article.id != best.article.id
    )
    return told(noted(desk, replace(answer, alternatives=others)), scope)


def yesno(desk: Desk, understood: Understood) -> Steps[Answer]:
    """The sentence that decides a question; no bare yes or no."""
    seen, decision, scope = yield from sought(desk, understood)
    question = understood.question
    sure, best = surest(desk, question, seen, "yesno")
    if best is None or sure < desk.settings.answer_when_sure:
        return silent(desk, understood, scope, seen, _unsure(decision, sure))
    told_so = _by_date(desk, question, seen, sure, best)
    first, *others = [_shown(question, likely, said) for likely, said in told_so]
    return told(noted(desk, replace(first, alternatives=tuple(others[: desk.settings.alternatives]))), scope)


def _shown(question: str, sure: float, said: Saying) -> Answer:
    return passage_answer(question, said.article, whole(said.article.text, said.start, said.end), sure)


def _by_date(desk: Desk, question: str, seen: Seen, sure: float, best: Saying) -> list[tuple[float, Saying]]:
    """The best sentence and those that give another figure of the kind that is asked about, newest first.

    图书馆10月1日开馆吗: where that was announced first and 9月28日 after it, the latter leads. One that is
    much less sure than the best does not lead.
    """
    shapes = {_FIGURE.sub("#", one) for one in _figures(question)}
    kept = [(sure, best)]
    model = shipped()["yesno"]
    said = sayings(question, seen, Spans.of(seen, desk.weigh()), deciding=True) if shapes else []
    weighed = [(model.probability(_as_first(one.values)), one) for one in said]
    for likely, one in sorted(weighed, key=lambda row: -row[0]):
        known = {row[1].article.id for row in kept}
        new = _of_shape(shapes, one)
        same = any(new == _of_shape(shapes, row[1]) for row in kept)
        if likely >= desk.settings.answer_when_sure and new and not same and one.article.id not in known:
            kept.append((likely, one))
    if not _of_shape(shapes, best):
        return kept[:1]
    kept.sort(key=lambda row: row[1].article.date, reverse=True)
    lead = next(row for row in kept if row[0] >= sure - _AS_SURE)
    return [lead, *(row for row in kept if row is not lead)]


def _as_first(values: tuple[float, ...]) -> tuple[float, ...]:
    """What speaks for a sentence if the best span stood in it: of two versions only one can hold it."""
    at = SENTENCE.index("first")
    return (*values[:at], 1.0, *values[at + 1 :])


def _of_shape(shapes: set[str], said: Saying) -> set[str]:
    found = _figures(said.article.text[said.start : said.end])
    return {one for one in found if _FIGURE.sub("#", one) in shapes}


def _figures(text: str) -> list[str]:
    """Figures with the word that they count: 12天, 10月1日, 860万元."""
    return [match.group() for match in _COUNTED.finditer(normalise(text).text)]


def surest(desk: Desk, question: str, seen: Seen, form: Form) -> tuple[float, Saying | None]:
    """The sentence that most likely answers, with how sure that is; None where nothing was found.

    Of what somebody said, none tells that does not stand near the name.
    """
    model = shipped()[form]
    spans = Spans.of(seen, desk.weigh())
    rows = sayings(question, seen, spans, deciding=form == "yesno")
    if form == "passage":
        rows = defining(question, rows)
    speaker = speaker_asked(question)
    if speaker is not None:
        near = [one.article.text[max(0, one.start - _OF_SPEAKER) : one.end] for one in rows]
        rows = [one for one, text in zip(rows, near, strict=True) if speaker[0] in text]
    weighed = [(model.probability(one.values), one) for one in rows]
    if form == "passage":
        lacking = {one.article.id for one in rows if undone(question, one.article)}
        weighed = [(_less(sure) if one.article.id in lacking else sure, one) for sure, one in weighed]
    return max(weighed, key=lambda row: row[0], default=(0.0, None))


def _less(sure: float) -> float:
    """How sure a sentence is of an article that says nothing of what the question says is done."""
    odds = sure / (1.0 - sure) / _UNDONE if sure < 1.0 else 1.0
    return odds / (1.0 + odds)


def _unsure(decision: Decision, sure: float) -> Decision:
    """A decision against all sentences, which is as sure as the best of them was."""
    return replace(decision, sure=sure, answered=False)


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
    return bool(WHY.search(question)) == bool(WHY.search(said))


def _answered_until(text: str, sentences: Sequence[tuple[int, int]], first: int) -> int:
    """The end of the paragraph that begins there, or of as many whole sentences as are shown.

    Where the paper asks again, that is answered by what follows then.
    """
    finish = text.find("\n", first)
    finish = len(text) if finish < 0 else finish
    last = first
    for start, end in sentences:
        if start < first:
            continue
        asks = text[start:end].rstrip("”’\"'").endswith(("？", "?"))
        if end > finish or (last > first and (asks or end - first > _LONGEST)):
            break
        last = end
    return last


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences around a span, with the one before where they lean on it and say little alone."""
    left, right = sentence_around(text, start, end)
    if right - left <= _SHORT or _LEANS.match(text[left:right]):
        before = [span for span in split_sentences(text) if span[1] <= left]
        if before and "\n" not in text[before[-1][0] : left]:
            left = before[-1][0]
    if text[left:right].rstrip().endswith(("：", ":")):
        after = next((span for span in split_sentences(text) if span[0] >= right), None)
        if after is not None:
            right = after[1]
    return left, right
