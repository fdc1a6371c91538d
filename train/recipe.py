"""Repeats the training of the reader that ships: five runs and two means, one after the other.

    python -m train.recipe --data WENBAO_DATA --work var/recipe --out var/recipe/reader

What is done is not done again, and a run that was broken off goes on from its last checkpoint, so the same
command may be given as often as it takes. The five runs took some five hours on two cores, beside other work.
The result is much like the reader that ships, not the same to the bit: a part of the first run was planned
with other lengths (see the model card), and sums depend on the processor.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from train.sampling import all_there

CMRC, DRCD = "cmrc2018_train.jsonl.gz", "drcd_test.jsonl.gz"
_THIRD = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One training run.

    Attributes:
        name: Of the folder it works in; ``out`` in it is its reader.
        start: The run or mean it begins from, None for the embedder.
        data: Files of the data folder.
        own: Letters of the newspaper files under ``train/data``.
        options: What `train.reader` is told besides.
        thirds: Every third row of ``data`` alone is shown.
    """

    name: str
    start: str | None
    data: tuple[str, ...]
    own: str
    options: str
    thirds: bool = False


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the weights of two readers, ``share`` of it the second's."""

    name: str
    first: str
    second: str
    share: float


STEPS: tuple[Run | Mean, ...] = (
    Run("reader1", None, (CMRC, DRCD), "ab", "--steps 1000"),
    Run(
        "reader2", "reader1", (CMRC, DRCD), "abdabd",
        "--steps 1500 --rate 1.5e-4 --dropout 0 --negatives 0.5",
    ),
    Run(
        "reader3", "reader2", (CMRC, DRCD), "abcdabcd",
        "--passes 1 --rate 1.5e-4 --dropout 0 --embeddings --negatives 0.5 --seed 3",
    ),
    Run(
        "reader4", "reader3", (CMRC, DRCD, DRCD), "abcdabcd",
        "--steps 450 --rate 1.2e-4 --negatives 0.3 --search lexical --room 120 256 --freeze 3 --processes 2"
        " --tighten 0.4 --seed 4",
    ),
    Mean("mean", "reader3", "reader4", 0.5),
    Run(
        "reader5", "mean", (CMRC, DRCD), "abcdef",
        "--steps 700 --rate 1.3e-4 --negatives 0.15 --search lexical --room 128 288 --processes 2"
        " --tighten 0.4 --seed 5", thirds=True,
    ),
    Mean("final", "mean", "reader5", 0.35),
)  # fmt: skip


def third(source: Path, target: Path) -> Path:
    """Write every third row of ``source``, beginning with the second, to ``target``, unless it is there."""
    if target.is_file():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".new")
    with gzip.open(source, "rt", encoding="utf-8") as rows, part.open("w", encoding="utf-8") as out:
        out.writelines(row for number, row in enumerate(rows) if number % _THIRD == 1)
    part.replace(target)
    return target


def own_file(letter: str) -> Path:
    """Give the file of newspaper questions with that letter."""
    plain = Path(f"train/data/newspaper_{letter}.jsonl")
    return plain if plain.is_file() else plain.with_suffix(".jsonl.gz")


def command(run: Run, data: Path, work: Path) -> list[str]:
    """Give what `train.reader` is told for one run; thirds of files are written where they are missing."""
    files = [data / name for name in run.data]
    if run.thirds:
        files = [third(file, work / "thirds" / file.name.removesuffix(".gz")) for file in files]
    files += [own_file(letter) for letter in run.own]
    begin = ["--init", str(work / run.start / "out")] if run.start else []
    folder = work / run.name
    return [
        "--data", *map(str, files), *begin, *run.options.split(),
        "--work", str(folder), "--out", str(folder / "out"),
    ]  # fmt: skip


def repeat(data: Path, work: Path, out: Path, call: Callable[[str, list[str]], int]) -> int:
    """Go through all steps; runs that are done are left out.

    Args:
        data: The folder with CMRC and DRCD.
        work: Where runs keep what they need to go on.
        out: Where the finished reader goes.
        call: Takes a module's name and its arguments, gives its exit status.

    Returns:
        0, or the status of the step that failed.
    """
    for number, step in enumerate(STEPS, 1):
        done = work / step.name / "done"
        if isinstance(step, Run) and done.is_file():
            print(f"step {number} of {len(STEPS)}, {step.name}: done before", flush=True)
            continue
        print(f"step {number} of {len(STEPS)}, {step.name}", flush=True)
        if isinstance(step, Run):
            status = call("train.reader", command(step, data, work))
            if not status:
                done.touch()
        else:
            last = out if step is STEPS[-1] else work / step.name / "out"
            pair = [str(work / name / "out") for name in (step.first, step.second)]
            status = call("train.average", [*pair, str(last), "--share", str(step.share)])
        if status:
            return status
    print(f"{out}: the reader; python -m train.calibrate fits its confidence once it ships", flush=True)
    return 0


def in_process_of_its_own(module: str, arguments: list[str]) -> int:
    """Run ``python -m module``, so that each run begins with its memory and threads to itself."""
    with subprocess.Popen([sys.executable, "-m", module, *arguments]) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # A terminal's Ctrl-C has reached the run as well, which now writes its checkpoint.
            process.wait()
            raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and go through the steps."""
    parser = argparse.ArgumentParser(
        prog="python -m train.recipe",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, required=True, help=f"the folder with {CMRC} and {DRCD}")
    parser.add_argument("--work", type=Path, default=Path("var/recipe"), help="checkpoints and curves")
    parser.add_argument("--out", type=Path, default=Path("var/recipe/reader"), help="the finished reader")
    options = parser.parse_args(arguments)
    if not all_there(parser.prog, [options.data / name for name in (CMRC, DRCD)]):
        return 1
    try:
        return repeat(options.data, options.work, options.out, in_process_of_its_own)
    except KeyboardInterrupt:
        print("train.recipe: stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
