"""`art17 lsp`, driven by a client over its streams: each feature once, on a small QMS."""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from houses import DAY, house

SOP = "---\nid: SOP-04\ntype: record-keeping-procedure\ntitle: Release\nstatus: effective\nowner: role:qm\n---\n# Release\n"
WI = """---
id: WI-01
type: work-instruction
title: 🙂 Müller
status: effective
implements: SOP-4
---
# 🙂 W

🙂 By Art. 17(k) of the AI Act, see [it](sop.md).
"""
RULE = """title: Each work instruction is owned
basis: practice
serves: Testing
class: gap
severity: warning
for: {type: work-instruction}
require:
  owner: present
message: "{subject} has no owner."
rationale: It is tried.
fix: Name one.
"""
OTHER = "---\nid: WI-09\ntype: work-instruction\ntitle: Other\nstatus: effective\nimplements: SOP-77\n---\n# O\n"
LONGEST = 150
"""Seconds that all of it may take, on the busiest machine."""
MANY = 60
"""So many files at once are no longer followed one by one."""
FILES = {
    "art17.yaml": 'read: "*.*"\npacks: [eu-ai-act, qms-practice]\n',
    "ours/pack.yaml": "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n",
    "ours/of/owned.yaml": RULE,
    "sop.md": SOP,
    "wi ü.md": WI,
    "roles.yaml": "type: role\nid: qm\ntitle: Quality manager\n",
    "waiver.yaml": "type: waiver\nid: WV-1\nrule: qms-practice/documents/*\nsubject: SOP-04\nstatus: draft\n",
}


