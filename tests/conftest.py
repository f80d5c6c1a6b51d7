"""What holds for every test: retries are silent, and no test leaves its logging or its servers to the next."""

from collections.abc import Iterator

import pytest
import stamina
import structlog
from aiohttp import web_app

stamina.instrumentation.set_on_retry_hooks(())


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """A command run inside a test logs to that test's stderr, which is closed once the test is over.

    A defect that a test makes is logged plainly: to draw its traceback with every local takes a second.
    """
    *before, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*before, plain])
    yield
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def own_servers() -> Iterator[None]:
    """A server that was stopped is freed: aiohttp keeps up to 1,024 applications, each with its plan, in a cache."""
    yield
    web_app._cached_build_middleware.cache_clear()
