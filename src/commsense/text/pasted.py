"""Stretches that nobody says: PGP armour, code fences, diffs, stack traces, logs and code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from commsense.conversation import Part
from commsense.text.lines import Line, next_written

_ARMOUR = re.compile(r"-----BEGIN (PGP [A-Z ]{3,30}|[A-Z ]{0,20}CERTIFICATE|[A-Z ]{0,20}KEY)-----$")
_DIFF_HEAD = re.compile(r"(?:diff --git |diff -[a-z]{1,4} |Index: \S|--- \S|@@ -\d)")
_DIFF_LINE = re.compile(r"[-+@\\]|diff |index |new file |deleted file |Index: |={10,}|$")
_TRACE = re.compile(
    r"Traceback \(most recent call last\):|Caused by: \S|Exception in thread "
    r"|(?:\s{0,8}at )[\w$.<>/]{3,200}\([\w .:$-]{1,120}\)$|\s{0,8}File \"[^\"]{1,200}\", line \d"
)
_TRACE_MORE = re.compile(r"\s{1,12}\S|[\w.$]{3,120}(?:Error|Exception)\b|\.\.\. \d{1,4} more")
_LOG = re.compile(
    r"\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,12}\]?\s|\[\s{0,6}\d{1,6}\.\d{3,9}\]\s"
    r"|\[(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL)\s?\]|(?:INFO|WARN|WARNING|ERROR|DEBUG):\s?\S"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d\s"
    r"|--\s(?:INFO|ERROR|WARNING|DEBUG|Found|Detecting|Looking for|Configuring|Performing|Check)\b"
    r"|(?:make|cc1plus|collect2|cmake|gcc|g\+\+|ld)(?:\[\d{1,3}\])?:\s"
    r"|[\w./+-]{1,200}\.(?:c|cc|cpp|cs|go|h|hpp|java|js|o|py|rs|so|ts|vhd)(?:[:(]\d|:\(|:\s)"
    r"|(?:~|\.{0,2})/[\w./+~-]{8,400}$|[\w.@~:/-]{2,80}\$\s\S"
    r"|(?:Down|Up)load(?:ing|ed):\s|\d{1,9}/\d{1,9}\s?[KMG]?B?$"
    r"|[\w.-]{2,80}\s=>(?:\s|$)|(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[0-9a-f]{7,40}\s"
)
_CODE = re.compile(
    r"(?:\$|#|>>>|%|C:\\[^>]{0,60}>)\s[a-z./\\]|#include\b|//|/\*|\*/|</?[a-zA-Z][^>]{0,200}>$"
    r"|(?:def|class|for|while|if|elif|else|try|with|import|from|return)\b[^.?!]{0,120}:$"
    r"|(?:import|from) [\w.]{1,80}(?: import [\w.*, ]{1,120})?$"
    r"|[\w.]{1,60}\s?[+-]?=\s?[^=\s][^?!]{0,160}[)\]\"'0-9]$|[\w.]{1,60}\([^)?!]{0,160}\)$"
    r"|[\w.\[\]]{1,60}\s?=\s?[\w.]{1,80}$"
)
_COMMENT = re.compile(r"#{1,3}\s?\w|//\s?\w")  # counts as code only beside code
_CODE_SIGN = re.compile(r"[=(){}\[\]<>*&]|^(?:return|break|continue|import|using|package)\b")
_RULE_LINE = re.compile(r"[-_=*#~+|/\\^<>—–─━·•…:. ]{3,}$")
_SMILEY = re.compile(r"[:;][-o]?[()DP/|]+$")
_SHORTEST_LOG = 2  # lines
_SHORTEST_CODE = 3
_WRAP = 50  # a line of so many characters may have been wrapped by the mail program
_MAX_WRAPPED = 2  # lines
_MAX_LINE = 400


def label_armour(lines: Sequence[Line], text: str) -> None:
    """Mark PGP and certificate blocks and fenced code, wherever they stand."""
    if not any(opening in text for opening in ("-----BEGIN ", "```", "~~~")):
        return
    index = 0
    while index < len(lines):
        text = lines[index].text
        end = index
        if text.startswith("-----BEGIN ") and _ARMOUR.match(text):
            end = _armour_end(lines, index)
        elif text.startswith(("```", "~~~")):
            end = _fence_end(lines, index)
        _mark(lines, index, end)
        index = max(end, index + 1)


def _armour_end(lines: Sequence[Line], index: int) -> int:
    """Return where an armoured block ends; of a signed message only the head is armour."""
    if "SIGNED MESSAGE" in lines[index].text:
        end = index + 1
        while end < len(lines) and lines[end].text.startswith(("Hash:", "Charset:")):
            end += 1
        return end
    for end in range(index + 1, min(index + 400, len(lines))):
        if lines[end].text.startswith("-----END "):
            return end + 1
    return index + 1


def _fence_end(lines: Sequence[Line], index: int) -> int:
    fence = lines[index].text[:3]
    for end in range(index + 1, min(index + 2000, len(lines))):
        if lines[end].text.startswith(fence):
            return end + 1
    return index


def label_pasted(lines: Sequence[Line]) -> None:
    """Mark diffs, traces, runs of log or code lines and lines without a word.

    Only lines that are still the sender's own are looked at.
    """
    index = 0
    prose = 0  # up to here nothing but comments, which code would have to follow
    while index < len(lines):
        line = lines[index]
        if line.part is not Part.OWN or not line.text or index < prose:
            index += 1
            continue
        end = _pasted_end(lines, index)
        if end == index and _COMMENT.match(line.text):
            prose = _run(lines, index, _is_comment, blanks=1)
        _mark(lines, index, end)
        index = max(end, index + 1)


def _pasted_end(lines: Sequence[Line], index: int) -> int:
    """Return the line after a pasted stretch that starts here, or ``index`` if none does."""
    text = lines[index].text
    if _RULE_LINE.match(text) and len(text) < _MAX_LINE and not _SMILEY.match(text):
        return index + 1
    if _DIFF_HEAD.match(text):
        end = _run(lines, index, lambda line: bool(_DIFF_LINE.match(line.text)), blanks=0)
        if end - index >= 3:
            return end
    if _TRACE.match(text):
        return _run(lines, index + 1, _is_trace, blanks=0)
    for matches, shortest in ((_is_log, _SHORTEST_LOG), (_is_code, _SHORTEST_CODE)):
        end = _run(lines, index, matches, blanks=1)
        while matches is _is_log and end > index and (on := _below_wrapped(lines, end)) > end:
            end = _run(lines, on, matches, blanks=1)
        written = [line for line in lines[index:end] if line.text]
        if sum(1 for line in written if not _COMMENT.match(line.text)) >= shortest:
            return end
    return index


def _below_wrapped(lines: Sequence[Line], end: int) -> int:
    """Return where a log goes on below the wrapped rest of the line before ``end``, or ``end``."""
    at = end
    if len(lines[end - 1].text) < _WRAP:
        return end
    while at < len(lines) and at - end < _MAX_WRAPPED and lines[at].text:
        if _is_log(lines[at]):
            break
        at += 1
    at = next_written(lines, at) if at > end else at
    here = lines[end : at + 1]
    own = at < len(lines) and all(line.part is Part.OWN for line in here)
    return at if own and _is_log(lines[at]) else end


def _run(lines: Sequence[Line], first: int, matches: Callable[[Line], bool], blanks: int) -> int:
    """Return the end of the run of own lines that match; up to ``blanks`` empty lines between."""
    end = last = first
    empty = 0
    while end < len(lines) and lines[end].part is Part.OWN:
        line = lines[end]
        if not line.text:
            empty += 1
            if empty > blanks:
                break
        elif matches(line):
            last, empty = end + 1, 0
        else:
            break
        end += 1
    return last


def _is_trace(line: Line) -> bool:
    indent = line.end - line.start - len(line.text)
    head = line.text[:_MAX_LINE]
    return indent >= 2 or bool(_TRACE.match(head) or _TRACE_MORE.match(head))


def _is_log(line: Line) -> bool:
    return bool(_LOG.match(line.text))


def _is_code(line: Line) -> bool:
    """Say whether a line ends as code does; a list of clauses ends in semicolons too."""
    head = line.text[:_MAX_LINE]
    if line.text[-1] in "{}" or _COMMENT.match(head):
        return True
    if line.text[-1] == ";":
        return bool(_CODE_SIGN.search(head))
    return bool(_CODE.match(head))


def _is_comment(line: Line) -> bool:
    return bool(_COMMENT.match(line.text))


def _mark(lines: Sequence[Line], first: int, end: int) -> None:
    for line in lines[first:end]:
        line.part = Part.MARKUP
