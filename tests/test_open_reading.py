"""Open reading: figures worked out by hand from questions whose answers are known."""

from __future__ import annotations

import pytest

from eval.open_reading import Read, report
from eval.rows import SpanRow


def asked(number: int, *answers: str) -> SpanRow:
    return SpanRow(id=f"q{number}", context=f"第{number}段", question=f"第{number}问？", answers=answers)


def test_what_is_given_and_what_is_found_are_measured_over_the_same_questions() -> None:
    rows = [asked(1, "李明"), asked(2, "三百人")]
    done = [Read(rows[0], True, "李明", 0.9, "李明"), Read(rows[1], True, "五人", 0.6, "三百人")]
    figures = report(done).figures
    assert figures["given_exact_match"] == 1.0
    assert figures["open_exact_match"] == 0.5
    # 五人 and 三百人 share one character in a row: 2 * (1/2) * (1/3) / (1/2 + 1/3) = 0.4; the mean with 1.
    assert figures["open_f1"] == pytest.approx(0.7)


def test_a_text_that_was_left_out_counts_as_silence() -> None:
    rows = [asked(1, "李明"), asked(2, "三百人"), asked(3, "昨天")]
    done = [
        Read(rows[0], True, "李明", 0.9, None),
        Read(rows[1], False, "三百人", 0.2, None),
        Read(rows[2], True, "前天上午", 0.4, None),
    ]
    figures = report(done).figures
    assert figures["with_their_text"] == 2
    # The one right answer is the surest of the three.
    assert figures["auroc"] == 1.0
    assert "given_exact_match" not in figures


def test_confidence_that_misleads_is_seen() -> None:
    rows = [asked(1, "李明"), asked(2, "三百人")]
    done = [Read(rows[0], True, "李明", 0.1, None), Read(rows[1], True, "五十台", 0.9, None)]
    assert report(done).figures["auroc"] == 0.0
