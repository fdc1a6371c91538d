"""The terms of lexical search: what jieba cuts, every two neighbouring characters, and whole numbers.

jieba cuts a name one way in the article and another in the question, so its words alone miss names; the
bigrams catch them. The tokenizer is our own instance with the dictionary that the pinned jieba brings, which
no user dictionary of the same process can change, and a fingerprint of it is kept in the archive: terms that
were cut with another dictionary would silently not match.
"""

from __future__ import annotations

import functools
import hashlib
import re
import threading
import warnings
from typing import Any

from index.normal import HAN, normalise

ALGORITHM = "2"
"""Counts up when the way of cutting changes, so that archives cut the old way are noticed."""

_TOKEN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    r"|(?P<number>\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+[%‰]?+(?![a-z0-9]))"
    rf"|(?P<word>(?:(?![{HAN}])[^\W_])+)"
)
# Particles: every sentence has them, and a posting list of each costs as much as all other terms together.
_PARTICLES = frozenset("的了是在和与及或也都就而着之等这那其为以于被把将对从到")
_LOCK = threading.Lock()


@functools.lru_cache(maxsize=1)
def _tokenizer() -> Any:  # noqa: ANN401 - jieba has no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own old syntax is not the reader's concern
        import jieba
    tokenizer = jieba.Tokenizer()
    # Its own initialize() would log to stderr and trust a cache file in the shared temporary folder.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def _shared_tokenizer() -> Any:  # noqa: ANN401
    with _LOCK:
        return _tokenizer()


@functools.lru_cache(maxsize=1)
def fingerprint() -> str:
    """What the terms depend on: the dictionary and the way of cutting (16 hexadecimal digits).

    >>> len(fingerprint())
    16
    """
    from importlib.resources import files

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dictionary = (files("jieba") / "dict.txt").read_bytes()
    return hashlib.sha256(dictionary + ALGORITHM.encode()).hexdigest()[:16]


def terms(text: str) -> list[str]:
    """The terms of a text in order, with repetitions.

    >>> terms("增长6.4%")
    ['增长', '6.4%']
    >>> terms("陈王进")
    ['陈王进', '陈王', '王进']
    """
    tokenizer = _shared_tokenizer()
    found: list[str] = []
    for match in _TOKEN.finditer(normalise(text).text.lower()):
        token = match.group()
        if match.lastgroup == "han":
            words = [word for word in tokenizer.cut_for_search(token) if word not in _PARTICLES]
            found.extend(words)
            pairs = (token[i : i + 2] for i in range(len(token) - 1))
            known = set(words)
            found.extend(pair for pair in pairs if pair not in known)
        elif match.lastgroup == "number":
            found.append(token.replace(",", ""))
        else:
            found.append(token)
    return found


def words(text: str, guess: bool = True) -> list[str]:
    """The words of a text by the same dictionary, in order; joined they are the text.

    Args:
        text: Of any length.
        guess: Put characters together that no word of the dictionary has, as in names.

    >>> words("水库泄洪了")
    ['水库', '泄洪', '了']
    """
    return list(_shared_tokenizer().cut(text, HMM=guess))


@functools.lru_cache(maxsize=1)
def _tagger() -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba.posseg import POSTokenizer
    return POSTokenizer(_shared_tokenizer())


@functools.lru_cache(maxsize=1024)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text as the dictionary has them, each with its part of speech (ICTCLAS tags).

    >>> tagged("到温州看棒球")
    (('到', 'v'), ('温州', 'ns'), ('看', 'v'), ('棒球', 'n'))
    """
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text, HMM=False))


def encoded(term: str) -> str:
    """A term as one word of hexadecimal digits, which every FTS5 tokenizer keeps whole.

    >>> encoded("6.4%")
    '0036002e00340025'
    """
    return term.encode("utf-16-be", "surrogatepass").hex()


def document(text: str) -> str:
    """The terms of a text as FTS5 indexes them."""
    return " ".join(encoded(term) for term in terms(text))
