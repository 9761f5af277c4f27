"""The language server: comments on drafts while they are written, in any editor that speaks LSP.

``serve`` is all that others call. ``server`` takes the editor's messages, ``session`` holds the
open drafts and runs the checks, ``checker`` checks one draft; the others make answers of it.
"""

from __future__ import annotations

from commsense.extras import require

__all__ = ["serve"]


def serve(port: int | None = None, model: str | None = None) -> None:
    """Serve one editor until it leaves.

    Args:
        port: of this machine to listen on; 0 takes a free one. Left out, standard input and output
            are spoken through.
        model: to check with where the editor names none.

    Raises:
        MissingExtra: the packages for it are not installed.
        InputError: the port cannot be listened on.
    """
    require("pygls")
    from commsense.lsp.server import build
    from commsense.lsp.wires import connect

    connect(build(model), port)
