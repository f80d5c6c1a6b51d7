"""`python -m tws.simulator`: a simulated master of its own."""

from __future__ import annotations

import sys

from tws.simulator.options import SimulatorError
from tws.simulator.server import options_from, serve


def main() -> int:
    """Serve until interrupted; 2 where it cannot start."""
    try:
        serve(options_from(sys.argv[1:]))
    except SimulatorError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
