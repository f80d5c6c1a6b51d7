"""Alerts: an incident from its first sight to its end."""

PHRASES: dict[str, tuple[str, str]] = {
    "alert.title.open": ("{status}: {name}{rc}", "{status}: {name}{rc}"),
    "alert.title.acknowledged": ("{status}: {name}{rc}, assumido", "{status}: {name}{rc}, taken"),
    "alert.title.solved": (
        "{status}: {name}{rc}, marcado como resolvido",
        "{status}: {name}{rc}, marked as solved",
    ),
    "alert.solved": (
        "Marcado como resolvido por {who} às {at} {zone}; espero o HWA mostrar que terminou bem.",
        "Marked as solved by {who} at {at} {zone}; waiting for HWA to show a good end.",
    ),
    "alert.title.rerunning": ("Em reexecução: {name}", "Rerunning: {name}"),
    "alert.title.recovered": ("Recuperado: {name}", "Recovered: {name}"),
    "alert.title.cancelled": ("Cancelado: {name}", "Cancelled: {name}"),
    "alert.title.gone": ("Fora do plano: {name}", "No longer in the plan: {name}"),
    "alert.state.gone": (
        "Em erro desde {opened} {zone}; o plano não tem mais este job desde {closed}.",
        "In error since {opened} {zone}; the plan no longer holds this job since {closed}.",
    ),
    "alert.state.open": ("Aberto desde {opened} {zone}.", "Open since {opened} {zone}."),
    "alert.state.acknowledged": (
        "Aberto desde {opened} {zone}; com {who} desde {updated}.",
        "Open since {opened} {zone}; with {who} since {updated}.",
    ),
    "alert.state.rerunning": (
        "Aberto desde {opened} {zone}; em reexecução desde {updated}.",
        "Open since {opened} {zone}; rerunning since {updated}.",
    ),
    "alert.state.recovered": (
        "Em erro desde {opened} {zone}; terminou bem {lasted} depois ({closed}).",
        "In error since {opened} {zone}; ended well {lasted} later ({closed}).",
    ),
    "alert.state.cancelled": (
        "Em erro desde {opened} {zone}; cancelado {lasted} depois ({closed}).",
        "In error since {opened} {zone}; cancelled {lasted} later ({closed}).",
    ),
    "alert.someone": ("alguém do plantão", "someone on call"),
    "alert.no_diagnosis": ("Ainda sem diagnóstico.", "No diagnosis yet."),
    "alert.footer": (
        "visto às {moment} {zone}{where}",
        "seen at {moment} {zone}{where}",
    ),
    "alert.take": ("Estou cuidando", "I'm on it"),
    "alert.log": ("Log", "Log"),
    "alert.impact": ("Impacto", "Impact"),
    "alert.why": ("Diagnóstico", "Diagnosis"),
    "unreachable.title": (
        "Não consigo falar com o HWA: os alertas estão parados.",
        "I cannot reach HWA: alerts have stopped.",
    ),
    "unreachable.text": (
        "Enquanto isso, nada novo é visto. Aviso quando voltar; nenhum erro que ainda esteja no plano se perde.",
        "Until then nothing new is seen. I will tell you when it is back; no error still in the plan is lost.",
    ),
    "back.title": ("O HWA voltou a responder: os alertas seguem.", "HWA answers again: alerts go on."),
    "back.after": ("Ficou {outage} sem responder.", "It did not answer for {outage}."),
    "alert.all": ("Ver os erros", "Show the errors"),
    "told.late": ("{name} está atrasado e ainda não terminou.", "{name} is late and has not ended yet."),
    "told.until": (
        "O prazo do aviso acabou; {name} ainda não terminou.",
        "The time of the watch is up; {name} has not ended yet.",
    ),
    "told.gone": (
        "{name} não está mais no plano: paro de observar.",
        "{name} is no longer in the plan: I stop watching.",
    ),
    "told.footer": ("aviso pedido por você · {moment} {zone}", "a watch you asked for · {moment} {zone}"),
}
