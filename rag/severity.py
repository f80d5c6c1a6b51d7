"""Severities as operators write them: words in Portuguese and English, or a small number with or without a prefix."""

from __future__ import annotations

import re

from rag.words import folded

_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"(?:p|s|n|sev|prio|tier)?[0-5]")
_WORDS = frozenset(
    (
        *(
            "critica",
            "critico",
            "critical",
            "blocker",
            "urgente",
            "urgent",
            "emergencia",
            "emergency",
            "severe",
            "grave",
        ),
        *("alta", "alto", "high", "major", "maior", "severa", "severo", "gravissima", "maxima", "maximo", "highest"),
        *("media", "medio", "medium", "moderada", "moderado", "moderate", "normal", "mid", "regular", "warning"),
        *(
            "baixa",
            "baixo",
            "low",
            "minor",
            "menor",
            "minima",
            "minimo",
            "lowest",
            "leve",
            "trivial",
            "aviso",
            "alerta",
        ),
        *("info", "informativa", "informativo", "informational", "information", "nenhuma", "none", "fatal", "error"),
    )
)


def is_severity(text: str) -> bool:
    """Whether a text names a severity: "Alta", "2 - média", "P1", "very high"."""
    words = _WORD.findall(folded(text))
    return any(word in _WORDS or _NUMBER.fullmatch(word) for word in words)
