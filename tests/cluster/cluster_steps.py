"""Steps for the tests, where the processes of a cluster can import them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from commsense.errors import InputError


def refuse_seven(number: int) -> int:
    if number == 7:
        raise InputError("mail.mbox, message 7: not accepted")
    return number * number


def die_at_five_once(given: tuple[int, Path]) -> int:
    number, marker = given
    if number == 5 and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_at_five(number: int) -> int:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def devices_seen(number: int) -> str:
    del number
    return os.environ.get("CUDA_VISIBLE_DEVICES", "none")
