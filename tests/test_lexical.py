from __future__ import annotations

import math

import pytest

from index import Archive
from index.lexical import lexical_query, lexical_search
from index.store import Store
from index.terms import terms
from tests.conftest import make_article

FILLER = [make_article(f"f{number}", "别的事情", headline="") for number in range(8)]
EVEN = (1.0, 1.0, 1.0)


def test_bm25_is_what_the_formula_gives(archive: Archive) -> None:
    # Words of letters and digits are one term each, so that lengths and frequencies can be counted by hand.
    archive.add_articles(
        [make_article("a", "u1 u2", headline=""), make_article("b", "u1 u3 u3 u3", headline=""), *FILLER],
        source="s",
    )
    store = Store(archive.path / "archive.sqlite")
    with store.reading() as connection:
        sizes = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        asked = lexical_query(connection, "u3")
        assert asked is not None
        scores = lexical_search(connection, asked, 10, [], EVEN)
    filler = len(terms("别的事情"))
    idf = math.log((sizes - 1 + 0.5) / (1 + 0.5))
    average = (2 + 4 + 8 * filler) / 10
    tf, k1, b = 3, 1.2, 0.75
    expected = idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * 4 / average))
    assert scores == {2: pytest.approx(expected, rel=1e-6)}
    assert asked.attainable == pytest.approx(idf * (k1 + 1))


def test_a_term_of_the_headline_counts_by_its_weight(archive: Archive) -> None:
    archive.add_articles(
        [make_article("a", "无关", headline="彩虹"), make_article("b", "彩虹", headline="无关"), *FILLER],
        source="s",
    )
    hits = archive.search("彩虹", mode="lexical")
    assert [hit.article.id for hit in hits] == ["a", "b"]
    assert hits[0].score > hits[1].score > 0


def test_names_and_columns_are_found(archive: Archive) -> None:
    archive.add_articles(
        [
            make_article("a", "正文", reporters=("裴一铭",)),
            make_article("b", "正文", column="读者来信"),
            *FILLER,
        ],
        source="s",
    )
    assert [hit.article.id for hit in archive.search("裴一铭", mode="lexical")] == ["a"]
    assert [hit.article.id for hit in archive.search("读者来信", mode="lexical")] == ["b"]


def test_passages_outside_the_best_are_scored_when_they_are_named(archive: Archive) -> None:
    archive.add_articles(
        [make_article("a", "彩虹彩虹"), make_article("b", "彩虹和别的事情"), *FILLER], source="s"
    )
    store = Store(archive.path / "archive.sqlite")
    with store.reading() as connection:
        asked = lexical_query(connection, "彩虹")
        assert asked is not None
        every = lexical_search(connection, asked, 10, [], EVEN)
        assert lexical_search(connection, asked, 1, [], EVEN) == {1: every[1]}
        assert lexical_search(connection, asked, 1, [2, 5], EVEN) == every
        assert lexical_search(connection, asked, 10, [1], EVEN, allowed=[2, 5]) == {2: every[2]}


def test_marks_and_words_of_fts5_are_harmless(archive: Archive) -> None:
    archive.add_articles([make_article("a", '增长6.4%，"AND" OR (NOT) near*'), *FILLER], source="s")
    for query in ("6.4%", '"', "AND", "NOT (", "near*", "a:b", "-", "'; DROP TABLE articles"):
        archive.search(query, mode="lexical")
    assert archive.search("6.4%", mode="lexical")[0].article.id == "a"


def test_a_question_without_terms_finds_nothing(archive: Archive) -> None:
    archive.add_articles([make_article("a", "正文")], source="s")
    assert archive.search("？", mode="lexical") == []


def test_in_an_archive_of_one_article_words_still_find(archive: Archive) -> None:
    archive.add_articles([make_article("a", "彩虹")], source="s")
    assert [hit.article.id for hit in archive.search("彩虹", mode="lexical")] == ["a"]
