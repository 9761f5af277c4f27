"""The cue phrases of ``cues/<language>.toml`` as arrays."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from commsense.backends.features import phrase


def arrays(language: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Give the phrases' buckets, and the lists each is on: [phrases, most], -1 where none."""
    path = files(__package__).joinpath("cues", f"{language}.toml")
    table: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[int, set[int]] = {}
    for number, phrases in enumerate(table.values()):
        for text in phrases:
            found.setdefault(phrase(text, language), set()).add(number)
    buckets = sorted(found)
    lists = np.full((len(buckets), max(map(len, found.values()))), -1, dtype=np.int32)
    for row, bucket in enumerate(buckets):
        lists[row, : len(found[bucket])] = sorted(found[bucket])
    return np.array(buckets, dtype=np.int32), lists
