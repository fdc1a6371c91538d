"""How long adding takes, as ratios to a baseline of the same run: ``python -m benchmarks.ingest --help``.

The baseline is the model alone: embedding the same passages and nothing else. Cutting, terms, SQLite and
FAISS come on top.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.search import articles
from index import Archive, Article
from index.embedder import Embedder
from index.passages import split_passages
from index.records import AddReport
from index.rows import read_rows
from index.search import embedding_input


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main() -> None:
    """Add articles, add them again, change one in ten, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=Path, help="JSON lines of articles in place of made-up ones")
    parser.add_argument("--articles", type=int, default=100, help="how many (default: 100)")
    arguments = parser.parse_args()
    chosen = articles(arguments.articles)
    if arguments.rows:
        rows = (row for row in read_rows(arguments.rows) if isinstance(row, Article))
        chosen = list(itertools.islice(rows, arguments.articles))
    embedder = Embedder.load()
    embedder.encode_passages(["先热身。"] * 8)
    texts = [embedding_input(one, *span) for one in chosen for span in split_passages(one.text) or [(0, 0)]]
    changed = [
        Article(
            **{name: getattr(one, name) for name in one.__dataclass_fields__} | {"text": one.text + "更正。"}
        )
        if number % 10 == 0
        else one
        for number, one in enumerate(chosen)
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(Path(folder) / "a", embedder=embedder) as archive,
    ):
        reports: list[AddReport] = []

        def add(what: list[Article]) -> Callable[[], object]:
            return lambda: reports.append(archive.add_articles(what, source="benchmark"))

        model = seconds(lambda: embedder.encode_passages(texts))
        table = {
            "the model alone": model,
            "add": seconds(add(chosen)),
            "add the same again": seconds(add(chosen)),
            "add with one in ten changed": seconds(add(changed)),
        }
        assert reports[1].passages == 0, "what stands there is not embedded again"
    print(f"{len(chosen)} articles, {len(texts)} passages, {model / len(texts) * 1000:.1f} ms a passage")
    print(f"{'':30}{'s':>8}{'of the model':>14}")
    for name, took in table.items():
        print(f"{name:30}{took:8.2f}{took / model:13.3f}x")


if __name__ == "__main__":
    main()
