"""Conversations that leave the page: kept by the browser, brought back, written to a file."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from typing import Any, get_args

from index.records import Article
from qa.answers import Answer, AnswerKind, Citation
from qa.web import links
from qa.web.render import Exchange

LONGEST = 4000  # characters of any one text that a browser brings back
MOST = 30  # exchanges, items and citations that it brings back


def kept(one: Exchange) -> str:
    """An exchange as JSON for the browser to keep; articles by their id."""
    answer = one.answer
    if answer is None:
        return ""
    row = {
        "question": one.question,
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
    }
    return json.dumps(row, ensure_ascii=False)


def restored(told: object, article: Callable[[str], Article | None]) -> list[Exchange]:
    """Exchanges that a browser brings back; whatever cannot be one any more is left out.

    Args:
        told: What came from the browser: anything.
        article: Finds an article by its id.
    """
    rows = told if isinstance(told, list) else []
    made = [_restored(row, article) for row in rows[-MOST:] if isinstance(row, dict)]
    return [one for one in made if one is not None]


def _restored(row: dict[str, Any], article: Callable[[str], Article | None]) -> Exchange | None:
    question = _text(row.get("question"))
    if not question:
        return None
    citations = [one for told in _list(row.get("citations")) if (one := _citation(told, article)) is not None]
    kind = row.get("kind")
    sure = row.get("confidence")
    values: dict[str, Any] = {
        "question": _text(row.get("understood")) or question,
        "text": _text(row.get("text")),
        "display": _text(row.get("display")),
        "message": _text(row.get("message")),
        "items": tuple(_text(one) for one in _list(row.get("items"))),
        "citations": tuple(citations),
        "confidence": min(max(float(sure), 0.0), 1.0) if isinstance(sure, (int, float)) else 0.0,
    }
    known = next((one for one in get_args(AnswerKind) if one == kind), None)
    if known is not None:
        try:
            return Exchange(question, Answer(kind=known, **values))
        except ValueError:
            pass  # its article was revised or removed: the words are shown without a place
    said = values["display"] or values["text"] or values["message"]
    return Exchange(question, note=said, over=True)


def _citation(told: object, article: Callable[[str], Article | None]) -> Citation | None:
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
        answer = one.answer
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
    return "\n\n".join(parts) + "\n"


def page(exchanges: Sequence[Exchange], base: str) -> str:
    """The same as a page of HTML that stands alone."""
    rows = ["<h1>问报</h1>"]
    for one in exchanges:
        rows.append(f"<h2>{html.escape(one.question)}</h2>")
        if one.answer is None:
            rows.append(f"<p>{html.escape(one.note)}</p>")
            continue
        answer = one.answer
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
    style = "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.8 system-ui,sans-serif}"
    head = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>问报</title><style>{style}</style>'
    )
    return head + "\n".join(rows) + "\n"


def _plain(text: str) -> str:
    """Text in which Markdown and HTML find nothing of theirs."""
    marked = "".join(f"\\{one}" if one in "\\`*_[]<>#|&~!" else one for one in text)
    return marked.replace("\n", " ")
