"""The manifest asks Slack for what the adapter uses, for all of it and for nothing more."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
import yaml

from adapters.slack.checks import SCOPES
from adapters.slack.endpoint import PATH
from adapters.slack.listeners import COMMAND, EVENTS, SHORTCUT
from tests.adapters.slack.fake.web_api import METHODS

ROOT = Path(__file__).parents[3]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "adapters" / "slack").glob("*.py")))
# What agent_view replaces: sent only to apps that still have assistant_view.
RETIRED = {"assistant_thread_started"}
# Source: Slack's reference of each event.
SCOPES_OF_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}
# What the private and direct twins of a scope are needed for: the same methods, asked there.
TWINS = {"channels:history": {"groups:history", "im:history"}, "channels:read": {"groups:read"}}


def _script():
    spec = importlib.util.spec_from_file_location("slack_manifest", ROOT / "scripts" / "slack_manifest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
MANIFEST = yaml.safe_load(SCRIPT.MANIFEST.read_text(encoding="utf-8"))


def _granted():
    return set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_the_scopes_are_those_that_resync_looks_for():
    """`resync doctor` asks for exactly the scopes that the manifest gives."""
    assert set(SCOPES) == _granted()


def test_each_scope_is_needed_by_a_method_an_event_or_the_command():
    """No scope is asked for that nothing uses, and each method that is called has its own."""
    called = {name for name in METHODS if f'"{name}"' in SOURCE}
    by_method = {METHODS[name][1] for name in called} - {""}
    by_event = set().union(*SCOPES_OF_EVENTS.values())
    # A message to a person by their id opens the talk with them.
    needed = (
        by_method | by_event | {"commands", "im:write"} | set().union(*(TWINS.get(each, set()) for each in by_method))
    )
    assert (by_method | by_event) <= _granted() <= needed


def test_every_method_that_the_adapter_names_is_one_of_slacks():
    """A method's name is not mistyped: the fake knows it, and refuses all others."""
    families = "auth|chat|conversations|users|views|assistant|agents|reactions|apps"
    named = set(re.findall(rf'"((?:{families})\.[A-Za-z]+(?:\.[A-Za-z]+)?)"', SOURCE))
    assert set() == named - set(METHODS) - {"apps.connections.open"}


def test_the_events_are_those_that_the_adapter_listens_to():
    """Each event of the manifest has a listener of its own, and each listener its event."""
    assert set(EVENTS) - RETIRED == set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_command_and_shortcut_are_those_that_the_adapter_answers():
    """The command and the shortcut's id are the adapter's."""
    features = MANIFEST["features"]
    assert [COMMAND] == [each["command"] for each in features["slash_commands"]]
    assert [(SHORTCUT, "message")] == [(each["callback_id"], each["type"]) for each in features["shortcuts"]]
    assert "agent_view" in features
    assert "assistant_view" not in features


@pytest.mark.parametrize("language", ["pt", "en"])
@pytest.mark.parametrize("url", ["", "https://resync.example.com/"])
def test_each_mode_and_language_is_within_slacks_limits(language, url):
    """Names and texts are as long as Slack takes them, and the address stands wherever Slack sends something."""
    made = SCRIPT.filled(language=language, url=url)
    shown, view = made["display_information"], made["features"]["agent_view"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(view["agent_description"]) <= 300
    assert 1 <= len(view["suggested_prompts"]) <= 4
    assert all(len(each["name"]) <= 24 for each in made["features"]["shortcuts"])
    assert all(len(each["description"]) <= 150 for each in made["features"]["shortcuts"])
    addresses = re.findall(r"https://[^'\s,}]+", str({**made, "display_information": {}}))
    assert ([f"https://resync.example.com{PATH}"] * 3 if url else []) == addresses
    assert made["settings"]["socket_mode_enabled"] is not bool(url)


def test_every_text_that_people_read_is_there_in_portuguese_too():
    """No text of the features and of the description stays in English in the Portuguese manifest."""
    english, portuguese = SCRIPT.filled(language="en"), SCRIPT.filled(language="pt")
    same = set(_texts(english)) & set(_texts(portuguese))
    assert {"Resync", "/tws", "message", "diagnose"} == {each for each in same if not each.startswith("#")}


@pytest.mark.parametrize("wrong", [{"name": "x" * 36}, {"command": "tws"}, {"url": "http://resync.example.com"}])
def test_a_value_that_slack_would_refuse_is_refused_with_a_sentence(wrong, tmp_path, capsys):
    """The script says what is wrong, writes nothing, and ends with 2."""
    file = tmp_path / "manifest.yaml"
    arguments = [str(file), *(word for key, value in wrong.items() for word in (f"--{key}", value))]
    assert 2 == SCRIPT.main(arguments)
    assert not file.exists()
    assert capsys.readouterr().err.strip().endswith(".")


def test_what_is_written_is_the_filled_manifest_and_can_be_opened_by_a_link(tmp_path, capsys):
    """The file reads back as the manifest, and its whole text stands in the link."""
    file = tmp_path / "manifest.yaml"
    assert 0 == SCRIPT.main([str(file), "--url", "https://resync.example.com"])
    assert SCRIPT.filled(url="https://resync.example.com") == yaml.safe_load(file.read_text(encoding="utf-8"))
    assert SCRIPT.NEW_APP in capsys.readouterr().out


def _texts(manifest):
    for part in (manifest["display_information"], manifest["features"]):
        yield from _leaves(part)


def _leaves(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
