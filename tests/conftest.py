"""What several test modules need: an embedder with fixed vectors, articles, an archive, the data folder."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index import Archive, Article
from tests.browser import Visit, chromium, visits
from tests.serving import ready, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLE = Path(__file__).parent.parent / "index" / "sample"
DAY = datetime.date(2031, 5, 1)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what runs in its background deaf to Ctrl-C, and children inherit that: here they hear it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

if "PYTEST_XDIST_WORKER" in os.environ:
    # Test processes side by side have a core each; read when torch is imported, also by what they start.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


class StubEmbedder:
    """Fixed vectors: a text that names a known word points along that word's axis, all others elsewhere.

    ``seen`` counts what was embedded, so that a test can say that nothing was.
    """

    WORDS = ("桥梁", "球赛", "天气", "教育")

    def __init__(self, fingerprint: str = "stub-1") -> None:
        self.fingerprint = fingerprint
        self.name = "the stub"
        self.seen: list[str] = []

    def vector(self, text: str) -> np.ndarray:
        vector = np.zeros(8, np.float32)
        for axis, word in enumerate(self.WORDS):
            vector[axis] = text.count(word)
        if not vector.any():
            vector[4 + hashlib.md5(text.encode()).digest()[0] % 4] = 1.0
        return vector / np.linalg.norm(vector)

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.vector(text) for text in texts])

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> np.ndarray:
        self.seen.extend(texts)
        if progress is not None:
            progress(len(texts))
        return np.stack([self.vector(text) for text in texts])


def make_article(id: str, text: str, **fields: object) -> Article:  # noqa: A002
    values: dict[str, object] = {"newspaper": "试报", "date": DAY, "headline": f"标题{id}"}
    return Article(id=id, text=text, **(values | fields))  # type: ignore[arg-type]


@pytest.fixture
def embedder() -> StubEmbedder:
    return StubEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: StubEmbedder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample editions as the shipped model embeds them, made once: copy it, or only read from it."""
    path = tmp_path_factory.mktemp("sample") / "archive"
    with Archive.open(path) as made:
        made.add([SAMPLE])
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample_archive: Path) -> Path:
    """A folder of a module's own for a server, with the sample editions in it."""
    made = tmp_path_factory.mktemp("server")
    shutil.copytree(sample_archive, made / "var" / "sample")
    return made


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server over the sample editions, started once in an empty folder; or that of WENBAO_PAGE."""
    if running := os.environ.get("WENBAO_PAGE"):
        yield running
        return
    with served(tmp_path_factory.mktemp("server")) as address:
        ready(address)
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it is open no test can run an event loop of its own."""
    with chromium() as one:
        yield one


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    with visits(browser, server) as opened:
        yield opened


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with the public question sets, which are not part of the project."""
    folder = os.environ.get("WENBAO_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("set WENBAO_DATA to the folder with the question sets (cmrc2018_*.jsonl.gz and others)")
    return Path(folder)


@pytest.fixture(scope="session")
def real_page(data: Path) -> Path:
    page = data.parent / "newspaper" / "pinghu-2025-08-04.txt"
    if not page.is_file():
        pytest.skip(f"{page.name} is not beside the data folder")
    return page
