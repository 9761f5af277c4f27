"""The summary on the terminal: one screen, what needs attention first.

It reads as well without colour, and Han characters count as two columns.
"""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commsense.assessment import Assessment, Score, Summary
from commsense.labels import Kept
from commsense.reports.digest import Digest, gather
from commsense.reports.guide import guide
from commsense.reports.quotes import shorten
from commsense.reports.wording import Say, day, reason, wording

ROWS = 5  # concerns shown
FEW = 3  # promises and threads shown
BAR = 16
REASON = 40  # columns
INDENT = (0, 0, 0, 2)


def show(assessment: Assessment, console: Console, language: str) -> None:
    """Print the summary of an assessment; goes through its threads once."""
    say = wording(language)
    digest = gather(assessment)
    _opening(digest.summary, console, say)
    if digest.summary.messages:
        _waiting(digest, console, say)
        _promises(digest, console, say, language)
        _threads(digest, console, say)
        _practices(digest, console, say, language)
    _left_out(digest, console, say, language)


def _opening(summary: Summary, console: Console, say: Say) -> None:
    if not summary.messages:
        console.print(Text(say("page.nothing")))
        return
    messages = say("page.message_count", n=summary.messages)
    threads = say("page.thread_count", n=summary.threads)
    clients = say("terminal.client_count", n=len(summary.clients))
    facts = say("page.in_threads", messages=messages, threads=threads)
    console.print(Text(f"commsense · {facts} · {clients}"))
    if summary.sides_guessed and summary.clients:
        note = f"{say('page.guessed')} {summary.sides_note} {say('page.guessed_help')}"
        console.print(Text(shorten(note, 400), style="yellow"))
    elif not summary.clients:
        console.print(Text(say("page.no_sides"), style="yellow"))


def _waiting(digest: Digest, console: Console, say: Say) -> None:
    attention = digest.attention
    total = attention.statuses.total()
    if not total:
        return
    note = say("terminal.waiting_count", part=attention.waiting, whole=total)
    title = "attention.waiting" if digest.summary.clients else "attention.open"
    _heading(console, say(title), note)
    first, _ = attention.pressing()
    waiting = [group[0] for group in first or attention.groups_in("year")][:ROWS]
    table = _grid(9, None, 24)
    for w in waiting:
        age = say("terminal.days", n=w.days) if w.days is not None else "–"
        style = "bold red" if w.concern.escalation else ""
        names = (w.concern.person, _client(digest.summary, w.concern.client))
        who = ", ".join(dict.fromkeys(filter(None, names))) or say("page.unknown_person")
        table.add_row(age, _cell(w.concern.text, style), _cell(who))
    console.print(Padding(table, INDENT))
    if attention.waiting > len(waiting):
        rest = say("terminal.and_more", n=attention.waiting - len(waiting))
        console.print(Padding(Text(rest, style="dim"), INDENT))


def _promises(digest: Digest, console: Console, say: Say, language: str) -> None:
    kept = digest.attention.kept
    if not kept.total():
        return
    _heading(
        console, say("terminal.promises"), say("terminal.kept", **{k.value: kept[k] for k in Kept})
    )
    table = _grid(9, None, 24)
    for promise in digest.attention.promises()[:FEW]:
        commitment = promise.commitment
        due = say("attention.due", day=day(commitment.due, language)) if commitment.due else ""
        missed = commitment.kept is Kept.MISSED
        outcome = say("terminal.missed" if missed else "terminal.late")
        table.add_row(
            Text(outcome, style="red" if missed else "yellow"), _cell(commitment.what), _cell(due)
        )
    console.print(Padding(table, INDENT))


def _threads(digest: Digest, console: Console, say: Say) -> None:
    troubles = digest.attention.threads()[:FEW]
    if not troubles:
        return
    _heading(console, say("terminal.threads"), say("terminal.open_points"))
    table = _grid(9, None, 24)
    for trouble in troubles:
        points = trouble.waiting + trouble.missed
        client = _client(digest.summary, trouble.client)
        table.add_row(
            str(points),
            _cell(trouble.subject or say("page.no_subject")),
            _cell(client),
        )
    console.print(Padding(table, INDENT))


def _practices(digest: Digest, console: Console, say: Say, language: str) -> None:
    met, missed = _marks(console.options.ascii_only)
    legend = f"{met} {say('practices.legend_met')}  {missed} {say('practices.legend_missed')}"
    _heading(console, say("terminal.practices"), legend)
    table = _grid(None, BAR, 24)
    summary = digest.summary
    for practice in guide(language, summary.practice_files):
        score = digest.score(practice.key)
        table.add_row(
            _cell(practice.title),
            _bar(score, console.options.ascii_only),
            Text(_counts(score, say)),
        )
    console.print(Padding(table, INDENT))


def _left_out(digest: Digest, console: Console, say: Say, language: str) -> None:
    summary = digest.summary
    unserved = digest.people.unassessed.total()
    parts = [
        say(f"terminal.{key}", n=n)
        for key, n in (
            ("skipped", len(summary.skipped)),
            ("duplicates", summary.duplicates),
            ("automatic", summary.automatic),
            ("unserved", unserved),
        )
        if n
    ]
    _heading(console, say("terminal.left_out"), "")
    text = " · ".join(parts) or say("terminal.all_read")
    console.print(Padding(Text(text), INDENT))
    table = _grid(None, REASON)
    for skip in summary.skipped[:FEW]:
        path = skip.place.path
        room = console.width - REASON - 6
        shown = f"…{path[-room + 1 :]}" if len(path) > room else path  # a path is told by its end
        table.add_row(_cell(shown), _cell(reason(skip.reason, language)))
    console.print(Padding(table, INDENT))
    if len(summary.skipped) > FEW:
        rest = say("terminal.and_more", n=len(summary.skipped) - FEW)
        console.print(Padding(Text(rest, style="dim"), INDENT))


def _heading(console: Console, title: str, note: str) -> None:
    console.print()
    console.print(Text.assemble((title, "bold"), f"  {note}" if note else ""))


def _grid(*widths: int | None) -> Table:
    """Give a table without lines; a width of ``None`` takes what is left."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in widths:
        table.add_column(width=width, ratio=None if width else 1, no_wrap=True, overflow="ellipsis")
    return table


def _cell(text: str, style: str = "") -> Text:
    """Give a text as one line, without characters that could steer a terminal."""
    return Text(shorten(text, 200), style=style, no_wrap=True, overflow="ellipsis")


def _bar(score: Score | None, ascii_only: bool) -> Text:
    met, missed = _marks(ascii_only)
    if score is None or score.value is None:
        return Text("")
    filled = round(BAR * score.value)
    return Text.assemble((met * filled, ""), (missed * (BAR - filled), "red"))


def _marks(ascii_only: bool) -> tuple[str, str]:
    return ("#", ".") if ascii_only else ("█", "░")


def _counts(score: Score | None, say: Say) -> str:
    if score is None or score.value is None:
        return say("practices.not_assessed")
    return say("practices.met", met=score.met, total=score.met + score.missed)


def _client(summary: Summary, key: str) -> str:
    names = {client.key: client.name for client in summary.clients}
    return names.get(key) or key
