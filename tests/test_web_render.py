import datetime

from index.records import Issue
from qa.answers import Answer, Citation
from qa.web import render
from qa.web.render import Exchange
from qa.web.words import WORDS, preferred, say, table
from tests.papers import DAY, article

PAPER = article(
    "天晴了。\n会开了，来了23名委员。散了。",
    headline="全会召开\n创新突破",
    kicker="半年会",
    deck="众人到会",
    reporters=("甲乙", "丙丁"),
    photographers=("戊己",),
    issue_number=5723,
    page_name="要闻",
    kind="commentary",
)
CITED = Citation.at(PAPER, 5, 17, 11, 14)
ANSWER = Answer(
    "span",
    "几名？",
    text="23名",
    display="23名",
    citations=(CITED,),
    confidence=0.914,
    timings={"total": 0.52, "read": 0.4},
)
EVIL = '<img src=x onerror="alert(1)">\'${1+1}{{x}}'


def test_the_citation_is_what_the_tests_think() -> None:
    assert (CITED.quote, PAPER.text[11:14]) == ("会开了，来了23名委员。", "23名")


def test_an_answer_with_its_quote_and_source() -> None:
    page = render.talk([Exchange("几名？", ANSWER)], (), "zh")
    assert '<p class="wb-said" lang="zh-CN">23名</p>' in page
    assert "会开了，来了<mark>23名</mark>委员。" in page
    assert 'data-open="a1" data-spans="5,17,11,14"' in page
    assert "[1]</span> 《样报》2025年8月4日第1版《全会召开 创新突破》" in page
    assert "把握：很大（91%）" in page
    assert "大约 91% 是对的" in page
    assert "Confidence: high (91%)" in render.talk([Exchange("几名？", ANSWER)], (), "en")
    assert "用时 0.5 秒" in page
    assert "按这样理解" not in page
    assert "按这样理解" not in render.talk([Exchange("请问几名？", ANSWER)], (), "zh")
    assert "按这样理解：几名？" in render.talk([Exchange("委员呢？", ANSWER)], (), "zh")


def test_a_refusal_offers_the_nearest_articles_and_says_how_unsure() -> None:
    guess = Answer("span", "几名？", text="23名", citations=(CITED,), confidence=0.3)
    answer = Answer(
        "none", "几名？", message="报上没有说。", confidence=0.3, candidate=guess, related=(PAPER,)
    )
    page = render.talk([Exchange("几名？", answer)], (), "zh")
    assert "报上没有说。" in page
    assert "最接近的报道" in page
    assert 'data-open="a1"' in page
    assert "只有 30% 的把握" in page
    assert "wb-said" not in page


def test_differing_reports_stand_beside() -> None:
    other = Answer("span", "几名？", text="23名", display="23名", citations=(CITED,), confidence=0.6)
    answer = Answer("span", "几名？", text="23名", citations=(CITED,), confidence=0.9, alternatives=(other,))
    page = render.talk([Exchange("几名？", answer)], (), "zh")
    assert "各篇报道说法不同" in page
    assert page.count('<div class="wb-alternative"><p class="wb-day">2025年8月4日</p>') == 2
    assert page.count("data-open") == 2
    assert page.index("[1]") < page.index("[2]")


def test_nothing_from_outside_is_html() -> None:
    paper = article(
        f"会开了，{EVIL}来了。", headline=EVIL, kicker=EVIL, deck=EVIL, reporters=(EVIL,), page_name=EVIL
    )
    cited = Citation.at(paper, 0, len(paper.text), 4, 4 + len(EVIL))
    answer = Answer(
        "span", EVIL, text=EVIL, display=EVIL, message=EVIL, citations=(cited,), suggestions=(EVIL,)
    )
    pages = [
        render.talk([Exchange(EVIL, answer), Exchange(EVIL, None, EVIL)], (), "zh"),
        render.talk([], (EVIL,), "zh"),
        render.sheet(paper, (0, len(paper.text), 4, 9), "zh"),
        render.head([Issue(EVIL, DAY)], "zh", "ready"),
    ]
    for page in pages:
        assert "<img" not in page
        assert 'onerror="' not in page
    assert "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#x27;" in pages[0]


def test_a_stray_surrogate_can_be_sent() -> None:
    render.talk([Exchange("问\ud83d", None)], (), "zh").encode("utf-8")


def test_the_article_as_a_newspaper_sets_it() -> None:
    page = render.sheet(PAPER, (5, 17, 11, 14), "zh")
    assert "样报 2025年8月4日 总第5723期 第1版 要闻" in page
    assert '<p class="wb-kicker">半年会</p>' in page
    assert "全会召开<br>创新突破</h2>" in page
    assert '<p class="wb-deck">众人到会</p>' in page
    assert "记者 甲乙 丙丁　摄影 戊己" in page
    assert "评论" in page
    assert 'href="/paper/article/a1?start=5&amp;end=17&amp;from=11&amp;to=14#cited"' in page
    assert "<p>天晴了。</p>" in page
    assert (
        '<p><mark class="wb-marked">会开了，来了</mark><mark class="wb-answer">23名</mark>'
        '<mark class="wb-marked">委员。</mark>散了。</p>'
    ) in page


