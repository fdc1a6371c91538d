"""The same questions over the same articles through what one would build instead, judged by the same rules.

The others run in an environment of their own, so that their packages and ours need not agree on versions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench import ROOT, Bench, Choice
from eval.chat import ask, detail_of
from eval.judge import judge
from eval.metrics import Measured, bare, percentile
from eval.report import Report, Table, percent, track, with_interval
from eval.rows import QuestionRow, read_questions
from eval.whole import DATA, sample_archive
from index.errors import WenbaoError
from index.normal import normalise
from index.records import Article
from qa.answers import Answer, Citation
from qa.citing import sentence_around

HOME = Path("var/peers")
NEEDS = Path(__file__).parent / "peers.txt"
SCRIPT = Path(__file__).parent / "peers_run.py"
QUESTIONS = "sample_test"
OURS = "wenbao"
NAMES: Mapping[str, str] = {
    OURS: "this project",
    "haystack": "Haystack: BM25, extractive reader (our weights)",
    "nearest": "sentence-transformers + FAISS: nearest sentence",
    "bm25": "BM25 over jieba: best sentence",
}


def python_of(home: Path) -> Path:
    """The interpreter of the peers' environment."""
    return home / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(home: Path = HOME) -> None:
    """Make the peers' environment, or bring it up to date.

    Raises:
        WenbaoError: venv or pip failed; their own words stand above.
    """
    import venv

    print(f"making {home / 'venv'} and installing {NEEDS.name}; this takes some minutes", file=sys.stderr)
    try:
        if not python_of(home).is_file():
            venv.create(home / "venv", with_pip=True)
        fixed = ROOT / "constraints.txt"
        versions = ["-c", str(fixed)] if fixed.is_file() else []
        command = [str(python_of(home)), "-m", "pip", "install", "--quiet", "-r", str(NEEDS), *versions]
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise WenbaoError(f"{home / 'venv'}: the peers could not be installed ({error})") from error
    print(f"{home / 'venv'} is ready; compare with: python -m eval peers")


def measure(limit: int | None = None, home: Path = HOME) -> tuple[Report, list[Path]]:
    """Ask the sample's test questions of this project and of each peer.

    Follow-ups and greetings are left out: the others have neither.

    Returns:
        Quality and milliseconds by system, and these as a ratio to ours; a row a question and system.

    Raises:
        WenbaoError: The environment is missing, or a peer failed.
    """
    if not python_of(home).is_file():
        raise WenbaoError(
            f"{home / 'venv'}: the peers are not installed; make it with: python -m eval peers --set-up"
        )
    file = DATA / f"{QUESTIONS}.jsonl"
    asked = [row for row in read_questions(file) if not row.history and row.kind != "social"][:limit]
    choice = Choice()
    rows: list[dict[str, Any]] = []
    with Bench.open(sample_archive(choice), choice) as bench:
        articles = bench.homes.articles
        for row in track(asked, NAMES[OURS]):
            detail = ask(bench.assistant, row, bench.watch, bench.homes, bench.kind_of)
            shown = [one["quote"] for one in detail["citations"]] + [detail["given"]]
            rows.append({"system": OURS, **detail, "shown": holds(shown, row)})
    by_id = {article.id: article for article in articles}
    job = _job(articles, asked, home)
    for system in NAMES:
        if system != OURS:
            lines = _run(system, job, home)
            for row, line in zip(track(asked, NAMES[system]), lines, strict=True):
                rows.append({"system": system, **peer_detail(row, line, by_id)})
    return _report(rows, len(asked)), [file]


def peer_detail(row: QuestionRow, line: Mapping[str, Any], articles: Mapping[str, Article]) -> dict[str, Any]:
    """What a peer answered, judged as ours is: a row as ``eval chat`` writes it, without stages."""
    answer = _answer(row, line, articles)
    shown = [citation.quote for citation in answer.citations] + [answer.text]
    detail = detail_of(row, answer, judge(answer, row))
    return detail | {"seconds": {"total": line["seconds"]}, "shown": holds(shown, row)}


def holds(shown: Sequence[str], row: QuestionRow) -> bool:
    """Whether the expected words stand in what the reader of the answer gets to see, however long it is."""
    from eval.stages import holds as within

    return not row.impossible and bool(row.answers) and within([text for text in shown if text], row)


