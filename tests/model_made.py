"""Small model folders, written by hand: one language, weights that say nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from commsense.labels import ACTS, FLAGS, SENTIMENTS

BUILT_IN = [*SENTIMENTS, *ACTS, *FLAGS]
TOPIC = ("topic", ("billing", "delay"), False)


def arrays(labels: int) -> dict[str, np.ndarray]:
    """The heads of a language: one n-gram, one cue phrase."""
    return {
        "buckets": np.array([7], dtype=np.int32),
        "weights": np.zeros((1, labels), dtype=np.int8),
        "scale": np.ones(labels, dtype=np.float32),
        "phrases": np.array([9], dtype=np.int32),
        "phrase_lists": np.array([[0]], dtype=np.int32),
        "cue_weights": np.zeros((3, labels), dtype=np.int16),
        "cue_scale": np.ones(labels, dtype=np.float32),
        "bias": np.full(labels, -1, dtype=np.float32),
        "calibration": np.ones((2, labels), dtype=np.float32),
    }


def made(
    folder: Path,
    tasks: Sequence[tuple[str, Sequence[str], bool]] = (),
    about: str = 'licence = "CC0"\n',
    files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a linear model for English; ``files`` go into its card beside the weights."""
    labels = BUILT_IN + [value for _, values, _ in tasks for value in values]
    content = {"en.safetensors": save(arrays(len(labels))), **(files or {})}
    folder.mkdir(parents=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    card = f'format = 2\nname = "{folder.name}"\nbackend = "linear"\n{about}'
    card += f"labels = {_toml(labels)}\n"
    for name, values, several in tasks:
        card += f'[[tasks]]\nname = "{name}"\nvalues = {_toml(list(values))}\n'
        card += f"several = {str(several).lower()}\n"
    card += "[files]\n"
    for name, data in content.items():
        card += f'{_toml(name)} = "{hashlib.sha256(data).hexdigest()}"\n'
    card += '[languages.en]\nfile = "en.safetensors"\n[languages.en.thresholds]\n'
    card += "".join(f"{_toml(label)} = 0.5\n" for label in dict.fromkeys(labels))
    card += "[languages.en.metrics]\nacts_macro_f1 = 0.5\n"
    (folder / "model.toml").write_text(card, encoding="utf-8")
    return folder


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
