"""Fields of rows that come from outside, each checked with a clear error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from commsense.errors import InputError

Row = Mapping[str, object]
_Choice = TypeVar("_Choice", bound=StrEnum)
_SHOWN = 60


def text(row: Row, field: str, where: str, *, required: bool = False, empty: bool = False) -> str:
    """Give a text field; ``""`` where it is missing and not ``required``.

    Raises:
        InputError: it is no text, or missing, or empty where it may not be.
    """
    value = row.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not empty and not value):
        raise wrong(where, field, value, "a text" if empty else "a text that is not empty")
    return value


def texts(row: Row, field: str, where: str) -> tuple[str, ...]:
    """Give a field that is a list of texts; nothing where it is missing.

    Raises:
        InputError: it is something else.
    """
    value = row.get(field)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise wrong(where, field, value, "a list of texts")
    return tuple(value)


def choice(row: Row, field: str, where: str, kinds: type[_Choice], default: _Choice) -> _Choice:
    """Give a field that names one of ``kinds``; ``default`` where it is missing or empty.

    Raises:
        InputError: it names something else.
    """
    value = row.get(field)
    if value is None or value == "":
        return default
    try:
        return kinds(str(value))
    except ValueError:
        raise wrong(where, field, value, ", ".join(kinds)) from None


def date(row: Row, field: str, where: str) -> datetime | None:
    """Give an ISO date or date and time, in UTC where it names no zone.

    Raises:
        InputError: it is no such date.
    """
    value = text(row, field, where)
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        accepted = "a date such as 2025-03-31 or 2025-03-31T08:52"
        raise wrong(where, field, value, accepted) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def table(value: object, where: str) -> Row:
    """Give an object.

    Raises:
        InputError: it is something else.
    """
    if not isinstance(value, Mapping):
        raise InputError(f"{where}: found {_shown(value)}; accepted: an object.")
    return value


def wrong(where: str, field: str, found: object, accepted: str) -> InputError:
    """Make the error that says where, what was found and what is accepted."""
    return InputError(f"{where}: {field}: found {_shown(found)}; accepted: {accepted}.")


def _shown(value: object) -> str:
    shown = repr(value)
    return "nothing" if value is None else shown if len(shown) <= _SHOWN else f"{shown[:57]}..."
