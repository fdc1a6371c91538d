"""What readers find on the pages, in a browser: the front, what stands beside an answer, the paper itself."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from qa.suggest import DIGEST
from tests.browser import Visit, ask, copied, turns

ASKED = "一站式服务的示范园区最高能拿多少奖励？"
BRIDGE = "望舒大桥什么时候恢复通车？"
_SERIOUS = {"serious", "critical"}


def test_the_front_names_the_newest_issue_and_asks_from_the_archive(visit: Visit) -> None:
    page = visit()
    page.locator(".wb-papers", has_text="最新一期：《澜浦日报》2025年9月12日").wait_for()
    page.wait_for_selector(".wb-filter")
    chips = page.locator(".wb-start [data-ask]").all_inner_texts()
    assert chips[0] == DIGEST
    assert len(chips) == 7
    # Not canned: what is asked stands in the papers, and the first of them is answered from there.
    ask(page, chips[1])
    assert page.locator(".wb-turn .wb-cites [data-open]").count() >= 1
    assert page.locator(".wb-turn").get_attribute("data-kind") in {"span", "passage", "list", "metadata"}


def test_the_digest_is_one_click_away(visit: Visit) -> None:
    page = visit()
    page.wait_for_selector('.wb-state[data-state="ready"]', state="attached")
    page.locator(".wb-start [data-ask]").first.click()
    page.wait_for_selector('.wb-turn[data-kind="articles"]')
    days = page.locator(".wb-found").first.locator("[data-open]").all_inner_texts()
    assert len(days) >= 3
    assert all("2025年9月12日" in one for one in days)


def test_confidence_is_a_word_that_says_what_it_means(visit: Visit) -> None:
    page = visit()
    ask(page, ASKED)
    sure = page.locator(".wb-sure")
    tip = page.locator(".wb-tip")
    assert "把握：很大" in sure.inner_text()
    assert not tip.is_visible()
    sure.focus()
    tip.wait_for()
    assert "大约" in tip.inner_text()
    assert sure.get_attribute("aria-describedby") == tip.get_attribute("id")


def test_the_answer_stands_first_and_largest(visit: Visit) -> None:
    page = visit()
    ask(page, ASKED)
    rows = [page.locator(one).first for one in (".wb-said", ".wb-quote", ".wb-cites a", ".wb-sure")]
    boxes = [one.bounding_box() for one in rows]
    tops = [box["y"] for box in boxes if box is not None]
    assert len(tops) == 4
    assert tops == sorted(tops)
    said, quote = (
        float(one.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) for one in rows[:2]
    )
    assert said >= 1.5 * quote
    assert page.locator(".wb-quote mark").first.inner_text() == page.locator(".wb-said").inner_text()


def test_a_day_is_resolved_beside_the_paper_s_word_for_it_and_the_quote_untouched(visit: Visit) -> None:
    page = visit()
    ask(page, "流感疫苗什么时候开始预约？")
    assert page.locator(".wb-said").inner_text() == "今天（2025年9月9日）上午9时"
    assert "从今天上午9时起开放预约" in page.locator(".wb-quote").first.inner_text()
    assert page.locator(".wb-quote mark").first.inner_text() == "今天上午9时"
    assert page.locator("[data-copy]").first.get_attribute("data-copy") == "今天上午9时"
    page.locator(".wb-cites [data-open]").first.click()
    page.wait_for_selector(".wb-article .wb-answer")
    assert page.locator(".wb-article .wb-answer").inner_text() == "今天上午9时"


def test_filters_hold_for_the_chat_until_they_are_taken_away(visit: Visit) -> None:
    page = visit()
    page.locator(".wb-filter summary").click()
    page.select_option('.wb-fields [name="newspaper"]', "样报")
    chip = page.locator('.wb-held [data-drop="newspaper"]')
    chip.wait_for()
    for number in range(2):  # that paper does not tell of the bridge, the second time as little as the first
        ask(page, BRIDGE)
        turn = page.locator(".wb-turn").nth(number)
        assert turn.get_attribute("data-kind") == "none"
        assert "澜浦日报" not in turn.inner_text()
    assert "newspaper=" in page.url
    chip.click()
    chip.wait_for(state="detached")
    ask(page, BRIDGE)
    assert "澜浦日报" in page.locator(".wb-turn").nth(2).inner_text()
    assert "newspaper=" not in page.url


def test_a_follow_up_goes_on_from_the_answer(visit: Visit) -> None:
    page = visit()
    ask(page, ASKED)
    page.locator(".wb-turn .wb-chip", has_text="这篇报道是谁写的？").click()
    turns(page, 2)
    assert "沈样" in page.locator(".wb-turn").nth(1).inner_text()


def test_a_refusal_shows_the_nearest_articles_and_no_answer(visit: Visit) -> None:
    page = visit()
    ask(page, "火星基地的食堂几点开门？")
    assert page.locator(".wb-said").count() == 0
    assert "报上没有说" in page.locator(".wb-message").inner_text()
    page.locator(".wb-related [data-open]").first.click()
    page.wait_for_selector(".wb-article h2, .wb-article .wb-headline")


def test_an_article_is_set_as_a_newspaper_sets_it(visit: Visit) -> None:
    page = visit("/paper/article/76d5652a68c6c5a0?start=459&end=499#cited")
    assert page.locator(".kicker").inner_text() == "抛石完成 打桩过半"
    assert page.locator("h1").inner_text() == "江底那个坑填平了"
    assert "910万元" in page.locator(".deck").inner_text()
    assert "林知远" in page.locator(".byline").inner_text()
    lefts = page.locator(".text p").evaluate_all("rows => rows.map(one => one.getClientRects()[0].left)")
    assert len(set(lefts)) >= 2  # columns
    assert "5.37米" in page.locator("#cited").inner_text()
    page.wait_for_function(
        "(() => { const at = document.querySelector('#cited').getBoundingClientRect();"
        " return at.top >= 0 && at.bottom <= innerHeight; })()"
    )
    page.get_by_role("link", name="版面原样").click()
    page.wait_for_selector(".dump")
    article, dump = page.locator(".article").bounding_box(), page.locator(".dump").bounding_box()
    assert article is not None and dump is not None
    assert dump["x"] > article["x"]  # beside it
    assert "江底那个坑填平了" in page.locator(".dump pre").inner_text()


def test_the_calendar_leads_to_issues_pages_and_articles(visit: Visit) -> None:
    page = visit("/paper")
    page.get_by_role("link", name="2025年9月11日").click()
    page.wait_for_url("**/paper/issue/2025-09-11**")
    assert page.locator(".masthead h1").inner_text() == "澜浦日报"
    assert page.locator(".pages a").count() >= 2
    page.locator(".brief h3 a").first.click()
    assert page.locator(".text").inner_text()


def test_filters_of_a_search_are_chips_that_can_be_taken_away(visit: Visit) -> None:
    page = visit("/paper/search")
    page.fill(".filters [name=q]", "大桥")
    page.select_option(".filters [name=newspaper]", "澜浦日报")
    page.select_option(".filters [name=byline]", "林知远")
    page.fill(".filters [name=since]", "2025-09-10")
    page.fill(".filters [name=until]", "2025-09-11")
    with page.expect_navigation():
        page.click(".filters button")
    assert page.locator(".chips a").count() == 4
    where = page.locator(".where").all_inner_texts()
    assert where
    assert all("9月10日" in one or "9月11日" in one for one in where)
    assert page.locator(".results mark").count() >= 1
    with page.expect_navigation():
        page.locator(".chips a", has_text="林知远").click()
    assert page.locator(".chips a").count() == 3
    assert "byline" not in page.url
    assert page.locator(".where").count() >= len(where)


def test_a_search_opens_the_same_for_a_colleague(visit: Visit, server: str) -> None:
    page = visit("/paper/search")
    page.fill(".filters [name=q]", "抛石")
    page.fill(".filters [name=since]", "2025-09-10")
    with page.expect_navigation():
        page.click(".filters button")
    found = page.locator(".results").inner_text()
    assert "抛石" in found
    other = visit(page.url.removeprefix(server))
    assert other.locator(".results").inner_text() == found
    # A result opens at the passage that was found.
    other.locator(".results h2 a").first.click()
    assert "抛石" in other.locator("mark.quote").first.inner_text()


def test_an_article_is_copied_as_a_citation_as_bibtex_and_as_a_link(visit: Visit) -> None:
    page = visit("/paper/article/76d5652a68c6c5a0", permissions=["clipboard-read", "clipboard-write"])
    page.locator("details summary").click()
    assert copied(page, "复制") == "《澜浦日报》2025年9月11日A01版《江底那个坑填平了》"
    page.wait_for_function("document.querySelector('.live').textContent !== ''")
    bibtex = copied(page, "复制 BibTeX")
    assert bibtex.startswith("@article{")
    assert "title = {江底那个坑填平了}" in bibtex
    assert "date = {2025-09-11}" in bibtex
    assert copied(page, "复制链接") == page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1360])
def test_the_page_for_programs_shows_every_route_without_barriers(
    visit: Visit, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit("/docs", width=width, color_scheme=scheme)
    page.locator(".opblock").nth(7).wait_for()
    page.locator(".opblock-summary-control").first.click()
    page.locator(".opblock-body").wait_for()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(28, 32, 34)"
    assert dark == (scheme == "dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in _SERIOUS] == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_story_has_a_time_line(visit: Visit) -> None:
    page = visit("/paper/timeline?" + urlencode({"q": "望舒大桥抢修"}))
    days = [one.get_attribute("datetime") for one in page.locator(".line time").all()]
    assert len(set(days)) >= 2
    assert days == sorted(days)


def test_an_article_turns_by_keys_and_shows_the_page_as_it_came(visit: Visit) -> None:
    page = visit("/paper/issue/2025-09-11")
    page.locator(".brief a").first.click()
    title = page.locator(".article h1").inner_text()
    page.wait_for_load_state()  # its script hears the keys by then
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    assert page.locator(".article h1").inner_text() != title
    with page.expect_navigation():
        page.keyboard.press("ArrowLeft")
    assert page.locator(".article h1").inner_text() == title
    page.get_by_role("link", name="版面原样").click()
    assert title.split("\n")[0] in page.locator(".dump pre").inner_text()


def test_the_papers_can_be_read_and_searched(visit: Visit, server: str) -> None:
    page = visit("/paper", color_scheme="dark")
    page.locator(".month a").last.click()
    page.locator(".brief a").first.click()
    assert page.locator(".article h1").inner_text()
    page.goto(server + "/paper/search?" + urlencode({"q": "水位", "page": "1"}))
    assert page.locator(".results mark").first.inner_text() == "水位"
    assert "第1版" in page.locator(".where").first.inner_text()
    with page.expect_navigation():
        page.locator(".chips a").click()
    assert "page=1" not in page.url


PATHS = (
    "/paper",
    "/paper/issue/2025-09-11",
    "/paper/article/76d5652a68c6c5a0?start=459&end=499",
    "/paper/article/76d5652a68c6c5a0?dump=1",
    "/paper/search?" + urlencode({"q": "水位", "page": "A01"}),
    "/paper/timeline?" + urlencode({"q": "望舒大桥抢修"}),
    "/paper/article/none",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_the_paper_on_a_phone_in_large_text_without_barriers(visit: Visit, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(path, width=360, height=740, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in _SERIOUS] == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_english_comes_by_the_language_of_the_browser(visit: Visit, server: str) -> None:
    page = visit(locale="en-US")
    page.locator(".wb-papers", has_text="Newest issue").wait_for()
    ask(page, "火星基地的食堂几点开门？")
    assert "The paper does not say" in page.locator(".wb-message").inner_text()
    page.goto(server + "/paper/search")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Search"
