"""Questions that are answered side by side: each says what it must search or read next, all share batches.

An answer is a generator that yields `Search` and `Read` and is sent what was found. So its module reads from
top to bottom as the way of one question, whatever number of questions is asked at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from index.records import Hit, Mode
from qa.answering.needs import Limits, ReadsSpans, SearchesPapers
from qa.contexts import Place
from qa.reader import Candidate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Search:
    """Passages for a query; what is sent back is a list of hits, best first."""

    query: str
    k: int
    limits: Limits = field(default_factory=Limits)
    mode: Mode = "hybrid"


@dataclass(frozen=True, slots=True)
class Read:
    """Spans for a question over places; what is sent back is a list of candidates, best first."""

    question: str
    places: tuple[Place, ...]
    top: int


Steps = Generator["Search | Read", Any, T]


class Clock:
    """Seconds of each stage, shared evenly by the questions of a batch."""

    def __init__(self, questions: int, progress: Callable[[str], None] | None = None) -> None:
        """Begin at nothing; ``progress`` hears the name of each stage as it begins."""
        self.seconds: dict[str, float] = {}
        self._share = max(1, questions)
        self._progress = progress

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Add the time of a block to a stage."""
        if self._progress is not None:
            self._progress(stage)
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started)

    def add(self, stage: str, seconds: float) -> None:
        """Add seconds of the whole batch to a stage."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds / self._share


def run(
    ways: Sequence[Steps[T]], archive: SearchesPapers, reader: Callable[[], ReadsSpans], clock: Clock
) -> list[T]:
    """Bring every way to its end, with one search and one reading for all that wait for one.

    Returns:
        What each of them returned, in their order.
    """
    done: dict[int, T] = {}
    waiting: dict[int, Search | Read] = {}

    def go_on(number: int, result: list[Hit] | list[Candidate] | None) -> None:
        try:
            waiting[number] = ways[number].send(result)
        except StopIteration as stopped:
            done[number] = stopped.value

    with clock("decide"):
        for number in range(len(ways)):
            go_on(number, None)
    while waiting:
        searches = {number: step for number, step in waiting.items() if isinstance(step, Search)}
        reads = {number: step for number, step in waiting.items() if isinstance(step, Read)}
        waiting = {}
        found: dict[int, list[Hit] | list[Candidate]] = {}
        if searches:
            with clock("retrieve"):
                found.update(_search(archive, searches))
        if reads:
            with clock("read"):
                found.update(_read(reader(), reads))
        with clock("decide"):
            for number, result in found.items():
                go_on(number, result)
    return [done[number] for number in range(len(ways))]


def _search(archive: SearchesPapers, searches: dict[int, Search]) -> dict[int, list[Hit]]:
    groups: dict[tuple[int, Limits, Mode], list[int]] = {}
    for number, step in searches.items():
        groups.setdefault((step.k, step.limits, step.mode), []).append(number)
    found: dict[int, list[Hit]] = {}
    for (k, limits, mode), numbers in groups.items():
        keywords = limits.given() | ({} if mode == "hybrid" else {"mode": mode})
        hits = archive.search_many([searches[number].query for number in numbers], k=k, **keywords)
        found.update(zip(numbers, hits, strict=True))
    return found


def _read(reader: ReadsSpans, reads: dict[int, Read]) -> dict[int, list[Candidate]]:
    rows = [(step.question, [place.context for place in step.places]) for step in reads.values()]
    top = max(step.top for step in reads.values())
    return dict(zip(reads, reader.read_many(rows, top=top), strict=True))
