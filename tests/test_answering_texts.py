"""What answers are made of: topics in texts, enumerations, correction notices, lead sentences, days."""

import datetime

import pytest

from index.records import Article, Hit, Passage
from qa.answering import words
from qa.answering.clauses import clauses
from qa.answering.corrections import corrects, is_notice, statements
from qa.answering.dating import day_meant, display, speaks_of
from qa.answering.enumerations import around, only_one
from qa.answering.events import asks_what_happened
from qa.answering.evidence import is_about, pieces, share
from qa.answering.lists import how_many
from qa.answering.metadata import field, subject
from qa.answering.passages import asked_by_the_paper, whole
from qa.answering.reading import Seen
from qa.answering.reports import lead
from qa.answering.sayings import defining, sayings, statement
from qa.answering.sureness import SENTENCE, Spans
from qa.contexts import Place
from qa.decide import Found
from qa.reader import Context
from qa.understand.records import Named, Period, Understood
from tests.papers import article


@pytest.mark.parametrize(
    ("text", "span", "items"),
    [
        ("市领导孙大明、钱小红、李一参加。", "孙大明、钱小红、李一", ["孙大明", "钱小红", "李一"]),
        ("副主任孙大明、钱小红、李一，秘书长周全出席。", "钱小红", ["孙大明", "钱小红", "李一"]),
        ("把“不拖、不推、不躲”三句话贴上墙。", "“不拖、不推、不躲”", ["不拖", "不推", "不躲"]),
        ("一是修路；二是架桥；三是通渠。", "架桥", ["修路", "架桥", "通渠"]),
        ("第一步挖坑，要两天；第二步填土。", "挖坑", ["挖坑，要两天", "填土"]),
        ("即日起3路、11路、26路改走北桥。", "11路", ["3路", "11路", "26路"]),
        ("由三家主办：甲研究院、乙基金会，还有丙镇政府。", "甲研究院", ["甲研究院", "乙基金会", "丙镇政府"]),
        ("展出《春》《夏》《秋》三幅画。", "《夏》", ["《春》", "《夏》", "《秋》"]),
        ("实施方案结合棠溪竹器、藤编、木雕等优势产业。", "藤编", ["棠溪竹器", "藤编", "木雕"]),
        ("均系甲有限公司、乙有限公司、丙厂。", "乙有限公司", ["甲有限公司", "乙有限公司", "丙厂"]),
        ("要加快转型、扩大开放、守住底线。", "扩大开放", ["要加快转型", "扩大开放", "守住底线"]),
    ],
)
def test_the_whole_enumeration_is_taken(text: str, span: str, items: list[str]) -> None:
    at = text.index(span)
    found = around(text, at, at + len(span))
    assert found is not None
    assert [text[start:end] for start, end in found.items] == items


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("来了23名委员。", "23名"),
        ("产业和项目多了动能。", "产业和项目"),
        ("市委常委、常务副市长孙大明参加。", "孙大明"),  # one person with two offices
        ("作为第一支援梯队，备好人手；第二支援梯队备用。", "备好人手"),  # no rows of steps
        ("由四家主办：甲研究院、乙基金会。", "甲研究院"),  # the paper says four and gives two
    ],
)
def test_what_is_no_list_or_not_all_of_one_gives_none(text: str, span: str) -> None:
    at = text.index(span)
    assert around(text, at, at + len(span)) is None


def test_two_items_that_one_word_links_count_where_two_are_asked_for() -> None:
    text = "孙大明和钱小红配合夺冠。"
    found = around(text, 0, 9, pair=True)
    assert found is not None
    assert [text[start:end] for start, end in found.items] == ["孙大明", "钱小红"]


def test_a_sentence_with_two_lists_has_no_only_one() -> None:
    one = "由三家主办：甲院、乙会、丙镇。"
    found = only_one(one, 0, len(one))
    assert found is not None
    assert len(found.items) == 3
    two = "来的有孙大明、钱小红，走的有周全、吴天。"
    assert only_one(two, 0, len(two)) is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("是哪三句话?", 3),
        ("哪两位?", 2),
        ("有哪些?", None),
        ("哪一位?", None),
        ("三步分别是什么?", 3),
        ("哪12家?", 12),
    ],
)
def test_how_many_a_question_asks_for(question: str, count: int | None) -> None:
    assert how_many(question) == count


