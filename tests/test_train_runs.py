import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch

from train.parallel import Team
from train.reader import main

TEXT = "望舒大桥昨天通车。大桥由水利工程公司承建，全长1280米，比计划早一个月建成。"


ASKED = {"大桥多长？": "1280米", "谁承建大桥？": "水利工程公司", "大桥哪天通车？": "昨天"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, (question, answer) in enumerate(ASKED.items()):
            answers = [{"text": answer, "start": TEXT.index(answer)}]
            row = {"id": str(number), "question": question, "context": TEXT, "answers": answers}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def run(data: Path, folder: Path) -> int:
    threads = torch.get_num_threads()
    try:
        return main(
            ["--data", str(data), "--init", "qa/model", "--steps", "3", "--batch", "2", "--room", "24", "32",
             "--search", "lexical", "--work", str(folder), "--out", str(folder / "out")]
        )  # fmt: skip
    finally:
        torch.set_num_threads(threads)


def test_ctrl_c_keeps_the_step_it_came_in_and_the_same_command_goes_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, backward, calls = tmp_path / "work", Team.backward, []

    def interrupted(team: Team, *arguments: Any) -> float:
        calls.append(1)
        if len(calls) == 1:
            os.kill(os.getpid(), signal.SIGINT)
        return backward(team, *arguments)

    monkeypatch.setattr(Team, "backward", interrupted)
    before = signal.getsignal(signal.SIGINT)
    assert run(data, folder) == 130
    assert signal.getsignal(signal.SIGINT) is before
    assert torch.load(folder / "checkpoint.pt", weights_only=True)["step"] == 1
    assert "the same command goes on" in capsys.readouterr().err
    assert not (folder / "out").exists()

    assert run(data, folder) == 0
    assert signal.getsignal(signal.SIGINT) is before
    assert "going on from step 1" in capsys.readouterr().out
    assert len(calls) == 3
    assert json.loads((folder / "curve.jsonl").read_text("utf-8").splitlines()[-1])["step"] == 3
    assert {path.name for path in (folder / "out").iterdir()} >= {"model.safetensors", "pairs.safetensors"}
