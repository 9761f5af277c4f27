"""The language of a sentence: by script first, then by its small words, then by a model.

Business mail mixes: a Chinese sentence full of English product terms is Chinese, an English one
that names 王伟 is English. Scripts and small words settle nearly everything without the model;
py3langid is loaded when a sentence in Latin letters is left over. Its model is a plain array file
inside its own package, read with ``allow_pickle=False`` (from version 0.4 on).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9d]")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_NOT_PROSE = re.compile(r"[@/\\_=<>{}]")  # a word with one is an address, link, path or code

# One script, one language that is likely to be met in it.
_SCRIPTS = {
    "ko": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}
# Ukrainian and Bulgarian are not told from Russian: none of the three is served.

_WORDS = tomllib.loads(files(__package__).joinpath("identify.toml").read_text(encoding="utf-8"))
_LATIN = tuple(_WORDS["latin"])
_ENGLISH = frozenset(_WORDS["english"].split())
_OTHERS = frozenset(_WORDS["others"].split())
_ENOUGH = 4000  # characters are read of a long text
_SHORT = 25  # letters; below it the model guesses
_SURE = 0.8  # the model's probability from which it overrules the message's language


def identify(text: str, hint: str = "") -> str:
    """Tell the language of a sentence.

    Args:
        text: a sentence or a longer text.
        hint: the language of the message around it; it decides where a short text does not.

    Returns:
        An ISO 639-1 code (Simplified and Traditional Chinese are both ``zh``), or ``und`` for a
        text without letters.
    """
    text = text[:_ENOUGH]
    if not text.isascii():
        by_script = _by_script(text, hint)
        if by_script:
            return by_script
    return _latin(text, hint)


def _by_script(text: str, hint: str) -> str:
    """Give the language that the script decides, or nothing when Latin letters prevail."""
    letters = len(_LETTER.findall(text))
    if not letters:
        return "und"
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    if kana and kana * 5 >= han + kana and (han + kana) * 3 >= letters:
        return "ja"
    if han:
        if han * 2 >= letters:
            return "ja" if hint == "ja" else "zh"
        return "zh" if han >= _english_weight(text) else ""
    return next(
        (code for code, script in _SCRIPTS.items() if len(script.findall(text)) * 2 > letters), ""
    )


def _english_weight(text: str) -> int:
    """Count Latin words, small English words twice: terms may be borrowed, grammar is not."""
    words = [word.lower() for word in _LATIN_WORD.findall(_prose(text))]
    return len(words) // 2 + 3 * sum(word in _ENGLISH for word in words)


def _prose(text: str) -> str:
    return " ".join(word for word in text.split() if not _NOT_PROSE.search(word))


def _latin(text: str, hint: str) -> str:
    words = {word.lower() for word in _LATIN_WORD.findall(text.replace("’", "'"))}
    if not words:
        return "und"
    english, foreign = len(words & _ENGLISH), len(words & _OTHERS)
    if english > foreign:
        return "en"
    if hint == "en" and not foreign and text.isascii():
        return "en"  # nothing speaks against what the message around it is
    expected = hint if hint in _LATIN else "en"
    prose = _prose(text)
    if not foreign and sum(map(len, _LATIN_WORD.findall(prose))) < _SHORT:
        return expected
    best, probability = _identifier().classify(prose)
    return str(best) if probability >= _SURE or (foreign and not english) else expected


@cache
def _identifier() -> Any:
    """Load the model once, when it is first needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in _LATIN if code in known])
    return identifier
