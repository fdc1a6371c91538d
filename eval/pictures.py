"""The curves of a report, drawn by matplotlib as SVG that takes its colours and language from the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any

from eval.words import CHINESE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

# Colours that stand for those of the page: what is drawn in one of them is drawn in a variable of its style.
INK, FAINT = "#010101", "#020202"
SERIES = ("#030303", "#040404", "#050505")
_VARIABLES = {INK: "--ink", FAINT: "--line", SERIES[0]: "--one", SERIES[1]: "--two", SERIES[2]: "--three"}

_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # text stays text: the page chooses the font and the language
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 9,
}

Curve = Sequence[Sequence[float]]


def risk_coverage(curves: Mapping[str, Curve]) -> str:
    """Error among the answered by share answered; points of ``(threshold, coverage, error)`` by name."""

    def draw(axes: Axes) -> None:
        for order, ((name, curve), colour) in enumerate(zip(curves.items(), SERIES, strict=False)):
            points = [(coverage, error) for _, coverage, error in curve]
            look: dict[str, Any] = {
                "linestyle": "--" if order else "-",
                "zorder": 3 - order,
                "linewidth": 1.8,
            }
            axes.plot(*_columns(points), color=colour, label=name, drawstyle="steps-post", **look)
        axes.set(xlim=(0, 1), ylim=(0, None), xlabel="share answered", ylabel="share of these wrong")
        axes.legend(loc="upper left")

    return _svg("risk", draw)


def reliability(curves: Mapping[str, Curve]) -> str:
    """Share right by confidence; bins of ``(mean confidence, share right, count)`` by name."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle="--", linewidth=1.2)
        for order, ((name, bins), colour) in enumerate(zip(curves.items(), SERIES, strict=False)):
            points = _columns([(sure, right) for sure, right, _ in bins])
            axes.plot(
                *points, color=colour, linewidth=1.2, linestyle="--" if order else "-", zorder=3 - order
            )
            sizes = [12 + 4 * count**0.8 for _, _, count in bins]
            axes.scatter(*points, s=sizes, color=colour, label=name, zorder=3 - order)
        axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="confidence", ylabel="share right")
        axes.legend(loc="upper left")

    return _svg("reliability", draw)


def recall(curves: Mapping[str, Sequence[float]]) -> str:
    """Recall at 1, 2, 3 … by name of the way of searching."""

    def draw(axes: Axes) -> None:
        for (name, values), colour in zip(curves.items(), SERIES, strict=False):
            places = range(1, len(values) + 1)
            axes.plot(places, values, color=colour, label=name, marker=".", linewidth=1.8)
        axes.set(xlabel="articles looked at", ylabel="recall", xlim=(0.5, None), ylim=(None, 1.005))
        axes.xaxis.set_major_locator(_counts())
        axes.legend(loc="lower right")

    return _svg("recall", draw)


def latency(milliseconds: Sequence[float], middle: float, slow: float) -> str:
    """How many questions took how long, with the middle and the slowest twentieth marked."""

    def draw(axes: Axes) -> None:
        top = max([slow * 1.5, *(one for one in milliseconds if one <= slow * 3)], default=1.0) or 1.0
        axes.hist([min(one, top) for one in milliseconds], bins=40, range=(0, top), color=SERIES[0])
        for at, name in ((middle, "p50"), (slow, "p95")):
            axes.axvline(at, color=SERIES[1], linewidth=1.5)
            axes.annotate(
                f"{name} {at:.0f}", (at, axes.get_ylim()[1]), xytext=(4, -10), textcoords="offset points"
            )
        axes.set(xlabel="milliseconds", ylabel="questions")
        axes.yaxis.set_major_locator(_counts())

    return _svg("latency", draw)


def bars(counts: Mapping[str, int]) -> str:
    """One bar a name, the first on top."""

    def draw(axes: Axes) -> None:
        names = list(counts)[::-1]
        drawn = axes.barh(names, [counts[name] for name in names], color=SERIES[0])
        axes.bar_label(drawn, padding=3)
        axes.set(xlabel="questions")
        axes.xaxis.set_major_locator(_counts())
        axes.grid(axis="y", visible=False)
        axes.margins(x=0.12)

    return _svg("stages", draw)


def _svg(name: str, draw: Callable[[Axes], None]) -> str:
    """Draw one picture, the same bytes for the same figures."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_STYLE | {"svg.hashsalt": name}):  # type: ignore[arg-type]
        figure = Figure(figsize=(5.6, 3.5), layout="constrained")
        draw(figure.add_subplot())
        drawn = StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    text = drawn.getvalue()
    text = text[text.index("<svg") :]
    # The page gives it its size; its names must not meet those of the next picture.
    text = re.sub(r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*"', r'\1 role="img"', text, count=1)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\bid="', f'id="{name}-', text)
    text = re.sub(r'(url\(|href=")#', rf"\1#{name}-", text)
    text = re.sub(r"font: ([0-9.]+px)[^;\"]*", r"font-size: \1", text)
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, f"var({variable})")
    return re.sub(r"(<text\b[^>]*>)([^<]+)(</text>)", _both, text)


def _both(found: re.Match[str]) -> str:
    """A label in both languages, of which the page shows one."""
    start, label, end = found.groups()
    words = CHINESE.get(label.strip())
    if words is None:
        return found[0]
    return f'{start}<tspan class="zh">{escape(words)}</tspan><tspan class="en">{label}</tspan>{end}'


def _counts() -> MaxNLocator:
    """Marks at whole numbers alone."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(integer=True)


def _columns(points: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in points], [y for _, y in points]
