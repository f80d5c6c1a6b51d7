"""What is wrong with a setting, with resync.toml, or with what they name, and what would be right."""

PHRASES: dict[str, tuple[str, str]] = {
    "setting.wrong": ("{what} está errado: {reason}", "{what} is wrong: {reason}"),
    "setting.not_utf8": ("{file} não está em UTF-8: salve-o em UTF-8.", "{file} is not UTF-8 text: save it as UTF-8."),
    "setting.unreadable": ("{file} não pode ser lido: {reason}.", "{file} cannot be read: {reason}."),
    "setting.open_to_others": (
        "RESYNC_HOST={host} é alcançado por outras máquinas: defina também RESYNC_WEB_TOKEN, ou RESYNC_HOST=127.0.0.1",
        "RESYNC_HOST={host} can be reached from other machines: set RESYNC_WEB_TOKEN as well, or RESYNC_HOST=127.0.0.1",
    ),
    "setting.two_masters": (
        "TWS_URL e [[environment]] em resync.toml estão definidos ao mesmo tempo: fique com um dos dois",
        "TWS_URL and [[environment]] in resync.toml are both set: keep one of them",
    ),
    "setting.near": ("; você quis dizer {near}?", "; did you mean {near}?"),
    "toml.invalid": (
        "{file} não é TOML válido na linha {line}, coluna {column}: faltam aspas, colchete, sinal de = ou vírgula?",
        "{file} is not valid TOML at line {line}, column {column}: a quote, bracket, = or comma missing?",
    ),
    "toml.cut_off": (
        "{file} não é TOML válido: acaba no meio, faltam aspas ou colchete?",
        "{file} is not valid TOML: it ends in the middle, a quote or bracket missing?",
    ),
    "toml.unknown_near": (
        "a chave {named} não existe; você quis dizer {near}?",
        "there is no key {named}; did you mean {near}?",
    ),
    "toml.unknown": ("a chave {named} não existe; existem {known}.", "there is no key {named}; there are {known}."),
    "toml.missing": ("falta {named}.", "{named} is missing."),
}

