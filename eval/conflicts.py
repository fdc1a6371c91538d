"""Reports that differ: ``python -m eval.conflicts FILE`` asks what the paper said twice.

Where passages agree, one answer with all of them cited is right; where they differ, the newest first and the
older ones beside it, and what a correction notice puts right before what it corrects.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.dialogues import Asked
from eval.judge import alike
from eval.understanding import read_rows
from index import Archive
from index.errors import SourceError, WenbaoError
from index.normal import normalise
from qa.answering.words import CORRECTED
from qa.answers import Answer

PARTS = ("first", "beside", "in order", "corrected", "cited", "nothing else")
_NEEDED = frozenset(("id", "question", "answers"))


@dataclass(frozen=True, slots=True)
class Told:
    """One question, and what of its answer is right.

    Attributes:
        id: Of its row.
        question: As it was asked.
        text: Of the answer; "" where it was refused.
        beside: The words of its alternatives, in their order.
        right: For every part that the row expects something of, whether it is so: the first words; that each
            older figure stands beside them; that these go from newer to older; that a correction is told of;
            that the articles that say it are cited; that what is of another thing stands nowhere.
    """

    id: str
    question: str
    text: str
    beside: tuple[str, ...]
    right: Mapping[str, bool]


def judged(row: Mapping[str, Any], answer: Answer) -> Told:
    """Hold an answer against a row: ``answers, older`` (alternatives each), ``corrected, cited, never``."""
    beside = tuple(normalise(one.text).text for one in answer.alternatives)
    text = normalise(answer.text).text
    right = {"first": _is(text, row["answers"])}
    older = row.get("older", ())
    if older:
        places = [next((at for at, one in enumerate(beside) if _is(one, said)), -1) for said in older]
        right["beside"] = -1 not in places
        right["in order"] = places == sorted(places)
    if row.get("corrected"):
        right["corrected"] = CORRECTED in answer.message
    cited = {citation.article.id for citation in answer.citations}
    if row.get("cited"):
        right["cited"] = cited >= set(row["cited"])
    if row.get("never"):
        right["nothing else"] = not any(_is(one, row["never"]) for one in (text, *beside))
    return Told(row["id"], row["question"], text, beside, right)


def ask(rows: Iterable[Mapping[str, Any]], assistant: Asked) -> list[Told]:
    """Ask every question and judge its answer."""
    return [judged(row, assistant.ask(row["question"])) for row in rows]


def shares(told: Sequence[Told]) -> dict[str, tuple[int, float]]:
    """For every part, how many rows expect something of it and which share of them is right."""
    found = {}
    for part in PARTS:
        values = [one.right[part] for one in told if part in one.right]
        if values:
            found[part] = (len(values), sum(values) / len(values))
    return found


def _is(text: str, wanted: Iterable[str]) -> bool:
    return bool(text) and any(alike(text, normalise(one).text) for one in wanted)


def _rows(path: str) -> list[dict[str, Any]]:
    rows = read_rows(path, _NEEDED)
    for row in rows:
        if not row["answers"]:
            raise SourceError(path, None, f"{row['id']}: answers is empty")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares; ``--failures`` lists what went wrong. Exit status 1 for what cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.conflicts", description=__doc__)
    parser.add_argument("file", help="rows, as eval/data/conflicts_dev.jsonl")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--corpus", metavar="FILE", help="articles (.jsonl), indexed for the time of the run")
    place.add_argument("--archive", metavar="DIR", help="an archive that has the articles")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--json", metavar="FILE", help="write one row a question there")
    given = parser.parse_args(arguments)
    try:
        rows = _rows(given.file)
        with tempfile.TemporaryDirectory() as folder:
            told = _told(rows, given.archive or folder, given.corpus)
    except WenbaoError as error:
        parser.exit(1, f"{error}\n")
    print(f"{'part':16}{'rows':>6}{'right':>8}")
    for part, (count, share) in shares(told).items():
        print(f"{part:16}{count:6}{share:8.3f}")
    whole = [all(one.right.values()) for one in told]
    print(f"{'all of it':16}{len(whole):6}{sum(whole) / max(1, len(whole)):8.3f}")
    if given.failures:
        for one, fine in zip(told, whole, strict=True):
            if not fine:
                wrong = "、".join(part for part, right in one.right.items() if not right)
                print(f"{one.id} {one.question} -> {one.text} | {'；'.join(one.beside)} [{wrong}]")
    if given.json:
        text = json.dumps([asdict(one) for one in told], ensure_ascii=False, indent=1)
        Path(given.json).write_text(text, encoding="utf-8")
    return 0


def _told(rows: list[dict[str, Any]], folder: str, corpus: str | None) -> list[Told]:
    from qa import Assistant

    with Archive.open(folder, create=corpus is not None) as archive:
        if corpus:
            archive.add([corpus])
        return ask(rows, Assistant(archive))


if __name__ == "__main__":
    raise SystemExit(main())
