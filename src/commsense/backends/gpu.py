"""The encoder run by torch: on a GPU in bf16, on the processor exactly, one sentence at a time.

Needs the extra ``train``. Of the int8 weights that the processor works with, the layers work in
bf16 on the GPU and with quantised activations on the processor, so the scores differ a little:
``TOLERANCE`` says by how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.encoder import Scored, widths
from commsense.backends.heads import LABELS
from commsense.backends.inputs import ModelInput
from commsense.backends.layouts import Layout
from commsense.backends.pieces import MOST_BEFORE, Reading
from commsense.errors import ModelError
from commsense.extras import require

if TYPE_CHECKING:
    from commsense.backends.network import Heads, Network

BATCH = {"cuda": 256, "cpu": 1}
"""Sentences at a time; on the processor each is read alone, so that it always reads the same."""
TOLERANCE = 0.05
"""How far a label's probability is from the processor's at the median sentence, at most; at most
0.25 in 99 of 100. That is what quantised activations cost (macro-F1 changes by less than 0.01)."""
_PREFIX = "network."
_TURNED = "_Transposed"
_ONE = "_quant"
_DENSE = ("/MatMul", "/Gemm_MatMul")


class TorchEncoder:
    """Scores readings in batches of about equal length; see ``backends.encoder.Encoder``."""

    def __init__(self, network: Heads, layout: Layout, device: str, size: int = 0) -> None:
        """Take over a network and put it onto ``device``.

        Args:
            network: with weights; it is made ready to read.
            layout: cuts and lays out what it reads.
            device: ``cuda`` or ``cpu``.
            size: sentences at a time; 0 for that of the device.

        Raises:
            MissingExtra: if torch is not installed.
        """
        self._layout = layout
        self._device = device
        self._size = size or BATCH[device]
        torch = require("torch")
        kind = torch.bfloat16 if device == "cuda" else torch.float32
        self._network = network.to(device=device, dtype=kind).eval()

    def read(self, inputs: Sequence[ModelInput], most: int = MOST_BEFORE) -> list[Scored]:
        """Score inputs, in order, with ``most`` pieces of context."""
        readings = self._layout.read(inputs, most)
        order = sorted(range(len(readings)), key=lambda place: len(readings[place].pieces))
        found: dict[int, Scored] = {}
        for start in range(0, len(order), self._size):
            places = order[start : start + self._size]
            for place, scored in zip(
                places, self._batch([readings[i] for i in places]), strict=True
            ):
                found[place] = scored
        return [found[place] for place in range(len(readings))]

    def _batch(self, readings: Sequence[Reading]) -> Iterator[Scored]:
        from commsense.backends.network import batch

        torch = require("torch")
        with torch.inference_mode():
            given = batch(readings, self._layout.pad)
            scores = self._network(*(each.to(self._device) for each in given))
        labels, spans, relations = (each.float().cpu().numpy() for each in scores[:3])
        for row, reading in enumerate(readings):
            yield Scored(reading, labels[row], spans[row, reading.own], relations[row])


def network(file: Path, attention_heads: int, labels: int = len(LABELS)) -> Network:
    """Build the torch network whose weights an int8 ONNX ``file`` holds.

    Args:
        file: weights of the shipped encoder's kind.
        attention_heads: into how many the attention is split; the weights do not tell.
        labels: how many labels it has to give, those of the team's own included.

    Raises:
        ModelError: if they are not the weights of such a network.
    """
    torch = require("torch")
    require("transformers")
    from commsense.backends.network import Network, Size

    arrays = weights(file)
    try:
        words, width = arrays["encoder.embeddings.word_embeddings.weight"].shape
        layers = {name.split(".")[3] for name in arrays if name.startswith("encoder.encoder.layer")}
        size = Size(
            vocabulary=words,
            labels=len(arrays["labels.bias"]),
            kinds=len(arrays["spans.bias"]) - 1,
            relations=len(arrays["relations.bias"]),
            width=width,
            layers=len(layers),
            attention_heads=attention_heads,
            inner=len(arrays["encoder.encoder.layer.0.intermediate.dense.bias"]),
            positions=len(arrays["encoder.embeddings.position_embeddings.weight"]),
        )
        outputs = (size.labels, 1 + size.kinds, size.relations)
        if outputs != widths(labels):
            raise ModelError(f"{file}: expected outputs of {widths(labels)}, found {outputs}.")
        made = Network(size)
        found = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
        made.load_state_dict(found | _untold(made, found))
    except (KeyError, RuntimeError, IndexError) as error:
        raise ModelError(
            f"{file}: holds other weights than those of an encoder: {error}."
        ) from error
    return made


def _untold(made: Network, found: dict[str, Any]) -> dict[str, Any]:
    """Give what only training needs; all else has to be among the weights ``found``."""
    own = made.state_dict()
    return {name: own[name] for name in own if name.startswith("aids.") and name not in found}


def weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """Read the weights of an int8 ONNX file, by the names that they have in torch.

    Raises:
        ModelError: if the file cannot be read.
    """
    onnx = require("onnx")
    try:
        graph = onnx.load(str(file)).graph
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{file} cannot be read as a network: {error}.") from error
    given = {each.name: onnx.numpy_helper.to_array(each) for each in graph.initializer}
    found = {
        name.removeprefix(_PREFIX): array
        for name, array in given.items()
        if name.startswith(_PREFIX) and array.dtype == np.float32 and array.ndim
    }
    found = {name: array for name, array in found.items() if not name.endswith("_scale")}
    found = {
        name.removesuffix(_TURNED): array.T if name.endswith(_TURNED) else array
        for name, array in found.items()
    }
    for name in given:
        if name.startswith(_PREFIX) and name.endswith(".weight_quantized"):
            whole = name.removesuffix("_quantized")
            found[whole.removeprefix(_PREFIX)] = _exact(given, whole)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = _torch_name(node.name)
            found[name] = _exact(given, node.input[1].removesuffix("_quantized")).T
    return found


def _torch_name(node: str) -> str:
    """Make ``/network/encoder/…/query/MatMul_quant`` the name of that layer's weight."""
    path = node.removesuffix(_ONE)
    for ending in _DENSE:
        path = path.removesuffix(ending)
    return path.removeprefix("/network/").replace("/", ".") + ".weight"


def _exact(given: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    whole = given[f"{name}_quantized"].astype(np.float32)
    middle = given[f"{name}_zero_point"].astype(np.float32)
    return np.asarray((whole - middle) * given[f"{name}_scale"], dtype=np.float32)
