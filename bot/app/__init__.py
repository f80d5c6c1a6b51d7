"""The composition root: puts the rooms together, in order, and takes them apart again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import metrics
from bot.agent.assistant import Agent
from bot.agent.memory import Conversations, conversations
from bot.agent.models import keep_at_home
from bot.agent.understanding import prepare
from bot.alerts.service import Alerts
from bot.app.alerting import Site, site_of
from bot.app.asking import agent_of, rooms_of
from bot.app.channels import Channels, channels_of, subscriptions_of
from bot.app.masters import configured, masters_of
from bot.places import data_folder, database_url, knowledge_files
from bot.ports import Chat
from bot.settings import Settings
from bot.simulated import Process
from bot.store.store import Store
from bot.zone import Zone
from rag.knowledge import SheetKnowledge
from rag.langchain_embedder import embedder_for
from tws.client import TwsClient

__all__ = ["Resync", "configured", "knowledge_files", "resync"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resync:
    """Everything that is running. `sites` are by environment, the default one first."""

    settings: Settings
    simulated: str
    sites: Mapping[str, Site]
    knowledge: SheetKnowledge
    store: Store
    agent: Agent
    channels: Channels
    memory: Conversations
    zone: Zone

    @property
    def masters(self) -> Mapping[str, TwsClient]:
        """The masters by environment."""
        return {name: site.master for name, site in self.sites.items()}

    @property
    def alerts(self) -> Mapping[str, Alerts]:
        """The alerts by environment."""
        return {name: site.alerts for name, site in self.sites.items()}

    @property
    def master(self) -> TwsClient:
        """The environment that is meant where none is named."""
        return next(iter(self.sites.values())).master

    async def look(self, environment: str) -> None:
        """Look at a plan now, not at an answer of a moment ago, and decide what is to be told."""
        master, alerts = self.sites[environment].master, self.sites[environment].alerts
        master.forget()
        await self.channels.subscriptions.load()
        with metrics.LOOK_SECONDS.time():
            await alerts.look_once()
        metrics.HWA_UP.labels(environment).set(alerts.trouble is None)
        metrics.OPEN_INCIDENTS.labels(environment).set(await alerts.book.count_open())
        await self.sites[environment].hand_over()
        await self.zone.learn(master)

    async def forget_conversations(self, days: int) -> None:
        """Delete conversations in which nobody asked for so many days."""
        await self.memory.forget_idle(datetime.now(UTC), timedelta(days=days))


@asynccontextmanager
async def resync(
    settings: Settings, chats: Sequence[tuple[Chat, str]] = (), simulator: Process | None = None
) -> AsyncIterator[Resync]:
    """Open everything but the HTTP server and the scheduler; `chats` hear of alerts, each in its target.

    `simulator` is one that is starting already, for settings that name no master.

    Raises: SettingsError, ResyncError and rag.errors.KnowledgeError with a sentence where a part cannot be opened.
    """
    keep_at_home()
    folder, files = data_folder(settings), knowledge_files(settings)
    async with AsyncExitStack() as opened:
        store = await Store.open(database_url(settings))
        opened.push_async_callback(store.close)
        knowledge = await SheetKnowledge.open(
            files,
            folder / "index",
            embedder=embedder_for(settings.resync_embeddings),
            chroma_url=settings.resync_chroma_url,
        )
        opened.push_async_callback(knowledge.close)
        masters, simulated = await masters_of(settings, opened, simulator)
        zone, clock = Zone(settings.zone), next(iter(masters.values())).now
        await zone.learn(next(iter(masters.values())))
        heard = subscriptions_of(settings, store, clock, chats)
        await heard.load()
        sites = {
            name: site_of(
                settings, master, knowledge=knowledge, store=store, zone=zone, chats=chats, subscriptions=heard
            )
            for name, master in masters.items()
        }
        for site in sites.values():
            opened.push_async_callback(site.stop)
            if simulated:
                await site.alerts.begin_anew()
        memory = await opened.enter_async_context(conversations(folder / "conversations.sqlite"))
        await asyncio.to_thread(prepare)
        rooms = [rooms_of(settings, site, zone, store) for site in sites.values()]
        agent = agent_of(settings, sites, rooms, memory, zone)
        channels = channels_of(
            settings, sites, rooms, assistant=agent, store=store, zone=zone, subscriptions=heard, chats=chats
        )
        yield Resync(
            settings=settings,
            simulated=simulated,
            sites=sites,
            knowledge=knowledge,
            store=store,
            agent=agent,
            channels=channels,
            memory=memory,
            zone=zone,
        )
