"""The one module that knows botbuilder: who may call us, and the token that we call with.

Only its authentication is used. A turn of `process_activity` builds a connector client, which was measured at 30 ms of
the event loop; that client fetches tokens on the loop, repeats a PUT four times by itself, and its models drop what
they do not know. A successor SDK takes this module's place, and no other's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import structlog
from botbuilder.integration.aiohttp import (  # type: ignore[import-untyped] # it brings no types
    ConfigurationBotFrameworkAuthentication,
)
from botbuilder.schema import Activity  # type: ignore[import-untyped] # it brings no types
from botframework.connector.auth import (  # type: ignore[import-untyped] # it brings no types
    AuthenticationConstants,
    ChannelValidation,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
    ServiceClientCredentialsFactory,
)
from botframework.connector.auth.jwt_token_extractor import (  # type: ignore[import-untyped] # it brings no types
    JwtTokenExtractor,
)

from adapters.teams.hosts import is_same_service, is_service
from bot.errors import ChatError

_LOG = structlog.get_logger(__name__)
_SECONDS = 10.0  # that a look at Microsoft's keys may take
_KEYS_AGAIN = 300.0  # seconds before an unknown key has the keys fetched once more
SCOPE = "https://api.botframework.com"
CHANNEL = "msteams"


class NotAuthenticatedError(Exception):
    """A request that does not prove that Teams sent it; the message says why, for the log alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The bot's registration, always of a single tenant.

    `development` is a service's address on this machine: where the id is empty, it is let in without a token, and
    nobody else.
    """

    id: str = ""
    password: str = field(default="", repr=False)
    tenant: str = ""
    development: str = ""


class _Configuration:
    """The settings under the names that the SDK looks for."""

    # MultiTenant, the default, would take an empty id for leave to let everybody in.
    APP_TYPE = "SingleTenant"

    def __init__(self, app: App) -> None:
        self.APP_ID = app.id
        self.APP_PASSWORD = app.password
        self.APP_TENANTID = app.tenant


class _NoTokens(PasswordServiceClientCredentialFactory):  # type: ignore[misc] # the SDK is untyped
    """Credentials for tests and playgrounds: incoming tokens are checked against the id, outgoing calls have none."""

    async def create_credentials(self, *_: Any, **__: Any) -> Any:
        """None."""
        return MicrosoftAppCredentials.empty()


def without_tokens(app: App) -> ServiceClientCredentialsFactory:
    """Credentials that ask Microsoft for nothing."""
    return _NoTokens(app.id, app.password, app.tenant)


class BotSdk:
    """Authentication both ways. `credentials` are the SDK's own unless a test gives others."""

    def __init__(
        self,
        app: App,
        *,
        credentials: ServiceClientCredentialsFactory | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = app
        self._clock = clock
        self._credentials = credentials
        self._looked_at = 0.0
        self._outgoing: Any = None
        self._own_thread = ThreadPoolExecutor(4, thread_name_prefix="teams-auth")
        self._inner: Any = None
        if app.id:
            self._inner = ConfigurationBotFrameworkAuthentication(_Configuration(app), credentials_factory=credentials)
        elif not app.development:
            raise ValueError("an empty app id needs a development service")

    def close(self) -> None:
        """Let its threads go."""
        self._own_thread.shutdown(wait=False, cancel_futures=True)

    def refuse_pages(self, origin: str | None) -> None:
        """Where no token is asked for, refuse what a web page sends: a browser names its origin with every POST.

        Raises: NotAuthenticatedError.
        """
        if self._inner is None and origin is not None:
            raise NotAuthenticatedError(f"sent by a web page of {origin[:200]}")

    async def authenticate(self, body: dict[str, Any], header: str | None) -> None:
        """Whether Teams sent that. Raises: NotAuthenticatedError, whatever is wrong."""
        address = body.get("serviceUrl")
        if not isinstance(address, str) or not address:
            # The SDK would let it in.
            raise NotAuthenticatedError("no serviceUrl")
        if not is_service(address, self.app.development):
            raise NotAuthenticatedError("serviceUrl is none of Microsoft's")
        if self._inner is None:
            if not is_same_service(address, self.app.development):
                raise NotAuthenticatedError("serviceUrl is not TEAMS_DEVELOPMENT_URL")
            return
        if body.get("channelId") != CHANNEL and not self.app.development:
            raise NotAuthenticatedError("not from Teams but from another channel of the bot's")
        if not header:
            raise NotAuthenticatedError("no Authorization header")
        await self._checked(body, header)

    async def token(self) -> str:
        """The token that calls of Teams carry, empty where there is none. Raises: ChatError where Entra refuses."""
        if self._inner is None:
            return ""
        if self._outgoing is None:
            factory = self._credentials or PasswordServiceClientCredentialFactory(
                self.app.id, self.app.password, self.app.tenant
            )
            login = AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
            # Kept: each of them has a cache of tokens of its own.
            self._outgoing = await factory.create_credentials(self.app.id, SCOPE, login, validate_authority=True)
        if not self._outgoing.microsoft_app_id:
            return ""
        try:
            return str(await asyncio.to_thread(self._outgoing.get_access_token))
        except (PermissionError, OSError, ValueError) as error:
            raise ChatError(f"Microsoft Entra gives no token: {error}"[:300]) from error

    async def _checked(self, body: dict[str, Any], header: str) -> None:
        activity = Activity(
            type=str(body.get("type")), channel_id=str(body.get("channelId")), service_url=body["serviceUrl"]
        )
        trouble = await self._trouble(activity, header)
        if isinstance(trouble, IndexError) and self._clock() - self._looked_at >= _KEYS_AGAIN:
            # The SDK's own words for a key that it has not seen: Microsoft may have new ones.
            self._looked_at = self._clock()
            JwtTokenExtractor.metadataCache.clear()
            trouble = await self._trouble(activity, header)
        if trouble is not None:
            raise NotAuthenticatedError(f"{type(trouble).__name__}: {trouble}"[:200]) from trouble

    async def _trouble(self, activity: Any, header: str) -> BaseException | None:
        """What the SDK has against a request. It raises whatever it likes, an expired token as a jwt error and others
        bare, so that the outcome is looked at, and all but a clean one refuses.

        It fetches keys with blocking calls, so that it has a thread and a loop of its own.
        """

        def ask() -> None:
            asyncio.run(self._inner.authenticate_request(activity, header))

        asked = asyncio.get_running_loop().run_in_executor(self._own_thread, ask)
        done, _ = await asyncio.wait({asked}, timeout=_SECONDS)
        if not done:
            asked.cancel()
            return TimeoutError("Microsoft's keys do not come")
        return asked.exception()


def keys_from(address: str) -> None:
    """Take Microsoft's keys from another OpenID document, and forget those that are known; for tests."""
    ChannelValidation.open_id_metadata_endpoint = address or None
    JwtTokenExtractor.metadataCache.clear()
