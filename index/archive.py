"""The archive: newspapers go in, passages come out."""

from __future__ import annotations

import contextlib
import datetime
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from index import maintain
from index.dates import Dated, find_dates
from index.embedder import Embedder, Encoder
from index.errors import ArchiveError, QueryError
from index.files import Item, SourceFile, read_paths
from index.filters import Filters, issue_named, name_key
from index.ingest import Ingest, ProgressCallback, telling
from index.opening import check_archive, check_fit, command_for, create_store, locked, made_by, upgrade
from index.preview import Preview, preview
from index.records import AddReport, Article, Hit, Issue, Mode
from index.search import Searcher
from index.settings import IndexSettings
from index.store import (
    FILE,
    Store,
    article_columns,
    article_of,
    delete_articles,
    prune_issues,
    set_meta,
)
from index.vectors import VectorIndex


class Archive:
    """One directory of newspapers, made searchable. Threads may share it; one process at a time writes.

    Open it with `Archive.open`, and close it, or use it as a context manager.
    """

    def __init__(self, folder: Path, store: Store, embedder: Encoder, settings: IndexSettings) -> None:
        """Put ready parts together; `open` makes them."""
        self.path = folder
        self.settings = settings
        self.embedder = embedder
        self._store = store
        self._vectors = VectorIndex(folder)
        self._searcher = Searcher(store, self._vectors, embedder, settings)
        self._write_lock = threading.Lock()

    @classmethod
    def open(
        cls,
        path: str | Path,
        create: bool = True,
        *,
        settings: IndexSettings | None = None,
        embedder: Encoder | None = None,
        check: bool = True,
    ) -> Archive:
        """Open an archive, or make one where there is none.

        Args:
            path: Its directory.
            create: Make it if it is absent; False refuses instead.
            settings: How to cut, embed and weigh; the defaults are the measured ones.
            embedder: A ready embedder in place of the one that the settings name.
            check: Refuse an archive whose vectors or terms were made in another way. `reembed` mends it.

        Raises:
            ArchiveError: No archive there, or one that this version or this model cannot use.
            ModelError: The embedder that the settings name cannot be found.
        """
        folder = Path(path)
        settings = settings or IndexSettings()
        if not (folder / FILE).is_file():
            if not create:
                raise ArchiveError(
                    f"{folder}: no archive here; make one with: {command_for('add PATH...', folder)}"
                )
            if folder.exists() and not folder.is_dir():
                raise ArchiveError(f"{folder}: this is a file; give the directory that holds the archive")
        embedder = embedder or Embedder.load(settings.embedder, batch=settings.encode_batch)
        store = Store(folder / FILE) if (folder / FILE).is_file() else create_store(folder, embedder)
        try:
            upgrade(folder, store)
            check_archive(store)
            if check:
                check_fit(folder, store, embedder)
        except BaseException:
            store.close()
            raise
        return cls(folder, store, embedder, settings)

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        newspaper: str | None = None,
        date: datetime.date | None = None,
        progress: ProgressCallback | None = None,
    ) -> AddReport:
        """Add page dumps (``.txt``), rows (``.jsonl``, ``.jsonl.gz``) and folders of them.

        What stands there already is not embedded again; a changed article replaces its older self. What
        cannot be read is told in the report, and the rest goes in.

        Args:
            paths: Files and folders.
            newspaper: The paper's name, in place of what the sources say.
            date: The issue's date, in place of what the sources say.
            progress: Called before a page is read, while a batch is embedded and after it was committed;
                what it raises ends the adding, and what was committed stays.

        Raises:
            ArchiveLocked: Another process is writing to this archive.
        """
        with self._writing():
            self._fit()
            files, problems = read_paths(paths, newspaper, date, telling(progress))
            report = self._ingest(files, progress)
        report.problems[:0] = problems
        return report

    def add_files(self, files: Sequence[SourceFile], progress: ProgressCallback | None = None) -> AddReport:
        """`add` for files that `index.files.read_paths` has read; what it could not read is not told again.

        Raises:
            ArchiveLocked: Another process is writing to this archive.
        """
        with self._writing():
            self._fit()
            return self._ingest(files, progress)

    def _ingest(self, files: Sequence[SourceFile], progress: ProgressCallback | None) -> AddReport:
        ingest = Ingest(self._store, self.embedder, self.settings)
        try:
            return ingest.add(files, progress)
        finally:
            self._save()

    def preview(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        newspaper: str | None = None,
        date: datetime.date | None = None,
    ) -> Preview:
        """What `add` would do with these paths: issues, articles and problems; nothing is written.

        Args:
            paths: Files and folders.
            newspaper: The paper's name, in place of what the sources say.
            date: The issue's date, in place of what the sources say.
        """
        return preview(self._store, paths, newspaper=newspaper, date=date)

    def add_articles(self, articles: Iterable[Item], *, source: str) -> AddReport:
        """Add ready articles from somewhere else; a later adding under the same source replaces them.

        Raises:
            ArchiveLocked: Another process is writing to this archive.
        """
        with self._writing():
            self._fit()
            ingest = Ingest(self._store, self.embedder, self.settings)
            try:
                ingest.add_items(source, articles)
            finally:
                self._save()
        return ingest.report()

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        mode: Mode = "hybrid",
        date: datetime.date | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        newspaper: str | None = None,
        page: str | None = None,
        column: str | None = None,
        byline: str | None = None,
        kind: str | None = None,
        event: tuple[datetime.date, datetime.date] | None = None,
    ) -> list[Hit]:
        """The passages that fit a question best, best first; scores lie between 0 and 1.

        Args:
            query: A question or a few words, in Simplified or Traditional characters.
            k: How many passages at most.
            mode: "hybrid" (both, fused), "dense" (by meaning) or "lexical" (by words).
            date: Only this day.
            since: Only from this day on.
            until: Only up to this day, which is included.
            newspaper: Only this paper.
            page: Only this page; "1", "01" and "第1版" mean the same.
            column: Only this column.
            byline: Only articles by this reporter, correspondent or photographer.
            kind: Only news, commentary, photo, notice or unassigned.
            event: Only passages that speak of these days, the first and the last, in whatever words (上周五).

        Raises:
            QueryError: An empty query, k below 1, an unknown mode or kind, since after until, an event that
                is no pair of days in order.
        """
        filters = Filters(date, since, until, newspaper, page, column, byline, kind, event)
        return self._searcher.search_many([query], k, mode, filters)[0]

    def search_many(
        self,
        queries: Sequence[str],
        k: int = 10,
        *,
        mode: Mode = "hybrid",
        date: datetime.date | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        newspaper: str | None = None,
        page: str | None = None,
        column: str | None = None,
        byline: str | None = None,
        kind: str | None = None,
        event: tuple[datetime.date, datetime.date] | None = None,
    ) -> list[list[Hit]]:
        """`search` for many questions in one batch: the hits of each, in the order of the questions."""
        filters = Filters(date, since, until, newspaper, page, column, byline, kind, event)
        return self._searcher.search_many(queries, k, mode, filters)

    def articles(
        self,
        *,
        date: datetime.date | None = None,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
        newspaper: str | None = None,
        page: str | None = None,
        column: str | None = None,
        byline: str | None = None,
        kind: str | None = None,
        event: tuple[datetime.date, datetime.date] | None = None,
    ) -> Iterator[Article]:
        """Articles that the filters let through: by date, paper and page, then as they stand on the page.

        Raises:
            QueryError: A filter that has no meaning; at once, not at the first article.
        """
        condition, values = Filters(date, since, until, newspaper, page, column, byline, kind, event).where()
        with self._store.reading() as connection:
            order = f"SELECT a.seq FROM articles AS a WHERE {condition} "
            order += 'ORDER BY a.date, a.newspaper_key, a.page_key, a."order", a.seq'
            seqs = [row[0] for row in connection.execute(order, values)]
        return self._iterate(seqs)

    def _iterate(self, seqs: list[int], size: int = 200) -> Iterator[Article]:
        """Articles by number, a few at a time: no transaction stays open between them."""
        for first in range(0, len(seqs), size):
            some = seqs[first : first + size]
            with self._store.reading() as connection:
                rows = connection.execute(
                    f"SELECT a.seq, {article_columns()} FROM articles AS a "
                    "WHERE a.seq IN (SELECT value FROM json_each(?))",
                    (json.dumps(some),),
                )
                found = {row[0]: article_of(row[1:]) for row in rows}
            yield from (found[seq] for seq in some if seq in found)

    def article(self, id: str) -> Article | None:  # noqa: A002 - the public name
        """The article of this id, or None."""
        with self._store.reading() as connection:
            row = connection.execute(
                f"SELECT {article_columns()} FROM articles AS a WHERE a.id = ?", (id,)
            ).fetchone()
        return article_of(row) if row else None

    def dates(self, id: str) -> list[Dated]:  # noqa: A002 - the public name
        """The days that the text of this article names, resolved against its issue; offsets count in it."""
        article = self.article(id)
        return find_dates(article.text, article.date) if article else []

    def coverage(self, newspaper: str | None = None) -> tuple[datetime.date, datetime.date] | None:
        """The days of the oldest and the newest issue, or None where there is none."""
        with self._store.reading() as connection:
            return maintain.coverage(connection, newspaper)

    def nearest_issues(self, day: datetime.date, newspaper: str | None = None) -> list[Issue]:
        """The issues of this day; where there are none, those just before and just after, oldest first."""
        with self._store.reading() as connection:
            return maintain.nearest_issues(connection, day, newspaper)

    def issues(self) -> list[Issue]:
        """Every issue with its pages and how many articles it has, oldest first."""
        with self._store.reading() as connection:
            return maintain.issues(connection)

    def counts(self) -> dict[str, int]:
        """How many issues, articles and passages there are."""
        with self._store.reading() as connection:
            return maintain.counts(connection)

    def info(self) -> dict[str, object]:
        """Where the archive is, what it holds, and how it was made."""
        with self._store.reading() as connection:
            return {"archive": str(self.path), **maintain.counts(connection), **maintain.made(connection)}

    def remove(
        self,
        issue: tuple[str, datetime.date] | str | datetime.date | None = None,
        *,
        article: str | None = None,
    ) -> int:
        """Remove an issue or one article; returns how many articles went.

        Args:
            issue: ``(newspaper, date)``, the same as ``"newspaper/2025-08-04"``, or a date for every paper's
                issue of that day.
            article: The id of one article instead.

        Raises:
            QueryError: Neither or both were given, or the date cannot be read.
            ArchiveLocked: Another process is writing to this archive.
        """
        if (issue is None) == (article is None):
            raise QueryError("remove: give either an issue or the id of an article")
        if article is not None:
            condition, values = "id = ?", [article]
        else:
            newspaper, day = issue_named(issue)
            condition, values = "date = ?", [day.isoformat()]
            if newspaper is not None:
                condition, values = condition + " AND newspaper_key = ?", [*values, name_key(newspaper)]
        with self._writing():
            with self._store.writing() as connection:
                rows = connection.execute(f"SELECT seq FROM articles WHERE {condition}", values).fetchall()
                removed = delete_articles(connection, [row[0] for row in rows])
                prune_issues(connection)
            if removed:
                self._save()
        return removed

    def verify(self) -> list[str]:
        """What is wrong with the archive, one line each; an empty list when all is well.

        SQLite's own check, counts, the place of every passage in its article, the lexical index, and FAISS
        against SQLite, vector by vector.
        """
        with self._store.reading() as connection:
            return maintain.verify(connection, self._vectors, self.path)

    def reembed(self, progress: ProgressCallback | None = None) -> int:
        """Cut and embed every article anew, as the settings say now; returns how many there are.

        Until the end the archive answers as before. A run that was stopped goes on where it was.

        Raises:
            ArchiveLocked: Another process is writing to this archive.
        """
        with self._writing():
            count = maintain.reembed(self._store, self.embedder, self.settings, progress)
            self._save()
        return count

    def close(self) -> None:
        """Give back files and memory; the archive cannot be used afterwards."""
        self._store.close()

    def __enter__(self) -> Archive:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _save(self) -> None:
        """Bring the FAISS file in step with SQLite."""
        with self._store.reading() as connection:
            self._vectors.save(connection)

    def _fit(self) -> None:
        """Refuse to mix vectors of two models; an archive without any takes the model that comes first."""
        check_fit(self.path, self._store, self.embedder)
        with self._store.writing() as connection:
            set_meta(connection, **made_by(self.embedder))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Be the one writer: threads of this archive take turns, another process is refused at once."""
        with self._write_lock, locked(self.path):
            yield
