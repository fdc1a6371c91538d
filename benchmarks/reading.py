"""How long the reader takes over the passages of a question: ``python -m benchmarks.reading --help``.

Absolute times say little on a machine that does other things as well, so every line is also a ratio to a
baseline of the same run: the same windows read one at a time in fp32. Beside the clock stands the time of
the processor (user and system, all threads), which other programs touch less.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from qa.encoding import Context
from qa.reader import Reader

WORDS = (
    "昨天",
    "全市",
    "项目",
    "学校",
    "医院",
    "大桥",
    "比赛",
    "居民",
    "企业",
    "投资",
    "开工",
    "举行",
    "共有",
    "增长",
)
QUESTION = "这次活动一共有多少人参加？"


def passages(count: int, characters: int) -> list[Context]:
    """Passages of about so many characters, no two alike, with a headline."""
    dice = np.random.default_rng(1)
    made = []
    for number in range(count):
        text = ""
        while len(text) < characters * (0.6 + 0.4 * dice.random()):
            text += "".join(dice.choice(WORDS) for _ in range(6)) + f"{dice.integers(3, 9999)}人。"
        made.append(Context(f"第{number}条新闻 2031年1月1日", text))
    return made


def median(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median milliseconds of a call: on the clock, and of the processor."""
    clock, processor = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        run()
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - worked))
    return statistics.median(clock), statistics.median(processor)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--passages", type=int, nargs="+", default=[5, 10, 20])
    parser.add_argument("--characters", type=int, default=280, help="of the longest passage")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--reader", type=Path, help="a reader's folder in place of the shipped one")
    options = parser.parse_args()

    fast = Reader.load(options.reader)
    plain = Reader.load(options.reader, bf16=False)
    print(f"{options.characters} characters a passage; bf16: {'yes' if fast.bf16 else 'no'}")
    print(f"{'':8}  {'as run, ms':>17}  {'one at a time, fp32':>19}  {'ratio':>17}")
    print(f"{'passages':>8}" + f"  {'clock':>8} {'processor':>10}" * 3)
    for count in options.passages:
        contexts = passages(count, options.characters)
        fast.read(QUESTION, contexts)
        batch = median(lambda contexts=contexts: fast.read(QUESTION, contexts), options.rounds)  # type: ignore[misc]
        alone = median(
            lambda contexts=contexts: [plain.read(QUESTION, [one]) for one in contexts],  # type: ignore[misc]
            max(1, options.rounds // 2),
        )
        ratios = [one / other for one, other in zip(batch, alone, strict=True)]
        cells = [f"{one:8.0f} {two:10.0f}" for one, two in (batch, alone)]
        print(f"{count:8}  {cells[0]}  {cells[1]}  {ratios[0]:8.2f} {ratios[1]:10.2f}")
        answers = [plain.read(QUESTION, contexts, top=1), fast.read(QUESTION, contexts, top=1)]
        if answers[0] and answers[1]:
            print(
                f"{'':8}  score of the best span: fp32 {answers[0][0].score:.2f}, "
                f"as run {answers[1][0].score:.2f}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
