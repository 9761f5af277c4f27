"""What a model would choose for a sentence: what its file says, else what the model says now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commsense import backends, stages
from commsense.labelling.answer import MODEL, Said
from commsense.labelling.deck import Card
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import Scheme
from commsense.learning import proposing
from commsense.settings import Settings


def suggested(card: Card, known: Scheme, settings: Settings) -> Said | None:
    """Give what is suggested for a card; nothing where nothing can be, or should not be.

    What everybody labels goes without: people who agree with a model agree with each other.

    Args:
        card: the sentence.
        known: all tasks, also those that are not asked.
        settings: whose model says what it would choose.

    Raises:
        ModelError: the model cannot be loaded.
    """
    if card.shared:
        return None
    row = card.row
    if (row.labels or row.spans) and (not row.annotator or MODEL in row.extra):
        return _asked(card, row.labels, row.spans)
    return None if card.pair else _now(card, known, settings)


def _now(card: Card, known: Scheme, settings: Settings) -> Said | None:
    model = stages.load_model(settings.model, backends.chosen(settings.device))
    bare = replace(card.row, labels={}, spans=None)
    (row,) = proposing.proposed([bare], model, known)
    return _asked(card, row.labels, row.spans) if _says_anything(row) else None


def _says_anything(row: Row) -> bool:
    """Tell whether the model reads the language of the row."""
    return bool(row.labels) or row.spans is not None


def _asked(
    card: Card, labels: Mapping[str, tuple[str, ...]], spans: tuple[Span, ...] | None
) -> Said:
    """Keep what is asked of the card, and what the model says of it that the tasks know."""
    values = {task.name: task.values for task in card.tasks if not task.spans}
    kinds = {kind for task in card.tasks if task.spans for kind in task.values}
    return Said(
        labels={
            name: tuple(each for each in found if each in values[name])
            for name, found in labels.items()
            if name in values
        },
        spans=tuple(each for each in spans or () if each.kind in kinds) if kinds else None,
    )
