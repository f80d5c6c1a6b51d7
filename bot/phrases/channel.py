"""What is said in a channel: who may ask, commands, alerts switched on and off, boards, the home page."""

PHRASES: dict[str, tuple[str, str]] = {
    # who may ask
    "refused.external": (
        "Só atendo pessoas desta empresa. Peça a alguém do time para perguntar por você.",
        "I only answer people from this company. Ask someone on the team to ask for you.",
    ),
    "refused.rules": (
        "Você não tem acesso ao Resync aqui. Quem cuida dele pode liberar este canal ou a sua conta.",
        "You have no access to Resync here. Whoever looks after it can open this channel or your account to it.",
    ),
    "refused.environment": (
        "Não há aqui um ambiente {name}. Há: {known}.",
        "There is no environment {name} here. There are: {known}.",
    ),
    # what goes wrong inside
    "channel.store_silent": (
        "Não consegui ler nem gravar os meus próprios dados agora. Tente de novo em instantes.",
        "I could not read or write my own data just now. Try again in a moment.",
    ),
    # places that resync.toml names
    "doctor.place_name": (
        "resync.toml: {rule} manda para {channel}, que é um nome: nomes mudam, o {platform} só acha o canal pelo id.",
        "resync.toml: {rule} sends to {channel}, which is a name: names change, {platform} finds a channel by its id.",
    ),
    "doctor.place_name_slack": (
        "No Slack, clique no nome do canal: o id (C…) está no fim de “Sobre”. Escreva slack:C…",
        "In Slack, click the channel's name: the id (C…) stands at the end of “About”. Write slack:C…",
    ),
    "doctor.place_name_teams": (
        "No Teams, copie o link do canal: o id (19:…@thread.tacv2) está nele. Escreva teams:19:…",
        "In Teams, copy the link to the channel: the id (19:…@thread.tacv2) stands in it. Write teams:19:…",
    ),
    # help
    "commands.title": ("O que você pode pedir aqui", "What you can ask for here"),
    "commands.text": (
        "Só leio o HWA. Também dá para perguntar com as suas palavras, em português ou em inglês.",
        "I only read HWA. You can also ask in your own words, in Portuguese or in English.",
    ),
    "commands.line": ("{usage}: {meaning}", "{usage}: {meaning}"),
    "command.health": ("a saúde do ambiente", "how healthy the environment is"),
    "command.job": ("como está um job", "how a job is"),
    "command.errors": ("os jobs em erro", "the jobs in error"),
    "command.why": ("por que um job deu erro, e o que resolve", "why a job is in error, and what solves it"),
    "command.log": ("o log de um job", "the log of a job"),
    "command.stream": ("o andamento de uma job stream", "how far a job stream is"),
    "command.agents": ("as workstations, ou uma delas", "the workstations, or one of them"),
    "command.board": ("um painel vivo aqui", "a live board here"),
    "command.alerts": ("quais alertas chegam aqui; ligar ou desligar", "which alerts come here; switch them on or off"),
    "command.watch": ("aviso quando um job terminar", "I tell you when a job ends"),
    "command.handover": ("a passagem de turno", "the shift handover"),
    "command.mute": ("silêncio sobre um job por um tempo", "silence about a job for a while"),
    "command.help": ("esta lista", "this list"),
    "usage.job": ("[NOME]", "[NAME]"),
    "usage.errors": ("[últimas 3 horas]", "[last 3 hours]"),
    "usage.why": ("NOME", "NAME"),
    "usage.log": ("NOME", "NAME"),
    "usage.stream": ("NOME", "NAME"),
    "usage.agents": ("[NOME]", "[NAME]"),
    "usage.board": ("[AMBIENTE|desligar]", "[ENVIRONMENT|off]"),
    "usage.alerts": ("[ligar|desligar] [PADRÃO]", "[on|off] [PATTERN]"),
    "usage.watch": ("[NOME]", "[NAME]"),
    "usage.mute": ("PADRÃO 2h [motivo] | desligar PADRÃO", "PATTERN 2h [reason] | off PATTERN"),
    "commands.incomplete": ("Falta o nome. É assim: {usage}", "The name is missing. It goes like this: {usage}"),
    "commands.unknown": (
        "Não conheço o comando “{input}”. Seria {usage}? Todos estão em {help}.",
        "I know no command “{input}”. Did you mean {usage}? All of them: {help}.",
    ),
    # commands that cannot be read
    "wrong.length": (
        "Não entendi “{input}” como duração. Use 30m, 2h ou 1d: {usage}",
        "I did not understand “{input}” as a length of time. Use 30m, 2h or 1d: {usage}",
    ),
    "wrong.no_length": (
        "Por quanto tempo devo silenciar {input}? Por exemplo: {usage}",
        "For how long should {input} be muted? For instance: {usage}",
    ),
    "wrong.longest": (
        "“{input}” não vale: um silêncio dura de um minuto a 30 dias. Por exemplo: {usage}",
        "“{input}” is not possible: a mute lasts from a minute to 30 days. For instance: {usage}",
    ),
    "wrong.pattern": (
        "“{input}” não é um nome nem um padrão de nomes. Por exemplo: {usage}",
        "“{input}” is neither a name nor a pattern of names. For instance: {usage}",
    ),
    "wrong.switch": (
        "Ligar ou desligar os alertas de {input}? Para ligar: {usage}. Para desligar: {off}.",
        "Switch the alerts of {input} on or off? On: {usage}. Off: {off}.",
    ),
    "wrong.window": (
        "Não entendi “{input}” como período. Por exemplo: {usage}",
        "I did not understand “{input}” as a time window. For instance: {usage}",
    ),
    "wrong.name": (
        "No plano nada se chama “{input}”, e como período também não entendi. Por exemplo: {usage}",
        "Nothing in the plan is called “{input}”, and I did not understand it as a time window. For instance: {usage}",
    ),
    "wrong.workstation": (
        "Não há workstation chamada “{input}”. Todas: {usage}",
        "There is no workstation called “{input}”. All of them: {usage}",
    ),
    "wrong.one_job": (
        "Um aviso é de um job só, e {input} é um padrão. Diga o nome do job, ou peça os alertas: {usage}",
        "A watch is for one job, and {input} is a pattern. Give the job's name, or ask for alerts: {usage}",
    ),
    "example.errors": ("3h", "3h"),
    "example.handover": ("desde 22h", "since 10pm"),
    # greeting
    "greet.title": (
        "Olá! Sou o Resync, o colega de plantão do HWA que só lê.",
        "Hello! I am Resync, the on-call HWA teammate that only reads.",
    ),
    "greet.text": (
        "Quando um job dá erro, abro uma conversa com o motivo, o que está parado atrás dele e a solução conhecida.",
        "When a job is in error, I open a thread with the reason, what is blocked behind it and the known solution.",
    ),
    "greet.alerts": (
        "Para receber alertas aqui: {usage}. Só de alguns jobs: {some}.",
        "To get alerts here: {usage}. Of some jobs only: {some}.",
    ),
    "greet.help": ("Tudo o que dá para pedir: {usage}.", "All that you can ask for: {usage}."),
    "greet.alone": (
        "Aqui você pode perguntar direto, sem me mencionar.",
        "Here you can simply ask, without mentioning me.",
    ),
    # what all of a channel is told of a command that it may not have seen
    "channel.by": ("Pedido por {who}.", "Asked for by {who}."),
    "channel.by_why": ("Pedido por {who}: {reason}", "Asked for by {who}: {reason}"),
    # alerts of a channel
    "hears.on": (
        "A partir de agora os alertas de {pattern} chegam aqui.",
        "From now on the alerts of {pattern} come here.",
    ),
    "hears.all": ("tudo", "everything"),
    "hears.on_all": ("A partir de agora todos os alertas chegam aqui.", "From now on all alerts come here."),
    "hears.was_on": ("Os alertas de {pattern} já chegam aqui.", "The alerts of {pattern} come here already."),
    "hears.was_on_all": ("Todos os alertas já chegam aqui.", "All alerts come here already."),
    "hears.off_all": (
        "Os alertas pedidos aqui não chegam mais.",
        "The alerts that were asked for here no longer come.",
    ),
    "hears.was_off_all": ("Ninguém tinha pedido alertas aqui.", "Nobody had asked for alerts here."),
    "hears.how": ("Para ligar: {usage}", "To switch them on: {usage}"),
    "switch.on": ("ligar", "on"),
    "switch.off": ("desligar", "off"),
    "hears.off": ("Os alertas de {pattern} não chegam mais aqui.", "The alerts of {pattern} no longer come here."),
    "hears.was_off": (
        "Ninguém tinha pedido aqui os alertas de {pattern}.",
        "Nobody had asked for the alerts of {pattern} here.",
    ),
    "hears.title": ("Alertas que chegam aqui", "Alerts that come here"),
    "hears.none": ("Aqui não chegam alertas.", "No alerts come here."),
    "hears.asked": ("Pedidos aqui", "Asked for here"),
    "hears.line": ("{pattern}, por {who}", "{pattern}, by {who}"),
    "hears.routes": ("Por rota do resync.toml", "By a route of resync.toml"),
    "hears.routed": (
        "As rotas do resync.toml continuam valendo: {names}.",
        "The routes of resync.toml still hold: {names}.",
    ),
    "hears.scoped": ("Só chegam alertas do que se pode ver aqui.", "Only alerts of what may be seen here come."),
    "hears.too_long": (
        "Um padrão tem de 1 a {longest} caracteres, por exemplo PAY_*.",
        "A pattern has 1 to {longest} characters, for instance PAY_*.",
    ),
    "hears.console": (
        "O console já mostra todos os alertas. Para ligá-los em um canal, peça lá, no Slack ou no Teams.",
        "The console shows all alerts already. To switch them on in a channel, ask there, in Slack or Teams.",
    ),
    "names.none": (
        "No plano de agora nada se chama {patterns}: confira o nome. Se entrar no plano, já vale.",
        "Nothing in the plan is called {patterns} just now: check the name. Should it enter the plan, it counts.",
    ),
    "hears.unreachable": (
        "Não tenho como escrever aqui por conta própria: peça em um canal do Slack ou do Teams.",
        "I have no way to write here by myself: ask in a channel of Slack or Teams.",
    ),
    # mutes
    "muted.title": ("Silêncio sobre {pattern} até {until} {zone}.", "Silence about {pattern} until {until} {zone}."),
    "muted.text": (
        "Os incidentes seguem anotados; os que ainda estiverem abertos no fim são avisados. Para desfazer: {usage}",
        "Incidents are still noted; if they are open at the end, the alert goes out. To undo: {usage}",
    ),
    "muted.ended": ("O silêncio sobre {pattern} acabou.", "The silence about {pattern} is over."),
    "muted.none": ("Não havia silêncio sobre {pattern}.", "There was no silence about {pattern}."),
    "muted.beyond": (
        "Você só pode silenciar o que vê aqui: {patterns}.",
        "You can only mute what you see here: {patterns}.",
    ),
    "muted.how": ("Para silenciar: {usage}", "To mute: {usage}"),
    "muted.undo": ("Para desfazer: {usage}", "To undo: {usage}"),
    "muted.now": ("Em silêncio agora", "Muted now"),
    "muted.line": ("{pattern} até {until} {zone}, por {who}", "{pattern} until {until} {zone}, by {who}"),
    # buttons
    "press.taken_already": ("{who} já está cuidando de {name}.", "{who} is looking after {name} already."),
    "press.yours": ("Você está cuidando de {name}.", "You are looking after {name}."),
    "press.snoozed": ("{name} adiado até {until} {zone}.", "{name} snoozed until {until} {zone}."),
    "press.thanks": ("Anotado, obrigado: {name} resolvido.", "Noted, thank you: {name} solved."),
    "press.thanks_not": (
        "Anotado: a solução da planilha não resolveu {name}.",
        "Noted: the sheet's solution did not solve {name}.",
    ),
    "press.over": ("{name} já foi encerrado: {state}.", "{name} is closed already: {state}."),
    "press.gone": (
        "Este alerta é antigo demais: não o conheço mais.",
        "This alert is too old: I do not know it any more.",
    ),
    "press.language": ("Certo: falo português com você.", "Done: I speak English with you."),
    "press.somebody": ("alguém", "somebody"),
    "progress.owned": ("Chamando quem cuida de {name}.", "Calling whoever owns {name}."),
    # looking things up
    "search.line": ("{name} · {state} · {stream}", "{name} · {state} · {stream}"),
    "diagnose.nothing": (
        "Não achei nome de job nem mensagem de erro conhecida neste texto.",
        "I found neither a job's name nor an error that I know in this text.",
    ),
    "diagnose.how": (
        "Mande o nome de um job do plano, ou as linhas do erro.",
        "Send the name of a job of the plan, or the lines of the error.",
    ),
    # home
    "home.open": ("Alertas abertos", "Open alerts"),
    "home.none_open": ("Nenhum alerta aberto.", "No open alert."),
    "home.watches": ("O que você pediu para avisar", "What you asked to be told"),
    "home.no_watches": ("Você não pediu nenhum aviso.", "You asked for no watch."),
    "home.watch": ("{job}, pedido em {asked}", "{job}, asked for at {asked}"),
    "home.watch_until": ("{job}, pedido em {asked}, até {until}", "{job}, asked for at {asked}, until {until}"),
    "home.language": ("Idioma: português", "Language: English"),
    # the board
    "board.critical": ("Críticos contra o deadline", "Critical jobs against their deadlines"),
    "board.no_critical": ("Nenhum job crítico por terminar.", "No critical job is still to end."),
    "board.down": ("Workstations fora", "Workstations down"),
    "board.none_down": ("Todas as workstations no ar.", "All workstations are up."),
    "board.on_time": ("no prazo", "on time"),
    "board.no_deadline": ("sem deadline", "no deadline"),
    "board.standing": ("Situação", "Standing"),
    "board.footer": (
        "dados de {moment} {zone}{where} · atualiza-se sozinho",
        "data as of {moment} {zone}{where} · updates itself",
    ),
    "board.stale": ("Parado desde {since} {zone}: {title}", "Stale since {since} {zone}: {title}"),
    "board.stale_text": (
        "O HWA não responde. Abaixo, o último estado conhecido; o painel volta sozinho.",
        "HWA does not answer. Below is the last state known; the board comes back by itself.",
    ),
    "board.posted": (
        "O painel está aqui e se atualiza sozinho. Fixe a mensagem, se quiser.",
        "The board is here and updates itself. Pin the message if you like.",
    ),
    "board.moved": ("Este painel foi publicado de novo mais abaixo.", "This board was posted anew further down."),
    "board.closed": ("Este painel foi encerrado.", "This board has ended."),
    "board.ended": ("O painel daqui foi encerrado.", "The board here has ended."),
    "board.none": ("Não há painel aqui.", "There is no board here."),
    "board.uninvited": (
        "Não posso escrever aqui: convide-me para este canal e peça de novo.",
        "I may not write here: invite me to this channel and ask again.",
    ),
    "board.unposted": (
        "Não consegui publicar o painel aqui agora. Tente de novo em instantes.",
        "I could not post the board here just now. Try again in a moment.",
    ),
}
