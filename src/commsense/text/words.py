"""The words of the TOML files in this folder, joined over languages and ready for looking up."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

HEADER_FIELDS = ("from", "date", "to", "copy", "subject", "other")

_DECORATION = re.compile(r"[*_\s|>\"'“”]+|&nbsp;")


@cache
def phrases(name: str, file: str = "reply_words") -> tuple[str, ...]:
    """Return one list of a file over all its languages, longest phrase first.

    Args:
        name: The list's name, for instance ``closing``.
        file: The TOML file without its suffix.
    """
    path = files(__package__).joinpath(f"{file}.toml")
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    found = {phrase for table in tables.values() for phrase in table.get(name, ())}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def key(phrase: str) -> str:
    """Return a phrase as it is looked up: lower case, without blanks, quotes and emphasis."""
    return _DECORATION.sub("", phrase).casefold()


@cache
def keys(name: str, file: str = "reply_words") -> frozenset[str]:
    """Return the lookup keys of one list."""
    return frozenset(key(phrase) for phrase in phrases(name, file))


@cache
def header_labels() -> dict[str, str]:
    """Return which header field a label stands for: ``发件人`` → ``from``."""
    return {key(phrase): field for field in HEADER_FIELDS for phrase in phrases(field)}


@cache
def pattern(name: str, file: str = "reply_words") -> str:
    """Return one list as a regular expression without anchors, longest phrase first."""
    return "(?:" + "|".join(_bounded(phrase) for phrase in phrases(name, file)) + ")"


def _bounded(phrase: str) -> str:
    """Escape a phrase; one that ends in a Latin or Cyrillic letter must end a word."""
    escaped = r"\s{0,3}".join(re.escape(word) for word in phrase.split())
    return escaped + r"\b" if phrase[-1].isalpha() and ord(phrase[-1]) < 0x2E80 else escaped
