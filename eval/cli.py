"""``python -m eval``: figures for retrieval, reading and answering, from the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

_OVERVIEW = """\
Each command prints a table (--markdown: to be put into a document); --json FILE writes the same figures and
one row a question. Ctrl-C shows what is done by then.

examples:
  python -m eval run
  python -m eval chat questions.jsonl --archive var/archive --failures
  python -m eval chat newsroom.csv --mode lexical --json var/lexical.json
  python -m eval compare var/hybrid.json var/lexical.json
  python -m eval sweep --weight 0.3 0.5 0.7 --threshold 0.4 0.5 0.6
  python -m eval reader squad_like.jsonl.gz --limit 400 --json var/reader.json
  python -m eval open-reading squad_like.jsonl.gz --limit 300
  python -m eval convert squad_like.jsonl.gz --corpus var/corpus.jsonl --queries var/queries.jsonl
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl
  python -m eval retrieval --beir beir/scifact
  python -m eval peers
  python -m eval feedback

exit status: 0 done, 1 it could not (one line says why), 2 wrong use
"""

_READER = """\
Rows, one JSON object a line, gz or not:
  {"id": "1", "context": "…", "question": "…", "answers": [{"text": "…", "start": 3}], "impossible": false}
Several answers are alternatives. In place of context a row may name an "article": --texts FILE (rows of id
and text) holds it then. A file named .json or .json.gz is read as SQuAD, CMRC 2018 and DRCD publish theirs
(data, paragraphs, qas; or a list of context_text and qas). EM and F1 are those of CMRC 2018: F1 counts the
longest common contiguous run.

A row without an answer (impossible: true) is right when the reader stays silent, which it does when its score
(best span less "no answer") is below --threshold. Without such rows, every question is answered.

examples:
  python -m eval reader squad_like.jsonl.gz
  python -m eval reader squad_like.jsonl.gz --limit 400 --threshold 1.5 --json var/reader.json
"""

_OPEN = """\
As "reader", but the text that answers is not given: all the texts of the file go into an archive (made once,
under var/eval), and each question is searched, read and weighed as the assistant does; the surest span is
taken, said or not. Beside it stands the same reader with the text given: what lies between is what search and
choice lose. --limit takes questions at even steps over the file; all the texts stay in the archive.

With --absent every other text is left out. Its questions have no answer in the archive then, and what is
measured is whether the confidence tells: AUROC and calibration error.

examples:
  python -m eval open-reading squad_like.jsonl.gz --limit 300
  python -m eval open-reading squad_like.jsonl.gz --limit 300 --mode lexical --json var/lexical.json
  python -m eval open-reading squad_like.jsonl.gz --limit 300 --absent
"""

_RETRIEVAL = """\
Corpus rows:  {"id": "a1", "date": "2025-08-04", "headline": "…", "text": "…"}
Query rows:   {"id": "q1", "question": "…", "relevant": ["a1"]}
Both may be gz. --beir names a folder of corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv instead, as BEIR
publishes its sets; --archive an archive that stands and may hold other articles as well. Articles are ranked
by their best passage. The corpus is indexed once, under var/eval, and again when its content, the embedder or
the settings change.

examples:
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl --mode dense --mode lexical
  python -m eval retrieval --corpus var/corpus.jsonl --queries var/queries.jsonl --weight 0.5
  python -m eval retrieval --beir beir/scifact --split test
"""

_CHAT = """\
Rows, one JSON object a line, gz or not:
  {"id": "1", "kind": "span", "question": "…", "answers": ["…"], "articles": ["…"], "impossible": false}
answers are alternatives; where kind is "list" they are its items, spellings of one item joined by "|".
articles are pieces of kicker, headline or deck, or ids; a right citation names an article that has one, and
its quote holds the answer. history may hold pairs of question and answer that went before. Right means F1 as
in CMRC of 0.8 or more, or the expected words inside at most 12 characters more. Rows with impossible: true
are right when they are refused.

