"""The line from an archive to an assessment, and its steps for single sentences and threads.

source ─read→ message ─clean, split→ sentences ─group→ threads ─detect→ signals ─judge→ findings

Everything else in the program, the command line first, calls these functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from commsense import (
    __version__,
    backends,
    checking,
    engines,
    ledger,
    overview,
    passes,
    redacting,
    sides,
    signals,
    stages,
    text,
)
from commsense.assessing import criteria
from commsense.assessment import Assessment, NotAssessed, Summary
from commsense.backends import Model
from commsense.checking.remembering import Remembering
from commsense.checking.result import Check, Draft
from commsense.conversation import Message
from commsense.errors import InputError
from commsense.journal import Journal, stamp
from commsense.ledger import rows as thread_rows
from commsense.passes import Progress
from commsense.settings import Settings, Standards
from commsense.signals import rows as sentences
from commsense.signals.model import relating

if TYPE_CHECKING:
    from commsense.training.evaluation import Evaluation

T = TypeVar("T")
Rows = Iterator[dict[str, object]]
ROWS_AT_ONCE = 256
SHOWN = 5


def score(
    paths: Sequence[Path],
    settings: Settings | None = None,
    *,
    workers: int = 0,
    progress: Progress = lambda *_: None,
    journal: Journal | None = None,
    engine: str = "local",
    ray_address: str = "",
) -> Assessment:
    """Score archives of mail and meeting notes.

    Args:
        paths: files and folders of any kind that is read.
        settings: sides, standards and model; the defaults guess the sides.
        workers: processes; 0 chooses. The result does not depend on it.
        progress: told now and then how far each step has come.
        journal: what runs before this one have worked out; grows here.
        engine: one of ``engines.ENGINES``.
        ray_address: of the cluster, for ``ray``; empty starts one on this machine.

    Raises:
        InputError: if nothing that could be read is a message, or a client that was named
            does not occur.
        ModelError: if the model cannot be loaded.
    """
    settings = settings or Settings()
    model, device = backends.identify(settings.model), engines.device(settings.device, ray_address)
    folder = journal.folder if journal else None
    with engines.ENGINES[engine](workers, paths, device, ray_address) as pool:
        veil = None
        if settings.redact:
            key = journal.key() if journal else redacting.new_key()
            veil = passes.meet(pool, paths, settings, key, progress)
            settings = redacting.redacted_settings(settings, veil)
        if journal:
            rests_on = stamp(model, (*settings.practices, *settings.glossaries))
            pool = journal.over(pool, rests_on, stages.RESULTS)
        mail = passes.receive(pool, paths, settings, progress, folder, veil)
        headings = mail.headings
        if not headings:
            raise InputError(_nothing_found(paths, mail))
        parties = sides.resolve(headings, settings)
        if settings.clients and not parties.clients:
            raise InputError(_no_client(settings, mail))
        threads = text.threads(headings)
        clients = overview.clients_of(threads, headings, parties)
        client_of = overview.by_message(threads, clients, len(headings))
        readings = passes.detect(pool, mail, client_of, parties, settings, device, progress)
        last = overview.last_day(headings)
        as_of = settings.as_of or (last.date() if last else None)
        judged = passes.judge(
            pool, threads, clients, mail, readings, settings, as_of, device, progress
        )
    summary = Summary(
        version=__version__,
        practice_set=criteria(
            settings.practices, settings.glossaries, backends.own_labels(settings.model)
        ).digest,
        practice_files=settings.practices,
        glossaries=settings.glossaries,
        model=model,
        as_of=overview.moment_of(as_of, last),
        messages=len(headings),
        sentences=sum(readings.languages.values()),
        threads=len(threads),
        duplicates=mail.duplicates,
        automatic=mail.automatic,
        sides_guessed=parties.guessed,
        sides_note=parties.note,
        team=parties.team,
        clients=overview.count_clients(headings, client_of, parties.clients),
        skipped=tuple(mail.skipped),
        scores=judged.tally.scores(),
        findings=tuple(judged.findings),
        not_assessed=tuple(
            NotAssessed(criterion, reason, count)
            for (criterion, reason), count in sorted(judged.not_assessed.items())
        ),
        languages=dict(sorted(readings.languages.items())),
    )
    return Assessment(summary, judged.threads)


def check(
    draft: Draft,
    before: Sequence[Message] = (),
    settings: Settings | None = None,
    today: date | None = None,
) -> Check:
    """Say of a draft what a careful colleague would.

    Args:
        draft: as ``checking.drafts`` reads it.
        before: the messages of the thread that it goes on, as ``checking.earlier`` reads them.
        settings: sides, standards, model, what is left out.
        today: the day on which it is to be sent; this one by default.

    Raises:
        ModelError: if the model cannot be loaded.
    """
    settings = settings or Settings()
    model = remembering(settings.model, backends.chosen(settings.device))
    day = today or settings.as_of or date.today()  # noqa: DTZ011 - the writer's own day
    return checking.check(draft, before, settings, model, day)


@cache
def remembering(model: str, device: str) -> Remembering:
    """Load a model once; it remembers the sentences that it has read."""
    return Remembering(stages.load_model(model, device))


def predict(
    rows: Iterable[Mapping[str, Any] | InputError], model: str = "default", device: str = "auto"
) -> Rows:
    """Label single sentences; a row that cannot be used is answered with an ``error``.

    Args:
        rows: ``{"id", "text", "language"?, "side"?, "context"?}``, see ``signals.rows``.
        model: a model's name or folder.
        device: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        ModelError: if the model cannot be loaded, or there is no such device.
    """
    loaded = stages.load_model(model, backends.chosen(device))
    for batch in _batched(_ready(rows, sentences.read), ROWS_AT_ONCE):
        good = [row for row in batch if isinstance(row, sentences.SentenceRow)]
        answers = iter(sentences.answer(good, loaded))
        for row in batch:
            yield row if isinstance(row, dict) else next(answers)


def track(
    rows: Iterable[Mapping[str, Any] | InputError], model: str = "default", device: str = "auto"
) -> Rows:
    """Follow concerns and commitments; a row that cannot be used is answered with an ``error``.

    Args:
        rows: ``{"id", "language"?, "messages": [...]}``, see ``ledger.rows``.
        model: a model's name or folder.
        device: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        ModelError: if the model cannot be loaded, or there is no such device.
    """
    loaded = stages.load_model(model, backends.chosen(device))
    for row in _ready(rows, thread_rows.read):
        yield row if isinstance(row, dict) else _tracked(row, loaded)


def evaluate(
    data: Sequence[Path], model: str = "default", against: str | None = None, device: str = "auto"
) -> Evaluation:
    """Measure how well a model reads labelled sentences, by set and language.

    Args:
        data: files of labelled sentences or threads, see ``training.files``; each is a set.
        model: a model's name or folder.
        against: a second model to compare with on the same sentences.
        device: ``auto``, ``cpu`` or ``cuda``.

    Raises:
        InputError: if a file cannot be read, or holds nothing that can be used.
        ModelError: if a model cannot be loaded.
    """
    from commsense.training import evaluation, files  # scoring and checking need none of it

    given = [files.read(path) for path in data]
    names = [each.name for each in given]
    sets = {
        each.name if names.count(each.name) == 1 else str(path): each.lessons
        for path, each in zip(data, given, strict=True)
    }
    place = backends.chosen(device)
    judged = evaluation.judge(sets, stages.load_model(model, place))
    others = evaluation.judge(sets, stages.load_model(against, place)) if against else []
    pairs = zip(judged, others, strict=True) if against else ()
    return evaluation.Evaluation(
        model=backends.identify(model),
        against=backends.identify(against) if against else "",
        sets=tuple(evaluation.figures(each) for each in judged),
        differences=tuple(d for one, other in pairs for d in evaluation.compare(one, other)),
        errors=tuple(error for each in given for error in each.errors),
    )


def _tracked(row: thread_rows.ThreadRow, model: Model) -> dict[str, object]:
    read = signals.detect([(each.sentences, each.message.date) for each in row.messages], model)
    messages = [
        replace(each, sentences=found) for each, found in zip(row.messages, read, strict=True)
    ]
    followed = ledger.follow(row.thread, messages, (), Standards(), None, relating(model))
    return thread_rows.answer(row.id, followed)


def _ready(
    rows: Iterable[Mapping[str, Any] | InputError],
    read: Callable[[Mapping[str, Any], str], T],
) -> Iterator[T | dict[str, object]]:
    for number, row in enumerate(rows, start=1):
        if isinstance(row, InputError):
            yield {"id": None, "error": str(row)}
            continue
        try:
            yield read(row, f"row {number}")
        except InputError as error:
            yield {"id": row.get("id"), "error": str(error)}


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch


def _no_client(settings: Settings, mail: passes.Mail) -> str:
    asked = [word for c in settings.clients for word in (*c.domains, *c.addresses, *c.people)]
    people = [p for h in mail.headings for p in (h.sender, *h.recipients) if p and p.email]
    domains = Counter(person.email.rpartition("@")[2] for person in people)
    common = ", ".join(name for name, _ in domains.most_common(SHOWN))
    return (
        f"No message of a client was found: looked for {', '.join(asked)}."
        f" The archive's own domains are: {common}."
        " Name one with --client or in commsense.toml, or leave --client out to have it guessed."
    )


def _nothing_found(paths: Sequence[Path], mail: passes.Mail) -> str:
    lines = [f"{', '.join(map(str, paths))}: holds no message that can be read."]
    lines += [f"  {item.place.path}: {item.reason}" for item in mail.skipped[:SHOWN]]
    if len(mail.skipped) > SHOWN:
        lines.append(f"  and {len(mail.skipped) - SHOWN} more")
    lines.append(
        "Accepted: .eml, .msg, .pst, mbox, Maildir, folders, .zip, .tar.gz, .gz, notes,"
        " transcripts."
    )
    return "\n".join(lines)
