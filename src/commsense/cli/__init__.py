"""The command line: ``main`` parses, ``api`` works, the other files here only show.

Exit codes: 0 done, 1 a limit that was asked for is not kept, 2 something the user can mend.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    from commsense import private_files
    from commsense.cli import telling
    from commsense.cli.commands import app
    from commsense.errors import CommsenseError

    private_files.close_to_others()
    try:
        app()
    except CommsenseError as error:
        telling.problem(error)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone: nobody is left to tell.
        sys.stderr.close()
        sys.exit(2)
