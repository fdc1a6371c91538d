"""app.py where some things come late: ``python -m tests.late FOLDER ...``.

As long as a file "hold-models" lies in the folder, the models are not loaded; as long as "hold-papers" does,
no papers are put into an archive; as long as "hold-read" does, an answer that has come to the stage "read"
stays there, and so with the other stages. Nothing stands in their place: it goes as ever, only later.
"""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn


def main(folder: Path, arguments: list[str]) -> NoReturn:
    """Serve as app.py does."""
    import app
    from index import Archive
    from qa import Assistant

    Assistant.prepare = _after(folder / "hold-models", Assistant.prepare)  # type: ignore[method-assign]
    Archive.add = _after(folder / "hold-papers", Archive.add)  # type: ignore[method-assign]
    Assistant.ask = _by_stages(folder, Assistant.ask)  # type: ignore[method-assign]
    app.run(arguments)


def _after(hold: Path, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def late(*given: Any, **named: Any) -> Any:
        while hold.exists():
            time.sleep(0.1)
        return function(*given, **named)

    return late


def _by_stages(folder: Path, ask: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(ask)
    def late(*given: Any, progress: Callable[[str], None] | None = None, **named: Any) -> Any:
        def told(stage: str) -> None:
            if progress is not None:
                progress(stage)
            while (folder / f"hold-{stage}").exists():
                time.sleep(0.05)

        return ask(*given, progress=told, **named)

    return late


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
