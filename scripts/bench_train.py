"""Compare training on few labels with SetFit and with TF-IDF, on the same rows, in one run.

    OMP_NUM_THREADS=1 python scripts/bench_train.py [--sets senti4sd,hedge,smp]
        [--sizes 8,16,64,256] [--seeds 5] [--pairs 20] [--without SetFit] [--again commsense]
        [--quick]

SetFit (Tunstall et al. 2022) is installed below ``build/bench`` with its own environment and starts
from the very weights of the shipped encoder; it is trained as its paper says (20 pairs a sentence,
one epoch, batches of 16), or with fewer pairs, which is cheaper and said in the table. Accuracy is
that on sentences that no draw contains. ``learning`` is the time from rows to heads, which is what
SetFit's is too; ``whole`` adds what only ours does: parts held out, comparison, calibration, int8
export, a folder that is in use. ``cpu`` are the processor's seconds of ``learning``, which other
programs on the machine change less than the clock's; one thread keeps waiting out of them. Every
figure is kept in ``build/bench/train.jsonl``, so that a run that was cut off goes on; of two
figures of one training the later one counts. ``--quick`` only learns our heads, over what the
encoder made of each text once (``build/bench/seen-*.npz``), and writes no model: a tenth of the
time, the same accuracy but for the rounding to int8, and no seconds to compare.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import bench_train_sets as sets
from bench_train_sets import Draw
from commsense import backends
from commsense.backends.inputs import ModelInput
from commsense.labelling.row import Row
from commsense.labelling.scheme import BUILT_IN, Task
from commsense.training.lessons import Lesson
from commsense.training.team import columns, fitted, methods, ngrams, run, seeing, start, words
from commsense.training.team.run import Wish

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "bench"
KEPT = WORK / "train.jsonl"
PACKAGES = ("torch==2.13.0", "setfit==1.2.0", "transformers==4.57.6")
OURS, WORDS, SETFIT = "commsense", "TF-IDF", "SetFit"
PAIRS = 20
"""For each sentence, as SetFit's paper has it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One training: accuracy, seconds of learning and, for ours, of the whole run.

    ``cpu`` are seconds of the processor, 0 where they were not measured; ``pairs`` are SetFit's
    for each sentence.
    """

    name: str
    size: int
    seed: int
    method: str
    accuracy: float
    learning: float
    whole: float = 0.0
    cpu: float = 0.0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """What one training gave: the fields of ``Figure`` that are measured."""

    accuracy: float
    learning: float
    cpu: float
    whole: float = 0.0
    pairs: int = 0


def main() -> None:
    """Train everything that has not been, and print the table."""
    given = _options()
    WORK.mkdir(parents=True, exist_ok=True)
    kept = list(_kept())
    done = {
        (each.name, each.size, each.seed, each.method)
        for each in kept
        if each.method not in given.again
    }
    for size in given.sizes:
        for seed in range(given.seeds):
            for name in given.sets:
                draw = sets.draw(name, size, seed)
                for method, train in (
                    (WORDS, _words),
                    (OURS, _quick if given.quick else lambda d: _ours(d, given.method)),
                    (SETFIT, lambda d: _setfit(d, given.pairs)),
                ):
                    if (name, size, seed, method) in done or method in given.without:
                        continue
                    figure = Figure(name, size, seed, method, **asdict(train(draw)))
                    kept.append(figure)
                    with KEPT.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(asdict(figure)) + "\n")
                    sys.stderr.write(f"{figure}\n")
    print(table(kept))


def table(figures: Sequence[Figure]) -> str:
    """Write the means in Markdown; beside SetFit only over seeds that it was run with."""
    lines = [
        "| set | labels | a label | seeds | TF-IDF | commsense | difference"
        " | seeds | pairs | SetFit | commsense | CPU s, SetFit | ours | ratio |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    by: dict[tuple[str, int], dict[str, dict[int, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for each in figures:
        by[each.name, each.size][each.method][each.seed] = each
    for (name, size), found in sorted(by.items()):
        words, ours = found[WORDS], found[OURS]
        seeds = sorted(set(words) & set(ours))
        if seeds:
            gains = [ours[s].accuracy - words[s].accuracy for s in seeds]
            lines.append(
                f"| {sets.SETS[name].title} | {sets.SETS[name].kinds} | {size} | {len(seeds)}"
                f" | {_mean(words[s].accuracy for s in seeds):.3f}"
                f" | {_mean(ours[s].accuracy for s in seeds):.3f}"
                f" | {_mean(gains):+.3f} ({min(gains):+.3f} to {max(gains):+.3f})"
                f" | {_beside(found[SETFIT], ours)} |"
            )
    return "\n".join(lines)


def _beside(setfit: Mapping[int, Figure], ours: Mapping[int, Figure]) -> str:
    seeds = sorted(set(setfit) & set(ours))
    if not seeds:
        return " | ".join("–" * 7)
    pairs = "/".join(sorted({str(setfit[s].pairs or PAIRS) for s in seeds}, key=int))
    told = (
        f"{len(seeds)} | {pairs} | {_mean(setfit[s].accuracy for s in seeds):.3f}"
        f" | {_mean(ours[s].accuracy for s in seeds):.3f}"
    )
    timed = [s for s in seeds if setfit[s].cpu and ours[s].cpu]
    if not timed:
        return f"{told} | – | – | –"
    slow, fast = (_mean(each[s].cpu for s in timed) for each in (setfit, ours))
    return f"{told} | {slow:.0f} | {fast:.1f} | {slow / fast:.0f}"


def _mean(values: Iterable[float]) -> float:
    return statistics.fmean(values)


def _words(draw: Draw) -> Trained:
    started, spent = time.perf_counter(), time.process_time()
    truth = np.array([[label == each for each in draw.labels] for _, label in draw.rows])
    found = words.fit_and_score(
        [text for text, _ in draw.rows], truth, [text for text, _ in draw.test], several=False
    )
    took, cpu = time.perf_counter() - started, time.process_time() - spent
    return Trained(_right(draw, [draw.labels[i] for i in found.argmax(axis=1)]), took, cpu)


def _ours(draw: Draw, method: str) -> Trained:
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
    right = _right(draw, [back[name] for name in said])
    return Trained(right, clock.learning, clock.cpu, clock.whole)


def _quick(draw: Draw) -> Trained:
    kinds = tuple(f"label-{place}" for place in range(len(draw.labels)))
    task = Task("told", kinds, several=False, own=True)
    taught = [
        _lesson(text, draw, kinds[draw.labels.index(label)], kinds) for text, label in draw.rows
    ]
    asked = [_lesson(text, draw, "", kinds) for text, _ in draw.test]
    values = _seen(draw, [*taught, *asked])
    width = values.shape[1]
    base = fitted.Fitted(
        np.zeros((len(kinds), width)), np.zeros(len(kinds)), (np.zeros((1, width)), np.zeros(1)), {}
    )
    own = columns.columns(taught, kinds)
    nothing = np.zeros((len(taught), 0), dtype=np.float32)
    seen = seeing.Seen(values[: len(taught)], nothing, nothing, ())
    learned = fitted.heads(base, seen, taught, own, (task,))
    encoder = values[len(taught) :] @ learned.weights.T + learned.offsets
    found = np.stack(
        [
            each - np.logaddexp.reduce(np.delete(encoder, n, axis=1), axis=1)
            for n, each in enumerate(encoder.T)
        ],
        axis=1,
    )
    found += ngrams.scores(learned.grams, [each.given for each in asked], own, (task,))
    return Trained(_right(draw, [draw.labels[i] for i in found.argmax(axis=1)]), 0.0, 0.0)


def _lesson(text: str, draw: Draw, kind: str, kinds: Sequence[str]) -> Lesson:
    has = frozenset({kind} if kind else ())
    return Lesson(
        ModelInput(text, draw.language), "bench", text, has, frozenset(kinds) - has if has else has
    )


def _seen(draw: Draw, lessons: Sequence[Lesson]) -> NDArray[np.float32]:
    """Give what the encoder makes of texts; each is read once."""
    file = WORK / f"seen-{draw.name}.npz"
    known: dict[str, NDArray[np.float32]] = {}
    if file.exists():
        kept = np.load(file)
        known = dict(zip(kept["texts"].tolist(), kept["values"], strict=True))
    new = [each for each in lessons if each.given.text not in known]
    if new:
        base = start.begin("default", BUILT_IN)
        laid = seeing.readings(new, base.layout)
        values = seeing.see(base.network, laid, base.layout.pad, "cpu").values
        known |= dict(zip((each.given.text for each in new), values, strict=True))
        np.savez(file, texts=np.array(list(known)), values=np.stack(list(known.values())))
    return np.stack([known[each.given.text] for each in lessons])


class _Clock:
    """Adds up the time of reading the sentences and of learning from all of them."""

    _LEARNS = ("reading", "tuning (all)", "learning from all")

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._spent = time.process_time()
        self._doing = ""
        self.learning = self.whole = self.cpu = 0.0

    def say(self, what: str, _: int, __: int) -> None:
        now, spent = time.perf_counter(), time.process_time()
        if self._doing in self._LEARNS or (what == "reading" and self._doing != "reading"):
            self.learning += now - self._last
            self.cpu += spent - self._spent
        self._last, self._spent, self._doing = now, spent, what

    def stop(self) -> None:
        self.whole = time.perf_counter() - self._began


def _setfit(draw: Draw, pairs: int) -> Trained:
    python = _environment()
    encoder = WORK / "setfit-base"
    if not encoder.exists():
        sets.save_encoder(encoder)
    given = {
        "encoder": str(encoder),
        "labels": list(draw.labels),
        "seed": draw.seed,
        "pairs": pairs,
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
    return Trained(_right(draw, told["found"]), told["seconds"], told["cpu"], pairs=pairs)


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
    parser.add_argument("--pairs", type=int, default=PAIRS, help="SetFit's, for each sentence")
    parser.add_argument("--without", nargs="*", default=[], help="methods to leave out")
    parser.add_argument("--again", nargs="*", default=[], help="methods to train again")
    parser.add_argument("--quick", action="store_true", help="only learn our heads")
    parser.add_argument("--method", default="auto", choices=("auto", *methods.METHODS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
