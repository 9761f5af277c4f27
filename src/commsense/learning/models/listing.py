"""Which models there are, and which one is in use in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commsense import model_places, settings
from commsense.backends import card_form, folder, own_tasks
from commsense.errors import ModelError


@dataclass(frozen=True, slots=True)
class Entry:
    """One model.

    ``place`` is the kind of ``model_places.Place``, or ``path``; ``tasks`` are the team's own with
    their labels. ``bytes`` counts the files of the card. A model that is ``hidden`` is not found
    by its name, as another is found first; one with a ``problem`` cannot be used.
    """

    name: str
    place: str
    folder: Path
    languages: tuple[str, ...] = ()
    tasks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    base: str = ""
    bytes: int = 0
    licence: str = ""
    date: str = ""
    in_use: bool = False
    hidden: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The models, and why the one that the settings name is none of them, if so."""

    entries: tuple[Entry, ...]
    missing: str = ""


def listed(home: Path = Path()) -> Listing:
    """Give all models that are found by name, and the one that is in use in the folder ``home``.

    Raises:
        SettingsError: the settings file of the folder is not accepted.
    """
    used, missing = _used(home)
    entries = [
        replace(entry, in_use=used is not None and entry.folder.resolve() == used)
        for entry in _entries()
    ]
    if used and not any(entry.in_use for entry in entries):
        entries.append(replace(_entry("path", used), in_use=True))
    return Listing(tuple(entries), missing)


def chosen(home: Path) -> str:
    """Give the model that the settings file of a folder names, ``default`` where there is none.

    Raises:
        SettingsError: the file is not accepted.
    """
    file = home / settings.FILE_NAME
    return (settings.load(file) if file.is_file() else settings.Settings()).model


def line(value: object) -> str:
    """Give what a card says as one line that does nothing to a terminal."""
    told = " ".join(str(value).split())
    return "".join(sign if sign.isprintable() else "?" for sign in told)


def size(place: Path, card: Mapping[str, Any]) -> int:
    """Give how many bytes a card and its files have."""
    files = (place / name for name in (folder.CARD, *card["files"]))
    return sum(file.stat().st_size for file in files if file.is_file())


def _used(home: Path) -> tuple[Path | None, str]:
    try:
        return folder.find(chosen(home)).resolve(), ""
    except ModelError as error:
        return None, str(error)


def _entries() -> Iterator[Entry]:
    for place in model_places.places():
        for found in folder.models_in(place.folder):
            first = model_places.named(found.name)[:1]
            hidden = not first or first[0].resolve() != found.resolve()
            yield replace(_entry(place.kind, found), hidden=hidden)


def _entry(kind: str, found: Path) -> Entry:
    entry = Entry(line(found.name), kind, found)
    try:
        card = card_form.read(found)
        own = own_tasks.read(found, card)
        return replace(
            entry,
            languages=tuple(card["languages"]),
            tasks={task.name: task.values for task in own},
            base=line(card.get("base", "")),
            bytes=size(found, card),
            licence=line(card.get("licence", "")),
            date=line(card.get("date", "")),
        )
    except (ModelError, OSError) as error:
        return replace(entry, problem=line(error))
