"""``commsense labels check``: whether labels can be trusted, and what to do where they cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commsense import backends
from commsense.backends import ModelInput
from commsense.errors import InputError, MissingExtra
from commsense.labelling import findings, reading, scheme
from commsense.labelling.agreement import measuring
from commsense.labelling.agreement.people import MOST_PEOPLE
from commsense.labelling.checks.result import (
    Finding,
    LabelCheck,
    Note,
    Severity,
    Suspects,
    TaskCheck,
    Unreadable,
)
from commsense.labelling.checks.sheet import Answers, Placed, Sheet, lay_out
from commsense.labelling.checks.verdicts import verdict
from commsense.labelling.findings.thin import counts
from commsense.labelling.scheme import Scheme
from commsense.labelling.suspects import finding
from commsense.labelling.suspects.design import Design
from commsense.labelling.suspects.unseen import MOST_TAUGHT
from commsense.learning.placing import placed

MOST_UNREADABLE = 1_000
"""Unreadable places that are kept; they are counted all the same."""
MOST_NAMED = 10_000
_ROWS_AT_ONCE = 256
_SCALE = 0.25
"""Makes logits of a model about as large as the other features."""


def check(
    paths: Sequence[Path],
    scheme_file: Path | None = None,
    *,
    tested: Sequence[Path] = (),
    format_: str = "auto",
    model: str = "",
    device: str = "auto",
    top: int = 50,
    seed: int = 0,
) -> LabelCheck:
    """Check whether labels can be trusted.

    Args:
        paths: files of labels; several people's files of the same sentences belong together.
        scheme_file: a team's own tasks (``labels.toml``).
        tested: those files, or further ones, that a model is to be tested with: what stands both
            there and elsewhere is told.
        format_: as ``labelling.reading.load`` takes it.
        model: a shipped model or a folder that helps to find wrong labels; none by default.
        device: ``auto``, ``cpu`` or ``cuda``, for the model.
        top: rows likely wrong that are named, for each task.
        seed: the same seed gives the same intervals and the same rows likely wrong.

    Raises:
        InputError: nothing in the files can be used.
        SettingsError: the scheme or the format is not accepted.
        ModelError: the model cannot be loaded.
    """
    tasks = scheme.load(scheme_file)
    files = list(dict.fromkeys([*paths, *tested]))
    names = _names(files)
    rows, unreadable = _read(files, names, tasks, format_)
    if not rows:
        raise InputError(_nothing(files, unreadable))
    sheet = lay_out(rows, tasks, [names[path] for path in tested])
    read = _read_by(model, device, sheet) if model else None
    found, notes = findings.find(sheet)
    checked, missing = _tasks(sheet, min(top, MOST_NAMED), seed, read)
    people = np.bincount(sheet.person, minlength=len(sheet.people))
    languages, number = np.unique(np.array(sheet.language), return_counts=True)
    return LabelCheck(
        files=tuple(names.values()),
        rows=len(rows),
        sentences=len(np.unique(sheet.sentences)),
        people=dict(zip(sheet.people, people.tolist(), strict=True)),
        languages=dict(zip(languages.tolist(), number.tolist(), strict=True)),
        threads=sum(bool(name) for name in sheet.thread_names),
        tasks=checked,
        findings=_ordered([*found, *_persons(checked)]),
        unreadable=tuple(unreadable[:MOST_UNREADABLE]),
        unreadable_count=len(unreadable),
        notes=(*notes, *missing, *_noted(sheet, checked)),
    )


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name files shortly, and in full where two have the same name."""
    short = [path.name for path in paths]
    return {p: p.name if short.count(p.name) == 1 else str(p) for p in paths}


def _read(
    paths: Sequence[Path], names: Mapping[Path, str], tasks: Scheme, format_: str
) -> tuple[list[Placed], list[Unreadable]]:
    rows: list[Placed] = []
    unreadable: list[Unreadable] = []
    for path in paths:
        for each in placed(reading.stream([path], tasks, format_), names[path]):
            if isinstance(each, Placed):
                rows.append(each)
            else:
                unreadable.append(Unreadable(each.where, each.said))
    return rows, unreadable


