import datetime
from collections.abc import Sequence

import pytest

from qa.understand import Understood, understand
from qa.understand.follow import whole_questions
from qa.understand.names import Names
from qa.understand.pointing import article_number, points_to_article
from qa.understand.topics import topic_of

NAMES = Names(
    newspapers=("江渚晚报", "寒溪日报"),
    bylines=("许知南", "丁一苇"),
    people=("段继明",),
    places=("落霞大桥", "望月桥", "桃源镇"),
)


def whole(question: str, *turns: tuple[str, str]) -> str:
    return whole_questions(question, turns, NAMES)[0].rstrip("?")


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("到2027年出口要达到多少", "那2030年呢", "到2030年出口要达到多少"),
        ("8月1日开了什么会", "8月3日呢", "8月3日开了什么会"),
        ("上半年增长多少", "二季度呢", "二季度增长多少"),
        ("昨天头版讲了什么", "今天呢", "今天头版讲了什么"),
        ("头版讲了什么", "第二版呢", "第二版讲了什么"),
        ("江渚市委书记是谁", "市长呢", "江渚市长是谁"),
        ("男子组谁赢了", "那女子组呢", "女子组谁赢了"),
        ("一等奖奖金多少", "二等奖呢", "二等奖奖金多少"),
        ("许知南写了几篇", "丁一苇呢", "丁一苇写了几篇"),
        ("落霞大桥有多长", "望月桥呢", "望月桥有多长"),
        ("首班车几点开", "末班车呢", "末班车几点开"),
        ("成人票多少钱", "学生票呢", "学生票多少钱"),
        ("江渚晚报讲了什么", "寒溪日报呢", "寒溪日报讲了什么"),
        ("什么时候通小汽车", "货车呢", "什么时候通货车"),
    ],
)
def test_ellipsis_fills_the_slot_of_its_kind(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "")) == wanted


@pytest.mark.parametrize(
    ("before", "answer", "asked", "wanted"),
    [
        ("市长是谁", "段继明", "他讲了什么", "段继明讲了什么"),
        ("做伞的厂长叫什么", "伞如月", "她今年多大", "伞如月今年多大"),
        ("偷桨案怎么判的", "判做义工", "那案子是谁审的", "偷桨案是谁审的"),
        ("市立医院在哪里", "城东", "该院有多少床位", "市立医院有多少床位"),
        ("落霞大桥有多长", "800米", "这座桥是谁设计的", "落霞大桥是谁设计的"),
        ("杨梅节在哪里办", "桃源镇", "那里怎么去", "桃源镇怎么去"),
        ("谁主持了防汛会商会", "段继明", "这次会议有谁参加", "防汛会商会有谁参加"),
        ("落霞大桥有多长", "800米", "它有几条车道", "落霞大桥有几条车道"),
        ("舒望得了多少分", "19分", "她多大", "舒望多大"),
        ("桑叶是谁", "柜员", "她多大了", "桑叶多大了"),
        ("江长河的徒弟叫什么", "沙鸥", "那他妻子呢", "江长河的妻子叫什么"),
    ],
)
def test_pronouns(before: str, answer: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, answer)) == wanted


@pytest.mark.parametrize(
    "asked",
    ["市长是谁", "桃源镇有多少亩杨梅", "今天头版讲了什么", "其他大桥有多长", "该怎么办残疾证", "谁写的"],
)
def test_a_new_subject_is_left_alone(asked: str) -> None:
    assert whole(asked, ("落霞大桥有多长", "800米")) == asked


def test_the_subject_is_carried_on_over_several_turns() -> None:
    turns = (("落霞大桥什么时候通车", "3月"), ("有多长", "800米"), ("谢谢", "不客气"))
    assert whole("总投资多少", *turns) == "落霞大桥总投资多少"


