"""Compare training on few labels with SetFit and with TF-IDF, on the same rows, in one run.

    python scripts/bench_train.py [--sets senti4sd,hedge,smp] [--sizes 8,16,64,256] [--seeds 5]

SetFit (Tunstall et al. 2022) is installed below ``build/bench`` with its own environment and starts
from the very weights of the shipped encoder; it is trained as its paper says (20 pairs a sentence,
one epoch, batches of 16). Accuracy is that on sentences that no draw contains. ``learning`` is the
time from rows to heads, which is what SetFit's is too; ``whole`` adds what only ours does: parts
held out, comparison, calibration, int8 export, a folder that is in use. Every figure is kept in
``build/bench/train.jsonl``, so that a run that was cut off goes on.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

import bench_train_sets as sets
from bench_train_sets import Draw
from commsense import backends
from commsense.backends.inputs import ModelInput
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN, Task
from commsense.training.team import methods, run, words
from commsense.training.team.run import Wish

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"
KEPT = WORK / "train.jsonl"
PACKAGES = ("torch==2.13.0", "setfit==1.2.0", "transformers==4.57.6")
OURS, WORDS, SETFIT = "commsense", "TF-IDF", "SetFit"


@dataclass(frozen=True, slots=True)
class Figure:
    """One training: accuracy, seconds of learning and, for ours, of the whole run."""

    name: str
    size: int
    seed: int
    method: str
    accuracy: float
    learning: float
    whole: float = 0.0


def main() -> None:
    """Train everything that has not been, and print the table."""
    given = _options()
    WORK.mkdir(parents=True, exist_ok=True)
    kept = list(_kept())
    done = {(each.name, each.size, each.seed, each.method) for each in kept}
    for size in given.sizes:
        for seed in range(given.seeds):
            for name in given.sets:
                draw = sets.draw(name, size, seed)
                for method, train in (
                    (WORDS, _words),
                    (OURS, lambda d: _ours(d, given.method)),
                    (SETFIT, _setfit),
                ):
                    if (name, size, seed, method) in done or method in given.without:
                        continue
                    figure = Figure(name, size, seed, method, *train(draw))
                    kept.append(figure)
                    with KEPT.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(asdict(figure)) + "\n")
                    sys.stderr.write(f"{figure}\n")
    print(table(kept))


def table(figures: Sequence[Figure]) -> str:
    """Write the means in Markdown, only over seeds that every method was run with."""
    lines = [
        "| set | labels | a label | seeds | TF-IDF | SetFit | commsense | SetFit, s | learning, s"
        " | ratio | whole, s |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    by: dict[tuple[str, int], dict[str, dict[int, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for each in figures:
        by[each.name, each.size][each.method][each.seed] = each
    for (name, size), found in sorted(by.items()):
        seeds = set(found[WORDS]) & set(found[OURS]) & set(found[SETFIT])
        if not seeds:
            continue
        right = {m: _mean(found[m][s].accuracy for s in seeds) for m in found}
        slow, fast = (_mean(found[m][s].learning for s in seeds) for m in (SETFIT, OURS))
        whole = _mean(found[OURS][s].whole for s in seeds)
        lines.append(
            f"| {sets.SETS[name].title} | {sets.SETS[name].kinds} | {size} | {len(seeds)}"
            f" | {right[WORDS]:.3f} | {right[SETFIT]:.3f} | {right[OURS]:.3f}"
            f" | {slow:.0f} | {fast:.1f} | {slow / fast:.0f} | {whole:.0f} |"
        )
    return "\n".join(lines)


def _mean(values: Iterator[float]) -> float:
    return statistics.fmean(values)


def _words(draw: Draw) -> tuple[float, float]:
    started = time.perf_counter()
    truth = np.array([[label == each for each in draw.labels] for _, label in draw.rows])
    found = words.fit_and_score(
        [text for text, _ in draw.rows], truth, [text for text, _ in draw.test], several=False
    )
    took = time.perf_counter() - started
    return _right(draw, [draw.labels[i] for i in found.argmax(axis=1)]), took


def _ours(draw: Draw, method: str) -> tuple[float, float, float]:
    names = {label: f"label-{place}" for place, label in enumerate(draw.labels)}
    task = Task("told", tuple(names.values()), several=False, own=True)
    rows = [
        Row(str(n), text, {"told": (names[label],)}, language=draw.language, thread=str(n))
        for n, (text, label) in enumerate(draw.rows)
    ]
    clock = _Clock()
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        target = Path(folder) / "made"
        wish = Wish("default", ("told",), target, method, device="cpu", force=True)
        run.run(rows, {**BUILT_IN, "told": task}, wish, {}, clock.say)
        model = backends.load(str(target))
        given = [ModelInput(text, draw.language) for text, _ in draw.test]
        clock.stop()
        back = {name: label for label, name in names.items()}
        said = [max(each.own, key=each.own.__getitem__) for each in model.predict(given)]
    return _right(draw, [back[name] for name in said]), clock.learning, clock.whole


class _Clock:
    """Adds up the time of reading the sentences and of learning from all of them."""

    _LEARNS = ("reading", "tuning (all)", "learning from all")

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._doing = ""
        self.learning = self.whole = 0.0

    def say(self, what: str, _: int, __: int) -> None:
        now = time.perf_counter()
        if self._doing in self._LEARNS or (what == "reading" and self._doing != "reading"):
            self.learning += now - self._last
        self._last, self._doing = now, what

    def stop(self) -> None:
        self.whole = time.perf_counter() - self._began


def _setfit(draw: Draw) -> tuple[float, float]:
    python = _environment()
    encoder = WORK / "setfit-base"
    if not encoder.exists():
        sets.save_encoder(encoder)
    given = {
        "encoder": str(encoder),
        "labels": list(draw.labels),
        "seed": draw.seed,
        "rows": [(sets.spaced(text), label) for text, label in draw.rows],
        "test": [sets.spaced(text) for text, _ in draw.test],
    }
    script = Path(__file__).with_name("bench_train_setfit.py")
    answer = subprocess.run(
        [python, str(script)], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise SystemExit(answer.stderr[-2000:])
    told = json.loads(answer.stdout.splitlines()[-1])
    return _right(draw, told["found"]), told["seconds"]


def _environment() -> str:
    folder = WORK / "setfit"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return str(python)


def _right(draw: Draw, found: Sequence[str]) -> float:
    return float(np.mean([a == b for a, (_, b) in zip(found, draw.test, strict=True)]))


def _kept() -> Iterator[Figure]:
    if KEPT.exists():
        for line in KEPT.read_text(encoding="utf-8").splitlines():
            yield Figure(**json.loads(line))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sets", type=lambda text: text.split(","), default=list(sets.SETS)[:3])
    numbers = [8, 16, 64, 256]
    parser.add_argument(
        "--sizes", type=lambda text: [int(each) for each in text.split(",")], default=numbers
    )
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--without", nargs="*", default=[], help="methods to leave out")
    parser.add_argument("--method", default="auto", choices=("auto", *methods.METHODS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
