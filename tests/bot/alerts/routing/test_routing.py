"""Where alerts go, what holds them back, and who hears of one that nobody takes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.alerts.routing.records import THREAD
from bot.reports import IncidentKind, Severity
from bot.store.rows import Mute, Place
from tests.bot.alerts.routing.conftest import CONSOLE, NIGHT, an_incident

TWO_ROUTES = """
[[route]]
name = "payroll"
job_stream = "PAY*"
channels = ["slack:#payroll", "web:alerts"]
mention = "@payroll-oncall"
language = "en"

[[route]]
name = "all"
channels = "slack:#ops"
"""
AT_NIGHT = """
[quiet_hours]
from = "22:00"
to = "06:00"
"""  # 22:00 to 06:00 in São Paulo is 01:00 to 09:00 UTC: NIGHT is in it
MORNING = NIGHT.replace(hour=9, minute=0)


def channels(route):
    """The places as resync.toml writes them."""
    return [f"{place.chat}:{place.target}" for place in route.places]


def a_mute(pattern="PAY_*", **values):
    """A mute for two hours, in force."""
    until = NIGHT + timedelta(hours=2)
    mute = Mute(id="m1", environment="", pattern=pattern, until=until, reason="known", who="someone", created_at=NIGHT)
    return replace(mute, **values)


def test_without_rules_alerts_go_to_the_default_places(ruled):
    """Nothing configured is the console, not held back."""
    route = ruled().of(an_incident(), NIGHT)
    assert (route.places, route.hold, route.reasons) == ((CONSOLE,), None, (("routing.by_default", ()),))


def test_the_first_rule_that_is_for_it_wins(ruled):
    """A rule further down is not looked at."""
    route = ruled(TWO_ROUTES).of(an_incident(), NIGHT)
    expected = [
        Place(chat="slack", target="#payroll", language="en", mentions=("@payroll-oncall",)),
        Place(chat="web", target="alerts", language="en", mentions=("@payroll-oncall",)),
    ]
    assert expected == list(route.places)


def test_another_job_falls_through_to_the_next_rule(ruled):
    """What payroll's rule is not for goes where everything goes, in the default language."""
    route = ruled(TWO_ROUTES).of(an_incident(job_stream="LEDGER"), NIGHT)
    assert route.places == (Place(chat="slack", target="#ops", language="pt"),)


def test_also_goes_on_to_the_rules_below(ruled):
    """With `also` both rules' places hear of it, each once."""
    both = ruled(TWO_ROUTES.replace('language = "en"', 'language = "en"\nalso = true'))
    assert channels(both.of(an_incident(), NIGHT)) == ["slack:#payroll", "web:alerts", "slack:#ops"]


def test_a_place_that_two_rules_name_calls_everyone_once(ruled):
    """Same channel twice is one message that calls the people of both rules."""
    routing = ruled(
        '[[route]]\nchannels = ["slack:#ops"]\nmention = ["@a", "@b"]\nalso = true\n'
        '[[route]]\nchannels = ["slack:#ops"]\nmention = ["@b", "@c"]\n'
    )
    assert [place.mentions for place in routing.of(an_incident(), NIGHT).places] == [("@a", "@b", "@c")]


@pytest.mark.parametrize(
    ("condition", "incident", "expected"),
    [
        ('kind = ["late", "at_risk"]', an_incident(kind=IncidentKind.LATE), True),
        ('kind = "late"', an_incident(), False),
        ('severity = "high"', an_incident(severity=Severity.CRITICAL), True),
        ('severity = "high"', an_incident(severity=Severity.NORMAL), False),
        ('severity = "critical"', an_incident(critical=True), True),
        ('environment = "prod*"', an_incident(environment="prod-br"), True),
        ('environment = "prod*"', an_incident(environment="hml"), False),
        ('folder = ["/PAY", "/PAY/*"]', an_incident(folder="/PAY/DAILY"), True),
        ('workstation = "PAY_*"', an_incident(), True),
        ('job = ["LED_*", "PAY_*"]', an_incident(), True),
        ('job = "PAY_*"\nkind = "fail"', an_incident(), False),
    ],
)
def test_every_condition_of_a_rule_must_be_met(ruled, condition, incident, expected):
    """Several patterns of one condition are alternatives; several conditions hold together."""
    route = ruled(f'[[route]]\n{condition}\nchannels = "slack:#x"\n').of(incident, NIGHT)
    assert (channels(route) == ["slack:#x"]) is expected


