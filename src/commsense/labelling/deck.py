"""The sentences that are to be labelled, as they are dealt out: which, in which order, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from commsense.conversation import Side
from commsense.errors import SettingsError
from commsense.labelling.row import Row
from commsense.labelling.scheme import CONCERN_STATUS, Scheme, Task

_KEY = 20  # hexadecimal digits; nobody labels so much that two would meet
_FLAGS = "flags"
_CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Card:
    """A sentence to be labelled.

    ``key`` is made of what the sentence says and where it stands, so that it stays the same in
    another file and is another one where a file with the same ids holds other sentences. Of a
    ``shared`` card everybody is asked, of others one person. ``tasks`` are asked of it. A ``pair``
    is a sentence beside a concern, which is its only context.
    """

    key: str
    row: Row
    tasks: tuple[Task, ...]
    pair: bool = False
    shared: bool = False


@dataclass(frozen=True)
class Deck:
    """All cards, in the order in which they are dealt."""

    cards: tuple[Card, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Card]:
        """The cards by their key."""
        return {card.key: card for card in self.cards}


def make(rows: Iterable[Row], scheme: Scheme, overlap: float) -> Deck:
    """Make the deck of the rows of a file; a sentence that stands there twice is dealt once.

    Args:
        rows: the sentences; labels that they have already are not those of the people who label.
        scheme: the tasks that are asked; a sentence of which none can be asked is left out.
        overlap: the share of the sentences that everybody labels, from 0 to 1.

    Raises:
        SettingsError: ``overlap`` is no share.
    """
    if not 0 <= overlap <= 1:
        raise SettingsError(f"--overlap: found {overlap:g}; accepted: a share from 0 to 1.")
    found: dict[str, Card] = {}
    for row in rows:
        card = _card(row, scheme)
        if card.tasks:
            found.setdefault(card.key, card)
    # A key is as good as chance, and the same sentences are shared after each start.
    shared = set(sorted(found)[: round(overlap * len(found))])
    return Deck(tuple(replace(card, shared=card.key in shared) for card in found.values()))


def _card(row: Row, scheme: Scheme) -> Card:
    concern = row.extra.get(_CONCERN)
    pair = CONCERN_STATUS in row.labels or isinstance(concern, str)
    if isinstance(concern, str):
        extra = {name: value for name, value in row.extra.items() if name != _CONCERN}
        row = replace(row, context=(concern,), extra=extra)
    return Card(_key(row, pair=pair), row, _asked(row, scheme, pair=pair), pair)


def _key(row: Row, *, pair: bool) -> str:
    digest = sha256()
    for part in (row.id, row.text, *(row.context if pair else ())):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(data), data))
    return digest.hexdigest()[:_KEY]


def _asked(row: Row, scheme: Scheme, *, pair: bool) -> tuple[Task, ...]:
    """Give the tasks that are asked of a sentence; flags only of what the team may have written."""
    return tuple(
        task
        for task in scheme.values()
        if task.pair == pair and not (task.name == _FLAGS and row.side is Side.CLIENT)
    )
