"""Fit linear heads: n-grams and cue phrases to labels, as arrays that ``backends.heads`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends.cues import Cues
from commsense.backends.features import BUCKETS, PHRASES_IN, grams
from commsense.conversation import Side
from commsense.extras import require
from commsense.labels import ACTS, SENTIMENTS
from commsense.training import cues

Arrays = dict[str, NDArray[Any]]
Help = Any
"""Sparse [n-grams + cue features, columns]: what each is worth to scores from other data."""
LEAST = 3
"""A label with fewer true examples is not learned; its score is ``NEVER``."""
NEVER = -6.0


@dataclass(frozen=True, slots=True)
class Options:
    """How the heads are fitted."""

    strength: float = 8.0  # C of the logistic regression: larger follows the data closer
    cue_value: float = 0.2  # value of a cue feature beside n-grams of length 1
    side_value: float = 0.3  # value of the feature that says who speaks
    task_value: float = 0.1  # spread of another task's score
    vector_value: float = 0.5  # spread of the sum of a sentence's word vectors
    rarity: float = 0.5  # power of the inverse document frequency that n-grams are weighed by
    longest: int = 0  # words or characters of an n-gram that is learned; 0 for all
    features: int = 115_000  # n-grams kept, those that move scores most
    seed: int = 0


def design(texts: Sequence[str], sides: Sequence[Side], language: str, options: Options) -> Any:
    """Give the sparse matrix [texts, n-grams + cue features] that the heads are fitted to."""
    sparse = require("scipy.sparse")
    found = grams(texts, language)
    count = len(texts)
    total = sparse.csr_matrix((count, BUCKETS))
    short = grams(texts, language, options.longest) if options.longest else found
    for kind, each in found.items():
        number = np.maximum(np.bincount(each.rows, minlength=count), 1)
        values = (1 / np.sqrt(number))[each.rows]
        if options.longest:
            values *= np.isin(each.buckets, short[kind].buckets)
        total = total + sparse.csr_matrix(
            (values, (each.rows, each.buckets)), shape=(count, BUCKETS)
        )
    phrases, lists = cues.arrays(language)
    seer = Cues(phrases, lists)
    seen = seer.seen(found[PHRASES_IN[language]], sides)
    block = sparse.csr_matrix(
        (_values(seer, options)[seen.buckets], (seen.rows, seen.buckets)), shape=(count, seer.size)
    )
    return sparse.hstack([total, block]).tocsr()


def heads(
    matrix: Any,
    truth: NDArray[np.int8],
    judged: NDArray[np.bool_],
    language: str,
    options: Options,
    weighed: Help | None = None,
) -> Arrays:
    """Fit one head a label and give the arrays; ``calibration`` is still the identity.

    ``truth`` is [rows, labels]; ``judged`` tells the rows that flags are labelled on. The scores
    of other tasks' heads (``weighed``) enter as features, and are folded into the weights.
    """
    rarity = _rarity(matrix, options.rarity)
    known = matrix @ require("scipy.sparse").diags(rarity)
    if weighed is not None:
        known = require("scipy.sparse").hstack([known, matrix @ weighed]).tocsr()
    size = matrix.shape[1]
    width = known.shape[1]
    occurring = np.unique(known.indices)  # few of all the n-grams that there could be
    known = known[:, occurring]
    coefficients = np.zeros((size, truth.shape[1]), dtype=np.float32)
    bias = np.full(truth.shape[1], NEVER)
    for label in range(truth.shape[1]):
        flag = label >= len(SENTIMENTS) + len(ACTS)
        used = judged if flag else np.ones(len(judged), dtype=np.bool_)
        target = truth[used, label]
        if target.sum() < LEAST:
            continue
        if target.all():
            bias[label] = -NEVER
            continue
        model = regression(options.strength, options.seed).fit(known[used], target)
        learned = np.zeros(width)
        learned[occurring] = model.coef_[0]
        coefficients[:, label] = learned[:size] * rarity
        if weighed is not None:
            coefficients[:, label] += weighed @ learned[size:]
        bias[label] = model.intercept_[0]
    seen_in = np.asarray((matrix[:, :BUCKETS] > 0).sum(axis=0)).ravel()
    return _packed(coefficients, bias, seen_in, language, options)


def helping(
    matrix: Any,
    tasks: NDArray[np.float32],
    words: NDArray[np.int32],
    vectors: NDArray[np.float32],
    options: Options,
) -> Help:
    """Put the weights of other tasks' heads and word vectors side by side, each in its measure.

    ``matrix`` is the design of the labelled sentences; a task's score spreads by ``task_value``
    over them, the sum of the word vectors by ``vector_value``.
    """
    sparse = require("scipy.sparse")
    spread = np.maximum((matrix @ tasks).std(axis=0), 1e-6)
    single = (np.ones(len(words)), (words, np.arange(len(words))))
    placed = sparse.csr_matrix(single, shape=(matrix.shape[1], len(words)))
    placed = placed @ sparse.csr_matrix(vectors)
    sums = (matrix @ placed).toarray()
    size = float(np.sqrt(((sums - sums.mean(axis=0)) ** 2).sum(axis=1).mean()))
    scaled = sparse.csr_matrix(tasks * (options.task_value / spread))
    return sparse.hstack([scaled, placed * (options.vector_value / size)]).tocsr()


def regression(strength: float, seed: int) -> Any:
    """Give an unfitted logistic regression with classes weighted to balance."""
    return require("sklearn.linear_model").LogisticRegression(
        solver="liblinear",
        dual=True,
        C=strength,
        class_weight="balanced",
        intercept_scaling=2,
        tol=0.01,
        max_iter=300,
        random_state=seed,
    )


def _rarity(matrix: Any, power: float) -> NDArray[np.float64]:
    """Weigh n-grams by a power of their inverse document frequency; cue features keep 1."""
    seen_in = np.asarray((matrix > 0).sum(axis=0)).ravel()
    weight = (np.log((matrix.shape[0] + 1) / (seen_in + 1)) + 1) ** power
    squares = np.asarray(matrix[:, :BUCKETS].power(2).sum(axis=0)).ravel()
    size = (squares * weight[:BUCKETS] ** 2).sum() / max(squares.sum(), 1e-9)
    weight /= np.sqrt(max(size, 1e-9))  # as large as before on the whole
    weight[BUCKETS:] = 1.0
    return np.asarray(weight, dtype=np.float64)


def _values(seer: Cues, options: Options) -> NDArray[np.float64]:
    values = np.full(seer.size, options.cue_value)
    values[seer.number :] = options.side_value
    return values


def _packed(
    coefficients: NDArray[np.float32],
    bias: NDArray[np.float64],
    seen_in: NDArray[np.int64],
    language: str,
    options: Options,
) -> Arrays:
    phrases, lists = cues.arrays(language)
    seer = Cues(phrases, lists)
    weights = coefficients[:BUCKETS]
    spread = np.maximum(weights.std(axis=0), 1e-9)
    some = np.flatnonzero(weights.any(axis=1))
    size = np.sqrt(((weights[some] / spread) ** 2).sum(axis=1) * (seen_in[some] + 0.3))
    kept = some[np.sort(np.argsort(-size, kind="stable")[: options.features])]
    whole, scale = rounded(weights[kept], np.int8)
    cue_whole, cue_scale = rounded(
        coefficients[BUCKETS:] * _values(seer, options)[:, None], np.int16
    )
    return {
        "buckets": kept.astype(np.int32),
        "weights": whole,
        "scale": scale,
        "phrases": phrases,
        "phrase_lists": lists,
        "cue_weights": cue_whole,
        "cue_scale": cue_scale,
        "bias": bias.astype(np.float32),
        "calibration": np.stack([np.ones(len(bias)), np.zeros(len(bias))]).astype(np.float32),
    }


def rounded(values: NDArray[Any], kind: type[np.signedinteger[Any]]) -> tuple[Any, Any]:
    """Round to whole numbers of ``kind`` and give what one step is worth, by column."""
    scale = np.abs(values).max(axis=0, initial=0.0) / np.iinfo(kind).max
    scale[scale == 0] = 1.0
    return np.round(values / scale).astype(kind), scale.astype(np.float32)
