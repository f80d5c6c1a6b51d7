"""Who is let in: the table of authentication case by case, and what an empty app id takes."""

import asyncio
import io
import json
import re
import threading
import time
from pathlib import Path

import jwt
import pytest

from adapters.teams import bot_sdk as sdk_module
from adapters.teams.bot_sdk import App, BotSdk, JwtTokenExtractor, NotAuthenticatedError, without_tokens
from adapters.teams.checks import checks
from adapters.teams.hosts import is_service
from adapters.teams.platform import TeamsConfig, app_of
from bot.errors import SettingsError
from tests.adapters.teammate import until
from tests.adapters.teams.conftest import config_of, connected
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.keys import ISSUER, key, token
from tests.adapters.teams.fake.payloads import APP

NOW = int(time.time())


def signed_by_secret(url: str) -> str:
    claims = {"iss": ISSUER, "aud": APP, "serviceurl": url, "exp": NOW + 3600}
    return jwt.encode(claims, "a secret that is long enough for HS256", algorithm="HS256", headers={"kid": "k1"})


def unsigned(url: str) -> str:
    claims = {"iss": ISSUER, "aud": APP, "serviceurl": url, "exp": NOW + 3600}
    return jwt.encode(claims, "", algorithm="none", headers={"kid": "k1"})


REFUSED = {
    "no header": lambda url: None,
    "an empty header": lambda url: "",
    "another scheme": lambda url: "Basic dXNlcjpwYXNz",
    "no token": lambda url: "Bearer",
    "garbage": lambda url: "Bearer a.b.c",
    "another audience": lambda url: f"Bearer {token('another-app', url)}",
    "another issuer": lambda url: f"Bearer {token(APP, url, iss='https://evil.example')}",
    "no issuer": lambda url: f"Bearer {token(APP, url, iss=None)}",
    "another serviceurl": lambda url: f"Bearer {token(APP, 'https://smba.trafficmanager.net/br/')}",
    "an empty serviceurl": lambda url: f"Bearer {token(APP, '')}",
    "no serviceurl": lambda url: f"Bearer {token(APP, url, serviceurl=None)}",
    "expired": lambda url: f"Bearer {token(APP, url, exp=NOW - 3600)}",
    "not yet": lambda url: f"Bearer {token(APP, url, nbf=NOW + 3600)}",
    "a wrong signature": lambda url: f"Bearer {token(APP, url, signed_by='k2')}",
    "an unknown key": lambda url: f"Bearer {token(APP, url, kid='k9', signed_by='k2')}",
    "no key": lambda url: f"Bearer {token(APP, url, kid=None)}",
    "HS256": lambda url: f"Bearer {signed_by_secret(url)}",
    "none": lambda url: f"Bearer {unsigned(url)}",
    "a skill's token": lambda url: f"Bearer {token(APP, url, ver='1.0', appid='other')}x",
}


@pytest.mark.parametrize("case", REFUSED)
async def test_whatever_is_wrong_with_a_token_is_401(bot, case):
    """Every failure is the same answer, and nothing is done."""
    body = payloads.message(bot.fake.url, "status")
    status, told = await bot.fake.deliver(body, REFUSED[case](bot.fake.url))
    assert (401, {"error": "not sent by Teams"}) == (status, told)
    assert [] == bot.teammate.asked + bot.teammate.commands


async def test_a_right_token_is_let_in(bot):
    """The table's refusals are not for want of a key."""
    await bot.say("status")
    assert 1 == len(bot.teammate.asked)


async def test_an_activity_without_service_url_is_refused(bot):
    """The SDK would let it in, whatever its token says."""
    body = payloads.message(bot.fake.url, "status")
    for wrong in ({}, {"serviceUrl": ""}, {"serviceUrl": None}, {"serviceUrl": 7}):
        left = {name: value for name, value in body.items() if name != "serviceUrl"}
        assert 401 == (await bot.fake.deliver({**left, **wrong}, f"Bearer {token(APP, '')}"))[0]