def test_a_topic_is_compared_by_its_characters() -> None:
    assert pieces("有没有关于北桥抢修的报道") == ("北桥抢修",)
    assert share("北桥抢修", "北桥今天开始抢修") == 1.0
    assert share("棒球比赛", "篮球比赛") == 0.5
    assert share("18日停水", "8日停水") == pytest.approx(3 / 5)  # 日停水, not the figure
    assert share("围棋赛", "围棋比赛") == 1.0  # its long form
    assert share("围棋赛", "围棋馆") == pytest.approx(2 / 3)
    assert share("的", "的") == 0.0


def test_a_report_about_a_topic_does_more_than_mention_it() -> None:
    titled = article("天晴。", headline="北桥抢修")
    again = article("今天天晴了很久。风也停了很久。渡船开了。渡船满了。", headline="两岸")
    passing = article("今天天晴了很久。风也停了很久。散场有渡船。", headline="球赛")
    assert is_about(titled, "北桥抢修")
    assert is_about(again, "渡船")
    assert not is_about(passing, "渡船")


NOTICE = article(
    "本报8月4日第1版《全会召开》一文中，主持人应为孙大明，误作孙大鸣。特此更正。", 9, headline="更 正"
)


def test_a_correction_is_known_by_its_form() -> None:
    assert is_notice(NOTICE)
    assert not is_notice(article("法院要求他更正说法。" * 40, headline="说法要改"))
    (found,) = statements(NOTICE)
    assert (found.right, found.wrong) == ("孙大明", "孙大鸣")
    assert NOTICE.text[found.start : found.end] == "孙大明"


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("文中“转移1126人”应为“1162人”。特此更正。", "1162人", "转移1126人"),
        ("误将北滩区写成南滩区，特此更正。", "北滩区", "南滩区"),
        ("文中日期有误，应为9月3日。特此更正。", "9月3日", "文中日期"),
    ],
)
def test_forms_of_corrections(text: str, right: str, wrong: str) -> None:
    assert [(one.right, one.wrong) for one in statements(article(text, headline="更正"))] == [(right, wrong)]


def test_a_correction_holds_for_the_article_that_it_names() -> None:
    assert corrects(NOTICE, article("孙大鸣主持。", 1))
    assert not corrects(NOTICE, article("孙大鸣主持。", 1, headline="别的会议"))
    assert not corrects(NOTICE, article("孙大鸣主持。", 1, date=datetime.date(2025, 8, 5)))
    joined = article("本报《市委昨天开会全会召开》一文有误。", 8, headline="更正")
    assert corrects(joined, article("开了。", 1, kicker="市委昨天开会"))


def test_the_lead_sentence_is_no_salutation() -> None:
    assert lead(article("编辑同志：\n我是一名读者，今年七十岁。谢谢。")) == (6, 19)
    assert lead(article("")) == (0, 0)
    said = "“水退了，家还在，明天就回去！”昨天，安置点的人都回了家。"
    quoted = "“水退了，家还在，明天就回去。”\n昨天，安置点的人都回了家。"
    assert lead(article(quoted)) == (17, 30)
    assert lead(article(said))[1] >= 17
    assert lead(article("散了。")) == (0, 3)


def test_relative_days_are_shown_beside_and_compared_as_days() -> None:
    friday = article("上周五开会。")  # printed on Monday 4 August 2025
    assert display(friday, 0, 3) == "上周五（2025年8月1日）"
    assert display(article("8月1日开会。"), 0, 4) == "8月1日"
    other = article("昨天开会。", date=datetime.date(2025, 8, 2))
    assert day_meant(friday, 0, 3) == day_meant(other, 0, 2) == (datetime.date(2025, 8, 1),) * 2
    assert day_meant(article("来了23名。"), 2, 5) is None
    assert speaks_of(friday, datetime.date(2025, 8, 1), datetime.date(2025, 8, 1))
    assert not speaks_of(friday, datetime.date(2025, 7, 1), datetime.date(2025, 7, 2))


def test_sentences_that_say_little_bring_the_one_before() -> None:
    text = "渡船还会不会一直开下去？会。散了。"
    assert text[slice(*whole(text, 12, 13))] == "渡船还会不会一直开下去？会。"
    assert statement("渡船是不是免费?") == "渡船 免费"
    named = "旧书一千册粘成了砖。孩子们给这些书起了个名字，叫“书砖头”。散了。"
    assert named[slice(*whole(named, 12, 20))] == named[:-3]


def test_what_the_paper_asks_itself_is_answered_until_it_asks_again() -> None:
    text = "渡船不够怎么办？镇里借来两条。老岑也来掌舵。“今晚还开吗？”有人问。老岑点点头。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    found = asked_by_the_paper("渡船不够怎么办?", Seen((hit,)))
    assert found is not None
    assert text[found[1] : found[2]] == "镇里借来两条。老岑也来掌舵。"


