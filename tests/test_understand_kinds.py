import pytest

from qa.understand.kinds import kind_of
from qa.understand.named import read_named
from qa.understand.names import Names

NAMES = Names(pages=("1", "2"), bylines=("许知南",), headlines=("落霞大桥主桥合龙",))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("谁主持会议", "fact"),
        ("比分是怎样的比分", "fact"),
        ("为什么停工", "passage"),
        ("凭什么停工", "passage"),
        ("四大攻坚指什么", "passage"),
        ("狗能带上船不", "yesno"),
        ("市领导谁参加了", "list"),
        ("八八战略是什么", "passage"),
        ("活动主题是什么", "fact"),
        ("有没有人受伤", "yesno"),
        ("有没有关于棒球的报道", "articles"),
        ("会议有没有提到棒球", "yesno"),
        ("报上有没有提到棒球", "articles"),
        ("会议有哪些要求", "list"),
        ("有哪些报道", "articles"),
        ("关于棒球的报道有几篇", "count"),
        ("有几篇报道讲图书馆新馆", "count"),
        ("更正登过几条", "count"),
        ("有几篇评论谈落霞大桥", "count"),
        ("评论里说最重要的是什么", "fact"),
        ("评论说的是什么", "articles"),
        ("有没有读者来信", "articles"),
        ("有哪些更正", "articles"),
        ("更正了哪些内容", "articles"),
        ("市长更正了什么", "fact"),
        ("今天天气怎么样", "articles"),
        ("路灯的事有后续吗", "timeline"),
        ("有几条公交线路", "fact"),
        ("哪几篇报道提到了棒球", "articles"),
        ("许知南写了几篇", "count"),
        ("许知南写了什么", "articles"),
        ("头版讲了什么", "digest"),
        ("第二版有哪些报道", "digest"),
        ("会上讲了什么", "passage"),
        ("今日要闻", "digest"),
        ("大桥后来怎么样了", "timeline"),
        ("这篇是谁写的", "metadata"),
        ("校歌是谁写的", "fact"),
        ("《落霞大桥主桥合龙》是谁写的", "metadata"),
        ("《大江》是谁写的", "fact"),
        ("记者是谁", "metadata"),
        ("谁是记者", "fact"),
        ("总第几期", "metadata"),
        ("第几期培训班满了", "fact"),
        ("新闻发布会说了什么", "passage"),
        ("外地人坐船免费不", "yesno"),
        ("围棋赛有几次报道", "count"),
        ("把停水这件事从头到尾说一遍", "timeline"),
        ("果园从挂果到采摘都经历了什么", "timeline"),
        ("最新一期是哪天的", "metadata"),
        ("头版有啥新鲜事", "digest"),
        ("这份报纸有什么看头", "digest"),
        ("七月十九是几号", "metadata"),
        ("闰六月十一那天是星期几", "metadata"),
        ("县长这几天都做了什么", "articles"),
        ("县长做了什么", "fact"),
        ("写果园的记者是谁", "metadata"),
        ("写剧本的作者是谁", "fact"),
        ("报纸哪天说的果园开园", "metadata"),
        ("果园哪天开园", "fact"),
        ("讲果园那篇评论叫什么", "metadata"),
        ("县长说了哪些话", "passage"),
        ("县长有什么感受", "passage"),
        ("县长说了哪些要求", "list"),
    ],
)
def test_pairs_that_look_alike(question: str, kind: str) -> None:
    reading = read_named(question, NAMES)
    assert kind_of(question, reading.named, reading.spans)[0] == kind


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("这篇是谁写的", "reporter"),
        ("这篇报道的通讯员是谁", "correspondent"),
        ("照片是谁拍的", "photographer"),
        ("这条新闻是哪份报纸登的", "newspaper"),
        ("报纸总第多少期", "issue_number"),
        ("登在第几版", "page"),
        ("登在哪里", "page"),
        ("第2版的版名叫什么", "page_name"),
        ("登在哪个栏目", "column"),
        ("这是哪天的报纸", "date"),
        ("标题是什么", "headline"),
        ("这份报纸是谁主办的", "publisher"),
        ("报纸上的农历是几月几", "lunar"),
    ],
)
def test_the_field_that_is_asked_for(question: str, wanted: str) -> None:
    assert kind_of(question, read_named(question, NAMES).named) == ("metadata", wanted)


def test_days_alone_make_a_digest() -> None:
    assert kind_of("昨天有什么事", spans=((0, 2),), dated=True)[0] == "digest"
    assert kind_of("昨天棒球队有什么新闻", spans=((0, 2),), dated=True)[0] == "articles"
