"""A message without its people, with all its offsets right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from commsense.conversation import Attachment, Message, Run, Segment, Sentence, Turn
from commsense.redacting.cover import Cover, cover
from commsense.redacting.identifiers import redacted_id, redacted_thread_index
from commsense.redacting.paths import redacted_file_name, redacted_place
from commsense.redacting.people import names_near, redacted_person, redacted_speaker, speaker_labels
from commsense.redacting.veil import Veil
from commsense.text.redact import Redacted
from commsense.text.subjects import subject

_BLANKS = re.compile(r"\s+")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
_WIDE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


def redacted(message: Message, veil: Veil) -> Message:
    """Take what names or reaches a person out of every field of a message.

    Its body is given up; ``id``, dates, kinds and languages stay, and there are as many sentences,
    segments and turns as before. ``runs`` lead from the stretches that stay to the original body.

    Args:
        message: as ``text.clean`` and ``text.split`` leave it.
        veil: of the run, from ``redacting.veil``.
    """
    hide = cover(veil)
    near = names_near(message, hide)
    done = hide.redact(message.text, near, [speaker_labels(message)])
    return replace(
        message,
        place=redacted_place(message.place, hide),
        body="",
        subject=redacted_subject(message.subject, hide),
        sender=redacted_person(message.sender, hide) if message.sender else None,
        recipients=tuple(redacted_person(each, hide) for each in message.recipients),
        message_id=redacted_id(message.message_id, veil),
        in_reply_to=tuple(redacted_id(each, veil) for each in message.in_reply_to),
        references=tuple(redacted_id(each, veil) for each in message.references),
        thread_index=redacted_thread_index(message.thread_index, veil),
        list_id=message.list_id,
        attachments=tuple(_attachment(each, hide) for each in message.attachments),
        text=done.text,
        segments=tuple(_segments(message.segments, done)),
        runs=tuple(_runs(message.runs, done)),
        turns=tuple(_turn(each, done, near, hide) for each in message.turns),
        sentences=tuple(_sentence(each, done, near, hide) for each in message.sentences),
    )


def redacted_subject(text: str, hide: Cover) -> str:
    """Redact a subject; what it has in front (``Re: [list]``) does not change what is found.

    Nor does the message: all mails of a thread keep the same subject.
    """
    base = subject(text).base
    start = text.rfind(base) if base else -1
    if start < 0:
        return hide.short(text).text
    return text[:start] + hide.short(base).text + hide.short(text[start + len(base) :]).text


def _attachment(attachment: Attachment, hide: Cover) -> Attachment:
    return replace(attachment, name=redacted_file_name(attachment.name, hide))


def _segments(segments: Sequence[Segment], done: Redacted) -> Iterator[Segment]:
    """Carry the segments over, still without gap and overlap: the first has what two share."""
    end = 0
    for segment in segments:
        start, end = end, max(end, done.carry(segment.start, segment.end)[1])
        yield replace(segment, start=start, end=end)


def _runs(runs: Sequence[Run], done: Redacted) -> Iterator[Run]:
    """Cut out of each run what was replaced."""
    spans = done.spans
    first = 0
    for run in runs:
        start, end = run.start, run.start + run.length
        while first < len(spans) and spans[first].was_end <= start:
            first += 1
        place = first
        while start < end:
            stop = min(end, spans[place].was_start) if place < len(spans) else end
            if start < stop:
                moved = done.carry(start, stop)[0]
                yield Run(moved, run.raw + start - run.start, stop - start)
            if place == len(spans) or stop == end:
                break
            start = max(start, spans[place].was_end)
            place += 1


def _turn(turn: Turn, done: Redacted, near: frozenset[str], hide: Cover) -> Turn:
    start, end = done.carry(turn.start, turn.end)
    return Turn(start, end, redacted_speaker(turn.speaker, near, hide))


def _sentence(sentence: Sentence, done: Redacted, near: frozenset[str], hide: Cover) -> Sentence:
    start, end = done.carry(sentence.start, sentence.end)
    told = sentence.speaker
    return replace(
        sentence,
        start=start,
        end=end,
        text=_in_one_line(done.text[start:end]),
        speaker=redacted_speaker(told, near, hide) if told else "",
        answers=done.carry(*sentence.answers) if sentence.answers else None,
    )


def _in_one_line(text: str) -> str:
    """Show a stretch as ``text.split`` shows a sentence."""
    shown = ""
    for line in (line.strip() for line in text.translate(_INVISIBLE).split("\n")):
        joined = bool(shown and line and _WIDE.match(shown[-1]) and _WIDE.match(line))
        shown += ("" if joined or not shown else " ") + line
    return _BLANKS.sub(" ", shown).strip()
