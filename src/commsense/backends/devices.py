"""Where a model runs: the processor, or a GPU when there is one and torch is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from commsense.errors import ModelError
from commsense.extras import require

_DRIVERS = (
    Path("/dev/nvidiactl"),
    Path("/dev/dxg"),  # Windows Subsystem for Linux
    Path("C:/Windows/System32/nvcuda.dll"),
)
_NEEDED = ("torch", "transformers", "onnx")
"""What the extra ``train`` brings and a GPU needs."""
DEVICES = ("auto", "cpu", "cuda")


def chosen(device: str) -> str:
    """Give ``cpu`` or ``cuda`` for one of ``DEVICES``.

    Raises:
        ModelError: if it is none of them, or ``cuda`` is asked for and there is no GPU.
        MissingExtra: if ``cuda`` is asked for and torch is not installed.
    """
    if device not in DEVICES:
        raise ModelError(f"device: found {device!r}; accepted: {', '.join(DEVICES)}.")
    if device == "cpu" or (device == "auto" and not _has_gpu()):
        return "cpu"
    if device == "cuda" and not require("torch").cuda.is_available():
        raise ModelError("device: cuda was asked for, and torch finds no GPU. Use cpu or auto.")
    return "cuda"


def _has_gpu() -> bool:
    if not any(place.exists() for place in _DRIVERS):
        return False  # torch takes seconds to load, only to say no
    if any(find_spec(name) is None for name in _NEEDED):
        return False
    return bool(require("torch").cuda.is_available())
