"""A training from label rows to an installed model, or to the reason why there is none."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np

from commsense import backends
from commsense.backends.folder import CARD
from commsense.errors import SettingsError
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme
from commsense.training.team import (
    curve,
    enough,
    folds,
    held_out,
    installing,
    judged,
    judged_spans,
    judging,
    material,
    methods,
    spans_chosen,
    start,
)
from commsense.training.team.columns import Columns, columns
from commsense.training.team.held_out import Course, Say
from commsense.training.team.material import Material
from commsense.training.team.outcome import Outcome, TaskOutcome
from commsense.training.team.seeing import readings, see
from commsense.training.team.spans_held_out import HeldOut

PARTS = {methods.RECALIBRATE: 5, methods.HEADS: 5, methods.CONTRASTIVE: 3, methods.FINETUNE: 3}
"""Into how many parts the threads are split, each held out once."""
MANY = 4_000
"""Sentences from which on an encoder is tuned for one part only, not for each."""
REPORT, CARD_TEXT = "report", "README.md"
WORK = ".training"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants trained.

    ``tasks`` by name, all that are labelled if empty; ``method`` one of ``methods.METHODS`` or
    ``auto``; ``force`` installs a model that is not better.
    """

    base: str
    tasks: tuple[str, ...]
    target: Path
    method: str = "auto"
    device: str = "auto"
    seed: int = 0
    force: bool = False


def run(
    rows: Iterable[Row], scheme: Scheme, wish: Wish, problems: Mapping[str, int], say: Say
) -> Outcome:
    """Train, compare, and install the model in ``wish.target`` if it is better.

    A run that was cut off goes on where it was, from the folder ``<target>.training``.

    Args:
        rows: the labels.
        scheme: the tasks that there are.
        wish: what is wanted.
        problems: what of the label files could not be read, counted, for the report.
        say: told what is going on.

    Raises:
        InputError: there is too little to learn from.
        SettingsError: the wish names no task or method that there is.
        ModelError: the base cannot be used.
    """
    began = time.monotonic()
    given = list(rows)
    tasks = enough.tasks(given, scheme, wish.tasks)
    found = material.gather(given, tasks)
    del given
    enough.see(found)
    device = backends.chosen(wish.device)
    say(f"opening {wish.base}", 0, 0)
    base = start.begin(wish.base, scheme)
    given_columns = columns(found.lessons, base.labels)
    method, why = _method(wish, found, given_columns, foreign=base.foreign)
    work = _work(wish, found, method)
    parted = folds.split(found.lessons, found.clients, PARTS[method], wish.seed)
    laid = tuple(readings(found.lessons, base.layout))
    network = base.network.to(device)
    say("reading", 0, len(laid))
    course = Course(
        start=base,
        lessons=found.lessons,
        columns=given_columns,
        tasks=found.tasks,
        folds=parted,
        laid=laid,
        before=see(
            network, laid, base.layout.pad, device, lambda count: say("reading", count, len(laid))
        ),
        method=method,
        device=device,
        seed=wish.seed,
        work=work,
        say=say,
    )
    tuned = method in (methods.CONTRASTIVE, methods.FINETUNE)
    parts = [0] if tuned and len(found.lessons) > MANY else list(range(parted.count))
    scored = held_out.scores(course, parts)
    say("comparing", 0, 0)
    tried = judged_spans.tried(course, scored)
    told = judged.tasks(course, scored, device, tried)
    curves = curve.curves(course, 0) if method != methods.RECALIBRATE else {}
    outcomes = tuple(
        judging.outcome(each, f"the base, {base.model}", curves, wish.seed) for each in told
    )
    better = {each.task: judging.is_better(each.versus) for each in outcomes}
    left = () if wish.force else _left(better, method)
    refused = "" if wish.force or left else _refused(outcomes, better)
    outcome = Outcome(
        name=wish.target.name,
        base=wish.base,
        method=method,
        why=why,
        device=device,
        seed=wish.seed,
        seconds=0.0,
        folds=len(parts),
        grouped=parted.by,
        sentences=len(found.lessons),
        tasks=outcomes,
        better=better,
        refused=refused,
        kept={},
        left_out={**problems, **found.left_out},
        data_sha256=found.sha256,
        left=left,
    )
    if not refused:
        course = replace(course, tasks=tuple(t for t in course.tasks if t.name not in left))
        kept = _install(course, scored, tried, outcome, wish.target)
        outcome = replace(outcome, kept=kept)
    return replace(outcome, seconds=round(time.monotonic() - began, 1))