@pytest.mark.parametrize("url", ["https://evil.example/", "http://smba.trafficmanager.net/br/", "http://127.0.0.1:1/"])
async def test_our_token_goes_to_microsoft_alone(bot, url):
    """An activity that names another connector is refused although its token agrees."""
    body = payloads.message(url, "status")
    assert 401 == (await bot.fake.deliver(body, f"Bearer {token(APP, url)}"))[0]


@pytest.mark.parametrize("raw", [b"", b"[]", b"not json", b'"x"', b"[" * 100_000])
async def test_what_is_no_activity_is_401(bot, raw):
    """A body that cannot be read proves nothing."""
    header = {"Authorization": f"Bearer {token(APP, bot.fake.url)}"}
    async with bot.fake.session.post(bot.fake.bot_url, data=raw, headers=header) as answer:
        assert 401 == answer.status


async def test_a_body_of_more_than_a_megabyte_is_refused(bot):
    """Teams sends a few kilobytes; nobody makes us read more, whatever token comes with it."""
    body = json.dumps(payloads.message(bot.fake.url, "status" + " " * 1_100_000)).encode()
    header = {"Authorization": f"Bearer {token(APP, bot.fake.url)}"}
    async with bot.fake.session.post(bot.fake.bot_url, data=io.BytesIO(body), headers=header) as answer:
        assert 413 == answer.status
    assert [] == bot.teammate.asked


async def test_a_key_that_is_not_endorsed_for_the_channel_is_refused(bot):
    """A key of another channel of the Bot Framework speaks not for Teams."""
    bot.fake.keys.endorsements = {"k1": ["skype"]}
    JwtTokenExtractor.metadataCache.clear()
    assert 401 == (await bot.fake.deliver(payloads.message(bot.fake.url, "status")))[0]


async def test_new_keys_are_fetched_once_a_token_names_one(bot):
    """Microsoft's new key is taken within minutes; forged key ids cause no look after look."""
    await bot.say("before")
    bot.fake.keys.endorsements["k2"] = ["msteams"]
    fetched = bot.fake.keys.fetched
    header = f"Bearer {token(APP, bot.fake.url, kid='k2', signed_by='k2')}"
    assert 202 == (await bot.fake.deliver(payloads.message(bot.fake.url, "after"), header))[0]
    for forged in ("k7", "k8", "k9"):
        header = f"Bearer {token(APP, bot.fake.url, kid=forged, signed_by='k3')}"
        assert 401 == (await bot.fake.deliver(payloads.message(bot.fake.url, "no"), header))[0]
    assert fetched + 1 == bot.fake.keys.fetched


async def test_another_channel_of_the_same_bot_is_refused(fake):
    """Web Chat is switched on with every Azure Bot; only Teams is heard, unless a playground is configured."""
    app = App(id=APP, password="secret", tenant=payloads.TENANT)
    sdk = BotSdk(app, credentials=without_tokens(app))
    url = "https://smba.trafficmanager.net/br/"
    body = {**payloads.message(url, "status"), "channelId": "webchat"}
    with pytest.raises(NotAuthenticatedError, match="another channel"):
        await sdk.authenticate(body, f"Bearer {token(APP, url)}")
    sdk.close()


async def test_a_playground_without_app_id_is_served_on_loopback(fake):
    """Another connector on this machine is answered unmodified, without any token."""
    own = {"app_id": "", "app_password": "", "tenant": "", "credentials": None}
    async with connected(fake, **own) as bot:
        body = payloads.message(fake.url, "status", channelId="emulator")
        assert (202, None) == await fake.deliver(body, None)
        await bot.settled()
    assert (1, {""}) == (len(fake.messages), set(fake.tokens))


class Waiting:
    """Credentials of which a token is fetched as slowly as a test likes."""

    microsoft_app_id = APP

    def __init__(self) -> None:
        self.asked, self.given = threading.Event(), threading.Event()

    async def create_credentials(self, *_, **__):
        return self

    def get_access_token(self):
        self.asked.set()
        return "a token" if self.given.wait(10) else "the event loop stood still"


