"""The command line of the archive: ``python -m index COMMAND``.

Exit status: 0 done; 1 it could not, and one line on stderr says why; 2 wrong use; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.errors import WenbaoError
from index.files import first_article, read_paths
from index.flags import day, filter_flags, json_flag, positive
from index.ingest import ProgressCallback, telling
from index.preview import preview
from index.records import AddReport
from index.settings import IndexSettings
from index.shown import console, dump, indented, place_of, problem_line, titles
from index.store import FILE

_DESCRIPTION = "Put newspapers into an archive, look at what is there, and search it."
_EPILOG = """examples:
  python -m index add page.txt issues/            pages and folders of them
  python -m index add articles.jsonl.gz           ready articles, one JSON object a line
  python -m index search "跨境电商 出口规模"
  python -m index search "棒球" --since 2025-08-01 --page 1 --json

The archive is the directory that --archive gives, else what WENBAO_ARCHIVE names, else var/archive."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows a mark for it
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except WenbaoError as error:
        print(f"wenbao: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("wenbao: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    default = os.environ.get("WENBAO_ARCHIVE") or os.path.join("var", "archive")
    common.add_argument("--archive", metavar="DIR", default=default, help=f"the archive (default: {default})")
    common.add_argument(
        "--embedder",
        metavar="NAME",
        help="a sentence-transformers folder or hub name in place of the shipped model",
    )
    parser = argparse.ArgumentParser(
        prog="python -m index",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], summary: str, epilog: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            parents=[common],
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog="examples:\n" + epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run)
        return made

    add = command(
        "add",
        _add,
        "add pages, rows of articles, and folders of them",
        "  python -m index add page.txt\n"
        "  python -m index add issues/ --newspaper 平湖日报\n"
        "  python -m index add inner-page.txt --date 2025-08-04\n"
        "  python -m index add issues/ --dry-run     what would go in, and nothing is written\n\n"
        "The same file again embeds nothing; a changed one replaces its older self. Stop it with Ctrl-C and\n"
        "run it again to go on. Files: .txt (page dumps), .jsonl and .jsonl.gz (one article a line).",
    )
    add.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    add.add_argument("--newspaper", help="the paper's name, in place of what the page says")
    add.add_argument("--date", type=day, help="the issue's date, in place of what the page says")
    add.add_argument("--dry-run", action="store_true", help="show what would be added, and write nothing")
    bar = add.add_mutually_exclusive_group()
    bar.add_argument(
        "--progress", action="store_true", default=None, help="show the bar even without a terminal"
    )
    bar.add_argument("--no-progress", dest="progress", action="store_false", help="show no bar")
    json_flag(add)

    info = command(
        "info", _info, "show what the archive holds and how it was made", "  python -m index info --json"
    )
    json_flag(info)

    issues = command(
        "issues", _issues, "list the issues", "  python -m index issues\n  python -m index issues --json"
    )
    json_flag(issues)

    articles = command(
        "articles",
        _articles,
        "list the articles in the paper's order",
        "  python -m index articles --date 2025-08-04 --page 1\n"
        "  python -m index articles --byline 林旭东\n"
        "  python -m index articles --id 0123456789abcdef     one article, whole",
    )
    articles.add_argument("--id", help="show one article whole")
    articles.add_argument("--limit", type=positive, metavar="N", help="at most this many")
    filter_flags(articles)
    json_flag(articles)

    search = command(
        "search",
        _search,
        "find passages",
        '  python -m index search "徐家埭棒球场"\n'
        '  python -m index search "产业园 奖励" --since 2025-08-01 --until 2025-08-31 --page 1\n'
        '  python -m index search "开会" --event 2025-08-01        what the papers of any day say about it\n'
        '  python -m index search "棒球" --byline 王强 --mode lexical --json\n\n'
        "Scores lie between 0 and 1. hybrid mixes meaning and words, dense is meaning alone, lexical words.",
    )
    search.add_argument("query", help="a question or a few words")
    search.add_argument("-k", type=positive, default=5, metavar="N", help="how many passages (default: 5)")
    search.add_argument(
        "--mode", choices=("hybrid", "dense", "lexical"), default="hybrid", help="default: hybrid"
    )
    filter_flags(search)
    json_flag(search)

    remove = command(
        "remove",
        _remove,
        "remove an issue or an article",
        "  python -m index remove --issue 平湖版/2025-08-04\n"
        "  python -m index remove --issue 2025-08-04        every paper of that day\n"
        "  python -m index remove --article 0123456789abcdef",
    )
    which = remove.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--issue", metavar="NEWSPAPER/DATE", help="an issue, or a date for all papers of that day"
    )
    which.add_argument("--article", metavar="ID", help="one article")

    command(
        "verify",
        _verify,
        "check the archive: counts, offsets, FAISS against SQLite",
        "  python -m index verify",
    )
    reembed = command(
        "reembed",
        _reembed,
        "cut and embed all articles anew, after another embedder was set or this program changed",
        "  python -m index reembed\n  python -m index reembed --embedder BAAI/bge-small-zh-v1.5",
    )
    reembed.add_argument(
        "--progress", action="store_true", default=None, help="show the bar without a terminal"
    )
    return parser


def _open(arguments: argparse.Namespace, *, create: bool = False, check: bool = True) -> Archive:
    settings = IndexSettings(embedder=arguments.embedder)
    return Archive.open(arguments.archive, create=create, settings=settings, check=check)


def _filters(arguments: argparse.Namespace) -> dict[str, Any]:
    names = ("date", "since", "until", "newspaper", "page", "column", "byline", "kind", "event")
    return {name: getattr(arguments, name) for name in names}


