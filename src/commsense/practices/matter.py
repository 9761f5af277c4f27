"""Whether two sentences speak of the same matter, told by the words they share."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[a-z][a-z0-9'-]{2,40}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")

ALIKE = 0.5
LEAST_SHARED = 2
LONG = 8  # letters; so long a word seldom speaks of many things

COMMON = """
    about after again all also and any are been before but can could did does done each for from
    get got had has have her here him his how into its just like may more most much need next not
    now off one only other our out over per please she should since some still such than that the
    their them then there these they this those through too under until very was week were what
    when where which while who will with would yes yet you your monday tuesday wednesday thursday
    friday saturday sunday today tomorrow january february march april june july august september
    october november december date day days send sent time
    我们 你们 您们 他们 这个 那个 这些 那些 一个 已经 可以 需要 还是 没有 目前 现在 今天 明天 昨天
    下周 本周 上周 周一 周二 周三 周四 周五 周六 周日 大家 时候 什么 怎么 如果 因为 所以 但是 以及
"""


_IGNORED = frozenset(COMMON.split())


def words_of(text: str) -> frozenset[str]:
    """Give the words that tell what a sentence is about; Chinese in pairs of characters."""
    latin = _LATIN.findall(text.lower())
    pairs = [run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)]
    return frozenset(word for word in (*latin, *pairs) if word not in _IGNORED)


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether the shorter of two sentences shares at least half its words with the other."""
    shared = one & other
    least = 1 if any(_telling(word) for word in shared) and _few(one, other) else LEAST_SHARED
    return len(shared) >= least and len(shared) >= ALIKE * min(len(one), len(other))


def _few(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether a sentence names so little that one word may be all of its matter."""
    return min(len(one), len(other)) <= LEAST_SHARED


def _telling(word: str) -> bool:
    """Tell whether a word by itself names a matter: "go-live", "migration"."""
    return "-" in word or len(word) >= LONG
