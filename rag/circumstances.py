"""What else counts for an entry beside its error and its job: the environment, the date, and what solved it before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rag.models import Entry
from rag.words import folded

SAME, ANOTHER, ANY = "same", "another", "any"

# Below what a pattern's row gains over one for any job: a row that is not in force gives way to the next one that is.
_EXPIRED = -1.5
_ANOTHER_ENVIRONMENT = -1.2
_SAME_ENVIRONMENT = 0.15
_HELPED = 0.12  # each time that people said it solved such an error
_MOST_HELPED = 5
_HELPED_CONFIDENCE = 0.03
_NOT_IN_FORCE = 0.55  # perhaps related, never a known solution
_RELATED = 0.32  # below it nothing that people said makes an entry likelier

_NAMES = re.compile(r"[a-z0-9]+")
_STAGES = {
    **dict.fromkeys(("prod", "prd", "prod1", "producao", "production", "produtivo", "live"), "production"),
    **dict.fromkeys(
        (
            "hml",
            "hom",
            "homol",
            "homolog",
            "homologacao",
            "staging",
            "stage",
            "stg",
            "preprod",
            "preproducao",
            "preproduction",
            "uat",
            "qa",
            "qas",
        ),
        "staging",
    ),
    **dict.fromkeys(("tst", "test", "teste", "testes", "testing", "tqs"), "test"),
    **dict.fromkeys(("dev", "des", "desenv", "desenvolvimento", "development"), "development"),
    **dict.fromkeys(("dr", "contingencia", "disaster"), "recovery"),
}
_ALL = frozenset(("todos", "todas", "all", "any", "qualquer", "ambos", "both", "geral"))
_UNNAMED = frozenset(("", "default"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When and where a question is asked.

    `helped` counts, by entry id, how often people said that an entry solved such an error, less how often it did not.
    """

    today: date
    environment: str = ""
    helped: Mapping[str, int] = field(default_factory=dict)


def is_past(entry: Entry, today: date) -> bool:
    """Whether an entry's validity ended."""
    return entry.valid_until is not None and entry.valid_until < today


def environment_fit(written: str, environment: str) -> str:
    """Whether a sheet's cell speaks of an environment: same, another, or any where nothing is known against it."""
    if environment in _UNNAMED or not written.strip():
        return ANY
    cell, asked = _names(written), _names(environment)
    if not cell or not asked or cell & _ALL:
        return ANY
    ours, theirs = _stages(cell), _stages(asked)
    if ours and theirs:
        return SAME if ours & theirs else ANOTHER
    if cell & asked:
        return SAME
    return ANY if ours or theirs else ANOTHER


def _names(text: str) -> frozenset[str]:
    # "pre-prod" and "não produção" are not production.
    joined = re.sub(r"\b(pre|nao|non|sub)[\s-]+(?=prod)", r"\1", folded(text))
    return frozenset(_NAMES.findall(joined))


def _stages(names: frozenset[str]) -> frozenset[str]:
    return frozenset(_STAGES[name] for name in names if name in _STAGES)


def circumstance_parts(entry: Entry, around: Circumstances) -> dict[str, float]:
    """The parts of an entry's score that come from environment, date and feedback; those that are not zero."""
    fit = environment_fit(entry.environment, around.environment)
    parts = {
        "environment": {SAME: _SAME_ENVIRONMENT, ANOTHER: _ANOTHER_ENVIRONMENT}.get(fit, 0.0),
        "expired": _EXPIRED if is_past(entry, around.today) else 0.0,
        "helped": _HELPED * _times(entry, around),
    }
    return {name: round(value, 4) for name, value in parts.items() if value}


def in_circumstances(sure: float, entry: Entry, around: Circumstances) -> float:
    """A confidence corrected for the circumstances.

    What people said moves it a little either way, and only for an entry that is related anyway; an entry that is past
    its date or of another environment is never a known solution.
    """
    times = _times(entry, around)
    if times < 0 or sure >= _RELATED:
        sure = min(0.99, max(0.0, sure + _HELPED_CONFIDENCE * times))
    held_back = is_past(entry, around.today) or environment_fit(entry.environment, around.environment) == ANOTHER
    return min(sure, _NOT_IN_FORCE) if held_back else sure


def _times(entry: Entry, around: Circumstances) -> int:
    return max(-_MOST_HELPED, min(_MOST_HELPED, around.helped.get(entry.id, 0)))
