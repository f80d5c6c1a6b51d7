"""`resync simulate`: a simulated HWA master for as long as one likes."""

from __future__ import annotations

from pathlib import Path

from tws.simulator.options import SimulatorOptions
from tws.simulator.server import serve


def simulate(*, port: int, scenario: Path | None, jobs: int, seed: int, speed: float) -> None:
    """Serve a plan until Ctrl-C."""
    serve(SimulatorOptions(port=port, scenario=scenario, jobs=jobs, seed=seed, speed=speed))
