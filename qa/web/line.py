"""The line of visitors: who asks first is answered first, and everyone sees how many stand before him."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

LOOK = 0.15  # seconds between two looks at the line


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the line."""

    number: int
    line: Line

    @property
    def ahead(self) -> int:
        """How many must be answered before this one begins; 0 when it may begin."""
        return self.line.ahead(self.number)


class Line:
    """First come, first served, a few at a time. May be shared by threads."""

    def __init__(self, at_once: int) -> None:
        """Take how many are served at the same time."""
        self._at_once = at_once
        self._lock = threading.Lock()
        self._standing: list[int] = []
        self._last = 0

    def __len__(self) -> int:
        """How many stand in line or are being served."""
        with self._lock:
            return len(self._standing)

    @contextmanager
    def stand(self) -> Iterator[Place]:
        """A place at the end; whoever leaves the block, served or not, leaves the line."""
        with self._lock:
            self._last += 1
            number = self._last
            self._standing.append(number)
        try:
            yield Place(number, self)
        finally:
            with self._lock:
                self._standing.remove(number)

    def ahead(self, number: int) -> int:
        """How many must finish before this number begins."""
        with self._lock:
            return max(0, self._standing.index(number) - self._at_once + 1)
