"""``python -m eval``: figures for retrieval, reading and answering, from the command line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from eval.report import Report, show, write_json
from index.errors import SourceError, WenbaoError

HERE = Path(__file__).parent
CORPORA = Path("var/eval")
SAMPLE_ARCHIVE = Path("var/sample")

_OVERVIEW = """\
Each command prints a table; --json FILE writes the same figures and one row a question.

examples:
  python -m eval run
  python -m eval chat questions.jsonl --archive var/archive --failures
  python -m eval reader squad_like.jsonl.gz --limit 400 --json var/reader.json
  python -m eval convert squad_like.jsonl.gz --corpus var/corpus.jsonl --queries var/queries.jsonl
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl

exit status: 0 done, 1 it could not (one line says why), 2 wrong use
"""

_READER = """\
Rows, one JSON object a line, gz or not:
  {"id": "1", "context": "…", "question": "…", "answers": [{"text": "…", "start": 3}], "impossible": false}
Several answers are alternatives. In place of context a row may name an "article": --texts FILE (rows of id
and text) holds it then. A file named .json or .json.gz is read as SQuAD, CMRC 2018 and DRCD publish theirs
(data, paragraphs, qas). EM and F1 are those of CMRC 2018: F1 counts the longest common contiguous run.

A row without an answer (impossible: true) is right when the reader stays silent, which it does when its score
(best span less "no answer") is below --threshold. Without such rows, every question is answered.

examples:
  python -m eval reader squad_like.jsonl.gz
  python -m eval reader squad_like.jsonl.gz --limit 400 --threshold 1.5 --json var/reader.json
"""

_RETRIEVAL = """\
Corpus rows:  {"id": "a1", "date": "2025-08-04", "headline": "…", "text": "…"}
Query rows:   {"id": "q1", "question": "…", "relevant": ["a1"]}
Both may be gz. Articles are ranked by their best passage. The corpus is indexed once, under var/eval, and
again when its content, the embedder or the settings change.

examples:
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl --mode dense --mode lexical
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl --weight 0.5
"""

_CHAT = """\
Rows, one JSON object a line, gz or not:
  {"id": "1", "kind": "span", "question": "…", "answers": ["…"], "articles": ["…"], "impossible": false}
answers are alternatives; where kind is "list" they are its items, spellings of one item joined by "|".
articles are pieces of kicker, headline or deck; a right citation names an article that has one of them, and
its quote holds the answer. history may hold pairs of question and answer that went before. Right means F1 as
in CMRC of 0.8 or more, or the expected words inside at most 12 characters more. Rows with impossible: true
are right when they are refused.

examples:
  python -m eval chat questions.jsonl --archive var/archive
  python -m eval chat questions.jsonl --archive var/archive --failures --threshold 0.7 --json var/chat.json
"""

_CONVERT = """\
Writes each different text of a SQuAD-like file as an article, and each question that has an answer as a
query, as "retrieval" reads them. Texts in such files bear no date: all get the same one.

example:
  python -m eval convert squad_like.jsonl.gz --corpus var/corpus.jsonl --queries var/queries.jsonl
"""

_RUN = """\
Indexes the sample editions into var/sample (once) and asks the questions that ship with them. Those in
sample_dev.jsonl may be tuned on; the figures to quote are those of sample_test.jsonl.

