"""Where papers are added: what may be sent, what was found in it, how far the keeping is, what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from index.filters import name_key
from index.preview import Found, Preview
from index.records import Issue, Problem
from index.sorting import State
from qa.web import links
from qa.web.adding.deliveries import Delivery, Limits, megabytes
from qa.web.adding.jobs import Job
from qa.web.adding.problems import told
from qa.web.adding.words import WORDS, say
from qa.web.render.markup import escape
from qa.web.words import Language

LISTED = 200  # headlines and problems that are shown
ISSUES = 60
STATES: tuple[State, ...] = ("new", "changed", "unchanged")
# Phrases that the script in the browser says, and fills in itself.
_BY_SCRIPT = (
    *("sending", "cancelled", "looking", "here"),
    *("folder", "not_sent", "too_large", "too_many", "empty"),
)


def form(limits: Limits, language: Language, *, sample: bool = False, refused: str = "") -> str:
    """What may be sent, and how.

    Args:
        limits: How much may be sent.
        language: Of the phrases.
        sample: The sample editions are shown now.
        refused: Why what was sent is not taken; "" at the beginning.
    """
    fault = f'<p class="wb-fault" tabindex="-1" data-focus>{escape(refused)}</p>' if refused else ""
    note = f'<p class="wb-forms">{_said("sample", language)}</p>' if sample else ""
    return _frame("form", language, fault + _drop(limits, language) + note, opened=bool(refused))


def _drop(limits: Limits, language: Language) -> str:
    """Where files are dropped, with all that the script in the browser says by itself."""
    sizes = {"file": megabytes(limits.file_bytes), "page": megabytes(limits.page_bytes)}
    data = "".join(f' data-{key.replace("_", "-")}="{escape(WORDS[key][language])}"' for key in _BY_SCRIPT)
    data += f' data-file-bytes="{limits.file_bytes}" data-page-bytes="{limits.page_bytes}"'
    data += f' data-files="{limits.files}"'
    return (
        f'<div class="wb-drop"{data}><p>{_said("drop", language)} '
        '<label class="wb-choose"><input type="file" multiple accept=".txt,.jsonl,.gz">'
        f"<span>{_said('choose', language)}</span></label></p>"
        f'<p class="wb-forms">{_said("forms", language, files=limits.files, **sizes)}</p>'
        '<ul class="wb-list wb-faults"></ul><p class="wb-going"></p>'
        f'<button type="button" class="wb-chip" data-cancel hidden>{_said("cancel", language)}</button></div>'
    )


def preview(delivery: Delivery, language: Language, fault: str = "") -> str:
    """What was found in a delivery, before it is kept.

    Args:
        delivery: Which was looked at.
        language: Of the phrases.
        fault: Why it could not be kept just now; "" otherwise.
    """
    seen = delivery.seen or Preview()
    counts = {state: seen.count(state) for state in STATES}
    fresh = counts["new"] + counts["changed"]
    if not seen.articles:
        head = _said("found_nothing", language)
    elif not fresh:
        head = _said("all_there", language, articles=len(seen.articles))
    else:
        head = _said("found", language, issues=len(seen.issues), articles=len(seen.articles))
    parts = [f'<h2 tabindex="-1" data-focus>{head}</h2>']
    if fault:
        parts.append(f'<p class="wb-fault">{escape(fault)}</p>')
    if fresh and fresh < len(seen.articles):
        parts.append(f"<p>{_said('states', language, **counts)}</p>")
    if counts["changed"]:
        parts.append(f'<p class="wb-fault">{_said("replaces", language, count=counts["changed"])}</p>')
    parts.append(_issues(seen, language))
    parts.append(_problems(delivery, language))
    parts.append(_given(delivery, seen, language))
    keep = (
        f'<button type="button" class="wb-chip wb-keep" data-keep>{_said("keep", language)}</button>'
        if fresh
        else ""
    )
    discard = f'<button type="button" class="wb-chip" data-discard>{_said("discard", language)}</button>'
    parts.append(f'<div class="wb-decide">{keep}{discard}</div>')
    return _frame("seen", language, "".join(parts), delivery.key)


def progress(job: Job, language: Language, key: str) -> str:
    """How far a keeping is."""
    state = job.progress
    if job.ahead:
        note = _said("turn", language, count=job.ahead)
    elif state is None or not state.total:
        note = _said("beginning", language)
    else:
        note = _said("done_of", language, done=state.articles, total=state.total_articles)
        left = job.left
        if left is not None and left >= 1:
            long = left > 90
            count = round(left / 60) if long else round(left)
            note += " · " + _said("minutes_left" if long else "seconds_left", language, count=count)
    whole = f' max="{state.total}" value="{state.done}"' if state is not None and state.done else ""
    head = _said("keeping", language)
    return _frame(
        "keeping",
        language,
        f'<h2 tabindex="-1" data-focus id="wb-keeping">{head}</h2>'
        f'<progress aria-labelledby="wb-keeping"{whole}></progress>'
        f'<p class="wb-going">{note}</p><p class="wb-forms">{_said("closing", language)}</p>',
        key,
    )


def done(
    job: Job, seen: Preview, questions: Sequence[str], limits: Limits, language: Language, fresh: str = ""
) -> str:
    """What was kept, where it can be read, and what can be asked of it; then the form for more.

    ``fresh`` is how a conversation begins from now on: the page puts it where none has begun.
    """
    report = job.report
    assert report is not None
    counts = {"issues": report.issues, "articles": report.articles, "unchanged": report.unchanged}
    rows = "".join(
        f'<li><a href="{escape(links.to_issue(one.newspaper, one.date))}">'
        f"{escape(_named(one, language))}</a></li>"
        for one in seen.issues[:ISSUES]
    )
    chips = "".join(
        f'<li><button type="button" class="wb-chip" data-ask="{escape(one)}">{escape(one)}</button></li>'
        for one in questions
    )
    asked = f'<p class="wb-try">{_said("ask_it", language)}</p><ul class="wb-chips">{chips}</ul>'
    head = f'<h2 tabindex="-1" data-focus>{_said("kept", language, **counts)}</h2>'
    kept = f'{head}<p>{_said("read_it", language)}</p><ul class="wb-list">{rows}</ul>{asked if chips else ""}'
    return _frame("kept", language, kept + _drop(limits, language), fresh=fresh)


def failure(job: Job, language: Language) -> str:
    """Why a keeping ended without having done its work."""
    return say(job.failure, language) if job.failure else ""


def _frame(
    state: str, language: Language, inner: str, key: str = "", *, opened: bool = True, fresh: str = ""
) -> str:
    fold = f' data-fresh="{escape(fresh)}"' if fresh else ""
    fold += " open" if opened else ""
    return (
        f'<details class="wb-add" data-state="{state}" data-delivery="{escape(key)}"{fold}>'
        f"<summary>{_said('add', language)}</summary>{inner}</details>"
    )


def _issues(seen: Preview, language: Language) -> str:
    rows = []
    for issue in seen.issues[:ISSUES]:
        articles = [one for one in seen.articles if _same(one, issue)]
        listed = "".join(_article(one, language) for one in articles[:LISTED])
        titles = _said("titles", language)
        if len(articles) > LISTED:
            listed += f"<li>{_said('more', language, count=len(articles) - LISTED)}</li>"
        rows.append(
            f"<li><strong>{escape(_named(issue, language))}</strong> "
            f"{_said('count', language, count=len(articles))}"
            f"<details><summary>{titles}</summary>"
            f'<ol class="wb-list" tabindex="0" aria-label="{titles}">{listed}</ol></details></li>'
        )
    if len(seen.issues) > ISSUES:
        rows.append(f"<li>{_said('more', language, count=len(seen.issues) - ISSUES)}</li>")
    return f'<ul class="wb-list wb-issues">{"".join(rows)}</ul>' if rows else ""


def _article(one: Found, language: Language) -> str:
    page = one.page if not one.page.isdecimal() else say("of_page", language, page=one.page)
    state = f' <span class="wb-mark" data-mark="{one.state}">{_said(one.state, language)}</span>'
    size = _said("characters", language, count=one.characters)
    return (
        f'<li>{escape(page)} <span lang="zh-CN">{escape(one.title)}</span> '
        f"<small>{size}</small>{state if one.state != 'new' else ''}</li>"
    )


def _problems(delivery: Delivery, language: Language) -> str:
    """Files that were not taken or hold nothing come first; everything else lies in a fold."""
    seen, refused = delivery.seen or Preview(), delivery.refused
    holding = {one.source for one in seen.articles}
    whole = [one for one in seen.problems if one.source not in holding and one.line is None]
    rest = [one for one in seen.problems if one not in whole]
    parts = []
    if whole or refused:
        rows = [*(f"<li>{escape(one)}</li>" for one in refused), *_rows(whole, language)]
        parts.append(f"<h3>{_said('unread', language)}</h3>{_list(rows)}")
    if rest:
        count = _said("notes", language, count=len(rest))
        parts.append(f"<details><summary>{count}</summary>{_list(_rows(rest, language))}</details>")
    return "".join(parts)


def _rows(problems: Sequence[Problem], language: Language) -> list[str]:
    rows = []
    for one in problems[:LISTED]:
        name = PurePath(one.source).name
        place = name if one.line is None else say("line", language, name=name, line=one.line)
        message = told(one.message, language)
        rows.append(f"<li>{_said('said_of', language, place=place, message=message)}</li>")
    if len(problems) > LISTED:
        rows.append(f"<li>{_said('more', language, count=len(problems) - LISTED)}</li>")
    return rows


def _list(rows: Sequence[str]) -> str:
    return f'<ul class="wb-list wb-problems">{"".join(rows)}</ul>'


def _given(delivery: Delivery, seen: Preview, language: Language) -> str:
    """Where name and date are told, if the files do not tell them; open where one is missing."""
    nameless = any(not one.newspaper for one in seen.issues)
    dateless = any("no date" in one.message for one in seen.problems)
    given = delivery.newspaper or delivery.date
    date = delivery.date.isoformat() if delivery.date else ""
    name = escape(delivery.newspaper or "")
    return (
        f'<details class="wb-given"{" open" if nameless or dateless or given else ""}>'
        f"<summary>{_said('given', language)}</summary>"
        f'<form class="wb-fields"><label>{_said("newspaper", language)}'
        f'<input name="newspaper" maxlength="50" autocomplete="off" value="{name}">'
        f'</label><label>{_said("date", language)}<input type="date" name="date" value="{date}"></label>'
        f'<button class="wb-chip">{_said("again", language)}</button></form>'
        f'<p class="wb-forms">{_said("for_all", language)}</p></details>'
    )


def _named(issue: Issue, language: Language) -> str:
    date = issue.date
    day = f"{date.year}年{date.month}月{date.day}日" if language == "zh" else date.isoformat()
    name = issue.newspaper or say("nameless", language)
    return say("issue", language, name=name, date=day, pages="、".join(issue.pages))


def _same(one: Found, issue: Issue) -> bool:
    return one.date == issue.date and name_key(one.newspaper) == name_key(issue.newspaper)


def _said(key: str, language: Language, **values: object) -> str:
    return escape(say(key, language, **values))

