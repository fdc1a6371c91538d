"""Addresses that can be sent, and how an article is cited."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from index.records import Article
from qa.answers import Citation, place_of
from qa.settings import QaSettings

LONGEST = QaSettings().longest_question
# Filters by name, and how the chat page's address calls them: "page" there is a word of Gradio's own.
IN_ADDRESS = {
    "newspaper": "newspaper",
    "page": "p",
    "column": "column",
    "byline": "byline",
    "since": "since",
    "until": "until",
    "kind": "kind",
}


def to_article(article: Article, citation: Citation | None = None) -> str:
    """The address of an article, at a citation's place if there is one."""
    return to_place(article.id, citation)


def to_place(article_id: str, citation: Citation | None = None) -> str:
    """As ``to_article``, by the id alone."""
    path = f"/paper/article/{quote(article_id, safe='')}"
    if citation is None:
        return path
    spans: dict[str, int] = {"start": citation.start, "end": citation.end}
    if citation.answer_start is not None and citation.answer_end is not None:
        spans |= {"from": citation.answer_start, "to": citation.answer_end}
    return f"{path}?{urlencode(spans)}#cited"


def to_dump(article: Article) -> str:
    """The address of the page as it came."""
    return f"/paper/source/{quote(article.id, safe='')}"


def to_issue(newspaper: str, date: datetime.date, page: str = "") -> str:
    """The address of an issue, at one of its pages."""
    asked = f"?{urlencode({'newspaper': newspaper})}" if newspaper else ""
    return f"/paper/issue/{date.isoformat()}{asked}" + (f"#page-{quote(page)}" if page else "")


def to_question(question: str, filters: Mapping[str, str] | None = None) -> str:
    """The address that asks a question again; of one too long to be answered the filters are left."""
    if len(question) > LONGEST:
        return to_chat(**(filters or {}))
    return "/?" + urlencode({"q": question, **_named(filters or {})})


def to_chat(**filters: str) -> str:
    """The address of the chat page with filters set."""
    return "/?" + urlencode(_named({key: one for key, one in filters.items() if one}))


def filters_of(address: Mapping[str, str]) -> dict[str, str]:
    """The filters that the chat page's address holds, by their own names."""
    return {name: address[key] for name, key in IN_ADDRESS.items() if key in address}


def known_filters(told: object) -> dict[str, str]:
    """The filters that a browser sends: known names with some text."""
    given = told if isinstance(told, dict) else {}
    rows = {name: given.get(name) for name in IN_ADDRESS}
    return {name: one.strip()[:100] for name, one in rows.items() if isinstance(one, str) and one.strip()}


def _named(filters: Mapping[str, str]) -> dict[str, str]:
    return {IN_ADDRESS[name]: value for name, value in filters.items() if name in IN_ADDRESS}


def to_search(query: str, view: str = "search", **filters: str) -> str:
    """The address of a search; view is "search" or "timeline"."""
    return f"/paper/{view}?" + urlencode({"q": query, **{key: one for key, one in filters.items() if one}})


def cited(article: Article) -> str:
    """How one cites an article in Chinese: 《报名》2025年8月4日第1版《标题》."""
    return place_of(article)


def bibtex(article: Article) -> str:
    r"""A BibTeX entry of the type ``@article``, in UTF-8 as biber reads it.

    >>> print(bibtex(Article("ab 1", "样报", datetime.date(2025, 8, 4), headline="50%的路")))
    @article{ab1,
      title = {50\%的路},
      journal = {样报},
      date = {2025-08-04},
      year = {2025},
      month = {8},
      day = {4},
      pages = {1}
    }
    """
    people = [*article.reporters, *article.correspondents, *article.photographers]
    fields = {
        "author": " and ".join(f"{{{_tex(one)}}}" for one in dict.fromkeys(people)),
        "title": _tex(article.title),
        "journal": _tex(article.newspaper),
        "date": article.date.isoformat(),
        "year": str(article.date.year),
        "month": str(article.date.month),
        "day": str(article.date.day),
        "number": str(article.issue_number or ""),
        "pages": _tex(article.page),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = re.sub(r"[^A-Za-z0-9]", "", article.id) or f"news{article.date:%Y%m%d}"
    return f"@article{{{key},\n{rows}\n}}"


def _tex(text: str) -> str:
    """Text without what TeX would take for an order."""
    named = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " "}
    return "".join(named.get(one, f"\\{one}" if one in "{}%&$#_" else one) for one in text)
