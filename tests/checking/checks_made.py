from __future__ import annotations

from collections.abc import Callable

from commsense.checking.result import Check

Checking = Callable[..., Check]
