"""Reads resync.toml; what is wrong in it is one sentence with the file, the key, and what it takes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import SettingsError
from bot.reports import IncidentKind
from bot.structure import Structure

_SHOWN = 60  # characters of a wrong value
# What pydantic says in Python's words
_PLAIN = {
    "tuple_type": "takes a list",
    "frozen_set_type": "takes a list",
    "model_type": "takes a table",
    "dict_type": "takes a table",
    "string_type": "takes text in quotes",
}
_TABLES = frozenset({"environment", "route", "mute", "maintenance", "escalation", "access"})


def read(path: Path) -> Structure:
    """What the file holds, nothing where there is no such file.

    Raises: SettingsError with one sentence.
    """
    if not path.is_file():
        return Structure()
    try:
        return structure_of(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}.") from error
    except OSError as error:
        raise SettingsError(f"{path.name} cannot be read: {error.strerror}.") from error


def structure_of(tables: Mapping[str, Any], file: str = "resync.toml") -> Structure:
    """What the tables mean.

    Raises: SettingsError with one sentence that names the file, the key and the way out.
    """
    try:
        return Structure.model_validate(tables)
    except ValidationError as error:
        # a mistyped key first: what it leaves missing is not the mistake
        worst = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        raise SettingsError(f"{file}: {_sentence(worst, tables)}") from error


def _sentence(error: ErrorDetails, tables: Mapping[str, Any]) -> str:
    loc, reason = error["loc"], _PLAIN.get(error["type"], error["msg"].removeprefix("Value error, "))
    if loc[-1] == "[key]":
        return _unknown(loc[:-1], tables, [kind.value for kind in IncidentKind])
    if error["type"] == "extra_forbidden":
        return _unknown(loc, tables, list(_keys_beside(loc)))
    names = [str(part) for part in loc if isinstance(part, str)]
    where = _where(loc[:-1] if isinstance(loc[-1], str) else loc, tables)
    if error["type"] == "missing":
        return f"{where}: {loc[-1]} is missing."
    if len(names) < 2 and names and names[0] in _TABLES:
        return f"{where}: {reason}." if isinstance(loc[-1], int) else f"[[{names[0]}]] is wrong: {reason}."
    key = names[-1] if names else "resync.toml"
    return f"{_before(where)}{key}{_shown(error.get('input'))} is wrong: {reason}."


def _unknown(loc: Sequence[int | str], tables: Mapping[str, Any], known: Sequence[str]) -> str:
    key = str(loc[-1])
    near = get_close_matches(key.lower(), known, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
    return f"{_before(_where(loc[:-1], tables))}there is no key {key[:_SHOWN]!r}; {hint}"


def _before(where: str) -> str:
    return f"{where}: " if where else ""


def _where(loc: Sequence[int | str], tables: Mapping[str, Any]) -> str:
    """`[[route]] 2 "payroll"` or `[alerts.kinds]`: the table as it is written, with its number and name."""
    if not loc:
        return ""
    if str(loc[0]) not in _TABLES:
        return f"[{'.'.join(part for part in loc if isinstance(part, str))}]" if loc[0] != "knowledge" else ""
    number = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else None
    if number is None:
        return f"[[{loc[0]}]]"
    entry = tables[str(loc[0])][number]
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return f"[[{loc[0]}]] {number + 1}" + (f" {name[:_SHOWN]!r}" if isinstance(name, str) and name else "")


def _shown(value: object) -> str:
    plain = re.sub("//[^/@]*@", "//…@", str(value))
    return f"={plain[:_SHOWN]}" if isinstance(value, str | int | float) else ""


def _keys_beside(loc: Sequence[int | str]) -> Iterator[str]:
    """The keys that the table takes in which the last part of `loc` stands."""
    table: type[BaseModel] = Structure
    for part in loc[:-1]:
        below = next(
            (_model_in(field.annotation) for name, field in table.model_fields.items() if part in (name, field.alias)),
            None,
        )
        table = below or table
    return (field.alias or name for name, field in table.model_fields.items())


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
