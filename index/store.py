"""The SQLite file of an archive: the truth that everything else is derived from."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveError, ArchiveLocked
from index.eventdays import SCHEMA as DATES_SCHEMA
from index.eventdays import insert_dates, version
from index.filters import name_key, page_key
from index.records import Article, Issue
from index.terms import document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 2
"""Counts up when an archive of the old form can no longer be read."""

FILE = "archive.sqlite"

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (seq INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
CREATE TABLE issues (
    newspaper TEXT NOT NULL, date TEXT NOT NULL, newspaper_key TEXT NOT NULL,
    number INTEGER, weekday TEXT NOT NULL, lunar TEXT NOT NULL, publishers TEXT NOT NULL,
    PRIMARY KEY (newspaper_key, date)) WITHOUT ROWID;
CREATE TABLE articles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL,
    file INTEGER NOT NULL REFERENCES sources (seq),
    newspaper_key TEXT NOT NULL, page_key TEXT NOT NULL, column_key TEXT NOT NULL,
    newspaper TEXT NOT NULL, date TEXT NOT NULL, issue_number INTEGER, page TEXT NOT NULL,
    page_name TEXT NOT NULL, page_inferred INTEGER NOT NULL, "column" TEXT NOT NULL, kind TEXT NOT NULL,
    kicker TEXT NOT NULL, headline TEXT NOT NULL, deck TEXT NOT NULL, byline TEXT NOT NULL,
    reporters TEXT NOT NULL, correspondents TEXT NOT NULL, photographers TEXT NOT NULL,
    text TEXT NOT NULL, source TEXT NOT NULL, "order" INTEGER NOT NULL);
CREATE INDEX articles_issue ON articles (date, newspaper_key, page_key, "order");
CREATE INDEX articles_file ON articles (file);
CREATE TABLE names (name TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    PRIMARY KEY (name, article)) WITHOUT ROWID;
CREATE INDEX names_article ON names (article);
CREATE TABLE passages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (seq) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL);
CREATE INDEX passages_article ON passages (article);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages (seq) ON DELETE CASCADE,
    vector BLOB NOT NULL);
-- Articles that are embedded already and wait until their file is complete, or all of a re-embedding is.
CREATE TABLE pending (
    id TEXT NOT NULL, hash TEXT NOT NULL, embedder TEXT NOT NULL,
    spans TEXT NOT NULL, vectors BLOB NOT NULL, PRIMARY KEY (id, hash, embedder));
-- Without content: the terms can be cut again from the article, and they would take more room than the texts.
CREATE VIRTUAL TABLE terms USING fts5 (title, body, byline, content='', tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (terms, row);
"""
_SCHEMA += DATES_SCHEMA

_LISTS = ("reporters", "correspondents", "photographers")
_FIELDS = tuple(field.name for field in fields(Article))
_COLUMNS = ", ".join(f'a."{name}"' for name in _FIELDS)
Span = tuple[int, int]


def content_hash(article: Article) -> str:
    """What an article says, without where it was read: a change of it is a new version."""
    content = {name: getattr(article, name) for name in _FIELDS if name not in ("source", "order")}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()[:32]


def article_of(row: Sequence[Any]) -> Article:
    """An article from the columns that `article_columns` names."""
    values = dict(zip(_FIELDS, row, strict=True))
    for name in _LISTS:
        values[name] = tuple(json.loads(values[name]))
    values["date"] = datetime.date.fromisoformat(values["date"])
    values["page_inferred"] = bool(values["page_inferred"])
    return Article(**values)


def article_columns() -> str:
    """The columns of ``articles AS a`` that make an `Article`, in its order."""
    return _COLUMNS


