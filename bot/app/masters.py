"""Which HWA environments there are: those of the settings, or the simulator."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TypeVar

from bot.channel.scope import scope_now
from bot.errors import ResyncError
from bot.settings import Settings, secret_of
from bot.simulated import PASSWORD, USER, Process, address_of, launched
from tws.client import TwsClient, TwsConfig

MasterT = TypeVar("MasterT")

NAMES_SECONDS = 2.5  # a question has ten in all; its tools have the rest
TOOL_SECONDS = 7.0
REQUEST_SECONDS = 4.0


async def masters_of(
    settings: Settings, opened: AsyncExitStack, simulator: Process | None
) -> tuple[dict[str, TwsClient], str]:
    """The masters by environment, the default one first, and the simulator's address where it stands in for them.

    Raises: ResyncError where the simulator does not start.
    """
    configs = configured(settings)
    simulated = "" if configs else await _simulated(opened, simulator)
    clients = [TwsClient(config) for config in configs or [_of_simulator(simulated)]]
    return {each.environment: await opened.enter_async_context(each) for each in clients}, simulated


async def _simulated(opened: AsyncExitStack, simulator: Process | None) -> str:
    url = await address_of(simulator or opened.enter_context(launched()))
    # Two that start at once may have chosen the same port.
    url = url or await address_of(opened.enter_context(launched(0)))
    if not url:
        raise ResyncError.saying("start.simulator")
    return url


def _of_simulator(url: str) -> TwsConfig:
    return TwsConfig(urls=(url,), user=USER, password=PASSWORD, deadline=TOOL_SECONDS, request_timeout=REQUEST_SECONDS)


def configured(settings: Settings) -> list[TwsConfig]:
    """The HWA environments that the settings name, none for the simulator."""
    if settings.tws_url:
        one = TwsConfig(
            urls=settings.tws_url,
            user=settings.tws_user,
            password=settings.tws_password.get_secret_value(),
            api_key=settings.tws_api_key.get_secret_value(),
            ca_file=str(settings.tws_ca_file or ""),
            verify=settings.tws_verify,
            deadline=TOOL_SECONDS,
            request_timeout=REQUEST_SECONDS,
        )
        return [one]
    return [
        TwsConfig(
            environment=e.name,
            urls=e.url,
            user=e.user,
            password=secret_of(e.password_variable),
            api_key=secret_of(e.api_key_variable),
            ca_file=str(e.ca_file or ""),
            verify=e.verify,
            deadline=TOOL_SECONDS,
            request_timeout=REQUEST_SECONDS,
        )
        for e in settings.structure.environment
    ]


def named(masters: Mapping[str, MasterT], name: str | None) -> MasterT:
    """The master of an environment, None for the first one that whoever asks sees.

    Raises: ValueError for a name that there is none of, for them.
    """
    seen = scope_now().environments(masters)
    if name is None and seen:
        return masters[seen[0]]
    if name not in seen:
        raise ValueError(f"there is no environment {name}; there are {', '.join(seen)}")
    return masters[name]
