"""A small model of each backend, fitted to a handful of sentences."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from own_tasks_made import TASKS, decided, taught, weighed

import hub_made
from commsense.backends.own_tasks import OwnTask, labels
from commsense.conversation import Side
from commsense.labels import JARGON_KINDS
from commsense.training import fit, folder
from commsense.training.decide import Decision
from commsense.training.examples import LABELS, Example, truth
from commsense.training.folder import EncoderParts

if TYPE_CHECKING:
    from commsense.backends.network import Network

SENTENCES = {
    "en": (
        ("When will the {} be ready?", "question", "neutral"),
        ("I will send the {} tomorrow.", "commitment", "neutral"),
        ("We are very unhappy with the {}.", "concern", "negative"),
        ("The {} works and we love it.", "confirmation", "positive"),
    ),
    "zh": (
        ("{}什么时候能好?", "question", "neutral"),
        ("我明天把{}发给您。", "commitment", "neutral"),
        ("{}又坏了,我们很失望。", "concern", "negative"),
        ("{}很好用,谢谢!", "confirmation", "positive"),
    ),
}
THINGS = {"en": ("pump", "report", "gate", "plan"), "zh": ("水泵", "报告", "闸门", "计划")}
OPTIONS = fit.Options(features=500)
WORDS = (
    *("when", "will", "the", "be", "ready", "i", "send", "we", "are", "very", "un", "##happy"),
    *("please", "schedule", "delay", "word", "\u1112", "##\u1161", "##\u11ab"),
    *"什么时候能好我明天把发给您又坏了们很失望用谢处理这个问题系统报错告计划尽快字",
    *("什么", "时候", "明天", "我们", "失望", "谢谢", "报告", "尽快", "处理", "水泵"),
)
"""There is no row for 系统, but there are rows for its characters; none at all for 闸门."""


def examples(language: str) -> list[Example]:
    return [
        Example(f"t-{thing}", language, text.format(thing), Side.TEAM, frozenset({act, mood}))
        for text, act, mood in SENTENCES[language]
        for thing in THINGS[language]
    ]


@cache
def fitted(language: str) -> fit.Arrays:
    rows = examples(language)
    matrix = fit.design(
        [each.text for each in rows], [each.side for each in rows], language, OPTIONS
    )
    judged = np.ones(len(rows), dtype=np.bool_)
    return fit.heads(matrix, truth(rows), judged, language, OPTIONS)


def written(place: Path, encoder: EncoderParts | None, tasks: Sequence[OwnTask] = ()) -> Path:
    arrays = {code: taught(fitted(code)) if tasks else fitted(code) for code in SENTENCES}
    thresholds, unsure = dict.fromkeys(LABELS, 0.4), dict.fromkeys(LABELS, 0.1)
    decisions = {
        language: Decision(found["calibration"].astype("float64"), thresholds, unsure)
        for language, found in arrays.items()
    }
    if tasks:
        decisions = {language: decided(found) for language, found in decisions.items()}
    about = {"note": "for tests"}
    folder.write(place, "small", arrays, decisions, decisions, about, encoder=encoder, tasks=tasks)
    return place


def numbers() -> tuple[np.ndarray, np.ndarray]:
    """The linear heads say most; the gate lets through what they take for a question."""
    blend = np.zeros((3, len(LABELS)))
    blend[0], blend[1] = 0.1, 1.0
    gate = np.zeros(len(LABELS) + 1)
    gate[LABELS.index("question")] = 1.0
    return blend, gate


@pytest.fixture(scope="session")
def vocabulary() -> tuple[str, ...]:
    """Some 270 rows, the special ones where BERT has them."""
    special = {0: "[PAD]", 100: "[UNK]", 101: "[CLS]", 102: "[SEP]"}
    first = [special.get(row, f"[unused{row}]") for row in range(103)]
    signs = string.ascii_lowercase + string.digits + string.punctuation
    inner = [f"##{letter}" for letter in string.ascii_lowercase]
    return tuple(dict.fromkeys([*first, *signs, *inner, *WORDS]))


@pytest.fixture(scope="session")
def make_encoder(
    tmp_path_factory: pytest.TempPathFactory, vocabulary: tuple[str, ...]
) -> Callable[[], tuple[Network, EncoderParts]]:
    """Build a network with random weights, and all that a cascade has of it; once."""

    @cache
    def made() -> tuple[Network, EncoderParts]:
        import torch

        from commsense.backends.network import Network, Size
        from commsense.training import export
        from commsense.training.vocabulary import tokenizer

        place = tmp_path_factory.mktemp("encoder")
        torch.manual_seed(0)
        size = Size(
            vocabulary=len(vocabulary),
            labels=len(LABELS),
            kinds=len(JARGON_KINDS),
            relations=5,
            width=48,
            layers=1,
            attention_heads=4,
            inner=64,
        )
        network = Network(size)
        with torch.no_grad():
            for each in network.encoder.encoder.parameters():
                each *= 5  # as they start, pieces hardly look at each other
            for each in network.parameters():
                each += 0.01 * torch.randn_like(each)  # equal ones would be written once
            network.spans.bias[0] += 5  # and nearly all would be jargon
        export.write(network, place / "weights.onnx")
        tokenizer(vocabulary).save(str(place / "words.json"))
        blend, gate = numbers()
        parts = EncoderParts(
            weights=place / "weights.onnx",
            vocabulary=place / "words.json",
            blend=dict.fromkeys(SENTENCES, blend),
            gate=dict.fromkeys(SENTENCES, gate),
            jargon=0.5,
            attention_heads=size.attention_heads,
        )
        return network, parts

    return made


@pytest.fixture(scope="session")
def make_own_encoder(
    tmp_path_factory: pytest.TempPathFactory,
    make_encoder: Callable[[], tuple[Network, EncoderParts]],
) -> Callable[[], tuple[Network, EncoderParts]]:
    """Give the same network rows for the labels of ``TASKS``; once."""

    @cache
    def made() -> tuple[Network, EncoderParts]:
        from commsense.backends.network import with_labels
        from commsense.training import export

        network, parts = make_encoder()
        more = with_labels(deepcopy(network), len(LABELS) + len(labels(TASKS)))
        place = tmp_path_factory.mktemp("own")
        export.write(more, place / "weights.onnx")
        return more, weighed(replace(parts, weights=place / "weights.onnx"))

    return made


@pytest.fixture(scope="session")
def make_hub_parts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], EncoderParts]:
    """Build an encoder of Hugging Face as safetensors, with random weights; each once."""

    @cache
    def made(architecture: str) -> EncoderParts:
        from commsense.training import export, hub_source

        place = hub_made.written(architecture, tmp_path_factory.mktemp(architecture))
        start = hub_source.start(str(place))
        hub_made.shaken(start.network)
        export.save(start.network, place / "trained.safetensors")
        blend, gate = numbers()
        return EncoderParts(
            weights=place / "trained.safetensors",
            vocabulary=start.vocabulary,
            blend=dict.fromkeys(SENTENCES, blend),
            gate=dict.fromkeys(SENTENCES, gate),
            jargon=0.5,
            config=start.config,
            longest=start.longest,
        )

    return made


@pytest.fixture(scope="session")
def write_model() -> Callable[[Path, EncoderParts | None], Path]:
    """Write the small model with an encoder of one's own, or without one."""
    return written


@pytest.fixture(scope="session")
def make_model(
    tmp_path_factory: pytest.TempPathFactory,
    make_encoder: Callable[[], tuple[Network, EncoderParts]],
    make_own_encoder: Callable[[], tuple[Network, EncoderParts]],
    make_hub_parts: Callable[[str], EncoderParts],
) -> Callable[[str], Path]:
    """Build the small model of one kind in a folder of its own."""
    kinds: dict[str, Callable[[], EncoderParts | None]] = {
        "cascade": lambda: make_encoder()[1],
        "linear": lambda: None,
        "cascade-own": lambda: make_own_encoder()[1],
        "linear-own": lambda: None,
        **{f"hub-{name}": partial(make_hub_parts, name) for name in hub_made.ARCHITECTURES},
    }

    def made(kind: str) -> Path:
        tasks = TASKS if kind.endswith("-own") else ()
        return written(tmp_path_factory.mktemp(kind) / "small", kinds[kind](), tasks)

    return made
