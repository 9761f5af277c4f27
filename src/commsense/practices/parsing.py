"""Parses and checks one practice file, or one translation of it.

A practice file, ``practices/01-trust.toml``::

    key = "trust"                       # names the practice in scores and tables
    title = "Building trust"
    why = "Why a client cares."
    source = "Practice 1 of the article, 一、建立信任"

    [[criteria]]
    id = "EX3"
    title = "A deviation comes with its cause"
    why = "Why it matters to the client."
    source = "§ 三"
    level = "message"                   # or "thread", "archive"
    how = "The rule in plain words, for `commsense explain`."
    advice = "What to do; may hold the {blanks} that the rule fills."

    [criteria.applies]                  # all optional, see criteria.Applies
    seen = { any = ["act:deviation"], sure = 0.6 }

    [criteria.rule]                     # see the classes in rules/
    kind = "present"
    any = ["act:cause", "cue:cause"]

    [[criteria.examples.met]]           # a message of the team …
    text = "The release slips, because the supplier changed its interface."
    [[criteria.examples.missed]]        # … or a short thread
    messages = [
      { side = "client", date = 2026-03-02T10:00:00Z, text = "When will it be ready?" },
      { side = "team", date = 2026-03-03T09:00:00Z, text = "It slips to 14 May." },
    ]

A sentence is described by a pattern (``patterns.Pattern``): a list of labels, any of which will
do, or a table of ``any``, ``all``, ``none`` and ``sure``. Translations stand in
``lang/<code>/practices/01-trust.toml``: ``title``, ``why`` and ``source`` of the practice, then a
table for each criterion id with ``title``, ``why``, ``how``, ``advice``, ``met``, ``missed``.
"""

from __future__ import annotations

import tomllib
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from commsense.errors import SettingsError
from commsense.practices.criteria import Practice, TranslatedPractice, check_blanks

M = TypeVar("M", bound=BaseModel)


def parse(text: str, where: str) -> Practice:
    """Read one practice file; ``where`` names it in errors.

    Raises:
        SettingsError: naming the file, the place, what was found and what is accepted.
    """
    return _validated(Practice, _toml(text, where), where)


def parse_translation(text: str, where: str, practice: Practice) -> TranslatedPractice:
    """Read a practice's translation and see that it is complete.

    Raises:
        SettingsError: also when a criterion is not translated, or one is that does not exist.
    """
    where = f"translation of {where}"
    data = _toml(text, where)
    heading = {key: value for key, value in data.items() if not isinstance(value, dict)}
    criteria = {key: value for key, value in data.items() if isinstance(value, dict)}
    wanted = {criterion.id: criterion for criterion in practice.criteria}
    for name in [*wanted, *criteria]:
        if name not in criteria:
            raise SettingsError(f"{where}: criterion {name} is missing; add a table [{name}].")
        if name not in wanted:
            raise SettingsError(
                f"{where}: {name} is no criterion of {practice.key}; there are {', '.join(wanted)}."
            )
    translated = _validated(TranslatedPractice, {**heading, "criteria": criteria}, where)
    for name, criterion in translated.criteria.items():
        try:
            check_blanks(criterion.advice, wanted[name].rule.blanks)
        except ValueError as error:
            raise SettingsError(f"{where}: {name}.advice: {error}.") from error
    return translated


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also of numbers and nesting beyond measure
        raise SettingsError(f"{where}: is not TOML: {error}.") from error


def _validated(model: type[M], data: dict[str, Any], where: str) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{where}: {_place(item['loc'], data)}: {item['msg'].removeprefix('Value error, ')}."
            for item in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from error


def _place(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """Name a place for people: criteria by id rather than by number."""
    parts = [str(part) for part in loc]
    if len(loc) > 1 and loc[0] == "criteria" and isinstance(loc[1], int):
        parts[:2] = [str(data["criteria"][loc[1]].get("id", f"criterion {loc[1] + 1}"))]
    return ".".join(parts) or "file"
