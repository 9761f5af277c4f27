"""From a raw body to text with parts: what the sender wrote, and all that stands around it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from commsense.conversation import Kind, Message, Part, Segment
from commsense.text import markdown, markup, rendering
from commsense.text.disclaimers import label_disclaimers
from commsense.text.footers import label_footers
from commsense.text.lines import Line, own_stretches, segments, split_lines
from commsense.text.minutes import label_minutes
from commsense.text.pasted import label_armour, label_pasted
from commsense.text.quotes import label_quotes
from commsense.text.rendering import Rendered
from commsense.text.signatures import label_signatures
from commsense.text.speakers import find_turns

_RENDERERS = {"plain": rendering.plain, "html": markup.render, "markdown": markdown.render}
_HTML_START = re.compile(r"<(?:!doctype html|html|body)\b[^>]{0,400}>", re.IGNORECASE)
_HEAD = 600  # characters in which HTML that is not declared shows itself
_SPOKEN = (Kind.NOTES, Kind.TRANSCRIPT)
_LETTERS = (Kind.EMAIL, Kind.DRAFT)


def clean(message: Message) -> Message:
    """Fill ``text``, ``segments``, ``runs`` and, for notes and transcripts, ``turns``.

    Args:
        message: A message as a reader gives it. Turns that the reader found are kept.

    Returns:
        The same message with its plain text, segments that cover it without gap or overlap, and
        runs that lead from it to the raw body.
    """
    if message.turns and message.text:
        return message if message.segments else _as_spoken(message)
    rendered = _renderer(message)(message.body)
    lines = split_lines(rendered.text, rendered.regions)
    filled = dataclasses.replace(message, text=rendered.text, runs=rendered.runs)
    if message.kind in _LETTERS:
        _label_letter(lines, filled)
    elif message.kind is Kind.NOTES:
        label_armour(lines, rendered.text)
        label_minutes(lines)
    found = segments(lines, len(rendered.text))
    if message.kind not in _SPOKEN or message.turns:
        return dataclasses.replace(filled, segments=found)
    people = [person.name for person in (message.sender, *message.recipients) if person]
    labels = find_turns(lines, people)
    return dataclasses.replace(filled, segments=overlay(found, labels.spans), turns=labels.turns)


def _renderer(message: Message) -> Callable[[str], Rendered]:
    """Return what renders the body; HTML that is declared as plain text is told by its start."""
    if message.body_type == "plain" and _HTML_START.search(message.body[:_HEAD]):
        return markup.render
    return _RENDERERS.get(message.body_type, rendering.plain)


def _as_spoken(message: Message) -> Message:
    """Cover the text of a transcript that came with its turns; between turns nobody speaks."""
    found: list[Segment] = []
    position = 0
    for turn in message.turns:
        if position < turn.start:
            found.append(Segment(position, turn.start, Part.MARKUP))
        if turn.start < turn.end:
            found.append(Segment(turn.start, turn.end, Part.OWN))
        position = max(position, turn.end)
    if position < len(message.text):
        found.append(Segment(position, len(message.text), Part.MARKUP))
    return dataclasses.replace(message, segments=tuple(found))


def _label_letter(lines: list[Line], message: Message) -> None:
    """Find the parts of a mail: each step looks at what the steps before have left."""
    label_armour(lines, message.text)
    label_quotes(lines, message.subject)
    label_footers(lines, message.text)
    label_disclaimers(lines, message.text)
    for stretch in own_stretches(lines):
        label_signatures(lines, stretch, message.sender)
    label_pasted(lines)


def overlay(found: Sequence[Segment], spans: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut stretches out of segments and make them ``Part.MARKUP``.

    Args:
        found: Segments in order, without gap or overlap.
        spans: Stretches to cut out, in order, each within one segment.
    """
    cut: list[Segment] = []
    place = 0
    for segment in found:
        position = segment.start
        while place < len(spans) and spans[place][0] < segment.end:
            start, end = spans[place]
            if position < start:
                cut.append(dataclasses.replace(segment, start=position, end=start))
            cut.append(Segment(start, end, Part.MARKUP))
            position = end
            place += 1
        if position < segment.end:
            cut.append(dataclasses.replace(segment, start=position))
    return tuple(cut)
