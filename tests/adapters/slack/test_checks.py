"""What `resync doctor` says of Slack."""

from __future__ import annotations

import pytest

from adapters.slack.checks import SCOPES, checks, scope_findings
from bot.commands.slack import slack_config
from bot.settings import Settings
from bot.structure_file import structure_of
from tests.adapters.slack.conftest import config_of
from tests.adapters.slack.fake.server import fake_slack


async def said(config):
    return [(finding.state, finding.text) async for finding in checks(config)]


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_a_whole_installation_is_good(mode):
    """Token, scopes and the way that events come: all good, and which events are needed."""
    async with fake_slack(mode, rates=0, scopes=SCOPES) as fake:
        found = await said(config_of(fake, language="en"))
    assert {"good", "unseen"} == {state for state, _ in found}
    assert True is any("app_mention" in text for _, text in found)


async def test_a_missing_scope_says_what_is_lost():
    """Each missing scope is named with what does not work without it, in both languages."""
    async with fake_slack("http", rates=0, scopes=[scope for scope in SCOPES if scope != "im:history"]) as fake:
        found = await said(config_of(fake, language="en"))
    assert [True] == ["im:history" in text and "message.im" in text for state, text in found if state == "warning"]


async def test_a_refused_token_is_said_with_the_way_out():
    """Slack's own word stands in the sentence, the token does not."""
    async with fake_slack("socket", rates=0) as fake:
        found = await said(config_of(fake, bot_token="xoxb-wrong", app_token="xapp-wrong"))
    bad = [text for state, text in found if state == "bad"]
    assert (2, True, False) == (len(bad), all("invalid_auth" in text for text in bad), "wrong" in str(bad))


async def test_a_slack_that_is_away_is_told_apart_from_a_refusal():
    """Nothing answers at the address, which is said: the network is what to look at."""
    async with fake_slack("http", rates=0) as fake:
        config = config_of(fake, api_url="http://127.0.0.1:9/api/", language="en")
        found = await said(config)
    assert True is any(state == "bad" and "does not answer at http://127.0.0.1:9/api/" in text for state, text in found)


async def test_a_bot_that_nobody_can_ask_is_said_to_be():
    """Without app token and secret there are alerts only."""
    async with fake_slack("http", rates=0) as fake:
        found = await said(config_of(fake, signing_secret="", language="en"))
    assert True is any(state == "bad" and "nobody can ask" in text for state, text in found)


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_scope_has_a_sentence(language):
    """What is lost without a scope is said for each of them."""
    assert len(SCOPES) == len({finding.text for finding in scope_findings("", language)})


async def test_a_channel_that_takes_no_alerts_is_named():
    """Each channel of resync.toml: where Resync is not in it, it is archived or unknown, alerts would not arrive."""
    async with fake_slack("http", rates=0, scopes=SCOPES) as fake:
        fake.channel("C0TEAM").archived = True
        found = await said(config_of(fake, language="en", channels=("C0OPS", "C0AWAY", "C0TEAM", "C0NONE")))
    assert [("good", ""), ("bad", "not_in_channel"), ("bad", "is_archived"), ("bad", "channel_not_found")] == [
        (state, text.rpartition(": ")[2].rstrip(".") if state == "bad" else "") for state, text in found if "C0" in text
    ]


def test_the_channels_are_those_of_routes_escalations_and_handovers():
    """Every place of Slack that resync.toml sends something to is looked at, once."""
    structure = structure_of(
        {
            "route": [{"job": "PAY*", "channels": ["slack:C1", "teams:x"]}, {"job": "B*", "channels": "slack:C1"}],
            "escalation": [{"after_minutes": 5, "channel": "slack:C2"}],
            "handover": {"at": "07:00", "channels": ["slack:C3"]},
        }
    )
    assert ("C1", "C2", "C3") == slack_config(Settings(structure=structure)).channels
