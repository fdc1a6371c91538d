from __future__ import annotations

import pytest

from index.fusion import Fusion, dense_score, lexical_score


def test_dense_bounds() -> None:
    assert dense_score(0.85, 0.7, 1.0) == 0.5
    assert dense_score(0.2, 0.7, 1.0) == 0.0
    assert dense_score(1.0001, 0.7, 1.0) == 1.0


def test_lexical_is_a_share_of_what_can_be_attained() -> None:
    assert lexical_score(3.3, 6.6) == 0.5
    assert lexical_score(9.0, 6.6) == 1.0
    assert lexical_score(1.0, 0.0) == 0.0


def test_the_hybrid_score_is_the_weighted_sum() -> None:
    fusion = Fusion(weight=0.75, floor=0.6, ceiling=1.0)
    assert fusion.hybrid(0.8, 0.2) == pytest.approx(0.75 * 0.5 + 0.25 * 0.2)
