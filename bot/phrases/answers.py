"""What the answers about jobs say, by question."""

PHRASES: dict[str, tuple[str, str]] = {
    "job.meant": (
        "Não há {asked} no plano; respondo sobre {name}, o nome mais próximo.",
        "The plan has no {asked}; this is about {name}, the nearest name.",
    ),
    "job.others": (
        "Há mais {n} {n|ocorrência|ocorrências} com este nome no plano",
        "The plan holds {n} more {n|job|jobs} with this name",
    ),
    "job.other_keys": ("Outras ocorrências deste nome: {keys}", "Others with this name: {keys}"),
    "job.late": ("Está atrasado: o deadline já passou.", "It is late: its deadline has passed."),
    "job.critical": ("É um job crítico.", "It is a critical job."),
    "job.overrunning": ("Passou da duração máxima.", "It has run longer than its maximum duration."),
    "job.until_passed": ("O último horário de início já passou.", "Its latest start time has passed."),
    "job.needs_reply": ("Espera resposta a um prompt.", "It waits for a reply to a prompt."),
    "job.cancel_pending": ("O cancelamento está pendente.", "A cancel is pending."),
    "job.no_operation": ("Está marcado como NOP: não será executado.", "It is marked NOP: it will not be executed."),
    # counts
    "count.title": ("{n} {n|job|jobs}{qualities} no plano", "{n} {n|job|jobs}{qualities} in the plan"),
    "count.window": ("{n} {n|job|jobs}{qualities} na janela", "{n} {n|job|jobs}{qualities} in the window"),
    "count.least_title": (
        "pelo menos {n} {n|job|jobs}{qualities} no plano",
        "at least {n} {n|job|jobs}{qualities} in the plan",
    ),
    "count.least_window": (
        "pelo menos {n} {n|job|jobs}{qualities} na janela",
        "at least {n} {n|job|jobs}{qualities} in the window",
    ),
    "count.largest": ("Só os maiores grupos aparecem.", "Only the largest groups are shown."),
    "count.by.status": ("Estado", "State"),
    "count.by.stream": ("Job stream", "Job stream"),
    "count.by.workstation": ("Workstation", "Workstation"),
    # job log
    "log.title": ("Log de {name}", "Log of {name}"),
    "log.exit": ("Log de {name}: exit status {code}", "Log of {name}: exit status {code}"),
    "log.error_lines": ("Linhas de erro", "Error lines"),
    "log.tail": ("Fim do log", "End of the log"),
    "log.empty": ("O log está vazio.", "The log is empty."),
    "log.truncated": (
        "Só o fim do log foi lido; há mais antes.",
        "Only the end of the log was read; more stands before it.",
    ),
    "log.never_started": ("{name} ainda não iniciou: não há log.", "{name} has not started yet: there is no log."),
    "log.not_launched": (
        "{name} não pôde ser iniciado (FAIL): não há log.",
        "{name} could not be launched (FAIL): there is no log.",
    ),
    "log.not_kept": (
        "O log de {name} não está mais guardado no agente.",
        "The log of {name} is no longer kept on the agent.",
    ),
    "log.missing": ("Não há log de {name}.", "There is no log of {name}."),
    # impact
    "impact.none": ("Nada espera por {name}.", "Nothing waits for {name}."),
    "impact.some": ("{n} {n|job espera|jobs esperam} por {name}", "{n} {n|job waits|jobs wait} for {name}"),
    "impact.least": (
        "Pelo menos {n} {n|job espera|jobs esperam} por {name}",
        "At least {n} {n|job waits|jobs wait} for {name}",
    ),
    "impact.threats": (
        "{title}; {n} {n|deadline|deadlines} em perigo",
        "{title}; {n} {n|deadline|deadlines} in danger",
    ),
    "impact.danger": ("Deadlines em perigo", "Deadlines in danger"),
    "impact.missed": ("perdido", "missed"),
    "impact.direct": ("Sucessores diretos", "Direct successors"),
    "impact.truncated": (
        "A busca parou num limite: pode haver mais atrás destes.",
        "The walk stopped at a bound: there may be more behind these.",
    ),
    "impact.no_deadline": ("Nenhum deadline em perigo entre eles.", "No deadline in danger among them."),
    # history
    "history.title": (
        "{name}: {n} {n|execução|execuções} no plano, {good} {good|terminou|terminaram} bem, {bad} em erro",
        "{name}: {n} {n|run|runs} in the plan, {good} ended well, {bad} in error",
    ),
    "history.since": (
        "{name}: {n} {n|execução|execuções} desde {since}, {good} {good|terminou|terminaram} bem, {bad} em erro",
        "{name}: {n} {n|run|runs} since {since}, {good} ended well, {bad} in error",
    ),
    "history.kept": (
        "Plano atual e histórico do Resync desde {since}: {n} {n|execução já saiu|execuções já saíram} do plano.",
        "Current plan and Resync's history since {since}: {n} {n|run has|runs have} left the plan.",
    ),
    "history.none": ("{name} ainda não tem execuções no plano.", "{name} has no runs in the plan yet."),
    "history.scope": ("Só as execuções que o plano atual mostra.", "Only the runs that the current plan shows."),
    # estimate
    "estimate.running": ("{name} deve terminar{end}", "{name} should end{end}"),
    "estimate.waiting": (
        "{name} deve iniciar{start} e terminar{end}",
        "{name} should start{start} and end{end}",
    ),
    "estimate.starting": ("{name} deve iniciar{start}", "{name} should start{start}"),
    "estimate.blocked": (
        "{name} não tem previsão: {blocker} está em erro",
        "{name} has no estimate: {blocker} is in error",
    ),
    "estimate.held": ("{name} não tem previsão: está bloqueado", "{name} has no estimate: it is blocked"),
    "estimate.unknown": ("Não há como estimar {name}.", "There is no way to estimate {name}."),
    "estimate.why_unknown": (
        "Faltam duração estimada ou horários no plano.",
        "The plan lacks an estimated duration or times.",
    ),
    "estimate.overrun": (
        "Já roda há {elapsed}, mais que a duração usual de {usual}: pode terminar a qualquer momento, ou estar preso.",
        "It has run for {elapsed}, longer than the usual {usual}: it may end any moment, or be stuck.",
    ),
    "estimate.after": ("{title}, depois do deadline", "{title}, after its deadline"),
    "estimate.before": ("{title}, dentro do deadline", "{title}, within its deadline"),
    "estimate.own_basis": (
        "Estimativa pela mediana de {n} {n|execução|execuções} desde {since} (histórico do Resync); não é promessa.",
        "An estimate from the median of {n} {n|run|runs} since {since} (Resync's history); no promise.",
    ),
    "estimate.basis": (
        "Estimativa pelas durações que o HWA conhece; não é promessa.",
        "An estimate from the durations that HWA knows; no promise.",
    ),
}
