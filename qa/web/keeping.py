"""Conversations that leave the page: kept by the browser, brought back, written to a file."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable, Sequence
from typing import Any, get_args

from index.records import Article
from qa.answers import Answer, AnswerKind, Citation
from qa.web import links
from qa.web.exchange import Exchange
from qa.web.words import STAGES

LONGEST = 4000  # characters of any one text that a browser brings back
MOST = 30  # exchanges, items and citations that it brings back

Find = Callable[[str], Article | None]


def kept(one: Exchange) -> str:
    """An exchange as JSON for the browser to keep; articles by their id."""
    if one.answer is None:
        return ""
    filters = {"filters": dict(one.filters)} if one.filters else {}
    return json.dumps({"question": one.question, **filters, **_row(one.answer)}, ensure_ascii=False)


def _row(answer: Answer) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": answer.kind,
        "understood": answer.question,
        "text": answer.text,
        "display": answer.display,
        "message": answer.message,
        "items": list(answer.items[:MOST]),
        "confidence": answer.confidence,
        "citations": [
            [c.article.id, c.start, c.end, c.answer_start, c.answer_end] for c in answer.citations[:MOST]
        ],
        "alternatives": [_row(other) for other in answer.alternatives[:MOST]],
        "further": [_row(other) for other in answer.further[:MOST]],
        "related": [article.id for article in answer.related[:MOST]],
        "suggestions": list(answer.suggestions[:MOST]),
        "timings": {stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
        "today": answer.today.isoformat() if answer.today is not None else None,
    }
    if answer.candidate is not None:
        row["candidate"] = _row(answer.candidate)
    # What says nothing is left out: a browser keeps a hundred conversations in five megabytes.
    return {key: value for key, value in row.items() if value not in ("", None, [], {})}


def restored(told: object, article: Find) -> list[Exchange]:
    """Exchanges that a browser brings back; whatever cannot be one any more is left out.

    Args:
        told: What came from the browser: anything.
        article: Finds an article by its id.
    """
    rows = told if isinstance(told, list) else []
    made = [_restored(row, article) for row in rows[-MOST:] if isinstance(row, dict)]
    return [one for one in made if one is not None]


def _restored(row: dict[str, Any], article: Find) -> Exchange | None:
    question = _text(row.get("question"))
    if not question:
        return None
    answer = _answer(row, question, article)
    if answer is not None:
        return Exchange(question, answer, filters=links.known_filters(row.get("filters")))
    # Its article was revised or removed: the words are shown without a place.
    words = _text(row.get("display")) or _text(row.get("text")) or _text(row.get("message"))
    return Exchange(question, note=words, over=True)


def _answer(row: object, question: str, article: Find, *, deep: bool = True) -> Answer | None:
    """An answer, and if ``deep`` those beside it; None where it breaks an answer's word by now."""
    if not isinstance(row, dict):
        return None
    kind = next((one for one in get_args(AnswerKind) if one == row.get("kind")), None)
    if kind is None:
        return None
    asked = _text(row.get("understood")) or question
    cited = [_citation(told, article) for told in _list(row.get("citations"))]
    related = [article(told) for told in _list(row.get("related")) if isinstance(told, str)]
    others = [_answer(told, asked, article, deep=False) for told in _list(row.get("alternatives")) if deep]
    more = [told for told in _list(row.get("further")) if deep and isinstance(told, dict)]
    further = [_answer({**told, "further": []}, asked, article) for told in more]
    try:
        return Answer(
            kind=kind,
            question=asked,
            text=_text(row.get("text")),
            display=_text(row.get("display")),
            message=_text(row.get("message")),
            items=tuple(_text(one) for one in _list(row.get("items"))),
            citations=tuple(one for one in cited if one is not None),
            alternatives=tuple(one for one in others if one is not None),
            confidence=min(max(_number(row.get("confidence")), 0.0), 1.0),
            candidate=_answer(row.get("candidate"), asked, article, deep=False) if deep else None,
            related=tuple(one for one in related if one is not None),
            further=tuple(one for one in further if one is not None),
            suggestions=tuple(filter(None, map(_text, _list(row.get("suggestions"))))),
            today=_day(row.get("today")),
            timings=_timings(row.get("timings")),
        )
    except ValueError:
        return None


