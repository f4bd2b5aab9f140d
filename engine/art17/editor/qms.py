"""One QMS as an editor sees it: findings by file, and answers about what is at a position."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from art17.checking.request import Request
from art17.editor.completion import Offered, offered
from art17.editor.renaming import renamed
from art17.editor.says import said_of
from art17.editor.spots import FileSpots, Span, Spot, data_in, plain_text
from art17.errors import Art17Error
from art17.graph.node import Node
from art17.memory.replay import Answer, Replay
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.repair import ASK, Edit, Repair
from art17.reading.edits import RefusedError, edited
from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.unreadable import UnreadableError
from art17.session.session import QmsSession

MOST_CHOICES = 8
_ABOVE = "../"


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding or a problem as it is shown in a file; `id` is that of the finding, `related` are its other places."""

    span: Span
    message: str
    severity: str
    rule: str = ""
    id: str = ""
    related: tuple[tuple[str, int, str], ...] = ()
    """Path, line and why."""
    page: str = ""
    """The file of the rule."""


ByFile = dict[str, list[Noted]]


@dataclass(frozen=True, slots=True)
class Action:
    """A repair that an editor offers: what it is called, and the files as they would be."""

    title: str
    is_safe: bool
    files: Mapping[str, bytes]


class OpenQms:
    """A folder that is open in an editor; unsaved texts count, half-typed ones only once they can be read."""

    def __init__(self, root: Path, as_of: date, config: Path | None = None) -> None:
        self.root = root
        self._config = config
        self._as_of = as_of
        self._session = QmsSession(Request(root, as_of, config, remembers=True))
        self._broken: dict[str, Noted] = {}
        self._replay: Replay | None = None

    def on(self, day: date) -> None:
        """Evaluate on another day."""
        if day != self._as_of:
            self._as_of, self._replay = day, None
        self._session.on(day)

    def remembered(self) -> ByFile | None:
        """What was to be shown when everything was last as it is now on disk; None where that is not known.

        A run would read the same and say the same (`memory/replay.py`), which takes it many times as long.
        """
        self._replay = Replay(self.root, self._config, f"editor {self._as_of}")
        known = self._replay.known()
        with suppress(ValueError, TypeError):
            return _noted_in(known.outputs[0][1]) if known else None
        return None

    def _remember(self, found: ByFile) -> None:
        """Keep what is to be shown for the next time, if it is of the first run and all files are as on disk."""
        replay, self._replay = self._replay, None
        if replay and self._session.is_of_disk and not self._broken:
            replay.keep(self._session.context, Answer(0, (("", _said(found)),)))

    def prepare(self) -> None:
        """Be ready to follow the next change."""
        with suppress(Art17Error):  # which `noted` says
            self._session.prepare()

    def put(self, path: str, text: str) -> None:
        """Take the text of a file as it is typed; while its data do not read, the last that did counts.

        A manifest that is kept elsewhere, and what is beside it, count as they are on disk.
        """
        if path.startswith(_ABOVE):
            return
        if wrong := _unreadable(path, text):
            self._broken[path] = wrong
            return
        self._broken.pop(path, None)
        self._session.put({path: text.encode()})

    def close(self, path: str) -> None:
        """What is on disk counts again."""
        self._broken.pop(path, None)
        self._session.discard((path,))

    def refresh(self) -> tuple[str, ...]:
        """Look at what changed on disk."""
        return self._session.refresh()

    def text_of(self, path: str) -> str:
        """The text of a file as it was read last."""
        return plain_text(self._session.bytes_of(path))

    def noted(self) -> ByFile:
        """What is to be shown, by file."""
        found: defaultdict[str, list[Noted]] = defaultdict(list)
        try:
            findings = [each for each in self._session.ungrouped() if each.status == "active"]
            problems = list(self._session.problems())
        except Art17Error as error:
            findings, problems = [], list(error.problems)
        lines: dict[str, list[str]] = {}
        pages = {rule: self._page_of(rule) for rule in {each.rule for each in findings}}
        for each in findings:
            path = each.subject.place.path
            here = lines.setdefault(path, self.text_of(path).split("\n"))
            span = _span(each.subject.place, here, each.discriminator)
            related = tuple((at.place.path, at.place.line, at.why) for at in each.related)
            told = f"{each.message}\n{each.fix}"
            found[path].append(Noted(span, told, each.severity, each.rule, each.id, related, pages[each.rule]))
        for problem in problems:
            path = problem.place.path or "art17.yaml"
            found[path].append(noted_problem(problem, path))
        for path, broken in self._broken.items():
            found[path].append(broken)
        together = {path: list(_together(noted)) for path, noted in found.items()}
        if self._replay and not problems:
            self._remember(together)
        return together

    def _page_of(self, rule: str) -> str:
        """The file of a rule, which says why it is asked and what to do."""
        folder = next((each.folder for each in self._session.context.packs if each.name == rule.partition("/")[0]), "")
        file = Path(folder, f"{rule.partition('/')[2]}.yaml")
        return str(file.absolute()) if folder and file.is_file() else ""

    def spots(self, path: str) -> FileSpots:
        """The things in a file."""
        return FileSpots(path, self.text_of(path), self._session.context)

    def hover(self, path: str, line: int, column: int) -> tuple[Span, str] | None:
        """What is known of the thing at a position."""
        spot = self.spots(path).at(line, column)
        text = said_of(spot, self._session.context) if spot else ""
        return (spot.span, text) if spot and text else None

    def completion(self, path: str, text: str, line: int, column: int) -> list[Offered]:
        """What may be written at a position of a text that need not parse."""
        context = self._session.context
        nodes = [node for node in context.graph.nodes if node.place.path == path]
        return offered(text.split("\n"), line, column, nodes, context)

    def _meant(self, spot: Spot | None) -> tuple[int, ...]:
        """The artefacts that a thing means."""
        if spot is None:
            return ()
        if spot.link is not None:
            return (spot.link.other,) if spot.link.other >= 0 else spot.link.candidates
        return (spot.node.index,) if spot.node is not None and not spot.field else ()

    def definition(self, path: str, line: int, column: int) -> list[Span]:
        """Where what is named at a position is."""
        graph = self._session.context.graph
        meant = self._meant(self.spots(path).at(line, column))
        return [self._place(graph.node(index).place_of("id")) for index in meant]

    def references(self, path: str, line: int, column: int) -> list[Span]:
        """Everywhere that the thing at a position is named."""
        meant = set(self._meant(self.spots(path).at(line, column)))
        links = self._session.context.graph.links
        naming = [link for link in links if link.other in meant and link.written_name != "item_of"]
        paths = dict.fromkeys(link.place.path for link in naming)
        spans = (spot.span for each in paths for spot in self.spots(each).all() if spot.link in naming)
        return list(dict.fromkeys(spans))

    def symbols(self, path: str) -> list[tuple[str, str, Span]]:
        """The artefacts of a file: id, title and place."""
        nodes = self._session.context.graph.nodes
        return [(*_named(node), self._place(node.place)) for node in nodes if node.place.path == path]

    def all_symbols(self, query: str) -> list[tuple[str, str, Span]]:
        """The artefacts whose id or title holds a text."""
        word = query.casefold()
        nodes = self._session.context.graph.nodes
        found = [node for node in nodes if word in f"{node.name} {node.title}".casefold()][:200]
        return [(*_named(node), self._place(node.place)) for node in found]

    def _place(self, place: Place) -> Span:
        known = self._session.context.reading.located((place,))[place]
        return Span(known.path, max(known.line, 1), max(known.column, 1), max(known.column, 1))

    def renaming(self, path: str, line: int, column: int, name: str) -> dict[str, bytes]:
        """The files with another id for the artefact at a position.

        Raises:
            UsageError: where nothing can be renamed, or not to that.
            RefusedError: where a file cannot be edited.
        """
        spot = self.spots(path).at(line, column)
        meant = self._meant(spot)
        if len(meant) != 1:
            raise RefusedError("no artefact is named there")
        context = self._session.context
        return self._files(renamed(context.graph.node(meant[0]), name, context))

    def can_rename(self, path: str, line: int, column: int) -> Span | None:
        """The id at a position."""
        spot = self.spots(path).at(line, column)
        return spot.span if spot and len(self._meant(spot)) == 1 else None

    def _files(self, edits: Iterable[Edit]) -> dict[str, bytes]:
        by_path: defaultdict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            by_path[edit.place.path].append(edit)
        found: dict[str, bytes] = {}
        for path, here in by_path.items():
            data = self._session.bytes_of(path)
            if data is None or path.startswith(_ABOVE):
                raise RefusedError("the file is not in the folder")
            found[path] = edited(data, here)
        return found

    def actions(self, name: str) -> Iterator[Action]:
        """The repairs of the finding of an id, with each choice where a person has to choose."""
        findings = [each for each in self._session.ungrouped() if each.id == name]
        repairs = (repair for finding in findings for repair in self._session.repairs(finding))
        for each in dict.fromkeys(way for repair in repairs for way in _ways(repair)):
            try:
                files = self._files(self._fitting(each.edits))
            except RefusedError:
                continue
            yield Action(each.title, each.category == "safe", files)

    def _fitting(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Edits that append under a key: the key set where it is not there yet."""
        for edit in edits:
            if edit.how != "append" or not edit.key:
                yield edit
                continue
            under = Edit(Place(edit.place.path, (*edit.place.route, edit.key)), "append", edit.new)
            try:
                self._files((under,))
                yield under
            except RefusedError:
                yield Edit(edit.place, "set", edit.new, key=edit.key)

    def lenses(self, path: str) -> list[tuple[Span, str]]:
        """What the obligations are that the artefacts of a file carry."""
        context = self._session.context
        stand = {(each.provision, each.system): each for each in self._session.report().obligations}
        found: list[tuple[Span, str]] = []
        for node in context.graph.nodes:
            kind = context.graph.vocabulary.types.get(node.type)
            if node.place.path != path or kind is None or node.register >= 0:
                continue
            for cite in kind.satisfies:
                known = stand.get((context.act.resolve(cite) if context.act else cite, ""))
                if known:
                    unmet, total = known.counts.get("unmet", 0), sum(known.counts.values())
                    told = f" ({unmet} of {total})" if unmet else ""
                    found.append((self._place(node.place), f"{cite}: {known.verdict.replace('_', ' ')}{told}"))
        return found


def _together(noted: Iterable[Noted]) -> Iterator[Noted]:
    """What is shown in a file: notes of one rule at one place, which have no repairs, as one."""
    found: dict[object, list[Noted]] = {}
    for at, each in enumerate(noted):
        _, _, fix = each.message.partition("\n")
        found.setdefault((each.span, each.rule, fix) if each.severity == "note" else at, []).append(each)
    for first, *others in found.values():
        told, _, fix = first.message.partition("\n")
        lines = dict.fromkeys((told, *(each.message.partition("\n")[0] for each in others), fix))
        related = (each for one in (first, *others) for each in one.related)
        yield replace(first, message="\n".join(lines), related=tuple(dict.fromkeys(related)))


def _said(found: ByFile) -> str:
    """What is to be shown, as text."""
    return json.dumps([astuple(each) for noted in found.values() for each in noted])


def _noted_in(said: str | bytes) -> ByFile:
    """What `_said` wrote.

    Raises:
        ValueError, TypeError: where it is none.
    """
    found: defaultdict[str, list[Noted]] = defaultdict(list)
    for span, message, severity, rule, name, related, page in json.loads(said):
        where = Span(*span)
        others = tuple((str(path), int(line), str(why)) for path, line, why in related)
        found[where.path].append(Noted(where, message, severity, rule, name, others, page))
    return found


def _named(node: Node) -> tuple[str, str]:
    return node.name, node.title or node.type


def _ways(repair: Repair) -> Iterator[Repair]:
    """A repair as it is, with each choice, or with a blank for what a person has to write."""
    if repair.category != ASK:
        yield repair
    elif repair.choices:
        yield from (repair.answered(choice) for choice in repair.choices[:MOST_CHOICES])
    elif repair.edits and repair.edits[0].key:
        title, _, asked = repair.title.removesuffix(")").partition(" (")
        yield replace(repair.answered(f"[{asked or repair.edits[0].key}]"), title=f"{title}, with a blank to fill in")


def _span(place: Place, lines: list[str], words: str) -> Span:
    """Where a finding is shown: the words that it is about where they are there, else to the end of the line."""
    line = min(max(place.line, 1), len(lines))
    text, start = lines[line - 1], max(place.column, 1)
    about = words.rpartition(" ")[2] if words not in text else words
    at = text.find(about, start - 1) if about else -1
    if at >= 0:
        return Span(place.path, line, at + 1, at + 1 + len(about))
    return Span(place.path, line, start, max(len(text.rstrip()) + 1, start))


def noted_problem(problem: Problem, path: str, severity: str = "error") -> Noted:
    """A problem as it is shown in a file."""
    place = problem.place
    span = Span(path, max(place.line, 1), max(place.column, 1), max(place.column, 1))
    return Noted(span, f"{problem.message}\n{problem.fix}".strip(), severity)


def _unreadable(path: str, text: str) -> Noted | None:
    """Why the data of a text do not read, or None."""
    try:
        data, before = data_in(path, text.replace("\r\n", "\n"))
    except UnreadableError as error:
        return _of_error(path, error, 0)
    try:
        documents_of(data)
    except UnreadableError as error:
        return _of_error(path, error, before)
    return None


def _of_error(path: str, error: UnreadableError, before: int) -> Noted:
    place = error.problem(path).place
    line, column = max(place.line, 1) + before, max(place.column, 1)
    return Noted(Span(path, line, column, column), error.problem(path).message, "error")
