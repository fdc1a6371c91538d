import pytest

from qa.suggest import DIGEST, of_article, of_headline, questions, sort_of, varied
from tests.papers import article


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("本报讯 9月8日上午，临江大桥加固工程在南岸举行开工仪式。", "临江大桥加固工程是什么时候开工的？"),
        ("今年的青年龙舟赛由市体育局和南湖街道主办。", "今年的青年龙舟赛由谁主办？"),
        ("到2027年，跨境电商出口规模要达到30亿元。", "跨境电商出口规模是多少？"),
        ("南湖街道党工委书记王小满说，年底前都能用上。", "南湖街道党工委书记是谁？"),
        ("“都能用上。”南湖街道党工委书记王小满说。", "南湖街道党工委书记是谁？"),
        ("据悉，渡轮免票办法将于2025年10月1日起正式施行。", "渡轮免票办法什么时候施行？"),
        ("到2027年，打造夜间集市12个以上。", "到2027年要打造多少个夜间集市？"),
        ("上半年，全县水产总产量同比增长6.4%。", "全县水产总产量同比增长多少？"),
        ("县里实施“1+6”行动，即建一个中心、六个站点。", "什么是“1+6”行动？"),
    ],
)
def test_questions_from_a_sentence(text: str, question: str) -> None:
    assert question in list(of_article(article(text)))


def test_what_leans_on_the_sentence_before_is_not_asked() -> None:
    assert list(of_article(article("其中出口规模要达到30亿元。", headline=""))) == []


def test_what_is_printed_around_an_article_is_asked_last() -> None:
    unsigned = article("小城大雾。", headline="大雾锁城 轮渡停航")
    assert list(of_headline(unsigned)) == ["《大雾锁城 轮渡停航》登在第几版？"]
    signed = article("小城大雾。", headline="“大雾”锁城", reporters=("陈可",))
    assert list(of_headline(signed)) == ["《“大雾”锁城》是谁写的？"]
    assert list(of_headline(article("书。", headline="读《竹娘》有感"))) == []


def test_articles_take_turns_after_the_issue_itself() -> None:
    first = article("到2027年，出口总规模要达到30亿元。到2030年，进口总规模要达到50亿元。", 1, headline="")
    second = article("今年的龙舟大赛由市体育局主办。", 2, headline="")
    assert questions([first, second], 3) == ["出口总规模是多少？", DIGEST, "今年的龙舟大赛由谁主办？"]
    third = article("天晴了。", 3, headline="又是好天气")
    assert questions([third, first], 9) == [
        "出口总规模是多少？",
        DIGEST,
        "进口总规模是多少？",
        "《又是好天气》登在第几版？",
    ]


def test_one_question_of_each_sort_comes_before_a_second_of_any() -> None:
    offices = article("南湖街道党工委书记王小满说好。北湖街道办事处主任李一说好。", 1, headline="")
    figures = article("文旅局局长赵大明说好。到2027年，出口总规模要达到30亿元。", 2, headline="")
    assert questions([offices, figures], 5) == [
        "南湖街道党工委书记是谁？",
        DIGEST,
        "出口总规模是多少？",
        "文旅局局长是谁？",
        "北湖街道办事处主任是谁？",
    ]


@pytest.mark.parametrize(
    ("headline", "text", "asked"),
    [
        ("临江大桥10月8日起恢复通车", "桥修好了。", ["临江大桥什么时候恢复通车？"]),
        ("春泥诗会明天开始报名", "诗会又来了。", ["春泥诗会什么时候报名？"]),
        ("南岸渡口提前收班", "昨天，受大风影响，最后一班五点就走了。", ["为什么南岸渡口提前收班？"]),
        ("南岸渡口提前收班", "最后一班五点就走了。", []),
        ("其中三条推迟", "由于下雨，路没修好。", []),
    ],
)
def test_a_headline_is_asked_about_its_day_and_its_reason(headline: str, text: str, asked: list[str]) -> None:
    assert list(of_article(article(text, headline=headline))) == asked


def test_who_wrote_several_articles_is_asked_for_all_of_them() -> None:
    signed = [article("天晴了。", number, headline="", reporters=("陈可",)) for number in (1, 2)]
    assert questions([*signed, article("雨。", 3, headline="", reporters=("林一",))], 9) == [
        DIGEST,
        "陈可写了哪些报道？",
    ]


def test_questions_in_a_row_differ_in_sort_as_long_as_they_can() -> None:
    asked = ["镇长是谁？", "大赛由谁主办？", "《路》是谁写的？", "桥为什么封闭？", "票价是多少？"]
    assert [sort_of(one) for one in varied(asked)] == ["who", "why", "many", "who", "who"]


def test_no_articles_no_questions() -> None:
    assert questions([], 5) == []
    assert questions([article("", headline="")], 5) == [DIGEST]