def _answer(row: QuestionRow, line: Mapping[str, Any], articles: Mapping[str, Article]) -> Answer:
    article = articles.get(str(line["article"]))
    sure = min(1.0, max(0.0, float(line["score"])))
    if not bare(normalise(line["text"]).text) or article is None:
        return Answer("none", row.question, confidence=sure)
    start, end = line["start"], line["end"]
    if start is None:  # it stands in the title
        citation = Citation.at(article, 0, 0)
    else:
        citation = Citation.at(article, *sentence_around(article.text, start, end))
    return Answer("passage", row.question, line["text"], citations=(citation,), confidence=sure)


def _job(articles: Sequence[Article], rows: Sequence[QuestionRow], home: Path) -> Path:
    """What the peers are given, as a file."""
    from index import embedder
    from qa import reader

    job = {
        "articles": [{"id": one.id, "title": one.title, "text": one.text} for one in articles],
        "questions": [row.question for row in rows],
        "reader": str(reader.SHIPPED),
        "embedder": str(embedder.SHIPPED),
    }
    path = home / "job.json"
    path.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
    return path


def _run(system: str, job: Path, home: Path) -> Iterator[dict[str, Any]]:
    """Answers of one peer, as they come."""
    environment = os.environ | {
        "HF_HUB_OFFLINE": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "TQDM_DISABLE": "1",
    }
    log = home / f"{system}.log"
    with log.open("w", encoding="utf-8") as errors:
        command = [str(python_of(home)), str(SCRIPT), system, str(job)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8", env=environment
        ) as process:
            assert process.stdout is not None
            try:
                yield from map(json.loads, process.stdout)
            finally:
                process.terminate()
        status = process.returncode
    if status > 0:
        said = log.read_text(encoding="utf-8").strip().splitlines()
        raise WenbaoError(f"{NAMES[system]} failed: {said[-1] if said else status} (all of it: {log})")


def _report(rows: Sequence[Mapping[str, Any]], count: int) -> Report:
    heads = (
        *("", "right % (95 % interval)", "phrases right %", "answer shown %", "right and cited %"),
        *("refused, without one %", "ms p50", "ms p95", "right, of ours", "ms, of ours"),
    )
    table = Table(f"Peers: {count} questions ({QUESTIONS}, without follow-ups)", heads)
    figures: dict[str, Any] = {"questions": count}
    for system, name in NAMES.items():
        mine = [row for row in rows if row["system"] == system]
        with_answer = [row for row in mine if not row["impossible"]]
        right = Measured(tuple(float(row["right"]) for row in with_answer))
        times = [1000 * row["seconds"]["total"] for row in mine]
        phrases = [row for row in with_answer if row["kind"] == "span"]
        figures[system] = one = {
            "right": right.mean,
            "phrases_right": _mean([row["right"] for row in phrases]),
            "shown": _mean([row["shown"] for row in with_answer if row["answers"]]),
            "right_and_cited": _mean([row["right"] and bool(row["cited"]) for row in with_answer]),
            "refused_without_answer": _mean([row["right"] for row in mine if row["impossible"]]),
            "ms_p50": percentile(times, 0.5),
            "ms_p95": percentile(times, 0.95),
        }
        ours = figures[OURS]
        one["right_ratio"] = one["right"] / ours["right"] if ours["right"] else None
        one["ms_ratio"] = one["ms_p50"] / ours["ms_p50"] if ours["ms_p50"] else None
        shares = ("phrases_right", "shown", "right_and_cited", "refused_without_answer")
        ratios = ("–" if one[ratio] is None else f"{one[ratio]:.2f}" for ratio in ("right_ratio", "ms_ratio"))
        times_told = (f"{one['ms_p50']:.0f}", f"{one['ms_p95']:.0f}")
        cells = (percent(one[share]) for share in shares)
        table.rows.append((name, with_interval(right), *cells, *times_told, *ratios))
    table.note = (
        "right: at most 12 characters more than the answer; shown: the answer stands somewhere in what is "
        "given or quoted, however long; refused: of the questions that the papers do not answer"
    )
    return Report("peers", figures, rows, [table])


def _mean(values: Sequence[bool]) -> float | None:
    return sum(map(float, values)) / len(values) if values else None
