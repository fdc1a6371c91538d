"""What the documents show is there: each command and its options, each file they point to."""

import contextlib
import io
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import app
import eval.cli
import eval.conflicts
import eval.understanding
import index.cli
import qa.cli

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
MAINS: dict[str, Callable[[Sequence[str]], int]] = {
    "index": index.cli.main,
    "qa": qa.cli.main,
    "eval": eval.cli.main,
    "eval.conflicts": eval.conflicts.main,
    "eval.understanding": eval.understanding.main,
    "app.py": app.main,
}


def blocks(text: str, language: str = "") -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [block for named, block in fenced if named == language]


def commands(name: str) -> list[list[str]]:
    """Every command of ours in a README's blocks and table, as words."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for block in blocks(text) for line in block.splitlines()]
    lines += re.findall(r"`(python (?:-m |app\.py)[^`]*)`", text)
    found = [re.search(r"python (?:-m )?((?:index|qa|eval|app\.py)\b.*)", line) for line in lines]
    return [shlex.split(match.group(1)) for match in found if match]


def help_of(program: str, *words: str) -> str:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), pytest.raises(SystemExit) as end:
        MAINS[program]([*words, "--help"])
    assert end.value.code == 0
    return shown.getvalue()


@pytest.mark.parametrize("name", READMES)
def test_each_command_in_a_readme_exists_with_its_options(name: str) -> None:
    shown = commands(name)
    assert {words[0] for words in shown} >= {"index", "qa", "eval"}
    for program, *words in shown:
        subcommand = words[:1] if "." not in program else []
        text = help_of(program, *subcommand)
        for option in (word for word in words if word.startswith("--")):
            assert re.search(rf"{option}\b", text), f"{program} {subcommand} knows no {option}"


@pytest.mark.parametrize(
    ("program", "subcommands"),
    [
        ("index", ("add", "info", "issues", "articles", "search", "remove", "verify")),
        ("qa", ("ask", "chat")),
        ("eval", ("reader", "retrieval", "chat", "run", "convert", "feedback")),
    ],
)
def test_every_command_has_help_that_teaches(program: str, subcommands: tuple[str, ...]) -> None:
    overview = help_of(program)
    for subcommand in subcommands:
        assert re.search(rf"^ +{subcommand}\b", overview, flags=re.MULTILINE)
        assert "example" in help_of(program, subcommand)


def test_both_readmes_show_the_same_commands_and_code() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert blocks(english) == blocks(chinese)
    assert blocks(english, "python") == blocks(chinese, "python")
    counted = [len(re.findall(r"^\|", text, flags=re.MULTILINE)) for text in (english, chinese)]
    assert counted[0] == counted[1]


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_links_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_make_targets_in_a_readme_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in {"chat", "test", *re.findall(r"(?:`|^)make ([a-z]+)", text, flags=re.MULTILINE)}:
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_api_page_has_examples() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    examples = blocks(text, "python")
    assert any("Archive.open" in example for example in examples)
    for name in ("search_many", "since=", "errors"):
        assert name in text, name
