"""Shows what a criterion asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from commsense import lang
from commsense.practices import explain

if TYPE_CHECKING:
    from commsense.practices.criteria import ExampleMessage

INDENT = (0, 0, 0, 2)


def show(criterion: str, language: str) -> None:
    """Print a criterion: what, why, where from, with its examples.

    Raises:
        SettingsError: there is no such criterion.
    """
    told = explain(criterion, language)
    words: dict[str, str] = lang.data(language, "interface")["explain"]
    console = Console()
    console.print(Text(f"{told.id}  {told.title}", style="bold"))
    console.print(Text(f"{told.practice_title} · {words[told.level]}", style="dim"))
    for key, text in (
        ("asks", told.how),
        ("why", told.why),
        ("advice", told.advice),
        ("source", told.source),
    ):
        console.print()
        console.print(Text(words[key], style="bold"))
        console.print(Padding(Text(text), INDENT))
    for key, examples in (("met", told.met), ("missed", told.missed)):
        console.print()
        console.print(Text(words[key], style="bold green" if key == "met" else "bold red"))
        for example in examples:
            console.print(Padding(Text(_thread(example, words)), INDENT))


def _thread(example: tuple[ExampleMessage, ...], words: dict[str, str]) -> str:
    if len(example) == 1:
        return example[0].text
    return "\n".join(_line(message, words) for message in example)


def _line(message: ExampleMessage, words: dict[str, str]) -> str:
    day = f"{message.date:%Y-%m-%d} " if message.date else ""
    return f"{day}{words[message.side]}: {message.text}"
