"""No token of Slack's reaches a log."""

from __future__ import annotations

import logging

import pytest

from adapters.slack.masking import Masking, masked
from adapters.slack.platform import SlackConfig


@pytest.mark.parametrize(
    "token",
    ["xoxb-12-34-abCD", "xapp-1-A0-12-abcdef", "xoxe.xoxp-1-Mi0yLTk", "xoxp-9-8", "XOXB-12-a"],
)
def test_tokens_are_masked_wherever_they_stand(token):
    """Every kind of token is replaced, in a sentence and in an address."""
    told = masked(f"refused {token}, token={token}&x=1")
    assert False is (token.split("-", 1)[1] in told)


def test_the_secret_of_an_address_is_masked():
    """A response_url and a socket's ticket let whoever has them speak as us."""
    told = masked("https://hooks.slack.com/actions/T1/2/abc wss://wss.slack.com/link/?ticket=secret&app_id=1")
    assert (False, False) == ("abc" in told, "secret" in told)


def test_a_record_is_masked_with_its_exception():
    """What the SDK logs carries no token, neither in its words nor in its traceback."""
    error = ValueError("xoxb-1-secret")
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "with %s", ("xapp-1-secret",), (ValueError, error, None))
    Masking().filter(record)
    assert (False, False) == ("secret" in record.getMessage(), "secret" in str(record.exc_text))


def test_a_configuration_shows_no_secret():
    """Neither token nor secret stands in what a configuration says of itself."""
    shown = repr(SlackConfig(bot_token="xoxb-1", app_token="xapp-1", signing_secret="hush"))
    assert (False, False, False) == ("xoxb" in shown, "xapp" in shown, "hush" in shown)
