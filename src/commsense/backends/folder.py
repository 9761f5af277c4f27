"""Model folders: where they are looked for, and whether they are whole."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from commsense.errors import ModelError
from commsense.lang import LANGUAGES

CARD = "model.toml"
FORMAT = 2
_NUMBERS = ("thresholds", "unsure")
_PACKAGE = Path(__file__).resolve().parents[1]
PLACES = (_PACKAGE / "models", _PACKAGE.parents[1] / "models")
"""Where a plain name is looked for: the installed package, then the checkout."""


def find(name_or_folder: str) -> Path:
    """Give the folder of a model that is named or given as a path.

    Raises:
        ModelError: if there is none.
    """
    if name_or_folder and Path(name_or_folder).name == name_or_folder:
        for place in PLACES:
            if (place / name_or_folder / CARD).is_file():
                return place / name_or_folder
    folder = Path(name_or_folder)
    if name_or_folder and (folder / CARD).is_file():
        return folder
    known = sorted({path.parent.name for place in PLACES for path in place.glob(f"*/{CARD}")})
    raise ModelError(
        f"No model at {name_or_folder!r}: found no {CARD} there. "
        f"Give one of {', '.join(known) or '(none installed)'}, or a folder with a {CARD}."
    )


def card(folder: Path) -> dict[str, Any]:
    """Read ``model.toml`` and check that every file it lists is the one it was written for.

    Raises:
        ModelError: if the card cannot be read, is of another format, or a file is missing or
            damaged; the message names folder, file, expected and found.
    """
    path = folder / CARD
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"{path} cannot be read: {error}. Install the model again.") from error
    if found.get("format") != FORMAT:
        raise ModelError(
            f"{path}: expected format = {FORMAT}, found {found.get('format')!r}. "
            "The model is not one of ours, or belongs to another version of commsense."
        )
    files = found.get("files")
    if not isinstance(files, dict) or not files:
        raise ModelError(f"{path}: expected a table [files], found {files!r}.")
    for name, expected in files.items():
        _check(folder, str(name), str(expected))
    _check_languages(path, found.get("languages"))
    return found


def digest(folder: Path) -> str:
    """Give the sha256 of ``model.toml``, which holds those of all other files."""
    return hashlib.sha256((folder / CARD).read_bytes()).hexdigest()


def _check_languages(path: Path, languages: object) -> None:
    if not isinstance(languages, dict) or not languages:
        raise ModelError(f"{path}: expected a table [languages], found {languages!r}.")
    for code, table in languages.items():
        if code not in LANGUAGES or not isinstance(table, dict):
            raise ModelError(
                f"{path}: languages: found {code} = {table!r}; accepted are tables for"
                f" {', '.join(LANGUAGES)}."
            )
        for name in _NUMBERS:
            values = table.get(name, {})
            if not isinstance(values, dict) or not all(
                isinstance(value, int | float) for value in values.values()
            ):
                raise ModelError(
                    f"{path}: languages.{code}.{name}: expected a number for each label,"
                    f" found {values!r}."
                )


def _check(folder: Path, name: str, expected: str) -> None:
    if Path(name).name != name:
        raise ModelError(f"{folder / CARD}: expected a plain file name, found {name!r}.")
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(f"{folder}: expected the file {name}, found {error.strerror}.") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ModelError(
            f"{folder}: {name} is damaged: expected sha256 {expected}, found {found}. "
            "Install the model again."
        )
