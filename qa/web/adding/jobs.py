"""Keeping papers takes its time: it is done in threads, one after the other, and tells how far it is."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from index.errors import ArchiveLocked, WenbaoError
from index.ingest import Progress
from index.records import AddReport
from qa.web.line import LOOK, Line, Place

_log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The server ends, and the work with it."""


@dataclass(slots=True)
class Job:
    """One keeping: how far it is, and at the end what it did or why it failed.

    Attributes:
        progress: The last that was heard; None before the first.
        began: When the work began, by the monotonic clock; 0.0 before.
        report: What was done; None until all is.
        failure: The key of a phrase that says why nothing more is done; "" as long as all is well.
    """

    progress: Progress | None = None
    began: float = 0.0
    report: AddReport | None = None
    failure: str = ""
    place: Place | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more comes."""
        return self._over.is_set()

    @property
    def failed(self) -> bool:
        """Whether it ended without having done its work."""
        return self.over and bool(self.failure)

    @property
    def ahead(self) -> int:
        """How many keepings must end before this one begins."""
        return self.place.ahead if self.place is not None and not self.began else 0

    @property
    def left(self) -> float | None:
        """Seconds that it will take still, by what it took so far; None where that cannot be told."""
        state = self.progress
        if state is None or not state.done or not state.total:
            return None
        return (time.monotonic() - self.began) * (state.total - state.done) / state.done

    def hear(self, progress: Progress) -> None:
        """Take how far it is; ends the work where the server ends."""
        self.progress = progress
        if self._stop.is_set():
            raise _Stopped

    def wait(self, seconds: float | None = None) -> bool:
        """Return when it is over, or after so many seconds; whether it is over."""
        return self._over.wait(seconds)


class Jobs:
    """Runs keepings in the order in which they came."""

    def __init__(self) -> None:
        """Begin with none."""
        self._line = Line(1)
        self._lock = threading.Lock()
        self._running: list[Job] = []
        self._ended = False

    def start(self, job: Job, work: Callable[[Job], None]) -> None:
        """Run the work in a thread when its turn has come."""
        with self._lock:
            self._running.append(job)
        threading.Thread(target=self._run, args=(job, work), name="keeping", daemon=True).start()

    def stop(self, patience: float = 10.0) -> None:
        """Let what runs end when it is next heard of, and wait for it; what was committed stays."""
        with self._lock:
            self._ended = True
            running = list(self._running)
        for job in running:
            job._stop.set()
        end = time.monotonic() + patience
        for job in running:
            job.wait(max(0.0, end - time.monotonic()))

    def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        try:
            with self._line.stand() as job.place:
                while job.place.ahead and not self._ended:
                    time.sleep(LOOK)
                job.began = time.monotonic()
                if self._ended:
                    raise _Stopped
                work(job)
        except _Stopped:
            job.failure = "stopped"
        except ArchiveLocked:
            job.failure = "locked"
        except WenbaoError as error:
            _log.error("%s", error)
            job.failure = "failed"
        except (OSError, sqlite3.OperationalError) as error:
            _log.error("papers could not be kept: %s", error)
            job.failure = "no_room"
        except Exception:
            # The visitor sees one plain line; the traceback is for whoever runs the server.
            _log.exception("papers could not be kept")
            job.failure = "failed"
        finally:
            with self._lock:
                self._running.remove(job)
            job._over.set()
