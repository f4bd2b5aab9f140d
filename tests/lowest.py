"""The lower bounds of the runtime dependencies and extras, as constraints: `make test-lowest` installs them.

Bounds that are never installed are guesses; this derives the file from `pyproject.toml`, so that
each stated bound is the version that the suite ran with.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,]+\])?\s*>=\s*(?P<bound>[\w.]+)")


def lower_bounds(pyproject: str) -> Iterator[str]:
    """`NAME==BOUND` for each runtime dependency and extra of a pyproject.toml.

    >>> list(lower_bounds('[project]\\ndependencies = ["click>=8.1"]\\n'))
    ['click==8.1']

    Raises:
        ValueError: where a dependency states no lower bound.
    """
    project = tomllib.loads(pyproject)["project"]
    extras = project.get("optional-dependencies", {}).values()
    for stated in dict.fromkeys([*project["dependencies"], *(each for extra in extras for each in extra)]):
        found = _REQUIREMENT.fullmatch(stated.partition(";")[0].strip())
        if found is None:
            raise ValueError(f"{stated!r} states no lower bound: write NAME>=VERSION")
        yield f"{found['name']}=={found['bound']}"


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in lower_bounds(PYPROJECT.read_text("utf-8"))))
