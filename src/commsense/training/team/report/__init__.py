"""The report of a training: ``README.md``, the model card, and ``report.html``, one page.

Both say the same in the same order, for people who are no statisticians. The card may go with the
model to whoever gets it, so it quotes no sentence; the page quotes those that were misread and
stays with the team. ``verdict`` and ``advice`` say what came out, ``facts`` and ``tables`` hold it,
``pictures`` draws it with ``charts``, ``markdown`` and ``page`` write it down.
"""

from __future__ import annotations

from pathlib import Path

from commsense import private_files
from commsense.training.team.outcome import Outcome

CARD, PAGE = "README.md", "report.html"


def write(outcome: Outcome, folder: Path) -> tuple[Path, Path]:
    """Write the model card and the page of a training.

    Args:
        outcome: what came of the training.
        folder: it is made where it is missing, an older report in it is overwritten.

    Returns:
        The paths of the card and of the page.

    Raises:
        OSError: if a file cannot be written.
    """
    from commsense.training.team.report import markdown, page

    private_files.make_folder(folder)
    written = folder / CARD, folder / PAGE
    for path, text in zip(written, (markdown.render(outcome), page.render(outcome)), strict=True):
        private_files.begin(path).write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return written
