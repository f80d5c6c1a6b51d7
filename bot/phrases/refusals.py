"""Why a question was not asked: arguments that make no sense."""

PHRASES: dict[str, tuple[str, str]] = {
    "refusal.status": (
        "“{word}” não é estado de job; os estados são {known}",
        "“{word}” is no job status; the statuses are {known}",
    ),
    "refusal.grouping": (
        "não sei agrupar por “{word}”; só por estado, job stream ou workstation",
        "I cannot group by “{word}”; only by status, job stream or workstation",
    ),
    "refusal.time": ("“{word}” não é hora nem data", "“{word}” is neither a time nor a date"),
    "refusal.job": ("falta o nome do job", "the name of the job is missing"),
    "refusal.watch": ("falta o job que devo acompanhar", "the job to watch is missing"),
    "refusal.job_stream": ("falta o nome da job stream", "the name of the job stream is missing"),
    "refusal.run": (
        "{name} tem {count} execuções no plano, e nenhuma delas é a “{word}”",
        "{name} has {count} runs in the plan, and none of them is “{word}”",
    ),
    "refusal.environment": ("não há ambiente “{word}”", "there is no environment “{word}”"),
    "refusal.environments": (
        "não há ambiente “{word}”; há {known}",
        "there is no environment “{word}”; there are {known}",
    ),
    "refusal.argument": ("o argumento {name} não faz sentido", "the argument {name} makes no sense"),
}
