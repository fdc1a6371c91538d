"""The first moments, in a browser: before the models are loaded, and before the page itself is wired."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Visit, context
from tests.serving import ready, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
SAID = "300万元"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server whose models do not load as long as they are held."""
    (folder / "hold-models").touch()
    with served(folder, program=("-m", "tests.late", str(folder))) as address:
        yield address


def test_the_page_can_be_used_while_the_models_load_and_says_that_they_do(
    visit: Visit, server: str, folder: Path
) -> None:
    page, other = visit(), visit(locale="en-US")
    state = page.locator(".wb-state")
    assert state.inner_text() == "正在装入模型，现在就可以提问，稍候作答"
    other.locator(".wb-state", has_text="Loading the models; you can ask already").wait_for()

    # The papers can be read, and filters set.
    other.goto(server + "/paper/issue/2025-09-11")
    other.locator(".brief h3 a").first.click()
    assert other.locator(".text").inner_text()
    page.locator(".wb-filter summary").click()
    page.select_option('.wb-fields [name="newspaper"]', "样报")
    page.locator('.wb-held [data-drop="newspaper"]').wait_for()

    # A question waits, and says what for; it can be stopped.
    for _ in range(2):
        page.fill("#wb-box textarea", ASKED)
        page.press("#wb-box textarea", "Enter")
        waits = page.locator('[aria-busy="true"] .wb-note', has_text="正在装入模型，装好就作答")
        waits.wait_for()
        if page.locator(".wb-turn").count() == 1:
            page.keyboard.press("Escape")
            page.locator(".wb-note", has_text="已停止。").wait_for()
    assert state.get_attribute("data-state") == "loading"

    (folder / "hold-models").unlink()
    page.wait_for_selector('.wb-turn[data-kind="span"]')
    assert page.locator(".wb-said").inner_text() == SAID
    page.wait_for_selector('.wb-state[data-state="ready"]', state="attached")
    assert not state.is_visible()


def test_a_question_sent_in_the_moment_the_field_is_there_is_answered(
    browser: Browser, server: str, folder: Path
) -> None:
    (folder / "hold-models").unlink(missing_ok=True)
    ready(server)
    visitor = context(browser)
    page = visitor.new_page()
    # In the very task that puts it on the page: before anything else of the page can have run.
    page.add_init_script("""new MutationObserver((_, watcher) => {
        const field = document.querySelector("#wb-box textarea");
        if (field) {
            watcher.disconnect();
            field.value = "你好";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }
    }).observe(document, { subtree: true, childList: true });""")
    page.goto(server, wait_until="commit")
    page.wait_for_selector(".wb-turn[data-kind]")
    page.wait_for_timeout(1000)  # what the page draws of itself as it comes wipes nothing out
    assert page.locator(".wb-turn[data-kind] .wb-asked").all_inner_texts() == ["你好"]
    assert page.input_value("#wb-box textarea") == ""
    visitor.close()


@pytest.mark.parametrize("seconds", [0.0, 0.7, 1.4, 2.1])
def test_ctrl_c_while_the_models_load_ends_it_well(folder: Path, seconds: float) -> None:
    with served(folder):
        time.sleep(seconds)  # in the midst of it, at several places