def test_without_history_nothing_is_added() -> None:
    assert whole_questions("那2030年呢", (), NAMES) == ["那2030年呢"]


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("阮先生买车花了多少钱", "法院判赔多少", "阮先生买车法院判赔多少"),
        ("图书馆新馆什么时候开", "藏书呢", "图书馆新馆的藏书有多少"),
        ("小青菜多少钱一斤", "空心菜呢", "空心菜多少钱一斤"),
        ("市委书记是谁", "有多少委员", "有多少委员"),
        ("大桥什么时候恢复通车", "货车呢", "货车什么时候恢复通车"),
        ("通桥以后渡船还开吗", "票价多少", "渡船票价多少"),
        ("图书馆有多少座位", "藏书呢", "图书馆有多少藏书"),
        ("到2027年出口要达到多少", "那2030年要达到多少", "到2030年出口要达到多少"),
        ("市委十五届七次全会在哪里开", "那六次全会呢", "市委十五届六次全会在哪里开"),
        ("上半年生产总值增长多少", "去年同期呢", "去年上半年生产总值增长多少"),
        ("昨天头版有什么", "还有呢", "昨天头版有什么"),
        ("竹器节成人票多少钱", "哪天开幕", "竹器节哪天开幕"),
        ("落霞大桥有多长", "棒球赛谁赢了", "棒球赛谁赢了"),
        ("落霞大桥有多长", "今年出口增长多少", "今年出口增长多少"),
    ],
)
def test_what_is_carried_on_and_what_is_not(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "")) == wanted


@pytest.mark.parametrize(
    ("before", "answer", "asked", "wanted"),
    [
        ("全市林业大会谁讲话", "县委书记段继明", "县长呢", "全市林业大会县长是谁"),
        ("全市林业大会县长是谁", "钱有余", "还有谁参加", "全市林业大会谁参加"),
        ("全市林业大会县长是谁", "钱有余", "会是哪天开的", "全市林业大会是哪天开的"),
        ("县长是谁", "钱有余", "还有谁参加", "还有谁参加"),
        ("段继明几岁", "50岁", "县长呢", "县长几岁"),
        ("县长是谁", "钱有余", "什么时候上任的", "县长什么时候上任的"),
        ("南山林场场长是谁", "钱有余", "树苗从哪里来", "南山林场树苗从哪里来"),
        ("县林业局局长是谁", "钱有余", "那水务局呢", "县水务局局长是谁"),
    ],
)
def test_an_office_is_not_dragged_along(before: str, answer: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, answer)) == wanted


def test_a_report_between_leaves_the_subject_before_it() -> None:
    turns = (("有没有关于围棋的报道", "1. "), ("第二篇是哪天登的", "9月8日"))
    assert whole("冠军是谁", *turns) == "围棋的冠军是谁"


def test_an_office_between_leaves_the_subject_before_it() -> None:
    turns = (("全市林业大会谁讲话", "段继明"), ("县长是谁", "钱有余"))
    assert whole("有多少人参加", *turns) == "全市林业大会有多少人参加"


@pytest.mark.parametrize(
    ("before", "answer", "asked", "wanted"),
    [
        ("翠鸟队决赛对谁", "雪豹队", "上次比分呢", "翠鸟队决赛的上次比分是多少"),
        ("翠鸟队赢了谁", "雪豹队", "小组赛比分呢", "翠鸟队的小组赛比分是多少"),
        ("翠鸟队决赛对谁", "雪豹队", "对方教练呢", "翠鸟队决赛的对方教练是谁"),
        ("翠鸟队决赛对谁", "雪豹队", "票呢", "翠鸟队决赛的票价是多少"),
        ("南山林场的护林员是谁", "钱有余", "照片呢", "南山林场的照片"),
        ("水果出口多少", "3亿元", "杨梅呢", "水果出口杨梅多少"),
        ("水果出口多少", "3亿元", "比去年呢", "水果出口比去年增长多少"),
        ("杨梅节门票多少", "20元", "儿童呢", "杨梅节儿童门票多少"),
        ("半马哪天开跑", "11月2日", "寒溪的呢", "寒溪的半马哪天开跑"),
        ("落霞大桥什么时候通车", "3月", "图书馆呢", "图书馆什么时候通车"),
        ("钱有余的妻子叫什么", "孙小荷", "女儿呢", "钱有余的女儿叫什么"),
        ("有关杨梅的报道有哪些", "1. ", "还有别的吗", "有关杨梅的报道有哪些"),
        ("杨梅节在哪里办", "桃源镇", "活动的主题呢", "杨梅节的主题是什么"),
        ("头版头条是什么", "1. ", "这期是总第几期", "这期是总第几期"),
        ("停电影响多少户", "900户", "9月11日那次呢", "9月11日停电影响多少户"),
        ("渡船首日送了多少人", "700人", "第二天呢", "渡船第二天送了多少人"),
        ("渡船首日送了多少人", "700人", "船长叫什么", "渡船船长叫什么"),
        ("零售总额增长多少", "4%", "投资呢", "投资增长多少"),
        ("零售总额增长多少", "4%", "其中粮油呢", "零售总额粮油增长多少"),
        ("果农拿到多少赔款", "4万元", "没投保的呢", "没投保的拿到多少赔款"),
        ("果农拿到多少赔款", "4万元", "是哪家公司赔的", "果农是哪家公司赔的"),
        ("今天有哪些评论", "1. ", "作者呢", "作者是谁"),
        ("泡水车赔了多少", "4万元", "他买了新车吗", "他买了新车吗"),
    ],
)
def test_what_is_named_alone(before: str, answer: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, answer)) == wanted


