"""Whether all that an answer states stands in what it rests on: every number, time and name of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# numbers, times and dates: digits with what may stand between them
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
# words that only name something: with a sign inside (a key, an error code), with digits, or five capitals and more
_NAME = re.compile(
    r"(?<!\w)(?:[A-Z][A-Z0-9]*(?:[_#@$./-]+[A-Z0-9]+)+|[A-Z]{2,}\d[A-Z0-9]*|[A-Z]{5,})(?!\w)",
)
# the vendor's words and our settings, which name nothing in a plan
_VOCABULARY = frozenset(
    {
        *("ABEND", "SUCCP", "ABENP", "READY", "SCHED", "INTRO", "FENCE", "CANCL", "CANCLP", "SUPPR", "STUCK", "ERROR"),
        *("RUNNING", "WAITING", "SUCCESSFUL", "CANCELED", "SUPPRESS", "BLOCKED", "UNDECIDED"),
        *("WORKSTATION", "JOBSTREAM", "PROMPT", "DISPLAY"),
        *("WORKSTATION#JOBSTREAM", "WORKSTATION#JOBSTREAM.JOB", "WORKSTATION#JOB"),
        *("TWS_USER", "TWS_PASSWORD", "TWS_API_KEY", "TWS_URL"),
    }
)


def unsupported(
    answer: str,
    facts: Iterable[Mapping[str, Any]],
    sources: Iterable[Mapping[str, Any]] = (),
    question: str = "",
) -> list[str]:
    """The numbers, times and names in an answer that stand neither in its facts and sources nor in the question.

    Numbers are compared as they are written, so that 08 is not 8 and 1.230 is not 1230 unless a fact's text says so.
    """
    support = "\n".join((*_texts([*facts, *sources]), question))
    numbers = set(_NUMBER.findall(support))
    missing = [token for token in _NUMBER.findall(answer) if not _stands(token, numbers)]
    upper = support.upper()
    missing += [name for name in _NAME.findall(answer) if name not in _VOCABULARY and name.upper() not in upper]
    return list(dict.fromkeys(missing))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)


def _stands(token: str, numbers: set[str]) -> bool:
    if token in numbers:
        return True
    # parts of a name or a path such as 2026/11: each of them must stand; a time or a grouped number must stand whole
    parts = re.split(r"[/-]", token)
    return len(parts) > 1 and all(part in numbers for part in parts)
