"""Reads a project's communication with its client the way an experienced project manager would."""

from __future__ import annotations

__version__ = "0.1.0"
