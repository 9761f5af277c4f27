"""How far people are with the sentences that they label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commsense.labelling.deck import Card, Deck


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is.

    Of ``total`` sentences he labelled ``done``, skipped ``skipped``, and may still be asked of
    ``left``. ``by`` are all who labelled any, with how many.
    """

    total: int
    done: int
    skipped: int
    left: int
    by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """Keys of the cards that one person labelled and skipped, and that others labelled."""

    own: frozenset[str]
    skipped: frozenset[str]
    others: frozenset[str]

    def leaves(self, card: Card) -> bool:
        """Tell whether the person may still be asked of a card."""
        answered = card.key in self.own or card.key in self.skipped
        return not answered and (card.shared or card.key not in self.others)


def seen(answers: Iterable[tuple[str, str, bool]], annotator: str) -> Seen:
    """Sort the answers of all, each a key, who gave it and whether he skipped, for one person."""
    own: set[str] = set()
    skipped: set[str] = set()
    others: set[str] = set()
    for key, name, is_skipped in answers:
        if name == annotator:
            (skipped if is_skipped else own).add(key)
        elif not is_skipped:
            others.add(key)
    return Seen(frozenset(own), frozenset(skipped), frozenset(others))


def progress(deck: Deck, answers: Sequence[tuple[str, str, bool]], annotator: str) -> Progress:
    """Tell how far somebody is with a deck, and how much all have done of it."""
    known = [each for each in answers if each[0] in deck.by_key]
    found = seen(known, annotator)
    return Progress(
        total=len(deck.cards),
        done=len(found.own),
        skipped=len(found.skipped),
        left=sum(map(found.leaves, deck.cards)),
        by=tuple(sorted(Counter(name for _, name, skipped in known if not skipped).items())),
    )
