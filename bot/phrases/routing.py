"""Where an alert goes and why, and the mutes that people set: what `resync routes` and `resync mute` say."""

PHRASES: dict[str, tuple[str, str]] = {
    "routing.about": (
        "{job}: {kind}, severidade {severity}, ambiente {environment}, {at} {zone}",
        "{job}: {kind}, severity {severity}, environment {environment}, {at} {zone}",
    ),
    "routing.from_hwa": (
        "Lido no HWA: job stream {job_stream}, workstation {workstation}, pasta {folder}, {critical}",
        "Read from HWA: job stream {job_stream}, workstation {workstation}, folder {folder}, {critical}",
    ),
    "routing.critical": ("job crítico", "critical job"),
    "routing.not_critical": ("não é job crítico", "not a critical job"),
    "routing.by_name.silent": (
        "O HWA não respondeu: explicado só pelo nome; job stream, pasta e se é crítico não contam.",
        "HWA did not answer: explained by the name alone; job stream, folder and being critical do not count.",
    ),
    "routing.by_name.unknown": (
        "O plano não tem este job: explicado só pelo nome.",
        "The plan does not hold this job: explained by the name alone.",
    ),
    "routing.by_name.none": (
        "Sem TWS_URL, e sem `resync run` no ar, não há HWA a consultar: explicado só pelo nome.",
        "Without TWS_URL, and with no `resync run` serving, there is no HWA to ask: explained by the name alone.",
    ),
    "routing.by_name.no_job": (
        "Este tipo de incidente não é de um job: explicado pelo nome dado.",
        "This kind of incident is not about a job: explained by the name given.",
    ),
    "routing.title.rules": ("Rotas, na ordem do resync.toml", "Routes, in the order of resync.toml"),
    "routing.rules.none": ("nenhuma rota em resync.toml", "no routes in resync.toml"),
    "routing.rule.yes": ("{1}: vale, e as seguintes não são vistas", "{1}: counts, and those below are not looked at"),
    "routing.rule.yes_also": (
        "{1}: vale, e as seguintes também são vistas (also)",
        "{1}: counts, and those below are looked at as well (also)",
    ),
    "routing.rule.no": ("{1}: não vale, pede {2}", "{1}: does not count, it asks for {2}"),
    "routing.rule.late_no": ("{1}: não foi vista, {2} veio antes", "{1}: not looked at, {2} came first"),
    "routing.title.places": ("Vai para", "Goes to"),
    "routing.by_rule": ("pela rota {1}", "by route {1}"),
    "routing.by_default": ("os lugares de sempre, pois nenhuma rota decide", "the usual places, as no route decides"),
    "routing.unreachable": (
        "{1} fica de fora: {2} não está ligado nesta instalação",
        "{1} is left out: {2} is not switched on here",
    ),
    "routing.nowhere": (
        "lugar nenhum: não há plataforma ligada; o console lista o incidente",
        "nowhere: no platform is switched on; the console lists the incident",
    ),
    "routing.place.pt": ("{1}, em português", "{1}, in Portuguese"),
    "routing.place.en": ("{1}, em inglês", "{1}, in English"),
    "routing.calling.pt": ("{1}, em português, chamando {2}", "{1}, in Portuguese, calling {2}"),
    "routing.calling.en": ("{1}, em inglês, chamando {2}", "{1}, in English, calling {2}"),
    "routing.title.holds": ("Silêncio", "Silence"),
    "routing.mutes.none": ("nenhum silenciamento em vigor", "no mute in force"),
    "routing.mute.yes": ("silenciado: {1} até {2} ({3})", "muted: {1} until {2} ({3})"),
    "routing.mute.no": ("silenciamento de {1} até {2} ({3}): não é dele", "mute of {1} until {2} ({3}): not about it"),
    "routing.maintenance.none": ("nenhuma janela de manutenção", "no maintenance window"),
    "routing.maintenance.yes": ("manutenção {1}: segura até {2}", "maintenance {1}: holds it until {2}"),
    "routing.maintenance.never_yes": (
        "manutenção {1}, até {2}: o que começa nela não é avisado",
        "maintenance {1}, until {2}: what begins in it is not told",
    ),
    "routing.maintenance.no": (
        "manutenção {1}: não vale, pede {2}",
        "maintenance {1}: does not count, it asks for {2}",
    ),
    "routing.maintenance.later_no": ("manutenção {1}: {2}, agora não", "maintenance {1}: {2}, not now"),
    "routing.quiet.none": ("sem horário de silêncio", "no quiet hours"),
    "routing.quiet.yes": ("horário de silêncio {1}: segura até {2}", "quiet hours {1}: hold it until {2}"),
    "routing.quiet.later_no": ("horário de silêncio {1}: agora não", "quiet hours {1}: not now"),
    "routing.quiet.urgent_no": (
        "horário de silêncio {1}: não segura a severidade {2}",
        "quiet hours {1}: do not hold back severity {2}",
    ),
    "routing.at_once": ("sai na hora", "goes out at once"),
    "routing.waits": ("sai em {1}, se ainda estiver aberto", "goes out at {1}, if it is still open"),
    "routing.never": ("não é avisado", "is not told"),
    "routing.held.mute": ("silenciado até {2}: {1}", "muted until {2}: {1}"),
    "routing.held.maintenance": ("em manutenção até {2}: {1}", "in maintenance until {2}: {1}"),
    "routing.held.quiet_hours": ("horário de silêncio até {2}: {1}", "quiet hours until {2}: {1}"),
    "routing.suppressed.maintenance": (
        "começou em manutenção e não é avisado: {1}",
        "began in maintenance and is not told: {1}",
    ),
    "routing.title.escalation": ("Se ninguém assumir", "If nobody takes it"),
    "routing.steps.none": ("ninguém mais é avisado", "nobody else is told"),
    "routing.steps.never": ("o que não é avisado não é escalado", "what is not told is not escalated"),
    "routing.step.yes": ("{1}, depois de {2}: {3} em {4}", "{1}, after {2}: {3} in {4}"),
    "routing.step.calling_yes": (
        "{1}, depois de {2}: {3} em {4}, chamando {5}",
        "{1}, after {2}: {3} in {4}, calling {5}",
    ),
    "routing.step.no": ("{1}, depois de {2}: não vale, pede {3}", "{1}, after {2}: does not count, it asks for {3}"),
    "routing.wrong.kind": ("--kind toma um destes: {values}.", "--kind takes one of {values}."),
    "routing.wrong.severity": ("--severity toma um destes: {values}.", "--severity takes one of {values}."),
    "routing.wrong.at": (
        "--at toma uma hora como 03:12 ou um momento como 2026-11-22T03:12.",
        "--at takes a time like 03:12 or a moment like 2026-11-22T03:12.",
    ),
    "routing.wrong.environment": ("--environment toma um destes: {values}.", "--environment takes one of {values}."),
    "routing.wrong.job": (
        "Diga qual job: um nome ou WORKSTATION#JOBSTREAM.JOB.",
        "Say which job: a name, or WORKSTATION#JOBSTREAM.JOB.",
    ),
}

