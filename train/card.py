"""The pictures of a reader's model card: what silence buys, and whether the confidence means what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.metrics import calibration_error, risk_coverage

COLOURS = ("#1b6ca8", "#c8553d", "#4c7a34")

Judged = tuple[Sequence[float], Sequence[bool]]
"""Confidences, and whether each was right."""


def confidence(sets: Mapping[str, Judged], file: Path) -> None:
    """Draw risk against coverage, and the share right against the confidence, as one SVG.

    Args:
        sets: By name, in the order of the legend; three at most.
        file: Where it is written; the same figures give the same bytes.

    The curve of risk and coverage is that of El-Yaniv and Wiener (2010); the points of reliability are means
    of bins that hold equally many questions (Nguyen and O'Connor, 2015).
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "card", "font.size": 9, "axes.grid": True, "grid.color": "#dddddd"}):
        figure = Figure(figsize=(8.4, 3.4), layout="constrained")
        left, right = figure.subplots(1, 2)
        right.plot([0, 1], [0, 1], color="#999999", linestyle="--", linewidth=1)
        for (name, (sure, correct)), colour in zip(sets.items(), COLOURS, strict=False):
            points = risk_coverage(sure, correct)
            left.step([p.coverage for p in points], [p.error for p in points], color=colour, label=name)
            error, bins = calibration_error(sure, correct)
            right.plot(
                [mean for mean, _, _ in bins],
                [share for _, share, _ in bins],
                marker="o",
                color=colour,
                label=f"{name}: error {error:.3f}",
            )
        left.set(xlim=(0, 1), ylim=(0, None), xlabel="share answered", ylabel="share of these wrong")
        right.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right")
        left.legend(loc="upper left")
        right.legend(loc="upper left")
        figure.savefig(file, format="svg", metadata={"Date": None})
