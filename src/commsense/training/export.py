"""Write a trained network: as int8 ONNX, which ``backends.encoder`` runs, or as safetensors."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from commsense.backends.encoder import INPUTS, OUTPUTS
from commsense.backends.network import Heads, Network
from commsense.errors import ModelError
from commsense.extras import require

OPSET = 17
LARGEST = 2**31 - 2**24
"""Bytes of weights that an ONNX file can hold."""
LENGTHS = (1, 7, 23, 50)
"""Pieces of the texts by which an exported network is compared with itself."""
CLOSE = 1e-3
"""How far the scores of an exported network may be from its own, before it is made int8."""
_KNOWN = (
    "You are using the legacy TorchScript",
    "The feature will be removed",
    "Converting a tensor to a Python boolean",
    "Exporting aten::index operator",
)
"""What the exporter warns of: its own successor, and two turns in the mask of the attention.

There the length of the mask is that of the pieces whatever it is, and no place is below 0.
"""


_EXACT = ("/network/labels/", "/network/relations/")


class _Served(nn.Module):
    """The outputs that are served: without those that only help in training."""

    def __init__(self, network: Heads) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, parts: Tensor, present: Tensor) -> tuple[Tensor, ...]:
        found = self.network(pieces, parts, present)
        return found.labels, found.spans, found.relations


def write(network: Heads, file: Path) -> None:
    """Write ``network`` to ``file``: weights as whole numbers of 8 bits, a scale a column.

    The weights of the layers are quantised by column, those of the vocabulary as one table; what
    goes through the layers is quantised while it runs. The heads of labels and relations stay
    exact: a new label's weights may be far smaller than those beside it, and would be rounded away.
    """
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        ready = network.float().cpu().eval()
        if isinstance(network, Network):
            _export(ready, exact)
        else:
            _export_foreign(ready, exact)
        quantization = require("onnxruntime.quantization")
        log = logging.getLogger()  # where the library advises
        log.addFilter(_no_advice)
        try:
            quantization.quantize_dynamic(
                exact,
                file,
                per_channel=True,
                reduce_range=True,  # right on processors without VNNI too
                weight_type=quantization.QuantType.QInt8,
                nodes_to_exclude=_heads(exact),
            )
        finally:
            log.removeFilter(_no_advice)


def _heads(file: Path) -> list[str]:
    graph = require("onnx").load(str(file)).graph
    found = [node.name for node in graph.node if node.name.startswith(_EXACT)]
    return [*found, *(f"{name}_MatMul" for name in found)]  # a Gemm is split before


def _no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def save(network: Heads, file: Path) -> None:
    """Write ``network`` to ``file`` as safetensors, without what only helps in training."""
    state = network.state_dict().items()
    kept = {name: each for name, each in state if not name.startswith("aids.")}
    save_file({name: each.detach().float().cpu().clone() for name, each in kept.items()}, file)


def _export_foreign(network: Heads, file: Path) -> None:
    """Export a network whose encoder is not ours, and see that it reads as it did.

    Raises:
        ModelError: if its architecture cannot be exported, or is too large.
    """
    kind = network.encoder.config.model_type
    size = sum(4 * each.numel() for each in network.parameters())
    if size > LARGEST:
        raise ModelError(
            f"{kind}: {size / 2**30:.1f} GiB of weights are more than an ONNX file holds; keep the"
            " model as safetensors."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it warns of would show in the scores below
            _export(network, file)
        far = _apart(network, file)
    except Exception as error:  # every architecture fails in its own way
        raise ModelError(
            f"The architecture {kind!r} cannot be exported to ONNX: {error!s:.200}. Keep the"
            " model as safetensors."
        ) from error
    if far > CLOSE:
        raise ModelError(
            f"The architecture {kind!r} cannot be exported to ONNX: the scores would differ by"
            f" {far:.2g}. Keep the model as safetensors."
        )


def _apart(network: Heads, file: Path) -> float:
    """Give how far scores of an exported file are from the network's, on texts of many lengths."""
    session = require("onnxruntime").InferenceSession(str(file), providers=["CPUExecutionProvider"])
    served, rows = _Served(network).eval(), network.encoder.get_input_embeddings().weight.shape[0]
    random, far = np.random.default_rng(0), 0.0
    for length in LENGTHS:
        pieces = random.integers(0, rows, (1, length))
        parts = (np.arange(length) >= 2 * length / 3).astype(np.int64)[None]
        given = dict(zip(INPUTS, (pieces, parts, np.ones_like(pieces)), strict=True))
        with torch.inference_mode():
            exact = served(*map(torch.from_numpy, given.values()))
        for one, other in zip(exact, session.run(OUTPUTS, given), strict=True):
            far = max(far, float(np.abs(one.numpy() - other).max()))
    return far


def _export(network: Heads, file: Path) -> None:
    require("onnx")
    length = {name: {0: "batch", 1: "length"} for name in INPUTS}
    sample = torch.ones(2, 8, dtype=torch.long)
    parts = torch.tensor([[0] * 5 + [1] * 3] * 2)
    with warnings.catch_warnings():
        for message in _KNOWN:
            warnings.filterwarnings("ignore", message)
        torch.onnx.export(
            _Served(network).eval(),
            (sample, parts, sample),
            str(file),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={
                **length,
                "labels": {0: "batch"},
                "relations": {0: "batch"},
                "spans": {0: "batch", 1: "length"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
