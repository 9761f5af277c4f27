"""The words of a sentence that a span categorizer reads, and where they stand in it.

English by spaCy's rules, Chinese by the cutting that the encoder's pieces are made with; blanks
are no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Place = tuple[int, int]
LONGEST = 1_000
"""Characters of a sentence that are read, as of the encoder's: more is no sentence."""

_ALONE = Lock()
"""What one thread forgets must not be what another one reads."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_RUN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff]+|[A-Za-z0-9]+|[^\sA-Za-z0-9\u3400-\u4dbf\u4e00-\u9fff]"
)


def places(text: str, language: str) -> tuple[Place, ...]:
    """Give start and end of each word of a text in ``en`` or ``zh``."""
    plain = text[:LONGEST].encode("utf-8", "replace").decode()  # half a character is none
    return tuple(_chinese(plain) if language == "zh" else _english(plain))


def doc(vocab: Vocab, text: str, words: Sequence[Place]) -> Doc:
    """Lay words of a text out for spaCy; they follow each other without blanks."""
    from spacy.tokens import Doc

    plain = text[:LONGEST].encode("utf-8", "replace").decode()
    return Doc(vocab, words=[plain[a:b] for a, b in words], spaces=[False] * len(words))


def vocabulary(language: str) -> Vocab:
    """Make a vocabulary that reckons of a word what the model looks at."""
    from spacy.lang.en import EnglishDefaults
    from spacy.lang.zh import ChineseDefaults
    from spacy.vocab import create_vocab

    return create_vocab(language, ChineseDefaults if language == "zh" else EnglishDefaults)


def _english(text: str) -> Iterable[Place]:
    with _ALONE, _tokenizer().vocab.memory_zone():
        found = _tokenizer()(text)
        return [(word.idx, word.idx + len(word)) for word in found if not word.is_space]


def _chinese(text: str) -> Iterable[Place]:
    import rjieba

    for run in _RUN.finditer(text):
        if not _HAN.match(run.group()):
            yield run.span()
            continue
        start = run.start()
        for word in rjieba.cut(run.group()):
            yield start, start + len(word)
            start += len(word)


@cache
def _tokenizer() -> Tokenizer:
    from spacy import util
    from spacy.lang.en import EnglishDefaults
    from spacy.tokenizer import Tokenizer

    return Tokenizer(
        vocabulary("en"),
        rules=EnglishDefaults.tokenizer_exceptions,
        prefix_search=util.compile_prefix_regex(EnglishDefaults.prefixes or ()).search,
        suffix_search=util.compile_suffix_regex(EnglishDefaults.suffixes or ()).search,
        infix_finditer=util.compile_infix_regex(EnglishDefaults.infixes or ()).finditer,
        url_match=EnglishDefaults.url_match,
    )
