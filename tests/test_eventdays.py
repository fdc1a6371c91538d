from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest

from index import Archive, ArchiveLocked, QueryError
from index.eventdays import rows_of
from index.opening import locked
from tests.conftest import StubEmbedder, make_article

MONDAY = datetime.date(2025, 8, 4)
FRIDAY = datetime.date(2025, 8, 1)
SAMPLE = Path(__file__).parent.parent / "index" / "sample"


def day(month: int, number: int) -> datetime.date:
    return datetime.date(2025, month, number)


@pytest.fixture
def paper(archive: Archive) -> Archive:
    long = "书记在会上说了许多关于桥梁的话。" * 80
    archive.add_articles(
        [
            make_article("said", "8月1日，桥梁会议召开。", date=MONDAY),
            make_article("meant", "上周五，桥梁会议召开。", date=MONDAY),
            make_article("later", f"上周五，桥梁会议召开。\n{long}\n昨天，桥梁通车。", date=MONDAY),
            make_article("coming", "桥梁展览8月1日至9月2日举行。", date=MONDAY),
            make_article("coarse", "今年8月，桥梁多。上半年，桥梁也多。", date=MONDAY),
            make_article("none", "近日，桥梁出台方案。", date=MONDAY),
            make_article("title", "桥梁通车。", headline="7月20日：大桥通车", date=MONDAY),
        ],
        source="s",
    )
    return archive


def found(archive: Archive, event: tuple[datetime.date, datetime.date], mode: str = "hybrid") -> set[str]:
    return {hit.article.id for hit in archive.search("桥梁", 50, mode=mode, event=event)}  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
def test_an_event_is_found_by_its_day(paper: Archive, mode: str) -> None:
    assert found(paper, (FRIDAY, FRIDAY), mode) == {"said", "meant", "later", "coming"}
    assert found(paper, (day(8, 15), day(8, 15)), mode) == {"coming"}
    assert found(paper, (day(8, 3), day(8, 3)), mode) == {"later", "coming"}
    assert found(paper, (day(7, 20), day(7, 20)), mode) == {"title"}
    assert found(paper, (day(6, 1), day(6, 1)), mode) == set()


def test_a_month_finds_months_and_their_days_but_no_longer_stretch(paper: Archive) -> None:
    assert found(paper, (day(8, 1), day(8, 31))) == {"said", "meant", "later", "coming", "coarse"}
    assert found(paper, (day(1, 1), day(6, 30))) == {"coarse"}


def test_articles_are_found_the_same_way(paper: Archive) -> None:
    assert {article.id for article in paper.articles(event=(FRIDAY, FRIDAY))} == {
        "said", "meant", "later", "coming",
    }  # fmt: skip
    assert not list(paper.articles(event=(FRIDAY, FRIDAY), since=day(8, 5)))


def test_a_passage_counts_while_its_day_is_spoken_of(paper: Archive) -> None:
    def passages(**event: tuple[datetime.date, datetime.date]) -> list[tuple[int, int]]:
        hits = paper.search("桥梁", 50, **event)  # type: ignore[arg-type]
        return sorted((h.passage.start, h.passage.end) for h in hits if h.article.id == "later")

    article = paper.article("later")
    assert article is not None
    yesterday = article.text.index("昨天")
    every = passages()
    assert len(every) > 2
    assert passages(event=(FRIDAY, FRIDAY)) == [place for place in every if place[0] < yesterday]
    assert passages(event=(day(8, 3), day(8, 3))) == [place for place in every if place[1] > yesterday]
    assert len(passages(event=(day(8, 3), day(8, 3)))) == 1


def test_how_far_a_day_reaches() -> None:
    text = "昨天开会。15日将再开。前天落幕。"
    article = make_article("a", text, headline="", date=MONDAY)
    rows = [(row[0], row[2], row[3]) for row in rows_of(article)]
    assert rows == [
        (0, text.index("前天"), "2025-08-03"),
        (5, 8, "2025-08-15"),
        (text.index("前天"), len(text), "2025-08-02"),
    ]


def test_the_dates_of_an_article(paper: Archive) -> None:
    assert [(dated.first, dated.last) for dated in paper.dates("meant")] == [(FRIDAY, FRIDAY)]
    assert paper.dates("none") == paper.dates("nobody") == []


