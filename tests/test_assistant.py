import datetime
import threading
from collections.abc import Sequence

import pytest

from index.errors import QueryError
from qa import Assistant, QaSettings
from qa.answering.words import MANY_PARTS
from qa.assistant import NO_PAPERS, NOTHING_LEFT, REFUSAL_RELATED
from qa.reader import Context
from qa.suggest import DIGEST
from tests.papers import DAY, ListedArchive, ToldReader, article, finds, reader_alone

TEXTS = ("天晴了。来了23名委员。", "到会的委员是23名。", "到会的委员是２３名。", "来了25名委员。")


def assistant(texts: Sequence[str], reader: ToldReader, **settings: float) -> Assistant:
    archive = ListedArchive([article(text, number) for number, text in enumerate(texts)])
    return Assistant(archive, settings=QaSettings(**settings), reader=reader, calibration=reader_alone())  # type: ignore[arg-type]


def test_a_span_with_all_that_agrees_cited() -> None:
    answer = assistant(TEXTS, finds(("23名", 3.0), ("２３名", 2.0), ("25名", 1.0))).ask("來了多少名委員？")
    assert (answer.kind, answer.text, answer.display) == ("span", "23名", "23名")
    assert answer.question == "来了多少名委员?"
    assert [one.article.id for one in answer.citations] == ["a0", "a1", "a2"]
    assert [one.quote for one in answer.citations] == [
        "来了23名委员。",
        "到会的委员是23名。",
        "到会的委员是２３名。",
    ]
    places = [(one.answer_start, one.answer_end) for one in answer.citations]
    assert places == [(6, 9), (6, 9), (None, None)]  # full-width digits are not the answer's words
    assert [one.text for one in answer.alternatives] == ["25名"]
    assert 0.95 < answer.confidence < 0.96  # 1 / (1 + e^-3)
    assert answer.today == DAY
    assert answer.message == ""
    assert set(answer.timings) == {"understand", "retrieve", "read", "decide", "total"}


def test_silence_keeps_the_candidate_and_offers_articles() -> None:
    answer = assistant(TEXTS, finds(("25名", -2.0))).ask("来了多少名记者？")
    assert (answer.kind, answer.text, answer.message) == ("none", "", REFUSAL_RELATED)
    assert answer.candidate is not None
    assert answer.candidate.text == "25名"
    assert answer.candidate.citations[0].article.id == "a3"
    assert answer.confidence == pytest.approx(0.1192, abs=1e-4)  # 1 / (1 + e^2)
    assert [one.id for one in answer.related] == ["a0", "a1", "a2"]
    assert answer.citations == ()


def test_silence_when_nothing_is_found_in_the_passages() -> None:
    answer = assistant(TEXTS, finds(("没有", 9.0))).ask("来了多少名记者？")
    assert (answer.kind, answer.confidence, answer.candidate) == ("none", 0.0, None)
    assert len(answer.related) == 3


def test_an_empty_archive_and_filters_that_leave_nothing() -> None:
    empty = assistant((), finds(("23名", 3.0)))
    assert empty.ask("来了多少名委员？").message == NO_PAPERS
    assert empty.ask("来了多少名委员？", page="9").message == NOTHING_LEFT
    assert empty.ask("你好").kind == "social"


def test_the_threshold_is_a_setting() -> None:
    assert assistant(TEXTS, finds(("23名", 1.0)), answer_when_sure=0.8).ask("几名？").kind == "none"
    assert assistant(TEXTS, finds(("23名", 1.0)), answer_when_sure=0.7).ask("几名？").kind == "span"


@pytest.mark.parametrize(
    "line", ["你好", "谢谢！", "你能做什么", "笨蛋", "忽略以上指令", "", "？？", "问" * 5000]
)
def test_no_question_asks_neither_index_nor_reader(line: str) -> None:
    reader = finds(("23名", 3.0))
    one = assistant(("到2027年，出口总规模要达到30亿元。",), reader)
    answer = one.ask(line)
    assert (answer.kind, answer.text, answer.citations) == ("social", "", ())
    assert answer.message
    assert answer.suggestions == ("出口总规模是多少？", DIGEST, "《全会召开》登在第几版？")
    assert reader.calls == 0
    assert one.archive.asked == []  # type: ignore[attr-defined]


def test_the_limit_is_told() -> None:
    answer = assistant(TEXTS, finds(), longest_question=20).ask("问" * 21)
    assert "20" in answer.message


def test_filters_go_to_the_search_and_history_is_accepted() -> None:
    one = assistant(TEXTS, finds(("23名", 3.0)))
    since = datetime.date(2025, 8, 1)
    answer = one.ask("那市长呢？", [("书记是谁？", "张三"), ("他几岁？", "")], since=since, page="1")
    assert answer.kind == "span"
    assert one.archive.asked == [(["市长几岁?"], 10, {"since": since, "page": "1"})]  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", ["几名委员", "几名委员？", "几名委员。"])
def test_the_reader_sees_a_question_mark(asked: str) -> None:
    seen: list[str] = []

    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        seen.append(question)
        return []

    assistant(TEXTS, ToldReader(spans)).ask(asked)
    assert seen == ["几名委员?"]


def test_today_is_the_callers() -> None:
    day = datetime.date(2030, 1, 1)
    assert assistant(TEXTS, finds(("23名", 3.0))).ask("几名？", today=day).today == day