def _reading(say: Say, of: int) -> Callable[[int], None]:
    return lambda count: say("reading", count, of)


def finished(wish: Wish) -> None:
    """Remove what an interrupted run would have needed."""
    shutil.rmtree(_work_of(wish.target), ignore_errors=True)


def _method(wish: Wish, found: Material, given: Columns, *, foreign: bool) -> tuple[str, str]:
    if wish.method != "auto":
        if wish.method not in methods.METHODS:
            raise SettingsError(
                f"--method: {wish.method!r} is none; accepted: auto, {', '.join(methods.METHODS)}."
            )
        return wish.method, "it was asked for"
    return methods.choose(found.lessons, given, found.tasks, foreign=foreign)


def _work_of(target: Path) -> Path:
    return target.with_name(target.name + WORK)


def _work(wish: Wish, found: Material, method: str) -> Path:
    """Give the folder of what was done already; one of another training is emptied."""
    folder = _work_of(wish.target)
    mark = folder / "run.json"
    wanted = {
        "data": found.sha256,
        "base": backends.identify(wish.base) if _ours(wish.base) else wish.base,
        "tasks": [task.name for task in found.tasks],
        "method": method,
        "seed": wish.seed,
    }
    content = msgspec.json.encode(wanted)
    if not mark.is_file() or mark.read_bytes() != content:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        mark.write_bytes(content)
    return folder


def _ours(base: str) -> bool:
    try:
        backends.identify(base)
    except Exception:  # a hub's name, or a folder that start will speak of
        return False
    return True


def _left(better: Mapping[str, bool], method: str) -> tuple[str, ...]:
    """Give the tasks that can stay as they were while others, which gained, are installed.

    Only where the encoder stays as it is: there the heads of a task depend on no other task.
    """
    if method not in (methods.RECALIBRATE, methods.HEADS) or not any(better.values()):
        return ()
    return tuple(name for name, gained in better.items() if not gained)


def _refused(outcomes: Sequence[TaskOutcome], better: Mapping[str, bool]) -> str:
    worse = [each for each in outcomes if not better[each.task]]
    if not worse:
        return ""
    told = []
    for each in worse:
        against = "; ".join(
            f"{v.other}: {v.value:.2f}, gain {v.gain.value:+.2f} ({v.gain.low:+.2f} to"
            f" {v.gain.high:+.2f})"
            for v in each.versus
        )
        told.append(f"{each.task} {each.value.value:.2f} against {against}")
    found = "it is not surely better on threads that were held out: " + "; ".join(told)
    good = [each.task for each in outcomes if better[each.task]]
    if good:
        found += f". Better for {', '.join(good)}: train those alone, with --task"
    return found


def _install(
    course: Course,
    scored: held_out.Scores,
    tried: Sequence[HeldOut],
    outcome: Outcome,
    target: Path,
) -> dict[str, float]:
    """Learn from all lessons, write the folder beside the target and put it in its place."""
    course.say("learning from all", 0, 0)
    network, learned = held_out.learn(course, range(len(course.lessons)), "all")
    decided = judged.decided(course, scored, np.arange(len(scored.rows)))
    jargon = any(task.spans for task in course.tasks)
    fresh = course.work / "model"
    shutil.rmtree(fresh, ignore_errors=True)
    about = {
        "training_data": outcome.data_sha256,
        "licence": course.start.licence,
        "base": course.start.source,
        "date": datetime.now(UTC).date().isoformat(),
        "method": outcome.method,
    }
    course.say("writing", 0, 0)
    installing.write(
        fresh,
        target.name,
        course.start,
        network,
        learned,
        decided,
        course.tasks,
        judged_spans.limit(course, scored),
        spans_chosen.parts(course.lessons, tried, course.seed, course.say) if jargon else {},
        about,
        _metrics(outcome, list(decided)),
        course.work,
    )
    kept = judged.kept(course, fresh)
    _replace(fresh, target)
    return kept


def _metrics(outcome: Outcome, languages: Sequence[str]) -> dict[str, dict[str, float]]:
    return {
        language: {
            f"{each.task}_macro_f1": each.languages[language][1]
            for each in outcome.tasks
            if language in each.languages and each.task not in outcome.left
        }
        for language in languages
    }


def _replace(fresh: Path, target: Path) -> None:
    """Put a folder in the place of another, which is there until the new one is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        if not (target / CARD).is_file():
            raise SettingsError(
                f"{target}: is there already and is no model of ours; name another."
            )
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
