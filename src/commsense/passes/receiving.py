"""The first pass: read everything that can be read, once; list the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from commsense import redacting, sources, stages
from commsense.conversation import Skipped
from commsense.passes.batches import batches
from commsense.passes.mail import Mail, Progress
from commsense.pool import Pool
from commsense.redacting import Veil
from commsense.settings import Settings
from commsense.sources import Item
from commsense.sources.duplicates import Met


def receive(
    pool: Pool,
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress,
    folder: Path | None = None,
    veil: Veil | None = None,
) -> Mail:
    """Read everything that can be read, once; list the rest.

    Args:
        pool: does the work.
        paths: files and folders.
        settings: limits, and the columns of tables.
        progress: told how far it has come, in bytes.
        folder: where there is room for what waits on disk.
        veil: hides people, see ``meet``.
    """
    mail, met, total = Mail(folder), Met(folder), sources.measure(paths)
    consumed: deque[int] = deque()
    work = (
        (batch, settings.columns, veil)
        for batch in _batches(_items(paths, settings, mail.skipped), consumed)
    )
    for receipt in pool.map(stages.receive, work):
        mail.skipped += receipt.skipped
        for found in receipt.received:
            if met.again(found.trace):
                mail.duplicates += 1
            else:
                mail.records.append(found.record)
                mail.headings.append(found.heading)
                mail.automatic += found.automatic
        progress("read", consumed.popleft(), total, len(mail.headings))
    if veil:
        mail.skipped = [redacting.redacted_skipped(each, veil) for each in mail.skipped]
    mail.skipped.sort(key=lambda item: (item.place.path, item.place.position, item.reason))
    return mail


def meet(
    pool: Pool, paths: Sequence[Path], settings: Settings, key: bytes, progress: Progress
) -> Veil:
    """Go through everything once to learn whom it names, before any of it is kept.

    Args:
        pool: does the work; never one that keeps results, for these are people's names.
        paths: files and folders.
        settings: limits, the columns of tables, the parties.
        key: of the pseudonyms.
        progress: told how far it has come, in bytes.
    """
    total = sources.measure(paths)
    consumed: deque[int] = deque()
    batches = _batches(_items(paths, settings, []), consumed)
    work = ((batch, settings.columns) for batch in batches)

    def met() -> Iterator[redacting.Met]:
        for found in pool.map(stages.meet, work):
            progress("meet", consumed.popleft(), total, 0)
            yield found

    return redacting.veil(met(), key, settings)


def _items(paths: Sequence[Path], settings: Settings, skipped: list[Skipped]) -> Iterator[Item]:
    for item in sources.items(paths, settings.limits):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _batches(items: Iterator[Item], consumed: deque[int]) -> Iterator[tuple[Item, ...]]:
    """Put items together; how much of the input is behind each batch is noted in ``consumed``.

    It is no part of the work, which is the same wherever in the input a message lies.
    """
    for batch in batches(items, lambda item: item.data):
        consumed.append(batch[-1].consumed)
        yield tuple(replace(item, consumed=0) for item in batch)
