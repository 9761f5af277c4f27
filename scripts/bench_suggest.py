"""Measures whether sentences chosen by ``labels suggest`` teach more than sentences at random.

On labelled sentences that play the archive: a base head, taught on other text, says what it thinks
of them; n of them are chosen, or drawn at random; a head is taught on these n alone, and one on
these n beside what the base says; both are judged on threads that were kept aside. "filtered" is
chance among what is worth asking. Macro-F1 is the mean over the labels of which at least ``LEAST``
stand in the kept part; AP, the mean average precision over the same, needs no limit.

    scripts/bench_suggest.py --base THREADS.jsonl --data en.jsonl.gz zh.jsonl.gz --seeds 5
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, stdev
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import cross_val_predict

from commsense.conversation import Side
from commsense.labelling.choosing import (
    Candidate,
    Wanted,
    choose,
    is_worth_asking,
    without_repeats,
)
from commsense.labelling.row import Row
from commsense.labels import ACTS, FLAGS

LABELS = ("negative", "positive", *ACTS, *FLAGS)
LEAST = 8
WORD = re.compile(r"[^\W_]+|[?!]")
KEPT = 0.4
Array = NDArray[Any]


class Sentence(NamedTuple):
    """A labelled sentence of a thread."""

    text: str
    language: str
    thread: str
    has: frozenset[str]
    side: str


def read(path: Path) -> Iterator[Sentence]:
    """Give the sentences of a file of labelled threads."""
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
        thread = json.loads(line)
        for message in thread["messages"]:
            for each in message["sentences"]:
                has = {each.get("sentiment", ""), *each.get("acts", ()), *each.get("flags", ())}
                yield Sentence(
                    each["text"],
                    thread["language"],
                    thread["id"],
                    frozenset(has),
                    message.get("side", ""),
                )


def features(
    found: Sequence[Sentence], others: Sequence[Sentence]
) -> tuple[csr_matrix, csr_matrix]:
    """Give words and pairs of words (in Chinese characters) of both, by tf-idf."""
    chinese = found[0].language == "zh"
    made = TfidfVectorizer(
        analyzer="char" if chinese else "word",
        ngram_range=(1, 2),
        tokenizer=None if chinese else WORD.findall,
        token_pattern=None,
        sublinear_tf=True,
        min_df=2,
    )
    both = made.fit_transform([each.text for each in (*found, *others)])
    return both[: len(found)], both[len(found) :]


def truth(found: Sequence[Sentence]) -> Array:
    """Give which labels hold, [sentences, labels]."""
    return np.array([[label in each.has for label in LABELS] for each in found])


def taught(given: csr_matrix, said: Array) -> LogisticRegression | bool:
    """Teach one label; one that is always or never there is said of all or of none."""
    if said.min() == said.max():
        return bool(said[0])
    return LogisticRegression(C=10, class_weight="balanced", solver="liblinear").fit(given, said)


def chances(head: LogisticRegression | bool, given: csr_matrix) -> Array:
    """Give the probability of a label for each sentence."""
    if isinstance(head, bool):
        return np.full(given.shape[0], float(head))
    return np.asarray(head.predict_proba(given)[:, 1])


def limit(given: csr_matrix, said: Array) -> float:
    """Give the probability from which on a label is best said, by cross-validation."""
    if said.sum() < 6:
        return 0.5
    head = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
    found = cross_val_predict(head, given, said, cv=3, method="predict_proba")[:, 1]
    tries = np.linspace(0.1, 0.9, 33)
    return float(max(tries, key=lambda each: f1(said, found >= each)))


def f1(said: Array, told: Array) -> float:
    """Give the harmonic mean of precision and recall."""
    both = float((said & told).sum())
    return 2 * both / max(1.0, float(said.sum() + told.sum()))


class Base(NamedTuple):
    """What the base head says: chances and limits by label, and log odds as features."""

    chances: Array
    limits: Array

    def odds(self) -> csr_matrix:
        """Give the log odds, small enough to stand beside n-grams."""
        clipped = np.clip(self.chances, 1e-3, 1 - 1e-3)
        return csr_matrix(np.log(clipped / (1 - clipped)) / 4)


def base(given: csr_matrix, said: Array, pool: csr_matrix) -> Base:
    """Teach a base head on other text and let it read the sentences."""
    columns = range(len(LABELS))
    heads = [taught(given, said[:, n]) for n in columns]
    limits = np.array([limit(given, said[:, n]) for n in columns])
    return Base(np.stack([chances(head, pool) for head in heads], axis=1), limits)


def candidates(found: Sequence[Sentence], places: Sequence[int], said: Base) -> list[Candidate]:
    """Give what ``suggest`` would choose from, in the order of the places that are left."""
    made = []
    for place in places:
        each = found[place]
        told = dict(zip(LABELS, said.chances[place].tolist(), strict=True))
        limits = dict(zip(LABELS, said.limits.tolist(), strict=True))
        row = Row(
            str(place), each.text, language=each.language, thread=each.thread, side=Side.UNKNOWN
        )
        made.append(Candidate(row, told, limits))
    return made


def measure(
    found: Sequence[Sentence],
    lessons: Sequence[Sentence],
    seeds: Sequence[int],
    counts: Sequence[int],
) -> Iterator[dict[str, Any]]:
    """Give the macro-F1 of each way of choosing, for each seed and count."""
    said = truth(found)
    given, other = features(found, lessons)
    told = base(other, truth(lessons), given)
    beside = hstack([given, told.odds()], format="csr")
    threads = sorted({each.thread for each in found})
    for seed in seeds:
        kept = set(random.Random(seed).sample(threads, round(len(threads) * KEPT)))  # noqa: S311
        test = [n for n, each in enumerate(found) if each.thread in kept]
        pool = [n for n, each in enumerate(found) if each.thread not in kept]
        worth = [n for n in pool if is_worth_asking(found[n].text, found[n].language)]
        texts, languages = [found[n].text for n in worth], [found[n].language for n in worth]
        worth = [worth[n] for n in without_repeats(texts, languages)]
        judged = [n for n in range(len(LABELS)) if said[test, n].sum() >= LEAST]
        for count in counts:
            picks = {
                "random": random.Random(seed + 1000).sample(pool, count),  # noqa: S311
                "filtered": random.Random(seed + 1000).sample(worth, count),  # noqa: S311
                "suggest": [
                    int(each.candidate.row.id)
                    for each in choose(candidates(found, worth, told), Wanted(count, seed))
                ],
            }
            for way, places in picks.items():
                for kind, matrix in (("alone", given), ("beside base", beside)):
                    found_f1, found_ap = [], []
                    for label in judged:
                        head = taught(matrix[places], said[places, label])
                        told_of = chances(head, matrix[test])
                        found_f1.append(f1(said[test, label], told_of >= 0.5))
                        found_ap.append(average_precision_score(said[test, label], told_of))
                    run = {"seed": seed, "n": count, "way": way, "kind": kind}
                    yield {**run, "F1": mean(found_f1), "AP": mean(found_ap)}


def main() -> None:
    """Measure and print a table for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--counts", type=int, nargs="+", default=[100, 200, 400])
    asked = parser.parse_args()
    lessons = list(read(asked.base))
    seeds = range(asked.first_seed, asked.first_seed + asked.seeds)
    for path in asked.data:
        found = list(read(path))
        own = [each for each in lessons if each.language == found[0].language]
        runs = list(measure(found, own, seeds, asked.counts))
        print(f"{path.name}: {len(found)} sentences, base taught on {len(own)}")
        for kind in ("alone", "beside base"):
            for count in asked.counts:
                for figure in ("F1", "AP"):
                    shown(runs, kind, count, figure)


def shown(runs: Sequence[dict[str, Any]], kind: str, count: int, figure: str) -> None:
    """Print one line: the mean of each way, and the difference to chance with its spread."""
    of = {
        way: [r[figure] for r in runs if (r["kind"], r["n"], r["way"]) == (kind, count, way)]
        for way in ("random", "filtered", "suggest")
    }
    gains = "  ".join(
        f"over {way} {gain(of['suggest'], of[way])}" for way in ("random", "filtered")
    )
    means = "  ".join(f"{way} {mean(each):.3f}" for way, each in of.items())
    print(f"  {kind:12} n={count:<4} {figure} {means}  {gains}", flush=True)


def gain(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Say how much better one way is, with its standard error, and in how many of the runs."""
    pairs = [one - other for one, other in zip(ours, theirs, strict=True)]
    error = stdev(pairs) / len(pairs) ** 0.5 if len(pairs) > 1 else 0.0
    return f"{mean(pairs):+.3f} ± {error:.3f} ({sum(each > 0 for each in pairs)}/{len(pairs)})"


if __name__ == "__main__":
    main()
