"""Where an alert goes, when, and why: routes, mutes, maintenance windows, quiet hours, escalation."""

from bot.alerts.routing.records import Hold, Reason, Route
from bot.alerts.routing.routing import Routing
from bot.alerts.routing.rules import RouteSettings
from bot.alerts.routing.severity import severity_of
from bot.alerts.routing.shifts import HandoverSettings, HandoverTimes

__all__ = [
    "HandoverSettings",
    "HandoverTimes",
    "Hold",
    "Reason",
    "Route",
    "RouteSettings",
    "Routing",
    "severity_of",
]
