"""The chat page in a browser, over the sample editions and the models that ship."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from qa.web.page import asset
from tests import visiting
from tests.browser import ask, chosen, context, copied, line, turns
from tests.serving import PATIENCE, ready

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
SAID = "300万元"
_SERIOUS = {"serious", "critical"}
UNSAID = "火星基地的食堂几点开门？"


def answered(server: str) -> int:
    """How many questions the server has answered so far."""
    with urllib.request.urlopen(f"{server}/metrics", timeout=PATIENCE) as counts:
        rows = re.findall(r"^wenbao_questions_total\{.*\} (\d+)", counts.read().decode("utf-8"), re.MULTILINE)
    return sum(map(int, rows))


def test_question_answer_citation_and_refusal(visit: Any) -> None:
    page = visit()
    assert page.locator("[data-ask]").count() >= 3

    ask(page, ASKED)
    turn = page.locator(".wb-turn").nth(0)
    assert SAID in turn.locator(".wb-said").inner_text()
    assert SAID in turn.locator(".wb-quote mark").first.inner_text()
    source = turn.locator(".wb-cites [data-open]").first
    assert re.search(r"\[1\] 《.+》2025年8月4日第1版《.+》", source.inner_text())

    source.click()
    page.wait_for_selector(".wb-article .wb-answer")
    assert SAID in page.locator(".wb-article .wb-answer").inner_text()
    assert "2025年8月4日" in page.locator(".wb-place").inner_text()
    assert page.locator(".wb-headline").inner_text()
    page.wait_for_function(  # scrolled to the mark
        "(() => { const at = document.querySelector('.wb-article .wb-answer').getBoundingClientRect();"
        " return at.top > 0 && at.bottom < innerHeight; })()"
    )
    page.keyboard.press("Escape")
    page.wait_for_selector(".wb-article", state="detached")

    ask(page, UNSAID)
    refused = page.locator(".wb-turn").nth(1)
    assert "报上没有说" in refused.locator(".wb-message").inner_text()
    assert refused.locator(".wb-said").count() == 0
    refused.locator(".wb-related [data-open]").first.click()
    page.wait_for_selector(".wb-article")

    page.click("#wb-new")
    page.wait_for_selector(".wb-turn", state="detached")
    assert page.locator("[data-ask]").count() >= 3


def test_an_example_is_asked_by_a_click(visit: Any) -> None:
    page = visit()
    page.wait_for_selector('.wb-state[data-state="ready"]', state="attached")
    chip = page.locator("[data-ask]").nth(1)  # the first asks for the digest
    question = chip.inner_text()
    chip.click()
    page.wait_for_selector(".wb-turn[data-kind]")
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
    page.locator(".wb-papers", has_text="Newest issue").wait_for()
    page.locator("#wb-new", has_text="New conversation").wait_for()
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 360, "height": 400})
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(  # where one types stays in sight
        "(() => { const end = document.querySelector('#wb-box').getBoundingClientRect().bottom;"
        " return innerHeight === 400 && 200 < end && end <= 400; })()"
    )
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".wb-cites [data-open]").first.click()
    page.wait_for_selector(".wb-article .wb-answer")
    # It lies over the chat, opens at the marked place, and its button is in reach wherever it is scrolled to.
    page.wait_for_function("""(() => {
        const at = (one) => document.querySelector(one).getBoundingClientRect();
        const [side, mark, close] = ["#wb-side", ".wb-article .wb-answer", "[data-close]"].map(at);
        return innerHeight === 740 && side.x === 0 && side.y === 0 && side.width === 360
            && 0 < mark.y && mark.y < 500 && 0 <= close.y && close.y < 100;
    })()""")
    page.mouse.move(180, 400)
    page.mouse.wheel(0, -4000)
    page.wait_for_function("document.querySelector('.wb-headline').getBoundingClientRect().top > 0")
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
    with urllib.request.urlopen(server, timeout=PATIENCE) as answer:
        page = answer.read().decode("utf-8")
    assert "fonts.googleapis.com/css" not in page
    assert "问报" in page


def test_an_address_asks_once_and_opens_at_the_same_answer_and_the_cited_place(
    visit: Any, server: str
) -> None:
    page = visit()
    before = answered(server)
    page.goto(server + "/?" + urllib.parse.urlencode({"q": ASKED, "page": "1"}))  # as it was once called
    page.wait_for_selector('.wb-turn[data-kind="span"]')
    assert SAID in page.locator(".wb-said").inner_text()
    page.wait_for_selector('.wb-held [data-drop="page"]')  # the filters it was asked with hold on
    page.wait_for_timeout(2000)  # a question asked again would be by now
    assert answered(server) == before + 1
    assert page.locator(".wb-turn").count() == 1
    assert page.url.endswith("&p=1")
    page.goto(server + page.locator(".wb-cites a").first.get_attribute("href"))
    cited = page.locator("#cited")
    assert cited.inner_text() == SAID
    page.wait_for_function(
        "(() => { const at = document.querySelector('#cited').getBoundingClientRect();"
        " return at.top > 0 && at.bottom < innerHeight; })()"
    )


def test_an_address_with_filters_alone_asks_nothing(visit: Any) -> None:
    page = visit("/paper/issue/2025-09-11")
    page.locator("a", has_text="只问这一期").click()
    assert chosen(page, 3) == [
        "报纸：澜浦日报 ×",
        "从：2025-09-11 ×",
        "到：2025-09-11 ×",
    ]
    assert page.locator(".wb-turn").count() == 0
    ask(page, "9月11日的报纸有哪些新闻？")
    assert "2025年9月11日" in page.locator(".wb-found").first.inner_text()
    page.locator('.wb-held [data-drop="since"]').click()
    assert chosen(page, 2) == ["报纸：澜浦日报 ×", "到：2025-09-11 ×"]


def test_all_goes_by_keyboard(visit: Any) -> None:
    page = visit()
    page.keyboard.press("Escape")
    page.locator("h1").first.click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.querySelector('#wb-box textarea')")
    page.keyboard.type("你好")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("谢谢")
    assert page.input_value("#wb-box textarea") == "你好\n谢谢"
    page.keyboard.press("Enter")
    page.wait_for_selector(".wb-turn[data-kind]")
    line(page, "")
    page.focus("#wb-box textarea")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "document.querySelector('#wb-box textarea').value.split(/\\s+/).join() === '你好,谢谢'"
    )
    page.fill("#wb-box textarea", "")
    # A chip by Tab and Enter; the focus is not lost when the conversation is drawn anew.
    page.locator(".wb-turn [data-ask]").first.focus()
    page.keyboard.press("Enter")
    turns(page, 2)
    page.wait_for_function("document.activeElement.closest('#wb-talk') !== null")


def test_retry_edit_undo_and_a_new_conversation(visit: Any) -> None:
    page = visit()
    ask(page, "你好")
    before = page.locator(".wb-turn").get_attribute("data-mark")
    page.click("[data-retry]")
    page.wait_for_selector(f'.wb-turn[data-kind]:not([data-mark="{before}"])')
    assert page.locator(".wb-turn").count() == 1
    ask(page, "谢谢")
    page.click("[data-edit]")
    page.wait_for_function("document.querySelectorAll('.wb-turn').length === 1")
    line(page, "谢谢")
    page.fill("#wb-box textarea", "")
    page.click("[data-undo]")
    page.wait_for_selector(".wb-turn", state="detached")
    assert page.input_value("#wb-box textarea") == ""
    ask(page, "你好")
    page.click("#wb-new")
    page.wait_for_selector(".wb-turn", state="detached")
    assert page.locator("[data-ask]").count() >= 3


def test_earlier_conversations_come_back_as_they_were_and_are_found(visit: Any) -> None:
    page = visit()
    ask(page, UNSAID)
    ask(page, ASKED)
    before = page.locator(".wb-turn").all_inner_texts()
    page.goto(page.url.split("?")[0])
    page.wait_for_selector("[data-ask]")
    page.locator(".wb-earlier summary").click()
    page.fill(".wb-earlier input", "没有这样的对话")
    assert page.locator(".wb-earlier [data-talk]").count() == 0
    page.fill(".wb-earlier input", "火星基地")
    page.locator(".wb-earlier [data-talk]").first.click()
    turns(page, 2)
    after = page.locator(".wb-turn").all_inner_texts()
    assert after == before
    assert page.locator(".wb-related [data-open]").count() > 0


def test_citations_are_copied_as_text_and_bibtex(visit: Any) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, ASKED)
    assert copied(page, "复制") == SAID
    page.wait_for_function("document.querySelector('.wb-live').textContent === '✓ 复制'")
    assert re.fullmatch(rf"“{SAID}”（《样报》2025年8月4日第1版《.+》）", copied(page, "复制引用"))
    assert copied(page, "复制 BibTeX").startswith("@article{")
    assert copied(page, "复制链接").startswith(page.url.split("?")[0] + "?q=")


def test_a_conversation_is_written_to_a_file_with_its_sources(visit: Any) -> None:
    page = visit()
    ask(page, ASKED)
    for form, mark in (("md", "**300万元**"), ("html", "<strong>300万元</strong>")):
        with page.expect_download() as waiting:
            page.click(f'[data-export="{form}"]')
        with open(waiting.value.path(), encoding="utf-8") as file:
            text = file.read()
        assert mark in text
        assert "/paper/article/" in text


def test_light_or_dark_is_chosen_once_for_all_pages(visit: Any, server: str) -> None:
    page = visit(color_scheme="light")
    page.click("[data-theme-switch]")
    assert page.evaluate("document.body.classList.contains('dark')")
    page.reload()
    page.wait_for_selector("[data-ask]")
    page.wait_for_function("document.body.classList.contains('dark')")
    page.goto(server + "/paper")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(27, 25, 22)"
    page.click("[data-theme-switch]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 249, 244)"


def test_large_text_and_little_motion(visit: Any) -> None:
    page = visit(width=360, height=740, reduced_motion="reduce")
    page.add_style_tag(content="html { font-size: 200% }")
    ask(page, ASKED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    moving = "[...document.querySelectorAll('#wb-talk *')].filter(one => getComputedStyle(one).animationName"
    assert page.evaluate(moving + " !== 'none').length") == 0


def test_the_answer_is_told_to_a_screen_reader(visit: Any) -> None:
    page = visit()
    ask(page, ASKED)
    live = page.locator('.wb-live[role="status"]')
    page.wait_for_function(f"document.querySelector('.wb-live').textContent.includes('{SAID}')")
    assert live.get_attribute("aria-live") == "polite"
    assert page.get_by_role("region", name="对话").count() == 1
    assert page.get_by_role("textbox", name="问题").count() == 1


def test_what_reports_say_differently_stands_side_by_side(visit: Any) -> None:
    page = visit()
    ask(page, "霁城山雀队的主教练是谁？")
    assert page.locator(".wb-message").inner_text().startswith("报上后来登了更正")
    assert page.locator(".wb-said").inner_text() == "裴一铭"
    cards = page.locator(".wb-alternative")
    assert cards.locator(".wb-other").all_inner_texts() == ["裴一铭", "裴一鸣"]
    assert cards.locator(".wb-day").all_inner_texts() == ["2025年9月12日", "2025年9月11日"]
    assert cards.locator(".wb-number").all_inner_texts() == ["[1]", "[2]"]
    left, right = (card.bounding_box() for card in cards.all())
    assert left is not None and right is not None
    assert (left["y"], left["x"] + left["width"] < right["x"]) == (right["y"], True)


def test_loading_the_page_wipes_out_nothing_that_was_shown_meanwhile(server: str) -> None:
    ready(server)
    written = visiting.come(server)
    assert len(written) >= 2
    # What a visitor keeps at the server is never told to the page.
    assert all(what is not None for one in written for kind, what in one if kind != "state")


def test_word_from_the_queue_is_held_back_until_a_stream_has_ended(browser: Browser) -> None:
    """While a stream counts as open, Gradio opens none for what it hears to be in the queue."""
    one = context(browser)
    page = one.new_page()
    page.goto("about:blank")
    page.evaluate("() => { window.fetch = async () => new Response('{}'); }")
    page.evaluate(asset("stream.js"))
    told = page.evaluate("""async () => {
        const told = [], stream = new AbortController();
        const join = () => fetch("http://a/queue/join?", { method: "POST" });
        await join().then(() => told.push("joined at once"));
        await fetch(new Request("http://a/queue/data?session_hash=x", { signal: stream.signal }));
        const joining = join().then(() => told.push("joined"));
        setTimeout(() => { told.push("ended"); stream.abort(); }, 20);
        await joining;
        const another = new AbortController();
        await fetch(new Request("http://a/queue/data?session_hash=x", { signal: another.signal }));
        await join().then(() => told.push("joined a stream that goes on"));
        return told;
    }""")
    one.close()
    assert told == ["joined at once", "ended", "joined", "joined a stream that goes on"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_is_found(visit: Any, server: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(color_scheme=scheme)
    ask(page, ASKED)
    for path in ("", "/paper", "/paper/search?q=水位", "/paper/issue/2025-09-09"):
        if path:
            page.goto(server + path)
        found = axe.Axe().run(page).response["violations"]
        serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in _SERIOUS]
        assert serious == [], path


def test_without_uploads_the_page_has_no_place_for_files_and_takes_none(visit: Any, server: str) -> None:
    page = visit()
    assert page.locator("#wb-add, .wb-add, input[type=file]").count() == 0
    for method, path in (("PUT", f"/uploads/{'0' * 32}?name=a.txt"), ("POST", "/gradio_api/upload")):
        asked = urllib.request.Request(server + path, data=b"x", method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=PATIENCE)
        assert refused.value.code in {404, 405}
        refused.value.close()
