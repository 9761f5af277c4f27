"""Message-IDs and the like, by which threads are found: hashed with the key of the run."""

from __future__ import annotations

import binascii

from commsense.redacting.pseudonyms import digest
from commsense.redacting.veil import Veil

_OURS = "@redacted.invalid"
_CONVERSATION = 22  # bytes of a Thread-Index that all messages of a conversation share [MS-OXOMSG]
_MARK = b"redacted"


def redacted_id(message_id: str, veil: Veil) -> str:
    """Give an id that is equal wherever the original was, and tells of no address or machine."""
    if not message_id or message_id.endswith(_OURS):
        return message_id
    return digest(veil.key, "MESSAGE-ID", message_id).hex() + _OURS


def redacted_thread_index(thread_index: str, veil: Veil) -> str:
    """Hash the part that names the conversation; nothing is left of one that is damaged."""
    try:
        raw = binascii.a2b_base64(thread_index[:400].encode("ascii"))
    except (binascii.Error, ValueError):
        return ""
    if len(raw) < _CONVERSATION or raw.startswith(_MARK):
        return thread_index if raw.startswith(_MARK) else ""
    hashed = digest(veil.key, "THREAD-INDEX", raw[:_CONVERSATION].hex(), _CONVERSATION - len(_MARK))
    return binascii.b2a_base64(_MARK + hashed, newline=False).decode("ascii")


def redacted_numbers(hashes: tuple[int, ...], veil: Veil) -> tuple[int, ...]:
    """Hash hashes of texts once more, so that without the key no guessed words can be tried."""
    return tuple(_number(each, veil) for each in hashes)


def _number(hashed: int, veil: Veil) -> int:
    return hashed and int.from_bytes(digest(veil.key, "HASH", str(hashed), 8), "big")
