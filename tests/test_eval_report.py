"""The page that a run writes, the journal behind Ctrl-C, the sweep, and the peers' answers."""

from __future__ import annotations

import datetime
import html.parser
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import chat, pictures, sweep
from eval.bench import Choice
from eval.cli import main
from eval.journal import Journal, fingerprint
from eval.page import render, write_page
from eval.report import Report, Stopped
from eval.rows import QuestionRow
from eval.stages import STAGES, Homes
from eval.summary import summarise
from eval.watch import Watch, WatchedArchive, WatchedReader
from eval.whole import question_sets
from eval.words import CHINESE, chinese
from index import Archive
from index.records import Article
from qa.answers import Answer, Citation
from qa.encoding import Context
from qa.reader import Candidate
from tests.conftest import make_article

PAPER = Article("a", "样报", datetime.date(2031, 5, 1), "大桥抢修", "市长李明说，桥修好了。工程队走了。")


class Oracle:
    """Answers 李明 to everything, and stops the run at a given question."""

    def __init__(self, stop_at: str = "") -> None:
        self.asked: list[str] = []
        self.stop_at = stop_at

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        if question == self.stop_at:
            raise KeyboardInterrupt
        self.asked.append(question)
        citation = Citation.at(PAPER, 0, 11, 2, 4)
        return Answer("span", question, "李明", citations=(citation,), confidence=0.9, timings={"total": 0.2})


ROWS = [
    QuestionRow("1", "span", "谁说的？", ("李明",), ("大桥抢修",)),
    QuestionRow("2", "span", "<b>谁</b>走了？", ("工程队",), ("大桥抢修",)),
    QuestionRow("3", "none", "8月4日谁没来？", impossible=True),
]


def report_of(rows: Sequence[QuestionRow] = ROWS) -> Report:
    part = chat.measure(Oracle(), rows, homes=Homes([PAPER]))
    details = [{"set": "sample_test", **row} for row in part.rows]
    figures, tables = summarise(details, "all")
    return Report("run", {"sample_test": part.figures, "all": figures}, details, tables, {"threshold": 0.5})


