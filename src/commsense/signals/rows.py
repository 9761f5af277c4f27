"""Single sentences given as rows (``commsense predict``): from a row to an answering row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commsense import fields
from commsense.assessment import Prediction, ReadSentence
from commsense.backends import Model, ModelInput
from commsense.conversation import Side
from commsense.errors import InputError
from commsense.lang import LANGUAGES, identify
from commsense.signals import jargon
from commsense.signals.model import (
    CONTEXT,
    act_labels,
    flag_labels,
    marks,
    own_labels,
    sentiment_label,
)

DIGITS = 4


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A row made ready; its text is taken as one sentence."""

    id: object
    text: str
    language: str
    side: Side
    context: tuple[str, ...]


def read(row: fields.Row, where: str) -> SentenceRow:
    """Make a sentence of a row ``{"id", "text", "language"?, "side"?, "context"?}``.

    Args:
        row: the decoded row.
        where: file and line, for errors.

    Raises:
        InputError: naming the line, the field, what was found and what is accepted.
    """
    name = row.get("id")
    if not isinstance(name, str | int):
        raise fields.wrong(where, "id", name, "a text or a whole number")
    language = fields.text(row, "language", where)
    if language and language not in LANGUAGES:
        raise fields.wrong(where, "language", language, ", ".join(LANGUAGES))
    text = fields.text(row, "text", where, required=True, empty=True)
    return SentenceRow(
        id=name,
        text=text,
        language=language or _told(text, where),
        side=fields.choice(row, "side", where, Side, Side.UNKNOWN),
        context=fields.texts(row, "context", where)[-CONTEXT:],
    )


def _told(text: str, where: str) -> str:
    found = identify.identify(text, LANGUAGES[0])
    if found in LANGUAGES or found == "und":
        return found if found in LANGUAGES else LANGUAGES[0]
    raise InputError(
        f"{where}: text: its language was told as {found!r}, which is not served;"
        f" accepted: {', '.join(LANGUAGES)}, or say it in the field 'language'."
    )


def answer(rows: Sequence[SentenceRow], model: Model) -> list[dict[str, object]]:
    """Label the rows; the answers come in the same order."""
    inputs = [ModelInput(row.text, row.language, row.side, row.context) for row in rows]
    predictions = model.predict(inputs)
    return [_answer(row, p, model) for row, p in zip(rows, predictions, strict=True)]


def _answer(row: SentenceRow, prediction: Prediction, model: Model) -> dict[str, object]:
    found: dict[str, object] = {
        "id": row.id,
        "sentiment": {
            "label": sentiment_label(prediction, row.language, model),
            "scores": _rounded(prediction.sentiment),
        },
        "acts": _rounded(prediction.acts),
        "act_labels": act_labels(prediction, row.language, model),
        "flags": flag_labels(prediction, row.language, row.side, model),
        "unsure": _unsure(row, prediction, model),
        "jargon": _jargon(row, prediction),
    }
    if prediction.own:  # most models have no labels of a team's own
        found["own"] = _rounded(prediction.own)
        found["own_labels"] = own_labels(prediction, row.language, model)
    return found


def _unsure(row: SentenceRow, prediction: Prediction, model: Model) -> list[str]:
    """Give the acts and flags that may hold: too likely to leave out, too unlikely to say."""
    limits = model.unsure_from(row.language)
    thresholds = model.act_thresholds(row.language)
    chances = dict(prediction.acts)
    if row.side is not Side.CLIENT:
        thresholds = thresholds | model.flag_thresholds(row.language)
        chances |= prediction.flags
    return [
        label
        for label, chance in chances.items()
        if limits.get(label, thresholds[label]) <= chance < thresholds[label]
    ]


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    return {label: round(value, DIGITS) for label, value in scores.items()}


def _jargon(row: SentenceRow, prediction: Prediction) -> list[dict[str, object]]:
    sentence = ReadSentence(
        1, 0, len(row.text), row.text, row.language, row.side, signals=marks(prediction, row.text)
    )
    return [
        {
            "start": signal.start,
            "end": signal.end,
            "term": row.text[signal.start : signal.end],
            "kind": signal.label,
            "plain": signal.value,
        }
        for signal in jargon.detect([sentence], None)[0]
    ]