def test_a_question_or_a_section_head_answers_nothing() -> None:
    text = "灌浆为什么分三层\n灌浆为什么分三层？因为一口气灌完会烧心。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    rows = sayings("灌浆为什么分三层?", Seen((hit,)), Spans(()))
    assert [text[one.start : one.end] for one in rows] == ["因为一口气灌完会烧心。"]


@pytest.mark.parametrize(
    ("question", "text", "name"),
    [
        ("1+N是什么意思?", "实施“1+N”，即建一个园区。", "defines"),
        ("什么是贡瓜?", "进过宫的西瓜叫“贡瓜”。", "defines"),
        ("坑是怎么发现的?", "他们用声呐扫了一遍，发现了坑。", "manner"),
        ("疫苗怎么预约?", "登录小程序即可预约疫苗。", "manner"),
        ("人数怎么又变了?", "人数变了，因为有人没有计入。", "marked"),
    ],
)
def test_what_marks_an_answer(question: str, text: str, name: str) -> None:
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    (one,) = sayings(question, Seen((hit,)), Spans(()))
    assert one.values[SENTENCE.index(name)] == 1.0
    plain = "天晴了，园区的人都在。"
    hit = Hit(0.5, Passage("a1", 0, len(plain), plain), article(plain))
    others = sayings(question, Seen((hit,)), Spans(()))
    assert all(other.values[SENTENCE.index(name)] == 0.0 for other in others)


def test_what_a_thing_is_goes_before_what_it_did() -> None:
    text = "据悉，“义警”成立以来排查隐患。“义警”队伍是在由各地领导下组织的。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    rows = sayings("什么是“义警”?", Seen((hit,)), Spans(()))
    assert [one.start for one in defining("什么是“义警”?", rows)] == [text.index("“义警”队伍")]
    assert defining("义警怎么组织?", rows) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("棚灯能让苗夜里也长。", False),
        ("对用棚灯的农户，每亩补100元。", False),
        ("棚灯指数昨天发布。", False),
        ("棚灯是装在大棚里的灯。", True),
        ("棚灯，即大棚里的补光灯。", True),
        ("这种灯农户称为“棚灯”。", True),
        ("装的是棚灯，夜里也像白天。", True),
    ],
)
def test_that_a_paper_has_a_word_tells_nobody_what_it_means(text: str, said: bool) -> None:
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    rows = sayings("什么是棚灯?", Seen((hit,)), Spans(()))
    assert rows
    forms = ("什么是", "什么叫", "何谓"), ("是什么", "是什么意思", "指的是什么")
    for question in [f"{form}棚灯?" for form in forms[0]] + [f"“棚灯”{form}?" for form in forms[1]]:
        assert bool(defining(question, rows)) is said, question
    for question in ("农户用棚灯的理由是什么?", "棚灯有什么作用?", "棚灯口号是什么?"):
        assert defining(question, rows) == rows, question


def test_the_time_of_what_is_asked_decides_nothing() -> None:
    text = "不仅是本村，各村都有海水倒灌的情况。用水用电未受影响。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    rows = sayings("海水倒灌时村里停水停电了吗?", Seen((hit,)), Spans(()), deciding=True)
    assert [text[one.start : one.end] for one in rows] == ["用水用电未受影响。"]
    assert len(sayings("海水倒灌了吗?", Seen((hit,)), Spans(()), deciding=True)) == 2


def test_a_sentence_with_another_day_decides_only_what_it_is_about() -> None:
    text = "8月1日下午，七次全体（扩大）会议召开。天晴了。上周末，棒球赛8月2日开赛。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text, headline=""))
    (one,) = sayings("全会是不是8月2日开的?", Seen((hit,)), Spans(()), deciding=True)
    assert text[one.start : one.end] == "8月1日下午，七次全体（扩大）会议召开。"
    assert one.values[SENTENCE.index("own")] == 1.0


@pytest.mark.parametrize(
    ("question", "text", "reason"),
    [
        # That it is called so is no reason, however the reader likes it, and 列为 marks none.
        ("平湖为什么叫西瓜之乡?", "平湖是西瓜之乡，西瓜曾被列为贡品。", False),
        ("平湖为什么叫西瓜之乡?", "平湖因西瓜多，叫西瓜之乡。", True),
        # Nor is what only says again what is to be explained.
        ("方案为什么把企业放在首位?", "方案把企业放在首位，给予支持。", False),
        ("方案为什么把企业放在首位?", "为了出口，方案把企业放在首位。", True),
    ],
)
def test_a_reason_must_be_told(question: str, text: str, reason: bool) -> None:
    paper = article(text)
    hit = Hit(0.5, Passage("a1", 0, len(text), text), paper)
    found = Found(Place(hit, 0, len(text), 0, Context("", text)), 0, len(text), 5.0)
    assert bool(sayings(question, Seen((hit,)), Spans(((1.0, found),)))) is reason


