"""The composition root: puts the rooms together, in order, and takes them apart again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import metrics
from bot.agent.assistant import Agent
from bot.agent.diagnosis import Diagnostician
from bot.agent.embedded import KeyOf, LookUp
from bot.agent.memory import Conversations, conversations
from bot.agent.models import embedded_model, keep_at_home, language_model
from bot.agent.tools import Chosen, Rooms
from bot.agent.tools import tools as own_tools
from bot.agent.understanding import Names, prepare
from bot.alert_cards import PresentedAlerts
from bot.alerts.service import Alerts
from bot.errors import ResyncError
from bot.places import data_folder, database_url, knowledge_files
from bot.ports import Chat
from bot.settings import Settings, secret_of
from bot.simulated import PASSWORD, USER, Process, address_of, launched
from bot.store.store import Store
from bot.zone import Zone
from rag.knowledge import SheetKnowledge
from tws.client import TwsClient, TwsConfig
from tws.deadline import within
from tws.errors import TwsError
from tws.models import Job
from tws.questions.choice import one_job
from tws.questions.impact import impact_of
from tws.questions.names import look_up
from tws.reports import ImpactReport, NotFound
from tws.tools import tools as hwa_tools

NAMES_SECONDS = 2.5  # a question has ten in all; its tools have the rest
TOOL_SECONDS = 7.0
REQUEST_SECONDS = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resync:
    """Everything that is running. `alerts` and `masters` are by environment, the default one first."""

    settings: Settings
    simulated: str
    masters: Mapping[str, TwsClient]
    knowledge: SheetKnowledge
    store: Store
    alerts: Mapping[str, Alerts]
    agent: Agent
    memory: Conversations
    zone: Zone

    @property
    def master(self) -> TwsClient:
        """The environment that is meant where none is named."""
        return next(iter(self.masters.values()))

    async def look(self, environment: str) -> None:
        """Look at a plan now, not at an answer of a moment ago, and decide what is to be told."""
        master, alerts = self.masters[environment], self.alerts[environment]
        master.forget()
        with metrics.LOOK_SECONDS.time():
            await alerts.look_once()
        metrics.HWA_UP.labels(environment).set(alerts.trouble is None)
        metrics.OPEN_INCIDENTS.labels(environment).set(await alerts.book.count_open())
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
        knowledge = await SheetKnowledge.open(files, folder / "index")
        opened.push_async_callback(knowledge.close)
        configs = configured(settings)
        simulated = "" if configs else await _simulated(opened, simulator)
        masters = {
            c.environment: await opened.enter_async_context(TwsClient(c)) for c in configs or [_of_simulator(simulated)]
        }
        master = next(iter(masters.values()))
        zone = Zone(settings.zone)
        await zone.learn(master)
        alerts = {
            name: _alerts(settings=settings, master=one, knowledge=knowledge, store=store, zone=zone, chats=chats)
            for name, one in masters.items()
        }
        for one in alerts.values():
            opened.push_async_callback(one.stop)
            if simulated:
                await one.begin_anew()
        memory = await opened.enter_async_context(conversations(folder / "conversations.sqlite"))
        await asyncio.to_thread(prepare)
        embedded = embedded_model(_names_of(master), _key_of(master))
        model = language_model(settings.resync_model) if settings.resync_model else embedded
        agent = Agent(
            model=model,
            embedded=None if model is embedded else embedded,
            tools=[
                *hwa_tools(lambda name: _named(masters, name), zone),
                *own_tools(_rooms(master, knowledge, alerts, zone)),
            ],
            memory=memory,
            clock=master.now,
            zone=zone,
            environment=master.environment,
        )
        yield Resync(
            settings=settings,
            simulated=simulated,
            masters=masters,
            knowledge=knowledge,
            store=store,
            alerts=alerts,
            agent=agent,
            memory=memory,
            zone=zone,
        )


async def _simulated(opened: AsyncExitStack, simulator: Process | None) -> str:
    url = await address_of(simulator or opened.enter_context(launched()))
    # Two that start at once may have chosen the same port.
    url = url or await address_of(opened.enter_context(launched(0)))
    if not url:
        raise ResyncError("The simulator did not start: try `resync simulate` to see why.")
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


def _named(masters: Mapping[str, TwsClient], name: str | None) -> TwsClient:
    if name is None:
        return next(iter(masters.values()))
    if name not in masters:
        raise ValueError(f"there is no environment {name}; there are {', '.join(masters)}")
    return masters[name]


def _names_of(master: TwsClient) -> LookUp:
    async def names_of(tokens: tuple[str, ...]) -> Names:
        try:
            async with within(NAMES_SECONDS):
                found = await look_up(master, tokens)
        except TwsError:
            # The tool that is called next tells the person why HWA is silent.
            return Names(jobs={}, streams={}, workstations={}, exact=frozenset())
        return Names(
            jobs=_same_digits("job", found.jobs, found.exact),
            streams=_same_digits("stream", found.streams, found.exact),
            workstations=_same_digits("workstation", found.workstations, found.exact),
            exact=found.exact,
        )

    return names_of


def _same_digits(
    kind: str, near: Mapping[str, tuple[str, ...]], exact: frozenset[tuple[str, str]]
) -> dict[str, tuple[str, ...]]:
    """Without near names whose digits are others: PAY_020 is no misspelt PAY_021, it is another job."""
    return {
        token: names
        if (kind, token) in exact or "#" in token
        else tuple(name for name in names if re.findall(r"\d", name) == re.findall(r"\d", token))
        for token, names in near.items()
    }


def _key_of(master: TwsClient) -> KeyOf:
    async def key_of(name: str) -> str | None:
        try:
            async with within(NAMES_SECONDS):
                chosen = await one_job(master, name)
        except (TwsError, ValueError):
            return None
        return None if isinstance(chosen, NotFound) else chosen.job.key

    return key_of


def _diagnostician(master: TwsClient, knowledge: SheetKnowledge) -> Diagnostician:
    async def impact(job: Job) -> ImpactReport:
        return await impact_of(master, job)

    return Diagnostician(master, knowledge, impact)


def _rooms(master: TwsClient, knowledge: SheetKnowledge, alerts: Mapping[str, Alerts], zone: Zone) -> Rooms:
    async def choose(text: str) -> Chosen | NotFound:
        async with within(TOOL_SECONDS):
            chosen = await one_job(master, text)
        return chosen if isinstance(chosen, NotFound) else Chosen(job=chosen.job, others=chosen.others)

    own = alerts[master.environment]
    return Rooms(
        master=master,
        choose=choose,
        diagnose=_diagnostician(master, knowledge),
        knowledge=knowledge,
        incidents=own.book,
        watches=own.watches,
        zone=zone,
    )


def _alerts(
    *,
    settings: Settings,
    master: TwsClient,
    knowledge: SheetKnowledge,
    store: Store,
    zone: Zone,
    chats: Sequence[tuple[Chat, str]],
) -> Alerts:
    return Alerts(
        master=master,
        store=store,
        diagnose=_diagnostician(master, knowledge),
        cards=lambda language: PresentedAlerts(language, zone, master.now, can=frozenset({"take"})),
        language=settings.resync_language,
        chats=chats,
        clock=master.now,
    )
