"""Put a model into one file that can be given to somebody else.

The same model gives the same bytes: names in order, no times, nothing compressed (weights hardly
shrink, and how they would depends on the library).
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from commsense import model_places
from commsense.backends import folder
from commsense.errors import InputError, ModelError
from commsense.learning.models import slimming

PAPERS = ("LICENSE", "README.md", "README.zh.md")
"""What goes with a model beside the files of its card: papers that hold nobody's mail."""
_CHUNK = 2**20
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """The file that was written; ``left_out`` stays behind: checkpoints, reports, anything else."""

    file: Path
    name: str
    files: tuple[str, ...]
    left_out: tuple[str, ...]
    bytes: int
    sha256: str


def export(name_or_folder: str, target: Path, *, int8: bool = False) -> Packed:
    """Write a model as a zip.

    Args:
        name_or_folder: which model; it has to be whole.
        target: the file; one that is there is replaced when the new one is complete.
        int8: make the weights of the encoder whole numbers of 8 bits first.

    Raises:
        ModelError: if the model is missing, damaged or not one of ours, or ``int8`` cannot be had.
        InputError: the file cannot be written.
    """
    found = folder.find(name_or_folder)
    name = found.resolve().name
    if name not in model_places.SHIPPED and not model_places.is_new_name(name):
        raise ModelError(
            f"{found}: {name!r} is no name that a model can have everywhere; accepted are letters,"
            " digits, _ and -. Give the folder another name."
        )
    folder.card(found)
    if not int8:
        return _export(found, name, target)
    with tempfile.TemporaryDirectory() as place:
        slim = Path(place) / name
        slimming.slim(found, slim)
        return _export(slim, name, target)


def _export(found: Path, name: str, target: Path) -> Packed:
    files = folder.card(found)["files"]
    papers = [each for each in PAPERS if (found / each).is_file() and each not in files]
    chosen = (folder.CARD, *sorted(files), *papers)
    part = target.with_name(f".{target.name}.part")
    try:
        if target.is_dir():
            raise InputError(f"{target}: is a folder; expected the name of a file.")
        with zipfile.ZipFile(part, "w") as pack:
            for each in chosen:
                _add(pack, found / each, f"{name}/{each}", files.get(each))
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)
    rest = tuple(sorted({each.name for each in found.iterdir()} - set(chosen)))
    return Packed(target, name, chosen, rest, target.stat().st_size, sha256)


def _add(pack: zipfile.ZipFile, file: Path, name: str, expected: str | None) -> None:
    info = zipfile.ZipInfo(name)  # of 1980, whatever the day
    info.create_system = 3  # else the system would stand in it
    info.external_attr = _PLAIN_FILE
    info.file_size = file.stat().st_size
    seen = hashlib.sha256()
    with file.open("rb") as source, pack.open(info, "w") as sink:
        while chunk := source.read(_CHUNK):
            seen.update(chunk)
            sink.write(chunk)
    if expected and seen.hexdigest() != expected:
        raise ModelError(f"{file}: has changed while it was read. Export the model again.")
