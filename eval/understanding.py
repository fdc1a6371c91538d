"""How well questions are understood: ``python -m eval.understanding FILE``."""

from __future__ import annotations

import argparse
import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index import Archive
from index.errors import SourceError, WenbaoError
from index.records import Article
from qa.understand import Names, Understood, names_of, understand, whole_questions

PARTS = ("kind", "periods", "named", "whole", "about", "meant")
_NAMED = ("newspaper", "page", "page_name", "column", "byline", "kind", "headline", "place", "issue_number")
_NEEDED = frozenset(("id", "group", "question", "kind", "today"))
_MARKS = re.compile(r"[\s?？。.!！,，、]+")


@dataclass(frozen=True, slots=True)
class Read:
    """One question with what of it was understood as expected.

    Attributes:
        id: Of its row.
        group: Of its row.
        question: As it was typed.
        right: For every part that the row expects something of, whether it was understood so.
        got: What was understood instead, for the parts that were not.
    """

    id: str
    group: str
    question: str
    right: Mapping[str, bool]
    got: Mapping[str, Any] = field(default_factory=dict)

    @property
    def all_right(self) -> bool:
        """Whether every part was understood."""
        return all(self.right.values())


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was measured.

    Attributes:
        questions: Each of them, in the order of the rows.
        parts: For every part, how many rows expect something of it and which share was right (0 to 1).
        kinds: The same for the kind alone, by the kind that is expected.
        groups: The same for rows of which all parts are right, by their group.
        whole: The share of rows of which all parts are right.
    """

    questions: tuple[Read, ...]
    parts: Mapping[str, tuple[int, float]]
    kinds: Mapping[str, tuple[int, float]]
    groups: Mapping[str, tuple[int, float]]
    whole: float


def measure(rows: Iterable[Mapping[str, Any]]) -> Understanding:
    """Understand every row's question and compare.

    Args:
        rows: ``id, group, question, kind, today, names`` and, where they are expected or needed,
            ``history, shown`` (ids of the articles shown before), ``wanted, periods`` (first and last day,
            ISO), ``named, whole`` (alternatives), ``about, meant, social``. ``kind`` may hold alternatives
            joined by ``|``; ``named`` expects nothing to be named that it does not have.
    """
    known: dict[str, Names] = {}
    reads: list[Read] = []
    expected: list[str] = []
    for row in rows:
        key = json.dumps(row.get("names", {}), sort_keys=True)
        if key not in known:
            known[key] = _names(row)
        history = [(str(asked), str(answer)) for asked, answer in row.get("history", ())]
        got = understand(
            row["question"],
            history,
            names=known[key],
            today=datetime.date.fromisoformat(row["today"]),
            about=row.get("shown", ()),
        )
        reads.append(compare(row, got))
        expected.append(str(row["kind"]).split("|")[0])
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for read, kind in zip(reads, expected, strict=True):
        by_kind[kind].append(read.right["kind"])
    by_group: dict[str, list[bool]] = defaultdict(list)
    by_part: dict[str, list[bool]] = defaultdict(list)
    for read in reads:
        by_group[read.group].append(read.all_right)
        for part, right in read.right.items():
            by_part[part].append(right)
    whole = [read.all_right for read in reads]
    return Understanding(
        tuple(reads),
        {part: _share(by_part[part]) for part in PARTS if part in by_part},
        {kind: _share(values) for kind, values in by_kind.items()},
        {group: _share(values) for group, values in by_group.items()},
        sum(whole) / len(whole) if whole else 0.0,
    )


def compare(row: Mapping[str, Any], got: Understood) -> Read:
    """Hold what was understood against what a row expects."""
    right: dict[str, bool] = {"kind": got.kind in str(row["kind"]).split("|")}
    instead: dict[str, Any] = {"kind": got.kind}
    if "wanted" in row:
        right["kind"] = right["kind"] and got.wanted == row["wanted"]
        instead["kind"] = f"{got.kind} {got.wanted}".strip()
    if "social" in row:
        right["kind"] = right["kind"] and got.social == row["social"]
        instead["kind"] = f"{got.kind} {got.social}".strip()
    if "periods" in row:
        days = [[period.first.isoformat(), period.last.isoformat()] for period in got.periods]
        right["periods"], instead["periods"] = sorted(days) == sorted(map(list, row["periods"])), days
    if "named" in row:
        named = {name: getattr(got.named, name) for name in _NAMED if getattr(got.named, name) is not None}
        right["named"], instead["named"] = named == dict(row["named"]), named
    if "whole" in row:
        right["whole"] = _bare(got.question) in {_bare(one) for one in row["whole"]}
        instead["whole"] = got.question
    if "about" in row:
        right["about"], instead["about"] = list(got.about) == list(row["about"]), list(got.about)
    if "meant" in row:
        right["meant"], instead["meant"] = _bare(got.meant) == _bare(row["meant"]), got.meant
    wrong = {part: instead[part] for part, fine in right.items() if not fine}
    return Read(row["id"], row["group"], row["question"], right, wrong)


def retrieval(rows: Iterable[Mapping[str, Any]], archive: Archive, turns: int = 4) -> dict[str, list[int]]:
    """At which rank follow-ups find the article that answers them, by what is searched.

    Args:
        rows: ``question, history, articles``: pieces of kicker, headline or deck of the right articles.
        archive: That has these articles.
        turns: How many questions are strung together.

    Returns:
        For the question alone, the last questions strung together (as others do) and the question made
        whole, the rank of each row's article (1 is best); 0 where thirty passages have none.
    """
    names, listed = names_of(archive), list(rows)
    histories = [[(str(asked), str(answer)) for asked, answer in row["history"]] for row in listed]
    pairs = list(zip(listed, histories, strict=True))
    queries = {
        "alone": [row["question"] for row in listed],
        f"last {turns} strung together": [
            " ".join([*(asked for asked, _ in history[1 - turns :]), row["question"]])
            for row, history in pairs
        ],
        "made whole": [whole_questions(row["question"], history, names)[0] for row, history in pairs],
    }
    return {
        way: [
            _rank([hit.article for hit in hits], row["articles"])
            for hits, row in zip(archive.search_many(asked, k=30), listed, strict=True)
        ]
        for way, asked in queries.items()
    }


def _rank(found: Sequence[Article], pieces: Sequence[str]) -> int:
    articles = list(dict.fromkeys(article.id for article in found))
    for article in found:
        title = "".join(f"{article.kicker}{article.headline}{article.deck}".split())
        if any("".join(piece.split()) in title for piece in pieces):
            return articles.index(article.id) + 1
    return 0


def read_rows(path: str | Path, needed: frozenset[str] = _NEEDED) -> list[dict[str, Any]]:
    """The rows of a file, one JSON object a line.

    Raises:
        SourceError: A line that is none, or lacks a field; it names file and line.
    """
    rows: list[dict[str, Any]] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(str(path), None, f"cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = needed - set(row)
        except (json.JSONDecodeError, TypeError) as error:
            raise SourceError(str(path), number, f"this is no JSON object: {error}") from error
        if missing:
            raise SourceError(str(path), number, f"lacks {', '.join(sorted(missing))}")
        rows.append(row)
    return rows


def as_json(measured: Understanding) -> dict[str, Any]:
    """The figures and one row a question, for ``--json``."""
    return {
        "whole": measured.whole,
        "parts": {name: {"rows": count, "right": share} for name, (count, share) in measured.parts.items()},
        "kinds": {name: {"rows": count, "right": share} for name, (count, share) in measured.kinds.items()},
        "groups": {name: {"rows": count, "right": share} for name, (count, share) in measured.groups.items()},
        "questions": [asdict(read) for read in measured.questions],
    }


def _names(row: Mapping[str, Any]) -> Names:
    given: dict[str, Any] = {name: tuple(values) for name, values in row.get("names", {}).items()}
    return Names(**given)


def _share(values: Sequence[bool]) -> tuple[int, float]:
    return len(values), sum(values) / len(values)


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _print_ranks(file: str, folder: str) -> int:
    rows = read_rows(file, frozenset(("id", "question", "history", "articles")))
    with Archive.open(folder, create=False) as archive:
        ranks = retrieval(rows, archive)
    print(f"{len(rows)} follow-ups{'':14}{'R@1':>8}{'R@3':>8}{'MRR':>8}")
    for way, found in ranks.items():
        first, third = (sum(0 < rank <= k for rank in found) / len(found) for k in (1, 3))
        print(
            f"  {way:26}{first:8.3f}{third:8.3f}{sum(1 / rank for rank in found if rank) / len(found):8.3f}"
        )
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares; ``--wrong`` lists what was misunderstood. Exit status 1 for a file it cannot read."""
    parser = argparse.ArgumentParser(prog="python -m eval.understanding", description=__doc__)
    parser.add_argument("file", help="rows, as eval/data/understanding_dev.jsonl")
    parser.add_argument("--wrong", action="store_true", help="list what was misunderstood (of the dev half)")
    parser.add_argument("--json", metavar="FILE", help="write the figures and one row a question there")
    parser.add_argument(
        "--archive", metavar="DIR", help="rank articles for follow-ups instead (rows: articles)"
    )
    given = parser.parse_args(arguments)
    try:
        if given.archive:
            return _print_ranks(given.file, given.archive)
        measured = measure(read_rows(given.file))
    except WenbaoError as error:
        parser.exit(1, f"{error}\n")
    if given.json:
        text = json.dumps(as_json(measured), ensure_ascii=False, indent=1)
        Path(given.json).write_text(text, encoding="utf-8")
    for title, shares in (
        ("part", measured.parts),
        ("kind", measured.kinds),
        ("group, all parts", measured.groups),
    ):
        print(f"{title:20}{'rows':>6}{'right':>8}")
        for name, (count, share) in shares.items():
            print(f"  {name:18}{count:6}{share:8.3f}")
    print(f"{'all parts right':20}{len(measured.questions):6}{measured.whole:8.3f}")
    if given.wrong:
        for read in measured.questions:
            if not read.all_right:
                print(read.id, read.question, json.dumps(read.got, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
