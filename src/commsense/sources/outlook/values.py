"""The values of properties: text, numbers, moments (MS-OXCDATA)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commsense.sources import charset, mail_dates
from commsense.sources.outlook import code_pages, mapi
from commsense.sources.outlook.mapi import Properties

_FIRST = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Values:
    """Reads properties; ``charset`` is that of 8-bit strings."""

    properties: Properties
    charset: str = ""

    def text(self, *tags: int) -> str:
        """The first of these properties that says something; "" if none does."""
        for tag in tags:
            kind, data = self.properties.get(tag, (0, b""))
            if kind == mapi.UNICODE:
                found = data[: len(data) & ~1].decode("utf-16-le", "replace")
            elif kind == mapi.STRING8:
                found = charset.decode(data.rstrip(b"\x00"), self.charset)[0]
            else:
                continue
            found = found.replace("\x00", "")
            if found.strip():
                return found
        return ""

    def line(self, *tags: int) -> str:
        """As ``text``, on one line and without control characters."""
        found = "".join(" " if c in "\t\r\n" else c for c in self.text(*tags)[:100_000])
        return "".join(char for char in found if char >= " " and char != "\x7f").strip()

    def binary(self, tag: int) -> bytes:
        """A property of bytes; nothing if there is none."""
        kind, data = self.properties.get(tag, (0, b""))
        return data if kind == mapi.BINARY else b""

    def number(self, tag: int) -> int | None:
        """A whole number or a yes or no."""
        kind, data = self.properties.get(tag, (0, b""))
        if kind not in (mapi.INTEGER, mapi.BOOLEAN) or not data:
            return None
        return int.from_bytes(data[: 4 if kind == mapi.INTEGER else 1], "little")

    def moment(self, tag: int) -> datetime | None:
        """A time, in UTC; None where there is none or a clock was never set."""
        kind, data = self.properties.get(tag, (0, b""))
        if kind != mapi.TIME or len(data) < 8:
            return None
        try:
            found = _FIRST + timedelta(microseconds=int.from_bytes(data[:8], "little") // 10)
        except OverflowError:
            return None
        plausible = mail_dates.FIRST_YEAR <= found.year <= mail_dates.LAST_YEAR
        return found.replace(microsecond=0) if plausible else None


def of(properties: Properties, fallback: str = "") -> Values:
    """Read the properties of a message, whose 8-bit strings are in the code page that it states.

    Args:
        properties: of the message.
        fallback: the charset of 8-bit strings, if the message states none; that of the message
            around it.
    """
    bare = Values(properties)
    declared = (
        bare.number(mapi.CODE_PAGE),
        code_pages.of_locale(bare.number(mapi.LOCALE)),
        bare.number(mapi.INTERNET_CODE_PAGE),
    )
    named = filter(None, map(code_pages.charset, declared))
    return Values(properties, next(named, fallback))
