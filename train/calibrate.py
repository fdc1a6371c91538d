"""Fits what turns search and reader scores into the probability of being right.

    python -m train.calibrate --data WENBAO_DATA --out qa/model/calibration.json

Data that is neither trained nor reported on: the newspaper questions of ``eval/data/news_dev.jsonl`` over
their articles among others of the news file, the development half of the sample questions over the sample
editions, and if asked for CMRC trial, half of its questions against an archive without their paragraph (an
encyclopedia answers at greater length than a newspaper's reader asks, so it is left out by default).

A logistic model over ``qa.decide.FEATURES`` is fitted to "is this span right" over all candidates, which also
ranks them; a second one then fits its odds to the candidates that came first (Platt scaling), since the best
of several is surer than it is right. Figures printed are from five-fold cross-validation over questions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from eval.judge import day_shown, words
from eval.metrics import auroc, calibration_error, coverage_at, risk_coverage
from eval.rows import QuestionRow
from index import Archive
from qa.answering.dating import display
from qa.assistant import Assistant, Considered
from qa.decide import FEATURES, Calibration, Found
from train.card import confidence

NO_CALIBRATION = Calibration(
    FEATURES, (0.0,) * len(FEATURES), (1.0,) * len(FEATURES), (1.0,) + (0.0,) * (len(FEATURES) - 1), 0.0
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question: its candidates' features, and which of them are right."""

    source: str
    values: np.ndarray
    right: np.ndarray


def read(path: Path) -> list[dict[str, Any]]:
    """Read JSON lines, gz or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        return [json.loads(line) for line in lines]


def cases(source: str, rows: list[tuple[QuestionRow, str | None]], archive: Archive) -> list[Case]:
    """Ask every question and judge every candidate.

    Args:
        source: Names the set in what is printed.
        rows: Each question with the id of the article that answers it, None if any may.
        archive: Where to ask.
    """
    assistant = Assistant(archive, calibration=NO_CALIBRATION)
    made = []
    for at in range(0, len(rows), 16):
        part = rows[at : at + 16]
        for (row, home), seen in zip(
            part, assistant.consider_many([row.question for row, _ in part]), strict=True
        ):
            made.append(case(source, row, home, seen))
        print(f"\r{source}: {min(at + 16, len(rows))}/{len(rows)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return made


def case(source: str, row: QuestionRow, home: str | None, seen: Considered) -> Case:
    """Judge the candidates of one question."""

    def is_right(found: Found) -> bool:
        if row.impossible or home not in (None, found.article.id):
            return False
        shown = display(found.article, found.start, found.end)
        return words(found.text, (), row)[0] or day_shown(found.text, shown, row)

    return Case(
        source,
        np.array(seen.features, dtype=float).reshape(-1, len(FEATURES)),
        np.array([is_right(found) for found in seen.found], dtype=bool),
    )


def question_row(row: dict[str, Any], impossible: bool | None = None) -> QuestionRow:
    """A row for judging, from a SQuAD-like or newspaper question."""
    answers = tuple(a if isinstance(a, str) else a["text"] for a in row["answers"])
    silent = bool(row.get("impossible")) if impossible is None else impossible
    return QuestionRow(
        id=row["id"], kind="none" if silent else "span", question=row["question"], answers=answers,
        articles=(), history=(), impossible=silent,
    )  # fmt: skip


def news_cases(questions: Path, news: Path, folder: Path, others: int) -> list[Case]:
    """The newspaper questions over their articles and ``others`` more."""
    rows = read(questions)
    homes = {row["article"] for row in rows}
    articles = read(news)
    kept = [article for article in articles if article["id"] in homes]
    # Of the others none is one that questions set aside ask about (ids that end in 3).
    kept += [a for a in articles if a["id"] not in homes and not a["id"].endswith("3")][:others]
    with Archive.open(folder / "news") as archive:
        add_rows(archive, kept, folder / "news.jsonl")
        return cases("news", [(question_row(row), row["article"]) for row in rows], archive)


def trial_cases(trial: Path, folder: Path, limit: int) -> list[Case]:
    """CMRC trial: every other paragraph is left out of the archive, and its questions have no answer."""
    rows = read(trial)[:limit]
    paragraphs = list(dict.fromkeys(row["context"] for row in rows))
    ids = {text: f"trial-{number}" for number, text in enumerate(paragraphs)}
    present = {text for number, text in enumerate(paragraphs) if number % 2}
    titles = {row["context"]: row["title"] for row in rows}
    with Archive.open(folder / "trial") as archive:
        add_rows(
            archive,
            [
                {"id": ids[t], "date": "2018-01-01", "headline": titles[t], "text": t}
                for t in paragraphs
                if t in present
            ],
            folder / "trial.jsonl",
        )
        asked = [
            (question_row(row, impossible=row["context"] not in present), ids[row["context"]]) for row in rows
        ]
        return cases("trial", asked, archive)


def sample_cases(questions: Path, sample: Path, folder: Path) -> list[Case]:
    """The development half of the sample questions; those that ask for a span or for what is not there."""
    rows = [row for row in read(questions) if row.get("impossible") or row["kind"] == "span"]
    rows = [row for row in rows if not row.get("history")]
    with Archive.open(folder / "sample") as archive:
        archive.add([str(sample)])
        return cases("sample", [(question_row(row), None) for row in rows], archive)


def add_rows(archive: Archive, articles: list[dict[str, Any]], file: Path) -> None:
    """Put rows into an archive by way of a file, as a user would."""
    file.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), "utf-8")
    archive.add([str(file)])


def fit(made: list[Case]) -> Calibration:
    """Fit the ranking over all candidates, then the odds over the first."""
    from sklearn.linear_model import LogisticRegression

    made = [one for one in made if len(one.values)]
    values = np.concatenate([one.values for one in made])
    right = np.concatenate([one.right for one in made])
    mean, scale = values.mean(axis=0), values.std(axis=0).clip(1e-6)
    ranking = LogisticRegression(C=1.0, max_iter=1000).fit((values - mean) / scale, right)
    weights, bias = ranking.coef_[0], float(ranking.intercept_[0])
    odds, first_right = firsts(made, lambda v: (v - mean) / scale @ weights + bias)
    platt = LogisticRegression(C=100.0, max_iter=1000).fit(odds[:, None], first_right)
    slope = float(platt.coef_[0][0])
    return Calibration(
        FEATURES, tuple(mean), tuple(scale), tuple(weights * slope), bias * slope + float(platt.intercept_[0])
    )


def firsts(made: list[Case], score: Any) -> tuple[np.ndarray, np.ndarray]:
    """Score of the best candidate of each question, and whether it is right."""
    odds, right = [], []
    for one in made:
        scored = score(one.values)
        best = int(np.argmax(scored))
        odds.append(float(scored[best]))
        right.append(bool(one.right[best]))
    return np.array(odds), np.array(right)


def cross_validated(made: list[Case]) -> tuple[np.ndarray, np.ndarray]:
    """How sure each question's best candidate is, fitted on the other folds, and whether it is right."""
    dice = np.random.default_rng(1)
    folds = dice.integers(0, 5, len(made))
    sure = np.zeros(len(made))
    right = np.zeros(len(made), dtype=bool)
    for fold in range(5):
        calibration = fit([one for one, f in zip(made, folds, strict=True) if f != fold])
        picked = np.flatnonzero(folds == fold)
        sure[picked], right[picked] = fitted([made[i] for i in picked], calibration)
    return sure, right


