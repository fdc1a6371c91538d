import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.conflicts import ask, judged, main, shares
from eval.understanding import read_rows
from index.records import Article
from qa.answering.words import CORRECTED
from qa.answers import Answer, Citation
from qa.question import Turn

DATA = Path(__file__).parents[1] / "eval/data"
OLD = Article("old", "样报", datetime.date(2025, 9, 8), "挖井", text="井深30米。")
NEW = Article("new", "样报", datetime.date(2025, 9, 9), "挖井", text="井深42米。")
ROW = {"id": "c", "question": "井有多深？", "answers": ["42米"], "older": [["30米"]]}


def said(article: Article, *others: Answer, message: str = "") -> Answer:
    text = article.text[2:5]
    cited = (Citation.at(article, 0, 6, 2, 5),)
    return Answer("span", "", text, display=text, citations=cited, alternatives=others, message=message)


class Desk:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        return self.answer


def test_the_newest_first_and_the_older_beside_it() -> None:
    assert judged(ROW, said(NEW, said(OLD))).right == {"first": True, "beside": True, "in order": True}
    assert judged(ROW, said(OLD, said(NEW))).right == {"first": False, "beside": False, "in order": True}
    assert judged(ROW, said(NEW)).right == {"first": True, "beside": False, "in order": True}
    two = {**ROW, "older": [["42米"], ["30米"]]}
    assert judged(two, said(NEW, said(OLD), said(NEW))).right["in order"] is False


def test_corrections_sources_and_what_is_of_another_thing() -> None:
    row = {**ROW, "corrected": True, "cited": ["new"], "never": ["30米"]}
    right = judged(row, said(NEW, said(OLD), message=CORRECTED)).right
    assert (right["corrected"], right["cited"], right["nothing else"]) == (True, True, False)
    right = judged(row, said(OLD)).right
    assert (right["corrected"], right["cited"], right["nothing else"]) == (False, False, False)


def test_shares_are_of_the_rows_that_expect_something() -> None:
    rows = [ROW, {"id": "d", "question": "谁挖的？", "answers": ["老周"]}]
    told = ask(rows, Desk(said(NEW, said(OLD))))
    assert shares(told) == {"first": (2, 0.5), "beside": (1, 1.0), "in order": (1, 1.0)}


def test_a_row_without_an_answer_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"id": "c", "question": "谁？", "answers": []}), encoding="utf-8")
    with pytest.raises(SystemExit, match="1"):
        main([str(file), "--archive", str(tmp_path)])
    assert "answers is empty" in capsys.readouterr().err


def test_the_shipped_rows_name_articles_of_their_corpus() -> None:
    lines = (DATA / "conflicts_articles.jsonl").read_text(encoding="utf-8").splitlines()
    known = {json.loads(line)["id"] for line in lines}
    rows = read_rows(DATA / "conflicts_dev.jsonl", frozenset(("id", "question", "answers", "cited")))
    assert len(rows) >= 12
    assert {one for row in rows for one in row["cited"]} <= known
