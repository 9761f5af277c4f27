"""Lines of SMTP that tell a mail program what was said (RFC 5321, RFC 6531)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from commsense import lang
from commsense.checking import saying
from commsense.checking.result import Comment
from commsense.reports.wording import wording

LONGEST = 400
"""Bytes of the text of a line; a server may send 512 with code and line end."""

_MOST_LINES = 2
_FEW = 160  # characters of one comment
_PLAIN = str.maketrans("“”„‘’–—…", '"""\'\'--.')
_FOREIGN = re.compile(r"[^\x20-\x7e]+(?:\s+[^\x20-\x7e]+)*")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")


def reply(code: int, text: str, *, utf8: bool) -> str:
    """Give a reply of one line or more, without the last line end.

    Args:
        code: of SMTP.
        text: lines to say; what a line cannot hold is cut.
        utf8: whether the mail program reads UTF-8 in replies, as it says with SMTPUTF8.
    """
    lines = [_fitting(_safe(line, utf8=utf8)) for line in text.split("\n")] or [""]
    marked = [f"{code}-{line}" for line in lines[:-1]]
    return "\r\n".join([*marked, f"{code} {lines[-1]}".rstrip()])


def not_sent(comments: Sequence[Comment], language: str, *, utf8: bool) -> str:
    """Say in a line or two why a mail is not sent.

    Args:
        comments: those that are told.
        language: of the writer; English where the mail program reads no UTF-8.
        utf8: whether it does.
    """
    spoken = language if utf8 else lang.LANGUAGES[0]
    said = [
        f"{number}. {_short(saying.said(each, spoken).message)}"
        for number, each in enumerate(comments, start=1)
    ]
    opening = wording(spoken, "gateway")("replies.not_sent")
    lines = _lines([f"commsense: {opening}", *said], utf8=utf8)
    return reply(550, "\n".join(f"5.7.1 {line}" for line in lines), utf8=utf8)


def _lines(words: Sequence[str], *, utf8: bool) -> list[str]:
    """Put words into as few lines as hold them; what two lines do not hold is left out."""
    lines = [""]
    for each in words:
        word = _safe(each, utf8=utf8)
        longer = f"{lines[-1]} {word}".strip()
        if len(longer.encode()) <= LONGEST - len("5.7.1 "):
            lines[-1] = longer
        elif len(lines) < _MOST_LINES:
            lines.append(word)
        else:
            break
    return lines


def _short(text: str) -> str:
    return text if len(text) <= _FEW else f"{text[: _FEW - 1]}…"


def _safe(text: str, *, utf8: bool) -> str:
    """Keep one printable line; without UTF-8 words in other scripts become a mark."""
    line = _BLANKS.sub(" ", text).strip()
    if utf8:
        return line.encode("utf-8", "replace").decode("utf-8")
    return _FOREIGN.sub("(...)", line.replace("…", "...").translate(_PLAIN))


def _fitting(line: str) -> str:
    return line.encode()[:LONGEST].decode("utf-8", "ignore")
