"""How well pages come apart into the articles that were printed on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.metrics import Measured
from eval.report import Report, Table, percent, track, with_interval
from eval.rows import Row, read_objects
from index.records import Article

RUN = 4
"""Characters in a row that count as shared; shorter ones any two texts have."""
ENOUGH = 0.5
"""An article is found when this share of its body stands in one article, and is this share of that one's."""

_TITLES = ("kicker", "headline", "deck")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An article as it ought to be and the one that stands for it.

    Attributes:
        found: The article that came out; None if none does.
        kept: Share of the body's characters that stand in it, 0 to 1.
        clean: Share of its body's characters that belong there.
    """

    found: Article | None = None
    kept: float = 0.0
    clean: float = 0.0


def read_truth(path: Path) -> list[Row]:
    """Articles as they ought to come out, in the order of print."""
    return [row for _, row in read_objects(path)]


def parse(paths: Iterable[Path]) -> dict[str, list[Article]]:
    """The articles of each page dump, by the file's name, read as one delivery."""
    from index.files import find_sources, read_pages

    sources, _ = find_sources(list(paths), None, None)
    files, _ = read_pages(sources)
    return {file.path.name: list(file.parsed.articles) for file in files if file.parsed is not None}


def measure(truth: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Article]]) -> Report:
    """Hold what came out of each file against what ought to.

    Returns:
        Share of the articles that were found and of those that came out that are one; every title line
        there; kicker, headline and deck each exact; names and place (paper, day, page, kind, column) exact;
        bodies exact; characters lost and characters of noise.
        A row an article.
    """
    by_file: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in truth:
        by_file[row["file"]].append(row)
    details: list[dict[str, Any]] = []
    came = extra = 0
    for name, rows in track(list(by_file.items()), "segmentation"):
        articles = list(found.get(name, ()))
        pairs = match(rows, articles)
        came += len(articles)
        extra += len(articles) - sum(pair.found is not None for pair in pairs)
        details += [
            _detail(f"{name}:{number}", row, pair)
            for number, (row, pair) in enumerate(zip(rows, pairs, strict=True), start=1)
        ]

    def mean(field: str) -> Measured:
        return Measured(tuple(float(row[field]) for row in details))

    matched = [row for row in details if row["found"]]
    weights = {
        "lost": (sum((1 - row["kept"]) * row["characters"] for row in matched), "characters"),
        "noise": (sum((1 - row["clean"]) * row["came"] for row in matched), "came"),
    }
    shares = {
        name: part / max(1, sum(row[field] for row in matched)) for name, (part, field) in weights.items()
    }
    names = ("found", "titles", "headline", "byline", "place", "body")
    figures = {
        "articles": len(details),
        "came_out": came,
        **{name: mean(name).mean for name in names},
        "precision": 1 - extra / came if came else 0.0,
        **{f"characters_{name}": share for name, share in shares.items()},
    }
    table = Table(f"Segmentation: {len(details)} articles, {came} came out", ("", "% (95 % interval)"))
    labels = (
        "found", "every title line", "headline exact", "byline exact", "paper, day, page, kind, column exact",
        "body exact",
    )  # fmt: skip
    table.rows += [(label, with_interval(mean(name))) for label, name in zip(labels, names, strict=True)]
    table.rows += [
        ("of those that came out, an article", percent(figures["precision"])),
        ("characters of bodies lost", percent(shares["lost"])),
        ("characters of noise in bodies", percent(shares["noise"])),
    ]
    return Report("segmentation", figures, details, [table])


def match(rows: Sequence[Mapping[str, Any]], articles: Sequence[Article]) -> list[Pair]:
    """Give each expected article the one that shares most of its body with it, each one once.

    The greatest share is taken first. Both bodies count: half an article, and two that ran together, are
    found only as long as the larger half of each is the other's.
    """
    bodies = [squeezed(row["text"]) for row in rows]
    others = [squeezed(article.text) for article in articles]
    grams = [_grams(body) for body in others]
    scored: list[tuple[float, int, int, Pair]] = []
    for number, body in enumerate(bodies):
        mine = _grams(body)
        for at, article in enumerate(articles):
            if (not mine and not grams[at]) or (mine & grams[at]).total() * 4 >= len(body):
                pair = _shared(body, others[at], article)
                if min(pair.kept, pair.clean) >= ENOUGH:
                    same = squeezed(rows[number]["headline"]) == squeezed(article.headline)
                    scored.append((pair.kept + pair.clean + same, number, at, pair))
    pairs = [Pair()] * len(rows)
    taken: set[int] = set()
    for _, number, at, pair in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if pairs[number].found is None and at not in taken:
            pairs[number] = pair
            taken.add(at)
    return pairs


def squeezed(text: str) -> str:
    """A text without white space, which column and paragraph breaks decide."""
    return "".join(text.split())


def _shared(body: str, other: str, article: Article) -> Pair:
    if not body and not other:
        return Pair(article, 1.0, 1.0)
    blocks = SequenceMatcher(None, body, other, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= min(RUN, len(body), len(other)))
    return Pair(article, shared / max(1, len(body)), shared / max(1, len(other)))


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + RUN] for at in range(max(0, len(text) - RUN + 1)))


def _printed(parts: Iterable[str]) -> Counter[str]:
    """The characters of all title lines: no mark on a dump tells kicker, headline and deck apart."""
    return Counter(squeezed("".join(parts)))


def _persons(names: Iterable[str]) -> list[str]:
    """The names of people: 本报评论员 signs for the paper."""
    return [name for name in names if not name.startswith("本报")]


def _detail(name: str, row: Mapping[str, Any], pair: Pair) -> dict[str, Any]:
    article = pair.found
    fields = ("newspaper", "page", "kind", "column")
    people = ("reporters", "correspondents", "photographers")
    return {
        "id": name,
        "expected": row["headline"] or row["text"][:20],
        "came_as": article.title if article else "",
        "found": article is not None,
        "titles": article is not None
        and _printed(getattr(article, one) for one in _TITLES) == _printed(row[one] for one in _TITLES),
        "headline": article is not None
        and all(squeezed(getattr(article, one)) == squeezed(row[one]) for one in _TITLES),
        "byline": article is not None
        and all(_persons(getattr(article, one)) == _persons(row[one]) for one in people),
        "place": article is not None
        and article.date.isoformat() == row["date"]
        and all(getattr(article, one) == row[one] for one in fields),
        "body": article is not None and squeezed(article.text) == squeezed(row["text"]),
        "kept": pair.kept,
        "clean": pair.clean,
        "characters": len(squeezed(row["text"])),
        "came": len(squeezed(article.text)) if article else 0,
    }
