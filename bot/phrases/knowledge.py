"""What the operators' sheet says, and how sure that is."""

PHRASES: dict[str, tuple[str, str]] = {
    "knowledge.known": ("Solução conhecida para {subject}", "Known solution for {subject}"),
    "knowledge.possible": ("Possivelmente relacionado a {subject}", "Possibly related to {subject}"),
    "knowledge.none": ("A planilha não tem solução para {subject}", "The sheet has no solution for {subject}"),
    "knowledge.facts": ("O que a planilha diz sobre {subject}", "What the sheet says about {subject}"),
    "knowledge.this": ("este erro", "this error"),
    "knowledge.section.known": ("Solução conhecida", "Known solution"),
    "knowledge.section.possible": (
        "Possivelmente relacionado; confira antes de aplicar",
        "Possibly related; check before applying",
    ),
    "knowledge.section.none": ("A planilha não conhece este erro.", "The sheet does not know this error."),
    "knowledge.solution": ("Solução", "Solution"),
    "knowledge.others": ("Outras linhas que podem servir", "Other rows that may fit"),
    "knowledge.other": ("linha {row}: {text}", "row {row}: {text}"),
    "knowledge.responsible": ("Quem cuida de {name}", "Who looks after {name}"),
    "knowledge.ask": ("Pergunte a quem cuida de {name}", "Ask who looks after {name}"),
    "knowledge.nobody": (
        "A planilha não diz quem cuida deste job.",
        "The sheet does not say who looks after this job.",
    ),
    "knowledge.source": ("Fonte: {file}, aba {sheet}, linha {row}", "Source: {file}, sheet {sheet}, row {row}"),
    "knowledge.expired": ("{day} (vencido)", "{day} (expired)"),
    "knowledge.errors": ("Erros conhecidos deste job", "Known errors of this job"),
    "knowledge.silent": ("A planilha não fala de {subject}", "The sheet does not mention {subject}"),
    "knowledge.add": (
        "Quando resolver, acrescente uma linha na planilha: ela passa a valer para todos.",
        "Once solved, add a row to the sheet: it then serves everyone.",
    ),
    "diagnosis.blocked": ("{n} {n|job espera|jobs esperam} por ele", "{n} {n|job waits|jobs wait} for it"),
    "diagnosis.least": (
        "Pelo menos {n} {n|job espera|jobs esperam} por ele",
        "At least {n} {n|job waits|jobs wait} for it",
    ),
    "diagnosis.nothing": ("Nada espera por ele.", "Nothing waits for it."),
    "diagnosis.streams": ("em {streams}", "in {streams}"),
    "diagnosis.critical": ("críticos atrás dele: {names}", "critical behind it: {names}"),
    "diagnosis.impact": ("Impacto", "Impact"),
    "diagnosis.no_lines": ("O log não tem linhas de erro reconhecíveis.", "The log has no recognisable error lines."),
    "diagnosis.unread": ("Não consegui ler: {parts}.", "Could not read: {parts}."),
}
