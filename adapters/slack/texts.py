"""Every sentence that Slack itself is given, Portuguese and English side by side."""

from __future__ import annotations

DEFAULT = "pt"

_TEXTS: dict[str, tuple[str, str]] = {
    "more_rows": ("e mais {count}", "and {count} more"),
    "more_above": ("… mais {count} caracteres acima", "… {count} more characters above"),
    "continues": ("continua ({page}/{pages})", "continues ({page}/{pages})"),
    "more_parts": (
        "Há mais {count} partes que não cabem aqui; pergunte para vê-las.",
        "There are {count} more parts that do not fit here; ask to see them.",
    ),
}


def text(language: str, name: str, **values: object) -> str:
    """The sentence `name` in a language; Portuguese where it is none of ours."""
    return _TEXTS[name][1 if language == "en" else 0].format(**values)
