from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.records import Article, Problem, Repeat
from index.rows import read_rows

ROW = {
    "id": "a1",
    "date": "2025-08-04",
    "headline": "新桥通车",
    "text": "新桥昨天通车。",
    "newspaper": "甲报",
    "page": "2",
}


def _write(path: Path, *rows: object) -> Path:
    data = "\n".join(
        row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows
    ).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_a_row_keeps_its_id_and_fields(tmp_path: Path, name: str) -> None:
    path = _write(
        tmp_path / name, {**ROW, "reporters": ["张三"], "kind": "photo", "issue_number": 7, "other": 1}
    )
    (article,) = read_rows(path)
    assert isinstance(article, Article)
    assert (article.id, article.date, article.page, article.kind) == (
        "a1",
        datetime.date(2025, 8, 4),
        "2",
        "photo",
    )
    assert (article.reporters, article.issue_number, article.source) == (("张三",), 7, str(path))
    assert not article.page_inferred


def test_bad_rows_are_reported_with_their_line_and_reading_goes_on(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "rows.jsonl", ROW, "", "{oops", "[1]", {"id": "b", "date": "2025-08-04"},
        {**ROW, "date": "morgen"},
        {**ROW, "kind": "poem"}, {**ROW, "id": "c"},
    )  # fmt: skip
    found = list(read_rows(path))
    assert [one.id for one in found if isinstance(one, Article)] == ["a1", "c"]
    problems = [one for one in found if isinstance(one, Problem)]
    assert [problem.line for problem in problems] == [3, 4, 5, 6, 7]
    assert "text" in problems[2].message
    assert "YYYY-MM-DD" in problems[3].message


def test_ids_are_made_where_none_is_given_and_do_not_clash(tmp_path: Path) -> None:
    bare = {key: value for key, value in ROW.items() if key != "id"}
    first, second = read_rows(_write(tmp_path / "rows.jsonl", bare, bare))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert len(first.id) == 16
    assert second.id == f"{first.id}-2"


def test_newspaper_and_date_can_be_given(tmp_path: Path) -> None:
    path = _write(tmp_path / "rows.jsonl", {"text": "新桥昨天通车。"})
    (article,) = read_rows(path, newspaper="乙报", date=datetime.date(2024, 1, 2))
    assert isinstance(article, Article)
    assert (article.newspaper, article.date, article.page, article.page_inferred) == (
        "乙报", datetime.date(2024, 1, 2), "1", True,
    )  # fmt: skip


def test_files_without_any_article_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="empty"):
        list(read_rows(_write(tmp_path / "none.jsonl", "")))
    with pytest.raises(SourceError, match="none of its rows"):
        list(read_rows(_write(tmp_path / "bad.jsonl", "{", "{")))
    with pytest.raises(SourceError, match="cannot be read"):
        list(read_rows(tmp_path / "gone.jsonl"))


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_rows_in_gb_18030_are_read_as_pages_are(tmp_path: Path, name: str) -> None:
    plain = {"text": "x", "date": "2025-08-04", "id": "plain"}
    rows = [plain, ROW, {**ROW, "id": "a2", "text": "\u4dae㙍镇修桥。"}]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode("gb18030")
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    articles = [one for one in read_rows(tmp_path / name) if isinstance(one, Article)]
    assert [(one.headline, one.text) for one in articles] == [
        ("", "x"), ("新桥通车", "新桥昨天通车。"), ("新桥通车", "\u4dae㙍镇修桥。")
    ]  # fmt: skip


def test_a_file_in_another_encoding_is_told_to_be_converted(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(json.dumps(ROW, ensure_ascii=False).encode("utf-16"))
    with pytest.raises(SourceError, match=r"rows\.jsonl: not in UTF-8 or GB 18030; convert the file"):
        list(read_rows(path))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_damaged_row_is_reported_and_changes_nothing_for_the_others(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    whole = json.dumps(ROW, ensure_ascii=False).encode()
    # A byte is lost: read as GB 18030 it would be other characters, not an error.
    damaged = json.dumps({"date": "2025-08-04", "text": "桥的北头连"}, ensure_ascii=False).encode()
    damaged = damaged.replace("桥".encode(), "桥".encode()[:-1])
    assert json.loads(damaged.decode("gb18030"))
    rows = [whole, damaged]
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join(rows[place] for place in order))
    found = list(read_rows(path))
    assert [one.text for one in found if isinstance(one, Article)] == ["新桥昨天通车。"]
    (problem,) = [one for one in found if isinstance(one, Problem)]
    assert problem.line == order.index(1) + 1
    assert problem.message == "not in UTF-8 or GB 18030; convert the file"


def test_a_damaged_archive_says_where(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "rows.jsonl.gz", *[{**ROW, "id": str(n), "text": f"{n * 7919}" * 9} for n in range(900)]
    )
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(SourceError, match=r"rows\.jsonl\.gz:\d+: cannot be read"):
        list(read_rows(path))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("issue_number", 10**20, "issue_number has too many digits"),
        ("order", "9" * 30, "order has too many digits"),
        ("text", ["好"], "text is list; it must be a string"),
        ("date", 2025, "date is 2025; it must be"),
        ("text", "\ud800", "half a surrogate pair"),
    ],
)
def test_a_value_that_cannot_be_kept_is_told_with_its_line(
    tmp_path: Path, field: str, value: object, says: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW | {"id": "b", field: value}) + "\n")
    _, problem = read_rows(path)
    assert isinstance(problem, Problem)
    assert problem.line == 2
    assert says in problem.message


def test_an_id_that_stands_twice_is_told_with_its_line_and_the_first_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [ROW, ROW, ROW | {"text": "别的。"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, same, other = read_rows(path)
    assert isinstance(first, Article) and first.text == ROW["text"]
    assert isinstance(same, Repeat) and isinstance(other, Repeat)
    assert (same.line, other.line) == (2, 3)
    assert "word for word" in same.message and "other content" in other.message


def test_a_date_may_be_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW | {"date": 20250804}))
    (article,) = read_rows(path)
    assert isinstance(article, Article) and article.date == datetime.date(2025, 8, 4)