def test_a_pronoun_of_the_other_sex_is_not_the_relative() -> None:
    turn = ("厉怀谷的妻子叫什么", "方小枝")
    assert whole("他教了多少年", turn) == "厉怀谷教了多少年"
    assert whole("她教了多少年", turn) == "方小枝教了多少年"


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("渡船票价多少", "老人呢", "渡船老人票价多少"),
        ("渡船票价多少", "学生呢", "渡船学生票价多少"),
        ("中小学生打疫苗多少钱", "老人呢", "老人打疫苗多少钱"),
        ("竹器节门票多少钱", "儿童呢", "竹器节儿童门票多少钱"),
    ],
)
def test_what_another_group_pays(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "2元")) == wanted


def test_what_points_to_an_article() -> None:
    assert points_to_article("这篇是谁写的")
    assert not points_to_article("这座桥是谁建的")
    assert points_to_article("那条讲了什么")
    assert not points_to_article("那条路多长")
    assert (article_number("第二篇讲了什么"), article_number("第3条呢"), article_number("讲了什么")) == (
        2,
        3,
        None,
    )


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("落霞大桥什么时候通车?", "落霞大桥"),
        ("落霞大桥的全长是多少", "落霞大桥"),
        ("谁主持了防汛会商会", "防汛会商会"),
        ("防汛会商会在哪里开", "防汛会商会"),
        ("有哪些关于杨梅的报道", "杨梅"),
        ("到2025年要改造多少个小区", "改造小区"),
        ("疫苗多少钱一支", "疫苗"),
        ("县长去看望了谁", "县长去看望"),
        ("翠鸟队赢了谁", "翠鸟队"),
        ("全会谁作的报告", "全会"),
        ("大赛来了多少支队伍", "大赛"),
        ("方案从哪天施行", "方案"),
        ("四大行动是哪四个", "四大行动"),
        ("水果出口要做到多少", "水果出口"),
        ("山村的未来在哪里", "山村的未来"),
        ("台风叫什么名字", "台风"),
        ("获奖者姓什么", "获奖者"),
    ],
)
def test_the_subject_of_a_question(question: str, topic: str) -> None:
    assert topic_of(question) == topic