A file named .csv is a table whose first line names its columns: question,answer and perhaps article, kind, id
(or 问题,答案,报道,类型,编号). Right answers are joined by "|"; without an answer the paper does not say.

In place of articles a row may name an "article" by its id: --texts FILE (rows of articles) then makes an
archive of those that are named and of --others more, once, under var/eval: so near misses are measured.

For each wrong answer the stage that lost it is told: not in the archive, not understood (taken for another
kind of question), not retrieved, another span won, right span refused, cited wrongly, should have refused.
Ctrl-C shows what is done and keeps it; the same command goes on after it.

examples:
  python -m eval chat questions.jsonl --archive var/archive
  python -m eval chat newsroom.csv --archive var/archive --mode dense --k 5
  python -m eval chat questions.jsonl --archive var/archive --failures --threshold 0.7 --json var/chat.json
  python -m eval chat questions.jsonl --archive var/archive --html var/chat.html
  python -m eval chat near_misses.jsonl --texts news.jsonl.gz --others 1000
"""

_CONVERT = """\
Writes each different text of a SQuAD-like file as an article, and each question that has an answer as a
query, as "retrieval" reads them. Texts in such files bear no date: all get the same one.

example:
  python -m eval convert squad_like.jsonl.gz --corpus var/corpus.jsonl --queries var/queries.jsonl
"""

_RUN = """\
Indexes the sample editions under var/eval (once) and measures every stage on them: segmentation against the
hand-made articles, search by mode and kind of question, the reader with the right article given, answers end
to end, silence, follow-ups, dates, time and memory. Questions in sample_dev.jsonl may be tuned on; the
figures to quote are those of sample_test.jsonl. Of the former every third is asked; where the processor has
no bfloat16, and a question takes some four times as long, every ninth, and of the latter every third. It
takes less than five minutes on two cores; --all asks all. A table says where the time went.

A page to look at is written to var/eval/report.html (one file, works offline), with the last run beside this
one. The figures lie in var/eval/run.json, those of the run before in var/eval/run_before.json.
Ctrl-C shows what is done and keeps it; the same command goes on after it.

examples:
  python -m eval run --failures
  python -m eval run --all --markdown
  python -m eval run --threshold 0.6 --json var/bolder.json --html var/bolder.html
"""

_COMPARE = """\
Both files are of --json, by the same command. Questions are paired by their id: the mean difference with a
95 % bootstrap interval, the p of a paired randomisation test, and the questions that changed sides.

example:
  python -m eval compare var/eval/run_before.json var/eval/run.json
"""

_SWEEP = """\
Every combination of the values that are given is tried; without any, weights 0.3, 0.5 and 0.7 with 5 and 10
passages. The others are compared with the first. What was read once is not read again, so thresholds cost
little. Without QUESTIONS the development half of the sample questions is asked of the sample editions.

examples:
  python -m eval sweep --weight 0.3 0.5 0.7 --threshold 0.4 0.5 0.6
  python -m eval sweep questions.csv --archive var/archive --mode hybrid dense lexical
"""

_FEEDBACK = """\
What readers of the chat page said of its answers (有用, 没用, 引用不对, with an optional word) lies in the
archive's folder as feedback.jsonl: question, answer, citations and time, nothing of who asked. An answer that
was called useful becomes a question row as "chat" reads it: expected are its words and the articles it cites;
a refusal that was called right becomes a row without an answer. Everything else goes to --review, for someone
to look at, and never into the rows: other opinions, questions about which readers disagree, and answers whose
words do not stand in what they cite.

examples:
  python -m eval feedback
  python -m eval feedback --archive var/sample --rows var/feedback.jsonl --review var/review.jsonl
  python -m eval chat var/eval/feedback.jsonl --archive var/archive
"""

_PEERS = """\
Asks the sample questions in other ways over the same articles, judged by the same rules: Haystack's
extractive pipeline with its default search and our reader's weights, the sentence nearest by our embedder's
vectors (sentence-transformers and FAISS), and the best sentence by BM25 over jieba's words. They run in an
environment of their own under var/peers, which --set-up makes (some 2 GB, from where pip takes packages).
Your own questions (rows or CSV as for "chat") are asked of the articles of your archive.

