"""How sure an answer is that is no phrase: sentences, decided questions, lists.

For phrases ``qa.decide`` has a model fitted to what the reader found. Here the candidates are sentences and
enumerations, the reader's spans are only one of the things that speak for them, and a few weights for each
form are fitted to the development questions: a choice between the candidates and none, whose odds are then
fitted to how often the chosen one is right (Platt scaling). ``python -m train.sureness`` writes them.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.errors import ModelError
from qa.answering.reading import Seen
from qa.decide import Calibration, Found, features

Form = Literal["passage", "yesno", "list"]

SHIPPED = Path(__file__).parent / "sureness.json"

SENTENCE = (
    "span", "first", "own", "near", "far", "score", "top",
    "marked", "repeats", "after", "asked", "view", "denies", "manner", "defines",
)  # fmt: skip
LIST = ("span", "first", "own", "near", "score", "counted", "sort", "told", "verb")
NAMES: Mapping[Form, tuple[str, ...]] = {"passage": SENTENCE, "yesno": SENTENCE, "list": LIST}

_UNREAD = -0.4  # what right sentences have on average
_CLIP = 5.0  # log-odds of a span; beyond that it is as good as sure


@dataclass(frozen=True, slots=True)
class Sureness:
    """A logistic model over the features of one form.

    Attributes:
        names: Of the features.
        weights: One for each of them.
        bias: The log-odds when all of them are 0.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, values: Sequence[float]) -> float:
        """The probability that a candidate with these features is right."""
        odds = self.bias + sum(value * weight for value, weight in zip(values, self.weights, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, odds))))


def load(path: str | Path | None = None) -> dict[Form, Sureness]:
    """Read the weights of all forms.

    Args:
        path: The JSON file; the shipped one if None.

    Raises:
        ModelError: It is missing, or was fitted for other features.
    """
    file = SHIPPED if path is None else Path(path)
    try:
        rows = json.loads(file.read_text("utf-8"))
        found: dict[Form, Sureness] = {
            form: Sureness(
                tuple(rows[form]["names"]),
                tuple(map(float, rows[form]["weights"])),
                float(rows[form]["bias"]),
            )
            for form in NAMES
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{file}: the weights of sureness cannot be read: {error}") from error
    for form, one in found.items():
        if one.names != NAMES[form] or len(one.weights) != len(one.names):
            raise ModelError(f"{file}: {form} was fitted for other features; run `python -m train.sureness`")
    return found


@functools.cache
def shipped() -> dict[Form, Sureness]:
    """The weights that ship, read once."""
    return load()


@dataclass(frozen=True, slots=True)
class Spans:
    """The reader's spans of a question with how sure each is to be the answer.

    Attributes:
        odds: Of each, log-odds between -1 and 1 (5 of them are 1), with its article, start and end.
    """

    odds: tuple[tuple[float, Found], ...]

    @classmethod
    def of(cls, seen: Seen, calibration: Calibration) -> Spans:
        """Weigh what was seen."""
        rows = []
        for one in seen.found:
            sure = min(1 - 1e-6, max(1e-6, calibration.probability(features(one, seen.hits))))
            odds = math.log(sure / (1 - sure))
            rows.append((max(-_CLIP, min(_CLIP, odds)) / _CLIP, one))
        return cls(tuple(sorted(rows, key=lambda row: -row[0])))

    def within(self, article: str, start: int, end: int) -> tuple[float, float]:
        """The best odds of a span that meets ``[start, end)``, and 1.0 if that is the best of all.

        -1 and 0.0 where none meets it; -0.4 where the reader found nothing at all, which says little.
        """
        for number, (odds, one) in enumerate(self.odds):
            if one.article.id == article and one.start < end and start < one.end:
                return odds, float(number == 0)
        return (-1.0 if self.odds else _UNREAD), 0.0
