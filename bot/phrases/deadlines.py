"""Deadlines in danger, what is late, and what is kept silent."""

PHRASES: dict[str, tuple[str, str]] = {
    "deadlines.some": (
        "{n} {n|job em risco|jobs em risco} de perder o deadline até {until} {zone}",
        "{n} {n|job is|jobs are} at risk of missing {n|its deadline|their deadlines} until {until} {zone}",
    ),
    "deadlines.critical": (
        "{n} {n|job crítico em risco|jobs críticos em risco} de perder o deadline até {until} {zone}",
        "{n} critical {n|job is|jobs are} at risk of missing {n|its deadline|their deadlines} until {until} {zone}",
    ),
    "deadlines.none": (
        "Nenhum job em risco de perder o deadline até {until} {zone}",
        "No job is at risk of missing its deadline until {until} {zone}",
    ),
    "deadlines.none_critical": (
        "Nenhum job crítico em risco de perder o deadline até {until} {zone}",
        "No critical job is at risk of missing its deadline until {until} {zone}",
    ),
    "deadlines.untold": (
        "Não sei dizer se algum deadline está em risco até {until} {zone}",
        "I cannot tell whether a deadline is at risk until {until} {zone}",
    ),
    "deadlines.looked": (
        "{n} {n|job tem|jobs têm} deadline de agora até lá.",
        "{n} {n|job has|jobs have} a deadline from now until then.",
    ),
    "deadlines.unjudged": (
        "De {n} {n|deles|deles} só vi o próprio tempo, não o que ainda {n|espera|esperam}.",
        "Of {n} of them I only looked at their own time, not at what {n|it waits|they wait} for.",
    ),
    "deadlines.after": ("{end} (+{late})", "{end} (+{late})"),
    "deadlines.blocked": ("preso por {name}, em erro", "held up by {name}, in error"),
    "deadlines.error": ("em erro: não termina sem ação", "in error: it will not end by itself"),
    "deadlines.not_before": ("não antes de {end}", "not before {end}"),
    "deadlines.overrun": ("já passou do usual", "already beyond the usual"),
    "deadlines.no_late": ("Nenhum job atrasado", "No job is late"),
    "deadlines.no_late_critical": ("Nenhum job crítico atrasado", "No critical job is late"),
    "deadlines.late": ("Atraso", "Late by"),
    "deadlines.state_critical": ("{state}, crítico", "{state}, critical"),
    # silence
    "silence.title": (
        "{mutes} {mutes|silêncio em vigor|silêncios em vigor}, {held} {held|alerta retido|alertas retidos}",
        "{mutes} {mutes|mute|mutes} in force, {held} {held|alert|alerts} held back",
    ),
    "silence.none": ("Nada está em silêncio, nenhum alerta retido.", "Nothing is muted, no alert is held back."),
    "silence.held_only": ("{n} {n|alerta retido|alertas retidos}", "{n} {n|alert is|alerts are} held back"),
    "silence.no_held": ("Nenhum alerta retido agora", "No alert is held back just now"),
    "silence.unread": (
        "Os silêncios em vigor não consigo ver daqui; {command} mostra todos.",
        "Which mutes are in force I cannot see from here; {command} shows them all.",
    ),
    "silence.mutes": ("Silêncios", "Mutes"),
    "silence.pattern": ("Sobre", "About"),
    "silence.until": ("Até ({zone})", "Until ({zone})"),
    "silence.who": ("Quem pediu", "Asked by"),
    "silence.why": ("Motivo", "Reason"),
    "silence.held": ("Alertas retidos", "Alerts held back"),
    "silence.how": (
        "Silenciar é comigo, mas por comando, não por pergunta.",
        "Muting is mine to do, but by a command, not by a question.",
    ),
    "silence.how_text": (
        "No canal: {channel}. No terminal: {terminal}. O HWA não muda em nada.",
        "In the channel: {channel}. In a terminal: {terminal}. Nothing changes in HWA.",
    ),
    "held.many": ("{n} por {why}", "{n} for {why}"),
    "held.counted": (
        "{n} {n|alerta retido|alertas retidos}: {reasons}.",
        "{n} {n|alert is|alerts are} held back: {reasons}.",
    ),
    "held.why.mute": ("silêncio", "a mute"),
    "held.why.maintenance": ("manutenção", "maintenance"),
    "held.why.quiet_hours": ("horário de silêncio", "quiet hours"),
    "held.why.recovery": ("recuperação automática", "automatic recovery"),
    "held.why.snooze": ("adiamento", "snoozing"),
    "held.why.other": ("outro motivo", "another reason"),
    "suggest.deadlines": ("quais jobs vão perder o prazo?", "which jobs are going to miss their deadline?"),
    "ask.mutes": ("quais alertas estão em silêncio?", "which alerts are muted?"),
    # the sentence that answers what was asked of a report that holds more
    "lead.none_late_yet": (
        "Nenhum job crítico atrasado ainda; {n} em risco",
        "No critical job is late yet; {n} at risk",
    ),
    "lead.alone": (
        "{name} recuperou sozinho {n} de {of} vezes, em {after} (mediana)",
        "{name} recovered by itself {n} of {of} times, in {after} (median)",
    ),
    "lead.never_alone": (
        "{name} nunca recuperou sozinho, em {of} incidentes encerrados",
        "{name} never recovered by itself, in {of} closed incidents",
    ),
    "lead.few": (
        "Cedo para dizer se {name} recupera sozinho: {alone} de {n} {n|incidente encerrado|incidentes encerrados}",
        "Too early to say whether {name} recovers by itself: {alone} of {n} closed {n|incident|incidents} did",
    ),
    "lead.no_past": (
        "Não sei se {name} costuma recuperar sozinho: não tenho incidente encerrado dele",
        "I do not know whether {name} usually recovers by itself: I have no closed incident of it",
    ),
    "lead.error_since": (
        "{name} está em {status} há {elapsed}, desde {moment}",
        "{name} has been in {status} for {elapsed}, since {moment}",
    ),
    "lead.running_since": (
        "{name} roda há {elapsed}, desde {moment}",
        "{name} has been running for {elapsed}, since {moment}",
    ),
    "lead.ended_since": ("{name} terminou há {elapsed}, em {moment}", "{name} ended {elapsed} ago, at {moment}"),
    "lead.due_since": (
        "{name} ainda não iniciou; era para iniciar há {elapsed}, em {moment}",
        "{name} has not started; it was due {elapsed} ago, at {moment}",
    ),
    "lead.due_later": (
        "{name} ainda não iniciou, e só está previsto para {moment}",
        "{name} has not started; it is only due at {moment}",
    ),
    "lead.open_since": (
        "O incidente de {name} está aberto há {elapsed}, desde {moment}",
        "The incident of {name} has been open for {elapsed}, since {moment}",
    ),
    "lead.again": (
        "Sim: {name} terminou em erro {n} {n|vez|vezes} antes, a última em {moment}",
        "Yes: {name} ended in error {n} {n|time|times} before, last at {moment}",
    ),
    "lead.first": (
        "Que eu saiba, não: das {n} {n|execução|execuções} de {name} que conheço, nenhuma outra terminou em erro",
        "Not that I know: of the {n} {n|run|runs} of {name} that I know, no other ended in error",
    ),
    "lead.only_run": (
        "Não sei: de {name} só conheço a execução atual",
        "I do not know: I only know the current run of {name}",
    ),
    "lead.tickets": (
        "De chamados eu não sei: não vejo o sistema deles. Sei só quem assumiu aqui.",
        "I do not know about tickets: I cannot see that system. I only know who took it here.",
    ),
    "lead.no_tickets": ("Chamados eu não abro nem vejo.", "I neither open nor see tickets."),
    "lead.no_tickets_text": (
        "Posso dizer o erro, a solução da planilha e com quem falar, para quem for abrir.",
        "I can tell the error, the sheet's solution and whom to talk to, for whoever opens one.",
    ),
}
