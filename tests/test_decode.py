"""Spans from logits, computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from qa.decode import Span, decode_window, distinct

# Tokens: <s> q </s> | 甲 乙 丙 | </s>; the text's tokens are 3, 4 and 5.
OFFSETS = [(0, 1), (1, 2), (2, 3)]


def logits(**at: float) -> np.ndarray:
    values = np.full(7, -10.0, dtype=np.float32)
    for place, value in at.items():
        values[int(place[1:])] = value
    return values


def test_score_is_start_plus_end_less_both_at_the_first_token() -> None:
    spans = decode_window(logits(t0=1, t3=4), logits(t0=2, t4=5), 3, OFFSETS)
    assert spans[0] == Span(0, 2, pytest.approx(4 + 5 - 1 - 2))


def test_the_end_never_stands_before_the_start() -> None:
    spans = decode_window(logits(t0=0, t5=9), logits(t0=0, t3=9, t5=1), 3, OFFSETS)
    assert spans[0] == Span(2, 3, pytest.approx(10))
    assert all(span.end > span.start for span in spans)


def test_question_tokens_are_never_quoted_however_they_score() -> None:
    spans = decode_window(logits(t0=0, t1=50, t4=1), logits(t0=0, t1=50, t6=50, t4=1), 3, OFFSETS)
    assert spans[0] == Span(1, 2, pytest.approx(2))


def test_longest_span_in_tokens() -> None:
    spans = decode_window(logits(t0=0, t3=9), logits(t0=0, t3=1, t5=9), 3, OFFSETS, max_tokens=2)
    assert spans[0] == Span(0, 1, pytest.approx(10))


def test_tokens_that_stand_for_no_character_give_no_span() -> None:
    assert decode_window(logits(t0=0, t3=5), logits(t0=0, t3=5), 3, [(0, 0)]) == []


def test_at_most_top_spans_best_first() -> None:
    start, end = logits(t0=0, t3=3, t4=2, t5=1), logits(t0=0, t3=3, t4=2, t5=1)
    spans = decode_window(start, end, 3, OFFSETS, top=2)
    assert [(s.start, s.end, s.score) for s in spans] == [(0, 1, 6.0), (0, 2, 5.0)]


def test_of_two_that_score_alike_the_shorter_wins_where_length_counts() -> None:
    # 甲乙丙 scores 4 + 5 = 9, 丙 alone 3.8 + 5 = 8.8; ln 4 - ln 2 = 0.693 parts them once it counts half.
    start, end = logits(t0=0, t3=4, t5=3.8), logits(t0=0, t5=5)
    long = decode_window(start, end, 3, OFFSETS)[0]
    assert (long.start, long.end) == (0, 3)
    short = decode_window(start, end, 3, OFFSETS, brevity=0.5)[0]
    assert (short.start, short.end) == (2, 3)
    assert short.score == pytest.approx(8.8 - 0.5 * np.log(2))


def test_equal_spans_count_once() -> None:
    assert distinct([Span(0, 1, 3), Span(0, 1, 2), Span(1, 2, 1)], 5) == [Span(0, 1, 3), Span(1, 2, 1)]
