"""Metrics: pure functions, a value for each question, and the mean over all of them.

Higher is better everywhere but for the two that carry error in their name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# What CMRC 2018's evaluation leaves out before it compares. The ASCII full stop, comma, brackets and per-cent
# sign are not among them, and neither is the ellipsis.
_PUNCTUATION = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
_HAN = re.compile(r"[\u4e00-\u9fa5]")
# Between Han characters it cuts words as the Penn Treebank does: at blanks, before and after most ASCII
# punctuation and dashes, before 's, but not inside 6.4, 1,000 or an abbreviation.
_WORD = re.compile(
    r"""'s\b|(?:[^\s.,;@#$%&?!()\[\]{}<>"'«»“‘—–]|\.(?!\s*$)|,(?=\d)|(?<=\w)'(?!s\b)(?=\w))+|\S"""
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One value a question, in the order of the questions."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean over all questions; 0.0 where there is none."""
        return sum(self.values) / len(self.values) if self.values else 0.0

    @property
    def count(self) -> int:
        """How many questions were measured."""
        return len(self.values)


def bare(text: str) -> str:
    """The text as CMRC 2018 compares it: lower case, ends trimmed, punctuation left out.

    >>> bare("《战国无双3》·Xbox")
    '战国无双3xbox'
    """
    return "".join(character for character in text.lower().strip() if character not in _PUNCTUATION)


def tokens(text: str) -> list[str]:
    """Cut an answer as CMRC 2018 counts it: each Han character one token, each Latin word or number one.

    >>> tokens("增长6.4%（U12组）")
    ['增', '长', '6.4', '%', 'u12', '组']
    """
    found: list[str] = []
    run = ""
    for character in bare(text):
        if _HAN.match(character):
            found += [*_WORD.findall(run), character]
            run = ""
        else:
            run += character
    return found + _WORD.findall(run)


