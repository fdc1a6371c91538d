"""The sample editions are shown until there are papers of one's own; the two never lie in one archive."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from index import Archive
from index.errors import ArchiveError
from index.store import FILE


class Showing:
    """Stands for an archive: the sample, and from the first paper of one's own on the own one.

    Whoever holds it asks it as he would ask an `Archive`.
    """

    def __init__(self, sample: Archive, path: Path) -> None:
        """Take the sample, and where the own archive will be made."""
        self._sample = sample
        self._path = path
        self._lock = threading.Lock()
        self._now = sample
        self._own: Archive | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever an archive has
        """What the archive has that is shown now."""
        return getattr(self._now, name)

    @property
    def of_sample(self) -> bool:
        """Whether it still is the sample that is shown."""
        return self._now is self._sample

    @contextmanager
    def own(self, *, make: bool) -> Iterator[Archive | None]:
        """The archive of one's own, None where there is none yet.

        Args:
            make: Make it where there is none, and show it from the end of the block on if it holds something.
        """
        with self._lock:
            if self._own is None and (make or (self._path / FILE).is_file()):
                self._own = Archive.open(self._path, embedder=self._sample.embedder)
        yield self._own
        if make and self._own is not None and self._own.counts()["articles"]:
            self._now = self._own

    def close(self) -> None:
        """Close both."""
        self._sample.close()
        if self._own is not None:
            self._own.close()


@contextmanager
def own(archive: Archive, *, make: bool = False) -> Iterator[Archive | None]:
    """The archive that papers go into: the one that is served, or in place of the sample one's own.

    Args:
        archive: Which is served.
        make: Make it where there is none yet; else that is None.
    """
    if isinstance(archive, Showing):
        with archive.own(make=make) as one:
            yield one
    else:
        yield archive


def for_uploads(archive: Archive, sample: Path, default: Path, *, named: bool) -> Archive:
    """The archive that is served where papers may be added.

    Args:
        archive: Which was opened.
        sample: Where the sample editions lie.
        default: Where the user's own archive is made.
        named: The archive was asked for by name.

    Returns:
        The archive itself; where it is the sample, one that shows it until papers of one's own are there.

    Raises:
        ArchiveError: The sample was asked for by name.
    """
    if archive.path.resolve() != sample.resolve():
        return archive
    if named or default.resolve() == sample.resolve():
        raise ArchiveError(
            f"{archive.path}: these are the sample editions, which never mix with papers of your own; "
            "start --allow-uploads without --archive, or name another directory"
        )
    return cast(Archive, Showing(archive, default))
