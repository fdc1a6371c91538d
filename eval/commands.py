"""What each command of ``python -m eval`` does, once its options are parsed."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.report import Report, Stopped, markdown, show, write_json
from index.errors import SourceError, WenbaoError

if TYPE_CHECKING:
    from index.records import Problem
    from qa.reader import Reader

CORPORA = Path("var/eval")
PAGE = CORPORA / "report.html"


def reader(options: argparse.Namespace) -> int:
    """EM and F1 of the reader."""
    from eval.reader import measure
    from eval.rows import read_spans

    rows = read_spans(options.file, options.texts)[: options.limit]
    loaded = _reader(options)
    return told(lambda: measure(loaded, rows, options.threshold), options, [options.file])


def _reader(options: argparse.Namespace) -> Reader:
    from qa.reader import Reader

    if options.brevity is None:
        return Reader.load(options.reader)
    return Reader.load(options.reader, brevity=options.brevity)


def open_reading(options: argparse.Namespace) -> int:
    """EM and F1 where the text has to be found first."""
    from eval.bench import Choice
    from eval.open_reading import measure
    from eval.rows import read_spans

    rows = read_spans(options.file, options.texts)
    name = options.file.name.split(".")[0]
    return told(
        lambda: measure(rows, Choice.of(options), CORPORA, name, options.limit, absent=options.absent),
        options,
        [options.file],
    )


def retrieval(options: argparse.Namespace) -> int:
    """R@k, MRR and nDCG@10 of the search."""
    from eval.bench import Choice
    from eval.formats import read_beir
    from eval.retrieval import MODES, measure, open_corpus
    from eval.rows import read_queries
    from index import Archive

    if options.beir:
        beir = read_beir(options.beir, options.split)
        # The whole path tells two folders apart that bear the same name.
        name = "".join(c if c.isalnum() else "-" for c in str(options.beir.resolve())).strip("-")[-80:]
        corpus: Path | None = CORPORA / f"beir-{name}.jsonl"
        _write_rows(CORPORA / f"beir-{name}.jsonl", beir.articles)
        queries, sources = beir.queries[: options.limit], list(beir.files)
    else:
        corpus = options.corpus
        queries = read_queries(options.queries)[: options.limit]
        sources = [path for path in (corpus, options.queries) if path is not None]
    settings = Choice(options.embedder, weight=options.weight).index()
    problems: Sequence[Problem] = ()
    if corpus is None:
        archive = Archive.open(options.archive, create=False, settings=settings)
    else:
        archive, problems = open_corpus(corpus, settings, CORPORA)
    _tell(problems)
    with contextlib.closing(archive):
        lost = [query.id for query in queries if not any(map(archive.article, query.relevant))]
        if lost:
            text = (
                f"{len(lost)} queries have no relevant article in the corpus and count as missed ({lost[0]})"
            )
            print(f"eval: {text}", file=sys.stderr)
        modes = tuple(dict.fromkeys(options.mode or MODES))
        return told(lambda: measure(archive, queries, modes), options, sources)


def _tell(problems: Sequence[Problem]) -> None:
    """Say which rows are not in a corpus, the first three by place."""
    for problem in problems[:3]:
        place = problem.source if problem.line is None else f"{problem.source}:{problem.line}"
        print(f"eval: {place}: {problem.message}", file=sys.stderr)
    if len(problems) > 3:
        print(f"eval: and {len(problems) - 3} more rows that are not in the corpus", file=sys.stderr)


def chat(options: argparse.Namespace) -> int:
    """Answers, citations and silence over an archive."""
    from eval.bench import Bench, Choice
    from eval.chat import measure
    from eval.retrieval import open_corpus
    from eval.rows import over_texts, read_questions

    choice = Choice.of(options)
    if options.texts is None:
        rows = read_questions(options.file)[: options.limit]
        opened = Bench.open(options.archive, choice)
    else:
        rows, articles = over_texts(options.file, options.texts, options.others)
        corpus = CORPORA / f"{options.file.name.split('.')[0]}-texts.jsonl"
        _write_rows(corpus, articles)
        rows = rows[: options.limit]
        archive, problems = open_corpus(corpus, choice.index(), CORPORA)
        _tell(problems)
        opened = Bench(archive, choice)
    with opened as bench:
        journal = bench.journal(rows)

        def asked() -> Report:
            return measure(
                bench.assistant,
                rows,
                watch=bench.watch,
                homes=bench.homes,
                journal=journal,
                understands=bench.kind_of,
                title=f"{options.file.name}: {len(rows)} questions",
            )

        status = told(asked, options, [options.file], lambda report: _chat_page(report, options))
    journal.close()
    return status


def _chat_page(report: Report, options: argparse.Namespace) -> Report:
    """Write the page of a chat where that was asked for; the report with what else is shown."""
    from eval.bench import Choice
    from eval.chat import failures

    if options.html and report.rows:
        from eval.page import of_chat, write_page

        settings = {**report.settings, **Choice.of(options).named()}
        name = options.file.name.split(".")[0]
        write_page(replace(of_chat(report, name), settings=settings), options.html, None, [options.file])
    return replace(report, tables=[*report.tables, failures(report)]) if options.failures else report


def run(options: argparse.Namespace) -> int:
    """Every stage on what ships, with a page to look at."""
    from eval.bench import Choice
    from eval.chat import failures
    from eval.compare import compare, read_run
    from eval.page import write_page
    from eval.whole import run as run_all

    # Runs of a part are compared with their like.
    part = ("-all" if options.all else "") + ("" if options.limit is None else f"-{options.limit}")
    last, earlier = CORPORA / f"run{part}.json", CORPORA / f"run{part}_before.json"
    page = options.html or PAGE
    before: dict[str, Any] | None = None
    if last.is_file():
        with contextlib.suppress(WenbaoError):  # of another version
            before = read_run(last)
    stop: Stopped | None = None
    try:
        report, files = run_all(Choice.of(options), options.limit, everything=options.all)
    except Stopped as broken:
        report, files, stop = broken.report, [], broken
    if before is not None and report.rows:
        try:
            against = compare(before, {"command": "run", "rows": report.rows}, ("the last run", "this run"))
            report = replace(report, tables=[*report.tables, *against.tables[:1]])
        except WenbaoError:  # of other questions
            before = None
    shown = report
    if options.failures and report.rows:
        shown = replace(report, tables=[*report.tables, failures(report)])
    finish(shown, options, files)
    if report.rows:
        write_page(report, page, before, files)
    if stop is not None:  # a part is no measure for the next run, so the last whole one stays that
        if report.rows:
            print(f"{page}: the report of what is done")
        raise stop
    if last.is_file():
        last.replace(earlier)
    write_json(report, last, files)
    print(f"{page}: the report to look at; {last}: its figures; {earlier}: those before")
    return 0


def compare(options: argparse.Namespace) -> int:
    """Two runs, question by question."""
    from eval.compare import compare as compared
    from eval.compare import read_run

    before, after = (read_run(path) for path in (options.before, options.after))
    report = compared(before, after, (options.before.name, options.after.name))
    sources = [[one["sha256"] for one in run.get("sources", [])] for run in (before, after)]
    if sources[0] != sources[1]:
        print(
            "eval: the two runs read different files; only the questions of both are compared",
            file=sys.stderr,
        )
    settings = {"before": before.get("settings", {}), "after": after.get("settings", {})}
    return finish(replace(report, settings=settings), options, [options.before, options.after])


def sweep(options: argparse.Namespace) -> int:
    """The same questions under each of a small grid of settings."""
    from eval.rows import read_questions
    from eval.sweep import points, values_of, walk
    from eval.whole import DATA, sample_archive

    names = ("embedder", "mode", "weight", "k", "reader", "threshold")
    choices = points(values_of({name: getattr(options, name) for name in names}))
    file = options.file or DATA / "sample_dev.jsonl"
    if options.archive is not None and len(set(options.embedder or [])) > 1:
        raise WenbaoError(
            "one archive has vectors of one embedder; leave out --archive, or sweep without --embedder"
        )
    if options.file is not None and options.archive is None:
        options.archive = Path(os.environ.get("WENBAO_ARCHIVE") or "var/archive")
    rows = read_questions(file)[: options.limit]
    folder_of = (lambda choice: options.archive) if options.archive else sample_archive
    return told(lambda: walk(choices, rows, folder_of), options, [file])


def peers(options: argparse.Namespace) -> int:
    """The same questions through what one would build instead."""
    from eval.peers import HOME, QUESTIONS, measure, set_up

    if options.set_up:
        set_up()
        return 0
    file = options.file or QUESTIONS
    if options.file is not None and options.archive is None:
        options.archive = Path(os.environ.get("WENBAO_ARCHIVE") or "var/archive")
    return told(lambda: measure(file, options.archive, options.limit, options.system, HOME), options, [file])


def feedback(options: argparse.Namespace) -> int:
    """What readers said of answers, as question rows and as a list to look at."""
    from eval.feedback import measure
    from index.errors import ArchiveError
    from qa.web.feedback.store import FILE

    if not options.archive.is_dir():
        raise ArchiveError(f"{options.archive}: there is no such archive; name it with --archive")
    source = options.archive / FILE
    report, found = measure(source)
    for problem in found.problems:
        print(f"eval: {problem.source}:{problem.line}: {problem.message}", file=sys.stderr)
    for path, rows in ((options.rows, found.rows), (options.review, found.review)):
        _write_rows(path, rows)
    status = finish(report, options, [source] if source.exists() else [])
    print(f"{len(found.rows)} rows in {options.rows}, {len(found.review)} to look at in {options.review}")
    return status


def convert(options: argparse.Namespace) -> int:
    """SQuAD-like rows into a corpus and queries."""
    from eval.retrieval import convert as converted
    from eval.rows import read_spans

    articles, queries = converted(read_spans(options.file, options.texts)[: options.limit], options.date)
    for path, rows in ((options.corpus, articles), (options.queries, queries)):
        _write_rows(path, rows)
    print(f"{len(articles)} articles in {options.corpus}, {len(queries)} queries in {options.queries}")
    return 0


def told(
    measure: Callable[[], Report],
    options: argparse.Namespace,
    sources: Sequence[Path],
    also: Callable[[Report], Report] | None = None,
) -> int:
    """Measure, and show and write the report; of what is done, if Ctrl-C comes.

    Args:
        measure: Does the work.
        options: As they were parsed.
        sources: What is measured.
        also: What else becomes of the report before it is shown.
    """
    try:
        report = measure()
    except Stopped as stop:
        finish(also(stop.report) if also else stop.report, options, sources)
        raise
    return finish(also(report) if also else report, options, sources)


def finish(report: Report, options: argparse.Namespace, sources: Sequence[Path]) -> int:
    """Show a report, and write it where that was asked for."""
    from rich.console import Console

    given = (
        *("reader", "threshold", "brevity", "k", "limit", "embedder", "weight", "mode"),
        *("absent", "all", "system"),
    )
    values = {name: getattr(options, name, None) for name in given}
    # 0 is a threshold; a switch that is off is no setting.
    settings = {name: value for name, value in values.items() if value is not None and value is not False}
    report = replace(report, settings={**report.settings, **{k: _plain(v) for k, v in settings.items()}})
    # Piped into a file or a test, a table keeps the width that its figures need.
    if getattr(options, "markdown", False):
        print("\n\n".join(map(markdown, report.tables)))
    else:
        console = Console()
        show(report, console if console.is_terminal else Console(width=140))
    if options.json:
        write_json(report, options.json, sources)
    return 0


def writable(path: Path, option: str = "--json") -> None:
    """Refuse a place for what is written before the work and not after it.

    Raises:
        WenbaoError: Nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        path.with_name(f".{path.name}.{os.getpid()}").touch()
        path.with_name(f".{path.name}.{os.getpid()}").unlink()
    except OSError as error:
        raise WenbaoError(
            f"{path}: cannot be written ({error.strerror}); give {option} another place"
        ) from error


def _write_rows(path: Path, rows: Sequence[object]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path.write_text(lines, encoding="utf-8")
    except OSError as error:
        raise SourceError(str(path), None, f"cannot be written ({error.strerror})") from error


def _plain(value: object) -> object:
    """A setting as JSON knows it."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value
