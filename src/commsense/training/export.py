"""Write a trained network as int8 ONNX, which ``backends.encoder`` runs."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

from commsense.backends.encoder import INPUTS, OUTPUTS
from commsense.backends.network import Network
from commsense.extras import require

OPSET = 17
_KNOWN = (
    "You are using the legacy TorchScript",
    "The feature will be removed",
    "Converting a tensor to a Python boolean",
    "Exporting aten::index operator",
)
"""What the exporter warns of: its own successor, and two turns in the mask of the attention.

There the length of the mask is that of the pieces whatever it is, and no place is below 0.
"""


class _Served(nn.Module):
    """The outputs that are served: without those that only help in training."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, parts: Tensor, present: Tensor) -> tuple[Tensor, ...]:
        found = self.network(pieces, parts, present)
        return found.labels, found.spans, found.relations


def write(network: Network, file: Path) -> None:
    """Write ``network`` to ``file``: weights as whole numbers of 8 bits, a scale a column.

    The weights of the layers are quantised by column, those of the vocabulary as one table; what
    goes through the layers is quantised while it runs.
    """
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        _export(network.float().cpu().eval(), exact)
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
            )
        finally:
            log.removeFilter(_no_advice)


def _no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing before quantization" not in record.getMessage()


def _export(network: Network, file: Path) -> None:
    require("onnx")
    length = {name: {0: "batch", 1: "length"} for name in INPUTS}
    sample = torch.ones(2, 8, dtype=torch.long)
    parts = torch.tensor([[0] * 5 + [1] * 3] * 2)
    with warnings.catch_warnings():
        for message in _KNOWN:
            warnings.filterwarnings("ignore", message)
        torch.onnx.export(
            _Served(network),
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
