r"""Fits how sure answers are that are no phrases: sentences, decided questions, lists.

    python -m train.sureness --archive var/sample --out qa/answering/sureness.json \
        eval/data/understanding_kinds_dev.jsonl eval/data/kinds_sample.jsonl eval/data/sample_dev.jsonl \
        --near eval/data/news_dev.jsonl --texts NEWS

The rows are development questions over the archive, as for ``python -m eval chat``; they are asked as a
reader asks them, and every candidate that answering considers is judged as ``eval.judge`` judges the answer
that it would make. A choice between the candidates and none of them is fitted, with a prior that weights are
small, since there are few questions; then the odds of what is chosen are fitted to how often it is right
(Platt scaling) on questions that the weights have not seen. Figures printed are from five-fold
cross-validation over questions.

Answers that the form of the words tells (``qa.answering.rules``) are as sure as such answers were right.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.judge import judge, names, words
from eval.rows import QuestionRow, over_texts, read_objects, read_questions
from index import Archive
from index.records import Article
from qa import Assistant
from qa.answering.facts import sought
from qa.answering.lists import lists
from qa.answering.needs import Desk, Limits
from qa.answering.passages import whole
from qa.answering.rules import BELIEVED, Rule, believed, sure_by, watched
from qa.answering.sayings import sayings
from qa.answering.steps import Clock, Steps, run
from qa.answering.sureness import NAMES, Form, Spans
from qa.understand import names_of, understand

FORMS: tuple[Form, ...] = ("passage", "yesno", "list")
FOLDS = 5
PRIOR = 0.3  # what the square of a weight costs, in questions
STEPS = 300
Values = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Case:
    """One question: features of its candidates, ``(candidates, features)``, which are right, and names."""

    row: QuestionRow
    values: Values
    right: Values
    names: tuple[str, ...]


def cases(files: Sequence[str], archive: Archive, assistant: Assistant) -> dict[Form, list[Case]]:
    """Ask every question of one of the forms, and judge all its candidates."""
    known, today = names_of(archive), max(issue.date for issue in archive.issues())
    desk = Desk(archive, assistant.settings, lambda: assistant.calibration, today, Limits())
    made: dict[Form, list[Case]] = defaultdict(list)
    for row in _development(files):
        understood = understand(row.question, row.history, names=known, today=today)
        form = next((form for form in FORMS if form == understood.kind), None)
        if form is None:
            continue

        def seek(form: Form = form, row: QuestionRow = row) -> Steps[Case]:
            seen, _, _ = yield from sought(desk, understood)  # noqa: B023 - run before the next question
            spans = Spans.of(seen, assistant.calibration)
            told = list(_candidates(form, understood.question, seen, spans))  # noqa: B023
            values = np.array([one[0] for one in told], dtype=np.float64)
            right = np.array([_right(row, *one[1:]) for one in told], dtype=np.float64)
            values = values.reshape(len(told), len(NAMES[form]))
            return Case(row, values, right, NAMES[form])

        made[form] += run([seek()], archive, lambda: assistant.reader, Clock(1))
    return made


def _development(files: Sequence[str]) -> Iterator[QuestionRow]:
    """The rows of files without those that a file itself sets aside (``split`` is "test")."""
    for file in files:
        aside = {str(row.get("id")) for _, row in read_objects(file) if row.get("split") == "test"}
        yield from (row for row in read_questions(file) if row.id not in aside)


def ruled(rows: Iterable[QuestionRow], assistant: Assistant) -> dict[Rule, list[bool]]:
    """Of each answer that a rule gave, whether it is right and rightly cited."""
    found: dict[Rule, list[bool]] = {rule: [] for rule in BELIEVED}
    for row in rows:
        with watched() as used:
            answer = assistant.ask(row.question, row.history)
        if answer.kind in ("none", "social"):
            continue
        # What a rule made sure of is exactly that sure; where it is surer, it needed no rule.
        by = next((rule for rule in reversed(used) if abs(sure_by(rule) - answer.confidence) < 1e-9), None)
        if by is not None:
            verdict = judge(answer, row)
            found[by].append(verdict.right and verdict.cited is not False)
    return found


def near_misses(file: str, texts: str, others: int = 400) -> dict[Rule, list[bool]]:
    """The same of questions over articles of a file, among others of it."""
    rows, articles = over_texts(file, texts, others)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "articles.jsonl"
        listed.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), "utf-8")
        with Archive.open(Path(folder) / "archive") as archive:
            archive.add([listed])
            return ruled(rows, Assistant(archive))


def rules_of(*told: dict[Rule, list[bool]]) -> dict[str, float]:
    """How sure each rule is after all that was asked, printed with what it was believed at."""
    found: dict[str, float] = {}
    print(f"{'rule':12}{'given':>8}{'right':>8}{'believed':>10}{'sure':>8}")
    for rule, belief in BELIEVED.items():
        right = [one for some in told for one in some[rule]]
        found[rule] = believed(rule, len(right), sum(right))
        print(f"{rule:12}{len(right):8}{sum(right):8}{belief:10.2f}{found[rule]:8.2f}")
    return found


def _candidates(
    form: Form, question: str, seen: Any, spans: Spans
) -> Iterator[tuple[tuple[float, ...], Article, str, tuple[str, ...]]]:
    if form == "list":
        for one in lists(question, seen, spans):
            items = tuple(one.article.text[a:b] for a, b in one.items.items)
            yield one.values, one.article, one.article.text[one.items.start : one.items.end], items
        return
    for said in sayings(question, seen, spans, deciding=form == "yesno"):
        start, end = whole(said.article.text, said.start, said.end)
        yield said.values, said.article, said.article.text[start:end], ()


def _right(row: QuestionRow, article: Article, text: str, items: tuple[str, ...]) -> bool:
    if row.impossible or not row.answers or not names(article, row.articles):
        return False
    return words(text, items, row)[0]


def chosen(made: Sequence[Case], prior: float = PRIOR) -> Values:
    """Weights and, last, the bias of a choice between the candidates of each question and none of them.

    A multinomial logit with the odds of "none" at 0 (D. McFadden, "Conditional logit analysis of qualitative
    choice behavior", 1974) with a normal prior, by gradient descent with Adam's steps. Where several
    candidates are right, any of them may be chosen.
    """
    some = [case for case in made if len(case.values)]
    size = len(some[0].values[0]) + 1
    # What speaks for an answer may not speak against it: so few questions would else say it at times.
    least = np.array([-np.inf if name == "repeats" else 0.0 for name in some[0].names])
    weights, mean, spread = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = prior * np.append(weights[:-1], 0.0)
        for case in some:
            rows = np.hstack([case.values, np.ones((len(case.values), 1))])
            odds = rows @ weights
            top = max(0.0, float(odds.max()))
            raised = np.exp(odds - top)
            slope += rows.T @ (raised / (raised.sum() + np.exp(-top)))
            if case.right.any():
                good = raised * case.right
                slope -= rows.T @ (good / good.sum())
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
        weights[:-1] = np.maximum(weights[:-1], least)
    return weights


def fit(made: Sequence[Case]) -> Values:
    """Weights and bias, the odds of what comes first shifted and scaled to how often it is right.

    How often that is, is told by questions that the weights were not fitted to.
    """
    weights = chosen(made)
    odds, right = crossed(made, chosen)
    slope, shift = scaled(odds, right)
    return np.append(weights[:-1] * slope, weights[-1] * slope + shift)


def scaled(odds: Values, right: Values) -> tuple[float, float]:
    """Slope and shift that make odds those of being right (Platt scaling), with a prior for 1 and 0."""
    odds = np.clip(odds, -8.0, 8.0)
    slope, shift = 1.0, 0.0
    for _ in range(2000):
        sure = 1 / (1 + np.exp(-(slope * odds + shift)))
        slope -= 0.01 * (float(((sure - right) * odds).mean()) + (slope - 1.0) / len(odds))
        shift -= 0.05 * (float((sure - right).mean()) + shift / len(odds))
    return max(0.2, slope), shift


def firsts(made: Sequence[Case], weights: Values) -> tuple[Values, Values]:
    """Of each question the log-odds of its first candidate, and whether that is right."""
    odds, right = [], []
    for case in made:
        if not len(case.values):
            odds.append(-9.0)
            right.append(0.0)
            continue
        scores = case.values @ weights[:-1] + weights[-1]
        best = int(scores.argmax())
        odds.append(float(scores[best]))
        right.append(float(case.right[best]))
    return np.array(odds), np.array(right)


def crossed(made: Sequence[Case], fitting: Callable[[Sequence[Case]], Values]) -> tuple[Values, Values]:
    """The same of each question with weights fitted to others."""
    odds, right = np.zeros(len(made)), np.zeros(len(made))
    for fold in range(FOLDS):
        out = [at for at in range(len(made)) if at % FOLDS == fold]
        weights = fitting([made[at] for at in range(len(made)) if at % FOLDS != fold])
        odds[out], right[out] = firsts([made[at] for at in out], weights)
    return odds, right


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what cross-validation says and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m train.sureness", description=__doc__)
    parser.add_argument("rows", nargs="+", metavar="ROWS", help="question rows (.jsonl)")
    parser.add_argument("--archive", metavar="DIR", required=True, help="with the articles asked about")
    parser.add_argument("--near", metavar="ROWS", help="more rows for the rules alone, over --texts")
    parser.add_argument("--texts", metavar="FILE", help="the articles that --near names, among others")
    parser.add_argument("--out", metavar="FILE", help="where the weights go")
    given = parser.parse_args(arguments)
    if bool(given.near) != bool(given.texts):
        parser.error("--near and --texts go together")
    with Archive.open(given.archive, create=False) as archive:
        assistant = Assistant(archive)
        made = cases(given.rows, archive, assistant)
        told = [ruled(_development(given.rows), assistant)]
    report(made)
    if given.near:
        told.append(near_misses(given.near, given.texts))
    rules = rules_of(*told)
    if given.out:
        Path(given.out).write_text(json.dumps({**rows_of(made), "rules": rules}, indent=1) + "\n", "utf-8")
    return 0


def rows_of(made: dict[Form, list[Case]]) -> dict[str, Any]:
    """What is written: for each form the names of its features, their weights and the bias."""
    found: dict[str, Any] = {}
    for form in FORMS:
        weights = fit(made[form])
        found[form] = {
            "names": list(NAMES[form]),
            "weights": [round(float(one), 4) for one in weights[:-1]],
            "bias": round(float(weights[-1]), 4),
        }
    return found


def report(made: dict[Form, list[Case]]) -> None:
    """How many are answered, and rightly, at a sureness of a half."""
    heads = ("questions", "in reach", "answered", "right", "precision", "refused")
    print(f"{'form':8}" + "".join(f"{head:>10}" for head in heads))
    for form in FORMS:
        odds, right = crossed(made[form], fit)
        given = odds >= 0
        could = sum(bool(case.right.any()) for case in made[form])
        none = np.array([case.row.impossible for case in made[form]])
        share = float(right[given].mean()) if given.any() else 0.0
        refused = f"{int((~given & none).sum())}/{int(none.sum())}"
        print(
            f"{form:8}{len(odds):10}{could:10}{int(given.sum()):10}{int(right[given].sum()):10}"
            f"{share:10.3f}{refused:>10}"
        )


if __name__ == "__main__":
    sys.exit(main())
