"""Answer or silence: how sure a span is to be right, which spans agree, which differ.

One logistic model looks at what search and reader found and gives a probability (Platt scaling over a few
features; J. Platt, "Probabilistic outputs for support vector machines", 1999). Its weights come from a
JSON file, so that fitting them again needs no change here.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.dates import find_dates
from index.errors import ModelError
from index.normal import normalise
from index.records import Article, Hit
from index.terms import terms
from qa.answering.dating import dates_of, day_meant
from qa.citing import bare, overlaps, tidy
from qa.contexts import Place
from qa.fit import fit
from qa.reader import Candidate
from qa.settings import QaSettings
from qa.snug import snug, whole_range, whole_word
from qa.unmatched import lacking

SHIPPED = Path(__file__).parent / "model" / "calibration.json"

FEATURES = (
    "reader", "margin", "retrieval", "behind", "coverage", "missing", "nouns", "fits", "agreeing",
    "length",
)  # fmt: skip
_RELATIVE = re.compile(
    "[今昨前明后当][天日晚晨早]|[上本这下]个?(?:周|星期|月|年|季度)|[今去前明]年|近日|日前|目前"
)
_PARTICULAR = re.compile(
    r"第(?!一[天次个位名])[0-9零一二三四五六七八九十百]+[^\s,，。?？0-9]|[A-Za-z][A-Za-z0-9.-]*|\d+(?:\.\d+)?%?"
    r"|[去前明]年|[上下]半年|[一二三四]季度"
    r"|[一二三四五六七八九十百]+届(?:[一二三四五六七八九十]+次)?|[一二三四五六七八九十]+次(?=全[会体])"
)
_DATED = re.compile("[年月日号天晚晨周末期初旬]")
_LONGEST_DATE = 24  # characters
_FAR = 12.0  # a margin over nothing at all


@dataclass(frozen=True, slots=True)
class Found:
    """A span in its article, with what speaks for it.

    Attributes:
        place: The piece of the article that the reader saw.
        start: First character in ``article.text``, tidied.
        end: One past its last.
        score: The reader's: span less null.
        margin: The score less that of the best span elsewhere that says something else.
        coverage: Share of the question's terms that passage or headline hold, 0 to 1.
        missing: How many of the question's figures, years, ordinals and Latin names stand neither in the
            passage nor in the headline: "第四届" of "第五届", "2024年" of "2025年".
        nouns: How many of the question's nouns its whole article lacks.
        fits: 1 if it is of the sort that the question asks for (a person, a day, so many tonnes), -1 if it is
            of another sort, 0 where the question does not tell.
        agreeing: How many other articles say the same.
    """

    place: Place
    start: int
    end: int
    score: float
    margin: float = _FAR
    coverage: float = 0.0
    missing: int = 0
    nouns: int = 0
    fits: int = 0
    agreeing: int = 0

    @property
    def article(self) -> Article:
        """The article that the span stands in."""
        return self.place.article

    @property
    def text(self) -> str:
        """The span, verbatim."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over ``FEATURES``.

    Attributes:
        names: The features, in the order of ``features``.
        mean: What is taken off each feature.
        scale: What each is divided by after that.
        weights: What each counts.
        bias: The log-odds when every feature is at its mean.
    """

    names: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    @classmethod
    def load(cls, path: str | Path | None = None) -> Calibration:
        """Read the weights that ``save`` wrote.

        Args:
            path: The JSON file; the shipped one if None.

        Raises:
            ModelError: It is missing, or was fitted for other features.
        """
        file = SHIPPED if path is None else Path(path)
        try:
            row = json.loads(file.read_text("utf-8"))
            found = cls(
                names=tuple(row["names"]),
                mean=tuple(map(float, row["mean"])),
                scale=tuple(map(float, row["scale"])),
                weights=tuple(map(float, row["weights"])),
                bias=float(row["bias"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{file}: the calibration cannot be read: {error}") from error
        if found.names != FEATURES:
            raise ModelError(
                f"{file}: was fitted for other features ({', '.join(found.names)}); fit it again"
            )
        if not len(found.mean) == len(found.scale) == len(found.weights) == len(FEATURES):
            raise ModelError(f"{file}: needs {len(FEATURES)} values each of mean, scale and weights")
        return found

    def save(self, path: str | Path) -> None:
        """Write the weights where ``load`` reads them."""
        row = {
            "names": self.names,
            "mean": self.mean,
            "scale": self.scale,
            "weights": self.weights,
            "bias": self.bias,
        }
        Path(path).write_text(json.dumps(row, indent=2) + "\n", "utf-8")

    def probability(self, values: Sequence[float]) -> float:
        """The probability that a span with these features is right."""
        terms = zip(values, self.mean, self.scale, self.weights, strict=True)
        odds = self.bias + sum((value - mean) / scale * weight for value, mean, scale, weight in terms)
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, odds))))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to say.

    Attributes:
        best: The surest span first, then spans of other articles that say the same; empty if there is none.
        sure: The probability that it is right.
        differing: Spans of other articles that say something else and are sure enough to be shown.
        answered: Whether it is sure enough to be said.
    """

    best: tuple[Found, ...] = ()
    sure: float = 0.0
    differing: tuple[tuple[Found, float], ...] = ()
    answered: bool = False


