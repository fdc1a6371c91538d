from __future__ import annotations

import dataclasses
import datetime
import sqlite3
import threading
from pathlib import Path

import pytest

from index import Archive, ArchiveError, ArchiveLocked, IndexSettings, QueryError
from index.opening import locked
from index.records import Issue
from tests.conftest import DAY, StubEmbedder, make_article

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def paper(archive: Archive) -> Archive:
    archive.add_articles(
        [
            make_article("b1", "桥梁通车。", page="01", order=0, column="要闻", reporters=("张三", "李四")),
            make_article("b2", "球赛开赛。", page="1", order=1, kind="photo", photographers=("王五",)),
            make_article("b3", "天气转晴。", page="A2", order=0, newspaper="另报"),
            make_article("b4", "球赛结束。", page="2", order=0, date=NEXT, correspondents=("张三",)),
        ],
        source="s",
    )
    return archive


def found(archive: Archive, query: str = "球赛", **filters: object) -> set[str]:
    return {hit.article.id for hit in archive.search(query, **filters)}  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["hybrid", "dense"])
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"b1", "b2", "b3", "b4"}),
        ({"date": DAY}, {"b1", "b2", "b3"}),
        ({"since": NEXT}, {"b4"}),
        ({"until": DAY}, {"b1", "b2", "b3"}),
        ({"since": DAY, "until": NEXT}, {"b1", "b2", "b3", "b4"}),
        ({"newspaper": "另报"}, {"b3"}),
        ({"newspaper": "另"}, set()),
        ({"page": "1"}, {"b1", "b2"}),
        ({"page": "第01版"}, {"b1", "b2"}),
        ({"page": "A02"}, {"b3"}),
        ({"column": "要闻"}, {"b1"}),
        ({"byline": "张三"}, {"b1", "b4"}),
        ({"byline": "王五"}, {"b2"}),
        ({"byline": "张"}, set()),
        ({"kind": "photo"}, {"b2"}),
        ({"byline": "张三", "date": NEXT}, {"b4"}),
    ],
)
def test_filters_are_exact_in_search_and_in_lists(
    paper: Archive, mode: str, filters: dict[str, object], expected: set[str]
) -> None:
    assert found(paper, mode=mode, **filters) == expected
    assert {article.id for article in paper.articles(**filters)} == expected  # type: ignore[arg-type]


def test_filters_hold_in_lexical_search(paper: Archive) -> None:
    assert found(paper, mode="lexical") == {"b2", "b4"}
    assert found(paper, mode="lexical", date=NEXT) == {"b4"}


def test_a_filter_does_not_change_the_score_of_a_passage(paper: Archive) -> None:
    every = {hit.article.id: hit.score for hit in paper.search("球赛")}
    assert {hit.article.id: hit.score for hit in paper.search("球赛", kind="photo")} == {"b2": every["b2"]}
    assert all(0 <= score <= 1 for score in every.values())


def test_the_best_comes_first_and_k_is_kept(paper: Archive) -> None:
    hits = paper.search("桥梁", k=2)
    assert hits[0].article.id == "b1"
    assert len(hits) == 2
    assert hits[0].score > hits[1].score
    assert hits[0].article.text[hits[0].passage.start : hits[0].passage.end] == hits[0].passage.text


def test_the_hybrid_score_is_that_of_both_searches(paper: Archive) -> None:
    settings = paper.settings
    dense = {hit.article.id: hit.score for hit in paper.search("球赛开赛", mode="dense")}
    lexical = {hit.article.id: hit.score for hit in paper.search("球赛开赛", mode="lexical")}
    hybrid = {hit.article.id: hit.score for hit in paper.search("球赛开赛")}
    weight = settings.dense_weight
    assert hybrid == {
        name: pytest.approx(weight * score + (1 - weight) * lexical.get(name, 0.0))
        for name, score in dense.items()
    }