@pytest.mark.parametrize(
    ("before", "answer", "asked", "wanted"),
    [
        ("落霞大桥什么时候封闭的", "昨天18时", "为什么？", "落霞大桥为什么封闭"),
        ("抢修工期多少天", "12天", "为什么", "为什么抢修工期12天"),
        ("落霞大桥什么时候通车", "3月", "真的吗", "落霞大桥什么时候通车"),
        ("落霞大桥什么时候通车", "3月", "请再说一遍", "落霞大桥什么时候通车"),
        ("落霞大桥什么时候通车", "3月", "然后呢", "落霞大桥后来怎么样了"),
        ("棒球赛在哪里打", "球场", "是哪一天？", "棒球赛哪一天打"),
        ("落霞大桥什么时候通车", "3月", "在哪里", "落霞大桥在哪里通车"),
        ("谁写了《落霞大桥合龙》", "许知南", "是哪一天？", "这篇是哪天登的"),
        ("市长是谁", "段继明", "他呢", "介绍一下段继明"),
        ("段继明的徒弟叫什么", "沙鸥", "他女儿呢", "段继明的女儿叫什么"),
        ("落霞大桥多长", "800米", "谢谢，那望月桥呢", "望月桥多长"),
        ("江渚半马哪天鸣枪", "11月2日", "那寒溪的呢", "寒溪半马哪天鸣枪"),
        ("9月8日首日来了多少人", "7人", "10日呢", "9月10日来了多少人"),
        ("出口到2027年要达到多少", "30亿元", "每年新增几家企业", "出口每年新增几家企业"),
        ("白鹭队的对手是谁", "飞梭队", "比分是多少", "白鹭队的比分是多少"),
        ("小青菜9月11日批发价是多少", "2.6元", "空心菜呢", "空心菜9月11日批发价是多少"),
        ("落霞大桥什么时候封闭", "15日", "封闭期间货车怎么走", "落霞大桥封闭期间货车怎么走"),
        ("抢修落霞大桥的总工程师是谁", "温景行", "概算呢", "抢修落霞大桥的概算是多少"),
    ],
)
def test_what_lives_on_the_question_before_it(before: str, answer: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, answer)) == wanted


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("滨河隧道工期多长", "总投资多少", "滨河隧道总投资多少"),
        ("海塘音乐节报名费多少", "什么时候开始", "海塘音乐节什么时候开始"),
        ("市科技馆开放时间到几点", "有多少展品", "市科技馆有多少展品"),
        ("人才新政有效期是几年", "对硕士最高补贴多少", "人才新政对硕士最高补贴多少"),
        ("轻轨2号线运营时间到几点", "有几个站", "轻轨2号线有几个站"),
        ("市科技馆开放时间到几点", "票价呢", "市科技馆的票价是多少"),
        # What is done to the period or the price is not done to the thing.
        ("滨河隧道工期多长", "为什么延长", "滨河隧道工期为什么延长"),
        ("技能大赛奖金多少", "涨了吗", "技能大赛奖金涨了吗"),
        # No thing stands before the attribute.
        ("周末票价多少", "怎么买", "周末票价怎么买"),
        ("出口规模要达到多少", "由谁负责", "出口规模由谁负责"),
    ],
)
def test_an_attribute_is_no_part_of_the_subject_that_is_carried_on(
    before: str, asked: str, wanted: str
) -> None:
    assert whole(asked, (before, "")) == wanted


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("人才新政对硕士最高补贴多少", "对博士呢", "人才新政对博士最高补贴多少"),
        ("人才新政对硕士最高补贴多少", "博士呢", "人才新政对博士最高补贴多少"),
        ("这次给困难户送了多少钱", "给低保户的呢", "这次给低保户送了多少钱"),
        ("给80岁以上老人发多少钱", "给90岁以上的呢", "给90岁以上老人发多少钱"),
        ("从火车站到机场要多久", "从汽车站呢", "从汽车站到机场要多久"),
        ("从火车站到机场要多久", "到码头呢", "从火车站到码头要多久"),
        ("在市科技馆能借几本书", "在文化馆呢", "在文化馆能借几本书"),
        ("向民政局申请要什么材料", "向社保局呢", "向社保局申请要什么材料"),
        ("向谁申请补助", "向街道呢", "向街道申请补助"),
        ("和海燕队踢成几比几", "和雪豹队呢", "和雪豹队踢成几比几"),
        ("食堂对本地职工有什么优惠", "对外地职工呢", "食堂对外地职工有什么优惠"),
        ("新桥离码头多远", "离车站呢", "新桥离车站多远"),
        ("增加值比去年增长多少", "比前年呢", "增加值比前年增长多少"),
        # The question before has no such preposition: it is put behind the subject.
        ("滨河隧道限速多少", "对货车呢", "滨河隧道对货车限速多少"),
        ("决赛对谁", "对方教练呢", "决赛的对方教练是谁"),
    ],
)
def test_what_stands_behind_a_preposition_is_replaced(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "")) == wanted


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("到2030年规模要达到多少", "市长呢", "市长是谁"),
        ("落霞大桥什么时候通车", "副市长呢", "副市长是谁"),
        ("段继明在会上做了什么", "市长呢", "市长在会上做了什么"),
        ("市委书记段继明去了哪里", "市长呢", "市长去了哪里"),
        ("市长在会上做了什么", "段继明呢", "段继明在会上做了什么"),
        ("市立医院有多少床位", "院长呢", "市立医院院长是谁"),
        ("桃源镇有多少亩杨梅", "镇长呢", "桃源镇镇长是谁"),
        ("桃源镇有多少亩杨梅", "书记呢", "桃源镇书记是谁"),
        ("海燕队比分多少", "队长呢", "海燕队队长是谁"),
        ("全会谁讲话", "市长呢", "全会市长是谁"),
    ],
)
def test_an_office_alone_asks_who_it_is_or_stands_for_a_person(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "")) == wanted


