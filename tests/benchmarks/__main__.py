"""`make bench`: print each figure beside its target; `make bench ARGS="start down"` prints some."""

from __future__ import annotations

import platform
import sys

from tests.benchmarks.figures import FIGURES, LONG


def main(names: list[str]) -> int:
    """Print the table; 2 for a name that is no figure."""
    known = {**FIGURES, **LONG}
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no such figure: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    print(f"{platform.machine()}, Python {platform.python_version()}")
    print(f"{'what':<52}{'measured':<34}target")
    for name in names or FIGURES:
        for what, measured, target in known[name]():
            print(f"{what:<52}{measured:<34}{target}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
