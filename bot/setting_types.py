"""What a setting's value may be, for single values and for resync.toml alike: each refusal says what it takes."""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("takes an address like https://hwa.example.com:31116")
    if parts.username or parts.password:
        raise ValueError("must not carry a user or password; they have settings of their own")
    return value.rstrip("/")


def _known_zone(value: str) -> str:
    if value and value not in available_timezones():
        raise ValueError("takes an IANA time zone like America/Sao_Paulo")
    return value


def _existing_file(value: Path | None) -> Path | None:
    if value is not None and not value.is_file():
        raise ValueError("names a file that does not exist")
    return value


def _certificates(value: Path | None) -> Path | None:
    if value is not None:
        try:
            ssl.create_default_context(cafile=value)
        except OSError as error:
            raise ValueError("names a file that holds no PEM certificate") from error
    return value


def listed(value: object) -> object:
    """Several values in one text, separated by commas or spaces."""
    return tuple(filter(None, re.split(r"[,\s]+", value.strip()))) if isinstance(value, str) else value


def paths(value: object) -> object:
    """Several paths in one text, separated as the system separates them."""
    return tuple(filter(None, value.strip().split(os.pathsep))) if isinstance(value, str) else value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


WebAddress = Annotated[str, AfterValidator(_web_address)]
OptionalAddress = Annotated[str, AfterValidator(lambda value: _web_address(value) if value else "")]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
ExistingFile = Annotated[Path | None, BeforeValidator(_empty_is_none), AfterValidator(_existing_file)]
CaFile = Annotated[ExistingFile, AfterValidator(_certificates)]