PHRASES |= {
    "takes.address": (
        "deve ser um endereço como https://hwa.example.com:31116",
        "it takes an address like https://hwa.example.com:31116",
    ),
    "takes.no_user": (
        "não pode conter usuário nem senha, que têm configurações próprias",
        "it must not carry a user or password, which have settings of their own",
    ),
    "takes.zone": (
        "deve ser um fuso horário IANA como America/Sao_Paulo{near}",
        "it takes an IANA time zone like America/Sao_Paulo{near}",
    ),
    "takes.existing_file": (
        "o arquivo não existe; confira o caminho",
        "the file does not exist; check the path",
    ),
    "takes.certificates": (
        "o arquivo não contém certificado PEM; informe o da autoridade que assinou o do HWA",
        "the file holds no PEM certificate; give that of the authority that signed HWA's",
    ),
    "takes.model": (
        "deve ser provedor:modelo, como openai:gpt-4o-mini, ou nada para o embutido",
        "it takes provider:model, like openai:gpt-4o-mini, or nothing for the embedded one",
    ),
    "takes.environment_name": (
        "deve ter de 1 a 40 letras sem acento, algarismos, _ ou -",
        "it takes 1 to 40 letters without accents, digits, _ or -",
    ),
    "takes.channel": (
        "deve ser plataforma:destino, e as plataformas são {platforms}{near}",
        "it takes platform:target, the platform being one of {platforms}{near}",
    ),
    "takes.pattern": (
        "deve ser um nome ou padrão de nomes como PAY_*, com @, * e ?, e /PASTA/ antes dele se preciso",
        "it takes a name or a pattern of names like PAY_*, with @, * and ?, and /FOLDER/ before it if need be",
    ),
    "takes.clock": ('deve ser um horário local como "22:00"', 'it takes a local time like "22:00"'),
    "takes.moment": (
        "deve ser um momento como 2026-11-22T22:00:00, hora local se não disser o fuso",
        "it takes a moment like 2026-11-22T22:00:00, local time where it has no offset",
    ),
    "takes.clock_or_moment": (
        'deve ser um horário local como "22:00" ou um momento como 2026-11-22T22:00:00',
        'it takes a local time like "22:00" or a moment like 2026-11-22T22:00:00',
    ),
    "takes.days": (
        'deve ser uma lista de dias como ["seg", "ter"] ou ["mon", "tue"]',
        'it takes days like ["mon", "tue"] or ["seg", "ter"]',
    ),
    "takes.once": (
        "um momento em from pede until, sem to nem days",
        "from a moment takes until, and neither to nor days",
    ),
    "takes.weekly": (
        "um horário em from pede to (e days), sem until",
        "from a time of day takes to (and days), and not until",
    ),
    "takes.somebody": (
        "é preciso um channel, um mention, ou os dois",
        "it takes a channel, a mention, or both",
    ),
    "takes.one_of": ("deve ser um destes: {values}{near}", "it takes one of {values}{near}"),
    "takes.whole": ("deve ser um número inteiro", "it takes a whole number"),
    "takes.number": ("deve ser um número", "it takes a number"),
    "takes.at_least": ("deve ser no mínimo {limit}", "it takes at least {limit}"),
    "takes.at_most": ("deve ser no máximo {limit}", "it takes at most {limit}"),
    "takes.yes_or_no": ("deve ser true ou false", "it takes true or false"),
    "takes.text": ("deve ser um texto entre aspas", "it takes text in quotes"),
    "takes.line": (
        "deve ser um texto de uma só linha, de 1 a 300 caracteres",
        "it takes text of one line, 1 to 300 characters",
    ),
    "takes.list": ("deve ser uma lista, entre colchetes", "it takes a list, in brackets"),
    "takes.entries": (
        "deve ser uma lista de tabelas, escritas como [[{table}]]",
        "it takes a list of tables, written as [[{table}]]",
    ),
    "takes.some": ("deve ter ao menos um valor", "it takes at least one value"),
    "takes.table": ("deve ser uma tabela", "it takes a table"),
    "takes.path": ("deve ser o caminho de um arquivo", "it takes the path of a file"),
    "takes.something_else": ("este valor não serve aqui", "this value does not do here"),
}

