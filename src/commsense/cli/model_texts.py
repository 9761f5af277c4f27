"""Shows models in words, or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commsense.backends import own_tasks
from commsense.learning.models.listing import Entry, Listing, line
from commsense.learning.models.packing import Packed
from commsense.learning.models.showing import Shown

WIDTH = 110
PLACES = {
    "package": "with commsense",
    "checkout": "checkout",
    "here": "./models",
    "own": "your own",
    "path": "by its path",
}
TOLD = ("name", "backend", "base", "licence", "date", "training_data")
_FORM = {"format", "labels", "tasks", "files", "languages", "encoder", "jargon", *TOLD}
_KB, _MB = 1_000, 1_000_000


def as_json(found: object) -> None:
    """Print a record as JSON."""
    content = msgspec.json.encode(found, enc_hook=str)
    typer.echo(msgspec.json.format(content, indent=1).decode())


def listed(found: Listing) -> None:
    """Print the models as a table, then what is wrong with some."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("", "model", "where", "languages", "own labels", "base", "size", "date"):
        table.add_column(name, justify="right" if name == "size" else "left")
    for each in found.entries:
        table.add_row(*_row(each))
    console = _console()
    console.print(table)
    for each in found.entries:
        if each.licence:
            console.print(Text(f"{each.name}: licence: {each.licence}", style="dim"))
    for each in found.entries:
        if each.hidden:
            console.print(Text(f"{each.folder} is hidden: another model has its name."))
        if each.problem:
            console.print(Text(f"{each.name}: {each.problem}"))
    if found.missing:
        console.print(Text(f"The model that commsense.toml names is not here. {found.missing}"))
    else:
        console.print(Text("* is used in this folder.", style="dim"))


def shown(found: Shown) -> None:
    """Print what a card says, in words."""
    console, card = _console(), found.card
    console.print(Text(found.name, style="bold"), Text(str(found.folder), style="dim"))
    for key in (*TOLD, *(key for key in card if key not in _FORM)):
        if key in card:
            _told(console, key, card[key])
    _title(console, "labels and the probability from which each is seen")
    console.print(_thresholds(card))
    _figures(console, card)
    _title(console, "files")
    for name, size in found.sizes.items():
        console.print(Text(f"  {name}  {_size(size)}  sha256 {card['files'][name]}"))
    console.print(Text(f"  all together: sha256 {found.digest}"))


def packed(done: Packed) -> None:
    """Print what was written, and what was left out."""
    typer.echo(f"{done.file}: {done.name}, {_size(done.bytes)}, sha256 {done.sha256}")
    typer.echo(f"It holds {', '.join(done.files)}.")
    if done.left_out:
        typer.echo(f"Left out: {', '.join(map(line, done.left_out))}.")


def _row(each: Entry) -> tuple[Text, ...]:
    tasks = [f"{name}: {', '.join(values)}" for name, values in each.tasks.items()]
    cells = (
        "*" if each.in_use else "",
        each.name,
        PLACES[each.place],
        ", ".join(each.languages) or "cannot be used",
        "; ".join(tasks),
        each.base,
        _size(each.bytes) if each.bytes else "",
        each.date,
    )
    return tuple(map(Text, cells))


def _told(console: Console, key: str, value: object) -> None:
    name = key.replace("_", " ")
    if isinstance(value, Mapping):
        _title(console, name)
        for inner, each in value.items():
            console.print(Text(f"  {line(inner).replace('_', ' ')}: {line(each)}"))
    else:
        console.print(Text(f"{line(name)}: {line(value)}"))


def _thresholds(card: Mapping[str, Any]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    languages = card["languages"]
    for name in ("  label", "task", *languages):
        table.add_column(name)
    own = {value: task["name"] for task in card.get("tasks", ()) for value in task["values"]}
    for label in (*own_tasks.BUILT_IN, *own):
        limits = (each.get("thresholds", {}).get(label) for each in languages.values())
        told = ("" if limit is None else f"{limit:.2f}" for limit in limits)
        table.add_row(*map(Text, (f"  {label}", own.get(label, ""), *told)))
    return table


def _figures(console: Console, card: Mapping[str, Any]) -> None:
    for language, table in card["languages"].items():
        if isinstance(table.get("metrics"), Mapping) and table["metrics"]:
            _title(console, f"how well it reads {language}, as its card says")
            for name, value in table["metrics"].items():
                console.print(Text(f"  {line(name).replace('_', ' ')}: {line(value)}"))


def _title(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words, style="bold"))


def _size(count: int) -> str:
    return f"{count / _MB:.1f} MB" if count >= _MB else f"{count / _KB:.1f} kB"


def _console() -> Console:
    return Console(width=WIDTH if not sys.stdout.isatty() else None, soft_wrap=False)
