"""``commsense labels``: get labels in and out, choose what to label, see whether to trust them."""

from __future__ import annotations

import typer

app = typer.Typer(name="labels", help="Labels of the team's own.", no_args_is_help=True)
