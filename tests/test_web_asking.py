"""A question's way over the page: its place in the line, its stages, and what becomes of it when it fails."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index.errors import QueryError
from qa import Answer
from qa.web import asking
from qa.web.asking import Stop, answered
from qa.web.exchange import Exchange
from qa.web.line import Line
from qa.web.words import say

SAID = Answer("none", "谁？", message="报上没有说。")


class Told:
    """Answers as it was told to, and shows the stages that it was told to go through.

    Attributes:
        seen: The rows that the visitor was shown so far.
    """

    state = "ready"

    def __init__(self, work: Callable[[Callable[[str], None]], Answer]) -> None:
        self.line = Line(1)
        self.work = work
        self.asked: list[tuple[str, list[tuple[str, str]], dict[str, Any]]] = []
        self.seen: list[Exchange] = []

    def until_shown(self, stage: str) -> None:
        """Wait, as long as a slow machine takes, until the visitor sees a stage."""
        end = time.monotonic() + 60
        while not (self.seen and self.seen[-1].stages[-1:] == (stage,)):
            assert time.monotonic() < end, f"{stage} was never shown"
            time.sleep(0.01)

    def answer(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        filters: dict[str, Any],
        progress: Callable[[str], None],
    ) -> Answer:
        self.asked.append((question, list(history), filters))
        return self.work(progress)


async def shown(service: Told, before: Sequence[Exchange] = (), filters: Any = None) -> list[Exchange]:
    async for row in answered(service, " 谁？ ", before, filters or {}, "zh"):  # type: ignore[arg-type]
        service.seen.append(row[-1])
    return service.seen


def test_stages_are_shown_as_they_begin_and_the_answer_at_the_end() -> None:
    def work(progress: Callable[[str], None]) -> Answer:
        for stage in ("understand", "retrieve", "read", "decide"):
            progress(stage)
            service.until_shown(stage)
        return SAID

    service = Told(work)
    earlier = Exchange("几名？", Answer("none", "几名？", message="没有。"))
    rows = asyncio.run(shown(service, [earlier], {"page": "2"}))
    assert [row.stages for row in rows] == [
        (),
        ("understand",),
        ("understand", "retrieve"),
        ("understand", "retrieve", "read"),
        ("understand", "retrieve", "read", "decide"),
        (),
    ]
    assert rows[2].note == say("at_retrieve", "zh")
    assert rows[-1] == Exchange("谁？", SAID, filters={"page": "2"})
    assert service.asked == [("谁？", [("几名？", "没有。")], {"page": "2"})]


def test_what_takes_no_time_is_not_shown_and_a_stage_that_comes_again_is_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Three calls in a row take no time, but a slow machine may part them by more than a moment.
    monkeypatch.setattr(asking, "_CALM", 0.5)

    def work(progress: Callable[[str], None]) -> Answer:
        for stage in ("understand", "decide", "retrieve"):
            progress(stage)
        service.until_shown("retrieve")
        for stage in ("read", "retrieve"):
            progress(stage)
            service.until_shown(stage)
        return SAID

    service = Told(work)
    rows = asyncio.run(shown(service))
    assert [row.stages for row in rows][1:-1] == [
        ("understand", "decide", "retrieve"),
        ("understand", "decide", "retrieve", "read"),
        ("understand", "decide", "read", "retrieve"),
    ]


@pytest.mark.parametrize(
    ("error", "key"), [(QueryError("x"), "bad_filter"), (RuntimeError("secret"), "error")]
)
def test_a_failure_is_one_plain_line(error: Exception, key: str) -> None:
    def work(_: object) -> Answer:
        raise error

    last = asyncio.run(shown(Told(work)))[-1]
    assert (last.note, last.over, last.answer) == (say(key, "zh"), True, None)


def test_who_stops_leaves_the_line_and_ends_the_work_at_its_next_stage() -> None:
    begun, go_on, told = threading.Event(), threading.Event(), []

    def work(progress: Callable[[str], None]) -> Answer:
        progress("understand")
        begun.set()
        go_on.wait(5)
        try:
            progress("read")
        except BaseException as error:
            told.append(type(error).__name__)
            raise
        return SAID

    async def scene() -> int:
        service = Told(work)
        rows = answered(service, "谁？", (), {}, "zh")  # type: ignore[arg-type]
        async for _ in rows:
            if begun.is_set():
                break
        await rows.aclose()
        return len(service.line)

    assert asyncio.run(_ended(scene, go_on)) == 0
    assert told == ["_Stopped"]


@pytest.mark.parametrize("quietly", [False, True])
def test_a_stop_is_heeded_at_once_and_said_unless_the_conversation_is_gone(quietly: bool) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Callable[[str], None]) -> Answer:
        progress("understand")
        begun.set()
        go_on.wait(5)
        return SAID

    async def scene() -> list[Exchange]:
        stop, rows = Stop(), []
        async for row in answered(Told(work), "谁？", (), {}, "zh", stop):  # type: ignore[arg-type]
            rows.append(row[-1])
            if begun.is_set():
                stop.asked, stop.quietly = True, quietly
        go_on.set()
        return rows

    rows = asyncio.run(scene())
    assert [one.note for one in rows if one.over] == ([] if quietly else [say("stopped", "zh")])
    assert all(one.answer is None for one in rows)


def test_who_stops_in_the_line_leaves_it() -> None:
    async def scene() -> tuple[list[str], int, list[Any]]:
        service, stop = Told(lambda _: SAID), Stop()
        with service.line.stand():
            notes = []
            async for row in answered(service, "谁？", (), {}, "zh", stop):  # type: ignore[arg-type]
                notes.append(row[-1].note)
                stop.asked = True
            return notes, len(service.line), service.asked

    notes, left, asked = asyncio.run(scene())
    assert notes == [say("ahead", "zh", count=1), say("stopped", "zh")]
    assert (left, asked) == (1, [])


async def _ended(scene: Callable[[], Any], go_on: threading.Event) -> int:
    left: int = await scene()
    go_on.set()
    return left


def test_a_second_visitor_sees_the_place_in_the_line() -> None:
    async def scene() -> list[str]:
        service = Told(lambda _: SAID)
        with service.line.stand():
            rows = answered(service, "谁？", (), {}, "zh")  # type: ignore[arg-type]
            first = await anext(rows)
        notes = [first[-1].note]
        async for row in rows:
            notes.append(row[-1].note)
        return notes

    assert asyncio.run(scene())[0] == say("ahead", "zh", count=1)


def test_twenty_at_once_are_answered_in_the_order_in_which_they_came_and_see_the_line_move() -> None:
    def work(_: object) -> Answer:
        threading.Event().wait(0.02)
        return SAID

    async def visitor(service: Told, number: int) -> list[str]:
        rows = answered(service, f"{number}", (), {}, "zh")  # type: ignore[arg-type]
        shown = [row[-1] async for row in rows]
        assert shown[-1].answer is SAID
        return [one.note for one in shown]

    async def scene() -> tuple[list[list[str]], list[int]]:
        service = Told(work)
        service.line = Line(2)
        notes = await asyncio.gather(*(visitor(service, number) for number in range(20)))
        return notes, [int(question) for question, _, _ in service.asked]

    notes, order = asyncio.run(scene())
    # Two at a time: of two that begin in the same moment either may be the first.
    assert all(abs(number - place) <= 1 for place, number in enumerate(order))
    told = [say("ahead", "zh", count=count) for count in range(18, 0, -1)]
    for number, heard in enumerate(notes):
        line = [note for note in heard if note in told]
        assert line == sorted(line, key=told.index)  # it moves forward only
        assert line[:1] == ([say("ahead", "zh", count=number - 1)] if number > 1 else [])
