"""What the commands say on a terminal: how Resync was started, what the doctor found, what the sheet needs."""

PHRASES: dict[str, tuple[str, str]] = {
    "take.console": ("alguém no console", "someone at the console"),
    "press.unknown": ("Este botão não existe mais.", "This button is no more."),
    "take.closed": ("Este incidente já foi encerrado.", "This incident is closed already."),
    "banner.open": ("Resync está no ar: {address}", "Resync is up: {address}"),
    "banner.token": ("(peça o RESYNC_WEB_TOKEN para entrar)", "(RESYNC_WEB_TOKEN is needed to come in)"),
    "banner.simulated": ("HWA: simulado em {url}, só para experimentar", "HWA: simulated at {url}, to try things out"),
    "banner.live": ("HWA: {names}, só leitura", "HWA: {names}, read-only"),
    "banner.sample": (
        "Planilha: a de exemplo, {count} {count|entrada|entradas}",
        "Sheet: the sample, {count} {count|entry|entries}",
    ),
    "banner.sheet": (
        "Planilha: {files}, {count} {count|entrada|entradas}",
        "Sheet: {files}, {count} {count|entry|entries}",
    ),
    "banner.embedded": ("Modelo: o embutido, sem chave e sem rede", "Model: the embedded one, no key and no network"),
    "banner.llm": (
        "Modelo: {model}; perguntas e resultados vão para lá",
        "Model: {model}; questions and results go there",
    ),
    "banner.next": ("Para ligar:", "To switch on:"),
    "banner.hwa_how": (
        "um HWA real     TWS_URL, TWS_USER, TWS_PASSWORD",
        "a real HWA      TWS_URL, TWS_USER, TWS_PASSWORD",
    ),
    "banner.sheet_how": ("a sua planilha  RESYNC_KNOWLEDGE", "your sheet      RESYNC_KNOWLEDGE"),
    "banner.llm_how": (
        "um LLM          RESYNC_MODEL=openai:<modelo> e a chave do provedor",
        "an LLM          RESYNC_MODEL=openai:<model> and the provider's key",
    ),
    "banner.slack_how": (
        "Slack           SLACK_BOT_TOKEN e SLACK_APP_TOKEN (docs/slack.pt-BR.md)",
        "Slack           SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md)",
    ),
    "banner.teams_how": (
        "Teams           TEAMS_APP_ID, senha e tenant (docs/teams.pt-BR.md)",
        "Teams           TEAMS_APP_ID, password and tenant (docs/teams.md)",
    ),
    "banner.stop": ("Ctrl-C encerra.", "Ctrl-C stops it."),
    "banner.unknown": (
        "{names}: não é configuração do Resync. Erro de digitação?",
        "{names}: no setting of Resync. Mistyped?",
    ),
}