def test_what_gives_no_reason_or_view_is_no_candidate() -> None:
    text = "岑州半马改期了。组委会主任说，改得好。"
    hit = Hit(0.5, Passage("a1", 0, len(text), text), article(text))
    assert sayings("岑州半马为什么改期?", Seen((hit,)), Spans(())) == []
    (one,) = sayings("组委会怎么评价半马改期?", Seen((hit,)), Spans(()))
    assert text[one.start : one.end] == "组委会主任说，改得好。"


def test_enumerations_of_clauses() -> None:
    text = "会上定下三件事：照常上课；装十台水泵；两小时发布一次。散了。"
    (found,) = clauses(text, 0, 27, "")
    assert [text[a:b] for a, b in found.items] == ["照常上课", "装十台水泵", "两小时发布一次"]
    assert not list(clauses("会上定下四件事：照常上课；装十台水泵。", 0, 19, ""))  # one or two are missing
    assert not list(clauses("他说：照常上课；装十台水泵。", 0, 14, ""))


def test_what_happened_is_asked_of_the_day_and_not_of_the_paper() -> None:
    assert asks_what_happened("8月1日发生了什么")
    assert not asks_what_happened("8月1日的报纸登了什么大事")
    assert not asks_what_happened("8月1日有哪些新闻")


@pytest.mark.parametrize(
    ("topic", "left"),
    [
        ("写孙大明的那篇人物报道是哪位记者采写的", "孙大明"),
        ("岑州大桥封闭的消息登在哪天的报纸上", "岑州大桥封闭"),
        ("是谁写的", ""),
        ("总第几期", ""),
        ("这期报纸总第几期", ""),
    ],
)
def test_what_tells_the_article_is_left_of_a_question(topic: str, left: str) -> None:
    assert subject(Understood(topic, topic, kind="metadata", topic=topic)) == left


def test_days_and_papers_are_taken_off_the_subject() -> None:
    day = datetime.date(2025, 9, 10)
    asked = Understood(
        "",
        "",
        topic="9月10日的样报总第几期",
        periods=(Period(day, day, "9月10日"),),
        named=Named(newspaper="样报"),
    )
    assert subject(asked) == ""


def test_fields_are_told_as_printed_or_not_at_all() -> None:
    paper = Article(
        "a",
        "样报",
        datetime.date(2025, 8, 4),
        page="A02",
        issue_number=7,
        correspondents=("甲", "乙"),
        column="民生",
    )
    assert field(paper, "reporter") == "甲、乙"
    assert field(paper, "photographer") == ""
    assert (field(paper, "page"), field(paper, "issue_number")) == ("A02版", "总第7期")
    assert (field(paper, "date"), field(paper, "column")) == ("2025年8月4日", "民生")
    assert (
        field(Article("b", "样报", datetime.date(2025, 8, 4), byline="■本报评论员"), "reporter")
        == "本报评论员"
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2025, 8, 4), (2025, 8, 4), "2025年8月4日"),
        ((2025, 8, 28), (2025, 9, 3), "2025年8月28日至9月3日"),
        ((2025, 12, 29), (2026, 1, 4), "2025年12月29日至2026年1月4日"),
        ((2025, 8, 1), (2025, 8, 31), "2025年8月"),
        ((2025, 7, 1), (2025, 9, 30), "2025年7月至9月"),
    ],
)
def test_stretches_of_days_are_told_shortly(
    first: tuple[int, int, int], last: tuple[int, int, int], said: str
) -> None:
    assert words.days(datetime.date(*first), datetime.date(*last)) == said


def test_persons_that_commas_part_are_listed_by_name() -> None:
    text = "昨天开会，市委常委、常务副市长陆明川，副市长方楚，市政府秘书长沈若岚出席会议。"
    at = text.index("方楚")
    found = around(text, at, at + 2)
    assert found is not None
    assert [text[a:b] for a, b in found.items] == ["陆明川", "方楚", "沈若岚"]
    plain = "获奖者有三人，陆明川，方楚，沈若岚，都是本市人。"
    found = around(plain, plain.index("方楚"), plain.index("方楚") + 2)
    assert found is not None
    assert [plain[a:b] for a, b in found.items] == ["陆明川", "方楚", "沈若岚"]
    assert around("市长陆明川说，水退了，路通了。", 2, 5) is None
