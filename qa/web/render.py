"""Answers and articles as HTML. Every word of a paper or a visitor goes through ``escape``."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.normal import normalise
from index.records import Article, Issue
from qa.answers import Answer, Citation, place_of
from qa.web.words import Language, say


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question on the page; ``answer`` is None while it is looked for, ``note`` says how that goes."""

    question: str
    answer: Answer | None = None
    note: str = ""


def escape(text: str) -> str:
    """Text that a browser shows as it is, in an element or in a quoted attribute."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"), quote=True)


def head(issues: Sequence[Issue], language: Language, state: str) -> str:
    """The top of the page.

    Args:
        issues: All that the archive holds.
        language: Of the phrases.
        state: "loading", "ready" or "failed".
    """
    if issues:
        newest = max(issues, key=lambda issue: issue.date)
        date = f"{newest.date.year}年{newest.date.month}月{newest.date.day}日"
        date = date if language == "zh" else newest.date.isoformat()
        articles = sum(issue.articles for issue in issues)
        papers = say("newest", language, name=newest.newspaper, date=date)
        papers += " · " + say("holdings", language, issues=len(issues), articles=articles)
    else:
        papers = say("no_papers", language)
    note = say(state, language)
    return (
        f'<header class="wb-head"><h1>{escape(say("title", language))}</h1>'
        f'<p class="wb-tagline">{escape(say("tagline", language))}</p>'
        f'<p class="wb-papers">{escape(papers)}</p>'
        f'<p class="wb-state" data-state="{escape(state)}">{escape(note)}</p></header>'
    )


def talk(exchanges: Sequence[Exchange], suggestions: Sequence[str], language: Language) -> str:
    """The conversation; before it begins, questions to begin with."""
    if not exchanges:
        return f'<div class="wb-start">{_chips(suggestions, language)}</div>'
    return "".join(_exchange(one, number, language) for number, one in enumerate(exchanges, start=1))


def _exchange(one: Exchange, number: int, language: Language) -> str:
    asked = f'<h2 class="wb-asked" id="wb-q{number}">{escape(one.question)}</h2>'
    if one.answer is None:
        said = f'<p class="wb-note">{escape(one.note)}</p>'
        return f'<section class="wb-turn" aria-busy="true">{asked}{said}</section>'
    said = _answer(one.answer, one.question, language)
    kind = escape(one.answer.kind)
    return (
        f'<section class="wb-turn" data-kind="{kind}" aria-labelledby="wb-q{number}">{asked}{said}</section>'
    )


def _answer(answer: Answer, asked: str, language: Language) -> str:
    parts: list[str] = []
    if answer.text:
        parts.append(f'<p class="wb-said">{escape(answer.display or answer.text)}</p>')
    if answer.message:
        parts.append(f'<p class="wb-message">{escape(answer.message)}</p>')
    if answer.citations:
        parts.append(_citations(answer.citations, language))
    if answer.alternatives:
        parts.append(f"<h3>{escape(say('differing', language))}</h3>")
        for other in answer.alternatives:
            said = f'<p class="wb-other">{escape(other.display)}</p>'
            parts.append(f'<div class="wb-alternative">{said}{_citations(other.citations, language)}</div>')
    if answer.related:
        rows = "".join(f"<li>{_opener(article, language)}</li>" for article in answer.related)
        parts.append(f'<h3>{escape(say("related", language))}</h3><ul class="wb-related">{rows}</ul>')
    if answer.suggestions:
        parts.append(_chips(answer.suggestions, language))
    parts.append(_foot(answer, asked, language))
    return "".join(parts)


def _citations(citations: Sequence[Citation], language: Language) -> str:
    rows = []
    for number, citation in enumerate(citations, start=1):
        rows.append(
            f'<li><blockquote class="wb-quote">{marked_quote(citation)}</blockquote>'
            f"{_opener(citation.article, language, citation, number)}</li>"
        )
    label = escape(say("source", language))
    return f'<ol class="wb-cites" aria-label="{label}">{"".join(rows)}</ol>'


def marked_quote(citation: Citation) -> str:
    """The quote with the answer in a ``mark``."""
    article = citation.article
    if citation.answer_start is None or citation.answer_end is None:
        return escape(citation.quote)
    before = article.text[citation.start : citation.answer_start]
    said = article.text[citation.answer_start : citation.answer_end]
    after = article.text[citation.answer_end : citation.end]
    return f"{escape(before)}<mark>{escape(said)}</mark>{escape(after)}"


def _opener(article: Article, language: Language, citation: Citation | None = None, number: int = 0) -> str:
    """A button that opens an article, at a citation's place if there is one."""
    place = f' data-open="{escape(article.id)}"'
    if citation is not None:
        spans = (citation.start, citation.end, citation.answer_start, citation.answer_end)
        place += f' data-spans="{",".join("" if one is None else str(one) for one in spans)}"'
    label = f'<span class="wb-number">[{number}]</span> ' if number else ""
    title = escape(say("open", language))
    shown = label + escape(place_of(article))
    return f'<button type="button" class="wb-cite" title="{title}"{place}>{shown}</button>'


