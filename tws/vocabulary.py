"""The engine's status words: v1 spellings turned into v2's, and the common status that an internal one belongs to."""

from __future__ import annotations

from tws.decode import text

# Reference: User's Guide "showjobs", Console guide "Status description and mapping for distributed jobs".
_V1_SPELLINGS = {
    "FAILED": "FAIL",
    "CANCEL": "CANCL",
    "CANCELP": "CANCLP",
    "ABENDP": "ABENP",
    "SUPPRESS": "SUPPR",
    "EXEC_PLUS": "EXEC",
    "INTRO_PLUS": "INTRO",
    "WAITD": "WAIT",
    "MPE_SUSP": "SUSP",
}
_TO_V1 = {"FAIL": "FAILED", "CANCL": "CANCEL", "CANCLP": "CANCELP", "ABENP": "ABENDP", "SUPPR": "SUPPRESS"}
_COMMON_SPELLINGS = {"CANCELLED": "CANCELED", "SUPPRESSED": "SUPPRESS", "SUCCEED": "SUCCESSFUL"}
_COMMON = {
    "ADD": "WAITING",
    "HOLD": "WAITING",
    "SCHED": "WAITING",
    "INTRO": "WAITING",
    "WAIT": "WAITING",
    "PEND": "WAITING",
    "READY": "READY",
    "FENCE": "READY",
    "EXEC": "RUNNING",
    "SUCCP": "RUNNING",
    "ABENP": "RUNNING",
    "BOUND": "RUNNING",
    "RJOB": "RUNNING",
    "SUCC": "SUCCESSFUL",
    "ABEND": "ERROR",
    "FAIL": "ERROR",
    "CANCL": "CANCELED",
    "SUPPR": "SUPPRESS",
    "SUSP": "BLOCKED",
    "STUCK": "BLOCKED",
    "USER_STREAM": "HELD",
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


def internal_word(value: object) -> str:
    """The internal status in the v2 spelling; an unknown word stays as it came."""
    word = text(value) or ""
    return _V1_SPELLINGS.get(word, word)


def common_word(value: object, internal: str) -> str:
    """The common status, worked out from the internal one where the engine does not say; UNDECIDED as a last resort."""
    word = text(value)
    if word is None:
        return _COMMON.get(internal, "UNDECIDED")
    return _COMMON_SPELLINGS.get(word, word)


def v1_word(internal: str) -> str:
    """The v1 spelling of an internal status, for v1 filters."""
    return _TO_V1.get(internal, internal)


def common_of(internal: str) -> str:
    """The common status that an internal status belongs to."""
    return _COMMON.get(internal, "UNDECIDED")
