"""The tables, in types that SQLite and PostgreSQL share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, Dialect, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

# The newest migration under migrations/versions; a test holds it to that.
HEAD = "r0005"


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The value as the database takes it."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 SQLAlchemy's signature
        """The value as it was given, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

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

watches = Table(
    "watches",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("environment", String(100), nullable=False),
    Column("key", String(600), nullable=False),
    Column("job", String(300), nullable=False),
    Column("job_id", String(300), nullable=False),
    Column("job_name", String(100), nullable=False),
    Column("job_stream", String(200), nullable=False),
    Column("conversation", String(500), nullable=False),
    Column("language", String(10), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("until", UtcTime),
    Column("late_told_at", UtcTime),
    Column("done_at", UtcTime),
    Column("asker", String(300), nullable=False),
)
Index("watches_open", watches.c.environment, watches.c.done_at)

notes = Table(
    "notes",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)

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

# What HWA forgets with each plan: how the runs of a job ended, and how long they took.
runs = Table(
    "runs",
    metadata,
    Column("environment", String(100), primary_key=True),
    Column("job", String(600), primary_key=True),
    Column("run", String(100), primary_key=True),
    Column("started_at", UtcTime),
    Column("ended_at", UtcTime, nullable=False),
    Column("internal_status", String(30), nullable=False),
    Column("return_code", Integer),
    Column("number", Integer),
)
Index("runs_ended_at", runs.c.environment, runs.c.ended_at)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("environment", String(100), nullable=False),
    Column("incident", String(64), nullable=False),
    Column("job", String(300), nullable=False),
    Column("entry", String(100), nullable=False),
    Column("codes", JSON, nullable=False),
    Column("solved", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", String(300), nullable=False),
    Column("at", UtcTime, nullable=False),
)
Index("feedback_job", feedback.c.environment, feedback.c.job)

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

# Which events, triggers and presses of a chat platform were handled: each of them may be sent again.
seen = Table(
    "seen",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
Index("seen_at", seen.c.at)

# Channels that asked to hear of incidents, beside the routes of resync.toml.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat", String(30), primary_key=True),
    Column("target", String(500), primary_key=True),
    Column("pattern", String(300), primary_key=True),
    Column("tenant", String(200), nullable=False),
    Column("team", String(200), nullable=False, server_default=""),
    Column("user", String(300), nullable=False),
    Column("who", String(300), nullable=False),
    Column("language", String(10), nullable=False),
    Column("private", Boolean, nullable=False),
    Column("external", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

boards = Table(
    "boards",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("chat", String(30), nullable=False),
    Column("target", String(500), nullable=False),
    Column("environment", String(100), nullable=False),
    Column("tenant", String(200), nullable=False),
    Column("team", String(200), nullable=False, server_default=""),
    Column("user", String(300), nullable=False),
    Column("language", String(10), nullable=False),
    Column("private", Boolean, nullable=False),
    Column("external", Boolean, nullable=False),
    Column("reference", String(500)),
    Column("digest", String(64), nullable=False),
    Column("card", Text, nullable=False),
    Column("as_of", UtcTime),
    Column("shown_at", UtcTime),
    Column("posted_at", UtcTime, nullable=False),
)
Index("boards_place", boards.c.chat, boards.c.target, boards.c.environment, unique=True)

people = Table(
    "people",
    metadata,
    Column("platform", String(30), primary_key=True),
    Column("tenant", String(200), primary_key=True),
    Column("user", String(300), primary_key=True),
    Column("language", String(10), nullable=False),
    Column("chosen_at", UtcTime, nullable=False),
)

# What people thought of answers. The question's own words are not kept: they may hold a secret.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(500), nullable=False),
    Column("question", String(64), nullable=False),
    Column("tools", JSON, nullable=False),
    Column("language", String(10), nullable=False),
    Column("good", Boolean, nullable=False),
    Column("who", String(300), nullable=False),
    Column("at", UtcTime, nullable=False),
)
Index("judgements_conversation", judgements.c.conversation)

# What a platform told its adapter, such as where a channel is reached.
chat_references = Table(
    "chat_references",
    metadata,
    Column("platform", String(30), primary_key=True),
    Column("key", String(500), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
