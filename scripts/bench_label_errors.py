"""How well ``labels check`` finds wrong labels: flip some of real sets and see which are found.

Beside it, in the same run and on the same flips, cleanlab: with its usual recipe (its own folds,
TF-IDF of words, logistic regression), and ranking by our probabilities. cleanlab is no dependency:

    uv venv build/cleanlab-venv && uv pip install --python build/cleanlab-venv cleanlab
    python scripts/bench_label_errors.py --data DATA --cleanlab build/cleanlab-venv/bin/python

DATA holds real_labelled/{en,zh}.jsonl.gz, en/senti4sd-stackoverflow.train.jsonl.gz and
zh/online-shopping-reviews.jsonl.gz. The sets have wrong labels of their own, which count here as
found in vain: precision is a lower bound.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commsense.labelling.checks.sheet import Answers, Placed, Sheet, lay_out
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN
from commsense.labelling.suspects import finding, unseen
from commsense.labelling.suspects.design import Design

MOST = 5_000
RATES = (0.05, 0.1)
SEEDS = (0, 1, 2)

CLEANLAB = r"""
import json, sys
import numpy as np
from cleanlab.filter import find_label_issues
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier

folder = sys.argv[1]
texts = json.load(open(folder + "/texts.json", encoding="utf-8"))
given = np.load(folder + "/given.npy")
ours = np.load(folder + "/chances.npy")
several, chinese = json.load(open(folder + "/task.json"))
kind = {"analyzer": "char", "ngram_range": (1, 3)} if chinese else {"ngram_range": (1, 2)}
matrix = TfidfVectorizer(**kind).fit_transform(texts)
if several:
    labels = [np.flatnonzero(row).tolist() for row in given]
    model = OneVsRestClassifier(LogisticRegression(max_iter=400))
    own = cross_val_predict(model, matrix, given.astype(int), cv=5, method="predict_proba")
else:
    labels = given.argmax(axis=1)
    own = cross_val_predict(
        LogisticRegression(max_iter=400), matrix, labels, cv=5, method="predict_proba"
    )
for name, chances in (("recipe", own), ("ranking", ours)):
    found = find_label_issues(
        labels, chances, multi_label=several, return_indices_ranked_by="self_confidence"
    )
    json.dump([int(i) for i in found], open(f"{folder}/{name}.json", "w"))
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """One set with some labels flipped, and what our models say of it."""

    answers: Answers
    flipped: NDArray[np.bool_]
    chances: NDArray[np.float64]


