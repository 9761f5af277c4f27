"""What the page of labelling sends in, checked field by field."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from commsense.web.asked import Sent, Text

LONGEST_NAME = 60
MOST = 200
"""Labels of a task, and spans of a sentence."""


def _named(name: str) -> str:
    found = " ".join(unicodedata.normalize("NFC", name).split())
    if not found or not found.isprintable():
        raise ValueError("accepted is a name that can be read")
    return found


Name = Annotated[
    Text,
    Field(max_length=LONGEST_NAME, description="Who labels."),
    AfterValidator(_named),
]
Label = Annotated[Text, Field(max_length=100)]
Seconds = Annotated[float, Field(ge=0, le=86_400, description="How long it was looked at.")]


class Whose(Sent):
    """Whose turn it is."""

    annotator: Name
    suggestions: bool = Field(
        default=True, strict=True, description="Say what the model would choose."
    )


class SpanAsked(Sent):
    """A stretch of the sentence, in code points."""

    start: Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
    end: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    kind: Label


class LabelsAsked(Sent):
    """What somebody says of a sentence; a task that is left out was not judged."""

    annotator: Name
    labels: Annotated[
        dict[Label, Annotated[list[Label], Field(max_length=MOST)]], Field(max_length=MOST)
    ] = Field(default_factory=dict)
    spans: Annotated[list[SpanAsked], Field(max_length=MOST)] | None = None
    seconds: Seconds = 0.0
    suggested: bool = Field(
        default=False, strict=True, description="A suggestion stood beside the sentence."
    )


class SkipAsked(Sent):
    """A sentence of which somebody cannot say."""

    annotator: Name
    seconds: Seconds = 0.0
