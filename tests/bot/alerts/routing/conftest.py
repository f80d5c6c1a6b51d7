"""Incidents and rules as a test writes them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.alerts.routing import Routing
from bot.alerts.routing.configured import route_settings
from bot.reports import Incident
from bot.store.rows import Place
from bot.structure_file import structure_of

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
SAO_PAULO = ZoneInfo("America/Sao_Paulo")
CONSOLE = Place(chat="web", target="alerts")

Ruled = Callable[..., Routing]


def an_incident(**values: object) -> Incident:
    """An open ABEND of PAY_WKS#PAYROLL.PAY_CALC, seen at 03:12 UTC, changed as the test says."""
    incident = Incident(
        id="one",
        key="default|PAYROLL.PAY_CALC",
        environment="default",
        job="PAY_WKS#PAYROLL.PAY_CALC",
        job_name="PAY_CALC",
        job_stream="PAYROLL",
        workstation="PAY_WKS",
        internal_status="ABEND",
        state="open",
        opened_at=NIGHT,
        updated_at=NIGHT,
    )
    return replace(incident, **values)


@pytest.fixture
def ruled() -> Ruled:
    """Routing by what a resync.toml says, with a console and Slack, in São Paulo unless told otherwise."""

    def routing(toml: str = "", zone: ZoneInfo = SAO_PAULO, platforms: tuple[str, ...] = ("slack",)) -> Routing:
        settings = route_settings(structure_of(tomllib.loads(toml)), "pt")
        return Routing(settings, [CONSOLE], lambda: zone, platforms=platforms)

    return routing
