"""Slack's payloads -> who said or pressed what, and where; pure.

Field names are Slack's: https://docs.slack.dev/reference (events, interaction payloads, slash commands).
"""

from __future__ import annotations

import json
from typing import Any

from adapters.slack.arrivals import Commanded, Person, Pointed, Pressed, Said, Submitted
from adapters.slack.identity import Identity
from adapters.slack.message_text import all_words, mentions, typed, written

# A message of any other subtype is about a message, not one: changed, deleted, joined, by a bot …
_SPOKEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_SLACKBOT = "USLACKBOT"
NO_ENTRY = "-"  # the option that none of the sheet's rows helped


def said(body: dict[str, Any], identity: Identity) -> Said | None:
    """What was said in an app_mention or message event; None where it is nobody's word to Resync, or its own."""
    event = _object(body, "event")
    if identity.is_own(event) or event.get("bot_id") or str(event.get("user") or _SLACKBOT) == _SLACKBOT:
        return None
    if str(event.get("subtype") or "") not in _SPOKEN or event.get("hidden") or not event.get("ts"):
        return None
    person = _speaker(body, event, identity)
    text, ts = str(event.get("text") or ""), str(event["ts"])
    others = mentions(text) - {identity.user}
    called = person.private or event.get("type") == "app_mention" or identity.user in mentions(text)
    return Said(
        # The same words come twice, as message and as app_mention, each with an event id of its own.
        keys=(f"slack:message:{person.team}:{person.channel}:{ts}", *_event_key(body)),
        person=person,
        text=typed(event.get("blocks"), identity.user) or written(text, identity.user),
        ts=ts,
        thread=str(event.get("thread_ts") or ts),
        called=called,
        in_thread=bool(event.get("thread_ts")) and event.get("thread_ts") != ts,
        to_others=bool(others) and not called,
    )


def event_person(body: dict[str, Any], identity: Identity) -> Person:
    """Who an event is about, and in which channel."""
    return _speaker(body, _object(body, "event"), identity)


def event_keys(body: dict[str, Any]) -> tuple[str, ...]:
    """What tells an event from others, over redelivery."""
    return _event_key(body)


def pressed(body: dict[str, Any], identity: Identity) -> Pressed | None:
    """What was pressed or chosen; None for an element that says nothing."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions else None
    if not isinstance(action, dict) or not action.get("action_id"):
        return None
    message, container = _object(body, "message"), _object(body, "container")
    ts = str(container.get("message_ts") or message.get("ts") or "")
    person = _actor(body, identity)
    return Pressed(
        key=f"slack:press:{person.user}:{action['action_id']}:{action.get('action_ts') or body.get('trigger_id')}",
        person=person,
        action=str(action["action_id"]).partition(":")[0],
        value=_value(action),
        trigger=str(body.get("trigger_id") or ""),
        ts=ts,
        thread=str(container.get("thread_ts") or message.get("thread_ts") or ts),
        response_url=str(body.get("response_url") or ""),
        whispered=bool(container.get("is_ephemeral")),
    )


def commanded(body: dict[str, Any], identity: Identity) -> Commanded:
    """A slash command's words."""
    channel, team = str(body.get("channel_id") or ""), str(body.get("team_id") or "")
    person = Person(
        team=identity.team or team,
        channel=channel,
        user=str(body.get("user_id") or ""),
        name=str(body.get("user_name") or ""),
        private=channel.startswith("D"),
        external=not identity.is_colleague(team),
    )
    return Commanded(
        key=f"slack:command:{body.get('trigger_id')}",
        person=person,
        text=written(str(body.get("text") or ""), identity.user),
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
    )


def pointed(body: dict[str, Any], identity: Identity) -> Pointed:
    """The message that a shortcut was used on, with all that it says."""
    message = _object(body, "message")
    return Pointed(
        key=f"slack:shortcut:{body.get('trigger_id')}",
        person=_actor(body, identity),
        text=all_words(message, identity.user),
        thread=str(message.get("thread_ts") or message.get("ts") or body.get("message_ts") or ""),
        response_url=str(body.get("response_url") or ""),
    )


def submitted(body: dict[str, Any], identity: Identity) -> Submitted:
    """What was filled in; `channel` and `thread` are those of the card whose button opened the dialogue."""
    view = _object(body, "view")
    about = _private(view)
    values = _object(_object(view, "state"), "values")
    chosen = _object(_object(_object(values, "entry"), "entry"), "selected_option")
    entry = str(chosen.get("value") or "")
    person = _actor(body, identity)
    return Submitted(
        key=f"slack:dialogue:{view.get('id') or body.get('trigger_id')}",
        person=Person(
            team=person.team,
            channel=str(about.get("channel") or ""),
            user=person.user,
            name=person.name,
            external=person.external,
        ),
        incident=str(about.get("incident") or ""),
        entry=entry if entry != NO_ENTRY else "",
        text=str(_object(_object(values, "words"), "words").get("value") or "").strip(),
        thread=str(about.get("thread") or ""),
    )


def _speaker(body: dict[str, Any], event: dict[str, Any], identity: Identity) -> Person:
    channel = str(event.get("channel") or "")
    team = str(event.get("user_team") or event.get("source_team") or event.get("team") or "")
    # In a shared channel the outer id may be the other company's; then Slack says beside it whose app this is.
    home = str(body.get("context_team_id") or body.get("team_id") or "")
    shared = body.get("is_ext_shared_channel")
    return Person(
        team=identity.team or str(body.get("team_id") or ""),
        channel=channel,
        user=str(event.get("user") or ""),
        private=event.get("channel_type") == "im" or channel.startswith("D"),
        external=not (identity.is_colleague(team) and identity.is_colleague(home)),
        shared=None if shared is None else bool(shared),
    )


def _actor(body: dict[str, Any], identity: Identity) -> Person:
    user, channel = _object(body, "user"), _object(body, "channel")
    place = str(channel.get("id") or _object(body, "container").get("channel_id") or "")
    team = str(user.get("team_id") or _object(body, "team").get("id") or "")
    return Person(
        team=identity.team or team,
        channel=place,
        user=str(user.get("id") or ""),
        name=str(user.get("name") or user.get("username") or ""),
        private=place.startswith("D"),
        external=not identity.is_colleague(team),
    )


def _event_key(body: dict[str, Any]) -> tuple[str, ...]:
    return (f"slack:event:{body['event_id']}",) if body.get("event_id") else ()


def _value(action: dict[str, Any]) -> str:
    chosen = _object(action, "selected_option")
    return str(action.get("value") or chosen.get("value") or "")


def _object(values: dict[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _private(view: dict[str, Any]) -> dict[str, Any]:
    try:
        kept = json.loads(str(view.get("private_metadata") or "{}"))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