async def test_a_slow_token_holds_nobody_up():
    """Microsoft's library waits for the network where it is called: that is beside the event loop."""
    credentials = Waiting()
    sdk = BotSdk(App(id=APP, password="secret", tenant=payloads.TENANT), credentials=credentials)
    asked = asyncio.create_task(sdk.token())
    await until(credentials.asked.is_set)
    credentials.given.set()
    assert "a token" == await asked
    sdk.close()


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"development": "http://127.0.0.1:3978", "host": "0.0.0.0"},
        {"development": "http://127.0.0.1:3978", "host": "10.0.0.7"},
        {"app_id": APP, "app_password": "secret", "tenant": "t", "development": "http://[::1]:1", "host": "::"},
        {"app_id": APP, "app_password": "secret"},
        {"app_id": APP, "tenant": "t"},
        {"development": "http://10.0.0.7:3978"},
    ],
)
def test_an_open_door_is_refused_at_the_start(config):
    """An empty id takes a development service, which takes two loopback addresses; an id takes password and tenant."""
    for language in ("pt", "en"):
        with pytest.raises(SettingsError, match="TEAMS_"):
            app_of(TeamsConfig(language=language, **config))


@pytest.mark.parametrize(
    ("address", "development", "allowed"),
    [
        ("https://smba.trafficmanager.net/br/", "", True),
        ("https://smba.trafficmanager.net:443/teams", "", True),
        ("https://europe.webchat.botframework.com/", "", True),
        ("https://smba.infra.gcc.teams.microsoft.com/teams", "", True),
        ("https://smba.infra.gov.teams.microsoft.us/teams", "", True),
        ("http://127.0.0.1:3978/", "http://127.0.0.1:3978", True),
        ("http://localhost:56150/_connector", "http://127.0.0.1:56150", True),
        ("http://[::1]:56150/_connector", "http://localhost:56150/", True),
        ("http://127.0.0.1:3979/", "http://127.0.0.1:3978", False),
        ("https://127.0.0.1:3978/", "http://127.0.0.1:3978", False),
        ("http://user@127.0.0.1:3978/", "http://127.0.0.1:3978", False),
        ("http://127.0.0.1:3978/", "", False),
        ("http://10.0.0.7:3978/", "http://10.0.0.7:3978", False),
        ("https://evil.trafficmanager.net/", "", False),
        ("https://botframework.com.evil.example/", "", False),
        ("https://evilbotframework.com/", "", False),
        ("https://smba.trafficmanager.net@evil.example/", "", False),
        ("https://smba.trafficmanager.net:8443/", "", False),
        ("https://smba.trafficmanager.net:x/", "", False),
        ("https://[::1", "", False),
        ("ftp://smba.trafficmanager.net/", "", False),
        ("", "", False),
    ],
)
def test_the_list_of_services(address, development, allowed):
    """Microsoft's hosts over TLS, and one connector of this machine where it is configured."""
    assert allowed is is_service(address, development)


async def test_the_doctor_says_what_to_do(fake):
    """Each finding that is not good has a remedy, or a sentence that is one."""
    good = [finding async for finding in checks(config_of(fake))]
    bad = [finding async for finding in checks(TeamsConfig(app_id=APP))]
    open_door = [finding async for finding in checks(TeamsConfig(development="http://127.0.0.1:3978"))]
    assert (["good", "unseen"], ["bad"], ["warning", "unseen"]) == tuple(
        [each.state for each in found] for found in (good, bad, open_door)
    )
    assert "TEAMS_APP_PASSWORD" in bad[0].text
    assert open_door[0].remedy


def test_one_module_alone_knows_botbuilder():
    """A successor SDK takes its place without touching cards or core."""
    folder = Path(sdk_module.__file__).parent
    knowing = {
        file.name for file in folder.glob("*.py") if re.search(r"import.*botb|from botb|from botf", file.read_text())
    }
    assert {"bot_sdk.py"} == knowing


def test_the_keys_of_a_test_differ():
    """A signature by k2 is wrong for k1."""
    assert key("k1").public_key() != key("k2").public_key()
