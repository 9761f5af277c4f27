"""The languages that are served: a folder of data each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "zh")


@cache
def data(language: str, name: str) -> dict[str, Any]:
    """Read ``lang/<language>/<name>.toml`` once; treat the result as read-only."""
    path = files(__package__).joinpath(language, f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
