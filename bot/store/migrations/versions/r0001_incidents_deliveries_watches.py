"""Incidents, their diagnoses, the messages about them, watches, notes."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the first tables."""
    _incidents()
    _deliveries()
    _watches()
    op.create_table(
        "diagnoses",
        sa.Column("incident", sa.String(64), primary_key=True),
        sa.Column("artifact", sa.Text, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("notes", "diagnoses", "watches", "deliveries", "incidents"):
        op.drop_table(table)


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(600), nullable=False),
        sa.Column("environment", sa.String(100), nullable=False),
        sa.Column("job", sa.String(300), nullable=False),
        sa.Column("job_name", sa.String(100), nullable=False),
        sa.Column("job_stream", sa.String(200), nullable=False),
        sa.Column("workstation", sa.String(200), nullable=False),
        sa.Column("internal_status", sa.String(30), nullable=False),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.Column("return_code", sa.Integer),
        sa.Column("run_number", sa.Integer),
        sa.Column("taken_by", sa.String(300), nullable=False),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("error_line", sa.Text, nullable=False),
        sa.Column("blocked", sa.Integer, nullable=False),
        sa.Column("job_id", sa.String(300), nullable=False),
        sa.Column("run_mark", sa.String(100), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("group", sa.String(100), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("diagnosed", sa.Boolean, nullable=False),
    )
    op.create_index(
        "incidents_one_open_per_key",
        "incidents",
        ["key"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("incidents_closed_at", "incidents", ["environment", "closed_at"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("decision", sa.String(900), nullable=False, unique=True),
        sa.Column("incident", sa.String(64), nullable=False),
        sa.Column("chat", sa.String(30), nullable=False),
        sa.Column("target", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("lifecycle", sa.String(30), nullable=False),
        sa.Column("progress", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("reference", sa.String(500)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
    )
    op.create_index("deliveries_open", "deliveries", ["chat", "progress", "id"])
    op.create_index("deliveries_thread", "deliveries", ["incident", "chat", "target"])


def _watches() -> None:
    op.create_table(
        "watches",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("environment", sa.String(100), nullable=False),
        sa.Column("key", sa.String(600), nullable=False),
        sa.Column("job", sa.String(300), nullable=False),
        sa.Column("job_id", sa.String(300), nullable=False),
        sa.Column("job_name", sa.String(100), nullable=False),
        sa.Column("job_stream", sa.String(200), nullable=False),
        sa.Column("conversation", sa.String(500), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("until", TIME),
        sa.Column("late_told_at", TIME),
        sa.Column("done_at", TIME),
    )
    op.create_index("watches_open", "watches", ["environment", "done_at"])
