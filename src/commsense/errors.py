"""Errors that a user can do something about.

CommsenseError
├── InputError      a file, archive or row that cannot be used as given
├── SettingsError   an option or a line of commsense.toml that is not accepted
├── ModelError      a model folder that is missing, damaged or foreign
└── MissingExtra    an optional package that is not installed

Every message says where, what was found, what would be accepted and what to do.
"""

from __future__ import annotations


class CommsenseError(Exception):
    """Anything that stops a run and is the caller's to mend; the command line exits with 2."""


class InputError(CommsenseError):
    """A file, archive or row cannot be used as given."""


class SettingsError(CommsenseError):
    """An option or a line of ``commsense.toml`` is not accepted."""


class ModelError(CommsenseError):
    """A model folder is missing, damaged or not one of ours."""


class MissingExtra(CommsenseError):
    """An optional package is needed and not installed."""
