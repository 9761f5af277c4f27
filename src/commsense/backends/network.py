"""The encoder as a torch network: what is trained, and what runs on a GPU.

A BERT encoder (Devlin et al. 2019) that reads one sentence with its context, and small heads over
it. Needs the extra ``train``.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

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


class Network(nn.Module):
    """The encoder with its heads.

    A sentence is seen as its [CLS] and the mean of its own pieces; the context only colours them.
    """

    def __init__(self, size: Size, dropout: float = 0.0) -> None:
        """Build it with random weights; ``dropout`` is the share that the heads drop in training.

        Within the encoder nothing is dropped: it cost half the speed on a processor, and hiding
        pieces (``training.batches``) serves as well.
        """
        super().__init__()
        self.size = size
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
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.drop = nn.Dropout(dropout)
        self.labels = nn.Linear(2 * size.width, size.labels)
        self.relations = nn.Linear(2 * size.width, size.relations)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Initializing zero-element")  # there may be no aids
            self.aids = nn.Linear(2 * size.width, size.aids)
        self.spans = nn.Linear(size.width, 1 + size.kinds)

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
        own = (present * (1 - parts)).to(hidden.dtype)[..., None]
        mean = (hidden * own).sum(1) / own.sum(1)
        seen = self.drop(torch.cat([hidden[:, 0], mean], dim=-1))
        return Scores(
            self.labels(seen).float(),
            self.spans(hidden).float(),
            self.relations(seen).float(),
            self.aids(seen).float(),
        )


def batch(readings: Sequence[Reading]) -> tuple[Tensor, Tensor, Tensor]:
    """Fill readings up to the longest: pieces, parts and which are present, [batch, L] each."""
    shape = (len(readings), max(len(each.pieces) for each in readings))
    pieces = np.full(shape, PAD, dtype=np.int64)
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
