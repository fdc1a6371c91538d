"""The reading panel beside the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.records import Article
from qa.answering.words import page as page_named
from qa.web import links
from qa.web.reading.marks import within
from qa.web.render.markup import day, escape, said
from qa.web.words import Language, say


def sheet(article: Article | None, spans: Sequence[int | None], language: Language) -> str:
    """The reading panel.

    Args:
        article: What is read; None for the empty panel.
        spans: Start and end of the quote, then of the answer, in ``article.text``; None where unknown.
        language: Of the phrases.
    """
    if article is None:
        return f'<p class="wb-empty">{said("sheet_empty", language)}</p>'
    close = said("close", language)
    parts = [
        f'<button type="button" class="wb-close" data-close aria-label="{close}" title="{close}">×</button>',
        f'<p class="wb-place">{escape(_issue(article))}</p>',
    ]
    if article.kind != "news":
        parts.append(f'<p class="wb-kind">{said(article.kind, language)}</p>')
    for words, tag, name in (
        (article.kicker, "p", "wb-kicker"),
        (article.headline or article.title, "h2", "wb-headline"),
        (article.deck, "p", "wb-deck"),
    ):
        if words:
            lines = "<br>".join(map(escape, words.split("\n")))
            focus = ' tabindex="-1"' if tag == "h2" else ""
            parts.append(f'<{tag} class="{name}"{focus}>{lines}</{tag}>')
    byline = _byline(article, language)
    if byline:
        parts.append(f'<p class="wb-byline">{escape(byline)}</p>')
    address = links.to_article(article)
    quote = _span(article.text, spans[0:2])
    if quote[0] < quote[1]:
        answer = _span(article.text, spans[2:4])
        within_it = f"&from={answer[0]}&to={answer[1]}" if answer[0] < answer[1] else ""
        address += f"?start={quote[0]}&end={quote[1]}{within_it}#cited"
    parts.append(f'<p class="wb-byline"><a href="{escape(address)}">{said("whole", language)}</a></p>')
    body = _paragraphs(article.text, spans)
    return f'<article class="wb-article" lang="zh-CN">{"".join(parts)}{body}</article>'


def _issue(article: Article) -> str:
    number = f"总第{article.issue_number}期" if article.issue_number else ""
    parts = (article.newspaper, day(article), number, page_named(article.page), article.page_name)
    return " ".join(filter(None, (*parts, article.column)))


def _byline(article: Article, language: Language) -> str:
    roles = (
        ("reporters", article.reporters),
        ("correspondents", article.correspondents),
        ("photographers", article.photographers),
    )
    return "　".join(f"{say(role, language)} {' '.join(names)}" for role, names in roles if names)


def _paragraphs(text: str, spans: Sequence[int | None]) -> str:
    """The body with the quote and, inside it, the answer marked; marks never cross a paragraph."""
    quote = _span(text, spans[0:2])
    answer = _span(text, spans[2:4])
    parts, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        borders = sorted({start, end, *(min(max(at, start), end) for at in (*quote, *answer))})
        pieces = []
        for left, right in pairwise(borders):
            piece = escape(text[left:right])
            if answer[0] <= left and right <= answer[1]:
                piece = f'<mark class="wb-answer">{piece}</mark>'
            elif quote[0] <= left and right <= quote[1]:
                piece = f'<mark class="wb-marked">{piece}</mark>'
            pieces.append(piece)
        if line.strip():
            parts.append(f"<p>{''.join(pieces)}</p>")
        start = end + 1
    return "".join(parts)


def _span(text: str, span: Sequence[int | None]) -> tuple[int, int]:
    return within(text, *span) if len(span) == 2 else (len(text), len(text))
