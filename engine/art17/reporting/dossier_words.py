"""What every form of a dossier says: its head, its columns and its cells."""

from __future__ import annotations

from collections.abc import Iterator

from art17.model.days import date_in
from art17.model.dossier import Dossier, Indexed, Listed, Shown
from art17.reporting.words import DISCLAIMER, ORGANISATION

LIST_IS = (
    "This is a list of what the files say, for Art. 21 and Annex VII(3.1) to start from. "
    f"{DISCLAIMER} Whether a document says what it should is for people to judge."
)
DOCUMENTS = (
    "Document", "Title", "Type", "Kind", "Version", "Status", "Owner", "Approved by", "Approved on",
    "Last reviewed", "Next review", "Systems", "File", "Digest",
)  # fmt: skip
SHOWN = ("Provision", "Topic", "For", "Verdict", "Strength", "Evidence")
INDEX = ("Provision", "What it asks for", "Artefacts")
MISSING = "nothing was found"
NONE = "-"


def title_of(dossier: Dossier) -> str:
    """The title: of the whole QMS, or of one system."""
    if not dossier.system:
        return "Dossier of the quality management system"
    named = f" {dossier.system_title}" if dossier.system_title else ""
    return f"Dossier of {dossier.system}{named}"


def head_of(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What the dossier was made from, by what and for which day."""
    if dossier.provider:
        yield "Provider", dossier.provider
    yield "As of", dossier.as_of.isoformat()
    yield "Law", "; ".join(f"{act}, version of {version}" for act, version in dossier.law) or NONE
    yield "Judged by", "; ".join(dossier.packs)
    yield "Made from", dossier.input
    if dossier.unread:
        yield "Not whole", f"{dossier.unread} of the files could not be read"


def overdue(each: Listed, dossier: Dossier) -> bool:
    """Whether a document in use should have been reviewed before the day of the dossier."""
    is_used = each.status not in ("superseded", "retired") and each.kind == "document"
    due = date_in(each.next_review)
    return is_used and due is not None and due < dossier.as_of


def cells_of(each: Listed, dossier: Dossier) -> tuple[str, ...]:
    """A row of the master document list."""
    review = f"{each.next_review} (overdue)" if overdue(each, dossier) else each.next_review
    return (
        each.id, each.title, each.type, each.kind, each.version, each.status, each.owner, each.approved_by,
        each.approved_on, each.last_reviewed, review, each.systems, each.path, each.digest,
    )  # fmt: skip


def index_cells(each: Indexed) -> tuple[str, ...]:
    """A row of the index by the points of a reader."""
    return each.provision, each.topic, "; ".join(each.artefacts) or MISSING


def shown_cells(each: Shown) -> tuple[str, ...]:
    """A row of the evidence for provisions."""
    evidence = "; ".join(each.evidence)
    return each.provision, each.topic, each.system or ORGANISATION, each.verdict, each.strength, evidence
