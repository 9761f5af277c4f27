"""Choose how much a model's reading of two sentences counts, and write ``ledger/reading.toml``.

    python scripts/fit_reading.py [--model build/training/measured] [--data ../shared/data]

How common each outcome is, is counted in the pairs that the model learned from. The two powers are
chosen on threads that the model has not seen: the authored dev threads and half of the real ones
kept apart; the weights and limits of the ledger stay as they are. ``evaluate_ledger.py --unused``
measures on the other half.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import ledger_limits
from commsense import backends
from commsense.assessment import ReadSentence
from commsense.labels import RELATIONS
from commsense.ledger import reading
from commsense.ledger.reading import Numbers, Relate
from commsense.ledger.scorer import tables
from commsense.signals.model import relating
from commsense.training import pairs
from evaluate_ledger import MEASURED, read
from ledger_truth import Acts, chosen_on, gold, kept_apart, threads

POWERS = (0.0, 0.15, 0.3, 0.5, 0.7, 1.0)
HEAD = """# How much a model's reading of two sentences counts beside the features, by decision, and
# how common each outcome is among the pairs that the model learned from: what it says counts by how
# far it is from that. Written by scripts/fit_reading.py; changes by hand are lost.
"""


def main() -> None:
    """Count, choose, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--model", default=str(MEASURED))
    options.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    given = options.parse_args()
    model = backends.load(given.model)
    relate = relating(model)
    if relate is None:
        raise SystemExit(f"{given.model} reads no pairs of sentences.")
    common = counted(given.data)
    dev = [thread for thread in threads() if thread.held_out and chosen_on(thread)]
    acts: dict[str, Acts] = {"people": gold, "model": lambda thread: read(thread, model)}
    made = ledger_limits.trials(dev, acts, tables(), remembered(relate))
    limits = {name: dict(tables()[name]["limits"]) for name in ("raise", "reply", "own")}
    found = {
        (reply, own): ledger_limits.quality(made, limits, numbers(reply, own, common))
        for reply, own in product(POWERS, POWERS)
    }
    best = max(found, key=lambda key: (found[key], -sum(key)))
    for key, value in sorted(found.items(), key=lambda item: -item[1])[:6]:
        print(f"{key}: {value:.3f}")
    print(f"without a model {found[0.0, 0.0]:.3f}, with powers {best}: {found[best]:.3f}")
    write(numbers(*best, common), Path(reading.__file__).with_name("reading.toml"))


def counted(data: Path) -> dict[str, float]:
    """Give how common each relation is among the pairs that a model may learn from."""
    dev = {thread.row.id for thread in threads() if thread.held_out} | kept_apart()
    files = ["authored/threads.jsonl", *(f"real_labelled/{code}.jsonl.gz" for code in ("en", "zh"))]
    found = Counter(
        RELATIONS[lesson.relation]
        for file in files
        for lesson in pairs.read(data / file)
        if lesson.group not in dev
    )
    return {name: round(found[name] / found.total(), 3) for name in RELATIONS}


def numbers(reply: float, own: float, common: Mapping[str, float]) -> Numbers:
    """Put powers and frequencies as the ledger reads them."""
    return {"reply": {"power": reply}, "own": {"power": own}, "common": common}


def remembered(relate: Relate) -> Relate:
    """Ask the model once for each pair: the trials repeat."""
    known: dict[tuple[str, str], Mapping[str, float]] = {}

    def told(asked: Sequence[tuple[ReadSentence, ReadSentence]]) -> list[Mapping[str, float]]:
        new = [pair for pair in asked if _key(pair) not in known]
        for pair, row in zip(new, relate(new), strict=True):
            known[_key(pair)] = row
        return [known[_key(pair)] for pair in asked]

    return told


def write(chosen: Numbers, path: Path) -> None:
    """Write the numbers."""
    lines = [HEAD]
    for table, values in chosen.items():
        lines += [f"\n[{table}]\n", *(f"{name} = {value}\n" for name, value in values.items())]
    path.write_text("".join(lines), encoding="utf-8")


def _key(pair: tuple[ReadSentence, ReadSentence]) -> tuple[str, str]:
    return pair[0].text, pair[1].text


if __name__ == "__main__":
    main()
