"""`chat.*`: messages, what only one person sees, and streams."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from tests.adapters.slack.fake.block_limits import faults, too_long
from tests.adapters.slack.fake.records import Channel, Dict, Message, Refused
from tests.adapters.slack.fake.workspace import BOT, Workspace

TEXT = 40_000
STREAM_TEXT, STREAM_SECONDS = 12_000, 300


def post_message(slack: Workspace, args: Dict) -> Dict:
    """chat.postMessage."""
    channel = _writable(slack, args)
    text, blocks = content(args)
    message = Message(
        channel=channel.id,
        ts=slack.ts(),
        user=BOT,
        by_bot=True,
        text=text,
        blocks=blocks,
        thread_ts=_thread(slack, channel, args.get("thread_ts")),
        metadata=_metadata(args),
    )
    slack.add(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": message.as_slack(metadata=True)}


def post_ephemeral(slack: Workspace, args: Dict) -> Dict:
    """chat.postEphemeral."""
    channel = _writable(slack, args)
    if args.get("user") not in channel.members:
        raise Refused("user_not_in_channel")
    text, blocks = content(args)
    ts, thread = slack.ts(), args.get("thread_ts")
    slack.channels[channel.id].history.append(
        Message(
            channel=channel.id,
            ts=ts,
            user=BOT,
            by_bot=True,
            text=text,
            blocks=blocks,
            thread_ts=thread,
            ephemeral_to=args["user"],
        )
    )
    return {"ok": True, "message_ts": ts}


def update(slack: Workspace, args: Dict) -> Dict:
    """chat.update: what is left out stays as it was."""
    message = _own(slack, args, "cant_update_message")
    if message.ephemeral_to is not None:
        raise Refused("message_not_found")
    if message.streaming and not _over(slack, message):
        raise Refused("streaming_state_conflict")
    message.streaming = False
    text, blocks = content(args)
    keep(message)
    message.streamed, message.tasks = "", {}
    message.text = text if "text" in args else message.text
    message.blocks = blocks if "blocks" in args else message.blocks
    message.metadata = _metadata(args) or message.metadata
    slack.on_change(message, "changed")
    return {
        "ok": True,
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message.as_slack(),
    }


def delete(slack: Workspace, args: Dict) -> Dict:
    """chat.delete."""
    message = _own(slack, args, "cant_delete_message")
    message.deleted = True
    slack.on_change(message, "deleted")
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def permalink(slack: Workspace, args: Dict) -> Dict:
    """chat.getPermalink."""
    message = slack.message(args["channel"], args["message_ts"])
    place = f"{message.channel}/p{message.ts.replace('.', '')}"
    return {"ok": True, "channel": message.channel, "permalink": f"https://example.slack.com/archives/{place}"}


def start_stream(slack: Workspace, args: Dict) -> Dict:
    """chat.startStream: always a reply; in a channel it is told for whom."""
    channel = _writable(slack, args)
    if not args.get("thread_ts"):
        raise Refused(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: thread_ts"]}
        )
    for key in ("recipient_team_id", "recipient_user_id"):
        if not channel.is_im and not args.get(key):
            raise Refused(f"missing_{key}")
    message = Message(
        channel=channel.id,
        ts=slack.ts(),
        user=BOT,
        by_bot=True,
        thread_ts=_thread(slack, channel, args["thread_ts"]),
        streaming=True,
        began=slack.clock(),
    )
    _stream(message, args)
    slack.add(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


def append_stream(slack: Workspace, args: Dict) -> Dict:
    """chat.appendStream."""
    message = _streaming(slack, args)
    _stream(message, args)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def stop_stream(slack: Workspace, args: Dict) -> Dict:
    """chat.stopStream."""
    message = _streaming(slack, args)
    if args.get("blocks"):
        message.blocks = checked(args["blocks"])
    _stream(message, args)
    message.streaming, message.metadata = False, _metadata(args)
    if args.get("session_status"):
        slack.sessions.setdefault((message.channel, message.root), []).append(args["session_status"])
    slack.on_change(message, "changed")
    return {"ok": True, "channel": message.channel, "ts": message.ts, "message": message.as_slack()}


def content(args: Dict) -> tuple[str, list[Dict]]:
    """Text and blocks of a message. Raises: Refused where there is neither or Slack does not take them."""
    text = str(args.get("text") or args.get("markdown_text") or "")
    if not text and not args.get("blocks") and not args.get("attachments"):
        raise Refused("no_text")
    if args.get("markdown_text") and (args.get("text") or args.get("blocks")):
        raise Refused("markdown_text_conflict")
    return text[:TEXT], checked(args["blocks"]) if args.get("blocks") else []


def checked(blocks: Any, surface: str = "message") -> list[Dict]:
    """The blocks, each with an id. Raises: Refused with Slack's word."""
    why = faults(blocks, surface)
    if why:
        raise Refused("invalid_blocks", errors=why, response_metadata={"messages": [f"[ERROR] {each}" for each in why]})
    if surface == "message" and too_long(blocks):
        raise Refused("msg_blocks_too_long")
    return [{"block_id": f"b{at}", **deepcopy(block)} for at, block in enumerate(blocks)]


