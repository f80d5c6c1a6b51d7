"""Alerts switched on and off in a channel, and silence that is asked for there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.routing.records import Hold
from bot.channel.subscriptions import WithSubscribers
from bot.presenters import plain_text
from bot.store import boards
from tests.bot.channel.conftest import ANA, BOB
from tests.fakes import NIGHT, fake_job

SCOPED = '[[access]]\nchannels = "C1"\njobs = "PAY_*"\n[[access]]\nchannels = "C9"\n'
OPEN = replace(ANA, channel="C9")


def heard(channel):
    """Where each root was told, and which job's."""
    return sorted((told.message.target, told.message.card.title.split()[1]) for told in channel.chat.told)


async def test_a_channel_that_switched_alerts_on_hears_beside_the_routes(channel):
    """The route's channel hears as before, the subscriber as well, in its own language; an edit reaches both."""
    told = await channel.command("alerts on PAY_*", BOB)
    assert ("From now on the alerts of PAY_* come here.", True) == (told.card.title, told.public)
    incident = await channel.abended("PAY_CALC")
    await channel.abended("BI_LOAD", job_stream="BI", workstation="BI_WKS")
    assert [("C1", "PAY_CALC"), ("COPS", "BI_LOAD"), ("COPS", "PAY_CALC")] == heard(channel)
    await channel.teammate.press("take", incident.id, ANA)
    await channel.alerts.deliver_once()
    edited = [t.message.target for t in channel.chat.told if t.message.card.title.endswith("acknowledged")]
    assert ["C1", "COPS"] == sorted(edited)


async def test_without_a_pattern_everything_is_heard_and_off_ends_it(channel):
    """What was switched on stays so over a restart, until it is switched off."""
    await channel.command("alertas ligar")
    await channel.restart()
    await channel.abended("PAY_CALC")
    off = await channel.command("alertas desligar")
    await channel.abended("BI_LOAD", job_stream="BI", workstation="BI_WKS")
    assert "Os alertas pedidos aqui não chegam mais." == off.card.title
    assert [("C1", "PAY_CALC"), ("COPS", "BI_LOAD"), ("COPS", "PAY_CALC")] == heard(channel)


async def test_what_changes_something_is_told_to_all_with_who_asked_and_what_changes_nothing_to_one(channel):
    """A slash command is seen by nobody else; a mistake is nobody else's business."""
    said = {}
    for text in ("alerts on", "alerts on", "alerts off", "alerts off", "alerts off ZZZ*", "board off", "mute off NOPE"):
        told = await channel.command(text, BOB)
        said.setdefault(text, []).append((told.public, "Asked for by plantao2." in plain_text(told.card, "en")))
    yes, no = (True, True), (False, False)
    assert ([yes, no], [yes, no]) == (said.pop("alerts on"), said.pop("alerts off"))
    assert {"alerts off ZZZ*": [no], "board off": [no], "mute off NOPE": [no]} == said


@pytest.mark.parametrize("channel", [SCOPED], indirect=True)
async def test_who_switches_alerts_on_is_told_how_many_are_open_already(channel):
    """Of those that are meant and may be seen, with the command that shows them; again when it was on; never a card."""
    for name in ("PAY_CALC", "PAY_LOAD", "BI_LOAD"):
        await channel.abended(name, job_stream=f"S_{name}", workstation=f"W_{name}")
    told = [
        plain_text((await channel.command(text)).card, "en") for text in ("alerts on", "alerts on", "alerts on ZZZ*")
    ]
    pt = plain_text((await channel.command("alertas ligar PAY_CALC", OPEN)).card, "pt")
    assert ["2 are open already: /tws handover" in text for text in told] == [True, True, False]
    assert "1 já está aberto: /tws turno" in pt
    assert {"COPS"} == {told.message.target for told in channel.chat.told}


async def test_a_place_that_resync_was_removed_from_hears_nothing_more(channel):
    """A channel alone, or every channel of its team; others go on hearing."""
    mine, sister, other = (replace(ANA, team=team, channel=place) for team, place in zip("TTO", "ABC", strict=True))
    for visitor in (mine, sister, other):
        await channel.command("alerts on PAY_*", visitor)
    await channel.teammate.left(mine)
    kept = [len(channel.subscriptions.of(visitor)) for visitor in (mine, sister, other)]
    await channel.teammate.left(mine, with_team=True)
    assert ([0, 1, 1], [0, 0, 1]) == (kept, [len(channel.subscriptions.of(each)) for each in (mine, sister, other)])


async def test_the_end_of_a_board_is_told_to_all_with_who_asked(channel):
    """Whoever looks at the place where it stood hears who ended it."""
    await channel.command("board")
    told = await channel.command("board off", BOB)
    assert (True, True) == (told.public, "Asked for by plantao2." in plain_text(told.card, "en"))