PHRASES |= {
    "mute.set": (
        "{pattern} fica em silêncio até {until} {zone} ({id}): {reason}",
        "{pattern} is muted until {until} {zone} ({id}): {reason}",
    ),
    "mute.set_there": (
        "{pattern} no ambiente {environment} fica em silêncio até {until} {zone} ({id}): {reason}",
        "{pattern} in environment {environment} is muted until {until} {zone} ({id}): {reason}",
    ),
    "mute.how_to_end": ("`resync mute --end {id}` desfaz.", "`resync mute --end {id}` takes it back."),
    "mute.ended": ("O silêncio de {pattern} terminou ({id}).", "The mute of {pattern} has ended ({id})."),
    "mute.none": ("Nada está em silêncio.", "Nothing is muted."),
    "mute.id": ("Id", "Id"),
    "mute.pattern": ("Padrão", "Pattern"),
    "mute.environment": ("Ambiente", "Environment"),
    "mute.until": ("Até", "Until"),
    "mute.reason": ("Motivo", "Reason"),
    "mute.who": ("Quem", "Who"),
    "mute.everywhere": ("todos", "all"),
    "mute.wrong.one": (
        "Diga uma coisa só: um padrão com --for e --reason, --list, ou --end ID.",
        "Say one thing: a pattern with --for and --reason, --list, or --end ID.",
    ),
    "mute.wrong.for": (
        "--for toma uma duração como 30m, 2h ou 1d, até 366d.",
        "--for takes a duration like 30m, 2h or 1d, up to 366d.",
    ),
    "mute.wrong.reason": ('Diga o motivo: --reason "…".', 'Say why: --reason "…".'),
    "mute.wrong.pattern": ("Um padrão tem de 1 a 300 caracteres.", "A pattern has 1 to 300 characters."),
    "mute.wrong.end": (
        "Nenhum silêncio em vigor tem o id ou padrão {id}.",
        "No mute in force has the id or pattern {id}.",
    ),
    "doctor.route": (
        "resync.toml: {rule} manda para {channel}, mas {platform} não está ligado",
        "resync.toml: {rule} sends to {channel}, but {platform} is not switched on",
    ),
    "doctor.route_how": (
        "Configure a plataforma ou mude a rota; até lá o alerta vai para os lugares de sempre.",
        "Configure the platform or change the route; until then the alert goes to the usual places.",
    ),
    "doctor.routes": (
        "Rotas: {routes}; silêncios: {mutes}; manutenção: {windows}; escalonamento: {steps}",
        "Routes: {routes}; mutes: {mutes}; maintenance: {windows}; escalation: {steps}",
    ),
}
