"""All formats by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from art17.model.report import Report
from art17.reporting.json_text import json_of
from art17.reporting.text import text_of

FORMATS: Mapping[str, Callable[[Report], str]] = {"text": text_of, "json": json_of}
