"""Control facts without a label: lines under the title, what a document says of its own reviews, its file's name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from art17.model.document import Block, Document, Spot
from art17.model.labels import DAY_OR_PERSON, Labels
from art17.reading.facts.dates_in_words import date_of, month_of, status_of
from art17.reading.facts.pairs import Pair, free_segments, labelled, lines_of
from art17.reading.facts.shapes import DATES

_FIRST = 6
_LAST = 6
_VERSION = re.compile(
    r"(?:^|[\s(])(?:(?:version|rev(?:ision)?\.?|ausgabe|fassung|issue|indice)\s*[:.]?\s*(?P<any>\d+(?:\.\d+){0,3})(?!\.?\d)"
    r"|v\.?\s?(?P<dotted>\d+(?:\.\d+){1,3})(?!\.?\d))(?=$|[\s).,;:|–—-])(?!\s*%)",
    re.IGNORECASE,
)
_PREFIXED = re.compile(r"(?:[^\W\d]*stand|vom|du|of|dated|as of)\s+(.{6,24})", re.IGNORECASE)
_NUMBER = re.compile(r"(?=[^\s]*\d)[A-Z]{2,}(?:[-_./][A-Z0-9]{2,}){1,5}")
_DRAFT = re.compile(r"(?:draft|entwurf|brouillon)\b", re.IGNORECASE)
_DRAFT_BEHIND = re.compile(r"\S\s*[-–—:(]\s*(?:draft|entwurf|brouillon)\)?\s*$", re.IGNORECASE)
_APPROVES = re.compile(r"approuvé|adopté|genehmigt|approved|beschlossen", re.IGNORECASE)
_SIGNED_AT = re.compile(
    r"[*_\s]*(?:(?:fait|approuvée?|adoptée?) (?:à|le)\s+)?[A-ZÄÖÜÉ][^\W\d][^\d,:]{1,28},\s*(?:den |le |the )?(?P<day>[^,]{6,24}?)[*_\s.]*",
    re.IGNORECASE,
)
_EVERY = (
    r"(?P<every>(?:annual|quarter|month|semi-annual|biennial|year)ly|annually|once (?:a|per) year|each year|twice a year"
    r"|every [\w ]{1,14}?(?:months?|years?)"
    r"|vierteljährlich|halbjährlich|jährlich|monatlich|einmal (?:jährlich|pro jahr|im jahr)|alle [\w ]{1,14}?(?:monate|jahre)"
    r"|annuellement|chaque année|une fois par an|trimestriellement|semestriellement|tous les [\w ]{0,12}?(?:mois|ans))"
)
_KIND = (
    r"(?:document|policy|procedure|plan|manual|standard|register|methodology|method|statement|programme|program|framework|"
    r"scope|process|guideline|sop|instruction|inventory|strategy"
    r"|dokument|richtlinie|verfahren|verfahrensanweisung|handbuch|leitlinie|anweisung|konzept|prozess|verzeichnis|programm|strategie"
    r"|politique|procédure|manuel|registre|processus|instruction|consigne|programme|charte|stratégie)"
)
_SUBJECT = re.compile(
    rf"(?P<this>this|diese[sr]?|dieses|ce|cet|cette|le présent|la présente|the|der|die|das|le|la)\s+"
    rf"(?P<words>(?:[^\W\d][\w-]*\s+){{0,3}})"
    rf"(?P<kind>{_KIND})\b(?:\s+itself|\s+selbst|\s+(?:elle|lui)-même)?",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\breview(?:ed|s)?\b|\b(?:über)?prüf(?:t|ung)\b|\brevu[es]?\b|\brévisé[es]{0,2}\b|\bréexaminé[es]{0,2}\b|\brevue\b",
    re.IGNORECASE,
)
_EVERY_PATTERN = re.compile(_EVERY, re.IGNORECASE)
_THIS = frozenset({"this", "diese", "dieses", "dieser", "ce", "cet", "cette", "le présent", "la présente"})
_KINDS = re.compile(_KIND)
_ANY_DOCUMENT = frozenset({"document", "dokument"})
_FILLERS = frozenset(
    {"internal", "present", "vorliegende", "vorliegendes", "vorliegender", "own", "whole", "entire", "gesamte"}
)
_SELF = ("itself", "selbst", "-même")
_PRONOUN = re.compile(r"(?:it|sie|es|er|elle|il)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[^\W\d][.!?])\s+|(?<=[)\]][.!?])\s+")
_NEAR = 140
_REACH = 90
_ID_IN_NAME = re.compile(
    r"(?!(?:ISO|IEC|EN|DIN|NIST|BS)[- _]?\d)"
    r"([A-Z]{1,6}\d{2,6}(?:-[A-Z]{3,10}){1,2}(?=$)|"
    r"[A-Z][A-Za-z]{0,8}(?:[-_][A-Z]{1,6}){0,3}[-_ ]?\d{1,5}(?:[-.]\d{1,4})?|"
    r"[A-Z]{2,6}(?:-[A-Z]{2,6}){1,3}(?=-[A-Z][a-z]))(?=[-_ .]|$)(?!_\d{1,2}(?:_|$))"
)
"""A number of its own, never that of a standard; also a project with the short name of the document (`P120-PLAN`)."""

_VERSION_IN_NAME = re.compile(
    r"[-_ ](?:v(?:er(?:sion)?)?|rev(?:ision)?\.?)[-_ ]?(\d+(?:[._-]\d+){0,2})(?=[-_ .]|$)", re.IGNORECASE
)
_DRAFT_IN_NAME = re.compile(r"(?i)(?:^|[-_ .(])(?:draft|entwurf|brouillon)(?:[-_ .)]|$)")
_NUMBERED_TITLE = re.compile(r"(?=\S*\d)([A-Z][A-Z0-9]{1,9}(?:[-_./][A-Z0-9]{1,10}){1,5}) (.{3,120})")
ID_BEFORE_TITLE = re.compile(r"(?=\S*\d)([A-Z][A-Z0-9]{1,9}(?:[-_./][A-Z0-9]{1,10}){1,5})\s*(?:[:–—|]|\s-\s)\s*(?=\S)")


def free_lines(document: Document, labels: Labels, end: int, title: str = "") -> Iterator[Pair]:
    """Lines under the title that give version, status, number and day without a label: `Version 0.5 - 12 March 2025`.

    A number right before the title in a page header is that of the document.
    """
    for index, block in enumerate(document.blocks[: min(_FIRST, max(end, 1))]):
        if block.kind in ("heading", "paragraph", "quote", "box") and len(block.text.text) < 200:
            for line, spot in lines_of(block.text.text, block.spot):
                yield from _of_line(
                    line, spot, index, labels, is_heading=block.kind == "heading" and not block.is_guessed
                )
    for index, block in enumerate(document.blocks):
        if block.kind in ("header", "footer") or block.spot.part in ("header", "footer"):
            texts = [(block.text.text, block.spot), *((c.text.text, c.spot) for row in block.rows for c in row.cells)]
            for line, spot in (each for text, at in texts for each in lines_of(text, at)):
                if title and (number := _NUMBERED_TITLE.fullmatch(line.strip())) and number[2] == title:
                    yield Pair("id", number[1], spot, index, "free")
                if not block.rows:
                    yield from _of_line(line, spot, index, labels, is_heading=False)


def _of_line(line: str, spot: Spot, index: int, labels: Labels, *, is_heading: bool) -> Iterator[Pair]:
    found: list[tuple[str, str]] = []
    if is_heading:
        yield from (Pair(field, text, spot, index, "free") for field, text in _of_heading(line))
        if "ersion" not in line:
            return
    segments = free_segments(line)
    for segment in (each.strip(" *_`") for each in segments):
        if labelled(segment, labels):
            continue
        if version := _VERSION.search(segment):
            found.append(("version", version["any"] or version["dotted"]))
        if _DRAFT.match(segment):
            found.append(("status", "draft"))
        found.extend(_dated(segment, labels))
        if _NUMBER.fullmatch(segment) and not is_heading:
            found.append(("id", segment))
    if len(segments) > 1 or len(found) > 0:
        yield from (Pair(field, text, spot, index, "free") for field, text in found)


def _of_heading(line: str) -> Iterator[tuple[str, str]]:
    """The number before a title, and `draft` behind it."""
    if number := ID_BEFORE_TITLE.match(line.strip(" *_`")):
        yield "id", number[1]
    if _DRAFT_BEHIND.search(line):
        yield "status", "draft"


def _dated(segment: str, labels: Labels) -> Iterator[tuple[str, str]]:
    """A day with a label that no sign separates from it, or alone: `Approved 15 March 2025`."""
    words = segment.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        field = labels.field_of(" ".join(words[:count]))
        rest = " ".join(words[count:]).strip(" :).*_")
        if field and _is_day(rest):
            field = DAY_OR_PERSON[field][0] if field in DAY_OR_PERSON else field
            if field in DATES:
                yield field, rest
            if field == "approved_on" and (status := status_of(" ".join(words[:count]))):
                yield "status", status
            return
    prefixed = _PREFIXED.fullmatch(segment)
    day = (prefixed[1] if prefixed else segment).strip(" )(*_.")
    if _is_day(day) and (prefixed or date_of(day, month_first=True)):
        yield "dated", day


def _is_day(text: str) -> bool:
    return bool(date_of(text, month_first=True) or month_of(text))


def signed_lines(document: Document) -> Iterator[Pair]:
    """The line of place and day above a signature at the end: `Mannheim, 15. Oktober 2025`."""
    first = max(0, len(document.blocks) - _LAST)
    for index, block in enumerate(document.blocks[first:], first):
        if block.kind != "paragraph" or block.spot.part:
            continue
        for line, spot in lines_of(block.text.text, block.spot):
            if (found := _SIGNED_AT.fullmatch(line.strip())) and _is_day(found["day"]):
                field = "approved_on" if _APPROVES.match(line.strip(" *_")) else "dated"
                yield Pair(field, found["day"], spot, index, "free")


def sentences(document: Document, title: str) -> Iterator[Pair]:
    """How often a document says that it is reviewed itself.

    `The ...` means this document where all the words between are in its title, and `This register` does not
    where the title is that of a policy.  A list may go on with the interval, and a second sentence with `It`.
    """
    known = title.casefold()
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind not in ("paragraph", "item", "quote") or not _REVIEWED.search(text := block.text.text[:2000]):
            continue
        is_about_itself = False
        for sentence in _SENTENCE_END.split(text):
            subject = _itself(sentence, known)
            begins = _PRONOUN.match(sentence) if is_about_itself else None
            is_about_itself = bool(subject or begins)
            end = subject.end() if subject else begins.end() if begins else -1
            if end >= 0 and (every := _interval(sentence[end : end + _NEAR], blocks[index + 1 : index + 3])):
                yield Pair("review_in", every, block.spot, index, "free")


def _itself(sentence: str, title: str) -> re.Match[str] | None:
    """Where a sentence speaks of the document itself."""
    known = set(re.findall(r"\w+", title))
    is_of_some_kind = bool(_KINDS.search(title))
    for subject in _SUBJECT.finditer(sentence):
        kind = subject["kind"].casefold()
        words = {word.casefold() for word in subject["words"].split()}
        is_of_title = kind in title or not is_of_some_kind
        if subject["this"].casefold() in _THIS:
            is_itself = kind in _ANY_DOCUMENT or (is_of_title and words <= known | _FILLERS)
        else:
            is_itself = is_of_title and words <= known and (bool(words) or subject[0].casefold().endswith(_SELF))
        if is_itself:
            return subject
    return None


def _interval(rest: str, following: Sequence[Block]) -> str:
    """The interval of a review that what follows a subject names, also in a list below it."""
    reviewed = _REVIEWED.search(rest)
    if not reviewed or reviewed.start() > _REACH:
        return ""
    if every := _EVERY_PATTERN.search(rest):
        return every["every"]
    items = (block.text.text[:80] for block in following if block.kind == "item") if rest.rstrip().endswith(":") else ()
    return next((every["every"] for item in items if (every := _EVERY_PATTERN.search(item))), "")


def of_the_name(path: str) -> Iterator[Pair]:
    """What the name of a file says: number, version, draft."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    spot = Spot(ref="file name")
    if found := _ID_IN_NAME.match(stem):
        yield Pair("id", found[1], spot, -1, "filename")
    if found := _VERSION_IN_NAME.search(stem):
        yield Pair("version", re.sub(r"[_-]", ".", found[1]), spot, -1, "filename")
    if _DRAFT_IN_NAME.search(stem) and stem.lower() != "entwurf":  # the German word for design, too
        yield Pair("status", "draft", spot, -1, "filename")
