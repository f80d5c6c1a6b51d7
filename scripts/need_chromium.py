"""See to it that a Chromium is there for the tests of the page: find one, or install Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """0 where a browser is there, 1 with a sentence where none could be had."""
    if any(map(shutil.which, NAMES)):
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Debian's chromium for the tests of the page …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)
    if any(map(shutil.which, NAMES)):
        return 0
    print("The tests of the page need a Chromium: apt-get install chromium, then make test again.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
