from __future__ import annotations

import contextlib
import dataclasses
import datetime
import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive, IndexSettings
from index.errors import ArchiveError, ArchiveLocked
from index.ingest import Progress
from index.store import Store
from tests.conftest import DAY, StubEmbedder, make_article

PAGE = """问报镇报
试验版
试验镇新闻中心 主办
2031年5月1日 星期四
总第12期

南桥今日通车

■记者 张三

本报讯 南桥桥梁昨日通车。全长两公里,共有四条车道,两岸居民步行五分钟可达。

大桥由镇建设所负责建造,历时三年完工。



少年杯球赛开赛

■记者 李四

本报讯 少年杯球赛昨日在镇体育场开赛。来自各地的二十支队伍参加比赛,赛期共三天。

决赛定于周日举行,届时免费向市民开放。
"""


def rows(path: Path, texts: dict[str, str], **fields: str) -> Path:
    lines = [
        json.dumps({"id": name, "date": "2031-05-01", "headline": f"标题{name}", "text": text, **fields})
        for name, text in texts.items()
    ]
    text = "\n".join(lines) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_a_page_goes_in_and_again_embeds_nothing(
    archive: Archive, embedder: StubEmbedder, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    report = archive.add(page)
    assert (report.issues, report.articles, report.unchanged) == (1, 2, 0)
    assert report.passages == len(embedder.seen) == 2
    assert [article.reporters for article in archive.articles()] == [("张三",), ("李四",)]
    assert archive.issues()[0].number == 12
    again = archive.add([str(page)])
    assert (again.issues, again.articles, again.passages, again.unchanged) == (0, 0, 0, 2)
    assert len(embedder.seen) == 2


def test_a_changed_article_replaces_its_old_self(
    archive: Archive, embedder: StubEmbedder, tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    archive.add(page)
    before = [article.id for article in archive.articles()]
    page.write_text(PAGE.replace("共有四条车道", "共有六条车道"), encoding="utf-8")
    report = archive.add(page)
    assert (report.issues, report.articles, report.unchanged, report.passages) == (1, 1, 1, 1)
    assert [article.id for article in archive.articles()] == before
    texts = [hit.passage.text for hit in archive.search("桥梁 四条车道")]
    assert not any("四条" in text for text in texts)
    assert any("六条" in text for text in texts)
    assert archive.verify() == []


def test_an_article_that_the_file_no_longer_names_retires(archive: Archive, tmp_path: Path) -> None:
    file = rows(tmp_path / "a.jsonl", {"x": "桥梁", "y": "球赛"})
    other = rows(tmp_path / "b.jsonl", {"z": "天气"})
    archive.add([file, other])
    rows(file, {"y": "球赛"})
    report = archive.add(file)
    assert (report.articles, report.unchanged) == (0, 1)
    assert {article.id for article in archive.articles()} == {"y", "z"}
    assert archive.search("桥梁", mode="lexical") == []
    assert archive.verify() == []


def test_only_the_passage_that_changed_is_embedded_again(archive: Archive, embedder: StubEmbedder) -> None:
    paragraphs = ["一二三四五六七八九。" * 18, "桥梁在这里通车了吧。" * 18, "甲乙丙丁戊己庚辛壬。" * 18]
    archive.add_articles([make_article("x", "\n".join(paragraphs))], source="s")
    assert len(embedder.seen) == 3
    paragraphs[1] = "球赛在这里开赛了吧。" * 18
    report = archive.add_articles([make_article("x", "\n".join(paragraphs))], source="s")
    assert report.passages == 1
    assert "球赛" in embedder.seen[-1]
    assert len(embedder.seen) == 4


def test_folders_hold_pages_and_rows_and_each_goes_in_once(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "deep"
    folder.mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    rows(folder / "rows.jsonl.gz", {"x": "天气"})
    (folder / "notes.md").write_text("passed over")
    (folder / ".hidden.txt").write_text("passed over")
    report = archive.add([tmp_path / "papers", folder / "page.txt"])
    assert (report.articles, report.unchanged) == (3, 0)
    assert [problem for problem in report.problems if "notes" in problem.source] == []


def test_one_bad_file_among_many_is_told_and_the_others_go_in(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a-broken.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "b-empty.txt").write_text("")
    (folder / "c-broken.jsonl.gz").write_bytes(b"no gzip")
    (folder / "d-page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"png")
    report = archive.add([folder, tmp_path / "none.txt", tmp_path / "picture.png"])
    assert report.articles == 2
    named = {Path(problem.source).name for problem in report.problems}
    assert named >= {"a-broken.txt", "b-empty.txt", "c-broken.jsonl.gz", "none.txt", "picture.png"}


def test_a_bad_row_is_told_with_its_line_and_what_stood_there_is_kept(
    archive: Archive, tmp_path: Path
) -> None:
    file = rows(tmp_path / "a.jsonl", {"x": "桥梁", "y": "球赛"})
    archive.add(file)
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n{broken\n", encoding="utf-8")
    report = archive.add(file)
    assert [problem.line for problem in report.problems] == [2, None]
    assert {article.id for article in archive.articles()} == {"x", "y"}


def test_an_id_that_stands_twice_is_told(archive: Archive) -> None:
    report = archive.add_articles([make_article("x", "桥梁"), make_article("x", "球赛")], source="s")
    assert "twice, with other content" in report.problems[0].message
    assert [article.text for article in archive.articles()] == ["桥梁"]


def test_an_id_of_another_file_is_replaced_and_told(archive: Archive) -> None:
    archive.add_articles([make_article("x", "桥梁")], source="s")
    report = archive.add_articles([make_article("x", "球赛")], source="t")
    assert "replaces the one from s" in report.problems[0].message
    assert archive.add_articles([], source="s").articles == 0
    assert [article.text for article in archive.articles()] == ["球赛"]


def test_newspaper_and_date_can_be_given(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    archive.add(page, newspaper="别名报", date=datetime.date(2032, 1, 2))
    assert {(article.newspaper, str(article.date)) for article in archive.articles()} == {
        ("别名报", "2032-01-02")
    }


def test_an_inner_page_takes_the_paper_s_name_from_the_others(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(PAGE, encoding="utf-8")
    inner = "第2版 文化\n2031年5月1日 星期四\n\n" + PAGE.split("总第12期\n\n")[1].replace("南桥", "北桥")
    (tmp_path / "2.txt").write_text(inner, encoding="utf-8")
    archive.add(tmp_path)
    assert len(archive.issues()) == 1
    assert archive.issues()[0].pages == ("1", "2")


def test_progress_counts_what_has_to_be_embedded(tmp_path: Path, embedder: StubEmbedder) -> None:
    file = rows(tmp_path / "a.jsonl", {f"x{n}": "桥梁今天通车。" * 30 for n in range(20)})
    told: list[Progress] = []
    with Archive.open(
        tmp_path / "p", embedder=embedder, settings=IndexSettings(commit_passages=8)
    ) as archive:
        archive.add(file, progress=told.append)
    assert told[0].total == 20 * 210
    assert [state.done for state in told] == sorted(state.done for state in told)
    assert (told[-1].done, told[-1].articles, told[-1].total_articles) == (4200, 20, 20)
    assert len(told) > 5


WORKER = """
import sys, time
from index import Archive, IndexSettings
from tests.conftest import StubEmbedder

class Slow(StubEmbedder):
    def encode_passages(self, texts, progress=None):
        time.sleep(0.05)
        print(len(texts), flush=True)
        return super().encode_passages(texts, progress)

with Archive.open(sys.argv[1], embedder=Slow(), settings=IndexSettings(commit_passages=6)) as archive:
    archive.add(sys.argv[2:])
print("done", flush=True)
"""


def start(archive: Path, *files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(archive), *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )


def test_killed_at_any_moment_it_holds_whole_articles_and_goes_on(tmp_path: Path) -> None:
    texts = {f"x{n}": "桥梁今天通车，天气很好。" * 25 for n in range(60)}  # two passages each
    file = rows(tmp_path / "a.jsonl", texts)
    folder = tmp_path / "archive"
    standing = 0
    for after in (1, 3, 6):
        worker = start(folder, file)
        assert worker.stdout is not None
        for _ in range(after):
            worker.stdout.readline()
        time.sleep(0.01 * after)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        with Archive.open(folder, create=False, embedder=StubEmbedder()) as archive:
            assert archive.verify() == []
            counts = archive.counts()
            assert all(article.text == texts[article.id] for article in archive.articles())
        assert counts["passages"] == 2 * counts["articles"]
        assert standing <= counts["articles"] < 60
        standing = counts["articles"]
    assert standing > 0
    embedder = StubEmbedder()
    with Archive.open(folder, embedder=embedder) as archive:
        report = archive.add(file)
        assert (report.articles, report.unchanged) == (60 - standing, standing)
        assert archive.counts()["articles"] == 60
        assert archive.verify() == []


def test_killed_while_a_file_changes_the_old_version_answers_until_all_is_there(tmp_path: Path) -> None:
    folder, file = tmp_path / "archive", tmp_path / "a.jsonl"
    rows(file, {f"x{n}": "旧版桥梁。" * 50 for n in range(40)})
    with Archive.open(folder, embedder=StubEmbedder()) as archive:
        archive.add(file)
    rows(file, {f"x{n}": f"新版球赛{n}。" * 50 for n in range(40)})
    worker = start(folder, file)
    assert worker.stdout is not None
    for _ in range(4):
        worker.stdout.readline()
    worker.kill()
    worker.wait()
    worker.stdout.close()
    embedder = StubEmbedder()
    with Archive.open(folder, embedder=embedder) as archive:
        assert {article.text[:2] for article in archive.articles()} == {"旧版"}
        assert archive.verify() == []
        archive.add(file)
        assert {article.text[:2] for article in archive.articles()} == {"新版"}
        assert archive.verify() == []
        assert 0 < len(embedder.seen) < 80  # what was embedded before the kill was kept


def test_two_processes_do_not_write_at_once(tmp_path: Path) -> None:
    folder, file = (
        tmp_path / "archive",
        rows(tmp_path / "a.jsonl", {f"x{n}": "桥梁。" * 90 for n in range(60)}),
    )
    worker = start(folder, file)
    assert worker.stdout is not None
    worker.stdout.readline()
    script = (
        "import sys; from index import Archive; from tests.conftest import StubEmbedder\n"
        f"with Archive.open({str(folder)!r}, embedder=StubEmbedder()) as archive:\n"
        "    archive.add_articles([], source='x')"
    )
    second = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert "ArchiveLocked" in second.stderr


CTRL_C = """
import sys, time
import index.archive
from index.cli import main
from tests.conftest import StubEmbedder

class Slow(StubEmbedder):
    def encode_passages(self, texts, progress=None):
        print("batch", flush=True)
        time.sleep(0.3)
        return super().encode_passages(texts, progress)

class Loader:
    load = staticmethod(lambda *a, **k: Slow())

index.archive.Embedder = Loader
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_keeps_what_was_committed_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder, file = (
        tmp_path / "archive",
        rows(tmp_path / "a.jsonl", {f"x{n}": "桥梁。" * 900 for n in range(300)}),
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", CTRL_C, "add", str(file), "--archive", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert worker.stdout is not None
    assert worker.stderr is not None
    worker.stdout.readline()
    worker.stdout.readline()
    worker.send_signal(signal.SIGINT)
    _, errors = worker.communicate(timeout=60)
    assert worker.returncode == 130
    assert "run the same command again" in errors
    assert "Traceback" not in errors
    with Archive.open(folder, embedder=StubEmbedder()) as archive:
        assert 0 < archive.counts()["articles"] < 300
        assert archive.verify() == []


def test_a_fault_in_the_middle_of_a_batch_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import ingest

    whole = ingest.insert_article

    def failing(connection, article, *rest):  # noqa: ANN001, ANN002, ANN202
        whole(connection, article, *rest)
        if article.id == "b":
            raise RuntimeError("the power went")

    monkeypatch.setattr(ingest, "insert_article", failing)
    with Archive.open(tmp_path / "x", embedder=StubEmbedder()) as archive:
        with pytest.raises(RuntimeError, match="power"):
            archive.add_articles([make_article("a", "桥梁"), make_article("b", "球赛")], source="s")
        assert archive.counts()["articles"] == 0
        assert archive.verify() == []


def test_a_correction_of_names_alone_embeds_nothing(archive: Archive, embedder: StubEmbedder) -> None:
    article = make_article("x", "桥梁通车。", reporters=("张三",), date=DAY)
    archive.add_articles([article], source="s")
    report = archive.add_articles([dataclasses.replace(article, reporters=("张叁",))], source="s")
    assert (report.articles, report.passages) == (1, 0)
    assert [found.id for found in archive.articles(byline="张叁")] == ["x"]
    assert list(archive.articles(byline="张三")) == []


def test_what_is_passed_over_in_a_folder_is_told_once(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    (folder / "deep").mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "deep" / "scan.pdf").write_bytes(b"%PDF")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (folder / ".DS_Store").write_bytes(b"hidden")
    report = archive.add([folder])
    assert report.articles == 2
    (problem,) = report.problems
    assert problem == (str(folder), None, "passed over what cannot be read: deep/scan.pdf, gone.txt")


def test_a_folder_that_cannot_be_opened_is_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "papers" / "closed").mkdir(parents=True)
    (tmp_path / "papers" / "page.txt").write_text(PAGE, encoding="utf-8")
    opened = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", refuse)
    report = archive.add([tmp_path / "papers"])
    assert [problem.message for problem in report.problems] == ["passed over what cannot be read: closed"]


@pytest.mark.parametrize("name", ["", "长" * 3000 + ".txt", "a\0b.txt"])
def test_a_name_that_can_be_none_is_told(archive: Archive, name: str) -> None:
    report = archive.add([name])
    assert len(report.problems) == 1
    assert (report.articles, report.unchanged) == (0, 0)


def test_a_full_disk_is_told_and_the_archive_stays_whole(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    archive.add(tmp_path / "page.txt")
    writing = Store.writing

    @contextlib.contextmanager
    def narrow(store: Store) -> Iterator[sqlite3.Connection]:
        with writing(store) as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")
            yield connection

    monkeypatch.setattr(Store, "writing", narrow)
    with pytest.raises(ArchiveError, match="disk is full"):
        archive.add(rows(tmp_path / "big.jsonl", {str(number): "天气" * 900 for number in range(40)}))
    monkeypatch.undo()
    assert archive.verify() == []
    assert len(list(archive.articles())) == 2


def test_a_database_that_another_program_holds_is_told(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = rows(tmp_path / "a.jsonl", {"x": "桥梁"})
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **more | {"timeout": 0.1}))
    other = connect(archive.path / "archive.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ArchiveLocked, match="another program holds"):
            archive.add(file)
    finally:
        other.close()
    assert archive.add(file).articles == 1
