"""Answers and articles as HTML. Every word of a paper or a visitor goes through ``escape``."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.normal import normalise
from index.records import Article, Issue
from qa.answers import Answer, Citation, place_of
from qa.suggest import DIGEST, of_article
from qa.web import english, links
from qa.web.reading.shelf import Choices
from qa.web.words import Language, say


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question on the page.

    ``answer`` is None while it is looked for, ``note`` says how that goes; ``over`` that none will come.
    ``filters`` are those it was asked with, as an address has them.
    """

    question: str
    answer: Answer | None = None
    note: str = ""
    over: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)


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
        f'<nav class="wb-nav" aria-label="{escape(say("nav", language))}">'
        f'<a href="/paper">{escape(say("papers", language))}</a>'
        f'<a href="/paper/search">{escape(say("search", language))}</a></nav>'
        f'<p class="wb-papers">{escape(papers)}</p>'
        f'<p class="wb-state" role="status" data-state="{escape(state)}">{escape(note)}</p></header>'
    )


def talk(exchanges: Sequence[Exchange], suggestions: Sequence[str], language: Language) -> str:
    """The conversation; before it begins, questions to begin with."""
    if not exchanges:
        asked = [DIGEST, *(one for one in suggestions if one != DIGEST)] if suggestions else []
        return f'<div class="wb-start">{_chips(asked, language)}</div>'
    last = len(exchanges)
    return "".join(_exchange(one, n, n == last, language) for n, one in enumerate(exchanges, start=1))


def _exchange(one: Exchange, number: int, last: bool, language: Language) -> str:
    from qa.web.keeping import kept

    asked = f'<h2 class="wb-asked" id="wb-q{number}">{escape(one.question)}</h2>'
    if one.answer is None:
        said = f'<p class="wb-note">{escape(one.note)}</p>'
        if one.over:
            tools = _tools(one, last, language)
            return f'<section class="wb-turn" aria-labelledby="wb-q{number}">{asked}{said}{tools}</section>'
        stop = f'<button type="button" class="wb-tool" data-stop>{escape(say("stop", language))}</button>'
        return f'<section class="wb-turn" aria-busy="true">{asked}{said}{stop}</section>'
    said = _answer(one.answer, one.question, language)
    if last and not one.answer.suggestions:
        said += _chips(follow_ups(one.answer), language, "follow")
    data = f' data-kind="{escape(one.answer.kind)}" data-turn="{escape(kept(one))}"'
    data += f' data-link="{escape(links.to_question(one.question, one.filters))}"'
    tools = _tools(one, last, language)
    return f'<section class="wb-turn"{data} aria-labelledby="wb-q{number}">{asked}{said}{tools}</section>'


def follow_ups(answer: Answer) -> list[str]:
    """Questions that go on from an answer: what else its article says, and who wrote it."""
    if answer.kind not in {"span", "passage", "list"} or not answer.citations:
        return []
    article = answer.citations[0].article
    asked = [one for one in of_article(article) if normalise(one).text != normalise(answer.question).text]
    author = ["这篇报道是谁写的？"] if article.reporters or article.correspondents else []
    return [*dict.fromkeys(asked[:2]), *author]


def _tools(one: Exchange, last: bool, language: Language) -> str:
    rows: list[tuple[str, str]] = []
    answer = one.answer
    if answer is not None and (answer.text or answer.message):
        said = answer.text or answer.message
        rows.append((f'data-copy="{escape(said)}"', "copy"))
        if answer.citations:
            rows.append(
                (f'data-copy="{escape(f"“{said}”（{place_of(answer.citations[0].article)}）")}"', "cite")
            )
        rows.append((f'data-copy-link="{escape(links.to_question(one.question, one.filters))}"', "link"))
    if last:
        rows += [("data-retry", "retry"), ("data-undo", "undo")]
    buttons = "".join(
        f'<button type="button" class="wb-tool" {data}>{escape(say(key, language))}</button>'
        for data, key in rows
    )
    return f'<div class="wb-tools" role="group" aria-label="{escape(say("tools", language))}">{buttons}</div>'


