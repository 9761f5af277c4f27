"""From a raw body to sentences, and from messages to threads."""

from __future__ import annotations

from commsense.text.clean import clean
from commsense.text.headings import heading
from commsense.text.sentences import split
from commsense.text.threads import Threads, group, thread, threads

__all__ = ["Threads", "clean", "group", "heading", "split", "thread", "threads"]
