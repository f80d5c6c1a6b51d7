"""What a search found as plain JSON, with every part of every score."""

from __future__ import annotations

from datetime import date
from typing import Any

from rag.circumstances import is_past
from rag.models import Entry, Found, Match

_TOLD = ("file", "sheet", "row", "job", "error", "solution", "owner", "contact", "procedure", "environment")


def found_as_dict(found: Found, today: date) -> dict[str, Any]:
    """Verdict, signature, the rows shown, the rows that were weighed with the parts of their scores, and the facts."""
    signature = found.signature
    return {
        "verdict": found.verdict,
        "confidence": found.confidence,
        "signature": {
            "codes": list(signature.codes),
            "phrases": list(signature.phrases),
            "lines": list(signature.lines),
        },
        "solutions": [match.entry.id for match in found.solutions],
        "candidates": [_match(match, today) for match in found.candidates],
        "facts": [_entry(entry, today) for entry in found.facts],
    }


def _match(match: Match, today: date) -> dict[str, Any]:
    return {
        **_entry(match.entry, today),
        "score": match.score,
        "confidence": match.confidence,
        "parts": dict(match.parts),
    }


def _entry(entry: Entry, today: date) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name in _TOLD}
    valid = entry.valid_until.isoformat() if entry.valid_until else None
    return {"id": entry.id, **told, "valid_until": valid, "expired": is_past(entry, today)}
