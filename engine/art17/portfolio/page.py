"""A portfolio on one HTML page: what was not checked first, then what fails, where, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from art17.portfolio.job import NOT_CHECKED, STATES
from art17.portfolio.questions import DAYS, MONTHS, answer, told_by
from art17.reporting.html.page import environment_of, hash_of
from art17.version import __version__

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 1000
"""How many repositories the map shows; of a larger portfolio the worst, and the rest by tag."""
MOST_LISTED = 40
MOST_UNCHECKED = 200
_POINTS = tuple("abcdefghijklm")
_CELLS = """
SELECT repository, provision[-2:-2] AS point,
  CASE WHEN bool_or(verdict = 'unmet') THEN 'unmet' WHEN bool_or(verdict = 'undecided') THEN 'undecided'
       WHEN bool_and(verdict = 'not-applicable') THEN 'idle' ELSE 'met' END AS verdict
FROM obligations
WHERE run = (SELECT max(run) FROM runs) AND regexp_matches(provision, '^Art\\. 17\\(1\\)\\([a-m]\\)$') GROUP BY ALL
"""
_REPOSITORIES = """
SELECT repository, tags, outcome, errors, warnings, page, report FROM runs WHERE run = (SELECT max(run) FROM runs)
ORDER BY errors DESC NULLS FIRST, warnings DESC NULLS FIRST, repository
"""
_Repository = tuple[str, list[str], str, int | None, int | None, str, str]
_SIGNS = {"unmet": "✗", "undecided": "?", "met": "✓", "idle": "–", "": " "}
_STATES = {
    "ok": "without findings", "findings": "with findings", "problems": "with files that could not be trusted",
    "unreachable": "not reached", "died": "broke off", "memory": "took too much memory", "time": "took too long",
}  # fmt: skip
_WORDS = {"unmet": "not met", "undecided": "undecided", "met": "met", "idle": "not applicable", "": "not checked"}


@dataclass(frozen=True, slots=True)
class Row:
    """A repository in the map; `cells` has a class, a sign and a word for each of the thirteen points.

    What was not checked has no number of findings.
    """

    name: str
    link: str
    state: str
    errors: int | None
    warnings: int | None
    cells: tuple[tuple[str, str, str], ...]


def page_of(
    connection: DuckDBPyConnection, *, with_owners: bool = False, pages: Mapping[str, str] | None = None
) -> str:
    """The page over the last run of the tables; owners with overdue reviews only where they are asked for.

    `pages` are the reports of repositories that are kept in the lake, each with the address that the page links to.

    Raises:
        UsageError: where jinja2 (extra `html`) is not installed.
    """
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for name, point, verdict in told_by(connection, _CELLS).rows:
        cells[name][point] = verdict
    repositories = told_by(connection, _REPOSITORIES).rows
    rows = [_row(each, cells, pages or {}) for each in repositories]
    (run,) = told_by(connection, "SELECT max(run) FROM runs").rows[0]
    counted = dict(told_by(connection, "SELECT outcome, count(*) FROM runs WHERE run = ? GROUP BY 1", [run]).rows)
    unchecked, trend = answer(connection, "unchecked").rows, answer(connection, "trend").rows
    days = told_by(connection, DAYS).rows
    style = files("art17.reporting.html").joinpath("style", "tokens.css").read_text("utf-8") + _own("page.css")
    script = _own("page.js")
    return (
        environment_of(_own)
        .get_template("page.html")
        .render(
            run=run,
            all=len(rows),
            words=_STATES,
            states=[(state, counted[state]) for state in STATES if state in counted],
            unchecked=unchecked[:MOST_UNCHECKED],
            number_unchecked=len(unchecked),
            number_not_checked=sum(counted.get(state, 0) for state in NOT_CHECKED),
            points=answer(connection, "points").rows,
            letters=_POINTS,
            rows=rows[:MOST_ROWS],
            has_links=any(row.link for row in rows),
            by_tag=_by_tag(repositories, cells),
            failing=answer(connection, "failing").rows[:MOST_LISTED],
            owners=answer(connection, "owners").rows[:MOST_LISTED] if with_owners else None,
            months=told_by(connection, MONTHS).rows,
            days=days[:MOST_LISTED],
            number_of_days=len(days),
            trend=trend[-1] if trend else None,
            version=__version__,
            style=style,
            script=script,
            policy=f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{hash_of(style)}'; "
            f"script-src '{hash_of(script)}'",
        )
    )


def _row(row: _Repository, cells: Mapping[str, Mapping[str, str]], pages: Mapping[str, str]) -> Row:
    name, _, state, errors, warnings, page, report = row
    found = cells.get(name, {})
    told = tuple((v, _SIGNS[v], _WORDS[v]) for v in (found.get(letter, "") for letter in _POINTS))
    return Row(name, pages.get(page, "") or report or "", state, errors, warnings, told)


def _by_tag(
    repositories: Sequence[_Repository],
    cells: Mapping[str, Mapping[str, str]],
) -> list[tuple[str, int, tuple[tuple[str, int], ...]]]:
    """For each tag how many repositories have it, and in how many of them each point is not met."""
    of_tag: dict[str, list[str]] = defaultdict(list)
    for name, tags, *_ in repositories:
        for tag in tags or ():
            of_tag[tag].append(name)
    return [
        (
            tag,
            len(names),
            tuple((letter, sum(cells.get(name, {}).get(letter) == "unmet" for name in names)) for letter in _POINTS),
        )
        for tag, names in sorted(of_tag.items())
    ]


def _own(name: str) -> str:
    return files("art17.portfolio").joinpath(name).read_text(encoding="utf-8")
