"""Where the rules and schemas are that came with the tool: in a checkout, or inside the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parents[2]
_CHECKOUT = Path(__file__).parents[4]


def bundled(what: Literal["rules", "schemas"]) -> Path:
    """The folder of the bundled rules or schemas.

    >>> bundled("schemas").joinpath("pack.schema.json").is_file()
    True
    """
    in_wheel = _PACKAGE / "data" / what
    return in_wheel if in_wheel.is_dir() else _CHECKOUT / what
