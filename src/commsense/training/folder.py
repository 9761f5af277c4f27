"""Write a model folder; ``backends.folder`` reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from commsense.backends.folder import CARD, FORMAT
from commsense.backends.heads import LABELS
from commsense.backends.kinds import HUGGINGFACE
from commsense.backends.own_tasks import OwnTask, labels
from commsense.training.decide import Decision
from commsense.training.fit import Arrays

WEIGHTS, VOCABULARY, CONFIG = "encoder", "vocabulary.json", "encoder.json"


@dataclass(frozen=True, slots=True)
class SpanPart:
    """A span categorizer: ``content`` is what ``backends.spancat.to_bytes`` gave.

    Its marks are shown from the chance ``threshold`` on, the encoder's ``beside`` them or not.
    """

    content: bytes
    threshold: float
    beside: bool

    def table(self, language: str) -> dict[str, object]:
        """Give what the card says of it."""
        file = _spans_file(language)
        return {"file": file, "threshold": self.threshold, "beside": self.beside}


@dataclass(frozen=True, slots=True)
class EncoderParts:
    """What a cascade has beside the linear heads: its encoder, and numbers by language.

    ``weights`` ends in ``.onnx`` or ``.safetensors``. ``blend`` [3, labels] and ``gate``
    [labels + 1] are those of ``backends.cascade.Weighing``; ``jargon`` is the probability from
    which a piece counts as jargon. ``attention_heads`` is for the shipped kind of encoder; one of
    Hugging Face has a ``config`` (JSON) instead and reads ``longest`` pieces. ``spans`` are
    the span categorizers by language.
    """

    weights: Path
    vocabulary: Path
    blend: Mapping[str, NDArray[np.float64]]
    gate: Mapping[str, NDArray[np.float64]]
    jargon: float
    attention_heads: int = 0
    config: str = ""
    longest: int = 0
    spans: Mapping[str, SpanPart] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the files: the name that each gets in the folder, and what it holds."""
        yield WEIGHTS + self.weights.suffix, self.weights.read_bytes()
        yield VOCABULARY, self.vocabulary.read_bytes()
        if self.config:
            yield CONFIG, self.config.encode()
        for language, part in self.spans.items():
            yield _spans_file(language), part.content

    def table(self) -> dict[str, object]:
        """Give what the card says of the encoder."""
        names = {"weights": WEIGHTS + self.weights.suffix, "vocabulary": VOCABULARY}
        if self.config:
            return {"kind": HUGGINGFACE, **names, "config": CONFIG, "longest": self.longest}
        return {**names, "attention_heads": self.attention_heads}


def write(
    folder: Path,
    name: str,
    arrays: Mapping[str, Arrays],
    decisions: Mapping[str, Decision],
    whole: Mapping[str, Decision],
    about: Mapping[str, str],
    metrics: Mapping[str, Mapping[str, float]] | None = None,
    encoder: EncoderParts | None = None,
    tasks: Sequence[OwnTask] = (),
) -> None:
    """Write the heads of each language, the encoder if there is one, and ``model.toml`` last.

    All that is by label has the built-in ones first, then those of ``tasks``, in order.

    Args:
        folder: is made where it is missing; files of the same names are overwritten.
        name: of the model.
        arrays: the linear heads by language; columns by label.
        decisions: calibrate the linear heads.
        whole: the limits of the whole model.
        about: plain lines for the card (``training_data``, ``licence``, ``base``).
        metrics: a table of figures a language.
        encoder: what a cascade has beside the linear heads.
        tasks: those of a team's own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [*LABELS, *labels(tasks)]
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
            tables += _weighing(language, encoder, names)
    if encoder:
        for file, content in encoder.files():
            (folder / file).write_bytes(content)
            files[file] = _hash(content)
        tables.append(_table("encoder", encoder.table()))
        tables.append(_table("jargon", {"threshold": encoder.jargon}))
        for language, part in encoder.spans.items():
            tables.append(_table(f"jargon.spancat.{language}", part.table(language)))
    kind = "cascade" if encoder else "linear"
    top = {"format": FORMAT, "name": name, "backend": kind, **about, "labels": names}
    own = [_own_task(task) for task in tasks]
    lines = [_lines(top), *own, _table("files", files), *tables]
    (folder / CARD).write_text("\n".join(lines), encoding="utf-8")


def _own_task(task: OwnTask) -> str:
    values = {"name": task.name, "values": list(task.values), "several": task.several}
    return f"[[tasks]]\n{_lines(values)}"


def _weighing(language: str, encoder: EncoderParts, names: Sequence[str]) -> list[str]:
    blend, gate = encoder.blend[language], encoder.gate[language]
    weights = {label: blend[:, place].tolist() for place, label in enumerate(names)}
    settled = {label: float(gate[place]) for place, label in enumerate(names)}
    return [
        _table(f"languages.{language}.blend", weights),
        _table(f"languages.{language}.gate", {**settled, "offset": float(gate[-1])}),
    ]


def _spans_file(language: str) -> str:
    return f"jargon-{language}.safetensors"


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
