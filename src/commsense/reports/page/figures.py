"""The page's charts: from the digest's counts to bars and columns with words."""

from __future__ import annotations

from markupsafe import Markup

from commsense.reports.digest.mood import Mood, Period
from commsense.reports.digest.responses import STEPS, Responses
from commsense.reports.digest.rhythm import Period as Week
from commsense.reports.digest.rhythm import Rhythm
from commsense.reports.page.charts import Bar, Column, bars, mirrored
from commsense.reports.wording import Say, day, period

WIDTH = 860
ROOMY = 18  # up to so many columns every one has its share and tick
SMALLEST_SCALE = 0.25  # so that a few sentences in a hundred do not look like all of them
COUNTED = 30  # up to so many, every one has its count


def mood(found: Mood, say: Say, language: str) -> Markup:
    """Draw the share of the clients' negative and positive sentences in each period."""
    periods = found.periods()
    every = 1 + len(periods) // ROOMY
    most = max([SMALLEST_SCALE, *(max(p.negative, p.positive) / p.total for p in periods)])
    columns = [
        Column(
            above=p.positive / p.total / most,
            below=p.negative / p.total / most,
            tick=_short(p.name, language, first=number == 0) if number % every == 0 else "",
            above_text=_of(p.positive, p) if every == 1 else "",
            below_text=_of(p.negative, p) if every == 1 else "",
            title=say(
                "mood.month_title",
                month=period(p.name, language),
                negative=p.negative,
                neutral=p.neutral,
                positive=p.positive,
                total=p.total,
            ),
            link=f"mood-{p.name}" if p.unhappy or p.happy else "",
        )
        for number, p in enumerate(periods)
    ]
    width = min(WIDTH, max(320, 110 * len(columns)))
    return mirrored(columns, say("mood.chart"), width, 90)


def _of(part: int, whole: Period) -> str:
    return f"{part}/{whole.total}" if part else ""


def _short(name: str, language: str, first: bool) -> str:
    """Write a month below a column; the year stands with the first one and with January."""
    year, _, part = name.partition("-")
    if not part or part.startswith("Q"):
        return name
    full = period(name, language)
    return (
        full if first or part == "01" else full.removesuffix(f" {year}").removeprefix(f"{year}年")
    )


def responses(found: Responses, say: Say) -> Markup:
    """Draw how many replies came within an hour, a day and so on, and how many never."""
    rows = [
        Bar(label, count, link=f"responses-{number}" if count else "")
        for number, (label, count) in enumerate(response_rows(found, say))
    ]
    silent = "responses-silent" if found.silent else ""
    rows.append(Bar(say("responses.no_reply"), found.silent, alarm=True, link=silent))
    return bars(rows, say("responses.chart"))


def response_rows(found: Responses, say: Say) -> list[tuple[str, int]]:
    """Give the buckets of waiting time with their names and counts."""
    names = [_within(step, say) for step in STEPS]
    names.append(say("responses.beyond_days", n=round(STEPS[-1] / 24)))
    return list(zip(names, found.buckets(), strict=True))


def _within(hours: float, say: Say) -> str:
    if hours < 24:
        return say("responses.within_hours", n=round(hours))
    return say("responses.within_days", n=round(hours / 24))


def rhythm(found: Rhythm, say: Say, language: str) -> Markup:
    """Draw the messages of the team and of clients in each week or month."""
    _, weeks = found.periods()
    most = max((max(week.team, week.client) for week in weeks), default=0) or 1
    columns = [
        Column(
            above=week.team / most,
            below=week.client / most,
            tick=_tick(weeks, number, language),
            above_text=str(week.team or "") if len(weeks) <= COUNTED else "",
            below_text=str(week.client or "") if len(weeks) <= COUNTED else "",
            title=say(
                "rhythm.period_title",
                day=day(week.start, language),
                team=week.team,
                client=week.client,
            ),
            link=f"rhythm-{week.start}" if week.openings else "",
        )
        for number, week in enumerate(weeks)
    ]
    return mirrored(columns, say("rhythm.chart"), WIDTH, 70)


def _tick(weeks: list[Week], number: int, language: str) -> str:
    """Name the month below its first week; in a long archive only the year below its first."""
    start = weeks[number].start
    before = weeks[number - 1].start if number else None
    if len(weeks) > 60:
        return str(start.year) if before is None or before.year != start.year else ""
    if before is not None and before.month == start.month:
        return ""
    return _short(start.isoformat()[:7], language, first=before is None)
