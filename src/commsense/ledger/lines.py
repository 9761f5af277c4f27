"""A thread and the later notes of its client as one list of lines, each read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from commsense.assessment import ReadMessage, ReadSentence
from commsense.conversation import Kind, Side
from commsense.ledger import words
from commsense.sides.addresses import organisation

SUBSTANCE = (
    "solution",
    "cause",
    "expectation",
    "status",
    "impact",
    "confirmation",
    "disagreement",
    "deviation",
    "quality",
)
"""Acts that say something about the matter; an acknowledgement or a bare promise does not."""

SMALL = 20
"""Lines added to a thread's own when rarity is reckoned, so that in a short thread a word that
question and answer share does not count for less than one that stands in a single line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in its place.

    ``turn`` counts the messages, those of the thread first and then the notes; ``share`` is its
    place in the message (0…1). ``asker`` is the side that raises concerns, ``either`` where nobody
    can tell (minutes without speakers). ``weights`` are the content words, weighed by how rare they
    are here, with a sum of squares of 1. ``features`` are what is seen in the sentence alone.
    ``house`` is the organisation that the sender writes from, empty where that cannot be told.
    """

    position: int
    turn: int
    share: float
    asker: bool
    either: bool
    outside: bool
    message: ReadMessage
    sentence: ReadSentence
    cues: frozenset[str]
    weights: dict[str, float]
    features: dict[str, float]
    house: str = ""

    @property
    def day(self) -> date | None:
        """The day on which it was written."""
        moment = self.message.message.date
        return moment.date() if moment else None

    def speaks_for(self, other: Line) -> bool:
        """Tell whether it comes from the same party as a line of the asking side.

        On a list, people of several houses stand on the client's side, and one answers the other.
        """
        if not self.asker:
            return False
        return not self.house or not other.house or self.house == other.house


def lay_out(messages: Sequence[ReadMessage], notes: Sequence[ReadMessage]) -> list[Line]:
    """Put every assessed sentence of a thread and of later notes in one list, in order."""
    asks = _asker(messages)
    found = [
        (turn, place / len(message.sentences), message, sentence)
        for turn, message in enumerate([*messages, *notes])
        for place, sentence in enumerate(message.sentences)
        if sentence.assessed
    ]
    contents = [words.content(sentence.text) for _, _, _, sentence in found]
    rarity = _rarity(contents)
    lines = []
    for position, (turn, share, message, sentence) in enumerate(found):
        side = sentence.side
        either = side in (Side.BOTH, Side.UNKNOWN) and message.message.kind in MEETINGS
        cues = words.cues(sentence.text)
        lines.append(
            Line(
                position=position,
                turn=turn,
                share=share,
                asker=not either and asks(message, sentence),
                either=either,
                outside=turn >= len(messages),
                message=message,
                sentence=sentence,
                cues=cues,
                weights=_weigh(contents[position], rarity),
                features=said(sentence, cues, len(contents[position])),
                house=_house(message),
            )
        )
    return lines


def said(sentence: ReadSentence, cues: frozenset[str], length: int) -> dict[str, float]:
    """What a sentence does by itself: acts with their probability, cues, form."""
    given = acts(sentence)
    dated = sentence.has("date:date", "date:deadline", "date:duration", "date:time")
    substance = max((given.get(name, 0.0) for name in SUBSTANCE), default=0.0)
    features = {f"act {name}": value for name, value in given.items() if value > 0.02}
    features |= {f"cue {name}": 1.0 for name in sorted(cues)}
    text = sentence.text.rstrip()
    features |= {
        "question mark": float(text.endswith(("?", "？"))),
        "short": float(length <= 2),
        "empty": float(length == 0),
        "long": float(length >= 12),
        "vague": float(sentence.has("flag:vague")),
        "evasive": float(sentence.has("flag:evasive", "flag:blame")),
        "dated": float(dated),
        "promise without a day": given.get("commitment", 0.0) * (not dated) * (1 - substance),
        "pending only": float("pending" in cues) * (1 - substance),
        "done in so many words": given.get("status", 0.0) * ("done" in cues),
        "numbers": float(any(words.is_number(word) for word in text.split())),
        "negative": float(sentence.sentiment == "negative"),
        "positive": float(sentence.sentiment == "positive"),
        "chinese": float(sentence.language == "zh"),
    }
    return {name: value for name, value in features.items() if value}


def acts(sentence: ReadSentence) -> dict[str, float]:
    """Probability by act: the model's where it gave them, else the signals' confidence."""
    return sentence.acts or {signal.label: signal.confidence for signal in sentence.find("act")}


def overlap(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two weighted bags of words."""
    if len(other) < len(one):
        one, other = other, one
    return sum([weight * other[word] for word, weight in one.items() if word in other])


def most_alike(line: Line, others: Iterable[Line]) -> float:
    """Give how alike a line is to the closest of others, 0 where there are none."""
    return max((overlap(line.weights, other.weights) for other in others), default=0.0)


MEETINGS = (Kind.NOTES, Kind.TRANSCRIPT)


def _house(message: ReadMessage) -> str:
    sender = message.message.sender
    if sender is None or not sender.email or message.message.kind in MEETINGS:
        return ""  # whoever sends notes round is not the one who speaks in them
    return organisation(sender.email)


def _asker(messages: Sequence[ReadMessage]) -> _Asks:
    sides = {sentence.side for message in messages for sentence in message.sentences}
    sides |= {message.side for message in messages}
    if Side.CLIENT in sides or not messages:
        return _Asks(None)
    if Side.TEAM in sides:
        return _Asks(None)
    return _Asks(messages[0].person)


@dataclass(frozen=True, slots=True)
class _Asks:
    """Tells who raises concerns: the client, or the thread's opener where sides are unknown."""

    opener: str | None

    def __call__(self, message: ReadMessage, sentence: ReadSentence) -> bool:
        if self.opener is None:
            return sentence.side is Side.CLIENT
        return (sentence.person or message.person) == self.opener


def _rarity(contents: Iterable[tuple[str, ...]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    count = 0
    for bag in contents:
        seen.update(set(bag))
        count += 1
    return {word: log((count + SMALL) / (times + 0.5)) for word, times in seen.items()}


def _weigh(bag: tuple[str, ...], rarity: dict[str, float]) -> dict[str, float]:
    weights = {word: rarity[word] for word in sorted(set(bag))}
    size = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / size for word, weight in weights.items()}
