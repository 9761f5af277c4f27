"""What is written into a model folder, and that it is what is read again."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from commsense.backends import card_form
from commsense.backends.heads import ARRAYS, LABELS
from commsense.backends.own_tasks import OwnTask, labels, read
from commsense.training import folder
from commsense.training.decide import Decision
from commsense.training.folder import EncoderParts

TASKS = (OwnTask("thema", ("billing", "涨价"), several=False), OwnTask("signs", ("price-talk",)))
ALL = (*LABELS, *labels(TASKS))


def arrays() -> dict[str, np.ndarray]:
    return {name: np.zeros((2, len(ALL)), dtype=np.float32) for name in ARRAYS}


def decision() -> Decision:
    return Decision(np.zeros((2, len(ALL))), dict.fromkeys(ALL, 0.4), dict.fromkeys(ALL, 0.1))


@pytest.fixture
def parts(tmp_path: Path) -> EncoderParts:
    save_file({"a": np.zeros(2)}, tmp_path / "network.safetensors")
    (tmp_path / "words.json").write_text("{}", encoding="utf-8")
    blend, gate = np.arange(3.0 * len(ALL)).reshape(3, -1), np.arange(len(ALL) + 1.0)
    return EncoderParts(
        weights=tmp_path / "network.safetensors",
        vocabulary=tmp_path / "words.json",
        blend={"en": blend},
        gate={"en": gate},
        jargon=0.7,
        config=json.dumps({"model_type": "bert"}),
        longest=128,
    )


def written(place: Path, encoder: EncoderParts | None) -> dict[str, object]:
    about = {"note": "for tests", "base": "default"}
    given, decided = {"en": arrays()}, {"en": decision()}
    folder.write(place, "acme", given, decided, decided, about, encoder=encoder, tasks=TASKS)
    return tomllib.loads((place / "model.toml").read_text(encoding="utf-8"))


def test_own_tasks_are_written_and_read(tmp_path: Path, parts: EncoderParts) -> None:
    card = written(tmp_path / "acme", parts)
    assert card["labels"] == list(ALL)
    assert read(tmp_path / "acme", card) == TASKS
    assert card_form.read(tmp_path / "acme") == card


def test_all_numbers_are_by_label(tmp_path: Path, parts: EncoderParts) -> None:
    card = written(tmp_path / "acme", parts)
    table = card["languages"]["en"]  # type: ignore[index]
    assert list(table["thresholds"]) == list(table["unsure"]) == list(table["blend"]) == list(ALL)
    assert list(table["gate"]) == [*ALL, "offset"]
    place = ALL.index("涨价")
    assert table["blend"]["涨价"] == [place, place + len(ALL), place + 2 * len(ALL)]
    assert table["gate"]["涨价"] == place
    assert table["gate"]["offset"] == len(ALL)


def test_an_encoder_of_hugging_face_is_told_by_its_kind(
    tmp_path: Path, parts: EncoderParts
) -> None:
    card = written(tmp_path / "acme", parts)
    assert card["encoder"] == {
        "kind": "huggingface",
        "weights": "encoder.safetensors",
        "vocabulary": "vocabulary.json",
        "config": "encoder.json",
        "longest": 128,
    }
    assert set(card["files"]) == {  # type: ignore[call-overload]
        "en.safetensors", "encoder.safetensors", "vocabulary.json", "encoder.json",
    }  # fmt: skip
    assert json.loads((tmp_path / "acme" / "encoder.json").read_text()) == {"model_type": "bert"}


def test_a_linear_model_has_no_encoder(tmp_path: Path) -> None:
    card = written(tmp_path / "acme", None)
    assert card["backend"] == "linear"
    assert "encoder" not in card
    assert "blend" not in card["languages"]["en"]  # type: ignore[index]
