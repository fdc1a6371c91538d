"""What was measured before a run was broken off: one line a question, kept until the run is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]
KEEP = 64


class Journal:
    """A file of finished questions. The next run of the same thing goes on after them."""

    def __init__(self, path: Path) -> None:
        """Read what is there; a line that was cut off in the middle is left out."""
        self.path = path
        self._done: dict[str, Row] = {}
        if path.is_file():
            for line in path.read_text("utf-8").splitlines():
                try:
                    row = json.loads(line)
                    self._done[row["key"]] = row["row"]
                except (ValueError, KeyError, TypeError):
                    continue
            self._rewrite()

    @classmethod
    def of(cls, folder: Path, *parts: object) -> Journal:
        """The journal of one measurement, told from others by everything that its figures depend on."""
        folder.mkdir(parents=True, exist_ok=True)
        key = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
        # Broken-off runs of settings and code that are gone: the newest few may still be wanted.
        old = sorted(folder.glob("*.part"), key=lambda path: path.stat().st_mtime)
        for path in old[:-KEEP]:
            path.unlink(missing_ok=True)
        return cls(folder / f"{key}.part")

    def __len__(self) -> int:
        """How many questions are done."""
        return len(self._done)

    def get(self, key: str) -> Row | None:
        """What was measured of a question, None if it is still to be asked."""
        return self._done.get(key)

    def add(self, key: str, row: Mapping[str, Any]) -> None:
        """Keep a question."""
        self._done[key] = dict(row)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "row": row}, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Throw it away: the run is whole, and the next one measures anew."""
        self.path.unlink(missing_ok=True)

    def _rewrite(self) -> None:
        lines = (json.dumps({"key": key, "row": row}, ensure_ascii=False) for key, row in self._done.items())
        self.path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def fingerprint(folders: Iterable[Path]) -> str:
    """A hash of code, settings and weights in some folders, so that a journal of other code is not gone on.

    Weights are told by size and time of change: reading them all would take longer than a question.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.suffix in (".py", ".json", ".txt", ".jsonl") and path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
            elif path.suffix in (".safetensors", ".bin") and path.is_file():
                facts = path.stat()
                digest.update(f"{path.name}{facts.st_size}{facts.st_mtime_ns}".encode())
    return digest.hexdigest()
