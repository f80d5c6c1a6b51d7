"""Replies in an incident's thread: what happened."""

PHRASES: dict[str, tuple[str, str]] = {
    "progress.opened": ("{name} está em erro: {status}{rc}.", "{name} is in error: {status}{rc}."),
    "progress.opened.condition": ("Aberto: {name}.", "Opened: {name}."),
    "progress.failed_again": (
        "{name} está em erro outra vez: {status}{rc}.",
        "{name} is in error again: {status}{rc}.",
    ),
    "progress.reopened": (
        "Reaberto: {name} voltou a ficar em erro: {status}{rc}.",
        "Reopened: {name} is in error once more: {status}{rc}.",
    ),
    "progress.taken": ("{who} está cuidando de {name}.", "{who} is looking after {name}."),
    "progress.rerunning": ("{name} está em reexecução.", "{name} is rerunning."),
    "progress.recovered": ("{name} terminou bem.", "{name} ended well."),
    "progress.cancelled": ("{name} foi cancelado.", "{name} was cancelled."),
    "progress.gone": ("{name} não está mais no plano.", "{name} is no longer in the plan."),
    "progress.failed_again.condition": ("Continua: {name}.", "Still so: {name}."),
    "progress.reopened.condition": ("Reaberto: {name}.", "Reopened: {name}."),
    "progress.late": ("{name} passou do prazo.", "{name} has missed its deadline."),
    "progress.at_risk": (
        "{name} ainda não passou do prazo: ele mudou.",
        "{name} has not missed its deadline yet: it was moved.",
    ),
    "progress.grouped": (
        "{name} passa para o cartão de outro incidente.",
        "{name} moves to another incident's card.",
    ),
    "progress.grouped.named": ("{name} passa para o cartão de {cause}.", "{name} moves to the card of {cause}."),
    "progress.held": ("O alerta de {name} foi retido.", "The alert of {name} was held back."),
    "progress.released": (
        "O alerta de {name} estava retido e continua aberto.",
        "The alert of {name} was held back and is still open.",
    ),
    "progress.released.effect": (
        "{name} não segue mais de outro incidente e continua aberto.",
        "{name} no longer follows from another incident and is still open.",
    ),
    "progress.released.flapping": (
        "{name} ficou em erro: {status}{rc}.",
        "{name} stays in error: {status}{rc}.",
    ),
    "progress.flapping": (
        "O erro de {name} se repete: {status}{rc}.",
        "The error of {name} keeps coming back: {status}{rc}.",
    ),
    "progress.flapping.condition": ("Vai e volta: {name}.", "It comes and goes: {name}."),
    "progress.escalated": (
        "Ninguém assumiu {name}: o alerta foi escalado.",
        "Nobody has taken {name}: the alert was escalated.",
    ),
    "progress.pressed": (
        "{name} segura um job crítico, que pode atrasar.",
        "{name} holds up a critical job, which may be late.",
    ),
    "progress.overdue": (
        "{name} segura um job crítico, que passou do prazo.",
        "{name} holds up a critical job, which has missed its deadline.",
    ),
    "progress.solved": ("{who} marcou {name} como resolvido.", "{who} marked {name} as solved."),
    "progress.not_solved": (
        "{who} disse que a solução da planilha não resolveu {name}.",
        "{who} said that the sheet's solution did not solve {name}.",
    ),
    "progress.snoozed": ("{who} adiou {name}.", "{who} snoozed {name}."),
    "reply.other": ("{name}: {what}", "{name}: {what}"),
    "reply.at": ("{moment} {zone}, {age} depois do erro", "{moment} {zone}, {age} after the error"),
    "reply.at.condition": ("{moment} {zone}, {age} depois do começo", "{moment} {zone}, {age} after it began"),
}
