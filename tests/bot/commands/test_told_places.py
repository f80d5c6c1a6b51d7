"""What is said of places that resync.toml calls by a name."""

from __future__ import annotations

import tomllib

import pytest

from bot.commands.told_places import misnamed, told_places
from bot.phrases import Phrases
from bot.settings import Settings
from bot.structure_file import structure_of

TOML = """
[[route]]
name = "folha"
channels = ["{0}", "web:alerts"]
[[escalation]]
after_minutes = 15
channel = "{0}"
[handover]
at = "06:00"
channels = "{0}"
"""
ON = {"slack_bot_token": "xoxb-1", "teams_app_id": "1", "teams_app_password": "p"}


def said(channel: str, **settings: str) -> list[tuple[str, str]]:
    structure = structure_of(tomllib.loads(TOML.format(channel)))
    return list(misnamed(Settings(structure=structure, **settings), Phrases("en")))


@pytest.mark.parametrize(
    ("channel", "how"),
    [
        ("slack:#payroll", "the id (C…) stands at the end of “About”"),
        ("slack:payroll", "Write slack:C…"),
        ("teams:Operations/General", "Write teams:19:…"),
    ],
)
def test_a_name_is_told_with_the_way_to_the_id(channel, how):
    """Each rule by its name or number; people otherwise learn of it when an alert is told twice, or not at all."""
    found = said(channel, **ON)
    assert ["[[route]] folha", "[[escalation]] 1", "[handover]"] == [
        text.partition(": ")[2].partition(" sends")[0] for text, _ in found
    ]
    assert all(how in remedy for _, remedy in found)


@pytest.mark.parametrize(
    "channel",
    ["slack:C0PAYROLL", "slack:G12345678", "slack:D0ANA", "teams:19:abc@thread.tacv2", "teams:a:1x", "web:alerts"],
)
def test_an_id_needs_no_word(channel):
    """Channels, private channels and talks."""
    assert [] == said(channel, **ON)


def test_a_platform_that_is_off_and_a_playground_need_none():
    """The first is told otherwise, the second has ids of its own."""
    assert ([], []) == (
        said("slack:#payroll"),
        said("teams:general", teams_development_url="http://127.0.0.1:56150"),
    )


def test_every_place_is_found_once():
    """Routes, escalation and handover."""
    structure = structure_of(tomllib.loads(TOML.format("slack:C1")))
    assert 4 == len(list(told_places(structure)))
