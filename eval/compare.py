"""Whether one run is better than another, by how much, and whether that is noise: question by question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.metrics import bootstrap
from eval.report import Report, Table, percent
from eval.summary import right_and_cited
from index.errors import SourceError, WenbaoError

SAMPLES = 10_000
EXACT = 16
"""Up to so many questions that differ, every way of exchanging them is counted."""
COMPARED = ("chat", "run", "reader", "retrieval", "open-reading", "peers")
"""Commands whose rows may be compared."""
_SPANS = ("exact_match", "f1")
_RANKS = ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")


@dataclass(frozen=True, slots=True)
class Paired:
    """The difference between two runs over the same questions.

    Attributes:
        count: Questions that both measured.
        before: Mean of the first.
        after: Mean of the second.
        low: Lower end of the 95 % bootstrap interval of the mean difference.
        high: Its upper end.
        p: Chance of a difference of this size or more, were the two runs exchangeable question by question.
        gained: Questions that the second did better.
        lost: Questions that it did worse.
    """

    count: int
    before: float
    after: float
    low: float
    high: float
    p: float
    gained: int
    lost: int

    @property
    def difference(self) -> float:
        """Second less first; above 0 the second is better."""
        return self.after - self.before


def paired(before: Sequence[float], after: Sequence[float], seed: int = 0) -> Paired:
    """Compare two measurements of the same questions.

    The interval is a percentile bootstrap over questions; p is of the paired randomisation test on the mean,
    two-sided (Fisher 1935; for such comparisons Smucker, Allan and Carterette 2007): exact where few
    questions differ, else from 10,000 random exchanges, the observed one counted among them. Same seed, same
    figures.
    """
    one, two = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    change = two - one
    low, high = bootstrap(change.tolist(), seed=seed)
    return Paired(
        count=len(change),
        before=float(one.mean()) if len(one) else 0.0,
        after=float(two.mean()) if len(two) else 0.0,
        low=low,
        high=high,
        p=randomisation(change.tolist(), seed),
        gained=int((change > 0).sum()),
        lost=int((change < 0).sum()),
    )


def randomisation(differences: Sequence[float], seed: int = 0) -> float:
    """Two-sided p of a paired randomisation test on the sum of differences."""
    change = np.asarray([value for value in differences if value != 0.0], dtype=float)
    if not change.size:
        return 1.0
    observed = abs(change.sum()) - 1e-9
    if change.size <= EXACT:
        ways = np.arange(1 << change.size)[:, None] >> np.arange(change.size) & 1
        return float((abs((2 * ways - 1) @ change) >= observed).mean())
    generator = np.random.default_rng(seed)
    extreme = 0
    for _ in range(SAMPLES // 500):  # a part at a time, so that thousands of questions fit into memory
        signs = generator.integers(0, 2, (500, change.size)) * 2 - 1
        extreme += int((abs(signs @ change) >= observed).sum())
    return (extreme + 1) / (SAMPLES + 1)


def read_run(path: Path) -> dict[str, Any]:
    """Read what ``--json`` wrote.

    Raises:
        SourceError: It is missing, or is something else.
    """
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
        rows = run["rows"]
        command = str(run["command"])
    except FileNotFoundError as error:
        raise SourceError(str(path), None, "there is no such file") from error
    except json.JSONDecodeError as error:
        raise SourceError(str(path), error.lineno, f"not JSON ({error.msg})") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), None, f"cannot be read ({error})") from error
    except (KeyError, TypeError) as error:
        raise SourceError(str(path), None, "not what an eval command wrote with --json") from error
    if not isinstance(rows, list):
        raise SourceError(str(path), None, "not what an eval command wrote with --json")
    if command not in COMPARED:
        message = f"it is of {command!r}; what can be compared is of {', '.join(COMPARED)}"
        raise SourceError(str(path), None, message)
    return dict(run)


def compare(
    before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, str] = ("A", "B")
) -> Report:
    """Compare two runs by the questions that both asked.

    Returns:
        A line a measure, and the questions that changed sides by the main one (right; for the reader exact
        match; for retrieval the first place).

    Raises:
        WenbaoError: They measure different things, or share no question.
    """
    kinds = [{"run": "chat"}.get(run["command"], run["command"]) for run in (before, after)]
    if kinds[0] != kinds[1]:
        raise WenbaoError(
            f"{names[0]} is of eval {kinds[0]}, {names[1]} of eval {kinds[1]}: compare the same"
        )
    first, second = _by_key(before), _by_key(after)
    keys = [key for key in first if key in second]
    if not keys:
        raise WenbaoError(f"{names[0]} and {names[1]} share no question (rows are told by their id)")
    one, two = ([values(kinds[0], rows[key]) for key in keys] for rows in (first, second))
    figures: dict[str, Any] = {
        "questions": len(keys),
        "only_in": [len(first) - len(keys), len(second) - len(keys)],
    }
    heads = ("", "questions", "before %", "after %", "difference (95 % interval)", "p", "better", "worse")
    table = Table(f"{names[0]} → {names[1]}: {len(keys)} questions", heads)
    measures: list[tuple[str, str, Sequence[int]]] = [(name, name, range(len(keys))) for name in one[0]]
    # Sets that were tuned on and those that were not, or one system and another, must not hide each other.
    groups = list(dict.fromkeys(map(_group, keys)))
    main = next(iter(one[0]))
    for group in groups if len(groups) > 1 else ():
        inside = [number for number, key in enumerate(keys) if _group(key) == group]
        measures.append((f"{main}, {group}", main, inside))
    for label, name, members in measures:
        pairs = [(one[number][name], two[number].get(name)) for number in members]
        told = [(a, b) for a, b in pairs if a is not None and b is not None]
        if not told:
            continue
        found = paired([a for a, _ in told], [b for _, b in told])
        figures[label] = {field: getattr(found, field) for field in Paired.__dataclass_fields__}
        figures[label]["difference"] = found.difference
        table.rows.append(_line(label, found))
    table.note = (
        "paired bootstrap interval; p of a paired randomisation test: below 0.05 it is hardly noise, "
        "but several measures are several looks at the same questions"
    )
    changed = _changed(kinds[0], [(first[key], second[key]) for key in keys])
    return Report("compare", figures, changed, [table, *_sides(changed)])


def values(command: str, row: Mapping[str, Any]) -> dict[str, float | None]:
    """The measures of one question by name, the main one first; higher is better."""
    if command in ("reader", "open-reading"):
        return {name: None if row[name] is None else float(row[name]) for name in _SPANS}
    if command == "retrieval":
        modes = [mode for mode in ("hybrid", "dense", "lexical") if mode in row]
        return {f"{mode} {name}": float(row[mode][name]) for mode in modes for name in _RANKS}
    return {
        "right": float(row["right"]),
        "exact match": float(row["exact_match"]),
        "f1": float(row["f1"]),
        "right and cited": right_and_cited(row),
        "right, with an answer": None if row["impossible"] else float(row["right"]),
        "refused, without one": float(row["right"]) if row["impossible"] else None,
    }


def _group(key: tuple[str, ...]) -> str:
    """The set of a question, else the system that was asked."""
    return key[0] or key[2]


def _line(name: str, found: Paired) -> tuple[str, ...]:
    sizes = (percent(found.before), percent(found.after))
    change = f"{100 * found.difference:+.1f} ({100 * found.low:+.1f} to {100 * found.high:+.1f})"
    return name, str(found.count), *sizes, change, f"{found.p:.3f}", str(found.gained), str(found.lost)


def _by_key(run: Mapping[str, Any]) -> dict[tuple[str, ...], Mapping[str, Any]]:
    """Rows by set and id; where an id comes twice, by how often it came."""
    found: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for row in run["rows"]:
        key: tuple[str, ...] = (str(row.get("set", "")), str(row.get("id")), str(row.get("system", "")))
        while key in found:
            key = (*key, "again")
        found[key] = row
    return found


def _changed(
    command: str, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> list[dict[str, Any]]:
    rows = []
    for before, after in pairs:
        name, one = next(iter(values(command, before).items()))
        two = values(command, after).get(name)
        if two is None or one is None or one == two:
            continue
        rows.append(
            {
                "id": before.get("id"),
                "set": before.get("set", ""),
                "question": before.get("question", ""),
                "measure": name,
                "before": one,
                "after": two,
                "expected": before.get("answers", before.get("relevant", [])),
                "given_before": _given(before),
                "given_after": _given(after),
                "stage_before": before.get("stage", ""),
                "stage_after": after.get("stage", ""),
            }
        )
    return rows


def _given(row: Mapping[str, Any]) -> str:
    for mode in ("hybrid", "dense", "lexical"):
        if mode in row:
            return "、".join(row[mode]["ranking"][:2])
    held = f"({row['candidate']})" if row.get("candidate") else "–"
    return str(row.get("given") or held)


def _sides(changed: Sequence[Mapping[str, Any]]) -> list[Table]:
    heads = ("question", "expected", "before", "after", "lost before", "lost after")
    tables = []
    for title, wanted in (("Now right", True), ("Now wrong", False)):
        some = [row for row in changed if (row["after"] > row["before"]) == wanted]
        table = Table(f"{title}: {len(some)}", heads)
        for row in some:
            stages = tuple("" if one == "right" else one for one in (row["stage_before"], row["stage_after"]))
            cells = (
                row["given_before"],
                row["given_after"],
                *("" if one == "right" else one for one in stages),
            )
            table.rows.append((row["question"], " / ".join(map(str, row["expected"])), *cells))
        if some:
            tables.append(table)
    return tables