class Editor:
    """A client with what the server published."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.client = LanguageClient("editor", "1")
        self.shown: dict[str, list[lsp.Diagnostic]] = {}
        self.published: list[str] = []
        self.version = 1

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def shown(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.published.append(params.uri)

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def said(params: lsp.ShowMessageParams) -> None:
            self.published.append(params.message)

    def uri(self, name: str) -> str:
        return Path(os.path.normpath(self.root / name)).as_uri()

    def doc(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    async def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        await self.client.start_io(sys.executable, "-m", "art17", "lsp", "--as-of", str(DAY), env=environment)
        folders = [lsp.WorkspaceFolder(each.as_uri(), each.name) for each in (self.root, self.root.with_name("second"))]
        asked = lsp.InitializeParams(lsp.ClientCapabilities(), workspace_folders=folders, root_uri=self.root.as_uri())
        await self.client.initialize_async(asked)
        self.client.initialized(lsp.InitializedParams())

    async def end(self) -> None:
        """End the server, whatever it does: a test that fails must not wait for it."""
        server = self.client._server
        if server is not None and server.returncode is None:
            server.kill()
        if server is not None:
            await server.wait()

    async def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not holds():
            assert time.monotonic() < end, (self.shown, self.published)
            await asyncio.sleep(0.02)

    def open(self, name: str, text: str) -> None:
        item = lsp.TextDocumentItem(self.uri(name), "markdown", self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def change(self, name: str, text: str) -> None:
        self.version += 1
        where = lsp.VersionedTextDocumentIdentifier(self.version, self.uri(name))
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(where, [whole]))

    def rules(self, name: str) -> set[str]:
        return {str(each.code) for each in self.shown.get(self.uri(name), ())}

    async def hover(self, name: str, line: int, character: int) -> lsp.Hover | None:
        return await self.client.text_document_hover_async(
            lsp.HoverParams(self.doc(name), lsp.Position(line, character))
        )

    async def words(self, name: str, line: int, character: int) -> list[str]:
        found = await self.client.text_document_completion_async(
            lsp.CompletionParams(self.doc(name), lsp.Position(line, character))
        )
        return [item.label for item in found.items] if isinstance(found, lsp.CompletionList) else []


async def _driven(root: Path) -> dict[str, Any]:
    """Everything that a person does once, and what came of it."""
    editor, seen = Editor(root), dict[str, Any]()
    wi = "wi ü.md"
    try:
        await editor.start()
        await editor.until(lambda: "art17/links/target-exists" in editor.rules(wi))
        seen["first"] = list(editor.shown[editor.uri(wi)])
        editor.open(wi, WI)
        seen["hover on a citation"] = await editor.hover(wi, 9, 8)
        seen["hover on a field"] = await editor.hover(wi, 4, 2)
        seen["hover on an id"] = await editor.hover("sop.md", 1, 6)
        find = lsp.CodeActionContext([])
        lines = lsp.Range(lsp.Position(5, 0), lsp.Position(5, 5))
        seen["actions"] = await editor.client.text_document_code_action_async(
            lsp.CodeActionParams(editor.doc(wi), lines, find)
        )
        seen["lenses"] = await editor.client.text_document_code_lens_async(lsp.CodeLensParams(editor.doc("sop.md")))
        editor.change(wi, WI.replace("implements: SOP-4", "implements: SOP-04\nfollows: [SOP-0"))
        await editor.until(lambda: editor.rules(wi) >= {"None"})
        seen["half-typed"] = [list(editor.shown[editor.uri(wi)]), await editor.words(wi, 6, 15)]
        editor.published.clear()
        editor.change(wi, WI.replace("implements: SOP-4", "implements: SOP-04"))
        await editor.until(lambda: "art17/links/target-exists" not in editor.rules(wi))
        seen["published"] = set(editor.published)
        at = lsp.Position(5, 14)
        seen["definition"] = await editor.client.text_document_definition_async(
            lsp.DefinitionParams(editor.doc(wi), at)
        )
        seen["references"] = await editor.client.text_document_references_async(
            lsp.ReferenceParams(
                lsp.ReferenceContext(include_declaration=False), editor.doc("sop.md"), lsp.Position(1, 6)
            )
        )
        seen["symbols"] = await editor.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(editor.doc("sop.md"))
        )
        seen["all symbols"] = await editor.client.workspace_symbol_async(lsp.WorkspaceSymbolParams("release"))
        editor.open("sop.md", SOP)
        seen["rename"] = await editor.client.text_document_rename_async(
            lsp.RenameParams(editor.doc("sop.md"), lsp.Position(1, 6), "SOP-40")
        )
        seen["rename to another's"] = await editor.client.text_document_rename_async(
            lsp.RenameParams(editor.doc("sop.md"), lsp.Position(1, 6), "WI-01")
        )
        await editor.until(lambda: any("already the id" in each for each in editor.published))
        new = (
            "---\nid: WI-02\ntype: work-instruction\nsta\nstatus: eff\nimplements: \nowner: \nlinks:\n  impl\n---\n"
            "By Art. 17(1)(\n"
        )
        (root / "new.md").write_text("# Nothing yet\n", "utf-8")
        editor.open("new.md", new)
        seen["words"] = {
            what: await editor.words("new.md", line, len(new.split("\n")[line]))
            for what, line in {
                "type": 2,
                "key": 3,
                "choice": 4,
                "link": 5,
                "person": 6,
                "key of links": 8,
                "provision": 10,
            }.items()
        }
        risks = "id: RR-1\ntype: risk-register\nrisks:\n  - id: R-1\n    init\n"
        editor.open("risks.yaml", risks)
        seen["words"]["key of a row"] = await editor.words("risks.yaml", 4, 8)
        (root / "sop.md").unlink()
        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(editor.doc("sop.md")))
        event = lsp.FileEvent(editor.uri("sop.md"), lsp.FileChangeType.Deleted)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        await editor.until(lambda: "art17/links/target-exists" in editor.rules(wi))
        seen["gone"] = True
        for number in range(MANY):
            (root / f"many-{number}.md").write_text(OTHER.replace("WI-09", f"WI-1{number:02}"), "utf-8")
        event = lsp.FileEvent(editor.uri("many-0.md"), lsp.FileChangeType.Created)
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
        await editor.until(lambda: "art17/links/target-exists" in editor.rules(f"many-{MANY - 1}.md"))
        await _in_rules(editor, seen)
        seen["second root"] = editor.rules("../documents/other.md")
        cites = "\nBy Art. 17(1)(k) of the AI Act.\n"
        editor.open("../documents/other.md", OTHER.replace("SOP-77", "WI-09") + cites)
        await editor.until(lambda: "art17/links/target-exists" not in editor.rules("../documents/other.md"))
        seen["hover on a right citation"] = await editor.hover("../documents/other.md", 9, 5)
        editor.open("../second/art17.yaml", "")
        (root.with_name("second") / "art17.yaml").write_text("root: ../documents\nbogus: 1\n", "utf-8")
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.doc("../second/art17.yaml")))
        apart = editor.uri("../second/art17.yaml")
        await editor.until(lambda: any("bogus" in each.message for each in editor.shown.get(apart, ())))
        seen["manifest apart"] = True
        (root / "broken.yaml").write_text("id: [\n", "utf-8")
        editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.doc("broken.yaml")))
        await editor.until(lambda: bool(editor.shown.get(editor.uri("broken.yaml"))))
        seen["does not read"] = editor.shown[editor.uri("broken.yaml")]
        await editor.client.shutdown_async(None)
        editor.client.exit(None)
    finally:
        await editor.end()
    return seen


async def _in_rules(editor: Editor, seen: dict[str, Any]) -> None:
    """What a person does who writes rules."""
    rule = "ours/of/owned.yaml"
    editor.open(rule, RULE)
    seen["rule"] = await editor.hover(rule, 0, 3)
    typed = RULE.replace("  owner: present\n", "  ow\n  some: imp\n").replace("class: gap\n", "class: \n")
    editor.change(rule, f"{typed}se")
    seen["words of rules"] = {
        what: await editor.words(rule, line, column)
        for what, (line, column) in {"key": (12, 2), "field": (7, 4), "link": (8, 11), "class": (3, 7)}.items()
    }
    (editor.root / rule).write_text(RULE.replace("owner: present", "owner: {presnt: true}"), "utf-8")
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.doc(rule)))

    def shown() -> list[lsp.Diagnostic]:
        return [each for each in editor.shown.get(editor.uri(rule), ()) if "presnt" in each.message]

    await editor.until(lambda: bool(shown()))
    seen["lint"] = shown()


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("lsp")
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    house(folder / "documents", {"other.md": OTHER})
    house(folder / "second", {"art17.yaml": "root: ../documents\npacks: [eu-ai-act]\n"})
    return asyncio.run(asyncio.wait_for(_driven(house(folder / "qms ä", FILES)), LONGEST))


def _in(hover: lsp.Hover | None) -> str:
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    return hover.contents.value


def test_diagnostics_have_rule_range_and_severity(seen: dict[str, Any]) -> None:
    """Signs beyond the BMP count as two, as a client counts unless it says otherwise."""
    assert all(each.code for each in seen["first"])
    by_rule = {each.code: each for each in seen["first"]}
    cited = by_rule["art17/citations/citation-is-right"]
    assert (cited.range.start, cited.range.end) == (lsp.Position(9, 6), lsp.Position(9, 16))
    link = by_rule["art17/links/target-exists"]
    assert (link.range.start, link.range.end) == (lsp.Position(5, 12), lsp.Position(5, 17))
    assert (link.severity, link.source) == (lsp.DiagnosticSeverity.Error, "art17")
    assert "Write the id as the target has it" in link.message
    assert link.code_description is not None
    assert link.code_description.href.endswith("/links/target-exists.yaml")


def test_hover_says_what_is_known(seen: dict[str, Any]) -> None:
    """Of a citation what is right, of a field its choices, of an id the artefact and what leads to it."""
    assert "Art. 17(1)(k)" in _in(seen["hover on a citation"])
    assert "2027-12-02, system high-risk under" in _in(seen["hover on a right citation"])
    assert "in-review" in _in(seen["hover on a field"])
    assert "Release" in _in(seen["hover on an id"])
    assert "owner: role:qm" in _in(seen["hover on an id"])


def test_actions_are_repairs(seen: dict[str, Any]) -> None:
    """The plausible id is offered and not preferred: it is a guess."""
    (action,) = [each for each in seen["actions"] if "SOP-04" in each.title]
    assert action.is_preferred is None
    ((_, edits),) = action.edit.changes.items()
    assert [each.new_text for each in edits] == ["implements: SOP-04\n"]


def test_lenses_say_how_obligations_stand(seen: dict[str, Any]) -> None:
    """At the document that carries a point."""
    assert any(each.command.title.startswith("Art. 17(1)(") for each in seen["lenses"])


def test_half_typed_yaml_keeps_what_was_read(seen: dict[str, Any]) -> None:
    """One note on the syntax, the findings of before, and words to complete."""
    diagnostics, words = seen["half-typed"]
    assert [each.code for each in diagnostics].count(None) == 1
    assert "art17/links/target-exists" in {each.code for each in diagnostics}
    assert words[0] == "SOP-04"


def test_only_files_whose_list_changed_are_sent(seen: dict[str, Any]) -> None:
    """A change in one file says nothing of the others where nothing of them changed."""
    assert {uri.rpartition("/")[2] for uri in seen["published"]} <= {"wi%20%C3%BC.md", "sop.md", "art17.yaml"}


def test_places_are_found(seen: dict[str, Any]) -> None:
    """Definition, references and symbols lead to the files where things are."""
    assert [each.uri.rpartition("/")[2] for each in seen["definition"]] == ["sop.md"]
    lines = sorted((each.uri.rpartition("/")[2], each.range.start.line) for each in seen["references"])
    assert ("wi%20%C3%BC.md", 5) in lines
    assert [(each.name, each.detail) for each in seen["symbols"]] == [("SOP-04", "Release")]
    assert [each.name for each in seen["all symbols"]] == ["SOP-04 Release"]


def test_rename_reaches_links_and_waivers(seen: dict[str, Any]) -> None:
    """The id, what links to it by its id, and the subject of a waiver; a path stays; another's id is refused."""
    changes = {uri.rpartition("/")[2]: edits for uri, edits in seen["rename"].changes.items()}
    assert {name: [each.new_text for each in edits] for name, edits in changes.items()} == {
        "sop.md": ["id: SOP-40\n"],
        "wi%20%C3%BC.md": ["implements: SOP-40\n"],
        "waiver.yaml": ["subject: SOP-40\n"],
    }
    assert seen["rename to another's"] is None


