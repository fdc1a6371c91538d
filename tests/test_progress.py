from __future__ import annotations

from pathlib import Path

import pytest

from index.ingest import Progress, telling
from index.progress import progress_bar


def test_without_a_terminal_there_is_no_bar_unless_it_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for wanted in (None, False):
        with progress_bar(wanted) as tell:
            assert tell is None
    assert capsys.readouterr().err == ""


def test_the_bar_tells_file_count_and_rate_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with progress_bar(True) as tell:
        assert tell is not None
        tell(Progress(0, 1000, 0, 20, ""))
        tell(Progress(500, 1000, 10, 20, "papers/rows.jsonl"))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "rows.jsonl" in captured.err
    assert "10/20" in captured.err
    assert "articles/s" in captured.err


def test_the_bar_names_the_file_while_it_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with progress_bar(True) as tell:
        tell_reading = telling(tell)
        assert tell_reading is not None
        tell_reading(Path("papers/large.txt"))
    shown = capsys.readouterr().err
    assert "reading large.txt" in shown
    assert "0/0" not in shown
    assert telling(None) is None
