"""What visitors give, in a browser: papers that they add, and what they think of answers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.opening import locked
from tests.browser import Visit, ask, filled
from tests.conftest import SAMPLE
from tests.serving import PATIENCE, ROOT, ready, served
from tests.test_ingest import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
SAID = "300万元"
THIRD = PAGE.replace("5月1日", "5月8日").replace("南桥", "东桥").replace("两公里", "四公里")
SECOND = PAGE.replace("5月1日", "5月2日").replace("南桥", "北桥").replace("两公里", "三公里")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server that takes papers; it shows the sample editions until it has some."""
    with served(folder, "--allow-uploads", program=("-m", "tests.late", str(folder))) as address:
        ready(address)
        yield address


@pytest.fixture(autouse=True)
def let_go(folder: Path) -> Iterator[None]:
    """A test that fails holds up no other."""
    yield
    for hold in folder.glob("hold-*"):
        hold.unlink()


def at(page: Page, state: str) -> None:
    """Wait until the adding of papers has come to a state."""
    page.wait_for_selector(f'.wb-add[data-state="{state}"]')


def files(folder: Path, **texts: str | bytes) -> list[str]:
    """Files to send, by their names with the last underscore as a dot."""
    made = []
    (folder / "sent").mkdir(exist_ok=True)
    for name, text in texts.items():
        path = folder / "sent" / ".".join(name.rsplit("_", 1))
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        made.append(str(path))
    return made


def held(archive: Path) -> list[str]:
    """The newspapers of an archive's articles."""
    if not archive.exists():
        return []
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        names = [row[0] for row in connection.execute("SELECT newspaper FROM articles")]
    connection.close()
    return names


def opinions(folder: Path) -> list[dict[str, Any]]:
    path = folder / "var" / "sample" / "feedback.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def pressed(page: Page) -> list[str]:
    """The opinions whose buttons are down, once what was said has been kept."""
    page.wait_for_function("[...document.querySelectorAll('.wb-thanks')].at(-1).textContent !== ''")
    return page.locator('.wb-turn:last-child [data-verdict][aria-pressed="true"]').all_inner_texts()


def test_an_opinion_is_stored_by_keyboard_changed_and_taken_back(visit: Visit, folder: Path) -> None:
    page = visit()
    ask(page, "你好")
    assert page.locator("[data-verdict]").count() == 0  # nothing to have an opinion of
    ask(page, ASKED)
    group = page.get_by_role("group", name="这个回答怎么样")
    assert group.get_by_role("button").all_inner_texts()[:3] == ["有用", "没用", "引用不对"]
    group.get_by_role("button", name="有用", exact=True).focus()
    page.keyboard.press("Enter")
    assert pressed(page) == ["有用"]
    page.wait_for_function("document.querySelector('.wb-live').textContent === '已记下，谢谢'")
    (first,) = opinions(folder)
    assert (first["verdict"], first["question"], first["answer"]) == ("right", ASKED, SAID)
    assert SAID in first["citations"][0]["quote"]
    assert first["history"][0]["question"] == "你好"
    assert not {"ip", "address", "agent", "session"} & set(first)

    group.get_by_role("button", name="引用不对").click()
    word = page.get_by_role("textbox", name="可以补一句")
    word.wait_for()
    assert page.evaluate("document.activeElement.name") == "remark"
    page.keyboard.type("应引第二段")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.wb-remark').hidden")
    assert pressed(page) == ["引用不对"]
    last = opinions(folder)[-1]  # it was thanked for
    assert (last["verdict"], last["remark"], last["id"]) == ("citation", "应引第二段", first["id"])

    ask(page, "火星基地的食堂几点开门？")  # drawn anew, the first answer still shows what was said of it
    assert page.locator('[data-verdict="citation"][aria-pressed="true"]').count() == 1
    page.locator('[data-verdict="citation"]').first.click()
    page.wait_for_function("document.querySelector('.wb-thanks').textContent === '已收回'")
    assert page.locator('[data-verdict][aria-pressed="true"]').count() == 0
    page.get_by_role("button", name="对，报上没说").click()
    assert pressed(page) == ["对，报上没说"]


