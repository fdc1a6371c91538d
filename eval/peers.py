"""The same questions over the same articles through what one would build instead, judged by the same rules.

The others run in an environment of their own, so that their packages and ours need not agree on versions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench import ROOT, Bench, Choice
from eval.chat import ask, detail_of
from eval.compare import paired
from eval.judge import judge
from eval.metrics import Measured, bare, percentile
from eval.report import Report, Stopped, Table, percent, stopped, track, with_interval
from eval.rows import QuestionRow, read_questions
from eval.whole import DATA, sample_archive
from index.errors import SourceError, WenbaoError
from index.normal import normalise
from index.records import Article
from qa.answers import Answer, Citation
from qa.citing import sentence_around

HOME = Path("var/peers")
NEEDS = Path(__file__).parent / "peers.txt"
SCRIPT = Path(__file__).parent / "peers_run.py"
QUESTIONS = DATA / "sample_test.jsonl"
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


def measure(
    file: Path = QUESTIONS,
    archive: Path | None = None,
    limit: int | None = None,
    systems: Sequence[str] | None = None,
    home: Path = HOME,
) -> Report:
    """Ask the same questions of this project and of each peer.

    Follow-ups and greetings are left out: the others have neither.

    Args:
        file: The questions; those of the sample's test half if nothing else is said.
        archive: Whose articles are asked; the sample editions if None.
        limit: Ask only so many, at even steps over the file.
        systems: Of the peers only these.
        home: Where their environment is.

    Returns:
        Quality, milliseconds and processor time by system, and these as a ratio to ours; the chance of such
        a difference; a row a question and system.

    Raises:
        WenbaoError: The environment is missing, or a peer failed.
        Stopped: Ctrl-C; the report of the systems that were asked is with it.
    """
    if not python_of(home).is_file():
        raise WenbaoError(
            f"{home / 'venv'}: the peers are not installed; make it with: python -m eval peers --set-up"
        )
    asked = questions(file, limit)
    choice = Choice()
    folder = sample_archive(choice) if archive is None else archive
    rows: list[dict[str, Any]] = []
    peers = [name for name in NAMES if name != OURS and (not systems or name in systems)]
    try:
        with Bench.open(folder, choice) as bench:
            articles = bench.homes.articles
            for row in track(asked, NAMES[OURS]):
                worked = time.process_time()
                detail = ask(bench.assistant, row, bench.watch)
                shown = [one["quote"] for one in detail["citations"]] + [detail["given"]]
                spent = {"processor": time.process_time() - worked}
                rows.append({"system": OURS, **detail, **spent, "shown": holds(shown, row)})
        by_id = {article.id: article for article in articles}
        job = _job(articles, asked, home)
        for system in peers:
            lines = _run(system, job, home, len(asked))
            for row, line in zip(track(asked, NAMES[system]), lines, strict=True):
                rows.append({"system": system, **peer_detail(row, line, by_id)})
        job.unlink(missing_ok=True)
    except KeyboardInterrupt:
        done = [name for name in NAMES if [row["system"] for row in rows].count(name) == len(asked)]
        if not done:
            raise
        whole = [row for row in rows if row["system"] in done]
        raise Stopped(
            _report(whole, file, len(asked)), stopped(len(done), 1 + len(peers), "systems")
        ) from None
    return _report(rows, file, len(asked))


def questions(file: Path, limit: int | None = None) -> list[QuestionRow]:
    """The questions of a file that a system without a memory can be asked, at even steps if not all.

    Raises:
        SourceError: None is left, or the file cannot be read.
    """
    fitting = [row for row in read_questions(file) if not row.history and row.kind != "social"]
    if not fitting:
        raise SourceError(str(file), None, "nothing but follow-ups and greetings: peers know neither")
    if not limit or limit >= len(fitting):
        return fitting
    return [fitting[at * len(fitting) // limit] for at in range(limit)]


def peer_detail(row: QuestionRow, line: Mapping[str, Any], articles: Mapping[str, Article]) -> dict[str, Any]:
    """What a peer answered, judged as ours is: a row as ``eval chat`` writes it, without stages."""
    answer = _answer(row, line, articles)
    shown = [citation.quote for citation in answer.citations] + [answer.text]
    detail = detail_of(row, answer, judge(answer, row))
    times = {"seconds": {"total": line["seconds"]}, "processor": line["processor"]}
    return detail | times | {"shown": holds(shown, row)}


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
    # A name of its own: two comparisons at a time must not read each other's questions.
    path = home / f"job-{os.getpid()}.json"
    path.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
    return path


def _run(system: str, job: Path, home: Path, count: int) -> Iterator[dict[str, Any]]:
    """Answers of one peer, as they come.

    Raises:
        WenbaoError: It failed, or ended before it had answered all.
    """
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
            came = 0
            try:
                for line in process.stdout:
                    came += 1
                    yield json.loads(line)
                process.wait()
            finally:
                process.terminate()
        status = process.returncode
    if status or came < count:
        said = log.read_text(encoding="utf-8").strip().splitlines()
        last = said[-1] if said else f"exit status {status}"
        raise WenbaoError(
            f"{NAMES[system]} failed after {came} of {count} questions: {last} (all of it: {log})"
        )


def _report(rows: Sequence[Mapping[str, Any]], file: Path, count: int) -> Report:
    heads = (
        *("", "all right % (95 % interval)", "p", "of ours", "with an answer: right %", "and cited %"),
        *("made to answer %", "answer shown %", "without one: refused %"),
        *("ms p50", "processor ms", "processor, of ours"),
    )
    table = Table(f"Peers: {count} questions ({file.name}, without follow-ups)", heads)
    figures: dict[str, Any] = {"questions": count}
    verdicts = {name: [float(row["right"]) for row in rows if row["system"] == name] for name in NAMES}
    for system, name in NAMES.items():
        mine = [row for row in rows if row["system"] == system]
        if not mine:
            continue
        with_answer = [row for row in mine if not row["impossible"]]
        everything = Measured(tuple(verdicts[system]))
        times = [1000 * row["seconds"]["total"] for row in mine]
        figures[system] = one = {
            "all_right": everything.mean,
            "right": _mean([row["right"] for row in with_answer]),
            "phrases_right": _mean([row["right"] for row in with_answer if row["kind"] == "span"]),
            "right_and_cited": _mean([row["right"] and bool(row["cited"]) for row in with_answer]),
            # Whoever never refuses is right more often where there is an answer: the candidate that was held
            # back shows what would come of answering always.
            "made_to_answer": _mean([row["best_right"] for row in with_answer]),
            "shown": _mean([row["shown"] for row in with_answer if row["answers"]]),
            "refused_without_answer": _mean([row["right"] for row in mine if row["impossible"]]),
            "ms_p50": percentile(times, 0.5),
            "ms_p95": percentile(times, 0.95),
            # What other programs on the machine take, the clock counts as well, and the processor does not.
            "processor_ms": 1000 * Measured(tuple(row["processor"] for row in mine)).mean,
            "p": None if system == OURS else paired(verdicts[OURS], verdicts[system]).p,
        }
        ours = figures[OURS]
        for name_of, value in (("right", "all_right"), ("ms", "ms_p50"), ("processor", "processor_ms")):
            one[f"{name_of}_ratio"] = one[value] / ours[value] if ours[value] else None
        shares = ("right", "right_and_cited", "made_to_answer", "shown", "refused_without_answer")
        cells = (percent(one[share]) for share in shares)
        against = (_told(one["p"], 4), _told(one["right_ratio"], 2))
        clocked = (_told(one["ms_p50"], 0), _told(one["processor_ms"], 0), _told(one["processor_ratio"], 2))
        table.rows.append((name, with_interval(everything), *against, *cells, *clocked))
    table.note = (
        "right: at most 12 characters more than the answer, and refused where the papers do not answer; "
        "p: of a paired randomisation test against ours; made to answer: what was held back counts as well; "
        "shown: the answer stands somewhere in what is given or quoted, however long"
    )
    return Report("peers", figures, rows, [table])


def _told(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _mean(values: Sequence[bool]) -> float | None:
    return sum(map(float, values)) / len(values) if values else None