async def test_a_place_that_a_route_names_already_hears_once(channel):
    """Subscribing where a route leads doubles nothing."""
    await channel.command("alerts on", replace(ANA, channel="COPS"))
    await channel.abended("PAY_CALC")
    assert [("COPS", "PAY_CALC")] == heard(channel)


async def test_a_route_says_who_asked_for_what_it_does_not_lead_to_and_when(channel):
    """Of a place that a route names as well, it says nothing."""
    for place in ("COPS", "C1"):
        await channel.command("alerts on", replace(ANA, channel=place))
    incident = await channel.abended("PAY_CALC")
    route = WithSubscribers(channel.routes, channel.subscriptions).of(incident, channel.clock())
    assert [("C1", NIGHT)] == [(place.target, at) for place, at in route.asked]
    assert ["COPS", "C1"] == [place.target for place in route.places]


async def test_a_job_stream_can_be_heard_by_its_name(channel):
    """People name what they own, and that is often a job stream."""
    await channel.command("alerts on payroll")
    await channel.abended("X_JOB")
    assert ("C1", "X_JOB") in heard(channel)


@pytest.mark.parametrize("channel", [SCOPED], indirect=True)
async def test_a_channel_hears_of_nothing_that_it_may_not_see(channel):
    """A wish for everything is a wish for all that is seen; a route of the configuration is not narrowed."""
    told = await channel.command("alertas ligar")
    await channel.command("alertas ligar", OPEN)
    await channel.abended("PAY_CALC")
    await channel.abended("BI_LOAD", job_stream="BI", workstation="BI_WKS")
    assert "Só chegam alertas do que se pode ver aqui." in plain_text(told.card, "pt")
    assert [("C1", "PAY_CALC"), ("C9", "BI_LOAD"), ("C9", "PAY_CALC")] == [x for x in heard(channel) if x[0] != "COPS"]


@pytest.mark.parametrize("channel", ['[[access]]\nteams = "19:pay@thread.tacv2"'], indirect=True)
async def test_rights_by_team_outlive_a_restart(channel):
    """What a channel of a team asked for stands by the team's rights, and so does its board."""
    member = replace(ANA, team="19:pay@thread.tacv2")
    assert (True, False) == (
        (await channel.command("alerts on")).refused,
        (await channel.command("alerts on", member)).refused,
    )
    await channel.command("board", member)
    await channel.restart()
    await channel.boards.refresh()
    await channel.abended("PAY_CALC")
    assert ("C1", "PAY_CALC") in heard(channel)
    async with channel.store.reading() as connection:
        assert ["19:pay@thread.tacv2"] == [board.team for board in await boards.read(connection)]


async def test_what_holds_a_route_back_holds_a_subscriber_back(channel):
    """Quiet hours are quiet everywhere."""
    channel.routes.hold = Hold(until=channel.clock() + timedelta(hours=3), why="quiet_hours")
    await channel.command("alerts on")
    await channel.abended("PAY_CALC")
    assert [] == heard(channel)


async def test_a_channel_is_told_what_it_hears_and_why(channel):
    """Its own wishes with who had them, and the routes that lead there."""
    assert "Aqui não chegam alertas." == (await channel.command("alertas")).card.title
    channel.leading_here = ("folha",)
    await channel.command("alerts on PAY_*", BOB)
    await channel.command("alerts on *", ANA)
    card = plain_text((await channel.command("alertas")).card, "pt")
    assert ["PAY_*, por plantao2" in card, "tudo, por plantao1" in card, "folha" in card] == [True] * 3
    off = plain_text((await channel.command("alerts off pay_*", BOB)).card, "en")
    assert "The alerts of pay_* no longer come here." in off
    assert "The routes of resync.toml still hold: folha." in off
    assert (
        "Nobody had asked for the alerts of pay_* here." == (await channel.command("alerts off pay_*", BOB)).card.title
    )


async def test_where_nobody_can_be_written_to_alerts_cannot_be_switched_on(channel):
    """No wish is claimed that could not be met."""
    told = await channel.command("alerts on", replace(ANA, platform="terminal", channel=""))
    assert (True, ()) == (told.refused, channel.subscriptions.of(replace(ANA, platform="terminal")))


async def test_a_pattern_that_is_too_long_is_refused(channel):
    """The database keeps 300 characters."""
    told = await channel.command("alerts on " + "A" * 301)
    assert (True, ()) == (told.refused, channel.subscriptions.of(ANA))
    assert (await channel.command("mute " + "A" * 301 + " 2h")).refused


