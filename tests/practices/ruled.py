"""Judges a made thread by one criterion that is written on the spot."""

from __future__ import annotations

import made

from commsense.practices import judge_thread
from commsense.practices.loading import assemble
from commsense.practices.parsing import parse
from commsense.settings import Standards


def run(rule, assessment, applies="", level="message", as_of=None):
    text = made.practice(rule, applies=applies, level=level)
    practice_set = assemble([parse(text, "made.toml")], {}, "0")
    return judge_thread(assessment, practice_set, Standards(), as_of)


def verdicts(*args, **kwargs):
    return [finding.verdict.value for finding in run(*args, **kwargs)[0]]


def reasons(*args, **kwargs):
    return {item.reason: item.count for item in run(*args, **kwargs)[1]}
