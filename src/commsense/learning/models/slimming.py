"""Make a model's weights whole numbers of 8 bits, so that it runs without torch."""

from __future__ import annotations

from pathlib import Path

from commsense.extras import require

_NEEDED = ("torch", "transformers", "onnx")


def slim(found: Path, target: Path) -> None:
    """Write a model with its encoder as int8 ONNX to the folder ``target``.

    Raises:
        ModelError: the model has no encoder that can be made so.
        MissingExtra: the packages for it are not installed.
    """
    for package in _NEEDED:
        require(package)
    from commsense.training.export_model import to_int8

    to_int8(found, target)
