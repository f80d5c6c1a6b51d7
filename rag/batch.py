"""Many questions at once, one JSON object a line: what measures retrieval and shows why it answered."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from rag.models import Found

_MOST_LINKS = 10
_TEXTS = ("text", "job", "log", "environment")


class Searches(Protocol):
    """Whatever answers questions about the sheet."""

    async def search(
        self, text: str, *, job: str | None = None, log: str | None = None, limit: int = 3, environment: str = ""
    ) -> Found: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that is no question: its number, from 1, and what is wrong with it.

    `problem` is json, object, qid, text, or the name of a key whose value is no text.
    """

    number: int
    problem: str


async def batch_answers(knowledge: Searches, lines: Iterable[str]) -> AsyncIterator[str | BadLine]:
    """For each line `{"qid","text","job"}` one `{"qid","links","answered","confidence","ms"}`, or a BadLine.

    `log` and `environment` may be given too. `links` are the procedures of the best ten rows, `ms` the time of the
    search. Empty lines do not count. Raises: StoreError where the index cannot be asked.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            asked = _question(line)
            yield BadLine(number=number, problem=asked) if isinstance(asked, str) else await _answered(knowledge, asked)


def _question(line: str) -> dict[str, Any] | str:
    try:
        asked = json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return "json"
    if not isinstance(asked, dict):
        return "object"
    if not isinstance(asked.get("qid"), str | int):
        return "qid"
    wrong = next((key for key in _TEXTS if not isinstance(asked.get(key) or "", str)), "")
    return wrong or (asked if any(asked.get(key) for key in ("text", "job", "log")) or "text" in asked else "text")


async def _answered(knowledge: Searches, asked: dict[str, Any]) -> str:
    before = time.perf_counter()
    found = await knowledge.search(
        asked.get("text") or "",
        job=asked.get("job") or None,
        log=asked.get("log") or None,
        environment=asked.get("environment") or "",
    )
    spent = 1000 * (time.perf_counter() - before)
    links = [match.entry.procedure for match in found.candidates if match.entry.procedure]
    answer = {
        "qid": asked["qid"],
        "links": list(dict.fromkeys(links))[:_MOST_LINKS],
        "answered": found.verdict != "none",
        "confidence": found.confidence,
        "ms": round(spent, 2),
    }
    return json.dumps(answer, ensure_ascii=False)
