"""Two runs side by side; every number was worked out by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from eval.cli import main
from eval.compare import compare, paired, randomisation, read_run
from index.errors import SourceError, WenbaoError


def test_few_changes_are_counted_out() -> None:
    # Two of four questions got better by 1. Of the 4 ways to exchange them, both signs alike in 2.
    assert randomisation([1.0, 1.0, 0.0, 0.0]) == pytest.approx(2 / 4)
    # Five better, none worse: 2 of 32.
    assert randomisation([1.0] * 5) == pytest.approx(2 / 32)
    # Two better, one worse: |sum| is at least 1 in all of the 8 ways.
    assert randomisation([1.0, 1.0, -1.0]) == 1.0
    assert randomisation([0.0, 0.0]) == 1.0
    # 0.75 - 0.25: |±0.75 ± 0.25| is 1.0, 0.5, 0.5, 1.0: all of them reach 0.5.
    assert randomisation([0.75, -0.25]) == 1.0


def test_many_changes_are_sampled_and_come_out_near_the_binomial() -> None:
    # 25 of 35 better: two-sided binomial tail, P(X >= 25) * 2.
    exact = 2 * sum(math.comb(35, k) for k in range(25, 36)) / 2**35
    sampled = randomisation([1.0] * 25 + [-1.0] * 10)
    assert sampled == pytest.approx(exact, abs=0.006)
    assert sampled == randomisation([1.0] * 25 + [-1.0] * 10)


def test_paired_figures() -> None:
    found = paired([0.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 0.0])
    assert (found.count, found.before, found.after, found.difference) == (4, 0.5, 0.75, 0.25)
    assert (found.gained, found.lost) == (2, 1)
    assert found.low <= 0.25 <= found.high
    same = paired([0.3, 0.7], [0.3, 0.7])
    assert (same.difference, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def row(id_: str, right: bool, **more: Any) -> dict[str, Any]:
    known = {
        "id": id_, "question": f"问{id_}", "answers": ["甲"], "given": "甲" if right else "乙",
        "candidate": "", "right": right, "exact_match": right, "f1": float(right), "cited": right,
        "impossible": False, "stage": "right" if right else "not retrieved",
    }  # fmt: skip
    return known | more


def run(*rows: dict[str, Any], command: str = "chat") -> dict[str, Any]:
    return {"command": command, "rows": list(rows), "sources": [], "settings": {}}


def test_rows_are_paired_by_id_and_set() -> None:
    before = run(row("1", False), row("2", True), row("3", True), row("1", True, set="test"))
    after = run(row("2", False), row("1", True), row("4", True), row("1", True, set="test"), command="run")
    report = compare(before, after)
    assert report.figures["questions"] == 3
    assert report.figures["only_in"] == [1, 1]
    right = report.figures["right"]
    assert (right["before"], right["after"]) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert (right["gained"], right["lost"], right["p"]) == (1, 1, 1.0)
    assert [(one["id"], one["before"], one["after"]) for one in report.rows] == [
        ("1", 0.0, 1.0),
        ("2", 1.0, 0.0),
    ]
    assert report.rows[0]["stage_before"] == "not retrieved"
    assert [table.title for table in report.tables[1:]] == ["Now right: 1", "Now wrong: 1"]
    assert "refused, without one" not in report.figures


def test_what_cannot_be_compared() -> None:
    with pytest.raises(WenbaoError, match="same"):
        compare(run(row("1", True)), run(row("1", True), command="reader"))
    with pytest.raises(WenbaoError, match="share no question"):
        compare(run(row("1", True)), run(row("2", True)))


def test_files_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_run(tmp_path / "absent.json")
    path = tmp_path / "x.json"
    for text, said in (("{", "not JSON"), ("[]", "--json"), ('{"rows": [], "command": "cook"}', "of 'cook'")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=said):
            read_run(path)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, right in (("a", False), ("b", True)):
        rows = [row("1", right), row("2", True)]
        (tmp_path / f"{name}.json").write_text(json.dumps(run(*rows)), encoding="utf-8")
    target = tmp_path / "out.json"
    files = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    assert main(["compare", *files, "--json", str(target)]) == 0
    shown = capsys.readouterr().out
    assert "a.json → b.json: 2 questions" in shown
    assert "Now right: 1" in shown
    assert json.loads(target.read_text(encoding="utf-8"))["figures"]["right"]["difference"] == 0.5
    assert main(["compare", files[0], str(tmp_path / "c.json")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_the_same_id_in_two_sets_is_two_questions() -> None:
    before = run(row("1", False), row("1", True, set="test"))
    after = run(row("1", True, set="test"), row("1", False))
    figures = compare(before, after).figures["right"]
    assert (figures["gained"], figures["lost"]) == (0, 0)


def test_one_set_does_not_hide_another() -> None:
    before = run(*(row(str(n), False, set="dev") for n in range(4)), row("1", True, set="test"))
    after = run(*(row(str(n), n < 2, set="dev") for n in range(4)), row("1", False, set="test"))
    report = compare(before, after)
    figures = report.figures
    assert (figures["right"]["gained"], figures["right"]["lost"]) == (2, 1)
    assert (figures["right, dev"]["count"], figures["right, dev"]["difference"]) == (4, 0.5)
    assert (figures["right, test"]["count"], figures["right, test"]["difference"]) == (1, -1.0)
    assert [line[0] for line in report.tables[0].rows][-2:] == ["right, dev", "right, test"]
    assert not any(
        "," in name
        for name in compare(run(row("1", True)), run(row("1", True))).figures
        if name not in ("right, with an answer", "refused, without one")
    )
