"""The dense index: a FAISS file derived from SQLite, which answers every dense search.

``IDMap2,Flat`` with inner product: exact, with removal, and with filters that are exact too. The file counts
only as long as the manifest beside it names SQLite's generation and its own checksum; otherwise the index is
built from SQLite, in memory by a reader and on disk by the writer.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.store import get_meta

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "vectors.faiss"
MANIFEST = "manifest.json"
_ROWS = 8192


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``manifest.json`` says of the FAISS file beside it."""

    format: int
    generation: int
    passages: int
    removals: int
    embedder: str
    crc32: int

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest, or None where there is none that can be read."""
        try:
            return cls(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


class VectorIndex:
    """The vectors of one archive in FAISS, kept in step with SQLite; threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Use the file of this archive; nothing is read before the first search."""
        self._folder = folder
        self._lock = threading.Lock()
        self._index: Any = None
        self._generation = -1
        self._removals = -1
        self._last = 0

    def search(
        self,
        connection: sqlite3.Connection,
        queries: NDArray[np.float32],
        k: int,
        allowed: NDArray[np.int64] | None = None,
    ) -> list[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """The ``k`` passages nearest to each query, best first.

        Args:
            connection: The view of SQLite that the answer has to fit.
            queries: Unit vectors, (n, d).
            k: How many at most.
            allowed: Sequence numbers of the passages that may be found; None for all.

        Returns:
            For each query the passages' numbers and their cosines.
        """
        import faiss
        import numpy as np

        with self._lock:
            index = self._in_step(connection)
            if index is None or (allowed is not None and not len(allowed)):
                empty = np.zeros(0, np.int64), np.zeros(0, np.float32)
                return [empty for _ in queries]
            k = min(k, index.ntotal)
            parameters: Any = None
            if allowed is not None:
                # Filtered before the search: with HNSW or IVF a selective filter finds nothing. One bit a
                # passage is as exact as a set of numbers, and faster where half of all are let through.
                marks = np.zeros(int(allowed.max()) + 1, np.bool_)
                marks[allowed] = True
                bits = np.packbits(marks, bitorder="little")
                make: Any = faiss
                parameters = make.SearchParameters(sel=make.IDSelectorBitmap(bits))
            with _threads(1 if len(queries) == 1 else faiss.omp_get_max_threads()):
                scores, ids = index.search(queries, k, params=parameters)
        return [(row[row >= 0], score[row >= 0]) for row, score in zip(ids, scores, strict=True)]

    def cosines(
        self, connection: sqlite3.Connection, query: NDArray[np.float32], passages: Sequence[int]
    ) -> NDArray[np.float32]:
        """The cosine of one query and each of these passages, for those the dense search did not bring."""
        import numpy as np

        if not passages:
            return np.zeros(0, np.float32)
        with self._lock:
            index = self._in_step(connection)
            vectors = index.reconstruct_batch(np.asarray(passages, np.int64))
        return np.asarray(vectors @ query, np.float32)

    def ids(self, connection: sqlite3.Connection) -> NDArray[np.int64]:
        """Sequence numbers of the passages FAISS holds."""
        import faiss
        import numpy as np

        with self._lock:
            index = self._in_step(connection)
            return np.zeros(0, np.int64) if index is None else faiss.vector_to_array(index.id_map)

    def same(self, passage: int, vector: NDArray[np.float32]) -> bool:
        """Whether FAISS holds exactly this vector for a passage; call `ids` first."""
        with self._lock:
            try:
                held = self._index.reconstruct(passage)
            except RuntimeError:
                return False
        return bool((held == vector).all())

    def save(self, connection: sqlite3.Connection) -> None:
        """Write file and manifest beside their names and rename them; only the writer calls this."""
        import faiss

        with self._lock:
            index = self._in_step(connection)
            meta = get_meta(connection)
            manifest = Manifest.read(self._folder)
            standing = self._folder / FILE
            if manifest and manifest.generation == self._generation and _crc32(standing) == manifest.crc32:
                return
            if index is None:
                standing.unlink(missing_ok=True)
                (self._folder / MANIFEST).unlink(missing_ok=True)
                return
            made = self._folder / f"{FILE}.new-{os.getpid()}"
            faiss.write_index(index, str(made))
            manifest = Manifest(
                format=int(meta["format"]),
                generation=self._generation,
                passages=index.ntotal,
                removals=self._removals,
                embedder=meta.get("embedder", ""),
                crc32=_crc32(made) or 0,
            )
            text = json.dumps(asdict(manifest), indent=2)
            beside = self._folder / f"{MANIFEST}.new-{os.getpid()}"
            beside.write_text(text + "\n", encoding="utf-8")
            _to_disk(made)
            os.replace(made, standing)
            os.replace(beside, self._folder / MANIFEST)

    def _in_step(self, connection: sqlite3.Connection) -> Any:  # noqa: ANN401 - faiss has no types
        """The index as SQLite's view has it; None while there are no passages."""
        meta = get_meta(connection)
        generation, removals = int(meta["generation"]), int(meta["removals"])
        if generation == self._generation:
            return self._index
        if self._index is None or generation < self._generation:
            self._read_file(generation)
        if self._index is not None and self._generation != generation:
            self._catch_up(connection, removals)
        if self._index is None:
            self._index = _built(connection, after=0)
        self._generation, self._removals = generation, removals
        row = connection.execute("SELECT max(passage) FROM vectors").fetchone()
        self._last = row[0] or 0
        if self._index is not None and self._index.ntotal != int(meta["passages"]):
            self._index = _built(connection, after=0)  # whatever happened, SQLite is right
        return self._index

    def _read_file(self, generation: int) -> None:
        """Take the file where it is whole; what changed since it was made is caught up with."""
        import faiss

        self._index = None
        manifest = Manifest.read(self._folder)
        path = self._folder / FILE
        if manifest is None or manifest.generation > generation or _crc32(path) != manifest.crc32:
            return
        try:
            index: Any = faiss.read_index(str(path))
        except RuntimeError:
            return
        ids = faiss.vector_to_array(index.id_map)
        self._index, self._generation, self._removals = index, manifest.generation, manifest.removals
        self._last = int(ids.max()) if len(ids) else 0

    def _catch_up(self, connection: sqlite3.Connection, removals: int) -> None:
        """Add what is new since the index was made, take out what has gone."""
        import faiss
        import numpy as np

        if removals != self._removals:
            standing = np.array(
                [row[0] for row in connection.execute("SELECT passage FROM vectors")], np.int64
            )
            held = faiss.vector_to_array(self._index.id_map)
            gone = np.setdiff1d(held, standing)
            if len(gone) > len(held) // 2:
                self._index = None
                return
            if len(gone):
                self._index.remove_ids(faiss.IDSelectorBatch(gone))
        fresh = _built(connection, after=self._last)
        if fresh is not None:
            ids = faiss.vector_to_array(fresh.id_map)
            self._index.add_with_ids(fresh.index.reconstruct_n(0, fresh.ntotal), ids)


