"""Shows what a criterion asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from commsense.practices import explain

if TYPE_CHECKING:
    from commsense.practices.criteria import ExampleMessage

WORDS = {
    "en": {
        "asks": "What it asks",
        "why": "Why",
        "advice": "Advice",
        "source": "Source",
        "met": "Met",
        "missed": "Missed",
        "client": "client",
        "team": "team",
        "message": "seen in a message",
        "thread": "seen in a thread",
        "archive": "seen over a client's history",
    },
    "zh": {
        "asks": "要求",
        "why": "原因",
        "advice": "建议",
        "source": "来源",
        "met": "做到的例子",
        "missed": "没做到的例子",
        "client": "客户",
        "team": "团队",
        "message": "从单封邮件看",
        "thread": "从往来邮件看",
        "archive": "从与客户的全部来往看",
    },
}
INDENT = (0, 0, 0, 2)


def show(criterion: str, language: str) -> None:
    """Print a criterion: what, why, where from, with its examples.

    Raises:
        SettingsError: there is no such criterion.
    """
    told = explain(criterion, language)
    words = WORDS[language]
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
    return "\n".join(
        f"{f'{message.date:%Y-%m-%d} ' if message.date else ''}{words[message.side]}: {message.text}"
        for message in example
    )
