"""While a question is on its way, in a browser: its stages, its end by Escape, and the line of visitors."""

from __future__ import annotations

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import visiting
from tests.browser import Visit, ask, context, turns
from tests.serving import PATIENCE, ready, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
SAID = "300万元"
BOX = "#wb-box textarea"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server whose answers stay at a stage as long as they are held there."""
    with served(folder, program=("-m", "tests.late", str(folder))) as address:
        ready(address)
        yield address


@pytest.fixture(autouse=True)
def let_go(folder: Path) -> Iterator[None]:
    """A test that fails holds up no other."""
    yield
    for hold in folder.glob("hold-*"):
        hold.unlink()


def waiting(server: str, count: int) -> None:
    """Return when so many questions stand in line or are worked on."""
    end = time.monotonic() + PATIENCE
    told = ""
    while f"wenbao_waiting {count}.0" not in told:
        assert time.monotonic() < end, told
        time.sleep(0.1)
        with urllib.request.urlopen(f"{server}/metrics", timeout=PATIENCE) as counts:
            told = counts.read().decode("utf-8")


def test_the_stages_are_shown_while_they_run(visit: Visit, folder: Path) -> None:
    page = visit()
    # Two of the four that last: what is decided between two searches takes no time.
    stages = {"understand": "理解", "read": "阅读"}
    for stage in stages:
        (folder / f"hold-{stage}").touch()
    page.fill(BOX, "望舒大桥什么时候恢复通车？")
    page.press(BOX, "Enter")
    for stage, name in stages.items():
        page.locator('.wb-stages [data-at="now"]', has_text=name).wait_for()
        (folder / f"hold-{stage}").unlink()
    page.wait_for_selector(".wb-turn[data-kind]")
    assert page.locator(".wb-stages").count() == 0
    page.locator(".wb-took summary").click()
    assert re.search(
        r"理解 \d.*查找 \d.*阅读 \d.*判断 \d", page.locator(".wb-took").inner_text(), re.DOTALL
    )


def test_escape_stops_and_the_next_question_is_answered(visit: Visit, folder: Path) -> None:
    page = visit()
    (folder / "hold-read").touch()
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    page.wait_for_selector('.wb-turn[aria-busy="true"]')
    page.keyboard.press("Escape")
    page.wait_for_selector('.wb-turn[aria-busy="true"]', state="detached")
    assert page.locator(".wb-note").inner_text() == "已停止。"
    (folder / "hold-read").unlink()
    ask(page, "你好")
    assert page.locator(".wb-turn").count() == 2


def test_twenty_visitors_at_once_are_all_answered(browser: Browser, server: str, folder: Path) -> None:
    """Three in a browser, the others by what the page sends: twenty browsers would measure the browsers."""
    # A context each: a browser opens six connections to a server, and every page holds one.
    contexts = [context(browser) for _ in range(3)]
    pages = [one.new_page() for one in contexts]
    for page in pages:
        page.add_init_script("""
            window.places = [];
            new MutationObserver(() => {
                const note = document.querySelector(".wb-note");
                const ahead = note && note.textContent.match(/前面还有 (\\d+) 人/);
                if (ahead) { window.places.push(Number(ahead[1])); }
            }).observe(document, { subtree: true, childList: true, characterData: true });
        """)
    (folder / "hold-read").touch()
    with ThreadPoolExecutor(17) as pool:
        others = [pool.submit(visiting.ask, server, ASKED) for _ in range(17)]
        try:
            waiting(server, 17)
            for page in pages:
                page.goto(server + "/?" + urllib.parse.urlencode({"q": ASKED}), wait_until="commit")
            for page in pages:
                page.wait_for_function("window.places.length > 0")
            waiting(server, 20)
        finally:
            (folder / "hold-read").unlink()
        for page in pages:
            page.wait_for_selector('.wb-turn[data-kind="span"]', state="attached")
            assert SAID in page.locator(".wb-said").inner_text()
        shown = [one.result() for one in others]
    assert all(f'lang="zh-CN">{SAID}</p>' in one.talk for one in shown)
    places = [*(one.ahead for one in shown), *(page.evaluate("window.places") for page in pages)]
    waited = [one for one in places if one]
    assert len(waited) == 18  # who stood in line saw it, and saw it move forward only
    assert all(one == sorted(one, reverse=True) for one in waited)
    for one in contexts:
        one.close()


def top_of(page: Page, turn: int) -> float:
    """Where a turn begins, counted from the upper end of what is seen, once scrolling has come to rest."""
    before = None
    while (
        now := page.evaluate(
            "turn => document.querySelectorAll('.wb-turn')[turn].getBoundingClientRect().top", turn
        )
    ) != before:
        before = now
        page.wait_for_timeout(500)
    return float(now)


def test_a_question_comes_into_sight_and_its_answer_once_more_where_it_has_no_room(
    visit: Visit, folder: Path
) -> None:
    page = visit(height=500, reduced_motion="reduce")
    for question in (ASKED, ASKED):
        ask(page, question)
    (folder / "hold-read").touch()
    page.evaluate("scrollTo(0, 0)")
    page.fill(BOX, "今天的报纸有哪些新闻？")
    page.press(BOX, "Enter")
    page.wait_for_function("document.querySelectorAll('.wb-turn').length === 3")
    assert -2 < top_of(page, 2) < 450
    (folder / "hold-read").unlink()
    turns(page, 3)
    assert abs(top_of(page, 2)) < 40  # its answer fills the page: it begins at the upper end


def test_an_answer_leaves_whoever_reads_elsewhere_where_he_is(visit: Visit, folder: Path) -> None:
    page = visit(height=500, reduced_motion="reduce")
    for question in (ASKED, ASKED):
        ask(page, question)
    (folder / "hold-read").touch()
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    page.locator('.wb-stages [data-at="now"]', has_text="阅读").wait_for()
    page.evaluate("scrollTo(0, 0)")
    before = top_of(page, 0)
    (folder / "hold-read").unlink()
    turns(page, 3)
    assert top_of(page, 0) == before
    assert page.evaluate("scrollY") == 0
