"""Choose from which chance on a message moves a concern, by trying limits on labelled threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commsense.labels import Status
from commsense.ledger import events
from commsense.ledger.events import Move, allowed, gathered, replied, returned
from commsense.ledger.guide import Odds
from commsense.ledger.lines import lay_out
from commsense.ledger.points import Point, ranked
from commsense.ledger.reading import Numbers, Relate, reread
from commsense.ledger.relations import Closest, Reply, Standing, closest
from commsense.ledger.replies import index, replies
from ledger_truth import Acts, Labelled, Truth, client_truths

Limits = dict[str, dict[str, float]]
START: Limits = {
    "raise": {"en": 0.6, "zh": 0.4},  # a false alarm costs more than a miss
    "reply": {"acknowledged": 0.35, "answered": 0.3, "resolved": 0.3},
    "own": {"resolved": 0.35, "reopened": 0.25},
}
NOTICED = {"en": 0.3, "zh": 0.3}
"""About where F1 of points is best on threads not fitted on, authored and real ones together."""
STEPS = tuple(step / 20 for step in range(4, 20))  # below 0.2 a chance is a guess
ROUNDS = 3


@dataclass(slots=True)
class Trial:
    """A labelled concern with what it takes to follow it again and again under other limits."""

    source: str
    truth: Truth
    point: Point
    around: Mapping[str, float]
    near: Mapping[int, Closest]
    replies: list[tuple[bool, Reply]]
    tables: Any
    relate: Relate | None = None
    known: dict[object, list[Odds]] = field(default_factory=dict)

    def status(self, limits: Limits, numbers: Numbers | None = None) -> str:
        """Follow the concern as ``commsense.ledger.events.moves`` does; give its last status."""
        status = Status.OPEN
        found: list[Move] = []
        for place, (own, reply) in enumerate(self.replies):
            table = "own" if own else "reply"
            key = (place, status, tuple(move.line.position for move in found))
            if key not in self.known:
                standing = Standing(self.around, self.near, [m.line for m in found], status)
                self.known[key] = events.odds(table, self.point, reply, standing, self.tables)
            given = self.known[key]
            if self.relate is not None:
                given = reread(table, self.point, reply, given, self.relate, numbers)
            move = (returned if own else replied)(reply, given, limits[table])
            if move is not None and allowed(status, move.status):
                found.append(move)
                status = move.status
        return status.value


def with_limits(tables: Any, limits: Limits) -> Any:
    """Put the limits into the tables of weights."""
    return {name: {**table, "limits": limits[name]} for name, table in tables.items()}


def trials(
    threads: Sequence[Labelled],
    acts: Mapping[str, Acts],
    tables: Any,
    relate: Relate | None = None,
) -> list[Trial]:
    """Make a trial of each labelled concern, with each way of telling the acts."""
    made = []
    for thread in threads:
        truths = {truth.place: truth for truth in client_truths(thread)}
        for name, tell in acts.items():
            lines = lay_out(tell(thread), ())
            places = {
                line.position: (line.message.message.id, line.sentence.number) for line in lines
            }
            points = ranked([(line, 1.0) for line in lines if places[line.position] in truths])
            filed, near = index(lines), closest(lines, points)
            made += [
                Trial(
                    source=f"{thread.source} {name}",
                    truth=truths[places[point.line.position]],
                    point=point,
                    around=gathered(filed.turns[point.line.turn]),
                    near=near,
                    replies=replies(point, filed),
                    tables=tables,
                    relate=relate,
                )
                for point in points
            ]
    return made


def choose(made: Sequence[Trial]) -> tuple[Limits, float]:
    """Change one limit at a time for as long as it helps."""
    limits = {name: dict(given) for name, given in START.items()}
    best = quality(made, limits)
    for _ in range(ROUNDS):
        before = best
        for table in ("reply", "own"):
            for name in limits[table]:
                for step in STEPS:
                    old, limits[table][name] = limits[table][name], step
                    reached = quality(made, limits)
                    if reached > best + 1e-6:
                        best = reached
                    else:
                        limits[table][name] = old
        if best == before:
            break
    return limits, best


def quality(made: Sequence[Trial], limits: Limits, numbers: Numbers | None = None) -> float:
    """Average accuracy and macro-F1 of the last status over the sources."""
    seen: dict[str, list[tuple[str, str]]] = {}
    for trial in made:
        seen.setdefault(trial.source, []).append((trial.truth.final, trial.status(limits, numbers)))
    scores = []
    for pairs in seen.values():
        f1 = []
        for status in sorted({truth for truth, _ in pairs}):
            right = sum(truth == found == status for truth, found in pairs)
            named = sum(t == status for t, _ in pairs) + sum(f == status for _, f in pairs)
            f1.append(2 * right / named)
        accuracy = sum(truth == found for truth, found in pairs) / len(pairs)
        scores.append((accuracy + sum(f1) / len(f1)) / 2)
    return sum(scores) / len(scores)
