"""What is wrong with labels besides people who disagree: one module a kind of look.

To add one: a module with ``find``, a line in ``LOOKS`` or ``COMPARISONS``, its words in each
``lang/*/labelcheck.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commsense.labelling.checks.result import Finding, Note
from commsense.labelling.checks.sheet import Sheet
from commsense.labelling.findings import (
    conflicts,
    copies,
    disputes,
    leakage,
    marks,
    near,
    terms,
    texts,
    thin,
    together,
)
from commsense.labelling.findings.words import Words, words

COMPARISONS: dict[str, Callable[[Sheet, Words], Iterator[Finding]]] = {
    "leakage": leakage.find,
    "copies": copies.find,
}
LOOKS: dict[str, Callable[[Sheet], Iterator[Finding]]] = {
    "conflicts": conflicts.find,
    "marks": marks.find,
    "disputes": disputes.find,
    "texts": texts.find,
    "terms": terms.find,
    "thin": thin.find,
    "together": together.find,
}


def find(sheet: Sheet) -> tuple[tuple[Finding, ...], tuple[Note, ...]]:
    """Look at everything; also note what was not looked at."""
    compared = words(sheet)
    found = [f for compare in COMPARISONS.values() for f in compare(sheet, compared)]
    found += [f for look in LOOKS.values() for f in look(sheet)]
    notes = () if compared.near.complete else (Note("near_pairs", {"most": near.MOST_PAIRS}),)
    return tuple(found), notes
