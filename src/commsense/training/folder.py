"""Write a model folder of linear heads; ``backends.folder`` reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors.numpy import save

from commsense.backends.folder import CARD, FORMAT
from commsense.backends.heads import LABELS
from commsense.training.decide import Decision
from commsense.training.fit import Arrays


def write(
    folder: Path,
    name: str,
    arrays: Mapping[str, Arrays],
    decisions: Mapping[str, Decision],
    about: Mapping[str, str],
    metrics: Mapping[str, Mapping[str, float]] | None = None,
) -> None:
    """Write the heads of each language, and ``model.toml`` last.

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
        files[file] = hashlib.sha256(content).hexdigest()
        tables.append(_table(f"languages.{language}", {"file": file}))
        tables.append(_table(f"languages.{language}.thresholds", decision.thresholds))
        if metrics:
            tables.append(_table(f"languages.{language}.metrics", metrics[language]))
    top = {"format": FORMAT, "name": name, "backend": "linear", **about, "labels": list(LABELS)}
    lines = [_lines(top), _table("files", files), *tables]
    (folder / CARD).write_text("\n".join(lines), encoding="utf-8")


def _table(title: str, values: Mapping[str, object]) -> str:
    return f"[{title}]\n{_lines(values)}"


def _lines(values: Mapping[str, object]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in values.items())


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: object) -> str:
    if isinstance(value, float):
        return repr(round(value, 4))
    return json.dumps(value, ensure_ascii=False)