PHRASES |= {
    "doctor.good": ("Tudo em ordem.", "Everything is in order."),
    "doctor.unseen": ("não verificado", "not checked"),
    "doctor.not_all": (
        "Nada de errado; {count} {count|item não foi verificado|itens não foram verificados}.",
        "Nothing is wrong; {count} {count|thing was|things were} not checked.",
    ),
    "doctor.warned": (
        "Nada impede o trabalho; {count} {count|aviso|avisos} a conferir (!), acima.",
        "Nothing stands in the way; {count} {count|warning|warnings} to look at (!), above.",
    ),
    "doctor.bad": (
        "{count} {count|problema|problemas} a resolver, acima.",
        "{count} {count|problem|problems} to solve, above.",
    ),
    "doctor.version": ("Resync {version}, Python {python}", "Resync {version}, Python {python}"),
    "doctor.settings": ("Configuração: lida", "Settings: read"),
    "doctor.unknown": ("{name}: não é configuração do Resync", "{name}: no setting of Resync"),
    "doctor.unknown_near": ("Você quis dizer {near}?", "Did you mean {near}?"),
    "doctor.unknown_how": ("Confira o nome na tabela do README.", "Check the name in the README's table."),
    "doctor.data": ("Dados: a pasta {folder} pode ser gravada", "Data: the folder {folder} can be written"),
    "doctor.serving": ("Porta: um Resync já atende em {address}", "Port: a Resync already serves at {address}"),
    "doctor.port": ("Porta {port}: livre", "Port {port}: free"),
    "doctor.port_taken": (
        "Porta {port}: ocupada por outro programa, talvez um Resync com outra pasta de dados",
        "Port {port}: taken by another program, perhaps a Resync with another data folder",
    ),
    "doctor.port_how": (
        "Encerre o outro programa ou escolha outra RESYNC_PORT.",
        "Stop the other program or choose another RESYNC_PORT.",
    ),
    "doctor.simulated": (
        "HWA: nenhum configurado, o simulado será usado",
        "HWA: none is configured, the simulated one will be used",
    ),
    "doctor.simulated_how": (
        "Para um HWA real: TWS_URL, TWS_USER e TWS_PASSWORD.",
        "For a real HWA: TWS_URL, TWS_USER and TWS_PASSWORD.",
    ),
    "doctor.secret": (
        "HWA {environment}: a variável {variable}, que resync.toml menciona, está vazia",
        "HWA {environment}: the variable {variable}, which resync.toml names, is empty",
    ),
    "doctor.secret_how": (
        "Defina {variable} no ambiente ou em .env.",
        "Set {variable} in the environment or in .env.",
    ),
    "doctor.chroma": ("Chroma: responde em {url}", "Chroma: answers at {url}"),
    "doctor.chroma_silent": ("Chroma: não responde em {url} ({reason})", "Chroma: no answer at {url} ({reason})"),
    "doctor.chroma_how": (
        "Confira RESYNC_CHROMA_URL e se o servidor está no ar; até lá a busca usa só códigos, palavras e nomes.",
        "Check RESYNC_CHROMA_URL, and that the server is up; until then only codes, words and names are searched.",
    ),
    "doctor.embeddings": (
        "Embeddings {name}: o pacote carrega; chave e respostas",
        "Embeddings {name}: the package loads; key and answers",
    ),
    "doctor.embeddings_bad": ("Embeddings {name}: {reason}", "Embeddings {name}: {reason}"),
    "doctor.embeddings_how": (
        '`resync search "ORA-01555"` pede um embedding e mostra se o provedor responde.',
        '`resync search "ORA-01555"` asks for an embedding, and shows whether the provider answers.',
    ),
    "doctor.slack_off": (
        "Slack: desligado, pois SLACK_BOT_TOKEN está vazio",
        "Slack: off, as SLACK_BOT_TOKEN is empty",
    ),
    "doctor.slack_how": (
        "Copie o token xoxb-… de OAuth & Permissions para SLACK_BOT_TOKEN (docs/slack.pt-BR.md).",
        "Copy the token xoxb-… of OAuth & Permissions into SLACK_BOT_TOKEN (docs/slack.md).",
    ),
    "doctor.teams_off": ("Teams: desligado, pois TEAMS_APP_ID está vazio", "Teams: off, as TEAMS_APP_ID is empty"),
    "doctor.teams_how": (
        "Copie o Application (client) ID do registro do app para TEAMS_APP_ID (docs/teams.pt-BR.md).",
        "Copy the Application (client) ID of the app's registration into TEAMS_APP_ID (docs/teams.md).",
    ),
    "doctor.hwa": (
        "HWA {environment}: versão {version}, API v{api}, fuso {zone}",
        "HWA {environment}: release {version}, API v{api}, time zone {zone}",
    ),
    "doctor.hwa_plan": (
        "HWA {environment}: o plano tem {count} {count|job|jobs}",
        "HWA {environment}: the plan has {count} {count|job|jobs}",
    ),
    "doctor.unverified": (
        "HWA {environment}: o certificado não é verificado (TWS_VERIFY=false)",
        "HWA {environment}: the certificate is not verified (TWS_VERIFY=false)",
    ),
    "doctor.unverified_how": (
        "Informe TWS_CA_FILE e retire TWS_VERIFY.",
        "Give TWS_CA_FILE and take TWS_VERIFY away.",
    ),
    "doctor.store": ("Banco de dados: abre e responde", "Database: opens and answers"),
    "doctor.sheet": (
        "Planilha {file}: {count} {count|entrada|entradas}, {findings} a corrigir",
        "Sheet {file}: {count} {count|entry|entries}, {findings} to mend",
    ),
    "doctor.sheet_how": (
        "`resync index --check` mostra cada célula a corrigir.",
        "`resync index --check` shows each cell to mend.",
    ),
    "doctor.embedded": ("Modelo: o embutido, sem chave e sem rede", "Model: the embedded one, no key and no network"),
    "doctor.llm": (
        "Modelo {model}: o pacote carrega; chave e respostas",
        "Model {model}: the package loads; key and answers",
    ),
    "doctor.llm_how": (
        '`resync ask "saúde do ambiente"` pergunta a ele e mostra se o provedor responde.',
        '`resync ask "environment health"` asks it, and shows whether the provider answers.',
    ),
    "doctor.open": ("Console: só nesta máquina", "Console: on this machine only"),
    "doctor.token": ("Console: em {host}, com token", "Console: at {host}, with a token"),
    "index.read": (
        "{files} {files|arquivo|arquivos}, {entries} {entries|entrada|entradas}, {findings} {findings|achado|achados}",
        "{files} {files|file|files}, {entries} {entries|entry|entries}, {findings} {findings|finding|findings}",
    ),
    "index.reading": ("Lendo {file}…", "Reading {file}…"),
    "index.progress": ("Indexando", "Indexing"),
    "index.done": ("Índice pronto.", "Index ready."),
    "index.where": ("Onde", "Where"),
    "index.what": ("O quê", "What"),
    "index.how": ("Como corrigir", "How to mend it"),
    "index.not_served": (
        "Um Resync atende com estes dados e lê outros arquivos: nada foi indexado. Ponha este em RESYNC_KNOWLEDGE.",
        "A Resync serves with this data and reads other files: nothing was indexed. Put this into RESYNC_KNOWLEDGE.",
    ),
    "index.serving": (
        "Um Resync atende com estes dados e relê a planilha sozinho: nada a fazer.",
        "A Resync serves with this data and reads the sheet again by itself: nothing to do.",
    ),
}