def _built(connection: sqlite3.Connection, after: int) -> Any:  # noqa: ANN401
    """An index of the passages numbered above ``after``; None where there are none."""
    import faiss
    import numpy as np

    cursor = connection.execute(
        "SELECT passage, vector FROM vectors WHERE passage > ? ORDER BY passage", (after,)
    )
    index: Any = None
    while rows := cursor.fetchmany(_ROWS):
        vectors = np.frombuffer(b"".join(row[1] for row in rows), np.float16).reshape(len(rows), -1)
        if index is None:
            index = faiss.index_factory(vectors.shape[1], "IDMap2,Flat", faiss.METRIC_INNER_PRODUCT)
        index.add_with_ids(vectors.astype(np.float32), np.array([row[0] for row in rows], np.int64))
    return index


@contextlib.contextmanager
def _threads(count: int) -> Iterator[None]:
    """FAISS on so many threads.

    One query over 13,000 vectors takes half a millisecond; shared between threads it waits for the slowest
    of them at a barrier, 24 ms where another process keeps a core busy.
    """
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _crc32(path: Path) -> int | None:
    """Checksum of a file, None where it cannot be read."""
    value = 0
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                value = zlib.crc32(block, value)
    except OSError:
        return None
    return value


def _to_disk(path: Path) -> None:
    """Have the system write the file out before its name is given to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
