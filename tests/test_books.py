"""The books of alerts and access: what they show is accepted, and what is there stands in them."""

from __future__ import annotations

import json
import re
import shlex
import tomllib

from bot.alerts.routing.severity import MANY_BLOCKED
from bot.alerts.settings import AlertSettings
from bot.structure import (
    Access,
    Alerts,
    Board,
    Escalation,
    Handover,
    KindAlerts,
    Maintenance,
    Mute,
    QuietHours,
    Route,
    Structure,
)
from bot.structure_file import structure_of
from tests.documents import text_of


def alerts_book() -> str:
    """The reference of resync.toml's alert rules."""
    return text_of("docs/alerts.md")


def complete_example() -> Structure:
    """The example of that reference, read as Resync reads it."""
    (shown,) = re.findall(r"^```toml\n(.*?)^```", alerts_book(), re.MULTILINE | re.DOTALL)
    return structure_of(tomllib.loads(shown))


def test_the_complete_example_is_accepted_and_leaves_no_rule_out():
    """The resync.toml of docs/alerts.md parses, and shows each table of alert rules."""
    example = complete_example()
    shown = {"route", "mute", "maintenance", "quiet_hours", "escalation", "handover", "alerts"}
    assert (
        example.model_fields_set
        == shown
        == set(Structure.model_fields)
        - {
            "environment",
            "knowledge",
            "access",
            "owners",
            "board",
        }
    )


def test_every_key_of_the_alert_rules_is_in_the_book():
    """No key can be set that docs/alerts.md does not name."""
    tables = (Route, Mute, Maintenance, QuietHours, Escalation, Handover, Alerts, KindAlerts)
    keys = {field.alias or name for table in tables for name, field in table.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}\b", alerts_book())} == set()


def test_the_defaults_in_the_book_are_those_of_the_code():
    """The tables of [alerts] and of the kinds say what holds where nothing is set."""
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", alerts_book(), re.MULTILINE))
    have = AlertSettings()
    minutes = {kind.value: one.after.total_seconds() / 60 for kind, one in have.kinds.items()}
    minutes |= {
        f"{name}_minutes": getattr(have, name).total_seconds() / 60
        for name in ("window", "reopen_within", "flapping", "recovery_wait", "cause_window", "conditions_every")
    }
    minutes |= {f"{name}_days": getattr(have, name).days for name in ("kept", "messages_kept")}
    minutes |= {
        name: getattr(have, name) for name in ("cards_in_window", "flapping_from", "overrun_factor", "looks_until_down")
    }
    assert {name: float(value) for name, value in told.items()} == minutes


def test_the_severities_in_the_book_are_those_of_the_code():
    """Many blocked jobs are as many as docs/alerts.md says."""
    assert f"blocks {MANY_BLOCKED} jobs or more" in alerts_book()


def test_the_command_of_the_event_rule_is_what_a_shell_and_the_hook_understand():
    """Its quotes close, its body is JSON once the variables are filled in, and it goes to the hook."""
    (line,) = [line for line in alerts_book().splitlines() if line.startswith("/usr/bin/curl")]
    words = shlex.split(line.replace("%{event1.JobName}", "PAY_CALC"))
    body = json.loads(words[words.index("--data") + 1])
    assert (body["job"], words[-1].endswith("/hooks/hwa"), words[words.index("--request") + 1]) == (
        "PAY_CALC",
        True,
        "POST",
    )


def test_the_book_of_access_is_accepted_and_names_every_key():
    """The resync.toml of docs/access.md parses, shows each table, and no key can be set that it does not name."""
    book = text_of("docs/access.md")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", book, re.MULTILINE | re.DOTALL)
    example = structure_of(tomllib.loads(shown))
    assert example.model_fields_set == {"access", "owners", "board"}
    keys = {name for table in (Access, Board) for name in table.model_fields}
    assert {key for key in keys if not re.search(rf"\b{key}\b", book)} == set()
