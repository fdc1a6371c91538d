"""A Chromium of the system for tests of the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Milliseconds after which whatever is waited for counts as never coming. It comes in moments: this is for the
# slowest machine, and for all waiting alike, so that no test has a time-out of its own.
LONG = 15 * 60_000
Visit = Callable[..., "Page"]

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """The path of a Chromium: WENBAO_CHROMIUM, else one on the path."""
    named = os.environ.get("WENBAO_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser; the test is skipped where none is installed."""
    path = find_chromium()
    if path is None or not Path(path).exists():
        pytest.skip("no Chromium on this machine (install it, or name it in WENBAO_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of a visitor's own that waits for whatever comes.

    WENBAO_SLOWER makes its pages so many times slower: what races shows itself by that.
    """
    made = browser.new_context(**{"locale": "zh-CN", **options})
    made.set_default_timeout(LONG)
    if slower := os.environ.get("WENBAO_SLOWER"):

        def slow(page: Page) -> None:
            rate = {"rate": float(slower)}
            made.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", rate)

        made.on("page", slow)
    return made


@contextmanager
def visits(browser: Browser, server: str) -> Iterator[Visit]:
    """Opens the page; afterwards nothing was fetched from elsewhere and no script failed."""
    contexts = []
    faults: list[str] = []
    ours = (server, "data:", "blob:", server.replace("http", "ws", 1))

    def opened(
        path: str = "/",
        width: int = 1360,
        height: int = 860,
        locale: str = "zh-CN",
        script: str = "",
        **options: Any,
    ) -> Page:
        viewport = {"width": width, "height": height}
        one = context(browser, viewport=viewport, locale=locale, **options)
        contexts.append(one)
        page = one.new_page()
        if script:
            page.add_init_script(script)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(ours) else faults.append(one.url))
        page.goto(server + path)
        if path == "/":
            page.wait_for_selector("[data-ask]")
            page.wait_for_selector("#wb-box textarea")
        return page

    yield opened
    for one in contexts:
        one.close()
    assert faults == []


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands."""
    count = page.locator(".wb-turn[data-kind]").count()
    page.fill("#wb-box textarea", question)
    page.press("#wb-box textarea", "Enter")
    page.wait_for_function(
        "count => document.querySelectorAll('.wb-turn[data-kind]').length > count",
        arg=count,
    )


def turns(page: Page, count: int) -> None:
    """Wait until so many answers stand."""
    page.wait_for_function(
        "count => document.querySelectorAll('.wb-turn[data-kind]').length === count", arg=count
    )


def chosen(page: Page, count: int) -> list[str]:
    """Wait until so many filters hold; what their chips say."""
    page.wait_for_function(
        "count => document.querySelectorAll('.wb-held [data-drop]').length === count", arg=count
    )
    return page.locator(".wb-held [data-drop]").all_inner_texts()


def filled(page: Page, newspaper: str = "样报") -> None:
    """Wait until a newspaper can be chosen: what the page draws of itself as it loads is there by then."""
    page.wait_for_selector(f".wb-fields option[value='{newspaper}']", state="attached")


def line(page: Page, text: str) -> None:
    """Wait until the line holds that text."""
    page.wait_for_function("text => document.querySelector('#wb-box textarea')?.value === text", arg=text)


def copied(page: Page, name: str) -> str:
    """Press a button that copies; what the clipboard holds after that."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    told: str = page.evaluate("navigator.clipboard.readText()")
    return told
