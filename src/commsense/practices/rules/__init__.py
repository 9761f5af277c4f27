"""The closed set of rules that a practice file can use; each is a table of its own settings.

A rule module holds one frozen class (the settings, and the ``blanks`` that its findings can fill
in an advice) and ``judge`` for message and thread level or ``judge_past`` for archive level.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from commsense.practices.case import Case, Outcome
from commsense.practices.past import Past
from commsense.practices.rules import (
    absent,
    agrees,
    answered,
    before,
    density,
    follows,
    interval,
    kept,
    present,
    recurs,
    share,
    together,
    within,
)

Rule = Annotated[
    present.Present
    | absent.Absent
    | together.Together
    | density.Density
    | answered.Answered
    | within.Within
    | before.Before
    | follows.Follows
    | agrees.Agrees
    | kept.Kept
    | interval.Interval
    | recurs.Recurs
    | share.Share,
    Field(discriminator="kind"),
]

MESSAGE_RULES: dict[str, Callable[[Any, Case], Outcome | str]] = {
    "present": present.judge,
    "absent": absent.judge,
    "together": together.judge,
    "density": density.judge,
    "answered": answered.judge,
    "within": within.judge,
    "before": before.judge,
    "follows": follows.judge,
    "agrees": agrees.judge,
    "kept": kept.judge,
}
"""How a message (or its thread) is judged; an answer in words says why it is not."""

ARCHIVE_RULES: dict[str, Callable[[Any, Past], list[Outcome] | str]] = {
    "follows": follows.judge_past,
    "interval": interval.judge_past,
    "recurs": recurs.judge_past,
    "share": share.judge_past,
}
"""How a client's history is judged."""