def test_what_only_one_search_found_is_scored_by_both(tmp_path: Path, embedder: StubEmbedder) -> None:
    settings = IndexSettings(candidates=1, dense_weight=0.3)
    with Archive.open(tmp_path / "narrow", embedder=embedder, settings=settings) as narrow:
        # Dense brings m alone and lexical w alone, whose cosine is 2 / sqrt(5).
        articles = [
            make_article("m", "球赛"),
            make_article("w", "球赛球赛桥梁与汉字词"),
            make_article("n", "天气"),
        ]
        narrow.add_articles(articles, source="s")
        best = narrow.search("球赛 汉字词", k=1)[0]
        lexical = {hit.article.id: hit.score for hit in narrow.search("球赛 汉字词", mode="lexical")}
    assert best.article.id == "w"
    dense = (2 / 5**0.5 - settings.dense_floor) / (settings.dense_ceiling - settings.dense_floor)
    weight = settings.dense_weight
    assert best.score == pytest.approx(weight * dense + (1 - weight) * lexical["w"], abs=1e-3)


def test_many_questions_at_once_are_answered_as_one_by_one(paper: Archive) -> None:
    queries = ["球赛", "桥梁", "天气"]
    together = paper.search_many(queries, k=3)
    assert together == [paper.search(query, k=3) for query in queries]
    assert paper.search_many([]) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda a: a.search(""), "empty"),
        (lambda a: a.search(" 　\n"), "empty"),
        (lambda a: a.search_many(["好", ""]), "2 of 2"),
        (lambda a: a.search("好", k=0), "k=0"),
        (lambda a: a.search("好", k=True), "k=True"),
        (lambda a: a.search("好", mode="fuzzy"), "hybrid"),
        (lambda a: a.search("好", kind="x"), "kind"),
        (lambda a: a.search("好", since=NEXT, until=DAY), "after"),
        (lambda a: a.search_many("好"), "list"),
        (lambda a: a.articles(kind="x"), "kind"),
        (lambda a: a.remove(), "either"),
        (lambda a: a.remove(issue=DAY, article="x"), "either"),
        (lambda a: a.remove(issue="试报"), "newspaper/"),
    ],
)
def test_questions_without_meaning_are_refused(paper: Archive, call: object, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        call(paper)  # type: ignore[operator]


def test_articles_come_in_the_paper_s_order(archive: Archive) -> None:
    archive.add_articles(
        [
            make_article("later", "文", date=NEXT),
            make_article("ten", "文", page="10"),
            make_article("second", "文", page="2", order=5),
            make_article("first", "文", page="02", order=4),
        ],
        source="s",
    )
    assert [article.id for article in archive.articles()] == ["first", "second", "ten", "later"]


def test_an_article_comes_back_as_it_went_in(archive: Archive) -> None:
    article = make_article(
        "x",
        "第一段。\n第二段“引文”。",
        kind="commentary",
        issue_number=5723,
        page="A02",
        page_name="要闻",
        column="栏目",
        kicker="引题",
        deck="副题一\n副题二",
        reporters=("甲", "乙"),
        correspondents=("丙",),
        photographers=("丁",),
        byline="■记者 甲 乙",
        source="page.txt",
        page_inferred=True,
        order=3,
    )
    archive.add_articles([article], source="s")
    assert archive.article("x") == article
    assert archive.article("none") is None
    assert archive.search("引文")[0].article == article


def test_an_article_without_a_body_is_found_by_its_headline(archive: Archive) -> None:
    archive.add_articles(
        [make_article("e", "", headline="桥梁图片"), make_article("o", "天气", headline="别的")], source="s"
    )
    hit = archive.search("桥梁图片")[0]
    assert hit.article.id == "e"
    assert (hit.passage.start, hit.passage.end, hit.passage.text) == (0, 0, "")
    assert archive.search("桥梁图片", mode="lexical")[0].article.id == "e"
    assert archive.verify() == []


def test_headline_and_date_are_embedded_but_not_quoted(archive: Archive, embedder: StubEmbedder) -> None:
    archive.add_articles([make_article("x", "正文。", headline="兩行\n標題")], source="s")
    assert embedder.seen == ["两行 标题 2031年5月1日\n正文。"]
    assert archive.search("正文")[0].passage.text == "正文。"


def test_characters_that_are_none_do_no_harm(archive: Archive) -> None:
    broken, whole = make_article("half", "桥\ud800梁"), make_article("nul", "桥\x00梁球赛")
    report = archive.add_articles([broken, whole], source="s")
    assert (report.articles, len(report.problems)) == (1, 1)
    assert "surrogate" in report.problems[0].message
    assert archive.verify() == []
    assert archive.search("\ud800球赛")[0].article == whole


def test_a_question_as_long_as_an_article_is_answered(archive: Archive) -> None:
    text = "".join(f"第{number}座桥梁通车。" for number in range(800))
    archive.add_articles([make_article("long", text), make_article("other", "天气")], source="s")
    assert archive.search(text, k=1)[0].article.id == "long"


def test_issues_carry_the_masthead_and_what_is_there(archive: Archive) -> None:
    masthead = Issue("试报", DAY, 5723, "星期四", "三月廿一", ("甲社", "乙社"))
    archive.add_articles(
        [masthead, make_article("a", "文", page="2"), make_article("b", "文", page="1")], source="s"
    )
    archive.add_articles([make_article("c", "文", page="3")], source="t")  # rows know nothing of it
    assert archive.issues() == [dataclasses.replace(masthead, pages=("1", "2", "3"), articles=3)]


@pytest.mark.parametrize("issue", [("试报", DAY), "试报/2031-05-01"])
def test_an_issue_is_removed(paper: Archive, issue: object) -> None:
    assert paper.remove(issue=issue) == 2  # type: ignore[arg-type]
    assert found(paper) == {"b3", "b4"}
    assert [(one.newspaper, one.date) for one in paper.issues()] == [("另报", DAY), ("试报", NEXT)]
    assert found(paper, mode="lexical") == {"b4"}
    assert paper.verify() == []


def test_a_day_and_an_article_are_removed(paper: Archive) -> None:
    assert paper.remove(article="b4") == 1
    assert paper.remove(article="b4") == 0
    assert paper.remove(issue=DAY) == 3
    assert paper.issues() == []


def test_reading_what_is_not_there_refuses_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="python -m index add"):
        Archive.open(tmp_path / "none", create=False)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArchiveError, match="no archive here"):
        Archive.open(tmp_path / "empty", create=False)


