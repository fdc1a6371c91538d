"""What reading a source reports has Chinese words on the page, whoever reports it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import index
from qa.web.adding.problems import told
from qa.web.adding.words import WORDS

FOLDER = Path(index.__file__).parent
MODULES = ("articles", "files", "page", "rows", "sorting", "source", "decoding")
# Words that are no English: names of fields, forms and encodings.
PLAIN = re.compile(r"\b(?:kind|text|date|id|headline|JSON|jsonl|gz|txt|UTF|GB|A1|page|rows)\b")
HAN = re.compile("[\u4e00-\u9fff]")


def messages() -> list[tuple[str, str]]:
    """The message of every problem and error in the source, with A1 or 1 in place of each value."""
    found = []
    for module in MODULES:
        tree = ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))
        named: dict[str, list[str]] = {}
        assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign)]
        for node in sorted(assigned, key=lambda one: one.lineno):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign):
                named.setdefault(target.id, []).extend(texts(node.value))
            elif isinstance(target, ast.Name) and named.get(target.id):
                named[target.id][-1] += "".join(texts(node.value))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            if node.func.id in {"Problem", "SourceError", "ValueError"}:
                last = node.args[-1]
                said = named.get(last.id, []) if isinstance(last, ast.Name) else texts(last)
                found += [(module, text) for text in said]
    return list(dict.fromkeys(found))


def texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        rows = [""]
        for part in node.values:
            number = isinstance(part, ast.FormattedValue) and ast.unparse(part.value) in {
                "lost",
                "len(gone)",
                "error.colno",
            }
            said = part.value if isinstance(part, ast.Constant) else "1" if number else "A1"
            rows = [row + str(said) for row in rows]
        return rows
    return []


def test_the_messages_are_found() -> None:
    found = [text for _, text in messages()]
    assert len(found) > 20
    assert "1 characters could not be decoded; they read U+FFFD" in found
    assert any("stands here twice" in text for text in found)


@pytest.mark.parametrize(("module", "text"), messages())
def test_every_message_has_chinese_words(module: str, text: str) -> None:
    for said in variants(text):
        shown = told(said, "zh")
        assert HAN.search(shown), said
        assert not re.search(r"[a-z]{3,}", PLAIN.sub("", shown)), shown


def variants(text: str) -> list[str]:
    """A message with what is filled in by words of ours."""
    if text.startswith("A1; give one JSON"):
        whats = ("none of its rows is an article", "the file is empty")
        return [text.replace("A1", what, 1) for what in whats]
    if "stands here twice" in text:
        return [text.replace("twice, A1", f"twice, {how}") for how in ("word for word", "with other content")]
    if text == "A1 is A1; it must be a string":
        return ["page is int; it must be a string"]
    return [text]


def test_no_path_of_the_server_goes_out_and_values_stay() -> None:
    said = "the article a1 (通车（上）) replaces the one from /srv/var/archive/uploads/ab/page.txt"
    assert told(said, "zh") == "《通车（上）》会换下已有的同一篇（来自 page.txt）"
    assert told(said, "en") == "通车（上） takes the place of the stored one (from page.txt)"
    assert told("left out, no article's text: 扫一扫\\1", "zh") == "不是文章，没有收：扫一扫\\1"
    assert told("something new", "zh") == "something new"
    assert told("has no text", "en") == "has no text"


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    fields = [{name for _, name, _, _ in Formatter().parse(WORDS[key][one]) if name} for one in ("zh", "en")]
    assert fields[0] == fields[1]
