"""Checkpoints of training: plain arrays, written so that a cut-off run never leaves half a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor
from torch.optim import Optimizer


def write(file: Path, arrays: Mapping[str, Tensor]) -> None:
    """Write arrays to ``file``, all or nothing."""
    part = file.with_suffix(".part")
    save_file(dict(arrays), part)
    part.rename(file)


def state(optimiser: Optimizer) -> dict[str, Tensor]:
    """Give what an optimiser remembers, as arrays by name."""
    return {
        f"state/{place}/{name}": value.clone()
        for place, values in optimiser.state_dict()["state"].items()
        for name, value in values.items()
    }


def restore(optimiser: Optimizer, arrays: Mapping[str, Tensor]) -> None:
    """Give an optimiser back what ``state`` gave."""
    found: dict[int, dict[str, Tensor]] = {}
    for key, value in arrays.items():
        if key.startswith("state/"):
            _, place, name = key.split("/")
            found.setdefault(int(place), {})[name] = value
    optimiser.load_state_dict({**optimiser.state_dict(), "state": found})
