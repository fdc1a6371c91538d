"""What the stages saw: an archive and a reader that work as before and remember what passed through them.

The assistant is measured from outside, so that it may change its ways without the measurement: whatever it
asks of archive and reader for one question is kept until the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.records import Hit, Mode

if TYPE_CHECKING:
    from index import Archive
    from qa.encoding import Context
    from qa.reader import Candidate


@dataclass(slots=True)
class Seen:
    """What passed for one question.

    Attributes:
        queries: What was searched for.
        hits: All that the searches found, in the order in which it came.
        contexts: What the reader was given.
        spans: What it found, each with the context it stands in, best first within one reading.
    """

    queries: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    spans: list[tuple[Context, Candidate]] = field(default_factory=list)


class Watch:
    """Keeps what was seen since it was last cleared."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seen = Seen()

    def clear(self) -> None:
        """Forget; the next question begins."""
        self.seen = Seen()


class WatchedArchive:
    """An archive whose searches are kept, and made in the mode that is measured."""

    def __init__(self, archive: Archive, watch: Watch, mode: Mode | None = None) -> None:
        """Take an open archive; ``mode`` None leaves the choice to the caller."""
        self._archive = archive
        self._watch = watch
        self._mode = mode

    def search_many(self, queries: Sequence[str], k: int = 10, **filters: Any) -> list[list[Hit]]:  # noqa: ANN401
        """Search as the archive does."""
        if self._mode is not None:
            filters.setdefault("mode", self._mode)
        found = self._archive.search_many(queries, k=k, **filters)
        self._watch.seen.queries += queries
        self._watch.seen.hits += [hit for hits in found for hit in hits]
        return found

    def search(self, query: str, k: int = 10, **filters: Any) -> list[Hit]:  # noqa: ANN401
        """Search as the archive does."""
        return self.search_many([query], k, **filters)[0]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """All else is the archive's own."""
        return getattr(self._archive, name)


class WatchedReader:
    """A reader whose findings are kept. The same question over the same texts is read once."""

    def __init__(self, reader: Any, watch: Watch, *, remember: bool = False) -> None:  # noqa: ANN401
        """Take a loaded reader.

        Args:
            reader: Has ``read_many``.
            watch: Where findings are kept.
            remember: Keep what was read for the whole of a sweep, so that settings which change nothing for
                the reader cost nothing; times mean nothing then.
        """
        self._reader = reader
        self._watch = watch
        self._known: dict[object, list[Candidate]] | None = {} if remember else None

    def read_many(
        self,
        asked: Sequence[tuple[str, Sequence[Context]]],
        top: int = 5,
        **more: Any,  # noqa: ANN401
    ) -> list[list[Candidate]]:
        """Read as the reader does."""
        found = self._found(asked, top, more)
        for (_, contexts), candidates in zip(asked, found, strict=True):
            self._watch.seen.contexts += contexts
            self._watch.seen.spans += [(contexts[one.context], one) for one in candidates]
        return found

    def _found(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int, more: dict[str, Any]
    ) -> list[list[Candidate]]:
        if self._known is None or more:
            whole: list[list[Candidate]] = self._reader.read_many(asked, top=top, **more)
            return whole
        keys = [(question, tuple(contexts), top) for question, contexts in asked]
        new = [number for number, key in enumerate(keys) if key not in self._known]
        read = self._reader.read_many([asked[number] for number in new], top=top) if new else []
        self._known.update(zip((keys[number] for number in new), read, strict=True))
        return [list(self._known[key]) for key in keys]

    def read(self, question: str, contexts: Sequence[Context], top: int = 5) -> list[Candidate]:
        """Read as the reader does."""
        return self.read_many([(question, contexts)], top)[0]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """All else is the reader's own."""
        return getattr(self._reader, name)
