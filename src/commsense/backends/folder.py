"""Model folders: where one is found, and whether it is whole."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from commsense import model_places
from commsense.backends import card_form, head_arrays
from commsense.errors import ModelError

CARD = model_places.CARD
FORMAT = card_form.FORMAT
_HEAD = 16
"""Bytes from which the kind of a file can be told."""


def find(name_or_folder: str) -> Path:
    """Give the folder of a model that is named or given as a path.

    Raises:
        ModelError: if there is none; the message lists what was found where.
    """
    for found in model_places.named(name_or_folder):
        return found
    folder = Path(name_or_folder)
    if name_or_folder and name_or_folder not in model_places.SHIPPED:
        try:
            if (folder / CARD).is_file():
                return folder
        except (OSError, ValueError):
            pass  # no name that a file can have
    raise ModelError(
        f"No model at {name_or_folder!r}: found no {CARD} there.{_pickles_in(folder)}"
        f" Give the name of a model, or a folder with a {CARD}. Looked for names in:\n"
        + "\n".join(f"  {place.folder}: {_held(place.folder)}" for place in model_places.places())
    )


def card(folder: Path) -> dict[str, Any]:
    """Read ``model.toml`` and check that every file it lists is the one it was written for.

    Raises:
        ModelError: if the card cannot be read, is of another format, or a file is missing, damaged
            or none that can be read; the message names folder, file, expected and found.
    """
    _check_place(folder, CARD)
    found = card_form.read(folder)
    for name, expected in found["files"].items():
        _check(folder, name, expected)
    for table in found["languages"].values():
        name = str(table.get("file"))
        if name not in found["files"]:
            raise ModelError(
                f"{folder}: {name} has no sha256 under [files], found {sorted(found['files'])}."
            )
        head_arrays.check(folder / name, len(found["labels"]))
    return found


def digest(folder: Path) -> str:
    """Give the sha256 of ``model.toml``, which holds those of all other files."""
    return hashlib.sha256((folder / CARD).read_bytes()).hexdigest()


def models_in(place: Path) -> list[Path]:
    """Give the folders in ``place`` that hold a card, by name; none where it cannot be read."""
    try:
        found = [path for path in place.iterdir() if not path.name.startswith(".")]
        return sorted(path for path in found if (path / CARD).is_file())
    except OSError:
        return []


def _held(place: Path) -> str:
    return ", ".join(path.name for path in models_in(place)) or "(none)"


def _check(folder: Path, name: str, expected: str) -> None:
    path = folder / name
    _check_place(folder, name)
    try:
        if path.exists() and not path.is_file():
            raise ModelError(f"{folder}: expected {name} to be a file, found something else.")
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(0)
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"{folder}: expected the file {name}, found {error.strerror}.{_pickles_in(folder)}"
        ) from error
    if found != expected:
        raise ModelError(
            f"{folder}: {name} is damaged: expected sha256 {expected}, found {found}. "
            "Install the model again."
        )
    if _is_pickle(head):
        raise ModelError(
            f"{folder}: {name} is a pickle, whatever its name says, and can run code when it is"
            " read; accepted are weights as .safetensors or .onnx."
        )
    if path.suffix == ".safetensors":
        _check_arrays(path)


def _check_arrays(path: Path) -> None:
    """See that a file is one of arrays; which ones they are, the backend knows."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy"):
            pass
    except (SafetensorError, OSError) as error:
        raise ModelError(f"{path} cannot be read as arrays: {error}.") from error


def _check_place(folder: Path, name: str) -> None:
    """Refuse a link that leads out of the folder."""
    try:
        inside = (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError) as error:  # a ring of links
        raise ModelError(f"{folder / name} cannot be read: {error}.") from error
    if not inside:
        raise ModelError(
            f"{folder}: {name} is a link to {(folder / name).resolve()}, outside of the folder;"
            " accepted are files in it."
        )


def _pickles_in(folder: Path) -> str:
    try:
        names = sorted(
            path.name for path in folder.iterdir() if path.name.lower().endswith(card_form.PICKLES)
        )
    except (OSError, ValueError):
        return ""
    if not names:
        return ""
    return (
        f" There is {', '.join(names)}, a pickle: it can run code when it is read, and is not;"
        " accepted are weights as .safetensors or .onnx."
    )


def _is_pickle(head: bytes) -> bool:
    """Tell a pickle by its first bytes, or an archive of torch's, which holds one.

    In safetensors the first eight are a number, which may look like it; a ``{`` comes after.
    """
    opens = len(head) > 1 and head[0] == 0x80 and 2 <= head[1] <= 5 and head[8:9] != b"{"
    return opens or head.startswith(b"PK\x03\x04")
