"""Acts told by a model that has not seen the thread: fitted on the other three quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

import numpy as np

from commsense.assessment import ReadMessage, ReadSentence, Signal
from commsense.conversation import Side
from commsense.labels import ACTS, Origin
from ledger_truth import Acts, Labelled, Place, dated

FOLDS = 4
LABELS = (*ACTS, "vague", "evasive", "negative", "positive")
FLAG = 0.4  # probability from which a flag is set


def unseen(threads: Sequence[Labelled]) -> Acts:
    """Fit n-gram heads by fold and language; give the function that reads a thread with them."""
    found: dict[tuple[str, Place], dict[str, float]] = {}
    for language in sorted({thread.language for thread in threads}):
        keys, texts, labels = _rows([t for t in threads if t.language == language])
        folds = np.array([crc32(name.encode()) % FOLDS for name, _ in keys])
        chances = _by_fold(texts, labels, folds)
        for key, row in zip(keys, chances.tolist(), strict=True):
            found[key] = dict(zip(LABELS, row, strict=True))

    def read(thread: Labelled) -> tuple[ReadMessage, ...]:
        return tuple(
            dated(
                message,
                [
                    _told(each, found[thread.row.id, (message.message.id, each.number)])
                    for each in message.sentences
                ],
            )
            for message in thread.row.messages
        )

    return read


def _rows(threads: Sequence[Labelled]) -> tuple[list[tuple[str, Place]], list[str], Any]:
    keys = [(thread.row.id, place) for thread in threads for place in thread.gold]
    told = [labels for thread in threads for labels in thread.gold.values()]
    named = [{*each["acts"], *each["flags"], each["sentiment"]} for each in told]
    labels = np.array([[label in names for label in LABELS] for names in named])
    return keys, [each["text"][:2000] for each in told], labels


def _by_fold(texts: Sequence[str], labels: Any, folds: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), min_df=3, sublinear_tf=True)
    features = grams.fit_transform(texts).tocsr()
    chances = np.zeros(labels.shape)
    for fold in range(FOLDS):
        others, these = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for column in range(labels.shape[1]):
            model = LogisticRegression(C=8, solver="liblinear", random_state=0)
            model.fit(features[others], labels[others, column])
            chances[these, column] = model.predict_proba(features[these])[:, 1].round(3)
    return chances


def _told(sentence: ReadSentence, chances: dict[str, float]) -> ReadSentence:
    flags = ("vague", "evasive") if sentence.side is not Side.CLIENT else ()
    end = len(sentence.text)
    moods = {name: chances[name] for name in ("negative", "positive")}
    moods["neutral"] = 1 - sum(moods.values())
    return replace(
        sentence,
        acts={name: chances[name] for name in ACTS},
        sentiment=max(moods, key=moods.__getitem__),
        signals=tuple(
            Signal("flag", flag, 0, end, chances[flag], Origin.MODEL)
            for flag in flags
            if chances[flag] >= FLAG
        ),
    )
