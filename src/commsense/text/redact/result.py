"""A text with placeholders, and the way from its characters to those of the original and back."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was taken out; ``ID`` is a number that stands for a person, account or machine."""

    NAME = "NAME"
    MAIL = "MAIL"
    PHONE = "PHONE"
    ID = "ID"
    CARD = "CARD"
    URL = "URL"
    PLACE = "PLACE"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that is to be replaced; equal ``key`` of one ``kind`` means the same value."""

    start: int
    end: int
    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replacement: ``start``/``end`` of the placeholder, ``was_start``/``was_end`` before."""

    start: int
    end: int
    was_start: int
    was_end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without what was private; ``spans`` are its placeholders in order."""

    text: str
    spans: tuple[Replaced, ...] = ()

    def carry(self, start: int, end: int) -> tuple[int, int]:
        """Lead a stretch of the original to the redacted text.

        One that touches a replaced value is widened to the whole placeholder.

        Args:
            start: first character in the original.
            end: the one behind the last.
        """
        return self._carried(start, at_end=False), self._carried(end, at_end=True)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Lead a stretch of the redacted text back to the original, widened in the same way.

        Args:
            start: first character in the redacted text.
            end: the one behind the last.
        """
        return self._original(start, at_end=False), self._original(end, at_end=True)

    def _carried(self, place: int, *, at_end: bool) -> int:
        number = bisect_right(self.spans, place - at_end, key=lambda span: span.was_start) - 1
        if number < 0:
            return place
        span = self.spans[number]
        if place >= span.was_end:
            return place - span.was_end + span.end
        return span.end if at_end else span.start

    def _original(self, place: int, *, at_end: bool) -> int:
        number = bisect_right(self.spans, place - at_end, key=lambda span: span.start) - 1
        if number < 0:
            return place
        span = self.spans[number]
        if place >= span.end:
            return place - span.end + span.was_end
        return span.was_end if at_end else span.was_start
