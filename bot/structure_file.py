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

from bot.errors import SettingsError, because
from bot.phrases import Phrases
from bot.reports import IncidentKind
from bot.structure import Structure
from bot.wrong_value import ended, reason_of, shown

_SHOWN = 60  # characters of a wrong key or name
_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")
_TABLES = frozenset({"environment", "route", "mute", "maintenance", "escalation", "access"})


def read(path: Path, language: str = "en") -> Structure:
    """What the file holds, nothing where there is no such file.

    Raises: SettingsError with one sentence in that language.
    """
    phrases = Phrases(language)
    if not path.is_file():
        return Structure()
    try:
        return structure_of(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.name, language)
    except UnicodeDecodeError as error:
        raise SettingsError(phrases.say("setting.not_utf8", file=path.name)) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(_invalid(path.name, str(error), phrases)) from error
    except OSError as error:
        raise SettingsError.saying("setting.unreadable", file=path.name, reason=because(error)) from error


def _invalid(file: str, told: str, phrases: Phrases) -> str:
    """Where the parser stopped, and on what, as its owner wrote it."""
    found = _PLACE.fullmatch(told)
    if found is None or found[2] is None:
        return phrases.say("toml.cut_off", file=file)
    return phrases.say("toml.invalid", file=file, line=found[2], column=found[3])


def structure_of(tables: Mapping[str, Any], file: str = "resync.toml", language: str = "en") -> Structure:
    """What the tables mean.

    Raises: SettingsError with one sentence that names the file, the key and the way out.
    """
    try:
        return Structure.model_validate(tables)
    except ValidationError as error:
        # a mistyped key first: what it leaves missing is not the mistake
        worst = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        raise SettingsError(f"{file}: {_sentence(worst, tables, Phrases(language))}") from error


def _sentence(error: ErrorDetails, tables: Mapping[str, Any], phrases: Phrases) -> str:
    loc = error["loc"]
    if loc[-1] == "[key]" and error["type"] == "enum":
        return _unknown(loc[:-1], tables, [kind.value for kind in IncidentKind], phrases)
    if error["type"] == "extra_forbidden":
        return _unknown(loc, tables, list(_keys_beside(loc)), phrases)
    names = [str(part) for part in loc if isinstance(part, str) and part != "[key]"]
    where = _where(loc[:-1] if isinstance(loc[-1], str) else loc, tables)
    if error["type"] == "missing":
        return f"{_before(where)}{phrases.say('toml.missing', named=str(loc[-1]))}"
    reason = reason_of(error, phrases)
    if len(names) < 2 and names and names[0] in _TABLES:
        if isinstance(loc[-1], int):
            return ended(f"{where}: {reason}")
        what, reason = f"[[{names[0]}]]", phrases.say("takes.entries", table=names[0])
        return ended(phrases.say("setting.wrong", what=what, reason=reason))
    key = names[-1] if names else "resync.toml"
    told = phrases.say("setting.wrong", what=key + shown(error.get("input")), reason=reason)
    return ended(f"{_before(where)}{told}")


def _unknown(loc: Sequence[int | str], tables: Mapping[str, Any], known: Sequence[str], phrases: Phrases) -> str:
    key, shown_key = str(loc[-1]), repr(str(loc[-1])[:_SHOWN])
    near = get_close_matches(key.lower(), known, 1, 0.5)
    told = (
        phrases.say("toml.unknown_near", named=shown_key, near=near[0])
        if near
        else phrases.say("toml.unknown", named=shown_key, known=", ".join(known))
    )
    return f"{_before(_where(loc[:-1], tables))}{told}"


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