def test_offsets_that_make_no_sense_mark_nothing() -> None:
    for spans in ((), (5,), (None, None, None, None), (17, 5, 0, 0), (-1, 5), (0, 999)):
        assert "<mark" not in render.sheet(PAPER, spans, "zh")


def test_a_mark_over_two_paragraphs_is_closed_in_each() -> None:
    page = render.sheet(PAPER, (0, 8), "zh")
    assert '<p><mark class="wb-marked">天晴了。</mark></p>' in page
    assert '<p><mark class="wb-marked">会开了</mark>，来了' in page


def test_the_empty_panel_and_the_beginning() -> None:
    assert "点开回答下面的出处" in render.sheet(None, (), "zh")
    assert 'data-ask="谁？"' in render.talk([], ("谁？",), "zh")


def test_the_head_tells_the_newest_issue() -> None:
    issues = [Issue("样报", DAY, articles=5), Issue("晚报", datetime.date(2025, 8, 5), articles=7)]
    page = render.head(issues, "zh", "loading")
    assert "最新一期：《晚报》2025年8月5日 · 共 2 期 12 篇" in page
    assert "正在装入模型" in page
    assert "Newest issue" in render.head(issues, "en", "ready")
    assert "还没有收进报纸" in render.head([], "zh", "ready")


def test_both_languages_have_every_phrase_with_the_same_values() -> None:
    import string

    for key, phrases in WORDS.items():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(phrases[one]) if name} for one in phrases
        ]
        assert set(phrases) == {"zh", "en"}, key
        assert names[0] == names[1], key
    assert say("took", "en", seconds="0.5") == "0.5 s"
    assert table("zh")["title"] == "问报"


def test_the_language_of_the_browser() -> None:
    assert preferred("zh-CN,zh;q=0.9,en;q=0.8") == "zh"
    assert preferred("en-GB,en;q=0.9,zh;q=0.1") == "en"
    assert preferred("fr,de;q=0.5") == "zh"
    assert preferred("") == "zh"
    assert preferred("en;q=x") == "zh"


def test_a_list_shows_its_parts_and_one_source_for_a_shared_sentence() -> None:
    text = "来了甲、乙。"
    paper = article(text)
    cited = (Citation.at(paper, 0, 6, 2, 3), Citation.at(paper, 0, 6, 4, 5))
    answer = Answer("list", "谁？", text="甲、乙", items=("甲", "乙"), citations=cited)
    page = render.talk([Exchange("谁？", answer)], (), "zh")
    assert "<li>甲</li><li>乙</li>" in page
    assert "来了<mark>甲</mark>、<mark>乙</mark>。" in page
    assert page.count("data-open") == 1


def test_refusals_are_told_in_english() -> None:
    from qa.answering.words import REFUSAL

    page = render.talk([Exchange("谁？", Answer("none", "谁？", message=REFUSAL))], (), "en")
    assert "The paper does not say" in page
    assert f">{REFUSAL}<" not in page


def test_filters_are_chips_that_can_be_removed() -> None:
    from qa.web.reading.shelf import Choices

    page = render.filters({"page": "2", "byline": EVIL}, Choices(("样报",), ("1", "2"), (), ()), "zh")
    assert '<option value="2" selected>' in page
    assert 'data-drop="page"' in page
    assert "版次：2 ×" in page
    assert "Page: 2 ×" in render.filters({"page": "2"}, Choices((), (), (), ()), "en")
    assert "<img" not in page


def test_opinions_are_asked_for_only_where_they_are_stored() -> None:
    refused = Answer("none", "谁？", message="报上没有说。")
    greeted = Answer("social", "你好", message="您好。")
    asked = [Exchange("几名？", ANSWER), Exchange("谁？", refused), Exchange("你好", greeted)]
    assert "data-verdict" not in render.talk(asked, (), "zh")
    page = render.talk(asked, (), "zh", opinions=True)
    answered, declined, social = page.split("<section")[1:]
    assert [answered.count(f'data-verdict="{one}"') for one in ("right", "wrong", "citation", "refuse")] == [
        1
    ] * 4
    assert [declined.count(f'data-verdict="{one}"') for one in ("right", "wrong", "citation", "refuse")] == [
        *(1, 1),
        *(0, 0),
    ]
    assert "data-verdict" not in social


def test_stages_show_what_is_done_what_runs_and_what_is_to_come() -> None:
    page = render.talk([Exchange("谁？", note="…", stages=("understand", "decide", "retrieve"))], (), "zh")
    assert '<li data-at="done">理解</li><li data-at="now">查找</li><li data-at="next">阅读</li>' in page
    assert "wb-stages" not in render.talk([Exchange("谁？", note="…")], (), "zh")
