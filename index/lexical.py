"""The lexical search: BM25 of FTS5 over the terms that we cut ourselves."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from index.fusion import K1
from index.terms import encoded, terms


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question as FTS5 takes it, and the most that a passage can score for it."""

    match: str
    attainable: float


def lexical_query(connection: sqlite3.Connection, question: str) -> LexicalQuery | None:
    """The terms of a question that tell passages apart, joined by OR; None where there are none.

    A term that more than half of all passages hold is left out: its idf, as FTS5 computes it, is nil, and the
    list of its places is the longest of all.
    """
    wanted = dict.fromkeys(encoded(term) for term in terms(question))
    if not wanted:
        return None
    passages = int(connection.execute("SELECT value FROM meta WHERE key = 'passages'").fetchone()[0])
    chosen: list[str] = []
    attainable = 0.0
    for term in wanted:
        row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
        holders = row[0] if row else 0
        idf = math.log((passages - holders + 0.5) / (holders + 0.5))
        if idf > 0:
            attainable += idf * (K1 + 1)
            if holders:
                chosen.append(term)
    if not chosen:
        # So few passages, or such common words, that no term tells them apart: take what there is.
        chosen = list(wanted)
        attainable = 1e-6 * len(chosen) * (K1 + 1)
    return LexicalQuery(" OR ".join(f'"{term}"' for term in chosen), attainable)


def lexical_search(
    connection: sqlite3.Connection,
    query: LexicalQuery,
    k: int,
    also: Sequence[int],
    weights: tuple[float, float, float],
    allowed: Sequence[int] | None = None,
) -> dict[int, float]:
    """BM25, higher is better, of the ``k`` best passages and of all in ``also`` that hold a term.

    Args:
        connection: A view of the archive.
        query: What `lexical_query` made.
        k: How many of the best.
        also: Passages that are scored in any case.
        weights: Of title, body and byline.
        allowed: The passages that may be found; None for all.
    """
    # The plus sign keeps SQLite from asking FTS5 anew for each number: BM25 would be set up each time.
    condition = "" if allowed is None else "AND +rowid IN (SELECT value FROM json_each(:allowed))"
    rows = connection.execute(
        f"""WITH scored AS MATERIALIZED (
                SELECT rowid AS passage, -bm25(terms, :title, :body, :byline) AS score
                FROM terms WHERE terms MATCH :match {condition}),
            best AS (SELECT passage, score FROM scored ORDER BY score DESC, passage LIMIT :k)
            SELECT passage, score FROM best
            UNION SELECT passage, score FROM scored WHERE passage IN (SELECT value FROM json_each(:also))""",
        {
            "match": query.match,
            "k": k,
            "also": json.dumps(list(also)),
            "allowed": json.dumps(list(allowed)) if allowed is not None else None,
            "title": weights[0],
            "body": weights[1],
            "byline": weights[2],
        },
    )
    return dict(rows.fetchall())
