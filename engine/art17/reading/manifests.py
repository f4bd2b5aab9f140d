"""What manifests are called, rightly and wrongly."""

from __future__ import annotations

MANIFEST = "art17.yaml"
ANSWERS = "answers.yaml"
"""What people judged, next to the manifest."""

PYPROJECT = "pyproject.toml"
MISNAMED = ("art17.yml", ".art17.yaml", ".art17.yml", "art17.json")
"""Names under which a manifest is not read, but told of."""