def gather(question: str, places: Sequence[Place], candidates: Sequence[Candidate]) -> list[Found]:
    """Bring the reader's candidates into their articles, tidy them, and weigh them against each other.

    Args:
        question: In the form that was searched.
        places: What the reader saw; a candidate's ``context`` is an index into them.
        candidates: Best first.

    Returns:
        At most one span for each place of an article, best score first. Spans that name a day agree if
        it is the same day, however they name it.
    """
    found: list[Found] = []
    for candidate in sorted(candidates, key=lambda candidate: -candidate.score):
        place = places[candidate.context]
        span = tidy(place.article.text, place.start + candidate.start, place.start + candidate.end)
        if span is None:
            continue
        span = whole_word(question, place.article.text, *span), snug(question, place.article.text, *span)
        span = whole_range(question, place.article.text, *span)
        # Of overlapping spans the best stands for all: the others are other cuts of the same answer.
        if any(one.article.id == place.article.id and overlaps((one.start, one.end), span) for one in found):
            continue
        found.append(Found(place, *span, candidate.score))
    asked = set(terms(question))
    particular = particulars(question)
    words = [bare(one.text) for one in found]
    days = [_day(one) for one in found]
    weighed = []
    nouns = {one.article.id: lacking(question, one.article) for one in found}
    for number, one in enumerate(found):
        agree = [
            day == days[number] if day and days[number] else agrees(words[number], other)
            for other, day in zip(words, days, strict=True)
        ]
        others = [rival.score for rival, same in zip(found, agree, strict=True) if not same]
        articles = {rival.article.id for rival, same in zip(found, agree, strict=True) if same}
        weighed.append(
            Found(
                one.place,
                one.start,
                one.end,
                one.score,
                margin=lead(one.score, others),
                coverage=_coverage(asked, one.place),
                missing=_missing(particular - _days_told(question, one.place), one.place),
                nouns=nouns[one.article.id],
                fits=fit(question, normalise(one.text).text),
                agreeing=len(articles - {one.article.id}),
            )
        )
    return weighed


def lead(score: float, rivals: Sequence[float]) -> float:
    """How far a score lies above the best of its rivals: at most 12 either way, and 12 over none.

    >>> lead(3.0, [1.0, 2.5]), lead(-20.0, [1.0]), lead(1.0, [])
    (0.5, -12.0, 12.0)
    """
    return max(-_FAR, min(_FAR, score - max(rivals))) if rivals else _FAR


def features(found: Found, hits: Sequence[Hit]) -> tuple[float, ...]:
    """What the logistic model looks at, in the order of ``FEATURES``.

    Args:
        found: The span, weighed by ``gather``.
        hits: All that the search found, best first.

    Returns:
        reader: span less null; margin: over what differs; retrieval: score of the passage; behind: how far
        that is below the best passage (0 or less); coverage: of the question's terms; missing: of its figures
        and ordinals, 3 at most; nouns: of its nouns, 3 at most; fits: the sort asked for; agreeing: log of
        one more than the other articles that agree; length: log of the characters.
    """
    top = hits[0].score if hits else found.place.hit.score
    return (
        found.score,
        found.margin,
        found.place.hit.score,
        found.place.hit.score - top,
        found.coverage,
        float(min(found.missing, 3)),
        float(min(found.nouns, 3)),
        float(found.fits),
        math.log1p(found.agreeing),
        math.log(max(1, found.end - found.start)),
    )


