import gzip
from pathlib import Path

import pytest

from train.recipe import CMRC, DRCD, STEPS, Run, main, own_file, repeat


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (CMRC, DRCD):
        with gzip.open(folder / name, "wt", encoding="utf-8") as out:
            out.writelines(f"{number}\n" for number in range(8))
    return folder


class Caller:
    """Notes what it is asked to run; makes the folders that a run makes."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.made: list[Path] = []
        self.calls: list[tuple[str, list[str]]] = []

    def __call__(self, module: str, arguments: list[str]) -> int:
        self.calls.append((module, arguments))
        if self.fails and self.fails in " ".join(arguments):
            return 3
        if module == "train.reader":
            started = arguments[arguments.index("--init") + 1] if "--init" in arguments else None
            assert started is None or Path(started) in self.made
            Path(arguments[arguments.index("--work") + 1]).mkdir(parents=True, exist_ok=True)
            self.made.append(Path(arguments[arguments.index("--out") + 1]))
        else:
            assert {Path(name) for name in arguments[:2]} <= set(self.made)
            self.made.append(Path(arguments[2]))
        return 0


def test_each_step_begins_from_what_an_earlier_one_made(data: Path, tmp_path: Path) -> None:
    caller = Caller()
    assert repeat(data, tmp_path / "work", tmp_path / "out", caller) == 0
    assert len(caller.calls) == len(STEPS)
    assert caller.made[-1] == tmp_path / "out"


def test_every_option_is_one_that_the_trainer_knows(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from train import average, reader

    seen: list[object] = []
    monkeypatch.setattr(reader, "train", seen.append)
    monkeypatch.setattr(average, "average", lambda *arguments: seen.append(arguments))
    caller = Caller()

    def call(module: str, arguments: list[str]) -> int:
        caller(module, arguments)
        return {"train.reader": reader, "train.average": average}[module].main(arguments)

    assert repeat(data, tmp_path / "work", tmp_path / "out", call) == 0
    assert len(seen) == len(STEPS)


def test_a_third_of_the_rows_is_every_third_from_the_second_on(data: Path, tmp_path: Path) -> None:
    assert repeat(data, tmp_path / "work", tmp_path / "out", Caller()) == 0
    kept = tmp_path / "work" / "thirds" / CMRC.removesuffix(".gz")
    assert kept.read_text("utf-8").split() == ["1", "4", "7"]


def test_after_a_failure_it_goes_on_where_it_stopped(data: Path, tmp_path: Path) -> None:
    work, out = tmp_path / "work", tmp_path / "out"
    assert repeat(data, work, out, Caller(fails="reader3/out")) == 3
    again = Caller()
    again.made = [work / "reader2" / "out"]
    assert repeat(data, work, out, again) == 0
    assert "reader3" in " ".join(again.calls[0][1])


def test_the_newspaper_questions_it_names_are_there() -> None:
    for step in STEPS:
        if isinstance(step, Run):
            assert all(own_file(letter).is_file() for letter in step.own)


def test_data_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert CMRC in said.err
    assert "step" not in said.out
