"""What the addresses of labelling do: between the sentences, the tasks and the kept answers."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from commsense import lang
from commsense.labelling import guide, store
from commsense.labelling.answer import Answer, Said
from commsense.labelling.deck import Card
from commsense.labelling.formats import canonical
from commsense.settings import Settings
from commsense.version import __version__
from commsense.web import label_told, suggesting
from commsense.web.label_asked import LabelsAsked, SkipAsked, Whose
from commsense.web.label_told import AnsweredTold, ProgressTold, SentenceTold, TurnTold
from commsense.web.labelling import Labelling


class Desk:
    """Where people come for sentences and leave their labels."""

    def __init__(self, labelling: Labelling, settings: Settings) -> None:
        """Take what is labelled, and the settings whose model suggests."""
        self._labelling = labelling
        self._deck = labelling.deck
        self._store = labelling.store
        self._settings = settings

    def card(self, key: str) -> Card | None:
        """Give a sentence by its key, if there is such a one."""
        return self._deck.by_key.get(key)

    def interface(self, language: str) -> dict[str, Any]:
        """Give the words of the page, the tasks and what their labels mean."""
        words = {n: each for n, each in lang.data(language, "labelling").items() if n != "guide"}
        return {
            **words,
            "version": __version__,
            "language": language,
            "suggestions": self._labelling.suggest,
            "tasks": [asdict(task) for task in guide.told(self._labelling.tasks, language)],
        }

    def next(self, asked: Whose) -> TurnTold:
        """Lend somebody his next sentence."""
        found = self._store.next(self._deck, asked.annotator)
        shown = self._shown(found, None, asked.suggestions) if found else None
        return TurnTold(shown, self._progress(asked.annotator))

    def again(self, card: Card, asked: Whose) -> SentenceTold:
        """Give a sentence with what somebody said of it himself."""
        return self._shown(card, self._store.answer(card, asked.annotator), asked.suggestions)

    def label(self, card: Card, asked: LabelsAsked, said: Said) -> ProgressTold:
        """Keep what somebody says of a sentence; ``said`` is what of it was checked."""
        answer = Answer(asked.annotator, said, _now(), asked.seconds, asked.suggested)
        self._store.put(card, answer)
        return self._progress(asked.annotator)

    def skip(self, card: Card, asked: SkipAsked) -> ProgressTold:
        """Note that somebody cannot say."""
        self._store.put(card, Answer(asked.annotator, None, _now(), asked.seconds))
        return self._progress(asked.annotator)

    def undo(self, asked: Whose) -> TurnTold:
        """Take back what somebody said last, and give it to him as it was."""
        found = self._store.undo(self._deck, asked.annotator)
        shown = self._shown(*found, asked.suggestions) if found else None
        return TurnTold(shown, self._progress(asked.annotator))

    def history(self, annotator: str) -> list[AnsweredTold]:
        """Give what somebody answered, in the order in which it came."""
        return [AnsweredTold(*each) for each in self._store.history(self._deck, annotator)]

    def rows(self) -> str:
        """Give all labels of all, in the canonical form."""
        found = store.rows(self._store.path) if self._store.path.exists() else ()
        return "".join(
            json.dumps(canonical.table(row), ensure_ascii=False, separators=(",", ":")) + "\n"
            for row in found
        )

    def _shown(self, card: Card, answer: Answer | None, suggestions: bool) -> SentenceTold:
        wanted = suggestions and self._labelling.suggest
        suggested = (
            suggesting.suggested(card, self._labelling.scheme, self._settings) if wanted else None
        )
        return label_told.sentence(card, answer, suggested)

    def _progress(self, annotator: str) -> ProgressTold:
        return label_told.progress(self._store.progress(self._deck, annotator))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
