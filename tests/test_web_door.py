"""The first page: in the visitor's language, with a line to type in before the rest is there."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from qa.web.words import say
from tests.browser import context, line
from tests.serving import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BOX = "#wb-box textarea"
ANSWERED = ".wb-turn[data-kind]"


@pytest.mark.parametrize("script", ["whole", "broken"])
def test_a_question_sent_before_the_page_is_there_is_asked_once(
    browser: Browser, server: str, script: str
) -> None:
    visitor = context(browser)
    page = visitor.new_page()
    with urllib.request.urlopen(server, timeout=PATIENCE) as answer:
        text = answer.read().decode("utf-8")
    if script == "broken":
        begin = text.index("<script>", text.index('id="wb-early"'))
        broken = text[:begin] + "<script>throw new Error('broken');" + text[begin + len("<script>") :]
        page.route(server + "/", lambda one: one.fulfill(body=broken, content_type="text/html"))
    # The page's own scripts come when the question is sent.
    sent: list[bool] = []
    page.route("**/assets/*.js", lambda one: one.continue_() if sent else None)
    page.goto(server, wait_until="commit")
    page.wait_for_function("document.activeElement?.name === 'q'")
    page.keyboard.type("你好")
    sent.append(True)
    page.keyboard.press("Enter")
    page.wait_for_selector(ANSWERED)
    page.wait_for_timeout(1500)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert page.input_value(BOX) == ""
    assert not page.locator("#wb-early").is_visible()
    visitor.close()


def test_what_is_typed_before_the_page_is_there_goes_into_its_line(browser: Browser, server: str) -> None:
    visitor = context(browser)
    page = visitor.new_page()
    page.add_init_script("""new MutationObserver((_, watcher) => {
        const first = document.querySelector("#wb-early [name=q]");
        if (first) { watcher.disconnect(); first.value = "写到一半的"; }
    }).observe(document, { subtree: true, childList: true });""")
    page.goto(server)
    page.wait_for_selector(BOX)
    line(page, "写到一半的")
    page.wait_for_timeout(2000)
    assert page.input_value(BOX) == "写到一半的"
    assert page.locator(".wb-turn").count() == 0
    visitor.close()


@pytest.mark.parametrize(
    ("accept", "tag", "words"),
    [("zh-CN,zh;q=0.9", "zh-CN", "最新一期"), ("en-US,en", "en", "Newest issue"), ("", "zh-CN", "最新一期")],
)
def test_the_first_page_speaks_the_visitor_s_language(server: str, accept: str, tag: str, words: str) -> None:
    asked = urllib.request.Request(server, headers={"Accept-Language": accept})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        text = answer.read().decode("utf-8")
        assert answer.headers["Vary"] == "Accept-Language"
        assert answer.headers["Content-Language"] == tag
    assert f'lang="{tag}"' in text[:300]
    begin = text.index("window.gradio_config = ") + len("window.gradio_config = ")
    config, _ = json.JSONDecoder().raw_decode(text[begin:])
    values = {one["props"].get("elem_id"): one["props"].get("value") for one in config["components"]}
    assert words in values["wb-top"]
    assert say("new", "en" if tag == "en" else "zh") in values["wb-desk"]
