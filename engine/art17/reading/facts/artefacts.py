"""From a document to its artefacts: the file itself and the items inside it, by format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from art17.graph.anchors import dead_anchor, leads_to
from art17.graph.resolve import is_external
from art17.law.act import Act
from art17.model.artefact import UNFINISHED, Artefact, CitationAt, Defect, Reference
from art17.model.document import Document as BlockDocument
from art17.model.law import Citation
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.unfilled import is_skeleton
from art17.model.value import Value
from art17.model.vocabulary import TypeOf
from art17.reading.documents.documents import Document
from art17.reading.documents.fenced import wrapped_line
from art17.reading.documents.merging import conflict_line
from art17.reading.documents.read import document_in
from art17.reading.documents.slugs import anchors_of
from art17.reading.facts.applicability import STATEMENT, document_text, excluded_in, excluded_in_rows, relied_on
from art17.reading.facts.blanks import may_have_blanks
from art17.reading.facts.block_fields import (
    rows_in_tables,
    text_length,
    unread_tables,
    with_blanks_told,
    with_block_facts,
)
from art17.reading.facts.block_prose import anchors_in, anchors_told, body_of, links_in
from art17.reading.facts.citing import citations_in_body, errata_in_body, may_cite, words_around
from art17.reading.facts.document_lists import listed_in, listed_in_rows
from art17.reading.facts.drafts import Drafts, Given, SideCar
from art17.reading.facts.emptiness import with_emptiness_told, without_words
from art17.reading.facts.front_facts import labelled_facts
from art17.reading.facts.items import Prose, rows_alone, rows_listed_in, with_items
from art17.reading.facts.own_status import is_draft_by_its_words
from art17.reading.facts.parts import with_inherited
from art17.reading.facts.recognition import kind_of_type
from art17.reading.facts.references import PROSE
from art17.reading.facts.rows import csv_rows, listed_rows, table_rows
from art17.reading.facts.scope import stem
from art17.reading.facts.text_fields import UNREAD_TABLE
from art17.reading.formats.body import LinkIn, Markdown
from art17.reading.formats.markdown import markdown_in
from art17.reading.io.lines import Lines
from art17.reading.io.unreadable import UnreadableError

MAX_ARTEFACTS = 100_000
"""How many artefacts one file may hold."""

TEMPLATE = "template"
_ENOUGH_WORDS = 40
"""A shorter text that states no type is not looked at for what it may be."""
_FILLED_IN = frozenset({"document", "record"})
Cars = Sequence[SideCar]

_MAY_STATE = re.compile(
    r"(?im)^[ \t>|*_+-]*(?:(?:document|policy|procedure|current|dokument\w*)[ -])?"
    r"(?:version|rev|status|statut|approv|authori[sz]ed|freig|genehm|next|nächste|prochain|review|überprüf)"
)
"""How a line begins that may state a control fact, where data states the owner: reading it all takes time."""


def artefacts_of(top: Place, document: Document, given: Given, cars: Cars, drafts: Drafts) -> tuple[Artefact, ...]:
    """The artefacts in a document, the file's own before its items; `top` is the place of its first mapping.

    Raises:
        UnreadableError: where it is a document but holds nothing that could be an artefact.
    """
    by_format = {"markdown": _of_markdown, "csv": _of_csv}.get(document.format, _of_values)
    found = tuple(islice(by_format(top, document, given, cars, drafts), MAX_ARTEFACTS + 1))
    if len(found) > MAX_ARTEFACTS:
        raise UnreadableError(f"The file holds more than {MAX_ARTEFACTS} artefacts", "split the file", 1, 1)
    return tuple(with_inherited(found))


def described(path: str, given: Given, cars: Cars, drafts: Drafts) -> tuple[Artefact, ...]:
    """The artefact of a file that is not read itself: it stands in the side-car that speaks for it."""
    if not cars:
        return (Artefact(stem(path), given.type, Place(path), {}),)
    speaker = cars[-1]
    draft = drafts.draft_of(speaker.stated, Place(speaker.path, (0,)), given, cars[:-1])
    draft.describes = path
    if speaker.is_overlay:
        draft.origins |= dict.fromkeys(draft.fields.values, "assessor")
    found = tuple(with_items(drafts, draft, stem(path), rows_listed_in(drafts, draft, speaker.stated)))
    return tuple(with_inherited(found))


def written_in_manifest(settings: Settings, drafts: Drafts) -> tuple[Artefact, ...]:
    """The provider and the systems that the manifest itself states."""
    place = settings.place
    found: list[Artefact] = []
    if settings.provider is not None:
        given = Given(drafts.type_of_kind("organisation", "provider"))
        draft = drafts.draft_of(settings.provider, Place(place.path, (*place.route, "provider")), given)
        found.extend(with_items(drafts, draft, "provider"))
    given = Given(drafts.type_of_kind("system", "ai-system"))
    for index, system in enumerate(settings.systems):
        draft = drafts.draft_of(system, Place(place.path, (*place.route, "systems", index)), given)
        found.extend(with_items(drafts, draft, f"system-{index + 1}"))
    return tuple(found)


def _of_values(top: Place, document: Document, given: Given, cars: Cars, drafts: Drafts) -> Iterator[Artefact]:
    """The artefacts of YAML documents or of a JSON value."""
    held = [(index, value) for index, value in enumerate(document.values) if value is not None]
    for index, value in held or [(0, {})]:
        place = Place(top.path, (index,))
        if isinstance(value, Mapping):
            draft = drafts.draft_of(value, place, given, cars)
            draft.whole = document.text
            draft.only_strict = not cars and not may_cite(document.text)
            yield from with_items(drafts, draft, stem(top.path), rows_listed_in(drafts, draft, value))
        elif isinstance(value, list):
            yield from _of_list(document, value, place, given, cars, drafts)
        else:
            raise UnreadableError(
                "The file holds a text, not an artefact", "write `key: value` lines, or exclude it", 1, 1
            )


def _of_list(
    document: Document, value: Value, place: Place, given: Given, cars: Cars, drafts: Drafts
) -> Iterator[Artefact]:
    """A list at the top of a file: the rows of a register, or artefacts of one type."""
    draft = drafts.draft_of({}, place, given, cars)
    draft.whole = document.text
    kind = drafts.kind_of(draft)
    if kind and kind.items:
        rows = listed_rows(value, next(iter(kind.items.values())), place, ())
        yield from with_items(drafts, draft, stem(place.path), rows)
    else:
        alone = [*listed_rows(value, draft.type, place, ())]
        if value and not alone:
            raise UnreadableError("The file holds a list of texts, not of artefacts", "exclude it", 1, 1)
        yield from rows_alone(drafts, alone, stem(place.path), document.text)


def _of_csv(top: Place, document: Document, given: Given, cars: Cars, drafts: Drafts) -> Iterator[Artefact]:
    """The rows of a CSV file: items of a register, or artefacts of one type."""
    draft = drafts.draft_of({}, Place(top.path, (), 1, 1), given, cars)
    draft.whole = document.text
    kind = drafts.kind_of(draft)
    if kind and kind.index:
        listed = csv_rows(document.rows, kind, top.path, drafts) if kind.items else ()
        own, *items = with_items(drafts, draft, stem(top.path), listed)
        yield replace(own, listed=tuple(listed_in_rows(document.rows, top.path, drafts.labels)))
        yield from items
        return
    if kind and kind.name == STATEMENT:
        own, *_ = with_items(drafts, draft, stem(top.path), ())
        excluded = tuple(excluded_in_rows(document.rows, top.path))
        yield replace(own, defects=(*own.defects, *relied_on(excluded, f"{top.path} {document.text}")))
        return
    rows = csv_rows(document.rows, kind, top.path, drafts)
    if given.is_guess and kind and kind.kind == "document" and not kind.items:
        yield from with_items(drafts, draft, stem(top.path))  # a table about such documents, no list of them
    elif cars or kind is None or kind.items:
        yield from with_items(drafts, draft, stem(top.path), rows)
    else:
        yield from rows_alone(drafts, rows, stem(top.path), document.text)


def _of_markdown(top: Place, document: Document, given: Given, cars: Cars, drafts: Drafts) -> Iterator[Artefact]:
    """The artefact of a Markdown file, and the rows of its lists and tables."""
    front = document.values[0] if document.values else None
    stated: Mapping[str, Value] = front if isinstance(front, Mapping) else {}
    draft = drafts.draft_of(stated, top, given, cars)
    draft.whole, draft.is_text = document.body, True
    beside = [car for car in cars if not car.is_note]
    draft.only_strict = not beside and not may_cite(document.text)
    body = markdown_in(document.body, document.body_at)
    lines = Lines(top.path, document.text)
    draft.from_body = _add_body_fields(draft.fields.values, body)
    title = draft.fields.values.get("title")
    if not draft.fields.values.get("status") and is_draft_by_its_words(top.path, str(title or ""), document.body):
        draft.fields.values["status"] = "draft"
        draft.from_body |= {"status"}
    draft.anchors = body.anchors | anchors_of(section.title for section in body.sections)
    draft.defects.extend(_dead_anchors(body, draft.anchors, lines))
    rows = [*rows_listed_in(drafts, draft, stated)]
    kind = drafts.kind_of(draft)
    if kind and kind.items:
        rows += [row for table in body.tables for row in table_rows(table, kind, drafts, lines)]
    citations = citations_in_body(document.body, partial(drafts.about, draft))
    if unmerged := conflict_line(document.body):
        draft.defects.append(_conflict(top.path, unmerged + document.text.count("\n", 0, document.body_at)))
    if wrapped := wrapped_line(document.body):
        draft.defects.append(_wrapped(top.path, wrapped + document.text.count("\n", 0, document.body_at)))
    at = document.body_at
    draft.defects.extend(_guide_wording(document.body, citations, lambda offset: lines.place(at + offset), drafts.act))
    prose = Prose(_placed(citations, document.body, at, lines.place), _links(body, lines))
    own, *items = with_items(drafts, draft, stem(top.path), rows, prose)
    own = replace(own, words=len(document.body.split()))
    if own.fields.get("status") not in UNFINISHED and is_skeleton(document.body):
        own = replace(own, defects=(*own.defects, _skeleton(own.place)))
    if kind and body.tables:
        own = _with_its_tables(own, document, kind, drafts, has_rows=bool(rows))
    is_asked = not beside and kind is not None and kind.kind == "document"
    labelled = labelled_facts(stated, drafts.keys, drafts.labels) if is_asked else ()
    may_say = bool(labelled) or drafts.has_own_labels or not own.fields.get("owner") or _may_state(document.body)
    has_blocks = is_asked and may_say
    may_be_blank = bool(kind and kind.kind in _FILLED_IN and kind.name != TEMPLATE and may_have_blanks(document.body))
    is_open = drafts.texts.is_open(own, has_items=_has_items(items), from_body=draft.from_body)
    has_open_parts = any(drafts.texts.is_open_part(item) for item in items)
    is_untyped = kind is None and not items and own.words >= _ENOUGH_WORDS
    if not (has_blocks or may_be_blank or is_open or has_open_parts or is_untyped):
        yield from (own, *items)
        return
    blocks = document_in("markdown", document.text)
    own = with_block_facts(own, blocks, drafts.labels, labelled) if has_blocks else own
    own = with_blanks_told(own, blocks) if may_be_blank else own
    if is_open and _has_a_body(kind) and not items and not own.fields.get("type"):
        own = with_emptiness_told(own, blocks, drafts.labels, lists=_lists(kind))
    own = drafts.texts.with_types_treated(own, blocks) if is_untyped else own
    yield from drafts.texts.read(own, blocks) if is_open else (own,)
    yield from _with_parts_read(items, blocks, drafts)


def _with_its_tables(own: Artefact, document: Document, kind: TypeOf, drafts: Drafts, *, has_rows: bool) -> Artefact:
    """A document of a kind whose tables say more than its items: what they list, exclude, or hold and is not known."""
    blocks = document_in("markdown", document.text) if kind.items or kind.index or kind.name == STATEMENT else None
    if blocks is None:
        return own
    if kind.items and not has_rows:
        own = with_unread_tables(own, blocks, kind, drafts)
    if kind.index:
        own = replace(own, listed=tuple(listed_in(blocks, own.path, drafts.labels)))
    return _with_exclusions(own, blocks, document.text) if kind.name == STATEMENT else own


def _may_state(body: str) -> bool:
    return _MAY_STATE.search(body) is not None


def _has_items(artefacts: Iterable[Artefact]) -> bool:
    """Whether data lists items; further roles and sections of the document are none."""
    return any(not artefact.is_part for artefact in artefacts)


def _with_parts_read(items: Iterable[Artefact], document: BlockDocument, drafts: Drafts) -> Iterator[Artefact]:
    """The items of a document; its further roles and sections with what the text states of them."""
    for item in items:
        yield from drafts.texts.read(item, document) if drafts.texts.is_open_part(item) else (item,)


def with_unread_tables(own: Artefact, document: BlockDocument, kind: TypeOf, drafts: Drafts) -> Artefact:
    """A register none of whose tables was understood: what is in it is not known, and the columns are named."""
    unread = unread_tables(document, kind, drafts)
    if not unread:
        return own
    items = " or ".join(sorted(set(kind.items.values())))
    heads = "; ".join(unread[:3])
    message = f"No column of its tables is known for {items}, so its rows were not read: {heads}"
    fix = f"say what they mean (in art17.yaml, `columns: {{{own.path!r}: {{HEAD: FIELD}}}}`)"
    defect = Defect(UNREAD_TABLE, own.place, "columns", message, fix)
    return replace(own, defects=(*own.defects, defect), has_unread_rows=True)


def _with_exclusions(own: Artefact, document: BlockDocument, words: str) -> Artefact:
    """A statement of applicability with what it excludes though points of the Act rest on it."""
    excluded = tuple(excluded_in(document, own.path))
    return replace(own, defects=(*own.defects, *relied_on(excluded, f"{own.path} {words}")))


def _conflict(path: str, line: int) -> Defect:
    message = "A merge was not finished: the text still has both versions, between marks of a conflict"
    return Defect(
        "conflict-markers", Place(path, (), line, 1), "body", message, "decide for one version, and remove the marks"
    )


def _skeleton(place: Place) -> Defect:
    message = "Its text is that of a skeleton, as `art17 init` writes it"
    return Defect("skeleton-text", place, "its text", message, "say what is done, by whom and when")


def _wrapped(path: str, line: int) -> Defect:
    message = "Nearly all of the text is in a block of code, so nothing in it is read: no citation, no link, no field"
    return Defect("wrapped-text", Place(path, (), line, 1), "body", message, "take the two fences away")


def artefacts_of_blocks(
    top: Place, document: BlockDocument, given: Given, drafts: Drafts, cars: Cars = ()
) -> tuple[Artefact, ...]:
    """The artefact of a document that is read as blocks, and the rows of its tables where it is a register.

    One without words is unfinished, whatever its name: an empty file is never evidence.
    """
    draft = drafts.draft_of({}, top, given, cars)
    kind = drafts.kind_of(draft)
    body = body_of(document, top.path)
    draft.whole, draft.is_text, draft.only_strict = body.text, True, not cars and not may_cite(body.text)
    rows = [*rows_in_tables(document, kind, top.path, drafts, body.rows)] if kind and kind.items else []
    anchors = anchors_in(document)
    draft.anchors = anchors_told(document, anchors)
    linked, dead = links_in(body, anchors)
    citations = citations_in_body(body.text, partial(drafts.about, draft))
    draft.defects.extend((*dead, *_guide_wording(body.text, citations, body.place, drafts.act)))
    sections = [block.text.text for block in document.blocks if block.kind == "heading" and block.text.text.strip()]
    draft.fields.values["sections"] = sections or None
    prose = Prose(_placed(citations, body.text, 0, body.place), linked)
    own, *items = with_items(drafts, draft, stem(top.path), rows, prose)
    own = own if rows or not (kind and kind.items) else with_unread_tables(own, document, kind, drafts)
    if kind and kind.index:
        own = replace(own, listed=tuple(listed_in(document, top.path, drafts.labels)))
    if kind and kind.name == STATEMENT:
        own = _with_exclusions(own, document, document_text(document))
    words = text_length(document)
    own = replace(own, words=words)
    if not words:
        return (without_words(own, is_whole=not document.unread and _has_a_body(kind)), *items)
    own = with_block_facts(own, document, drafts.labels)
    if kind and kind.kind in _FILLED_IN and kind.name != TEMPLATE:
        own = with_blanks_told(own, document)
    is_open = drafts.texts.is_open(own, has_items=_has_items(items))
    if is_open and _has_a_body(kind) and not rows:
        own = with_emptiness_told(own, document, drafts.labels, lists=_lists(kind))
    if kind is None and not items and words >= _ENOUGH_WORDS:
        own = drafts.texts.with_types_treated(own, document)
    read = drafts.texts.read(own, document) if is_open else (own,)
    return tuple(with_inherited((*read, *_with_parts_read(items, document, drafts))))


def _has_a_body(kind: TypeOf | None) -> bool:
    """Whether documents of a type lay something down in their text: registers, indexes and templates do not."""
    return kind is not None and kind.kind == "document" and not (kind.index or kind.name == TEMPLATE)


def _lists(kind: TypeOf | None) -> bool:
    """Whether documents of a type are nothing but a list."""
    return kind is not None and kind_of_type(kind) == "register"


def _add_body_fields(values: dict[str, Value], body: Markdown) -> frozenset[str]:
    """Add the sections that have text, and the first heading as title; the names of what was not stated before."""
    first = next(iter(body.sections), None)
    found: dict[str, Value] = {
        "sections": [section.title for section in body.sections if section.has_text] or None,
        "title": first.title if first and first.level == 1 else None,
    }
    added = {name: value for name, value in found.items() if value and values.get(name) is None}
    values.update(added)
    return frozenset(added)


def _placed(
    citations: Iterable[Citation], body: str, at: int, place_of: Callable[[int], Place]
) -> list[tuple[int, CitationAt]]:
    """The citations of a body that begins at an offset, with their offset, their place and the words around them."""
    return [
        (
            at + each.start,
            CitationAt(each, place_of(at + each.start), words_around(body, each.start, each.end), "prose"),
        )
        for each in citations
    ]


def _guide_wording(
    body: str, citations: Sequence[Citation], place_of: Callable[[int], Place], act: Act | None
) -> Iterator[Defect]:
    """A note wherever the text follows the guide and the Regulation differs; `place_of` an offset in the body."""
    for found in errata_in_body(body, citations, act) if act else ():
        erratum = found.erratum
        yield Defect(
            "guide-wording",
            place_of(found.start),
            erratum.id,
            f"A common guide says: {erratum.guide}. The Regulation: {erratum.regulation}",
            f"follow the Regulation: {', '.join(erratum.provisions)}",
        )


def _links(body: Markdown, lines: Lines) -> list[tuple[int, Reference]]:
    """The links that lead out of the file itself."""
    return [(link.offset, _reference(link, lines)) for link in body.links if link.target.partition("#")[0].strip()]


def _reference(link: LinkIn, lines: Lines) -> Reference:
    place = lines.place(link.offset)
    if is_external(link.target):
        return Reference(PROSE, link.target, place, "prose", is_wiki=link.is_wiki)
    target, _, anchor = link.target.partition("#")
    return Reference(PROSE, target.strip(), place, "prose", anchor.strip(), link.is_wiki)


def _dead_anchors(body: Markdown, anchors: frozenset[str], lines: Lines) -> Iterator[Defect]:
    """Links within the file that lead to no heading of it."""
    for link in body.links:
        target, _, anchor = link.target.partition("#")
        if not (target.strip() or is_external(link.target)) and anchor and not leads_to(anchor, anchors):
            yield dead_anchor(lines.place(link.offset), f"#{anchor}", anchors)
