"""A line on the screen that says how far a long piece of work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

Say = Callable[[str, int, int], None]


@contextmanager
def shown() -> Iterator[Say]:
    """Show what is going on; what is given away is told (what, done since, of how many)."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        running: dict[str, TaskID] = {}

        def say(what: str, done: int, of: int) -> None:
            if what not in running:
                for task in running.values():
                    progress.update(task, visible=False)
                running[what] = progress.add_task(what, total=of or None)
            progress.update(running[what], advance=done)

        yield say
