"""A check of labels as one page that is complete in itself: no script, nothing from outside.

A content security policy admits the page's own style by its hash, and nothing else at all.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from commsense.labelling.checks.result import LabelCheck, Level, Severity
from commsense.labelling.checks.verdicts import FAIR, GOOD
from commsense.learning.label_report import saying
from commsense.reports.wording import Say

EXAMPLES = 5


def write(check: LabelCheck, language: str) -> str:
    """Give the page as text; everything in it is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    say = saying.words(language)
    style = files(__package__).joinpath("templates", "labels.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("commsense.learning.label_report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, saying=saying, good=GOOD, fair=FAIR)
    return environment.get_template("labels.html").render(
        check=check,
        language=language,
        tasks=[each for each in check.tasks if each.verdict.level is not Level.NOTHING],
        problems=_findings(check, Severity.PROBLEM, say),
        hints=_findings(check, Severity.HINT, say),
        style=style,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'",
    )


def _findings(check: LabelCheck, severity: Severity, say: Say) -> list[saying.Said]:
    found = [each for each in check.findings if each.severity is severity]
    return [saying.finding(each, say, EXAMPLES) for each in found]


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
