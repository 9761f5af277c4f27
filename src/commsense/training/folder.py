"""Write a model folder; ``backends.folder`` reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from commsense.backends.folder import CARD, FORMAT
from commsense.backends.heads import LABELS
from commsense.training.decide import Decision
from commsense.training.fit import Arrays

WEIGHTS, VOCABULARY = "encoder.onnx", "vocabulary.json"


@dataclass(frozen=True, slots=True)
class EncoderParts:
    """What a cascade has beside the linear heads: two files, and numbers by language.

    ``blend`` [3, labels] and ``gate`` [labels + 1] are those of ``backends.cascade.Weighing``;
    ``jargon`` is the probability from which a piece counts as jargon.
    """

    weights: Path
    vocabulary: Path
    blend: Mapping[str, NDArray[np.float64]]
    gate: Mapping[str, NDArray[np.float64]]
    jargon: float
    attention_heads: int


def write(
    folder: Path,
    name: str,
    arrays: Mapping[str, Arrays],
    decisions: Mapping[str, Decision],
    whole: Mapping[str, Decision],
    about: Mapping[str, str],
    metrics: Mapping[str, Mapping[str, float]] | None = None,
    encoder: EncoderParts | None = None,
) -> None:
    """Write the heads of each language, the encoder if there is one, and ``model.toml`` last.

    ``decisions`` calibrate the linear heads, ``whole`` holds the limits of the whole model;
    ``about`` are plain lines for the card (``training_data``, ``licence``); ``metrics`` a table
    of figures a language.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    tables = []
    for language in sorted(arrays):
        file = f"{language}.safetensors"
        decision = decisions[language]
        content = save({**arrays[language], "calibration": decision.calibration.astype(np.float32)})
        (folder / file).write_bytes(content)
        files[file] = _hash(content)
        tables.append(_table(f"languages.{language}", {"file": file}))
        tables.append(_table(f"languages.{language}.thresholds", whole[language].thresholds))
        tables.append(_table(f"languages.{language}.unsure", whole[language].unsure))
        if metrics:
            tables.append(_table(f"languages.{language}.metrics", metrics[language]))
        if encoder:
            tables += _weighing(language, encoder)
    if encoder:
        for given, file in ((encoder.weights, WEIGHTS), (encoder.vocabulary, VOCABULARY)):
            content = given.read_bytes()
            (folder / file).write_bytes(content)
            files[file] = _hash(content)
        parts = {"weights": WEIGHTS, "vocabulary": VOCABULARY}
        tables.append(_table("encoder", {**parts, "attention_heads": encoder.attention_heads}))
        tables.append(_table("jargon", {"threshold": encoder.jargon}))
    kind = "cascade" if encoder else "linear"
    top = {"format": FORMAT, "name": name, "backend": kind, **about, "labels": list(LABELS)}
    lines = [_lines(top), _table("files", files), *tables]
    (folder / CARD).write_text("\n".join(lines), encoding="utf-8")


def _weighing(language: str, encoder: EncoderParts) -> list[str]:
    blend, gate = encoder.blend[language], encoder.gate[language]
    weights = {label: blend[:, place].tolist() for place, label in enumerate(LABELS)}
    settled = {label: float(gate[place]) for place, label in enumerate(LABELS)}
    return [
        _table(f"languages.{language}.blend", weights),
        _table(f"languages.{language}.gate", {**settled, "offset": float(gate[-1])}),
    ]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _table(title: str, values: Mapping[str, object]) -> str:
    return f"[{title}]\n{_lines(values)}"


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in values.items())


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, float):
        return repr(round(value, 4))
    if isinstance(value, list) and value and isinstance(value[0], float):
        return json.dumps([round(each, 4) for each in value])
    return json.dumps(value, ensure_ascii=False)
