import datetime
import json
from pathlib import Path

import pytest

from eval.understanding import compare, main, measure, read_rows
from index.errors import SourceError
from qa.understand import Named, Names, Understood, understand

TODAY = datetime.date(2025, 8, 4)
NAMES = Names(
    newspapers=("江渚晚报",), pages=("1", "2"), bylines=("许知南",), people=("仲旭东",), places=("落霞大桥",)
)


def read(question: str, *turns: tuple[str, str], about: tuple[str, ...] = ()) -> Understood:
    return understand(question, turns, names=NAMES, today=TODAY, about=about)


def test_reports_are_searched_without_form_and_filters() -> None:
    understood = read("有没有许知南写的关于台风的报道？")
    assert (understood.kind, understood.named.byline) == ("articles", "许知南")
    assert understood.topic == "台风"


def test_a_fact_is_searched_as_it_was_asked() -> None:
    understood = read("江渚晚报说落霞大桥有多长？")
    assert understood.named == Named(newspaper="江渚晚报")
    assert understood.topic.endswith("落霞大桥有多长")
    assert understood.question == "江渚晚报说落霞大桥有多长?"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("哪篇报道提到了南山果园", "南山果园"),
        ("写果园的稿子有几篇", "果园"),
        ("写作大赛的报道", "写作大赛"),
        ("果园采摘节有几次报道", "果园采摘节"),
        ("县长这几天都做了什么", "县长"),
    ],
)
def test_reports_are_searched_by_what_they_are_about(question: str, topic: str) -> None:
    assert read(question).topic == topic


def test_figures_are_searched_beside_their_words() -> None:
    assert read("三十亿元的目标是哪年定的").topic.endswith(" 30亿元")


def test_the_day_of_the_other_calendar() -> None:
    for question, day in (("闰六月十一是几号", 4), ("闰六月初八是阳历几月几号", 1), ("闰六月十二是哪天", 5)):
        understood = read(question)
        assert (understood.kind, understood.wanted) == ("metadata", "date")
        assert [one.first for one in understood.periods] == [datetime.date(2025, 8, day)]
    assert read("七月十九是几号").periods[0].first == datetime.date(2025, 9, 10)


def test_a_digest_has_no_topic() -> None:
    understood = read("头版讲了什么")
    assert (understood.kind, understood.topic, understood.named.page) == ("digest", "", "1")


def test_the_name_that_the_archive_has_is_searched() -> None:
    understood = read("钟旭东讲了什么")
    assert understood.question == "钟旭东讲了什么"
    assert understood.meant == "仲旭东讲了什么"
    assert understood.topic == "仲旭东讲了什么"
    assert "仲旭东" in understood.notices[0]


def test_a_name_with_a_slip_is_asked_about_as_the_right_one_is() -> None:
    understood = read("徐知南写了哪些报道")
    assert (understood.kind, understood.named.byline, understood.topic) == ("articles", "许知南", "")
    assert understood.question == "徐知南写了哪些报道"


def test_a_question_that_nothing_completes_is_about_what_was_shown() -> None:
    turn = ("市长是谁", "仲旭东")
    assert read("还有谁参加", turn, about=("a", "b")).about == ("a",)
    assert read("市长有什么要求", turn, about=("a", "b")).about == ("a",)
    assert read("还有谁参加", ("落霞大桥谁设计的", "仲旭东"), about=("a",)).about == ()
    assert read("桃子多少钱一斤", turn, about=("a",)).about == ()


def test_what_a_question_points_back_to() -> None:
    turn = ("有哪些关于台风的报道", "三篇")
    assert read("这篇是谁写的", turn, about=("a", "b")).about == ("a",)
    assert read("第二篇是谁写的", turn, about=("a", "b")).about == ("b",)
    assert read("第三篇是谁写的", turn, about=("a", "b")).about == ()
    assert read("谁写的", turn, about=("a", "b")).about == ("a",)
    assert read("落霞大桥有多长", turn, about=("a", "b")).about == ()


def test_an_issue_is_named_by_its_number() -> None:
    understood = read("总第5723期讲了什么")
    assert (understood.kind, understood.named.issue_number) == ("digest", 5723)


def test_another_article_is_not_the_one_just_shown() -> None:
    turn = ("有哪些关于台风的报道", "三篇")
    assert read("棒球那篇报道是谁写的", turn, about=("a",)).about == ()


def test_days_are_read_and_only_dropped_where_no_text_has_them() -> None:
    understood = read("上周五开了什么会")
    assert [(one.first, one.words) for one in understood.periods] == [(datetime.date(2025, 8, 1), "上周五")]
    assert "上周五" not in understood.topic
    assert "上半年" in read("上半年增长多少").topic


def test_social_lines_and_nothing_at_all() -> None:
    assert (read("你好").kind, read("你好").social) == ("social", "greeting")
    assert (read("？？").kind, read("？？").social) == ("social", "")
    assert read("你好医院在哪里").kind == "fact"


def test_ways_to_make_a_follow_up_whole_come_best_first() -> None:
    understood = read("谁负责抢修", ("落霞大桥什么时候通车", "明天"))
    assert understood.wholes[0] == understood.question
    assert "落霞大桥谁负责抢修" in understood.wholes


@pytest.mark.parametrize(
    "question", ["的" * 300, "呢", "那", "谁", "《》", "第版", "到年呢", "a" * 200, "几" * 100]
)
def test_strange_lines_are_understood_somehow(question: str) -> None:
    assert read(question, ("落霞大桥有多长", "800米")).asked == question


def test_the_measure_counts_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": "1", "group": "g", "question": "头版讲了什么", "kind": "digest", "today": "2025-08-04"}
    rows = [
        {**row, "named": {"page": "1"}, "names": {"pages": ["1"]}},
        {**row, "id": "2", "kind": "fact|list"},
        {**row, "id": "3", "question": "谁写的", "kind": "metadata", "wanted": "page"},
    ]
    measured = measure(rows)
    assert [read.all_right for read in measured.questions] == [True, False, False]
    assert measured.parts["kind"] == (3, pytest.approx(1 / 3))
    assert measured.parts["named"] == (1, 1.0)
    assert measured.kinds["digest"] == (1, 1.0)
    assert measured.whole == pytest.approx(1 / 3)
    assert measured.questions[2].got == {"kind": "metadata reporter"}
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    assert main([str(path), "--wrong", "--json", str(tmp_path / "out.json")]) == 0
    assert "metadata reporter" in capsys.readouterr().out
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["parts"]["kind"]["rows"] == 3


def test_the_whole_question_may_have_several_forms() -> None:
    row = {"id": "1", "group": "g", "question": "有多长", "kind": "fact", "whole": ["甲有多长", "乙有多长"]}
    assert compare(row, Understood("有多长", "乙有多长?")).right == {"kind": True, "whole": True}
    assert not compare(row, Understood("有多长", "有多长")).right["whole"]


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('\n{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(SourceError, match=r"rows.jsonl:2: lacks group"):
        read_rows(path)


def test_the_cases_are_whole_and_apart() -> None:
    folder = Path(__file__).parent.parent / "eval" / "data"
    dev, test = (read_rows(folder / f"understanding_{half}.jsonl") for half in ("dev", "test"))
    assert min(len(dev), len(test)) >= 120
    asked = [{(row["question"], str(row.get("history"))) for row in half} for half in (dev, test)]
    assert not asked[0] & asked[1]
    assert len({row["id"] for row in dev + test}) == len(dev + test)
