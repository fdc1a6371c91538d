"""How long understanding a question takes beside cutting its terms: ``python -m benchmarks.understand``.

Cutting the terms of the same question is the baseline: every search does that as well.
"""

from __future__ import annotations

import argparse
import datetime
import statistics
import time
from collections.abc import Callable

import numpy as np

from index.terms import terms
from qa.understand import Names, understand

TURNS = (
    ("望舒大桥什么时候通车？", "9月18日"),
    ("谁负责抢修？", "温景行"),
    ("今天头版有什么新闻？", "三条"),
)
QUESTIONS = (
    "那2030年呢",
    "他今年多大",
    "这次会议有多少人参加？",
    "昨天头版说了什么",
    "有没有关于棒球的报道",
    "记者王大明上周写了哪些文章？",
    "八月一号开了哪些会",
    "到2027年跨境电商出口规模要达到多少？",
)


def names(count: int) -> Names:
    """Names of an archive of many years: persons, places and headlines, ``count`` of each."""
    random = np.random.default_rng(0)
    family = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    given = "明华国平文军建伟志强海波春秋雨雪晓东南北山川江河林森松柏云飞思远知行若岚小满"

    def word(length: int) -> str:
        return "".join(random.choice(list(given), length))

    return Names(
        newspapers=("澜浦日报",),
        pages=("1", "2"),
        bylines=tuple({random.choice(list(family)) + word(2) for _ in range(count)}),
        headlines=tuple({word(12) for _ in range(count)}),
        people=tuple({random.choice(list(family)) + word(2) for _ in range(count)}),
        places=tuple({word(3) + "镇" for _ in range(count)}),
    )


def median(run: Callable[[str], object], rounds: int) -> float:
    """Median seconds of one call over all questions; the first round warms up."""
    times: list[float] = []
    for number in range(rounds + 1):
        for question in QUESTIONS:
            began = time.perf_counter()
            run(question)
            if number:
                times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Ask, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--names", type=int, default=10_000, help="of each kind (default: 10000)")
    parser.add_argument("--rounds", type=int, default=20, help="times that every question is asked")
    given = parser.parse_args()
    known = names(given.names)
    today = datetime.date(2025, 9, 12)
    began = time.process_time()
    understand("钟旭东是谁", names=known, today=today)
    first = time.process_time() - began
    cut = median(terms, given.rounds)
    alone = median(lambda question: understand(question, names=known, today=today), given.rounds)
    followed = median(lambda question: understand(question, TURNS, names=known, today=today), given.rounds)
    print(f"{given.names} names of each kind; first question, names sounded: {first:.2f} s of processor")
    for title, seconds in (("cut the terms", cut), ("understand", alone), ("after three turns", followed)):
        print(f"{title:20}{seconds * 1000:8.2f} ms{seconds / cut:8.1f}x")


if __name__ == "__main__":
    main()