def main() -> None:
    """Run all trials and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cleanlab", type=Path, help="the Python that has it")
    options = parser.parse_args()
    print("set                  rate  by                 n  found  P    R    P@k  P@50  s")
    for name, sheet, task in sets(options.data):
        for rate in RATES:
            rows: dict[str, list[list[float]]] = {}
            for seed in SEEDS:
                for by, figures in measure(
                    sheet, sheet.answers[task], rate, seed, options.cleanlab
                ):
                    rows.setdefault(by, []).append(figures)
            for by, trials in rows.items():
                mean = np.mean(np.array(trials), axis=0)
                print(
                    f"{name:20} {rate:4.0%}  {by:15} {mean[0]:5.0f} {mean[1]:5.0f}  "
                    f"{mean[2]:.2f} {mean[3]:.2f} {mean[4]:.2f} {mean[5]:.2f}  {mean[6]:4.1f}",
                    flush=True,
                )


def measure(
    sheet: Sheet, answers: Answers, rate: float, seed: int, cleanlab: Path | None
) -> Iterator[tuple[str, list[float]]]:
    """Flip labels once and give the figures of each way of finding them."""
    start = time.perf_counter()
    flipped, given = flip(answers.given, rate, seed, several=answers.task.several)
    changed = replace(answers, given=given)
    chances = unseen.probabilities(sheet, changed, Design(sheet), seed)
    enough = finding.judgeable(changed)
    judge = finding.several if changed.task.several else finding.single
    marked = judge(given, chances, enough)
    order = np.flatnonzero(marked.wrong)
    order = order[np.argsort(marked.rank[order], kind="stable")]
    yield "ours", [*figures(order, flipped), time.perf_counter() - start]
    if cleanlab:
        for name, found in theirs(sheet, Trial(changed, flipped, chances), cleanlab):
            yield f"cleanlab {name}", [*figures(found, flipped), 0]


def figures(order: NDArray[np.int64], flipped: NDArray[np.bool_]) -> list[float]:
    """Give flips, rows found, precision, recall, precision at as many as flips, and at 50."""
    count = int(flipped.sum())
    hits = flipped[order]
    return [
        count,
        len(order),
        float(hits.mean()) if len(hits) else 0.0,
        float(hits.sum() / count),
        float(hits[:count].sum() / count),
        float(hits[:50].sum() / 50),
    ]


def theirs(sheet: Sheet, trial: Trial, python: Path) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Ask cleanlab, in its own environment, for rows likely wrong, the likeliest first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [sheet.rows[row].text for row in trial.answers.rows]
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        chinese = sheet.language[0] == "zh"
        (folder / "task.json").write_text(json.dumps([trial.answers.task.several, chinese]))
        np.save(folder / "given.npy", trial.answers.given)
        np.save(folder / "chances.npy", trial.chances)
        run = [str(python), "-W", "ignore", "-c", CLEANLAB, name]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        for by in ("recipe", "ranking"):
            found = json.loads((folder / f"{by}.json").read_text())
            yield by, np.array(found, dtype=np.int64)


def flip(
    given: NDArray[np.bool_], rate: float, seed: int, *, several: bool
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Make a share of the rows wrong: another label, of several one taken, put or exchanged."""
    random = np.random.default_rng(seed)
    changed = given.copy()
    rows = random.permutation(len(given))[: int(len(given) * rate)]
    often = given.sum(axis=0) / given.sum()
    for row in rows:
        held = np.flatnonzero(given[row])
        taken = len(held) > 0 and (not several or random.random() < 0.67)
        put = not several or not taken or random.random() < 0.5
        if taken:
            changed[row, random.choice(held)] = False
        if put:
            free = np.flatnonzero(~given[row])
            chances = often[free] if several else np.ones(len(free))
            changed[row, random.choice(free, p=chances / chances.sum())] = True
    flipped = np.zeros(len(given), dtype=np.bool_)
    flipped[rows] = True
    return flipped, changed


def sets(data: Path) -> Iterator[tuple[str, Sheet, str]]:
    """Give the sets: a name, the rows, the task."""
    for language in ("en", "zh"):
        rows = list(threads(data / f"real_labelled/{language}.jsonl.gz", language))
        sheet = laid_out(rows)
        yield f"mail {language} sentiment", sheet, "sentiment"
        yield f"mail {language} acts", sheet, "acts"
    for name, path, language in (
        ("Stack Overflow en", "en/senti4sd-stackoverflow.train.jsonl.gz", "en"),
        ("reviews zh", "zh/online-shopping-reviews.jsonl.gz", "zh"),
    ):
        read = [json.loads(line) for line in lines(data / path)]
        chosen = np.random.default_rng(0).permutation(len(read))[:MOST]
        yield (
            name,
            laid_out(
                [
                    Row(
                        str(i),
                        read[i]["text"],
                        {"sentiment": (read[i]["sentiment"],)},
                        None,
                        language,
                    )
                    for i in chosen
                ]
            ),
            "sentiment",
        )


def laid_out(rows: list[Row]) -> Sheet:
    """Lay rows of one set out."""
    placed = [Placed(row, "set", number) for number, row in enumerate(rows, start=1)]
    return lay_out(placed, BUILT_IN)


def threads(path: Path, language: str) -> Iterator[Row]:
    """Give the sentences of labelled threads."""
    for line in lines(path):
        thread = json.loads(line)
        for number, message in enumerate(thread["messages"]):
            for place, sentence in enumerate(message["sentences"]):
                yield Row(
                    id=f"{thread['id']}-{number}-{place}",
                    text=sentence["text"],
                    labels={
                        "sentiment": (sentence["sentiment"],),
                        "acts": tuple(sentence["acts"]),
                    },
                    language=language,
                    thread=thread["id"],
                )


def lines(path: Path) -> Iterator[str]:
    """Give the lines of a packed file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


if __name__ == "__main__":
    main()
