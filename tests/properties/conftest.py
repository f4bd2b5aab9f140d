"""How long the properties are searched: `ART17_FUZZ=1` for a night, else for a few seconds."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("short", max_examples=150, deadline=None, suppress_health_check=SLOW, derandomize=True)
settings.register_profile("fuzz", max_examples=int(os.environ.get("ART17_FUZZ", "0") or 0) or 20000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("fuzz" if os.environ.get("ART17_FUZZ") else "short")
