"""What Slack sends: events, commands, presses, submissions, as its documents give them. Pure."""

from __future__ import annotations

from typing import Any

from tests.adapters.slack.fake.records import Channel, Dict, Message, Person, View
from tests.adapters.slack.fake.workspace import APP, BOT, TEAM

_TOKEN = "verification"  # deprecated by Slack, still sent
_HOME = {"id": TEAM, "domain": "example"}


def event(inner: Dict, *, number: int, at: float, shared: bool) -> Dict:
    """The envelope around an event."""
    authorized = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": _TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{number:010d}",
        "event_time": int(at),
        "authorizations": [authorized],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{number}",
    }


def message_event(message: Message, channel: Channel, author: Person) -> Dict:
    """A message as an event."""
    kind = "im" if channel.is_im else "channel"
    made: Dict = {
        **message.as_slack(),
        "channel": channel.id,
        "channel_type": kind,
        "event_ts": message.ts,
        "team": author.team,
    }
    if author.is_bot and not message.by_bot:
        made |= {"bot_id": f"B{author.id[1:]}", "app_id": f"A{author.id[1:]}"}
    elif not message.by_bot:
        made |= {"client_msg_id": f"00000000-{message.ts}"}
    return made | ({"user_team": author.team, "source_team": author.team} if channel.shared else {})


def changed_event(message: Message, channel: Channel, at: str) -> Dict:
    """message_changed: plain message listeners get it too."""
    before = message.versions[-1] if message.versions else message
    kind = "im" if channel.is_im else "channel"
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message.as_slack(),
        "previous_message": before.as_slack(),
        "channel": channel.id,
        "channel_type": kind,
        "hidden": True,
        "ts": at,
        "event_ts": at,
    }


def deleted_event(message: Message, channel: Channel, at: str) -> Dict:
    """message_deleted."""
    own = {"deleted_ts": message.ts, "previous_message": message.as_slack(), "ts": at, "event_ts": at, "hidden": True}
    kind = "im" if channel.is_im else "channel"
    return {"type": "message", "subtype": "message_deleted", "channel": channel.id, "channel_type": kind, **own}


def command(name: str, text: str, channel: Channel, person: Person, **more: str) -> Dict:
    """A slash command, as the form's fields."""
    return {
        "token": _TOKEN,
        "team_id": TEAM,
        "team_domain": "example",
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **more,
    }


def press(action: Dict, person: Person, **more: Any) -> Dict:
    """block_actions."""
    return {"type": "block_actions", **_by(person), "actions": [action], **more}


def on_message(message: Message, channel: Channel) -> Dict:
    """Where a press on a message happened."""
    container: Dict = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
    made: Dict = {"container": container, "channel": {"id": channel.id, "name": channel.name}, "state": {"values": {}}}
    # Slack leaves the message out where only one person sees it.
    return made | ({} if message.ephemeral_to else {"message": message.as_slack()})


def on_view(view: View) -> Dict:
    """Where a press in a view happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_slack()}


def submission(view: View, values: Dict, person: Person, trigger: str) -> Dict:
    """view_submission."""
    body = view.as_slack() | {"state": {"values": values}}
    return {"type": "view_submission", **_by(person), "trigger_id": trigger, "view": body, "response_urls": []}


def closed(view: View, person: Person) -> Dict:
    """view_closed."""
    return {"type": "view_closed", **_by(person), "view": view.as_slack(), "is_cleared": False}


def shortcut(callback: str, message: Message, channel: Channel, person: Person, **more: Any) -> Dict:
    """message_action: a shortcut on a message."""
    return {
        "type": "message_action",
        **_by(person),
        "callback_id": callback,
        "channel": {"id": channel.id, "name": channel.name},
        "message_ts": message.ts,
        "message": message.as_slack(),
        "action_ts": message.ts,
        **more,
    }


def pressed(element: Dict, at: str, option: str | None) -> Dict:
    """The action inside a press, by the element's kind."""
    kept = {key: element[key] for key in ("type", "action_id", "block_id", "text") if key in element}
    made: Dict = {**kept, "action_ts": at}
    if element["type"] == "feedback_buttons":
        side = element[f"{option or 'positive'}_button"]
        return made | {"text": side["text"], "value": side["value"]}
    if element["type"] == "button":
        return made | ({"value": element["value"]} if "value" in element else {})
    options = element.get("options") or [
        each for group in element.get("option_groups", []) for each in group["options"]
    ]
    chosen = next(each for each in options if option in {each["value"], each["text"]["text"]})
    return made | {"selected_option": chosen}


def _by(person: Person) -> Dict:
    user = {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team}
    return {
        "user": user,
        "api_app_id": APP,
        "token": _TOKEN,
        "team": _HOME,
        "enterprise": None,
        "is_enterprise_install": False,
    }
