"""Learn the weights of the ledger from labelled threads and write ``ledger/weights.toml``.

Run ``python scripts/fit_ledger.py`` (needs the extra ``train``). Three small logistic regressions
are fitted: which sentences raise a concern, what a sentence of the other side does to it, what a
later sentence of its own side does. Each thread is used twice, with the acts that people labelled
and with the acts of a model that has not seen it (four folds), so that the weights expect a model's
mistakes. Threads that ``evaluate_ledger.py`` measures on are left out. The limits are chosen on
threads that the weights tried with them were not fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import ledger_limits
import ledger_truth
from commsense.assessment import ReadMessage
from commsense.labels import Status
from commsense.ledger import scorer
from commsense.ledger.events import by_kind, gathered
from commsense.ledger.lines import Line, lay_out
from commsense.ledger.points import RECENT, could_raise, raising, ranked
from commsense.ledger.relations import Standing, closest, relating, setting
from commsense.ledger.replies import index, replies
from ledger_acts import unseen
from ledger_truth import Labelled, client_truths, gold

OUTCOMES = {
    "raise": ("no", "yes"),
    "reply": ("none", "acknowledged", "answered", "resolved"),
    "own": ("none", "resolved", "reopened"),
}
PENALTY = {"raise": 0.5, "reply": 0.3, "own": 0.3}  # C of the regressions
REAL = 3.0  # weight of a real thread's example against an authored one's
UNSURE = 0.5  # of a line beside a labelled one in a real thread: only the last event is labelled
SMALLEST = 0.02  # smaller weights are left out
QUOTED = 5.0
"""Weight of an answer right under the quoted sentence, set by hand: no labelled thread has any."""

Example = tuple[str, dict[str, float], str, float]  # table, features, outcome, weight
Tables = dict[str, dict[str, dict[str, float]]]


def examples(thread: Labelled, messages: Sequence[ReadMessage]) -> Iterator[Example]:
    """Give every decision that the ledger has to make in a thread, with the right outcome."""
    lines = lay_out(messages, ())
    truths = {truth.place: truth for truth in client_truths(thread)}
    found: list[tuple[Line, float]] = []
    worth = REAL if thread.source.startswith("real") else 1.0
    for line in lines:
        if line.asker or line.either:
            labelled = _place(line) in truths
            if could_raise(line):
                earlier = [point for point, _ in found[-RECENT:]]
                outcome = "yes" if labelled else "no"
                yield "raise", raising(line, lines, earlier), outcome, worth
            if labelled:
                found.append((line, 1.0))
    yield from _moves(thread, lines, found, worth)


def _moves(
    thread: Labelled, lines: Sequence[Line], found: Sequence[tuple[Line, float]], worth: float
) -> Iterator[Example]:
    truths = {truth.place: truth for truth in client_truths(thread)}
    by_place = {_place(line): line for line in lines}
    points = ranked(found)
    filed, near = index(lines), closest(lines, points)
    partial = thread.source.startswith("real")
    for point in points:
        truth = truths[_place(point.line)]
        events = sorted(
            ((by_place[place], status) for place, status in truth.events if place in by_place),
            key=lambda event: event[0].position,
        )
        wanted = {line.position: status for line, status in events}
        last = max((line.turn for line, _ in events), default=-1)
        around = gathered(filed.turns[point.line.turn])
        for own, reply in replies(point, filed):
            turn = reply.lines[0].turn
            before = [event for event in events if event[0].turn < turn]
            status = Status(before[-1][1]) if before else Status.OPEN
            if partial and own and turn == last and not before:
                status = Status.ANSWERED  # nothing else can be resolved or raised again
            standing = Standing(around, near, [line for line, _ in before], status)
            table = "own" if own else "reply"
            whole = setting(point, reply, standing)
            for line, row in zip(reply.lines, relating(point, reply, standing), strict=True):
                outcome = wanted.get(line.position, "none")
                if partial and outcome == "none" and turn < last:
                    continue
                sure = UNSURE if partial and outcome == "none" and turn == last else 1.0
                outcome = outcome if outcome in OUTCOMES[table] else "none"
                yield table, whole | row | by_kind(point.kind, line), outcome, worth * sure


def fit(threads: Sequence[Labelled], acts: Mapping[str, ledger_truth.Acts]) -> Tables:
    """Fit the three tables on threads, with each way of telling the acts."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    given = [
        example
        for thread in threads
        for tell in acts.values()
        for example in examples(thread, tell(thread))
    ]
    tables: Tables = {}
    for name, outcomes in OUTCOMES.items():
        chosen = [example for example in given if example[0] == name]
        vectorizer = DictVectorizer()
        features = vectorizer.fit_transform([row for _, row, _, _ in chosen])
        model = LogisticRegression(C=PENALTY[name], max_iter=3000)
        worth = [weight for _, _, _, weight in chosen]
        model.fit(features, [outcome for _, _, outcome, _ in chosen], sample_weight=worth)
        tables[name] = _against_none(model, vectorizer.feature_names_, outcomes)
    for outcome in OUTCOMES["reply"][1:]:
        tables["reply"][outcome]["quoted"] = QUOTED
    return tables


def _against_none(
    model: Any, names: Sequence[str], outcomes: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Give each outcome's weights as differences to the first outcome's."""
    rows = np.hstack([model.coef_, model.intercept_[:, None]])
    if len(rows) == 1:
        rows = np.vstack([np.zeros_like(rows), rows])
    by_outcome = dict(zip(model.classes_, rows, strict=True))
    result = {}
    for outcome in outcomes[1:]:
        weights = by_outcome[outcome] - by_outcome[outcomes[0]]
        pairs = zip([*names, "always"], weights.tolist(), strict=True)
        result[outcome] = {
            name: round(weight, 3)
            for name, weight in pairs
            if abs(weight) >= SMALLEST or name == "always"
        }
    return result


def write(tables: Tables, path: Path) -> None:
    """Write the weights, the heaviest first."""
    out = ["# Written by scripts/fit_ledger.py; changes by hand are lost.\n"]
    for name, outcomes in tables.items():
        for outcome, weights in outcomes.items():
            out.append(f"\n[{name}.{outcome}]\n")
            ordered = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
            out += [f"{json.dumps(feature)} = {weight}\n" for feature, weight in ordered]
    path.write_text("".join(out), encoding="utf-8")


def _place(line: Line) -> ledger_truth.Place:
    return line.message.message.id, line.sentence.number


def main() -> None:
    """Fit, choose the limits, write."""
    every = list(ledger_truth.threads())
    acts = {"people": gold, "model": unseen(every)}
    kept = [thread for thread in every if not thread.held_out]
    halves = kept[0::2], kept[1::2]
    trials = []
    for one, other in (halves, halves[::-1]):
        tables = ledger_limits.with_limits(fit(one, acts), ledger_limits.START)
        trials += ledger_limits.trials(other, acts, tables)
    limits, reached = ledger_limits.choose(trials)
    print(f"limits {limits}: {reached:.3f} (mean of accuracy and macro-F1 over the sources)")
    path = Path(scorer.__file__).with_name("weights.toml")
    tables = ledger_limits.with_limits(fit(kept, acts), limits)
    tables["raise"]["noticed"] = ledger_limits.NOTICED
    write(tables, path)


if __name__ == "__main__":
    main()
