"""Follow-ups end to end: ``python -m eval.dialogues FILE --archive DIR`` asks turn after turn.

Each turn is asked with the answers that were really given before it, as in the chat, so that a wrong answer
may mislead the turns after it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from eval.judge import judge
from eval.rows import QuestionRow
from eval.understanding import read_rows
from index import Archive
from index.errors import SourceError, WenbaoError
from qa.answers import Answer
from qa.question import Turn


class Asked(Protocol):
    """What can be asked with a history."""

    def ask(self, question: str, history: Sequence[Turn] = ...) -> Answer:
        """Answer one question."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """One turn of a dialogue, and what became of it.

    Attributes:
        id: Of the dialogue, with the number of the turn.
        first: It begins its dialogue, and so leans on nothing.
        asked: As it was typed.
        question: As it was understood.
        kind: Of the answer.
        text: Of the answer.
        fate: What became of it, as ``eval.judge`` tells.
        right: The words are right and rightly cited, or the silence is right.
    """

    id: str
    first: bool
    asked: str
    question: str
    kind: str
    text: str
    fate: str
    right: bool


def read_dialogues(path: str | Path) -> list[dict[str, Any]]:
    """Rows of ``id, turns``; a turn has ``question, kind, answers, articles, impossible``.

    Raises:
        SourceError: A row that is none, or a turn of which nothing tells when it is right.
    """
    rows = read_rows(path, frozenset(("id", "turns")))
    for row in rows:
        for turn in row["turns"]:
            if not (turn.get("answers") or turn.get("articles") or turn.get("impossible")):
                raise SourceError(str(path), None, f"{row['id']}: a turn tells neither answers nor articles")
    return rows


def held(rows: Iterable[Mapping[str, Any]], assistant: Asked) -> list[Told]:
    """Hold every dialogue, and judge each of its turns."""
    told: list[Told] = []
    for row in rows:
        history: list[Turn] = []
        for number, turn in enumerate(row["turns"], start=1):
            expected = QuestionRow(
                id=f"{row['id']}-{number}",
                kind=str(turn.get("kind", "span")),
                question=turn["question"],
                answers=tuple(turn.get("answers", ())),
                articles=tuple(turn.get("articles", ())),
                impossible=bool(turn.get("impossible")),
            )
            answer = assistant.ask(expected.question, tuple(history))
            verdict = judge(answer, expected)
            told.append(
                Told(
                    id=expected.id,
                    first=number == 1,
                    asked=expected.question,
                    question=answer.question,
                    kind=answer.kind,
                    text=answer.text,
                    fate=verdict.fate,
                    right=verdict.right and verdict.cited is not False,
                )
            )
            history.append((expected.question, answer.text or answer.message))
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares; ``--failures`` lists what went wrong. Exit status 1 for what cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.dialogues", description=__doc__)
    parser.add_argument("file", help="rows, as eval/data/understanding_dialogues_dev.jsonl")
    parser.add_argument("--archive", metavar="DIR", default="var/sample", help="default: var/sample")
    parser.add_argument("--failures", action="store_true", help="list the turns that went wrong")
    parser.add_argument("--json", metavar="FILE", help="write one row a turn there")
    given = parser.parse_args(arguments)
    from qa import Assistant

    try:
        rows = read_dialogues(given.file)
        with Archive.open(given.archive, create=False) as archive:
            told = held(rows, Assistant(archive))
    except WenbaoError as error:
        parser.exit(1, f"{error}\n")
    print(f"{'turns':12}{'rows':>6}{'right':>8}")
    for name, some in (
        ("first", [one for one in told if one.first]),
        ("follow-ups", [one for one in told if not one.first]),
        ("all", told),
    ):
        print(f"{name:12}{len(some):6}{sum(one.right for one in some) / max(1, len(some)):8.3f}")
    if given.failures:
        for one in told:
            if not one.right:
                print(f"{one.id} {one.asked} = {one.question} -> {one.fate}: {one.kind} {one.text[:60]}")
    if given.json:
        text = json.dumps([asdict(one) for one in told], ensure_ascii=False, indent=1)
        Path(given.json).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
