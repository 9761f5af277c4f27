"""Speaker lines in notes and transcripts: ``Anna: …``, ``王工：…``, ``Rich - …``, ``Brie, …``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commsense.conversation import Part, Turn
from commsense.text.contacts import is_name
from commsense.text.lines import Line
from commsense.text.words import keys

_LEAD = r"(?:[-*+•·◦]\s{1,6}|\d{1,3}[.)、]\s{0,4})?(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s{1,3})?"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’.-]{0,24}"
_LATIN = rf"@?{_WORD}(?: (?:{_WORD}|de|van|von|el|bin)){{0,3}}(?: ?\([^()\n]{{1,30}}\))?"
_HAN = r"[\u4e00-\u9fff]{2,4}(?:[(（][^)）\n]{1,20}[)）])?"
_LABEL = re.compile(rf"(?P<lead>{_LEAD})(?P<name>{_LATIN}|{_HAN})\s?(?P<mark>[:：]|\s[-–—]\s|,\s)")
_MENTION = re.compile(r"@[\w-]{1,40}|\([^)]{0,60}\)|（[^）]{0,60}）")
_TITLED = re.compile(
    "[\u4e00-\u9fff]{1,2}(?:工|总|老师|经理|老師|經理|主任|博士|律师|医生|主管|院长)$"
)
_BULLET = re.compile(r"[-*+•·◦]\s|\d{1,3}[.)、]\s")


@dataclass(frozen=True, slots=True)
class Labels:
    """Turns, and the stretches of text (name and colon) that only say who speaks."""

    turns: tuple[Turn, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    name: str
    mark: str
    start: int
    end: int


def find_turns(lines: Sequence[Line], known: Sequence[str]) -> Labels:
    """Find who says what.

    Args:
        lines: The lines of the notes, with their parts.
        known: Names known beforehand: sender, recipients.

    Returns:
        The turns, each from behind its label to the next label, heading or empty line.
    """
    people = _people(lines, known)
    candidates = [found for index in range(len(lines)) if (found := _candidate(lines, index))]
    counts = Counter(found.name.casefold() for found in candidates if found.mark != ",")
    speaking = [found for found in candidates if _is_speaker(found, people, counts)]
    starts = {found.index for found in speaking}
    turns = tuple(
        Turn(found.end, _turn_end(lines, found, starts), found.name) for found in speaking
    )
    return Labels(turns, tuple((found.start, found.end) for found in speaking))


def _people(lines: Sequence[Line], known: Sequence[str]) -> frozenset[str]:
    """Return the names and first names on the roster and among the known, in lower case."""
    names = {part for name in known for part in (name, *name.split()[:1])}
    for line in lines:
        if line.part is not Part.MARKUP or not line.text or len(line.text) > 2000:
            continue
        for entry in re.split(r"[,，、;；|:：]", _MENTION.sub("", line.text)):
            bare = entry.strip(" *-+•·\t")
            if is_name(bare):
                names.update((bare, *bare.split()[:1]))
        names.update(mention for mention in re.findall(r"@[\w-]{1,40}", line.text))
    return frozenset(name.casefold().lstrip("@") for name in names if len(name) > 1)


def _candidate(lines: Sequence[Line], index: int) -> _Candidate | None:
    line = lines[index]
    if line.part is not Part.OWN or not line.text:
        return None
    match = _LABEL.match(line.text[:120])
    if not match or (match["mark"] in ":：" and line.text[match.end() : match.end() + 2] == "//"):
        return None
    name = re.sub(r"\s?[(（][^)）]{0,30}[)）]$", "", match["name"]).lstrip("@")
    indent = line.end - line.start - len(line.text)
    offset = line.start + indent
    rest = line.text[match.end() :]
    skipped = len(rest) - len(rest.lstrip())
    return _Candidate(
        index,
        name,
        match["mark"].strip(),
        offset + match.start("name"),
        offset + match.end() + skipped,
    )


def _is_speaker(found: _Candidate, people: frozenset[str], counts: Counter[str]) -> bool:
    name = found.name.casefold()
    no_speaker = keys("no_speaker", "note_words")
    if name in no_speaker or name.split()[0] in no_speaker:
        return False
    if name in people:
        return True
    if found.mark not in (":", "："):
        return False
    if _TITLED.match(found.name):
        return True
    return is_name(found.name) and (counts[name] >= 2 or _is_han_or_full(found.name))


def _is_han_or_full(name: str) -> bool:
    return not name.isascii() or (len(name.split()) == 2 and name.replace(" ", "").isalpha())


def _turn_end(lines: Sequence[Line], found: _Candidate, starts: set[int]) -> int:
    """Return where a turn ends: before the next label, heading, empty line or outer bullet."""
    indent = _indent(lines[found.index])
    end = lines[found.index].end
    for index in range(found.index + 1, len(lines)):
        line = lines[index]
        if index in starts or not line.text or line.part is not Part.OWN:
            break
        if _BULLET.match(line.text) and _indent(line) <= indent:
            break
        end = line.end
    return end


def _indent(line: Line) -> int:
    return line.end - line.start - len(line.text)
