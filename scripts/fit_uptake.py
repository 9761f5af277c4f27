"""Fit whether a reply takes up a point, and write ``ledger/uptake.toml``.

    python scripts/fit_uptake.py [--model build/training/measured]

Two logistic regressions (scikit-learn) learn from the replies of the authored training threads,
with the points that people labelled; measured is on the authored dev threads and on the real ones
that are kept apart (of these only the last event of a point is labelled, so a reply that was
followed by another one counts as silent there). Printed are, by set, how many replies there are to
how many open points, F1 of "takes it up" and of "answers it", and precision and recall of what a
writer would be told: points passed over.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from commsense import backends, signals
from commsense.checking.coverage import TAKEN as FROM
from commsense.checking.remembering import Remembering
from commsense.conversation import Side
from commsense.labels import Status
from commsense.ledger import lines as layout
from commsense.ledger import uptake
from commsense.ledger.events import gathered
from commsense.ledger.points import ranked
from commsense.ledger.reading import Relate
from commsense.ledger.relations import Standing, closest
from commsense.ledger.replies import index, replies
from commsense.signals.model import relating
from evaluate_ledger import MEASURED
from ledger_truth import Labelled, threads

DONE = {"answered", "resolved"}
SEEN = ("length", "points a line", "first reply", "gap", "question", "concern")
READ = ("read", "read any", "read answers")
TAKEN = ("ledger", "line", *READ, *SEEN, "chinese")
ACROSS = (*READ, *SEEN)
ANSWERED = ("ledger answers", "read answers", "read heard", "length", "points a line", "chinese",
            "question", "concern")  # fmt: skip
HEAD = """# Weights of whether a reply takes up a point, and whether it then answers it.
# Written by scripts/fit_uptake.py; changes by hand are lost.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A reply to an open point: what is seen, and what the labels say that it does."""

    source: str
    held_out: bool
    features: dict[str, float]
    taken: bool
    answered: bool


def main() -> None:
    """Fit, measure, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", default=str(MEASURED))
    given = options.parse_args()
    model = Remembering(backends.load(given.model))
    relate = relating(model)
    if relate is None:
        raise SystemExit(f"{given.model} reads no pairs of sentences.")
    found = [case for thread in threads() if used(thread) for case in cases(thread, model, relate)]
    lessons = [case for case in found if not case.held_out]
    heard = [case for case in lessons if case.taken]
    weights = {
        "taken": fitted(lessons, TAKEN, [case.taken for case in lessons]),
        "across": fitted(lessons, ACROSS, [case.taken for case in lessons]),
        "answered": fitted(heard, ANSWERED, [case.answered for case in heard]),
    }
    print("| set | replies to points | F1 taken up | F1 answered | told as passed over: P | R |")
    print("|---|---|---|---|---|---|")
    for source in dict.fromkeys(case.source for case in found if case.held_out):
        print(row(source, [c for c in found if c.held_out and c.source == source], weights))
    write(weights, Path(uptake.__file__).with_name("uptake.toml"))


def used(thread: Labelled) -> bool:
    """Tell whether a thread teaches (authored) or measures (kept apart)."""
    return thread.held_out or thread.source.startswith("authored")


def cases(thread: Labelled, model: Remembering, relate: Relate) -> Iterator[Case]:
    """Give every reply of the team to every labelled point that was open then."""
    rows = thread.row.messages
    read = signals.detect([(each.sentences, each.message.date) for each in rows], model)
    messages = [replace(each, sentences=s) for each, s in zip(rows, read, strict=True)]
    filed = index(layout.lay_out(messages, ()))
    lines = {(line.message.message.id, line.sentence.number): line for line in filed.lines}
    truths = sorted(
        (each for each in thread.truths if each.place in lines),
        key=lambda each: lines[each.place].position,
    )
    points = ranked([(lines[each.place], 1.0) for each in truths])
    near = closest(filed.lines, points)
    for truth, point in zip(truths, points, strict=True):
        around = gathered(filed.turns[point.line.turn])
        for own, reply in replies(point, filed):
            if own or reply.lines[0].message.side is not Side.TEAM:
                continue
            turn = reply.lines[0].turn
            events = [(lines[p], status) for p, status in truth.events if p in lines]
            before = [(line, status) for line, status in events if line.turn < turn]
            if before and before[-1][1] in DONE:
                continue
            now = Status(before[-1][1]) if before else Status.OPEN
            standing = Standing(around, near, [line for line, _ in before], now)
            features, _ = uptake.evidence(point, reply, standing, relate)
            told = {status for line, status in events if line.turn == turn}
            yield Case(thread.source, thread.held_out, features, bool(told), bool(told & DONE))


def fitted(lessons: list[Case], names: tuple[str, ...], wanted: list[bool]) -> dict[str, float]:
    """Fit one decision."""
    seen = np.array([[case.features[name] for name in names] for case in lessons])
    model = LogisticRegression(C=0.3, max_iter=2000).fit(seen, np.array(wanted))
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return {"always": float(model.intercept_[0])} | weights


def row(source: str, measured: list[Case], weights: uptake.Weights) -> str:
    """Give a line of the table."""
    taken = np.array([uptake.chance(case.features, weights["taken"]) for case in measured])
    done = np.array([uptake.chance(case.features, weights["answered"]) for case in measured])
    heard = np.array([case.taken for case in measured])
    answered = np.array([case.answered for case in measured])
    told = taken < FROM
    right = int((told & ~heard).sum())
    return (
        f"| {source} | {len(measured)}, {heard.sum()} taken up"
        f" | {f1(taken >= FROM, heard):.3f} | {f1((taken >= FROM) & (done >= 0.5), answered):.3f}"
        f" | {right / max(told.sum(), 1):.2f} ({right}/{told.sum()})"
        f" | {right / max((~heard).sum(), 1):.2f} ({right}/{(~heard).sum()}) |"
    )


def f1(said: np.ndarray, true: np.ndarray) -> float:
    """Give the F1 of one decision."""
    return float(2 * (said & true).sum() / max(said.sum() + true.sum(), 1))


def write(weights: uptake.Weights, path: Path) -> None:
    """Write the weights."""
    parts = [HEAD]
    for name, row_ in weights.items():
        lines = "".join(f'"{feature}" = {value:.3f}\n' for feature, value in row_.items())
        parts.append(f"\n[{name}]\n{lines}")
    path.write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
