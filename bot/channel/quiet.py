"""Silence that somebody in a channel asks for, and ends: about what they see, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.alerts.routing.mute_desk import MuteDesk
from bot.cards import Card, Tone
from bot.channel.asked import Asked, TellerIn, typed, usage
from bot.channel.matching import unmatched
from bot.channel.rooms import Floor
from bot.channel.scope import Scope, Sight
from bot.messages import Told
from bot.ports import Clock
from bot.presenters import Teller
from bot.presenters.home import note_card
from bot.presenters.pieces import bullets, line
from bot.store.rows import Mute

HOUR = timedelta(hours=1)
_WILD = frozenset("@*?")


class Quiet:
    """Handles `mute`, `mute PATTERN 2h reason` and `mute off PATTERN`. Raises: SQLAlchemyError."""

    def __init__(self, desk: MuteDesk, floor: Floor, clock: Clock, teller: TellerIn) -> None:
        self._desk = desk
        self._floor = floor
        self._clock = clock
        self._teller = teller

    async def obey(self, asked: Asked) -> Told:
        """What is muted now, or not any more."""
        teller, patterns = self._teller(asked.language), asked.command.patterns
        if any(len(pattern) > MuteDesk.LONGEST for pattern in patterns):
            return asked.refused(teller.say("hears.too_long", longest=MuteDesk.LONGEST))
        if asked.command.on is None:
            return asked.private(await self._standing(asked, teller))
        if not asked.command.on:
            return await self._ended(asked, teller)
        beyond = next(filter(None, (self._beyond(pattern, asked.scope) for pattern in patterns)), ())
        if beyond:
            return asked.refused(teller.say("muted.beyond", patterns=", ".join(beyond)))
        return await self._muted(asked, teller)

    async def _standing(self, asked: Asked, teller: Teller) -> Card:
        """What is muted now, and how that is changed."""
        active = [mute for mute in await self._desk.active() if self._is_seen(mute, asked.scope)]
        if not active:
            how = usage("mute", asked.visitor, teller).typed
            return note_card(teller.say("mute.none"), Tone.NEUTRAL, teller.say("muted.how", usage=how))
        lines = [_line(one, teller) for one in active]
        undo = typed("mute", asked.visitor, asked.language, teller.say("switch.off"), active[0].pattern)
        blocks = (*bullets(lines), *line(teller.say("muted.undo", usage=undo), "muted"))
        return Card(title=teller.say("muted.now"), blocks=blocks)

    async def _muted(self, asked: Asked, teller: Teller) -> Told:
        command = asked.command
        until = self._clock() + (command.lasting or HOUR)
        for environment in self._environments(asked.scope):
            for pattern in command.patterns:
                await self._replace(pattern, environment)
                await self._desk.mute(pattern, until, command.reason, asked.person(teller), environment)
        named = ", ".join(command.patterns)
        title = teller.say("muted.title", pattern=named, until=until, zone=teller.zone(until))
        off = typed("mute", asked.visitor, asked.language, teller.say("switch.off"), named)
        nothing = await unmatched(self._floor.seen(asked.scope), command.patterns, asked.scope)
        warning = teller.say("names.none", patterns=", ".join(nothing)) if nothing else ""
        tone = Tone.WARNING if nothing else Tone.NEUTRAL
        by = asked.by(teller, command.reason)
        return asked.public(note_card(title, tone, by, teller.say("muted.text", usage=off), warning))

    async def _replace(self, pattern: str, environment: str) -> None:
        """End an earlier mute of the same: the newest says until when."""
        for one in await self._desk.active():
            if (one.pattern.upper(), one.environment) == (pattern.upper(), environment):
                await self._desk.unmute(one.id)

    async def _ended(self, asked: Asked, teller: Teller) -> Told:
        ended = [await self._desk.unmute(mute.id) for mute in await self._meant(asked)]
        named = ", ".join(asked.command.patterns)
        if not ended:
            return asked.private(note_card(teller.say("muted.none", pattern=named)))
        return asked.public(note_card(teller.say("muted.ended", pattern=named), Tone.NEUTRAL, asked.by(teller)))

    async def _meant(self, asked: Asked) -> list[Mute]:
        """The mutes of those ids or patterns that are about what is seen."""
        named = {pattern.upper() for pattern in asked.command.patterns}
        active = [one for one in await self._desk.active() if named & {one.id.upper(), one.pattern.upper()}]
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


def _line(mute: Mute, teller: Teller) -> str:
    told = teller.say("muted.line", pattern=mute.pattern, until=mute.until, zone=teller.zone(mute.until), who=mute.who)
    return f"{told}: {mute.reason}" if mute.reason else told


def is_within(pattern: str, sight: Sight) -> bool:
    """Whether a mute's pattern can only mean what is seen: one job that is, or a pattern that is one of the sight."""
    if sight.is_everything:
        return True
    job_stream, _, job = pattern.rpartition("#")[2].rpartition(".")
    if not _WILD & set(pattern):
        return sight.has(job=job, job_stream=job_stream)
    return not sight.job_streams and pattern.upper() in {each.upper() for each in sight.jobs}