def test_a_platform_that_is_not_there_sends_it_to_the_defaults(ruled):
    """A rule for Teams without Teams is no way to lose an alert, and the reason is told."""
    route = ruled('[[route]]\nname = "t"\nchannels = "teams:General"\n').of(an_incident(), NIGHT)
    keys = [key for key, _ in route.reasons]
    assert (channels(route), keys) == (
        ["web:alerts"],
        ["routing.by_rule", "routing.unreachable", "routing.by_default"],
    )


def test_quiet_hours_hold_an_ordinary_alert_until_they_end(ruled):
    """03:12 UTC is night in São Paulo: it waits until 06:00 there."""
    hold = ruled(AT_NIGHT).of(an_incident(), NIGHT).hold
    assert (hold.until, hold.why) == (MORNING, "quiet_hours:22:00–06:00")


@pytest.mark.parametrize(
    "urgent", [{"severity": Severity.CRITICAL}, {"critical": True}, {"kind": IncidentKind.HWA}], ids=str
)
def test_quiet_hours_never_hold_what_is_critical(ruled, urgent):
    """By its severity, by its job, or because HWA is silent."""
    assert ruled(AT_NIGHT).of(an_incident(**urgent), NIGHT).hold is None


def test_quiet_hours_may_let_more_through(ruled):
    """With except = "high" what is high is told at night."""
    routing = ruled(AT_NIGHT + 'except = "high"\n')
    held = [routing.of(an_incident(severity=one), NIGHT).hold is not None for one in Severity]
    assert held == [False, False, True, True]


def test_a_mute_wins_over_maintenance_and_that_over_quiet_hours(ruled):
    """The reason that is told is the strongest; what is muted waits until all of them are over."""
    routing = ruled(AT_NIGHT + '[[maintenance]]\nname = "patch"\nfrom = "00:00"\nto = "02:00"\nreason = "kernel"\n')
    muted = routing.of(an_incident(), NIGHT, [a_mute()]).hold
    unmuted = routing.of(an_incident(), NIGHT).hold
    assert (muted.why, muted.until, unmuted.why) == ("mute:known", MORNING, "maintenance:patch: kernel")


@pytest.mark.parametrize(
    ("mute", "held"),
    [
        (a_mute(), True),
        (a_mute("LED_*"), False),
        (a_mute(until=NIGHT), False),
        (a_mute(environment="prod"), False),
        (a_mute(environment="default"), True),
    ],
)
def test_a_mute_is_about_its_jobs_in_its_environment_in_its_time(ruled, mute, held):
    """Other jobs, other environments and the time after it are not silenced."""
    assert (ruled().of(an_incident(), NIGHT, [mute]).hold is not None) is held


def test_a_mute_silences_even_what_is_critical(ruled):
    """Somebody said so by name."""
    assert ruled().of(an_incident(critical=True), NIGHT, [a_mute()]).hold.why == "mute:known"


def test_of_two_mutes_the_longer_counts(ruled):
    """The shorter one does not end it."""
    longer = a_mute("*", id="m2", until=NIGHT + timedelta(hours=5), reason="longer")
    assert ruled().of(an_incident(), NIGHT, [longer, a_mute()]).hold.why == "mute:longer"


def test_a_mute_of_the_file_is_local_time(ruled):
    """until 02:00 in São Paulo is 05:00 UTC."""
    hold = (
        ruled('[[mute]]\npattern = "PAY_@"\nuntil = 2026-11-22T02:00:00\nreason = "move"\n')
        .of(an_incident(), NIGHT)
        .hold
    )
    assert (hold.until, hold.why) == (NIGHT.replace(hour=5, minute=0), "mute:move")