def _answer(answer: Answer, asked: str, language: Language) -> str:
    parts: list[str] = []
    listed = bool(answer.items) and answer.kind in {"list", "articles"}
    if listed:
        parts.append(_items(answer, language))
    elif answer.text:
        long = " wb-long" if len(answer.text) > 36 else ""
        parts.append(f'<p class="wb-said{long}">{escape(answer.display or answer.text)}</p>')
    if answer.message:
        said = english.message(answer.message) if language == "en" else answer.message
        parts.append(f'<p class="wb-message">{escape(said)}</p>')
    if answer.citations and not (listed and answer.kind == "articles"):
        parts.append(_citations(answer.citations, language, answer.text))
    if answer.alternatives:
        parts.append(f"<h3>{escape(say('differing', language))}</h3>")
        rows = []
        for other in answer.alternatives:
            said = f'<p class="wb-other">{escape(other.display or other.text)}</p>'
            day = _day(other.citations[0].article) if other.citations else ""
            cites = _citations(other.citations, language, other.text)
            rows.append(f'<div class="wb-alternative"><p class="wb-day">{escape(day)}</p>{said}{cites}</div>')
        parts.append(f'<div class="wb-differing">{"".join(rows)}</div>')
    if answer.related:
        rows = [f"<li>{_opener(article, language)}</li>" for article in answer.related]
        parts.append(
            f'<h3>{escape(say("related", language))}</h3><ul class="wb-related">{"".join(rows)}</ul>'
        )
    if answer.suggestions:
        parts.append(_chips(answer.suggestions, language))
    parts.append(_foot(answer, asked, language))
    return "".join(parts)


def _items(answer: Answer, language: Language) -> str:
    """The parts of a list, or the articles found; beyond some, in a fold."""
    rows = []
    for number, item in enumerate(answer.items):
        cited = answer.citations[number] if number < len(answer.citations) else None
        if answer.kind == "articles" and cited is not None:
            quote = f'<p class="wb-lead">{escape(cited.quote[:120])}</p>' if cited.quote else ""
            rows.append(f"<li>{_opener(cited.article, language, cited)}{quote}</li>")
        else:
            rows.append(f"<li>{escape(item)}</li>")
    shown = 12 if answer.kind == "articles" else 40
    kind = "wb-found" if answer.kind == "articles" else "wb-items"
    made = f'<ol class="{kind}">{"".join(rows[:shown])}</ol>'
    if len(rows) > shown:
        more = escape(say("more", language, count=len(rows) - shown))
        rest = f'<ol class="{kind}" start="{shown + 1}">{"".join(rows[shown:])}</ol>'
        made += f"<details><summary>{more}</summary>{rest}</details>"
    return made


def _citations(citations: Sequence[Citation], language: Language, said: str = "") -> str:
    """Sources by number; several answers of one sentence share it."""
    places: dict[tuple[str, int, int], list[Citation]] = {}
    for one in citations:
        places.setdefault((one.article.id, one.start, one.end), []).append(one)
    rows = []
    for number, same in enumerate(places.values(), start=1):
        quote = marked_quote(*same)
        shown = f'<blockquote class="wb-quote">{quote}</blockquote>' if same[0].quote != said else ""
        rows.append(f"<li>{shown}{_opener(same[0].article, language, same[0], number)}</li>")
    label = escape(say("source", language))
    return f'<ol class="wb-cites" aria-label="{label}">{"".join(rows)}</ol>'


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


def _opener(article: Article, language: Language, citation: Citation | None = None, number: int = 0) -> str:
    """A link that opens an article, at a citation's place if there is one."""
    place = f' data-open="{escape(article.id)}"'
    if citation is not None:
        spans = (citation.start, citation.end, citation.answer_start, citation.answer_end)
        place += f' data-spans="{",".join("" if one is None else str(one) for one in spans)}"'
    label = f'<span class="wb-number">[{number}]</span> ' if number else ""
    title = escape(say("open", language))
    address = escape(links.to_article(article, citation))
    shown = label + escape(place_of(article))
    return f'<a class="wb-cite" href="{address}" title="{title}"{place}>{shown}</a>'


