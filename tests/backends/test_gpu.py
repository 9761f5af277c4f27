from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from commsense.backends import ModelInput
from commsense.backends.encoder import Encoder
from commsense.backends.gpu import TorchEncoder, network, weights
from commsense.backends.layouts import OwnLayout
from commsense.backends.network import Network
from commsense.conversation import Side
from commsense.errors import ModelError
from commsense.training.folder import EncoderParts

DEVICES = [
    "cpu",
    pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")),
]
GIVEN = [
    ModelInput("When will the schedule be ready?", "en", Side.CLIENT),
    ModelInput("我们明天处理系统报错", "zh", Side.TEAM, ("水泵又坏了",)),
    ModelInput("", "en"),
    ModelInput("word " * 300, "en", Side.TEAM, ("please be ready " * 30,)),
]


@pytest.fixture(scope="module")
def made(
    make_encoder: Callable[[], tuple[Network, EncoderParts]],
) -> tuple[Network, EncoderParts]:
    return make_encoder()


def by_torch(parts: EncoderParts, device: str, size: int = 0) -> TorchEncoder:
    made = network(parts.weights, parts.attention_heads)
    return TorchEncoder(made, OwnLayout(parts.vocabulary), device, size)


def test_the_weights_are_those_that_were_written(made: tuple[Network, EncoderParts]) -> None:
    exact, parts = made
    found = weights(parts.weights)
    expected = {n: p for n, p in exact.state_dict().items() if not n.startswith("aids")}
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        step = float(value.abs().max()) / 60  # whole numbers of 7 bits
        assert np.abs(found[name] - value.numpy()).max() <= step


@pytest.mark.parametrize("device", DEVICES)
def test_scores_are_close_to_those_of_the_processor(
    made: tuple[Network, EncoderParts], device: str
) -> None:
    parts = made[1]
    ours = Encoder(parts.weights, OwnLayout(parts.vocabulary)).read(GIVEN)
    theirs = by_torch(parts, device).read(GIVEN)
    for one, other in zip(ours, theirs, strict=True):
        assert one.reading == other.reading
        assert np.abs(one.labels - other.labels).max() < 0.3
        assert np.abs(one.relations - other.relations).max() < 0.3
        assert one.spans.shape == other.spans.shape


def test_batches_keep_the_order(made: tuple[Network, EncoderParts]) -> None:
    encoder = by_torch(made[1], "cpu", size=3)
    alone = [encoder.read([each])[0].labels for each in GIVEN]
    together = [each.labels for each in encoder.read(GIVEN)]
    for one, other in zip(alone, together, strict=True):
        assert np.allclose(one, other, atol=1e-4)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "weights.onnx"
    file.write_bytes(b"no network")
    with pytest.raises(ModelError, match=r"weights\.onnx"):
        weights(file)
