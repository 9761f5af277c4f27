"""Ways to read something in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from commsense import sources
from commsense.conversation import Message, Place, Skipped
from commsense.settings import Columns, Limits
from commsense.sources.item import Item


@pytest.fixture
def mail() -> Callable[[bytes], Message]:
    """Read the bytes of one mail."""

    def read(data: bytes) -> Message:
        (message,) = sources.parse(Item("eml", Place("mail.eml"), data), None)
        assert isinstance(message, Message)
        return message

    return read


@pytest.fixture
def archive() -> Callable[..., tuple[list[Message], dict[str, str]]]:
    """Read paths: the messages, and the reasons of what was left out by path (and number).

    A folder that was given is left off the paths.
    """

    def read(
        *paths: Path, limits: Limits | None = None, columns: Columns | None = None
    ) -> tuple[list[Message], dict[str, str]]:
        messages: list[Message] = []
        skipped: dict[str, str] = {}
        for item in sources.items(paths, limits or Limits()):
            for found in (item,) if isinstance(item, Skipped) else sources.parse(item, columns):
                if isinstance(found, Skipped):
                    number = f"#{found.place.position}" if found.place.position > 1 else ""
                    path = found.place.path
                    for folder in paths:
                        path = path.removeprefix(f"{folder.parent.name}/").removeprefix(
                            f"{folder.name}/"
                        )
                    skipped[path + number] = found.reason
                else:
                    messages.append(found)
        return messages, skipped

    return read
