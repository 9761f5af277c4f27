"""Builds a realistic, fictional assessment from ``example_archive.txt``, without any detector.

A thread starts with ``## client | subject``, a message with its side, person and moment. A
sentence line ends with ``[acts sentiment ~flags]`` and message findings such as ``{TR1-}``;
``*words*`` are the finding's evidence, ``{{term|kind|plain}}`` is jargon. Lines with ``!`` state
what the ledger and the thread's criteria say; ``2.1`` is message 2, sentence 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from example_summary import summarise

from commsense.assessment import (
    Assessment,
    Commitment,
    Concern,
    Event,
    Evidence,
    Finding,
    NotAssessed,
    ReadMessage,
    ReadSentence,
    Score,
    Signal,
    ThreadAssessment,
)
from commsense.conversation import Kind, Message, Person, Place, Side, Thread
from commsense.labels import ACTS, Kept, Origin, Status, Verdict

ARCHIVE = Path(__file__).with_name("example_archive.txt")
MARKS = re.compile(r"\{([A-Z]{2}\d)([+-])\}")
TERM = re.compile(r"\{\{([^|}]+)\|([^|}]+)\|([^|}]+)\}\}")


@dataclass
class Draft:
    """A thread while it is being read."""

    client: str
    subject: str
    number: int
    messages: list[ReadMessage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def build(text: str = "", copies: int = 1) -> Assessment:
    """Give the example assessment; ``copies`` repeats its threads with other ids."""
    blocks = (text or ARCHIVE.read_text(encoding="utf-8")).split("## ")[1:]
    threads = tuple(
        _thread(block, number + copy * len(blocks))
        for copy in range(copies)
        for number, block in enumerate(blocks, 1)
    )
    return Assessment(summary=summarise(threads), threads=threads)


def _thread(block: str, number: int) -> ThreadAssessment:
    head, *lines = block.strip().splitlines()
    client, subject = (part.strip() for part in head.split("|", 1))
    draft = Draft(client, subject, number)
    for line in lines:
        if line.startswith("! "):
            draft.notes.append(line[2:])
        elif line.startswith(" "):
            _sentence(draft, line.strip())
        elif line.strip():
            _message(draft, line)
    concerns, commitments = _ledger(draft)
    return ThreadAssessment(
        thread=Thread(f"t{number}", subject, tuple(m.message.id for m in draft.messages)),
        client=client,
        messages=tuple(draft.messages),
        concerns=tuple(concerns),
        commitments=tuple(commitments),
        findings=tuple(draft.findings),
        not_assessed=(
            NotAssessed("EX4", "not-applicable", len(draft.messages)),
            NotAssessed("PX2", "not-applicable", len(draft.messages)),
            NotAssessed("CO1", "language", int("Devis" in subject)),
        ),
        scores=(Score("thread", f"t{number}", "trust", 1, 1, 3, 0.5),),
    )


def _message(draft: Draft, line: str) -> None:
    side, rest = line.split(" ", 1)
    person, day, clock = rest.rsplit(" ", 2)
    when = datetime.fromisoformat(f"{day}T{clock}:00+00:00")
    position = len(draft.messages) + 1
    kind = Kind.NOTES if side == "notes" else Kind.EMAIL
    path = f"notes/{draft.number}.md" if side == "notes" else "mail.mbox"
    message = Message(
        id=f"m{draft.number}-{position}",
        kind=kind,
        place=Place(path, draft.number * 10 + position),
        body="",
        subject=draft.subject if position == 1 else f"Re: {draft.subject}",
        sender=Person(person, ""),
        date=when,
    )
    owner = Side.BOTH if side == "notes" else Side(side)
    draft.messages.append(ReadMessage(message, owner, draft.client, person, ()))


def _sentence(draft: Draft, line: str) -> None:
    read = draft.messages[-1]
    side, person = read.side, read.person
    if line.startswith("@"):
        who, line = re.split(r"[:：]\s*", line[1:], maxsplit=1)
        name, person = who.split(" ", 1)
        side = Side(name)
    marks = MARKS.findall(line)
    line = MARKS.sub("", line).strip()
    labels = re.search(r"\[([^\]]*)\]$", line)
    words = labels.group(1).split() if labels else []
    text = line[: labels.start()].strip() if labels else line
    text, jargon = _terms(text)
    start, end, text = _emphasis(text)
    french = text.endswith("(fr)")
    text = text.removesuffix("(fr)").strip()
    whole = (0, len(text))
    signals = [Signal("act", w, *whole, 0.9, Origin.MODEL) for w in words if w in ACTS]
    signals += [
        Signal("flag", w[1:], *whole, 0.8, Origin.MODEL) for w in words if w.startswith("~")
    ]
    for term, kind, plain in jargon:
        at = text.index(term)
        signals.append(Signal("jargon", kind, at, at + len(term), 1.0, Origin.LEXICON, plain))
    sentiment = next((w for w in words if w in ("negative", "positive")), "neutral")
    number = len(read.sentences) + 1
    sentence = ReadSentence(
        number=number,
        start=0,
        end=len(text),
        text=text,
        language="fr" if french else "zh" if re.search("[一-龥]", text) else "en",
        side=side,
        person=person,
        assessed=not french,
        sentiment=sentiment,
        sentiment_scores={sentiment: 0.8},
        signals=tuple(signals),
    )
    draft.messages[-1] = replace(read, sentences=(*read.sentences, sentence))
    for criterion, verdict in marks:
        evidence = Evidence(read.message.id, number, text, start, end or len(text))
        values = {"text": text[start:end] or text, "count": "1", "total": "2", "limit": "8"}
        _find(draft, criterion, verdict == "+", "message", (evidence,), values)


def _terms(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    return TERM.sub(r"\1", text), TERM.findall(text)


def _emphasis(text: str) -> tuple[int, int, str]:
    if text.count("*") < 2:
        return 0, 0, text
    start = text.index("*")
    end = text.index("*", start + 1) - 1
    return start, end, text.replace("*", "")


def _find(
    draft: Draft,
    criterion: str,
    met: bool,
    level: str,
    evidence: tuple[Evidence, ...],
    values: dict[str, str],
) -> None:
    message = next(m for m in draft.messages if m.message.id == evidence[-1].message)
    draft.findings.append(
        Finding(
            criterion=criterion,
            verdict=Verdict.MET if met else Verdict.MISSED,
            level=level,
            thread=f"t{draft.number}",
            message=message.message.id,
            client=draft.client,
            person=message.person,
            date=message.message.date,
            evidence=evidence,
            confidence=0.85,
            values=values,
        )
    )


def _at(draft: Draft, place: str) -> tuple[ReadMessage, ReadSentence]:
    message, sentence = (int(part) for part in place.split("."))
    read = draft.messages[message - 1]
    return read, read.sentences[sentence - 1]


def _ledger(draft: Draft) -> tuple[list[Concern], list[Commitment]]:
    concerns, commitments = [], []
    for note in draft.notes:
        what, rest = note.split(" ", 1)
        if what == "concern":
            concerns.append(_concern(draft, rest))
        elif what == "promise":
            commitments.append(_promise(draft, rest))
        else:
            criterion, verdict, places, *values = rest.split(" ")
            evidence = tuple(_evidence(draft, place) for place in places.split(","))
            pairs = dict(value.split("=") for value in values)
            _find(draft, criterion, verdict == "met", "thread", evidence, pairs)
    return concerns, commitments


def _evidence(draft: Draft, place: str) -> Evidence:
    read, sentence = _at(draft, place)
    return Evidence(read.message.id, sentence.number, sentence.text, 0, len(sentence.text))


def _event(draft: Draft, place: str, status: str) -> Event:
    read, sentence = _at(draft, place)
    return Event(
        read.message.id,
        sentence.number,
        Status(status),
        sentence.text,
        read.message.date,
        sentence.person,
    )


def _concern(draft: Draft, rest: str) -> Concern:
    head, _, tail = rest.partition(":")
    place = head.split()[0]
    read, sentence = _at(draft, place)
    moves = [move.split() for move in tail.split(",") if move.strip()]
    events = (_event(draft, place, "open"), *(_event(draft, *move) for move in moves))
    kind = next(k for k in ("concern", "request", "question", "escalation") if _has(sentence, k))
    return Concern(
        id=f"{read.message.id}:{sentence.number}",
        thread=f"t{draft.number}",
        message=read.message.id,
        sentence=sentence.number,
        kind="concern" if kind == "escalation" else kind,
        text=sentence.text,
        status=events[-1].status,
        confidence=0.8,
        events=events,
        client=draft.client,
        person=sentence.person,
        date=read.message.date,
        negative=sentence.sentiment == "negative",
        escalation="escalation" in head,
    )


def _has(sentence: ReadSentence, act: str) -> bool:
    return sentence.has(f"act:{act}")


def _promise(draft: Draft, rest: str) -> Commitment:
    place_who, due, kept, shown = (part.strip() for part in rest.split("|"))
    place, who = place_who.split(" ", 1)
    read, sentence = _at(draft, place)
    return Commitment(
        id=f"{read.message.id}:{sentence.number}",
        thread=f"t{draft.number}",
        message=read.message.id,
        sentence=sentence.number,
        who=who,
        what=sentence.text,
        due=None if due == "-" else date.fromisoformat(due),
        due_text=due,
        kept=Kept(kept),
        confidence=0.8,
        evidence=_evidence(draft, shown) if shown else None,
        client=draft.client,
        date=read.message.date,
    )
