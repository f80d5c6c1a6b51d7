"""Incidents with all that is told of them: diagnoses, messages on their way, moments, mutes."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from bot.store.schema.columns import UtcTime, metadata

incidents = Table(
    "incidents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("key", String(600), nullable=False),
    Column("environment", String(100), nullable=False),
    Column("job", String(300), nullable=False),
    Column("job_name", String(100), nullable=False),
    Column("job_stream", String(200), nullable=False),
    Column("workstation", String(200), nullable=False),
    Column("internal_status", String(30), nullable=False),
    Column("state", String(30), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    Column("return_code", Integer),
    Column("run_number", Integer),
    Column("taken_by", String(300), nullable=False),
    Column("known", Boolean, nullable=False),
    Column("error_line", Text, nullable=False),
    Column("blocked", Integer, nullable=False),
    Column("job_id", String(300), nullable=False),
    Column("run_mark", String(100), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("group", String(100), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("diagnosed", Boolean, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("severity", String(30), nullable=False),
    Column("folder", String(800), nullable=False),
    Column("critical", Boolean, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("cause", String(64), nullable=False),
    Column("because", Text, nullable=False),
    Column("effects", Integer, nullable=False),
    Column("held_until", UtcTime),
    Column("held_why", Text, nullable=False),
    Column("places", JSON, nullable=False),
    Column("announced_at", UtcTime),
    Column("escalated", Integer, nullable=False),
    Column("signature", JSON, nullable=False),
)
# Two replicas that see the same ABEND store it once.
Index(
    "incidents_one_open_per_key",
    incidents.c.key,
    unique=True,
    sqlite_where=incidents.c.closed_at.is_(None),
    postgresql_where=incidents.c.closed_at.is_(None),
)
Index("incidents_closed_at", incidents.c.environment, incidents.c.closed_at)
Index("incidents_group", incidents.c.group)
Index("incidents_cause", incidents.c.cause)
Index("incidents_job", incidents.c.environment, incidents.c.job_name)

# Apart from incidents: they are read at every look, and a diagnosis is large.
diagnoses = Table(
    "diagnoses",
    metadata,
    Column("incident", String(64), primary_key=True),
    Column("artifact", Text, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("decision", String(900), nullable=False, unique=True),
    Column("incident", String(64), nullable=False),
    Column("chat", String(30), nullable=False),
    Column("target", String(500), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("payload", Text, nullable=False),
    Column("lifecycle", String(30), nullable=False),
    Column("language", String(10), nullable=False),
    Column("mentions", JSON, nullable=False),
    Column("progress", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", UtcTime, nullable=False),
    Column("reference", String(500)),
    Column("created_at", UtcTime, nullable=False),
    Column("sent_at", UtcTime),
)
Index("deliveries_open", deliveries.c.chat, deliveries.c.progress, deliveries.c.id)
Index("deliveries_thread", deliveries.c.incident, deliveries.c.chat, deliveries.c.target)

# The life of an incident, moment by moment.
journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident", String(64), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("what", String(30), nullable=False),
    Column("who", String(300), nullable=False),
    Column("text", Text, nullable=False),
)
Index("journal_incident", journal.c.incident, journal.c.id)

mutes = Table(
    "mutes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("environment", String(100), nullable=False),
    Column("pattern", String(300), nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", String(300), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
)
Index("mutes_until", mutes.c.until)
