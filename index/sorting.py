"""What a source holds, held against the archive: which articles are new, which changed, which stand there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from index.files import Item
from index.records import Article, Issue, Problem, Repeat
from index.store import Store, content_hash

LOOK_UP = 200
"""Articles whose state is asked of SQLite at a time."""

State = Literal["new", "changed", "unchanged"]
T = TypeVar("T")


@dataclass(slots=True)
class ReadFile:
    """What is known of one source while it is read; ``seq`` is its number in the archive, 0 without any."""

    seq: int
    key: str
    seen: dict[str, str] = field(default_factory=dict)
    replaced: list[tuple[Article, str]] = field(default_factory=list)
    moved: list[tuple[Article, str]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The version of an article that the archive holds."""

    seq: int
    digest: str
    file: str
    source: str
    order: int


class Sorting:
    """Sorts what sources hold; what is wrong with them goes into ``problems``."""

    def __init__(self, store: Store | None, problems: list[Problem]) -> None:
        """Use an archive, None for one that is not there yet, and a list that takes the problems."""
        self._store = store
        self._problems = problems

    def sorted_out(
        self, file: ReadFile, items: Iterable[Item], before: dict[str, Standing] | None = None
    ) -> Iterator[tuple[Article, str, State]]:
        """The articles of a source, each id once, with their content hash and how they stand to the archive.

        Args:
            file: What is learned of the source goes in here.
            items: Articles, problems and mastheads.
            before: Articles of sources that were sorted but did not go in; they count as standing there.
        """
        for chunk in chunks(items, LOOK_UP):
            articles = self._articles(file, chunk)
            found = self.standing([article.id for article, _ in articles])
            for article, digest in articles:
                old = (before or {}).get(article.id) or found.get(article.id)
                if old and old.digest == digest:
                    if (old.file, old.source, old.order) != (file.key, article.source, article.order):
                        file.moved.append((article, digest))
                    yield article, digest, "unchanged"
                    continue
                if old:
                    file.replaced.append((article, digest))
                    if old.file != file.key:
                        message = (
                            f"the article {article.id} ({article.title}) replaces the one from {old.file}"
                        )
                        self._problems.append(Problem(article.source or file.key, None, message))
                yield article, digest, "changed" if old else "new"

    def standing(self, ids: Sequence[str]) -> dict[str, Standing]:
        """Those of these articles that the archive has."""
        if self._store is None:
            return {}
        with self._store.reading() as connection:
            rows = connection.execute(
                'SELECT a.id, a.seq, a.hash, s.path, a.source, a."order" FROM articles AS a '
                "JOIN sources AS s ON s.seq = a.file WHERE a.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            return {row[0]: Standing(*row[1:]) for row in rows}

    def gone(self, connection: sqlite3.Connection, file: ReadFile, *, keep_unread: bool) -> list[int]:
        """Numbers of the articles that an earlier version of a source had and this one has no more.

        Args:
            connection: The view of SQLite.
            file: The source, read to its end.
            keep_unread: Keep them, and say so, where some of the source could not be read.
        """
        rows = connection.execute("SELECT seq, id FROM articles WHERE file = ?", (file.seq,)).fetchall()
        gone = [seq for seq, identity in rows if identity not in file.seen]
        if gone and keep_unread and file.unread:
            message = f"{len(gone)} articles that an earlier version of this file had are kept, since "
            message += "some rows could not be read; mend those and add the file again"
            self._problems.append(Problem(file.key, None, message))
            return []
        return gone

    def _articles(self, file: ReadFile, chunk: Sequence[Item]) -> list[tuple[Article, str]]:
        """The articles of a chunk, each id once; everything else to where it belongs."""
        articles: list[tuple[Article, str]] = []
        for item in chunk:
            if isinstance(item, Problem):
                self._problems.append(item)
                file.unread += not isinstance(item, Repeat)
            elif isinstance(item, Issue):
                file.issues.append(item)
            else:
                try:
                    digest = content_hash(item)
                except UnicodeEncodeError:
                    message = (
                        f"the article {item.id} holds half a surrogate pair, which is no character; left out"
                    )
                    self._problems.append(Problem(item.source or file.key, None, message))
                    file.unread += 1
                    continue
                if item.id not in file.seen:
                    file.seen[item.id] = digest
                    articles.append((item, digest))
                else:
                    same = "word for word" if file.seen[item.id] == digest else "with other content"
                    message = f"the id {item.id} ({item.title}) stands here twice, {same}; the first is kept"
                    self._problems.append(Problem(item.source or file.key, None, message))
        return articles


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of so many items; the last may be shorter."""
    chunk: list[T] = []
    try:
        for item in items:
            chunk.append(item)
            if len(chunk) == size:
                yield chunk
                chunk = []
    except Exception:
        # What came before the fault is told as well.
        if chunk:
            yield chunk
        raise
    if chunk:
        yield chunk
