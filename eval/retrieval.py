"""How well the search finds the article that answers a question."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from eval.metrics import Measured, ndcg_at, percentile, recall_at, reciprocal_rank
from eval.report import Report, Stopped, Table, percent, stopped, track, with_interval
from eval.rows import QueryRow, QuestionRow, SpanRow
from index.errors import SourceError
from index.records import Hit, Mode, Problem
from index.settings import IndexSettings

if TYPE_CHECKING:
    from eval.stages import Homes
    from index import Archive

MODES: tuple[Mode, ...] = ("hybrid", "dense", "lexical")
DEPTH = 50
"""Passages asked for, so that ten articles are among them even where one article fills many places."""
BATCH = 64
TIMED = 100
"""Queries asked one by one, as readers do, to tell how long one takes."""

CURVE = 20
"""Up to which place recall is drawn."""


def found_at(ranking: Sequence[str], query: QueryRow, k: int) -> float:
    """Recall among the first k; where one of the relevant is enough, whether one is there."""
    recall = recall_at(ranking, query.relevant, k)
    return float(recall > 0) if query.any_of else recall


_CUTOFFS: Mapping[str, Callable[[Sequence[str], QueryRow], float]] = {
    "recall@1": lambda ranking, query: found_at(ranking, query, 1),
    "recall@5": lambda ranking, query: found_at(ranking, query, 5),
    "recall@10": lambda ranking, query: found_at(ranking, query, 10),
    "mrr": lambda ranking, query: reciprocal_rank(ranking, query.relevant),
    "ndcg@10": lambda ranking, query: ndcg_at(ranking, query.relevant, 10),
}


class Searches(Protocol):
    """What is measured."""

    def search(self, query: str, k: int = ..., *, mode: Mode = ...) -> list[Hit]:
        """Find the best passages."""
        ...

    def search_many(self, queries: Sequence[str], k: int = ..., *, mode: Mode = ...) -> list[list[Hit]]:
        """Find the best passages for each query, in one batch."""
        ...


def measure(
    archive: Searches, queries: Sequence[QueryRow], modes: Sequence[Mode] = MODES, timed: int = TIMED
) -> Report:
    """Search each query in each mode, and rank articles by their best passage. Some are timed one by one.

    Returns:
        R@1, R@5, R@10, MRR and nDCG@10 over all queries by mode, and the milliseconds of a single search;
        a row a query with the ranked ids of each mode.

    Raises:
        Stopped: Ctrl-C; the report of the modes that are done is with it.
    """
    details: list[dict[str, object]] = [
        {"id": query.id, "question": query.question, "relevant": list(query.relevant)} for query in queries
    ]
    figures: dict[str, object] = {"queries": len(queries)}
    table = Table(
        f"Retrieval: {len(queries)} queries",
        ("mode", "R@1 % (95 % interval)", "R@5 %", "R@10 %", "MRR", "nDCG@10", "ms p50", "ms p95"),
        note=f"ranked by article; milliseconds of single searches, over {min(timed, len(queries))} queries",
    )
    kinds = tuple(dict.fromkeys(query.kind for query in queries if query.kind))
    by_kind = Table("Retrieval by kind of question", ("", "kind", "queries", "R@1 %", "R@10 %", "MRR"))
    for number, mode in enumerate(modes):
        try:
            rankings = _rankings(archive, queries, mode)
            times = _milliseconds(archive, queries[:timed], mode)
        except KeyboardInterrupt:
            if not number:
                raise
            shown = [one for one in (table, by_kind) if one.rows]
            said = stopped(number, len(modes), "modes")
            raise Stopped(Report("retrieval", figures, details, shown), said) from None
        pairs = list(zip(rankings, queries, strict=True))
        measured = {
            name: Measured(tuple(value(ranking, query) for ranking, query in pairs))
            for name, value in _CUTOFFS.items()
        }
        middle, slow = percentile(times, 0.5), percentile(times, 0.95)
        figures[mode] = {
            **{name: one.mean for name, one in measured.items()},
            "ms_p50": middle,
            "ms_p95": slow,
            "recall_curve": [
                Measured(tuple(found_at(*pair, k) for pair in pairs)).mean for k in range(1, CURVE + 1)
            ],
            "by_kind": {kind: _of_kind(kind, measured, queries) for kind in kinds},
        }
        shares = (
            with_interval(measured["recall@1"]),
            *(percent(measured[f"recall@{k}"].mean) for k in (5, 10)),
        )
        ranks = (f"{measured[name].mean:.3f}" for name in ("mrr", "ndcg@10"))
        table.rows.append((mode, *shares, *ranks, f"{middle:.0f}", f"{slow:.0f}"))
        for kind in kinds:
            some = _of_kind(kind, measured, queries)
            cells = (percent(some["recall@1"]), percent(some["recall@10"]), f"{some['mrr']:.3f}")
            by_kind.rows.append((mode, kind, str(int(some["queries"])), *cells))
        for at, row in enumerate(details):
            row[mode] = {
                "ranking": rankings[at][:10],
                **{name: one.values[at] for name, one in measured.items()},
            }
    return Report("retrieval", figures, details, [table, by_kind] if kinds else [table])


def _of_kind(kind: str, measured: Mapping[str, Measured], queries: Sequence[QueryRow]) -> dict[str, float]:
    """The means over the queries of one kind."""
    some = [number for number, query in enumerate(queries) if query.kind == kind]
    means = {
        name: Measured(tuple(one.values[number] for number in some)).mean for name, one in measured.items()
    }
    return {"queries": float(len(some)), **means}


def of_questions(rows: Sequence[QuestionRow], homes: Homes) -> list[QueryRow]:
    """Questions that stand by themselves as queries, with the articles of the archive that they name.

    A reports question wants all its articles; for the others any that a right citation names is enough. What
    names no article that the archive has cannot be found and is left out: it is told as lost there.
    """
    queries = []
    for row in rows:
        if row.impossible or row.history or row.kind == "social" or not row.articles:
            continue
        relevant = tuple(article.id for article in homes.of(row))
        if relevant:
            queries.append(QueryRow(row.id, row.question, relevant, row.kind, row.kind != "articles"))
    return queries


def open_corpus(corpus: Path, settings: IndexSettings, folder: Path) -> tuple[Archive, tuple[Problem, ...]]:
    """Open an archive of a corpus, built once for each content and each way of indexing.

    Args:
        corpus: Rows of ``id, date, headline, text``.
        settings: How it is indexed and searched; what only the search looks at rebuilds nothing.
        folder: Where such archives are kept.

    Returns:
        The archive, and the rows that could not be read.

    Raises:
        SourceError: The corpus is missing, or holds no article.
    """
    from index import Archive, store, terms
    from index.embedder import Embedder
    from index.progress import progress_bar

    try:
        content = corpus.read_bytes()
    except OSError as error:
        raise SourceError(str(corpus), None, f"cannot be read ({error.strerror})") from error
    embedder = Embedder.load(settings.embedder, batch=settings.encode_batch)
    stored = (store.FORMAT, terms.fingerprint(), embedder.fingerprint)
    cut = (settings.passage_target, settings.passage_limit)
    key = hashlib.sha256(content + repr((stored, cut)).encode()).hexdigest()[:16]
    archive = Archive.open(folder / key, settings=settings, embedder=embedder)
    try:
        with progress_bar() as progress:
            report = archive.add([corpus], progress=progress)
        if not any(True for _ in archive.articles()):
            first = report.problems[0] if report.problems else Problem(str(corpus), None, "no article in it")
            raise SourceError(first.source, first.line, first.message)
    except BaseException:
        archive.close()
        raise
    return archive, tuple(report.problems)


def convert(rows: Sequence[SpanRow], date: str) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Turn questions over given texts into a corpus and queries.

    Returns:
        One article for each different text, in order; one query for each question that has an answer.
    """
    ids: dict[str, str] = {}
    articles: list[dict[str, object]] = []
    queries: list[dict[str, object]] = []
    for row in rows:
        if row.context not in ids:
            ids[row.context] = f"text-{len(ids) + 1:05d}"
            articles.append({"id": ids[row.context], "date": date, "headline": "", "text": row.context})
        if not row.impossible:
            queries.append({"id": row.id, "question": row.question, "relevant": [ids[row.context]]})
    return articles, queries


def _rankings(archive: Searches, queries: Sequence[QueryRow], mode: Mode) -> list[list[str]]:
    """Article ids for each query, each once, at the place of its best passage."""
    batches = [queries[at : at + BATCH] for at in range(0, len(queries), BATCH)]
    found: list[list[str]] = []
    for batch in track(batches, mode, [len(batch) for batch in batches]):
        for hits in archive.search_many([query.question for query in batch], k=DEPTH, mode=mode):
            found.append(list(dict.fromkeys(hit.article.id for hit in hits)))
    return found


def _milliseconds(archive: Searches, queries: Sequence[QueryRow], mode: Mode) -> list[float]:
    """How long each query takes when it comes alone."""
    times = []
    for query in queries:
        started = time.perf_counter()
        archive.search(query.question, k=10, mode=mode)
        times.append(1000 * (time.perf_counter() - started))
    return times
