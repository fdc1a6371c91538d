"""Articles into the archive: what is new is embedded and committed in batches of whole articles.

The vectors are made outside of any transaction. An article that stands already in another version waits, with
its vectors, until its file has been read to the end; then old versions and articles that the file no longer
names retire in one transaction. So a run that is stopped or killed leaves whole articles only, and the next
run goes on where it was.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedder import Encoder
from index.errors import SourceError
from index.files import Item, SourceFile, problem_of
from index.filters import name_key
from index.passages import split_passages
from index.records import AddReport, Article, Issue
from index.search import embedding_input
from index.settings import IndexSettings
from index.sorting import LOOK_UP, ReadFile, Sorting, chunks
from index.store import (
    Span,
    Store,
    article_columns,
    article_of,
    content_hash,
    delete_articles,
    insert_article,
    prune_issues,
    source_seq,
    upsert_issue,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an adding is; totals are of what has to be embedded.

    ``done`` and ``total`` count characters, by which the time left is best told: those of articles that are
    in, and of the passages that are embedded for the next ones. ``articles`` counts what is in. While
    ``source`` is only being read, all of them are 0.
    """

    done: int
    total: int
    articles: int
    total_articles: int
    source: str


ProgressCallback = Callable[[Progress], None]


def telling(progress: ProgressCallback | None) -> Callable[[Path], None] | None:
    """What tells that a file is being read, before it is known what is in it; None if nobody asks."""
    if progress is None:
        return None
    return lambda path: progress(Progress(0, 0, 0, 0, str(path)))


class Ingest:
    """One adding of any number of files; the caller holds the archive's lock."""

    def __init__(self, store: Store, embedder: Encoder, settings: IndexSettings) -> None:
        """Use an open archive's parts."""
        self._store = store
        self._embedder = embedder
        self._settings = settings
        self._report = AddReport()
        self._sorting = Sorting(store, self._report.problems)
        self._touched: set[tuple[str, str]] = set()
        self._progress: ProgressCallback | None = None
        self._done = self._done_articles = self._total = self._total_articles = 0

    def add(self, files: Sequence[SourceFile], progress: ProgressCallback | None = None) -> AddReport:
        """Add files; a file that cannot be read is a problem in the report, and the others go in."""
        self._progress = progress
        if progress is not None:
            for source in files:
                self._count(source)
            self._tell("")
        for source in files:
            try:
                self.add_items(source.key, source.items(), keep_unread=source.is_rows)
            except (SourceError, OSError, UnicodeError) as error:
                self._report.problems.append(problem_of(str(source.path), error))
        return self.report()

    def report(self) -> AddReport:
        """What was done so far."""
        self._report.issues = len(self._touched)
        return self._report

    def add_items(self, key: str, items: Iterable[Item], *, keep_unread: bool = False) -> None:
        """Add what one source holds.

        Args:
            key: The source's name; a later adding under the same name replaces this one.
            items: Articles, problems and mastheads.
            keep_unread: Where some of it could not be read, keep articles that seem to have gone.
        """
        with self._store.writing() as connection:
            file = ReadFile(source_seq(connection, key), key)
        batch: list[tuple[Article, str]] = []
        passages = 0
        for article, digest, state in self._sorting.sorted_out(file, items):
            if state == "unchanged":
                self._report.unchanged += 1
                continue
            batch.append((article, digest))
            passages += len(article.text) // self._settings.passage_target + 1
            if passages >= self._settings.commit_passages:
                self._commit(file, batch)
                batch, passages = [], 0
        self._commit(file, batch)
        self._complete(file, keep_unread=keep_unread)

    def _commit(self, file: ReadFile, batch: list[tuple[Article, str]]) -> None:
        """Embed a batch, then commit it: new articles for all to find, changed ones to wait."""
        if not batch:
            return
        ready = self._embedded(batch)
        waiting = {article.id for article, _ in file.replaced}
        with self._store.writing() as connection:
            for (article, digest), (spans, vectors) in zip(batch, ready, strict=True):
                if article.id in waiting:
                    put_pending(connection, article.id, digest, self._embedder.fingerprint, spans, vectors)
                else:
                    insert_article(connection, article, digest, file.seq, spans, vectors)
                    upsert_issue(connection, _issue_of(article))
        for article, _ in batch:
            self._report.articles += 1
            self._touched.add(_issue_key(article))
            self._done += len(article.text)
            self._done_articles += 1
        self._tell(file.key)

    def _embedded(self, batch: list[tuple[Article, str]]) -> list[tuple[list[Span], NDArray[np.float16]]]:
        """Passages and vectors of each article; what was embedded before is not embedded again."""
        import numpy as np

        settings = self._settings
        ready: list[tuple[list[Span], NDArray[np.float16]] | None] = []
        known: dict[str, NDArray[np.float16]] = {}
        with self._store.reading() as connection:
            for article, digest in batch:
                ready.append(get_pending(connection, article.id, digest, self._embedder.fingerprint))
                known.update(_old_vectors(connection, article.id))
        cut: dict[int, tuple[list[Span], list[str]]] = {}
        for position, (article, _) in enumerate(batch):
            if ready[position] is None:
                spans = split_passages(article.text, settings.passage_target, settings.passage_limit) or [
                    (0, 0)
                ]
                cut[position] = spans, [embedding_input(article, *span) for span in spans]
        fresh = list(dict.fromkeys(text for _, texts in cut.values() for text in texts if text not in known))
        if fresh:
            vectors = self._embedder.encode_passages(fresh, self._within(batch, len(fresh)))
            known.update(zip(fresh, vectors.astype(np.float16), strict=True))
            self._report.passages += len(fresh)
        for position, (spans, texts) in cut.items():
            ready[position] = spans, np.stack([known[text] for text in texts])
        return [pair for pair in ready if pair is not None]

    def _complete(self, file: ReadFile, *, keep_unread: bool) -> None:
        """The file has been read to its end: let the new versions answer, and what has gone retire."""
        with self._store.writing() as connection:
            for article, digest in file.replaced:
                pair = get_pending(connection, article.id, digest, self._embedder.fingerprint)
                assert pair is not None, "a changed article waits with its vectors"
                old = connection.execute("SELECT seq FROM articles WHERE id = ?", (article.id,)).fetchall()
                delete_articles(connection, [row[0] for row in old])
                insert_article(connection, article, digest, file.seq, *pair)
                upsert_issue(connection, _issue_of(article))
                connection.execute("DELETE FROM pending WHERE id = ?", (article.id,))
            connection.executemany(
                'UPDATE articles SET file = ?, source = ?, "order" = ? WHERE id = ?',
                [(file.seq, article.source, article.order, article.id) for article, _ in file.moved],
            )
            delete_articles(connection, self._sorting.gone(connection, file, keep_unread=keep_unread))
            for issue in file.issues:
                if upsert_issue(connection, issue):
                    self._touched.add((name_key(issue.newspaper), issue.date.isoformat()))
            prune_issues(connection)

    def _count(self, source: SourceFile) -> None:
        """Add to the totals what a file will have to embed; its faults are told when it is added."""
        try:
            for chunk in chunks(source.items(), LOOK_UP):
                articles = [item for item in chunk if isinstance(item, Article)]
                standing = self._sorting.standing([article.id for article in articles])
                for article in articles:
                    old = standing.get(article.id)
                    if old is None or old.digest != content_hash(article):
                        self._total += len(article.text)
                        self._total_articles += 1
        except (SourceError, OSError, UnicodeError):
            return

    def _within(self, batch: Sequence[tuple[Article, str]], passages: int) -> Callable[[int], None] | None:
        """What tells how far the embedding of a batch is, by its passages; None if nobody asks."""
        progress, done = self._progress, 0
        if progress is None:
            return None
        characters = sum(len(article.text) for article, _ in batch)

        def embedded(count: int) -> None:
            nonlocal done
            done += count
            before, so_far = self._done, characters * done // passages
            articles, total = self._done_articles, self._total_articles
            progress(Progress(before + so_far, self._total, articles, total, batch[0][0].source))

        return embedded

    def _tell(self, source: str) -> None:
        if self._progress is not None:
            self._progress(
                Progress(self._done, self._total, self._done_articles, self._total_articles, source)
            )


