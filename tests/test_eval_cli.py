"""The commands as they are typed, over the models that ship."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cli import main
from index import Archive

CONTEXTS = (
    "澜浦市交通运输局局长程一鸣说，望舒大桥的抢修由省桥梁设计院负责，预计需要四十五天。",
    "白鹭队昨晚主场以三比一战胜岑州飞梭队，前锋何春水一人打进两球。",
)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    asked = [
        (0, "澜浦市交通运输局局长是谁？", "程一鸣"),
        (1, "谁打进了两球？", "何春水"),
        (0, "望舒大桥的抢修由谁负责？", "省桥梁设计院"),
    ]
    lines = [
        {"id": str(number), "context": CONTEXTS[text], "question": question, "answers": [answer]}
        for number, (text, question, answer) in enumerate(asked)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_reader(rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out" / "reader.json"
    assert main(["reader", str(rows), "--json", str(target)]) == 0
    assert "EM %" in capsys.readouterr().out
    written = json.loads(target.read_text(encoding="utf-8"))
    assert written["figures"]["questions"] == 3
    assert written["figures"]["f1"] >= 0.6
    assert all(row["given"] in CONTEXTS[0] + CONTEXTS[1] for row in written["rows"])


def test_convert_then_retrieval(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    files = ["--corpus", "made/corpus.jsonl", "--queries", "made/queries.jsonl"]
    assert main(["convert", str(rows), *files]) == 0
    assert "2 articles" in capsys.readouterr().out
    assert main(["retrieval", *files, "--json", "out.json", "--mode", "hybrid", "--mode", "lexical"]) == 0
    assert "nDCG@10" in capsys.readouterr().out
    figures = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["figures"]
    assert figures["hybrid"]["recall@1"] == figures["lexical"]["recall@1"] == 1.0
    assert "dense" not in figures
    beir = Path("beir")
    (beir / "qrels").mkdir(parents=True)
    texts = [{"_id": str(number), "text": text} for number, text in enumerate(CONTEXTS)]
    (beir / "corpus.jsonl").write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    (beir / "queries.jsonl").write_text('{"_id": "q", "text": "谁打进了两球？"}\n', encoding="utf-8")
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n", encoding="utf-8")
    assert main(["retrieval", "--beir", "beir", "--json", "beir.json", "--mode", "lexical"]) == 0
    assert json.loads(Path("beir.json").read_text(encoding="utf-8"))["figures"]["lexical"]["recall@1"] == 1.0
    assert "Retrieval: 1 queries" in capsys.readouterr().out
    with Path("made/queries.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "question": "谁？", "relevant": ["absent"]}\n')
    assert main(["retrieval", *files, "--mode", "lexical"]) == 0
    assert "1 queries have no relevant article" in capsys.readouterr().err


def test_chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    corpus, folder, target = tmp_path / "corpus.jsonl", tmp_path / "archive", tmp_path / "chat.json"
    articles = [
        {"id": str(number), "date": "2031-05-01", "headline": headline, "text": text}
        for number, (headline, text) in enumerate(zip(("大桥抢修", "白鹭队获胜"), CONTEXTS, strict=True))
    ]
    corpus.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    with Archive.open(folder) as archive:
        archive.add([corpus])
    questions = tmp_path / "questions.jsonl"
    asked = [
        {
            "id": "1",
            "kind": "span",
            "question": "谁打进了两球？",
            "answers": ["何春水"],
            "articles": ["白鹭队"],
        },
        {"id": "2", "kind": "social", "question": "你好"},
        {"id": "3", "kind": "none", "question": "火星上的温度是多少？", "impossible": True},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    options = ["--archive", str(folder), "--failures", "--json", str(target), "--threshold", "0"]
    assert main(["chat", str(questions), *options]) == 0
    shown = capsys.readouterr().out
    assert "questions.jsonl: 3 questions" in shown
    written = json.loads(target.read_text(encoding="utf-8"))
    first, greeting, absent = written["rows"]
    assert (first["given"], first["fate"], first["cited_first"]) == ("何春水", "right", True)
    assert greeting["right"]
    assert absent["fate"] == "not refused"  # at this threshold everything is answered
    assert "火星上的温度是多少？" in shown
    assert written["settings"]["threshold"] == 0.0
    assert first["stage"] == "right"
    assert first["seen"]["hits"][0]["home"]
    assert absent["stage"] == "should have refused"
    table = tmp_path / "newsroom.csv"
    table.write_text(
        "问题,答案,报道\n谁打进了两球？,何春水,白鹭队\n火星上的温度是多少？,,\n", encoding="utf-8"
    )
    more = [
        "--archive",
        str(folder),
        "--mode",
        "lexical",
        "--k",
        "3",
        "--json",
        str(target),
        "--html",
        "chat.html",
    ]
    assert main(["chat", str(table), *more]) == 0
    written = json.loads(target.read_text(encoding="utf-8"))
    assert [row["id"] for row in written["rows"]] == ["line 2", "line 3"]
    assert "newsroom" in Path("chat.html").read_text(encoding="utf-8")
    assert written["settings"] == {"mode": "lexical", "k": 3}
    named = [
        {"id": "4", "article": "1", "question": "谁打进了两球？", "answers": ["何春水"]},
        {"id": "5", "article": "0", "question": "火星上的温度是多少？", "impossible": True},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in named), encoding="utf-8")
    assert main(["chat", str(questions), "--texts", str(corpus), "--json", str(target)]) == 0
    first, absent = json.loads(target.read_text(encoding="utf-8"))["rows"]
    assert (first["fate"], first["articles"], absent["fate"]) == ("right", ["1"], "right")


def test_run_twice_agrees_and_writes_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every stage, on one of the sample pages and two questions of each set."""
    from eval import whole

    sample = tmp_path / "sample"
    sample.mkdir()
    page = whole.SAMPLE / "yangbao-2025-08-04.txt"
    (sample / page.name).write_bytes(page.read_bytes())
    monkeypatch.setattr(whole, "SAMPLE", sample)
    monkeypatch.chdir(tmp_path)
    written = []
    for name in ("one.json", "two.json"):
        assert main(["run", "--limit", "2", "--json", name]) == 0
        written.append(json.loads((tmp_path / name).read_text(encoding="utf-8")))
    shown = capsys.readouterr().out
    assert "Segmentation" in shown
    assert "the last run → this run: " in shown
    one, two = (without_times(run) for run in written)
    assert one == two
    assert [row["set"] for row in one["rows"]][-4:] == ["sample_dev"] * 2 + ["sample_test"] * 2
    assert {"segmentation", "retrieval", "reader", "sample_dev", "sample_test", "all"} <= set(one["figures"])
    assert all(row["seen"]["hits"] for row in one["rows"][-4:])
    page_made = (tmp_path / "var" / "eval" / "report.html").read_text(encoding="utf-8")
    assert "Against the last run" in page_made
    assert (tmp_path / "var" / "eval" / "run-2_before.json").is_file()
    assert main(["compare", "one.json", "two.json"]) == 0
    assert "Now right" not in capsys.readouterr().out
    assert (
        main(
            [
                "sweep",
                "--mode",
                "lexical",
                "hybrid",
                "--threshold",
                "0",
                "1",
                "--limit",
                "2",
                "--json",
                "s.json",
            ]
        )
        == 0
    )
    points = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["figures"]["points"]
    assert [point["settings"] for point in points] == [
        {"mode": mode, "threshold": threshold} for mode in ("lexical", "hybrid") for threshold in (0.0, 1.0)
    ]


