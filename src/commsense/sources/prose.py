"""Text files: their characters, and whether they are something that people wrote."""

from __future__ import annotations

import re

from commsense.sources import charset

_WORD = re.compile(r"[^\W\d_]{2,40}(?=[\s,.;:!?)]|$)")
_HAN = re.compile("[\u3400-\u9fff]")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(
    r"\s*(?:#include\b|import \w|from \w+ import|package \w|using \w|def \w|class \w+[:({]"
    r"|function\b.{0,80}\(|public \w|private \w|var \w|const \w|let \w|return\b|[{}\])];?$"
    r"|</?\w|#!/|//)|.{0,300}[;{]$"
)


def read(data: bytes) -> tuple[str, str]:
    """Decode a text file, with a note where its charset had to be guessed; lines end with LF."""
    text, note = charset.decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""), note


def is_prose(text: str) -> bool:
    """Whether a text holds words in sentences, and is not a program or a list of addresses."""
    if len(_WORD.findall(text)) < 5 and len(_HAN.findall(text)) < 8:
        return False
    lines = [line for line in _FENCED.sub("", text[:20_000]).split("\n") if line.strip()][:200]
    code = sum(1 for line in lines if _CODE.match(line[:400]))
    return code * 2 < len(lines)


def is_text(head: bytes) -> bool:
    """Whether bytes are text: no NUL, unless a mark says that it is UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = len(re.findall(rb"[\x01-\x06\x0e-\x1a\x1c-\x1f]", head[:4_000]))
    return b"\x00" not in head and controls * 50 <= min(len(head), 4_000)
