"""Writes rows as tasks for a labelling program; what ``commsense labels export`` does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commsense import backends, stages
from commsense.errors import InputError, SettingsError
from commsense.labelling import reading, writing
from commsense.labelling.formats import FORMATS, studio_config
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Scheme
from commsense.learning import proposing

GUIDE = ("sentiment", "acts", "flags")
"""The tasks that are asked where none are named and the rows have no labels."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; ``labelled`` tasks come with proposals, ``again`` were sentences twice."""

    tasks: int
    labelled: int
    again: int
    asked: tuple[str, ...]
    problems: tuple[Problem, ...]


def write(
    paths: Sequence[Path],
    output: Path,
    scheme: Scheme,
    format: str,  # noqa: A002 - the option's name
    *,
    tasks: Sequence[str] = (),
    model: str = "",
    device: str = "auto",
    finished: bool = False,
    config: Path | None = None,
) -> Exported:
    """Read rows and write them in another format. The rows are held in memory.

    Args:
        paths: files of rows, with labels or without.
        output: the file to write.
        scheme: the tasks that there are.
        format: one of ``FORMATS``.
        tasks: those to be asked; by default those that somebody judged, and a team's own.
        model: whose labels are proposed where a row has none; "" for no model.
        device: where the model runs: ``auto``, ``cpu`` or ``cuda``.
        finished: write labels as those of their annotators instead of as proposals.
        config: where the labelling configuration of Label Studio is written.

    Raises:
        InputError: there is no row, or a file cannot be written.
        ModelError: the model cannot be loaded.
        SettingsError: there is no such format or task.
    """
    if format not in FORMATS:
        raise SettingsError(f"--format: {format!r} is not written; accepted: {', '.join(FORMATS)}.")
    read = reading.load(paths, scheme)
    if not read.rows:
        said = "".join(f"\n  {each}" for each in read.problems[:5])
        raise InputError(f"{', '.join(map(str, paths))}: holds no row that can be used.{said}")
    asked = _asked(tasks, read.rows, scheme)
    held = list(read.rows) if finished else _once(read.rows)
    if model:
        held = list(
            proposing.proposed(held, stages.load_model(model, backends.chosen(device)), scheme)
        )
    if not finished:
        held = [_only(row, asked) for row in held]
    writing.write(output, FORMATS[format].chunks(held, scheme, None if finished else asked))
    if config is not None:
        writing.write(config, [studio_config.config(scheme, asked).encode()])
    labelled = sum(bool(row.labels) or row.spans is not None for row in held)
    return Exported(len(held), labelled, len(read.rows) - len(held), asked, read.problems)


def _asked(named: Sequence[str], rows: Iterable[Row], scheme: Scheme) -> tuple[str, ...]:
    unknown = [each for each in named if each not in scheme]
    if unknown:
        raise SettingsError(
            f"--task: {', '.join(unknown)} is no task; accepted: {', '.join(scheme)}."
        )
    if named:
        return tuple(dict.fromkeys(named))
    judged = {task for row in rows for task in row.labels}
    judged |= {JARGON} if any(row.spans is not None for row in rows) else set()
    wanted = judged or set(GUIDE)
    return tuple(task.name for task in scheme.values() if task.own or task.name in wanted)


def _once(rows: Iterable[Row]) -> list[Row]:
    """Keep each sentence once: nobody is asked the same twice. Pairs with a concern are others."""
    found: dict[tuple[str, str, bool], Row] = {}
    for row in rows:
        key = (row.id, row.text, CONCERN_STATUS in row.labels)
        found.setdefault(key, row)
    return list(found.values())


def _only(row: Row, asked: Sequence[str]) -> Row:
    labels = {task: given for task, given in row.labels.items() if task in asked}
    return replace(row, labels=labels, spans=row.spans if JARGON in asked else None)
