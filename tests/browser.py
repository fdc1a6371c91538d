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
    from playwright.sync_api import Browser, Page

# Milliseconds. What is waited for comes in moments; the time-outs are for the slowest machine.
MINUTE = 60_000
LONG = 20 * MINUTE
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
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(5 * MINUTE)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(ours) else faults.append(one.url))
        page.goto(server + path)
        if path == "/":
            page.wait_for_selector("[data-ask]", timeout=MINUTE)
            page.wait_for_selector("#wb-box textarea", timeout=MINUTE)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands."""
    count = page.locator(".wb-turn[data-kind]").count()
    page.fill("#wb-box textarea", question)
    page.press("#wb-box textarea", "Enter")
    page.wait_for_function(
        "count => document.querySelectorAll('.wb-turn[data-kind]').length > count",
        arg=count,
        timeout=LONG,
    )
