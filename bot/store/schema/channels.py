"""What channels and people of a chat platform want, and what the platform told."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from bot.store.schema.columns import UtcTime, metadata

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
