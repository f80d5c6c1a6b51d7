"""What importing the questions costs."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_importing_the_tools_loads_nothing_heavy():
    """Neither LangChain nor rapidfuzz nor an HTTP client comes with the import."""
    code = "import sys, tws.tools; print([m for m in ('langchain_core', 'rapidfuzz', 'httpx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()
