"""Every sentence that the terminal itself says, Portuguese and English side by side."""

from __future__ import annotations

DEFAULT = "pt"

_TEXTS: dict[str, tuple[str, str]] = {
    "welcome": (
        "Resync: pergunte em português ou inglês. Eu só leio o HWA. Ctrl-D ou “sair” encerra.",
        "Resync: ask in Portuguese or English. I only read from HWA. Ctrl-D or “exit” ends.",
    ),
    "prompt": ("você> ", "you> "),
    "thinking": ("entendendo a pergunta…", "reading the question…"),
    "cancelled": ("Pergunta cancelada.", "Question cancelled."),
    "again_to_leave": ("Ctrl-C de novo encerra.", "Ctrl-C again ends."),
    "bye": ("Até logo.", "Goodbye."),
    "no_answer": (
        "Não consegui concluir a resposta. O motivo está no log do Resync.",
        "I could not finish the answer. The reason is in Resync's log.",
    ),
    "nobody_stays": (
        "Este terminal não espera pelo aviso: pergunte em `resync chat`, no console, no Slack ou no Teams.",
        "This terminal does not stay for the notice: ask in `resync chat`, the console, Slack or Teams.",
    ),
    "more_rows": ("e mais {count}", "and {count} more"),
    "ask_next": ("Pergunte também:", "Ask next:"),
    "alert": ("alerta", "alert"),
}

TEXTS: dict[str, dict[str, str]] = {
    code: {name: both[column] for name, both in _TEXTS.items()} for column, code in enumerate(("pt", "en"))
}


def text(language: str, name: str, **values: object) -> str:
    """The sentence `name` in a language; Portuguese where it is none of ours."""
    return TEXTS.get(language, TEXTS[DEFAULT])[name].format(**values)