def without_times(run: dict[str, Any]) -> dict[str, Any]:
    """A run without what the clock and the memory say."""
    for name in ("memory", "seconds"):
        run["figures"].pop(name, None)
    run["figures"].pop("time")
    for part in run["figures"].values():
        for inner in (part, *(value for value in part.values() if isinstance(value, dict))):
            for name in ("seconds", "ms_per_question", "ms_p50", "ms_p95"):
                inner.pop(name, None)
    for row in run["rows"]:
        row.pop("seconds")
    return run


def test_what_cannot_be_done_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"question": "谁？", "kind": "social"}\n', encoding="utf-8")
    for arguments, said in [
        (["reader", str(tmp_path / "absent.jsonl")], "no such file"),
        (["reader", str(rows)], "rows.jsonl:1"),
        (["chat", str(rows), "--archive", str(tmp_path / "absent")], "no archive"),
        (["chat", str(rows), "--json", str(tmp_path)], "cannot be written"),
    ]:
        assert main(arguments) == 1
        errors = capsys.readouterr().err.splitlines()
        assert len(errors) == 1
        assert said in errors[0]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chat"],
        ["retrieval", "--corpus", "x"],
        ["retrieval", "--corpus", "x", "--beir", "y"],
        ["compare", "x"],
        ["sweep", "--mode", "cosine"],
        ["run", "--threshold", "2"],
        ["reader", "x", "--limit", "0"],
        ["open-reading"],
        ["peers", "--system", "oracle"],
    ],
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "--help" in capsys.readouterr().err
