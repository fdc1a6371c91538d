"""Files that visitors send: what is taken and what is not, what is seen of it, and what becomes of it."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Archive
from index.opening import locked
from qa.web.adding import deliveries as module
from qa.web.adding.deliveries import Deliveries, Limits, Refused, safe_name
from qa.web.adding.showing import Showing, for_uploads
from tests.conftest import StubEmbedder, make_article
from tests.test_ingest import PAGE

KEY, OTHER = "0" * 32, "1" * 32
SMALL = Limits(files=3, file_bytes=20_000, page_bytes=5_000, unpacked_bytes=50_000, delivery_bytes=30_000)


@pytest.fixture
def desk(archive: Archive) -> Iterator[Deliveries]:
    one = Deliveries(archive, SMALL)
    yield one
    one.close()


def send(desk: Deliveries, name: str, data: bytes | str, key: str = KEY) -> None:
    receiving = desk.receive(key, name)
    try:
        receiving.write(data.encode() if isinstance(data, str) else data)
        receiving.done()
    finally:
        receiving.end()


def kept(desk: Deliveries, key: str = KEY) -> Any:
    job = desk.keep(key)
    assert job.wait(30)
    return job


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("page.txt", "page.txt"),
        ("第1版 要闻.TXT", "第1版 要闻.TXT"),
        ("../../../etc/cron.d/x.txt", "x.txt"),
        ("C:\\papers\\..\\a.jsonl", "a.jsonl"),
        ("/etc/passwd\x00.txt", "passwd.txt"),
        ("a<b>|c:.jsonl.gz", "a_b__c_.jsonl.gz"),
        ("\u202etxt.evil\u200b.txt", "txt.evil.txt"),
        (".txt", "paper.txt"),
        ("....txt", "paper.txt"),
        ("CON.txt", "_CON.txt"),
        ("\ud800.txt", "paper.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending_and_whole_characters() -> None:
    name = safe_name("版" * 500 + ".jsonl.gz")
    assert name.endswith("版.jsonl.gz")
    assert len(name.encode()) <= 100


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *[("a.zip", "packed"), ("a.tar.gz", "packed"), ("a.pdf", "no_form"), ("", "no_form")],
        *[("a.txt.exe", "no_form"), ("..", "no_form"), ("a.txt/", "no_form")],
    ],
)
def test_what_has_no_form_that_can_be_read_is_refused(desk: Deliveries, name: str, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.receive(KEY, name)
    assert refusal.value.key == key


def test_what_is_sent_is_seen_before_it_is_kept_and_answers_afterwards(
    desk: Deliveries, archive: Archive
) -> None:
    send(desk, "page.txt", PAGE)
    seen = desk.preview(KEY).seen
    assert seen is not None
    assert [one.title for one in seen.articles] == ["南桥今日通车", "少年杯球赛开赛"]
    assert archive.counts()["articles"] == 0
    assert list(archive.path.glob("uploads/*")) == []
    job = kept(desk)
    assert (job.failure, job.report.articles) == ("", 2)
    assert archive.search("桥梁", 1)[0].article.headline == "南桥今日通车"
    (source,) = {article.source for article in archive.articles()}
    assert Path(source).read_text("utf-8") == PAGE
    assert Path(source).is_relative_to(archive.path / "uploads")
    with pytest.raises(Refused, match="no_delivery"):
        desk.preview(KEY)


def test_who_comes_back_finds_the_delivery_that_is_kept_or_was_lately(desk: Deliveries) -> None:
    send(desk, "page.txt", PAGE)
    assert desk.keeping(KEY) is None  # nothing has begun
    delivery = desk.preview(KEY)
    desk.keep(KEY)
    assert desk.keeping(KEY) is delivery
    assert delivery.job is not None and delivery.job.wait(30)
    assert desk.keeping(KEY) is delivery
    for number in range(module._REMEMBERED):
        send(desk, "page.txt", PAGE.replace("5月1日", f"6月{number + 1}日"), f"{number + 9:032x}")
        desk.preview(f"{number + 9:032x}")
        kept(desk, f"{number + 9:032x}")
    assert desk.keeping(KEY) is None
    assert desk.keeping("x") is None


def test_progress_is_heard_while_it_is_kept(desk: Deliveries) -> None:
    send(desk, "page.txt", PAGE)
    desk.preview(KEY)
    job = kept(desk)
    assert (job.progress.articles, job.progress.total_articles) == (2, 2)
    assert job.progress.done == job.progress.total


def test_another_page_of_the_same_name_takes_nothing_away(desk: Deliveries, archive: Archive) -> None:
    for number, (text, key) in enumerate([(PAGE, KEY), (PAGE.replace("5月1日", "5月2日"), OTHER)], start=1):
        send(desk, "page.txt", text, key)
        seen = desk.preview(key).seen
        assert seen is not None
        assert (seen.retiring, seen.count("new")) == (0, 2)
        kept(desk, key)
        assert archive.counts()["articles"] == 2 * number
    send(desk, "again.txt", PAGE)
    seen = desk.preview(KEY).seen
    assert seen is not None
    assert seen.count("unchanged") == 2


def test_two_files_of_one_delivery_may_have_the_same_name(desk: Deliveries, archive: Archive) -> None:
    send(desk, "page.txt", PAGE)
    send(desk, "page.txt", PAGE.replace("5月1日", "5月2日"))
    desk.preview(KEY)
    assert kept(desk).report.issues == 2


def test_name_and_date_can_be_given(desk: Deliveries, archive: Archive) -> None:
    import datetime

    send(desk, "inner.txt", "南桥今日通车\n\n本报讯 南桥桥梁昨日通车。全长两公里。\n")
    seen = desk.preview(KEY).seen
    assert seen is not None
    assert "no date" in seen.problems[0].message
    with pytest.raises(Refused, match="nothing_seen"):
        desk.keep(KEY)
    desk.preview(KEY, "试报", datetime.date(2031, 5, 1))
    kept(desk)
    assert [(one.newspaper, str(one.date)) for one in archive.issues()] == [("试报", "2031-05-01")]


def test_bad_files_among_good_ones_are_told_and_lie_nowhere_afterwards(
    desk: Deliveries, archive: Archive
) -> None:
    send(desk, "binary.txt", b"\x00\x01\x02\xff" * 50)
    send(desk, "rows.jsonl", '{"id": "a", "date": "2031-05-01", "text": "好"}\n{broken\n')
    send(desk, "damaged.jsonl.gz", gzip.compress(b"x" * 100)[:-9])
    seen = desk.preview(KEY).seen
    assert seen is not None
    assert [(Path(one.source).name, one.line) for one in seen.problems] == [
        ("binary.txt", None),
        ("rows.jsonl", 2),
        ("damaged.jsonl.gz", None),
    ]
    kept(desk)
    assert [path.name for path in archive.path.glob("uploads/*/*")] == ["rows.jsonl"]


def test_too_much_is_refused_and_leaves_nothing(desk: Deliveries, tmp_path: Path) -> None:
    def refused(name: str, data: bytes, key: str = KEY) -> str:
        with pytest.raises(Refused) as refusal:
            send(desk, name, data, key)
        assert refusal.value.values.get("name", name) == name
        return refusal.value.key

    assert refused("empty.txt", b"") == "empty"
    assert refused("long.txt", b"x" * 5_001) == "too_large"
    assert refused("long.jsonl", b"x" * 20_001) == "too_large"
    assert refused("bomb.jsonl.gz", gzip.compress(b" " * 50_001)) == "unpacks"
    with pytest.raises(Refused, match="too_large"):
        desk.receive(KEY, "long.txt", 5_001)
    send(desk, "a.jsonl", b"x" * 15_000)
    assert refused("b.jsonl", b"x" * 15_001) == "too_much"
    send(desk, "c.txt", b"x")
    send(desk, "d.txt", b"x")
    assert refused("e.txt", b"x") == "too_many"
    assert desk._home is not None
    assert sum(path.is_file() for path in desk._home.rglob("*")) == 3


@pytest.mark.parametrize("key", ["", "x", "../" + KEY, KEY.replace("0", "g"), KEY + "0"])
def test_a_key_that_is_none_is_refused(desk: Deliveries, key: str) -> None:
    with pytest.raises(Refused, match="no_delivery"):
        desk.receive(key, "a.txt")
    with pytest.raises(Refused, match="no_delivery"):
        desk.preview(key)


def test_what_nobody_keeps_makes_room_for_others(archive: Archive) -> None:
    desk = Deliveries(archive, Limits(deliveries=2))
    for number in range(3):
        send(desk, "a.txt", "x", f"{number:032x}")
    with pytest.raises(Refused, match="no_delivery"):
        desk.known(f"{0:032x}")
    assert desk.known(f"{2:032x}").size == 1
    desk.drop(f"{2:032x}")
    with pytest.raises(Refused, match="no_delivery"):
        desk.known(f"{2:032x}")
    home = desk._home
    assert home is not None
    desk.close()
    assert not home.exists()


def test_while_another_process_writes_nothing_is_kept_and_it_can_be_tried_again(
    desk: Deliveries, archive: Archive
) -> None:
    archive.add_articles([make_article("old", "天气")], source="s")
    send(desk, "page.txt", PAGE)
    desk.preview(KEY)
    with locked(archive.path):
        job = kept(desk)
        assert job.failed
        assert job.failure == "locked"
    assert list(archive.path.glob("uploads/*")) == []
    assert [one.id for one in archive.articles()] == ["old"]
    assert kept(desk).report.articles == 2
    assert archive.verify() == []


def test_a_fault_in_the_middle_loses_nothing_and_can_be_gone_on_with(
    desk: Deliveries, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add_articles([make_article("old", "天气")], source="s")
    send(desk, "page.txt", PAGE)
    desk.preview(KEY)

    def breaks(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    def full(*_: Any, **__: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_placed", breaks)
        assert kept(desk).failure == "no_room"
    with monkeypatch.context() as patched:
        patched.setattr(archive.embedder, "encode_passages", breaks, raising=False)
        assert kept(desk).failure == "failed"
    with monkeypatch.context() as patched:
        patched.setattr(module.Archive, "add", full)
        assert kept(desk).failure == "no_room"
    assert list(archive.path.glob("uploads/*")) == []
    assert [one.id for one in archive.articles()] == ["old"]
    assert kept(desk).report.articles == 2


def test_one_is_kept_after_the_other(desk: Deliveries, archive: Archive) -> None:
    begun, go_on = threading.Event(), threading.Event()
    whole = archive.embedder.encode_passages

    def slowly(texts: Any, progress: Any = None) -> Any:
        begun.set()
        go_on.wait(10)
        return whole(texts, progress)

    archive.embedder.encode_passages = slowly  # type: ignore[method-assign]
    send(desk, "page.txt", PAGE)
    send(desk, "page.txt", PAGE.replace("5月1日", "5月2日"), OTHER)
    desk.preview(KEY)
    desk.preview(OTHER)
    first = desk.keep(KEY)
    assert begun.wait(10)
    assert desk.keep(KEY) is first
    with pytest.raises(Refused, match="kept_already"):
        desk.preview(KEY)
    second = desk.keep(OTHER)
    assert not second.wait(0.4)
    assert (first.ahead, second.ahead) == (0, 1)
    desk.drop(KEY)  # not while it is being kept
    go_on.set()
    assert first.wait(10)
    assert second.wait(10)
    assert archive.counts()["articles"] == 4


def test_the_end_of_the_server_ends_a_keeping(archive: Archive) -> None:
    desk = Deliveries(archive)
    begun, go_on = threading.Event(), threading.Event()
    whole = archive.embedder.encode_passages

    def slowly(texts: Any, progress: Any = None) -> Any:
        begun.set()
        go_on.wait(10)
        return whole(texts, progress)

    archive.embedder.encode_passages = slowly  # type: ignore[method-assign]
    rows = "\n".join(f'{{"id": "{n}", "date": "2031-05-01", "text": "{"桥梁。" * 200}"}}' for n in range(90))
    send(desk, "rows.jsonl", rows)
    desk.preview(KEY)
    job = desk.keep(KEY)
    assert begun.wait(10)
    threading.Timer(0.2, go_on.set).start()
    desk.close()
    assert job.failure == "stopped"
    assert archive.counts()["articles"] < 90
    assert archive.verify() == []


def test_the_sample_never_takes_a_paper(tmp_path: Path, embedder: StubEmbedder) -> None:
    sample = Archive.open(tmp_path / "sample", embedder=embedder)
    sample.add_articles([make_article("sample", "天气")], source="s")
    shown = for_uploads(sample, tmp_path / "sample", tmp_path / "own", named=False)
    assert isinstance(shown, Showing)
    desk = Deliveries(shown)
    send(desk, "page.txt", PAGE)
    seen = desk.preview(KEY).seen
    assert seen is not None
    assert seen.count("new") == 2
    assert not (tmp_path / "own").exists()
    assert (shown.of_sample, [one.id for one in shown.articles()]) == (True, ["sample"])
    kept(desk)
    assert not shown.of_sample
    assert [one.headline for one in shown.articles()] == ["南桥今日通车", "少年杯球赛开赛"]
    assert [one.id for one in sample.articles()] == ["sample"]
    assert shown.path == tmp_path / "own"
    desk.close()
    shown.close()
    with Archive.open(tmp_path / "own", create=False, embedder=embedder) as own:
        assert own.counts()["articles"] == 2


def test_the_sample_by_name_is_refused_where_papers_may_be_added(
    tmp_path: Path, archive: Archive, embedder: StubEmbedder
) -> None:
    from index.errors import ArchiveError

    with pytest.raises(ArchiveError, match="never mix"):
        for_uploads(archive, archive.path, tmp_path / "own", named=True)
    with pytest.raises(ArchiveError, match="never mix"):
        for_uploads(archive, archive.path, archive.path, named=False)
    assert for_uploads(archive, tmp_path / "sample", tmp_path / "own", named=True) is archive