def test_event_days_that_make_no_sense_are_refused(paper: Archive) -> None:
    with pytest.raises(QueryError, match="event"):
        paper.search("桥梁", event=(MONDAY, FRIDAY))
    with pytest.raises(QueryError, match="event"):
        paper.articles(event=MONDAY)  # type: ignore[arg-type]


def test_removed_and_changed_articles_leave_no_days(paper: Archive) -> None:
    paper.remove(article="said")
    assert "said" not in found(paper, (FRIDAY, FRIDAY))
    paper.add_articles([make_article("meant", "7月2日，桥梁会议召开。", date=MONDAY)], source="s")
    assert found(paper, (FRIDAY, FRIDAY)) == set()
    assert found(paper, (day(7, 2), day(7, 2))) == {"meant"}
    assert paper.verify() == []


def _make_old(folder: Path) -> None:
    with sqlite3.connect(folder / "archive.sqlite") as database:
        database.execute("DROP TABLE dates")
        database.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
        database.execute("DELETE FROM meta WHERE key = 'dates'")
    database.close()


def test_an_archive_of_the_format_before_gets_its_days_when_it_is_opened(
    paper: Archive, embedder: StubEmbedder
) -> None:
    before = found(paper, (FRIDAY, FRIDAY))
    embedded = len(embedder.seen)
    paper.close()
    _make_old(paper.path)
    with Archive.open(paper.path, create=False, embedder=embedder) as opened:
        assert found(opened, (FRIDAY, FRIDAY)) == before
        assert opened.info()["format"] == 2
        assert opened.verify() == []
    assert len(embedder.seen) == embedded


def test_an_old_archive_that_is_being_written_waits(
    paper: Archive, embedder: StubEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.close()
    _make_old(paper.path)
    monkeypatch.setattr("index.opening.UPGRADE_PATIENCE", 0)
    with locked(paper.path), pytest.raises(ArchiveLocked):
        Archive.open(paper.path, embedder=embedder)


def test_other_rules_find_the_days_anew(
    paper: Archive, embedder: StubEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.close()
    with sqlite3.connect(paper.path / "archive.sqlite") as database:
        database.execute("DELETE FROM dates")
    database.close()
    with Archive.open(paper.path, embedder=embedder) as same:
        assert found(same, (FRIDAY, FRIDAY)) == set()
        assert any("days" in problem for problem in same.verify())
    monkeypatch.setattr("index.eventdays.VERSION", 99)
    with Archive.open(paper.path, embedder=embedder) as opened:
        assert "meant" in found(opened, (FRIDAY, FRIDAY))


def test_which_days_are_covered(archive: Archive) -> None:
    assert archive.coverage() is None
    assert archive.nearest_issues(MONDAY) == []
    for number, name in ((1, "甲报"), (4, "甲报"), (6, "乙报")):
        archive.add_articles(
            [make_article(f"{name}{number}", "天气。", newspaper=name, date=day(8, number))],
            source=f"{name}{number}",
        )
    assert archive.coverage() == (FRIDAY, day(8, 6))
    assert archive.coverage("甲报") == (FRIDAY, MONDAY)
    assert archive.coverage("丙报") is None
    assert [issue.date for issue in archive.nearest_issues(day(8, 3))] == [FRIDAY, MONDAY]
    assert [issue.date for issue in archive.nearest_issues(MONDAY)] == [MONDAY]
    assert [issue.date for issue in archive.nearest_issues(day(9, 1))] == [day(8, 6)]
    assert [issue.date for issue in archive.nearest_issues(day(8, 5), "甲报")] == [MONDAY]


def test_the_sample_papers_are_found_by_their_days(archive: Archive) -> None:
    archive.add([SAMPLE])
    closed = {article.id for article in archive.articles(event=(day(9, 7), day(9, 7)))}
    texts = [article.text for article in archive.articles(date=day(9, 8)) if article.id in closed]
    # 昨天18时 in the issue of 8 September, and 上周五 (5 September) in a letter of the same issue
    assert any("昨天18时" in text for text in texts)
    friday = [article.text for article in archive.articles(event=(day(9, 5), day(9, 5)))]
    assert any("上周五下午我坐26路" in text for text in friday)
    assert not any("上周五下午我坐26路" in text for text in texts)
