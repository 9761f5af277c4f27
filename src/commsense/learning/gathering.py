"""From an archive to the sentences that somebody could be asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from commsense import backends, overview, passes, sides, text
from commsense.assessment import ReadMessage, ReadSentence
from commsense.conversation import Heading
from commsense.errors import InputError
from commsense.labelling.row import Row
from commsense.parallel import Workers
from commsense.passes import Progress
from commsense.settings import Settings
from commsense.signals.model import CONTEXT

_DIGEST = 8  # bytes


@dataclass(frozen=True, slots=True)
class Gathered:
    """An archive that was read: its headings, its messages with sentences, their threads' names."""

    headings: Sequence[Heading]
    readings: passes.Readings
    thread_of: dict[str, str]
    client_names: dict[str, str]


def gather(paths: Sequence[Path], settings: Settings, progress: Progress) -> Gathered:
    """Read archives as ``score`` does, up to what the model sees in each sentence.

    Raises:
        InputError: nothing that could be read is a message.
        ModelError: the model cannot be loaded.
    """
    device = backends.chosen(settings.device)
    with Workers(1) as pool:
        mail = passes.receive(pool, paths, settings, progress)
        if not mail.headings:
            raise InputError(
                f"{', '.join(map(str, paths))}: holds no message that can be read. Accepted: .eml,"
                " .msg, .pst, mbox, Maildir, folders, .zip, .tar.gz, .gz, notes, transcripts."
            )
        headings = mail.headings
        parties = sides.resolve(headings, settings)
        threads = text.threads(headings)
        clients = overview.clients_of(threads, headings, parties)
        client_of = overview.by_message(threads, clients, len(headings))
        readings = passes.detect(pool, mail, client_of, parties, settings, device, progress)
    names: dict[str, str] = {}
    thread_of: dict[str, str] = {}
    for places, client in zip(threads, clients, strict=True):
        first = headings[places[0]].id
        thread_of.update((headings[place].id, opaque("thread", first)) for place in places)
        if client:
            names.setdefault(client, _named(client, first))
    return Gathered(headings, readings, thread_of, names)


def opaque(*parts: str) -> str:
    """Give a name that tells nothing of what it was made of, the same in every run."""
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=_DIGEST).hexdigest()


def rows(gathered: Gathered) -> Iterator[tuple[Row, ReadSentence]]:
    """Give every sentence that somebody wrote and the model reads, as a row without labels.

    What a program wrote is left out, as are quotes, signatures and footers, which are no
    sentences of the sender's at all.
    """
    for message in gathered.readings.records:
        if message.message.automatic:
            continue
        thread = gathered.thread_of[message.message.id]
        client = gathered.client_names.get(message.client, "")
        for place, sentence in enumerate(message.sentences):
            if sentence.assessed:
                yield _row(message, place, thread, client), sentence


def _row(message: ReadMessage, place: int, thread: str, client: str) -> Row:
    sentence = message.sentences[place]
    before = message.sentences[max(0, place - CONTEXT) : place]
    return Row(
        id=opaque("sentence", message.message.id, str(sentence.number)),
        text=sentence.text,
        language=sentence.language,
        side=sentence.side,
        context=tuple(each.text for each in before),
        thread=thread,
        client=client,
    )


def _named(client: str, thread: str) -> str:
    """Give a client the name it has in rows: its domain, but never a person's address."""
    return f"client-{opaque('client', thread)}" if "@" in client else client
