"""One repository checked, in this process: what the child of a worker does."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path

from art17.checking.request import Request
from art17.errors import Art17Error
from art17.model.report import Report
from art17.portfolio.fetching import fetch
from art17.portfolio.job import Job, Outcome
from art17.portfolio.keys import commit_in
from art17.portfolio.tables import Persons, rows_of, run_row
from art17.reading.io.revision import files_of
from art17.run import check


def checked(job: Job) -> Outcome:
    """What a check of a repository says, as rows; a run that cannot begin is a row as well."""
    began = time.monotonic()
    repository = job.repository
    with tempfile.TemporaryDirectory(prefix="art17-") as scratch:
        try:
            if repository.is_remote:
                folder = Path(scratch) / "repository"
                commit = fetch(repository, folder, job.limits.seconds)
                report = check(_request(job, folder, commit))
            else:
                folder = Path(repository.where)
                commit = commit_in(folder)
                report = check(_request(job, folder, ""))
        except Art17Error as error:
            state = "unreachable" if _is_missing(job) else "problems"
            return failed(
                job, state, "; ".join(f"{p.message} ({p.fix})" if p.fix else p.message for p in error.problems)
            )
    row = run_row(repository.name, report, job.as_of)
    page = _page(job, report) if job.pages else ""
    more = {"commit": commit, "seconds": round(time.monotonic() - began, 3), "page": page}
    persons = Persons(job.key)
    return Outcome(about(job) | row | more, rows_of(repository.name, report, persons, with_messages=job.with_messages))


def _request(job: Job, folder: Path, commit: str) -> Request:
    config = Path(job.repository.manifest) if job.repository.manifest else None
    return Request(folder, job.as_of, config, source=files_of(folder, commit) if commit else None)


def _is_missing(job: Job) -> bool:
    return job.repository.is_remote or not Path(job.repository.where).is_dir()


def about(job: Job) -> dict[str, object]:
    """What the row of a repository says before anything was done."""
    repository = job.repository
    named: dict[str, object] = {
        "repository": repository.name,
        "where": repository.where,
        "group_owner": repository.owner,
    }
    return named | {
        "tags": list(repository.tags),
        "key": job.own_key,
        "tool": job.tool,
        "commit": repository.commit,
        "page": "",
    }


def failed(job: Job, state: str, why: str) -> Outcome:
    """The outcome of a repository that was not checked, or whose check could not begin."""
    day = job.as_of.isoformat()
    return Outcome(about(job) | {"outcome": state, "why": why, "valid_from": day, "problems": 1, "key": ""})


def _page(job: Job, report: Report) -> str:
    from art17.reporting.html.page import html_of  # noqa: PLC0415  late: an extra, and only where pages are wanted

    name = f"{hashlib.sha256(job.repository.name.encode()).hexdigest()[:16]}.html"
    file = Path(job.pages) / name
    new = file.with_suffix(".new")
    new.write_text(html_of(report), encoding="utf-8")
    new.replace(file)
    return name