def test_completion_offers_what_fits(seen: dict[str, Any]) -> None:
    """Types, fields, choices, ids that fit the link, people, and provisions."""
    words = seen["words"]
    assert "work-instruction" in words["type"]
    assert {"status", "owner", "implements"} <= set(words["key"])
    assert words["choice"][:2] == ["draft", "in-review"]
    assert words["link"] == ["SOP-04", "WI-01"]
    assert words["person"] == ["role:qm"]
    assert "implements" in words["key of links"]
    assert "status" not in words["key of links"]
    assert "initial_risk" in words["key of a row"]
    assert "Art. 17(1)(g)" in words["provision"]


def test_what_changes_on_disk_is_seen(seen: dict[str, Any]) -> None:
    """A file that is deleted outside of the editor makes links to it fail."""
    assert seen["gone"]


def test_each_root_is_a_qms(seen: dict[str, Any]) -> None:
    """A second folder of the workspace has findings of its own, and may be about documents that lie elsewhere."""
    assert "art17/links/target-exists" in seen["second root"]
    assert seen["manifest apart"]


def test_what_does_not_read_is_said(seen: dict[str, Any]) -> None:
    """A file on disk that does not read, and is not open, is silently left out."""
    assert [each.severity for each in seen["does not read"]] == [lsp.DiagnosticSeverity.Error]


def test_rules_are_understood(seen: dict[str, Any]) -> None:
    """Of a rule its sentence, the words that fit where something is written, and what `rules lint` says when saved."""
    said = _in(seen["rule"])
    assert "For every `work-instruction`" in said
    assert "Requires" in said
    words = seen["words of rules"]
    assert {"severity", "serves"} <= set(words["key"])
    assert {"owner", "some", "status"} <= set(words["field"])
    assert "implements" in words["link"]
    assert "gap" in words["class"]
    (wrong,) = seen["lint"]
    assert (wrong.range.start.line, wrong.severity) == (7, lsp.DiagnosticSeverity.Error)
    assert "presnt" in wrong.message
