"""What a check of a draft says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from commsense.assessment import NotAssessed
from commsense.conversation import Message

Own = tuple[tuple[Path, ...], tuple[Path, ...]]
"""Files of a team's own practices, and of the words that these look for."""

NOTHING_OWN: Own = ((), ())


class Severity(StrEnum):
    """How much a comment weighs; an error is something that the client will come back to."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Taken(StrEnum):
    """What a draft does with a point that the client raised."""

    ANSWERED = "answered"
    DEFERRED = "deferred"  # not answered, and a day is named
    ACKNOWLEDGED = "acknowledged"  # heard, and no more
    LEFT = "left"  # not taken up


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a message: ``start``/``end`` lie in its ``text``; a draft's in its source."""

    message: str
    start: int
    end: int
    text: str
    person: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words to put in: in place of those that a comment is about, or somewhere in the draft.

    ``____`` stands for what only the writer knows.
    """

    text: str
    replaces: bool


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing that a careful colleague would say.

    ``start``/``end`` lie in the draft's source; both are 0 where it is about what is not there.
    ``values`` fill the blanks of what is said. ``elsewhere`` are the passages of earlier messages
    that it rests on, ``own`` the files in which its criterion may stand.
    """

    criterion: str
    severity: Severity
    start: int
    end: int
    confidence: float
    values: dict[str, str] = field(default_factory=dict)
    suggestion: Suggestion | None = None
    elsewhere: tuple[Passage, ...] = ()
    own: Own = NOTHING_OWN


@dataclass(frozen=True, slots=True)
class Point:
    """A question, request or concern of the client with what the draft does about it.

    ``answer`` is the sentence of the draft that takes it up. ``confidence`` is how surely this is
    a point of the client's, ``sureness`` how surely the draft does with it what ``taken`` says.
    ``recent`` is false for what was raised before the team's last word.
    """

    raised: Passage
    kind: str
    taken: Taken
    answer: Passage | None
    confidence: float
    sureness: float
    recent: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """How a draft stands in one practice: its criteria met and missed."""

    practice: str
    met: int
    missed: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read.

    ``source`` is the text that places refer to: the file's, with plain line ends; of HTML, and
    of a mail whose body is encoded, the text that was made from it. ``at`` is where the body
    stands in it, or -1 where ``source`` is ``message.text``.
    """

    message: Message
    source: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A draft with all that is said of it, the most important comment first.

    ``suppressed`` counts comments that the draft, the settings or the baseline leave out. ``notes``
    name what could not be seen (a text of ``lang/<code>/checking.toml``, its blanks). ``own`` are
    the files of the team's own criteria and words that it was checked with.
    """

    draft: Draft
    client: str
    earlier: tuple[Message, ...]
    comments: tuple[Comment, ...] = ()
    points: tuple[Point, ...] = ()
    bars: tuple[Bar, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()
    suppressed: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    own: Own = NOTHING_OWN
