"""What a model says of sentences, by the labels of the tasks that are to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commsense.assessment import Prediction, ReadSentence
from commsense.backends import Model, ModelInput
from commsense.conversation import Side
from commsense.errors import SettingsError
from commsense.labelling.choosing import Candidate
from commsense.labelling.row import Row
from commsense.labelling.scheme import CONCERN_STATUS, JARGON, Scheme

NEUTRAL = "neutral"
"""What nearly every sentence is: being unsure of it is being unsure of the other two."""
_MARKED = 0.5
"""From what confidence on a mark of jargon counts."""


def asked(named: Sequence[str], scheme: Scheme) -> tuple[str, ...]:
    """Give the tasks to choose for: those that were named, else all of single sentences.

    Raises:
        SettingsError: there is no such task, or it is asked of pairs of sentences.
    """
    fitting = [name for name, task in scheme.items() if not task.pair]
    wrong = [name for name in named if name not in fitting]
    if wrong:
        why = "is asked of pairs of sentences" if CONCERN_STATUS in wrong else "is no task"
        raise SettingsError(f"--task: {', '.join(wrong)} {why}; accepted: {', '.join(fitting)}.")
    return tuple(dict.fromkeys(named)) or tuple(name for name in fitting if name != JARGON)


def skimmed(row: Row, read: ReadSentence, model: Model, tasks: Sequence[str]) -> Candidate:
    """Give a candidate with what the reading of the archive said: no flags, no own labels."""
    found = Prediction(read.sentiment_scores, read.acts, {})
    return candidate(row, found, model, tasks)


def judged(rows: Sequence[Row], model: Model, tasks: Sequence[str]) -> list[Candidate]:
    """Let the model read sentences with their context, and give what it says of all labels."""
    given = [ModelInput(row.text, row.language, row.side, row.context) for row in rows]
    found = model.predict(given)
    return [candidate(row, each, model, tasks) for row, each in zip(rows, found, strict=True)]


def candidate(row: Row, found: Prediction, model: Model, tasks: Sequence[str]) -> Candidate:
    """Keep of what a model says the labels of the tasks; flags are none for a client."""
    chances: dict[str, float] = {}
    limits: dict[str, float] = {}
    for task, told, least in _told(row, found, model):
        if task in tasks:
            chances |= told
            limits |= {label: least.get(label, _MARKED) for label in told}
    return Candidate(row, chances, limits)


def _told(
    row: Row, found: Prediction, model: Model
) -> list[tuple[str, Mapping[str, float], Mapping[str, float]]]:
    language = row.language
    sentiment = {each: p for each, p in found.sentiment.items() if each != NEUTRAL}
    flags = {} if row.side is Side.CLIENT else found.flags
    marks: dict[str, float] = {}
    for mark in found.jargon:
        marks[mark.kind] = max(mark.confidence, marks.get(mark.kind, 0.0))
    own_limits = model.own_thresholds(language) if found.own else {}
    own = [
        (name, {each: found.own[each] for each in task.values if each in found.own}, own_limits)
        for name, task in model.own_tasks.items()
    ]
    return [
        ("sentiment", sentiment, model.sentiment_thresholds(language)),
        ("acts", found.acts, model.act_thresholds(language)),
        ("flags", flags, model.flag_thresholds(language)),
        (JARGON, marks, {}),
        *own,
    ]
