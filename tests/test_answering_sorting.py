import datetime
import json
from pathlib import Path

import pytest

from index.errors import ModelError
from index.records import Hit, Passage
from qa.answering.mismatch import Told
from qa.answering.persons import holds_office, is_person
from qa.answering.reading import cautious
from qa.answering.sorting import fitting, of_another_kind, of_another_one
from qa.answering.sureness import NAMES, Sureness, load, shipped
from qa.answering.units import wrong_measure
from qa.contexts import Place
from qa.decide import Found
from qa.reader import Candidate, Context
from tests.papers import article


def left(question: str, text: str, *spans: str, today: datetime.date | None = None) -> list[str]:
    """Which of the spans of a text, the first the best, are not sorted out."""
    paper = article(text)
    place = Place(Hit(0.5, Passage(paper.id, 0, len(text), text), paper), 0, len(text), 0, Context("", text))
    told = [Candidate(0, text.index(one), text.index(one) + len(one), one, 1.0) for one in spans]
    return [one.text for one in fitting(question, [place], told, today)]


@pytest.mark.parametrize(
    ("question", "span", "wrong"),
    [
        ("来自多少所高校?", "31支", True),
        ("来自多少所高校?", "76所", False),
        ("讲台上有几把闹钟?", "三只", False),
        ("有几支团队?", "31支立项队伍从全国76所高校", True),
        ("来了几人?", "3至5名", False),
        ("最高可以得到多少支持?", "200万元", False),
        ("最高多少度?", "三十万元", True),
        ("桥有多长?", "全长612米", False),
        ("门票多少?", "1.3米以下", True),
        ("门票多少?", "20元", False),
        ("门票多少?", "免费", False),
        ("一条船坐多少人?", "120人", False),
        ("什么时候下水?", "二十六分钟", True),
        ("什么时候建成?", "2011年", False),
        ("灭亡于何时?", "476年", False),
        ("要做多久?", "20个小时", False),
        ("花了多少钱?", "682万元", False),
        ("花了多少钱?", "12天", True),
        ("2027年出口要达到多少?", "5个以上", True),
        ("2027年出口要达到多少?", "30亿元以上", False),
        ("出口增长多少?", "8.3%", False),
        ("出口规模是多少?", "翻一番", False),
        ("出口汽车多少?", "300辆", False),
        ("车上有多少乘客?", "10多辆", True),
        ("车上有多少乘客?", "30多名", False),
    ],
)
def test_what_is_counted(question: str, span: str, wrong: bool) -> None:
    assert wrong_measure(question, span) is wrong


def test_a_persons_name_is_no_brand() -> None:
    text = "大三学生赵紫莹带着“春恰”来了。"
    spans = ("带着“春恰”来了", "赵紫莹")
    assert left("做品牌的女生叫什么名字?", text, *spans) == ["赵紫莹"]
    assert left("品牌叫什么名字?", text, "春恰") == ["春恰"]


@pytest.mark.parametrize(
    ("question", "left_over"),
    [
        ("全国青少年棒球锦标赛来了多少支队伍?", ["23支"]),
        ("全国青少年足球锦标赛来了多少支队伍?", []),
        ("温州来了多少支队伍?", ["23支"]),
        ("浙江温州来了多少支队伍?", ["23支"]),
        ("台州来了多少支队伍?", []),
        ("竹安多大年纪?", ["23支"]),
        ("全市来了多少支队伍?", ["23支"]),
    ],
)
def test_an_article_says_nothing_of_what_it_does_not_name(question: str, left_over: list[str]) -> None:
    text = "上周末，全国青少年棒球锦标赛在林埭镇开赛，来自温州等地的23支队伍参加。"
    assert left(question, text, "23支") == left_over


def test_a_papers_own_town_need_not_be_named_in_every_article() -> None:
    ours, other = "全市上半年增长6.4%。", "温州市领导看望了老人。"
    found = []
    for number, text in enumerate((ours, other)):
        paper = article(text, number)
        hit = Hit(0.5, Passage(paper.id, 0, len(text), text), paper)
        found.append(Place(hit, 0, len(text), number, Context("", text)))
    span = Candidate(0, 7, 11, "6.4%", 1.0)
    assert fitting("温州上半年增长多少?", found, [span], None) == [span]
    assert fitting("台州上半年增长多少?", found, [span], None) == []
    assert fitting("温州上半年增长多少?", found[:1], [span], None) == []


