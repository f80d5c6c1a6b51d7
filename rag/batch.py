"""Many questions at once, one JSON object a line: what measures retrieval and shows why it answered."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from rag.models import Found

_MOST_LINKS = 10


class Searches(Protocol):
    """Whatever answers questions about the sheet."""

    async def search(self, text: str, *, job: str | None = None, log: str | None = None, limit: int = 3) -> Found: ...


async def batch_answers(knowledge: Searches, lines: Iterable[str]) -> AsyncIterator[str]:
    """For each line `{"qid","text","job"}` one `{"qid","links","answered","confidence","ms"}`.

    `links` are the procedures of the best ten rows, `ms` the time of the search. Raises: ValueError for a bad line.
    """
    for line in lines:
        if line.strip():
            asked = json.loads(line)
            before = time.perf_counter()
            found = await knowledge.search(asked["text"], job=asked.get("job") or None)
            spent = 1000 * (time.perf_counter() - before)
            yield json.dumps(_answer(asked["qid"], found, spent), ensure_ascii=False)


def _answer(qid: str, found: Found, spent: float) -> dict[str, object]:
    links = [match.entry.procedure for match in found.candidates if match.entry.procedure]
    return {
        "qid": qid,
        "links": list(dict.fromkeys(links))[:_MOST_LINKS],
        "answered": found.verdict != "none",
        "confidence": found.confidence,
        "ms": round(spent, 2),
    }
