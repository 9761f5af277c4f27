"""Word vectors from unlabelled text, so that a word nobody labelled stands near those somebody did.

Positive pointwise mutual information with the two words before and after, factored (Levy, Goldberg
and Dagan 2015). A sentence's vector is the sum of its words', so that it folds into word weights.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.features import BUCKETS, single_words
from commsense.extras import require
from commsense.training import rows

SIZE = 100
WORDS = 20_000
LEAST = 5
"""How often a word has to stand in the text to have a vector."""
_BATCH = 5_000
_SMOOTH = 0.75  # power of the neighbours' frequencies


def files_used() -> list[str]:
    """Give the files of the data folder that the text is read from."""
    return sorted({entry["file"] for entry in _table()})


def texts(data: Path, language: str) -> Iterator[str]:
    """Give the unlabelled texts of a language, as ``vectors.toml`` lists them."""
    for entry in _table():
        if entry["language"] != language:
            continue
        for number, row in enumerate(rows.read(data / entry["file"])):
            if number % entry.get("every", 1) == 0:
                yield from _at(row, entry["at"].split("."))


def learn(unlabelled: list[str], language: str, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the buckets of the commonest words, and a vector of length 1 for each."""
    words, rows = _words(unlabelled, language)
    common = [word for word, count in Counter(words.tolist()).most_common(WORDS) if count >= LEAST]
    place = np.full(BUCKETS, -1, dtype=np.int32)
    place[common] = np.arange(len(common), dtype=np.int32)
    table = _surprise(place[words], rows, len(common))
    start = np.random.default_rng(seed).normal(size=min(table.shape))
    left, size, _ = require("scipy.sparse.linalg").svds(
        table, k=min(SIZE, len(common) - 1), v0=start
    )
    vectors = left * np.sqrt(size)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.array(common, dtype=np.int32), vectors.astype(np.float32)


def _words(unlabelled: list[str], language: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the bucket of every word in reading order, and the number of its text."""
    words, rows = [], []
    for start in range(0, len(unlabelled), _BATCH):
        found = single_words(unlabelled[start : start + _BATCH], language)
        words.append(found.buckets)
        rows.append(found.rows + start)
    return np.concatenate(words), np.concatenate(rows)


def _surprise(words: NDArray[np.int32], rows: NDArray[np.int64], count: int) -> Any:
    """Give the positive mutual information of words with neighbours: [words, before + after]."""
    sparse = require("scipy.sparse")
    total = sparse.csr_matrix((count, 2 * count))
    for distance, weight in ((1, 2.0), (2, 1.0)):
        one, other = words[:-distance], words[distance:]
        pair = (rows[:-distance] == rows[distance:]) & (one >= 0) & (other >= 0)
        after = sparse.csr_matrix(
            (np.full(int(pair.sum()), weight), (one[pair], other[pair])), shape=(count, count)
        )
        total = total + sparse.hstack([after, after.T])
    total = total.tocoo()
    share = np.asarray(total.sum(axis=0)).ravel() ** _SMOOTH
    often = np.asarray(total.sum(axis=1)).ravel()
    value = np.log(total.data * share.sum() / (often[total.row] * share[total.col]))
    kept = value > 0
    return sparse.csr_matrix(
        (value[kept], (total.row[kept], total.col[kept])), shape=(count, 2 * count)
    )


def _at(row: Any, path: list[str]) -> Iterator[str]:
    """Give the texts at a dotted path; ``*`` goes through a list, a number takes a place of it."""
    if not path:
        if isinstance(row, str) and row:
            yield row
        return
    step, rest = path[0], path[1:]
    if step == "*":
        for each in row:
            yield from _at(each, rest)
    else:
        yield from _at(row[int(step) if step.lstrip("-").isdigit() else step], rest)


def _table() -> list[dict[str, Any]]:
    text = files(__package__).joinpath("vectors.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["texts"]
    return found
