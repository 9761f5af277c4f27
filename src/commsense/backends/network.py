"""The encoder as a torch network: what is trained, and what runs on a GPU.

A BERT encoder (Devlin et al. 2019) that reads one sentence with its context, and small heads over
it; ``hub`` puts the same heads over other encoders. Needs the extra ``train``.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from commsense.backends.pieces import PAD, Reading


@dataclass(frozen=True, slots=True)
class Size:
    """The measures of an encoder; the defaults are those of MiniLM-L6 (Wang et al. 2020)."""

    vocabulary: int
    labels: int
    kinds: int  # of jargon, without "none"
    relations: int
    aids: int = 0  # labels of other data sets, in training only
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 512


class Scores(NamedTuple):
    """Raw scores of a batch, before calibration; L is the length of the longest reading."""

    labels: Tensor  # [batch, labels]
    spans: Tensor  # [batch, L, 1 + kinds]
    relations: Tensor  # [batch, relations]
    aids: Tensor  # [batch, aids]


class Heads(nn.Module):
    """The heads over an encoder, which is another class's.

    A sentence is seen as its [CLS] and the mean of its own pieces; the context only colours them.
    """

    encoder: Any

    def __init__(
        self, encoder: nn.Module, width: int, outputs: tuple[int, int, int, int], dropout: float
    ) -> None:
        """Put heads with random weights over ``encoder``.

        Args:
            encoder: gives ``width`` values for each piece.
            width: how many.
            outputs: how many labels, kinds of jargon, relations and aids there are.
            dropout: share that the heads drop in training.
        """
        super().__init__()
        labels, kinds, relations, aids = outputs
        self.encoder = encoder
        self.drop = nn.Dropout(dropout)
        self.labels = nn.Linear(2 * width, labels)
        self.relations = nn.Linear(2 * width, relations)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Initializing zero-element")  # there may be no aids
            self.aids = nn.Linear(2 * width, aids)
        self.spans = nn.Linear(width, 1 + kinds)

    def scores(self, hidden: Tensor, parts: Tensor, present: Tensor) -> Scores:
        """Score a batch by what the encoder made of it, [batch, L, width]."""
        own = (present * (1 - parts)).to(hidden.dtype)[..., None]
        mean = (hidden * own).sum(1) / own.sum(1)
        seen = self.drop(torch.cat([hidden[:, 0], mean], dim=-1))
        return Scores(
            self.labels(seen).float(),
            self.spans(hidden).float(),
            self.relations(seen).float(),
            self.aids(seen).float(),
        )


class Network(Heads):
    """The shipped kind of encoder with its heads."""

    def __init__(self, size: Size, dropout: float = 0.0) -> None:
        """Build it with random weights; ``dropout`` is the share that the heads drop in training.

        Within the encoder nothing is dropped: it cost half the speed on a processor, and hiding
        pieces (``training.batches``) serves as well.
        """
        config = BertConfig(
            vocab_size=size.vocabulary,
            hidden_size=size.width,
            num_hidden_layers=size.layers,
            num_attention_heads=size.attention_heads,
            intermediate_size=size.inner,
            max_position_embeddings=size.positions,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            attn_implementation="eager",
        )
        outputs = (size.labels, size.kinds, size.relations, size.aids)
        super().__init__(BertModel(config, add_pooling_layer=False), size.width, outputs, dropout)
        self.size = size

    def forward(self, pieces: Tensor, parts: Tensor, present: Tensor) -> Scores:
        """Score a batch; all three are [batch, L] whole numbers.

        Args:
            pieces: places in the vocabulary.
            parts: 0 for the sentence, 1 for its context.
            present: 0 where the row is filled up.
        """
        hidden = self.encoder(
            input_ids=pieces, token_type_ids=parts, attention_mask=present
        ).last_hidden_state
        return self.scores(hidden, parts, present)


Headed = TypeVar("Headed", bound=Heads)


def with_labels(network: Headed, count: int) -> Headed:
    """Give a network ``count`` labels in all; those that it had are read as before.

    The rows of new labels are zero, so that they know nothing yet.

    Raises:
        ValueError: if it has more labels already.
    """
    old = network.labels
    if count < old.out_features:
        raise ValueError(f"the network has {old.out_features} labels, more than {count}")
    new = nn.Linear(old.in_features, count).to(old.weight)
    with torch.no_grad():
        for name, value in new.named_parameters():
            value.zero_()
            value[: old.out_features] = getattr(old, name)
    network.labels = new
    if isinstance(network, Network):
        network.size = replace(network.size, labels=count)
    return network


def batch(readings: Sequence[Reading], pad: int = PAD) -> tuple[Tensor, Tensor, Tensor]:
    """Fill readings up to the longest: pieces, parts and which are present, [batch, L] each."""
    shape = (len(readings), max(len(each.pieces) for each in readings))
    pieces = np.full(shape, pad, dtype=np.int64)
    parts = np.zeros(shape, dtype=np.int64)
    present = np.zeros(shape, dtype=np.int64)
    for row, each in enumerate(readings):
        count = len(each.pieces)
        pieces[row, :count] = each.pieces
        parts[row, :count] = each.parts
        present[row, :count] = 1
    return torch.from_numpy(pieces), torch.from_numpy(parts), torch.from_numpy(present)


def described(size: Size) -> dict[str, int]:
    """Give the measures as the model card keeps them."""
    return {name: int(value) for name, value in asdict(size).items()}
