"""What a simulated master is started with, and the error that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DEFAULT_PORT = 31116
ZONE = "America/Sao_Paulo"
DIALECTS = ("all", "10.1", "10.2.8", "9.5")


class SimulatorError(Exception):
    """The simulator cannot start; the message is one sentence for a person."""


def real_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorOptions:
    """How to start a simulated master.

    `jobs` is the size of a day's plan, `speed` how many virtual seconds pass in a real one, `dialect` which
    release's paths are served ("10.1" without prompts and files, "10.2.8" without predecessors, successors,
    job stream counts and configuration, "9.5" without v2, "all" with everything), `parent` ends the process
    when its standard input ends.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    jobs: int = 5000
    seed: int = 1
    speed: float = 1.0
    dialect: str = "all"
    scenario: Path | None = None
    parent: bool = False
    user: str = "tws"
    password: str = "tws"  # noqa: S105 - the simulator's documented password, not a secret
    certificate: Path | None = None
    private_key: Path | None = None
    now: Callable[[], datetime] = real_now
