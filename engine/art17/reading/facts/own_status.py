"""Whether a text says of itself that it is a draft: a label in its head, its title, or its file's name."""

from __future__ import annotations

import posixpath
import re

from art17.reading.facts.keys import plain

HEAD = 40
"""So many lines from the top are the head of a document."""

_DRAFT = r"draft|entwurf|brouillon|work in progress|wip|in bearbeitung|nicht freigegeben|not approved|à valider"
_LABELLED = rf"{_DRAFT}|projet"
"""After a label; alone, `Projet` is what the text is about."""

_LABEL = re.compile(
    rf"(?:document |doc\. ?)?(?:status|state|stand|statut|état)\s*[:=–-]\s*(?:{_LABELLED})\b", re.IGNORECASE
)
_ROW = re.compile(rf"\|\s*(?:document )?(?:status|statut|état)\s*\|\s*(?:{_LABELLED})\b", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:{_DRAFT})(?:\s+v?[\d.]+)?(?:\s*[–—|·,(-].{{0,90}}|\s+(?:version|rev|v\.|vom|du|of|für|for|pour)\b.{{0,90}})?",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(rf"[(\[]\s*(?:{_DRAFT})\s*[)\]]|[-–:]\s*(?:{_DRAFT})\s*$", re.IGNORECASE)
_MARKUP = re.compile(r"[*_`>#]+")
_NAMES = frozenset({"draft", "entwurf", "brouillon", "wip"})
_DESIGN = "entwurf"
"""Alone it is the German word for design, too, and what a file is about."""


def is_draft_by_its_words(path: str, title: str, body: str) -> bool:
    """Whether a document without a stated status says that it is not finished.

    >>> is_draft_by_its_words("sop.md", "Recall", "Owner: A · Version 2 · **Status:** Draft")
    True
    >>> is_draft_by_its_words("sop.md", "Recall", "The draft is sent to the reviewer.")
    False
    >>> [is_draft_by_its_words(name, "Entwurf lenken", "") for name in ("entwurf.md", "entwurf-plan.md")]
    [False, True]
    >>> is_draft_by_its_words("plan.docx", "Plan", "ENTWURF Version 0.5 — nicht unterzeichnet")
    True
    """
    words = plain(posixpath.splitext(posixpath.basename(path))[0]).replace(".", "_").split("_")
    if (words != [_DESIGN] and not _NAMES.isdisjoint(words)) or _IN_TITLE.search(title):
        return True
    lines = body[:20_000].split("\n")[:HEAD]
    return any(_says_draft(_MARKUP.sub("", line).strip()) for line in lines)


def _says_draft(line: str) -> bool:
    return len(line) < 400 and bool(_LABEL.search(line) or _ROW.search(line) or _ALONE.fullmatch(line))
