"""What a diagnosis says beside the sheet: the job's own past, its surroundings, why a part is missing."""

PHRASES: dict[str, tuple[str, str]] = {
    "past.title": ("O passado deste job (Resync, desde {since})", "This job's past (Resync, since {since})"),
    "past.untold": ("O passado deste job (Resync)", "This job's past (Resync)"),
    "past.runs": (
        "{n} {n|execução|execuções}: {good} {good|terminou|terminaram} bem, {bad} em erro",
        "{n} {n|run|runs}: {good} ended well, {bad} in error",
    ),
    "past.none": ("O Resync ainda não viu este job terminar.", "Resync has not seen this job end before."),
    "past.usual": (
        "costuma levar {usual} (mediana); a mais longa levou {longest}",
        "it usually takes {usual} (median); the longest took {longest}",
    ),
    "past.newest": ("antes desta: {runs}", "before this one: {runs}"),
    "past.run": ("{moment} {status}{rc}", "{moment} {status}{rc}"),
    "past.alone": (
        "recuperou sozinho {n} de {of} vezes, em {after} (mediana)",
        "it recovered alone {n} of {of} times, in {after} (median)",
    ),
    "past.never_alone": (
        "nunca recuperou sozinho, em {of} incidentes encerrados",
        "it never recovered alone, in {of} closed incidents",
    ),
    "past.few": (
        "{n} {n|incidente encerrado|incidentes encerrados} antes: cedo para dizer se recupera sozinho",
        "{n} closed {n|incident|incidents} before: too early to say whether it recovers alone",
    ),
    "past.first": ("nenhum incidente encerrado antes deste", "no closed incident before this one"),
    "past.solved": ("resolvido antes com: {what}", "solved before with: {what}"),
    "past.solved_row": ("a linha {row} da planilha", "row {row} of the sheet"),
    # surroundings
    "around.title": ("Em volta (do plano{at})", "Around it (from the plan{at})"),
    "around.up": ("{name} está no ar", "{name} is up"),
    "around.down": ("{name} está fora do ar ({why})", "{name} is down ({why})"),
    "around.limit": ("{name} tem limit 0: não inicia jobs", "{name} has limit 0: it launches no jobs"),
    "around.unsure": ("o HWA não diz se {name} está no ar", "HWA does not say whether {name} is up"),
    "around.errors": (
        "{n} {n|outro job|outros jobs} em erro nessa workstation: {names}",
        "{n} other {n|job|jobs} in error on that workstation: {names}",
    ),
    "around.none": ("nenhum outro job em erro nessa workstation", "no other job in error on that workstation"),
    "around.same_error": ("o mesmo erro está aberto em: {names}", "the same error is open in: {names}"),
    "around.extended": ("o plano foi estendido{at}", "the plan was extended{at}"),
    # where a part came from
    "diagnosis.lines_of": (
        "Linhas de erro (do log do job nº {number})",
        "Error lines (from the log of job no. {number})",
    ),
    "diagnosis.impact_at": ("Impacto (do plano{at})", "Impact (from the plan{at})"),
    "diagnosis.no_log": (
        "Sem o log, não há erro para procurar na planilha.",
        "Without the log there is no error to look up in the sheet.",
    ),
    # the way to a deadline
    "chain.link": ("{name} ({takes})", "{name} ({takes})"),
    "chain.more": ("mais {n}", "{n} more"),
    "chain.by": (
        "{chain}: deadline {deadline}, reinício até {start}",
        "{chain}: deadline {deadline}, restart by {start}",
    ),
    "chain.start_by": (
        "{chain}: deadline {deadline}, início até {start}",
        "{chain}: deadline {deadline}, start by {start}",
    ),
    "chain.missed": ("{chain}: deadline {deadline} já perdido", "{chain}: deadline {deadline} already missed"),
    "chain.open": ("{chain}: deadline {deadline} em perigo", "{chain}: deadline {deadline} in danger"),
    "chain.title": ("Caminho até o deadline", "The way to the deadline"),
    # why a part is missing
    "part.past": ("o passado do job", "the job's past"),
    "part.surroundings": ("o que há em volta", "its surroundings"),
    "why.never_started": ("o job não chegou a iniciar", "the job never started"),
    "why.not_launched": ("o job não pôde ser iniciado", "the job could not be launched"),
    "why.TwsTimeoutError": ("o HWA não respondeu a tempo", "HWA did not answer in time"),
    "why.TwsConnectionError": ("o HWA não está ao alcance", "HWA cannot be reached"),
    "why.TwsAuthError": ("o HWA recusou o acesso", "HWA refused access"),
    "why.TwsNotFoundError": ("o HWA não o tem mais", "HWA no longer has it"),
    "why.TwsPlanError": ("o plano está sendo estendido", "the plan is being extended"),
    "why.TwsResponseError": ("o HWA respondeu algo ilegível", "HWA gave an answer that cannot be read"),
    "why.StoreError": ("o índice da planilha não respondeu", "the sheet's index did not answer"),
    "why.TimeoutError": ("não veio a tempo", "it did not come in time"),
    "why.ResyncError": ("o banco do Resync não respondeu", "Resync's database did not answer"),
}
