"""The shared agent, with the names of each plan, its tools and its memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.agent.assistant import Agent
from bot.agent.embedded import KeyOf, LookUp
from bot.agent.memory import Conversations
from bot.agent.models import embedded_model, language_model
from bot.agent.rooms import Chosen, Mutes, Rooms
from bot.agent.tools import tools as own_tools
from bot.agent.understanding import Names
from bot.alerts.routing.configured import handover_settings
from bot.alerts.routing.mute_desk import MuteDesk
from bot.app.alerting import Site
from bot.app.masters import NAMES_SECONDS, TOOL_SECONDS, named
from bot.channel.quiet import is_within
from bot.channel.scope import scope_now
from bot.channel.seen_only import SeenIncidents, sight_of
from bot.ports import Master
from bot.reports import KeptMute
from bot.settings import Settings
from bot.store.store import Store
from bot.zone import Zone
from tws.deadline import within
from tws.errors import TwsError
from tws.questions.choice import one_job
from tws.questions.names import look_up
from tws.questions.waiting import why_waiting
from tws.reports import NotFound, WaitingReport
from tws.tools import tools as hwa_tools


def agent_of(
    settings: Settings, sites: Mapping[str, Site], rooms: Sequence[Rooms], memory: Conversations, zone: Zone
) -> Agent:
    """The agent for all environments; the first that is seen is meant where none is named."""
    masters = {name: site.seen for name, site in sites.items()}
    default = next(iter(sites.values()))
    embedded = embedded_model(_names_of(masters), _key_of(masters))
    model = language_model(settings.resync_model) if settings.resync_model else embedded
    return Agent(
        model=model,
        embedded=None if model is embedded else embedded,
        tools=[
            *hwa_tools(lambda name: named(masters, name), zone, archive=default.archive),
            *own_tools(*rooms, exists=lambda name: scope_now().of(name) is not None),
        ],
        memory=memory,
        clock=default.master.now,
        zone=zone,
        environment=default.master.environment,
    )


def rooms_of(settings: Settings, site: Site, zone: Zone, store: Store) -> Rooms:
    """What the agent's own tools are built on, as far as it is seen."""

    async def choose(text: str) -> Chosen | NotFound:
        async with within(TOOL_SECONDS):
            chosen = await one_job(site.seen, text)
        return chosen if isinstance(chosen, NotFound) else Chosen(job=chosen.job, others=chosen.others)

    async def waiting(job: str) -> WaitingReport | NotFound:
        async with within(TOOL_SECONDS):
            return await why_waiting(site.seen, job)

    shifts = handover_settings(settings.structure, zone, settings.resync_language)
    return Rooms(
        master=site.seen,
        choose=choose,
        diagnose=site.diagnose,
        knowledge=site.knowledge,
        incidents=SeenIncidents(site.alerts.book),
        watches=site.alerts.watches,
        zone=zone,
        expect=site.expect,
        shifts=shifts.times if shifts else None,
        waiting=waiting,
        mutes=_mutes_of(site, MuteDesk(store, site.master.now)),
    )


def _mutes_of(site: Site, desk: MuteDesk) -> Mutes:
    name = site.master.environment

    async def mutes() -> tuple[KeptMute, ...]:
        sight = sight_of(name)
        if sight is None:
            return ()
        active = [one for one in await desk.active() if one.environment in {"", name} and is_within(one.pattern, sight)]
        return tuple(KeptMute(pattern=one.pattern, until=one.until, who=one.who, reason=one.reason) for one in active)

    return mutes


def _names_of(masters: Mapping[str, Master]) -> LookUp:
    async def names_of(tokens: tuple[str, ...]) -> Names:
        try:
            return await names_in(named(masters, None))(tokens)
        except TwsError:
            # The tool that is called next tells the person why HWA is silent.
            return Names(jobs={}, streams={}, workstations={}, exact=frozenset())

    return names_of


def names_in(master: Master) -> LookUp:
    """What a plan calls the words of a text. The look-up raises TwsError."""

    async def names_of(tokens: tuple[str, ...]) -> Names:
        async with within(NAMES_SECONDS):
            found = await look_up(master, tokens)
        return Names(jobs=found.jobs, streams=found.streams, workstations=found.workstations, exact=found.exact)

    return names_of


def _key_of(masters: Mapping[str, Master]) -> KeyOf:
    async def key_of(name: str) -> str | None:
        try:
            async with within(NAMES_SECONDS):
                chosen = await one_job(named(masters, None), name)
        except (TwsError, ValueError):
            return None
        return None if isinstance(chosen, NotFound) else chosen.job.key

    return key_of