def test_what_the_question_said_is_no_answer() -> None:
    text = "落霞大桥3月通车。"
    assert left("还有哪座桥封了?", "望月桥封了。", "桥", "望月桥") == ["望月桥"]
    assert left("落霞大桥什么时候通车?", text, "落霞大桥", "3月") == ["3月"]


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("女子冠军是谁?", "男子冠军骆一鸣说路好。", "骆一鸣", True),
        ("男子冠军是谁?", "男子冠军骆一鸣说路好。", "骆一鸣", False),
        ("老馆有多少个座位?", "新馆有1300个座位。", "1300个", True),
        ("老馆有多少个座位?", "老馆有900个座位。", "900个", False),
        ("亚军是谁?", "周砚秋拿到亚军，冠军是郁离。", "郁离", True),
        ("亚军是谁?", "周砚秋拿到亚军，冠军是郁离。", "周砚秋", False),
        ("第一届来了多少人?", "第二届来了4.1万人。", "4.1万人", True),
        ("每户补多少?", "没投保的每亩补600元。", "600元", True),
        ("白鹭队的主教练是谁?", "霁城山雀队主教练应为裴一铭。", "裴一铭", True),
        ("山雀队的主教练是谁?", "霁城山雀队主教练应为裴一铭。", "裴一铭", False),
        ("望舒大桥什么时候通车?", "望月桥2011年通车，全长438米。", "2011年", True),
        ("望月桥什么时候通车?", "望月桥2011年通车，全长438米。", "2011年", False),
        ("望舒大桥花了多少钱?", "这座桥花了3亿元。", "3亿元", False),
        ("抢修望舒大桥的是谁?", "由澜浦路桥集团承担，温景行说。", "温景行", False),
        ("师生驻村要多久?", "来到林埭村，为期近两个月。", "近两个月", False),
        ("第二季度每辆亏多少?", "二季度每辆亏3万元，第一季度每辆亏6万元。", "3万元", False),
        ("每辆车完成几单?", "每车每天完成12.5单。", "12.5单", False),
        ("白鹭队得了几分?", "白鹭队以71比64战胜飞梭队。", "71", False),
        ("每亩补多少?", "没投保的每亩补600元。", "600元", False),
    ],
)
def test_of_two_things_that_exclude_each_other(question: str, text: str, span: str, other: bool) -> None:
    at = text.index(span)
    assert of_another_one(question, Told(text, at, at + len(span))) is other
    assert left(question, text, span) == ([] if other else [span])


def test_what_was_sorted_out_still_makes_cautious() -> None:
    text = "男子冠军骆一鸣，女子冠军柏青。"
    paper = article(text)
    place = Place(Hit(0.5, Passage(paper.id, 0, len(text), text), paper), 0, len(text), 0, Context("", text))
    found = Found(place, 12, 14, 1.0, margin=12.0)
    rival, same = Candidate(0, 4, 7, "骆一鸣", 3.5), Candidate(0, 8, 14, "女子冠军柏青", 9.0)
    assert cautious(found, [rival, same]).margin == -2.5  # 柏青 stands in the longer one as well
    assert cautious(found, [same]).margin == 12.0


def test_a_kind_that_is_told_by_its_name() -> None:
    assert of_another_kind("哪所大学毕业的?", "高中")
    assert not of_another_kind("哪所大学毕业的?", "同济大学")
    assert not of_another_kind("在哪个会议中心开?", "三楼")
    assert not of_another_kind("哪家公司?", "路桥集团")
    assert not of_another_kind("哪个国家的人?", "塞浦路斯")


def test_a_figure_of_another_year_is_sorted_out() -> None:
    # article() is of 4 August 2025.
    text = "到2027年，出口较2024年翻倍，达30亿元；去年上半年增长3%。"
    day = datetime.date(2025, 8, 4)
    assert left("2024年出口多少?", text, "30亿元", today=day) == []
    assert left("到2027年出口多少?", text, "30亿元", today=day) == ["30亿元"]
    assert left("出口多少?", text, "30亿元", today=day) == ["30亿元"]
    assert left("哪年达到30亿元?", text, "2027年", today=day) == ["2027年"]


def test_a_day_of_the_issue_means_what_it_reports_too() -> None:
    text = "昨天来了50人，8月1日来了9人。"
    day = datetime.date(2025, 8, 4)
    assert left("8月4日来了多少人?", text, "50人", "9人", today=day) == ["50人"]
    assert left("8月4日的报纸说来了多少人?", text, "50人", "9人", today=day) == ["50人", "9人"]


@pytest.mark.parametrize(
    ("span", "person"),
    [
        ("仲旭东", True), ("市委书记仲旭东", True), ("春恰", False), ("正在研究", False), ("31支", False),
        ("竹如海拿起一把,打开、合上", False), ("舒畅、甘棠", True), ("阮爱馨女士", True),
        ("革命家潘佩珠", True), ("周恩来与金日成", True), ("约翰·麦克阿瑟(John)教授", True),
    ],
)  # fmt: skip
def test_who_is_a_person(span: str, person: bool) -> None:
    assert is_person(span) is person