def common_run(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest contiguous run of tokens that both have."""
    best = 0
    above = [0] * (len(right) + 1)
    for token in left:
        row = [0] * (len(right) + 1)
        for column, other in enumerate(right, start=1):
            if token == other:
                row[column] = above[column - 1] + 1
                best = max(best, row[column])
        above = row
    return best


def exact_match(prediction: str, references: Iterable[str]) -> float:
    """1.0 if the prediction is one of the references once punctuation and case are left out, else 0.0."""
    given = bare(prediction)
    return float(any(given == bare(reference) for reference in references))


def f1(prediction: str, references: Iterable[str]) -> float:
    """CMRC 2018's F1, the best over the references.

    Precision is the longest common contiguous run divided by the tokens of the prediction, recall the same
    divided by those of the reference (Cui et al., "A Span-Extraction Dataset for Chinese Machine Reading
    Comprehension", EMNLP 2019, and its evaluation script).
    """
    given = tokens(prediction)
    best = 0.0
    for reference in references:
        wanted = tokens(reference)
        run = common_run(wanted, given)
        if run:
            best = max(best, 2 * run / (len(wanted) + len(given)))
    return best


def score_spans(
    measure: Callable[[str, Iterable[str]], float],
    predictions: Sequence[str],
    references: Sequence[Sequence[str]],
) -> Measured:
    """Measure predictions against references, question by question.

    Args:
        measure: `exact_match` or `f1`.
        predictions: One a question; "" for "no answer".
        references: For each question its right answers; none where the text holds no answer.

    Returns:
        The measure, and as in SQuAD 2.0 for a question without an answer: 1.0 if it was left unanswered.
    """
    pairs = zip(predictions, references, strict=True)
    return Measured(
        tuple(measure(given, wanted) if wanted else float(given == "") for given, wanted in pairs)
    )


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant ids among the first k of a ranking without repeats."""
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, counted from 1; 0.0 if the ranking holds none."""
    return next((1 / rank for rank, found in enumerate(ranking, start=1) if found in relevant), 0.0)


def ndcg_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain of the first k, gains 0 or 1 (Järvelin and Kekäläinen 2002)."""
    gains = np.array([float(found in relevant) for found in ranking[:k]])
    ideal = np.ones(min(k, len(set(relevant))))
    return float(_discounted(gains) / _discounted(ideal))


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float | None:
    """Chance that a right one scores above a wrong one, ties half.

    Returns:
        Area under the receiver operating characteristic, 0 to 1; None if all labels are the same.
    """
    above = np.asarray([score for score, label in zip(scores, labels, strict=True) if label])
    below = np.sort([score for score, label in zip(scores, labels, strict=True) if not label])
    if not above.size or not below.size:
        return None
    wins = np.searchsorted(below, above, side="left") + np.searchsorted(below, above, side="right")
    return float(wins.sum() / (2 * above.size * below.size))


def calibration_error(
    confidences: Sequence[float], labels: Sequence[bool], bins: int = 10
) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error over bins that hold equally many questions (Nguyen and O'Connor 2015).

    Returns:
        The error, 0 to 1, and for each bin its mean confidence, its share of right ones and its count.
    """
    pairs = sorted(zip(confidences, labels, strict=True))
    if not pairs:
        return 0.0, []
    # The equally sure stay in one bin, that of the middle of their ranks: split by chance, they would show an
    # error that no threshold could ever see.
    sure = np.array([pair[0] for pair in pairs], dtype=float)
    right = np.array([pair[1] for pair in pairs], dtype=float)
    middle = (np.searchsorted(sure, sure, side="left") + np.searchsorted(sure, sure, side="right")) / 2
    bin_of = np.minimum((middle / len(pairs) * bins).astype(int), bins - 1)
    curve = []
    for number in np.unique(bin_of):
        inside = bin_of == number
        curve.append((float(sure[inside].mean()), float(right[inside].mean()), int(inside.sum())))
    return sum(abs(mean - share) * count for mean, share, count in curve) / len(pairs), curve


def calibration_interval(
    confidences: Sequence[float],
    labels: Sequence[bool],
    bins: int = 10,
    *,
    level: float = 0.95,
    samples: int = 400,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile bootstrap interval of the calibration error; the same for the same seed.

    Few questions a bin show an error even of a perfect confidence, and resampling adds to it: the interval
    lies a little too high, never too low.

    Returns:
        Lower and upper end; (0.0, 0.0) where there are no values.
    """
    if not confidences:
        return 0.0, 0.0
    sure, right = np.asarray(confidences, dtype=float), np.asarray(labels, dtype=bool)
    return _resampled(
        lambda drawn: calibration_error(sure[drawn].tolist(), right[drawn].tolist(), bins)[0],
        sure.size, level, samples, seed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operating:
    """What comes of answering when at least this sure: how much is answered, how much of that is wrong."""

    threshold: float
    coverage: float
    error: float


def risk_coverage(confidences: Sequence[float], labels: Sequence[bool]) -> list[Operating]:
    """Error among the answered by coverage, for each threshold that changes something.

    Returns:
        From the most cautious to the boldest (coverage 1.0); the equally sure are answered together.
    """
    pairs = sorted(zip(confidences, labels, strict=True), reverse=True)
    curve: list[Operating] = []
    wrong = 0
    for count, (sure, right) in enumerate(pairs, start=1):
        wrong += not right
        if count == len(pairs) or pairs[count][0] != sure:
            curve.append(Operating(sure, count / len(pairs), wrong / count))
    return curve


def coverage_at(curve: Iterable[Operating], precision: float) -> Operating | None:
    """The boldest point of a risk-coverage curve that is still this precise; None if there is none."""
    held = [point for point in curve if point.error <= 1 - precision + 1e-12]
    return max(held, key=lambda point: point.coverage, default=None)


def bootstrap(
    values: Sequence[float], level: float = 0.95, samples: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean (Efron 1979); the same for the same seed.

    Returns:
        Lower and upper end; (0.0, 0.0) where there are no values.
    """
    if not values:
        return 0.0, 0.0
    data = np.asarray(values, dtype=float)
    return _resampled(lambda drawn: float(data[drawn].mean()), data.size, level, samples, seed)


def _resampled(
    statistic: Callable[[npt.NDArray[np.int64]], float], size: int, level: float, samples: int, seed: int
) -> tuple[float, float]:
    """Percentile bootstrap interval of a statistic over the places of ``size`` questions."""
    generator = np.random.default_rng(seed)
    found = [statistic(generator.integers(0, size, size)) for _ in range(samples)]
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies, interpolated; 0.0 where there are none."""
    return float(np.quantile(np.asarray(values), share)) if values else 0.0


def _discounted(gains: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Sum of gains, each divided by log2(rank + 1)."""
    return float((gains / np.log2(np.arange(2, gains.size + 2))).sum())
