"""What `resync search` says: what retrieval saw of a question, and why each row stands where it does."""

PHRASES: dict[str, tuple[str, str]] = {
    "search.known": (
        "Solução conhecida (confiança {confidence}%).",
        "Known solution (confidence {confidence}%).",
    ),
    "search.possible": (
        "Possivelmente relacionado, confira antes de aplicar (confiança {confidence}%).",
        "Possibly related, check before applying (confidence {confidence}%).",
    ),
    "search.none": (
        "A planilha não conhece este erro (a linha mais próxima tem confiança {confidence}%).",
        "The sheet does not know this error (the nearest row has confidence {confidence}%).",
    ),
    "search.nothing": (
        "Nada na planilha se parece com isto.",
        "Nothing in the sheet resembles this.",
    ),
    "search.codes": ("Códigos: {codes}", "Codes: {codes}"),
    "search.phrases": ("Erros reconhecidos: {phrases}", "Recognised errors: {phrases}"),
    "search.lines": ("Linhas que contam:", "Lines that tell:"),
    "search.no_signature": (
        "Nenhum código ou frase de erro reconhecido.",
        "No error code or phrase was recognised.",
    ),
    "search.facts": ("Quem cuida deste job:", "Who looks after this job:"),
    "search.row": ("Onde", "Where"),
    "search.error": ("Erro", "Error"),
    "search.sure": ("Confiança", "Confidence"),
    "search.score": ("Pontos", "Score"),
    "search.why": ("Por quê", "Why"),
    "search.shown": ("mostrada", "shown"),
    "search.part.signature": ("assinatura", "signature"),
    "search.part.words": ("palavras", "words"),
    "search.part.job": ("job", "job"),
    "search.part.another_error": ("outro erro", "another error"),
    "search.part.environment": ("ambiente", "environment"),
    "search.part.expired": ("vencida", "expired"),
    "search.part.helped": ("já resolveu", "helped before"),
    "search.indexing": ("Lendo a planilha", "Reading the sheet"),
    "search.ask_something": (
        'Diga o que procurar: um texto, --job, --log ou --batch. Exemplo: resync search "ORA-01555" --job PAY_CALC.',
        'Say what to look for: a text, --job, --log or --batch. Example: resync search "ORA-01555" --job PAY_CALC.',
    ),
    "search.batch_alone": (
        "--batch traz as próprias perguntas: não combine com texto, --job, --log ou --json.",
        "--batch brings its own questions: do not combine it with a text, --job, --log or --json.",
    ),
    "search.unreadable": (
        "Não consegui ler {file}: {reason}.",
        "Could not read {file}: {reason}.",
    ),
    "search.bad_line": (
        "{file}, linha {line}: {problem} A linha foi pulada.",
        "{file}, line {line}: {problem} The line was skipped.",
    ),
    "search.bad.json": ("não é JSON.", "it is no JSON."),
    "search.bad.object": (
        'não é um objeto como {"qid": "1", "text": "ORA-01555"}.',
        'it is no object like {"qid": "1", "text": "ORA-01555"}.',
    ),
    "search.bad.qid": ("falta o qid.", "the qid is missing."),
    "search.bad.text": ("falta o texto em text.", "text is missing or is no text."),
    "search.bad.job": ("job não é um texto.", "job is no text."),
    "search.bad.log": ("log não é um texto.", "log is no text."),
    "search.bad.environment": ("environment não é um texto.", "environment is no text."),
}
