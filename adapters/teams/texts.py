"""Every sentence that Teams itself is given, Portuguese and English side by side."""

from __future__ import annotations

from bot.phrases import PHRASES

DEFAULT = "pt"

_TEXTS: dict[str, tuple[str, str]] = {
    "good": ("Tudo bem", "All well"),
    "warning": ("Atenção", "Attention"),
    "bad": ("Com erro", "In error"),
    "neutral": ("", ""),
    "more_above": ("… mais {count} linhas acima", "… {count} more lines above"),
    "more_lines": (
        "Há mais {count} linhas que não cabem aqui; pergunte para vê-las.",
        "There are {count} more lines that do not fit here; ask to see them.",
    ),
}


def text(language: str, name: str, **values: object) -> str:
    """The sentence `name` in a language, the platform's own or one of all; Portuguese where it is none of ours."""
    pair = _TEXTS.get(name) or PHRASES[f"platform.{name}"]
    return pair[1 if language == "en" else 0].format(**values)
