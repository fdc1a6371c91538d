"""How well questions are answered end to end: words, citation, silence, and where wrong ones were lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from eval.journal import Journal
from eval.judge import Verdict, judge, names
from eval.report import Report, Stopped, Table, stopped, track
from eval.rows import QuestionRow
from eval.stages import Homes, held_back, lost
from eval.summary import summarise
from eval.watch import Seen, Watch
from qa.answers import Answer

Understands = Callable[[QuestionRow], str]

SHOWN = 5
"""Hits and spans that are kept of each question, to look at."""


class Answers(Protocol):
    """What is measured."""

    def ask(self, question: str, history: Sequence[tuple[str, str]] = ...) -> Answer:
        """Answer one question."""
        ...


def measure(
    assistant: Answers,
    rows: Sequence[QuestionRow],
    *,
    watch: Watch | None = None,
    homes: Homes | None = None,
    journal: Journal | None = None,
    understands: Understands | None = None,
    title: str = "",
) -> Report:
    """Ask each question by itself, as a reader does.

    Args:
        assistant: What is measured.
        rows: The questions.
        watch: Keeps what archive and reader saw; without it, search and reading are not told apart.
        homes: The archive's articles; without them it is not told whether they hold the answer.
        journal: Keeps each question as soon as it is done, and gives back those of a run that was broken off;
            the caller closes it when the whole run is done.
        understands: Tells as which kind of question a row is understood.
        title: Of the first table.

    Returns:
        How many were answered rightly, exactly, and with the right article cited; how many were refused,
        rightly and wrongly; at which stage the others were lost; what the confidence is worth; seconds by
        stage. A row a question with expected and given answer.

    Raises:
        Stopped: It was broken off; the report of what is done is with it, and a journal keeps it.
    """
    details: list[dict[str, Any]] = []
    try:
        for number, row in enumerate(track(rows, title or "asking")):
            key = f"{number}:{row.id}"
            detail = journal.get(key) if journal is not None else None
            if detail is None:
                detail = ask(assistant, row, watch, homes, understands)
                if journal is not None:
                    journal.add(key, detail)
            details.append(detail)
    except KeyboardInterrupt:
        said = stopped(len(details), len(rows))
        if journal is not None:
            said += "; the same command goes on after them"
        raise Stopped(_report(details, title or "Chat"), said) from None
    return _report(details, title or f"Chat: {len(rows)} questions")


def _report(details: list[dict[str, Any]], title: str) -> Report:
    """Figures and tables of questions that are done."""
    figures, tables = summarise(details, title)
    return Report("chat", figures, details, tables)


def ask(
    assistant: Answers,
    row: QuestionRow,
    watch: Watch | None = None,
    homes: Homes | None = None,
    understands: Understands | None = None,
) -> dict[str, Any]:
    """Ask one question and tell all that is to be known of the answer, as JSON knows it."""
    if watch:
        watch.clear()
    answer = assistant.ask(row.question, row.history)
    verdict = judge(answer, row)
    seen = watch.seen if watch else None
    detail = detail_of(row, answer, verdict)
    kind = understands(row) if understands else None
    detail["understood_kind"] = kind or ""
    detail["stage"] = lost(answer, row, verdict, seen, homes, kind)
    if seen is not None:
        home = {article.id for article in homes.of(row)} if homes and not row.impossible else set()
        detail["seen"] = _seen(seen, home)
    return detail


def failures(report: Report) -> Table:
    """Each question that went wrong: what was expected, what came, from where, and how sure it was."""
    table = Table("What went wrong", ("question", "expected", "given", "cited", "sure", "lost", "what"))
    for row in report.rows:
        if row["fate"] == "right":
            continue
        given = row["given"] or (f"({row['candidate']})" if row["candidate"] else "–")
        cited = "; ".join(citation["headline"] for citation in row["citations"][:2])
        sure = f"{row['confidence']:.2f}"
        table.rows.append(
            (row["question"], expected(row) or "–", given, cited, sure, row["stage"], row["fate"])
        )
    table.note = "in brackets: the candidate that was held back"
    return table


def expected(row: Any) -> str:  # noqa: ANN401  (a row as JSON knows it)
    """The answers that were expected, as one reads them."""
    joined = "、" if row["kind"] == "list" else " / "
    return joined.join(row["answers"]) or (" / ".join(row["articles"]) if row["kind"] == "articles" else "")


def detail_of(row: QuestionRow, answer: Answer, verdict: Verdict) -> dict[str, Any]:
    """One question with what was expected and what came, as JSON knows it."""
    given = answer.kind not in ("none", "social")
    return {
        "id": row.id,
        "kind": row.kind,
        "question": row.question,
        "history": [list(turn) for turn in row.history],
        "understood": answer.question,
        "answers": list(row.answers),
        "articles": list(row.articles),
        "impossible": row.impossible,
        "given_kind": answer.kind,
        "given": answer.text,
        "items": list(answer.items),
        "candidate": answer.candidate.text if answer.candidate else "",
        "confidence": answer.confidence,
        # Of the best candidate, whether it was given or held back: what the confidence speaks of.
        "best_right": not row.impossible and (verdict.right if given else held_back(answer, row)),
        "fate": verdict.fate,
        "right": verdict.right,
        "exact_match": verdict.exact,
        "f1": verdict.f1,
        "cited": verdict.cited,
        "cited_first": verdict.cited_first,
        **_reports(row, answer),
        "citations": [
            {
                "article": one.article.id,
                "headline": one.article.title,
                "date": one.article.date.isoformat(),
                "page": one.article.page,
                "quote": one.quote,
            }
            for one in answer.citations
        ],
        "seconds": dict(answer.timings),
    }


def _reports(row: QuestionRow, answer: Answer) -> dict[str, float | None]:
    """For a question about reports: the share of the wanted that is cited, and of the cited that is wanted.

    A right answer to such a question cites one of them; a list of everything would be right as well.
    """
    if row.kind != "articles" or row.impossible:
        return {}
    cited = [citation.article for citation in answer.citations]
    wanted = [any(names(article, [piece]) for article in cited) for piece in row.articles]
    fitting = [names(article, row.articles) for article in cited]
    return {
        "reports_found": sum(wanted) / len(wanted) if wanted else None,
        "reports_fitting": sum(fitting) / len(fitting) if fitting else None,
    }


def _seen(seen: Seen, home: set[str]) -> dict[str, Any]:
    """What the stages saw, as much as one looks at."""
    hits = sorted(seen.hits, key=lambda hit: -hit.score)
    passages = list({(hit.article.id, hit.passage.start): hit for hit in hits}.values())
    spans = sorted(seen.spans, key=lambda pair: -pair[1].score)
    ranks = [number for number, hit in enumerate(passages, start=1) if hit.article.id in home]
    return {
        "searched": list(dict.fromkeys(seen.queries)),
        "passages": len(passages),
        "rank_of_home": ranks[0] if ranks else None,
        "hits": [
            {
                "headline": hit.article.title,
                "date": hit.article.date.isoformat(),
                "score": round(hit.score, 4),
                "text": hit.passage.text,
                "home": hit.article.id in home,
            }
            for hit in passages[:SHOWN]
        ],
        "spans": [
            {"text": span.text, "score": round(span.score, 4), "under": context.header}
            for context, span in spans[:SHOWN]
        ],
    }
