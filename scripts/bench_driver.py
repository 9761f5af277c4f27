"""Measure what cannot be shared among workers, as an archive grows: duplicates, sides, threads.

    python scripts/bench_driver.py --sizes 10000 100000

The headings are invented (threads of four mails, a thousand people of a hundred firms), so that no
mail has to be parsed first. Each size is measured in a process of its own, in CPU seconds;
``docs/scale.md`` reckons with these figures.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from commsense import overview, sides, text
from commsense.conversation import Heading, Kind, Person, Place
from commsense.settings import Settings
from commsense.sources.duplicates import Met, Trace
from commsense.spool import Spool, encode

R = TypeVar("R")
KIB = 1024
THREAD = 4
PEOPLE = 1000
FIRMS = 100
BEGAN = datetime(2016, 1, 4, tzinfo=UTC)


def main() -> None:
    """Measure each size in its own process and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _measure(options.one)
        return
    for size in options.sizes:
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


def _measure(size: int) -> None:
    before = _peak()
    headings, met = Spool(Heading), Met()

    def duplicates() -> None:
        for number in range(size):
            met.again(_trace(number))

    def write() -> None:
        for heading in _headings(size):
            headings.append(encode(heading))

    print(f"{size} messages, microseconds of CPU for each")
    _timed(size, "duplicates", duplicates)
    _timed(size, "headings to disk (and inventing them)", write)
    parties = _timed(size, "sides", lambda: sides.resolve(headings, Settings()))
    threads = _timed(size, "threads", lambda: text.threads(headings))
    clients = _timed(size, "clients", lambda: overview.clients_of(threads, headings, parties))
    _timed(size, "clients by message", lambda: overview.by_message(threads, clients, size))
    print(f"  {'memory, bytes a message':40}{(_peak() - before) * KIB / size:10.0f}", flush=True)


def _timed(size: int, name: str, run: Callable[[], R]) -> R:
    began = time.process_time()
    result = run()
    print(f"  {name:40}{(time.process_time() - began) / size * 1e6:10.1f}", flush=True)
    return result


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _trace(number: int) -> Trace:
    one, two, name = (_hash(f"{kind}{number}") for kind in ("body", "id", "name"))
    return Trace((one, two), name, blake2b(name, digest_size=48).digest())


def _hash(what: str) -> bytes:
    return blake2b(what.encode(), digest_size=8).digest()


def _headings(size: int) -> Iterator[Heading]:
    for number in range(size):
        first = number - number % THREAD
        asked = tuple(f"{earlier}@mail.example" for earlier in range(first, number))
        sender, other = _person(first), _person(first + PEOPLE // 2 + 1)
        yield Heading(
            id=f"{number:016x}",
            kind=Kind.EMAIL,
            place=Place("mail.mbox", number + 1),
            subject=f"{'Re: ' if asked else ''}Delivery {first // THREAD} of the planned parts",
            sender=other if number % 2 else sender,
            recipients=(sender if number % 2 else other,),
            date=BEGAN + timedelta(minutes=7 * number),
            message_id=f"{number}@mail.example",
            in_reply_to=asked[-1:],
            references=asked,
            fingerprint=number,
            lines=tuple(range(number * 8, number * 8 + 8)),
            quoted=(),
        )


def _person(number: int) -> Person:
    which = number % PEOPLE
    return Person(f"Person {which}", f"p{which}@firm{which % FIRMS}.example")


if __name__ == "__main__":
    main()
