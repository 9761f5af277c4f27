"""Names that are known: full, turned round, given name or family name alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from commsense.text.redact.ordinary import known
from commsense.text.redact.places import SURNAMES, is_titled
from commsense.text.redact.result import Found, Kind

_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+){0,4}")
_HAN = re.compile(r"[\u3400-\u9fff·]{2,5}")
_GAP = re.compile(r"[ \u00a0]{1,2}|\.[ ]?|,[ ]{1,2}")
_HAN_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_CALLED = re.compile(r",\s|--|\s[-–—]\s")
_LEAST = 2
_LEAST_CAPITALS = 4
_MOST_WORDS = 5
_DOUBLE = tuple(re.findall("..", "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐夏侯端木"))

Words = tuple[str, ...]


class People:
    """The people whose names are known, by every form that a text may call them."""

    def __init__(self, names: Collection[str], ordinary: Collection[str] = ()) -> None:
        """Take names as headers, minutes and speaker lines write them, and words that are none."""
        self._written_small = frozenset(ordinary)
        self._ordinary = known() | self._written_small
        whole: defaultdict[Words, set[str]] = defaultdict(set)
        han: defaultdict[str, set[str]] = defaultdict(set)
        for name in sorted(set(names)):
            plain = _HAN_SPACED.sub("", " ".join(name.split()))
            if _HAN.fullmatch(plain):
                for form in _han_forms(plain):
                    han[form].add(plain)
            elif "@" not in name:
                for words in _forms(tuple(_spelt(each) for each in _WORD.findall(name))):
                    whole[words].add(name.casefold())
        self._of = {words: _one(owners, " ".join(words)) for words, owners in whole.items()}
        self._han = {form: _one(owners, form) for form, owners in han.items()}
        self._firsts = frozenset(words[0] for words in self._of)
        self._han_firsts = frozenset(form[0] for form in self._han)

    def find(self, text: str) -> Iterator[Found]:
        """Give where a text, whose signs are narrow, names one of them."""
        yield from self._in_han(text)
        words = list(_WORD.finditer(text))
        spelt = [_spelt(word.group()) for word in words]
        place = 0
        while place < len(words):
            found = self._at(text, words, place) if spelt[place] in self._firsts else None
            if found is None:
                place += 1
                continue
            count, key = found
            last = words[place + count - 1]
            yield Found(
                words[place].start(), last.start() + len(_bare(last.group())), Kind.NAME, key
            )
            place += count

    def who(self, name: str) -> str:
        """Give whom a form of a name stands for, as ``Found.key``; nothing for a stranger."""
        return self._han.get(name) or self._of.get(tuple(name.casefold().split()), "")

    def _at(self, text: str, words: list[re.Match[str]], place: int) -> tuple[int, str] | None:
        """Give the longest name that begins at a word: how many words, and whose."""
        taken = [_spelt(words[place].group())]
        best = None
        for count in range(1, min(_MOST_WORDS, len(words) - place) + 1):
            if count > 1:
                one, other = words[place + count - 2], words[place + count - 1]
                if not _GAP.fullmatch(text, one.end(), other.start()):
                    break
                taken.append(_spelt(other.group()))
            if len(taken[-1]) == 1:
                continue
            # "Ada B. Gray" where "Ada Gray" is known.
            tries = [tuple(taken)]
            if count > 2:
                tries.append((taken[0], *(each for each in taken[1:] if len(each) > 1)))
            key = next((self._of[each] for each in tries if each in self._of), None)
            if key is not None and (count > 1 or self._alone(text, words[place])):
                best = count, key
        if (
            best is None
            and (taken[0],) in self._of
            and (known_after := self._known_after(text, words, place))
        ):
            return 2, f"{taken[0]} {known_after}"
        if best and best[0] == 1 and (family := self._next(text, words, place)):
            return 2, f"{taken[0]} {family}"
        return best

    def _known_after(self, text: str, words: list[re.Match[str]], place: int) -> str:
        """Give the next word if it is surely a known name, as after Mark, which may be a word."""
        one, spelt = words[place].group(), self._next(text, words, place)
        known_too = (_spelt(one),) in self._of and (spelt,) in self._of
        return spelt if one[0].isupper() and known_too else ""

    def _next(self, text: str, words: list[re.Match[str]], place: int) -> str:
        """Give the next word if it may be the family name of the one before: Anna, Anna Smith."""
        if place + 1 == len(words) or _bare(words[place].group()) != words[place].group():
            return ""
        one, other = words[place], words[place + 1]
        beside = text[one.end() : other.start()] in (" ", "\u00a0")
        as_name = other.group()[0].isupper() and other.group()[1:2].islower()
        spelt = _spelt(other.group())
        return spelt if beside and as_name and spelt not in self._ordinary else ""

    def _alone(self, text: str, word: re.Match[str]) -> bool:
        """Tell whether one word by itself is a name here: written as one, and not just a word."""
        bare = _bare(word.group())
        if is_titled(text, word.start()):
            return True
        if _is_called(text, word) and _spelt(bare) not in self._written_small:
            return True
        if _spelt(bare) in self._ordinary or len(bare) < _LEAST:
            return False
        return (bare.isupper() and len(bare) >= _LEAST_CAPITALS) or (
            bare[0].isupper() and not bare.isupper()
        )

    def _in_han(self, text: str) -> Iterator[Found]:
        if not self._han:
            return
        place = 0
        while place < len(text):
            form = self._han_at(text, place) if text[place] in self._han_firsts else ""
            if form:
                yield Found(place, place + len(form), Kind.NAME, self._han[form])
            place += len(form) or 1

    def _han_at(self, text: str, place: int) -> str:
        forms = (text[place : place + length] for length in range(5, 1, -1))
        return next((form for form in forms if form in self._han), "")


def _one(owners: set[str], form: str) -> str:
    """Give whom a form names; one that fits several people stands for itself.

    Who is somewhere called only by this form may be the one whose whole name is known.
    """
    whole = owners - {form}
    return next(iter(whole)) if len(whole) == 1 else form


def _forms(words: Words) -> Iterator[Words]:
    if not 0 < len(words) <= _MOST_WORDS:
        return
    told = tuple(each for each in words if len(each) > 1)
    if len(told) > 1:
        yield from {words, told, (*told[1:], told[0]), (told[-1], *told[:-1])}
        yield from {(told[0], told[-1]), (told[-1], told[0])}
    yield from ((each,) for each in told if len(each) >= _LEAST)


def _han_forms(name: str) -> Iterator[str]:
    if name in known():
        return
    yield name
    given = name[2:] if name.startswith(_DOUBLE) and len(name) > 2 else name[1:]
    if len(given) == 2 and name[0] in SURNAMES and given not in known():
        yield given


def _spelt(word: str) -> str:
    return _bare(word).casefold().replace("’", "'")


def _bare(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word


def _is_called(text: str, word: re.Match[str]) -> bool:
    """Tell whether a line begins by calling somebody: "Grant, could you …"."""
    begins = word.start() == 0 or text[word.start() - 1] == "\n"
    return begins and word.group()[0].isupper() and bool(_CALLED.match(text, word.end()))
