"""One score from two: dense and lexical, each brought to 0..1 by bounds that no query changes.

Bounds that depend on the hits of a query (its mean and spread, its best hit) break down under filters, where
one hit has no spread; and a score that means the same in every search can be shown and compared.
"""

from __future__ import annotations

from dataclasses import dataclass

K1 = 1.2
"""FTS5's BM25 has k1 = 1.2 and b = 0.75 built in (sqlite.org/fts5.html, section 5.1.1)."""


def dense_score(cosine: float, floor: float, ceiling: float) -> float:
    """A cosine on the scale from floor (0) to ceiling (1).

    >>> dense_score(0.85, 0.7, 1.0)
    0.5
    """
    return round(min(max((cosine - floor) / (ceiling - floor), 0.0), 1.0), 12)


def lexical_score(bm25: float, attainable: float) -> float:
    """BM25 as a share of what a passage could reach that had every term of the query without end.

    Args:
        bm25: Sum over the query's terms, higher is better.
        attainable: Sum of the terms' idf times (k1 + 1): the bound of BM25's saturation.

    >>> lexical_score(3.3, 6.6)
    0.5
    """
    return min(max(bm25 / attainable, 0.0), 1.0) if attainable > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Fusion:
    """The hybrid score: ``weight * dense + (1 - weight) * lexical``, 0 to 1."""

    weight: float
    floor: float
    ceiling: float

    def hybrid(self, cosine: float, lexical: float) -> float:
        """Fuse a cosine with a lexical score of `lexical_score`."""
        return self.weight * dense_score(cosine, self.floor, self.ceiling) + (1 - self.weight) * lexical
