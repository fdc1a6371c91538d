"""What a visitor has typed, chosen and been told stays, whatever comes between, in a browser."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from qa.web.words import say
from tests.browser import LONG, MINUTE, Visit, ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
BOX = "#wb-box textarea"
TWO = "document.querySelectorAll('.wb-turn[data-kind]').length === 2"
ANSWERED = ".wb-turn[data-kind]"


def forgotten(page: Page) -> None:
    """From now on the server does not know this page, as if it had been started anew."""

    def strange(one: Route) -> None:
        told = one.request.post_data
        one.continue_(
            url=re.sub(r"(session_hash=)\w+", r"\1stranger", one.request.url),
            post_data=told and re.sub(r'("session_hash":\s*")\w+', r"\1stranger", told),
        )

    page.route("**/queue/**", strange)


def filled(page: Page) -> None:
    """Return when there is something to choose."""
    page.wait_for_selector('.wb-fields option[value="样报"]', state="attached", timeout=MINUTE)


def test_filters_chosen_in_a_row_and_while_an_answer_runs_all_hold(visit: Visit) -> None:
    page = visit()
    filled(page)
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    page.locator(".wb-filter summary").click()
    page.evaluate("""() => {
        for (const [name, value] of [["newspaper", "样报"], ["kind", "news"], ["since", "2025-08-01"]]) {
            const field = document.querySelector(`.wb-fields [name="${name}"]`);
            field.value = value;
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }
    }""")
    held = page.locator(".wb-held [data-drop]")
    page.wait_for_function("document.querySelectorAll('.wb-held [data-drop]').length === 3", timeout=MINUTE)
    page.wait_for_selector(ANSWERED, timeout=LONG)
    assert held.count() == 3
    assert "newspaper" not in page.url  # it was asked without them
    ask(page, "望舒大桥什么时候恢复通车？")
    assert page.locator(ANSWERED).nth(1).get_attribute("data-kind") == "none"
    assert "newspaper" in page.url
    page.reload()
    page.wait_for_function(TWO, timeout=MINUTE)
    page.wait_for_function("document.querySelectorAll('.wb-held [data-drop]').length === 3", timeout=MINUTE)


def test_nothing_is_asked_by_an_empty_line_and_what_is_typed_stays(visit: Visit) -> None:
    page = visit()
    filled(page)
    page.evaluate("document.querySelector('.wb-start').dataset.same = 'yes'")
    for empty in ("", "  "):
        page.fill(BOX, empty)
        page.press(BOX, "Enter")
    page.wait_for_timeout(1500)
    assert page.locator(".wb-start[data-same]").count() == 1
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    page.fill(BOX, "写到一半的")
    page.wait_for_selector(ANSWERED, timeout=LONG)
    page.wait_for_timeout(500)
    assert page.input_value(BOX) == "写到一半的"
    page.press(BOX, "Enter")
    page.wait_for_function(TWO, timeout=MINUTE)
    assert page.input_value(BOX) == ""
    page.press(BOX, "Enter")
    page.wait_for_timeout(1500)
    assert page.locator(".wb-turn").count() == 2


def test_the_conversation_is_there_after_an_article_and_when_the_page_is_loaded_again(
    visit: Visit, server: str
) -> None:
    page = visit()
    ask(page, "你好")
    ask(page, ASKED)
    before = page.locator(".wb-turn").all_inner_texts()
    page.fill(BOX, "写到一半的")
    page.evaluate("location.hash = '#wb-box'")
    page.wait_for_timeout(500)
    page.go_back()
    page.wait_for_timeout(500)
    assert page.locator(".wb-turn").all_inner_texts() == before
    assert page.input_value(BOX) == "写到一半的"
    for leave in ("article", "reload"):
        if leave == "article":
            page.goto(server + str(page.locator(".wb-cites a").first.get_attribute("href")))
            page.wait_for_selector("#cited")
            page.go_back()
        else:
            page.reload()
        page.wait_for_function(TWO, timeout=MINUTE)
        page.wait_for_timeout(2000)
        assert page.locator(".wb-turn").all_inner_texts() == before
        assert page.locator('.wb-turn[aria-busy="true"]').count() == 0
        assert page.input_value(BOX) == "写到一半的"
    forgotten(page)
    page.fill(BOX, "")
    ask(page, "谢谢")
    assert page.locator(".wb-asked").all_inner_texts() == ["你好", ASKED, "谢谢"]
    page.click("#wb-new")
    page.wait_for_selector(".wb-turn", state="detached")
    page.reload()
    page.wait_for_selector("[data-ask]")
    page.wait_for_timeout(1500)
    assert page.locator(".wb-turn").count() == 0


@pytest.mark.parametrize(("locale", "language", "pressed"), [("zh-CN", "zh", False), ("en-US", "en", True)])
def test_a_server_that_is_gone_is_told_and_the_question_is_asked_again(
    browser: Browser, server: str, locale: str, language: str, pressed: bool
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(server)
    page.wait_for_selector("[data-ask]", timeout=MINUTE)
    ask(page, "你好")
    context.set_offline(True)
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    notice = page.locator('.wb-lost[role="alert"]')
    notice.wait_for(timeout=MINUTE)
    assert say("lost", language) in notice.inner_text()  # type: ignore[arg-type]
    page.click("[data-again]")
    page.wait_for_timeout(500)
    notice.wait_for(timeout=MINUTE)  # it is still gone
    context.set_offline(False)
    if pressed:  # or else the page finds out by itself
        page.evaluate("document.querySelector('[data-again]').click()")
    page.wait_for_function(TWO, timeout=LONG)
    page.wait_for_timeout(1500)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好", ASKED]
    assert not notice.is_visible()
    context.close()


def test_a_link_with_a_question_is_asked_though_another_conversation_stood_here(
    visit: Visit, server: str
) -> None:
    page = visit()
    ask(page, "你好")
    page.goto(server + "/?" + urlencode({"q": "谢谢"}))
    page.wait_for_selector(ANSWERED, timeout=MINUTE)
    assert page.locator(".wb-asked").all_inner_texts() == ["谢谢"]
    page.go_back()
    page.wait_for_function("document.querySelector('.wb-asked')?.textContent === '你好'", timeout=MINUTE)


def test_what_is_sent_is_the_line_as_it_stood_at_enter(visit: Visit) -> None:
    page = visit()
    page.evaluate("""() => {
        const line = document.querySelector("#wb-box textarea");
        const typed = (text) => {
            line.value = text;
            line.dispatchEvent(new Event("input", { bubbles: true }));
        };
        typed("你好");
        line.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        typed("写到一半的");
    }""")
    page.wait_for_selector(ANSWERED, timeout=LONG)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert page.input_value(BOX) == "写到一半的"


# Passes on what the server tells of the events; once `late` has said so, what is named only so much later,
# also in the streams that are open by then. Stands in the page before it loads.
STREAMS = """(() => {
    const plain = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await plain(...asked);
        const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
        if (!address.includes("/queue/data")) {
            return answer;
        }
        const slowly = new TransformStream({
            async transform(part, passed) {
                if (window.named && new TextDecoder().decode(part).includes(window.named)) {
                    await new Promise((go) => setTimeout(go, window.late));
                }
                passed.enqueue(part);
            },
        });
        return new Response(answer.body.pipeThrough(slowly), answer);
    };
})()"""


def late(page: Page, named: str, milliseconds: int) -> None:
    """The page hears parts of streams with `named` in them only so much later, until it is loaded again."""
    page.evaluate("([named, late]) => Object.assign(window, { named, late })", [named, milliseconds])


def test_a_question_that_follows_at_once_upon_an_answer_is_asked(visit: Visit) -> None:
    page = visit(script=STREAMS)
    late(page, "process_completed", 3000)
    ask(page, ASKED)
    ask(page, "你好")
    ask(page, "你好")
    assert page.locator(".wb-asked").all_inner_texts() == [ASKED, "你好", "你好"]


def test_a_question_whose_event_is_lost_is_told_again(visit: Visit) -> None:
    page = visit()
    filled(page)
    lost = []

    def lose(one: Route) -> None:
        lost.append(one.request.url)
        one.abort() if len(lost) == 1 else one.continue_()

    page.route("**/queue/join**", lose)
    ask(page, "你好")
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert len(lost) > 1


def test_a_page_that_hears_nothing_any_more_is_loaded_again_and_answers(visit: Visit) -> None:
    page = visit(script=STREAMS)
    filled(page)
    page.clock.install()
    late(page, "data:", 1_000_000_000)  # its streams are there, and tell nothing
    page.fill(BOX, "你好")
    page.press(BOX, "Enter")
    page.fill(BOX, "写到一半的")
    loads: list[object] = []
    page.on("domcontentloaded", lambda loaded: loads.append(loaded))
    until = time.monotonic() + LONG / 1000
    while not loads and time.monotonic() < until:
        page.clock.run_for(2000)
        page.wait_for_timeout(100)
    page.clock.resume()
    page.wait_for_selector(ANSWERED, timeout=LONG)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert page.input_value(BOX) == "写到一半的"
    assert loads


def test_a_tab_that_was_duplicated_goes_on_with_a_conversation_of_its_own(visit: Visit, server: str) -> None:
    page = visit()
    ask(page, "你好")
    told = page.evaluate("JSON.stringify(history.state)")
    other = page.context.new_page()
    other.add_init_script(f"history.state?.wenbao || history.replaceState({told}, '');")  # as a browser does
    other.goto(server)
    other.wait_for_selector(ANSWERED, timeout=LONG)
    lengths = "JSON.parse(localStorage.getItem('wenbao')).map(one => one.turns.length).sort().join()"
    other.wait_for_function(f"{lengths} === '1,1'")
    ask(other, "谢谢")
    assert other.locator(".wb-asked").all_inner_texts() == ["你好", "谢谢"]
    page.wait_for_function(f"{lengths} === '1,2'")
    ask(page, ASKED)
    page.wait_for_function(f"{lengths} === '2,2'")
