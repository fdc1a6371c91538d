"""Reasons that a sentence gives outright, for just what a question wants explained."""

import pytest

from index.records import Hit, Passage
from qa.answering.reading import Seen
from qa.answering.reasons import reason, wanted
from tests.papers import article


def told(question: str, *texts: str) -> str | None:
    """What is shown for a question over articles with these texts."""
    papers = [article(text, number, headline="") for number, text in enumerate(texts, 1)]
    hits = tuple(Hit(0.5, Passage(one.id, 0, len(one.text), one.text), one) for one in papers)
    found = reason(question, Seen(hits))
    return None if found is None else found[0].text[found[1] : found[2]]


@pytest.mark.parametrize(
    ("question", "subject", "deed"),
    [
        ("青石渡口为什么停航？", "青石渡口", "停航"),
        ("青石渡口怎么会停航?", "青石渡口", "停航"),
        ("青石渡口停航的主要原因是什么？", "", "青石渡口停航"),
        ("渡口停航是因为什么", "", "渡口停航"),
        ("村里修晒谷场图什么？", "", "村里修晒谷场"),
    ],
)
def test_what_a_question_wants_explained(question: str, subject: str, deed: str) -> None:
    asked = wanted(question)
    assert asked is not None
    assert (asked.subject, asked.deed) == (subject, deed)


@pytest.mark.parametrize("question", ["青石渡口停航了吗?", "青石渡口怎么走?", "谁修了渡口?"])
def test_other_questions_want_no_reason(question: str) -> None:
    assert wanted(question) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # Before what is explained, up to a comma.
        ("青石渡口为什么停航?", "受洪峰过境影响，青石渡口昨起停航。"),
        ("青石渡口为什么停航?", "由于水位上涨，青石渡口昨起停航。"),
        ("青石渡口为什么停航?", "面对上涨的水位，镇里决定让青石渡口停航。"),
        ("青石渡口为什么停航?", "青石渡口因船只检修，昨起停航。"),
        ("镇里为什么在青石渡口加装围栏?", "为保障乘客安全，镇里在青石渡口加装了围栏。"),
        ("青石渡口客流为什么持续回升?", "随着稻田节开幕，青石渡口客流持续回升。"),
        ("镇里推迟检修的原因是什么?", "考虑到秋收用船，镇里推迟检修。"),
        # Behind it.
        ("青石渡口为什么停航?", "青石渡口昨起停航，主要原因是水位上涨。"),
        ("青石渡口为什么停航?", "青石渡口昨起停航，因为水位上涨，浪也大。"),
        ("镇里为什么奖励船工?", "镇里拿出三万元奖励船工，以鼓励多跑夜班。"),
        ("镇里开办夜校是为了什么?", "镇里开办了夜校，旨在让船工学会修船。"),
        ("外乡派四条船来赛是为了什么?", "外乡派四条船来赛，希望积累经验。"),
        # What follows from what stands before.
        ("青石渡口为什么停航?", "水位一夜涨了两米，青石渡口因此停航。"),
        ("村民为什么不坐渡船?", "渡船又慢又挤，难怪村民不坐渡船。"),
        ("青石渡口为什么停航?", "船底破了洞，致使青石渡口停航。"),
        ("青石渡口为什么停航?", "船底破了洞，故青石渡口停航。"),
        # Grounds.
        ("为什么说青石镇是竹编大镇?", "青石镇家家编竹器，产量全省第一，是名副其实的竹编大镇。"),
    ],
)
def test_a_marked_reason_is_told(question: str, sentence: str) -> None:
    other = "镇上的戏台也修好了，晚上有灯。"
    assert told(question, f"{other}{sentence}{other}") == sentence


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        (
            "{}水位上涨，青石渡口昨起停航。",
            "因为 由于 因 鉴于 考虑到 面对 着眼 出于 基于 凭借 随着 担心 生怕 害怕 为了",
        ),
        (
            "青石渡口昨起停航，{}水位上涨。",
            "旨在 意在 以便 以期 为的是 为的就是 目的是 初衷在于 是为了 以免 以防 免得 希望"
            " 原因是 理由为 起因有 原因之一是 是因 是因为 则因 是由于 主要由于"
            " 缘于 源于 源自 归功于 归因于 得益于 取决于",
        ),
        (
            "水位上涨，{}青石渡口停航。",
            "因此 因而 所以 于是 从而 故而 难怪 怪不得 致使 导致 造成 使得 以致 以至于 由此"
            " 引发 引起 促使 为此 故 使",
        ),
        ("受水位上涨{}，青石渡口昨起停航。", "影响 冲击 拖累 启发 感染"),
    ],
)
def test_every_mark_of_a_reason_is_known(form: str, marks: str) -> None:
    for mark in marks.split():
        sentence = form.format(mark)
        assert told("青石渡口为什么停航?", sentence) == sentence, mark
    assert told("青石渡口为什么停航?", form.format("")) is None


