"""Mails that wait for a person: each a file, and one beside it that says to whom it goes.

Only the owner of the folder may read them.
"""

from __future__ import annotations

import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from commsense.errors import InputError
from commsense.gateway.relay import Relay

ENVELOPE = ".envelope.json"
_OTHERS = 0o077


class Envelope(BaseModel):
    """Who sends a held mail to whom; hidden recipients stand here only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mail_from: str
    recipients: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def prepare(folder: Path) -> None:
    """Make the folder, or see that nobody else can look into it.

    Raises:
        InputError: it cannot be made, or others can.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = folder.stat().st_mode
    except OSError as error:
        raise InputError(f"{folder}: cannot be made ({error.strerror}).") from error
    if os.name == "posix" and mode & _OTHERS:
        raise InputError(
            f"{folder}: is open to others (mode {mode & 0o777:o}), and mails are to be kept in it;"
            f" close it with: chmod 700 {folder}"
        )


def keep(folder: Path, content: bytes, envelope: Envelope) -> Path:
    """Write a mail and its envelope; give the mail's file once both are safely on disk.

    Raises:
        OSError: they cannot be written; nothing is left behind then.
    """
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(8)}"
    mail = folder / f"{name}.eml"
    beside = _beside(mail)
    record = json.dumps(envelope.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"
    try:
        _write(beside, record.encode())
        _write(mail, content)
        _settle(folder)
    except OSError:
        for path in (mail, beside):
            path.unlink(missing_ok=True)
        raise
    return mail


def release(mail: Path, relay: Relay) -> int:
    """Send a held mail as it was written, to all or to nobody, and remove its files.

    Gives the number of recipients.

    Args:
        mail: the file that ``keep`` gave.
        relay: the next server.

    Raises:
        InputError: it is no held mail, or the relay refuses it; the files stay then.
        Away: the relay cannot be reached; the files stay then.
    """
    envelope, content = _read(mail)
    begun = relay.mail(envelope.mail_from, envelope.parameters)
    answers = [begun] if not begun.good else [relay.rcpt(each) for each in envelope.recipients]
    if all(answer.good for answer in answers):
        answers.append(relay.data(content))
    refused = [answer for answer in answers if not answer.good]
    if refused:
        relay.reset()
        said = "\n".join(f"  {answer.code} {answer.text}" for answer in refused)
        raise InputError(f"{mail}: the relay refuses it, so that it was sent to nobody:\n{said}")
    for path in (mail, _beside(mail)):
        path.unlink(missing_ok=True)
    return len(envelope.recipients)


def _read(mail: Path) -> tuple[Envelope, bytes]:
    beside = _beside(mail)
    try:
        return Envelope.model_validate_json(beside.read_bytes()), mail.read_bytes()
    except OSError as error:
        raise InputError(
            f"{error.filename}: cannot be read ({error.strerror}); accepted is a mail that the"
            f" gateway holds: a file .eml with its {ENVELOPE} beside it."
        ) from error
    except ValidationError as error:
        keys = ", ".join(".".join(map(str, each["loc"])) or "file" for each in error.errors())
        raise InputError(f"{beside}: is no envelope of a held mail: {keys}.") from error


def _beside(mail: Path) -> Path:
    return mail.with_name(mail.name.removesuffix(".eml") + ENVELOPE)


def _settle(folder: Path) -> None:
    """Bring the names of new files onto the disk, which Windows does by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
