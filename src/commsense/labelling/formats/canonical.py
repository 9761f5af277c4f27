"""Our own form of a row: an object as it stands in a line of the canonical file.

Every other format turns what it reads into such an object, so that labels are checked in one
place. See ``labelling/__init__`` for the fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commsense.conversation import Side
from commsense.labelling import identity
from commsense.labelling.formats import judging
from commsense.labelling.names import Names
from commsense.labelling.problem import Problem, quoted
from commsense.labelling.row import Row, Span
from commsense.labelling.scheme import BUILT_IN, CONCERN_STATUS, JARGON

MOST_TEXT = 100_000
"""Characters of a text; a sentence has some hundred."""
TEXTS = ("thread", "client", "annotator")
FIELDS = frozenset(
    {"id", "text", "language", "side", "context", *TEXTS, "sentiment", "acts", "flags", JARGON,
     "concern", "status", "own", "extra"}
)  # fmt: skip

Table = Mapping[str, object]


def rows(table: Table, where: str, names: Names) -> Iterator[Row | Problem]:
    """Check an object and give its rows: two where it also speaks of a concern elsewhere.

    What is wrong with one field never takes the others with it; only a row without a text, or in
    a language that is not read, is left out.
    """
    try:
        text = _text(table, where)
        language = _language(table, where, names)
        context = _context(table, where)
        side, problem = _side(table, where, names)
    except judging.Unusable as error:
        yield error.problem
        return
    if problem:
        yield problem
    found = judging.Judged(where, names)
    labels, spans = found.labels(table), found.spans(table, text)
    concern, status = found.status(table)
    yield from found.problems
    extra = _extra(table) | _unanswered(table)
    shared = {"language": language, "side": side, "extra": extra, "place": where}
    shared |= {name: _name(table.get(name)) for name in TEXTS}
    given = _name(table.get("id"))
    if status and not context:
        labels[CONCERN_STATUS] = status
        context = (concern,)
    if labels or spans is not None or not status:
        name = given or identity.of(text, context)
        yield Row(name, text, labels, spans, context=context, **shared)  # type: ignore[arg-type]
    if status and CONCERN_STATUS not in labels:
        name = f"{given}#concern" if given else identity.of(text, (concern,))
        told = {CONCERN_STATUS: status}
        yield Row(name, text, told, context=(concern,), **shared)  # type: ignore[arg-type]


def table(row: Row) -> dict[str, object]:
    """Give the object of a row; ``rows`` makes the same row of it again."""
    found: dict[str, object] = {"id": row.id, "text": row.text}
    told = {"language": row.language, "thread": row.thread, "client": row.client}
    told |= {"annotator": row.annotator}
    found |= {name: value for name, value in told.items() if value}
    if row.side is not Side.UNKNOWN:
        found["side"] = row.side.value
    if row.context and CONCERN_STATUS not in row.labels:
        found["context"] = list(row.context)
    found |= _told(row)
    clashing = {name: value for name, value in row.extra.items() if name in FIELDS}
    found |= {name: value for name, value in row.extra.items() if name not in FIELDS}
    return found | ({"extra": clashing} if clashing else {})


def _told(row: Row) -> dict[str, object]:
    found: dict[str, object] = {}
    own: dict[str, list[str]] = {}
    for task, labels in row.labels.items():
        if task == CONCERN_STATUS:
            found |= {"concern": "".join(row.context[-1:]), "status": labels[0]}
        elif task == "sentiment":
            found[task] = labels[0]
        elif task in BUILT_IN:
            found[task] = list(labels)
        else:
            own[task] = list(labels)
    if row.spans is not None:
        found[JARGON] = [span(each) for each in row.spans]
    return found | ({"own": own} if own else {})


def span(each: Span) -> dict[str, object]:
    """Give the object of a marked stretch."""
    return {"start": each.start, "end": each.end, "kind": each.kind}


def _text(table: Table, where: str) -> str:
    text = table.get("text")
    if not isinstance(text, str) or not text.strip():
        raise judging.Unusable(where, "text", text, "a text that is not empty")
    if len(text) > MOST_TEXT:
        found = f"{len(text):,} characters"
        raise judging.Unusable(where, "text", found, f"a sentence, {MOST_TEXT:,} at most")
    return text


def _language(table: Table, where: str, names: Names) -> str:
    told = table.get("language")
    found = names.word("languages", told) if isinstance(told, str) else ""
    if told and not found:
        raise judging.Unusable(where, "language", told, "en, zh, or nothing to have it told")
    return found


def _side(table: Table, where: str, names: Names) -> tuple[Side, Problem | None]:
    told = table.get("side")
    if told is None or told == "":
        return Side.UNKNOWN, None
    found = names.word("sides", told) if isinstance(told, str) else ""
    if found:
        return Side(found), None
    said = f"found {quoted(told)}; accepted: {', '.join(Side)}; read as unknown."
    return Side.UNKNOWN, Problem(f"{where}: side", said)


def _context(table: Table, where: str) -> tuple[str, ...]:
    told = table.get("context")
    if told is None or told == "":
        return ()
    given = [told] if isinstance(told, str) else told
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise judging.Unusable(where, "context", told, "a list of texts")
    return tuple(given)


def _unanswered(table: Table) -> dict[str, object]:
    """Keep a concern of which nobody has said yet what the sentence does to it."""
    concern = table.get("concern")
    asked = isinstance(concern, str) and concern.strip() and table.get("status") in (None, "")
    return {"concern": concern} if asked else {}


def _name(value: object) -> str:
    """Give a name that may be written as a number."""
    given = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) if given else ""


def _extra(table: Table) -> dict[str, object]:
    found = {name: value for name, value in table.items() if name not in FIELDS}
    inner = table.get("extra")
    return found | (dict(inner) if isinstance(inner, Mapping) else {})
