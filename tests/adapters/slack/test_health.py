"""A Slack that dies, refuses or is deaf to us: told once, at /readyz and in the log, and over by itself."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from structlog.testing import capture_logs

from adapters.slack.health import Health
from adapters.slack.platform import slack
from adapters.slack.socket_mode import Watch
from bot.cards import Card
from bot.errors import ChatError
from bot.messages import Outgoing
from tests.adapters.slack.conftest import FakeTeammate, alert, config_of, connected, reply, until
from tests.adapters.slack.fake.server import fake_slack

OPS, AWAY = "C0OPS", "C0AWAY"


async def test_a_slack_that_never_answers_is_waited_for(fake):
    """While auth.test hangs the bot is up and says that Slack was not asked yet; once it answers, it is heard."""
    gate = asyncio.Event()
    fake.fail("auth.test", hang=gate)
    async with slack(config_of(fake)) as platform, platform.listening(FakeTeammate()):
        await until(lambda: fake.slack.faults[0].times == 0)
        assert (False, "not asked yet") == (platform.state().is_ready, platform.state().detail)
        gate.set()
        await until(lambda: platform.state().is_ready)
        assert fake.mode == platform.state().detail


async def test_a_token_that_is_revoked_in_flight_is_told_once_and_taken_again(fake):
    """From the first refusal on Slack is not ready, with its word; logged once at each end; back without a restart."""
    with capture_logs() as logs:
        async with connected(fake, pulse=0.01) as bot:
            fake.api._bot = "another token"
            for _ in range(3):
                with pytest.raises(ChatError):
                    await bot.platform.chat.post(alert())
            state = bot.platform.state()
            assert (False, True) == (state.is_ready, "invalid_auth" in state.detail)
            fake.api._bot = fake.bot_token
            await until(lambda: bot.platform.state().is_ready)
    counted = Counter(each["event"] for each in logs if "invalid_auth" in str(each))
    assert (1, 1) == (counted["slack.taken"], counted["slack.not_taken"])
    assert fake.bot_token not in str(logs)


async def test_a_revoked_token_is_noticed_without_anybody_asking(fake):
    """Nobody posts, nobody asks: the pulse finds it."""
    async with connected(fake, pulse=0.01) as bot:
        before = len(fake.called("chat.postMessage"))
        fake.api._bot = "another token"
        await until(lambda: not bot.platform.state().is_ready)
        assert "invalid_auth" in bot.platform.state().detail
        assert before == len(fake.called("chat.postMessage"))


async def test_the_pulse_is_felt_as_often_as_it_is_configured(fake):
    """Between two askings who we are it pauses for `pulse`, however long that is."""
    pauses: asyncio.Queue[float] = asyncio.Queue()

    async def pause(seconds: float) -> None:
        await pauses.put(seconds)
        await asyncio.Event().wait() if pauses.qsize() > 3 else await asyncio.sleep(0)

    async with connected(fake, pulse=1_234.0, pause=pause):
        await until(lambda: pauses.qsize() == 4)
    assert {1_234.0} == {pauses.get_nowait() for _ in range(4)}


async def test_a_slack_that_goes_away_and_comes_back(fake):
    """Not reachable is not ready, and ready again by itself."""
    async with connected(fake, pulse=0.01) as bot:
        fault = fake.fail("auth.test", times=10_000, drop=True)
        await until(lambda: not bot.platform.state().is_ready)
        assert "cannot be reached" in bot.platform.state().detail
        fault.times = 0
        await until(lambda: bot.platform.state().is_ready)


async def test_a_refused_app_token_says_why_there_is_no_socket():
    """Slack's word about the app token stands at /readyz, and the socket is there once the token is taken."""
    async with fake_slack("socket", rates=0) as fake:
        fake.api._app = "another token"
        config = config_of(fake, watch=Watch(look=0.05))
        async with slack(config) as platform, platform.listening(FakeTeammate()):
            await until(lambda: "invalid_auth" in platform.state().detail)
            assert platform.state().detail.startswith("no socket: ")
            fake.api._app = fake.app_token
            await until(lambda: platform.state().is_ready)