class Store:
    """Connections to one ``archive.sqlite``; threads may share it."""

    def __init__(self, path: Path) -> None:
        """Use an existing file; `create` makes one."""
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def create(cls, folder: Path, meta: dict[str, str]) -> Store:
        """Make an archive that is whole from its first moment: beside its name, then renamed."""
        import os

        made = folder / f"{FILE}.new-{os.getpid()}"
        connection = sqlite3.connect(made, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript("BEGIN;" + _SCHEMA)
            rows = {"format": str(FORMAT), "generation": "0", "removals": "0", "passages": "0", **meta}
            rows["dates"] = version()
            connection.executemany("INSERT INTO meta VALUES (?, ?)", rows.items())
            connection.execute("COMMIT")
        finally:
            connection.close()
        os.replace(made, folder / FILE)
        return cls(folder / FILE)

    def _connect(self) -> sqlite3.Connection:
        if self._closed:
            raise ArchiveError(
                f"{self.path.parent}: this archive was closed; open it again with Archive.open"
            )
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        try:
            connection = connection or self._connect()
            yield connection
        except sqlite3.DatabaseError as error:
            if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):
                raise
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise ArchiveLocked(
                    f"{self.path.parent}: another program holds this archive's database locked; close it, or "
                    "wait until it is done, and try again"
                ) from error
            raise ArchiveError(
                f"{self.path}: SQLite says: {error}. If the disk is full or the folder read-only, mend that; "
                "if the file is damaged, put back a copy of it or add the papers to a new archive"
            ) from error
        finally:
            if connection is not None:
                with self._lock:
                    if self._closed:
                        connection.close()
                    else:
                        self._idle.append(connection)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One consistent view of the archive, whatever a writer does meanwhile."""
        with self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is committed, or none of it."""
        with self._borrowed() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has ended it already
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close every connection; those in use close when they are given back."""
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()


def get_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Everything `meta` holds."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def set_meta(connection: sqlite3.Connection, **values: str) -> None:
    """Write these entries of `meta`."""
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def changed(connection: sqlite3.Connection, *, added: int = 0, removed: int = 0) -> None:
    """Count a change of the passages, so that readers and the FAISS file notice it."""
    for key, by in (("generation", 1), ("removals", removed), ("passages", added - removed)):
        connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = ?", (by, key))


def title_of(article: Article) -> str:
    """What the lexical index counts as title."""
    return "\n".join(part for part in (article.kicker, article.headline, article.deck) if part)


def byline_of(article: Article) -> str:
    """What the lexical index counts as byline: names, column, page name."""
    names = (*article.reporters, *article.correspondents, *article.photographers)
    return "\n".join(part for part in (article.byline, *names, article.column, article.page_name) if part)


def source_seq(connection: sqlite3.Connection, path: str) -> int:
    """The number of a source file, made where it is new."""
    connection.execute("INSERT OR IGNORE INTO sources (path) VALUES (?)", (path,))
    return int(connection.execute("SELECT seq FROM sources WHERE path = ?", (path,)).fetchone()[0])


def insert_article(
    connection: sqlite3.Connection,
    article: Article,
    digest: str,
    file: int,
    spans: Sequence[Span],
    vectors: NDArray[np.float16],
) -> None:
    """Put one article in, with passages, vectors and terms; the caller has removed its older self."""
    values: dict[str, Any] = {name: getattr(article, name) for name in _FIELDS}
    for name in _LISTS:
        values[name] = json.dumps(values[name], ensure_ascii=False)
    values["date"] = article.date.isoformat()
    values["page_inferred"] = int(article.page_inferred)
    values |= {
        "hash": digest,
        "file": file,
        "newspaper_key": name_key(article.newspaper),
        "page_key": page_key(article.page),
        "column_key": name_key(article.column),
    }
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    seq = connection.execute(
        f"INSERT INTO articles ({names}) VALUES ({marks})", list(values.values())
    ).lastrowid
    people = {
        name_key(name) for name in (*article.reporters, *article.correspondents, *article.photographers)
    }
    connection.executemany("INSERT INTO names VALUES (?, ?)", [(name, seq) for name in people])
    insert_dates(connection, int(seq or 0), article)
    insert_passages(connection, int(seq or 0), article, spans, vectors)


def insert_passages(
    connection: sqlite3.Connection,
    seq: int,
    article: Article,
    spans: Sequence[Span],
    vectors: NDArray[np.float16],
) -> None:
    """The passages of an article that stands there, with vectors and terms."""
    title, byline = document(title_of(article)), document(byline_of(article))
    for (start, end), vector in zip(spans, vectors, strict=True):
        passage = connection.execute(
            'INSERT INTO passages (article, start, "end") VALUES (?, ?, ?)', (seq, start, end)
        ).lastrowid
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (passage, vector.tobytes()))
        connection.execute(
            "INSERT INTO terms (rowid, title, body, byline) VALUES (?, ?, ?, ?)",
            (passage, title, document(article.text[start:end]), byline),
        )
    changed(connection, added=len(spans))


def delete_passages(connection: sqlite3.Connection, seq: int) -> int:
    """Take the passages of an article out of every index; returns how many there were."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM articles AS a WHERE a.seq = ?", (seq,)).fetchone()
    article = article_of(row)
    title, byline = document(title_of(article)), document(byline_of(article))
    spans = connection.execute('SELECT seq, start, "end" FROM passages WHERE article = ?', (seq,)).fetchall()
    # An index without content is told what it held; the terms come out the same as when they went in.
    connection.executemany(
        "INSERT INTO terms (terms, rowid, title, body, byline) VALUES ('delete', ?, ?, ?, ?)",
        [(passage, title, document(article.text[start:end]), byline) for passage, start, end in spans],
    )
    connection.execute("DELETE FROM passages WHERE article = ?", (seq,))
    changed(connection, removed=len(spans))
    return len(spans)


def delete_articles(connection: sqlite3.Connection, seqs: Iterable[int]) -> int:
    """Take articles out of every table and index; returns how many."""
    count = 0
    for seq in seqs:
        delete_passages(connection, seq)
        connection.execute("DELETE FROM articles WHERE seq = ?", (seq,))
        count += 1
    return count


def upsert_issue(connection: sqlite3.Connection, issue: Issue) -> bool:
    """Keep what a masthead says; an empty field never overwrites a filled one. True on a change."""
    key = (name_key(issue.newspaper), issue.date.isoformat())
    columns = "newspaper, number, weekday, lunar, publishers"
    old = connection.execute(
        f"SELECT {columns} FROM issues WHERE newspaper_key = ? AND date = ?", key
    ).fetchone()
    publishers = json.dumps(issue.publishers, ensure_ascii=False) if issue.publishers else ""
    new: tuple[Any, ...] = (issue.newspaper, issue.number, issue.weekday, issue.lunar, publishers)
    if old:
        new = tuple(after or before for before, after in zip(old, new, strict=True))
    if old == new:
        return False
    connection.execute(
        f"INSERT OR REPLACE INTO issues (newspaper_key, date, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        key + new,
    )
    return True


def prune_issues(connection: sqlite3.Connection) -> None:
    """Forget issues of which no article is left."""
    connection.execute(
        "DELETE FROM issues WHERE NOT EXISTS (SELECT 1 FROM articles AS a "
        "WHERE a.date = issues.date AND a.newspaper_key = issues.newspaper_key)"
    )
