"""The tables, in types that SQLite and PostgreSQL share."""

from bot.store.schema.alerts import deliveries, diagnoses, incidents, journal, mutes
from bot.store.schema.channels import boards, chat_references, judgements, people, seen, subscriptions
from bot.store.schema.columns import metadata
from bot.store.schema.past import feedback, notes, runs, watches

# The newest migration under migrations/versions; a test holds it to that.
HEAD = "r0005"

__all__ = [
    "HEAD",
    "boards",
    "chat_references",
    "deliveries",
    "diagnoses",
    "feedback",
    "incidents",
    "journal",
    "judgements",
    "metadata",
    "mutes",
    "notes",
    "people",
    "runs",
    "seen",
    "subscriptions",
    "watches",
]
