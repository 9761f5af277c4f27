"""Signals: what can be seen in one sentence, by the model and by lexicons and rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from commsense.assessment import ReadSentence, Signal
from commsense.lang import LANGUAGES

if TYPE_CHECKING:
    from commsense.backends import Model

from commsense.signals import amounts, cues, dates, jargon, owners, reading
from commsense.signals.glossary import Glossary, marked

Detector = Callable[[Sequence[ReadSentence], datetime | None], list[list[Signal]]]

Unread = tuple[Sequence[ReadSentence], datetime | None]
"""The sentences of one message, and when it was written."""

DETECTORS: dict[str, Detector] = {
    "jargon": jargon.detect,
    "dates": dates.detect,
    "owners": owners.detect,
    "cues": cues.detect,
    "reading": reading.detect,
    "amounts": amounts.detect,
}
"""What looks at a message's sentences beside the model: one list of signals a sentence."""


def detect(
    messages: Sequence[Unread],
    model: Model,
    *,
    skim: bool = False,
    glossary: Glossary | None = None,
) -> list[tuple[ReadSentence, ...]]:
    """Read messages; several at a time cost the model less than one by one and read the same.

    Args:
        messages: of each message the sentences that were written, in order, and when; without a
            moment, "tomorrow" stays without a date.
        model: gives sentiment, acts, flags and marks of jargon.
        skim: let the model read as archives are read, faster and hardly less right.
        glossary: a team's own words, which are looked for as well.

    Returns:
        Of each message the sentences with sentiment, acts and signals. One in a language that is
        not served comes back with ``assessed`` false and no signals.
    """
    from commsense.signals import model as by_model

    read = by_model.read([sentences for sentences, _ in messages], model, skim=skim)
    found = [_detected(r, moment) for r, (_, moment) in zip(read, messages, strict=True)]
    return [marked(each, glossary) for each in found] if glossary else found


def _detected(
    sentences: Sequence[ReadSentence], moment: datetime | None
) -> tuple[ReadSentence, ...]:
    found = [detector(sentences, moment) for detector in DETECTORS.values()]
    return tuple(_with(s, [lists[n] for lists in found]) for n, s in enumerate(sentences))


def _with(sentence: ReadSentence, seen: list[list[Signal]]) -> ReadSentence:
    if not sentence.assessed or sentence.language not in LANGUAGES:
        return replace(sentence, assessed=False, acts={}, sentiment_scores={}, signals=())
    more = tuple(signal for signals in seen for signal in signals)
    kept = tuple(signal for signal in sentence.signals if signal.kind != "jargon")
    signals = kept + more
    return sentence if signals == sentence.signals else replace(sentence, signals=signals)