def test_a_file_is_no_archive(tmp_path: Path, embedder: StubEmbedder) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="this is a file"):
        Archive.open(tmp_path / "file", embedder=embedder)
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir" / "archive.sqlite").write_text("this is no database at all, but long enough " * 40)
    with pytest.raises(ArchiveError, match="dir"):
        Archive.open(tmp_path / "dir", embedder=embedder)
    (tmp_path / "other").mkdir()
    sqlite3.connect(tmp_path / "other" / "archive.sqlite").execute("CREATE TABLE x (y)")
    for check in (True, False):
        with pytest.raises(ArchiveError, match="not an archive of Wenbao"):
            Archive.open(tmp_path / "other", embedder=embedder, check=check)


def test_another_embedder_is_refused_until_all_is_embedded_anew(paper: Archive) -> None:
    folder = paper.path
    paper.close()
    other = StubEmbedder("stub-2")
    with pytest.raises(ArchiveError, match="python -m index reembed"):
        Archive.open(folder, embedder=other)
    with Archive.open(folder, embedder=other, check=False) as archive:
        before = list(archive.articles())
        assert archive.reembed() == 4
        assert len(other.seen) == 4
        assert archive.verify() == []
        assert list(archive.articles()) == before
    with Archive.open(folder, embedder=other, create=False) as archive:
        assert found(archive, k=1) == {"b2"} or found(archive, k=1) == {"b4"}


def test_an_empty_archive_takes_the_embedder_that_comes_first(tmp_path: Path) -> None:
    Archive.open(tmp_path / "x", embedder=StubEmbedder("stub-1")).close()
    with Archive.open(tmp_path / "x", embedder=StubEmbedder("stub-2")) as opened:
        opened.add_articles([make_article("a", "桥梁")], source="s")
    Archive.open(tmp_path / "x", embedder=StubEmbedder("stub-2")).close()
    with pytest.raises(ArchiveError, match="reembed"):
        Archive.open(tmp_path / "x", embedder=StubEmbedder("stub-1"))
    with (
        Archive.open(tmp_path / "x", embedder=StubEmbedder("stub-1"), check=False) as opened,
        pytest.raises(ArchiveError, match="reembed"),
    ):
        opened.add_articles([make_article("b", "桥梁")], source="s")