def fitted(made: list[Case], calibration: Calibration) -> tuple[np.ndarray, np.ndarray]:
    """How sure ``calibration`` is of each question's best candidate, and whether it is right."""
    sure, right = np.zeros(len(made)), np.zeros(len(made), dtype=bool)
    for i, one in enumerate(made):
        chances = [calibration.probability(values) for values in one.values]
        if chances:
            best = int(np.argmax(chances))
            sure[i], right[i] = chances[best], one.right[best]
    return sure, right


def report(name: str, sure: np.ndarray, right: np.ndarray) -> None:
    """Print what a set's confidences are worth."""
    p, r = sure.tolist(), right.tolist()
    line = f"{name}: {len(p)} questions, best candidate right {right.mean():.3f}, "
    line += f"AUROC {auroc(p, r) or 0.0:.3f}, calibration error {calibration_error(p, r)[0]:.3f}"
    for threshold in (0.4, 0.5, 0.6, 0.7):
        given = sure >= threshold
        if given.any():
            line += f"; at {threshold}: precision {right[given].mean():.3f} coverage {given.mean():.3f}"
    held = coverage_at(risk_coverage(p, r), 0.9)
    print(line + f"; coverage at precision 0.9: {held.coverage if held else 0.0:.3f}")


def main(arguments: list[str] | None = None) -> int:
    """Fit, print, save."""
    parser = argparse.ArgumentParser(
        prog="python -m train.calibrate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder with news_30k and cmrc2018_trial"
    )
    parser.add_argument(
        "--questions", type=Path, default=Path("eval/data"), help="where news_dev and sample_dev are"
    )
    parser.add_argument("--others", type=int, default=400, help="articles beside those that are asked about")
    parser.add_argument("--trial", type=int, default=0, help="questions of CMRC trial to ask as well")
    parser.add_argument("--out", type=Path, default=Path("qa/model/calibration.json"))
    parser.add_argument("--report", type=Path, help="newspaper questions to report on, never to fit")
    parser.add_argument("--picture", type=Path, help="draw risk and reliability into this SVG")
    options = parser.parse_args(arguments)
    held: list[Case] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = sample_cases(options.questions / "sample_dev.jsonl", Path("index/sample"), folder)
        made += news_cases(
            options.questions / "news_dev.jsonl", options.data / "news_30k.jsonl.gz", folder, options.others
        )
        if options.trial:
            made += trial_cases(options.data / "cmrc2018_trial.jsonl.gz", folder, options.trial)
        if options.report:
            (folder / "held").mkdir()
            news = options.data / "news_30k.jsonl.gz"
            held = news_cases(options.report, news, folder / "held", options.others)
    sure, right = cross_validated(made)
    sources = np.array([one.source for one in made])
    sets = {"development, cross-validated": (sure, right)}
    for name in dict.fromkeys(sources):
        report(name, sure[sources == name], right[sources == name])
    report("all", sure, right)
    calibration = fit(made)
    if held:
        sets["set aside"] = fitted(held, calibration)
        report("set aside", *sets["set aside"])
    if options.picture:
        confidence({name: (p.tolist(), r.tolist()) for name, (p, r) in sets.items()}, options.picture)
    for feature, weight in zip(FEATURES, calibration.weights, strict=True):
        print(f"  {feature:10} {weight:+.3f} a standard deviation")
    calibration.save(options.out)
    print(f"{options.out}: fitted on {len(made)} questions")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
