"""Which sentences are not worth asking anybody about, whatever a model says of them."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|www\.)\S{1,2000}|\[cid:[^\]\s]{1,200}\]|<[^<>\s]{1,200}>")
_LATIN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,4}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIELD = re.compile(
    r"(?:from|to|cc|bcc|sent|date|subject|forwarded by|发件人|收件人|抄送|发送时间|日期|主题|发信人"
    r"|发信站|标\s{0,3}题)\s*[:：]",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:many |best |kind |warm )?(?:thanks|regards|cheers|wishes|sincerely|yours)\b"
    r"[\w ,]{0,40}[,.!]?"
    r"|(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[\w ,.'&/-]{0,40}[,:!.]?)",
    re.IGNORECASE,
)
_LEAST_WORDS, _LEAST_HAN = 3, 5
_LONGEST = 500
_LEAST_LETTERS = 0.6
_MOST_CAPITALS = 0.5


def is_worth_asking(text: str, language: str) -> bool:
    """Tell whether a sentence says something that a person could judge.

    Greetings, closings, header lines, tables, program output, lone links and what is very short
    or very long are not.

    Args:
        text: one sentence.
        language: ``en`` or ``zh``.
    """
    plain = _LINK.sub(" ", text).strip()
    if not plain or len(plain) > _LONGEST or _FIELD.match(plain) or _CLOSING.fullmatch(plain):
        return False
    words = _LATIN.findall(plain)
    han = len(_HAN.findall(plain))
    if language == "zh":
        enough = han >= _LEAST_HAN
    else:
        enough = len(words) >= _LEAST_WORDS and any(map(str.islower, words))
    letters = sum(map(str.isalpha, plain))
    signs = len(plain) - sum(map(str.isspace, plain))
    return enough and letters >= signs * _LEAST_LETTERS and not _is_list(words, language)


def _is_list(words: list[str], language: str) -> bool:
    """Tell a list of names or headings: nearly every word has a capital."""
    if language == "zh" or len(words) < 4:
        return False
    small = sum(1 for word in words if word[0].islower())
    return small < len(words) * (1 - _MOST_CAPITALS) and small < 3