def test_reembedding_goes_on_where_it_was_stopped(archive: Archive) -> None:
    archive.add_articles([make_article(f"a{n}", f"球赛第{n}场") for n in range(100)], source="s")
    folder = archive.path
    archive.close()

    class Tired(StubEmbedder):
        def encode_passages(self, texts, progress=None):  # noqa: ANN001, ANN202
            if len(self.seen) >= 40:
                raise KeyboardInterrupt
            return super().encode_passages(texts, progress)

    with (
        Archive.open(folder, embedder=Tired("stub-2"), check=False) as opened,
        pytest.raises(KeyboardInterrupt),
    ):
        opened.reembed()
    with Archive.open(folder, embedder=StubEmbedder("stub-1")) as opened:  # answers as before
        assert opened.verify() == []
    rested = StubEmbedder("stub-2")
    with Archive.open(folder, embedder=rested, check=False) as opened:
        opened.reembed()
        assert len(rested.seen) == 60
        assert opened.verify() == []


def test_another_dictionary_and_another_format_are_refused(paper: Archive) -> None:
    folder = paper.path
    paper.close()
    database = sqlite3.connect(folder / "archive.sqlite")
    with database:
        database.execute("UPDATE meta SET value = 'other' WHERE key = 'dictionary'")
    with pytest.raises(ArchiveError, match="dictionary"):
        Archive.open(folder, embedder=StubEmbedder())
    with database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(ArchiveError, match="format 99"):
        Archive.open(folder, embedder=StubEmbedder())
    database.close()


def test_a_second_writer_is_told_at_once_and_readers_go_on(paper: Archive) -> None:
    with locked(paper.path):
        with pytest.raises(ArchiveLocked, match="another process"):
            paper.add_articles([make_article("n", "文")], source="t")
        assert found(paper, k=1)
    paper.add_articles([make_article("n", "文")], source="t")


def test_many_threads_make_one_archive(tmp_path: Path) -> None:
    made: list[Archive] = []

    def make() -> None:
        made.append(Archive.open(tmp_path / "new", embedder=StubEmbedder()))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    made[0].add_articles([make_article("a", "桥梁")], source="s")
    assert all(archive.counts()["articles"] == 1 for archive in made)
    for archive in made:
        archive.close()


def test_a_closed_archive_says_so(paper: Archive) -> None:
    paper.close()
    with pytest.raises(ArchiveError, match="closed"):
        paper.search("球赛")


def test_threads_search_while_one_writes(paper: Archive) -> None:
    wrong: list[BaseException | str] = []
    stop = threading.Event()

    def search() -> None:
        try:
            while not stop.is_set():
                for hit in paper.search("球赛桥梁", k=20):
                    if hit.article.text[hit.passage.start : hit.passage.end] != hit.passage.text:
                        wrong.append("an offset is off")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(15):
        paper.add_articles(
            [make_article(f"t{n}", f"球赛{turn}。") for n in range(turn % 4 + 1)], source="turning"
        )
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert paper.verify() == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ('UPDATE passages SET "end" = 999 WHERE seq = 1', "does not fit"),
        ("DELETE FROM vectors WHERE passage = 2", "vectors"),
        ("DELETE FROM names; DELETE FROM passages WHERE seq = 3", "passages"),
        ("UPDATE vectors SET vector = zeroblob(16) WHERE passage = 1", "length 1"),
        ("DELETE FROM articles WHERE id = 'b1'", "row"),
    ],
)
def test_verify_tells_what_is_wrong(paper: Archive, damage: str, told: str) -> None:
    assert paper.verify() == []
    database = sqlite3.connect(paper.path / "archive.sqlite")
    database.executescript(damage)
    database.close()
    assert told in " ".join(paper.verify())
