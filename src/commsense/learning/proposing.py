"""Labels that a model proposes for sentences that nobody has labelled yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from commsense.assessment import Prediction
from commsense.backends import Model, ModelInput
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import JARGON, Scheme
from commsense.lang import LANGUAGES, identify
from commsense.signals import model as reading

AT_ONCE = 256
MODEL = "model"
"""The field of ``Row.extra`` that names the model whose labels a row holds."""


def proposed(rows: Iterable[Row], model: Model, scheme: Scheme) -> Iterator[Row]:
    """Give the rows, in the same order, with a model's labels where there are none.

    A row in a language that the model does not read stays as it is, and so do labels that the
    scheme does not know.
    """
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        bare = [each for each in batch if _readable(each, model)]
        found = iter(model.predict([_input(each) for each in bare]))
        for row in batch:
            yield _labelled(row, next(found), model, scheme) if _readable(row, model) else row


def _readable(row: Row, model: Model) -> bool:
    return not row.labels and row.spans is None and _language(row) in model.languages


def _language(row: Row) -> str:
    told = row.language or identify.identify(row.text, LANGUAGES[0])
    return LANGUAGES[0] if told == "und" else told


def _input(row: Row) -> ModelInput:
    return ModelInput(row.text, _language(row), row.side, row.context[-reading.CONTEXT :])


def _labelled(row: Row, found: Prediction, model: Model, scheme: Scheme) -> Row:
    language = _language(row)
    labels = {
        "sentiment": (reading.sentiment_label(found, language, model),),
        "acts": reading.act_labels(found, language, model),
        "flags": reading.flag_labels(found, language, row.side, model),
    }
    own = set(reading.own_labels(found, language, model))
    for task in scheme.values():
        if task.own and all(value in found.own for value in task.values):
            labels[task.name] = tuple(value for value in task.values if value in own)
    spans = tuple(Span(mark.start, mark.end, mark.label) for mark in reading.marks(found, row.text))
    kinds = scheme[JARGON].values
    return replace(
        row,
        labels=labels,
        spans=tuple(each for each in spans if each.kind in kinds),
        extra={**row.extra, MODEL: model.name},
    )
