"""Made-up incidents of every kind, in every state that changes a card, at the moment of the other samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.cards import Card
from bot.presenters import ACTIONS, Teller, alert_card, delayed, group_card, progress_card
from bot.reports import Evidence, Happening, Incident, IncidentKind, Severity
from tests.bot.presenters.plan_samples import DIAGNOSIS, INCIDENT, NOW, RECOVERED, TAKEN, UNKNOWN, ago

HOSTILE = "<script>alert(1)</script> *bold* [x](javascript:y) {name} <!channel> \u202egnp.exe"
WORDS = (
    *("opened", "failed_again", "reopened", "taken", "rerunning", "recovered", "cancelled", "gone", "grouped", "held"),
    *("released", "escalated", "solved", "not_solved", "snoozed", "late", "at_risk", "orbiting"),
)
TEXTS = {
    "grouped": "workstation_down:FTA_01",
    "held": "maintenance:troca do storage",
    "released": "quiet_hours:22:00-06:00",
    "escalated": "slack:#ops-2",
    "solved": "ampliei o UNDO em 4 GB",
    "snoozed": (NOW + timedelta(hours=1)).isoformat(),
    "failed_again": "7×",
}


def condition(kind: IncidentKind, job: str, word: str, evidence: Evidence, **values: object) -> Incident:
    """An incident that is no bad end, open for 10 minutes."""
    known = {"job_name": "", "job_stream": "", "workstation": "", "return_code": None, "run_number": None}
    quiet = {"known": False, "error_line": "", "blocked": 0}
    return replace(
        INCIDENT, kind=kind, job=job, internal_status=word, evidence=evidence, **{**known, **quiet, **values}
    )


OF_JOB = {"job_name": "CRIT_JOB", "job_stream": "PAYROLL", "workstation": "WKS_DB1"}
CRIT = "WKS_DB1#PAYROLL.CRIT_JOB"
STUCK = condition(
    IncidentKind.STUCK,
    "WKS_DB1#PAY_CLOSE",
    "STUCK",
    Evidence(since=ago(minutes=25), waiting=31, blocked_by="WKS_DB1#PAY_CLOSE.PAY_SUM"),
    job_stream="PAY_CLOSE",
    workstation="WKS_DB1",
)
LATE = condition(
    IncidentKind.LATE,
    CRIT,
    "LATE",
    Evidence(
        since=ago(minutes=12),
        deadline=ago(minutes=12),
        states=("HOLD",),
        expected_at=NOW + timedelta(minutes=13),
        blocked_by="WKS_DB1#PAYROLL.PAY_SUM",
    ),
    severity=Severity.CRITICAL,
    critical=True,
    **OF_JOB,
)
AT_RISK = condition(
    IncidentKind.AT_RISK,
    CRIT,
    "HOLD",
    Evidence(
        deadline=NOW + timedelta(hours=3),
        expected_at=NOW + timedelta(hours=3, minutes=25),
        latest_start=NOW + timedelta(hours=2),
        usual=timedelta(minutes=35),
        blocked_by="WKS_DB1#PAYROLL.PAY_SUM",
    ),
    severity=Severity.HIGH,
    **OF_JOB,
)
OVERRUN = condition(
    IncidentKind.OVERRUN,
    CRIT,
    "EXEC",
    Evidence(
        since=ago(hours=1, minutes=35),
        states=("EXEC", "MAXDUR"),
        lasting=timedelta(hours=2, minutes=10),
        started_at=ago(hours=2, minutes=10),
        usual=timedelta(minutes=35),
    ),
    **OF_JOB,
)
AGENT = condition(
    IncidentKind.WORKSTATION,
    "FTA_01",
    "UNLINKED",
    Evidence(since=ago(minutes=8), waiting=1200, states=("UNLINKED", "STOPPED")),
    workstation="FTA_01",
)
PROMPT = condition(
    IncidentKind.PROMPT,
    "PRM_CLOSE",
    "ASKED",
    Evidence(since=ago(minutes=49), waiting=1, text=f"Books closed for 11/2026? {HOSTILE}"),
)
PLAN = condition(
    IncidentKind.PLAN,
    "FINAL",
    "HOLD",
    Evidence(since=ago(minutes=30), deadline=NOW + timedelta(minutes=40), states=("HOLD",), text="FINAL HOLD"),
)
HWA = condition(IncidentKind.HWA, "mdm.example", "TwsTimeoutError", Evidence(since=ago(minutes=4)))
CONDITIONS = {
    "stuck": STUCK,
    "late": LATE,
    "at_risk": AT_RISK,
    "overrun": OVERRUN,
    "workstation": AGENT,
    "prompt": PROMPT,
    "plan": PLAN,
    "hwa": HWA,
}
BARE = {
    "late_running": replace(LATE, evidence=Evidence(deadline=ago(minutes=5), states=("EXEC",))),
    "late_stream": replace(LATE, job="WKS_DB1#PAYROLL", job_name=""),
    "late_bare": replace(LATE, evidence=None),
    "at_risk_bare": replace(AT_RISK, evidence=None),
    "at_risk_unsure": replace(AT_RISK, evidence=Evidence(deadline=NOW + timedelta(days=1))),
    "overrun_bare": replace(OVERRUN, evidence=None),
    "overrun_new": replace(
        OVERRUN, evidence=Evidence(lasting=timedelta(days=2, hours=3), started_at=ago(days=2, hours=3))
    ),
    "workstation_bare": replace(AGENT, internal_status="", evidence=None),
    "workstation_limit": replace(AGENT, evidence=Evidence(states=("LIMIT 0",), waiting=1)),
    "workstation_fence": replace(AGENT, evidence=Evidence(states=("FENCE 101", "LIMIT 0"), waiting=2)),
    "workstation_odd": replace(AGENT, internal_status=HOSTILE, evidence=Evidence(waiting=0)),
    "prompt_bare": replace(PROMPT, evidence=None),
    "prompt_of_job": replace(PROMPT, job=CRIT, **OF_JOB),
    "stuck_bare": replace(STUCK, evidence=None, job_stream=""),
}

LIFE = (
    Happening(at=ago(hours=11), what="opened"),
    Happening(at=ago(hours=10), what="held", text="quiet_hours:madrugada"),
    Happening(at=ago(minutes=40), what="released"),
    Happening(at=ago(minutes=35), what="escalated", text="slack:#ops-2"),
    Happening(at=ago(minutes=30), what="taken", who="plantao1"),
    Happening(at=ago(minutes=9), what="solved", who=HOSTILE, text=HOSTILE),
    Happening(at=ago(minutes=8), what="orbiting"),
)
EFFECTS = tuple(
    replace(
        INCIDENT,
        id=f"e{number}",
        job=f"FTA_01#EDI.SEND_{number:02}",
        job_name=f"SEND_{number:02}",
        workstation="FTA_01",
        job_stream="EDI",
        critical=number == 5,
        state="recovered" if number == 0 else "open",
        return_code=None if number == 2 else number,
        cause="i1",
        because=f"same_error:ORA-01555 {HOSTILE}" if number % 3 else "workstation_down:FTA_01",
    )
    for number in range(8)
)
EVIL = replace(
    INCIDENT,
    job=HOSTILE,
    job_name=HOSTILE,
    workstation=HOSTILE,
    internal_status=HOSTILE,
    error_line=HOSTILE,
    taken_by=HOSTILE,
    because=f"{HOSTILE}:{HOSTILE}",
    cause="i0",
    held_why=f"{HOSTILE}:{HOSTILE}",
    held_until=NOW + timedelta(hours=1),
)

Alert = Callable[[Teller], Card]


def _card(incident: Incident, **values: object) -> Alert:
    return lambda teller: alert_card(incident, None, teller, can=ACTIONS, **values)


def _reply(incident: Incident, what: str, **values: str) -> Alert:
    return lambda teller: progress_card(incident, what, teller, **values)


def _conditions() -> dict[str, Alert]:
    ended = {"closed_at": ago(minutes=1), "updated_at": ago(minutes=1)}
    states = {
        "open": {},
        "taken": {"state": "acknowledged", "taken_by": "plantao1"},
        "recovered": {"state": "recovered", **ended},
    }
    return {
        **{
            f"{kind}_{state}": _card(replace(incident, **values))
            for kind, incident in CONDITIONS.items()
            for state, values in states.items()
        },
        **{kind: _card(incident) for kind, incident in BARE.items()},
        "late_cancelled": _card(replace(LATE, state="cancelled", **ended)),
        "stuck_gone": _card(replace(STUCK, state="gone", **ended)),
        "workstation_effects": _card(replace(AGENT, effects=1250), effects=EFFECTS, happenings=LIFE[:2]),
    }


def _bad_ends() -> dict[str, Alert]:
    known = {"can": ACTIONS, "happenings": LIFE[:5]}
    unknown = replace(DIAGNOSIS, found=UNKNOWN)
    return {
        "bad_end_open": lambda teller: alert_card(
            replace(INCIDENT, severity=Severity.CRITICAL, critical=True, effects=8),
            DIAGNOSIS,
            teller,
            effects=EFFECTS,
            **known,
        ),
        "bad_end_taken": lambda teller: alert_card(TAKEN, DIAGNOSIS, teller, **known),
        "bad_end_unknown": lambda teller: alert_card(TAKEN, unknown, teller, can=ACTIONS),
        "bad_end_recovered": lambda teller: alert_card(RECOVERED, DIAGNOSIS, teller, **known),
        "bad_end_answered": lambda teller: alert_card(RECOVERED, DIAGNOSIS, teller, can=ACTIONS, happenings=LIFE),
        "bad_end_held": _card(
            replace(INCIDENT, held_until=NOW + timedelta(hours=1), held_why="quiet_hours", severity=Severity.LOW)
        ),
        "bad_end_muted": _card(replace(INCIDENT, held_until=NOW + timedelta(days=1), held_why="mute:migração")),
        "bad_end_released": _card(replace(INCIDENT, held_until=ago(minutes=1), held_why="mute:migração")),
        "bad_end_suppressed": _card(
            replace(INCIDENT, held_until=NOW + timedelta(days=366), held_why="maintenance:storage, troca")
        ),
        "bad_end_late": _card(replace(INCIDENT, evidence=Evidence(deadline=ago(minutes=5)))),
        "bad_end_effect": _card(EFFECTS[1]),
        "bad_end_effects_unlisted": _card(replace(INCIDENT, effects=3)),
        "bad_end_hostile": _card(EVIL, happenings=LIFE),
    }


def _replies() -> dict[str, Alert]:
    closed = {"state": "recovered", "closed_at": ago(minutes=1), "updated_at": ago(minutes=1)}
    return {
        **{f"reply_{what}": _reply(TAKEN, what, text=TEXTS.get(what, "")) for what in WORDS},
        **{f"reply_agent_{what}": _reply(AGENT, what, text=TEXTS.get(what, "")) for what in WORDS},
        **{
            f"reply_{kind}_over": _reply(replace(incident, **closed), "recovered")
            for kind, incident in CONDITIONS.items()
        },
        "reply_effect_released": _reply(EFFECTS[1], "released", text="blocked_by:WKS_DB1#PAYROLL.PAY_SUM"),
        "reply_snoozed_so": _reply(TAKEN, "snoozed", text="espero o DBA"),
        "reply_hostile": _reply(EVIL, "solved", who=HOSTILE, text=HOSTILE),
    }


def _groups() -> dict[str, Alert]:
    mixed = (*EFFECTS, AGENT, LATE)
    return {
        "group_storm_growing": lambda teller: group_card(EFFECTS * 2, 2000, "storm", teller, recovered=1200),
        "group_storm_over": lambda teller: group_card(EFFECTS[:1], 1, "storm", teller, recovered=1),
        "group_mixed": lambda teller: group_card(mixed, len(mixed), "storm", teller),
        "group_standing_some": lambda teller: group_card((RECOVERED, EVIL), 2, "standing", teller, recovered=1),
        "group_nothing": lambda teller: group_card((), 30, "storm", teller),
        "delayed": lambda teller: delayed(alert_card(AGENT, None, teller), timedelta(minutes=16), teller),
    }


INCIDENT_ALERTS: dict[str, Alert] = {**_bad_ends(), **_conditions(), **_replies(), **_groups()}
