"""The graph as JSON: nodes, links, and the broken ones by their number."""

from __future__ import annotations

import json

from art17.model.drawing import BROKEN, Drawing
from art17.reporting.safe import safe_json

SCHEMA = "art17/graph/v1"


def graph_json_of(drawing: Drawing) -> str:
    """The drawing as data; `focus` and the ends of links are keys of nodes."""
    data = {
        "schema": SCHEMA,
        "focus": drawing.focus or None,
        "depth": drawing.depth if drawing.focus else None,
        "nodes": [
            {
                "key": dot.key,
                "id": dot.id,
                "type": dot.type or None,
                "title": dot.title,
                "status": dot.status,
                "path": dot.path or None,
                "register": dot.register or None,
                **({"fields": dict(dot.fields)} if dot.fields is not None else {}),
            }
            for dot in drawing.dots
        ],
        "links": [
            {
                "source": line.source,
                "target": line.target,
                "name": line.name,
                "said": line.said,
                "status": line.status,
                "path": line.path,
            }
            for line in drawing.lines
        ],
        "broken": [at for at, line in enumerate(drawing.lines) if line.sort == BROKEN],
    }
    return safe_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
