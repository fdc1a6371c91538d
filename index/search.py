"""A question's way through the archive: filter, dense, lexical, fuse, fetch."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from index.embedder import Encoder
from index.errors import QueryError
from index.filters import Filters
from index.fusion import Fusion, dense_score, lexical_score
from index.lexical import lexical_query, lexical_search
from index.normal import normalise, simplify
from index.records import Article, Hit, Mode, Passage
from index.settings import IndexSettings
from index.store import Store, article_columns, article_of
from index.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 256  # questions that are embedded and searched together


class Searcher:
    """Finds passages in one archive."""

    def __init__(
        self, store: Store, vectors: VectorIndex, embedder: Encoder, settings: IndexSettings
    ) -> None:
        """Use an open archive's parts."""
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._settings = settings
        self._fusion = Fusion(settings.dense_weight, settings.dense_floor, settings.dense_ceiling)

    def search_many(self, queries: Sequence[str], k: int, mode: Mode, filters: Filters) -> list[list[Hit]]:
        """For each query its hits, best first.

        Raises:
            QueryError: An empty query, ``k`` below 1, or an unknown mode.
        """
        if isinstance(queries, str):
            raise QueryError("search_many takes a list of questions; for one question use search")
        if mode not in get_args(Mode):
            raise QueryError(f"mode={mode!r}: choose hybrid, dense or lexical")
        if isinstance(k, bool) or not isinstance(k, int) or k < 1:
            raise QueryError(f"k={k!r}: ask for at least 1 passage")
        asked = [normalise(_storable(query)).text.strip() for query in queries]
        for position, query in enumerate(asked):
            if not query:
                raise QueryError(f"question {position + 1} of {len(asked)} is empty: ask something")
        hits: list[list[Hit]] = []
        for first in range(0, len(asked), _AT_ONCE):
            hits.extend(self._together(asked[first : first + _AT_ONCE], k, mode, filters))
        return hits

    def _together(self, queries: list[str], k: int, mode: Mode, filters: Filters) -> list[list[Hit]]:
        import numpy as np

        # Before the view of SQLite is taken: the model's time should not hold a transaction open.
        vectors = (
            self._embedder.encode_queries(queries)
            if mode != "lexical"
            else np.zeros((len(queries), 1), np.float32)
        )
        with self._store.reading() as connection:
            allowed = _allowed(connection, filters)
            wide = max(k, self._settings.candidates)
            if mode == "lexical":
                dense = [(np.zeros(0, np.int64), np.zeros(0, np.float32))] * len(queries)
            else:
                dense = self._vectors.search(connection, vectors, k if mode == "dense" else wide, allowed)
            found: list[list[Hit]] = []
            for query, vector, (ids, cosines) in zip(queries, vectors, dense, strict=True):
                near = dict(zip(ids.tolist(), cosines.tolist(), strict=True))
                if mode == "dense":
                    scores = {
                        p: dense_score(c, self._fusion.floor, self._fusion.ceiling) for p, c in near.items()
                    }
                else:
                    lexical = self._lexical(connection, query, wide, list(near), allowed)
                    fused = mode == "hybrid"
                    scores = self._hybrid(connection, vector, near, lexical) if fused else lexical
                # Ties in the bounded score keep the order of the cosine, then of the archive.
                order = sorted(scores, key=lambda p: (-scores[p], -near.get(p, 0.0), p))[:k]
                found.append(_fetch(connection, order, scores))
        return found

    def _lexical(
        self,
        connection: sqlite3.Connection,
        query: str,
        k: int,
        also: list[int],
        allowed: NDArray[np.int64] | None,
    ) -> dict[int, float]:
        asked = lexical_query(connection, query)
        if asked is None:
            return {}
        settings = self._settings
        weights = (settings.title_weight, 1.0, settings.byline_weight)
        some = None if allowed is None else allowed.tolist()
        scores = lexical_search(connection, asked, k, also, weights, some)
        return {passage: lexical_score(score, asked.attainable) for passage, score in scores.items()}

    def _hybrid(
        self,
        connection: sqlite3.Connection,
        vector: NDArray[np.float32],
        near: dict[int, float],
        lexical: dict[int, float],
    ) -> dict[int, float]:
        """Both scores for every candidate of either search, so that the fused order is exact among them."""
        missing = [passage for passage in lexical if passage not in near]
        cosines = self._vectors.cosines(connection, vector, missing)
        near.update(zip(missing, cosines.tolist(), strict=True))
        return {p: self._fusion.hybrid(cosine, lexical.get(p, 0.0)) for p, cosine in near.items()}


def _storable(query: str) -> str:
    """A question in characters that every encoding has: half a surrogate pair becomes a question mark."""
    return query.encode("utf-8", "replace").decode("utf-8")


def embedding_input(article: Article, start: int, end: int) -> str:
    """What is embedded for a passage: headline and date as context, then the passage itself."""
    date = f"{article.date.year}年{article.date.month}月{article.date.day}日"
    title = " ".join(part for part in (article.headline.replace("\n", " "), date) if part)
    return simplify(f"{title}\n{article.text[start:end]}")


def _allowed(connection: sqlite3.Connection, filters: Filters) -> NDArray[np.int64] | None:
    """The passages that the filters let through; None where that is all of them."""
    import numpy as np

    condition, values = filters.of_passages()
    if not values:
        return None
    rows = connection.execute(
        f"SELECT p.seq FROM articles AS a JOIN passages AS p ON p.article = a.seq WHERE {condition}", values
    )
    return np.array([row[0] for row in rows], np.int64)


def _fetch(connection: sqlite3.Connection, order: list[int], scores: dict[int, float]) -> list[Hit]:
    """Passages with their articles, in this order."""
    hits: list[Hit] = []
    articles: dict[int, Article] = {}
    for passage in order:
        row: tuple[Any, ...] | None = connection.execute(
            f'SELECT p.article, p.start, p."end", {article_columns()} FROM passages AS p '
            "JOIN articles AS a ON a.seq = p.article WHERE p.seq = ?",
            (passage,),
        ).fetchone()
        if row is None:  # the index is ahead of the view; the next search has it
            continue
        seq, start, end = row[:3]
        article = articles.setdefault(seq, article_of(row[3:]))
        place = Passage(article.id, start, end, article.text[start:end])
        hits.append(Hit(scores[passage], place, article))
    return hits
