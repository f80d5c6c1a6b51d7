"""What a stored message is to a platform, and how it is handed over."""

from __future__ import annotations

from datetime import timedelta

from bot.alerts.threads import Send
from bot.cards import Card, Facts, Text
from bot.errors import ChatError
from bot.messages import Outgoing
from bot.ports import Chat
from bot.store.rows import Kind

LONGEST_PAUSE = timedelta(minutes=5)


def asked_for(trouble: ChatError | TimeoutError) -> timedelta:
    """How long the platform wants to be left alone."""
    seconds = trouble.retry_after if isinstance(trouble, ChatError) else None
    return min(timedelta(seconds=seconds or 0.0), LONGEST_PAUSE)


def says_gone(send: Send, trouble: ChatError | TimeoutError) -> bool:
    """Whether a post was refused because its place is no more."""
    return send.kind is not Kind.EDIT and isinstance(trouble, ChatError) and trouble.gone


def message(send: Send, root: str | None, card: Card) -> Outgoing:
    """The message, in the thread of the root where it is a reply."""
    thread = root if send.kind is Kind.REPLY else None
    return Outgoing(
        target=send.draft.target,
        incident=send.draft.incident,
        card=card,
        thread=thread,
        state=send.draft.lifecycle,
        mentions=() if send.kind is Kind.EDIT else send.first.draft.mentions,
        decision=send.first.draft.decision,
        language=send.draft.language,
    )


async def call(chat: Chat, send: Send, message: Outgoing, root: str | None) -> str | None:
    """Post or edit; give the reference. Raises: ChatError."""
    if send.kind is not Kind.EDIT:
        return await chat.post(message)
    if root is None:
        # Its root was given up on: the newest state begins the thread.
        return await chat.post(message)
    await chat.edit(root, message)
    return root


def shortened(card: Card) -> Card:
    """The card with its first words alone, where the whole does not fit the platform."""
    kept = [block for block in card.blocks if isinstance(block, Facts | Text)][:2]
    return Card(title=card.title, tone=card.tone, blocks=tuple(kept), footer=card.footer)