example:
  python -m eval run --failures
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0 done, 1 it could not, 2 wrong use (argparse exits with it).
    """
    options = _parser().parse_args(arguments)
    try:
        if getattr(options, "json", None):
            _writable(options.json)
        status: int = options.run(options)
        return status
    except WenbaoError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("eval: stopped", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of the pipe (head, less) has seen enough; the interpreter must not flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _reader(options: argparse.Namespace) -> int:
    from eval.reader import measure
    from eval.rows import read_spans
    from qa.reader import Reader

    rows = read_spans(options.file, options.texts)[: options.limit]
    report = measure(Reader.load(options.reader), rows, options.threshold)
    return _finish(report, options, [options.file])


def _retrieval(options: argparse.Namespace) -> int:
    from eval.retrieval import MODES, measure, open_corpus
    from eval.rows import read_queries
    from index.settings import IndexSettings

    queries = read_queries(options.queries)[: options.limit]
    settings = replace(IndexSettings(), embedder=options.embedder)
    if options.weight is not None:
        settings = replace(settings, dense_weight=options.weight)
    archive, problems = open_corpus(options.corpus, settings, CORPORA)
    for problem in problems[:3]:
        place = problem.source if problem.line is None else f"{problem.source}:{problem.line}"
        print(f"eval: {place}: {problem.message}", file=sys.stderr)
    if len(problems) > 3:
        print(f"eval: and {len(problems) - 3} more rows that are not in the corpus", file=sys.stderr)
    with closing(archive):
        lost = [query.id for query in queries if not any(map(archive.article, query.relevant))]
        if lost:
            text = (
                f"{len(lost)} queries have no relevant article in the corpus and count as missed ({lost[0]})"
            )
            print(f"eval: {text}", file=sys.stderr)
        report = measure(archive, queries, tuple(dict.fromkeys(options.mode or MODES)))
    return _finish(report, options, [options.corpus, options.queries])


def _chat(options: argparse.Namespace) -> int:
    return _ask([options.file], options.archive, options)


def _run(options: argparse.Namespace) -> int:
    from index import Archive
    from index.progress import progress_bar

    with closing(Archive.open(SAMPLE_ARCHIVE)) as archive, progress_bar() as progress:
        archive.add([HERE.parent / "index" / "sample"], progress=progress)
    return _ask([HERE / "data" / f"sample_{half}.jsonl" for half in ("dev", "test")], SAMPLE_ARCHIVE, options)


def _ask(files: Sequence[Path], folder: Path, options: argparse.Namespace) -> int:
    from eval.chat import failures, measure
    from eval.rows import read_questions
    from index import Archive
    from qa import Assistant
    from qa.settings import QaSettings

    questions = [read_questions(file)[: options.limit] for file in files]
    changed = {"reader": options.reader, "answer_when_sure": options.threshold, "passages": options.k}
    settings = replace(QaSettings(), **{name: value for name, value in changed.items() if value is not None})
    with closing(Archive.open(folder, create=False)) as archive:
        assistant = Assistant(archive, settings=settings)
        for file, rows in zip(files, questions, strict=True):
            report = measure(assistant, rows)
            for table in report.tables[:1]:
                table.title = f"{file.name}: {len(rows)} questions"
            if options.failures:
                report = replace(report, tables=[*report.tables, failures(report)])
            target = options.json
            if target and len(files) > 1:
                target = target.with_name(f"{target.stem}_{file.stem}{target.suffix}")
            _finish(report, options, [file], target)
    return 0


def _convert(options: argparse.Namespace) -> int:
    from eval.retrieval import convert
    from eval.rows import read_spans

    articles, queries = convert(read_spans(options.file)[: options.limit], options.date)
    for path, rows in ((options.corpus, articles), (options.queries, queries)):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            path.write_text(lines, encoding="utf-8")
        except OSError as error:
            raise SourceError(str(path), None, f"cannot be written ({error.strerror})") from error
    print(f"{len(articles)} articles in {options.corpus}, {len(queries)} queries in {options.queries}")
    return 0


def _finish(
    report: Report, options: argparse.Namespace, sources: Sequence[Path], target: Path | None = None
) -> int:
    """Show a report, and write it where that was asked for."""
    from rich.console import Console

    given = ("reader", "threshold", "k", "limit", "embedder", "weight", "mode")
    settings = {name: getattr(options, name) for name in given if getattr(options, name, None) is not None}
    report = replace(report, settings={**report.settings, **{k: _plain(v) for k, v in settings.items()}})
    # Piped into a file or a test, a table keeps the width that its figures need.
    console = Console()
    show(report, console if console.is_terminal else Console(width=140))
    target = target or options.json
    if target:
        write_json(report, target, sources)
    return 0


def _writable(path: Path) -> None:
    """Refuse a place for --json before the work and not after it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        path.with_name(f".{path.name}.{os.getpid()}").touch()
        path.with_name(f".{path.name}.{os.getpid()}").unlink()
    except OSError as error:
        raise WenbaoError(
            f"{path}: cannot be written ({error.strerror}); give --json another place"
        ) from error


