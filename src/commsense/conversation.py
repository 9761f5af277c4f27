"""What was written, by whom and when: people, messages, sentences, threads.

All offsets are in code points, half open ``[start, end)``. Two texts matter:
``Message.body`` is the raw body after character decoding (plain text, HTML or Markdown),
``Message.text`` is the plain text made from it; ``Message.runs`` leads from the second back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """Who speaks: the client, the team, both (meeting notes) or not known."""

    CLIENT = "client"
    TEAM = "team"
    BOTH = "both"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a message is."""

    EMAIL = "email"
    NOTES = "notes"
    TRANSCRIPT = "transcript"
    CHAT = "chat"
    DRAFT = "draft"


class Part(StrEnum):
    """What a stretch of a message's text is; only ``OWN`` is ever scored."""

    OWN = "own"
    QUOTE = "quote"
    FORWARD = "forward"
    ATTRIBUTION = "attribution"  # "On … wrote:", 发件人: …, the header block above a quote
    SIGNATURE = "signature"
    DISCLAIMER = "disclaimer"
    FOOTER = "footer"  # mailing-list and app footers
    MARKUP = "markup"  # title, table rule, log or code block: nothing that somebody says


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message or a file was found, for people: ``mail.zip!inbox.mbox``, message 12."""

    path: str
    position: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a header or a speaker line names them; ``email`` is lower case or empty."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a mail that is not read as text."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of ``Message.text`` in notes or a transcript."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of ``Message.text`` with what it is; ``depth`` is the quoting depth (0 = own)."""

    start: int
    end: int
    part: Part
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` characters of the text from ``start`` equal those of the body from ``raw``."""

    start: int
    raw: int
    length: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that the sender wrote.

    ``number`` counts from 1 within the message; ``start``/``end`` lie in ``Message.text``.
    ``speaker`` is set in notes and transcripts. ``answers`` is the span in ``Message.text`` of the
    quoted sentence right above, when this one is written between quotes. ``list_item`` is true for
    a bullet or numbered line.
    """

    number: int
    start: int
    end: int
    text: str
    language: str  # "en", "zh", another ISO 639-1 code, or "und"
    speaker: str = ""
    answers: tuple[int, int] | None = None
    list_item: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """An email, one set of meeting notes, a transcript or a draft.

    A reader fills the fields up to ``mended``; ``text.clean`` adds ``text``, ``segments``, ``runs``
    and ``turns``; ``text.split`` adds ``sentences``. ``id`` is unique in an archive and stable
    between runs. ``date`` is aware. ``mended`` lists what the reader had to repair.
    """

    id: str
    kind: Kind
    place: Place
    body: str
    body_type: str = "plain"  # "plain", "html" or "markdown"
    subject: str = ""
    sender: Person | None = None
    recipients: tuple[Person, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    thread_index: str = ""
    list_id: str = ""
    stated_side: Side = Side.UNKNOWN  # what a column of a table says
    automatic: bool = False  # bulk, auto-reply, bounce: read but not judged
    attachments: tuple[Attachment, ...] = ()
    mended: tuple[str, ...] = ()
    text: str = ""
    segments: tuple[Segment, ...] = ()
    runs: tuple[Run, ...] = ()
    turns: tuple[Turn, ...] = ()
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The little of a message that grouping and sides need, so that an archive need not be held.

    ``fingerprint`` is a hash of what the sender wrote, ``quoted`` of the quoted lines that open
    each quote; a reply's ``quoted`` meets its parent's ``lines``.
    """

    id: str
    kind: Kind
    place: Place
    subject: str = ""
    sender: Person | None = None
    recipients: tuple[Person, ...] = ()
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    thread_index: str = ""
    list_id: str = ""
    stated_side: Side = Side.UNKNOWN
    speakers: tuple[str, ...] = ()
    fingerprint: int = 0
    lines: tuple[int, ...] = ()
    quoted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """Messages that answer one another, in order of date; ``id`` is that of the first message."""

    id: str
    subject: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read or was left out, and why, in words for the user."""

    place: Place
    reason: str
