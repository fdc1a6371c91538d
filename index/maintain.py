"""What keeps an archive in order: counting, checking, embedding anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from index import terms
from index.embedder import Encoder
from index.errors import ArchiveError
from index.eventdays import rows_of, stored
from index.filters import name_key
from index.ingest import Progress, ProgressCallback, get_pending, put_pending
from index.passages import split_passages
from index.records import Article, Issue
from index.search import embedding_input
from index.settings import IndexSettings
from index.store import (
    Store,
    article_columns,
    article_of,
    changed,
    get_meta,
    insert_passages,
    set_meta,
)
from index.vectors import VectorIndex

_AT_ONCE = 40  # articles embedded together


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by what they are."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in ("issues", "articles", "passages")
    }


def made(connection: sqlite3.Connection) -> dict[str, object]:
    """The span of days, format and fingerprints."""
    meta = get_meta(connection)
    first, last = connection.execute("SELECT min(date), max(date) FROM articles").fetchone()
    return {
        "first": first or "",
        "last": last or "",
        "format": int(meta["format"]),
        "generation": int(meta["generation"]),
        "embedder": f"{meta['embedder_name']} ({meta['embedder']})",
        "dictionary": meta["dictionary"],
    }


def issues(connection: sqlite3.Connection) -> list[Issue]:
    """Every issue, oldest first, with its pages in order."""
    pages: dict[tuple[str, str], list[str]] = {}
    articles: dict[tuple[str, str], int] = {}
    for newspaper, day, page, count in connection.execute(
        "SELECT newspaper_key, date, min(page), count(*) FROM articles "
        "GROUP BY newspaper_key, date, page_key ORDER BY page_key"
    ):
        pages.setdefault((newspaper, day), []).append(page)
        articles[newspaper, day] = articles.get((newspaper, day), 0) + count
    rows = connection.execute(
        "SELECT newspaper_key, newspaper, date, number, weekday, lunar, publishers FROM issues "
        "ORDER BY date, newspaper_key"
    )
    return [
        Issue(
            newspaper=newspaper,
            date=date.fromisoformat(day),
            number=number,
            weekday=weekday,
            lunar=lunar,
            publishers=tuple(json.loads(publishers or "[]")),
            pages=tuple(pages.get((key, day), ())),
            articles=articles.get((key, day), 0),
        )
        for key, newspaper, day, number, weekday, lunar, publishers in rows
    ]


def coverage(connection: sqlite3.Connection, newspaper: str | None) -> tuple[date, date] | None:
    """The first and the last day of which there is an issue."""
    query, values = "SELECT min(date), max(date) FROM issues", []
    if newspaper is not None:
        query, values = query + " WHERE newspaper_key = ?", [name_key(newspaper)]
    first, last = connection.execute(query, values).fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def nearest_issues(connection: sqlite3.Connection, day: date, newspaper: str | None) -> list[Issue]:
    """The issues of the day itself, else those of the last day before it and the first day after it."""
    key = None if newspaper is None else name_key(newspaper)
    some = [issue for issue in issues(connection) if key is None or name_key(issue.newspaper) == key]
    dates = {issue.date for issue in some}
    near = {day} & dates
    if not near:
        before, after = [d for d in dates if d < day], [d for d in dates if d > day]
        near = {*([max(before)] if before else []), *([min(after)] if after else [])}
    return [issue for issue in some if issue.date in near]


def verify(connection: sqlite3.Connection, vectors: VectorIndex, folder: Path) -> list[str]:
    """What is wrong, one line each."""
    return [
        *_verify_sqlite(connection),
        *_verify_passages(connection),
        *_verify_dates(connection),
        *_verify_indexes(connection, vectors),
    ]


def _verify_sqlite(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"SQLite: {row[0]}"
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"SQLite: a row of {row[0]} points to a row of {row[2]} that is not there"


def _verify_passages(connection: sqlite3.Connection) -> Iterator[str]:
    # Python counts, since SQLite's length() stops at a NUL that a source may hold.
    lengths = {seq: len(text) for seq, text in connection.execute("SELECT seq, text FROM articles")}
    rows = connection.execute(
        'SELECT a.seq, a.id, p.start, p."end" FROM articles AS a LEFT JOIN passages AS p '
        "ON p.article = a.seq ORDER BY a.seq, p.start"
    )
    last: tuple[str, int] = ("", 0)
    for seq, identity, start, end in rows:
        length = lengths[seq]
        if start is None:
            yield f"article {identity}: has no passage"
            continue
        before = last[1] if last[0] == identity else 0
        if not (before <= start <= end <= length and (start < end or length == 0 or start == end == 0)):
            yield f"article {identity}: passage {start} to {end} does not fit its text of {length} characters"
        last = identity, end


def _verify_dates(connection: sqlite3.Connection) -> Iterator[str]:
    for seq, *columns in connection.execute(f"SELECT a.seq, {article_columns()} FROM articles AS a"):
        article = article_of(columns)
        if stored(connection, seq) != rows_of(article):
            yield f"article {article.id}: the days that it speaks of are stored otherwise than found in it"


def _verify_indexes(connection: sqlite3.Connection, vectors: VectorIndex) -> Iterator[str]:
    import numpy as np

    meta = get_meta(connection)
    passages = [row[0] for row in connection.execute("SELECT seq FROM passages ORDER BY seq")]
    for name, query in (
        ("the count kept in meta", "SELECT value FROM meta WHERE key = 'passages'"),
        ("vectors", "SELECT count(*) FROM vectors"),
        ("the lexical index", "SELECT count(*) FROM terms_docsize"),
    ):
        count = int(connection.execute(query).fetchone()[0])
        if count != len(passages):
            yield f"{name}: {count}, but there are {len(passages)} passages"
    if meta.get("dictionary") != terms.fingerprint():
        yield "the lexical index was cut with another dictionary: run reembed"
    held = np.sort(vectors.ids(connection))
    if held.tolist() != passages:
        yield f"FAISS holds {len(held)} passages, SQLite {len(passages)}, and they are not the same"
        return
    wrong = 0
    for seq, blob in connection.execute("SELECT passage, vector FROM vectors"):
        vector = np.frombuffer(blob, np.float16).astype(np.float32)
        if abs(float(vector @ vector) - 1) > 0.02:
            yield f"passage {seq}: its vector has not the length 1"
        wrong += not vectors.same(seq, vector)
    if wrong:
        yield f"FAISS: {wrong} vectors differ from SQLite's; delete vectors.faiss, it will be built again"


def reembed(
    store: Store, embedder: Encoder, settings: IndexSettings, progress: ProgressCallback | None
) -> int:
    """Cut and embed every article anew and put all of it in place in one transaction."""
    with store.reading() as connection:
        rows = connection.execute("SELECT seq, hash, length(text) FROM articles ORDER BY seq").fetchall()
    key = f"{embedder.fingerprint}/{settings.passage_target}/{settings.passage_limit}"
    done = 0
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        _embed_some(store, embedder, settings, key, some)
        done += sum(row[2] for row in some)
        if progress is not None:
            total = sum(row[2] for row in rows)
            progress(
                Progress(done, total, min(first + _AT_ONCE, len(rows)), len(rows), str(store.path.parent))
            )
    with store.writing() as connection:
        before = int(get_meta(connection)["passages"])
        connection.execute("INSERT INTO terms (terms) VALUES ('delete-all')")
        connection.execute("DELETE FROM passages")
        changed(connection, removed=before)
        for seq, digest, _ in rows:
            article = _article(connection, seq)
            ready = get_pending(connection, article.id, digest, key)
            if ready is None:
                raise ArchiveError(f"article {article.id} changed while it was embedded; run reembed again")
            insert_passages(connection, seq, article, *ready)
        connection.execute("DELETE FROM pending")
        set_meta(
            connection,
            embedder=embedder.fingerprint,
            embedder_name=embedder.name,
            dictionary=terms.fingerprint(),
        )
    return len(rows)


def _embed_some(
    store: Store, embedder: Encoder, settings: IndexSettings, key: str, rows: list[tuple[Any, ...]]
) -> None:
    import numpy as np

    with store.reading() as connection:
        articles = [(_article(connection, seq), digest) for seq, digest, _ in rows]
        articles = [pair for pair in articles if get_pending(connection, pair[0].id, pair[1], key) is None]
    cut = [
        split_passages(article.text, settings.passage_target, settings.passage_limit) or [(0, 0)]
        for article, _ in articles
    ]
    texts = [
        embedding_input(article, *span)
        for (article, _), spans in zip(articles, cut, strict=True)
        for span in spans
    ]
    if not texts:
        return
    vectors = embedder.encode_passages(texts).astype(np.float16)
    with store.writing() as connection:
        first = 0
        for (article, digest), spans in zip(articles, cut, strict=True):
            put_pending(connection, article.id, digest, key, spans, vectors[first : first + len(spans)])
            first += len(spans)


def _article(connection: sqlite3.Connection, seq: int) -> Article:
    row = connection.execute(
        f"SELECT {article_columns()} FROM articles AS a WHERE a.seq = ?", (seq,)
    ).fetchone()
    return article_of(row)
