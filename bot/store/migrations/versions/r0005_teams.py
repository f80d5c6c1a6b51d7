"""The team of whoever asked for alerts or a board: rules of access may name teams."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"

TABLES = ("subscriptions", "boards")


def upgrade() -> None:
    """Add the column."""
    for table in TABLES:
        op.add_column(table, sa.Column("team", sa.String(200), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    for table in TABLES:
        op.drop_column(table, "team")
