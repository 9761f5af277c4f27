"""What people say of the sentences that they label, kept in a file of SQLite.

Every answer is kept with who gave it, when and how long it took. The last one that a person gave
of a sentence holds; the ones before are kept, so that undoing brings them back. A sentence is kept
with its first answer and goes with the last one, so the file can be read without any other.
``next`` lends a sentence for a while, so that two people are not asked of the same one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from sqlite3 import Connection

from commsense.labelling import private_file
from commsense.labelling.answer import Answer, labelled, packed, packed_row, unpacked
from commsense.labelling.deck import Card, Deck
from commsense.labelling.progress import Progress, progress, seen
from commsense.labelling.row import Row
from commsense.labelling.store_tables import KIND

FILE = "labels.sqlite"
LEASE = 900.0
"""Seconds for which a sentence is lent."""

_ANSWER = "annotator, labels, moment, seconds, suggested"


class Store:
    """The answers in one file. Threads and processes may share it; each call opens it anew."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """Name the file; ``clock`` gives seconds."""
        self.path = path
        self._clock = clock

    def next(self, deck: Deck, annotator: str) -> Card | None:
        """Lend the first card that is to be asked; the one that is lent already comes again.

        Raises:
            InputError: the file cannot be used, as with all that follows.
        """
        with self._written() as file:
            lent = self._lent(file)
            found = seen(_given(file), annotator)
            left = [card for card in deck.cards if found.leaves(card)]
            mine = next((card for card in left if lent.get(card.key) == annotator), None)
            free = next((card for card in left if card.shared or card.key not in lent), None)
            chosen = mine or free
            if chosen:
                self._lend(file, chosen, annotator)
            return chosen

    def put(self, card: Card, answer: Answer) -> None:
        """Keep an answer; it is on the disk when this returns."""
        with self._written() as file:
            file.execute(
                "INSERT OR IGNORE INTO sentences VALUES (?, ?)", (card.key, packed_row(card.row))
            )
            file.execute(
                f"INSERT INTO answers (sentence, {_ANSWER}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    card.key,
                    answer.annotator,
                    packed(answer.said),
                    answer.moment,
                    answer.seconds,
                    answer.suggested,
                ),
            )
            file.execute(
                "DELETE FROM leases WHERE sentence = ? AND annotator = ?",
                (card.key, answer.annotator),
            )

    def undo(self, deck: Deck, annotator: str) -> tuple[Card, Answer] | None:
        """Take back the last answer that somebody gave of the deck, and lend him the card again."""
        with self._written() as file:
            given = file.execute(
                f"SELECT number, sentence, {_ANSWER} FROM answers"  # noqa: S608
                " WHERE annotator = ? ORDER BY number DESC",
                (annotator,),
            )
            found = next((row for row in given if row[1] in deck.by_key), None)
            if found is None:
                return None
            number, key, *answer = found
            file.execute("DELETE FROM answers WHERE number = ?", (number,))
            file.execute(
                "DELETE FROM sentences WHERE key = ?1"
                " AND NOT EXISTS (SELECT 1 FROM answers WHERE sentence = ?1)",
                (key,),
            )
            self._lend(file, deck.by_key[key], annotator)
            return deck.by_key[key], _answer(answer)

    def answer(self, card: Card, annotator: str) -> Answer | None:
        """Give what somebody last said of a card, if he did."""
        if not self.path.exists():
            return None
        with self._read() as file:
            found = file.execute(
                f"SELECT {_ANSWER} FROM last_answers WHERE sentence = ? AND annotator = ?",  # noqa: S608
                (card.key, annotator),
            ).fetchone()
        return _answer(found) if found else None

    def history(self, deck: Deck, annotator: str) -> tuple[tuple[str, bool], ...]:
        """Give the keys of the cards that somebody answered, as they came, and which he skipped."""
        if not self.path.exists():
            return ()
        with self._read() as file:
            found = file.execute(
                "SELECT last.sentence, last.labels IS NULL FROM last_answers AS last"
                " WHERE last.annotator = ?1 ORDER BY (SELECT min(number) FROM answers"
                " WHERE sentence = last.sentence AND annotator = ?1)",
                (annotator,),
            ).fetchall()
        return tuple((key, bool(skipped)) for key, skipped in found if key in deck.by_key)

    def progress(self, deck: Deck, annotator: str) -> Progress:
        """Tell how far somebody is, and how much all have done."""
        if not self.path.exists():
            return progress(deck, (), annotator)
        with self._read() as file:
            return progress(deck, _given(file), annotator)

    def _lent(self, file: Connection) -> dict[str, str]:
        file.execute("DELETE FROM leases WHERE until <= ?", (self._clock(),))
        return dict(file.execute("SELECT sentence, annotator FROM leases").fetchall())

    def _lend(self, file: Connection, card: Card, annotator: str) -> None:
        if not card.shared:
            file.execute(
                "INSERT OR REPLACE INTO leases VALUES (?, ?, ?)",
                (card.key, annotator, self._clock() + LEASE),
            )

    def _written(self) -> AbstractContextManager[Connection]:
        return private_file.written(self.path, KIND)

    def _read(self) -> AbstractContextManager[Connection]:
        return private_file.read(self.path, KIND)


def rows(path: Path) -> tuple[Row, ...]:
    """Give all labels of a file: a row for each sentence and person, the last answer of each.

    Raises:
        InputError: there is no such file, or it is not one of labels.
    """
    with private_file.read(path, KIND) as file:
        found = file.execute(
            "SELECT sentences.row, annotator, labels, moment, seconds, suggested"
            " FROM last_answers JOIN sentences ON key = sentence"
            " WHERE labels IS NOT NULL ORDER BY number"
        ).fetchall()
    return tuple(labelled(row, _answer(answer)) for row, *answer in found)


def _given(file: Connection) -> list[tuple[str, str, bool]]:
    return file.execute("SELECT sentence, annotator, labels IS NULL FROM last_answers").fetchall()


def _answer(columns: Iterable[object]) -> Answer:
    annotator, labels, moment, seconds, suggested = columns
    return Answer(annotator, unpacked(labels), moment, seconds, bool(suggested))  # type: ignore[arg-type]
