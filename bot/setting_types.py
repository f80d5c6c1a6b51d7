"""What a setting's value may be, for single values and for resync.toml alike: each refusal says what it takes."""

from __future__ import annotations

import os
import re
import ssl
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator

_MODEL = re.compile(r"[a-z0-9_]+:.+")
_ENVIRONMENT = re.compile(r"[A-Za-z0-9_-]{1,40}")


class ValueRefusedError(ValueError):
    """A value that a setting does not take: `phrase` of bot.phrases says what it takes, `near` what may be meant."""

    def __init__(self, phrase: str, *, near: str = "", **values: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.near = near
        self.values = values


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueRefusedError("takes.address")
    if parts.username or parts.password:
        raise ValueRefusedError("takes.no_user")
    return value.rstrip("/")


def _as_written(value: str) -> str:
    _web_address(value)
    return value  # Slack's own ends with a slash


def _known_zone(value: str) -> str:
    if value and value not in available_timezones():
        by_lower = {name.lower(): name for name in available_timezones()}
        near = get_close_matches(value.lower(), by_lower, 1, 0.75)
        raise ValueRefusedError("takes.zone", near=by_lower[near[0]] if near else "")
    return value


def _existing_file(value: Path | None) -> Path | None:
    if value is not None and not value.is_file():
        raise ValueRefusedError("takes.existing_file")
    return value


def _certificates(value: Path | None) -> Path | None:
    if value is not None:
        try:
            ssl.create_default_context(cafile=value)
        except OSError as error:
            raise ValueRefusedError("takes.certificates") from error
    return value


def _model_name(value: str) -> str:
    if value and not _MODEL.fullmatch(value):
        raise ValueRefusedError("takes.model")
    return value


def _environment_name(value: str) -> str:
    if not _ENVIRONMENT.fullmatch(value):
        raise ValueRefusedError("takes.environment_name")
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
OwnAddress = Annotated[str, AfterValidator(_as_written)]
ModelName = Annotated[str, AfterValidator(_model_name)]
EnvironmentName = Annotated[str, AfterValidator(_environment_name)]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
ExistingFile = Annotated[Path | None, BeforeValidator(_empty_is_none), AfterValidator(_existing_file)]
CaFile = Annotated[ExistingFile, AfterValidator(_certificates)]
