"""Every error that Wenbao raises on purpose.

One base class, so that an entry point can catch them all, print one line and exit with status 1.
A message names the file (and the line where there is one) and says what to do next.
"""


class WenbaoError(Exception):
    """Something went wrong that the caller can understand and mend."""


class SourceError(WenbaoError):
    """A source file cannot be read as a page or as rows.

    Attributes:
        source: The path as it was given.
        line: The line, counted from 1, or None where the fault has no place.
    """

    def __init__(self, source: str, line: int | None, message: str) -> None:
        """Compose ``source:line: message``."""
        place = source if line is None else f"{source}:{line}"
        super().__init__(f"{place}: {message}")
        self.source = source
        self.line = line
        self.reason = message


class ArchiveError(WenbaoError):
    """The archive is missing, damaged, or made by something that does not fit this version."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""


class ModelError(WenbaoError):
    """A model cannot be loaded from the name or path that the settings give."""


class QueryError(WenbaoError):
    """A search or a question was asked in a way that has no meaning (k below 1, an unknown mode...)."""
