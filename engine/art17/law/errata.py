"""Where a text follows the guide's wording and the Regulation differs: a note, with the right provision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from art17.citations.layout import layout_of
from art17.citations.masking import masked
from art17.law.act import Act
from art17.law.topics import plain
from art17.model.law import Citation, Erratum


@dataclass(frozen=True, slots=True)
class ErratumFound:
    """An erratum of the guide that a text repeats, and where."""

    erratum: Erratum
    start: int
    end: int


def errata(act: Act) -> tuple[Erratum, ...]:
    """Every point in which the guide and the Regulation differ."""
    return tuple(_erratum(entry) for entry in act.section("errata"))


def _erratum(entry: Mapping[str, Any]) -> Erratum:
    return Erratum(entry["id"], entry["guide"], entry["regulation"], tuple(entry["provisions"]))


def errata_in(text: str, citations: Sequence[Citation], act: Act) -> tuple[ErratumFound, ...]:
    """The errata that a text repeats, in order; only those that can be seen from words beside a citation or a date."""
    found: list[ErratumFound] = []
    by_cite = _by_cite(citations, act)
    for entry in act.section("errata"):
        note = entry.get("note")
        if note is not None:
            places = _beside_citations(note, by_cite, act) if "cites" in note else _in_sentences(text, note)
            found.extend(ErratumFound(_erratum(entry), start, end) for start, end in places)
    return tuple(sorted(found, key=lambda each: (each.start, each.erratum.id)))


def _by_cite(citations: Sequence[Citation], act: Act) -> Mapping[str, Sequence[Citation]]:
    """The citations beside which words may claim something, by what they cite.

    The cells of a table name things: a `Log retention policy` for Art. 12 claims nothing.
    """
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.provision is None or citation.act != act.id or citation.together > 1:
            continue
        if "|" not in citation.before and "|" not in citation.after:
            found.setdefault(citation.provision, []).append(citation)
    return found


def _beside_citations(
    note: Mapping[str, Any], by_cite: Mapping[str, Sequence[Citation]], act: Act
) -> Iterator[tuple[int, int]]:
    for cite, citations in by_cite.items():
        if not any(act.is_beneath(act.resolve(cite), cited) for cited in note["cites"]):
            continue
        for citation in citations:
            beside = " ".join(citation.beside)
            if _speaks_so(note, plain(f"{citation.before} | {citation.after} | {beside}")):
                yield citation.start, citation.end


def _in_sentences(text: str, note: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Where a sentence says it; the first group of words finds the sentence."""
    prose = masked(text)
    lowered = prose.lower()
    if len(lowered) != len(prose):
        return
    layout = layout_of(prose)
    for phrase in note["words"][0]:
        spelled = phrase.replace("2026 08 02", "2026-08-02")
        position = lowered.find(spelled)
        while position >= 0:
            start, end = layout.sentence(position)[0], layout.sentence(position + len(spelled) - 1)[1]  # `2. August`
            if "|" not in prose[start:end] and _speaks_so(note, plain(prose[start:end])):
                yield position, position + len(spelled)
            position = lowered.find(spelled, position + len(spelled))


def _speaks_so(note: Mapping[str, Any], text: str) -> bool:
    """Whether a text has a word of each group and none that shows that its author knows better."""
    told = all(any(word in text for word in group) for group in note["words"])
    return told and not any(word in text for word in note.get("unless", ()))
