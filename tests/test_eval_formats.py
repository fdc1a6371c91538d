"""What others publish is read, and what cannot be read is named by file and line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.formats import read_beir, read_csv, read_published
from eval.rows import read_questions, read_spans
from index.errors import SourceError

CMRC = [
    {
        "context_id": "DEV_0",
        "context_text": "李明到了。",
        "title": "会议",
        "qas": [
            {"query_id": "DEV_0_Q0", "query_text": "谁到了？", "answers": ["李明", "李明", "明"]},
            {"query_id": "DEV_0_Q1", "query_text": "谁？", "answers": ["李明"]},
        ],
    }
]
DRCD = {
    "version": "1.3",
    "data": [
        {
            "title": "會議",
            "id": "1",
            "paragraphs": [
                {
                    "context": "李明到了。",
                    "id": "1-1",
                    "qas": [
                        {"id": "1-1-1", "question": "誰？", "answers": [{"id": "1", "text": "李明"}]},
                        {"id": "1-1-2", "question": "何時？", "answers": [], "is_impossible": True},
                    ],
                }
            ],
        }
    ],
}


def whole(path: Path, document: object, indent: int | None = None) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=indent), encoding="utf-8")
    return path


def test_cmrc_in_its_first_form(tmp_path: Path) -> None:
    first, second = read_published(whole(tmp_path / "cmrc.json", CMRC))
    assert (first.id, first.context, first.title) == ("DEV_0_Q0", "李明到了。", "会议")
    assert first.answers == ("李明", "明")
    assert second.question == "谁？"


def test_drcd_and_squad_with_questions_that_have_no_answer(tmp_path: Path) -> None:
    rows = read_spans(whole(tmp_path / "drcd.json", DRCD))
    assert [(row.id, row.answers, row.impossible) for row in rows] == [
        ("1-1-1", ("李明",), False),
        ("1-1-2", (), True),
    ]
    packed = tmp_path / "drcd.json.gz"
    packed.write_bytes(gzip.compress((tmp_path / "drcd.json").read_bytes()))
    assert read_spans(packed) == rows


def test_the_line_of_a_question_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    document = json.loads(json.dumps(CMRC))
    document[0]["qas"][1]["answers"] = [{"start": 3}]
    path = whole(tmp_path / "cmrc.json", document, indent=1)
    lines = path.read_text(encoding="utf-8").splitlines()
    # The object begins on the line before its first field.
    line = next(number for number, text in enumerate(lines, start=1) if "DEV_0_Q1" in text) - 1
    with pytest.raises(SourceError, match=r"cmrc\.json:\d+: \[0\]\.qas\[1\]: .*answers") as caught:
        read_published(path)
    assert caught.value.line == line


def test_places_in_a_document_are_found_past_strings_with_brackets(tmp_path: Path) -> None:
    text = (
        '{"version": "[{,", "data": [\n{"title": "a\\"]", "paragraphs": []},\n'
        '{"title": "b",\n"paragraphs":\n[{"context": "甲",\n"qas": [{"question": "", "answers": ["甲"]}]}]}]}'
    )
    path = tmp_path / "set.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"data\[1\]\.paragraphs\[0\]\.qas\[0\]: `question`") as caught:
        read_published(path)
    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"rows": []}, "SQuAD"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "context"),
        ({"data": [3]}, "object"),
        ([{"context_text": "甲", "qas": {}}], "list"),
        ({"data": []}, "no questions"),
        ([{"context_text": "甲", "qas": [{"query_text": "乙", "answers": []}]}], "impossible"),
    ],
)
def test_documents_of_another_form(tmp_path: Path, document: object, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_published(whole(tmp_path / "x.json", document))


def beir(folder: Path, qrels: str, corpus: str | None = None) -> Path:
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    texts = [{"_id": "d1", "title": "桥", "text": "桥修好了。"}, {"_id": "d2", "title": "", "text": "下雨。"}]
    lines = corpus or "".join(json.dumps(text) + "\n" for text in texts)
    (folder / "corpus.jsonl").write_text(lines, encoding="utf-8")
    asked = [{"_id": "q1", "text": "桥？"}, {"_id": "q2", "text": "雨？"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(one) + "\n" for one in asked), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_a_beir_folder(tmp_path: Path) -> None:
    found = read_beir(beir(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t1\n"))
    assert [(row["id"], row["headline"], row["text"]) for row in found.articles] == [
        ("d1", "桥", "桥修好了。"),
        ("d2", "", "下雨。"),
    ]
    assert [(query.id, query.relevant) for query in found.queries] == [("q1", ("d1",)), ("q2", ("d2",))]
    assert [path.name for path in found.files] == ["corpus.jsonl", "queries.jsonl", "test.tsv"]


@pytest.mark.parametrize(
    ("qrels", "place"),
    [
        ("q1\td1\t1\nq3\td1\t1\n", r"test\.tsv:2: .*q3"),
        ("q1\td9\t1\n", r"test\.tsv:1: .*d9"),
        ("q1\td1\tyes\n", r"test\.tsv:1: "),
        ("q1\td1\t0\n", "above 0"),
    ],
)
def test_judgements_that_cannot_be_read(tmp_path: Path, qrels: str, place: str) -> None:
    with pytest.raises(SourceError, match=place):
        read_beir(beir(tmp_path, qrels))


def test_a_beir_folder_that_is_not_whole(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"corpus\.jsonl: .*BEIR"):
        read_beir(tmp_path)
    beir(tmp_path, "q1\td1\t1\n", '{"_id": "d1", "text": "甲"}\n{"text": "乙"}\n')
    with pytest.raises(SourceError, match=r"corpus\.jsonl:2: .*_id"):
        read_beir(tmp_path)
    with pytest.raises(SourceError, match=r"dev\.tsv"):
        read_beir(tmp_path, "dev")


def test_a_table_of_questions(tmp_path: Path) -> None:
    path = tmp_path / "test.csv"
    text = (
        "编号,问题,答案,报道,类型\r\n1,谁修桥？,李明|市长李明,大桥抢修,\r\n"
        '2,"哪些单位，参加？",甲|甲公司、乙,,list\r\n\r\n3,火星多热？,,,\r\n4,桥的报道有哪些？,,桥,\r\n'
    )
    path.write_bytes(text.encode("gb18030"))
    first, second, third, fourth = read_questions(path)
    assert (first.id, first.kind, first.answers) == ("1", "span", ("李明", "市长李明"))
    assert first.articles == ("大桥抢修",)
    assert (second.kind, second.question, second.answers) == ("list", "哪些单位，参加？", ("甲|甲公司", "乙"))
    assert third.impossible
    assert (fourth.kind, fourth.articles, fourth.impossible) == ("articles", ("桥",), False)


def test_a_table_with_semicolons_as_some_spreadsheets_write(tmp_path: Path) -> None:
    path = tmp_path / "test.csv"
    path.write_text("question;answer\n谁？;李明\n", encoding="utf-8-sig")
    (row,) = read_csv(path)
    assert (row.id, row.question, row.answers) == ("line 2", "谁？", ("李明",))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("谁？,李明\n", r":1: .*columns"),
        ("question,answer\n谁？,李明\n,王强\n", r":3: .*no question"),
        ('question,answer\n"谁"？,李明\n', r":2: not CSV"),
        ("question,answer\n", "no rows"),
        ("", r":1: "),
    ],
)
def test_a_table_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "test.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"test\.csv" + (place if place.startswith(":") else f".*{place}")):
        read_csv(path)
