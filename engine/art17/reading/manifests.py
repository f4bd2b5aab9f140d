"""What manifests are called, rightly and wrongly."""

from __future__ import annotations

MANIFEST = "art17.yaml"
ANSWERS = "answers.yaml"
"""What people judged, next to the manifest."""
ANSWERS_SCHEMA = "art17/answers/v1"

PYPROJECT = "pyproject.toml"
MISNAMED = ("art17.yml", ".art17.yaml", ".art17.yml", "art17.json")
"""Names under which a manifest is not read, but told of."""


def is_of_answers(data: bytes) -> bool:
    """Whether a file of that name is one of ours: others may call a file of theirs the same."""
    return ANSWERS_SCHEMA.rpartition("/")[0].encode() in data
