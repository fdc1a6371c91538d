"""Where a span ends when the question says so; every case by hand."""

import pytest

from qa.snug import snug, whole_range


@pytest.mark.parametrize(
    ("question", "text", "span", "whole"),
    [
        ("他去了哪个派出所?", "他到普安派出所报案。", "普安", "普安派出所"),
        ("在哪支英雄团服役?", "他在守备英雄团当兵。", "守备", "守备英雄团"),
        ("运来多少立方米石料?", "共运来3200立方米石料。", "3200", "3200立方米"),
        ("运了多少车物资?", "运送物资102车次。", "102", "102车"),
        ("哪年哪月出生?", "1972年11月3日出生。", "1972年", "1972年11月"),
        ("什么时候出生?", "1972年11月3日出生。", "1972年", "1972年11月3日"),
        ("哪年出生?", "1972年11月3日出生。", "1972年", "1972年"),
        ("一共多少人?", "来了30所学校。", "30", "30"),
        ("哪个派出所?", "普安派出所派出所长来了。", "普安派出所", "普安派出所"),
        ("市长是谁?", "市委副书记、市长周军波传达精神。", "周军", "周军波"),
        ("县长叫什么?", "县长李明主持会议。", "李明", "李明"),
        ("队名是什么?", "高山队来了。", "高山", "高山"),
        ("哪個派出所?", "到普安派出所報案。", "普安", "普安派出所"),
    ],
)
def test_the_span_ends_after_what_is_asked_for(question: str, text: str, span: str, whole: str) -> None:
    start = text.index(span)
    assert text[start : snug(question, text, start, start + len(span))] == whole


def test_a_span_at_the_end_of_the_text_stays() -> None:
    assert snug("哪个所?", "普安", 0, 2) == 2
    assert snug("", "", 0, 0) == 0


@pytest.mark.parametrize(
    ("question", "text", "span", "whole"),
    [
        ("要收多少钱?", "每人80元至120元。", "80元", "80元至120元"),
        ("要收多少钱?", "每人80至120元。", "120元", "80至120元"),
        ("要等几天?", "等三天到五天。", "五天", "三天到五天"),
        ("最多收多少钱?", "每人80元至120元。", "120元", "120元"),
        ("哪年建的?", "建于1954年至1956年。", "1954年", "1954年"),
        ("从哪天到哪天?", "9月1日到次年3月2日开放。", "9月1日", "9月1日到次年3月2日"),
        ("从几月几日到几月几日?", "9月1日到10月2日开放。", "9月1日", "9月1日到10月2日"),
        ("从几月到几月?", "于七月至十二月进行。", "十二月", "七月至十二月"),
        ("从几月到几月?", "7月至12月的行动", "7月", "7月至12月"),
        ("几月开始?", "7月至12月的行动", "7月", "7月"),
        ("来了多少人?", "来了80人到场。", "80人", "80人"),
    ],
)
def test_both_ends_of_a_range(question: str, text: str, span: str, whole: str) -> None:
    start = text.index(span)
    assert text[slice(*whole_range(question, text, start, start + len(span)))] == whole
