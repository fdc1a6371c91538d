"""How long a search takes, as ratios to a baseline of the same run: ``python -m benchmarks.search --help``.

Absolute times say little on a machine that does other things as well. The baselines: embedding the question
(what no search can save), and a plain numpy product over all vectors (what FAISS should not be slower than).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Archive, Article
from index.embedder import Embedder

QUESTIONS = (
    "大桥什么时候通车？",
    "球赛在哪里举行？",
    "今年增长百分之几？",
    "谁负责老街改造？",
    "明天天气如何？",
)
SUBJECTS = ("大桥", "球赛", "学校", "医院", "市场", "公园", "老街", "港口", "水厂", "车站")
PLACES = ("城东", "城西", "南湖边", "北门外", "新区", "老城", "江岸", "山脚下", "镇上", "渡口")
EVENTS = ("今天通车", "昨日开工", "下周开放", "正在改造", "年内完工", "试行一月", "延期举行", "提前结束")


class _Random:
    """Random vectors for the passages, so that an archive of any size is made in a minute."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = "random vectors"
        self.fingerprint = "random"
        self._random = np.random.default_rng(0)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embedder.encode_queries(texts)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        vectors = self._random.standard_normal((len(texts), self._embedder.dimension), np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def articles(count: int) -> list[Article]:
    """Articles of four passages each, no two alike, over a year of issues."""
    random = np.random.default_rng(1)

    def sentence() -> str:
        number = random.integers(10, 99_999)
        return (
            f"{random.choice(PLACES)}的{random.choice(SUBJECTS)}{random.choice(EVENTS)}，"
            f"共有{number}人参加，比上年增长{number % 97}.{number % 7}%。"
        )

    first = date(2031, 1, 1)
    return [
        Article(
            id=f"a{number}",
            newspaper="试报",
            date=first + timedelta(days=number % 365),
            headline=sentence()[:12],
            text="".join(sentence() for _ in range(24)),
            page=str(number % 8 + 1),
        )
        for number in range(count)
    ]


def median(run: Callable[[str], object], rounds: int) -> float:
    """Median seconds of one call over all questions."""
    for question in QUESTIONS:
        run(question)
    times: list[float] = []
    for _ in range(rounds):
        for question in QUESTIONS:
            began = time.perf_counter()
            run(question)
            times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Build an archive, search it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=2500, help="four passages each (default: 2500)")
    parser.add_argument("--rounds", type=int, default=10, help="times that every question is asked")
    arguments = parser.parse_args()
    embedder = Embedder.load()
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open(Path(folder) / "archive", embedder=_Random(embedder))
        archive.add_articles(articles(arguments.articles), source="benchmark")
        passages = archive.counts()["passages"]
        vectors = np.random.default_rng(2).standard_normal((passages, embedder.dimension), np.float32)
        query = vectors[0]
        embed = median(lambda question: embedder.encode_queries([question]), arguments.rounds)
        product = median(lambda _: np.argsort(-(vectors @ query))[:10], arguments.rounds)
        day = date(2031, 3, 1)
        rows = {
            "embed the question": embed,
            "numpy product and sort": product,
            "dense": median(lambda q: archive.search(q, mode="dense"), arguments.rounds),
            "lexical": median(lambda q: archive.search(q, mode="lexical"), arguments.rounds),
            "hybrid": median(lambda q: archive.search(q), arguments.rounds),
            "hybrid, one day of 365": median(lambda q: archive.search(q, date=day), arguments.rounds),
            "hybrid, half the year": median(
                lambda q: archive.search(q, since=date(2031, 7, 1)), arguments.rounds
            ),
            "hybrid, five questions in one batch": median(
                lambda _: archive.search_many(QUESTIONS), arguments.rounds
            )
            / len(QUESTIONS),
        }
        archive.close()
    print(f"{passages} passages, median of {arguments.rounds * len(QUESTIONS)} searches")
    print(f"{'':38}{'ms':>8}{'of embedding':>14}")
    for name, seconds in rows.items():
        print(f"{name:38}{seconds * 1000:8.1f}{seconds / embed:13.2f}x")


if __name__ == "__main__":
    main()