async def test_ears_that_break_are_grown_again(fake):
    """A defect while listening is logged with all that is known, and listening begins anew."""
    with capture_logs() as logs:
        async with slack(config_of(fake)) as platform:
            whole, platform._heard_by = platform._heard_by, lambda *_: 1 / 0
            async with platform.listening(FakeTeammate()):
                await until(lambda: any(each["event"] == "slack.deaf" for each in logs))
                assert "ZeroDivisionError" in repr(next(each for each in logs if each["event"] == "slack.deaf"))
                platform._heard_by = whole
                await until(lambda: platform._app is not None)


async def test_a_channel_that_takes_nothing_is_told_to_who_operates_it(fake):
    """An alert for a channel that Resync is not in: named at /readyz, once in the log, gone when it was invited."""
    with capture_logs() as logs:
        async with connected(fake) as bot:
            for _ in range(3):
                with pytest.raises(ChatError):
                    await bot.platform.chat.post(alert(target=AWAY))
            detail = bot.platform.state().detail
            assert (True, True) == ("C0AWAY (not_in_channel)" in detail, bot.platform.state().is_ready)
            await fake.join(AWAY)
            await bot.platform.chat.post(alert(target=AWAY))
            assert fake.mode == bot.platform.state().detail
    (said,) = [each for each in logs if each["event"] == "slack.place_closed"]
    assert "/invite" in said["remedy"]


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived"])
async def test_a_channel_that_is_gone_is_told_by_slacks_word(fake, error):
    """Slack's own word stands beside the channel."""
    async with connected(fake) as bot:
        fake.fail("chat.postMessage", error=error)
        with pytest.raises(ChatError):
            await bot.platform.chat.post(alert())
        assert f"{OPS} ({error})" in bot.platform.state().detail


async def test_a_notice_for_a_command_where_resync_is_not_comes_as_a_direct_message(fake):
    """Who asked by `/tws watch` in a channel without Resync is told all the same."""
    async with connected(fake) as bot:
        talk = f"slack:T0HOME:{AWAY}:U0NIGHT"
        await bot.platform.chat.post(Outgoing(target=talk, incident="watch-1", card=Card(title="PAY_CALC ended")))
        assert "PAY_CALC ended" in fake.channel("U0NIGHT").from_bot[0].shown


async def test_what_follows_below_a_deleted_alert_is_let_go(fake):
    """Somebody deleted the alert: what would stand in its thread is not tried for a day."""
    async with connected(fake) as bot:
        root = await bot.platform.chat.post(alert())
        fake.channel(OPS).roots[0].deleted = True
        assert root == await bot.platform.chat.post(reply(root))
        assert [] == fake.channel(OPS).from_bot


async def test_an_event_that_does_not_arrive_is_named():
    """Mentions without their messages: message.channels is not subscribed to, and follow-ups would be missed."""
    async with fake_slack("socket", rates=0, events=["app_mention", "message.im"]) as fake, connected(fake) as bot:
        for number in range(2):
            await fake.answered(await fake.mention(OPS, "U0OPERATOR", f"health {number}"))
        assert "message.channels" in bot.platform.state().detail


async def test_events_that_arrive_are_not_said_to_be_missing(fake):
    """A mention arrives twice, whichever comes first."""
    async with connected(fake) as bot:
        for number in range(4):
            await fake.answered(await fake.mention(OPS, "U0OPERATOR", f"health {number}"))
        assert fake.mode == bot.platform.state().detail


def test_what_slack_warns_of_is_logged_once():
    """Such as agent_session_stopped, without which nobody can stop an answer."""
    health = Health()
    with capture_logs() as logs:
        for _ in range(3):
            health.warned("missing_agent_session_stopped_event_subscription")
    assert 1 == len(logs)


def test_what_is_remembered_of_channels_stays_small():
    """However many channels close, call or warn: a thousand of each are kept, the newest."""
    health = Health()
    with capture_logs():
        for number in range(1_100):
            health.place_closed(f"C{number}", "is_archived")
            health.heard(f"C{number}", "message")
            health.warned(f"warning {number}")
    assert {1_000} == {len(kept) for kept in (health._closed, health._deaf_in, health._warned)}
    assert "and 997 more" in health.closed


def test_only_a_few_of_many_closed_places_are_named():
    """Whoever reads /readyz sees three and how many more."""
    health = Health()
    for number in range(5):
        health.place_closed(f"C{number}", "is_archived")
    assert "C0 (is_archived), C1 (is_archived), C2 (is_archived) and 2 more" == health.closed
