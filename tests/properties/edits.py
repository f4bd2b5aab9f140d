"""Random edits of a QMS: fields, ids, links, citations, files that come and go, the manifest and waivers."""

import random
import re
from collections.abc import Callable
from pathlib import Path

Changes = dict[str, bytes | None]
_ENDINGS = (".md", ".yaml", ".yml", ".json", ".csv")
_ID = r"\b[A-Z]{2,5}-(?:[A-Z]+-)?\d+\b"
_WAIVER = """type: waiver
id: WV-{0}
status: approved
rule: {1}
reason: It is accepted for a while, as was decided.
approved_by: role:qm
approved_on: 2026-11-01
expires: 2027-03-01
"""


class Editor:
    """Draws changes to the files of a folder, which it reads when it is made and does not write."""

    def __init__(self, root: Path, seed: int) -> None:
        self._draw = random.Random(seed)
        paths = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in _ENDINGS)
        self.files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        self._ids = sorted({each for data in self.files.values() for each in re.findall(_ID, data.decode())})

    def change(self) -> Changes:
        """Some files with other bytes (None: gone); most often one, within its artefacts."""
        draw = self._draw
        path = draw.choice([path for path in self.files if path != "art17.yaml"])
        text = self.files[path].decode()
        kinds: list[Callable[[], Changes]] = [
            *[lambda: {path: self._edited(text).encode()}] * 12,
            lambda: {path: None},
            lambda: {f"{path.rpartition('/')[0] or '.'}/new-{draw.randrange(9)}.md".removeprefix("./"): text.encode()},
            lambda: {path: None, path.replace("-", "_"): text.encode()},
            lambda: {f"registers/waiver-{draw.randrange(9)}.yaml": self._waiver().encode()},
            lambda: {
                path: text.encode() + f"\n<!-- art17: ignore[{self._glob()}] until 2027-01-01 because X -->\n".encode()
            },
            lambda: {"art17.yaml": self._manifest().encode()},
        ]
        changes = draw.choice(kinds)()
        self.files = {**self.files, **{path: data for path, data in changes.items() if data is not None}}
        for gone in [path for path, data in changes.items() if data is None]:
            del self.files[gone]
        return changes

    def _glob(self) -> str:
        return self._draw.choice(["qms-practice/documents/*", "art17/links/*", "eu-ai-act/17-1-i/*"])

    def _waiver(self) -> str:
        return _WAIVER.format(self._draw.randrange(9), self._glob())

    def _manifest(self) -> str:
        text = re.sub(r"\nseverity:\n.*\n", "\n", self.files.get("art17.yaml", b"read: '**'\n").decode())
        return f"{text}\nseverity:\n  {self._glob()}: note\n"

    def _edited(self, text: str) -> str:
        draw = self._draw
        ids = draw.choice([*self._ids, "ZZ-99"]) if draw.random() < 0.7 else "ZZ-99"
        status = draw.choice(["draft", "effective", "superseded", "retired", "in-review", "approved", "odd"])
        ways: list[tuple[str, str]] = [
            (r"owner: .*$", f"owner: {draw.choice(['role:qm', '', 'x@y.example'])}"),
            (r"\d{4}-\d\d-\d\d", f"20{draw.randrange(20, 30)}-0{draw.randrange(1, 9)}-1{draw.randrange(9)}"),
            (r"status: .*$", f"status: {status}"),
            (r"status: .*$", f"status: {status}"),
            (_ID, ids),
            (_ID, ids),
            (r"Art\. ?\d+(\(\w+\))*", draw.choice(["Art. 9", "Art. 61", "Art. 17(1)(n)", "Art. 17(k)", "Art. 10(5)"])),
            (r"title: .*$", f"title: Other {draw.randrange(99)}"),
            (r"^.*\n", ""),
            (r": [a-z].*$", ": TBD"),
            (r"\n\n", "\n\nOne more line.\n\n"),
            (r"\Z", "\nBy Art. 9 of the AI Act, see [x](nowhere.md) and SOP-01.\n"),
            (r": \d+", f": {draw.randrange(99)}"),
            (r"\]$", f", {ids}]"),
            (r"\bid: \S+", f"id: NEW-{draw.randrange(9)}"),
            (r": \S.*$", ": yes"),
        ]
        pattern, new = draw.choice(ways)
        found = list(re.finditer(pattern, text, re.MULTILINE))
        if not found:
            return text
        at = draw.choice(found)
        return text[: at.start()] + new + text[at.end() :]
