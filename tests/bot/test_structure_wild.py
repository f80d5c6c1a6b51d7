"""Whatever resync.toml may hold, it is understood or refused with a sentence; no rules lose an alert."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import alert_settings, route_settings
from bot.alerts.routing.records import THREAD
from bot.errors import SettingsError
from bot.reports import IncidentKind, Severity
from bot.structure import Structure
from bot.structure_file import structure_of
from tests.bot.alerts.routing.conftest import CONSOLE, NIGHT, an_incident

SAO_PAULO = ZoneInfo("America/Sao_Paulo")


# What a person might write: keys that exist and keys that do not, values of every kind.
KEYS = st.sampled_from(
    [
        "name",
        "environment",
        "folder",
        "job_stream",
        "job",
        "workstation",
        "kind",
        "severity",
        "channels",
        "channel",
        "mention",
        "language",
        "also",
        "pattern",
        "until",
        "reason",
        "from",
        "to",
        "days",
        "suppress",
        "except",
        "after_minutes",
        "at",
        "on",
        "kinds",
        "stuck",
        "cards_in_window",
        "overrun_factor",
    ]
) | st.text(string.ascii_lowercase, max_size=4)


VALUES = st.recursive(
    st.sampled_from(
        [
            "slack:#ops",
            "web:alerts",
            "teams:",
            "PAY_*",
            "@",
            "/X/*",
            "abend",
            "late",
            "critical",
            "low",
            "pt",
            "en",
            "22:00",
            "06:00",
            "24:00",
            "mon",
            "sab",
            "2026-11-22T22:00:00",
            "2026-03-29T01:30:00",
        ]
    )
    | st.text(max_size=5)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.datetimes()
    | st.datetimes(timezones=st.just(UTC))
    | st.dates()
    | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


MATCH = st.fixed_dictionaries(
    {},
    optional={
        "job": st.sampled_from(["PAY_*", "@", "X", ["A", "PAY_CALC"]]),
        "severity": st.sampled_from(list(Severity)),
        "kind": st.sampled_from(list(IncidentKind)),
        "folder": st.sampled_from(["/", "/*", "*"]),
    },
)


CHANNEL = st.sampled_from(["slack:#a", "web:alerts", "teams:b", "terminal:c"])


CLOCK = st.times().map(lambda clock: f"{clock:%H:%M}")


TABLES = st.fixed_dictionaries(
    {},
    optional={
        "route": st.lists(
            st.builds(
                lambda match, channels, also: {**match, "channels": channels, "also": also},
                MATCH,
                st.lists(CHANNEL, min_size=1, max_size=3),
                st.booleans(),
            ),
            max_size=4,
        ),
        "maintenance": st.lists(
            st.builds(
                lambda match, begin, end, suppress: {**match, "from": begin, "to": end, "suppress": suppress},
                MATCH,
                CLOCK,
                CLOCK,
                st.booleans(),
            ),
            max_size=2,
        ),
        "quiet_hours": st.builds(lambda begin, end: {"from": begin, "to": end}, CLOCK, CLOCK),
        "escalation": st.lists(
            st.builds(
                lambda match, channel, minutes: {**match, "channel": channel, "after_minutes": minutes},
                MATCH,
                CHANNEL,
                st.integers(1, 600),
            ),
            max_size=3,
        ),
        "mute": st.lists(
            st.builds(
                lambda until: {"pattern": "PAY*", "until": until, "reason": "x"},
                st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
            ),
            max_size=2,
        ),
    },
)


@settings(deadline=None)
@given(tables=st.dictionaries(KEYS | st.sampled_from(sorted(Structure.model_fields)), VALUES, max_size=4))
def test_anything_toml_can_say_is_understood_or_refused_with_a_sentence(tables):
    """No value crashes: it means something, or the sentence names the file."""
    try:
        understood = structure_of(tables)
    except SettingsError as error:
        sentence = str(error)
    else:
        sentence = "resync.toml: "
        routing = Routing(route_settings(understood, "pt"), [CONSOLE], lambda: SAO_PAULO)
        assert routing.of(an_incident(), NIGHT).places
        assert alert_settings(understood).kinds
    assert sentence.startswith("resync.toml: ")


@settings(deadline=None)
@given(
    tables=TABLES,
    kind=st.sampled_from(list(IncidentKind)),
    severity=st.sampled_from(list(Severity)),
    now=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC)),
    platforms=st.frozensets(st.sampled_from(["slack", "teams", "terminal"])),
    zone=st.sampled_from(["America/Sao_Paulo", "Europe/Lisbon", "America/New_York"]),
)
def test_no_alert_is_lost_by_any_rules(tables, kind, severity, now, platforms, zone):
    """Every alert has a place that can be reached, a hold that ends later and says why, and a reason."""
    routing = Routing(
        route_settings(structure_of(tables), "pt"), [CONSOLE], lambda: ZoneInfo(zone), platforms=platforms
    )
    incident = an_incident(kind=kind, severity=severity, opened_at=now)
    route = routing.of(incident, now)
    reachable = {"web", *platforms}
    assert route.places
    assert {place.chat for place in route.places} <= reachable
    assert route.reasons
    if route.hold is not None:
        assert route.hold.until > now
        assert route.hold.why.partition(":")[0] in {"mute", "maintenance", "quiet_hours"}
    place = routing.escalation(incident, announced_at=now, level=0, now=now + timedelta(days=1))
    assert place is None or place.chat in {*reachable, THREAD.chat}