def _plain(value: object) -> object:
    """A setting as JSON knows it."""
    return str(value) if isinstance(value, Path) else value


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, in two lines."""
        self.exit(2, f"{self.prog}: {message}\n{self.prog} --help tells how it is used\n")


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = _Parser(
        prog="python -m eval",
        description="Measure how well the newspaper is searched, read and asked.",
        epilog=_OVERVIEW,
        formatter_class=raw,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    reader = commands.add_parser(
        "reader", help="EM and F1 of the reader on SQuAD-like rows", epilog=_READER, formatter_class=raw
    )
    reader.add_argument("file", type=Path, metavar="FILE", help="rows (.jsonl, .json; .gz or not)")
    reader.add_argument(
        "--texts", type=Path, metavar="FILE", help="rows of id and text, for rows that name an article"
    )
    reader.add_argument("--threshold", type=float, metavar="T", help="stay silent below this score")
    reader.set_defaults(run=_reader)

    retrieval = commands.add_parser(
        "retrieval", help="R@k, MRR and nDCG@10 of the search", epilog=_RETRIEVAL, formatter_class=raw
    )
    retrieval.add_argument("--corpus", type=Path, required=True, metavar="FILE", help="articles")
    retrieval.add_argument("--queries", type=Path, required=True, metavar="FILE", help="questions")
    retrieval.add_argument(
        "--mode",
        choices=("hybrid", "dense", "lexical"),
        action="append",
        help="only this one; may be repeated",
    )
    retrieval.add_argument(
        "--embedder", metavar="NAME", help="another sentence-transformers folder or hub name"
    )
    retrieval.add_argument(
        "--weight", type=_share, metavar="W", help="share of the dense score in the hybrid one, 0 to 1"
    )
    retrieval.set_defaults(run=_retrieval)

    chat = commands.add_parser(
        "chat", help="answers, citations and silence, end to end", epilog=_CHAT, formatter_class=raw
    )
    chat.add_argument("file", type=Path, metavar="QUESTIONS", help="question rows")
    chat.add_argument(
        "--archive",
        type=Path,
        metavar="DIR",
        default=Path(os.environ.get("WENBAO_ARCHIVE") or "var/archive"),
        help="the archive to ask (default: WENBAO_ARCHIVE, else var/archive)",
    )
    chat.set_defaults(run=_chat)

    everything = commands.add_parser(
        "run", help="all that ships: the questions to the sample editions", epilog=_RUN, formatter_class=raw
    )
    everything.set_defaults(run=_run)
    for command in (chat, everything):
        command.add_argument(
            "--failures", action="store_true", help="also list each question that went wrong"
        )
        command.add_argument("--threshold", type=_share, metavar="P", help="answer when at least this sure")
        command.add_argument("--k", type=_count, metavar="K", help="how many passages the reader sees")

    convert = commands.add_parser(
        "convert", help="SQuAD-like rows into a corpus and queries", epilog=_CONVERT, formatter_class=raw
    )
    convert.add_argument("file", type=Path, metavar="FILE", help="rows (.jsonl, .json; .gz or not)")
    convert.add_argument("--corpus", type=Path, required=True, metavar="OUT", help="where articles go")
    convert.add_argument("--queries", type=Path, required=True, metavar="OUT", help="where questions go")
    convert.add_argument("--date", type=_date, default="2000-01-01", help="of all articles (%(default)s)")
    convert.set_defaults(run=_convert)

    for command in (reader, chat, everything):
        command.add_argument(
            "--reader", type=Path, metavar="DIR", help="another reader than the one that ships"
        )
    for command in (reader, retrieval, chat, everything, convert):
        command.add_argument("--limit", type=_count, metavar="N", help="only the first N questions")
    for command in (reader, retrieval, chat, everything):
        command.add_argument("--json", type=Path, metavar="FILE", help="write figures and rows there")
    return parser


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; give a number from 0 to 1")
    return value


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no count; give a whole number from 1 on")
    return int(text)


def _date(text: str) -> str:
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2025-08-04") from None
