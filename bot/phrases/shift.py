"""What is said at a change of shift, and about watches."""

PHRASES: dict[str, tuple[str, str]] = {
    "handover.title": (
        "Passagem de turno: {open} {open|incidente aberto|incidentes abertos}, {ended} {ended|encerrado|encerrados}",
        "Shift handover: {open} open {open|incident|incidents}, {ended} closed",
    ),
    "handover.with_risk": (
        "{title}, {n} {n|deadline em risco|deadlines em risco}",
        "{title}, {n} {n|deadline|deadlines} at risk",
    ),
    "handover.open": ("Abertos", "Open"),
    "handover.ended": ("Encerrados com alguém cuidando, ou fora do plano", "Closed by somebody, or gone from the plan"),
    "handover.alone": ("Recuperaram sozinhos", "Recovered by themselves"),
    "handover.unexplained": ("Sem solução conhecida na planilha", "Without a known solution in the sheet"),
    "handover.critical": ("Críticos ainda por terminar", "Critical, still to end"),
    "handover.risk": ("Deadlines em risco", "Deadlines at risk"),
    "handover.nobody": ("ninguém", "nobody"),
    "handover.who_since": ("{who}, desde {moment}", "{who}, since {moment}"),
    "handover.quiet": ("Nada aberto e nada encerrado na janela.", "Nothing open and nothing closed in the window."),
    "handover.ahead": (
        "Até {until} {zone}: {critical} {critical|crítico|críticos} por terminar, {due} {due|outro|outros} com prazo.",
        "Until {until} {zone}: {critical} critical still to end, {due} {due|other|others} with a deadline.",
    ),
    "handover.calm": ("Nenhum deadline em risco até lá.", "No deadline is at risk until then."),
    "handover.untold": (
        "Se algum deadline está em risco, não sei dizer: não li o que é preciso para isso.",
        "Whether a deadline is at risk I cannot tell: what that takes could not be read.",
    ),
    "handover.following": (
        "{n} {n|incidente segue|incidentes seguem} de outro da lista.",
        "{n} {n|incident follows|incidents follow} from another one of the list.",
    ),
    "handover.with_effects": ("{name} (+{n} que seguem dele)", "{name} (+{n} that follow from it)"),
    "handover.late_by": (
        "Era para as {due}; chega com {late} de atraso, porque o Resync não estava no ar.",
        "It was due at {due} and comes {late} late, for Resync was not running.",
    ),
    "handover.about.none": (
        "Nenhum incidente de {name} aberto, nem encerrado na janela.",
        "No incident of {name} is open, nor was one closed in the window.",
    ),
    "handover.about.taken": ("{who} está com {name}", "{who} has {name}"),
    "handover.about.nobody": ("Ninguém assumiu {name}", "Nobody has taken {name}"),
    "handover.about.ended": ("{name} não tem incidente aberto", "{name} has no open incident"),
    "handover.about": ("Assunto", "About"),
    "handover.expected": ("Término previsto ({zone})", "Expected end ({zone})"),
    "handover.unknown_end": ("não dá para prever", "cannot be foreseen"),
    "part.estimates": ("as estimativas", "estimates"),
    "risk.missed": ("deadline vencido", "deadline missed"),
    "risk.ahead": ("em risco de atraso", "at risk of being late"),
    "health.at_risk": (
        "{n} {n|crítico|críticos} em risco de atraso",
        "{n} critical {n|job|jobs} at risk of being late",
    ),
    "health.risk_line": (
        "{name}: deadline {deadline}, não termina antes de {end}",
        "{name}: deadline {deadline}, cannot end before {end}",
    ),
    "health.risk_after": (
        "{name}: deadline {deadline}, fim previsto para {end} (+{late})",
        "{name}: deadline {deadline}, expected to end at {end} (+{late})",
    ),
    "health.risk_blocked": ("{name}: deadline {deadline}, {held}", "{name}: deadline {deadline}, {held}"),
    "health.risk_error": ("{name}: deadline {deadline}, em erro", "{name}: deadline {deadline}, in error"),
    "health.risk_late": ("{name}: atrasado, segundo o HWA", "{name}: late, as HWA says"),
    "incident.open": ("aberto", "open"),
    "incident.acknowledged": ("assumido", "taken"),
    "incident.rerunning": ("em reexecução", "rerunning"),
    "incident.recovered": ("recuperado", "recovered"),
    "incident.gone": ("fora do plano", "no longer in the plan"),
    "incident.cancelled": ("cancelado", "cancelled"),
}

PHRASES |= {
    "watch.set": ("Certo: aviso quando {name} terminar.", "Done: I will tell you when {name} ends."),
    "watch.many": (
        "Certo: aviso quando {n} {n|job terminar|jobs terminarem}.",
        "Done: I will tell you when {n} {n|job ends|jobs end}.",
    ),
    "watch.over": ("Não há o que esperar: {name} já terminou.", "There is nothing to wait for: {name} has ended."),
    "watch.ended": ("Não há o que esperar: {verdict}.", "There is nothing to wait for: {verdict}."),
    "watch.ours": ("O aviso é do Resync; nada muda no HWA.", "The watch is Resync's own; nothing changes in HWA."),
    "watch.untold": (
        "Não tenho como avisar aqui quando {name} terminar.",
        "I have no way to tell you here when {name} ends.",
    ),
    "watch.elsewhere": (
        "Nenhum aviso foi anotado. Peça de novo em uma conversa que recebe alertas, como o console web.",
        "No watch was set. Ask again in a conversation that receives alerts, such as the web console.",
    ),
    "watch.jobs": ("Jobs observados", "Jobs watched"),
    "watch.list": (
        "Você tem {n} {n|aviso|avisos} nesta conversa",
        "You have {n} {n|watch|watches} in this conversation",
    ),
    "watch.none": ("Você não tem avisos nesta conversa.", "You have no watches in this conversation."),
    "watch.asked_at": ("Pedido ({zone})", "Asked for ({zone})"),
    "watch.until": ("Até ({zone})", "Until ({zone})"),
    "watch.until_end": ("terminar", "it ends"),
    "watch.dropped": ("Certo: não aviso mais sobre {names}.", "Done: I will no longer tell you about {names}."),
    "watch.dropped_many": (
        "Certo: desfiz {n} {n|aviso|avisos}.",
        "Done: I dropped {n} {n|watch|watches}.",
    ),
    "watch.not_kept": (
        "Não havia aviso sobre {name} nesta conversa.",
        "There was no watch on {name} in this conversation.",
    ),
    "watch.others": ("Outras conversas não aparecem aqui.", "Other conversations are not shown here."),
    "watch.left": ("Continuam de pé", "Still standing"),
    "ask.watches": ("quais avisos eu tenho?", "which watches do I have?"),
}
