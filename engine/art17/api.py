"""What `import art17` offers to programs: a check, a session that stays, citations, rules.

Everything here returns the frozen values of `art17.model` and raises `Art17Error` with a list of
problems, each with its place and its fix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from os import PathLike
from pathlib import Path

from art17.checking.context import load
from art17.checking.request import Request
from art17.commands.cite import cite as _cited
from art17.commands.explain import finding_explained
from art17.commands.rules import lint
from art17.errors import Art17Error, UsageError
from art17.model.cited import Cited
from art17.model.evidence import Evidence
from art17.model.problem import Problem
from art17.model.report import Finding, Report
from art17.reading.settings import anchored
from art17.run import check as _checked
from art17.session.session import Difference, QmsSession

AnyPath = str | PathLike[str]


def check(
    path: AnyPath = ".",
    *,
    only: Iterable[str] = (),
    as_of: date | None = None,
    config: AnyPath | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    baseline: AnyPath | None = None,
    new_since: str = "",
) -> Report:
    """The report on the QMS in a folder, as `art17 check` makes it.

    `only` are files and folders in it (relative, with `/`): the whole is evaluated, findings on
    these are in the report.  `as_of` is the day to check on (default: today, UTC), `config` a
    manifest instead of the folder's own, `select` and `ignore` globs over rule ids, `baseline` a
    file of accepted findings, `new_since` a git revision.

    Raises:
        Art17Error: where the run cannot begin: no such folder, manifest, pack or rule wrong.
    """
    root, manifest = anchored(Path(path), Path(config) if config else None)
    request = Request(
        root=root,
        as_of=as_of or _today(),
        config=manifest,
        select=tuple(select),
        ignore=tuple(ignore),
        baseline=Path(baseline) if baseline else None,
        new_since=new_since,
        only=tuple(only),
    )
    return _checked(request)


class Session:
    """One QMS that is checked again and again while its files change: for editors, watchers and repairs.

    `put` takes unsaved bytes, `refresh` looks at what changed on disk.  Only what reads a fact that
    changed is evaluated again; a change that may reach further is evaluated as a whole.

    Raises:
        Art17Error: where the folder is not there.
    """

    def __init__(self, path: AnyPath = ".", *, as_of: date | None = None, config: AnyPath | None = None) -> None:
        if not Path(path).is_dir():
            raise UsageError(f"there is no folder {path}", "name the folder of a QMS")
        self._root, self._config = anchored(Path(path), Path(config) if config else None)
        self._as_of = as_of
        self._qms = QmsSession(Request(self._root, as_of or _today(), self._config))

    def put(self, changes: Mapping[str, bytes | None]) -> None:
        """Take bytes for files (relative paths, with `/`) in place of those on disk; None: the file is gone."""
        self._qms.put(changes)

    def discard(self, *paths: str) -> None:
        """Forget the bytes that were put for files (all, if none is named): what is on disk counts again."""
        self._qms.discard(paths or tuple(self._qms.buffers))

    def refresh(self) -> tuple[str, ...]:
        """The files that are others on disk than when they were read; they are read again."""
        return self._qms.refresh()

    def report(self) -> Report:
        """The report on the folder with what was put.

        Raises:
            Art17Error: where the manifest, a pack or a rule is wrong.
        """
        self._qms.on(self._as_of or _today())
        return self._qms.report()

    def findings(self) -> tuple[Finding, ...]:
        """The findings of the report.

        Raises:
            Art17Error: where `report` does.
        """
        self._qms.on(self._as_of or _today())
        return self._qms.findings()

    def what_if(self, edits: Mapping[str, bytes | None]) -> Difference:
        """Which findings would go and come, and which verdicts turn met, with other bytes for some files.

        Raises:
            Art17Error: where `report` would with them.
        """
        return self._qms.what_if(edits)


def explain(finding: str, path: AnyPath = ".", *, as_of: date | None = None) -> Evidence:
    """Why a finding was reported: the whole tree of evidence, each leaf with its place.

    `finding` is its id, or how that begins.

    Raises:
        Art17Error: where the run cannot begin, or there is no such finding.
    """
    root, manifest = anchored(Path(path))
    found = finding_explained(load(Request(root, as_of or _today(), manifest)), finding)
    if found is None:
        raise UsageError(f"there is no finding {finding!r}", "the report lists the ids of its findings")
    return found.because


def cite(text: str, *, as_of: date | None = None) -> tuple[Cited, ...]:
    """What each citation in a text means under the law of a day, whether it is right, and what was probably meant.

    >>> found = cite("Art. 119", as_of=date(2026, 11, 23))
    >>> [each.standing.status for each in found]
    ['unknown']
    """
    return _cited((text,), (), as_of or _today())


def lint_rules(folder: AnyPath = ".", packs: Sequence[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with the rules of packs (names or folders; default: those of the folder's manifest)."""
    _, mistakes, _ = lint(Path(folder), tuple(packs))
    return mistakes


def as_rows(findings: Iterable[Finding]) -> list[dict[str, str | int]]:
    """Findings as flat rows of texts and numbers, one a finding: for a data frame, a database, a sheet."""
    return [
        {
            "id": each.id,
            "rule": each.rule,
            "class": each.category,
            "severity": each.severity,
            "status": each.status,
            "subject": each.subject.id,
            "path": each.subject.place.path,
            "line": each.subject.place.line,
            "provisions": ", ".join(each.provisions),
            "message": each.message,
            "fix": each.fix,
        }
        for each in findings
    ]


def _today() -> date:
    return datetime.now(UTC).date()


__all__ = ["Art17Error", "Session", "as_rows", "check", "cite", "explain", "lint_rules"]
