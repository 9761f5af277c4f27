"""The id of a message: the same bytes give the same id in every run."""

from __future__ import annotations

from hashlib import blake2b


def of(*parts: str) -> str:
    """A short hash of what tells a message from all others, such as Message-ID and body."""
    digest = blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