def test_a_reason_in_the_next_sentence_comes_with_what_it_explains() -> None:
    text = "青石渡口昨起停航。主要原因是水位上涨。船工都回了家。"
    assert told("青石渡口为什么停航?", text) == "青石渡口昨起停航。主要原因是水位上涨。"
    # It may explain something else where it does not lean on what was said.
    text = "青石渡口昨起停航。菜价上涨的原因是天热。船工都回了家。"
    assert told("青石渡口为什么停航?", text) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # Another deed of the same one.
        ("青石渡口为什么搬迁?", "受洪峰过境影响，青石渡口昨起停航。"),
        ("青石渡口为什么恢复通航?", "受洪峰过境影响，青石渡口昨起停航。"),
        # What is only said in the reason is not explained by it.
        ("船工老岑为什么生病?", "船工老岑因生病耽误了出航，晚上也没有来。"),
        ("男子老岑为什么在公厕偷拍?", "镇里公布一起公厕偷拍案，男子老岑因在公厕偷拍被抓获。"),
        # It was not done.
        ("青石渡口为什么停航?", "因为水位不高，青石渡口并未停航。"),
        ("青石渡口为什么没有停航?", "因为水位上涨，青石渡口昨起停航。"),
        # Another one did it.
        ("白沙渡口为什么停航?", "受洪峰过境影响，青石渡口昨起停航。"),
        ("俄罗斯为什么不再执行粮食协议?", "俄罗斯和乌克兰都来了人。由于款项未到，乌克兰将不再执行粮食协议。"),
        ("老岑的妻子为什么能立二等功?", "老岑来了，妻子也在。因工作突出，老岑荣立二等功。"),
        ("老岑为什么能立二等功?", "二等功有三人。因工作突出，老岑荣立三等功。"),
        # Something of another name, or of another number, that the article lacks.
        ("青石渡口的货运量为什么持续回升?", "随着稻田节开幕，青石渡口客流持续回升。"),
        ("青石渡口为什么停航9天?", "受洪峰过境影响，青石渡口停航3天。"),
        ("青石渡口9号码头为什么停航?", "受洪峰过境影响，青石渡口3号码头昨起停航。"),
        ("镇里为什么给船工发奖金?", "为鼓励夜航，镇里给船工发了雨衣。"),
        ("“白鹭”号渡船为什么停航?", "受洪峰过境影响，“青鸟”号渡船昨起停航。"),
        ("副县长孙大明为什么缺席庆典?", "因为生病，县长孙大明缺席庆典。"),
        ("台州市为什么停运渡船?", "受洪峰过境影响，湖州市昨起停运渡船。"),
        ("望月桥为什么封闭?", "受洪峰过境影响，望舒桥昨起封闭。"),
        ("俄罗斯的货船为什么停航?", "俄罗斯和乌克兰都有船。受洪峰过境影响，乌克兰的货船昨起停航。"),
        ("俄罗斯为什么增持股份?", "俄罗斯出售了股份，乌克兰将增持股份，以简化手续。"),
        # It is spoken of elsewhere in the article.
        (
            "青石渡口的夜班渡船为什么停航?",
            "青石渡口的夜班渡船坐满了人。集市上有糖。集市上有布。集市上有灯。由于下雨，货船停航。",
        ),
        # An aim is asked for, and a cause given.
        ("青石渡口停航的目的是什么?", "受洪峰过境影响，青石渡口昨起停航。"),
        # Words that only look like marks of a reason.
        ("镇里为什么奖励船工?", "镇里拿钱奖励船工，以三万元为限。"),
        ("镇里为什么开放码头?", "镇里为居民送水，接着开放码头。"),
        # A question is no answer.
        ("青石渡口为什么停航?", "青石渡口停航，是因为水位上涨吗？"),
        ("青石渡口为什么停航?", "青石渡口停航了吗？主要原因是水位上涨。"),
        # What is said has no grounds.
        ("为什么说白沙镇是竹编大镇?", "青石镇家家编竹器，产量全省第一，是名副其实的竹编大镇。"),
    ],
)
def test_what_gives_no_reason_for_it_is_not_told(question: str, text: str) -> None:
    assert told(question, f"镇上的戏台也修好了。{text}") is None


def test_the_year_of_the_paper_need_not_be_printed() -> None:
    text = "受洪峰过境影响，青石渡口停航。"  # printed on 4 August 2025
    assert told("2025年8月青石渡口为什么停航?", text) == text
    assert told("2021年8月青石渡口为什么停航?", text) is None


def test_a_correction_gives_no_reason() -> None:
    text = "本报8月4日《渡口停航》一文中，“因水位上涨，青石渡口停航”应为“因浪大，青石渡口停航”。特此更正。"
    paper = article(text, headline="更正")
    hit = Hit(0.5, Passage(paper.id, 0, len(text), text), paper)
    assert reason("青石渡口为什么停航?", Seen((hit,))) is None
