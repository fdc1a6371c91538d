"""Every setting of the way from a question to an answer, written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class QaSettings:
    """How questions are searched, read and decided.

    Attributes:
        reader: Folder of the reader; None means the one that ships.
        calibration: JSON file with the weights of the decision; None means the one that ships.
        answer_when_sure: Answer when at least this sure (a probability); below it the paper does not say.
        alternative_when_sure: Show a differing report when at least this sure of it.
        passages: How many passages the search brings to the reader.
        spans: How many spans the reader brings to the decision.
        context_chars: A passage is widened by its neighbouring sentences up to this many characters, so that
            the subject in the sentence before is seen. With question and headline that fills one window.
        header_chars: How much of kicker, headline and deck stands over the passage.
        citations: How many agreeing reports an answer cites at most.
        alternatives: How many differing reports an answer shows at most.
        related: How many articles are offered when there is no answer.
        suggestions: How many questions are offered with a greeting.
        longest_question: Characters; a longer one is not a question.
        longest_history: Turns that are looked at, the latest.
    """

    reader: Path | None = None
    calibration: Path | None = None
    answer_when_sure: float = 0.5
    alternative_when_sure: float = 0.5
    passages: int = 10
    spans: int = 20
    context_chars: int = 280
    header_chars: int = 36
    citations: int = 5
    alternatives: int = 3
    related: int = 3
    suggestions: int = 3
    longest_question: int = 300
    longest_history: int = 8

    def __post_init__(self) -> None:
        """Refuse a threshold that is no probability and counts below one."""
        for name in ("answer_when_sure", "alternative_when_sure"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise ValueError(f"{name} is a probability, 0 to 1")
        for name in ("passages", "spans", "context_chars", "citations", "longest_question"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1")
