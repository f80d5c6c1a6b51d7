"""An answer as `POST /api/ask` and `resync ask --json` give it: one object, plain JSON values."""

from __future__ import annotations

from typing import Any

from pydantic_core import to_jsonable_python

from bot.cards import card_as_dict
from bot.messages import Answer


def answer_as_dict(answer: Answer) -> dict[str, Any]:
    """The answer with the keys answer, language, environment, as_of, calls, facts, sources, card and suggestions.

    Times become ISO 8601 with offset; `as_of` is null where nothing was asked of HWA.
    """
    values: dict[str, Any] = to_jsonable_python(
        {
            "answer": answer.text,
            "language": answer.language,
            "environment": answer.environment,
            "as_of": answer.as_of,
            "calls": [{"tool": call.tool, "args": call.args} for call in answer.calls],
            "facts": answer.facts,
            "sources": answer.sources,
            "card": card_as_dict(answer.card),
            "suggestions": answer.suggestions,
        }
    )
    return values
