import json
import subprocess
import sys
from pathlib import Path

import pytest

from qa import Assistant, cli
from qa.__main__ import main
from tests.papers import ListedArchive, article, finds, reader_alone

TEXTS = ("天晴了。来了23名委员。", "来了25名委员。")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = ListedArchive([article(text, number) for number, text in enumerate(TEXTS)])
    reader = finds(("23名", 3.0), ("25名", 1.0))
    assistant = Assistant(archive, reader=reader, calibration=reader_alone())  # type: ignore[arg-type]
    monkeypatch.setattr(cli, "_assistant", lambda options: assistant)


@pytest.mark.usefixtures("told")
def test_ask_prints_answer_quote_place_and_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "来了多少名委员？"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "23名",
        "  来了【23名】委员。",
        "[1] 《样报》2025年8月4日第1版《全会召开》",
        "另有报道说：25名",
        "  来了【25名】委员。",
        "    《样报》2025年8月4日第1版《全会召开》",
        "把握 95%",
    ]
    assert main(["ask", "来了多少名委员？", "--no-alternatives"]) == 0
    assert "另有报道说" not in capsys.readouterr().out


@pytest.mark.usefixtures("told")
def test_json_has_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "来了多少名委员？", "--json", "--today", "2025-08-09"]) == 0
    row = json.loads(capsys.readouterr().out)
    fields = "alternatives candidate citations confidence display further items kind message question related"
    assert sorted(row) == [*fields.split(), "suggestions", "text", "timings", "today"]
    assert (row["kind"], row["text"], row["today"]) == ("span", "23名", "2025-08-09")
    (citation,) = row["citations"]
    text = citation["article"]["text"]
    assert text[citation["start"] : citation["end"]] == citation["quote"] == "来了23名委员。"
    assert text[citation["answer_start"] : citation["answer_end"]] == "23名"
    assert citation["article"]["date"] == "2025-08-04"


def test_silence_is_told_with_the_nearest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = ListedArchive([article(TEXTS[0])])
    assistant = Assistant(archive, reader=finds(("23名", -2.0)), calibration=reader_alone())  # type: ignore[arg-type]
    monkeypatch.setattr(cli, "_assistant", lambda options: assistant)
    assert main(["ask", "来了几名记者？"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("报上没有说。")
    assert "《样报》2025年8月4日第1版《全会召开》" in out
    assert "12% 的把握" in out
    assert "23名" not in out


@pytest.mark.usefixtures("told")
def test_chat_goes_on_until_it_is_told_to_stop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["来了多少名委员？", "你好", "再见"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(lines))
    assert main(["chat"]) == 0
    out = capsys.readouterr().out
    assert "23名" in out
    assert "我是问报" in out


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_chat_ends_cleanly(end: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(prompt: str) -> str:
        raise end

    monkeypatch.setattr("builtins.input", stop)
    assert main(["chat"]) == 0


def test_no_archive_is_one_line_and_status_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["ask", "谁？", "--archive", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("qa: ")
    assert error.count("\n") == 1
    assert "none" in error


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "谁？", "--since", "昨天"],
        ["ask", "谁？", "--kind", "诗"],
        ["tell"],
        ["chat", "--x"],
    ],
)
def test_wrong_use_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "--help" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["chat", "--help"]])
def test_help_teaches_and_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom qa.__main__ import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as stop:\n    assert stop.code == 0\n"
        "names = {'torch', 'transformers', 'sentence_transformers', 'faiss', 'gradio', 'jieba'}\n"
        "heavy = names & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert 'python -m qa ask "' in done.stdout
    assert "exit status" in done.stdout
