"""Every message of ours has English words, whoever wrote it."""

import ast
import datetime
import re
from pathlib import Path

import pytest

import qa
from qa import social
from qa.answering import words
from qa.web import english

FOLDER = Path(qa.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
# Sentences that are no message: punctuation, patterns, parts of a longer one that is tested whole.
MARKUP = re.compile(r"[\[\]|\\{]|\(\?")
PARTS = {"的报纸。"}


def sentences() -> list[tuple[str, str]]:
    """Every sentence in the source of what answers, with A1 in place of each value."""
    found = []
    for path in sorted(
        [*FOLDER.glob("*.py"), *FOLDER.glob("answering/*.py"), *FOLDER.glob("understand/*.py")]
    ):
        tree = ast.parse(path.read_text("utf-8"))
        inner: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and node.body:
                first = node.body[0]
                inner |= {id(first.value)} if isinstance(first, ast.Expr) else set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                inner |= {id(part) for part in node.values}
                text = "".join(p.value if isinstance(p, ast.Constant) else "1" for p in node.values)  # type: ignore[misc]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
                text = node.value
            else:
                continue
            if text.endswith("。") and len(HAN.findall(text)) > 2 and not MARKUP.search(text):
                found.append((path.stem, text))
    return [one for one in dict.fromkeys(found) if one[1] not in PARTS]


def test_the_messages_are_found() -> None:
    texts = [text for _, text in sentences()]
    assert words.REFUSAL in texts
    assert "没有符合“1”的报道，已不按它限定。" in texts


@pytest.mark.parametrize(("module", "text"), sentences())
def test_every_sentence_of_ours_has_english_words(module: str, text: str) -> None:
    if module in {"cli", "suggest", "citing", "decide"}:
        pytest.skip("not shown on the page")
    assert not HAN.search(english.message(text)), english.message(text)


@pytest.mark.parametrize("key", [key for key, text in social.MESSAGES.items() if text])
def test_greetings_and_the_like_have_english_words(key: str) -> None:
    assert not HAN.search(english.message(social.MESSAGES[key]))  # type: ignore[index]


def test_values_stay_and_days_are_written_anew() -> None:
    days = [datetime.date(2025, 8, 4), datetime.date(2025, 9, 1)]
    told = english.message(words.uncovered("国庆节", days))
    assert told == (
        "The archive has no newspaper of 国庆节; the nearest are those of 4 August 2025 and 1 September 2025."
    )
    both = words.join(words.dropped("评论"), words.REFUSAL_RELATED)
    assert english.message(both) == (
        "No article fits “评论”: that filter was not used. "
        "The paper does not say. These articles come nearest to the question."
    )
    assert english.message("2025年9月12日，一共14篇。这里列出12篇。") == (
        "12 September 2025: 14 articles. 12 of them are listed here."
    )
    assert english.message(
        "收进来的报纸有：《样报》2025年8月4日；《晚报》2025年9月8日至2025年9月12日，共5期。"
    ) == (
        "The newspapers here: 《样报》4 August 2025; 《晚报》8 September 2025 to 12 September 2025, 5 issues."
    )


@pytest.mark.parametrize(
    ("chinese", "told"),
    [
        ("2025年9月12日，第1版5篇，A02版6篇。", "12 September 2025, articles: 5 on page 1, 6 on page A02."),
        (
            "2025年9月12日，第2版最多：第1版5篇，第2版6篇。",
            "12 September 2025, articles: 5 on page 1, 6 on page 2; most on page 2.",
        ),
        (
            "2025年9月12日，第1版、第3版最少：第1版5篇，第3版5篇。",
            "12 September 2025, articles: 5 on page 1, 5 on page 3; fewest on page 1 and 3.",
        ),
    ],
)
def test_counts_by_page(chinese: str, told: str) -> None:
    assert english.message(chinese) == told


def test_what_is_not_ours_stays() -> None:
    assert english.message("今年没有下雪。") == "今年没有下雪。"
    assert english.message("") == ""
