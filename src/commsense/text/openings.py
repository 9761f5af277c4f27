"""Greeting and closing lines: "Hi Anna,", 王总：, "Best regards,"."""

from __future__ import annotations

import re
from functools import cache

from commsense.lang import LANGUAGES, data

_LONGEST = 60
_MARKS = re.compile(r"(?<![,，:：!！.。~～\s-])[,，:：!！.。~～\s-]++$")
# 王总：  李经理，  张工好！  各位同事，
_CHINESE_ADDRESS = re.compile(
    r"(?:[\u3400-\u9fff]{1,4}(?:总|工|经理|老师|主任|先生|女士|小姐|博士|教授|部长|处长|总监|同事|领导|同学)"
    r"|各位[\u3400-\u9fff]{0,8}|[\u3400-\u9fff]{1,8}[您你]?好)"
    r"(?:[、,，和及 ][\u3400-\u9fff]{1,6}){0,4}(?:[您你]?好|们|早上好|下午好|晚上好)?"
)
# What may follow "Hi" or "Dear" in a greeting.
_ADDRESSEES = re.compile(
    r"[\s,]*(?:(?:[A-Z][\w.'’-]{0,30}|all|team|everyone|everybody|both|folks|guys|there|colleagues"
    r"|sir|madam|and|or|&|/|again)[\s,]+){0,7}|[\s,，]*[\u3400-\u9fff、 ]{0,12}|\s?[a-z]{1,12}",
)
# "Anna," alone on a line.
_NAMES = re.compile(r"[A-Z][\w'’-]{0,20}(?:(?: and | & |, ?| )[A-Z][\w'’-]{0,20}){0,3}")


@cache
def _words(name: str) -> re.Pattern[str]:
    """Match any of a list's phrases at the start of a line, longest first."""
    phrases = {phrase for code in LANGUAGES for phrase in data(code, "sentences")[name]}
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![a-z])", re.IGNORECASE)


def is_greeting(line: str) -> bool:
    """Tell whether a line does nothing but address the reader."""
    if len(line) > _LONGEST or not line:
        return False
    bare = _MARKS.sub("", line)
    if bare == line:
        return False  # nothing closes it: the sentence may go on below
    found = _words("greetings").match(bare)
    if found:
        rest = bare[found.end() :]
        return bool(_ADDRESSEES.fullmatch(rest) or _ADDRESSEES.fullmatch(rest + " "))
    return line[-1] in ",，:：!！" and bool(
        _CHINESE_ADDRESS.fullmatch(bare) or _NAMES.fullmatch(bare)
    )


def is_closing(line: str) -> bool:
    """Tell whether a line does nothing but take leave ("Thanks,", 此致)."""
    return len(line) <= _LONGEST and bool(_words("closings").fullmatch(_MARKS.sub("", line)))
