"""Activities as Teams sends them."""

from __future__ import annotations

import itertools
from typing import Any

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
BOT = f"28:{APP}"
OPS = "19:ops@thread.tacv2"
PERSONAL = "a:1operator"
GROUP = "19:group@thread.v2"
TEAM = "99999999-0000-0000-0000-000000000000"
_NUMBERS = itertools.count(1_700_000_000_001)


def number() -> str:
    """A new id of a message."""
    return str(next(_NUMBERS))


def kind_of(conversation: str) -> str:
    if "@thread.tacv2" in conversation:
        return "channel"
    return "groupChat" if "@thread" in conversation else "personal"


def activity(kind: str, service_url: str, conversation: str = OPS, user: str = "ana", **more: Any) -> dict[str, Any]:
    """An activity of a person in a conversation."""
    where = kind_of(conversation)
    data: dict[str, Any] = {"tenant": {"id": TENANT}}
    if where == "channel":
        data |= {"team": {"id": TEAM}, "channel": {"id": conversation.partition(";")[0]}}
    made = {
        "type": kind,
        "id": f"f:{number()}",
        "timestamp": "2026-11-22T03:12:09.000Z",
        "channelId": "msteams",
        "serviceUrl": service_url,
        "from": {"id": f"29:{user}", "name": user.title(), "aadObjectId": f"aad-{user}"},
        "recipient": {"id": BOT, "name": "Resync"},
        "conversation": {"id": conversation, "tenantId": TENANT, "conversationType": where},
        "channelData": data,
        "locale": "pt-BR",
    }
    return {**made, **more}


def message(
    service_url: str, text: str, conversation: str = OPS, *, mention: bool = True, **more: Any
) -> dict[str, Any]:
    """Something that a person wrote; in a channel it mentions the bot."""
    called = mention and kind_of(conversation) != "personal"
    entities = [{"type": "clientInfo", "locale": "pt-BR"}]
    if called:
        text = f"<at>Resync</at>&nbsp;{text}"
        entities.append({"type": "mention", "text": "<at>Resync</at>", "mentioned": {"id": BOT, "name": "Resync"}})
    if kind_of(conversation) == "channel" and ";messageid=" not in conversation:
        conversation = f"{conversation};messageid={number()}"
    return activity("message", service_url, conversation, text=text, entities=entities, **more)


def pressed(
    service_url: str,
    verb: str,
    value: str = "",
    conversation: str = OPS,
    *,
    on: str = "",
    inputs: dict[str, str] | None = None,
    trigger: str = "manual",
    **more: Any,
) -> dict[str, Any]:
    """A button of a card, pressed: a Universal Action."""
    action = {"type": "Action.Execute", "verb": verb, "data": {"verb": verb, "value": value, **(inputs or {})}}
    told = {"action": action, "trigger": trigger}
    return activity(
        "invoke", service_url, conversation, name="adaptiveCard/action", value=told, replyToId=on or number(), **more
    )


def query(service_url: str, letters: str, conversation: str = OPS, **more: Any) -> dict[str, Any]:
    """Letters typed into the compose box."""
    given = [{"name": "job", "value": letters}] if letters else [{"name": "initialRun", "value": "true"}]
    told = {"commandId": "searchJobs", "parameters": given, "queryOptions": {"skip": 0, "count": 25}}
    return activity("invoke", service_url, conversation, name="composeExtension/query", value=told, **more)


def thumb(service_url: str, reaction: str, conversation: str, **more: Any) -> dict[str, Any]:
    """A thumb below an answer."""
    told = {"actionName": "feedback", "actionValue": {"reaction": reaction, "feedback": '{"feedbackText":""}'}}
    return activity("invoke", service_url, conversation, name="message/submitAction", value=told, **more)


def added(service_url: str, conversation: str = OPS, **more: Any) -> dict[str, Any]:
    """The bot was added to a team or chat."""
    return activity("conversationUpdate", service_url, conversation, membersAdded=[{"id": BOT}], **more)
