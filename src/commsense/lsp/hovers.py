"""What an editor shows when the mouse rests on words that a comment is about."""

from __future__ import annotations

import re

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from commsense.lsp.checker import Checked, Told
from commsense.reports.wording import Say, wording

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#|~!&])")


def at(checked: Checked, position: Position, *, markdown: bool) -> Hover | None:
    """Give the comments at a position with their reasons and advice, or None.

    Args:
        checked: the draft as it stands.
        position: of the mouse.
        markdown: whether the editor shows Markdown, or plain text only.
    """
    place = checked.places.offset(position)
    found = [each for each in checked.told if each.start <= place <= each.end]
    if not found:
        return None
    say = wording(checked.language, "editors")
    text = "\n\n".join(_comment(each, say, markdown=markdown) for each in found)
    kind = MarkupKind.Markdown if markdown else MarkupKind.PlainText
    return Hover(MarkupContent(kind, text), checked.places.range(found[0].start, found[0].end))


def _comment(told: Told, say: Say, *, markdown: bool) -> str:
    title = f"{told.comment.criterion} · {told.said.title}"
    rows = [("hover.why", told.said.why), ("hover.advice", told.said.advice)]
    suggestion = told.comment.suggestion
    if not markdown:
        if suggestion:
            rows.append((_key(replaces=suggestion.replaces), suggestion.text))
        return "\n".join((title, *(f"{say(key)}: {_flat(text)}" for key, text in rows)))
    parts = [f"**{escaped(title)}**", *(f"*{say(key)}:* {escaped(text)}" for key, text in rows)]
    if suggestion:
        parts.append(f"*{say(_key(replaces=suggestion.replaces))}:* {_code(suggestion.text)}")
    return "\n\n".join(parts)


def escaped(text: str) -> str:
    """Write a text in Markdown so that it is shown as it is."""
    return _MARKS.sub(r"\\\1", _flat(text))


def _code(text: str) -> str:
    """Write words as they are to be copied; blanks to fill in stay blanks."""
    return f"`{_flat(text).replace('`', chr(39))}`"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _key(*, replaces: bool) -> str:
    return "hover.instead" if replaces else "hover.wording"
