"""How the command line shows articles, passages and problems."""

from __future__ import annotations

import json
import sys
from typing import Any

from index.records import Article, Problem


def indented(text: str) -> Any:  # noqa: ANN401 - the type would import rich
    """A passage under its headline; without a terminal on one line, so that other tools can search it."""
    from rich.padding import Padding
    from rich.text import Text

    return (
        Padding(Text(text), (0, 0, 1, 3)) if sys.stdout.isatty() else Text("   " + " ".join(text.split("\n")))
    )


def dump(value: object) -> None:
    """Print JSON for other programs."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def console() -> Any:  # noqa: ANN401 - the type would import rich
    """Where tables and titles are printed."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def problem_line(problem: Problem) -> str:
    """A problem with its place on one line."""
    place = problem.source if problem.line is None else f"{problem.source}:{problem.line}"
    return f"{place}: {problem.message}"


def place_of(article: Article) -> str:
    """Where an article was printed, and by whom."""
    page = f"第{article.page}版" + (f"：{article.page_name}" if article.page_name else "")
    number = "" if article.issue_number is None else f"第{article.issue_number}期"
    people = (*article.reporters, *article.correspondents, *article.photographers)
    parts = (
        article.newspaper,
        str(article.date),
        number,
        page,
        article.column,
        "、".join(people) or article.byline,
    )
    return "  ".join(part for part in parts if part)


def titles(article: Article) -> list[str]:
    """Kicker, headline and deck, as far as there are any."""
    return [part for part in (article.kicker, article.headline, article.deck) if part]
