"""From sentences to the word pieces that the encoder reads, and back to the characters.

Wordpieces of BERT's uncased vocabulary, with Chinese words and characters added: Chinese text is
first cut into words, and a word that the vocabulary does not have is given by its characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commsense.backends.inputs import ModelInput
from commsense.conversation import Side

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD, UNREADABLE, START, END = 0, 100, 101, 102
"""BERT's [PAD], [UNK], [CLS] and [SEP]."""
SPEAKER = {Side.CLIENT: 1, Side.TEAM: 2, Side.BOTH: 3, Side.UNKNOWN: 3}
"""The piece that says who speaks: rows of the vocabulary that BERT left unused."""
MOST = 72
"""Pieces of a sentence that are read; one in a hundred is longer."""
MOST_BEFORE = 16
"""Pieces of what was said before that are read, the last ones."""
MOST_CONCERN = 40
"""Pieces of a concern that are read beside a later sentence."""
LONGEST = 1_000
"""Characters of a sentence that are cut into pieces: more than ``MOST`` pieces ever cover."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_APART = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
"""Chinese, and symbols that would make a word unreadable when they touch it."""
_PLAIN = str.maketrans({"。": ".", "、": ",", "’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of one text; ``starts[i]``, ``ends[i]`` is the place of piece i in the text.

    ``continues[i]`` tells whether piece i goes on with the word of the piece before.
    """

    pieces: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    continues: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as the encoder is given it: pieces, and 0 for the sentence, 1 for the context.

    Piece ``first + i`` is piece i of ``cut``: [CLS] and the speaker stand before the sentence.
    ``most`` pieces of the sentence are read at most.
    """

    pieces: tuple[int, ...]
    parts: tuple[int, ...]
    cut: Cut
    first: int = 2
    most: int = MOST

    @property
    def own(self) -> slice:
        """The places of the sentence's own pieces."""
        return slice(self.first, self.first + min(len(self.cut.pieces), self.most))


def load(file: Path) -> Tokenizer:
    """Load the vocabulary (a ``tokenizer.json``) that ``cut`` looks pieces up in."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(file))


def cut(texts: Sequence[str], tokenizer: Tokenizer, known: Container[str]) -> list[Cut]:
    """Cut texts into pieces; ``known`` holds the words of the vocabulary."""
    spaced = [_spaced(text[:LONGEST], known) for text in texts]
    found = tokenizer.encode_batch([text for text, _ in spaced], add_special_tokens=False)
    return [
        Cut(
            tuple(each.ids),
            tuple(places[start] for start, _ in each.offsets),
            tuple(places[end - 1] + 1 for _, end in each.offsets),
            tuple(token.startswith("##") for token in each.tokens),
        )
        for each, (_, places) in zip(found, spaced, strict=True)
    ]


def chinese_words(text: str) -> list[str]:
    """Give the Chinese words of a text, as ``cut`` cuts them."""
    import rjieba

    plain = "".join(_folded(character) for character in text)
    return [word for run in _HAN.findall(plain) for word in rjieba.cut(run)]


def reading(sentence: Cut, before: Sequence[Cut], side: Side, most: int = MOST_BEFORE) -> Reading:
    """Lay out [CLS] speaker sentence [SEP] context [SEP], with ``most`` pieces of context."""
    first = (START, SPEAKER[side], *sentence.pieces[:MOST], END)
    context = [piece for each in before for piece in each.pieces[-most:]][-most:]
    second = (*context, END) if context else ()
    return Reading(first + second, (0,) * len(first) + (1,) * len(second), sentence)


def read(
    inputs: Sequence[ModelInput],
    tokenizer: Tokenizer,
    known: Container[str],
    most: int = MOST_BEFORE,
) -> list[Reading]:
    """Cut and lay out inputs; what several of them share is cut once."""
    texts = list(dict.fromkeys(_texts(inputs)))
    pieces = dict(zip(texts, cut(texts, tokenizer, known), strict=True))
    return [
        reading(pieces[each.text], [pieces[text] for text in each.context], each.side, most)
        for each in inputs
    ]


def _texts(inputs: Iterable[ModelInput]) -> Iterable[str]:
    for each in inputs:
        yield each.text
        yield from each.context


def _spaced(text: str, known: Container[str]) -> tuple[str, Sequence[int]]:
    """Put blanks around Chinese words and symbols; also give where each character stood."""
    if text.isascii():
        return text, range(len(text))
    wide = [
        (character, place) for place, original in enumerate(text) for character in _folded(original)
    ]
    plain = "".join(character for character, _ in wide).encode("utf-8", "replace").decode()
    places = [place for _, place in wide]
    parts: list[str] = []
    origin: list[int] = []
    done = 0
    for run in _APART.finditer(plain):
        parts.append(plain[done : run.start()])
        origin += places[done : run.start()]
        done = run.start()
        for word in _words(run.group(), known):
            parts.append(f" {word} ")
            origin += [places[done], *places[done : done + len(word)], places[done]]
            done += len(word)
    parts.append(plain[done:])
    origin += places[done:]
    return "".join(parts), origin


def _folded(character: str) -> str:
    """Make full-width signs narrow and Chinese punctuation plain, as the vocabulary has it."""
    return unicodedata.normalize("NFKC", character).translate(_PLAIN)


def _words(run: str, known: Container[str]) -> Iterable[str]:
    import rjieba

    for word in rjieba.cut(run):
        if word in known:
            yield word
        else:
            yield from word
