"""Every sentence that Slack itself is given, Portuguese and English side by side."""

from __future__ import annotations

from bot.phrases import PHRASES

DEFAULT = "pt"

_TEXTS: dict[str, tuple[str, str]] = {
    "more_above": ("… mais {count} caracteres acima", "… {count} more characters above"),
    "more_parts": (
        "Há mais {count} partes que não cabem aqui; pergunte para vê-las.",
        "There are {count} more parts that do not fit here; ask to see them.",
    ),
    "thinking": ("está lendo o plano…", "is reading the plan…"),
    "stopped": ("Parei. É só perguntar de novo.", "Stopped. Just ask again."),
    "good_answer": ("Ajudou", "Helpful"),
    "bad_answer": ("Não ajudou", "Not helpful"),
    "judged": ("Obrigado, anotei.", "Thank you, noted."),
    "share": ("Publicar no canal", "Post to channel"),
    "shared_by": ("publicado por", "posted by"),
    "asked_from_home": ("Você perguntou no início do app:", "You asked in the app's home:"),
    "cannot_post": (
        "Ainda não posso escrever neste canal: convide-me com /invite.",
        "I may not write in this channel yet: invite me with /invite.",
    ),
    "cannot_post_now": (
        "O Slack não aceitou a publicação ({error}). Tente de novo daqui a pouco.",
        "Slack did not take the message ({error}). Please try again in a moment.",
    ),
    "shared_channel": (
        "Este canal é compartilhado com outra empresa, por isso não respondo aqui. Pergunte-me em mensagem direta.",
        "This channel is shared with another company, so I do not answer here. Ask me in a direct message.",
    ),
    "dialogue_expired": (
        "O Slack não abriu o formulário a tempo. Aperte o botão de novo, por favor.",
        "Slack did not open the form in time. Please press the button again.",
    ),
    "language": ("Idioma das minhas respostas para você:", "Language of my answers to you:"),
    "prompts": ("O que você quer saber?", "What would you like to know?"),
    "prompt_health": ("Resuma a saúde do ambiente", "Summarise the health of the environment"),
    "prompt_errors": ("Mostre os jobs com erro nas últimas 3 horas", "Show the jobs in error in the last 3 hours"),
    "prompt_handover": ("Passagem de turno", "Shift handover"),
    "prompt_help": ("O que você sabe fazer?", "What can you do?"),
    "check_token": ("Slack: {bot} está no workspace {team}.", "Slack: {bot} is in the workspace {team}."),
    "check_refused": ("Slack recusou SLACK_BOT_TOKEN: {error}.", "Slack refused SLACK_BOT_TOKEN: {error}."),
    "check_refused_how": (
        "Reinstale o app no workspace e copie o token xoxb-… de OAuth & Permissions.",
        "Reinstall the app in the workspace and copy the xoxb-… token from OAuth & Permissions.",
    ),
    "check_away": (
        "O Slack não responde em {address}: {error}.",
        "Slack does not answer at {address}: {error}.",
    ),
    "check_away_how": (
        "Verifique a rede, o proxy (HTTPS_PROXY) e o endereço (SLACK_API_URL).",
        "Check the network, the proxy (HTTPS_PROXY) and the address (SLACK_API_URL).",
    ),
    "check_scope": (
        "Slack: falta o escopo {scope}; sem ele: {lost}.",
        "Slack: the scope {scope} is missing; without it: {lost}.",
    ),
    "check_scope_how": (
        "Acrescente-o em OAuth & Permissions (ou importe manifests/slack/manifest.yaml) e reinstale o app.",
        "Add it in OAuth & Permissions (or import manifests/slack/manifest.yaml) and reinstall the app.",
    ),
    "check_scopes": ("Slack: todos os escopos necessários.", "Slack: all the scopes that are needed."),
    "check_place": ("Slack: alertas para {channel} (#{called}).", "Slack: alerts go to {channel} (#{called})."),
    "check_place_closed": (
        "Slack: o canal {channel} de resync.toml não recebe alertas: {error}.",
        "Slack: the channel {channel} of resync.toml takes no alerts: {error}.",
    ),
    "check_place_how": (
        "Confira o id e convide o bot no canal com /invite (um canal arquivado precisa ser reaberto).",
        "Check the id, and invite the bot in the channel with /invite (an archived channel has to be reopened).",
    ),
    "check_events": (
        "Slack: o app precisa assinar os eventos {events}.",
        "Slack: the app has to subscribe to the events {events}.",
    ),
    "check_socket": ("Slack: eventos por Socket Mode.", "Slack: events come by Socket Mode."),
    "check_socket_bad": ("Slack recusou SLACK_APP_TOKEN: {error}.", "Slack refused SLACK_APP_TOKEN: {error}."),
    "check_socket_how": (
        "Crie um token de app (xapp-…) com o escopo connections:write em Basic Information e ligue o Socket Mode.",
        "Make an app token (xapp-…) with the scope connections:write in Basic Information and switch Socket Mode on.",
    ),
    "check_http": (
        "Slack: eventos por HTTP em /slack/events, com assinatura.",
        "Slack: events come by HTTP at /slack/events, signed.",
    ),
    "check_deaf": (
        "Slack: nem SLACK_APP_TOKEN nem SLACK_SIGNING_SECRET: o bot publica alertas, mas ninguém consegue perguntar.",
        "Slack: neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET: the bot posts alerts, but nobody can ask.",
    ),
    "check_deaf_how": (
        "Defina SLACK_APP_TOKEN (Socket Mode) ou SLACK_SIGNING_SECRET (HTTP).",
        "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).",
    ),
    "lost_app_mentions:read": (
        "o evento app_mention não chega (perguntas com menção)",
        "the event app_mention does not arrive (questions by mention)",
    ),
    "lost_chat:write": ("nada pode ser publicado", "nothing can be posted"),
    "lost_commands": ("o comando /tws e o atalho não funcionam", "the command /tws and the shortcut do not work"),
    "lost_im:history": (
        "o evento message.im não chega (mensagens diretas)",
        "the event message.im does not arrive (direct messages)",
    ),
    "lost_im:write": (
        "o bot não pode abrir uma conversa com quem perguntou",
        "the bot cannot open a talk with who asked",
    ),
    "lost_channels:history": (
        "o evento message.channels não chega (conversas sem menção) e alertas podem repetir-se após uma queda",
        "the event message.channels does not arrive (follow-ups) and alerts may repeat after a crash",
    ),
    "lost_groups:history": (
        "o mesmo em canais privados (evento message.groups)",
        "the same in private channels (event message.groups)",
    ),
    "lost_channels:read": (
        "o evento member_joined_channel não chega (saudação)",
        "the event member_joined_channel does not arrive (greeting)",
    ),
    "lost_groups:read": ("a saudação em canais privados", "the greeting in private channels"),
    "lost_users:read": ("nomes e idiomas das pessoas", "people's names and languages"),
    "lost_assistant:write": ("sugestões, título e botão de parar", "suggested prompts, titles and the stop button"),
}


def text(language: str, name: str, **values: object) -> str:
    """The sentence `name` in a language, the platform's own or one of all; Portuguese where it is none of ours."""
    pair = _TEXTS.get(name) or PHRASES[f"platform.{name}"]
    return pair[1 if language == "en" else 0].format(**values)
