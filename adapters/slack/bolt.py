"""Bolt, for what it is good at: telling payloads apart and acknowledging them.

Requests are verified before they come here, and who we are is known, so that no acknowledgement waits for a call.
"""

from __future__ import annotations

import logging

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.calls import web_client
from adapters.slack.identity import Identity
from adapters.slack.masking import quiet_logger


def bolt(identity: Identity, bot_token: str, api_url: str, session: aiohttp.ClientSession | None) -> AsyncApp:
    """An app that hears what Slack sends as that identity; listeners are still to be registered."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=identity.enterprise or None,
            team_id=identity.team,
            bot_token=bot_token,
            bot_id=identity.bot,
            bot_user_id=identity.user,
        )

    return AsyncApp(
        name="resync",
        # It warns of SLACK_BOT_TOKEN in the environment, which is ours to read.
        logger=quiet_logger("adapters.slack.bolt", logging.ERROR),
        client=web_client(None, api_url, session),
        authorize=authorize,
        # Listeners only put work into a queue, so that they may run before the answer: no polling for an ack.
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        attaching_function_token_enabled=False,
    )
