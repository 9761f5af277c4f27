"""Every pattern that the package compiles, with how its own code uses it."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

LANGUAGES = ("en", "zh")
METHODS = {
    "match": "match", "fullmatch": "fullmatch", "search": "finditer", "finditer": "finditer",
    "findall": "finditer", "sub": "finditer", "subn": "finditer", "split": "finditer",
    "scanner": "finditer",
}  # fmt: skip
ALL = frozenset({"finditer", "match", "fullmatch"})
TOLD = {("commsense.reports.wording", "_reasons"): frozenset({"fullmatch"})}
"""How patterns are used that stand in lists, by module and function."""


@dataclass(frozen=True)
class Used:
    """A pattern with its flags, the line that compiles it, and what is called on it."""

    pattern: str | bytes
    flags: int
    where: str
    methods: frozenset[str]


def collect() -> list[Used]:
    """Watch ``re`` while all modules are imported and all that they build on demand is built."""
    seen: dict[tuple[str | bytes, int], tuple[str, int, str, str]] = {}
    real = re._compile  # type: ignore[attr-defined]

    def watched(pattern: object, flags: int) -> re.Pattern[str]:
        compiled: re.Pattern[str] = real(pattern, flags)
        frame = sys._getframe(1)
        called = frame.f_code.co_name
        if frame.f_globals.get("__name__") == "re" and frame.f_back:
            frame = frame.f_back
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("commsense"):
            while frame.f_code.co_name.startswith("<") and frame.f_back:  # a comprehension
                if frame.f_code.co_name == "<module>":
                    break
                frame = frame.f_back
            place = (module, frame.f_lineno, called, frame.f_code.co_name)
            seen.setdefault((compiled.pattern, compiled.flags), place)
        return compiled

    re._compile = watched  # type: ignore[attr-defined]
    modules = _modules()
    for module in modules:
        _build(module)
    re._compile = real  # type: ignore[attr-defined]
    sources = {module.__name__: _source(module) for module in modules}
    used = [
        Used(pattern, flags, f"{name}:{line}", _methods(sources, name, line, called, inside))
        for (pattern, flags), (name, line, called, inside) in seen.items()
    ]
    return used + _written_inside(sources, set(seen))


def _modules() -> list[ModuleType]:
    import commsense

    found = []
    for each in pkgutil.walk_packages(commsense.__path__, "commsense."):
        if each.name.endswith("__main__"):
            continue
        try:
            found.append(importlib.import_module(each.name))
        except ImportError as error:  # an extra that is not installed here
            if (error.name or "").startswith("commsense"):
                raise
    return found


def _build(module: ModuleType) -> None:
    """Call what is built once and kept, by language where it asks for one."""
    for value in vars(module).values():
        if not isinstance(value, functools._lru_cache_wrapper):
            continue
        if value.__module__ != module.__name__:
            continue
        needed = [
            parameter.name
            for parameter in inspect.signature(value).parameters.values()
            if parameter.default is parameter.empty
        ]
        if not needed:
            value()
        elif needed == ["language"]:
            for language in LANGUAGES:
                with suppress(FileNotFoundError):  # words that need no translation
                    value(language)


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _methods(
    sources: dict[str, str], module: str, line: int, called: str, inside: str
) -> frozenset[str]:
    """What is called on a pattern; all methods where its name does not tell.

    ``inside`` is the function that compiles it, ``<module>`` for none.
    """
    if called in METHODS:
        return frozenset({METHODS[called]})
    if (module, inside) in TOLD:
        return TOLD[module, inside]
    name = inside if inside != "<module>" else _name_at(sources[module], line)
    places = sources.values() if not name.startswith("_") else [sources[module]]
    return _called_on(places, name) if name else ALL


def _called_on(sources: Iterable[str], name: str) -> frozenset[str]:
    """The methods called on a name or on what it gives, if it is used in no other way."""
    found: list[str] = []
    uses = 0
    for node in (node for source in sources if name in source for node in _nodes(source)):
        if isinstance(node, ast.Attribute):
            value = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(value, ast.Name) and value.id == name:
                found.append(node.attr)
        elif isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            uses += 1
    if not found or len(found) != uses or not set(found) <= set(METHODS):
        return ALL
    return frozenset(METHODS[method] for method in found)


@functools.cache
def _nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


def _name_at(source: str, line: int) -> str:
    """The name that a statement around a line binds to one compiled pattern, else ""."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0):
            target, value = node.targets[0], node.value
            single = isinstance(value, ast.Call) and ast.unparse(value.func) == "re.compile"
            return target.id if single and isinstance(target, ast.Name) else ""
    return ""


def _written_inside(sources: dict[str, str], seen: set[tuple[str | bytes, int]]) -> list[Used]:
    """Patterns in calls such as ``re.sub(r"…", …)`` that nothing above has run."""
    known = {pattern for pattern, _ in seen}
    found = []
    for module, source in sources.items():
        for node in _nodes(source):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            method = METHODS.get(node.func.attr)
            if ast.unparse(node.func.value) != "re" or not method or not node.args:
                continue
            first = node.args[0]
            text = first.value if isinstance(first, ast.Constant) else None
            if isinstance(text, str | bytes) and text not in known:
                flags = re.compile(text).flags
                found.append(Used(text, flags, f"{module}:{node.lineno}", frozenset({method})))
    return found
