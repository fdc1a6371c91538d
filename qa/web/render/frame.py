"""What stands around the conversation: the head, the filters, and what is done with whole conversations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.records import KINDS, Issue
from qa.web.reading.shelf import Choices
from qa.web.reading.words import say as say_kind
from qa.web.render.markup import escape, said, tool
from qa.web.words import Language, say


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
    theme = said("theme", language)
    return (
        f'<header class="wb-head"><a class="wb-skip" href="#wb-box">{said("skip", language)}</a>'
        f"<h1>{said('title', language)}</h1>"
        f'<p class="wb-tagline">{said("tagline", language)}</p>'
        f'<nav class="wb-nav" aria-label="{said("nav", language)}">'
        f'<a href="/paper">{said("papers", language)}</a>'
        f'<a href="/paper/search">{said("search", language)}</a>'
        f'<button type="button" class="wb-theme" data-theme-switch title="{theme}" aria-label="{theme}">◐'
        "</button></nav>"
        f'<p class="wb-papers">{escape(papers)}</p>'
        f'<p class="wb-state" role="status" data-state="{escape(state)}">{said(state, language)}</p></header>'
    )


def filters(given: Mapping[str, str], choices: Choices, language: Language) -> str:
    """Filters that hold for the conversation: what can be chosen, and what is, as removable chips."""
    kinds: dict[str, str] = {one: say_kind(one, language) for one in KINDS}
    rows = []
    for name, options in (
        ("newspaper", choices.newspapers),
        ("page", choices.pages),
        ("column", choices.columns),
        ("byline", choices.bylines),
        ("kind", KINDS),
    ):
        chosen = given.get(name, "")
        listed = options if not chosen or chosen in options else (chosen, *options)
        made = "".join(
            f'<option value="{escape(one)}"{" selected" if one == chosen else ""}>'
            f"{escape(_told(name, one, kinds))}</option>"
            for one in listed
        )
        every = f'<option value="">{said("any", language)}</option>'
        rows.append(f'<label>{said(name, language)}<select name="{name}">{every}{made}</select></label>')
    for name in ("since", "until"):
        value = escape(given.get(name, ""))
        rows.append(f'<label>{said(name, language)}<input type="date" name="{name}" value="{value}"></label>')
    held = []
    for name, value in given.items():
        told = _told(name, value, kinds)
        shown = said("pair", language, name=say(name, language), value=told)
        remove = said("remove", language, what=told)
        held.append(
            f'<li><button type="button" class="wb-chip" data-drop="{escape(name)}" aria-label="{remove}">'
            f"{shown} ×</button></li>"
        )
    chips = f'<ul class="wb-chips wb-held">{"".join(held)}</ul>' if held else ""
    return (
        f'<details class="wb-filter"><summary>{said("filters", language)}</summary>'
        f'<div class="wb-fields">{"".join(rows)}</div></details>{chips}'
    )


def _told(name: str, value: str, kinds: Mapping[str, str]) -> str:
    return kinds.get(value, value) if name == "kind" else value


def desk(language: Language) -> str:
    """What is done with whole conversations: begin, write to a file, find an earlier one."""
    buttons = "".join(
        tool(data, key, language)
        for data, key in (
            ('id="wb-new"', "new"),
            ('data-export="md"', "export_md"),
            ('data-export="html"', "export_html"),
        )
    )
    find = said("find_earlier", language)
    return (
        f'<div class="wb-tools">{buttons}</div><details class="wb-earlier">'
        f"<summary>{said('earlier', language)}</summary>"
        f'<input type="search" aria-label="{find}" placeholder="{find}">'
        f'<ul data-empty="{said("no_earlier", language)}"></ul></details>'
        f'<p class="wb-keys">{said("keys", language)}</p>'
        f'<div class="wb-lost" role="alert" data-lost="{said("lost", language)}" hidden><span></span> '
        f"{tool('data-again', 'retry', language)}</div>"
    )
