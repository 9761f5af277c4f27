"""Measure reading on a GPU: sentences a second, the share of the card's peak, and others beside it.

    python scripts/bench_gpu.py [PATHS …] [--device cuda] [--sentences 20000] [--rounds 3]

Beside it, in the same run and on the same sentences: sentence-transformers' ``encode`` over the
very encoder (where that package is installed), and commsense on the processor. The peak is that
of a large matrix product in bf16, measured on the spot; the share counts the encoder's products
alone, over the pieces that the sentences really have. The rounds of all alternate, and the best of
each counts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import torch

import bench_train_sets
from bench_model import SAMPLE, inputs
from bench_score import best
from commsense import backends
from commsense.backends import ModelInput, folder

SIDE = 8192  # of the matrices whose product gives the peak
BATCH = 256


def main() -> None:
    """Measure and print."""
    given = _options()
    found = inputs(given.paths)
    sentences = (found * (given.sentences // len(found) + 1))[: given.sentences]
    model = backends.load("default", given.device)
    candidates: dict[str, Callable[[], object]] = {
        f"commsense, {given.device}": lambda: model.predict(sentences)
    }
    if given.device != "cpu":
        other = backends.load("default", "cpu")
        part = sentences[: given.sentences // 20]
        candidates["commsense, cpu (a twentieth)"] = lambda: other.predict(part)
    with tempfile.TemporaryDirectory() as place:
        if find_spec("sentence_transformers"):
            candidates["sentence-transformers"] = _others(sentences, Path(place), given.device)
        else:
            print("sentence-transformers is not installed: it is left out")
        times = best(candidates, given.rounds)
    for name, seconds in times.items():
        count = len(sentences) // (20 if "twentieth" in name else 1)
        print(f"{name:32}{count / seconds:10.0f} sentences/s")
    work = sum(_operations(each) for each in sentences) / next(iter(times.values()))
    peak = _peak(given.device)
    print(f"{work / 1e12:.2f} of {peak / 1e12:.1f} TFLOP/s: {work / peak:.1%} of the peak")


def _others(sentences: Sequence[ModelInput], place: Path, device: str) -> Callable[[], object]:
    bench_train_sets.save_encoder(place)
    parts = import_module("sentence_transformers.models")
    words = parts.Transformer(str(place), max_seq_length=80)
    pooled = parts.Pooling(words.get_word_embedding_dimension())
    model = import_module("sentence_transformers").SentenceTransformer(
        modules=[words, pooled], device=device
    )
    texts = [bench_train_sets.spaced(each.text) for each in sentences]
    return lambda: model.encode(texts, batch_size=BATCH)


def _operations(sentence: ModelInput) -> float:
    """Count the multiplications and additions of the encoder's layers over one sentence."""
    table = folder.card(folder.find("default"))["encoder"]
    pieces = bench_train_sets.count_pieces(sentence.text)
    width, inner, layers = (int(table.get(name, kept)) for name, kept in _SIZE.items())
    products = 4 * width * width + 2 * width * inner + 2 * pieces * width
    return 2.0 * layers * pieces * products


_SIZE = {"width": 384, "inner": 1536, "layers": 6}
"""Of the shipped encoder, where its card does not tell."""


def _peak(device: str) -> float:
    kind = torch.bfloat16 if device == "cuda" else torch.float32
    side = SIDE if device == "cuda" else SIDE // 4
    one = torch.ones(side, side, dtype=kind, device=device)
    shortest = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        product = one @ one
        float(product[0, 0])  # waits for the device
        shortest = min(shortest, time.perf_counter() - started)
    return 2.0 * side**3 / shortest


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--device", default="cuda", choices=("cuda", "cpu"))
    parser.add_argument("--sentences", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
