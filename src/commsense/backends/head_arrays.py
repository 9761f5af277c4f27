"""Whether the arrays of linear heads are in form: what they hold, and that they fit each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_LISTS = 1_000
_WHOLE, _BROKEN = "iu", "f"
"""The kinds of numbers, as numpy names them."""


def check(file: Path, labels: int) -> None:
    """Check the file with the heads of one language for a model of so many ``labels``.

    Raises:
        ModelError: it holds no arrays, or others; the message names the array.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    from commsense.backends.features import BUCKETS
    from commsense.backends.heads import ARRAYS

    try:
        arrays = load_file(file)
    except Exception as error:  # the library raises KeyError and others for kinds it does not know
        what = "" if isinstance(error, SafetensorError | OSError) else f"{type(error).__name__} "
        raise ModelError(f"{file} cannot be read as arrays: {what}{error}.") from error
    if any(name not in arrays for name in ARRAYS):
        raise ModelError(
            f"{file}: expected the arrays {', '.join(ARRAYS)}, "
            f"found {', '.join(sorted(arrays))}. The model belongs to another version."
        )
    features, phrases = arrays["buckets"].shape[:1], arrays["phrases"].shape[:1]
    _check(file, arrays, "buckets", features, _WHOLE, 0, BUCKETS)
    _check(file, arrays, "phrases", phrases, _WHOLE, 0, BUCKETS)
    _check(file, arrays, "phrase_lists", (*phrases, None), _WHOLE, -1, MOST_LISTS)
    cues = int(arrays["phrase_lists"].max(initial=-1)) + 3  # and one for each side
    _check(file, arrays, "weights", (*features, labels), _WHOLE)
    _check(file, arrays, "cue_weights", (cues, labels), _WHOLE)
    for name in ("scale", "cue_scale", "bias"):
        _check(file, arrays, name, (labels,), _BROKEN)
    _check(file, arrays, "calibration", (2, labels), _BROKEN)


def _check(
    file: Path,
    arrays: dict[str, NDArray[Any]],
    name: str,
    shape: tuple[int | None, ...],
    kind: str,
    least: int | None = None,
    most: int | None = None,
) -> None:
    """Check one array; ``least`` is the lowest value, all are below ``most``."""
    array = arrays[name]
    fits = len(array.shape) == len(shape) and all(
        wanted in (None, found) for wanted, found in zip(shape, array.shape, strict=True)
    )
    if not fits or not shape or array.dtype.kind not in kind:
        numbers = "whole numbers" if kind == _WHOLE else "numbers"
        raise ModelError(
            f"{file}: expected {name} of {_told(shape)} {numbers}, found {_told(array.shape)} of"
            f" {array.dtype}."
        )
    if not _within(array, least, most):
        raise ModelError(f"{file}: {name} holds numbers that it cannot; the file is foreign.")


def _within(array: NDArray[Any], least: int | None, most: int | None) -> bool:
    import numpy as np

    if not array.size:
        return True
    if array.dtype.kind == _BROKEN:
        return bool(np.isfinite(array).all())
    low, high = int(array.min()), int(array.max())
    return (least is None or low >= least) and (most is None or high < most)


def _told(shape: tuple[int | None, ...]) -> str:
    return " × ".join("any" if each is None else str(each) for each in shape) or "one"
