"""`resync simulate`: a simulated HWA master for as long as one likes."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SettingsError
from tws.simulator.options import SimulatorError, SimulatorOptions
from tws.simulator.server import serve


def simulate(*, port: int, scenario: Path | None, jobs: int, seed: int, speed: float, dialect: str) -> None:
    """Serve a plan until Ctrl-C.

    Raises: SettingsError where an option, the scenario or the port does not allow it.
    """
    try:
        serve(SimulatorOptions(port=port, scenario=scenario, jobs=jobs, seed=seed, speed=speed, dialect=dialect))
    except SimulatorError as error:
        raise SettingsError(str(error)) from error
