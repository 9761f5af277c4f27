"""Adds labels that nobody has declared yet to a team's ``labels.toml``; comments in it stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from commsense.errors import SettingsError
from commsense.labelling import scheme, writing
from commsense.labelling.problem import NewLabel
from commsense.labelling.scheme import BUILT_IN, Scheme

_BLOCK = r"(\[\[tasks\]\]{same}name\s*=\s*[\"']{name}[\"']{same}values\s*=\s*\[)"
_SAME = r"(?:(?!\[\[tasks\]\]).)*?"
HEAD = '# The team\'s own labels. Say in "help" what each means, and with several = false that\n'
HEAD += "# exactly one label of a task holds.\n"


def declared(found: Iterable[NewLabel], path: Path) -> Scheme:
    """Write labels into a scheme file, as own tasks, and give the scheme that it is now.

    Args:
        found: the labels; those of a task that is there are added to it.
        path: the file; it is made where there is none.

    Raises:
        SettingsError: the file is not as it should be, or cannot be written so that it would be.
    """
    before = scheme.load(path) if path.exists() else BUILT_IN
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD
    taken = set(scheme.own_labels(before))
    for task, labels in _by_task(found).items():
        # A label stands for one thing: what another task has is not taken a second time.
        fresh = [each for each in dict.fromkeys(labels) if each not in taken]
        if not fresh or task in BUILT_IN:
            continue
        taken |= set(fresh)
        text = _with(text, task, fresh) if task in before else text + _new(task, fresh)
    _written(text, path, taken)
    return scheme.load(path)


def _by_task(found: Iterable[NewLabel]) -> dict[str, list[str]]:
    tasks: dict[str, list[str]] = {}
    for each in found:
        tasks.setdefault(each.task, []).append(each.label)
    return tasks


def _new(task: str, labels: list[str]) -> str:
    values = ", ".join(f'"{each}"' for each in labels)
    return f'\n[[tasks]]\nname = "{task}"\nvalues = [{values}]\n'


def _with(text: str, task: str, labels: list[str]) -> str:
    # In front, where neither a last comma nor a comment can be in the way.
    values = "".join(f'"{each}", ' for each in labels)
    pattern = _BLOCK.replace("{name}", re.escape(task)).replace("{same}", _SAME)
    return re.sub(pattern, lambda found: found[1] + values, text, count=1, flags=re.DOTALL)


def _written(text: str, path: Path, wanted: set[str]) -> None:
    """Write the file if it is one then; what a person wrote is never replaced by a broken one."""
    trial = path.with_name(f".{path.name}.new")
    writing.write(trial, [text.encode()])
    try:
        missing = wanted - set(scheme.own_labels(scheme.load(trial)))
    except SettingsError as error:
        said = str(error).replace(str(trial), str(path))
        raise SettingsError(f"the new labels do not fit: {said}") from error
    finally:
        trial.unlink()
    if missing:
        raise SettingsError(f"{path}: write these labels into it by hand: {', '.join(missing)}.")
    writing.write(path, [text.encode()])
