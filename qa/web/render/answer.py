"""One answer: what it says, where that stands, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from qa.answering.evidence import plain
from qa.answers import Answer, Citation
from qa.web import english
from qa.web.render.markup import chips, day, escape, opener, said
from qa.web.words import STAGES, Language, say

SHOWN = {"articles": 12, "list": 40}  # items that stand in the open; the rest is in a fold


def answer(one: Answer, asked: str, number: int | str, language: Language) -> str:
    """An answer with its sources.

    Args:
        one: The answer.
        asked: The question as it was typed.
        number: Of the exchange on the page, from 1: ids are made of it.
        language: Of our own phrases.
    """
    parts: list[str] = []
    if one.kind != "social" and plain(one.question) not in plain(asked):
        parts.append(f'<p class="wb-understood">{said("understood", language, question=one.question)}</p>')
    listed = bool(one.items) and one.kind in SHOWN
    if listed:
        parts.append(_items(one, language))
    elif one.text:
        long = " wb-long" if len(one.text) > 36 else ""
        parts.append(f'<p class="wb-said{long}" lang="zh-CN">{escape(one.display or one.text)}</p>')
    if one.message:
        told = english.message(one.message) if language == "en" else one.message
        parts.append(f'<p class="wb-message">{escape(told)}</p>')
    if one.alternatives:
        parts.append(_differing(one, language))
    elif one.citations and not (listed and one.kind == "articles"):
        parts.append(_citations(one.citations, language, one.text))
    if one.related:
        rows = [f"<li>{opener(article, language)}</li>" for article in one.related]
        parts.append(f'<h3>{said("related", language)}</h3><ul class="wb-related">{"".join(rows)}</ul>')
    if one.suggestions:
        parts.append(chips(one.suggestions, language))
    parts.append(_foot(one, number, language))
    for part, other in enumerate(one.further, start=2):
        parts.append(f'<h3 class="wb-further" lang="zh-CN">{escape(other.question)}</h3>')
        parts.append(answer(other, other.question, f"{number}-{part}", language))
    return "".join(parts)


def _items(one: Answer, language: Language) -> str:
    """The parts of a list, or the articles found; beyond some, in a fold."""
    rows = []
    for number, item in enumerate(one.items):
        cited = one.citations[number] if number < len(one.citations) else None
        if one.kind == "articles" and cited is not None:
            quote = f'<p class="wb-lead">{escape(cited.quote[:120])}</p>' if cited.quote else ""
            rows.append(f"<li>{opener(cited.article, language, cited)}{quote}</li>")
        else:
            rows.append(f"<li>{escape(item)}</li>")
    shown = SHOWN[one.kind]
    kind = "wb-found" if one.kind == "articles" else "wb-items"
    made = f'<ol class="{kind}" lang="zh-CN">{"".join(rows[:shown])}</ol>'
    if len(rows) > shown:
        more = said("more", language, count=len(rows) - shown)
        rest = f'<ol class="{kind}" lang="zh-CN" start="{shown + 1}">{"".join(rows[shown:])}</ol>'
        made += f"<details><summary>{more}</summary>{rest}</details>"
    return made


def _differing(one: Answer, language: Language) -> str:
    """What reports that differ say, side by side with their days; the one answered with comes first."""
    rows, number = [], 1
    for other in (one, *one.alternatives):
        told = f'<p class="wb-other">{escape(other.display or other.text)}</p>'
        when = day(other.citations[0].article) if other.citations else ""
        cites = _citations(other.citations, language, other.text, number)
        rows.append(f'<div class="wb-alternative"><p class="wb-day">{escape(when)}</p>{told}{cites}</div>')
        number += len({(cited.article.id, cited.start, cited.end) for cited in other.citations})
    head = f"<h3>{said('differing', language)}</h3>"
    return f'{head}<div class="wb-differing" lang="zh-CN">{"".join(rows)}</div>'


def _citations(citations: Sequence[Citation], language: Language, text: str = "", first: int = 1) -> str:
    """Sources by number, from the first on; several answers of one sentence share it."""
    places: dict[tuple[str, int, int], list[Citation]] = {}
    for one in citations:
        places.setdefault((one.article.id, one.start, one.end), []).append(one)
    rows = []
    for number, same in enumerate(places.values(), start=first):
        quote = marked_quote(*same)
        shown = (
            f'<blockquote class="wb-quote" lang="zh-CN">{quote}</blockquote>' if same[0].quote != text else ""
        )
        rows.append(f"<li>{shown}{opener(same[0].article, language, same[0], number)}</li>")
    return f'<ol class="wb-cites" aria-label="{said("source", language)}">{"".join(rows)}</ol>'


def marked_quote(citation: Citation, *others: Citation) -> str:
    """The quote with the answer in a ``mark``, and those of others with the same quote."""
    text = citation.article.text
    spans = sorted(
        (one.answer_start, one.answer_end)
        for one in (citation, *others)
        if one.answer_start is not None and one.answer_end is not None
    )
    parts, done = [], citation.start
    for start, end in spans:
        if start < done:
            continue
        parts.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        done = end
    return "".join(parts) + escape(text[done : citation.end])


def _foot(one: Answer, number: int | str, language: Language) -> str:
    parts: list[str] = []
    percent = round(100 * one.confidence)
    if one.citations:
        word = "sure_high" if percent >= 80 else "sure_middle" if percent >= 60 else "sure_low"
        sure = said("sure_of", language, word=say(word, language), percent=percent)
        meaning = said("sure_meaning", language, percent=percent)
        tip = f'<span class="wb-tip" role="tooltip" id="wb-tip{number}">{meaning}</span>'
        parts.append(
            f'<span class="wb-sure" role="note" tabindex="0" aria-describedby="wb-tip{number}">'
            f"{sure}{tip}</span>"
        )
    elif one.candidate is not None:
        parts.append(f'<span class="wb-unsure">{said("unsure", language, percent=percent)}</span>')
    if one.timings and one.kind != "social":
        stages = " · ".join(
            f"{say(stage, language)} {one.timings[stage]:.2f}" for stage in STAGES if stage in one.timings
        )
        took = said("took", language, seconds=f"{one.timings.get('total', 0.0):.1f}")
        fold = f"<summary>{took}</summary>{escape(stages)}"
        parts.append(f'<details class="wb-took">{fold}</details>')
    return f'<div class="wb-foot">{"".join(parts)}</div>' if parts else ""
