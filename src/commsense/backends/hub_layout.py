"""How an encoder of Hugging Face is given a sentence, with its own vocabulary.

Its ``tokenizer.json`` says which pieces stand before, between and after two texts. The speaker is
a plain word before the sentence: what it means the encoder knows from its pre-training, where a
piece of its own would have to be learned from some hundred sentences; an unknown speaker is left
out. Offsets are kept, so that jargon can be marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense.backends.inputs import ModelInput
from commsense.backends.pieces import MOST_BEFORE, Cut, Reading
from commsense.conversation import Side
from commsense.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 2_000
"""Characters of a sentence that are cut into pieces: more than an encoder ever reads."""
SHARE = 3
"""The context gets at most this part of what an encoder reads: a third."""
LEAST = 2
"""What an encoder reads is at least this many times what stands around sentences."""
SPEAKER = {
    ("en", Side.CLIENT): "client:",
    ("en", Side.TEAM): "team:",
    ("zh", Side.CLIENT): "客户:",
    ("zh", Side.TEAM): "团队:",
}
"""What is read before a sentence, by its language."""
_UNREADABLE = ("[UNK]", "<unk>")
_PADS = ("[PAD]", "<pad>")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Special pieces: before a text, between two, after the second, and after one alone."""

    before: tuple[int, ...]
    between: tuple[int, ...]
    after: tuple[int, ...]
    alone: tuple[int, ...]


class HubLayout:
    """Lays out inputs with a vocabulary of Hugging Face; see ``backends.layouts.Layout``."""

    def __init__(self, file: Path, longest: int) -> None:
        """Load a ``tokenizer.json``.

        Args:
            file: the vocabulary.
            longest: pieces that the encoder reads at most, special ones included.

        Raises:
            ModelError: if the file is no such vocabulary, or the special pieces leave no room.
        """
        self._tokenizer = _tokenizer(file)
        self._frame = _frame(file, self._tokenizer)
        known = self._tokenizer.get_vocab()
        self.words = max(known.values(), default=-1) + 1
        self.pad = next((known[each] for each in _PADS if each in known), 0)
        self._speakers = {who: self._speaker(word) for who, word in SPEAKER.items()}
        self._unreadable = next((known[each] for each in _UNREADABLE if each in known), None)
        self._special = _special(self._tokenizer)
        self._longest = longest
        if longest < LEAST * sum(map(len, (*self._speakers.values(), self._frame.between))):
            raise ModelError(f"{file}: an encoder that reads {longest} pieces is of no use.")

    def read(self, inputs: Sequence[ModelInput], most: int = MOST_BEFORE) -> list[Reading]:
        """Lay out inputs, in order, with ``most`` pieces of context; what is shared is cut once."""
        texts = list(dict.fromkeys(text for each in inputs for text in (each.text, *each.context)))
        cuts = dict(zip(texts, self._cut(texts), strict=True))
        return [
            self._reading(each, cuts[each.text], [cuts[text] for text in each.context], most)
            for each in inputs
        ]

    def _reading(
        self, given: ModelInput, sentence: Cut, before: Iterable[Cut], most: int
    ) -> Reading:
        frame = self._frame
        start = (*frame.before, *self._speakers.get((given.language, given.side), ()))
        most = min(most, self._longest // SHARE)
        context = [piece for each in before for piece in each.pieces[-most:]][-most:]
        second = (*context, *frame.after) if context else ()
        end = frame.between if context else frame.alone
        own = self._longest - len(start) - len(end) - len(second)
        first = (*start, *sentence.pieces[:own], *end)
        parts = (0,) * len(first) + (1,) * len(second)
        return Reading(first + second, parts, sentence, len(start), own)

    def _cut(self, texts: Sequence[str]) -> list[Cut]:
        plain = [text[:LONGEST].encode("utf-8", "replace").decode() for text in texts]
        found = self._tokenizer.encode_batch(plain, add_special_tokens=False)
        return [self._placed(text, each) for text, each in zip(plain, found, strict=True)]

    def _placed(self, text: str, found: Any) -> Cut:
        """Put the pieces of a text at their places; one that it spells itself is not special."""
        if not text:
            return Cut((), (), (), ())
        odd = self._unreadable
        places = [_place(text, start, end) for start, end in found.offsets]
        return Cut(
            tuple(odd if odd is not None and each in self._special else each for each in found.ids),
            tuple(start for start, _ in places),
            tuple(end for _, end in places),
            tuple(place > 0 and _joined(text, places, place) for place in range(len(places))),
        )

    def _speaker(self, word: str) -> tuple[int, ...]:
        """Give the pieces of a speaker's word; none where the vocabulary does not have it."""
        found = self._tokenizer.encode(word, add_special_tokens=False)
        return () if set(found.tokens) & set(_UNREADABLE) else tuple(found.ids)


def _tokenizer(file: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(file))
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(f"{file} cannot be read as a vocabulary: {error}.") from error
    found.no_truncation()
    found.no_padding()
    found.encode_special_tokens = True  # a text that spells a special piece is a text
    return found


def _frame(file: Path, tokenizer: Tokenizer) -> _Frame:
    """Learn where special pieces stand from how the vocabulary lays out two letters."""
    pair, alone = tokenizer.encode("a", "b"), tokenizer.encode("a")
    places = [[i for i, of in enumerate(pair.sequence_ids) if of == text] for text in (0, 1)]
    single = [i for i, of in enumerate(alone.sequence_ids) if of == 0]
    if not all(places) or not single or places[0][0] == 0:
        raise ModelError(
            f"{file}: expected a vocabulary that puts a special piece before a text, as those of"
            f" encoders do; found {pair.tokens}."
        )
    ids = pair.ids
    return _Frame(
        before=tuple(ids[: places[0][0]]),
        between=tuple(ids[places[0][-1] + 1 : places[1][0]]),
        after=tuple(ids[places[1][-1] + 1 :]),
        alone=tuple(alone.ids[single[-1] + 1 :]),
    )


def _special(tokenizer: Tokenizer) -> frozenset[int]:
    added = tokenizer.get_added_tokens_decoder()
    return frozenset(piece for piece, told in added.items() if told.special)


def _place(text: str, start: int, end: int) -> tuple[int, int]:
    """Give where a piece stands, without blanks; one of blanks belongs to what comes next."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < len(text) - 1 and text[start].isspace():
        start += 1
    start = min(start, len(text) - 1)
    return start, max(end, start + 1)


def _joined(text: str, places: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a piece goes on with the word of the one before: Chinese is not joined."""
    before, start = places[place - 1][1], places[place][0]
    if start != before:
        return start < before
    return all(sign.isalnum() and not _is_han(sign) for sign in text[start - 1 : start + 1])


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u4dbf" or "\u4e00" <= sign <= "\u9fff"
