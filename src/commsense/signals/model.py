"""What the model sees in a sentence: sentiment, acts, flags, and what its team taught it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from commsense.assessment import Prediction, ReadSentence, Signal
from commsense.backends import Model, ModelInput
from commsense.conversation import Side
from commsense.labels import Origin

CONTEXT = 2
"""How many sentences before the one to read a model is given."""


def read(
    messages: Sequence[Sequence[ReadSentence]], model: Model, *, skim: bool = False
) -> list[tuple[ReadSentence, ...]]:
    """Fill sentiment, acts and the signals that the model sees in messages' sentences.

    A sentence in a language that the model does not serve comes back with ``assessed`` false and
    no signals. Flags are for what the team writes (label guide, "Settled cases"), so a client's
    sentence gets none; labels of the team's own are for both sides.
    """
    inputs = [each for message in messages for each in _inputs(message)]
    predictions = iter(model.skim(inputs) if skim else model.predict(inputs))
    return [tuple(_filled(s, next(predictions), model) for s in message) for message in messages]


def _inputs(sentences: Sequence[ReadSentence]) -> list[ModelInput]:
    return [
        ModelInput(
            text=sentence.text,
            language=sentence.language,
            side=sentence.side,
            context=tuple(s.text for s in sentences[max(0, place - CONTEXT) : place]),
        )
        for place, sentence in enumerate(sentences)
    ]


Relate = Callable[[Sequence[tuple[ReadSentence, ReadSentence]]], list[dict[str, float]]]


def relating(model: Model) -> Relate | None:
    """Give what tells what a later sentence does to a concern, if the model can tell."""
    return partial(_relate, model) if model.relates else None


def _relate(
    model: Model, pairs: Sequence[tuple[ReadSentence, ReadSentence]]
) -> list[dict[str, float]]:
    return model.relate(
        [
            ModelInput(later.text, later.language, later.side, (concern.text,))
            for concern, later in pairs
        ]
    )


def act_labels(prediction: Prediction, language: str, model: Model) -> tuple[str, ...]:
    """Give the acts that are seen: those at or above their threshold."""
    return _above(prediction.acts, model.act_thresholds(language))


def flag_labels(prediction: Prediction, language: str, side: Side, model: Model) -> tuple[str, ...]:
    """Give the flags that are seen; never any for the client."""
    if side is Side.CLIENT:
        return ()
    return _above(prediction.flags, model.flag_thresholds(language))


def sentiment_label(prediction: Prediction, language: str, model: Model) -> str:
    """Give the sentiment: negative or positive from its threshold on, the likelier of the two.

    The thresholds may be below one half, since most sentences of business mail are neutral and
    the few that are not matter most.
    """
    thresholds = model.sentiment_thresholds(language)
    scores = prediction.sentiment
    strong = [s for s in ("negative", "positive") if scores[s] >= thresholds[s]]
    return max(strong, key=scores.__getitem__, default="neutral")


def own_labels(prediction: Prediction, language: str, model: Model) -> tuple[str, ...]:
    """Give the labels of the team's own tasks that are seen.

    Those at or above their threshold; of a task of which exactly one label holds, the likeliest.
    """
    if not prediction.own:
        return ()
    chances, thresholds = prediction.own, model.own_thresholds(language)
    likely = [
        label
        for task in model.own_tasks.values()
        for label in (task.values if task.several else [max(task.values, key=chances.__getitem__)])
    ]
    return tuple(label for label in likely if 0 < chances[label] >= thresholds[label])


def _above(found: dict[str, float], thresholds: dict[str, float]) -> tuple[str, ...]:
    return tuple(label for label, value in found.items() if value >= thresholds[label])


def marks(prediction: Prediction, text: str) -> tuple[Signal, ...]:
    """Give what the model takes for jargon in ``text``; a sign by itself is no term."""
    return tuple(
        Signal("jargon", mark.kind, mark.start, mark.end, mark.confidence, Origin.MODEL)
        for mark in prediction.jargon
        if any(map(str.isalnum, text[mark.start : mark.end]))
    )


def _filled(sentence: ReadSentence, prediction: Prediction, model: Model) -> ReadSentence:
    if sentence.language not in model.languages:
        return replace(sentence, assessed=False)
    acts = act_labels(prediction, sentence.language, model)
    flags = flag_labels(prediction, sentence.language, sentence.side, model)
    own = own_labels(prediction, sentence.language, model)
    end = len(sentence.text)
    signals = [
        *(Signal("act", label, 0, end, prediction.acts[label], Origin.MODEL) for label in acts),
        *(Signal("flag", label, 0, end, prediction.flags[label], Origin.MODEL) for label in flags),
        *(Signal("own", label, 0, end, prediction.own[label], Origin.MODEL) for label in own),
        *marks(prediction, sentence.text),
    ]
    return replace(
        sentence,
        sentiment=sentiment_label(prediction, sentence.language, model),
        sentiment_scores=prediction.sentiment,
        acts=prediction.acts,
        signals=sentence.signals + tuple(signals),
    )
