"""Take a model of the user's own away."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from commsense import model_places
from commsense.backends import card_form, folder
from commsense.errors import ModelError


def removable(name: str) -> Path:
    """Give the folder that would be removed: the one that is found by that name.

    Raises:
        ModelError: there is none, it is shipped, it is none of ours, or a link leads out of it.
    """
    if not model_places.is_plain(name):
        raise ModelError(f"{name!r} is a path; accepted is the name of a model of your own.")
    if name in model_places.SHIPPED:
        raise ModelError(f"{name} comes with commsense and stays.")
    found = folder.find(name)
    kind = next((each.kind for each in model_places.places() if each.folder / name == found), "")
    if kind in ("", "package"):
        raise ModelError(
            f"{found} is in none of the places of your own; remove the folder by hand."
        )
    for path in (found, *_within(found)):
        if path.is_symlink():
            raise ModelError(
                f"{path} is a link to {path.readlink()}; nothing was removed. Remove the link by"
                " hand."
            )
    card_form.read(found)
    return found


def remove(found: Path) -> None:
    """Remove a folder that ``removable`` gave.

    Raises:
        ModelError: it cannot be removed; the message tells what is left.
    """
    gone = found.with_name(f".{found.name}.{secrets.token_hex(4)}")
    try:
        found.rename(gone)  # at once it is a model no more, even if the rest is cut off
        shutil.rmtree(gone)
    except OSError as error:
        left = gone if gone.exists() else found
        raise ModelError(f"{left}: cannot be removed ({error.strerror}).") from error


def _within(found: Path) -> list[Path]:
    return [Path(at) / name for at, folders, files in os.walk(found) for name in folders + files]
