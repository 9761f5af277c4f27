"""What a training starts from: a model of ours with its encoder as a torch network, or a hub's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense import backends
from commsense.backends import folder, gpu, hub, linear
from commsense.backends.heads import Heads
from commsense.backends.kinds import HUGGINGFACE
from commsense.backends.layouts import Layout, OwnLayout
from commsense.backends.network import Heads as Network
from commsense.backends.network import with_labels
from commsense.backends.own_tasks import BUILT_IN, OwnTask, labels, read
from commsense.errors import ModelError, SettingsError
from commsense.labelling.scheme import Scheme
from commsense.training import hub_source
from commsense.training.fit import Arrays

SHIPPED = "default"


@dataclass(frozen=True, slots=True)
class Start:
    """A base model, opened for training.

    ``network`` has a row for every label of ``tasks``; ``card``, ``arrays`` and ``linear`` (the
    linear heads by language) are those of ``model``: the base itself, or the shipped model where
    the base is an encoder that knows none of our labels (``foreign``).
    """

    model: str
    source: str
    card: dict[str, Any]
    place: Path
    network: Network
    layout: Layout
    vocabulary: Path
    arrays: Mapping[str, Arrays]
    linear: Mapping[str, Heads]
    tasks: tuple[OwnTask, ...]
    old: tuple[OwnTask, ...]
    foreign: bool
    config: str
    longest: int
    licence: str

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, in the order of the columns."""
        return (*BUILT_IN, *labels(self.tasks))

    @property
    def known(self) -> int:
        """How many of ``labels`` the base knew, the first ones."""
        return len(BUILT_IN) + len(labels(self.old))


def begin(base: str, scheme: Scheme) -> Start:
    """Open a base for training; the scheme's own tasks come after those that it has.

    Args:
        base: a model of ours (name or folder), or a Hugging Face encoder (folder or id).
        scheme: the tasks that there are.

    Raises:
        ModelError: it is neither, or its own tasks are not those of the scheme.
        MissingExtra: torch or transformers is not installed.
        SettingsError: an own task changed its labels since the base was trained.
    """
    try:
        place = folder.find(base)
    except ModelError:
        if not _like_hub(base):
            raise
        return _foreign(base, scheme)
    card = folder.card(place)
    table = card.get("encoder")
    if not isinstance(table, dict):
        raise ModelError(f"{place}: has no encoder to train; accepted: a cascade, such as default.")
    old = read(place, card)
    tasks = _tasks(old, scheme)
    count = len(BUILT_IN) + len(labels(old))
    weights, words = place / str(table["weights"]), place / str(table["vocabulary"])
    config, longest = "", 0
    if table.get("kind") == HUGGINGFACE:
        from commsense.backends.hub_layout import HubLayout

        described = place / str(table["config"])
        config, longest = described.read_text(encoding="utf-8"), int(table["longest"])
        network: Network = hub.load(described, weights, count)
        layout: Layout = HubLayout(words, longest)
    else:
        network = gpu.network(weights, int(table["attention_heads"]), count)
        layout = OwnLayout(words)
    return Start(
        model=base,
        source=base,
        card=card,
        place=place,
        network=with_labels(network, len(BUILT_IN) + len(labels(tasks))),
        layout=layout,
        vocabulary=words,
        arrays=_arrays(place, card),
        linear=linear.load_heads(place, card, old),
        tasks=tasks,
        old=old,
        foreign=False,
        config=config,
        longest=longest,
        licence=str(card.get("licence", "")),
    )


def _foreign(source: str, scheme: Scheme) -> Start:
    tasks = _tasks((), scheme)
    made = hub_source.start(source, len(BUILT_IN) + len(labels(tasks)))
    place = folder.find(SHIPPED)
    card = folder.card(place)
    return Start(
        model=SHIPPED,
        source=made.source,
        card=card,
        place=place,
        network=made.network,
        layout=made.layout,
        vocabulary=made.vocabulary,
        arrays=_arrays(place, card),
        linear=linear.load_heads(place, card, ()),
        tasks=tasks,
        old=(),
        foreign=True,
        config=made.config,
        longest=made.longest,
        licence=f"encoder: {made.licence or 'not stated'}; heads: {card.get('licence', '')}",
    )


def _like_hub(base: str) -> bool:
    return (Path(base) / "config.json").is_file() or (base.count("/") == 1 and base[:1].isalnum())


def _tasks(old: tuple[OwnTask, ...], scheme: Scheme) -> tuple[OwnTask, ...]:
    own = {t.name: OwnTask(t.name, t.values, t.several) for t in scheme.values() if t.own}
    for task in old:
        given = own.pop(task.name, task)
        if given != task:
            raise SettingsError(
                f"the task {task.name}: the base has the labels {', '.join(task.values)}"
                f"{'' if task.several else ' (just one)'}, the scheme {', '.join(given.values)}"
                f"{'' if given.several else ' (just one)'}. Start from another base, or give the"
                " task another name."
            )
    found = (*old, *own.values())
    twice = sorted(set(labels(found)) & set(BUILT_IN))
    if twice:
        raise SettingsError(
            f"{', '.join(twice)}: is a label of the guide already; give it another name."
        )
    return found


def _arrays(place: Path, card: Mapping[str, Any]) -> dict[str, Arrays]:
    from safetensors.numpy import load_file

    return {
        language: load_file(place / str(table["file"]))
        for language, table in card["languages"].items()
    }


def base_of(start: Start) -> backends.Model:
    """Load what the new model is compared with, on the processor."""
    return backends.load(start.model)


def blend(start: Start, language: str) -> NDArray[np.float64]:
    """Give the blend [3, labels] of the base for all labels, zeros for those it does not know."""
    table = start.card["languages"][language]["blend"]
    rows = [table.get(label, (0.0, 0.0, 0.0)) for label in start.labels]
    return np.array(rows, dtype=np.float64).T
