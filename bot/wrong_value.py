"""Why a value does not do, as a sentence: what pydantic found, in bot's own words and the reader's language."""

from __future__ import annotations

import re
from difflib import get_close_matches

from pydantic_core import ErrorDetails

from bot.phrases import Phrases
from bot.setting_types import ValueRefusedError

_SHOWN = 60  # characters of a wrong value
_TAKES = {
    "missing": "takes.some",
    "too_short": "takes.some",
    "tuple_type": "takes.list",
    "list_type": "takes.list",
    "frozen_set_type": "takes.list",
    "model_type": "takes.table",
    "model_attributes_type": "takes.table",
    "dict_type": "takes.table",
    "string_type": "takes.text",
    "string_too_short": "takes.line",
    "string_too_long": "takes.line",
    "string_pattern_mismatch": "takes.line",
    "int_type": "takes.whole",
    "int_parsing": "takes.whole",
    "int_from_float": "takes.whole",
    "int_parsing_size": "takes.whole",
    "float_type": "takes.number",
    "float_parsing": "takes.number",
    "finite_number": "takes.number",
    "bool_type": "takes.yes_or_no",
    "bool_parsing": "takes.yes_or_no",
    "path_type": "takes.path",
}
_LIMITS = {
    "greater_than_equal": ("takes.at_least", "ge"),
    "greater_than": ("takes.at_least", "gt"),
    "less_than_equal": ("takes.at_most", "le"),
    "less_than": ("takes.at_most", "lt"),
}


def reason_of(error: ErrorDetails, phrases: Phrases) -> str:
    """What the value would have to be, and, where it resembles something, what may be meant."""
    told = error.get("ctx", {})
    cause = told.get("error")
    if isinstance(cause, ValueRefusedError):
        return _refusal(cause, phrases)
    if error["type"] in _LIMITS:
        phrase, key = _LIMITS[error["type"]]
        return phrases.say(phrase, limit=_plain(told[key]))
    if error["type"] in {"literal_error", "enum"}:
        values = re.findall(r"'([^']*)'", str(told.get("expected")))
        near = near_among(str(error.get("input")), values, phrases)
        return phrases.say("takes.one_of", values=", ".join(values), near=near)
    return phrases.say(_TAKES.get(error["type"], "takes.something_else"))


def ended(sentence: str) -> str:
    """The sentence with a full stop, where it does not end as a question."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def near_among(written: str, known: list[str], phrases: Phrases) -> str:
    """`; did you mean …?` where a word resembles one that is known, else nothing."""
    near = get_close_matches(written.strip().lower(), known, 1, 0.5)
    return phrases.say("setting.near", near=near[0]) if near else ""


def shown(value: object) -> str:
    """`=value`, short, without a password in an address; nothing where the value is no single one."""
    plain = re.sub("//[^/@]*@", "//…@", str(value).lower() if isinstance(value, bool) else str(value))
    return f"={plain[:_SHOWN]}" if isinstance(value, str | int | float) else ""


def _refusal(cause: ValueRefusedError, phrases: Phrases) -> str:
    near = phrases.say("setting.near", near=cause.near) if cause.near else ""
    return phrases.say(cause.phrase, **{**cause.values, "near": near})


def _plain(limit: object) -> str:
    return f"{limit:g}" if isinstance(limit, float) else str(limit)
