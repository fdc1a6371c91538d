"""Open reading: figures worked out by hand from questions whose answers are known."""

from __future__ import annotations

import pytest

from eval.compare import compare
from eval.open_reading import Read, report, spread
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


def test_a_short_answer_inside_a_long_reference_is_wrong_by_f1_and_right_for_a_reader() -> None:
    rows = [asked(1, "三百人"), asked(2, "昨天")]
    done = [Read(rows[0], True, "共有三百人左右", 0.9, None), Read(rows[1], True, "明天下午", 0.2, None)]
    figures = report(done).figures
    # 2 * (3/7) / (3/7 + 1) = 0.6 of the first, so nothing is right, and there is nothing to tell apart.
    assert figures["auroc"] is None
    assert figures["judged_auroc"] == 1.0
    assert figures["calibration_error"] == pytest.approx(0.55)
    assert figures["judged_calibration_error"] == pytest.approx((0.1 + 0.2) / 2)


def test_a_right_answer_from_elsewhere_is_wrong_by_either_rule() -> None:
    figures = report([Read(asked(1, "李明"), False, "李明", 0.9, None)]).figures
    assert (figures["calibration_error"], figures["judged_calibration_error"]) == (0.9, 0.9)


def test_what_a_question_is_worth_is_told_only_where_its_text_is_there() -> None:
    rows = [asked(1, "李明"), asked(2, "三百人")]
    done = [Read(rows[0], True, "李明", 0.9, None), Read(rows[1], False, "三百人", 0.2, None)]
    first, second = report(done).rows
    assert (first["exact_match"], first["f1"]) == (1.0, 1.0)
    # Right words from another text are no answer: what was asked about was left out.
    assert (second["exact_match"], second["f1"]) == (None, None)
    assert report(done).figures["open_exact_match"] == 1.0


def test_a_part_is_spread_over_the_file() -> None:
    rows = [asked(number, "甲") for number in range(10)]
    assert [row.id for row in spread(rows, 3)] == ["q0", "q3", "q6"]
    assert spread(rows, None) == spread(rows, 10) == spread(rows, 11) == rows


def test_two_runs_can_be_compared() -> None:
    rows = [asked(1, "李明"), asked(2, "三百人"), asked(3, "昨天")]
    before = report([Read(row, row.id != "q3", "李明", 0.9, None) for row in rows])
    after = report([Read(row, row.id != "q3", row.answers[0], 0.9, None) for row in rows])
    runs = [{"command": one.command, "rows": list(one.rows)} for one in (before, after)]
    exact = compare(*runs).figures["exact_match"]
    assert (exact["count"], exact["before"], exact["after"], exact["gained"]) == (2, 0.5, 1.0, 1)
