"""From question to cited answer with the models that ship, over the sample editions."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive
from qa import Answer, Assistant
from qa.__main__ import main

ASKED = "一站式服务的示范园区最高能拿多少奖励？"


@pytest.fixture(scope="module")
def archive(sample_archive: Path) -> Iterator[Archive]:
    with Archive.open(sample_archive, create=False) as one:
        yield one


@pytest.fixture(scope="module")
def assistant(archive: Archive) -> Assistant:
    return Assistant(archive)


def check(answer: Answer) -> None:
    cited = [*answer.citations, *(one for other in answer.alternatives for one in other.citations)]
    for citation in cited:
        assert citation.article.text[citation.start : citation.end] == citation.quote
    for citation in answer.citations:
        if citation.answer_start is not None:
            assert citation.article.text[citation.answer_start : citation.answer_end] == answer.text


def test_an_answer_in_the_papers_words(assistant: Assistant) -> None:
    answer = assistant.ask(ASKED)
    check(answer)
    assert answer.kind == "span"
    assert "300万元" in answer.text
    assert answer.citations[0].article.headline == "两年后出口要过30亿元"
    assert "300万元" in answer.citations[0].quote


@pytest.mark.parametrize(
    "asked",
    [
        "一站式服務的示範園區最高能拿多少獎勵？",
        "请问，一站式服务的示范园区最高能拿多少奖励",
        "一站式服务的示范园区最高能拿多少奖励?　",
    ],
)
def test_other_scripts_and_politeness_change_nothing(assistant: Assistant, asked: str) -> None:
    assert assistant.ask(asked).text == assistant.ask(ASKED).text


def test_what_the_paper_does_not_say(assistant: Assistant) -> None:
    answer = assistant.ask("火星基地的食堂几点开门？")
    assert (answer.kind, answer.text, answer.citations) == ("none", "", ())
    assert "报上没有说" in answer.message
    assert 1 <= len(answer.related) <= 3
    assert answer.confidence < 0.5


def test_filters_hold_for_the_answer(assistant: Assistant) -> None:
    issue = max(assistant.archive.issues(), key=lambda issue: issue.date)
    answer = assistant.ask(ASKED, date=issue.date)
    assert {citation.article.date for citation in answer.citations} <= {issue.date}
    assert {article.date for article in answer.related} <= {issue.date}
    assert "300万元" not in answer.text


def test_many_at_once_are_as_one_by_one(assistant: Assistant) -> None:
    asked = [ASKED, "你好", "火星基地的食堂几点开门？"]
    together = assistant.ask_many(asked)
    alone = [assistant.ask(question) for question in asked]
    assert [answer.kind for answer in together] == ["span", "social", "none"]
    assert [answer.text for answer in together] == [answer.text for answer in alone]


def test_threads_share_models_and_archive(assistant: Assistant) -> None:
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(assistant.ask(ASKED).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [assistant.ask(ASKED).text] * 6


def test_what_is_suggested_is_answered(assistant: Assistant) -> None:
    suggested = assistant.suggestions(checked=True)
    assert len(suggested) == 3
    answers = assistant.ask_many(list(suggested))
    for answer in answers:
        check(answer)
    assert all(answer.kind not in ("none", "social") for answer in answers)
    assert assistant.ask("你能做什么？").suggestions == suggested


def test_the_terminal(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", ASKED, "--archive", str(archive.path), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["kind"] == "span"
    citation = row["citations"][0]
    assert citation["article"]["text"][citation["answer_start"] : citation["answer_end"]] == row["text"]
    assert main(["ask", ASKED, "--archive", str(archive.path)]) == 0
    assert "《样报》2025年8月4日第1版《两年后出口要过30亿元》" in capsys.readouterr().out


def test_a_digest_of_a_page_is_the_page(assistant: Assistant, archive: Archive) -> None:
    answer = assistant.ask("9月10日第3版有哪些报道？")
    printed = [one.title for one in archive.articles(date=datetime.date(2025, 9, 10), page="3")]
    assert answer.kind == "articles"
    assert list(answer.items) == printed
    assert all(one.answer_start is None for one in answer.citations)


def test_a_topic_that_nobody_wrote_about_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("有没有关于高考的报道？")
    assert (answer.kind, answer.text, answer.citations) == ("none", "", ())
    assert "高考" in answer.message


def test_who_wrote_it_and_on_which_page(assistant: Assistant) -> None:
    answer = assistant.ask("《街灯与桥墩》是谁写的？")
    assert (answer.kind, answer.text) == ("metadata", "陆放舟")
    history = [("《街灯与桥墩》是谁写的？", answer.text)]
    again = assistant.ask("这篇登在第几版？", history)
    assert (again.kind, again.text) == ("metadata", "第3版")
    assert again.citations[0].article.id == answer.citations[0].article.id


def test_a_printed_slip_is_told_as_the_correction_has_it(assistant: Assistant) -> None:
    answer = assistant.ask("霁城山雀队的主教练是谁？")
    check(answer)
    assert answer.text == "裴一铭"
    assert "裴一鸣" in [one.text for one in answer.alternatives]


def test_every_suggestion_is_answered(assistant: Assistant) -> None:
    suggested = assistant.suggestions(8, checked=True)
    assert len(suggested) >= 3
    for question, answer in zip(suggested, assistant.ask_many(suggested), strict=True):
        assert answer.kind not in ("none", "social"), question