def test_suppressing_maintenance_is_told_never_even_after_it(ruled):
    """What began in it stays silent when it is over; what begins later is told."""
    routing = ruled('[[maintenance]]\nname = "dr test"\nfrom = "00:00"\nto = "01:00"\nsuppress = true\n')
    later = NIGHT + timedelta(hours=3)
    during, after = routing.of(an_incident(), NIGHT).hold, routing.of(an_incident(), later).hold
    new = routing.of(an_incident(opened_at=later), later).hold
    assert (during.suppressed, after.suppressed, new) == (True, True, None)


def test_quiet_all_day_is_no_endless_loop(ruled):
    """From 06:00 to 06:00 holds for days, not for ever: it is asked again then."""
    hold = ruled('[quiet_hours]\nfrom = "06:00"\nto = "06:00"\n').of(an_incident(), NIGHT).hold
    assert timedelta(days=1) < hold.until - NIGHT < timedelta(days=30)


STEPS = """
[[escalation]]
name = "second"
after_minutes = 30
channel = "slack:#managers"
mention = "@lead"

[[escalation]]
name = "first"
severity = "normal"
after_minutes = 10
mention = "@oncall"
"""


def escalated(routing, minutes, level=0, incident=None, **more):
    """Who hears next, so many minutes after the alert was told."""
    now = NIGHT + timedelta(minutes=minutes)
    return routing.escalation(incident or an_incident(), announced_at=NIGHT, level=level, now=now, **more)


def test_steps_come_in_the_order_of_their_time(ruled):
    """The sooner step is first though it is written last: in the alert's own thread, calling its people."""
    found = [escalated(ruled(STEPS), minutes, level) for minutes, level in ((9, 0), (10, 0), (29, 1), (30, 1), (99, 2))]
    first = replace(THREAD, mentions=("@oncall",))
    second = Place(chat="slack", target="#managers", language="pt", mentions=("@lead",))
    assert found == [None, first, None, second, None]


@pytest.mark.parametrize(
    "looked_after",
    [{"taken_by": "someone", "state": "acknowledged"}, {"state": "rerunning"}, {"state": "recovered"}],
    ids=str,
)
def test_nobody_is_called_for_what_somebody_looks_after(ruled, looked_after):
    """Taken, rerunning or over: no step is due."""
    assert escalated(ruled(STEPS), 60, incident=an_incident(**looked_after)) is None


def test_what_was_not_announced_is_not_escalated(ruled):
    """An alert that is held back has no clock running."""
    now = NIGHT + timedelta(hours=1)
    assert ruled(STEPS).escalation(an_incident(), announced_at=None, level=0, now=now) is None


def test_a_step_waits_for_the_end_of_quiet_hours(ruled):
    """Announced before the night, it is not escalated into it; a critical one is."""
    routing = ruled(STEPS + AT_NIGHT)
    calm, urgent = escalated(routing, 30), escalated(routing, 30, incident=an_incident(critical=True))
    assert (calm, urgent is not None) == (None, True)


def test_a_mute_stops_the_escalation(ruled):
    """Whoever mutes an alert is not called about it."""
    assert escalated(ruled(STEPS), 30, mutes=[a_mute()]) is None


def test_a_step_on_a_platform_that_is_not_there_calls_where_the_alert_stands(ruled):
    """Its people are called on a platform that can be reached."""
    assert escalated(ruled(STEPS, platforms=()), 30, level=1) == replace(THREAD, mentions=("@lead",))


def test_a_level_below_zero_or_beyond_the_steps_is_nobody(ruled):
    """A wrong counter calls nobody."""
    assert [escalated(ruled(STEPS), 60, level) for level in (-1, 5)] == [None, None]


def test_moments_in_reasons_are_iso(ruled):
    """Whoever explains a route can read when it ends."""
    ((_, (_, until)),) = [one for one in ruled(AT_NIGHT).of(an_incident(), NIGHT).reasons if "held" in one[0]]
    assert datetime.fromisoformat(until) == MORNING