@pytest.mark.parametrize(
    ("before", "asked", "wanted"),
    [
        ("上周末有什么比赛", "有多少人参加", "上周末比赛有多少人参加"),
        ("昨天有哪些活动", "在哪里举行", "昨天活动在哪里举行"),
        ("八月一号开了哪些会", "谁主持的", "八月一号的会谁主持的"),
        ("国庆有哪些展览", "要多少钱", "国庆展览要多少钱"),
        ("明天有什么停电", "几点恢复", "明天停电几点恢复"),
        ("昨天发生了什么", "在哪里", "昨天在哪里"),
    ],
)
def test_what_was_asked_for_with_its_days_is_the_subject(before: str, asked: str, wanted: str) -> None:
    assert whole(asked, (before, "")) == wanted


def test_the_one_thing_that_was_told_is_a_second_subject() -> None:
    turns = (("上周末有什么比赛", "海塘杯少年棋赛"),)
    assert whole_questions("有多少人参加?", turns, NAMES) == [
        "上周末比赛有多少人参加?",
        "海塘杯少年棋赛有多少人参加?",
    ]
    turns = (("上周末有什么比赛", "海塘杯少年棋赛\n山雀队主场开赛"),)
    assert whole_questions("有多少人参加?", turns, NAMES) == ["上周末比赛有多少人参加?"]


LISTED = [(name, datetime.date(2025, 8, day)) for name, day in (("a1", 3), ("a2", 1), ("a3", 4))]
SHOWN = [name for name, _ in LISTED]


def pointed(question: str, before: str = "桃源镇有哪些报道", about: Sequence[str] = SHOWN) -> Understood:
    return understand(
        question, [(before, "甲")], names=NAMES, today=LISTED[2][1], about=about, listed=LISTED
    )


@pytest.mark.parametrize(
    ("asked", "name", "kind"),
    [
        ("最早那篇", "a2", "digest"),
        ("最早的一篇写了什么", "a2", "digest"),
        ("最新的一篇呢", "a3", "digest"),
        ("最新一篇是谁写的", "a3", "metadata"),
        ("最后一篇", "a3", "digest"),
        ("倒数第三篇讲了什么", "a1", "digest"),
        ("头一条", "a1", "digest"),
        ("第二篇呢", "a2", "digest"),
        ("看看第2篇", "a2", "digest"),
        ("最早那篇里谁主持会议", "a2", "fact"),
        ("最近那篇登在第几版", "a3", "metadata"),
    ],
)
def test_one_of_the_reports_that_were_listed(asked: str, name: str, kind: str) -> None:
    understood = pointed(asked)
    assert (understood.about, understood.kind) == ((name,), kind)


@pytest.mark.parametrize("asked", ["最后一条船几点开", "头条写了什么", "最新一篇论文讲了什么", "最新的报道"])
def test_what_is_no_report_of_the_list(asked: str) -> None:
    assert pointed(asked).about == ()


def test_the_list_is_still_meant_after_one_of_it_was_opened() -> None:
    assert pointed("第三篇呢", "第二篇呢", ["a2"]).about == ("a3",)
    assert pointed("第三篇呢", "第二篇是谁写的", ["a2"]).question == "第三篇是谁写的?"
    assert pointed("第三篇呢", "谁写的", ["a2"]).question == "第三篇是谁写的?"


def test_more_than_were_listed_is_told() -> None:
    understood = pointed("第十二篇呢")
    assert (understood.kind, understood.notices) == ("social", ("上面只有3篇报道。",))
