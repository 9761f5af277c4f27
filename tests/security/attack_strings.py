"""Texts that make a careless pattern slow: known ones, and ones read off the pattern itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

UNITS = (
    " ", "\t", "\n", "\n ", " \n", "\r\n", "\xa0", "\u3000", "-", "_", "=", "*", "#", ".", "..",
    ",", ":", "/", "\\", "|", ">", "> ", "<", "<a ", "<a>", "</", "&", "'", '"', "\"'", "(", "()",
    "[", "](", "![", "{", "@", "a@", "a@a.", "a.", "a-", "a b ", "a!", "a!a!a!", "a:", "a: ",
    "a, ", "A", "A.", "A ", "Aa ", "Aa-", "a", "a1", "0", "0.", "0-", "0 ", "0:", "1,", "12:",
    "=?a?q?", "?=", "=?", "http://", "www.", "--", "-- ", "\u4e2d", "\u4e2d ", "\u4e2d\u3002",
    "\uff1a", "\u201c", "\ufffd", "\u0130", "x\u0301", "\U0001f600", "On a, b wrote: ",
    "From: a\n", "Re: ", "\u56de\u590d\uff1a",
)  # fmt: skip
ENDS = ("", "!", "\n\x01")
_MOST_REPEATS = 24  # of one pattern that are pumped
_LONG = 12  # a repeat that may go on at least so long is pumped
_CANDIDATES = "aA0 .-_:,;/@<>=()[]{}'\"#*+\n\t\\|!?~&%$^`\u4e2d\u3002\xe9\x01"
_CLASSES = {
    "CATEGORY_DIGIT": "0", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip


def known(size: int) -> Iterator[str]:
    """Each unit over and over, about ``size`` characters long."""
    for unit in UNITS:
        yield unit * (size // len(unit))


def read_off(pattern: str | bytes, flags: int, size: int) -> Iterator[str]:
    """Texts that pump each long repeat of a pattern, and its beginning, then fail to match."""
    tree = _parser.parse(pattern, flags & ~re.DEBUG)
    repeats = [node for node in _nodes(tree) if _is_long(node)][:_MOST_REPEATS]
    for pumped in repeats:
        before, unit, _ = _around(tree, pumped)
        unit = unit or "a"
        for end in ENDS:
            yield before + unit * (size // len(unit)) + end
        both = before + unit
        yield both * (size // len(both))
        doubled = before + unit * 12
        yield doubled * (size // len(doubled))
    whole = _sample(tree)
    for cut in {1, 2, 3, len(whole) // 2, len(whole) - 1, len(whole)}:
        if 0 < cut <= len(whole):
            yield whole[:cut] * (size // cut)


def _nodes(tree: Any) -> Iterator[Any]:
    for node in tree:
        yield node
        for inner in _inside(node):
            yield from _nodes(inner)


def _inside(node: Any) -> list[Any]:
    """The patterns inside one part of a pattern."""
    name, value = node
    if name in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [value[2]]
    if name is _constants.SUBPATTERN:
        return [value[3]]
    if name is _constants.ATOMIC_GROUP:
        return [value]
    if name is _constants.BRANCH:
        return list(value[1])
    if name is _constants.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def _is_long(node: Any) -> bool:
    repeats = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
    return node[0] in repeats and int(node[1][1]) >= _LONG


def _around(tree: Any, pumped: Any) -> tuple[str, str, bool]:
    """What stands before a repeat, and one turn of it."""
    before = ""
    for node in tree:
        if node is pumped:
            return before, _sample(node[1][2]), True
        for inner in _inside(node):
            prefix, unit, found = _around(inner, pumped)
            if found:
                return before + prefix, unit, True
        before += _one(node)
    return before, "", False


def _sample(tree: Any) -> str:
    return "".join(_one(node) for node in tree)


def _one(node: Any) -> str:
    """A text that one part of a pattern matches, as short as may be but not empty."""
    name, value = node
    if name is _constants.LITERAL:
        return chr(value)
    if name is _constants.NOT_LITERAL:
        return next(char for char in _CANDIDATES if ord(char) != value)
    if name is _constants.ANY:
        return "a"
    if name is _constants.IN:
        return _member(value)
    inner = _inside(node)
    if not inner:
        return ""
    if name in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return _sample(inner[0]) * max(1, min(int(value[0]), 200))
    return _sample(inner[0])


def _member(parts: list[Any]) -> str:
    if parts[0][0] is not _constants.NEGATE:
        return _of_part(parts[0])
    return next(
        (char for char in _CANDIDATES if not any(_holds(p, char) for p in parts[1:])), "\u07ff"
    )


def _of_part(part: Any) -> str:
    name, value = part
    if name is _constants.LITERAL:
        return chr(value)
    if name is _constants.RANGE:
        return chr(value[0])
    return _CLASSES.get(str(value), "a")


def _holds(part: Any, char: str) -> bool:
    name, value = part
    if name is _constants.LITERAL:
        return ord(char) == value
    if name is _constants.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    kind = str(value).removeprefix("CATEGORY_")
    wanted = {
        "DIGIT": char.isdigit(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
    }
    return not wanted[kind[4:]] if kind.startswith("NOT_") else wanted[kind]
