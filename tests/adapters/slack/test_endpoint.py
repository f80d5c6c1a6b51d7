"""`/slack/events`: only what Slack has signed is heard."""

from __future__ import annotations

import time

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.platform import SlackConfig, slack
from adapters.slack.signing import is_signed, signed
from tests.adapters.slack.conftest import FakeTeammate, connected, until
from tests.adapters.slack.fake.server import fake_slack

NOW = 1_795_000_000.0
BODY = b'{"type":"event_callback"}'


@pytest.fixture
async def fake():
    async with fake_slack("http", rates=0) as made:
        yield made


async def post(bot, body=BODY, **headers):
    async with (
        aiohttp.ClientSession() as session,
        session.post(bot.fake.request_url, data=body, headers=headers) as told,
    ):
        return told.status


def signed_by(bot, body):
    stamp = str(int(time.time()))
    signature = signed(bot.fake.signing_secret, body, stamp)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


async def test_what_slack_has_not_signed_is_refused(bot):
    """No signature, a wrong one, one of another body, and one that no signature looks like: each is 401."""
    good = bot.fake.http.signed(BODY.decode())
    odd = {"X-Slack-Request-Timestamp": "1e3", "X-Slack-Signature": "v0=é"}
    refused = [
        await post(bot),
        await post(bot, b"{}", **good),
        await post(bot, **{**good, "X-Slack-Signature": "v0=0"}),
    ]
    assert [401, 401, 401, 401] == [*refused, await post(bot, **odd)]


@pytest.mark.parametrize("body", [b"{x", b"[1,2]", b"null", b"", b"payload=%7Bx", b"\xff\xfe"])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
async def test_what_is_signed_and_cannot_be_read_is_refused_or_passed_over(bot, body, kind):
    """Rubbish is the sender's fault: never a 500, which Slack counts against us."""
    headers = {**signed_by(bot, body), "Content-Type": kind}
    assert await post(bot, body, **headers) in {200, 400, 404}


async def test_slack_may_try_the_certificate(bot):
    """Slack posts ssl_check now and then, and wants nothing but a 200."""
    body = b"ssl_check=1&token=x"
    headers = {**signed_by(bot, body), "Content-Type": "application/x-www-form-urlencoded"}
    assert 200 == await post(bot, body, **headers)


async def test_a_request_of_yesterday_is_refused(bot):
    """A signature that is older than five minutes may have been recorded."""
    bot.fake.http.skew = 301
    assert 401 == await post(bot, **bot.fake.http.signed(BODY.decode()))


async def test_slack_is_asked_to_come_again_while_nobody_can_answer(fake):
    """Before it is known who we are a signed event is 503, so that Slack delivers it again."""
    fake.fail("auth.test", times=1, status=500)
    config = SlackConfig(bot_token=fake.bot_token, signing_secret=fake.signing_secret, api_url=fake.url)
    async with slack(config) as platform, platform.listening(FakeTeammate()):
        await until(lambda: "internal_error" in platform.state().detail)
        assert False is platform.state().is_ready
        await until(lambda: platform.state().is_ready)


async def test_the_url_is_verified(bot):
    """Slack's challenge, signed like everything else, is given back."""
    body = '{"type":"url_verification","challenge":"abc"}'
    headers = {**bot.fake.http.signed(body), "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(bot.fake.request_url, data=body, headers=headers) as told,
    ):
        assert (200, True) == (told.status, "abc" in await told.text())


async def test_an_app_that_cannot_hear_still_tells(fake):
    """With neither an app token nor a secret there is no path, and alerts go out all the same."""
    async with connected(fake, signing_secret="") as bot:
        assert (404, "deaf") == (await post(bot), bot.platform.state().detail)


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=80))
@settings(deadline=None)
def test_no_guess_is_taken_for_a_signature(body, timestamp, signature):
    """Whatever stands in the headers is refused without an error; the true signature is taken."""
    assert False is is_signed("secret", body, timestamp=timestamp, signature=signature, now=NOW)
    stamp = str(int(NOW))
    assert True is is_signed("secret", body, timestamp=stamp, signature=signed("secret", body, stamp), now=NOW)


def test_no_secret_signs_nothing():
    """An empty secret lets nobody in, not even who signs with it."""
    stamp = str(int(time.time()))
    assert False is is_signed("", b"x", timestamp=stamp, signature=signed("", b"x", stamp), now=time.time())
