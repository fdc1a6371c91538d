"""Small pieces that every part of the page is made of."""

from __future__ import annotations

import html
from collections.abc import Sequence

from index.records import Article
from qa.answers import Citation, place_of
from qa.web import links
from qa.web.words import Language, say


def escape(text: str) -> str:
    """Text that a browser shows as it is, in an element or in a quoted attribute."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"), quote=True)


def said(key: str, language: Language, **values: object) -> str:
    """One phrase of ours, escaped."""
    return escape(say(key, language, **values))


def tool(data: str, key: str, language: Language) -> str:
    """A quiet button; ``data`` are its attributes, escaped already."""
    return f'<button type="button" class="wb-tool" {data}>{said(key, language)}</button>'


def chips(questions: Sequence[str], language: Language, title: str = "try") -> str:
    """Questions that are asked by a click; "" if there are none."""
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="wb-chip" data-ask="{escape(one)}">{escape(one)}</button></li>'
        for one in questions
    )
    return f'<p class="wb-try">{said(title, language)}</p><ul class="wb-chips">{rows}</ul>'


def opener(article: Article, language: Language, citation: Citation | None = None, number: int = 0) -> str:
    """A link that opens an article, at a citation's place if there is one."""
    place = f' data-open="{escape(article.id)}"'
    if citation is not None:
        spans = (citation.start, citation.end, citation.answer_start, citation.answer_end)
        place += f' data-spans="{",".join("" if one is None else str(one) for one in spans)}"'
    label = f'<span class="wb-number">[{number}]</span> ' if number else ""
    address = escape(links.to_article(article, citation))
    shown = label + escape(place_of(article))
    return f'<a class="wb-cite" href="{address}" title="{said("open", language)}"{place}>{shown}</a>'


def day(article: Article) -> str:
    """The day of an article as the paper writes it."""
    return f"{article.date.year}年{article.date.month}月{article.date.day}日"
