"""The second pass: find the signals in each message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from commsense import stages
from commsense.assessing import party
from commsense.assessment import ReadMessage
from commsense.passes.batches import batches
from commsense.passes.mail import Mail, Progress, Readings
from commsense.pool import Pool
from commsense.settings import Settings
from commsense.sides import Sides
from commsense.spool import Spool, encode


def detect(
    pool: Pool,
    mail: Mail,
    clients: Sequence[str],
    sides: Sides,
    settings: Settings,
    device: str,
    progress: Progress,
) -> Readings:
    """Find the signals in each message.

    Args:
        pool: does the work.
        mail: what was received.
        clients: the client of each message.
        sides: who is client and who is team.
        settings: model and glossaries.
        device: ``cpu`` or ``cuda``.
        progress: told how far it has come, in messages.
    """
    readings = Readings(Spool(ReadMessage, mail.folder), Spool(frozenset[str], mail.folder))
    pairs = (
        (mail.records.encoded(place), party(heading, clients[place], sides))
        for place, heading in enumerate(mail.headings)
    )
    work = (
        (batch, settings.model, device, settings.glossaries)
        for batch in batches(pairs, lambda pair: pair[0])
    )
    known: defaultdict[str, set[str]] = defaultdict(set)
    for detected in pool.map(stages.detect, work):
        for one in detected:
            readings.records.append(one.record)
            readings.terms.append(encode(one.terms))
            readings.languages.update(one.languages)
            known[one.client].update(one.known_terms)
        done = len(readings.records)
        progress("detect", done, len(mail.headings), done)
    readings.known_terms = {client: frozenset(terms) for client, terms in known.items()}
    return readings