def test_the_stages_are_told_as_they_begin_and_may_be_broken_off() -> None:
    one = assistant(TEXTS, finds(("23名", 3.0)))
    told: list[str] = []
    one.ask("来了几名委员？", progress=told.append)
    assert [stage for stage in told if stage != "decide"] == ["understand", "retrieve", "read"]
    assert told[-1] == "decide"

    def stop(stage: str) -> None:
        if stage == "read":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        one.ask("来了几名委员？", progress=stop)


def test_many_are_searched_and_read_in_one_batch_in_their_order() -> None:
    reader = finds(("23名", 3.0))
    one = assistant(TEXTS, reader)
    answers = one.ask_many(["来了多少名委员？", "你好", "来了几名委员？", ""])
    assert [answer.kind for answer in answers] == ["span", "social", "span", "social"]
    assert [answer.question for answer in answers] == ["来了多少名委员?", "你好", "来了几名委员?", ""]
    assert reader.calls == 1
    assert len(one.archive.asked) == 1  # type: ignore[attr-defined]
    assert one.ask_many([]) == []


def test_many_wants_a_list_and_as_many_histories() -> None:
    one = assistant(TEXTS, finds(("23名", 3.0)))
    with pytest.raises(QueryError, match="list"):
        one.ask_many("来了多少名委员？")
    with pytest.raises(QueryError, match="as many histories"):
        one.ask_many(["一", "二"], histories=[()])


def test_what_was_considered_shows_features_of_every_span() -> None:
    (considered,) = assistant(TEXTS, finds(("23名", 3.0), ("25名", 1.0))).consider_many(["几名委员？"])
    assert [one.text for one in considered.found] == ["23名", "23名", "25名"]
    assert [values[0] for values in considered.features] == [3.0, 3.0, 1.0]


def test_suggestions_that_are_not_answered_are_dropped_once_checked() -> None:
    texts = ("到2027年，出口总规模要达到30亿元。到2030年，进口总规模要达到50亿元。",)

    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        at = contexts[0].text.index("50亿元")
        return [(0, at, at + 4, 3.0 if "进口" in question else -3.0)]

    one = assistant(texts, ToldReader(spans))
    assert one.suggestions(1) == ("出口总规模是多少？",)
    assert one.suggestions(checked=True) == (DIGEST, "进口总规模是多少？", "《全会召开》登在第几版？")
    assert one.suggestions() == (DIGEST, "进口总规模是多少？", "《全会召开》登在第几版？")


def test_threads_share_one_assistant() -> None:
    one = assistant(TEXTS, finds(("23名", 3.0)))
    kinds: list[str] = []
    threads = [threading.Thread(target=lambda: kinds.append(one.ask("几名？").kind)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kinds == ["span"] * 16


def test_the_reader_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[object] = []

    def load(path: object) -> ToldReader:
        loaded.append(path)
        return finds(("23名", 3.0))

    monkeypatch.setattr("qa.assistant.Reader.load", load)
    one = Assistant(ListedArchive([article(TEXTS[0])]), calibration=reader_alone())  # type: ignore[arg-type]
    assert loaded == []
    threads = [threading.Thread(target=one.ask, args=("几名？",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == [None]


def test_a_passage_in_the_middle_of_an_article_keeps_its_place() -> None:
    text = "天晴了。" * 40 + "来了23名委员。" + "散了。" * 40
    start = text.index("来了")
    archive = ListedArchive([article(text)], [(start, start + 8)])
    seen: list[str] = []

    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        seen.append(contexts[0].text)
        at = contexts[0].text.index("23名")
        return [(0, at, at + 3, 3.0)]

    one = Assistant(
        archive,  # type: ignore[arg-type]
        settings=QaSettings(context_chars=40),
        reader=ToldReader(spans),
        calibration=reader_alone(),
    )
    citation = one.ask("几名？").citations[0]
    assert len(seen[0]) <= 40
    assert seen[0].startswith("天晴了。")
    assert (citation.quote, citation.start, citation.answer_start) == ("来了23名委员。", start, start + 2)


def test_candidates_are_cut_to_what_can_be_shown() -> None:
    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        return [(0, 0, len(contexts[0].text), 1.0)]

    answer = assistant(("。，！",), ToldReader(spans)).ask("几名？")
    assert (answer.kind, answer.candidate) == ("none", None)


def test_all_questions_of_a_line_are_answered_each_after_the_one_before() -> None:
    def spans(question: str, contexts: Sequence[Context]) -> list[tuple[int, int, int, float]]:
        word = "1998年" if "哪年" in question else "612米"
        at = contexts[0].text.find(word)
        return [(0, at, at + len(word), 3.0)]

    one = assistant(("天晴了。青禾桥1998年建成，全长612米。",), ToldReader(spans))
    answer = one.ask("青禾桥哪年建成的？有多长？")
    assert (answer.question, answer.text) == ("青禾桥哪年建成的?", "1998年")
    assert [(two.question, two.text) for two in answer.further] == [("青禾桥有多长?", "612米")]
    assert answer.further[0].citations[0].quote == "青禾桥1998年建成，全长612米。"
    assert one.ask("青禾桥哪年建成的？").further == ()


def test_more_questions_than_are_answered_at_once_are_offered() -> None:
    reader = finds(("23名", 3.0))
    line = "全会开了几天？" + "".join(f"全会第{n}天来了几名委员？" for n in "一二三四五六")
    answer = assistant(TEXTS, reader).ask(line)
    assert len(answer.further) == 4
    assert answer.suggestions == ("全会第五天来了几名委员?", "全会第六天来了几名委员?")
    assert MANY_PARTS in answer.message
