"""Does English suffer from Chinese? Two encoders tuned alike, one without any Chinese.

    python scripts/compare_english.py [--shared ../shared] [--work build/training] [--epochs 1]

One starts from the English encoder as it was and is tuned on English lessons alone, the other
starts from the aligned encoder and is tuned on both languages. Both are measured on the English
sentences of the kept fold; thresholds for one half of the threads are chosen on the other.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

import train_default as shipped
from commsense.backends.heads import log_odds
from commsense.backends.network import Network
from commsense.parallel import cores
from commsense.training import batches, card, corpus, decide, evaluation, sets, tune
from commsense.training.evaluation import Judged
from commsense.training.lessons import Lesson, known, share, truth

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = "en"


def main() -> None:
    """Tune both, and print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    options.add_argument("--epochs", type=float, default=1.0)
    given = options.parse_args()
    torch.set_num_threads(cores())
    places = shipped.Places(given.shared, given.work)
    both = corpus.split(shipped.lessons(places), shipped.MEASURED)
    alone = corpus.Split(_english(both.taught), _english(both.public), _english(both.tested))
    share_of_public = len(alone.public) / len(both.public)
    tuning = tune.Options(epochs=given.epochs)
    before = tuned(
        places,
        alone,
        replace(tuning, public=int(tuning.public * share_of_public)),
        shipped.widened(places),
    )
    after = tuned(places, both, tuning, shipped.aligned(places, shipped.words(places)))
    old, new = judged(before, alone.tested, places), judged(after, alone.tested, places)
    print(card.means({"English alone": [evaluation.figures(old)]}))
    print(card.means({"both languages": [evaluation.figures(new)]}))
    print(card.gains(evaluation.compare(new, old), "both languages", "English alone"))


def tuned(
    places: shipped.Places,
    given: corpus.Split,
    options: tune.Options,
    start: dict[str, torch.Tensor],
) -> Network:
    """Tune an encoder from given weights."""
    tokenizer = shipped.words(places)
    torch.manual_seed(options.seed)
    network = shipped.network(len(start["embeddings.word_embeddings.weight"]), len(sets.aids()))
    network.encoder.load_state_dict(start)
    tuner = tune.Tuner(network, sets.aids(), options, shipped.DEVICE)
    cut = shipped.cutter(tokenizer)
    name = f"english-{len(given.taught)}-{options.public}-{options.epochs}.checkpoint"
    tuner.train(
        batches.prepare(given.taught, cut),
        batches.prepare(given.public, cut),
        places.kept(name),
        shipped.say,
    )
    return network


def judged(network: Network, rows: Sequence[Lesson], places: shipped.Places) -> Judged:
    """Judge each half of the threads with thresholds from the other half."""
    prepared = batches.prepare(rows, shipped.cutter(shipped.words(places)))
    found = tune.scores(network, prepared, shipped.DEVICE)
    scores = log_odds(np.stack([each[0] for each in found]).astype(np.float64))
    true, sure = truth(rows) > 0, known(rows) > 0
    first = np.array([share(each.group, "half") < 0.5 for each in rows])
    chances, seen = np.zeros_like(scores), np.zeros(scores.shape, dtype=np.bool_)
    for half in (first, ~first):
        chosen = decide.decide(decide.Scored(scores[~half], true[~half], sure[~half]))
        chances[half] = decide.probabilities_of(scores[half], chosen.calibration)
        seen[half] = evaluation.seen(chances[half], chosen.thresholds)
    threads = np.unique([each.group for each in rows], return_inverse=True)[1]
    return Judged("real, kept apart", ENGLISH, threads, true, sure, seen, chances)


def _english(lessons: Sequence[Lesson]) -> tuple[Lesson, ...]:
    return tuple(each for each in lessons if each.given.language == ENGLISH)


if __name__ == "__main__":
    main()
