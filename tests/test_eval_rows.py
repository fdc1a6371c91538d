import gzip
import json
from pathlib import Path

import pytest

from eval.rows import over_texts, read_queries, read_questions, read_spans
from index.errors import SourceError


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_spans_take_both_forms_of_answers_and_of_impossible(tmp_path: Path) -> None:
    base = {"context": "李明到了。", "question": "谁？"}
    path = lines(
        tmp_path / "rows.jsonl",
        {**base, "id": "a", "answers": [{"text": "李明", "start": 0}, {"text": "李明", "start": 0}]},
        {**base, "answers": ["李明", "明"]},
        {**base, "answers": [], "impossible": True},
        {**base, "answers": [], "is_impossible": True},
        {**base, "answers": ["明"], "impossible": True},
    )
    rows = read_spans(path)
    assert [row.answers for row in rows] == [("李明",), ("李明", "明"), (), (), ()]
    assert [row.id for row in rows] == ["a", "line 2", "line 3", "line 4", "line 5"]
    assert [row.impossible for row in rows] == [False, False, True, True, True]


def test_texts_may_lie_in_a_file_of_their_own(tmp_path: Path) -> None:
    texts = lines(
        tmp_path / "texts.jsonl", {"id": "n1", "text": "李明到了。"}, {"id": "n2", "text": "无关。"}
    )
    rows = lines(tmp_path / "rows.jsonl", {"article": "n1", "question": "谁？", "answers": ["李明"]})
    assert read_spans(rows, texts)[0].context == "李明到了。"
    with pytest.raises(SourceError, match="--texts"):
        read_spans(rows)
    lines(rows, {"article": "n3", "question": "谁？", "answers": ["李明"]})
    with pytest.raises(SourceError, match=r"rows\.jsonl:1: .*n3"):
        read_spans(rows, texts)


def test_spans_are_read_packed_whatever_the_name(tmp_path: Path) -> None:
    row = {"id": "a", "context": "甲", "question": "乙？", "answers": ["甲"]}
    path = tmp_path / "packed.jsonl"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    assert read_spans(path)[0].context == "甲"


def test_spans_in_the_original_json(tmp_path: Path) -> None:
    asked = {"id": "q1", "question": "谁？", "answers": [{"text": "李明", "answer_start": 0}]}
    entry = {"title": "会议", "paragraphs": [{"context": "李明到了。", "qas": [asked]}]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [entry]}), encoding="utf-8")
    (row,) = read_spans(path)
    assert (row.id, row.context, row.answers, row.title) == ("q1", "李明到了。", ("李明",), "会议")
    path.write_text(json.dumps({"rows": []}), encoding="utf-8")
    with pytest.raises(SourceError, match="SQuAD"):
        read_spans(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"question": "谁？", "answers": ["甲"]}, "context"),
        ({"context": "甲", "question": " ", "answers": ["甲"]}, "question"),
        ({"context": "甲", "question": "谁？", "answers": [], "impossible": False}, "impossible"),
        ({"context": "甲", "question": "谁？", "answers": [{"start": 1}]}, "answers"),
        ({"context": "甲", "question": "谁？", "answers": "甲"}, "list"),
        ([1], "object"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, row: object, message: str) -> None:
    good = {"context": "甲", "question": "谁？", "answers": ["甲"]}
    path = lines(tmp_path / "rows.jsonl", good, row)
    with pytest.raises(SourceError, match=message) as caught:
        read_spans(path)
    assert caught.value.line == 2
    assert str(path) in str(caught.value)


def test_files_that_are_no_rows(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_spans(tmp_path / "absent.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no rows"):
        read_spans(tmp_path / "empty.jsonl")
    (tmp_path / "text.jsonl").write_text("{}x\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"text\.jsonl:1: not JSON"):
        read_spans(tmp_path / "text.jsonl")
    (tmp_path / "gb.jsonl").write_bytes('{"a": "甲"}'.encode("gb18030"))
    with pytest.raises(SourceError, match="UTF-8"):
        read_spans(tmp_path / "gb.jsonl")
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"{}" * 999)[:30])
    with pytest.raises(SourceError, match="cut"):
        read_spans(tmp_path / "cut.jsonl.gz")


def test_queries(tmp_path: Path) -> None:
    path = lines(tmp_path / "q.jsonl", {"id": 7, "question": "谁？", "relevant": ["a", "b"]})
    (query,) = read_queries(path)
    assert (query.id, query.relevant) == ("7", ("a", "b"))
    with pytest.raises(SourceError, match="relevant"):
        read_queries(lines(tmp_path / "bad.jsonl", {"question": "谁？"}))


def test_questions(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "q.jsonl",
        {"id": "1", "kind": "list", "question": "哪些？", "answers": ["甲|甲公司", "乙"], "articles": ["题"]},
        {"id": "2", "question": "谁？", "impossible": True, "answers": ["不算"]},
        {"id": "3", "kind": "none", "question": "谁？"},
        {"id": "4", "kind": "social", "question": "你好"},
        {"id": "5", "kind": "span", "question": "他呢？", "answers": ["甲"], "history": [["谁？", "乙"]]},
    )
    rows = read_questions(path)
    assert [row.kind for row in rows] == ["list", "none", "none", "social", "span"]
    assert [row.impossible for row in rows] == [False, True, True, False, False]
    assert rows[0].answers == ("甲|甲公司", "乙")
    assert rows[1].answers == ()
    assert rows[4].history == (("谁？", "乙"),)
    with pytest.raises(SourceError, match="right"):
        read_questions(lines(tmp_path / "bad.jsonl", {"question": "谁？", "kind": "span"}))
    with pytest.raises(SourceError, match="pairs"):
        read_questions(
            lines(tmp_path / "bad.jsonl", {"question": "谁？", "answers": ["甲"], "history": ["乙"]})
        )


def test_the_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    good = '{"id": "1", "kind": "social", "question": "你好"}\n'.encode()
    for name, pack in (("rows.jsonl", bytes), ("rows.jsonl.gz", gzip.compress)):
        path = tmp_path / name
        path.write_bytes(pack(good * 3 + '{"question": "你好"}\n'.encode("gb18030") + good))
        with pytest.raises(SourceError, match=f"{name}:4: not UTF-8"):
            read_questions(path)


def test_questions_over_texts_bring_their_articles_and_others_at_even_steps(tmp_path: Path) -> None:
    texts = lines(
        tmp_path / "texts.jsonl", *({"id": f"n{i}", "headline": f"题{i}", "text": "正文。"} for i in range(9))
    )
    rows = lines(
        tmp_path / "rows.jsonl",
        {"article": "n4", "question": "谁？", "answers": ["李明"]},
        {"article": "n7", "question": "几个？", "answers": [], "impossible": True},
    )
    asked, articles = over_texts(rows, texts, 2)
    assert [row.articles for row in asked] == [("n4",), ("n7",)]
    assert [row.impossible for row in asked] == [False, True]
    assert [row["id"] for row in articles] == ["n0", "n3", "n4", "n7"]
    assert len(over_texts(rows, texts, 50)[1]) == 9
    lines(
        rows,
        {"article": "n4", "question": "谁？", "answers": ["李明"]},
        {"question": "谁？", "answers": ["他"]},
    )
    with pytest.raises(SourceError, match=r"rows\.jsonl:2: the row has no `article`"):
        over_texts(rows, texts, 2)
    lines(rows, {"article": "n40", "question": "谁？", "answers": ["李明"]})
    with pytest.raises(SourceError, match="holds no article 'n40'"):
        over_texts(rows, texts, 2)
