"""The chat page in a browser, over the sample editions and the models that ship."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "var" / "screenshots"
MINUTE = 60_000

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
SAID = "300万元"
_SERIOUS = {"serious", "critical"}
UNSAID = "火星基地的食堂几点开门？"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server as one starts it, in an empty folder: it makes the sample archive there."""
    port = free_port()
    folder = tmp_path_factory.mktemp("server")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment.pop("WENBAO_ARCHIVE", None)
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(600):
                if address in (folder / "log").read_text("utf-8"):
                    break
                assert process.poll() is None, (folder / "log").read_text("utf-8")
                time.sleep(0.5)
            yield address
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            said = (folder / "log").read_text("utf-8")
            assert "var/sample" in said
            assert "Traceback" not in said
        finally:
            process.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Any]:
    """Opens the page; afterwards nothing was fetched from elsewhere and no script failed."""
    contexts = []
    faults: list[str] = []

    def opened(width: int = 1360, height: int = 860, locale: str = "zh-CN", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: None if _own(request.url, server) else faults.append(request.url))
        page.goto(server)
        page.wait_for_selector("[data-ask]", timeout=MINUTE)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _own(url: str, server: str) -> bool:
    return url.startswith((server, "data:", "blob:", server.replace("http", "ws", 1)))


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands."""
    count = page.locator(".wb-turn").count()
    page.fill("#wb-box textarea", question)
    page.press("#wb-box textarea", "Enter")
    page.wait_for_function(
        "count => document.querySelectorAll('.wb-turn[data-kind]').length > count",
        arg=count,
        timeout=3 * MINUTE,
    )


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(600)  # until scrolling has come to rest
    page.screenshot(path=SHOTS / f"{name}.png")


def test_question_answer_citation_and_refusal(visit: Any) -> None:
    page = visit()
    shot(page, "start")
    assert page.locator("[data-ask]").count() >= 3

    ask(page, ASKED)
    turn = page.locator(".wb-turn").nth(0)
    assert SAID in turn.locator(".wb-said").inner_text()
    assert SAID in turn.locator(".wb-quote mark").first.inner_text()
    source = turn.locator(".wb-cites [data-open]").first
    assert re.search(r"\[1\] 《.+》2025年8月4日第1版《.+》", source.inner_text())
    shot(page, "answer")

    source.click()
    page.wait_for_selector(".wb-article .wb-answer")
    assert SAID in page.locator(".wb-article .wb-answer").inner_text()
    assert "2025年8月4日" in page.locator(".wb-place").inner_text()
    assert page.locator(".wb-headline").inner_text()
    box = page.locator(".wb-article .wb-answer").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 860  # scrolled to the mark
    shot(page, "article")
    page.keyboard.press("Escape")
    page.wait_for_selector(".wb-article", state="detached")

    ask(page, UNSAID)
    refused = page.locator(".wb-turn").nth(1)
    assert "报上没有说" in refused.locator(".wb-message").inner_text()
    assert refused.locator(".wb-said").count() == 0
    refused.locator(".wb-related [data-open]").first.click()
    page.wait_for_selector(".wb-article")
    shot(page, "refusal")

    page.click("#wb-new")
    page.wait_for_selector(".wb-turn", state="detached")
    assert page.locator("[data-ask]").count() >= 3


def test_an_example_is_asked_by_a_click(visit: Any) -> None:
    page = visit()
    page.wait_for_selector('.wb-state[data-state="ready"]', state="attached", timeout=5 * MINUTE)
    chip = page.locator("[data-ask]").nth(1)  # the first asks for the digest
    question = chip.inner_text()
    chip.click()
    page.wait_for_selector(".wb-turn[data-kind]", timeout=MINUTE)
    assert page.locator(".wb-asked").inner_text() == question


def test_a_greeting_is_no_index_hit_and_markup_is_text(visit: Any) -> None:
    page = visit()
    ask(page, "你好")
    assert "我是问报" in page.locator(".wb-message").inner_text()
    assert page.locator(".wb-cite").count() == 0
    assert page.locator(".wb-turn [data-ask]").count() == 3
    ask(page, '<img src=x onerror="document.title=1"><b>${1+1}</b>{{x}}')
    assert (
        page.locator(".wb-asked").nth(1).inner_text()
        == '<img src=x onerror="document.title=1"><b>${1+1}</b>{{x}}'
    )
    assert page.locator(".wb-turn img, .wb-turn b").count() == 0
    assert page.title() != "1"


def test_a_phone_sees_the_article_over_the_chat(visit: Any) -> None:
    page = visit(width=360, height=740, locale="en-US")
    # The page comes in Chinese and turns into the browser's language when its first event is answered.
    page.locator(".wb-papers", has_text="Newest issue").wait_for(timeout=MINUTE)
    page.locator("#wb-new", has_text="New conversation").wait_for(timeout=MINUTE)
    ask(page, ASKED)
    shot(page, "phone-answer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".wb-cites [data-open]").first.click()
    page.wait_for_selector(".wb-article .wb-answer")
    box = page.locator("#wb-side").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, 0, 360)
    shot(page, "phone-article")
    page.click("[data-close]")
    page.wait_for_selector("#wb-side", state="hidden")
    assert page.evaluate("document.activeElement.dataset.open") is not None


def test_two_visitors_do_not_see_each_other(visit: Any) -> None:
    first, second = visit(), visit()
    ask(first, "你好")
    ask(second, "谢谢")
    assert first.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert second.locator(".wb-asked").all_inner_texts() == ["谢谢"]


def test_the_page_names_no_address_outside(server: str) -> None:
    with urllib.request.urlopen(server, timeout=30) as answer:
        page = answer.read().decode("utf-8")
    assert "fonts.googleapis.com/css" not in page
    assert "问报" in page


def test_an_address_opens_at_the_same_answer_and_the_cited_place(visit: Any, server: str) -> None:
    page = visit()
    page.goto(server + "/?" + urllib.parse.urlencode({"q": ASKED}))
    page.wait_for_selector('.wb-turn[data-kind="span"]', timeout=3 * MINUTE)
    assert SAID in page.locator(".wb-said").inner_text()
    page.goto(server + page.locator(".wb-cites a").first.get_attribute("href"))
    cited = page.locator("#cited")
    assert cited.inner_text() == SAID
    page.wait_for_timeout(800)
    box = cited.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 860
    shot(page, "reading")


def test_the_papers_can_be_read_and_searched(visit: Any, server: str) -> None:
    page = visit(color_scheme="dark")
    page.goto(server + "/paper")
    page.locator(".month a").last.click()
    page.locator(".brief a").first.click()
    assert page.locator(".article h1").inner_text()
    page.goto(server + "/paper/search?" + urllib.parse.urlencode({"q": "水位", "page": "1"}))
    assert page.locator(".results mark").first.inner_text() == "水位"
    assert "第1版" in page.locator(".where").first.inner_text()
    shot(page, "search-dark")
    page.locator(".chips a").click()
    assert "page=1" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_is_found(visit: Any, server: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(color_scheme=scheme)
    ask(page, ASKED)
    shot(page, f"answer-{scheme}")
    for path in ("", "/paper", "/paper/search?q=水位", "/paper/issue/2025-09-09"):
        if path:
            page.goto(server + path)
        found = axe.Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in _SERIOUS]
        assert serious == [], path
