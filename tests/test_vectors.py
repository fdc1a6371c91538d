from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from index import Archive
from index.store import Store
from index.vectors import FILE, MANIFEST, Manifest, VectorIndex
from tests.conftest import StubEmbedder, make_article


def parts(archive: Archive) -> tuple[Store, VectorIndex]:
    return Store(archive.path / "archive.sqlite"), VectorIndex(archive.path)


def nearest(archive: Archive, word: str, k: int = 10, allowed: list[int] | None = None) -> list[int]:
    store, vectors = parts(archive)
    query = StubEmbedder().encode_queries([word])
    only = None if allowed is None else np.array(allowed, np.int64)
    with store.reading() as connection:
        return list(vectors.search(connection, query, k, only)[0][0])


def test_the_nearest_comes_first_and_filters_are_exact(archive: Archive) -> None:
    archive.add_articles(
        [make_article("a", "球赛"), make_article("b", "桥梁"), make_article("c", "球赛桥梁")], source="s"
    )
    assert nearest(archive, "桥梁") == [2, 3, 1]
    assert nearest(archive, "桥梁", k=1, allowed=[1, 3]) == [3]
    assert nearest(archive, "桥梁", allowed=[1]) == [1]
    assert nearest(archive, "桥梁", allowed=[]) == []


def test_the_manifest_names_the_generation_that_the_file_was_made_from(archive: Archive) -> None:
    archive.add_articles([make_article("a", "球赛")], source="s")
    manifest = Manifest.read(archive.path)
    assert manifest is not None
    assert (manifest.passages, manifest.embedder) == (1, "stub-1")
    store, _ = parts(archive)
    with store.reading() as connection:
        generation = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0]
    assert manifest.generation == int(generation)
    assert not list(archive.path.glob("*.new-*"))


def test_a_missing_file_is_made_up_for_from_sqlite(archive: Archive) -> None:
    archive.add_articles([make_article("a", "球赛"), make_article("b", "桥梁")], source="s")
    (archive.path / FILE).unlink()
    assert nearest(archive, "桥梁", k=1) == [2]


def test_a_damaged_file_is_not_believed(archive: Archive) -> None:
    archive.add_articles([make_article("a", "球赛"), make_article("b", "桥梁")], source="s")
    path = archive.path / FILE
    whole = path.read_bytes()
    first, second = (StubEmbedder().vector(text).tobytes() for text in ("球赛", "桥梁"))
    assert first + second in whole
    path.write_bytes(whole.replace(first + second, second + first))  # a file that can be read, and is wrong
    assert nearest(archive, "桥梁", k=1) == [2]
    content = bytearray(whole)
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)
    assert nearest(archive, "桥梁", k=1) == [2]
    path.write_bytes(content[:30])
    assert nearest(archive, "桥梁", k=1) == [2]


def test_a_file_and_manifest_of_another_state_are_not_believed(archive: Archive) -> None:
    archive.add_articles([make_article("a", "球赛"), make_article("b", "桥梁")], source="s")
    old = (archive.path / FILE).read_bytes(), (archive.path / MANIFEST).read_bytes()
    archive.add_articles([make_article("c", "天气"), make_article("b", "桥梁")], source="s")
    (archive.path / FILE).write_bytes(old[0])
    (archive.path / MANIFEST).write_bytes(old[1])
    assert sorted(nearest(archive, "天气")) == [2, 3]
    assert nearest(archive, "天气", k=1) == [3]
    later = json.loads(old[1]) | {"generation": 999}
    (archive.path / MANIFEST).write_text(json.dumps(later))
    assert sorted(nearest(archive, "天气")) == [2, 3]


def test_a_reader_notices_what_a_writer_adds_and_removes(
    archive: Archive, tmp_path: Path, embedder: StubEmbedder
) -> None:
    archive.add_articles([make_article("a", "球赛"), make_article("b", "桥梁")], source="s")
    with Archive.open(tmp_path / "archive", create=False, embedder=StubEmbedder()) as reader:
        assert [hit.article.id for hit in reader.search("天气", mode="dense")] == ["a", "b"]
        archive.add_articles([make_article("c", "天气")], source="t")
        assert reader.search("天气", k=1, mode="dense")[0].article.id == "c"
        archive.remove(article="c")
        assert {hit.article.id for hit in reader.search("天气", mode="dense")} == {"a", "b"}


def test_an_empty_archive_finds_nothing_and_leaves_no_file(archive: Archive) -> None:
    assert archive.search("球赛") == []
    archive.add_articles([make_article("a", "球赛")], source="s")
    archive.remove(article="a")
    assert archive.search("球赛") == []
    assert archive.verify() == []