def put_pending(
    connection: sqlite3.Connection,
    identity: str,
    digest: str,
    embedder: str,
    spans: Sequence[Span],
    vectors: NDArray[np.float16],
) -> None:
    """Keep an article's passages and vectors until they may answer."""
    row = (identity, digest, embedder, json.dumps(spans), vectors.tobytes())
    connection.execute("INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?, ?)", row)


def get_pending(
    connection: sqlite3.Connection, identity: str, digest: str, embedder: str
) -> tuple[list[Span], NDArray[np.float16]] | None:
    """What `put_pending` kept, or None."""
    import numpy as np

    row = connection.execute(
        "SELECT spans, vectors FROM pending WHERE id = ? AND hash = ? AND embedder = ?",
        (identity, digest, embedder),
    ).fetchone()
    if row is None:
        return None
    spans = [(start, end) for start, end in json.loads(row[0])]
    return spans, np.frombuffer(row[1], np.float16).reshape(len(spans), -1)


def _old_vectors(connection: sqlite3.Connection, identity: str) -> Iterator[tuple[str, NDArray[np.float16]]]:
    """What was embedded of the version that stands, by its wording: a small correction embeds one passage."""
    import numpy as np

    rows = connection.execute(
        f'SELECT p.start, p."end", v.vector, {article_columns()} FROM articles AS a '
        "JOIN passages AS p ON p.article = a.seq JOIN vectors AS v ON v.passage = p.seq WHERE a.id = ?",
        (identity,),
    )
    for start, end, vector, *columns in rows:
        yield embedding_input(article_of(columns), start, end), np.frombuffer(vector, np.float16)


def _issue_of(article: Article) -> Issue:
    return Issue(article.newspaper, article.date, article.issue_number)


def _issue_key(article: Article) -> tuple[str, str]:
    return name_key(article.newspaper), article.date.isoformat()
