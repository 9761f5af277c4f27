"""Measure the ledger on labelled threads that it was not fitted on.

Run ``python scripts/evaluate_ledger.py [--model NAME] [--all | --unused]``. The model is by
default the one of the kept fold, which ``train_default.py`` leaves in its work folder: it has not
seen these threads either. Printed are, for each source of threads and each origin of the acts
(labels of people, or a model): how many concerns are found (precision, recall, F1; the very
sentence, and any sentence of the message), whether the status of those found is right (accuracy,
macro-F1 over the statuses that occur) and how often the sentence that last moved a concern is the
labelled one. Two baselines run on the same threads.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from commsense import backends, signals
from commsense.assessment import ReadMessage
from commsense.conversation import Side
from commsense.ledger import follow
from commsense.ledger.reading import Relate
from commsense.settings import Standards
from commsense.signals.model import relating
from ledger_truth import ROOT, Labelled, Place, Truth, chosen_on, client_truths, gold, threads

MEASURED = ROOT / "build" / "training" / "measured"


@dataclass(frozen=True, slots=True)
class Found:
    """A concern as the ledger or a baseline gives it."""

    place: Place
    status: str
    evidence: Place | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled concern and the one found for it; ``exact`` when it is the same sentence."""

    truth: Truth
    found: Found
    exact: bool


def ledger(
    messages: Sequence[ReadMessage], thread: Labelled, relate: Relate | None = None
) -> list[Found]:
    """Run the ledger, with a model that reads two sentences together where there is one."""
    concerns = follow(thread.row.thread, messages, (), Standards(), None, relate).concerns
    return [
        Found(
            (concern.message, concern.sentence),
            concern.status.value,
            (concern.events[-1].message, concern.events[-1].sentence)
            if len(concern.events) > 1
            else None,
        )
        for concern in concerns
    ]


def baseline(thread: Labelled) -> list[Found]:
    """Take each question mark of the client for a concern, answered if the other side writes on."""
    places = [
        (message.message.id, sentence.number)
        for message in thread.row.messages
        for sentence in message.sentences
        if sentence.text.rstrip().endswith(("?", "？")) and sentence.side is not Side.TEAM
    ]
    return if_replied(thread, places)


def if_replied(thread: Labelled, places: Sequence[Place]) -> list[Found]:
    """Call each concern answered if the other side writes at all after it."""
    sides = [(message.message.id, message.side) for message in thread.row.messages]
    turns = {name: turn for turn, (name, _) in enumerate(sides)}
    return [
        Found(
            place,
            "answered"
            if any(side is not Side.CLIENT for _, side in sides[turns[place[0]] + 1 :])
            else "open",
            None,
        )
        for place in places
    ]


def pairs(truths: Sequence[Truth], found: Sequence[Found]) -> list[Pair]:
    """Pair labelled with found concerns: the same sentence first, then one of the same message."""
    by_place = {each.place: each for each in found}
    made = [Pair(truth, by_place[truth.place], True) for truth in truths if truth.place in by_place]
    taken = {pair.found.place for pair in made}
    left = [each for each in found if each.place not in taken]
    for truth in truths:
        if truth.place not in by_place:
            near = [each for each in left if each.place[0] == truth.place[0]]
            if near:
                best = min(near, key=lambda each: abs(each.place[1] - truth.place[1]))
                left.remove(best)
                made.append(Pair(truth, best, False))
    return made


def macro_f1(made: Iterable[Pair]) -> float:
    """F1 of the statuses, averaged over those that occur among the labels."""
    seen = [(pair.truth.final, pair.found.status) for pair in made]
    scores = []
    for status in sorted({truth for truth, _ in seen}):
        right = sum(truth == found == status for truth, found in seen)
        named = sum(truth == status for truth, _ in seen) + sum(f == status for _, f in seen)
        scores.append(2 * right / named)
    return sum(scores) / len(scores) if scores else 0.0


def report(name: str, results: Sequence[tuple[Sequence[Truth], Sequence[Found]]]) -> str:
    """Make one line of figures of the threads of one source."""
    made = [pair for truths, found in results for pair in pairs(truths, found)]
    exact = sum(pair.exact for pair in made)
    labelled = sum(len(truths) for truths, _ in results)
    given = sum(len(found) for _, found in results)
    same = [pair for pair in made if pair.exact]
    right = sum(pair.truth.final == pair.found.status for pair in same)
    moved = [pair for pair in same if pair.truth.events]
    hit = sum(pair.truth.events[-1][0] == pair.found.evidence for pair in moved)
    return (
        f"{name:34} {len(results):4} {labelled:5} {given:5}"
        f"   {_prf(exact, given, labelled)}   {_prf(len(made), given, labelled)}"
        f"   {_share(right, len(same))} {macro_f1(same):.2f}   {_share(hit, len(moved))}"
    )


def confusion(made: Iterable[Pair]) -> str:
    """Count labelled and found statuses of the pairs."""
    counts = Counter((pair.truth.final, pair.found.status) for pair in made)
    return ", ".join(f"{truth}→{found} {count}" for (truth, found), count in sorted(counts.items()))


def _prf(right: int, given: int, wanted: int) -> str:
    precision = right / given if given else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    return f"{precision:.2f} {recall:.2f} {2 * precision * recall / both if both else 0:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole if whole else 0:.2f} ({part}/{whole})".rjust(14)


def read(thread: Labelled, model: backends.Model) -> tuple[ReadMessage, ...]:
    """Let a model read a thread as ``track`` does."""
    messages = thread.row.messages
    found = signals.detect([(m.sentences, m.message.date) for m in messages], model)
    return tuple(replace(m, sentences=each) for m, each in zip(messages, found, strict=True))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--model", default=str(MEASURED), help="shipped model or folder")
    options.add_argument("--all", action="store_true", help="also the threads fitted on")
    options.add_argument("--unused", action="store_true", help="only threads that chose nothing")
    options.add_argument("--confusion", action="store_true", help="also the statuses confused")
    chosen = options.parse_args()
    model = backends.load(chosen.model)
    kept = [
        thread
        for thread in threads()
        if (thread.held_out or chosen.all) and not (chosen.unused and chosen_on(thread))
    ]
    by_source: dict[str, list[Labelled]] = {}
    for thread in kept:
        by_source.setdefault(thread.source, []).append(thread)
    print(
        f"{'source, acts':34} {'thr':>4} {'true':>5} {'found':>5}"
        "   P    R    F1 sentence   P    R    F1 message      status, macro-F1   evidence"
    )
    for source, members in by_source.items():
        results: Mapping[str, list[tuple[tuple[Truth, ...], list[Found]]]] = {
            "acts by people": [(client_truths(t), ledger(gold(t), t)) for t in members],
            f"acts by model {model.name}": [
                (client_truths(t), ledger(read(t, model), t, relating(model))) for t in members
            ],
            "question marks, if replied": [(client_truths(t), baseline(t)) for t in members],
            "labelled concerns, if replied": [
                (client_truths(t), if_replied(t, [truth.place for truth in client_truths(t)]))
                for t in members
            ],
        }
        for name, each in results.items():
            print(report(f"{source}, {name}", each))
            if chosen.confusion:
                print("    " + confusion(p for truths, found in each for p in pairs(truths, found)))


if __name__ == "__main__":
    main()
