"""What stays true of incidents whatever the plan, the engine and the people do."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.alerts.routing.records import Hold
from bot.alerts.settings import AlertSettings
from bot.store import incidents, journal
from bot.store.rows import Place
from tests.bot.alerts.conftest import Night
from tests.bot.alerts.test_standing import deadline, workstation_down
from tests.fakes import NIGHT, fake_job, lone_job, own_line
from tws.errors import TwsConnectionError

NAMES = "ABCD"
ENDS = {"recovered", "cancelled", "gone"}
JOB_EVENTS = ["abend", "fail", "exec", "succ", "cancel", "vanish", "extend", "mend"]
OTHER_EVENTS = [
    "look",
    "poll",
    "poll",
    "restart",
    "missed",
    "down",
    "up",
    "late",
    "hold",
    "free",
    "take",
    "snooze",
    "crowd",
    "hour",
]
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(JOB_EVENTS), st.sampled_from(NAMES)),
        st.tuples(st.sampled_from(OTHER_EVENTS), st.just("")),
    ),
    min_size=3,
    max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_whatever_happens_each_incident_is_told_once_a_place_or_says_why_not(events):
    """After any order of bad ends, reruns, cancellations, plan extensions, outages, holds, conditions and restarts:
    one open incident a key; one root a place, or a reason why not; closed ones have an end; the journal is in order;
    nothing stays open that ended, and nothing is closed that stands."""
    with TemporaryDirectory() as folder:
        asyncio.run(_live_through(Path(folder), events))


async def _live_through(folder, events):
    night = Night(folder / "resync.db", AlertSettings(patience=0.2, cards_in_window=5))
    night.diagnose.lines = lambda name: own_line(name) if name < "C" else "connection to the database was refused"
    night.plan.put(lone_job("A", "SUCC"), fake_job("B", "SUCC"), fake_job("C", "SUCC"), lone_job("D", "SUCC"))
    night.routes.steps = [(30, Place(chat="web", target="managers"))]
    await night.start()
    try:
        await _live(night, events)
    finally:
        await night.kill()


async def _live(night, events):
    await night.poll()
    for what, name in events:
        await _happen(night, what, name)
    night.routes.hold = None
    await night.polls(3)
    await _check(night)
    night.conditions.standing = []
    await night.poll(seconds=4 * 3600)
    await night.polls(3)
    await _check(night, settled=True)


async def _check(night, *, settled=False):
    await night.alerts.stop()
    async with night.store.reading() as connection:
        stored = await incidents.followed(connection, "default", closed_since=NIGHT - timedelta(days=1))
        lives = await journal.read(connection, [one.incident.id for one in stored])
    open_ones = [one for one in stored if one.incident.closed_at is None]
    assert [] == [key for key, n in Counter(one.incident.key for one in open_ones).items() if n > 1]
    roots = Counter((told.message.incident, told.message.target) for told in night.chat.told)
    assert set(roots.values()) <= {1}
    for one in stored:
        _check_one(one, lives[one.incident.id], {target for key, target in roots if key == one.incident.id})
    for one in open_ones:
        _check_open(night, one, settled=settled)
    assert 0 == await night.alerts.outbox.waiting()


def _check_one(one, life, told_in):
    words = [moment.what for moment in life]
    assert words.count("opened") == 1
    assert "opened" == words[0]
    assert [moment.at for moment in life] == sorted(moment.at for moment in life)
    assert (one.incident.state in ENDS) == (one.incident.closed_at is not None)
    if one.announced_at is not None:
        assert {place.target for place in one.places} == told_in
    else:
        assert set() == told_in
        assert one.group or one.incident.held_why or one.incident.cause or "held" in words


def _check_open(night, one, *, settled):
    if one.job_id and one.incident.kind in {"abend", "fail"}:
        job = next((job for job in night.plan.rows.values() if job.name == one.incident.job_name), None)
        assert job is not None
        assert not job.canceled
        assert job.status in {"ERROR", "RUNNING"}
        if settled and job.status == "ERROR" and not one.group:
            # Nothing is lost: what still stands after hours is told, or on the card of a cause that is open.
            assert one.announced_at is not None or one.incident.cause


async def _happen(night, what, name):
    if name:
        _to_job(night, what, name)
    elif what in {"look", "poll", "hour"}:
        await (night.alerts.look_once() if what == "look" else night.poll(seconds=3600 if what == "hour" else 30))
    elif what == "restart":
        await night.restart()
    elif what == "missed":
        night.plan.broken = TwsConnectionError("refused")
        await night.alerts.look_once()
        night.plan.broken = None
    elif what in {"down", "up", "late"}:
        found = {"down": [workstation_down("W_A")], "up": [], "late": [deadline(job=fake_job("B", "EXEC"))]}
        night.conditions.standing = found[what]
    elif what in {"hold", "free"}:
        until = night.clock() + timedelta(minutes=20)
        night.routes.hold = Hold(until=until, why="quiet_hours:") if what == "hold" else None
    elif what == "crowd":
        night.plan.put(*(lone_job(f"X{len(night.plan.rows)}{each}") for each in range(8)))
    else:
        await _by_a_person(night, what)


async def _by_a_person(night, what):
    for incident in (await night.alerts.book.open_incidents())[:1]:
        if what == "take":
            await night.alerts.take(incident.id, "ops")
        else:
            await night.alerts.snooze(incident.id, "ops", night.clock() + timedelta(minutes=10))


def _to_job(night, what, name):
    found = next((job for job in night.plan.rows.values() if job.name == name), None)
    if found is None:
        night.plan.put((lone_job if name in "AD" else fake_job)(name, "SUCC"))
    elif what == "vanish":
        del night.plan.rows[found.id]
    elif what == "extend":
        del night.plan.rows[found.id]
        night.plan.put(replace(found, id=f"{found.id}+", job_stream_id="next"))
    elif what == "cancel":
        night.plan.put(replace(found, canceled=True))
    elif what == "mend":
        _run(night, found, "ABEND", recovery="RERUN")
    else:
        _run(night, found, what.upper(), recovery=None)


def _run(night, found, word, **values):
    after = fake_job(found.name, word, number=len(found.runs) + 1)
    night.plan.put(
        replace(
            found,
            status=after.status,
            internal_status=word,
            runs=(*found.runs, *after.runs),
            canceled=False,
            **values,
        )
    )
