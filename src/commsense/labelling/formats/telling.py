"""Tells of what kind a file of labels is, by its content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from commsense.labelling.formats import objects, opening
from commsense.labelling.problem import Problem

ACCEPTED = (
    "accepted: JSON Lines or JSON (commsense, Label Studio, doccano) or a table (.csv, .tsv),"
    " each also packed with gzip"
)
_MOST_ZEROS = 0.3
_LABELS = frozenset({"sentiment", "acts", "flags", "jargon", "status", "own", "messages"})
_STUDIO = frozenset({"annotations", "completions", "predictions", "drafts"})
_STUDIO_MIN = frozenset({"annotation_id", "lead_time"})
_DOCCANO = frozenset({"label", "labels", "entities", "cats", "annotations", "Comments"})


def refused(path: Path) -> Problem | None:
    """Say why a file cannot hold labels at all; nothing where it may."""
    if path.is_dir():
        return Problem(str(path), f"is a folder; {ACCEPTED}; name its files.")
    head = opening.head(path)
    if isinstance(head, Problem):
        return head
    said = _no_labels(head)
    return Problem(str(path), said) if said else None


def told(path: Path) -> str | Problem:
    """Give the name of a file's format, or say why it has none."""
    problem = refused(path)
    if problem:
        return problem
    head = opening.head(path)
    if isinstance(head, Problem):
        return head
    if head.lstrip()[:1] not in (b"{", b"["):
        return _table(head)
    return _json(_first(path))


def _no_labels(head: bytes) -> str:
    start = head.lstrip()[:200].lower()
    if not start:
        return f"is empty; {ACCEPTED}."
    if head.startswith(b"PK\x03\x04"):
        return "is a .zip or an Excel file; unpack the one, save the other as CSV, and name that."
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        return f"is a web page or XML (an error page that was saved?); {ACCEPTED}."
    if head.count(0) > len(head) * _MOST_ZEROS:
        return f"is no text, or UTF-16 without its first mark; {ACCEPTED}."
    return ""


def _table(head: bytes) -> str:
    header = head.splitlines()[0].decode("utf-8", "replace").lower()
    if "annotation_id" in header and "lead_time" in header:
        return "label-studio"
    return "doccano" if "comments" in header and "label" in header else "csv"


def _first(path: Path) -> Mapping[str, object]:
    """Give the first object that can be read, or an empty one."""
    for _, found in objects.read(path):
        if isinstance(found, Mapping):
            return found
    return {}


def _json(first: Mapping[str, object]) -> str:
    keys = set(first)
    if ("data" in keys and keys & _STUDIO and isinstance(first["data"], Mapping)) or (
        keys >= _STUDIO_MIN
    ):
        return "label-studio"
    if keys & _DOCCANO and not keys & _LABELS:
        return "doccano"
    return "jsonl"
