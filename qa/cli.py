"""``python -m qa``: ask the archive in a terminal."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from index.errors import WenbaoError
from index.records import KINDS
from qa.answers import Answer, Citation, place_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from qa.assistant import Assistant, Filters

_EXAMPLES = """\
examples:
  python -m qa ask "到2027年跨境电商出口规模要达到多少？"
  python -m qa ask "谁主持会议？" --since 2025-08-01 --until 2025-08-07 --page 1
  python -m qa ask "出席会议的市委委员有多少名？" --json
  python -m qa chat --archive var/sample

exit status: 0 it was answered, by silence too (the paper does not say); 1 it could not (one line says why);
2 wrong use. Papers go into an archive with: python -m index add FILE...
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0 done, 1 it could not, 2 wrong use (argparse exits with it).
    """
    options = _parser().parse_args(arguments)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if options.command == "ask":
            return _ask(options)
        return _chat(options)
    except WenbaoError as error:
        print(f"qa: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of the pipe (head, less) has seen enough; the interpreter must not flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def to_dict(answer: Answer) -> dict[str, Any]:
    """Every field of an answer as JSON knows it; dates as in ISO 8601."""

    def plain(value: Any) -> Any:  # noqa: ANN401 - any field of a dataclass
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(one) for one in value]
        return value

    row: dict[str, Any] = plain(answer)
    return row


def _ask(options: argparse.Namespace) -> int:
    assistant = _assistant(options)
    answer = assistant.ask(options.question, today=options.today, **_filters(options))
    if options.json:
        print(json.dumps(to_dict(answer), ensure_ascii=False, indent=2))
    else:
        _show(answer, _console(), options.alternatives)
    return 0


def _chat(options: argparse.Namespace) -> int:
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - arrow keys bring back earlier questions
    console = _console()
    assistant = _assistant(options)
    console.print("正在装入模型……", style="dim")
    assistant.prepare()
    console.print("请提问；空行、“再见”或 Ctrl-D 结束。", style="dim")
    for question in assistant.suggestions():
        console.print(f"  · {question}", style="dim", markup=False, highlight=False)
    history: list[tuple[str, str]] = []
    while True:
        try:
            line = input("\n问> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        if not line or line in {"再见", "拜拜", "退出", "exit", "quit", "bye"}:
            return 0
        answer = assistant.ask(line, history, today=options.today, **_filters(options))
        _show(answer, console, options.alternatives)
        history.append((line, answer.text or answer.message))


def _show(answer: Answer, console: Console, alternatives: bool) -> None:
    from rich.text import Text

    if answer.kind == "articles":
        _show_articles(answer, console)
    else:
        _show_words(answer, console)
    for other in answer.alternatives if alternatives else ():
        console.print(Text(f"另有报道说：{other.display}", style="yellow"))
        console.print(_quote(other.citations[0]))
        console.print(Text(f"    {other.citations[0].place}", style="dim"))
    for article in answer.related:
        console.print(Text(f"  · {place_of(article)}", style="dim"))
    for question in answer.suggestions:
        console.print(Text(f"  · {question}", style="dim"))
    _show_sureness(answer, console)
    for other in answer.further:
        console.print(Text(f"\n{other.question}", style="cyan"))
        _show(other, console, alternatives)


def _show_sureness(answer: Answer, console: Console) -> None:
    from rich.text import Text

    if answer.kind not in {"social", "none"}:
        console.print(Text(f"把握 {answer.confidence:.0%}", style="dim"))
    elif answer.candidate is not None:
        guess = f"最接近的说法只有 {answer.confidence:.0%} 的把握，所以不作回答。"
        console.print(Text(guess, style="dim"))


def _show_words(answer: Answer, console: Console) -> None:
    """A phrase, sentences, a field or a list, with the quotes; what several parts share is quoted once."""
    from rich.text import Text

    if answer.kind == "list":
        for number, item in enumerate(answer.items, start=1):
            console.print(Text(f"{number}. {item}", style="bold"))
    elif answer.text:
        console.print(Text(answer.display, style="bold"))
    if answer.message:
        console.print(Text(answer.message))
    seen: set[tuple[str, int, int]] = set()
    for citation in answer.citations:
        place = (citation.article.id, citation.start, citation.end)
        if place in seen:
            continue
        seen.add(place)
        if answer.kind != "passage":
            # A list's items share their sentence, so none of them is marked in it.
            console.print(_quote(citation) if answer.kind != "list" else Text(f"  {citation.quote}"))
        console.print(Text(f"[{len(seen)}] {citation.place}", style="dim"))


def _show_articles(answer: Answer, console: Console) -> None:
    """Reports, each with its place and lead sentence under its headline."""
    from rich.text import Text

    if answer.message:
        console.print(Text(answer.message))
    for line, citation in zip(answer.display.split("\n"), answer.citations, strict=False):
        console.print(Text(line, style="bold"))
        if citation.quote:
            console.print(Text(f"   {citation.quote}"))


def _quote(citation: Citation) -> Text:
    """The quote with the answer marked: 【】 for those who see no colours."""
    from rich.text import Text

    text = Text("  ")
    if citation.answer_start is None or citation.answer_end is None:
        return text.append(citation.quote)
    start, end = citation.answer_start - citation.start, citation.answer_end - citation.start
    text.append(citation.quote[:start])
    text.append(f"【{citation.quote[start:end]}】", style="bold reverse")
    return text.append(citation.quote[end:])


def _console() -> Console:
    from rich.console import Console

    # Quotes are data: nothing in them is markup, and a pipe gets whole lines.
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True)


def _assistant(options: argparse.Namespace) -> Assistant:
    from index import Archive
    from qa.assistant import Assistant

    return Assistant(Archive.open(options.archive, create=False))


def _filters(options: argparse.Namespace) -> Filters:
    return {
        "date": options.date,
        "since": options.since,
        "until": options.until,
        "newspaper": options.newspaper,
        "page": options.page,
        "column": options.column,
        "byline": options.byline,
        "kind": options.kind,
    }


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2025-08-04") from None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, in two lines."""
        self.exit(2, f"{self.prog}: {message}\n{self.prog} --help tells how it is used\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m qa",
        description="Ask the newspapers of an archive; the answer comes in their own words, with its place.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    raw = argparse.RawDescriptionHelpFormatter
    ask = commands.add_parser("ask", help="answer one question", epilog=_EXAMPLES, formatter_class=raw)
    ask.add_argument("question", metavar="问题", help="in Chinese, as one asks; quote it for the shell")
    ask.add_argument("--json", action="store_true", help="print every field of the answer as JSON")
    chat = commands.add_parser("chat", help="ask and ask again", epilog=_EXAMPLES, formatter_class=raw)
    for command in (ask, chat):
        _common(command)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--archive",
        metavar="DIR",
        type=Path,
        default=Path(os.environ.get("WENBAO_ARCHIVE") or "var/archive"),
        help="the archive to ask (default: WENBAO_ARCHIVE, else var/archive)",
    )
    command.add_argument("--date", type=_date, metavar="DATE", help="only issues of this day (2025-08-04)")
    command.add_argument("--since", type=_date, metavar="DATE", help="only issues from this day on")
    command.add_argument("--until", type=_date, metavar="DATE", help="only issues up to this day")
    command.add_argument("--newspaper", metavar="NAME", help="only this newspaper")
    command.add_argument("--page", metavar="PAGE", help="only this page, as printed (1, A2)")
    command.add_argument("--column", metavar="NAME", help="only this column")
    command.add_argument("--byline", metavar="NAME", help="only what this person wrote or photographed")
    command.add_argument("--kind", choices=KINDS, help="only articles of this kind")
    command.add_argument("--today", type=_date, metavar="DATE", help="the day that 'today' means")
    command.add_argument(
        "--no-alternatives",
        dest="alternatives",
        action="store_false",
        help="leave out what other reports say differently",
    )
