import pytest

from qa.understand.form import arabic, plain, spellings


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("請問，鎮長是誰？", "镇长是谁?"),
        ("到２０３１年", "到2031年"),
        ("您好，我想知道票价多少", "票价多少"),
        ("你知道谁拿了金奖吗？", "谁拿了金奖?"),
        ("你们有什么优惠吗", "你们有什么优惠?"),
        ("你好医院在哪里", "你好医院在哪里"),
        ("他去了吗", "他去了吗"),
        ("请问", "请问"),
        ("今儿头版有木有啥新闻呀", "今天头版有没有什么新闻"),
        ("工期凭啥缩短了？", "工期凭什么缩短了?"),
        ("话说桥啥时候通车", "桥什么时候通车"),
        ("咋回事", "怎么回事"),
        ("《灯为啥不亮》谁写的", "《灯为啥不亮》谁写的"),
        ("半马在哪跑", "半马在哪里跑"),
        ("领队是哪的", "领队是哪里的"),
        ("哪队赢了", "哪个队赢了"),
        ("在哪家医院看", "在哪家医院看"),
        ("学前儿童有多少", "学前儿童有多少"),
        ("陈小明儿子多大", "陈小明儿子多大"),
    ],
)
def test_the_plain_form(typed: str, wanted: str) -> None:
    assert plain(typed) == wanted


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ("三十亿元", "30亿元"),
        ("一万二千人", "1万2000人"),
        ("百分之六点四", "6.4%"),
        ("二〇二五年十二月三十一日", "2025年12月31日"),
        ("第二十一版", "第21版"),
        ("三百零五名", "305名"),
        ("两个", "2个"),
        ("十四五规划", "十四五规划"),
        ("三农问题", "三农问题"),
        ("一带一路", "一带一路"),
        ("万一下雨", "万一下雨"),
    ],
)
def test_numerals_before_a_unit_become_figures(written: str, figures: str) -> None:
    assert arabic(written) == figures


def test_figures_are_searched_beside_their_words() -> None:
    assert spellings("三十亿元的目标") == ("30亿元",)
    assert spellings("有三个人") == ()
