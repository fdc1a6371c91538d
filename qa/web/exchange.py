"""One question on the page with whatever there is to show for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa.answers import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question on the page.

    Attributes:
        question: As it was typed.
        answer: None while it is looked for.
        note: How that goes, or why there is none.
        over: No answer will come.
        filters: Those it was asked with, as an address has them.
        stages: Those that have begun, the running one last; () before its turn.
        mark: By which the page that asked knows it again; "" where none did.
    """

    question: str
    answer: Answer | None = None
    note: str = ""
    over: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    mark: str = ""

    @property
    def ended(self) -> bool:
        """It has its answer, or none will come."""
        return self.over or self.answer is not None
