"""What several reports give for the same thing: figures and days that later reports change, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.dating import day_meant
from qa.answering.reading import Seen
from qa.citing import bare
from qa.decide import Calibration, Decision, Found, agrees, features
from qa.settings import QaSettings

_AS_SURE = 0.25  # how much less sure the newer of two figures may be and still lead
_AS_NEAR = 0.1  # of the question's words, how many fewer may stand around it
_NEARLY = 0.05  # the same for what takes the lead
_FAR = 12.0  # a margin is told no further, as in qa.decide
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
    return max(-_FAR, min(_FAR, one.score - max(rivals))) if rivals else _FAR


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
    newest, sure = max(rivals, key=lambda pair: (pair[0].article.date, pair[1]))
    rest = [(best, decision.sure), *((one, s) for one, s in decision.differing if one is not newest)]
    return replace(decision, best=(newest,), sure=sure, differing=tuple(rest))


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