def _citation(told: object, article: Find) -> Citation | None:
    if not (isinstance(told, list) and len(told) == 5 and isinstance(told[0], str)):
        return None
    ends = [one if isinstance(one, int) and not isinstance(one, bool) else None for one in told[1:]]
    found = article(told[0])
    if found is None or ends[0] is None or ends[1] is None:
        return None
    try:
        return Citation.at(found, ends[0], ends[1], ends[2], ends[3])
    except ValueError:
        return None


def _text(told: object) -> str:
    return told[:LONGEST] if isinstance(told, str) else ""


def _list(told: object) -> list[Any]:
    return told[:MOST] if isinstance(told, list) else []


def _number(told: object) -> float:
    """A finite number; 0 for anything else (NaN is the one number that differs from itself)."""
    if not isinstance(told, (int, float)) or isinstance(told, bool) or told != told:
        return 0.0
    return float(min(max(told, -1e6), 1e6))


def _timings(told: object) -> dict[str, float]:
    row = told if isinstance(told, dict) else {}
    return {stage: max(0.0, _number(row[stage])) for stage in (*STAGES, "total") if stage in row}


def _day(told: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def markdown(exchanges: Sequence[Exchange], base: str) -> str:
    """A conversation with its sources as Markdown.

    Args:
        exchanges: The conversation.
        base: Where the server is, without a slash at the end; links begin with it.
    """
    parts = ["# 问报"]
    for one in exchanges:
        parts.append(f"## {_plain(one.question)}")
        if one.answer is None:
            parts.append(_plain(one.note))
            continue
        parts += _markdown(one.answer, base)
        for other in one.answer.further:
            parts += [f"### {_plain(other.question)}", *_markdown(other, base)]
    return "\n\n".join(parts) + "\n"


def _markdown(answer: Answer, base: str) -> list[str]:
    parts: list[str] = []
    if answer.items:
        parts.append("\n".join(f"{n}. {_plain(item)}" for n, item in enumerate(answer.items, start=1)))
    elif answer.text:
        parts.append(f"**{_plain(answer.display or answer.text)}**")
    if answer.message:
        parts.append(_plain(answer.message))
    for other in answer.alternatives:
        parts.append(f"另有报道说：{_plain(other.display or other.text)}")
    cited = [*answer.citations, *(c for other in answer.alternatives for c in other.citations)]
    for number, citation in enumerate(dict.fromkeys(cited), start=1):
        address = base + links.to_article(citation.article, citation)
        parts.append(f"> {_plain(citation.quote)}\n>\n> [{number}] [{_plain(citation.place)}]({address})")
    return parts


def page(exchanges: Sequence[Exchange], base: str) -> str:
    """The same as a page of HTML that stands alone."""
    rows = ["<h1>问报</h1>"]
    for one in exchanges:
        rows.append(f"<h2>{html.escape(one.question)}</h2>")
        if one.answer is None:
            rows.append(f"<p>{html.escape(one.note)}</p>")
            continue
        rows += _html(one.answer, base)
        for other in one.answer.further:
            rows += [f"<h3>{html.escape(other.question)}</h3>", *_html(other, base)]
    style = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.8 system-ui,sans-serif}"
    head = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>问报</title><style>{style}</style>'
    )
    return head + "\n".join(rows) + "\n"


def _html(answer: Answer, base: str) -> list[str]:
    rows: list[str] = []
    if answer.items:
        rows.append("<ol>" + "".join(f"<li>{html.escape(item)}</li>" for item in answer.items) + "</ol>")
    elif answer.text:
        rows.append(f"<p><strong>{html.escape(answer.display or answer.text)}</strong></p>")
    if answer.message:
        rows.append(f"<p>{html.escape(answer.message)}</p>")
    for other in answer.alternatives:
        rows.append(f"<p>另有报道说：{html.escape(other.display or other.text)}</p>")
    cited = [*answer.citations, *(c for other in answer.alternatives for c in other.citations)]
    for number, citation in enumerate(dict.fromkeys(cited), start=1):
        address = html.escape(base + links.to_article(citation.article, citation))
        place = f'<a href="{address}">{html.escape(citation.place)}</a>'
        rows.append(f"<blockquote>{html.escape(citation.quote)}<br>[{number}] {place}</blockquote>")
    return rows


def _plain(text: str) -> str:
    """Text in which Markdown and HTML find nothing of theirs."""
    marked = "".join(f"\\{one}" if one in "\\`*_[]<>#|&~!" else one for one in text)
    return marked.replace("\n", " ")
