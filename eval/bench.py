"""What is measured, with the settings that are tried: an archive, an assistant, and a watch over both."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from eval.journal import Journal, fingerprint
from eval.rows import QuestionRow
from eval.stages import Homes
from eval.watch import Watch, WatchedArchive, WatchedReader
from index.records import Mode
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index import Archive
    from index.embedder import Embedder
    from qa.assistant import Assistant
    from qa.settings import QaSettings

ROOT = Path(__file__).resolve().parent.parent
UNFINISHED = Path("var/eval/unfinished")
WARM_UP = "这份报纸的头条写了什么事？"


@dataclass(frozen=True, slots=True)
class Choice:
    """The settings that may be compared; None leaves one as it is.

    Attributes:
        embedder: A sentence-transformers folder or hub name.
        mode: How passages are searched for.
        weight: Share of the dense score in the hybrid one.
        k: How many passages are read.
        reader: Folder of a reader.
        threshold: Answer when at least this sure.
    """

    embedder: str | None = None
    mode: Mode | None = None
    weight: float | None = None
    k: int | None = None
    reader: Path | None = None
    threshold: float | None = None

    @classmethod
    def of(cls, options: object) -> Choice:
        """Take from parsed options what bears these names."""
        return cls(**{one.name: getattr(options, one.name, None) for one in fields(cls)})

    def named(self) -> dict[str, Any]:
        """What was set, as JSON knows it."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: str(value) if isinstance(value, Path) else value
            for name, value in values.items()
            if value is not None
        }

    def index(self) -> IndexSettings:
        """Settings of archive and search."""
        settings = replace(IndexSettings(), embedder=self.embedder)
        return settings if self.weight is None else replace(settings, dense_weight=self.weight)

    def embedder_of(self) -> Embedder:
        """The embedder that is tried; its weights load when they are first needed."""
        from index.embedder import Embedder

        settings = self.index()
        return Embedder.load(settings.embedder, batch=settings.encode_batch)

    def qa(self) -> QaSettings:
        """Settings of the assistant."""
        from qa.settings import QaSettings

        changed: dict[str, Any] = {
            "reader": self.reader,
            "answer_when_sure": self.threshold,
            "passages": self.k,
        }
        return replace(QaSettings(), **{name: value for name, value in changed.items() if value is not None})


class Bench(AbstractContextManager["Bench"]):
    """An assistant over an archive, watched. Close it, or use it as a context manager."""

    def __init__(
        self,
        archive: Archive,
        choice: Choice,
        *,
        reader: Any = None,  # noqa: ANN401  (a loaded reader, shared by the points of a sweep)
        warm: bool = True,
    ) -> None:
        """Take an open archive and load the reader that is chosen.

        Args:
            archive: Opened with the choice's settings; closed with the bench.
            choice: What is tried.
            reader: A loaded reader in place of the chosen one.
            warm: Ask a question first, so that none that is measured waits for a model to load.
        """
        from qa import Assistant
        from qa.reader import Reader
        from qa.understand import names_of

        self.archive = archive
        self.choice = choice
        self.watch = Watch()
        self.homes = Homes(archive.articles())
        self.names = names_of(archive)
        # As the assistant takes it where it is not told: the day of the newest issue.
        self.today = max((issue.date for issue in archive.issues()), default=datetime.date.today())
        watched = WatchedArchive(archive, self.watch, choice.mode)
        settings = choice.qa()
        inner = Reader.load(settings.reader) if reader is None else reader
        self.assistant: Assistant = Assistant(
            watched,
            settings=settings,
            reader=WatchedReader(inner, self.watch),
        )
        if warm:
            self.assistant.ask(WARM_UP)

    @classmethod
    def open(cls, folder: Path, choice: Choice) -> Bench:
        """Open an archive that is there.

        Raises:
            ArchiveError: There is none, or it was made with another embedder.
        """
        from index import Archive

        archive = Archive.open(folder, create=False, settings=choice.index())
        try:
            return cls(archive, choice)
        except BaseException:
            archive.close()
            raise

    def kind_of(self, row: QuestionRow) -> str:
        """As which kind of question a row is understood, asked of the stage that does it."""
        from qa.understand import understand

        return understand(row.question, row.history, names=self.names, today=self.today).kind

    def journal(self, rows: list[QuestionRow]) -> Journal:
        """Where finished questions are kept: a file for each state of questions, settings, code, papers."""
        articles = [(article.id, article.text, article.headline) for article in self.homes.articles]
        code = fingerprint([ROOT / "qa", ROOT / "index", *sorted((ROOT / "eval").glob("*.py"))])
        reader = fingerprint([self.choice.reader]) if self.choice.reader else ""
        return Journal.of(UNFINISHED, rows, self.choice, articles, code, reader)

    def close(self) -> None:
        """Close the archive."""
        self.archive.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def memory() -> Mapping[str, float]:
    """Megabytes of main memory: what this process holds now and the most it ever held, where that is told."""
    found: dict[str, float] = {}
    try:
        import resource
    except ImportError:  # Windows
        return found
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found["peak_mb"] = peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        found["now_mb"] = pages * resource.getpagesize() / (1 << 20)
    except (OSError, ValueError, IndexError):
        pass
    return found
