"""Every sentence of Teams' talks, presses and checks, Portuguese and English side by side."""

from __future__ import annotations

from bot.phrases import PHRASES

_SENTENCES: dict[str, tuple[str, str]] = {
    "not_taken": (
        "O Teams não confirmou esta resposta. Se ela não aparecer, pergunte de novo; o registro diz o motivo.",
        "Teams did not confirm this answer. If it does not appear, please ask again; the log says why.",
    ),
    "unfinished": ("Esta resposta não ficou pronta.", "This answer was not finished."),
    "answering": ("Já respondo na conversa.", "I am answering in the thread."),
    "working": (
        "Ainda estou trabalhando nisso; conto o resultado na conversa.",
        "I am still working on that; I will tell the result in the thread.",
    ),
    "repeated": (
        "O Teams não confirmou um envio anterior deste aviso: ele pode aparecer duas vezes.",
        "Teams did not confirm an earlier sending of this notice: it may stand here twice.",
    ),
    "sources": ("Fontes: {marks}", "Sources: {marks}"),
    "source": ("{file}, planilha {sheet}, linha {row}", "{file}, sheet {sheet}, row {row}"),
    "source_about": (
        "Linha da planilha da equipe em que esta resposta se apoia.",
        "Row of the team's sheet that this answer rests on.",
    ),
    "cancelled": (
        "Nada foi guardado. O cartão volta com a próxima mudança.",
        "Nothing was kept. The card comes back with its next change.",
    ),
    "nothing_found": ("Nenhum job com esse nome.", "No job of that name."),
    "search_slow": (
        "O HWA não respondeu a tempo. Tente de novo em instantes.",
        "HWA did not answer in time. Try again in a moment.",
    ),
    "no_app_id": (
        "TEAMS_APP_ID está vazio: defina-o, com TEAMS_APP_PASSWORD e TEAMS_TENANT_ID.",
        "TEAMS_APP_ID is empty: set it, with TEAMS_APP_PASSWORD and TEAMS_TENANT_ID.",
    ),
    "no_password": (
        "TEAMS_APP_ID está definido, mas TEAMS_APP_PASSWORD está vazio: copie o valor do segredo do registro do app.",
        "TEAMS_APP_ID is set, but TEAMS_APP_PASSWORD is empty: copy the value of the secret in the app's registration.",
    ),
    "no_tenant": (
        (
            "TEAMS_APP_ID está definido, mas TEAMS_TENANT_ID está vazio: o bot atende um só tenant; copie o Directory "
            "(tenant) ID do registro do app."
        ),
        (
            "TEAMS_APP_ID is set, but TEAMS_TENANT_ID is empty: the bot serves a single tenant; copy the Directory "
            "(tenant) ID of the app's registration."
        ),
    ),
    "development_elsewhere": (
        (
            "TEAMS_DEVELOPMENT_URL={address} não é desta máquina: um conector de desenvolvimento só vale em "
            "http://127.0.0.1:PORTA; para o Teams de verdade, deixe-o vazio."
        ),
        (
            "TEAMS_DEVELOPMENT_URL={address} is not on this machine: a development connector counts at "
            "http://127.0.0.1:PORT alone; leave it empty for the real Teams."
        ),
    ),
    "development_open": (
        (
            "TEAMS_DEVELOPMENT_URL está definido, e RESYNC_HOST={host} pode ser alcançado por outras máquinas: use "
            "RESYNC_HOST=127.0.0.1 ou deixe TEAMS_DEVELOPMENT_URL vazio."
        ),
        (
            "TEAMS_DEVELOPMENT_URL is set, and RESYNC_HOST={host} can be reached from other machines: use "
            "RESYNC_HOST=127.0.0.1 or leave TEAMS_DEVELOPMENT_URL empty."
        ),
    ),
    "check_token": (
        "Teams: o Microsoft Entra reconhece o app {app}.",
        "Teams: Microsoft Entra knows the app {app}.",
    ),
    "check_refused": ("Teams: {error}.", "Teams: {error}."),
    "check_refused_how": (
        (
            "Confira TEAMS_APP_ID, TEAMS_APP_PASSWORD (o valor do segredo, não o seu id) e TEAMS_TENANT_ID no "
            "registro do app no Entra; veja também se a rede chega a login.microsoftonline.com."
        ),
        (
            "Check TEAMS_APP_ID, TEAMS_APP_PASSWORD (the secret's value, not its id) and TEAMS_TENANT_ID in the app's "
            "registration in Entra; see also that the network reaches login.microsoftonline.com."
        ),
    ),
    "check_anonymous": (
        "Teams: sem app id, qualquer programa desta máquina pode falar com o bot (modo de desenvolvimento).",
        "Teams: without an app id any program of this machine can talk to the bot (development mode).",
    ),
    "check_anonymous_how": (
        "Para o Teams de verdade, defina TEAMS_APP_ID, TEAMS_APP_PASSWORD e TEAMS_TENANT_ID.",
        "For the real Teams set TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID.",
    ),
    "check_endpoint": (
        (
            "Teams: o endereço de mensagens do Azure Bot precisa ser https://SEU-HOST/api/messages. O Teams não deixa "
            "conferir daqui."
        ),
        (
            "Teams: the messaging endpoint of the Azure Bot has to be https://YOUR-HOST/api/messages. Teams does "
            "not let that be seen from here."
        ),
    ),
}


def sentence(language: str, name: str, **values: object) -> str:
    """The sentence `name` in a language, the platform's own or one of all; Portuguese where it is none of ours."""
    pair = _SENTENCES.get(name) or PHRASES[f"platform.{name}"]
    return pair[1 if language == "en" else 0].format(**values)


def sentences() -> dict[str, tuple[str, str]]:
    """All of them, by name."""
    return dict(_SENTENCES)
