"""What holds for every test: retries are silent, and no test leaves its logging to the next."""

from collections.abc import Iterator

import pytest
import stamina
import structlog

stamina.instrumentation.set_on_retry_hooks(())


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """A command run inside a test logs to that test's stderr, which is closed once the test is over."""
    yield
    structlog.reset_defaults()