def test_opinions_become_question_rows(visit: Visit, folder: Path) -> None:
    page = visit(locale="en-US")
    ask(page, ASKED)
    page.get_by_role("button", name="Useful", exact=True).click()
    page.locator(".wb-thanks", has_text="Noted, thank you").wait_for()
    command = [sys.executable, "-m", "eval", "feedback", "--archive", "var/sample"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    rows = [
        json.loads(line)
        for line in (folder / "var" / "eval" / "feedback.jsonl").read_text("utf-8").splitlines()
    ]
    assert {"kind": "span", "question": ASKED, "answers": [SAID], "impossible": False}.items() <= {
        **next(row for row in rows if row["question"] == ASKED)
    }.items()
    assert all(row["articles"] or row["impossible"] for row in rows)


def test_what_was_sent_is_seen_before_it_is_kept_and_answers_a_moment_later(
    visit: Visit, folder: Path, server: str
) -> None:
    page, other = visit(), visit()
    before = held(folder / "var" / "sample")
    page.get_by_text("加报纸").click()
    assert "样报不混在里面" in page.locator(".wb-add").inner_text()
    with page.expect_file_chooser() as chosen:
        page.locator(".wb-choose input").press("Enter")
    evil = '{"id": "x", "newspaper": "晚报", "date": "2031-05-01", "headline": "<img src=x>", "text": "好"}'
    chosen.value.set_files(
        files(
            folder,
            page_txt=PAGE + "\n扫一扫看视频\n",
            binary_txt=b"\x00\x01\x02\xff" * 50,
            empty_txt=b"",
            rows_jsonl=evil + "\n{broken\n",
            pack_zip=b"PK",
        )
    )
    at(page, "seen")
    page.wait_for_function("document.activeElement.textContent === '找到 2 期 3 篇，还没有收进来'")
    assert page.locator(".wb-live").last.inner_text() == "找到 2 期 3 篇，还没有收进来"
    for fold in page.locator(".wb-add details:not(.wb-given) > summary").all():
        fold.click()
    told = page.locator(".wb-add").inner_text()
    for words in (
        "《问报镇报试验版》2031年5月1日 第1版",
        "第1版 南桥今日通车",
        "binary.txt：不是文本文件",
        "empty.txt：是空文件。",
        "pack.zip：压缩包不能直接收。",
        "page.txt 第 25 行：不是文章，没有收：扫一扫看视频",
        "rows.jsonl 第 2 行：第 2 个字符处不是 JSON",
        "<img src=x>",
    ):
        assert words in told, words
    assert page.locator(".wb-add img").count() == 0
    assert not (folder / "var" / "archive").exists()

    (folder / "hold-papers").touch()
    page.get_by_role("button", name="收进来").click()
    at(page, "keeping")
    assert page.locator(".wb-add progress").is_visible()
    (folder / "hold-papers").unlink()
    at(page, "kept")
    assert "收好了：2 期，新收 3 篇" in page.locator(".wb-add h2").inner_text()
    page.locator(".wb-papers", has_text="共 2 期 3 篇").wait_for()
    # Questions to begin with are about what is there now, with no loading between.
    page.locator(".wb-start [data-ask]", has_text="南桥").first.wait_for()
    ask(page, "南桥全长多少？")
    assert "两公里" in page.locator(".wb-said").inner_text()
    ask(other, "南桥由哪个单位负责建造？")  # a page that stood open all the while
    assert "建设所" in other.locator(".wb-said").inner_text()
    assert held(folder / "var" / "sample") == before
    assert sorted(set(held(folder / "var" / "archive"))) == ["晚报", "问报镇报试验版"]
    page.locator(".wb-add a").first.click()
    page.wait_for_selector(".brief")


def test_files_are_dropped_and_a_delivery_thrown_away_or_given_a_date(visit: Visit, folder: Path) -> None:
    page = visit()
    page.set_input_files(".wb-choose input", files(folder, nothing_txt=""))
    page.locator(".wb-faults li", has_text="nothing.txt：是空文件。").wait_for(state="attached")
    faults = page.evaluate(
        """text => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "里页.txt"));
            for (const name of ["dragover", "drop"]) {
                document.body.dispatchEvent(new DragEvent(name, { dataTransfer: carried, bubbles: true }));
            }
            return document.querySelectorAll(".wb-faults li").length;
        }""",
        "西桥开工\n\n本报讯 西桥昨日开工。全长三公里。\n",
    )
    assert faults == 0  # what is said of the files before goes as the next are sent
    at(page, "seen")
    assert "送来的文件里没有找到文章" in page.locator(".wb-add h2").inner_text()
    assert "里页.txt：版面上没有日期，请在下面写明是哪一天的" in page.locator(".wb-add").inner_text()
    assert page.locator("[data-keep]").count() == 0
    page.get_by_label("报名").fill("问报镇报试验版")
    page.locator('.wb-given input[name="date"]').fill("2031-05-03")
    page.get_by_role("button", name="再看一遍").click()
    page.get_by_role("button", name="收进来").wait_for()
    assert "《问报镇报试验版》2031年5月3日 第1版" in page.locator(".wb-add").inner_text()
    count = len(held(folder / "var" / "archive"))
    page.get_by_role("button", name="不要了").click()
    at(page, "form")
    assert len(held(folder / "var" / "archive")) == count


def test_a_sending_can_be_stopped_and_leaves_nothing(visit: Visit, folder: Path) -> None:
    page = visit()
    page.get_by_text("加报纸").click()
    stop = page.get_by_role("button", name="停止送出")
    assert not stop.is_visible()
    ways: list[str] = []

    def come(one: Route) -> None:
        ways.append(f"{one.request.method} {one.request.url.split('?')[0]}")
        if len(ways) != 2:  # the second file does not come to its end
            one.continue_()

    page.route("**/uploads/**", come)
    page.set_input_files(".wb-choose input", files(folder, one_txt=PAGE, two_txt=SECOND, three_txt=THIRD))
    page.locator(".wb-going", has_text="正在送出第 2 个，共 3 个").wait_for()
    with page.expect_request(lambda one: one.method == "DELETE"):
        stop.press("Enter")
    page.locator(".wb-going", has_text="已停止").wait_for()
    assert not stop.is_visible()
    assert page.locator(".wb-live").last.inner_text() == "已停止，送来的都没有留下。"
    assert page.evaluate("document.activeElement.type") == "file"
    first, second, ended = ways
    assert (first, ended) == (second, first.replace("PUT", "DELETE"))
    page.unroute("**/uploads/**")
    page.set_input_files(".wb-choose input", files(folder, page_txt=PAGE))
    at(page, "seen")


def test_a_page_that_is_loaded_again_goes_on_showing_how_far_a_keeping_is(
    visit: Visit, folder: Path
) -> None:
    page, other = visit(), visit()
    page.get_by_text("加报纸").click()
    page.set_input_files(".wb-choose input", files(folder, page_txt=THIRD))
    at(page, "seen")
    (folder / "hold-papers").touch()
    page.get_by_role("button", name="收进来").click()
    at(page, "keeping")
    page.wait_for_function("document.cookie.includes('wenbao-keeping')")
    page.reload()
    at(page, "keeping")
    assert page.locator(".wb-add progress").is_visible()
    assert page.evaluate("document.activeElement.closest('.wb-add') === null")  # whoever types goes on typing
    other.reload()
    filled(other, "问报镇报试验版")
    assert other.locator(".wb-add").get_attribute("data-state") == "form"  # it is of the other visitor
    ask(page, "你好")
    page.select_option('.wb-fields [name="kind"]', "news", force=True)
    page.locator('.wb-held [data-drop="kind"]').wait_for()
    before = page.locator(".wb-papers").inner_text()
    (folder / "hold-papers").unlink()
    at(page, "kept")
    assert "收好了：1 期，新收 2 篇" in page.locator(".wb-add h2").inner_text()
    # What came in the meantime stays when the page is drawn anew: the conversation, and the filter.
    page.wait_for_function("before => document.querySelector('.wb-papers').innerText !== before", arg=before)
    assert page.locator(".wb-asked").inner_text() == "你好"
    assert page.locator(".wb-held [data-drop]").count() == 1
    page.wait_for_function("!document.cookie.includes('wenbao-keeping')")
    page.reload()
    filled(page, "问报镇报试验版")
    assert page.locator(".wb-add").get_attribute("data-state") == "form"  # it was seen


def test_while_another_program_writes_it_is_said_and_can_be_tried_again(visit: Visit, folder: Path) -> None:
    page = visit(width=360, locale="en-US")
    page.get_by_text("Add papers").click()
    page.set_input_files(".wb-choose input", files(folder, page_txt=SECOND))
    at(page, "seen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    keep = page.get_by_role("button", name="Keep them")
    with locked(folder / "var" / "archive"):
        keep.click()
        page.locator(".wb-fault").wait_for()
        assert "Another program is adding papers" in page.locator(".wb-fault").inner_text()
    keep.click()
    at(page, "kept")
    ask(page, "北桥全长多少？")
    assert "三公里" in page.locator(".wb-said").inner_text()
    # The page of the same name of the day before is still there.
    ask(page, "南桥全长多少？")
    assert "两公里" in page.locator(".wb-said").last.inner_text()


def test_no_serious_barrier_is_found_where_papers_are_added(visit: Visit, folder: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme)
        page.get_by_text("加报纸").click()
        states = ["form", "seen"]
        for state in states:
            if state == "seen":
                broken = files(folder, page_txt=SECOND, binary_txt=b"\x00\x01\x02\xff" * 50)
                page.set_input_files(".wb-choose input", [*broken, SAMPLE / "lanpu-2025-09-12.txt"])
            at(page, state)
            # What scrolls once it is unfolded must be reached by keyboard too.
            page.evaluate("document.querySelectorAll('.wb-add details').forEach(one => { one.open = true; })")
            found = axe.Axe().run(page).response["violations"]
            serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
            assert serious == [], (scheme, state)


def test_gradio_s_own_way_in_for_files_is_closed(server: str) -> None:
    for path in ("/gradio_api/upload", "/gradio_api/process_recording"):
        asked = urllib.request.Request(server + path, data=b"x", method="POST")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=PATIENCE)
        assert refused.value.code == 404
        refused.value.close()
