"""What the card of one model says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commsense.backends import folder
from commsense.learning.models import listing


@dataclass(frozen=True, slots=True)
class Shown:
    """A model that is whole: ``digest`` is the sha256 of its card, ``sizes`` are bytes by file."""

    name: str
    folder: Path
    digest: str
    sizes: Mapping[str, int]
    card: Mapping[str, Any]


def shown(name_or_folder: str) -> Shown:
    """Read the card of a model and check its files.

    Raises:
        ModelError: if the folder is missing, damaged or not one of ours.
    """
    found = folder.find(name_or_folder)
    card = folder.card(found)
    return Shown(
        name=listing.line(found.resolve().name),
        folder=found,
        digest=folder.digest(found),
        sizes={name: (found / name).stat().st_size for name in card["files"]},
        card=card,
    )
