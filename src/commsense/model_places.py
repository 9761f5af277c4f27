"""Where models are looked for by name: what comes with commsense, this folder's, the user's own."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

CARD = "model.toml"
FOLDER = "models"
SHIPPED = ("default",)
"""Names that only what comes with commsense can have, so that nothing can stand in for it."""
VARIABLE = "COMMSENSE_MODELS"
"""The environment variable that names another folder for the user's own models."""
_CODE = Path(__file__).resolve().parent
_NEW_NAME = re.compile(r"\w(?:[\w .-]{0,62}[\w-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever the folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that holds model folders.

    ``kind`` is ``package``, ``checkout``, ``here`` (of the current folder) or ``own``.
    """

    kind: str
    folder: Path

    @property
    def comes_with_us(self) -> bool:
        """Whether commsense itself put it there."""
        return self.kind in ("package", "checkout")


def places() -> tuple[Place, ...]:
    """Give the places in the order in which they are searched, each folder once."""
    found = [Place("package", _CODE / FOLDER), Place("checkout", _CODE.parents[1] / FOLDER)]
    found.append(Place("here", Path(FOLDER)))
    own = own_folder()
    if own:
        found.append(Place("own", own))
    first: dict[Path, Place] = {}
    for each in found:
        first.setdefault(each.folder.resolve(), each)
    return tuple(first.values())


def own_folder() -> Path | None:
    """Give the folder of the user's own models; none where the user has no home either."""
    named = os.environ.get(VARIABLE, "").strip()
    try:
        return Path(named).expanduser() if named else _data_folder() / "commsense" / FOLDER
    except RuntimeError:  # no home
        return None


def is_plain(name: str) -> bool:
    """Tell whether a model is named, and not given as a path."""
    return name != "" and not name.startswith(".") and not set(name) & set("/\\:\0")


def is_new_name(name: str) -> bool:
    """Tell whether a model can be put in place by that name: none that is shipped, on any system.

    Accepted are letters of any script, digits, ``_``, ``-``, and blanks and dots between them.
    """
    taken = name.casefold() in SHIPPED or _DEVICES.fullmatch(name)
    return bool(_NEW_NAME.fullmatch(name)) and not taken


def named(name: str) -> tuple[Path, ...]:
    """Give the folders of that name that can be used, the one that is taken first."""
    if not is_plain(name):
        return ()
    return tuple(
        each.folder / name
        for each in places()
        if (each.comes_with_us or name not in SHIPPED) and _has_card(each.folder / name)
    )


def beside(model: str, home: Path) -> str:
    """Give the model that a settings file in the folder ``home`` names, as it is found from here.

    A path counts from ``home``; a name may be that of a model in its ``models``.
    """
    if not model or home.resolve() == Path.cwd():
        return model
    if not is_plain(model):
        return str(home / model)
    shipped = any(each.comes_with_us and _has_card(each.folder / model) for each in places())
    local = home / FOLDER / model
    return str(local) if _has_card(local) and not shipped and model not in SHIPPED else model


def _has_card(folder: Path) -> bool:
    try:
        return (folder / CARD).is_file()
    except OSError:  # a name that is too long, a folder that may not be read
        return False


def _data_folder() -> Path:
    """Give where the system keeps what programs hold for a user."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support"
    told = os.environ.get("XDG_DATA_HOME", "")
    return Path(told) if told.startswith("/") else Path.home() / ".local/share"
