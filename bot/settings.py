"""The configuration: environment and `.env` for single values, `resync.toml` for what has structure.

The only reader of the environment. `python -m bot.settings` prints `.env.example`.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import SettingsError, because
from bot.phrases import LANGUAGES, Phrases
from bot.setting_types import (
    CaFile,
    ExistingFile,
    ModelName,
    OptionalAddress,
    OwnAddress,
    TimeZone,
    ValueRefusedError,
    WebAddress,
    listed,
    paths,
)
from bot.structure import Structure
from bot.structure_file import read
from bot.wrong_value import ended, reason_of, shown

Secret = SecretStr
# Of HWA itself there are variables such as TWSHOME and TWS_TISDIR.
_PREFIXES = ("TWS_", "SLACK_", "TEAMS_")


class Settings(BaseSettings):
    """Every single value; the description is what the README and `.env.example` say."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, case_sensitive=False, hide_input_in_errors=True)

    tws_url: Annotated[tuple[WebAddress, ...], NoDecode, BeforeValidator(listed)] = Field(
        (), description="Address of the HWA master, several separated by commas; empty: the simulator"
    )
    tws_user: str = Field("", description="HWA user, for Basic authentication")
    tws_password: Secret = Field(Secret(""), description="its password")
    tws_api_key: Secret = Field(Secret(""), description="HWA API key (Bearer), instead of user and password")
    tws_ca_file: CaFile = Field(None, description="PEM file of the authority that signed the master's certificate")
    tws_verify: bool = Field(default=True, description="false: trust any certificate (for a laboratory)")
    slack_bot_token: Secret = Field(Secret(""), description="Slack bot token (xoxb-…)")
    slack_app_token: Secret = Field(Secret(""), description="Slack app token (xapp-…), for Socket Mode")
    slack_signing_secret: Secret = Field(Secret(""), description="Slack signing secret, for HTTP events")
    slack_api_url: OwnAddress = Field("https://slack.com/api/", description="Slack's API")
    teams_app_id: str = Field("", description="Teams app (bot) id")
    teams_app_password: Secret = Field(Secret(""), description="its password")
    teams_tenant_id: str = Field("", description="Teams tenant")
    teams_development_url: OptionalAddress = Field(
        "", description="a Teams connector on this machine, such as a playground's; it may do without an app id"
    )
    resync_model: ModelName = Field("", description="LLM as provider:model; empty: the embedded model")
    resync_embeddings: ModelName = Field(
        "", description="embeddings as provider:model; empty: hashed n-grams, which need no network"
    )
    resync_knowledge: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(paths)] = Field(
        (), description=f"Excel or CSV files, or folders of them, separated by `{os.pathsep}`; empty: the sample sheet"
    )
    resync_database_url: Secret = Field(Secret(""), description="SQLAlchemy address; empty: SQLite in RESYNC_DATA_DIR")
    resync_data_dir: Path = Field(Path("var"), description="where database, index and conversations are kept")
    resync_chroma_url: OptionalAddress = Field("", description="address of a Chroma server; empty: Chroma embedded")
    resync_host: str = Field(
        "127.0.0.1", description="address to listen on; other than loopback needs RESYNC_WEB_TOKEN"
    )
    resync_port: int = Field(8000, ge=0, le=65535, description="port to listen on")
    resync_web_token: Secret = Field(Secret(""), description="asked for by the console and the API where set")
    resync_language: Literal["pt", "en"] = Field("pt", description="language of alerts: pt or en")
    resync_timezone: TimeZone = Field("", description="IANA time zone of what is said; empty: the engine's own")
    resync_poll_seconds: float = Field(30, ge=1, le=3600, description="seconds between two looks at the plan")
    resync_config: ExistingFile = Field(None, description="resync.toml; empty: ./resync.toml where there is one")

    structure: Structure = Field(default_factory=Structure, exclude=True)

    @model_validator(mode="after")
    def _safe_to_serve(self) -> Settings:
        if not is_loopback(self.resync_host) and not self.resync_web_token.get_secret_value():
            raise ValueRefusedError("setting.open_to_others", host=self.resync_host)
        if self.tws_url and self.structure.environment:
            raise ValueRefusedError("setting.two_masters")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (the signature is pydantic's)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (not read)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over `.env`."""
        return init_settings, env_settings, dotenv_settings

    @property
    def names_a_master(self) -> bool:
        """Whether a real master is named; else the simulator stands in."""
        return bool(self.tws_url or self.structure.environment)

    @property
    def platforms(self) -> frozenset[str]:
        """The platforms that this configuration switches on; the terminal only where `resync run` has one."""
        slack = self.slack_bot_token.get_secret_value() and {"slack"}
        teams = self.teams_app_id and self.teams_app_password.get_secret_value() and {"teams"}
        return frozenset({"web", "terminal", *(slack or ()), *(teams or ())})

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that was asked for, None for the engine's own."""
        return ZoneInfo(self.resync_timezone) if self.resync_timezone else None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def load(directory: Path | None = None) -> Settings:
    """The settings of this process: environment, `.env` and resync.toml of the directory (default: the current one).

    Raises: SettingsError with one sentence that names the value and the way out.
    """
    directory = directory or Path.cwd()
    file = directory / ".env"
    try:
        language = language_of(directory)
        settings = Settings(_env_file=file)
        structure = read(settings.resync_config or directory / "resync.toml", language)
        return Settings(_env_file=file, structure=structure)
    except ValidationError as error:
        raise SettingsError(_sentence(error.errors()[0], Phrases(language))) from error
    except UnicodeDecodeError as error:
        raise SettingsError.saying("setting.not_utf8", file=str(file)) from error
    except OSError as error:
        raise SettingsError.saying("setting.unreadable", file=str(file), reason=because(error)) from error


def language_of(directory: Path | None = None) -> str:
    """The language to speak before, or without, settings that can be read: what RESYNC_LANGUAGE seems to say."""
    try:
        said = _variables(directory or Path.cwd()).get("RESYNC_LANGUAGE", "")
    except (OSError, UnicodeDecodeError):
        said = os.environ.get("RESYNC_LANGUAGE", "")
    return said if said in LANGUAGES else LANGUAGES[0]


def _variables(directory: Path) -> dict[str, str]:
    """The environment over `.env`, names in upper case."""
    file = DotEnvSettingsSource(Settings, env_file=directory / ".env")
    written = {name.upper(): value or "" for name, value in file.env_vars.items()}
    return written | {name.upper(): value for name, value in os.environ.items()}


def _sentence(error: ErrorDetails, phrases: Phrases) -> str:
    name = ".".join(str(part) for part in error["loc"] if not isinstance(part, int) and part != "function-after")
    reason = reason_of(error, phrases)
    if not name:
        return ended(reason)
    what = name.upper() if name.lower() in Settings.model_fields else name
    given = "" if _is_secret(name) else shown(error.get("input"))
    return ended(phrases.say("setting.wrong", what=what + given, reason=reason))


def _is_secret(name: str) -> bool:
    field = Settings.model_fields.get(name.lower())
    return field is not None and field.annotation is SecretStr


def unknown_variables(environ: Mapping[str, str] | None = None, meant: Collection[str] = ()) -> tuple[str, ...]:
    """Variables, by default of this process and its `.env`, that are most likely mistyped; `meant` are no mistakes.

    Those that begin with RESYNC_ and are none of ours, and those of another prefix of ours that resemble one.
    """
    named = {name.upper() for name in (_variables(Path.cwd()) if environ is None else environ)}
    odd = sorted(named - _known() - {name.upper() for name in meant})
    return tuple(name for name in odd if name.startswith("RESYNC_") or (name.startswith(_PREFIXES) and near(name)))


def near(name: str) -> str:
    """The setting that a mistyped name resembles, empty where there is none."""
    return next(iter(get_close_matches(name.upper(), _known(), 1, 0.85)), "")


def _known() -> set[str]:
    return {name.upper() for name in Settings.model_fields if name != "structure"}


def secret_of(variable: str) -> str:
    """The value of a variable that resync.toml names, from the environment or `.env`, empty where it is not set."""
    return _variables(Path.cwd()).get(variable.upper(), "") if variable else ""


def documented() -> tuple[tuple[str, str, str], ...]:
    """Name, default and meaning of each single value, in the order of the class."""
    return tuple(
        (name.upper(), _shown(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
        if name != "structure"
    )


def _shown(default: Any) -> str:
    plain = default.get_secret_value() if isinstance(default, SecretStr) else default
    return "" if plain in (None, ()) else str(plain).lower() if isinstance(plain, bool) else str(plain)


def example() -> str:
    """The text of `.env.example`: every setting, commented out, with its default."""
    lines = ["# Copy to .env and set what you need; everything has a default.", ""]
    for name, default, meaning in documented():
        lines += [f"# {meaning[:1].upper()}{meaning[1:]}.", f"#{name}={default}", ""]
    return "\n".join(lines).rstrip()


if __name__ == "__main__":
    print(example())  # noqa: T201 (this is the command's output)
