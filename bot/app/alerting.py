"""One HWA environment with all that watches it: diagnoses, alerts, conditions, routes, and its runs' history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.agent.diagnosis import Diagnostician
from bot.agent.handover import Handover
from bot.alert_cards import PresentedAlerts
from bot.alerts.conditions import Beside, Conditions
from bot.alerts.handover import ShiftHandover
from bot.alerts.routing.configured import alert_settings, handover_settings, route_settings
from bot.alerts.routing.routing import Routing
from bot.alerts.service import Alerts
from bot.alerts.settings import AlertSettings
from bot.cards import Card
from bot.channel.owners import Owners
from bot.channel.seen_only import SeenMemories, sight_of
from bot.channel.subscriptions import Subscriptions, WithSubscribers
from bot.past.experience import Archive, Experience
from bot.past.recorder import Recorder
from bot.ports import Chat, Master
from bot.presenters import Teller
from bot.presenters.shift import handover_card
from bot.reports import HandoverReport
from bot.settings import Settings
from bot.store.rows import Place
from bot.store.store import Store
from bot.zone import Zone
from rag.knowledge import SheetKnowledge
from tws.client import TwsClient
from tws.models import Job
from tws.questions.estimate import estimate_of
from tws.questions.impact import impact_of
from tws.reports import EstimateReport, ImpactReport
from tws.scoped import Scoped

# What a platform can do with a pressed button; every one that can be told alerts can do these.
PRESSED = frozenset({"take", "snooze", "solved", "not_solved"})
# A turn of the recorder reads a bounded part; until the plan's past is in, this many follow each other.
IMPORT_TURNS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The rooms of one environment. `seen` is the master as whoever asks just now may see it."""

    master: TwsClient
    seen: Scoped
    knowledge: SheetKnowledge
    archive: Archive
    diagnose: Diagnostician
    conditions: Beside
    alerts: Alerts
    recorder: Recorder
    shifts: ShiftHandover | None = None

    async def record(self) -> None:
        """Record the runs that ended; the first import goes on for some turns at once. Raises: TwsError."""
        for _ in range(IMPORT_TURNS):
            await self.recorder.record()
            if self.recorder.caught_up_at is not None:
                return

    async def stop(self) -> None:
        """End the look at conditions, wait for diagnoses, and deliver what is stored."""
        await self.conditions.stop()
        await self.alerts.stop()

    async def hand_over(self) -> None:
        """Tell the handover where a shift changed since the last look."""
        if self.shifts is not None:
            await self.shifts.tell_if_due(self.master.now())

    async def expect(self, job: Job) -> EstimateReport:
        """When a job will end, after all that it waits for. Raises: TwsError."""
        return await _expected(self.seen, self.archive, job)


def site_of(
    settings: Settings,
    master: TwsClient,
    *,
    knowledge: SheetKnowledge,
    store: Store,
    zone: Zone,
    chats: Sequence[tuple[Chat, str]],
    subscriptions: Subscriptions,
) -> Site:
    """The environment behind a master; `chats` hear of its alerts where no route says otherwise.

    A chat without a target hears of what is routed there, and of what its channels asked for.
    """
    archive, seen = Archive(store), Scoped(master, lambda: sight_of(master.environment))

    async def impact(job: Job) -> ImpactReport:
        return await impact_of(seen, job, archive=archive)

    remembered = SeenMemories(Experience(store, master.environment), master.environment)
    diagnose = Diagnostician(seen, knowledge, impact, remembered)
    behaviour = alert_settings(settings.structure)
    conditions = _conditions(master, archive, behaviour)
    language = settings.resync_language
    default = [Place(chat=chat.name, target=target, language=language) for chat, target in chats if target]
    platforms = [chat.name for chat, _ in chats]
    routing = Routing(route_settings(settings.structure, language), default, zone, platforms=platforms)
    alerts = Alerts(
        master=master,
        store=store,
        diagnose=diagnose,
        cards=lambda spoken: PresentedAlerts(spoken, zone, master.now, can=PRESSED),
        chats=chats,
        clock=master.now,
        settings=behaviour,
        language=language,
        routes=WithSubscribers(routing, subscriptions),
        conditions=conditions,
        owners=Owners(settings.structure.owners).of_diagnosis,
    )
    site = Site(
        master=master,
        seen=seen,
        knowledge=knowledge,
        archive=archive,
        diagnose=diagnose,
        conditions=conditions,
        alerts=alerts,
        recorder=Recorder(master, store, master.now),
    )
    return replace(site, shifts=_shifts(settings, site, default, store, zone))


def _shifts(settings: Settings, site: Site, default: Sequence[Place], store: Store, zone: Zone) -> ShiftHandover | None:
    told = handover_settings(settings.structure, zone, settings.resync_language)
    if told is None:
        return None
    master = site.master

    def card(report: HandoverReport, language: str, due: datetime, late: timedelta | None) -> Card:
        return handover_card(report, Teller(language, zone(), master.now().astimezone(zone())), due=due, late_by=late)

    return ShiftHandover(
        environment=master.environment,
        store=store,
        handover=Handover(master=master, incidents=site.alerts.book, zone=zone, expect=site.expect, shifts=told.times),
        card=card,
        places=told.places or default,
        times=told.times,
    )


def _conditions(master: TwsClient, archive: Archive, behaviour: AlertSettings) -> Beside:
    async def expected(job: Job) -> EstimateReport:
        return await _expected(master, archive, job)

    async def usual(job: Job) -> timedelta | None:
        known = (await archive.usual(master.environment, [job])).get(job.id)
        return known.duration if known else None

    return Beside(Conditions(master, settings=behaviour, expected=expected, usual=usual))


async def _expected(master: Master, archive: Archive, job: Job) -> EstimateReport:
    return await estimate_of(master, await master.job(job.id), archive)
