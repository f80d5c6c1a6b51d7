"""Texts that are no question: attempts to give the bot orders about itself, and pasted logs."""

from __future__ import annotations

import re

from bot.agent.understanding.text import fold

_ORDERS = re.compile(
    r"repeat (?:the|all|everything|your)\b|text above|words above|texto acima|ignor\w* (?:\w+ ){0,4}(?:instru|rule|regra|previous|prior|orden|comando|prompt|guideline|restri)|disregard (?:\w+ ){0,4}(?:instru|rule|previous|prior|above|system)"
    r"|(?:forget|esquec\w*|olvid\w*) (?:\w+ ){0,4}(?:instru|regra|rule|you are|that you|que voce|que e um|que eres|everything|tudo (?:o )?que|previous|anterior|prompt)"
    r"|(?:you are|voce e|vc e|eres) (?:now|agora|ahora)|(?:a partir de agora|from now on),? (?:you|voce|vc)|\b(?:act|aja|atue|behave|haja) (?:as|como) |\bpretend\b|\bfinja\b|\bfaz de conta\b|\bfaca de conta\b"
    r"|system prompt|prompt (?:do|de) sist|(?:your|suas?|tu|tus) (?:\w+ )?(?:instruction|instruco|instrucc|prompt|hidden|internal|regras|rules)"
    r"|(?:developer|debug|admin\w*|god|root|maintenance|manutencao|jailbreak|dan|desenvolvedor|deus|sudo|unrestricted|dev) (?:mode|modo|override)|modo (?:debug|admin\w*|deus|root|desenvolvedor|dev|manutencao|livre|irrestrito|dan)"
    r"|\bjailbreak|\boverride\b|(?:read.?only|somente.leitura)[\w ]{0,30}(?:suspend|off|disabled|desativ|deslig|remov|nao vale|lifted|desabilit)|(?:desativ|deslig|remov|disable|turn off|suspend|bypass|lift)\w* (?:\w+ ){0,3}(?:read.?only|somente.leitura|guard|restri|protec|protect|safety|seguranca)"
    r"|^\s*\W*(?:system|sistema|assistant|developer)\W{0,3}:|\[/?(?:system|inst|sys)\]|<\|?/?(?:system|im_start|im_end|inst|sys|tool)|###\s*(?:system|instru|new)|new instructions?:|novas? instruc\w*:"
    r"|call (?:the )?(?:tool|function)|cham[ae]r? a (?:ferramenta|funcao)|tool_?call|function_call|\brerun_job\b|\bcancel_job\b|do not mention this|nao mencione|without telling|sem avisar ninguem|don.?t tell"
    r"|reveal|revel[ae]|print (?:every|all|your|the) (?:\w+ )?(?:env|secret|token|key|password|prompt|instruc|config)|environment variab|variave\w* de ambiente|(?:drop|delete|truncate) (?:table|from)|\brm -rf|<script|javascript:|\bos\.system|\bsubprocess|\bcat /etc|/etc/passwd"
    r"|as (?:an? )?(?:administrator|admin|root|system),|i am (?:your|the) (?:developer|admin|creator|owner|administrator)|eu sou (?:o )?(?:seu |teu )?(?:desenvolvedor|admin|criador|administrador)|conman\s+[\"'`]|\b(?:rr|sbj|altpri|rj|cj|kj) \S+#"
)
_LOG_LINE = re.compile(
    r"error|erro\b|fatal|abend|exception|failed|falh|denied|refused|cannot|unable|severe|critical|ORA-\d|SQL\d{4}|AWS[A-Z]{2,4}\d{3}|rc=|exit (?:status|code)|not found|timed? ?out|no space",
    re.IGNORECASE,
)
_STRONG_LOG_LINE = re.compile(
    r"ORA-\d|SQL\d{4}|AWS[A-Z]{2,4}\d{3}|fatal|exception|denied|refused|no space|not found|unable|cannot", re.IGNORECASE
)
_ERROR_TEXT = re.compile(
    r"no space|permission denied|access denied|connection (?:refused|reset|closed|timed)|timed? ?out|timeout|time-out|file not found|no such file|out of memory|outofmemory|deadlock|segmentation|file ?system full|tablespace"
    r"|unable to|disk full|(?<!\w)denied|refused|exception|nullpointer|cannot (?:open|allocate|connect|find|access)|could not (?:open|connect|find|resolve|allocate)|core dumped|unique constraint|lock wait|quota|certificate|authentication|logon failed|login failed"
    r"|host unreachable|unreachable host|broken pipe|space left|extent|duplicate key|invalid (?:user|login|password|number|identifier|date|record)|sem espaco|espaco em disco|disco cheio|acesso negado|permissao negada|arquivo (?:nao|inexist|vazio|corrompido|faltando)"
    r"|conexao (?:recusada|caiu|perdida)|sem memoria|memoria insuf|estouro de|chave duplicada|senha expirad|certificado|tabela (?:nao|bloqueada)|registro duplicado|lock (?:de|na|no) |snapshot too old|file (?:is )?(?:empty|missing|locked)|empty file|filesystem|return code \d|\brc ?=? ?\d+|codigo \d+|exit code \d+|erro \d+|error \d+|abend s\w\w\w\b|expired|expirad"
)
_QUOTED = re.compile(r"[\"“'`«]([^\"”'`»]{4,200})[\"”'`»]")


def orders_the_bot(text: str) -> bool:
    """Whether a text tells the bot what to be rather than asks it about the plan."""
    return bool(_ORDERS.search(fold(text[:4000])))


def names_an_error(text: str) -> bool:
    """Whether a text quotes an error's own words."""
    return bool(_ERROR_TEXT.search(fold(text)))


def quotes(text: str) -> bool:
    """Whether something of a few words stands in quotation marks."""
    return any(" " in m.group(1) or m.group(1).isupper() for m in _QUOTED.finditer(text))


def pasted_error_line(text: str) -> str | None:
    """The line of a pasted log that speaks of the error, at most 300 characters; None where no log was pasted."""
    lines = [line.strip() for line in text[:100_000].splitlines() if line.strip()]
    if len(lines) < 3 and len(text) < 600:
        return None
    for wanted in (_STRONG_LOG_LINE, _LOG_LINE):
        found = next((line for line in lines[-400:] if wanted.search(line)), None)
        if found:
            return found[:300]
    return None
