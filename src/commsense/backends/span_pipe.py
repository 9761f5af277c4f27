"""The parts of spaCy that a span categorizer is built of: small, and always built here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from commsense.backends import span_words
from commsense.labels import JARGON_KINDS

if TYPE_CHECKING:
    from spacy.pipeline import SpanCategorizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab
    from thinc.api import Ops
    from thinc.types import Ragged

KEY = "jargon"
"""Under which the marked stretches stand in a document to learn from."""

_WIDTH, _DEPTH, _ROWS, _HIDDEN = 64, 2, 2_000, 64
_INSIDE = frozenset("/-_.&+'’·:\\")
"""Signs that a term may hold between its words (CI/CD, node.js)."""


def component(vocab: Vocab, most: int) -> SpanCategorizer:
    """Build a categorizer of stretches of up to ``most`` words; it has learned nothing.

    Of each stretch it gives the chance of each kind of jargon and, last, that it is none.
    """
    from spacy.ml.models import build_hash_embed_cnn_tok2vec, build_spancat_model
    from spacy.ml.models.spancat import build_mean_max_reducer
    from spacy.pipeline import SpanCategorizer
    from spacy.training import Example
    from thinc.api import Softmax_v2

    words = build_hash_embed_cnn_tok2vec(
        width=_WIDTH,
        depth=_DEPTH,
        embed_size=_ROWS,
        window_size=1,
        maxout_pieces=3,
        subword_features=True,
        pretrained_vectors=None,
    )
    pipe = SpanCategorizer(
        vocab,
        build_spancat_model(words, build_mean_max_reducer(_HIDDEN), Softmax_v2()),
        _Suggester(most),
        spans_key=KEY,
        threshold=None,
        max_positive=1,
        add_negative_label=True,
        allow_overlap=False,
        scorer=None,
    )
    sample = span_words.doc(vocab, "ab", [(0, 1), (1, 2)])
    pipe.initialize(lambda: [Example(sample, sample)], labels=list(JARGON_KINDS))
    return pipe


def numbers(model: Any) -> Iterator[tuple[str, Any, str]]:
    """Give all arrays of a network: a name for each, the layer, and its name there."""
    for number, layer in enumerate(model.walk()):
        for name in layer.param_names:
            if layer.has_param(name):
                yield f"{number:03}.{name}", layer, name


def arrays(model: Any) -> dict[str, NDArray[np.float32]]:
    """Give the arrays of a network by name."""
    return {key: layer.get_param(name).copy() for key, layer, name in numbers(model)}


@contextmanager
def same_draws(seed: int) -> Iterator[None]:
    """Let what thinc draws by chance depend on ``seed`` alone, and nobody else's draws on it."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        yield
    finally:
        np.random.set_state(before)


class _Suggester:
    """Stretches of up to ``most`` words that begin and end with one, none across a comma."""

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
        from thinc.api import get_current_ops
        from thinc.types import Ragged

        ops = ops or get_current_ops()
        found: list[tuple[int, int]] = []
        lengths = []
        for doc in docs:
            spans = list(stretches([word.text for word in doc], self._most))
            found += spans
            lengths.append(len(spans))
        data = ops.asarray2i(found) if found else ops.alloc2i(0, 2)
        return Ragged(data, ops.asarray1i(lengths))


def stretches(words: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of words that may be a term: the first, and the one after the last."""
    spoken = [any(map(str.isalnum, word)) for word in words]
    for first, begins in enumerate(spoken):
        if not begins:
            continue
        for last in range(first, min(first + most, len(words))):
            if spoken[last]:
                yield first, last + 1
            elif words[last] not in _INSIDE:
                break
