"""The states of jobs, as the engine and the console name them."""

from __future__ import annotations

COMMON = {
    "HOLD": "WAITING",
    "READY": "READY",
    "FENCE": "READY",
    "INTRO": "WAITING",
    "WAIT": "WAITING",
    "PEND": "WAITING",
    "EXEC": "RUNNING",
    "SUCCP": "RUNNING",
    "ABENP": "RUNNING",
    "SUCC": "SUCCESSFUL",
    "ABEND": "ERROR",
    "FAIL": "ERROR",
    "CANCL": "CANCELED",
    "ERROR": "UNDECIDED",
    "EXTRN": "UNDECIDED",
    "SUPPR": "SUPPRESS",
    "SUSP": "BLOCKED",
    "STUCK": "BLOCKED",
}
COMMON_STATUSES = (
    "WAITING",
    "READY",
    "RUNNING",
    "SUCCESSFUL",
    "ERROR",
    "CANCELED",
    "HELD",
    "UNDECIDED",
    "BLOCKED",
    "SUPPRESS",
)
STARTABLE = frozenset({"HOLD", "READY", "FENCE"})
DONE = frozenset({"SUCCESSFUL", "CANCELED", "SUPPRESS"})