def _chips(questions: Sequence[str], language: Language) -> str:
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="wb-chip" data-ask="{escape(one)}">{escape(one)}</button></li>'
        for one in questions
    )
    return f'<p class="wb-try">{escape(say("try", language))}</p><ul class="wb-chips">{rows}</ul>'


def _foot(answer: Answer, asked: str, language: Language) -> str:
    parts: list[str] = []
    percent = round(100 * answer.confidence)
    if answer.citations:
        word = "sure_high" if percent >= 80 else "sure_middle" if percent >= 60 else "sure_low"
        sure = f"{say('sure', language)}：{say(word, language)}（{percent}%）"
        meaning = escape(say("sure_meaning", language, percent=percent))
        parts.append(f'<span class="wb-sure" title="{meaning}">{escape(sure)}</span>')
    elif answer.candidate is not None:
        parts.append(f'<span class="wb-sure">{escape(say("unsure", language, percent=percent))}</span>')
    if answer.timings and answer.kind != "social":
        stages = " · ".join(
            f"{say(stage, language)} {answer.timings[stage]:.2f}"
            for stage in ("understand", "retrieve", "read", "decide")
            if stage in answer.timings
        )
        took = say("took", language, seconds=f"{answer.timings.get('total', 0.0):.1f}")
        fold = f"<summary>{escape(took)}</summary>{escape(stages)}"
        if normalise(answer.question).text != normalise(asked).text.strip():
            fold += f"<br>{escape(say('understood', language, question=answer.question))}"
        parts.append(f'<details class="wb-took">{fold}</details>')
    return f'<div class="wb-foot">{"".join(parts)}</div>' if parts else ""


def sheet(article: Article | None, spans: Sequence[int | None], language: Language) -> str:
    """The reading panel.

    Args:
        article: What is read; None for the empty panel.
        spans: Start and end of the quote, then of the answer, in ``article.text``; None where unknown.
        language: Of the phrases.
    """
    if article is None:
        return f'<p class="wb-empty">{escape(say("sheet_empty", language))}</p>'
    close = escape(say("close", language))
    parts = [
        f'<button type="button" class="wb-close" data-close aria-label="{close}" title="{close}">×</button>',
        f'<p class="wb-place">{escape(_issue(article))}</p>',
    ]
    if article.kind != "news":
        parts.append(f'<p class="wb-kind">{escape(say(article.kind, language))}</p>')
    for field, tag, name in (
        (article.kicker, "p", "wb-kicker"),
        (article.headline or article.title, "h2", "wb-headline"),
        (article.deck, "p", "wb-deck"),
    ):
        if field:
            lines = "<br>".join(map(escape, field.split("\n")))
            focus = ' tabindex="-1"' if tag == "h2" else ""
            parts.append(f'<{tag} class="{name}"{focus}>{lines}</{tag}>')
    byline = _byline(article, language)
    if byline:
        parts.append(f'<p class="wb-byline">{escape(byline)}</p>')
    return f'<article class="wb-article">{"".join(parts)}{_paragraphs(article.text, spans)}</article>'


def _issue(article: Article) -> str:
    date = f"{article.date.year}年{article.date.month}月{article.date.day}日"
    number = f"总第{article.issue_number}期" if article.issue_number else ""
    page = f"第{article.page}版" if article.page.isdecimal() else f"{article.page}版"
    return " ".join(filter(None, (article.newspaper, date, number, page, article.page_name, article.column)))


def _byline(article: Article, language: Language) -> str:
    roles = (
        ("reporters", article.reporters),
        ("correspondents", article.correspondents),
        ("photographers", article.photographers),
    )
    return "　".join(f"{say(role, language)} {' '.join(names)}" for role, names in roles if names)


def _paragraphs(text: str, spans: Sequence[int | None]) -> str:
    """The body with the quote and, inside it, the answer marked; marks never cross a paragraph."""
    quote = _within(text, spans[0:2])
    answer = _within(text, spans[2:4])
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


def _within(text: str, span: Sequence[int | None]) -> tuple[int, int]:
    """A span of the text; the empty one at its end if what came from outside is none."""
    if len(span) == 2 and span[0] is not None and span[1] is not None and 0 <= span[0] < span[1] <= len(text):
        return span[0], span[1]
    return len(text), len(text)
