"""Search with the model that ships: on sample pages, on the real page, and on public questions."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive, Article
from index.embedder import Embedder

SAMPLE = Path(__file__).parent.parent / "index" / "sample"


@pytest.fixture(scope="module")
def model() -> Embedder:
    return Embedder.load()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, model: Embedder) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("sample") / "archive", embedder=model) as archive:
        archive.add(SAMPLE / "yangbao-2025-08-04.txt")
        yield archive


@pytest.mark.parametrize(
    ("query", "piece"),
    [
        ("徐家埭棒球场", "徐家埭棒球场"),
        ("到2027年跨境电商出口规模要达到多少", "30亿元以上"),
        ("上半年生产总值增长了多少", "6.4%"),
        ("跨境電商產業園的獎勵", "300万元"),
    ],
)
def test_a_question_finds_the_passage_that_answers_it(sample: Archive, query: str, piece: str) -> None:
    assert any(piece in hit.passage.text for hit in sample.search(query, k=2))


def test_every_passage_is_where_it_says(sample: Archive) -> None:
    hits = sample.search("平湖", k=100)
    assert len(hits) == sample.counts()["passages"]
    for hit in hits:
        assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert sample.verify() == []


def test_the_real_page_answers(tmp_path: Path, model: Embedder, real_page: Path) -> None:
    with Archive.open(tmp_path / "real", embedder=model) as archive:
        assert archive.add(real_page).articles == 5
        assert archive.search("徐家埭棒球场", k=1)[0].article.photographers == ("王强", "纪亚千")
        found = archive.search("出口规模目标", byline="林旭东", date=datetime.date(2025, 8, 4))
        assert {hit.article.reporters for hit in found} == {("林旭东",)}
        assert archive.search("棒球", since=datetime.date(2025, 8, 5)) == []
        assert archive.add(real_page).passages == 0


def test_public_questions_find_their_paragraph_first(tmp_path: Path, model: Embedder, data: Path) -> None:
    """The first 60 paragraphs of the set that the fusion was tuned on; the figures are `eval`'s task."""
    with gzip.open(data / "cmrc2018_trial.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts = list(dict.fromkeys(row["context"] for row in rows))[:60]
    day = datetime.date(2018, 1, 1)
    with Archive.open(tmp_path / "trial", embedder=model) as archive:
        articles = [Article(id=f"p{n}", newspaper="x", date=day, text=text) for n, text in enumerate(texts)]
        archive.add_articles(articles, source="trial")
        asked = [row for row in rows if row["context"] in texts]
        hits = archive.search_many([row["question"] for row in asked], k=1)
    right = [hit[0].article.text == row["context"] for hit, row in zip(hits, asked, strict=True)]
    assert sum(right) / len(right) >= 0.97