def _add(arguments: argparse.Namespace) -> int:
    from index.progress import progress_bar

    if arguments.dry_run:
        return _preview(arguments)
    try:
        with progress_bar(arguments.progress) as progress:
            report = _adding(arguments, progress)
    except KeyboardInterrupt:
        print(
            "wenbao: stopped; what was committed stays in the archive, run the same command again to go on",
            file=sys.stderr,
        )
        return 130
    if arguments.json:
        dump(dataclasses.asdict(report) | {"problems": [problem._asdict() for problem in report.problems]})
    else:
        print(
            f"issues {report.issues}, articles {report.articles} (unchanged {report.unchanged}), "
            f"passages {report.passages}, problems {len(report.problems)}"
        )
        for problem in report.problems:
            print(f"  {problem_line(problem)}")
    if report.articles + report.unchanged == 0:
        print("wenbao: no article was found in what was given", file=sys.stderr)
        return 1
    return 0


def _adding(arguments: argparse.Namespace, progress: ProgressCallback | None) -> AddReport:
    """Add to the archive; one that is not there yet is made only when an article is found to go in."""
    given = {"newspaper": arguments.newspaper, "date": arguments.date}
    if (Path(arguments.archive) / FILE).is_file():
        with _open(arguments) as archive:
            return archive.add(arguments.paths, **given, progress=progress)
    files, problems = read_paths(arguments.paths, **given, reading=telling(progress))
    found, faults = first_article(files)
    if found is None:
        return AddReport(problems=problems + faults)
    with _open(arguments, create=True) as archive:
        report = archive.add_files(files, progress)
    report.problems[:0] = problems
    return report


def _preview(arguments: argparse.Namespace) -> int:
    given = {"newspaper": arguments.newspaper, "date": arguments.date}
    if (Path(arguments.archive) / FILE).is_file():
        with _open(arguments, check=False) as archive:
            found = archive.preview(arguments.paths, **given)
    else:  # the first adding would make it
        found = preview(None, arguments.paths, **given)
    if arguments.json:
        rows = {"articles": [one._asdict() for one in found.articles]}
        dump(dataclasses.asdict(found) | rows | {"problems": [one._asdict() for one in found.problems]})
    else:
        print("\n".join(found.lines()))
    if not found.articles:
        print("wenbao: no article was found in what was given", file=sys.stderr)
        return 1
    return 0


def _info(arguments: argparse.Namespace) -> int:
    with _open(arguments, check=False) as archive:
        facts = archive.info()
    if arguments.json:
        dump(facts)
        return 0
    width = max(map(len, facts))
    for name, value in facts.items():
        print(f"{name:<{width}}  {value}")
    return 0


def _issues(arguments: argparse.Namespace) -> int:
    with _open(arguments) as archive:
        issues = archive.issues()
    if arguments.json:
        dump([dataclasses.asdict(issue) for issue in issues])
        return 0
    from rich.table import Table

    table = Table("日期", "报纸", "期号", "版", "篇", box=None, pad_edge=False)
    for issue in issues:
        number = "" if issue.number is None else f"第{issue.number}期"
        pages = " ".join(issue.pages)
        table.add_row(str(issue.date), issue.newspaper, number, pages, str(issue.articles))
    console().print(table)
    return 0


def _articles(arguments: argparse.Namespace) -> int:
    with _open(arguments) as archive:
        if arguments.id is not None:
            article = archive.article(arguments.id)
            if article is None:
                raise WenbaoError(
                    f"no article has the id {arguments.id}; `python -m index articles` lists them"
                )
            if arguments.json:
                dump(dataclasses.asdict(article))
            else:
                print("\n".join(part for part in (place_of(article), *titles(article), "", article.text)))
            return 0
        found = [
            article
            for position, article in enumerate(archive.articles(**_filters(arguments)))
            if arguments.limit is None or position < arguments.limit
        ]
    if arguments.json:
        dump([dataclasses.asdict(article) for article in found])
        return 0
    for article in found:
        print(f"{article.id}  {place_of(article)}")
        print(f"    {article.title}  ({len(article.text)}字)")
    return 0


def _search(arguments: argparse.Namespace) -> int:
    with _open(arguments) as archive:
        hits = archive.search(arguments.query, arguments.k, mode=arguments.mode, **_filters(arguments))
    if arguments.json:
        dump([dataclasses.asdict(hit) for hit in hits])
        return 0
    if not hits:
        print("没有找到：档案里没有符合条件的文章 (nothing found under these filters)")
        return 0
    from rich.text import Text

    screen = console()
    for number, hit in enumerate(hits, 1):
        screen.print(
            Text(f"{number}. {hit.article.title}", style="bold"), Text(f"{hit.score:.3f}", style="dim")
        )
        screen.print(Text(f"   {place_of(hit.article)}  {hit.article.id}", style="dim"))
        screen.print(indented(hit.passage.text or hit.article.headline))
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with _open(arguments) as archive:
        removed = archive.remove(issue=arguments.issue, article=arguments.article)
    if not removed:
        raise WenbaoError(
            "nothing was removed: no such issue or article; `python -m index issues` lists them"
        )
    print(f"removed articles: {removed}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    with _open(arguments, check=False) as archive:
        wrong = archive.verify()
        counts = archive.counts()
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        print(f"wenbao: {len(wrong)} things are wrong in {arguments.archive}", file=sys.stderr)
        return 1
    print("all is well: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 0


def _reembed(arguments: argparse.Namespace) -> int:
    from index.progress import progress_bar

    with _open(arguments, check=False) as archive, progress_bar(arguments.progress) as progress:
        count = archive.reembed(progress)
    print(f"embedded anew: {count} articles")
    return 0
