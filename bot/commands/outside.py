"""What `resync doctor` looks at beyond this machine: HWA, Chroma, the model, the chat platforms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from importlib.util import find_spec

import aiohttp

from bot.app import configured
from bot.commands.check import Check
from bot.errors import ResyncError
from bot.phrases import Phrases
from bot.settings import Settings, secret_of
from rag.errors import StoreError
from rag.langchain_embedder import embedder_for
from tws.client import TwsClient, TwsConfig
from tws.errors import TwsError

CHROMA_SECONDS = 3.0


async def outside(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    """Each check as it is made."""
    async for check in _masters(settings, phrases):
        yield check
    if settings.resync_chroma_url:
        yield await _chroma(settings.resync_chroma_url, phrases)
    if settings.resync_embeddings:
        yield await asyncio.to_thread(_embeddings, settings.resync_embeddings, phrases)
    yield await asyncio.to_thread(_model, settings, phrases)
    async for check in _slack(settings, phrases):
        yield check
    async for check in _teams(settings, phrases):
        yield check


async def _masters(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    configs = configured(settings)
    if not configs:
        yield Check(state="unseen", text=phrases.say("doctor.simulated"), remedy=phrases.say("doctor.simulated_how"))
    for name, variable in _empty_secrets(settings):
        text = phrases.say("doctor.secret", environment=name, variable=variable)
        yield Check(state="warning", text=text, remedy=phrases.say("doctor.secret_how", variable=variable))
    for config in configs:
        if not config.verify:
            text = phrases.say("doctor.unverified", environment=config.environment)
            yield Check(state="warning", text=text, remedy=phrases.say("doctor.unverified_how"))
        for check in await _master(config, phrases):
            yield check


def _empty_secrets(settings: Settings) -> list[tuple[str, str]]:
    named = [(one.name, (one.password_variable, one.api_key_variable)) for one in settings.structure.environment]
    return [(name, one) for name, variables in named for one in variables if one and not secret_of(one)]


async def _master(config: TwsConfig, phrases: Phrases) -> list[Check]:
    from bot.presenters import error_sentence

    name = config.environment
    try:
        async with TwsClient(config) as client:
            engine = await client.engine()
            counts = await client.count_jobs_by_status()
    except TwsError as error:
        sentence, remedy = error_sentence(error, phrases)
        return [Check(state="bad", text=f"HWA {name}: {sentence}", remedy=remedy)]
    answers = phrases.say(
        "doctor.hwa", environment=name, version=engine.version, api=str(engine.api), zone=engine.time_zone or "–"
    )
    plan = phrases.say("doctor.hwa_plan", environment=name, count=sum(counts.values()))
    return [Check(state="good", text=answers), Check(state="good", text=plan)]


async def _chroma(url: str, phrases: Phrases) -> Check:
    timeout = aiohttp.ClientTimeout(total=CHROMA_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{url}/api/v2/heartbeat") as answer,
        ):
            reason = "" if answer.status == HTTPStatus.OK else f"HTTP {answer.status}"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        reason = type(error).__name__
    if not reason:
        return Check(state="good", text=phrases.say("doctor.chroma", url=url))
    text = phrases.say("doctor.chroma_silent", url=url, reason=reason)
    return Check(state="bad", text=text, remedy=phrases.say("doctor.chroma_how"))


def _embeddings(name: str, phrases: Phrases) -> Check:
    try:
        embedder_for(name)
    except StoreError as error:
        return Check(state="bad", text=phrases.say("doctor.embeddings_bad", name=name, reason=str(error)))
    text = phrases.say("doctor.embeddings", name=name)
    return Check(state="unseen", text=text, remedy=phrases.say("doctor.embeddings_how"))


def _model(settings: Settings, phrases: Phrases) -> Check:
    if not settings.resync_model:
        return Check(state="good", text=phrases.say("doctor.embedded"))
    from bot.agent.models import language_model

    try:
        language_model(settings.resync_model)
    except ResyncError as error:
        return Check(state="bad", text=error.said(phrases.language))
    text = phrases.say("doctor.llm", model=settings.resync_model)
    return Check(state="unseen", text=text, remedy=phrases.say("doctor.llm_how"))


async def _slack(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    if not settings.slack_bot_token.get_secret_value():
        if settings.slack_app_token.get_secret_value() or settings.slack_signing_secret.get_secret_value():
            yield Check(state="warning", text=phrases.say("doctor.slack_off"), remedy=phrases.say("doctor.slack_how"))
        return
    if find_spec("slack_bolt") is None:
        yield _missing("SLACK_BOT_TOKEN", "slack_bolt", "slack", phrases)
        return
    from adapters.slack.checks import checks
    from bot.commands.slack import slack_config

    async for found in checks(slack_config(settings)):
        yield Check(state=found.state, text=found.text, remedy=found.remedy)


async def _teams(settings: Settings, phrases: Phrases) -> AsyncIterator[Check]:
    if not (settings.teams_app_id or settings.teams_development_url):
        if settings.teams_app_password.get_secret_value() or settings.teams_tenant_id:
            yield Check(state="warning", text=phrases.say("doctor.teams_off"), remedy=phrases.say("doctor.teams_how"))
        return
    if find_spec("botbuilder") is None:
        yield _missing("TEAMS_APP_ID", "botbuilder", "teams", phrases)
        return
    from adapters.teams.checks import checks
    from bot.commands.teams import teams_config

    try:
        async for found in checks(teams_config(settings)):
            yield Check(state=found.state, text=found.text, remedy=found.remedy)
    except ResyncError as error:
        yield Check(state="bad", text=error.said(phrases.language))


def _missing(setting: str, library: str, extra: str, phrases: Phrases) -> Check:
    return Check(state="bad", text=phrases.say("start.extra", setting=setting, library=library, extra=extra))
