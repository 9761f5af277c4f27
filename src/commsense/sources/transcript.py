"""Transcripts of calls: WebVTT and SubRip, with speakers where the cues name them.

The body has one line a turn, ``Speaker: what was said``; consecutive cues of a speaker are one
turn. ``Message.turns`` spans what was said, without the name; ``text`` equals the body. (WebVTT:
W3C Candidate Recommendation, 2019; SubRip has no standard.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from commsense.conversation import Kind, Message, Run, Skipped, Turn
from commsense.settings import Columns, Limits
from commsense.sources import identity, note_dates, prose
from commsense.sources.item import Item, Source, whole

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMING = re.compile(rf"[ \t]{{0,9}}{_CLOCK}[ \t]{{1,9}}-->[ \t]{{1,9}}{_CLOCK}")
_SUBRIP = re.compile(rb"\s*\d{1,6}[ \t]{0,9}\r?\n\d{1,2}:\d\d:\d\d[.,]\d{1,3} --> \d")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]([^<>]{1,200})>")
_TAG = re.compile(r"</?(?:[vcibu]|ruby|rt|lang|font|\d[\d:.]{0,20})(?:[.\s][^<>]{0,300})?/?>", re.I)
# "Ann Lee: …", "李雷：…", "[Ann Lee] …", "- ANN: …"
_NAMED = re.compile(
    r"[-–]?[ ]?(?:\[([^\[\]:：]{1,60})\][ ]?[:：]?"
    r"|([^\s:：.?!,。？！，][^:：.?!。？！\n]{0,60})[:：](?=\s|[^\x00-\x7f]))[ ]?(.*)",
    re.DOTALL,
)


def claims(source: Source) -> bool:
    """Whether the file begins as WebVTT or SubRip does."""
    head = source.head.removeprefix(b"\xef\xbb\xbf")
    return head.startswith(b"WEBVTT") or _SUBRIP.match(head) is not None


def split(source: Source, limits: Limits) -> Iterator[Item | Skipped]:
    """One file is one item."""
    return whole("transcript", source, limits)


def parse(item: Item, columns: Columns | None) -> tuple[Message | Skipped, ...]:
    """Read a transcript; turns are filled."""
    del columns
    text, note = prose.read(item.data)
    header, cues = _cues(text)
    body, turns = _turns(cues)
    if not body:
        return (Skipped(item.place, "a transcript without text"),)
    title = header.partition("\n")[0].removeprefix("WEBVTT").strip(" -:")
    return (
        Message(
            id=identity.of("transcript", body, item.place.path),
            kind=Kind.TRANSCRIPT,
            place=item.place,
            body=body,
            subject=title or _file_title(item.place.path),
            date=note_dates.find(header, item.place.path),
            mended=(note,) if note else (),
            text=body,
            runs=(Run(0, 0, len(body)),),
            turns=turns,
        ),
    )


def _file_title(path: str) -> str:
    """A title from the file's name; from its folder's too where the name is just "transcript"."""
    *folders, name = re.split(r"[/\\!]", path)
    stem = name.rpartition(".")[0]
    if folders and stem.lower().startswith(("transcript", "captions", "subtitles")):
        stem = f"{folders[-1]} {stem}"
    return re.sub(r"[_\s]+", " ", stem)


def _cues(text: str) -> tuple[str, list[str]]:
    """The header (and notes), and the text of each cue."""
    notes: list[str] = []
    cues: list[list[str]] = []
    inside = False
    for line in text.split("\n"):
        if _TIMING.match(line):
            inside = True
            cues.append([])
        elif not line.strip():
            inside = False
        elif inside:
            cues[-1].append(line.strip())
        elif not line.strip().isdigit() and len(notes) < 50:
            notes.append(line.removeprefix("NOTE "))
    return "\n".join(notes), [" ".join(cue) for cue in cues if cue]


def _turns(cues: list[str]) -> tuple[str, tuple[Turn, ...]]:
    """One line a turn; a cue that names nobody goes on with the turn before it."""
    spoken: list[tuple[str, list[str]]] = []
    speaker = ""
    for cue in cues:
        named, words = _speaker(cue)
        if not words:
            continue
        if spoken and named in ("", speaker):
            spoken[-1][1].append(words)
        else:
            speaker = named
            spoken.append((speaker, [words]))
    lines: list[str] = []
    turns: list[Turn] = []
    at = 0
    for name, parts in spoken:
        lead, said = (f"{name}: " if name else ""), " ".join(parts)
        lines.append(lead + said)
        turns.append(Turn(at + len(lead), at + len(lead) + len(said), name))
        at += len(lead) + len(said) + 1
    return "\n".join(lines), tuple(turns)


def _speaker(cue: str) -> tuple[str, str]:
    """Who speaks in a cue ("" if it does not say) and what."""
    voice = _VOICE.search(cue)
    words = " ".join(unescape(_TAG.sub(" ", cue)).split())
    if voice:
        return " ".join(unescape(voice[1]).split()), words
    named = _NAMED.fullmatch(words)
    if named and len((named[1] or named[2]).split()) <= 6:
        return (named[1] or named[2]).strip(), named[3].strip()
    return "", words
