"""The list of documents that a QMS keeps: what it says of each, by number or file name, and where it is wrong."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from art17.model.artefact import WITHDRAWN, Artefact, Defect, Listed
from art17.model.document import Cell, Document
from art17.model.labels import Labels
from art17.model.place import Place
from art17.model.value import Value, is_placeholder, leaves
from art17.model.vocabulary import Vocabulary
from art17.reading.facts.control_blocks import Fact
from art17.reading.facts.disagreements import is_same
from art17.reading.facts.free_lines import of_the_name
from art17.reading.facts.scope import stem
from art17.reading.facts.shapes import shaped
from art17.reading.formats.csv_text import CsvRow

GIVEN = ("version", "owner", "next_review")
"""What a list gives a document that does not say it itself."""
_TOLD = (*GIVEN, "status", "title")
_FILE = frozenset(
    {
        "file",
        "file name",
        "filename",
        "path",
        "link",
        "datei",
        "dateiname",
        "dateipfad",
        "pfad",
        "fichier",
        "nom du fichier",
        "chemin",
    }
)
_NUMBER = frozenset(
    {"nr", "no", "number", "nummer", "id", "ref", "reference", "kennung", "lfd nr", "n", "numéro", "réf", "référence"}
)
_FEWEST = 2
_MOST_NAMED = 5
_NO_FILE = re.compile(r"#|mailto:|[a-z]+://|:[a-z_]+:", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")


def listed_in(document: Document, path: str, labels: Labels) -> Iterator[Listed]:
    """The documents that the tables of a document list."""
    for number, block in enumerate(document.blocks):
        if len(block.rows) <= _FEWEST:
            continue
        at = max(1, block.heads) - 1
        while (
            at < len(block.rows) - _FEWEST
            and sum(bool(cell.text.text.strip()) for cell in block.rows[at].cells) < _FEWEST
        ):
            at += 1  # a title above the heads
        fields = _fields([cell.text.text for cell in block.rows[at].cells], labels)
        if not fields:
            continue
        for index, row in enumerate(block.rows[at + 1 :], at):
            texts = [
                cell.value[:10] if cell.value[:4].isdigit() and "-" in cell.value else cell.text.text
                for cell in row.cells
            ]
            linked = next((target for cell in row.cells for target in _targets(cell)), "")
            line = row.spot.line
            place = Place(path, (), line, row.spot.column or 1) if line else Place(path, (0, "table", number, index))
            yield from _listed(fields, texts, linked, place, labels)


def listed_in_rows(rows: Sequence[CsvRow], path: str, labels: Labels) -> Iterator[Listed]:
    """The documents that a CSV lists."""
    fields = _fields(rows[0].cells, labels) if rows else []
    for row in rows[1:] if fields else ():
        yield from _listed(fields, row.cells, "", Place(path, (), row.line, 1), labels)


def _fields(heads: Sequence[str], labels: Labels) -> list[str]:
    """What the columns of a list hold; nothing where the table is none: a number or file, and something said of it."""
    fields = ["file" if _folded_label(head) in _FILE else labels.field_of(head) or "" for head in heads]
    if "id" not in fields and (numbers := [at for at, head in enumerate(heads) if _folded_label(head) in _NUMBER]):
        fields[numbers[0]] = "id"
    is_list = not {"id", "file"}.isdisjoint(fields) and len({*_TOLD, "approved_on", "dated"} & set(fields)) >= _FEWEST
    return fields if is_list else []


def _folded_label(head: str) -> str:
    return " ".join(_SIGNS.split(head.casefold())).strip()


def _targets(cell: Cell) -> Iterator[str]:
    targets = (mark.text.removeprefix(":doc:") for mark in cell.text.marked("link"))
    return (target for target in targets if target and not _NO_FILE.match(target))


def _listed(fields: Sequence[str], texts: Sequence[str], linked: str, place: Place, labels: Labels) -> Iterator[Listed]:
    """The document of a row; a row that names none, or only a placeholder, is none."""
    said: dict[str, str] = {}
    for field, text in zip(fields, texts, strict=False):
        plain = " ".join(text.split()).strip(" *_`")
        if field and plain and not is_placeholder(plain) and field not in said:
            value = plain if field in ("file", "id", "title") else shaped(field, plain, labels)
            said |= {field: value} if value else {}
    number, file = said.pop("id", ""), linked or said.pop("file", "")
    if (number and any(sign.isdigit() for sign in number)) or file:
        yield Listed(number, file, said, place)


@dataclass(frozen=True, slots=True)
class _Joined:
    """A row of a list, and the one document that it means, if there is one."""

    owner: Artefact
    row: Listed
    artefact: Artefact | None


def with_lists_joined(artefacts: Sequence[Artefact], paths: Iterable[str], vocabulary: Vocabulary) -> list[Artefact]:
    """The artefacts with what the lists of documents say of them; missing, unlisted and differing ones are noted."""
    lists = [each for each in artefacts if each.listed]
    if not lists:
        return list(artefacts)
    files = frozenset(paths)
    whole = [each for each in artefacts if each.register is None and not each.listed]
    joined = tuple(_joined(lists, whole))
    rows = {id(each.artefact): each for each in joined if each.artefact is not None}
    done: list[Artefact] = []
    for artefact in artefacts:
        if (said := rows.get(id(artefact))) is not None:
            done.append(_with_row(artefact, said.owner, said.row))
        elif artefact.listed:
            of_list = [each for each in joined if each.owner is artefact]
            found = (*_missing(of_list, files), *_unlisted(artefact, of_list, whole, vocabulary))
            done.append(replace(artefact, defects=(*artefact.defects, *found)))
        else:
            done.append(artefact)
    return done


def _joined(lists: Iterable[Artefact], whole: Sequence[Artefact]) -> Iterator[_Joined]:
    """Each row of each list with what it means: by number, else by file name; of two nothing is said."""
    by_number: defaultdict[str, list[Artefact]] = defaultdict(list)
    by_file: defaultdict[str, list[Artefact]] = defaultdict(list)
    for artefact in whole:
        for number in dict.fromkeys(_numbers_of(artefact)):
            by_number[number].append(artefact)
        by_file[posixpath.basename(artefact.describes or artefact.path).casefold()].append(artefact)
    for owner in lists:
        for row in owner.listed:
            name = posixpath.basename(row.file).casefold()
            found = by_number.get(_folded(row.number), []) if row.number else []
            found = found or (by_file.get(name, []) if name else [])
            yield _Joined(owner, row, found[0] if len(found) == 1 else None)


def _numbers_of(artefact: Artefact) -> Iterator[str]:
    path = artefact.describes or artefact.path
    yield _folded(artefact.id)
    yield _folded(stem(path))
    yield from (_folded(pair.text) for pair in of_the_name(path) if pair.field == "id")


def facts_of_lists(
    documents: Iterable[tuple[str, Document]], numbers: Mapping[str, str], labels: Labels
) -> dict[str, tuple[Fact, ...]]:
    """By path what the lists among the documents say of others; `numbers` are the ids of documents by their path."""
    by_number: defaultdict[str, set[str]] = defaultdict(set)
    for path, number in numbers.items():
        for each in {_folded(number), _folded(stem(path)), _folded(posixpath.basename(path))} - {""}:
            by_number[each].add(path)
    found: dict[str, tuple[Fact, ...]] = {}
    for path, document in documents:
        for row in listed_in(document, path, labels):
            meant = by_number.get(_folded(row.number)) or by_number.get(_folded(posixpath.basename(row.file)), set())
            if len(meant) == 1:
                (target,) = meant
                found[target] = (
                    *found.get(target, ()),
                    *(Fact(name, row.values[name], "list", path) for name in GIVEN if name in row.values),
                )
    return found


def _folded(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _with_row(artefact: Artefact, owner: Artefact, row: Listed) -> Artefact:
    """A document with what its row says and it does not; what it says otherwise is one note."""
    added: dict[str, Value] = {
        name: row.values[name]
        for name in GIVEN
        if name in row.values and not artefact.fields.get(name) and name not in artefact.placeholders
    }
    differing = [
        f"`{name}` {row.values[name]!r}, the document {stated!r}"
        for name in ("version", "status", "next_review")
        if name in row.values and (stated := ", ".join(leaves(artefact.fields.get(name))))
        and not is_same(name, stated, row.values[name])
    ]  # fmt: skip
    if differing:
        message = f"The list of documents ({owner.path}) says {'; '.join(differing)}"
        fix = "correct the one that is out of date; what the document says counts"
        defect = Defect("facts-differ", row.place, f"list of documents: {row.number or row.file}", message, fix)
        artefact = replace(artefact, defects=(*artefact.defects, defect))
    if not added:
        return artefact
    return replace(
        artefact,
        fields={**artefact.fields, **added},
        elsewhere={**artefact.elsewhere, **dict.fromkeys(added, row.place)},
        origins={**artefact.origins, **dict.fromkeys(added, "block")},
    )


def _missing(joined: Sequence[_Joined], files: frozenset[str]) -> Iterator[Defect]:
    """Documents that a list names and that are nowhere in the folder, read or not."""
    if not any(each.artefact for each in joined):
        return
    stems = [_folded(stem(path)) for path in files]
    gone = [
        each.row
        for each in joined
        if each.artefact is None
        and each.row.values.get("status") not in WITHDRAWN
        and not _is_there(each.row, stems, files)
    ]
    if gone:
        verb = "is" if len(gone) == 1 else "are"
        named = _first([row.number or row.file for row in gone])
        message = f"It lists {_count(len(gone))} that {verb} not in this folder: {named}"
        yield Defect("listed-missing", gone[0].place, "missing", message, "add them, or take them off the list")


def _unlisted(
    owner: Artefact, joined: Sequence[_Joined], whole: Sequence[Artefact], vocabulary: Vocabulary
) -> Iterator[Defect]:
    """Documents that a list does not name, where it names most: else it is the list of something else."""
    listed = {id(each.artefact) for each in joined if each.artefact is not None}
    absent = [
        each
        for each in whole
        if "document" in vocabulary.traits_of(each.type)
        and id(each) not in listed
        and each.text("status") not in WITHDRAWN
    ]
    if absent and len(listed) >= len(absent):
        verb = "is" if len(absent) == 1 else "are"
        message = f"{_count(len(absent))} of the QMS {verb} not in this list: {_first([each.id for each in absent])}"
        yield Defect("not-listed", owner.place, "unlisted", message, "add them to the list")


def _is_there(row: Listed, stems: Iterable[str], files: frozenset[str]) -> bool:
    """Whether a file of that number or name is in the folder, read or not."""
    number, name = _folded(row.number), posixpath.basename(row.file).casefold()
    if name and any(posixpath.basename(path).casefold() == name for path in files):
        return True
    return bool(number) and any(each.startswith(number) for each in stems)


def _count(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


def _first(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
