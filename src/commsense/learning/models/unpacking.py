"""Put a model from a zip in place: all that is in it is checked before it can be found."""

from __future__ import annotations

import secrets
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from commsense import backends, model_places
from commsense.backends import card_form, folder
from commsense.errors import InputError, ModelError
from commsense.learning.models import archives
from commsense.learning.models.packing import PAPERS

_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that was put in place; ``digest`` is the sha256 of its card."""

    name: str
    folder: Path
    digest: str


def install(file: Path, place: Path | None = None, name: str = "") -> Installed:
    """Put the model of a zip in place.

    Args:
        file: as ``packing.export`` writes it.
        place: the folder that it becomes a folder of; left out, the user's own models.
        name: that it gets; empty for the one in the zip.

    Raises:
        InputError: the zip cannot be read, or holds something else; nothing was put in place.
        ModelError: the model is damaged, or its name is taken; nothing was put in place.
    """
    place = place or model_places.own_folder()
    if place is None:
        raise ModelError(
            f"There is no home folder to put models in: set {model_places.VARIABLE} to a folder."
        )
    try:
        with zipfile.ZipFile(file) as pack:
            inner, entries = archives.entries(pack, file)
            target = place / _free_name(name or inner)
            place.mkdir(parents=True, exist_ok=True)
            part = place / f".{target.name}.{secrets.token_hex(4)}"
            part.mkdir()
            try:
                _unpack(pack, file, entries, part)
                backends.identify(str(part))
                # On Windows this fails where the target exists; elsewhere an empty one gives way.
                part.rename(target)
            finally:
                shutil.rmtree(part, ignore_errors=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise InputError(f"{file}: is no zip that can be read: {error}.") from error
    except OSError as error:
        raise InputError(
            f"{error.filename or file}: {error.strerror or error}. Nothing was put in place."
        ) from error
    return Installed(target.name, target, folder.digest(target))


def _free_name(name: str) -> str:
    if not model_places.is_new_name(name):
        raise ModelError(
            f"{name!r} is no name that a model of your own can have; accepted are letters, digits,"
            f" _ and -, but not {', '.join(model_places.SHIPPED)}. Give another one with --name."
        )
    for taken in model_places.named(name):
        raise ModelError(
            f"{name} is there already: {taken}. Give another name with --name, or remove it"
            f" first: commsense models remove {name}"
        )
    return name


def _unpack(
    pack: zipfile.ZipFile, file: Path, entries: dict[str, zipfile.ZipInfo], part: Path
) -> None:
    """Write the files that the card lists, which must be all that there are, and the papers."""
    if folder.CARD not in entries:
        raise InputError(f"{file}: there is no {folder.CARD} in it, so it is no model of ours.")
    _write(pack, entries[folder.CARD], part / folder.CARD, archives.MOST_CARD)
    wanted = {folder.CARD, *card_form.read(part)["files"]}
    strange = sorted(set(entries) - wanted - set(PAPERS))
    if strange:
        raise InputError(
            f"{file}: holds {', '.join(strange)}, which its card does not list. Nothing was put in"
            " place."
        )
    for name in sorted(set(entries) - {folder.CARD}):
        _write(pack, entries[name], part / name, archives.MOST_BYTES)


def _write(pack: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> None:
    written = 0
    with pack.open(info) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > min(most, info.file_size):
                raise InputError(f"{info.orig_filename!r} is larger than it may be.")
            sink.write(chunk)
