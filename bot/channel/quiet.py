"""Silence that somebody in a channel asks for, and ends: about what they see, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.alerts.routing.mute_desk import MuteDesk
from bot.cards import Card, Tone
from bot.channel.asked import Asked, TellerIn, typed, usage
from bot.channel.rooms import Floor
from bot.channel.scope import Scope, Sight
from bot.messages import Told
from bot.ports import Clock
from bot.presenters import Teller
from bot.presenters.home import note_card
from bot.presenters.pieces import bullets
from bot.store.rows import Mute

HOUR = timedelta(hours=1)
_WILD = frozenset("@*?")


class Quiet:
    """Handles `mute PATTERN 2h reason` and `mute off PATTERN`. Raises: SQLAlchemyError."""

    def __init__(self, desk: MuteDesk, floor: Floor, clock: Clock, teller: TellerIn) -> None:
        self._desk = desk
        self._floor = floor
        self._clock = clock
        self._teller = teller

    async def obey(self, asked: Asked) -> Told:
        """What is muted now, or not any more."""
        teller, pattern = self._teller(asked.language), asked.command.argument
        if len(pattern) > MuteDesk.LONGEST:
            return asked.refused(teller.say("hears.too_long", longest=MuteDesk.LONGEST))
        if asked.command.on is False:
            ended = [await self._desk.unmute(mute.id) for mute in await self._meant(asked)]
            return asked.public(note_card(teller.say("muted.ended" if ended else "muted.none", pattern=pattern)))
        beyond = self._beyond(pattern, asked.scope)
        if beyond:
            return asked.refused(teller.say("muted.beyond", patterns=", ".join(beyond)))
        return await self._muted(asked, teller)

    async def usage(self, asked: Asked) -> Card:
        """How it is typed, and what is muted now."""
        teller = self._teller(asked.language)
        how = usage("mute", asked.visitor, teller).typed
        card = note_card(teller.say("commands.incomplete", usage=how), Tone.WARNING)
        active = [mute for mute in await self._desk.active() if self._is_seen(mute, asked.scope)]
        lines = [teller.say("muted.line", pattern=one.pattern, until=one.until, who=one.who) for one in active]
        return replace(card, blocks=(*card.blocks, *bullets(lines, teller.say("muted.now") if lines else "")))

    async def _muted(self, asked: Asked, teller: Teller) -> Told:
        command = asked.command
        until = self._clock() + (command.lasting or HOUR)
        for environment in self._environments(asked.scope):
            await self._desk.mute(command.argument, until, command.reason, asked.person(teller), environment)
        title = teller.say("muted.title", pattern=command.argument, until=until, zone=teller.zone(until))
        off = typed("mute", asked.visitor, asked.language, teller.say("muted.off"), command.argument)
        return asked.public(note_card(title, more=teller.say("muted.text", usage=off)))

    async def _meant(self, asked: Asked) -> list[Mute]:
        """The mutes of that id or pattern that are about what is seen."""
        named = asked.command.argument.upper()
        active = [one for one in await self._desk.active() if named in {one.id.upper(), one.pattern.upper()}]
        return [one for one in active if self._is_seen(one, asked.scope)]

    def _is_seen(self, mute: Mute, scope: Scope) -> bool:
        names = self._environments(scope)
        return (names == ("",) or mute.environment in names) and not self._beyond(mute.pattern, scope)

    def _beyond(self, pattern: str, scope: Scope) -> tuple[str, ...]:
        """What is seen where the pattern names more than that, nothing where it does not."""
        sights = [sight for room in self._floor.seen(scope) if (sight := scope.of(room.name))]
        return next(((*sight.jobs, *sight.job_streams) for sight in sights if not is_within(pattern, sight)), ())

    def _environments(self, scope: Scope) -> tuple[str, ...]:
        """The environments that a mute is for: every one (empty), or those that its asker sees."""
        seen = tuple(room.name for room in self._floor.seen(scope))
        return ("",) if len(seen) == len(self._floor.rooms) else seen


def is_within(pattern: str, sight: Sight) -> bool:
    """Whether a mute's pattern can only mean what is seen: one job that is, or a pattern that is one of the sight."""
    if sight.is_everything:
        return True
    job_stream, _, job = pattern.rpartition("#")[2].rpartition(".")
    if not _WILD & set(pattern):
        return sight.has(job=job, job_stream=job_stream)
    return not sight.job_streams and pattern.upper() in {each.upper() for each in sight.jobs}
