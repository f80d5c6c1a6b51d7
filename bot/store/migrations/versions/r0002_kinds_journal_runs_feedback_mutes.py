"""Incidents of every kind, their life, the runs of jobs, feedback, mutes."""

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Widen incidents and deliveries, and make the new tables."""
    with op.batch_alter_table("incidents") as incidents:
        for column in _incident_columns():
            incidents.add_column(column)
    op.create_index("incidents_group", "incidents", ["group"])
    op.create_index("incidents_cause", "incidents", ["cause"])
    op.create_index("incidents_job", "incidents", ["environment", "job_name"])
    # A message that is stored already may have been sent in either language; only a late one says more in it.
    op.add_column("deliveries", sa.Column("language", sa.String(10), nullable=False, server_default="pt"))
    op.add_column("deliveries", sa.Column("mentions", sa.JSON, nullable=False, server_default="[]"))
    _journal()
    _runs()
    _feedback()
    _mutes()


def downgrade() -> None:
    """Drop them."""
    for table in ("mutes", "feedback", "runs", "journal"):
        op.drop_table(table)
    for name in ("mentions", "language"):
        op.drop_column("deliveries", name)
    for index in ("incidents_job", "incidents_cause", "incidents_group"):
        op.drop_index(index, "incidents")
    for column in reversed(_incident_columns()):
        op.drop_column("incidents", column.name)


def _incident_columns() -> list[sa.Column[object]]:
    """The new columns; what was stored before is of the first kind."""
    return [
        sa.Column("kind", sa.String(30), nullable=False, server_default="abend"),
        sa.Column("severity", sa.String(30), nullable=False, server_default="normal"),
        sa.Column("folder", sa.String(800), nullable=False, server_default="/"),
        sa.Column("critical", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("evidence", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("cause", sa.String(64), nullable=False, server_default=""),
        sa.Column("because", sa.Text, nullable=False, server_default=""),
        sa.Column("effects", sa.Integer, nullable=False, server_default="0"),
        sa.Column("held_until", TIME),
        sa.Column("held_why", sa.Text, nullable=False, server_default=""),
        sa.Column("places", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("announced_at", TIME),
        sa.Column("escalated", sa.Integer, nullable=False, server_default="0"),
        sa.Column("signature", sa.JSON, nullable=False, server_default="[]"),
    ]


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("incident", sa.String(64), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("what", sa.String(30), nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("journal_incident", "journal", ["incident", "id"])


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("environment", sa.String(100), primary_key=True),
        sa.Column("job", sa.String(600), primary_key=True),
        sa.Column("run", sa.String(100), primary_key=True),
        sa.Column("started_at", TIME),
        sa.Column("ended_at", TIME, nullable=False),
        sa.Column("internal_status", sa.String(30), nullable=False),
        sa.Column("return_code", sa.Integer),
        sa.Column("number", sa.Integer),
    )
    op.create_index("runs_ended_at", "runs", ["environment", "ended_at"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("environment", sa.String(100), nullable=False),
        sa.Column("incident", sa.String(64), nullable=False),
        sa.Column("job", sa.String(300), nullable=False),
        sa.Column("entry", sa.String(100), nullable=False),
        sa.Column("codes", sa.JSON, nullable=False),
        sa.Column("solved", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("feedback_job", "feedback", ["environment", "job"])


def _mutes() -> None:
    op.create_table(
        "mutes",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("environment", sa.String(100), nullable=False),
        sa.Column("pattern", sa.String(300), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
    )
    op.create_index("mutes_until", "mutes", ["until"])
