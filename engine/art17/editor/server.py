"""The language server: what an editor asks, answered from open QMS; the only importer of pygls."""

from __future__ import annotations

import asyncio
import contextlib
import difflib
import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from art17.editor.packs import OpenPack, pack_above
from art17.editor.qms import ByFile, Noted, OpenQms
from art17.editor.spots import Span
from art17.errors import Art17Error
from art17.reading.edits import RefusedError
from art17.reading.manifests import MANIFEST
from art17.reading.settings import anchored
from art17.version import __version__

DEBOUNCE = 0.15
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "field": lsp.CompletionItemKind.Field,
    "link": lsp.CompletionItemKind.Reference,
    "id": lsp.CompletionItemKind.Reference,
    "type": lsp.CompletionItemKind.Class,
    "provision": lsp.CompletionItemKind.Constant,
}


class Workspace:
    """The QMS that are open, by their root; a file belongs to the nearest folder above with a manifest.

    A manifest may be about another folder (`root:`, as `art17 adopt` writes it), whose files then belong to it.
    """

    def __init__(self, server: LanguageServer, today: Callable[[], date]) -> None:
        self._server = server
        self._today = today
        self._open: dict[Path, OpenQms] = {}
        self._about: dict[Path, Path] = {}
        self._packs: dict[Path, OpenPack] = {}
        self._of_packs: dict[str, list[lsp.Diagnostic]] = {}
        self._shown: dict[str, list[lsp.Diagnostic]] = {}
        self._waiting: asyncio.TimerHandle | None = None
        self._is_frozen = False
        self.folders: list[Path] = []

    def open_folders(self) -> None:
        """Open the folders of the workspace that are a QMS; what is known of them from the last time is shown first."""
        known = dict[Path, ByFile]()
        for folder in self.folders:
            if (folder / MANIFEST).is_file():
                opened = self._of_manifest(folder)
                found = opened.remembered()
                if found is not None:
                    known[opened.root] = found
        if known:
            self._show(known)
            self.publish_soon()  # the same again, from the files: it is what changes are followed from
        else:
            self.publish()

    def _of_manifest(self, folder: Path) -> OpenQms:
        """The QMS that the manifest in a folder, if there is one, is about."""
        if folder not in self._about:
            root, config = folder, None
            with contextlib.suppress(Art17Error):  # which is said of the folder itself
                root, config = anchored(folder)
            self._about[folder] = root
            self._open.setdefault(root, OpenQms(root, self._today(), config))
        return self._open[self._about[folder]]

    def of(self, uri: str) -> tuple[OpenQms, str] | None:
        """The QMS that a file belongs to, and its path there; None for what belongs to none."""
        file = Path(os.path.normpath(to_fs_path(uri) or ""))
        inside = [folder for folder in self.folders if file.is_relative_to(folder)]
        top = min(inside, key=lambda folder: len(folder.parts), default=None)
        for folder in file.parents:
            if (top or folder == file.parent) and (folder / MANIFEST).is_file():
                opened = self._of_manifest(folder)
                return opened, Path(os.path.relpath(file, opened.root)).as_posix()
            if folder in self._open:
                return self._open[folder], file.relative_to(folder).as_posix()
            if folder == top:
                break
        return (self._of_manifest(top), file.relative_to(top).as_posix()) if top else None

    def text(self, uri: str) -> str:
        """The text of a document as the editor has it."""
        return self._server.workspace.get_text_document(uri).source

    def take(self, uri: str) -> None:
        """Take what the editor has of a file."""
        if found := self.of(uri):
            found[0].put(found[1], self.text(uri))
            self.publish_soon()

    def pack_of(self, uri: str) -> tuple[OpenPack, str] | None:
        """The folder of rules that a file is in, and its path there."""
        file = Path(os.path.normpath(to_fs_path(uri) or ""))
        root = pack_above(file)
        if root is None or not any(root.is_relative_to(folder) for folder in self.folders):
            return None
        return self._packs.setdefault(root, OpenPack(root)), file.relative_to(root).as_posix()

    def lint(self, uri: str) -> None:
        """Look again at the rules with which a file lies, as they are on disk."""
        if self.pack_of(uri):
            self._of_packs = {
                self.uri(root, path): [
                    self._diagnostic(each, (root / path).read_text("utf-8", "replace").split("\n"), root)
                    for each in noted
                ]
                for root, pack in self._packs.items()
                for path, noted in pack.noted().items()
            }
            self.publish_soon()

    def publish_soon(self) -> None:
        """Publish once nothing was typed for a moment."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(DEBOUNCE, self.publish)

    def publish(self) -> None:
        """Evaluate what is open and show what was found; be ready for the next change once nothing else is asked."""
        for qms in self._open.values():
            qms.on(self._today())
        self._show({root: qms.noted() for root, qms in self._open.items()})
        asyncio.get_running_loop().call_later(DEBOUNCE, self._prepare)

    def _prepare(self) -> None:
        for qms in self._open.values():
            qms.prepare()
        if not self._is_frozen:
            self._is_frozen = True
            gc.freeze()

    def _show(self, found: Mapping[Path, ByFile]) -> None:
        """Send the diagnostics of the files whose list changed."""
        now: dict[str, list[lsp.Diagnostic]] = {}
        for root, by_file in found.items():
            for path, noted in by_file.items():
                uri = self.uri(root, path)
                lines = self._open[root].text_of(path).split("\n")
                now[uri] = [self._diagnostic(each, lines, root) for each in noted]
        for uri, diagnostics in self._of_packs.items():
            now[uri] = [*now.get(uri, ()), *diagnostics]
        for uri in now.keys() | self._shown.keys():
            if now.get(uri) != self._shown.get(uri):
                params = lsp.PublishDiagnosticsParams(uri=uri, diagnostics=now.get(uri, []))
                self._server.text_document_publish_diagnostics(params)
        self._shown = now

    def uri(self, root: Path, path: str) -> str:
        """The address of a file."""
        return from_fs_path(os.path.normpath(root / path)) or ""

    def _diagnostic(self, noted: Noted, lines: list[str], root: Path) -> lsp.Diagnostic:
        related = [
            lsp.DiagnosticRelatedInformation(lsp.Location(self.uri(root, path), _line_range(max(line - 1, 0))), why)
            for path, line, why in noted.related
        ]
        return lsp.Diagnostic(
            range=self.range(noted.span, lines),
            message=noted.message,
            severity=_SEVERITIES.get(noted.severity, lsp.DiagnosticSeverity.Error),
            code=noted.rule or None,
            code_description=lsp.CodeDescription(from_fs_path(noted.page) or "") if noted.page else None,
            source="art17",
            related_information=related or None,
            data={"id": noted.id} if noted.id else None,
        )

    @property
    def _codec(self) -> PositionCodec:
        return self._server.workspace.position_codec

    def range(self, span: Span, lines: list[str]) -> lsp.Range:
        """A span in the units of the client, which counts a sign beyond the BMP as two, or as its bytes."""
        text = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        start, end = (self._codec.client_num_units(text[: column - 1]) for column in (span.start, span.end))
        return lsp.Range(lsp.Position(span.line - 1, start), lsp.Position(span.line - 1, end))

    def position(self, uri: str, at: lsp.Position) -> tuple[int, int]:
        """A position of the client as line and column from 1."""
        lines = self.text(uri).split("\n")
        found = self._codec.position_from_client_units([f"{line}\n" for line in lines], at)
        return found.line + 1, found.character + 1

    def location(self, qms: OpenQms, span: Span) -> lsp.Location:
        """Where a span is."""
        lines = qms.text_of(span.path).split("\n")
        return lsp.Location(self.uri(qms.root, span.path), self.range(span, lines))

    def edit(self, qms: OpenQms, files: dict[str, bytes]) -> lsp.WorkspaceEdit:
        """Files as they would be, as edits of the lines that differ."""
        changes: dict[str, list[lsp.TextEdit]] = {}
        for path, data in files.items():
            uri = self.uri(qms.root, path)
            changes[uri] = list(_line_edits(qms.text_of(path), data.decode().replace("\r\n", "\n")))
        return lsp.WorkspaceEdit(changes=changes)

    def opened(self) -> Iterable[OpenQms]:
        """The QMS that are open."""
        return tuple(self._open.values())

    def diagnostic(self, noted: Noted, qms: OpenQms) -> lsp.Diagnostic:
        """What is shown of a finding."""
        return self._diagnostic(noted, qms.text_of(noted.span.path).split("\n"), qms.root)

    def refresh(self) -> None:
        """Look at what changed on disk."""
        for qms in self._open.values():
            qms.refresh()
        self.publish_soon()


def _line_range(line: int) -> lsp.Range:
    return lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0))


def _line_edits(before: str, after: str) -> Iterator[lsp.TextEdit]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            where = lsp.Range(lsp.Position(start, 0), lsp.Position(end, 0))
            yield lsp.TextEdit(where, "".join(new[first:last]))


def server_of(today: Callable[[], date]) -> LanguageServer:
    """The server with all that it answers; `today` says on which day."""
    server = LanguageServer("art17", __version__)
    space = Workspace(server, today)

    @server.feature(lsp.INITIALIZED)
    def opened(params: lsp.InitializedParams) -> None:
        space.folders = [Path(each) for folder in server.workspace.folders if (each := to_fs_path(folder))]
        with contextlib.suppress(Art17Error):
            space.open_folders()

    _documents(server, space)
    _questions(server, space)
    _places(server, space)
    _changes(server, space)
    return server


def _documents(server: LanguageServer, space: Workspace) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        space.take(params.text_document.uri)
        space.lint(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        space.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        if found := space.of(params.text_document.uri):
            found[0].close(found[1])
            space.publish_soon()

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        space.refresh()
        space.lint(params.text_document.uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(params: lsp.DidChangeWatchedFilesParams) -> None:
        space.refresh()


def _questions(server: LanguageServer, space: Workspace) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        if (rule := space.pack_of(params.text_document.uri)) and (said := rule[0].hover(rule[1])):
            return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said))
        qms, path, line, column = _asked(space, params)
        found = qms.hover(path, line, column) if qms else None
        if qms is None or found is None:
            return None
        text = lsp.MarkupContent(lsp.MarkupKind.Markdown, found[1])
        return lsp.Hover(text, space.range(found[0], qms.text_of(path).split("\n")))

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[":", " ", "-", "[", "("]))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        qms, path, line, column = _asked(space, params)
        text, rule = space.text(params.text_document.uri), space.pack_of(params.text_document.uri)
        if rule:
            offers = rule[0].completion(text, line, column)
        else:
            offers = qms.completion(path, text, line, column) if qms else []
        end = params.position
        items = [
            lsp.CompletionItem(
                label=each.word.strip(" :"),
                detail=each.detail,
                kind=_KINDS.get(each.kind, lsp.CompletionItemKind.Value),
                sort_text=f"{number:04}",
                filter_text=each.word,
                text_edit=lsp.TextEdit(
                    lsp.Range(lsp.Position(end.line, max(end.character - each.replaces, 0)), end), each.word
                ),
            )
            for number, each in enumerate(offers)
        ]
        return lsp.CompletionList(is_incomplete=False, items=items)


def _places(server: LanguageServer, space: Workspace) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> list[lsp.Location]:
        qms, path, line, column = _asked(space, params)
        return [space.location(qms, span) for span in qms.definition(path, line, column)] if qms else []

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        qms, path, line, column = _asked(space, params)
        return [space.location(qms, span) for span in qms.references(path, line, column)] if qms else []

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        found = space.of(params.text_document.uri)
        return [
            lsp.DocumentSymbol(name, lsp.SymbolKind.Object, where, where, title)
            for name, title, span in (found[0].symbols(found[1]) if found else ())
            for where in (_line_range(span.line - 1),)
        ]

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def all_symbols(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        return [
            lsp.WorkspaceSymbol(space.location(qms, span), f"{name} {title}", lsp.SymbolKind.Object)
            for qms in space.opened()
            for name, title, span in qms.all_symbols(params.query)
        ]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        found = space.of(params.text_document.uri)
        return [
            lsp.CodeLens(_line_range(span.line - 1), lsp.Command(title, ""))
            for span, title in (found[0].lenses(found[1]) if found else ())
        ]


def _changes(server: LanguageServer, space: Workspace) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def can_rename(params: lsp.PrepareRenameParams) -> lsp.Range | None:
        qms, path, line, column = _asked(space, params)
        span = qms.can_rename(path, line, column) if qms else None
        return space.range(span, qms.text_of(path).split("\n")) if qms and span else None

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        qms, path, line, column = _asked(space, params)
        if qms is None:
            return None
        try:
            return space.edit(qms, qms.renaming(path, line, column, params.new_name))
        except (RefusedError, Art17Error) as error:
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"art17: {error}"))
            return None

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        found = space.of(params.text_document.uri)
        if found is None:
            return []
        qms, path = found
        first, last = params.range.start.line + 1, params.range.end.line + 1
        here = [each for each in qms.noted().get(path, ()) if each.id and first <= each.span.line <= last]
        return [
            lsp.CodeAction(
                title=action.title,
                kind=lsp.CodeActionKind.QuickFix,
                is_preferred=action.is_safe or None,
                diagnostics=[space.diagnostic(noted, qms)],
                edit=space.edit(qms, dict(action.files)),
            )
            for noted in here
            for action in qms.actions(noted.id)
        ]


class _Positioned(Protocol):
    """What a question about a position has."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


def _asked(space: Workspace, params: _Positioned) -> tuple[OpenQms | None, str, int, int]:
    """The QMS, path, line and column that a question is about."""
    found = space.of(params.text_document.uri)
    if found is None:
        return None, "", 0, 0
    return *found, *space.position(params.text_document.uri, params.position)