examples:
  python -m eval peers --set-up
  python -m eval peers --limit 100 --markdown
  python -m eval peers newsroom.csv --archive var/archive --system haystack --json var/peers.json
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0 done, 1 it could not, 2 wrong use (argparse exits with it).
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "retrieval" and not options.beir and not options.queries:
        parser.error(f"{'--corpus' if options.corpus else '--archive'} needs --queries")
    from eval import commands
    from index.errors import WenbaoError

    try:
        for name in ("json", "html"):
            if getattr(options, name, None):
                commands.writable(getattr(options, name), f"--{name}")
        status: int = getattr(commands, options.command.replace("-", "_"))(options)
        return status
    except WenbaoError as error:
        print(f"eval: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print(f"eval: stopped{f'; {stop}' if str(stop) else ''}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of the pipe (head, less) has seen enough; the interpreter must not flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"eval: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 1


_SYSTEMS = ("haystack", "nearest", "bm25")
_MODES = ("hybrid", "dense", "lexical")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, in two lines."""
        self.exit(2, f"{self.prog}: {message}\n{self.prog} --help tells how it is used\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m eval",
        description="Measure how well the newspaper is searched, read and asked.",
        epilog=_OVERVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, epilog: str) -> argparse.ArgumentParser:
        raw = argparse.RawDescriptionHelpFormatter
        return commands.add_parser(name, help=text, epilog=epilog, formatter_class=raw)

    reader = command("reader", "EM and F1 of the reader on SQuAD-like rows", _READER)
    reader.add_argument("--threshold", type=float, metavar="T", help="stay silent below this score")
    reader.add_argument("--brevity", type=float, metavar="B", help="how much length counts against a span")
    opened = command("open-reading", "the same where the text has to be found first", _OPEN)
    opened.add_argument("--absent", action="store_true", help="leave every other text out of the archive")
    retrieval = command("retrieval", "R@k, MRR and nDCG@10 of the search", _RETRIEVAL)
    _add_corpus(retrieval)
    chat = command("chat", "answers, citations and silence, end to end", _CHAT)
    chat.add_argument("file", type=Path, metavar="QUESTIONS", help="question rows (.jsonl or .csv)")
    _add_archive(chat, os.environ.get("WENBAO_ARCHIVE") or "var/archive")
    chat.add_argument(
        "--texts",
        type=Path,
        metavar="FILE",
        help="rows of articles, for questions that name an article: asked in place of an archive",
    )
    chat.add_argument(
        "--others",
        type=_count,
        default=400,
        metavar="N",
        help="with --texts: articles that no question asks about beside the others (%(default)s)",
    )
    everything = command("run", "all that ships: every stage on the sample editions", _RUN)
    compare = command("compare", "two runs, question by question", _COMPARE)
    compare.add_argument("before", type=Path, metavar="A.json", help="what --json wrote")
    compare.add_argument("after", type=Path, metavar="B.json", help="what --json wrote later")
    sweep = command("sweep", "the same questions under a grid of settings", _SWEEP)
    sweep.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="QUESTIONS",
        help="question rows (the sample's development half)",
    )
    _add_archive(sweep, None)
    peers = command("peers", "the same questions through what one would build instead", _PEERS)
    peers.add_argument(
        "file", type=Path, nargs="?", metavar="QUESTIONS", help="question rows (the sample's test half)"
    )
    _add_archive(peers, None)
    peers.add_argument("--system", choices=_SYSTEMS, action="append", help="only this one; may be repeated")
    peers.add_argument("--set-up", action="store_true", help="make the environment that they need, and stop")
    feedback = command("feedback", "what readers said of answers, as question rows", _FEEDBACK)
    _add_archive(feedback, os.environ.get("WENBAO_ARCHIVE") or "var/archive")
    for name, place in (("rows", "feedback.jsonl"), ("review", "feedback_review.jsonl")):
        feedback.add_argument(
            f"--{name}",
            type=Path,
            metavar="OUT",
            default=Path("var/eval") / place,
            help="where they are written (%(default)s)",
        )
    convert = command("convert", "SQuAD-like rows into a corpus and queries", _CONVERT)
    convert.add_argument("--corpus", type=Path, required=True, metavar="OUT", help="where articles go")
    convert.add_argument("--queries", type=Path, required=True, metavar="OUT", help="where questions go")
    convert.add_argument("--date", type=_date, default="2000-01-01", help="of all articles (%(default)s)")

    for one in (reader, opened, convert):
        one.add_argument("file", type=Path, metavar="FILE", help="rows (.jsonl, .json; .gz or not)")
        one.add_argument(
            "--texts", type=Path, metavar="FILE", help="rows of id and text, for rows that name an article"
        )
    for one, place in ((chat, "write a page to look at"), (everything, "the page (var/eval/report.html)")):
        one.add_argument("--html", type=Path, metavar="FILE", help=place)
    everything.add_argument("--all", action="store_true", help="ask every question of every set")
    for one in (chat, everything):
        one.add_argument("--failures", action="store_true", help="also list each question that went wrong")
        one.add_argument("--threshold", type=_share, metavar="P", help="answer when at least this sure")
    for one in (opened, chat, everything):
        one.add_argument("--k", type=_count, metavar="K", help="how many passages the reader sees")
        one.add_argument("--mode", choices=_MODES, help="how passages are searched for (hybrid)")
    for one in (opened, retrieval, chat, everything):
        one.add_argument(
            "--embedder", metavar="NAME", help="another sentence-transformers folder or hub name"
        )
        one.add_argument(
            "--weight", type=_share, metavar="W", help="share of the dense score in the hybrid one, 0 to 1"
        )
    for one in (reader, opened, chat, everything):
        one.add_argument("--reader", type=Path, metavar="DIR", help="another reader than the one that ships")
    for name, kind, text in _GRID:
        choices = _MODES if name == "mode" else None
        sweep.add_argument(
            f"--{name}", type=kind, nargs="+", metavar=name.upper(), choices=choices, help=text
        )
    for one in (reader, retrieval, chat, everything, convert, sweep):
        one.add_argument("--limit", type=_count, metavar="N", help="only the first N questions (of each set)")
    for one in (opened, peers):
        one.add_argument("--limit", type=_count, metavar="N", help="only N questions, at even steps")
    for one in (reader, opened, retrieval, chat, everything, compare, sweep, peers, feedback):
        one.add_argument("--json", type=Path, metavar="FILE", help="write figures and rows there")
        one.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    return parser


def _add_corpus(retrieval: argparse.ArgumentParser) -> None:
    corpus = retrieval.add_mutually_exclusive_group(required=True)
    corpus.add_argument("--corpus", type=Path, metavar="FILE", help="articles; --queries goes with it")
    corpus.add_argument(
        "--archive", type=Path, metavar="DIR", help="an archive that stands, in place of --corpus"
    )
    corpus.add_argument("--beir", type=Path, metavar="DIR", help="a folder in BEIR's form, in place of both")
    retrieval.add_argument("--queries", type=Path, metavar="FILE", help="questions")
    retrieval.add_argument("--split", metavar="NAME", help="which judgements of --beir (test)")
    retrieval.add_argument("--mode", choices=_MODES, action="append", help="only this one; may be repeated")


def _add_archive(command: argparse.ArgumentParser, default: str | None) -> None:
    command.add_argument(
        "--archive",
        type=Path,
        metavar="DIR",
        default=None if default is None else Path(default),
        help="the archive to ask (default: WENBAO_ARCHIVE, else var/archive)",
    )


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


_GRID: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("weight", _share, "shares of the dense score in the hybrid one"),
    ("mode", str, "hybrid, dense, lexical"),
    ("k", _count, "how many passages the reader sees"),
    ("threshold", _share, "answer when at least this sure"),
    ("reader", Path, "folders of readers"),
    ("embedder", str, "sentence-transformers folders or hub names"),
)
