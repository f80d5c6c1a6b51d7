"""Ids as the vendor makes them: name-based UUIDs, 16-character job stream ids, job numbers."""

from __future__ import annotations

import zlib
from functools import lru_cache
from hashlib import md5
from uuid import UUID

NAMESPACE = UUID("7f1c5d2e-0000-4000-8000-000000000000")
ROOT_FOLDER = "742ba6a6-31aa-3051-b810-3ced4fc624b4"  # the same in three vendor samples
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def name_id(*parts: object) -> str:
    """The UUID that these names always have."""
    text = "|".join(map(str, parts)).encode()
    digest = md5(NAMESPACE.bytes + text, usedforsecurity=False).hexdigest()
    # what uuid.uuid3 gives, in a quarter of its time: version 3, variant of RFC 4122
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-3{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:]}"


@lru_cache(maxsize=1024)
def folder_id(folder: str) -> str:
    """The id of a folder; the root folder's is the vendor's own."""
    return ROOT_FOLDER if folder == "/" else name_id("folder", folder)


def stream_identifier(number: int) -> str:
    """A job stream id as the planner counts them, such as `0AAAAAAAAAAAABQM`."""
    letters = ""
    while number:
        number, digit = divmod(number, 26)
        letters = LETTERS[digit] + letters
    return "0" + letters.rjust(15, "A")


def chance(*parts: object) -> float:
    """A number in [0, 1) that these names always have: the simulator's dice."""
    return zlib.crc32("|".join(map(str, parts)).encode()) / 2**32
