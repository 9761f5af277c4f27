"""The tables of the file in which labels are kept."""

from __future__ import annotations

from commsense.labelling.private_file import Kind

_TABLES = (
    "CREATE TABLE sentences (key TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE answers (
        number INTEGER PRIMARY KEY,
        sentence TEXT NOT NULL REFERENCES sentences (key),
        annotator TEXT NOT NULL,
        labels TEXT, -- by task, as JSON; NULL: skipped
        moment TEXT NOT NULL,
        seconds REAL NOT NULL,
        suggested INTEGER NOT NULL
    )
    """,
    "CREATE INDEX answers_of ON answers (sentence, annotator)",
    """
    CREATE VIEW last_answers AS
    SELECT * FROM answers
    WHERE number IN (SELECT max(number) FROM answers GROUP BY sentence, annotator)
    """,
    """
    CREATE TABLE leases (
        sentence TEXT PRIMARY KEY,
        annotator TEXT NOT NULL,
        until REAL NOT NULL
    ) WITHOUT ROWID
    """,
)
KIND = Kind(
    number=0x636F6D6C,  # "coml"
    version=1,
    tables=_TABLES,
    what="labels",
    option="--labels",
)
