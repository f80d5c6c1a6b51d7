"""What the answers say, by question."""

PHRASES: dict[str, tuple[str, str]] = {
    "job.meant": (
        "Não há {asked} no plano; respondo sobre {name}, o nome mais próximo.",
        "The plan has no {asked}; this is about {name}, the nearest name.",
    ),
    "job.others": (
        "Há {n} {n|outra ocorrência|outras ocorrências} com este nome",
        "There {n|is|are} {n} more with this name",
    ),
    "job.late": ("Está atrasado: o deadline passou.", "It is late: its deadline has passed."),
    "job.critical": ("É um job crítico.", "It is a critical job."),
    "job.overrunning": ("Passou da duração máxima.", "It has exceeded its maximum duration."),
    "job.until_passed": ("O último horário de início já passou.", "Its latest start time has passed."),
    "job.needs_reply": ("Espera resposta a um prompt.", "It waits for a reply to a prompt."),
    "job.cancel_pending": ("O cancelamento está pendente.", "A cancel is pending."),
    "job.no_operation": ("Está marcado como NOP: não será executado.", "It is marked NOP: it will not be executed."),
    "generic.title": ("Resultado", "Result"),
}
