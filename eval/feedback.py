"""Readers' opinions as question rows: what was called right is truth, the rest is for a person to look at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.judge import joined
from eval.metrics import bare
from eval.report import Report, Table
from index.records import Problem
from qa.web.feedback.store import read

Row = dict[str, Any]

VERDICTS = {
    "right": "useful (有用)",
    "wrong": "useless (没用)",
    "citation": "wrong citation (引用不对)",
    "refuse": "should have been refused (报上没说)",
}
_KINDS = ("span", "passage", "list", "articles", "metadata", "none")


@dataclass(slots=True)
class Sorted:
    """Opinions, sorted.

    ``rows`` are question rows as ``eval chat`` reads them. ``review`` are opinions with a ``reason`` why they
    are no truth. ``problems`` are lines that could not be read; ``opinions`` counts those that hold.
    """

    rows: list[Row] = field(default_factory=list)
    review: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    opinions: int = 0


def sort(lines: Iterable[Mapping[str, Any] | Problem]) -> Sorted:
    """Sort opinions in the order in which they came.

    Of those with the same id the last holds (a word was added, or the reader thought better of it). Where
    readers disagree about the same question, none of them is truth.
    """
    made = Sorted()
    held: dict[str, Row] = {}
    for number, line in enumerate(lines):
        if isinstance(line, Problem):
            made.problems.append(line)
            continue
        key = str(line.get("id") or f"line {number}")
        before = held.pop(key, {})
        held[key] = {**line, "remark": line.get("remark") or before.get("remark") or ""}
    standing = [row for row in held.values() if row.get("verdict") in VERDICTS and _question(row)]
    made.opinions = len(standing)
    asked: dict[tuple[object, ...], list[Row]] = {}
    for row in standing:
        asked.setdefault((joined(_question(row)), _history(row)), []).append(row)
    for rows in asked.values():
        _settle(rows, made)
    return made


def _settle(rows: Sequence[Row], made: Sorted) -> None:
    """What becomes of all opinions about one question."""
    good: list[Row] = []
    for row in rows:
        reason = _doubt(row, rows)
        if reason:
            made.review.append({**row, "reason": reason})
        else:
            good.append(row)
    if not good:
        return
    last = good[-1]
    made.rows.append(
        {
            "id": _name(last),
            "kind": last["kind"],
            "question": _question(last),
            "answers": _answers(last, good),
            "articles": _headlines(last if last["kind"] in ("articles", "metadata") else good),
            "history": [list(pair) for pair in _history(last)],
            "impossible": last["kind"] == "none",
        }
    )


def _doubt(row: Row, others: Sequence[Row]) -> str:
    """Why an opinion is no truth; "" if it is."""
    if row["verdict"] != "right":
        return VERDICTS[row["verdict"]]
    kind = row.get("kind")
    if any(one["verdict"] != "right" or (one.get("kind") == "none") != (kind == "none") for one in others):
        return "readers disagree"
    if kind not in _KINDS:
        return f"an answer of no known kind ({kind})"
    if row.get("filters"):
        return "asked with filters, which a question row does not have"
    if kind == "none":
        return ""
    if not _headlines(row):
        return "no article with a headline is cited"
    if kind == "articles":
        return ""
    given = row.get("items") if kind == "list" else [row.get("answer")]
    words = [word for word in given or [] if isinstance(word, str) and bare(word)]
    if not words:
        return "the answer has no words"
    quotes = [bare(str(one.get("quote", ""))) for one in _citations(row)]
    if kind != "metadata" and not all(any(bare(word) in quote for quote in quotes) for word in words):
        return "its words do not stand in what it cites"
    return ""


def _answers(last: Row, good: Sequence[Row]) -> list[str]:
    """The answers of a row: for a phrase every one that was called right, else those of the last opinion."""
    if last["kind"] in ("none", "articles"):
        return []
    if last["kind"] == "list":
        return [str(item) for item in last.get("items") or [] if bare(str(item))]
    kept = good if last["kind"] == "span" else [last]
    return list(dict.fromkeys(str(row["answer"]) for row in kept if row["kind"] == last["kind"]))


def _headlines(rows: Row | Sequence[Row]) -> list[str]:
    given = [rows] if isinstance(rows, dict) else rows
    named = [str(one.get("headline") or "").strip() for row in given for one in _citations(row)]
    return [name for name in dict.fromkeys(named) if name]


def _citations(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = row.get("citations")
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _question(row: Mapping[str, Any]) -> str:
    asked = row.get("question")
    return asked.strip() if isinstance(asked, str) else ""


def _history(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    given = row.get("history")
    turns = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return tuple((str(one.get("question", "")), str(one.get("answer", ""))) for one in turns)


def _name(row: Row) -> str:
    asked = "\x1f".join([joined(_question(row)), *(part for pair in _history(row) for part in pair)])
    return "fb-" + hashlib.blake2b(asked.encode("utf-8", "replace"), digest_size=6).hexdigest()


def measure(path: Path) -> tuple[Report, Sorted]:
    """Read and sort the opinions of an archive.

    Args:
        path: The file of opinions; where there is none, nobody has said anything yet.

    Returns:
        How many there are of each kind and what became of them, and the rows themselves.
    """
    found = sort(read(path) if path.exists() else ())
    whole = [row for row in found.review if row["reason"] in VERDICTS.values()]
    counts = Counter(row["reason"] for row in whole)
    figures = {
        "opinions": found.opinions,
        "rows": len(found.rows),
        "impossible": sum(row["impossible"] for row in found.rows),
        "review": len(found.review),
        "unread": len(found.problems),
    }
    table = Table(f"Feedback: {found.opinions} opinions", ("", "number"))
    table.rows = [
        ("question rows", str(len(found.rows))),
        ("of them refusals that were called right", str(figures["impossible"])),
        *((f"to look at: {reason}", str(count)) for reason, count in counts.most_common()),
        ("to look at: called right, but no truth", str(len(found.review) - len(whole))),
    ]
    if found.problems:
        table.rows.append(("lines that could not be read", str(len(found.problems))))
    look = Table("To look at", ("question", "answer", "cited", "word", "why"))
    for row in found.review:
        cited = "; ".join(str(one.get("headline", "")) for one in _citations(row)[:2])
        given = "、".join(map(str, row.get("items") or [])) or str(row.get("answer", ""))
        look.rows.append((_question(row), given[:60], cited, str(row["remark"]), row["reason"]))
    tables = [table, look] if look.rows else [table]
    return Report("feedback", figures, found.rows, tables), found
