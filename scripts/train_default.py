"""Rebuild the shipped model from the data beside the checkout.

    python scripts/train_default.py [--data ../shared/data] [--out models/default] [--work DIR]

Seeds are fixed: the same data and code give the same files. Each stage leaves its arrays in the
work folder, named by a hash of what they were made from, and is skipped when they are there.
From nothing it takes about 10 minutes on two cores (9 measured while others used them as well).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from commsense.conversation import Side
from commsense.lang import LANGUAGES
from commsense.training import card, cross, decide, examples, fit, folder, split, tasks, vectors

OPTIONS = fit.Options()
ROOT = Path(__file__).resolve().parents[1]
INTRO = ROOT / "scripts" / "card_intro.md"
FAMILIES = ("sup", "ij", "lin", "en", "node", "st", "jd", "mi", "oe")
"""What the names of sources of one kind begin with (``sup20`` and ``sup21b`` are one kind)."""
CODE = (
    *sorted((ROOT / "src/commsense/training").rglob("*.toml")),
    *(
        ROOT / f"src/commsense/training/{name}.py"
        for name in ("cross", "cues", "examples", "fit", "split", "tasks", "vectors")
    ),
    ROOT / "src/commsense/backends/features.py",
    ROOT / "src/commsense/backends/cues.py",
)
LICENCE = "trained in part on text that is for research use or states no licence: see README.md"

Arrays = dict[str, NDArray[Any]]


def main() -> None:
    """Train, measure and write the model."""
    options = argparse.ArgumentParser(description="Rebuild the shipped model.")
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    options.add_argument("--out", type=Path, default=ROOT / "models" / "default")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    given = options.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    arrays, decisions, evidence = {}, {}, {}
    for language in LANGUAGES:
        rows = labelled(given.data, language)
        arrays[language], measured = learn(given.data, given.work, language, rows)
        decisions[language], evidence[language] = measure(rows, measured)
        print(language, evidence[language].summary(), flush=True)
    about = {"training_data": data_hash(given.data), "licence": LICENCE}
    metrics = {language: each.summary() for language, each in evidence.items()}
    folder.write(given.out, "default", arrays, decisions, about, metrics)
    text = card.card(INTRO.read_text(encoding="utf-8"), evidence)
    (given.out / "README.md").write_text(text, encoding="utf-8")


def labelled(data: Path, language: str) -> list[examples.Example]:
    """Give the labelled sentences of a language: authored ones but those for choosing, and real."""
    dev = set(json.loads((data / "authored" / "split.json").read_text(encoding="utf-8"))["dev"])
    authored = examples.read(data / "authored" / "threads.jsonl")
    return [
        *(each for each in authored if each.language == language and each.thread not in dev),
        *examples.read(data / "real_labelled" / f"{language}.jsonl.gz"),
    ]


def family(example: examples.Example) -> str:
    """Tell what kind of real source a sentence is from; "" for an authored one."""
    if example.source == example.language:  # ids of authored threads begin with their language
        return ""
    return next(name for name in FAMILIES if example.source.startswith(name))


def learn(
    data: Path, work: Path, language: str, rows: list[examples.Example]
) -> tuple[Arrays, Arrays]:
    """Give the heads that ship, and the scores of heads that did not see what they score."""
    key = f"{language}-{data_hash(data)[:12]}-{code_hash()[:12]}"

    def public() -> Arrays:
        known = frozenset(tasks.bare(each.text) for each in rows) - {""}
        return {"weights": tasks.weigh(tasks.read(data, language, known), language, OPTIONS)}

    def unlabelled() -> Arrays:
        texts = [each.text for each in rows] + list(vectors.texts(data, language))
        words, found = vectors.learn(texts, language, OPTIONS.seed)
        return {"words": words, "vectors": found}

    public_weights = stage(work / f"{key}-public", public)["weights"]
    near = stage(work / f"{key}-vectors", unlabelled)
    matrix = cross.ready(rows, language, OPTIONS)[0]
    weighed = fit.helping(matrix, public_weights, near["words"], near["vectors"], OPTIONS)
    threads = split.by_group([each.thread for each in rows])
    away = split.leave_one_out([family(each) for each in rows])[1:]  # the first: authored
    hidden = [replace(each, side=Side.UNKNOWN) for each in rows]

    def measured() -> Arrays:
        seen = cross.out_of_fold(rows, threads, language, OPTIONS, weighed, [rows, hidden])
        far = cross.out_of_fold(rows, away, language, OPTIONS, weighed, [rows])
        authored = [place for place, each in enumerate(rows) if not family(each)]
        far[0][authored] = seen[0][authored]
        return {"threads": seen[0], "no_sides": seen[1], "sources": far[0]}

    def final() -> Arrays:
        return cross.everything(rows, language, OPTIONS, weighed)

    return stage(work / f"{key}-final", final), stage(work / f"{key}-measured", measured)


def measure(rows: list[examples.Example], scores: Arrays) -> tuple[decide.Decision, card.Evidence]:
    """Choose calibration and thresholds, and say how good they are."""
    truth = examples.truth(rows).astype(bool)
    real = np.array([family(each) != "" for each in rows])
    judged = cross.flags_judged(rows)
    folds = split.by_group([each.thread for each in rows])
    scored = {name: decide.Scored(found, truth, real, judged) for name, found in scores.items()}
    decision = decide.decide(scored["threads"])
    away = split.leave_one_out([family(each) for each in rows])[1:]
    return decision, card.Evidence(
        threads=decide.figures(scored["threads"], folds),
        sources=decide.figures(scored["sources"], away),
        no_sides=decide.figures(scored["no_sides"], folds),
        other={"VADER": vader(rows, truth, real)} if rows[0].language == "en" else {},
        thresholds=decision.thresholds,
    )


def vader(
    rows: list[examples.Example], truth: NDArray[np.bool_], real: NDArray[np.bool_]
) -> card.Figures:
    """Judge VADER's sentiment (Hutto and Gilbert 2014, its own limits of 0.05) on the real rows."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    compound = np.array([analyser.polarity_scores(each.text)["compound"] for each in rows])
    seen = np.stack([compound <= -0.05, np.abs(compound) < 0.05, compound >= 0.05], axis=1)
    return decide.compare(truth[real], seen[real])


def stage(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """Give the arrays that ``make`` gives, from the file at ``path`` if it is there."""
    file = path.with_suffix(".safetensors")
    if not file.exists():
        start = time.monotonic()
        found = {name: np.ascontiguousarray(array) for name, array in make().items()}
        part = file.with_suffix(".part")
        save_file(found, part)
        part.rename(file)
        print(f"{path.name}: {time.monotonic() - start:.0f} s", flush=True)
    return load_file(file)


def data_hash(data: Path) -> str:
    """Give the sha256 of all that the model is trained on."""
    files = [data / "authored" / "threads.jsonl", data / "authored" / "split.json"]
    files += [data / "real_labelled" / f"{language}.jsonl.gz" for language in LANGUAGES]
    files += [data / name for name in sorted({*tasks.files_used(), *vectors.files_used()})]
    parts = [hashlib.sha256(file.read_bytes()).digest() for file in files]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def code_hash() -> str:
    """Give the sha256 of the code and data that decide what is learned."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in CODE)).hexdigest()


if __name__ == "__main__":
    main()