def _nothing(paths: Sequence[Path], unreadable: Sequence[Unreadable]) -> str:
    first = f" The first trouble: {unreadable[0].where}: {unreadable[0].said}" if unreadable else ""
    return (
        f"{', '.join(map(str, paths))}: holds no row that can be used.{first}"
        " Accepted: JSON Lines, CSV, exports of Label Studio and doccano."
    )


def _tasks(
    sheet: Sheet, top: int, seed: int, read: NDArray[np.float32] | None
) -> tuple[tuple[TaskCheck, ...], tuple[Note, ...]]:
    """Check each task; without scikit-learn all but the search for wrong labels."""
    notes: tuple[Note, ...] = ()
    found = []
    design = Design(sheet, read)
    for answers in sheet.answers.values():
        suspects = None
        if not notes:
            try:
                suspects = finding.find(sheet, answers, design, seed, top)
            except MissingExtra as error:
                notes = (Note("not_searched", {"why": str(error)}),)
        found.append(_task(sheet, answers, suspects, seed))
    return tuple(found), notes


def _task(sheet: Sheet, answers: Answers, suspects: Suspects | None, seed: int) -> TaskCheck:
    counted = counts(sheet, answers)
    agreement = measuring.measure(sheet, answers, seed)
    sentences = len(np.unique(sheet.sentences[answers.rows]))
    return TaskCheck(
        task=answers.task.name,
        rows=len(answers.rows),
        sentences=sentences,
        labels=counted,
        agreement=agreement,
        suspects=suspects,
        verdict=verdict(answers.task, sentences, counted, agreement, suspects),
    )


def _persons(tasks: Sequence[TaskCheck]) -> Iterator[Finding]:
    for each in tasks:
        for person in each.agreement.persons if each.agreement else ():
            if person.differs and person.without is not None and each.agreement:
                values: dict[str, str | int | float] = {
                    "person": person.name,
                    "now": round(each.agreement.alpha.value or 0, 2),
                    "without": round(person.without, 2),
                }
                yield Finding("person", Severity.PROBLEM, person.sentences, each.task, (), values)


def _ordered(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put problems before hints, otherwise as they were found."""
    return tuple(sorted(found, key=lambda each: each.severity is not Severity.PROBLEM))


def _noted(sheet: Sheet, tasks: Sequence[TaskCheck]) -> Iterator[Note]:
    if not any(row.annotator for row in sheet.rows) and len(sheet.files) > 1:
        yield Note("file_as_person", {"n": len(sheet.files)})
    largest = max((each.rows for each in tasks if each.suspects), default=0)
    if largest > MOST_TAUGHT:
        yield Note("taught", {"most": MOST_TAUGHT})
    if len(sheet.people) > MOST_PEOPLE:
        yield Note("people", {"most": MOST_PEOPLE})
    for each in tasks:
        if each.agreement and each.agreement.sampled:
            yield Note("sampled", {"task": each.task, "n": each.agreement.sampled})


def _read_by(model: str, device: str, sheet: Sheet) -> NDArray[np.float32]:
    """Read all rows by a trained model: the logit of each of its labels, scaled."""
    loaded = backends.load(model, device)
    blocks = []
    for start in range(0, len(sheet.rows), _ROWS_AT_ONCE):
        inputs = [
            ModelInput(row.text, language, row.side, row.context)
            for row, language in zip(
                sheet.rows[start : start + _ROWS_AT_ONCE],
                sheet.language[start : start + _ROWS_AT_ONCE],
                strict=True,
            )
        ]
        told = [
            [*p.sentiment.values(), *p.acts.values(), *p.flags.values()]
            for p in loaded.skim(inputs)
        ]
        chances = np.clip(np.array(told, dtype=np.float32), 1e-3, 1 - 1e-3)
        blocks.append(_SCALE * np.log(chances / (1 - chances)))
    return np.concatenate(blocks).astype(np.float32)


def fails(check_: LabelCheck) -> bool:
    """Tell whether a check found a problem, or a task that people do not agree on."""
    unsound = {"agree", "one_label"}
    return (
        any(each.severity is Severity.PROBLEM for each in check_.findings)
        or check_.unreadable_count > 0
        or any(each.verdict.level.value in unsound for each in check_.tasks)
    )
