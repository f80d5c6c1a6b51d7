"""What channels and people of a chat platform want: events seen, subscriptions, boards, languages, judgements."""

import sqlalchemy as sa
from alembic import op

revision = "r0003"
down_revision = "r0002"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Say of a watch who asked for it, and make the new tables."""
    op.add_column("watches", sa.Column("asker", sa.String(300), nullable=False, server_default=""))
    _seen()
    _subscriptions()
    _boards()
    _people()
    _judgements()


def downgrade() -> None:
    """Drop them."""
    for table in ("judgements", "people", "boards", "subscriptions", "seen"):
        op.drop_table(table)
    op.drop_column("watches", "asker")


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("key", sa.String(300), primary_key=True),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("seen_at", "seen", ["at"])


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("chat", sa.String(30), primary_key=True),
        sa.Column("target", sa.String(500), primary_key=True),
        sa.Column("pattern", sa.String(300), primary_key=True),
        sa.Column("tenant", sa.String(200), nullable=False),
        sa.Column("user", sa.String(300), nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("external", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )


def _boards() -> None:
    op.create_table(
        "boards",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("chat", sa.String(30), nullable=False),
        sa.Column("target", sa.String(500), nullable=False),
        sa.Column("environment", sa.String(100), nullable=False),
        sa.Column("tenant", sa.String(200), nullable=False),
        sa.Column("user", sa.String(300), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("external", sa.Boolean, nullable=False),
        sa.Column("reference", sa.String(500)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("card", sa.Text, nullable=False),
        sa.Column("as_of", TIME),
        sa.Column("shown_at", TIME),
        sa.Column("posted_at", TIME, nullable=False),
    )
    op.create_index("boards_place", "boards", ["chat", "target", "environment"], unique=True)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("platform", sa.String(30), primary_key=True),
        sa.Column("tenant", sa.String(200), primary_key=True),
        sa.Column("user", sa.String(300), primary_key=True),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("chosen_at", TIME, nullable=False),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation", sa.String(500), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("tools", sa.JSON, nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("judgements_conversation", "judgements", ["conversation"])
