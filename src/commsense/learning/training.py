"""``commsense train``: from label files to a model of the team's own, if it is better."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from safetensors import SafetensorError

from commsense.errors import InputError
from commsense.extras import require
from commsense.labelling import reading, scheme
from commsense.labelling.problem import Problem
from commsense.labelling.row import Row
from commsense.labelling.scheme import Scheme

if TYPE_CHECKING:
    from commsense.training.team.outcome import Outcome
    from commsense.training.team.picking import Picked
    from commsense.training.team.run import Wish

REPORT = "report"
"""What is added to a model's name for the folder that holds the report of its training."""


def train(
    files: Sequence[Path],
    scheme_file: Path | None,
    wish: Wish,
    say: Callable[[str, int, int], None],
) -> tuple[Outcome, Path]:
    """Train, compare, install the model if it is better, and write the report either way.

    Args:
        files: of labels, see ``labelling.reading``.
        scheme_file: the team's own tasks, if it has any.
        wish: what is wanted.
        say: told what is going on, and how many sentences were done, and of how many.

    Returns:
        What came of it, and the folder of the report.

    Raises:
        InputError: there is too little to learn from.
        ModelError: the base cannot be used.
        MissingExtra: what the extra ``train`` brings is not installed.
        SettingsError: an option or the scheme is not as it should be.
    """
    for package in ("sklearn", "scipy", "torch", "transformers", "onnx"):
        require(package)
    from commsense.training.team import report, run

    tasks = scheme.load(scheme_file)
    say("reading the labels", 0, 0)
    picked = _picked(files, tasks, wish)
    place = wish.target.with_name(f"{wish.target.name}-{REPORT}")
    try:
        outcome = run.run(picked.rows, tasks, wish, picked.left_out, say)
        card, _ = report.write(outcome, place)
        if not outcome.refused:
            shutil.copyfile(card, wish.target / card.name)  # it quotes no mail
    except (OSError, SafetensorError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{wish.target}: the training could not be written down ({told}). What was done is"
            " kept beside it; when there is room, the same command goes on from there."
        ) from error
    run.finished(wish)
    return outcome, place


def _picked(files: Sequence[Path], tasks: Scheme, wish: Wish) -> Picked:
    """Read the rows one after another and pick those that are learned from."""
    from commsense.training.team import picking

    problems = 0
    first: Problem | None = None

    def read() -> Iterator[Row]:
        nonlocal problems, first
        problems = 0
        for each in reading.stream(files, tasks):
            if isinstance(each, Row):
                yield each
            else:
                problems += 1
                first = first or each

    wanted = [tasks[name] for name in wish.tasks if name in tasks]
    picked = picking.pick(read, wanted or list(tasks.values()), wish.seed)
    if not picked.rows and wanted:  # the rows of other tasks are named in what is said then
        picked = picking.pick(read, list(tasks.values()), wish.seed)
    if not picked.rows:
        told = f" No row is labelled for any task; accepted: {', '.join(tasks)}."
        if first:
            told = f" The first: {first.where}: {first.said}"
        raise InputError(f"{', '.join(map(str, files))}: no labelled row can be used.{told}")
    unread = {"that could not be read": problems} if problems else {}
    return replace(picked, left_out=unread | picked.left_out)
