"""Run by ``test_hostile_patterns``: prints which patterns hostile text makes slow, as JSON.

It looks at the patterns given, else at all those of the package. A pattern is slow where four
times the text take much more than four times as long. Only the time of this process counts, the
least of several tries, and only where it is long enough to be told.
"""

from __future__ import annotations

import json
import re
import signal
import sys
import time
from contextlib import suppress

import attack_strings
from package_patterns import Used, collect

SCREEN = 2_000  # characters
LARGE = 8_000
SUSPECT = 0.002  # seconds for ``SCREEN`` characters; what is linear needs a tenth
FLOOR = 0.05  # seconds for ``LARGE`` characters, below which nothing is judged
GROWTH = 8.0  # four times the text: linear 4, square 16
TOO_LONG = 0.25  # seconds for ``LARGE`` characters that are too many however they grow
CLOCK = 0.002  # seconds that a coarse clock may lose
MOST = 3  # texts that a pattern is judged by, the slowest ones
CUT = 0.4  # seconds after which a try is broken off


_armed: set[bool] = set()


class TooSlow(Exception):
    """The time for one try is up."""


def seconds(compiled: re.Pattern[str], method: str, text: str | bytes) -> float:
    begun = time.process_time()
    with suppress(TooSlow):
        _armed.add(True)
        signal.setitimer(signal.ITIMER_VIRTUAL, CUT)
        try:
            if method == "finditer":
                for _ in compiled.finditer(text):  # type: ignore[arg-type]
                    pass
            else:
                getattr(compiled, method)(text)
        finally:
            _armed.clear()
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def suspects(used: Used, known: list[str]) -> list[tuple[str, int]]:
    """Which texts take longest, by method and number, if any takes conspicuously long."""
    compiled = re.compile(used.pattern, used.flags)  # type: ignore[type-var]
    found = []
    for number, text in enumerate([*known, *read_off(used, SCREEN)]):
        given = text.encode("latin-1", "replace") if isinstance(used.pattern, bytes) else text
        for method in sorted(used.methods):
            took = seconds(compiled, method, given)
            if took >= 0.9 * CUT:
                return [(method, number)]
            if took > SUSPECT:
                found.append((min(took, seconds(compiled, method, given)), method, number))
    found.sort(reverse=True)
    return [(method, number) for took, method, number in found[:MOST] if took > SUSPECT]


def read_off(used: Used, size: int) -> list[str]:
    return list(attack_strings.read_off(used.pattern, used.flags, size))


def times(used: Used, method: str, number: int, tries: int) -> tuple[float, float]:
    """The least seconds that a kind of text takes, in both sizes."""
    compiled = re.compile(used.pattern, used.flags)  # type: ignore[type-var]
    found = []
    for size in (SCREEN, LARGE):
        text = [*attack_strings.known(size), *read_off(used, size)][number]
        given = text.encode("latin-1", "replace") if isinstance(used.pattern, bytes) else text
        found.append(min(seconds(compiled, method, given) for _ in range(tries)))
    return found[0], found[1]


def is_slow(small: float, large: float) -> bool:
    return large > TOO_LONG or (large > FLOOR and large > GROWTH * max(small, CLOCK))


def judged(used: Used, method: str, number: int) -> dict[str, object] | None:
    """Say how a pattern grows with one kind of text, if it grows too fast."""
    small, large = times(used, method, number, tries=2)
    if is_slow(small, large):  # so that nothing but the pattern can be the reason
        small, large = times(used, method, number, tries=6)
    if not is_slow(small, large):
        return None
    return {
        "where": used.where,
        "pattern": str(used.pattern)[:200],
        "method": method,
        "text": [*attack_strings.known(40), *read_off(used, 40)][number],
        "small": round(small, 4),
        "large": round(large, 4),
    }


def _break_off(*_: object) -> None:
    if _armed:  # a signal may be told of a little after its time
        raise TooSlow


def main() -> None:
    signal.signal(signal.SIGVTALRM, _break_off)
    known = list(attack_strings.known(SCREEN))
    given = [Used(text, 0, text, frozenset({"finditer", "fullmatch"})) for text in sys.argv[1:]]
    patterns = given or collect()
    slow = []
    for used in patterns:
        for method, number in suspects(used, known):
            found = judged(used, method, number)
            if found:
                slow.append(found)
                break
    json.dump({"patterns": len(patterns), "slow": slow}, sys.stdout)


if __name__ == "__main__":
    main()
