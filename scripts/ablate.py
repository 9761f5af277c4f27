"""What parts of the training data bring: the same short tuning with and without them.

    python scripts/ablate.py [--shared ../shared] [--work build/training] [--epochs 1]

Chinese: does English suffer from it? The encoder without it starts from the English one as it was
and is tuned on English lessons alone. Sets whose licence is not stated: is it worth to learn from
them? All are measured on real sentences of the kept fold; the thresholds for one half of the
documents are chosen on the other. Each stage is kept in the work folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

import train_default as shipped
from commsense.backends.heads import log_odds
from commsense.backends.network import Network
from commsense.lang import LANGUAGES
from commsense.parallel import cores
from commsense.training import batches, card, corpus, decide, evaluation, sets, tune
from commsense.training.evaluation import Judged
from commsense.training.lessons import Lesson, known, share, truth

ROOT = Path(__file__).resolve().parents[1]
ENGLISH = "en"
UNSTATED = "none stated"
Weights = Mapping[str, torch.Tensor]


def main() -> None:
    """Tune all, and print tables in Markdown."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--work", type=Path, default=ROOT / "build" / "training")
    options.add_argument("--epochs", type=float, default=1.0)
    given = options.parse_args()
    torch.set_num_threads(cores())
    places = shipped.Places(given.shared, given.work)
    everything = corpus.split(shipped.lessons(places), shipped.MEASURED)
    aligned = shipped.aligned(places, shipped.words(places))
    tuning = tune.Options(epochs=given.epochs)
    base = tuned(places, "all", everything, tuning, aligned)
    english = only_english(everything)
    fewer = len(english.public) / len(everything.public)
    alone = tuned(
        places,
        "english",
        english,
        replace(tuning, public=int(tuning.public * fewer)),
        shipped.widened(places),
    )
    licensed = replace(everything, public=stated(everything.public))
    without = tuned(places, "licensed", licensed, tuning, aligned)
    tell(places, everything.tested, base, alone, "English alone", (ENGLISH,))
    tell(places, everything.tested, base, without, "sets with a stated licence", LANGUAGES)


def tell(
    places: shipped.Places,
    tested: Sequence[Lesson],
    base: Network,
    other: Network,
    name: str,
    languages: Sequence[str],
) -> None:
    """Print how two networks compare on the real sentences of some languages."""
    for language in languages:
        rows = [each for each in tested if each.given.language == language]
        one, two = judged(base, rows, places), judged(other, rows, places)
        print(card.means({"all": [evaluation.figures(one)], name: [evaluation.figures(two)]}))
        print(card.gains(evaluation.compare(one, two), "all", name))


def tuned(
    places: shipped.Places, name: str, given: corpus.Split, options: tune.Options, start: Weights
) -> Network:
    """Tune an encoder from given weights, or take it from the work folder."""
    tokenizer = shipped.words(places)
    kept = places.kept(f"ablate-{name}-{options.epochs}.safetensors")
    torch.manual_seed(options.seed)
    network = shipped.network(tokenizer.get_vocab_size(), len(sets.aids()))
    if not kept.exists():
        shipped.say(f"tuning on {name}")
        network.encoder.load_state_dict(start)
        tuner = tune.Tuner(network, sets.aids(), options, shipped.DEVICE)
        cut = shipped.cutter(tokenizer)
        taught, public = (batches.prepare(rows, cut) for rows in (given.taught, given.public))
        checkpoint = kept.with_suffix(".checkpoint")
        tuner.train(taught, public, checkpoint, shipped.say)
        weights = {key: each.cpu() for key, each in tuner.weights().items()}
        shipped.whole(kept, lambda part: save_file(weights, part))
        checkpoint.unlink(missing_ok=True)
    network = shipped.network(tokenizer.get_vocab_size(), len(sets.aids()))
    network.load_state_dict(load_file(kept))
    return network.to(shipped.DEVICE, torch.bfloat16)


def judged(network: Network, rows: Sequence[Lesson], places: shipped.Places) -> Judged:
    """Judge each half of the documents with thresholds from the other half."""
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
    language = rows[0].given.language
    return Judged("real, kept apart", language, threads, true, sure, seen, chances)


def only_english(given: corpus.Split) -> corpus.Split:
    """Leave out all that is not English."""
    taught, public, tested = (
        tuple(each for each in rows if each.given.language == ENGLISH)
        for rows in (given.taught, given.public, given.tested)
    )
    return corpus.Split(taught, public, tested)


def stated(public: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """Leave out the lessons of sets whose licence is not stated."""
    without = {entry["name"] for entry in sets.table() if UNSTATED in entry["licence"]}
    return tuple(each for each in public if each.source not in without)


if __name__ == "__main__":
    main()
