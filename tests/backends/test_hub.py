"""Encoders of Hugging Face under our heads: what they read, what is kept, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

import hub_made
from commsense import backends
from commsense.backends import ModelInput, hub
from commsense.backends.encoder import Encoder
from commsense.backends.gpu import TorchEncoder
from commsense.backends.heads import LABELS
from commsense.backends.hub_layout import HubLayout
from commsense.backends.network import batch, with_labels
from commsense.conversation import Side
from commsense.errors import ModelError
from commsense.training import export, export_model
from commsense.training.folder import EncoderParts

WHOLE_NUMBERS = 0.1
"""How far int8 scores may be from exact ones, which spread by 1 to 2; the worst seen is 0.03."""
BESIDE = 1e-5
"""How far scores in a batch may be from those alone."""
GIVEN = [
    ModelInput("When will the pump be ready?", "en", Side.CLIENT, ("Is it on?",)),
    ModelInput("水泵又坏了,我们很失望。", "zh", Side.TEAM),
    ModelInput("", "en"),
    ModelInput("word " * 300, "en", Side.TEAM, ("please be ready " * 30,)),
]
Made = Callable[[str], EncoderParts]
every = pytest.mark.parametrize("architecture", sorted(hub_made.ARCHITECTURES))


def network(parts: EncoderParts, place: Path) -> hub.HubNetwork:
    (place / "config.json").write_text(parts.config, encoding="utf-8")
    return hub.load(place / "config.json", parts.weights, len(LABELS))


def layout(parts: EncoderParts) -> HubLayout:
    return HubLayout(parts.vocabulary, parts.longest)


@every
def test_each_architecture_is_read_alone_and_in_batches_saved_and_read_again(
    architecture: str, make_hub_parts: Made, tmp_path: Path
) -> None:
    parts = make_hub_parts(architecture)
    made = network(parts, tmp_path)
    found = TorchEncoder(made, layout(parts), "cpu").read(GIVEN)
    shapes = [(len(each.labels), each.spans.shape[1], len(each.relations)) for each in found]
    assert set(shapes) == {(27, 6, 5)}
    assert all(len(each.spans) <= len(each.reading.cut.pieces) for each in found)
    assert len(found[3].reading.pieces) == parts.longest
    assert not np.allclose(found[0].labels, found[1].labels, atol=0.01)
    for one, other in zip(
        found, TorchEncoder(made, layout(parts), "cpu", size=len(GIVEN)).read(GIVEN), strict=True
    ):
        assert np.allclose(one.labels, other.labels, atol=BESIDE)
        assert np.allclose(one.spans, other.spans, atol=BESIDE)
    export.save(made, tmp_path / "again.safetensors")
    assert load_file(tmp_path / "again.safetensors").keys() == load_file(parts.weights).keys()
    again = hub.load(tmp_path / "config.json", tmp_path / "again.safetensors", len(LABELS))
    for one, other in zip(
        found, TorchEncoder(again, layout(parts), "cpu").read(GIVEN), strict=True
    ):
        assert np.array_equal(one.labels, other.labels)
        assert np.array_equal(one.spans, other.spans)
        assert np.array_equal(one.relations, other.relations)


@every
def test_each_architecture_can_be_made_of_whole_numbers(
    architecture: str, make_hub_parts: Made, tmp_path: Path
) -> None:
    parts = make_hub_parts(architecture)
    made = network(parts, tmp_path)
    exact = TorchEncoder(made, layout(parts), "cpu").read(GIVEN)
    export.write(made, tmp_path / "weights.onnx")
    whole = Encoder(tmp_path / "weights.onnx", layout(parts)).read(GIVEN)
    for one, other in zip(exact, whole, strict=True):
        assert one.reading == other.reading
        assert np.abs(one.labels - other.labels).max() < WHOLE_NUMBERS
        assert np.abs(one.relations - other.relations).max() < WHOLE_NUMBERS
        assert np.abs(one.spans - other.spans).max(initial=0) < WHOLE_NUMBERS


def test_what_is_known_of_a_sentence_is_read(make_hub_parts: Made, tmp_path: Path) -> None:
    parts = make_hub_parts("bert")
    encoder = TorchEncoder(network(parts, tmp_path), layout(parts), "cpu")
    text = GIVEN[0].text
    unknown, client, team, after = encoder.read(
        [
            ModelInput(text, "en"),
            ModelInput(text, "en", Side.CLIENT),
            ModelInput(text, "en", Side.TEAM),
            ModelInput(text, "en", context=("It will not start.",)),
        ]
    )
    for one, other in ((unknown, client), (client, team), (unknown, after)):
        assert np.abs(one.labels - other.labels).max() > 1e-3


def test_new_labels_leave_the_others_as_they_were(make_hub_parts: Made, tmp_path: Path) -> None:
    parts = make_hub_parts("distilbert")
    made = network(parts, tmp_path)
    given = batch(layout(parts).read(GIVEN), 0)
    with torch.no_grad():
        before = made(*given).labels
        after = with_labels(made, 30)(*given).labels
    assert after.shape == (len(GIVEN), 30)
    assert torch.equal(after[:, :27], before)
    assert not after[:, 27:].any()
    with pytest.raises(ValueError, match="30"):
        with_labels(made, 29)


def test_a_model_folder_becomes_one_of_whole_numbers(
    make_model: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = make_model("hub-xlm-roberta")
    export_model.to_int8(folder, tmp_path / "small")
    exact, whole = backends.load(str(folder)), backends.load(str(tmp_path / "small"))
    assert whole.name == exact.name
    assert not list((tmp_path / "small").glob("encoder.safetensors"))
    for one, other in zip(exact.predict(GIVEN), whole.predict(GIVEN), strict=True):
        assert one.acts == pytest.approx(other.acts, abs=0.02)
    for one, other in zip(exact.relate(GIVEN[:1]), whole.relate(GIVEN[:1]), strict=True):
        assert one == pytest.approx(other, abs=0.02)
    with pytest.raises(ModelError, match="there already"):
        export_model.to_int8(folder, tmp_path / "small")
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        export_model.to_int8(tmp_path / "small", tmp_path / "smaller")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small"]


def test_an_architecture_that_cannot_be_exported_is_named(
    make_model: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Exporting the operator 'aten::odd' is not supported")

    monkeypatch.setattr(torch.onnx, "export", fail)
    with pytest.raises(ModelError, match=r"'bert' cannot be exported.*aten::odd.*safetensors"):
        export_model.to_int8(make_model("hub-bert"), tmp_path / "small")
    assert not list(tmp_path.iterdir())


def test_an_export_that_reads_otherwise_is_refused(
    make_hub_parts: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_apart", lambda *_: 0.5)
    made = network(make_hub_parts("bert"), tmp_path)
    with pytest.raises(ModelError, match=r"'bert' cannot be exported.*differ by 0\.5"):
        export.write(made, tmp_path / "weights.onnx")
    assert not (tmp_path / "weights.onnx").exists()


def test_a_damaged_or_foreign_file_is_named(make_hub_parts: Made, tmp_path: Path) -> None:
    parts = make_hub_parts("bert")
    (tmp_path / "config.json").write_text(parts.config, encoding="utf-8")
    (tmp_path / "weights.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match=r"weights\.safetensors"):
        hub.load(tmp_path / "config.json", tmp_path / "weights.safetensors", 27)
    with pytest.raises(ModelError, match="cannot be read as a network"):
        hub.load(tmp_path / "config.json", parts.weights, 30)
    (tmp_path / "config.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="model_type"):
        hub.load(tmp_path / "config.json", parts.weights, 27)


@pytest.mark.parametrize(
    "said",
    [
        {"num_hidden_layers": 10**9},
        {"hidden_size": 2**40},
        {"vocab_size": 2**40},
        {"vocab_size": "x"},
    ],
)
def test_no_room_is_made_for_what_the_weights_do_not_have(
    make_hub_parts: Made, tmp_path: Path, said: dict[str, object]
) -> None:
    parts = make_hub_parts("bert")
    table = json.loads(parts.config) | said
    (tmp_path / "config.json").write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(ModelError):
        hub.load(tmp_path / "config.json", parts.weights, 27)