class Tags(html.parser.HTMLParser):
    """Checks that what is opened is closed."""

    VOID = frozenset({"meta", "br", "link", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]


def test_the_page_is_whole_and_needs_no_network() -> None:
    page = render(report_of(), None, [Path("sample_test.jsonl")])
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    outside = set(re.findall(r'(?:src|href)="([^"#][^"]*)"', page))
    assert not outside, outside
    assert not re.search(r"url\((?!#)|@import", page)


def test_the_page_shows_each_failed_question_with_all_about_it() -> None:
    page = render(report_of(), None, [])
    assert page.count('<details class="wrong"') == 2
    assert "&lt;b&gt;谁&lt;/b&gt;走了？" in page
    assert "<b>谁</b>" not in page
    assert 'data-stage="another span won"' in page
    assert 'data-stage="should have refused"' in page
    assert "市长<mark>李明</mark>说，桥修好了。" in page
    assert '<span class="zh">本该不答</span><span class="en">should have refused</span>' in page
    assert "--threshold 0.5" in page


def test_the_page_holds_the_last_run_beside_this_one(tmp_path: Path) -> None:
    now = report_of()
    worse = [{**row, "right": False, "stage": "not retrieved"} for row in now.rows]
    then = {"command": "run", "rows": worse, "figures": {"sample_test": {"with_answer": {"right": 0.25}}}}
    page = render(now, then, [])
    line = next(one for one in page.splitlines() if "有答案的：答对</span>" in one and "<th scope" in one)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", line) == ["50.0 %", "25.0 %", "+25.0 %"]
    assert 'class="better"' in line
    assert page.count("Now right") == 1
    target = tmp_path / "deep" / "report.html"
    write_page(now, target, then, [])
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_pictures_are_the_same_for_the_same_figures_and_speak_both_languages() -> None:
    drawn = pictures.risk_coverage({"this run": [(0.9, 0.5, 0.0), (0.2, 1.0, 0.5)]})
    assert drawn == pictures.risk_coverage({"this run": [(0.9, 0.5, 0.0), (0.2, 1.0, 0.5)]})
    assert '<tspan class="zh">作答的比例</tspan><tspan class="en">share answered</tspan>' in drawn
    assert "var(--ink)" in drawn
    assert "#010101" not in drawn
    assert 'id="risk-' in drawn
    for svg in (
        pictures.reliability({"this run": [(0.3, 0.5, 4), (0.8, 1.0, 4)]}),
        pictures.recall({"hybrid": [0.5, 0.75, 1.0], "dense": [0.25, 0.5, 0.5]}),
        pictures.latency([100.0, 120.0, 900.0], 120.0, 822.0),
        pictures.bars({"not retrieved": 3, "another span won": 5}),
    ):
        assert svg.startswith("<svg")
        assert svg.rstrip().endswith("</svg>")


def test_every_stage_has_a_chinese_name() -> None:
    assert all(stage in CHINESE for stage in STAGES)


def test_what_was_done_before_the_run_was_broken_off_is_not_asked_again(tmp_path: Path) -> None:
    journal = Journal.of(tmp_path, "settings")
    with pytest.raises(Stopped, match="2 of 3 questions measured; the same command goes on") as stop:
        chat.measure(Oracle(stop_at=ROWS[2].question), ROWS, journal=journal)
    assert stop.value.report.figures == chat.measure(Oracle(), ROWS[:2]).figures
    assert stop.value.report.settings["stopped"].startswith("2 of 3")
    again = Journal.of(tmp_path, "settings")
    with again.path.open("a", encoding="utf-8") as file:
        file.write('{"key": "2:3", "row": {"cut')  # as a killed process leaves it
    second = Oracle()
    whole = Journal.of(tmp_path, "settings")
    report = chat.measure(second, ROWS, journal=whole)
    assert second.asked == [ROWS[2].question]
    assert report.rows == chat.measure(Oracle(), ROWS).rows
    assert report.figures == chat.measure(Oracle(), ROWS).figures
    assert len(whole) == 3  # until the caller says that the whole run is done
    whole.close()
    assert not again.path.exists()
    assert len(Journal.of(tmp_path, "other settings")) == 0


def test_other_code_is_another_journal(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    before = fingerprint([tmp_path])
    assert before == fingerprint([tmp_path])
    (tmp_path / "a.py").write_text("x = 2\n", encoding="utf-8")
    assert fingerprint([tmp_path]) != before


def test_the_watch_keeps_what_passed(archive: Archive) -> None:
    archive.add_articles([make_article("a", "桥梁修好了。"), make_article("b", "球赛开始。")], source="t")
    watch = Watch()
    watched = WatchedArchive(archive, watch, "lexical")
    (hits,) = watched.search_many(["桥梁"], k=2)
    assert [hit.article.id for hit in hits] == [
        hit.article.id for hit in archive.search("桥梁", mode="lexical")
    ]
    assert watch.seen.queries == ["桥梁"]
    assert watch.seen.hits == hits
    assert watched.counts() == archive.counts()
    watch.clear()
    assert watch.seen.queries == []


class Pointer:
    """Takes the first character, and counts how often it is asked."""

    def __init__(self) -> None:
        self.read = 0

    def read_many(
        self, asked: Sequence[tuple[str, Sequence[Context]]], top: int = 5
    ) -> list[list[Candidate]]:
        self.read += len(asked)
        return [[Candidate(0, 0, 1, contexts[0].text[0], 1.0)] for _, contexts in asked]


def test_what_was_read_is_not_read_again_in_a_sweep() -> None:
    pointer = Pointer()
    reader = WatchedReader(pointer, Watch(), remember=True)
    asked = [("谁？", [Context("", "甲乙")]), ("谁？", [Context("", "丙丁")])]
    first = reader.read_many(asked)
    assert reader.read_many([*asked, ("谁？", [Context("题", "甲乙")])])[:2] == first
    assert pointer.read == 3
    reader.read_many(asked, top=1)
    assert pointer.read == 5


def test_the_grid() -> None:
    made = sweep.points({"weight": [0.3, 0.7], "mode": [], "k": [5, 10]})
    assert made == [Choice(weight=w, k=k) for w in (0.3, 0.7) for k in (5, 10)]
    assert sweep.name_of(made[0]) == "--weight 0.3 --k 5"
    assert sweep.name_of(Choice()) == "as it ships"
    assert sweep.values_of({"weight": None, "k": [3]}) == {"k": [3]}
    assert sweep.values_of({"weight": None}) == {name: list(values) for name, values in sweep.GRID.items()}


def test_a_folder_that_cannot_be_made_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "var").write_text("a file stands in the way", encoding="utf-8")
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "1", "context": "甲", "question": "谁？", "answers": ["甲"]}\n', encoding="utf-8")
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    assert main(["convert", str(rows), "--corpus", str(corpus), "--queries", str(queries)]) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    assert main(["retrieval", "--corpus", str(corpus), "--queries", str(queries), "--mode", "lexical"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "var" in said[0]


def test_two_reports_of_the_same_questions_agree() -> None:
    one, two = report_of(), report_of()
    assert json.dumps(one.figures) == json.dumps(two.figures)
    assert json.dumps(one.rows) == json.dumps(two.rows)


def test_a_file_may_hold_both_halves(tmp_path: Path) -> None:
    path = tmp_path / "kinds.jsonl"
    rows = [
        {"id": str(n), "question": "谁？", "answers": ["甲"], "split": s}
        for n, s in enumerate(("b", "a", "b"))
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sets = question_sets([path])
    assert {name: [row.id for row in some] for name, some in sets.items()} == {
        "kinds_b": ["0", "2"],
        "kinds_a": ["1"],
    }


def test_reports_are_counted_both_ways() -> None:
    row = QuestionRow("1", "articles", "桥的报道？", (), ("大桥抢修", "大桥通车"))
    detail = chat.ask(Oracle(), row)
    assert (detail["right"], detail["reports_found"], detail["reports_fitting"]) == (True, 0.5, 1.0)
    figures, _ = summarise([detail], "one")
    assert (figures["kind_articles"]["reports_found"], figures["kind_articles"]["reports_fitting"]) == (
        0.5,
        1.0,
    )


def test_groups_and_stages_in_the_figures() -> None:
    rows = [
        QuestionRow("1", "span", "9月1日谁说的？", ("李明",), ("大桥抢修",)),
        QuestionRow("2", "span", "他呢？", ("工程队",), ("大桥抢修",), (("谁？", "李明"),)),
        QuestionRow("3", "none", "昨天谁没来？", impossible=True),
    ]
    figures = chat.measure(Oracle(), rows).figures
    assert figures["dates"]["questions"] == 1
    assert figures["dates"]["right"] == 1.0
    assert (figures["follow_ups"]["questions"], figures["follow_ups"]["right"]) == (1, 0.0)
    assert figures["stages"] == {"right": 1, "another span won": 1, "should have refused": 1}
    assert figures["kind_span"]["right"] == 0.5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("AUROC of the confidence", "把握的 AUROC"),
        ("sample_test: 200 questions", "sample_test：200 问"),
        ("Segmentation: 77 articles, 76 came out", "分篇：77 篇，分出 76 篇"),
        ("Answers: sample_test", "问答：sample_test"),
        ("hybrid R@1", "混合检索 R@1"),
        ("right, sample_test", "答对，sample_test"),
        ("Understanding, to tune on: by what is asked", "听懂问法（可据以调整的一半）：按问的是什么"),
        ("asked: follow", "问的是：追问"),
        ("大桥: 谁", None),
        ("kinds_test", None),
    ],
)
def test_what_is_said_in_chinese(words: str, said: str | None) -> None:
    assert chinese(words) == said
