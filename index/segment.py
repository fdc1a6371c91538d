"""A page's lines become units (title lines, bylines, paragraphs...) by the best labelling of all of them.

A Viterbi search: each line is scored as each kind of line, each step from one kind to the next by what
newspapers do (titles are followed by a byline or a paragraph, a sentence without its end goes on), and the
labelling with the best total wins. So a title block is judged as a whole, with what follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.joining import joins
from index.lines import Form
from index.scores import BODY, NEVER, TITLES, emission
from index.steps import step
from index.survey import survey

Role = Literal["column", "title", "byline", "paragraph", "subhead", "credit", "signature"]

_STATES = (
    "COL",
    "T1",
    "T1C",
    "T2",
    "T2C",
    "T3",
    "T3C",
    "T4",
    "T4C",
    "BY",
    "BYC",
    "P",
    "PC",
    "S",
    "SC",
    "CR",
    "CRC",
    "SG",
)
_ENDED = ("P", "PC", "CR", "CRC", "SG")
_ROLE: dict[str, Role] = {
    "COL": "column",
    "T1": "title",
    "T2": "title",
    "T3": "title",
    "T4": "title",
    "BY": "byline",
    "P": "paragraph",
    "S": "subhead",
    "CR": "credit",
    "SG": "signature",
}
# Labels after which every next step scores alike.
_ALIKE = {state: "T2" for state in TITLES if state != "T1"} | {"BYC": "BY", "SC": "S", "CRC": "CR"}
# A label that is so far behind the best of its line is given up: no page makes up for it.
_BEAM = 30.0
_BEFORE: dict[str, tuple[str, ...]] = {
    "COL": ("START", *_ENDED),
    "T1": ("START", "COL", *_ENDED, *TITLES, "S", "BY"),
    "T1C": ("T1", "T1C"),
    "T2": ("T1", "T1C"),
    "T2C": ("T2", "T2C"),
    "T3": ("T2", "T2C"),
    "T3C": ("T3", "T3C"),
    "T4": ("T3", "T3C", "T4", "T4C"),
    "T4C": ("T4", "T4C"),
    "BY": ("START", "COL", *TITLES, "BY", "BYC"),
    "BYC": ("BY", "BYC"),
    "P": ("START", "COL", *TITLES, "BY", "BYC", *_ENDED, "S", "SC"),
    "PC": BODY,
    "S": (*TITLES, "BY", "BYC", *_ENDED, "S", "SC"),
    "SC": ("S", "SC"),
    "CR": (*_ENDED,),
    "CRC": ("CR", "CRC"),
    "SG": (*_ENDED,),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines of one role that belong together: positions ``start`` to ``end`` (half-open) of the page."""

    role: Role
    start: int
    end: int


def segment(forms: Sequence[Form], after_noise: Sequence[bool]) -> list[Unit]:
    """Label the lines of one page and gather them into units, in the printed order.

    Args:
        forms: The lines, without masthead and noise.
        after_noise: For each line, whether noise was taken out just before it.
    """
    if not forms:
        return []
    page = survey(forms, after_noise)
    best: list[dict[str, tuple[float, str]]] = []
    last: dict[str, tuple[float, str]] = {}
    for place in range(len(forms)):
        row: dict[str, tuple[float, str]] = {}
        joined = joins(page, place) if place else (0.0, 0.0)
        for state in _STATES:
            reached = [before for before in _BEFORE[state] if before in last] if place else ["START"]
            if not reached or (not place and "START" not in _BEFORE[state]):
                continue
            own = emission(page, place, state)
            if own == NEVER:
                continue
            top: tuple[float, str] | None = None
            steps: dict[str, float] = {}
            for before in reached:
                total = last[before][0] if place else 0.0
                alike = _ALIKE.get(before, before)
                if alike not in steps:
                    steps[alike] = own + step(page, place, alike, state, joined)
                total += steps[alike]
                if total > NEVER and (top is None or total > top[0]):
                    top = (total, before)
            if top is not None:
                row[state] = top
        least = max(score for score, _ in row.values()) - _BEAM
        last = {state: found for state, found in row.items() if found[0] >= least}
        best.append(last)
    end = max(
        best[-1],
        key=lambda state: (
            best[-1][state][0]
            - (5.0 if state in TITLES else 0.0)
            - (3.0 if state in ("COL", "S", "SC") else 0.0)
        ),
    )
    path = [end]
    for place in range(len(forms) - 1, 0, -1):
        path.append(best[place][path[-1]][1])
    return _units(path[::-1])


def _units(path: Sequence[str]) -> list[Unit]:
    units: list[Unit] = []
    for place, state in enumerate(path):
        if state.endswith("C") and state != "COL" and units:
            units[-1] = Unit(units[-1].role, units[-1].start, place + 1)
        else:
            units.append(Unit(_ROLE[state], place, place + 1))
    return units


def block_starts(path: Sequence[Unit]) -> list[int]:
    """Positions in ``path`` at which a new title block begins (a column title counts to it)."""
    starts: list[int] = []
    for place, unit in enumerate(path):
        before = path[place - 1].role if place else None
        if unit.role == "column" or (unit.role == "title" and before not in ("title", "column")):
            starts.append(place)
    return starts