def decide(
    found: Sequence[Found], hits: Sequence[Hit], calibration: Calibration, settings: QaSettings
) -> Decision:
    """Choose what to say, or to say nothing.

    Args:
        found: From ``gather``.
        hits: All that the search found, best first.
        calibration: Turns features into a probability.
        settings: How sure one must be.
    """
    sureness = [(calibration.probability(features(one, hits)), one) for one in found]
    ranked = sorted(sureness, key=lambda pair: -pair[0])
    if not ranked:
        return Decision()
    sure, best = ranked[0]
    words = bare(best.text)
    agreeing = [best]
    differing: list[tuple[Found, float]] = []
    seen = {best.article.id}
    for probability, one in ranked[1:]:
        if one.article.id in seen or probability < settings.alternative_when_sure:
            continue
        if agrees(words, bare(one.text)) and _same_day(best, one):
            agreeing.append(one)
        elif all(not agrees(bare(other.text), bare(one.text)) for other, _ in differing):
            differing.append((one, probability))
        else:
            continue
        seen.add(one.article.id)
    return Decision(
        best=tuple(agreeing[: settings.citations]),
        sure=sure,
        differing=tuple(differing[: settings.alternatives]),
        answered=sure >= settings.answer_when_sure,
    )


def agrees(first: str, second: str) -> bool:
    """Whether two answers (as ``bare`` gives them) say the same: one holds the other, numbers whole.

    >>> agrees("31支", "31支高校团队"), agrees("3支", "31支"), agrees("1支", "31支")
    (True, False, False)
    """
    short, long = sorted((first, second), key=len)
    if not short:
        return False
    at = long.find(short)
    while at >= 0:
        end = at + len(short)
        if not _cuts_number(long, at) and not _cuts_number(long, end):
            return True
        at = long.find(short, at + 1)
    return False


def _day(found: Found) -> tuple[datetime.date, datetime.date] | None:
    """The days that a span stands for if it looks like a date: reading an article for dates takes a while."""
    if len(found.text) > _LONGEST_DATE or not _DATED.search(found.text):
        return None
    return day_meant(found.article, found.start, found.end)


def _same_day(first: Found, second: Found) -> bool:
    """Whether two spans mean the same day if they name it by its distance from the issue's."""
    if not _RELATIVE.search(first.text) and not _RELATIVE.search(second.text):
        return True
    return first.article.date == second.article.date


def _cuts_number(text: str, at: int) -> bool:
    figures = "0123456789.%〇零一二两三四五六七八九十百千万亿"
    return 0 < at < len(text) and text[at - 1] in figures and text[at] in figures


def particulars(question: str) -> frozenset[str]:
    """What makes a question ask about this one and no other: figures, ordinals, Latin names, named years.

    第一天 and the like are left out, since a paper says 首日 or 当天 as well.

    >>> sorted(particulars("第四届大赛2024年U12组有多少人?"))
    ['2024', 'U12', '第四届']
    >>> sorted(particulars("第一天来了多少人?")), sorted(particulars("区委七届三次全会谁主持?"))
    ([], ['七届三次'])
    """
    return frozenset(_PARTICULAR.findall(question))


def _days_told(question: str, place: Place) -> frozenset[str]:
    """The figures of the days that a question names, and a passage tells by their distance from the issue."""
    plain, article = normalise(question).text, place.article
    # Single days alone: 去年 of a report may be the year of another cup.
    asked = [day for day in find_dates(plain, article.date) if day.precision == "day" and not day.relative]
    if not asked:
        return frozenset()
    there = {
        day.first
        for day in dates_of(article.text, article.date)
        if place.start <= day.start < place.end and day.relative and day.precision == "day"
    }
    told = [particulars(plain[day.start : day.end]) for day in asked if day.first in there]
    return frozenset().union(*told)


def _missing(particular: frozenset[str], place: Place) -> int:
    held = normalise(place.context.header + "\n" + place.context.text).text
    return sum(one not in held for one in particular)


def _coverage(asked: set[str], place: Place) -> float:
    if not asked:
        return 0.0
    held = set(terms(place.context.header)) | set(terms(place.context.text))
    weight = sum(map(len, asked))
    return sum(len(term) for term in asked if term in held) / weight
