from __future__ import annotations

import subprocess
import sys

import pytest

from index.terms import document, encoded, fingerprint, terms


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("增长6.4%。", "6.4%"),
        ("增长６．４％", "6.4%"),
        ("共1,234人", "1234"),
        ("2025年", "2025"),
        ("千分之3‰", "3‰"),
    ],
)
def test_a_number_is_one_term(text: str, number: str) -> None:
    assert number in terms(text)
    assert [term for term in terms(text) if term[0].isdigit()] == [number]


def test_letters_and_digits_together_are_one_term_in_lower_case() -> None:
    assert "u10" in terms("U10组比赛")
    assert "10" not in terms("U10组比赛")
    assert "5g" in terms("5G网络")


def test_a_name_is_found_however_it_is_cut() -> None:
    # 陈王进 stands in a list here and before a verb there; its two bigrams are in both.
    article, question = set(terms("市领导何健、王建坤、陈王进等参加")), set(terms("陈王进是谁"))
    assert {"陈王", "王进"} <= article & question


def test_bigrams_do_not_reach_over_marks() -> None:
    assert "安天" not in terms("平安，天晴")
    assert "安天" in terms("平安天晴")


def test_particles_are_left_out_but_live_on_in_bigrams() -> None:
    assert "的" not in terms("我的书")
    assert "的书" in terms("我的书")


def test_traditional_finds_simplified() -> None:
    assert terms("臺灣電腦") == terms("台湾电脑")


def test_nothing_gives_no_terms() -> None:
    assert terms("") == terms("，。！ \n") == []


def test_every_term_is_one_word_of_ascii_for_fts5() -> None:
    assert encoded("6.4%") == "0036002e00340025"
    words = document("增长6.4% 𠮷野").split(" ")
    assert words == [encoded(term) for term in terms("增长6.4% 𠮷野")]
    assert all(word.isalnum() and word.isascii() for word in words)


def test_the_dictionary_of_the_process_cannot_be_changed_from_outside() -> None:
    script = (
        "import jieba; from index.terms import terms; before = terms('霁城南渡桥通车');"
        "jieba.add_word('霁城南渡桥', freq=10**8); jieba.lcut('霁城南渡桥');"
        "assert terms('霁城南渡桥通车') == before"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_cutting_writes_nothing_to_stderr_and_no_cache() -> None:
    script = (
        "import os, tempfile; tempfile.tempdir = os.environ['EMPTY'];"
        "from index.terms import terms; terms('平湖发布'); print(os.listdir(tempfile.tempdir))"
    )
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"EMPTY": empty},
        )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_fingerprint_is_the_dictionary_s() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16
