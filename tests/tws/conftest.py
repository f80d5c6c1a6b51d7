"""Settings of the tests in this folder."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no failed test.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
