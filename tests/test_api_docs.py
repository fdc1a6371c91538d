"""The page about retrieval from Python, and the examples in the docstrings, run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import index

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
MODULES = ("normal", "terms", "sentences", "passages", "filters", "fusion", "archive", "records", "embedder")


def test_every_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    # A closing fence is no output.
    examples = doctest.DocTestParser().get_doctest(text.replace("```", ""), {}, "api.md", str(PAGE), 0)
    assert len(examples.examples) > 30
    told: list[str] = []
    runner = doctest.DocTestRunner()
    result = runner.run(examples, out=told.append)
    assert result.failed == 0, "".join(told)


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_run(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"index.{module}"))
    assert result.failed == 0


def test_the_page_names_every_public_error_and_class() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in ("Archive", "Article", "IndexSettings", *(n for n in index.__all__ if n.endswith("Error"))):
        assert name in text, name
