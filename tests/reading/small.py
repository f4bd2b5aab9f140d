"""A small vocabulary and folder for the tests of reading."""

from __future__ import annotations

from pathlib import Path

from art17.model.artefact import Artefact
from art17.model.settings import Settings
from art17.model.vocabulary import FieldOf, LinkOf, TypeOf, Vocabulary
from art17.reading.qms import Reading, read_qms

DEFAULTS = Settings()
STATUSES = ("draft", "in-review", "approved")

WORDS = Vocabulary(
    types={
        "procedure": TypeOf("procedure", "Procedure", "document"),
        "risk-register": TypeOf(
            "risk-register", "Risk register", "document", items={"risks": "risk", "controls": "control"}
        ),
        "supplier-register": TypeOf("supplier-register", "Suppliers", "document", items={"suppliers": "supplier"}),
        "risk": TypeOf("risk", "Risk", "item", fields={"score": FieldOf("number")}),
        "control": TypeOf("control", "Control", "item"),
        "supplier": TypeOf("supplier", "Supplier", "item"),
        "provider": TypeOf("provider", "Provider", "organisation"),
        "ai-system": TypeOf("ai-system", "AI system", "system"),
    },
    links={
        "mitigates": LinkOf("mitigates", "mitigates", "mitigated_by", "is mitigated by"),
        "related": LinkOf("related", "is related to"),
        "links_to": LinkOf("links_to", "links to"),
    },
    inverses={"mitigated_by": "mitigates"},
    fields={
        "id": FieldOf(),
        "type": FieldOf(),
        "title": FieldOf(),
        "owner": FieldOf("link"),
        "version": FieldOf("version"),
        "status": FieldOf("choice", choices=STATUSES),
        "approved_on": FieldOf("date"),
        "review_in": FieldOf("duration"),
        "satisfies": FieldOf("citation", many=True),
        "tags": FieldOf(many=True),
        "external": FieldOf("group", parts={"seen_on": FieldOf("date")}),
    },
    aliases={
        "doc_id": "id",
        "doc_type": "type",
        "approved_date": "approved_on",
        "review_interval": "review_in",
        "satisfies.eu-ai-act": "satisfies",
    },
    type_aliases={"sop": "procedure"},
)


def written(root: Path, **files: str | bytes) -> Path:
    """The folder with these files; `__` in a name stands for `/`, and the last `_` for a dot."""
    for name, content in files.items():
        path = root / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read(root: Path, settings: Settings = DEFAULTS, words: Vocabulary = WORDS) -> Reading:
    """What reading a folder gives."""
    return read_qms(root, settings, words)


def only(reading: Reading) -> Artefact:
    """The one artefact of a reading without problems."""
    assert reading.problems == ()
    (artefact,) = reading.artefacts
    return artefact


def markdown(root: Path, front: str, body: str = "") -> Artefact:
    """The artefact of one Markdown file."""
    return only(read(written(root, a_md=f"---\n{front}\n---\n{body}")))
