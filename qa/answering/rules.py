"""How sure an answer is that the form of the words tells, where no model weighs it.

Each rule was first believed as far as its author would bet on it. Development questions then tell how often
its answers are right, and the belief counts as ten questions more (the mean of a beta distribution).
``python -m train.sureness`` writes that beside the weights of the other forms.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

from index.errors import ModelError

Rule = Literal[
    "form", "whole", "deed", "clause", "asked", "quotation", "pronoun", "count", "demand", "reason"
]

SHIPPED = Path(__file__).parent / "sureness.json"
BELIEVED: Mapping[Rule, float] = {
    "form": 0.8,  # one name alone stands right behind the office that is asked about, and the like
    "whole": 0.6,  # a sentence has every word of the question, and one figure
    "deed": 0.7,  # the person who is asked about is the subject
    "clause": 0.75,  # it gives the amount of the asked day by another one
    "asked": 0.75,  # the paper asks it itself
    "quotation": 0.8,  # the name of whom the question asks about stands beside what is said
    "pronoun": 0.65,  # it stands a sentence before
    "count": 0.6,  # an enumeration of as many as were asked for, which the paper itself counts
    "demand": 0.65,  # of a commentary, the sentence with most words that demand
    "reason": 0.75,  # a sentence marks a reason, and for just what is to be explained
}
"""What each rule was believed at before any question was asked."""
WEIGHT = 10
"""How many questions that belief is worth."""

_USED: ContextVar[list[Rule] | None] = ContextVar("_USED", default=None)


def sure_by(rule: Rule) -> float:
    """The probability that what a rule tells is right.

    >>> 0.5 <= sure_by("form") <= 1.0
    True
    """
    used = _USED.get()
    if used is not None:
        used.append(rule)
    return shipped()[rule]


@contextmanager
def watched() -> Iterator[list[Rule]]:
    """Tell which rules were looked up inside, in their order."""
    used: list[Rule] = []
    token = _USED.set(used)
    try:
        yield used
    finally:
        _USED.reset(token)


def believed(rule: Rule, given: int, right: int) -> float:
    """How sure a rule is after so many of its answers were right.

    >>> believed("form", 0, 0), believed("form", 10, 10)
    (0.8, 0.9)
    """
    return round((right + WEIGHT * BELIEVED[rule]) / (given + WEIGHT), 4)


@functools.cache
def shipped() -> Mapping[Rule, float]:
    """What ships, read once.

    Raises:
        ModelError: The file is missing, or tells nothing of a rule.
    """
    try:
        row = json.loads(SHIPPED.read_text("utf-8"))["rules"]
        return {rule: float(row[rule]) for rule in BELIEVED}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{SHIPPED}: no rules in it ({error}); run `python -m train.sureness`") from error
