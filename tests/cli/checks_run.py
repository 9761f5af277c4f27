"""Running ``commsense check`` in this process, and the drafts that the tests give it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from typer.testing import CliRunner

from commsense.cli.commands import app

Files = Callable[..., Path]

VAGUE = "Hi Anna,\n\nthank you. We will fix the import soon.\n\nTom\n"
ASKED = "How many user licences are included in the price?\n"
SILENT = "Hi Anna,\n\nthank you for the nice lunch yesterday.\n"


def check(*words: object, stdin: str | bytes = "") -> Result:
    """Run it; errors that a user can mend are not caught here, see ``refused``."""
    done = CliRunner().invoke(app, ["check", *map(str, words)], input=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def criteria(done: Result) -> list[str]:
    return [each["criterion"] for each in json.loads(done.stdout)["comments"]]
