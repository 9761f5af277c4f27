"""The tables of a practice file and of its translation, as people write them."""

from __future__ import annotations

import string
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from commsense.conversation import Kind, Side
from commsense.practices.patterns import Pattern, Strict
from commsense.practices.rules import ARCHIVE_RULES, MESSAGE_RULES, Rule

Text = Annotated[str, Field(min_length=1)]
WRITTEN = (Kind.EMAIL, Kind.CHAT, Kind.DRAFT)


class ExampleMessage(Strict):
    """One message of an example."""

    side: Literal[Side.CLIENT, Side.TEAM] = Side.TEAM
    text: Text
    date: datetime | None = None
    subject: str = ""
    kind: Kind = Kind.EMAIL
    person: str = ""


class Example(Strict):
    """A message of the team (``text``) or a short thread (``messages``)."""

    text: str = ""
    messages: tuple[ExampleMessage, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Example:
        if bool(self.text) == bool(self.messages):
            raise ValueError("an example has either 'text' or 'messages'")
        return self

    @property
    def thread(self) -> tuple[ExampleMessage, ...]:
        """Give the messages; a ``text`` is one of the team."""
        return self.messages or (ExampleMessage(text=self.text),)


Examples = Annotated[tuple[Example, ...], Field(min_length=1)]


class BothWays(Strict):
    """What meets a criterion and what misses it."""

    met: Examples
    missed: Examples


class Applies(Strict):
    """When a criterion applies; what is left out does not restrict.

    ``seen`` are the sentences that call for it, ``unless`` those that rule it out. ``after``
    speaks of the client's messages since the team's last word.
    """

    kinds: tuple[Kind, ...] = WRITTEN
    side: Literal[Side.CLIENT, Side.TEAM, Side.BOTH] = Side.TEAM
    seen: Pattern | None = None
    unless: Pattern | None = None
    after: Pattern | None = None
    replying: bool = False
    sentences: int = Field(default=1, ge=1)
    words: int = Field(default=0, ge=0)


class Criterion(Strict):
    """One criterion of a practice."""

    id: str = Field(pattern=r"^[A-Z]{2}[0-9]{1,2}$")
    title: Text
    why: Text
    source: Text
    level: Literal["message", "thread", "archive"]
    how: Text
    advice: Text
    applies: Applies = Applies()
    rule: Rule
    examples: BothWays

    @model_validator(mode="after")
    def _rule_fits(self) -> Criterion:
        accepted = ARCHIVE_RULES if self.level == "archive" else MESSAGE_RULES
        if self.rule.kind not in accepted:
            raise ValueError(
                f"rule {self.rule.kind!r} cannot judge at level {self.level!r};"
                f" accepted there: {', '.join(accepted)}"
            )
        check_blanks(self.advice, self.rule.blanks)
        return self


class Practice(Strict):
    """One practice file."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    title: Text
    why: Text
    source: Text
    criteria: tuple[Criterion, ...]


class TranslatedCriterion(Strict):
    """A criterion in another language."""

    title: Text
    why: Text
    how: Text
    advice: Text
    met: Examples
    missed: Examples


class TranslatedPractice(Strict):
    """A practice in another language, its criteria by id."""

    title: Text
    why: Text
    source: Text
    criteria: dict[str, TranslatedCriterion]


def check_blanks(advice: str, accepted: tuple[str, ...]) -> None:
    """See that an advice only has blanks that its rule fills.

    Raises:
        ValueError: naming the blank and the accepted ones.
    """
    for _, name, spec, conversion in string.Formatter().parse(advice):
        if name is not None and (name not in accepted or spec or conversion):
            raise ValueError(
                f"the advice has a blank {{{name}}} that the rule does not fill;"
                f" accepted: {', '.join(accepted) or 'none'}"
            )