def _chips(questions: Sequence[str], language: Language, title: str = "try") -> str:
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="wb-chip" data-ask="{escape(one)}">{escape(one)}</button></li>'
        for one in questions
    )
    return f'<p class="wb-try">{escape(say(title, language))}</p><ul class="wb-chips">{rows}</ul>'


def filters(given: Mapping[str, str], choices: Choices, language: Language) -> str:
    """Filters that hold for the conversation: what can be chosen, and what is, as removable chips."""
    rows = []
    for name, options in (
        ("newspaper", choices.newspapers),
        ("page", choices.pages),
        ("column", choices.columns),
        ("byline", choices.bylines),
    ):
        chosen = given.get(name, "")
        listed = options if not chosen or chosen in options else (chosen, *options)
        made = "".join(
            f'<option value="{escape(one)}"{" selected" if one == chosen else ""}>{escape(one)}</option>'
            for one in listed
        )
        every = f'<option value="">{escape(say("any", language))}</option>'
        rows.append(
            f'<label>{escape(say(name, language))}<select name="{name}">{every}{made}</select></label>'
        )
    for name in ("since", "until"):
        value = escape(given.get(name, ""))
        rows.append(
            f'<label>{escape(say(name, language))}<input type="date" name="{name}" value="{value}"></label>'
        )
    chips = "".join(
        f'<li><button type="button" class="wb-chip" data-drop="{escape(name)}" '
        f'aria-label="{escape(say("remove", language, what=value))}">'
        f"{escape(say(name, language))}：{escape(value)} ×</button></li>"
        for name, value in given.items()
    )
    summary = f"<summary>{escape(say('filters', language))}</summary>"
    shown = f'<ul class="wb-chips wb-held">{chips}</ul>' if chips else ""
    return (
        f'<details class="wb-filter">{summary}<div class="wb-fields">{"".join(rows)}</div></details>{shown}'
    )


def desk(language: Language) -> str:
    """What is done with whole conversations: begin, write to a file, find an earlier one."""
    buttons = "".join(
        f'<button type="button" class="wb-tool" {data}>{escape(say(key, language))}</button>'
        for data, key in (
            ('id="wb-new"', "new"),
            ('data-export="md"', "export_md"),
            ('data-export="html"', "export_html"),
        )
    )
    find, empty = escape(say("find_earlier", language)), escape(say("no_earlier", language))
    return (
        f'<div class="wb-tools">{buttons}</div><details class="wb-earlier">'
        f"<summary>{escape(say('earlier', language))}</summary>"
        f'<input type="search" aria-label="{find}" placeholder="{find}">'
        f'<ul data-empty="{empty}"></ul></details>'
    )


def _foot(answer: Answer, asked: str, language: Language) -> str:
    parts: list[str] = []
    percent = round(100 * answer.confidence)
    if answer.citations:
        word = "sure_high" if percent >= 80 else "sure_middle" if percent >= 60 else "sure_low"
        sure = f"{say('sure', language)}：{say(word, language)}（{percent}%）"
        meaning = escape(say("sure_meaning", language, percent=percent))
        tip = f'<span class="wb-tip" role="tooltip">{meaning}</span>'
        parts.append(f'<span class="wb-sure" role="note" tabindex="0">{escape(sure)}{tip}</span>')
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
    quote = _within(article.text, spans[0:2])
    if quote[0] < quote[1]:
        address += f"?start={quote[0]}&end={quote[1]}#cited"
    parts.append(f'<p class="wb-byline"><a href="{escape(address)}">{escape(say("whole", language))}</a></p>')
    return f'<article class="wb-article">{"".join(parts)}{_paragraphs(article.text, spans)}</article>'


def _day(article: Article) -> str:
    return f"{article.date.year}年{article.date.month}月{article.date.day}日"


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
