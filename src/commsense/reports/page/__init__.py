"""``report.html``: one page for a project manager, complete in itself, that works offline.

The page loads nothing: styles and the little script are inside, charts are inline SVG, and a
content security policy admits exactly these two by their hashes. All text is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commsense import private_files
from commsense.assessment import Assessment, Summary
from commsense.conversation import Place, Side
from commsense.labels import ACTS, FLAGS, Status
from commsense.reports import guide, quotes, wording
from commsense.reports.digest import Digest, gather, responses

if TYPE_CHECKING:
    from jinja2 import Environment

FILE = "report.html"


def write(assessment: Assessment, folder: Path, language: str) -> tuple[Path, ...]:
    """Write ``report.html`` with its interface in ``language``."""
    path = folder / FILE
    private_files.make_folder(path.parent)
    page = render(assessment, language)
    private_files.begin(path).write_text(page, encoding="utf-8", errors="replace", newline="\n")
    return (path,)


def render(assessment: Assessment, language: str) -> str:
    """Give the page as text; goes through the threads twice, to choose and to fetch some."""
    from commsense.reports.page import charts, figures, threads

    say = wording.wording(language)
    digest = gather(assessment)
    summary = assessment.summary
    practices = guide.guide(language, summary.practice_files)
    shown = threads.fetch(assessment, threads.choose(digest, practices))
    anchors = threads.Anchors(shown)
    style, script = _asset("page.css"), _asset("page.js")
    page = (
        _environment(language, say)
        .get_template("page.html")
        .render(
            language=language,
            digest=digest,
            summary=digest.summary,
            practices=practices,
            threads=shown,
            link=anchors.to,
            subject=anchors.subject,
            longest=threads.LONGEST,
            anchor_of={thread.id: thread.anchor for thread in shown}.get,
            client_name=_client_names(digest.summary),
            clients=sorted(digest.summary.clients, key=lambda c: (-c.messages, c.key)),
            skipped=_by_reason(digest.summary, language),
            unserved=_unserved(digest, say),
            span=_span(digest.summary),
            standard=_standard(digest),
            charts=charts,
            figures=figures,
            style=style,
            script=script,
            policy=_policy(style, script),
        )
    )
    return quotes.harmless(page)


def _environment(language: str, say: wording.Say) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("commsense.reports.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=say,
        clip=quotes.clip,
        fill=guide.fill,
        has_blanks=guide.has_blanks,
        median=responses.median,
        ACTS=ACTS,
        FLAGS=FLAGS,
        Side=Side,
        Status=Status,
    )
    environment.filters.update(
        day=partial(_day, language, say),
        period=lambda name: wording.period(name, language),
        duration=lambda hours: wording.duration(hours, say),
        short=quotes.shorten,
        counted=wording.counted,
    )
    return environment


def _day(language: str, say: wording.Say, moment: date | None) -> str:
    return wording.day(moment, language, say("threads.undated"))


def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Admit the page's own style and script by hash, and nothing else at all."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _client_names(summary: Summary) -> Callable[[str], str]:
    names = {client.key: client.name for client in summary.clients}
    return lambda key: names.get(key) or key


def _by_reason(summary: Summary, language: str) -> list[tuple[str, list[Place]]]:
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for skip in summary.skipped:
        places[wording.reason(skip.reason, language)].append(skip.place)
    return sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))


def _unserved(digest: Digest, say: wording.Say) -> str:
    counts = digest.people.unassessed
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(
        say("left_out.language_count", language=language, n=n) for language, n in ordered[:12]
    )


def _span(summary: Summary) -> tuple[date, date] | None:
    firsts = [client.first for client in summary.clients if client.first]
    lasts = [client.last for client in summary.clients if client.last]
    return (min(firsts), max(lasts)) if firsts and lasts else None


def _standard(digest: Digest) -> dict[str, Any] | None:
    """Give how often the team's own standard of working hours was met, with that standard."""
    score = digest.score("CO5")
    if score is None or score.met + score.missed == 0:
        return None
    samples = [*digest.evidence.missed("CO5"), *digest.evidence.met("CO5")]
    limits = [limit for s in samples if (limit := s.finding.values.get("limit"))]
    return {
        "part": score.met,
        "whole": score.met + score.missed,
        "limit": limits[0] if limits else "",
    }
