"""Where the sentences of one paragraph end.

sentencex finds the boundaries; this mends what business mail makes it miss: abbreviations it does
not know, identifiers with dots, quotation marks and brackets after the full stop, emoticons,
Chinese semicolons, and lines of a log that never end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from commsense.lang import LANGUAGES, data

Span = tuple[int, int]

LONGEST = 1000  # characters; what is longer is no sentence and is cut where it can be
_AT_ONCE = 4000

_LAST_WORD = re.compile(r"(?<![A-Za-zÀ-ÿ.])([A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ.]{0,10}))\.\s*$")
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.\s*$")
_ENUMERATOR = re.compile(r"[\s(（]{0,4}(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)）]\s{0,4}")
_SENTENCE_WORD = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ']*\b(?![_.(/\\@])")
_ASCII_END = re.compile(r"(?<![!-~])[!-~]++$")
_PLAIN_WORD = re.compile(r"[\"'(]?[a-z0-9][A-Za-z0-9'-]{1,30}[.!?]+")
_EMOTICON = re.compile(r"[:;]-?[)(DP](?=\s|$)")
_FREE_START = re.compile(r"(?:I|We|You|The|This|That|It|They|Please|If|But|And|So|He|She)\b")
_OVERLOOKED = re.compile(
    r"[.!?][\"”’)\]]\s+(?=[A-Z\"“(])"  # (this is it.) And
    r"|[:;]-?[)(DP]\s+(?=[A-Z\u3400-\u9fff])"
    r"|[\U0001f300-\U0001faff]\s*(?=[^\W_])"
    r"|[a-z]{2}[.!?]\s+(?=[A-Z\"“]|\d{1,2}(?:st|nd|rd|th)\b)"
    r"|；(?=[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．)）])"  # …；二、…
    r"|[。！？](?=[A-Za-z\d])"
    r"|[。！？!?][）)”’」』](?=[\u3400-\u9fffA-Z])"
    r"|[~～]\s*(?=[\u3400-\u9fff]{2})|…{1,2}\s+(?=[\u3400-\u9fffA-Z])"
)
_CUTS = re.compile(r"[;；,，、|]\s*|\s+")
_INSIDE = re.compile(r"(?:[0-9０-９][．.]|www\.)$")  # of a number or an address
_TRAILING_OFF = re.compile(r"(?:\.\.\.|…|\d\.)\s*$")


def boundaries(text: str, language: str) -> Iterator[Span]:
    """Give the sentences of one paragraph, in order, without gaps.

    Args:
        text: a paragraph in one line.
        language: its language, for the library's abbreviations.
    """
    start = 0
    for end in sorted({*_found(text, language), *_overlooked(text)}):
        if end < len(text) and _holds(text, start, end):
            yield from _capped(text, start, end)
            start = end
    yield from _capped(text, start, len(text))


def _found(text: str, language: str) -> Iterator[int]:
    """Give the ends that sentencex finds, asked in pieces: its time is quadratic in quotes."""
    from sentencex import segment

    start = 0
    while start < len(text):
        stop = start + _AT_ONCE
        if stop < len(text):
            stop = text.rfind(" ", start + 1, stop) + 1 or stop
        end = start
        for sentence in segment(language, text[start:stop]):
            end += len(sentence)
            if end < stop:
                yield end
        start = stop


def _overlooked(text: str) -> Iterator[int]:
    return (found.end() for found in _OVERLOOKED.finditer(text))


def _holds(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence that begins at ``start`` may end at ``end``."""
    before, after = text[max(start, end - 60) : end], text[end : end + 40]
    if end - start <= 8 and _ENUMERATOR.fullmatch(before):
        return False
    if (_INSIDE.search(before) and after[0].isalnum()) or after[0] in "/\\":
        return False
    if after[0].islower() and _TRAILING_OFF.search(before):
        return False
    if _EMOTICON.match(after):
        return False
    tail = _ASCII_END.search(before)
    if (
        tail and len(tail.group()) > 1 and after[0].isascii()
    ):  # no blank: "here.Next", but also System.Out and x.example
        return bool(_PLAIN_WORD.fullmatch(tail.group()) and _SENTENCE_WORD.match(after))
    return not _INITIAL.search(before) and not _abbreviated(before, after)


def _abbreviated(before: str, after: str) -> bool:
    """Tell whether the full stop belongs to an abbreviation and ends nothing."""
    found = _LAST_WORD.search(before)
    word = found.group(1).lower() if found else ""
    if word in _words("abbreviations_before_numbers"):
        return after[0].isdigit()
    return word in _words("abbreviations") and not _FREE_START.match(after)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for code in LANGUAGES for word in data(code, "sentences")[name])


def _capped(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is far too long at a mark or a blank, or anywhere when there is none."""
    while end - start > LONGEST:
        cut = start + LONGEST
        for found in _CUTS.finditer(text, start + LONGEST // 2, start + LONGEST):
            cut = found.end()
        yield start, cut
        start = cut
    if start < end:
        yield start, end
