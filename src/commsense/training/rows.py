"""Rows of the files that training reads: JSON Lines, compressed or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Give the rows of a ``.jsonl`` or ``.jsonl.gz``."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