async def test_silence_is_set_by_name_told_to_all_and_ended(channel):
    """Who, until when and how to undo it stand on the card."""
    told = await channel.command("mute PAY_* 2h known outage", BOB)
    (mute,) = await channel.mutes.active()
    assert ("PAY_*", "plantao2", "known outage", "", timedelta(hours=2)) == (
        mute.pattern, mute.who, mute.reason, mute.environment, mute.until - channel.clock(),
    )  # fmt: skip
    shown = plain_text(told.card, "en")
    assert (True, True, True) == (
        told.public, "/tws mute off PAY_*" in shown, "Asked for by plantao2: known outage" in shown,
    )  # fmt: skip
    listed = plain_text((await channel.command("mute", BOB)).card, "en").replace("BRT", "-03")
    assert "PAY_* until 02:12 -03, by plantao2: known outage" in listed
    ended = await channel.command("silenciar desligar pay_*")
    assert ("O silêncio sobre pay_* acabou.", ()) == (ended.card.title, await channel.mutes.active())
    assert "Não havia silêncio sobre pay_*." == (await channel.command("silenciar desligar pay_*")).card.title


@pytest.mark.parametrize("channel", [SCOPED], indirect=True)
@pytest.mark.parametrize(
    ("pattern", "may"),
    [("PAY_*", True), ("PAY_CALC", True), ("W#S.PAY_CALC", True), ("*", False), ("PAY*", False), ("BI_LOAD", False)],
)
async def test_nobody_silences_what_they_do_not_see(channel, pattern, may):
    """A wider pattern, or another job, is refused with what is seen there."""
    told = await channel.command(f"mute {pattern} 1h")
    assert (not may, may) == (told.refused, bool(await channel.mutes.active()))
    assert may or "PAY_*" in told.card.title


@pytest.mark.parametrize("channel", [SCOPED], indirect=True)
async def test_nobody_ends_or_reads_a_silence_about_what_they_do_not_see(channel):
    """Others' mutes are neither listed nor ended there."""
    await channel.command("mute BI_* 1h", OPEN)
    told = await channel.command("silenciar desligar BI_*")
    assert "Não havia silêncio sobre BI_*." == told.card.title
    assert "BI_*" not in plain_text((await channel.command("mute")).card, "pt")
    assert 1 == len(await channel.mutes.active())


@pytest.mark.parametrize("channel", ['[[access]]\nchannels = "C1"\nenvironments = "default"'], indirect=True)
async def test_silence_about_all_that_there_is_names_no_environment(channel):
    """Who sees every environment that there is mutes in every one."""
    await channel.command("mute X_JOB 1h")
    assert [""] == [mute.environment for mute in await channel.mutes.active()]
    channel.plan.put(fake_job("X_JOB"))


async def test_a_name_that_nothing_has_is_noted_and_said(channel):
    """Who mistypes a pattern would else wait for alerts that never come; HWA's silence is no reason to say so."""
    channel.plan.put(fake_job("PAY_CALC"))
    right, wrong = await channel.command("alerts on pay_*, PAYROLL"), await channel.command("alerts on PAI_*", BOB)
    mute = await channel.command("mute PAI_* 2h", BOB)
    channel.silence()
    silent = await channel.command("alerts on PAI_*", BOB)
    said = [plain_text(told.card, "en") for told in (right, wrong, mute, silent)]
    assert [False, True, True, False] == ["Nothing in the plan is called PAI_*" in each for each in said]
    assert {"pay_*", "PAYROLL", "PAI_*"} == {one.pattern for one in channel.subscriptions.of(ANA)}


async def test_a_second_mute_of_the_same_takes_the_place_of_the_first(channel):
    """One line for each pattern, with the newest end."""
    await channel.command("mute PAY_*, BIL_* 1h")
    await channel.command("mute pay_* 3h")
    active = {mute.pattern: mute.until - channel.clock() for mute in await channel.mutes.active()}
    assert {"BIL_*": timedelta(hours=1), "pay_*": timedelta(hours=3)} == active


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("silenciar PAY_*", "Por quanto tempo devo silenciar PAY_*? Por exemplo: /tws silenciar PAY_* 2h"),
        ("mute PAY_* soon", "I did not understand “soon” as a length of time. Use 30m, 2h or 1d: /tws mute PAY_* 2h"),
        ("alertas PAY_*", "Ligar ou desligar os alertas de PAY_*? Para ligar: /tws alertas ligar PAY_*."),
        ("alerts on only critical", "“only critical” is neither a name nor a pattern of names. For instance: /tws"),
        ("turno abacaxi", "Não entendi “abacaxi” como período. Por exemplo: /tws turno desde 22h"),
        ("watch PAY_*", "A watch is for one job, and PAY_* is a pattern."),
        ("errors banana", "Nothing in the plan is called “banana”, and I did not understand it as a time window."),
        ("bord", "Não conheço o comando “bord”. Seria /tws painel? Todos estão em /tws ajuda."),
    ],
)
async def test_what_was_not_understood_is_named_with_the_way_out(channel, text, expected):
    """In the language of the command, or of whoever typed it; nothing is done."""
    told = await channel.command(text)
    assert (True, True) == (told.refused, told.card.title.startswith(expected))
