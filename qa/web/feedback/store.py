"""Opinions of answers as JSON lines in the archive's folder: one a line, appended whole or not at all."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import ArchiveError
from index.records import Problem

FILE = "feedback.jsonl"
LARGEST = 64 * 1024 * 1024  # bytes that the file may grow to
_LOCK = "feedback.lock"
_PATIENCE = 5.0  # seconds to wait for another process that appends

_here = threading.Lock()


def append(folder: Path, row: Mapping[str, Any]) -> None:
    """Write one opinion at the end of the file.

    The line goes out in one write, under a lock that other processes heed, and is on the disk when this
    returns. What a crash left without its end does not spoil the line after it.

    Args:
        folder: The archive's.
        row: Anything JSON can hold.

    Raises:
        ArchiveError: It cannot be written, or the file has grown too large.
    """
    import filelock

    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    path = folder / FILE
    try:
        with _here, filelock.FileLock(folder / _LOCK, timeout=_PATIENCE), path.open("a+b") as file:
            size = file.seek(0, os.SEEK_END)
            if size + len(line) > LARGEST:
                raise ArchiveError(
                    f"{path}: has grown to {size >> 20} MB; move it away after `python -m eval feedback`"
                )
            if size:
                file.seek(size - 1)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, filelock.Timeout) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArchiveError(f"{path}: cannot be written to ({reason})") from error


def read(path: Path) -> Iterator[dict[str, Any] | Problem]:
    """Opinions in the order in which they came; a `Problem` for each line that is none.

    Raises:
        ArchiveError: The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError:
                    yield Problem(str(path), number, "not JSON; the line was broken off or changed")
                    continue
                if isinstance(row, dict):
                    yield row
                else:
                    yield Problem(str(path), number, "not an opinion; one JSON object a line is read")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from error
