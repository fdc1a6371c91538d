"""Every number here was worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import (
    Measured,
    Operating,
    auroc,
    bootstrap,
    calibration_error,
    calibration_interval,
    common_run,
    coverage_at,
    exact_match,
    f1,
    ndcg_at,
    percentile,
    recall_at,
    reciprocal_rank,
    risk_coverage,
    score_spans,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("光荣和ω-force", ["光", "荣", "和", "ωforce"]),
        ("增长6.4%，", ["增", "长", "6.4", "%"]),
        ("1,000人", ["1,000", "人"]),
        ("《战国无双3》 Xbox 360", ["战", "国", "无", "双", "3", "xbox", "360"]),
        ("8月1日。", ["8", "月", "1", "日"]),
        ("J. K. Rowling's (UK).", ["j.", "k.", "rowling", "'s", "(", "uk", ")", "."]),
        ("１２支", ["１２", "支"]),
        ("，。", []),
    ],
)
def test_tokens_are_han_characters_and_latin_runs(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_a_common_run_is_contiguous() -> None:
    assert common_run("abcxdef", "abcdef") == 3
    assert common_run("abc", "xyz") == 0
    assert common_run("", "abc") == 0


def test_exact_match_looks_past_punctuation_and_case_only() -> None:
    assert exact_match("《Wenbao》", ["另一个", "wenbao"]) == 1.0
    assert exact_match("351公里", ["351 公里"]) == 0.0
    assert exact_match("李明", []) == 0.0


def test_f1_counts_the_longest_common_run_and_not_the_bag() -> None:
    # 4 tokens each, the longest run 2: precision and recall 0.5. As a bag it would be 1.
    assert f1("丙丁甲乙", ["甲乙丙丁"]) == pytest.approx(0.5)
    # Prediction 市长李明 (4), reference 李明 (2): precision 2/4, recall 2/2.
    assert f1("市长李明", ["李明"]) == pytest.approx(2 / 3)
    assert f1("市长李明", ["王强", "李明", "市长李明"]) == 1.0
    assert f1("，", ["，"]) == 0.0


def test_no_answer_is_right_where_there_is_none() -> None:
    predictions, references = ["", "李明", "", "李明"], [[], [], ["李明"], ["李明"]]
    measured = score_spans(f1, predictions, references)
    assert measured.values == (1.0, 0.0, 0.0, 1.0)
    assert measured.mean == 0.5
    assert Measured(()).mean == 0.0


def test_ranking() -> None:
    ranking = ["b", "a", "c", "d"]
    assert recall_at(ranking, ["a"], 1) == 0.0
    assert recall_at(ranking, ["a"], 2) == 1.0
    assert recall_at(ranking, ["a", "z"], 10) == 0.5
    assert reciprocal_rank(ranking, ["c", "d"]) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, ["z"]) == 0.0
    # Relevant at ranks 2 and 4; ideal at ranks 1 and 2.
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    assert ndcg_at(ranking, ["a", "d"], 10) == pytest.approx(gained / (1 + 1 / math.log2(3)))
    assert ndcg_at(ranking, ["a", "d"], 3) == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))
    assert ndcg_at(["a"], ["a"], 10) == 1.0
    assert ndcg_at([], ["a"], 10) == 0.0


def test_auroc_counts_pairs_and_ties_half() -> None:
    # Right: 0.9, 0.5. Wrong: 0.5, 0.1. Of four pairs three are won and one is tied.
    assert auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False]) == pytest.approx(3.5 / 4)
    assert auroc([0.1, 0.2], [True, True]) is None
    assert auroc([float("-inf"), 1.0], [False, True]) == 1.0


def test_calibration_error_of_equal_mass_bins() -> None:
    # Two bins of two: (0.1, 0.3) with one right of two, (0.7, 0.9) with both right.
    error, bins = calibration_error([0.1, 0.9, 0.3, 0.7], [False, True, True, True], bins=2)
    assert bins == [pytest.approx((0.2, 0.5, 2)), pytest.approx((0.8, 1.0, 2))]
    assert error == pytest.approx((0.3 * 2 + 0.2 * 2) / 4)
    assert calibration_error([], []) == (0.0, [])


def test_calibration_error_keeps_the_equally_sure_together() -> None:
    error, bins = calibration_error([0.5] * 4, [True, False, True, False], bins=4)
    assert error == 0.0
    assert bins == [(0.5, 0.5, 4)]


def test_calibration_interval_holds_the_error_and_is_narrower_for_more_questions() -> None:
    sure, right = [0.1, 0.3, 0.7, 0.9] * 50, [False, False, True, True] * 50
    low, high = calibration_interval(sure, right, bins=2)
    assert low <= calibration_error(sure, right, bins=2)[0] <= high
    few = calibration_interval(sure[:12], right[:12], bins=2)
    assert few[1] - few[0] > high - low
    assert calibration_interval(sure, right, bins=2) == (low, high)
    assert calibration_interval([], []) == (0.0, 0.0)


def test_risk_coverage() -> None:
    curve = risk_coverage([0.9, 0.8, 0.8, 0.2], [True, True, False, False])
    assert curve == [Operating(0.9, 0.25, 0.0), Operating(0.8, 0.75, 1 / 3), Operating(0.2, 1.0, 0.5)]
    assert coverage_at(curve, 0.6) == curve[1]
    assert coverage_at(curve, 0.9) == curve[0]
    assert coverage_at(curve[1:], 0.9) is None


def test_bootstrap_repeats_itself_and_surrounds_the_mean() -> None:
    values = [1.0] * 30 + [0.0] * 70
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    # The standard error of the mean is sqrt(0.3 * 0.7 / 100) = 0.0458; 1.96 of them are 0.09.
    assert low == pytest.approx(0.21, abs=0.02)
    assert high == pytest.approx(0.39, abs=0.02)
    assert bootstrap([1.0, 1.0]) == (1.0, 1.0)
    assert bootstrap([]) == (0.0, 0.0)


def test_percentile_interpolates() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    assert percentile([], 0.5) == 0.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_f1_is_symmetric_and_whole_for_the_same(left: str, right: str) -> None:
    assert f1(left, [right]) == pytest.approx(f1(right, [left]))
    assert 0.0 <= f1(left, [right]) <= 1.0
    assert f1(left, [left]) == float(bool(tokens(left)))


def test_the_interval_is_the_same_for_the_same_seed() -> None:
    values = [(7 * number) % 101 / 101 for number in range(60)]
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) != bootstrap(values, seed=1)


def test_a_gap_breaks_the_run() -> None:
    # 甲乙丙丁 and 甲丙丁 share three characters in order, but only two in a row: 2 * 2 / (4 + 3).
    assert common_run("甲乙丙丁", "甲丙丁") == 2
    assert f1("甲丙丁", ["甲乙丙丁"]) == pytest.approx(4 / 7)
