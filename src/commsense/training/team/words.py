"""What a new model has to beat at the least: TF-IDF with logistic regression, on the same parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.pieces import chinese_words
from commsense.extras import require

Array = NDArray[np.float64]
STRENGTH = 10.0
_HAN = range(0x4E00, 0xA000)


def fit_and_score(
    texts: Sequence[str], truth: NDArray[np.bool_], others: Sequence[str], *, several: bool
) -> Array:
    """Learn ``texts`` and give the log odds of each label for ``others``, [others, labels].

    Words and pairs of words; of Chinese text words, characters and pairs of characters.
    """
    feature = require("sklearn.feature_extraction.text")
    vectors = feature.TfidfVectorizer(analyzer=_terms, sublinear_tf=True)
    given = vectors.fit_transform(texts)
    wanted = vectors.transform(others)
    result = np.full((len(others), truth.shape[1]), -6.0)
    if several:
        for place in range(truth.shape[1]):
            if _both(truth[:, place]):
                result[:, place] = _model().fit(given, truth[:, place]).decision_function(wanted)
        return result
    kinds = truth.argmax(axis=1)
    present = np.unique(kinds)
    if len(present) < 2:
        result[:, present] = 6.0
        return result
    found = np.clip(_model().fit(given, kinds).predict_proba(wanted), 1e-6, 1 - 1e-6)
    result[:, present] = np.log(found) - np.log1p(-found)
    return result


def _model() -> Any:
    return require("sklearn.linear_model").LogisticRegression(
        C=STRENGTH, class_weight="balanced", max_iter=2000
    )


def _terms(text: str) -> list[str]:
    small = text.lower()
    if any(ord(character) in _HAN for character in small):
        pairs = [one + other for one, other in pairwise(small)]
        return [*chinese_words(small), *small, *pairs]
    words = "".join(c if c.isalnum() else " " for c in small).split()
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


def _both(truth: NDArray[np.bool_]) -> bool:
    return bool(truth.any() and not truth.all())
