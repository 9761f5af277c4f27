"""What others send in, checked field by field."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from commsense.labels import Status

_SURROGATES = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"(?:19[89]|2[01]\d)\d-\d\d-\d\d", re.ASCII)


def _well_formed(value: object) -> object:
    """Replace half characters, which no answer could hold; each is one, so offsets stay."""
    return _SURROGATES.sub("\ufffd", value) if isinstance(value, str) else value


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("accepted is a day between 1980 and 2199, such as 2026-03-31")
    return date.fromisoformat(value)


Text = Annotated[str, BeforeValidator(_well_formed)]
Day = Annotated[date, BeforeValidator(_day)]


class Sent(BaseModel):
    """Something that is sent in; a field that nobody knows is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CheckAsked(Sent):
    """A draft to be checked."""

    draft: Text = Field(description="The draft as it stands, in plain line ends.")
    reply_to: Text = Field(
        default="", description="The mail that it answers, with headers or without."
    )
    body_type: Literal["plain", "markdown", "html"] = "plain"
    language: Literal["en", "zh"] | None = Field(default=None, description="Of the reader.")
    client: Text = Field(default="", max_length=254, description="Domain or address of the client.")
    today: Day | None = Field(default=None, description="The day on which it is to be sent.")
    every: bool = Field(
        default=False, alias="all", strict=True, description="Mark hints as shown, too."
    )


class CorrectionAsked(Sent):
    """Where a concern really stands."""

    status: Status
    note: Text = Field(default="", max_length=2_000)
