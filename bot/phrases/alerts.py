"""Alerts: an incident from its first sight to its end."""

PHRASES: dict[str, tuple[str, str]] = {}
