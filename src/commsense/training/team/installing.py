"""From what was learned to a model folder: the base's numbers, with those that are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from commsense.backends.network import Heads
from commsense.labelling.scheme import Task
from commsense.training import export, folder
from commsense.training.decide import Decision
from commsense.training.fit import Arrays
from commsense.training.team import fitted, ngrams
from commsense.training.team.columns import labelled
from commsense.training.team.deciding import NEVER, UNSEEN, Decisions
from commsense.training.team.fitted import Fitted
from commsense.training.team.start import Start

ALWAYS = 1e6
"""Offset of a gate that lets every sentence through: the linear heads know no new labels."""


def before(start: Start) -> dict[str, Decisions]:
    """Give the numbers of the base by language; what it does not know is never seen."""
    result = {}
    count = len(start.labels)
    for language, table in start.card["languages"].items():
        limits, unsure = table.get("thresholds", {}), table.get("unsure", {})
        new = np.arange(count) >= start.known
        result[language] = Decisions(
            slope=np.where(new, 0.0, 1.0),
            offset=np.where(new, NEVER, 0.0),
            thresholds=np.array([limits.get(n, UNSEEN if u else 0.5) for n, u in _named(start)]),
            unsure=np.array([unsure.get(n, UNSEEN if u else 0.5) for n, u in _named(start)]),
        )
    return result


def write(
    target: Path,
    name: str,
    start: Start,
    network: Heads,
    learned: Fitted,
    decided: Mapping[str, Decisions],
    tasks: Sequence[Task],
    jargon: float,
    categorizers: Mapping[str, folder.SpanPart],
    about: Mapping[str, str],
    metrics: Mapping[str, Mapping[str, float]],
    work: Path,
) -> None:
    """Write the model folder ``target``.

    Args:
        target: the folder.
        name: of the model.
        start: what was started from.
        network: the encoder, tuned or not.
        learned: the heads over it.
        decided: chances and thresholds by language.
        tasks: that were trained.
        jargon: the probability from which a piece counts as jargon.
        categorizers: of jargon, by language.
        about: lines for the card.
        metrics: figures by language.
        work: a folder for what is made on the way.
    """
    weights = work / "encoder.onnx"
    export.write(with_heads(network, learned), weights)
    blend, gate = {}, {}
    for language, each in decided.items():
        one, other, offset = fitted.weighing(start, language, tasks)
        one, other, offset = _with_ngrams(start, one, other, offset)
        blend[language] = np.stack(
            [one * each.slope, other * each.slope, offset * each.slope + each.offset]
        )
        gate[language] = _gate(start, language, tasks)
    folder.write(
        target,
        name,
        {language: _arrays(start, language, learned, tasks) for language in decided},
        {language: _linear(start, language) for language in decided},
        {language: _limits(start, each) for language, each in decided.items()},
        about,
        metrics,
        folder.EncoderParts(
            weights=weights,
            vocabulary=start.vocabulary,
            blend=blend,
            gate=gate,
            jargon=jargon,
            attention_heads=int(start.card["encoder"].get("attention_heads", 0)),
            config=start.config,
            longest=start.longest,
            spans=categorizers,
        ),
        start.tasks,
    )


def with_heads(network: Heads, learned: Fitted) -> Heads:
    """Put fitted heads over the encoder."""
    with torch.no_grad():
        for layer, (weights, offsets) in (
            (network.labels, (learned.weights, learned.offsets)),
            (network.relations, learned.pair),
        ):
            layer.weight.copy_(torch.from_numpy(weights))
            layer.bias.copy_(torch.from_numpy(offsets))
    return network


def _named(start: Start) -> list[tuple[str, bool]]:
    return [(label, place >= start.known) for place, label in enumerate(start.labels)]


def _with_ngrams(
    start: Start, *table: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Let the linear columns of new labels count whole: they hold the heads over n-grams."""
    one, other, offset = (each.copy() for each in table)
    other[start.known :] = 1.0
    return one, other, offset


def _arrays(start: Start, language: str, learned: Fitted, tasks: Sequence[Task]) -> Arrays:
    found = learned.grams.get(language, {})
    added = [
        ([start.labels.index(value) for value in task.values], found[task.name])
        for task in labelled(tasks)
        if task.name in found
    ]
    return ngrams.extended(start.arrays[language], len(start.labels), added)


def _linear(start: Start, language: str) -> Decision:
    """Calibrate the linear heads alone: as the base does, and new labels never."""
    old = start.arrays[language]["calibration"].astype(np.float64)
    count = len(start.labels)
    calibration = np.stack([np.zeros(count), np.full(count, NEVER)])
    calibration[:, : old.shape[1]] = old
    return Decision(calibration, {}, {})


def _limits(start: Start, each: Decisions) -> Decision:
    names = start.labels
    return Decision(
        np.zeros((2, len(names))),
        dict(zip(names, each.thresholds.tolist(), strict=True)),
        dict(zip(names, each.unsure.tolist(), strict=True)),
    )


def _gate(start: Start, language: str, tasks: Sequence[Task]) -> NDArray[np.float64]:
    table = start.card["languages"][language]["gate"]
    values = [float(table.get(label, 0.0)) for label in start.labels]
    taught = start.foreign or bool(start.tasks) or any(task.own for task in tasks)
    return np.array([*values, ALWAYS if taught else float(table["offset"])])
