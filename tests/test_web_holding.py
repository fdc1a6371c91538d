"""What a visitor has typed, chosen and been told stays, whatever comes between, in a browser."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from qa.web.words import say
from tests.browser import LONG, Visit, ask, chosen, context, filled, line, turns

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
BOX = "#wb-box textarea"
ANSWERED = ".wb-turn[data-kind]"


# Passes on what the server tells of the events; once `late` has said so, what is named only so much later,
# also in the streams that are open by then. Stands in the page before it loads.
STREAMS = """(() => {
    const plain = window.fetch;
    window.hearing = new Set();
    window.fetch = async (...asked) => {
        const answer = await plain(...asked);
        const address = asked[0] instanceof Request ? asked[0].url : String(asked[0]);
        if (!address.includes("/queue/data")) {
            return answer;
        }
        const over = () => window.hearing.delete(answer);
        window.hearing.add(answer);
        (asked[1]?.signal || asked[0].signal)?.addEventListener("abort", over);
        const slowly = new TransformStream({
            flush: over,
            cancel: over,
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


def quiet(page: Page) -> None:
    """Wait until the page has heard all that the server has to tell of its loading."""
    filled(page)
    for _ in range(3):  # between two streams there may be none for a moment
        page.wait_for_function("window.hearing.size === 0")
        page.wait_for_timeout(300)


def forgotten(page: Page) -> None:
    """From now on the server does not know this page, as if it had been started anew."""

    def strange(one: Route) -> None:
        told = one.request.post_data
        one.continue_(
            url=re.sub(r"(session_hash=)\w+", r"\1stranger", one.request.url),
            post_data=told and re.sub(r'("session_hash":\s*")\w+', r"\1stranger", told),
        )

    page.route("**/queue/**", strange)


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
    chosen(page, 3)
    page.wait_for_selector(ANSWERED)
    chosen(page, 3)
    assert "newspaper" not in page.url  # it was asked without them
    ask(page, "望舒大桥什么时候恢复通车？")
    assert page.locator(ANSWERED).nth(1).get_attribute("data-kind") == "none"
    assert "newspaper" in page.url
    page.reload()
    turns(page, 2)
    chosen(page, 3)


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
    page.wait_for_selector(ANSWERED)
    page.wait_for_timeout(500)
    assert page.input_value(BOX) == "写到一半的"
    page.press(BOX, "Enter")
    turns(page, 2)
    line(page, "")
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
        turns(page, 2)
        line(page, "写到一半的")
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
    visitor = context(browser, locale=locale)
    page = visitor.new_page()
    page.goto(server)
    page.wait_for_selector("[data-ask]")
    ask(page, "你好")
    visitor.set_offline(True)
    page.fill(BOX, ASKED)
    page.press(BOX, "Enter")
    notice = page.locator('.wb-lost[role="alert"]')
    notice.wait_for()
    assert say("lost", language) in notice.inner_text()  # type: ignore[arg-type]
    page.click("[data-again]")
    page.wait_for_timeout(500)
    notice.wait_for()  # it is still gone
    visitor.set_offline(False)
    if pressed:  # or else the page finds out by itself
        page.evaluate("document.querySelector('[data-again]').click()")
    turns(page, 2)
    page.wait_for_timeout(1500)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好", ASKED]
    notice.wait_for(state="hidden")
    visitor.close()


def test_a_link_with_a_question_is_asked_though_another_conversation_stood_here(
    visit: Visit, server: str
) -> None:
    page = visit()
    ask(page, "你好")
    page.goto(server + "/?" + urlencode({"q": "谢谢"}))
    page.wait_for_selector(ANSWERED)
    assert page.locator(".wb-asked").all_inner_texts() == ["谢谢"]
    page.go_back()
    page.wait_for_function("document.querySelector('.wb-asked')?.textContent === '你好'")


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
    page.wait_for_selector(ANSWERED)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    assert page.input_value(BOX) == "写到一半的"


@pytest.mark.parametrize("late", [False, True])
def test_folds_stay_as_they_were_left_when_all_is_drawn_anew(visit: Visit, late: bool) -> None:
    # A browser says that a fold was opened a while after it was: it may have been drawn anew by then.
    script = "addEventListener('toggle', (event) => event.stopImmediatePropagation(), true);" if late else ""
    page = visit(script=script)
    page.locator(".wb-filter summary").click()
    filled(page)
    page.select_option('.wb-fields [name="newspaper"]', "样报")
    chosen(page, 1)
    assert page.locator(".wb-fields").is_visible()
    page.locator(".wb-filter summary").click()
    page.locator('.wb-held [data-drop="newspaper"]').click()
    chosen(page, 0)
    assert not page.locator(".wb-fields").is_visible()
    ask(page, ASKED)
    page.locator(".wb-took summary").press("Enter")
    ask(page, "你好")
    assert page.locator(".wb-turn").first.locator(".wb-took").get_attribute("open") is not None


def test_a_question_that_follows_at_once_upon_an_answer_is_asked(visit: Visit) -> None:
    page = visit(script=STREAMS)
    late(page, "process_completed", 3000)
    ask(page, ASKED)
    ask(page, "你好")
    ask(page, "你好")
    assert page.locator(".wb-asked").all_inner_texts() == [ASKED, "你好", "你好"]


def test_a_question_whose_event_is_lost_is_told_again(visit: Visit) -> None:
    page = visit(script=STREAMS)
    quiet(page)
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
    page.wait_for_selector(ANSWERED)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    line(page, "写到一半的")
    assert loads


def test_a_page_of_a_server_that_was_started_anew_is_loaded_again_at_once(visit: Visit) -> None:
    page = visit(script=STREAMS)
    filled(page)
    told: list[str] = []
    page.on("request", lambda one: told.append(one.url) if "/queue/join" in one.url else None)
    page.on("domcontentloaded", lambda _: told.append("loaded"))
    other = {"state": "ready", "started": "another"}
    page.route("**/healthz", lambda one: one.fulfill(json=other))
    late(page, "data:", 1_000_000_000)
    page.fill(BOX, "你好")
    page.press(BOX, "Enter")
    page.fill(BOX, "写到一半的")
    page.wait_for_selector(ANSWERED)
    assert page.locator(".wb-asked").all_inner_texts() == ["你好"]
    line(page, "写到一半的")
    assert told.index("loaded") == 1  # after one telling
    assert told.count("loaded") == 1  # once, whatever is told of the server after that


def test_a_tab_that_was_duplicated_goes_on_with_a_conversation_of_its_own(visit: Visit, server: str) -> None:
    page = visit()
    ask(page, "你好")
    told = page.evaluate("JSON.stringify(history.state)")
    other = page.context.new_page()
    other.add_init_script(f"history.state?.wenbao || history.replaceState({told}, '');")  # as a browser does
    other.goto(server)
    other.wait_for_selector(ANSWERED)
    lengths = "JSON.parse(localStorage.getItem('wenbao')).map(one => one.turns.length).sort().join()"
    other.wait_for_function(f"{lengths} === '1,1'")
    ask(other, "谢谢")
    assert other.locator(".wb-asked").all_inner_texts() == ["你好", "谢谢"]
    page.wait_for_function(f"{lengths} === '1,2'")
    ask(page, ASKED)
    page.wait_for_function(f"{lengths} === '2,2'")