@pytest.mark.parametrize(
    ("question", "text", "name", "holds"),
    [
        ("市财政局局长叫什么?", "市财政局局长钱不换说。", "钱不换", True),
        ("市委秘书长叫什么?", "市委常委、秘书长舒望山来了。", "舒望山", True),
        ("采石场的场长是谁?", "场长曲直说。", "曲直", True),
        ("市纪委书记是谁?", "市委书记仲旭东讲话。", "仲旭东", False),
        ("市水利局局长是谁?", "市财政局局长钱不换说。", "钱不换", False),
        ("新任文化局局长是谁?", "任命程一帆为市文化局局长。", "程一帆", True),
        ("石磨镇的镇长是谁?", "副镇长时雨说。", "时雨", False),
        ("石磨镇的副镇长是谁?", "副镇长时雨说。", "时雨", True),
        ("副市长是谁?", "市委副书记、市长韩越来了。", "韩越", False),
        ("谁讲话?", "市委书记仲旭东讲话。", "仲旭东", False),
    ],
)
def test_who_holds_an_office(question: str, text: str, name: str, holds: bool) -> None:
    at = text.index(name)
    assert holds_office(question, text, at, at + len(name)) is holds


def test_sureness_is_a_logistic_model() -> None:
    assert Sureness(("a", "b"), (1.0, -2.0), 0.5).probability((0.5, 0.5)) == 0.5
    assert Sureness(("a",), (1.0,), 0.0).probability((1.0,)) == pytest.approx(0.7310586)
    assert {form: one.names for form, one in shipped().items()} == dict(NAMES)


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "sureness.json"
    rows = {form: {"names": ["span"], "weights": [1], "bias": 0} for form in NAMES}
    file.write_text(json.dumps(rows), "utf-8")
    with pytest.raises(ModelError, match="other features"):
        load(file)
    with pytest.raises(ModelError, match="cannot be read"):
        load(tmp_path / "none.json")


def test_an_office_is_of_the_team_spoken_of_last() -> None:
    text = "霁城山雀队昨晚到了。主教练裴一鸣说，不怕。白鹭队练了罚篮。主教练裴一鹤说，看明天。"
    assert left("白鹭队的主教练是谁?", text, "裴一鸣", "裴一鹤") == ["裴一鹤"]
    assert left("霁城山雀队的主教练是谁?", text, "裴一鸣", "裴一鹤") == ["裴一鸣"]


@pytest.mark.parametrize(
    ("question", "text", "span", "other"),
    [
        ("镇委书记是谁?", "镇委副书记尹青说。", "尹青", True),
        ("镇委副书记是谁?", "镇委副书记、镇长尹青说。", "尹青", False),
        ("镇委副书记是谁?", "镇委书记尹青说。", "尹青", True),
        ("镇长是谁?", "镇委副书记、镇长尹青说。", "尹青", False),
        ("副镇长是谁?", "镇委副书记、镇长尹青说。", "尹青", True),
        ("谁是镇长?", "常务副镇长尹青说。", "尹青", True),
        ("要建几个示范平台?", "到明年打造知名品牌5个以上。", "5个以上", True),
        ("要建几个知名品牌?", "到明年打造知名品牌5个以上。", "5个以上", False),
        ("来了多少个孩子?", "48名学生坐船上学。", "48名", False),
        ("来了多少家企业?", "46家单位错开上班。", "46家", False),
        ("有几座车站?", "全市有水库3座。", "3座", True),
        ("有几座车站?", "全市有3座，够用。", "3座", False),
        ("有几支队伍?", "来了31支高校团队。", "31支", False),
        ("老人票多少钱?", "票价2元，老人和学生免费。", "2元", True),
        ("老人票多少钱?", "票价2元，老人和学生免费。", "免费", False),
        ("学生收费多少?", "60岁以上老人凭证免费，中小学生每支128元。", "每支128元", False),
        ("学生收费多少?", "本市户籍60岁以上老人免费。", "免费", True),
        ("票价多少?", "票价2元，老人和学生免费。", "2元", False),
    ],
)
def test_what_belongs_to_something_else(question: str, text: str, span: str, other: bool) -> None:
    assert left(question, text, span) == ([] if other else [span])


def test_the_next_time_is_not_past() -> None:
    text = "水下检测2022年4月做过，2027年4月再做。"
    day = datetime.date(2025, 8, 4)
    assert left("下一次检测是什么时候?", text, "2022年4月", "2027年4月", today=day) == ["2027年4月"]
    assert left("上一次检测是什么时候?", text, "2022年4月", "2027年4月", today=day) == ["2022年4月"]


def test_hours_are_no_day_where_the_day_is_told() -> None:
    text = "书屋9月28日开门，每天9时至22时开放。"
    assert left("书屋什么时候开放?", text, "9时至22时", "9月28日") == ["9月28日"]
    assert left("书屋什么时候开放?", text, "9时至22时") == ["9时至22时"]
    assert left("书屋几点开放?", text, "9时至22时", "9月28日")[0] == "9时至22时"
