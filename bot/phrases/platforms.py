"""What every chat platform says in its own forms and troubles."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str]] = {
    "platform.more_rows": ("e mais {count}", "and {count} more"),
    "platform.continues": ("continua ({page}/{pages})", "continues ({page}/{pages})"),
    "platform.answered_above": (
        "Acabei de responder isso nesta conversa.",
        "I have just answered that in this thread.",
    ),
    "platform.busy": (
        "Estou com muitas perguntas ao mesmo tempo. Tente de novo em um minuto, por favor.",
        "I have too many questions at once. Please try again in a minute.",
    ),
    "platform.broken": (
        "Algo deu errado aqui dentro e esta resposta se perdeu. O registro já tem os detalhes; tente de novo.",
        "Something went wrong on my side and this answer is lost. The log has the details; please try again.",
    ),
    "platform.solved_title": ("Como foi resolvido?", "What fixed it?"),
    "platform.solved_row": ("Linha da planilha que ajudou", "Sheet row that helped"),
    "platform.solved_none": ("Nenhuma destas", "None of these"),
    "platform.solved_words": ("O que resolveu, em suas palavras", "What fixed it, in your words"),
    "platform.solved_save": ("Guardar", "Save"),
    "platform.solved_cancel": ("Cancelar", "Cancel"),
    "platform.solved_empty": (
        "Escolha uma linha da planilha ou escreva o que resolveu.",
        "Choose a row of the sheet or write what fixed it.",
    ),
}
