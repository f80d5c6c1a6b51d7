"""Alerts about something else than a job's bad end: what stands badly, what the figures mean, how it ended."""

PHRASES: dict[str, tuple[str, str]] = {
    # what stands badly, as the title of a card
    "kind.stuck": ("Job stream parada: {name}", "Job stream stuck: {name}"),
    "kind.late": ("Passou do prazo: {name}", "Past its deadline: {name}"),
    "kind.late.deadline": ("Passou do prazo {deadline}: {name}", "Past its deadline of {deadline}: {name}"),
    "kind.at_risk": ("Pode perder o prazo: {name}", "May miss its deadline: {name}"),
    "kind.at_risk.deadline": (
        "Pode perder o prazo {deadline}: {name}",
        "May miss its deadline of {deadline}: {name}",
    ),
    "kind.at_risk.expected": (
        "Vai perder o prazo {deadline}: {name} (previsto {expected})",
        "Will miss its deadline of {deadline}: {name} (expected {expected})",
    ),
    "kind.overrun": ("Rodando além do usual: {name}", "Running beyond its usual time: {name}"),
    "kind.overrun.started": ("Rodando desde {started}: {name}", "Running since {started}: {name}"),
    "kind.overrun.usual": (
        "Rodando desde {started} (costuma levar {usual}): {name}",
        "Running since {started} (usually takes {usual}): {name}",
    ),
    "kind.workstation": ("Workstation {problem}: {name}", "Workstation {problem}: {name}"),
    "kind.workstation.waiting": (
        "Workstation {problem}: {name}, {n} {n|job esperando|jobs esperando}",
        "Workstation {problem}: {name}, {n} {n|job waiting|jobs waiting}",
    ),
    "kind.prompt": ("Prompt sem resposta: {name}", "Prompt without a reply: {name}"),
    "kind.prompt.since": (
        "Prompt sem resposta desde {since}: {name}",
        "Prompt without a reply since {since}: {name}",
    ),
    "kind.plan": ("Extensão do plano atrasada", "Plan extension late"),
    "kind.hwa": ("Não consigo falar com o HWA", "I cannot reach HWA"),
    # how a workstation stands
    "problem.UNLINKED": ("sem link", "unlinked"),
    "problem.STOPPED": ("parada", "stopped"),
    "problem.LIMIT": ("com limit 0", "with limit 0"),
    "problem.FENCE": ("com o fence acima de todos", "with its fence above all jobs"),
    "problem.and": ("{first} e {second}", "{first} and {second}"),
    "problem.down": ("com problema", "in trouble"),
    # how it ended
    "kind.over.stuck": ("Voltou a andar: {name}", "Moving again: {name}"),
    "kind.over.late": ("Não está mais atrasado: {name}", "No longer late: {name}"),
    "kind.over.late.after": (
        "Terminou {after} depois do prazo: {name}",
        "Ended {after} after its deadline: {name}",
    ),
    "kind.over.at_risk": ("Prazo fora de perigo: {name}", "Deadline out of danger: {name}"),
    "kind.over.overrun": ("Terminou a execução longa: {name}", "The long run ended: {name}"),
    "kind.over.workstation": ("{name} voltou", "{name} is back"),
    "kind.over.prompt": ("Prompt respondido: {name}", "Prompt answered: {name}"),
    "kind.over.plan": ("Plano estendido", "Plan extended"),
    "kind.over.hwa": ("O HWA voltou a responder", "HWA answers again"),
    "kind.state.closed": (
        "De {opened} a {closed} {zone}: {lasted}.",
        "From {opened} to {closed} {zone}: {lasted}.",
    ),
    # what the figures mean, what to look at
    "hint.stuck": (
        "Nenhum job dela inicia sem a intervenção de um operador.",
        "None of its jobs starts without an operator's intervention.",
    ),
    "hint.at_risk": (
        "Precisa iniciar até {start} {zone} para cumprir o prazo.",
        "It must start by {start} {zone} to meet its deadline.",
    ),
    "hint.overrun": ("O log mostra se ele ainda avança.", "Its log shows whether it still moves."),
    "hint.prompt": (
        "Quem responde é uma pessoa, no HWA: eu só leio.",
        "A person has to reply, in HWA: I only read.",
    ),
    "label.prompt": ("Prompt", "Prompt"),
    "label.question": ("Pergunta", "Question"),
    "label.extension": ("Extensão", "Extension"),
    "label.since": ("Desde", "Since"),
    "label.over_since": ("Além do usual desde", "Beyond usual since"),
    "label.expected": ("Fim previsto", "Expected end"),
    "label.start_by": ("Iniciar até", "Start by"),
    "label.waiting_jobs": ("Jobs esperando", "Jobs waiting"),
    "label.blocked_by": ("Preso por", "Held up by"),
}
