"""What several reports give for the same thing: figures and days that later reports change, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.records import Hit
from qa.answering.corrections import is_notice
from qa.answering.dating import day_meant
from qa.answering.evidence import plain, share, titles
from qa.answering.reading import Seen
from qa.citing import bare, sentence_around
from qa.contexts import Place
from qa.decide import Calibration, Decision, Found, agrees, features, lead
from qa.reader import Context
from qa.settings import QaSettings

_AS_SURE = 0.25  # how much less sure the newer of two figures may be and still lead
_AS_NEAR = 0.1  # of the question's words, how many fewer may stand around it
_NEARLY = 0.05  # the same for what takes the lead
_ONCE = re.compile(r"原(?:定|计划|来|先)|本来|起初|最初|当初|一开始|以前|之前|先前|此前")
_STEPS = 3  # changes that one figure is followed through
# How much of the question must stand in headline and sentence, and in headline and report.
_BESIDE, _WITHIN = 0.3, 0.75
_BECAME = (
    "(?:调高|调低|调|改|提前|推迟|延期|延|增加|扩大|扩|压缩|压|提高|升|降低|降|涨|减少|减|缩短|缩|加密|顺延|变)"
    "(?:整|更)?(?:到|至|为|成)了?"
)
_DIGITS = re.compile(r"\d[\d.]*\d|\d")
_ABOUT = re.compile(
    r"^(?:将近|近|约|大约|超过|一共|总共|共计?|达到?|增加到|减少到|提高到|累计|实载|接待|每[斤公]斤?|为)+|(?:左右|以上|多)$"
)
_FIGURES = re.compile(r"[\d.]+|[零〇一二两三四五六七八九十百千万亿]+")


def with_versions(decision: Decision, seen: Seen, weights: Calibration, settings: QaSettings) -> Decision:
    """A decision with what other reports give for the same thing among what differs.

    Two reports of one thing make each other's span less sure, since the reader finds both. So a span of the
    very same sort (so many 户, a day), around which as much of the question stands, is weighed against the
    other spans alone. Reports of another thing have less of the question around them.

    Args:
        decision: Over all the spans.
        seen: The spans, with what was sorted out.
        weights: Turn features into a probability.
        settings: How sure a differing report must be, and how many are shown.
    """
    if not decision.answered:
        return decision
    best = decision.best[0]
    same = [one for one in seen.found if one is best or _is_version(best, one)]
    shown = {one.article.id for one in decision.best} | {one.article.id for one, _ in decision.differing}
    differing = list(decision.differing)
    for one in sorted(same, key=lambda one: -one.score):
        sure = weights.probability(features(replace(one, margin=_margin(one, same, seen)), seen.hits))
        known = next((at for at, (other, _) in enumerate(differing) if other is one), None)
        if known is not None:
            differing[known] = (one, max(sure, differing[known][1]))
        elif one.article.id not in shown and sure >= settings.alternative_when_sure:
            if all(not agrees(bare(other.text), bare(one.text)) for other, _ in differing):
                differing.append((one, sure))
            shown.add(one.article.id)
    return replace(decision, differing=tuple(differing[: settings.alternatives]))


def _is_version(best: Found, one: Found) -> bool:
    return (
        one.article.id != best.article.id
        and one.score > 0.0
        and one.missing <= best.missing
        and one.coverage >= best.coverage - _AS_NEAR
        and not agrees(bare(best.text), bare(one.text))
        and _same_sort(best, one)
    )


def _margin(one: Found, same: Sequence[Found], seen: Seen) -> float:
    """How far the reader prefers a span to all that says something else and is no version of it."""
    said = bare(one.text)
    versions = set(map(id, same))
    rivals = [
        other.score
        for other in seen.found
        if id(other) not in versions and not agrees(said, bare(other.text))
    ]
    rivals += [other.score for other in seen.out if not agrees(said, bare(other.text))]
    return lead(one.score, rivals)


def newest(question: str, decision: Decision, seen: Seen) -> Decision:
    """The decision with the newest of what differs in the lead, unless the question asks what it once was."""
    if _ONCE.search(question):
        return decision
    return overtaken(question, newest_first(decision), seen)


def newest_first(decision: Decision) -> Decision:
    """Of reports that give another figure or day for the same thing the newest leads.

    Only what is nearly as sure and of the very same sort takes the lead: another report of another event
    stays below.
    """
    best = decision.best[0]
    rivals = [
        (one, sure)
        for one, sure in decision.differing
        if one.article.date > best.article.date
        and sure >= decision.sure - _AS_SURE
        and one.coverage >= best.coverage - _NEARLY
        and _same_sort(best, one)
    ]
    if not rivals:
        return decision
    first, sure = max(rivals, key=lambda pair: (pair[0].article.date, pair[1]))
    rest = [(best, decision.sure), *((one, s) for one, s in decision.differing if one is not first)]
    return replace(decision, best=(first,), sure=sure, differing=tuple(rest))


def overtaken(question: str, decision: Decision, seen: Seen) -> Decision:
    """A figure that a later report tells to have changed: 概算由4200万元调到4650万元.

    The report says itself what it was and what it is now, so the new one leads, whatever the reader found.
    """
    for _ in range(_STEPS):
        best = decision.best[0]
        new = next(filter(None, (_change(question, best, hit) for hit in seen.hits)), None)
        if new is None:
            return decision
        said = bare(new.text)
        rest = [pair for pair in decision.differing if not agrees(bare(pair[0].text), said)]
        decision = replace(decision, best=(new,), differing=((best, decision.sure), *rest))
    return decision


def _change(question: str, best: Found, hit: Hit) -> Found | None:
    """What a report says that the figure of a span became; None where it does not."""
    article = hit.article
    later = article.date > best.article.date or article.id == best.article.id
    shape = _shape_of(best.text)
    if not later or is_notice(article) or shape is None:
        return None
    changed = re.compile(
        rf"(?:{re.escape(best.text)}[^。；;]{{0,14}}?|原(?:定|计划|来|先)[^。；;]{{0,8}}{re.escape(best.text)}[^。；;]{{0,60}}?)"
        rf"{_BECAME}(?P<new>{shape})"
    )
    for match in changed.finditer(article.text):
        if not _named_before(question, article.text, match.start() + match.group().index(best.text)):
            continue
        start, end = sentence_around(article.text, *match.span("new"))
        near, far = article.text[start:end], article.text
        if all(
            share(question, f"{titles(article)}\n{text}") >= enough
            for text, enough in ((near, _BESIDE), (far, _WITHIN))
        ):
            whole = Context(titles(article), article.text)
            place = Place(hit, 0, len(article.text), 0, whole)
            return replace(best, place=place, start=match.start("new"), end=match.end("new"))
    return None


def _named_before(question: str, text: str, at: int) -> bool:
    """Whether the clause before a figure has a word of the question: 概算由4200万元, and not 儿童票由20元."""
    clause = re.split(r"[，。；,;、\n]", text[:at])[-1]
    asked = plain(question)
    return any(clause[i : i + 2] in asked for i in range(len(clause) - 1))


def _shape_of(text: str) -> str | None:
    """A pattern for other figures of the same sort as this one; None where it is no plain figure."""
    if len(text) > 16 or re.search(r"[^\w.%]", text) or not re.search(r"\d", text):
        return None
    return r"\d[\d.]*".join(map(re.escape, _DIGITS.split(text)))


def _same_sort(first: Found, second: Found) -> bool:
    if day_meant(first.article, first.start, first.end) and day_meant(
        second.article, second.start, second.end
    ):
        return True
    shapes = [_shape(bare(one.text)) for one in (first, second)]
    return "#" in shapes[0] and shapes[0] == shapes[1]


def _shape(said: str) -> str:
    """What a figure is of: 将近6000人次 and 实载7400人次 are both so many 人次."""
    return _FIGURES.sub("#", _ABOUT.sub("", said))
