"""Write into a folder's ``commsense.toml`` which model is used there; all else in it stays."""

from __future__ import annotations

import shutil
from pathlib import Path

from commsense import model_places, settings
from commsense.backends import folder
from commsense.errors import SettingsError


def use(name_or_folder: str, home: Path) -> Path:
    """Name a model in the settings file of a folder, or none for ``default``, and give the file.

    Args:
        name_or_folder: which model; it has to be whole.
        home: the folder; its file is made where there is none.

    Raises:
        ModelError: if the model is missing, damaged or not one of ours.
        SettingsError: the file is not accepted as it is, or cannot be written.
    """
    found = folder.find(name_or_folder)
    folder.card(found)
    file = (home / settings.FILE_NAME).resolve()
    if file.exists():
        settings.load(file)
    plain = model_places.is_plain(name_or_folder) and model_places.named(name_or_folder)
    model = name_or_folder if plain else _path(found, home)
    if model != settings.Settings().model or file.exists():
        _write(file, model)
    return file


def _path(found: Path, home: Path) -> str:
    """Give a path as it counts from ``home``, with slashes, which every system reads."""
    whole = found.resolve()
    if whole.is_relative_to(home.resolve()):
        return "./" + whole.relative_to(home.resolve()).as_posix()
    return whole.as_posix()


def _write(file: Path, model: str) -> None:
    import tomlkit

    try:
        # read_text would make the line ends those of this system
        old = file.read_bytes().decode("utf-8") if file.exists() else ""
        document = tomlkit.parse(old)
        if model == settings.Settings().model:
            document.pop("model", None)
        else:
            document["model"] = model
        new = document.as_string()
        if "\r\n" in old:
            new = new.replace("\r\n", "\n").replace("\n", "\r\n")
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(new.encode("utf-8"))
        settings.load(part)
        if file.exists():
            shutil.copymode(file, part)
        part.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written ({error.strerror}).") from error
