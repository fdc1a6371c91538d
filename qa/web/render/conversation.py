"""The conversation: questions with their answers, what is running, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from index.normal import normalise
from qa.answers import Answer, place_of
from qa.suggest import DIGEST, of_article
from qa.web import links
from qa.web.exchange import Exchange
from qa.web.keeping import kept
from qa.web.render.answer import answer
from qa.web.render.markup import chips, escape, said, tool
from qa.web.words import STAGES, VERDICTS, Language


def talk(
    exchanges: Sequence[Exchange],
    suggestions: Sequence[str],
    language: Language,
    *,
    opinions: bool = False,
) -> str:
    """The conversation; before it begins, questions to begin with.

    ``opinions`` puts buttons under each answer for what a reader thinks of it.
    """
    if not exchanges:
        asked = [DIGEST, *(one for one in suggestions if one != DIGEST)] if suggestions else []
        return f'<div class="wb-start">{chips(asked, language)}</div>'
    last = len(exchanges)
    numbered = enumerate(exchanges, start=1)
    return "".join(_exchange(one, n, n == last, language, opinions) for n, one in numbered)


def follow_ups(one: Answer) -> list[str]:
    """Questions that go on from an answer: what else its article says, and who wrote it."""
    if one.kind not in {"span", "passage", "list"} or not one.citations:
        return []
    article = one.citations[0].article
    asked = [text for text in of_article(article) if normalise(text).text != normalise(one.question).text]
    author = ["这篇报道是谁写的？"] if article.reporters or article.correspondents else []
    return [*dict.fromkeys(asked[:2]), *author]


def _exchange(one: Exchange, number: int, last: bool, language: Language, opinions: bool) -> str:
    asked = f'<h2 class="wb-asked" id="wb-q{number}">{escape(one.question)}</h2>'
    begin = f'<section class="wb-turn" tabindex="-1" aria-labelledby="wb-q{number}"'
    begin += f' data-mark="{escape(one.mark)}"'
    if one.answer is None:
        note = f'<p class="wb-note">{escape(one.note)}</p>'
        if one.over:
            return f"{begin}>{asked}{note}{_tools(one, last, language)}</section>"
        stages = _stages(one.stages, language)
        return (
            f'{begin} aria-busy="true">{asked}{stages}{note}{tool("data-stop", "stop", language)}</section>'
        )
    told = answer(one.answer, one.question, number, language)
    if last and not one.answer.suggestions:
        told += chips(follow_ups(one.answer), language, "follow")
    data = f' data-kind="{escape(one.answer.kind)}" data-turn="{escape(kept(one))}"'
    data += f' data-link="{escape(links.to_question(one.question, one.filters))}"'
    tools = _tools(one, last, language) + (_verdict(one.answer, language) if opinions else "")
    return f"{begin}{data}>{asked}{told}{tools}</section>"


def _stages(begun: Sequence[str], language: Language) -> str:
    """The stages of an answer on its way; the note says in words which one runs, so they are silent."""
    if not begun:
        return ""
    rows = []
    now = STAGES.index(begun[-1])
    for number, stage in enumerate(STAGES):
        at = "now" if number == now else "done" if number < now else "next"
        rows.append(f'<li data-at="{at}">{said(stage, language)}</li>')
    return f'<ol class="wb-stages" aria-hidden="true">{"".join(rows)}</ol>'


def _tools(one: Exchange, last: bool, language: Language) -> str:
    rows: list[tuple[str, str]] = []
    found = one.answer
    if found is not None and (found.text or found.message):
        words = found.text or found.message
        rows.append((f'data-copy="{escape(words)}"', "copy"))
        if found.citations:
            source = found.citations[0].article
            rows.append((f'data-copy="{escape(f"“{words}”（{place_of(source)}）")}"', "cite"))
            rows.append((f'data-copy="{escape(links.bibtex(source))}"', "bibtex"))
        if len(one.question) <= links.LONGEST:
            rows.append((f'data-copy-link="{escape(links.to_question(one.question, one.filters))}"', "link"))
    if last:
        rows += [("data-retry", "retry"), ("data-edit", "edit"), ("data-undo", "undo")]
    buttons = "".join(tool(data, key, language) for data, key in rows)
    return f'<div class="wb-tools" role="group" aria-label="{said("tools", language)}">{buttons}</div>'


def _verdict(found: Answer, language: Language) -> str:
    """What a reader thinks of an answer: one button, and a word more if there is one."""
    if found.kind == "social":
        return ""
    fitting = VERDICTS["none" if found.kind == "none" else "answered"]
    buttons = "".join(
        tool(f'data-verdict="{verdict}" aria-pressed="false"', key, language) for verdict, key in fitting
    )
    remark = said("remark", language)
    return (
        f'<div class="wb-verdict" role="group" aria-label="{said("opinion", language)}">{buttons}'
        f'<form class="wb-remark" hidden><input name="remark" maxlength="500" aria-label="{remark}" '
        f'placeholder="{remark}" autocomplete="off"><button class="wb-tool">{said("send_remark", language)}'
        f'</button></form><span class="wb-thanks" data-thanks="{said("thanks", language)}" '
        f'data-withdrawn="{said("withdrawn", language)}" '
        f'data-failed="{said("not_kept", language)}"></span></div>'
    )
