"""Measure the span categorizer for jargon beside the shipped word lists and the encoder's marks.

    python scripts/evaluate_spancat.py MODEL [--data ../shared/data] [--language en]

MODEL has not learned from the threads in ``data/labels/kept_apart.txt``; all is measured there, in
parts that are held out: the categorizer learns from the other parts, as from a team's own labels.
The limits of the encoder (but for "as shipped") and of the categorizer are chosen on other parts
than those measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from commsense import backends
from commsense.assessment import Mark
from commsense.backends.cascade import CascadeModel
from commsense.lang import LANGUAGES
from commsense.training import examples
from commsense.training.lessons import Lesson, labelled
from commsense.training.team import folds, spans_held_out
from commsense.training.team import spans_measured as measured
from ledger_truth import kept_apart

ROOT = Path(__file__).resolve().parents[1]
PARTS, SEED = 5, 1
LIMITS = (0.3, 0.4, 0.5, 0.6, 0.7)
Marks = list[tuple[Mark, ...]]


def main() -> None:
    """Print a table for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a model folder, with an encoder")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    given = parser.parse_args()
    model = backends.load(given.model)
    if not isinstance(model, CascadeModel):
        raise SystemExit(f"{given.model} has no encoder")
    for language in given.language or LANGUAGES:
        file = given.data / "real_labelled" / f"{language}.jsonl.gz"
        rows = [labelled(each) for each in examples.read(file)]
        _language(language, [x for x in rows if x.group in kept_apart()], model)


def _language(language: str, asked: Sequence[Lesson], model: CascadeModel) -> None:
    parts = folds.split(asked, [""] * len(asked), PARTS, SEED)
    shipped: Marks = [each.jargon for each in model.predict([x.given for x in asked])]
    found = spans_held_out.hold_out(asked, parts, language, shipped, SEED)
    fitted = _fitted(asked, parts, model)
    print(f"\n{language}: {len(asked)} sentences of {len({x.group for x in asked})} threads")
    print(f"{'':42}{'exact: P':>10}{'R':>6}{'F1':>6}{'overlap: P':>13}{'R':>6}{'F1':>6}  counts")
    for limit, marks in (("as shipped", shipped), ("fitted", fitted)):
        told = spans_held_out.judged(asked, parts, language, marks, found.marks)
        for names, each in told.measures.items():
            if limit == "fitted" and spans_held_out.ENCODER not in names:
                continue
            name = " + ".join(names).replace("encoder", f"encoder ({limit})")
            _row(name, each)
        print(f"  helps: {told.helps}; beside the encoder: {told.beside}; {told.threshold}")


def _fitted(asked: Sequence[Lesson], parts: folds.Folds, model: CascadeModel) -> Marks:
    """Give the encoder's marks from the limit on that is best on the other parts."""
    tried: list[Marks] = []
    for limit in LIMITS:
        model._least_jargon = limit
        tried.append([each.jargon for each in model.predict([x.given for x in asked])])
    result: Marks = [()] * len(asked)
    for part in range(parts.count):
        others = [i for i in range(len(asked)) if parts.place[i] != part]
        truth = [asked[i].jargon or () for i in others]
        chosen = max(tried, key=lambda m: measured.measure(truth, [m[i] for i in others]).worth)
        for i in parts.held_out(part):
            result[i] = chosen[i]
    return result


def _row(name: str, told: measured.Measure) -> None:
    exact, over = told.exact, told.overlapping
    print(
        f"{name:42}{exact.precision:10.2f}{exact.recall:6.2f}{exact.f1:6.2f}"
        f"{over.precision:13.2f}{over.recall:6.2f}{over.f1:6.2f}"
        f"  {exact.seen} seen, {exact.marked} marked, {exact.right} exact, {over.right} overlap",
        flush=True,
    )


if __name__ == "__main__":
    main()
