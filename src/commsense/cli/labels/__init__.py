"""``commsense labels``: get labels in and out, choose what to label, see whether to trust them."""

from __future__ import annotations

import typer

from commsense.cli.labels import checking, exporting, importing, suggesting

app = typer.Typer(name="labels", help="Labels of the team's own.", no_args_is_help=True)

app.command("import")(importing.import_)
app.command("export")(exporting.export)
app.command()(checking.check)
app.command()(suggesting.suggest)
