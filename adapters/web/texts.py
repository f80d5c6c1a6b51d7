"""Every sentence of the page and of its refusals, Portuguese and English side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping

DEFAULT = "pt"
COOKIE = "resync_language"

_TEXTS: dict[str, tuple[str, str]] = {
    # Refusals
    "bad_json": ("O corpo não é um objeto JSON válido.", "The body is not a valid JSON object."),
    "no_text": ('Falta o campo "text" com a pergunta.', 'The field "text" with the question is missing.'),
    "empty_text": ("A pergunta está vazia.", "The question is empty."),
    "too_long": (
        "A pergunta passa de 100 KB. Envie só o trecho do log que mostra o erro.",
        "The question is longer than 100 KB. Send only the part of the log that shows the error.",
    ),
    "bad_conversation": (
        'O campo "conversation" deve ser um texto de até 200 caracteres.',
        'The field "conversation" must be a text of at most 200 characters.',
    ),
    "bad_language": (
        'O campo "language" aceita "pt" ou "en".',
        'The field "language" takes "pt" or "en".',
    ),
    "no_answer": (
        "Não consegui concluir a resposta. O motivo está no log do Resync.",
        "I could not finish the answer. The reason is in Resync's log.",
    ),
    "no_list": ("Não há lista por trás deste cartão.", "There is no list behind this card."),
    "unknown_action": ("Este botão não faz nada aqui.", "This button does nothing here."),
    "needs_token": (
        "Acesso só com o token: envie o cabeçalho Authorization: Bearer.",
        "Access needs the token: send the header Authorization: Bearer.",
    ),
    "wrong_host": (
        "Este endereço não é servido. Abra o console por localhost ou pelo nome configurado.",
        "This address is not served. Open the console at localhost or at the configured name.",
    ),
    "wrong_origin": (
        "Pedido recusado: ele veio de outra página.",
        "Request refused: it came from another page.",
    ),
    # Signing in
    "sign_in_title": ("Entrar no Resync", "Sign in to Resync"),
    "sign_in_hint": (
        "Peça o token a quem administra o Resync (RESYNC_WEB_TOKEN).",
        "Ask whoever runs Resync for the token (RESYNC_WEB_TOKEN).",
    ),
    "sign_in_label": ("Token de acesso", "Access token"),
    "sign_in_button": ("Entrar", "Sign in"),
    "sign_in_wrong": ("Este token não confere.", "That is not the token."),
    # Frame
    "tagline": ("plantão do HCL Workload Automation", "on call for HCL Workload Automation"),
    "needs_script": ("Esta página precisa de JavaScript.", "This page needs JavaScript."),
    "language": ("Idioma", "Language"),
    "simulator": ("simulador", "simulator"),
    "simulator_hint": (
        "Dados simulados: nenhum HWA está configurado (TWS_URL).",
        "Simulated data: no HWA is configured (TWS_URL).",
    ),
    "fresh": ("dados de {time}", "data as of {time}"),
    "fresh_none": ("ainda sem dados", "no data yet"),
    "stale": (
        "Sem contato com o Resync desde {time}. Tentando de novo…",
        "No contact with Resync since {time}. Trying again…",
    ),
    "back": ("Contato restabelecido.", "Contact restored."),
    "skip": ("Ir para a pergunta", "Skip to the question"),
    # Health
    "health": ("Saúde do ambiente", "Health of the environment"),
    "verdict_good": ("Tudo em ordem", "All in order"),
    "verdict_warning": ("Requer atenção", "Needs attention"),
    "verdict_bad": ("Com problemas", "In trouble"),
    "verdict_unknown": ("Sem resposta do HWA", "No answer from HWA"),
    "health_unread": ("Estado do ambiente desconhecido", "State of the environment unknown"),
    "not_read": ("não lido", "not read"),
    "last_answer": ("última resposta às {time}", "last answer at {time}"),
    "tile_in_error": ("em erro", "in error"),
    "tile_late": ("atrasados", "late"),
    "tile_running": ("executando", "running"),
    "tile_waiting": ("aguardando", "waiting"),
    "tile_workstations": ("workstations fora", "workstations down"),
    "tile_prompts": ("prompts", "prompts"),
    "tile_plan": ("do plano concluído", "of the plan done"),
    "ask_in_error": ("Quais jobs estão em erro?", "Which jobs are in error?"),
    "ask_late": ("Quais jobs estão atrasados?", "Which jobs are late?"),
    "ask_running": ("Quais jobs estão executando agora?", "Which jobs are running now?"),
    "ask_waiting": ("Quantos jobs estão aguardando?", "How many jobs are waiting?"),
    "ask_workstations": ("Qual o status das workstations?", "What is the status of the workstations?"),
    "ask_prompts": ("Há prompts esperando resposta?", "Are there prompts waiting for a reply?"),
    "ask_plan": ("Qual é o plano atual?", "What is the current plan?"),
    # Alerts
    "alerts": ("Alertas", "Alerts"),
    "no_alerts": ("Nenhum alerta aberto.", "No open alerts."),
    "no_alerts_hint": (
        "O que precisar de alguém aparece aqui sozinho: job em ABEND ou FAIL, prazo em risco, workstation fora.",
        "What needs somebody appears here by itself: a job in ABEND or FAIL, a deadline at risk, a workstation down.",
    ),
    "alerts_unread": ("Ainda não sei quais alertas estão abertos.", "I do not know yet which alerts are open."),
    "new_alert": ("Novo alerta: {title}", "New alert: {title}"),
    "alert_closed": ("Alerta encerrado: {title}", "Alert closed: {title}"),
    "state_open": ("aberto", "open"),
    "state_acknowledged": ("em atendimento", "being handled"),
    "state_rerunning": ("em nova execução", "rerunning"),
    "state_unreachable": ("sem contato", "out of reach"),
    "state_recovered": ("recuperado", "recovered"),
    "state_cancelled": ("cancelado", "cancelled"),
    "state_gone": ("fora do plano", "no longer in the plan"),
    "state_storm": ("muitos de uma vez", "many at once"),
    "state_standing": ("já estavam", "stood already"),
    "kind_abend": ("ABEND", "ABEND"),
    "kind_fail": ("FAIL", "FAIL"),
    "kind_stuck": ("job stream parada", "job stream stuck"),
    "kind_late": ("atrasado", "late"),
    "kind_at_risk": ("prazo em risco", "deadline at risk"),
    "kind_overrun": ("execução longa", "long run"),
    "kind_workstation": ("workstation", "workstation"),
    "kind_prompt": ("prompt", "prompt"),
    "kind_plan": ("plano", "plan"),
    "kind_hwa": ("HWA", "HWA"),
    "severity_critical": ("crítica", "critical"),
    "severity_high": ("alta", "high"),
    "severity_normal": ("normal", "normal"),
    "severity_low": ("baixa", "low"),
    "severity": ("severidade {severity}", "severity {severity}"),
    "effects_one": ("+1 segue deste", "+1 follows"),
    "effects_many": ("+{count} seguem deste", "+{count} follow"),
    "list_show": ("Ver a lista completa", "Show the complete list"),
    "list_hide": ("Fechar a lista", "Close the list"),
    "list_reading": ("lendo a lista…", "reading the list…"),
    "list_total": ("{count} ao todo", "{count} in all"),
    "list_unread": ("Não consegui ler a lista.", "I could not read the list."),
    "column_job": ("O quê", "What"),
    "column_status": ("Estado", "Status"),
    "column_return_code": ("RC", "RC"),
    "column_workstation": ("Workstation", "Workstation"),
    "column_since": ("Desde", "Since"),
    "critical": ("crítico", "critical"),
    "solve_title": ("O que resolveu?", "What solved it?"),
    "solve_hint": (
        "Na próxima vez que este erro acontecer, o cartão diz isto.",
        "The next time this error happens, the card says this.",
    ),
    "solve_send": ("Guardar", "Keep"),
    "solve_cancel": ("Cancelar", "Cancel"),
    "thread": ("Histórico", "History"),
    # Chat
    "chat": ("Conversa", "Chat"),
    "placeholder": ("Pergunte sobre um job…", "Ask about a job…"),
    "question": ("Sua pergunta", "Your question"),
    "send": ("Enviar", "Send"),
    "stop": ("Parar", "Stop"),
    "stopped": ("Pergunta cancelada.", "Question cancelled."),
    "thinking": ("entendendo a pergunta…", "reading the question…"),
    "steps_one": ("1 passo · {seconds} s", "1 step · {seconds} s"),
    "steps_many": ("{count} passos · {seconds} s", "{count} steps · {seconds} s"),
    "retry": ("Tentar de novo", "Try again"),
    "unreachable": (
        "Não consegui falar com o Resync. Ele pode estar reiniciando.",
        "I could not reach Resync. It may be restarting.",
    ),
    "broken_off": (
        "A resposta parou no meio. O motivo está no log do Resync.",
        "The answer stopped halfway. The reason is in Resync's log.",
    ),
    "welcome": ("O que está acontecendo?", "What is going on?"),
    "welcome_hint": (
        "Pergunte em português ou inglês. Eu só leio o HWA, nunca altero nada.",
        "Ask in Portuguese or English. I only read from HWA, I never change anything.",
    ),
    "example_1": ("Resuma a saúde do ambiente.", "Sum up the health of the environment."),
    "example_2": (
        "Mostre-me os jobs que falharam nas últimas 3 horas.",
        "Show me the jobs that failed in the last 3 hours.",
    ),
    "example_3": (
        "Qual o status do job FINAL_BATCH_PAYROLL?",
        "What is the status of job FINAL_BATCH_PAYROLL?",
    ),
    "example_4": ("O que você sabe fazer?", "What can you do?"),
    "more_rows": ("e mais {count}", "and {count} more"),
    "copy": ("Copiar", "Copy"),
    "copied": ("Copiado", "Copied"),
    "tone_good": ("Bom", "Good"),
    "tone_warning": ("Atenção", "Warning"),
    "tone_bad": ("Erro", "Error"),
    "tone_neutral": ("Informação", "Information"),
    # Keys
    "shortcuts": ("Atalhos do teclado", "Keyboard shortcuts"),
    "key_focus": ("ir para a pergunta", "go to the question"),
    "key_send": ("enviar; com Shift, nova linha", "send; with Shift, a new line"),
    "key_history": ("perguntas anteriores", "earlier questions"),
    "key_escape": ("cancelar a pergunta em curso", "cancel the running question"),
    "key_alerts": ("ir para os alertas", "go to the alerts"),
    "key_move": ("alerta seguinte, anterior", "next alert, previous alert"),
    "key_language": ("trocar de idioma", "switch language"),
    "key_help": ("esta lista", "this list"),
    "close": ("Fechar", "Close"),
}

TEXTS: dict[str, dict[str, str]] = {
    code: {name: both[column] for name, both in _TEXTS.items()} for column, code in enumerate(("pt", "en"))
}

_CHOSEN = re.compile(rf"(?:^|;\s*){COOKIE}=(pt|en)(?:;|$)")


def text(language: str, name: str) -> str:
    """The sentence `name` in a language; Portuguese where it is none of ours."""
    return TEXTS.get(language, TEXTS[DEFAULT])[name]


def language_of(headers: Mapping[str, str], default: str = DEFAULT) -> str:
    """The language a browser wants: what its reader chose on the page, else the first of ours in Accept-Language."""
    chosen = _CHOSEN.search(headers.get("Cookie", ""))
    if chosen:
        return chosen[1]
    for wanted in headers.get("Accept-Language", "").lower().split(","):
        code = wanted.strip()[:2]
        if code in TEXTS:
            return code
    return default


def page_texts(language: str) -> dict[str, str]:
    """All sentences in one language, as the page takes them."""
    return TEXTS.get(language, TEXTS[DEFAULT])
