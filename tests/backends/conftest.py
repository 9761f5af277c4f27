"""A small model of each backend, fitted to a handful of sentences."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

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


def written(place: Path, encoder: EncoderParts | None) -> Path:
    arrays = {}
    for language in SENTENCES:
        rows = examples(language)
        matrix = fit.design(
            [each.text for each in rows], [each.side for each in rows], language, OPTIONS
        )
        judged = np.ones(len(rows), dtype=np.bool_)
        arrays[language] = fit.heads(matrix, truth(rows), judged, language, OPTIONS)
    thresholds, unsure = dict.fromkeys(LABELS, 0.4), dict.fromkeys(LABELS, 0.1)
    decisions = {
        language: Decision(found["calibration"].astype("float64"), thresholds, unsure)
        for language, found in arrays.items()
    }
    about = {"note": "for tests"}
    folder.write(place, "small", arrays, decisions, decisions, about, encoder=encoder)
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
def make_model(
    tmp_path_factory: pytest.TempPathFactory,
    make_encoder: Callable[[], tuple[Network, EncoderParts]],
) -> Callable[[str], Path]:
    """Build the small model of one backend in a folder of its own."""
    kinds: dict[str, Callable[[], EncoderParts | None]] = {
        "cascade": lambda: make_encoder()[1],
        "linear": lambda: None,
    }
    return lambda kind: written(tmp_path_factory.mktemp(kind) / "small", kinds[kind]())
