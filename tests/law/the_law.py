"""The Act that the tests of this folder ask, read once."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from art17.law.act import Act, act_from

ROOT = Path(__file__).resolve().parents[2]
AFTER = date(2026, 11, 23)
BEFORE = date(2026, 7, 26)


@cache
def act_data() -> dict[str, Any]:
    """The mapping that `act.json` holds."""
    data: dict[str, Any] = json.loads((ROOT / "rules/eu-ai-act/act.json").read_text(encoding="utf-8"))
    return data


@cache
def the_act() -> Act:
    """The Act as the bundled data have it."""
    return act_from(act_data())
