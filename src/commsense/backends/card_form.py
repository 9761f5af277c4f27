"""Whether a ``model.toml`` is in form: its size, its tables, the names of its files."""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path
from typing import Any

from commsense.backends import own_tasks
from commsense.backends.own_tasks import OwnTask
from commsense.errors import ModelError
from commsense.lang import LANGUAGES
from commsense.model_places import CARD

FORMAT = 2
MOST_BYTES = 2**20
"""A card of a thousand labels in two languages has a quarter of it."""
MOST_FILES = 64
MOST_LABELS = 100
PICKLES = (".bin", ".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth")
"""Endings of files that run code when they are read."""
_BUILT_IN_TASKS = ("sentiment", "acts", "flags", "jargon", "concern-status")
_NUMBERS = ("thresholds", "unsure")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME = 100


def read(folder: Path) -> dict[str, Any]:
    """Read the card of a model folder and check that it is in form; no other file is looked at.

    Raises:
        ModelError: it is not; the message names the file, the key, expected and found.
    """
    path = folder / CARD
    found = _parsed(path)
    if found.get("format") != FORMAT:
        raise ModelError(
            f"{path}: expected format = {FORMAT}, found {found.get('format')!r}. "
            "The model is not one of ours, or belongs to another version of commsense."
        )
    _check_name(path, found.get("name", folder.name))
    _check_files(path, found.get("files"))
    _check_languages(path, found.get("languages"))
    _check_tasks(path, own_tasks.read(folder, found))
    return found


def is_file_name(name: str) -> bool:
    """Tell whether a file of a model folder may have that name: no path, on any system."""
    return bool(_FILE.fullmatch(name)) and not name.endswith(".")


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ModelError(f"{path}: is larger than {MOST_BYTES} bytes; no card of ours is.")
        return tomllib.loads(content.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path} cannot be read: {error}. Install the model again.") from error


def _check_name(path: Path, name: object) -> None:
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise ModelError(
            f"{path}: name: found {name!r}; accepted is one line of up to {_LONGEST_NAME} letters."
        )


def _check_files(path: Path, files: object) -> None:
    if not isinstance(files, dict) or not 0 < len(files) <= MOST_FILES:
        raise ModelError(f"{path}: expected a table [files], found {files!r}.")
    for name, expected in files.items():
        if not is_file_name(name) or name == CARD:
            raise ModelError(
                f"{path}: expected a plain file name of letters, digits, '.', '_' and '-',"
                f" found {name!r}."
            )
        if name.lower().endswith(PICKLES):
            raise ModelError(
                f"{path}: {name} is a pickle, which can run code when it is read; accepted are"
                " weights as .safetensors or .onnx."
            )
        if not isinstance(expected, str) or not _SHA256.fullmatch(expected):
            raise ModelError(f"{path}: files: {name}: expected a sha256, found {expected!r}.")


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
            if not isinstance(values, dict) or not all(map(_is_number, values.values())):
                raise ModelError(
                    f"{path}: languages.{code}.{name}: expected a number for each label,"
                    f" found {values!r}."
                )


def _check_tasks(path: Path, tasks: tuple[OwnTask, ...]) -> None:
    names = [each.name for each in tasks]
    for each in tasks:
        if each.name in _BUILT_IN_TASKS:
            raise ModelError(f"{path}: tasks: {each.name} is a task of the label guide.")
        if names.count(each.name) > 1:
            raise ModelError(f"{path}: tasks: {each.name} stands there twice.")
        if not (1 if each.several else 2) <= len(each.values) <= MOST_LABELS:
            raise ModelError(
                f"{path}: tasks: {each.name}: found {len(each.values)} values; accepted are up to"
                f" {MOST_LABELS}, and two or more without several."
            )


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < MOST_BYTES
