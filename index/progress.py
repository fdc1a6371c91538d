"""A bar for the terminal while articles are embedded: how many, how fast, how long still."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from index.ingest import Progress, ProgressCallback


@contextlib.contextmanager
def progress_bar(wanted: bool | None = None) -> Iterator[ProgressCallback | None]:
    """A callback for `Archive.add` that draws on stderr.

    Args:
        wanted: True draws in any case, False never, None where stderr is a terminal.
    """
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Articles a second since the start."""

        def render(self, task: Task) -> Text:
            articles = int(task.fields["articles"])
            return Text(f"{articles / task.elapsed:.1f} articles/s" if articles and task.elapsed else "")

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[counted]}"),
        Rate(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=Console(stderr=True),
        speed_estimate_period=300,
    ) as bar:
        task = bar.add_task("reading", total=None, articles=0, counted="")

        def tell(state: Progress) -> None:
            name = Path(state.source).name
            if name and not state.total:
                bar.update(task, description=f"reading {name}")
                return
            bar.update(
                task,
                description=name or "embedding",
                completed=state.done,
                total=state.total or 1,
                articles=state.articles,
                counted=f"{state.articles}/{state.total_articles}",
            )

        yield tell