PHRASES |= {
    "because.missing": ("não existe", "it does not exist"),
    "because.denied": ("este usuário não tem permissão", "this user may not"),
    "because.no_folder": ("no caminho há um arquivo que não é pasta", "a part of its path is a file, not a folder"),
    "because.folder": ("é uma pasta", "it is a folder"),
    "because.read_only": ("o disco é só de leitura", "the disk is read-only"),
    "because.full": ("o disco está cheio", "the disk is full"),
    "start.folder": (
        "RESYNC_DATA_DIR={folder} não pode ser criado ({reason}): corrija o caminho ou escolha outro.",
        "RESYNC_DATA_DIR={folder} cannot be made ({reason}): correct the path, or name another.",
    ),
    "start.folder_locked": (
        "RESYNC_DATA_DIR={folder} não pode ser gravado: dê permissão a este usuário, ou escolha outro.",
        "RESYNC_DATA_DIR={folder} cannot be written: give this user the right, or name another.",
    ),
    "start.knowledge_missing": (
        "RESYNC_KNOWLEDGE informa {files}, que não existe: corrija o caminho.",
        "RESYNC_KNOWLEDGE names {files}, which does not exist: correct the path.",
    ),
    "start.another": (
        "Outro Resync (processo {process}) usa {folder}: encerre-o, ou dê a este outro RESYNC_DATA_DIR.",
        "Another Resync (process {process}) uses {folder}: stop it, or give this one another RESYNC_DATA_DIR.",
    ),
    "start.port_taken": (
        "A porta {port} de {host} está em uso: encerre quem a usa, ou escolha outra RESYNC_PORT.",
        "Port {port} of {host} is in use: stop what uses it, or set RESYNC_PORT to another.",
    ),
    "start.port_rights": (
        "RESYNC_PORT={port} pede mais direitos: escolha uma acima de 1023.",
        "RESYNC_PORT={port} needs more rights: take one above 1023.",
    ),
    "start.host": (
        "RESYNC_HOST={host} não é endereço desta máquina: use 127.0.0.1, ou 0.0.0.0 para todos os dela.",
        "RESYNC_HOST={host} is no address of this machine: take 127.0.0.1, or 0.0.0.0 for all of them.",
    ),
    "start.deaf": (
        "Não é possível escutar em {host}:{port} ({reason}): escolha outra RESYNC_PORT.",
        "Nothing can listen on {host}:{port} ({reason}): set RESYNC_PORT to another.",
    ),
    "start.simulator": (
        "O simulador não iniciou: `resync simulate` mostra por quê.",
        "The simulator did not start: `resync simulate` shows why.",
    ),
    "start.extra": (
        "{setting} está definido, mas {library} não está instalado: instale o Resync com o extra `{extra}`.",
        "{setting} is set, but {library} is not installed: install Resync with its extra `{extra}`.",
    ),
    "start.database_address": (
        "RESYNC_DATABASE_URL deve ser sqlite:////caminho/resync.db ou postgresql://usuario:senha@servidor/resync.",
        "RESYNC_DATABASE_URL takes sqlite:////path/resync.db or postgresql://user:password@host/resync.",
    ),
    "start.database_kind": (
        "RESYNC_DATABASE_URL deve ser sqlite ou postgresql, e não {kind}.",
        "RESYNC_DATABASE_URL takes sqlite or postgresql, not {kind}.",
    ),
    "start.database_driver": (
        "RESYNC_DATABASE_URL é {kind}, mas o driver {driver} não está instalado: instale o extra `postgres`.",
        "RESYNC_DATABASE_URL names {kind}, whose driver {driver} is not installed: install the extra `postgres`.",
    ),
    "start.database": (
        "O banco de dados {address} não pode ser usado ({reason}): confira RESYNC_DATABASE_URL e se ele está no ar.",
        "The database {address} cannot be used ({reason}): check RESYNC_DATABASE_URL, and that it is up.",
    ),
    "start.database_folder": (
        "A pasta {folder} do banco de dados não pode ser criada: {reason}.",
        "The folder {folder} of the database cannot be made: {reason}.",
    ),
    "start.database_silent": ("O banco de dados não responde: {reason}.", "The database does not answer: {reason}."),
    "start.database_newer": (
        "Um Resync mais novo gravou o banco (esquema {version}; este conhece {head}): atualize, ou use outro banco.",
        "A newer Resync wrote the database (schema {version}; this one knows {head}): update, or use another database.",
    ),
    "start.memory": (
        "{file} não pode ser usado ({reason}): mova-o para outro lugar, e as conversas começam de novo.",
        "{file} cannot be used ({reason}): move it away, and conversations begin anew.",
    ),
    "start.model_package": (
        "RESYNC_MODEL={model} precisa do pacote {package}: instale-o junto do Resync.",
        "RESYNC_MODEL={model} needs the package {package}: install it into the same place.",
    ),
    "start.model": (
        "RESYNC_MODEL={model} não pode ser usado: {reason}",
        "RESYNC_MODEL={model} cannot be used: {reason}",
    ),
    "start.no_chat_model": (
        "RESYNC_MODEL={model} não é um modelo de chat.",
        "RESYNC_MODEL={model} names no chat model.",
    ),
    "start.index": (
        "O índice da planilha não pode ser usado: {reason}",
        "The index of the sheet cannot be used: {reason}",
    ),
    "here.silent": (
        "O HWA não respondeu: os horários são do relógio desta máquina, no fuso {zone}.",
        "HWA did not answer: times are of this machine's clock, in time zone {zone}.",
    ),
    "start.served_silent": (
        "O Resync em {address} não respondeu: {reason}.",
        "The Resync at {address} did not answer: {reason}.",
    ),
    "start.served_foreign": (
        "O que responde em {address} não fala como este Resync.",
        "What answers at {address} does not speak as this Resync does.",
    ),
}
