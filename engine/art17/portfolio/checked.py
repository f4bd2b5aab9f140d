"""One repository checked, in this process: what the child of a worker does."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

from art17.checking.request import Request
from art17.errors import Art17Error
from art17.model.report import Report
from art17.portfolio.collected import collected
from art17.portfolio.fetching import fetch
from art17.portfolio.job import Job, Outcome, about, failed
from art17.portfolio.keys import commit_of
from art17.reading.io.revision import files_of
from art17.reporting.rows import Persons, rows_of, run_row
from art17.run import run

DAYS_AHEAD = 730
"""How far a forecast looks: a result is taken over for a year at most, and has a year ahead of it then."""


def checked(job: Job) -> Outcome:
    """What a check of a repository says, as rows; a run that cannot begin is a row as well."""
    began = time.monotonic()
    repository = job.repository
    if repository.is_collected:
        return collected(job)
    with tempfile.TemporaryDirectory(prefix="art17-") as scratch:
        try:
            if repository.is_remote:
                folder = Path(scratch) / "repository"
                commit = fetch(repository, folder, job.limits.seconds)
                done = run(_request(job, folder, commit))
            else:
                folder = Path(repository.where)
                commit = commit_of(folder)
                done = run(_request(job, folder, ""))
        except Art17Error as error:
            state = "unreachable" if _is_missing(job) else "problems"
            return failed(
                job, state, "; ".join(f"{p.message} ({p.fix})" if p.fix else p.message for p in error.problems)
            )
        rows = rows_of(repository.name, done.report, Persons(job.key), with_messages=job.with_messages)
        page = _page(job, done.report) if job.pages else ""
    row = run_row(repository.name, done.report, job.as_of)
    more: dict[str, object] = {"commit": commit, "seconds": round(time.monotonic() - began, 3), "page": page}
    packs = done.context.packs
    if not repository.commit and any(not _lies_in(pack.folder, folder) for pack in packs if pack.tree):
        more["key"] = ""  # a pack from elsewhere may change, and nothing here would
    are_ours = not any(pack.tree for pack in packs)
    return Outcome(about(job) | row | more, rows, done.context.settings.packs if are_ours else ())


def _lies_in(path: str, folder: Path) -> bool:
    return Path(path).resolve().is_relative_to(folder.resolve())


def _request(job: Job, folder: Path, commit: str) -> Request:
    config = Path(job.repository.manifest) if job.repository.manifest else None
    source = files_of(folder, commit) if commit else None
    return Request(folder, job.as_of, config, source=source, days_ahead=DAYS_AHEAD)


def _is_missing(job: Job) -> bool:
    return job.repository.is_remote or not Path(job.repository.where).is_dir()


def _page(job: Job, report: Report) -> str:
    from art17.reporting.html.page import html_of  # noqa: PLC0415  late: an extra, and only where pages are wanted

    name = f"{hashlib.sha256(job.repository.name.encode()).hexdigest()[:16]}.html"
    file = Path(job.pages) / name
    new = file.with_suffix(".new")
    new.write_text(html_of(report), encoding="utf-8")
    new.replace(file)
    return name
