"""Optional packages: imported when needed, with the install command when they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from commsense.errors import MissingExtra

EXTRAS = {
    "aiosmtpd": "gateway",
    "datasketch": "train",
    "fastapi": "web",
    "huggingface_hub": "train",
    "onnx": "train",
    "onnxruntime": "train",
    "pygls": "lsp",
    "pypff": "pst",
    "ray": "cluster",
    "scipy": "train",
    "sklearn": "train",
    "torch": "train",
    "transformers": "train",
    "uvicorn": "web",
}
"""Top-level package → the extra that brings it."""


def require(module: str) -> ModuleType:
    """Import an optional ``module`` or say which ``pip install`` brings it.

    Raises:
        MissingExtra: if its package is not installed.
    """
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] != package:
            raise
        command = install_command(package)
        raise MissingExtra(f"{package} is not installed. Install it with: {command}") from error


def install_command(package: str) -> str:
    """Give the command that brings an optional package."""
    return f"pip install 'commsense[{EXTRAS[package]}]'"
