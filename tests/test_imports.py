"""Imports point one way, and nothing heavy is loaded before it is needed."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "gradio", "jieba")
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "eval": {"index", "qa", "eval"},
    "app.py": {"index", "qa"},
}


def modules() -> list[Path]:
    found = [ROOT / "app.py"]
    for package in ("index", "qa", "eval"):
        found += sorted((ROOT / package).rglob("*.py"))
    return found


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names


def test_layers_as_import_linter_sees_them() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    ours = {"app", "index", "qa", "eval", "train", "tests"}
    package = path.relative_to(ROOT).parts[0]
    assert imported(path) & ours <= MAY_IMPORT[package]


@pytest.mark.parametrize(
    "statement",
    [
        "import index",
        "import qa",
        "import app",
        "import eval.cli, eval.reader, eval.retrieval, eval.chat",
        "from index.cli import main; main(['--help'])",
        "from qa.cli import main; main(['--help'])",
        "from eval.cli import main; main(['chat', '--help'])",
    ],
)
def test_nothing_heavy_is_loaded_by_an_import_or_by_help(statement: str) -> None:
    report = (
        f"import sys\ntry:\n    exec({statement!r})\nexcept SystemExit as end:\n    assert not end.code\n"
    )
    report += f"print('heavy:', *[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", report],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "heavy:"


def test_no_module_is_long() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 420
    }
    assert not long
