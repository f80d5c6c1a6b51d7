"""What a colleague wrote at the root of a thread that Resync is asked in."""

from __future__ import annotations

import structlog

from adapters.slack.calls import Calls
from adapters.slack.identity import Identity
from adapters.slack.message_text import all_words, mentions
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
_PATIENCE = 2.0  # seconds that an answer is held up for it


async def words_of_root(calls: Calls, identity: Identity, channel: str, thread: str) -> str:
    """All that the message says; empty where Slack does not let us read it, or it is our own or was said to us.

    Source: conversations.replies gives the thread's root first, whatever the limit.
    """
    values = {"channel": channel, "ts": thread, "limit": "1"}
    try:
        answer = await calls("conversations.replies", values, form=True, patience=_PATIENCE)
    except ChatError as error:
        _LOG.info("slack.root_not_read", channel=channel, error=str(error))
        return ""
    found = answer.get("messages")
    root = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    is_ours = identity.is_own(root) or identity.user in mentions(str(root.get("text") or ""))
    return "" if is_ours or root.get("ts") != thread else all_words(root, identity.user)
