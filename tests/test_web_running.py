"""A question that the page tells more than once, and questions that come before one has ended."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from itertools import count

from qa import Answer
from qa.web.asking import Stop
from qa.web.exchange import Exchange
from qa.web.running import Running

SAID = Answer("none", "谁？", message="报上没有说。")


def works(gate: asyncio.Event, begun: list[Stop]) -> Callable[[Stop], AsyncGenerator[list[Exchange]]]:
    """Shows that it looks, and answers when the gate opens."""

    async def work(stop: Stop) -> AsyncGenerator[list[Exchange]]:
        begun.append(stop)
        yield [Exchange("谁？", note="查找")]
        while not (gate.is_set() or stop.asked):
            await asyncio.sleep(0.01)
        if not stop.asked:
            yield [Exchange("谁？", SAID)]

    return work


def test_told_again_a_question_is_followed_and_not_asked_twice() -> None:
    async def tell() -> None:
        running, gate, begun = Running(), asyncio.Event(), list[Stop]()
        first = running.shown("v", "m", [], works(gate, begun))
        assert [one.ended for one in await anext(first)] == [False]
        again = running.shown("v", "m", [], works(gate, begun))
        assert (await anext(again))[-1].note == "查找"
        other = [one async for one in running.shown("v", "n", [], works(gate, begun))]
        assert other == []  # another question has to wait
        gate.set()
        (end,) = [one async for one in first]
        assert [one async for one in again] == [end]
        assert (end[-1].answer, end[-1].mark, len(begun)) == (SAID, "m", 1)
        # Told once more, as it stands.
        assert [one async for one in running.shown("v", "m", end, works(gate, begun))] == [end]
        assert len(begun) == 1

    asyncio.run(tell())


def test_told_again_a_question_whose_first_telling_was_cut_off_is_asked() -> None:
    async def tell() -> None:
        running, gate, begun = Running(), asyncio.Event(), list[Stop]()
        first = running.shown("v", "m", [], works(gate, begun))
        begin = await anext(first)
        again = running.shown("v", "m", begin, works(gate, begun))
        await anext(again)
        await first.aclose()
        gate.set()
        end = [one async for one in again][-1]
        assert (end[-1].answer, len(begun)) == (SAID, 2)

    asyncio.run(tell())


def test_who_has_the_answer_may_ask_on_before_its_event_has_ended() -> None:
    async def tell() -> None:
        running, gate, begun, mark = Running(), asyncio.Event(), list[Stop](), map(str, count())
        gate.set()
        first = running.shown("v", next(mark), [], works(gate, begun))
        await anext(first)
        end = await anext(first)
        assert end[-1].ended
        second = [one async for one in running.shown("v", next(mark), end, works(gate, begun))]
        assert second[-1][-1].mark == "1"
        assert [one async for one in first] == []
        assert len(begun) == 2

    asyncio.run(tell())


def test_a_stop_reaches_the_question_on_its_way_and_who_follows_it() -> None:
    async def tell() -> None:
        running, gate, begun = Running(), asyncio.Event(), list[Stop]()
        first = running.shown("v", "m", [], works(gate, begun))
        await anext(first)
        again = running.shown("v", "m", [], works(gate, begun))
        await anext(again)
        running.end("w", quietly=True)
        assert not begun[0].asked
        running.end("v", quietly=True)
        assert (begun[0].asked, begun[0].quietly) == (True, True)
        assert [one async for one in first] == [one async for one in again] == []
        assert len(begun) == 1

    asyncio.run(tell())
