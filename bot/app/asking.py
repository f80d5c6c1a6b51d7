"""The shared agent, with the names of each plan, its tools and its memory."""

from __future__ import annotations

from collections.abc import Mapping

from bot.agent.assistant import Agent
from bot.agent.embedded import KeyOf, LookUp
from bot.agent.memory import Conversations
from bot.agent.models import embedded_model, language_model
from bot.agent.rooms import Chosen, Rooms
from bot.agent.tools import tools as own_tools
from bot.agent.understanding import Names
from bot.alerts.routing.configured import handover_settings
from bot.app.alerting import Site
from bot.app.masters import NAMES_SECONDS, TOOL_SECONDS, named
from bot.settings import Settings
from bot.zone import Zone
from tws.client import TwsClient
from tws.deadline import within
from tws.errors import TwsError
from tws.questions.choice import one_job
from tws.questions.names import look_up
from tws.reports import NotFound
from tws.tools import tools as hwa_tools


def agent_of(settings: Settings, sites: Mapping[str, Site], memory: Conversations, zone: Zone) -> Agent:
    """The agent for all environments; the first is meant where none is named."""
    masters = {name: site.master for name, site in sites.items()}
    default = next(iter(sites.values()))
    embedded = embedded_model(_names_of(default.master), _key_of(default.master))
    model = language_model(settings.resync_model) if settings.resync_model else embedded
    return Agent(
        model=model,
        embedded=None if model is embedded else embedded,
        tools=[
            *hwa_tools(lambda name: named(masters, name), zone, archive=default.archive),
            *own_tools(*(_rooms(settings, site, zone) for site in sites.values())),
        ],
        memory=memory,
        clock=default.master.now,
        zone=zone,
        environment=default.master.environment,
    )


def _rooms(settings: Settings, site: Site, zone: Zone) -> Rooms:
    async def choose(text: str) -> Chosen | NotFound:
        async with within(TOOL_SECONDS):
            chosen = await one_job(site.master, text)
        return chosen if isinstance(chosen, NotFound) else Chosen(job=chosen.job, others=chosen.others)

    shifts = handover_settings(settings.structure, zone, settings.resync_language)
    return Rooms(
        master=site.master,
        choose=choose,
        diagnose=site.diagnose,
        knowledge=site.knowledge,
        incidents=site.alerts.book,
        watches=site.alerts.watches,
        zone=zone,
        expect=site.expect,
        shifts=shifts.times if shifts else None,
    )


def _names_of(master: TwsClient) -> LookUp:
    async def names_of(tokens: tuple[str, ...]) -> Names:
        try:
            async with within(NAMES_SECONDS):
                found = await look_up(master, tokens)
        except TwsError:
            # The tool that is called next tells the person why HWA is silent.
            return Names(jobs={}, streams={}, workstations={}, exact=frozenset())
        return Names(jobs=found.jobs, streams=found.streams, workstations=found.workstations, exact=found.exact)

    return names_of


def _key_of(master: TwsClient) -> KeyOf:
    async def key_of(name: str) -> str | None:
        try:
            async with within(NAMES_SECONDS):
                chosen = await one_job(master, name)
        except (TwsError, ValueError):
            return None
        return None if isinstance(chosen, NotFound) else chosen.job.key

    return key_of