def keep(message: Message) -> None:
    """Remember how a message looked before it is changed."""
    message.versions.append(replace(message, versions=[], blocks=message.blocks))


def _writable(slack: Workspace, args: Dict) -> Channel:
    channel = slack.channel(_by_name(slack, str(args.get("channel") or "")))
    if BOT not in channel.members:
        raise Refused("not_in_channel")
    if channel.archived:
        raise Refused("is_archived")
    return channel


def _by_name(slack: Workspace, channel: str) -> str:
    """The id of a channel that is named, which only these methods take."""
    return next((each.id for each in slack.channels.values() if channel == f"#{each.name}"), channel)


def _own(slack: Workspace, args: Dict, otherwise: str) -> Message:
    message = slack.message(str(args.get("channel") or ""), str(args.get("ts") or ""))
    if not message.by_bot:
        raise Refused(otherwise)
    return message


def _thread(slack: Workspace, channel: Channel, ts: str | None) -> str | None:
    if not ts:
        return None
    for each in channel.messages:
        if each.ts == ts:
            return each.root
    raise Refused("thread_not_found")


def _metadata(args: Dict) -> Dict | None:
    metadata = args.get("metadata")
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not metadata.get("event_type")
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise Refused("invalid_metadata_format")
    return metadata


def _streaming(slack: Workspace, args: Dict) -> Message:
    message = _own(slack, args, "message_not_owned_by_app")
    if not message.streaming or _over(slack, message):
        message.streaming = False
        raise Refused("message_not_in_streaming_state")
    return message


def _over(slack: Workspace, message: Message) -> bool:
    return slack.clock() - message.began > STREAM_SECONDS


def _stream(message: Message, args: Dict) -> None:
    chunks = list(args.get("chunks") or [])
    if args.get("markdown_text"):
        chunks.append({"type": "markdown_text", "text": args["markdown_text"]})
    for chunk in chunks:
        _chunk(message, chunk)


def _chunk(message: Message, chunk: Dict) -> None:
    kind = chunk.get("type")
    if kind == "markdown_text":
        message.streamed += chunk["text"]
        if len(chunk["text"]) > STREAM_TEXT or len(message.streamed) > TEXT:
            raise Refused("msg_too_long")
    elif kind == "task_update":
        _task(message, chunk)
    elif kind == "blocks":
        message.blocks += checked(chunk["blocks"])
    elif kind != "plan_update":
        raise Refused("invalid_chunks")


def _task(message: Message, chunk: Dict) -> None:
    if not chunk.get("id") or chunk.get("status") not in {"pending", "in_progress", "complete", "error"}:
        raise Refused("invalid_chunks")
    if not 1 <= len(chunk.get("title") or "") <= 256:
        raise Refused("invalid_chunks")
    message.tasks[chunk["id"]] = message.tasks.get(chunk["id"], {}) | chunk
