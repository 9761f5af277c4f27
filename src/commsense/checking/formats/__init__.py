"""A check written for people and programs: one module a format, one line each in ``FORMATS``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from commsense.checking.formats import github, sarif, text, wire
from commsense.checking.result import Check, Comment

__all__ = ["FORMATS", "Format"]


class Format(Protocol):
    """A module that writes a check."""

    def write(self, check: Check, comments: Sequence[Comment], name: str, language: str) -> str:
        """Give the text to print.

        Args:
            check: the whole of it.
            comments: those that are told.
            name: of the draft's file.
            language: of the reader.
        """


FORMATS: dict[str, Format] = {"text": text, "json": wire, "sarif": sarif, "github": github}
