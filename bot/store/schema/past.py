"""What outlives the plan and the process: runs, what people said solved an error, watches, single values."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from bot.store.schema.columns import UtcTime, metadata

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
