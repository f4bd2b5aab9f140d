"""What a portfolio is asked: each question is one statement over the tables of a lake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from art17.errors import UsageError
from art17.portfolio.job import NOT_CHECKED
from art17.portfolio.lake import Lake

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LATEST = "run = (SELECT max(run) FROM runs)"
_POINT = r"^Art\. 17\(1\)\([a-m]\)$"
_STATES = ", ".join(f"'{each}'" for each in NOT_CHECKED)

_POINTS = f"""
WITH worst AS (
       SELECT repository, provision, any_value(topic) AS topic,
              bool_or(verdict = 'unmet') AS is_unmet, bool_or(verdict = 'undecided') AS is_undecided,
              bool_and(verdict = 'not-applicable') AS is_idle
       FROM obligations WHERE {_LATEST} AND regexp_matches(provision, '{_POINT}') GROUP BY repository, provision)
SELECT provision, any_value(topic) AS topic,
       (SELECT count(*) FROM runs WHERE {_LATEST}) - count(*) AS not_checked,
       count(*) FILTER (WHERE is_unmet) AS unmet,
       count(*) FILTER (WHERE NOT is_unmet AND is_undecided) AS undecided,
       count(*) FILTER (WHERE NOT is_unmet AND NOT is_undecided AND NOT is_idle) AS met,
       count(*) FILTER (WHERE is_idle) AS not_applicable
FROM worst GROUP BY provision ORDER BY unmet DESC, undecided DESC, provision
"""

_OWNERS = f"""
SELECT owner, count(*) AS overdue, count(DISTINCT repository) AS repositories
FROM findings
WHERE {_LATEST} AND status = 'active' AND rule LIKE '%/review-is-not-overdue' AND owner <> ''
GROUP BY owner ORDER BY overdue DESC, owner
"""

_FAILING = f"""
SELECT rule, severity, count(DISTINCT repository) AS repositories, count(*) AS findings
FROM findings WHERE {_LATEST} AND status = 'active'
GROUP BY rule, severity ORDER BY repositories DESC, findings DESC, rule
"""

_AHEAD = f"""
forecast WHERE {_LATEST} AND day > (SELECT max(valid_from) FROM runs WHERE {_LATEST})
  AND day <= (SELECT max(valid_from) FROM runs WHERE {_LATEST}) + INTERVAL 1 YEAR
"""
"""What becomes a finding within a year of the run."""

_DEADLINES = f"""
SELECT day, repository, severity, rule, coalesce(nullif(subject, ''), path) AS subject, path, owner
FROM {_AHEAD} ORDER BY ALL
"""

MONTHS = f"""
SELECT strftime(day, '%Y-%m') AS month, count(DISTINCT repository) AS repositories,
       count(*) FILTER (WHERE severity = 'error') AS errors, count(*) FILTER (WHERE severity = 'warning') AS warnings,
       count(*) FILTER (WHERE severity = 'note') AS notes, mode(rule ORDER BY rule) AS most
FROM {_AHEAD} GROUP BY month ORDER BY month
"""

DAYS = f"""
SELECT day, severity, rule, count(*) AS findings, count(DISTINCT repository) AS repositories,
       list_sort(list(DISTINCT repository))[1:3] AS first
FROM {_AHEAD} GROUP BY day, severity, rule ORDER BY day, repositories DESC, rule
"""

_TREND = f"""
WITH checked AS (SELECT run, repository, coalesce(tool, '') || ' ' || packs AS version
                 FROM runs WHERE packs IS NOT NULL AND outcome NOT IN ({_STATES})),
     versions AS (SELECT DISTINCT run, version FROM checked),
     alike AS (SELECT a.run, max(b.run) AS before
               FROM versions a JOIN versions b USING (version) WHERE b.run < a.run GROUP BY a.run),
     ordered AS (SELECT run, lag(run) OVER (ORDER BY run) AS before FROM (SELECT DISTINCT run FROM runs)),
     pairs AS (SELECT run, coalesce(alike.before, ordered.before) AS before FROM ordered LEFT JOIN alike USING (run)
               WHERE ordered.before IS NOT NULL),
     pair AS (SELECT p.run, p.before, a.repository, a.version = b.version AS is_same FROM pairs p
              JOIN checked a ON a.run = p.run JOIN checked b ON b.run = p.before AND b.repository = a.repository),
     active AS (SELECT DISTINCT run, repository, id FROM findings WHERE status = 'active'),
     now AS (SELECT pair.run, repository, id FROM pair JOIN active USING (run, repository) WHERE is_same),
     earlier AS (SELECT pair.run, pair.repository, active.id FROM pair
                 JOIN active ON active.run = pair.before AND active.repository = pair.repository WHERE is_same)
SELECT p.run, p.before,
       (SELECT count(*) FROM runs r WHERE r.run = p.run)
         - (SELECT count(*) FROM pair WHERE pair.run = p.run) AS not_in_both,
       (SELECT count(*) FROM pair WHERE pair.run = p.run AND NOT is_same) AS other_versions,
       (SELECT count(*) FROM pair WHERE pair.run = p.run AND is_same) AS compared,
       (SELECT count(*) FROM now ANTI JOIN earlier USING (run, repository, id) WHERE now.run = p.run) AS new,
       (SELECT count(*) FROM earlier ANTI JOIN now USING (run, repository, id) WHERE earlier.run = p.run) AS gone,
       (SELECT count(*) FROM now SEMI JOIN earlier USING (run, repository, id) WHERE now.run = p.run) AS still
FROM pairs p ORDER BY p.run
"""
"""Findings are compared where a repository was checked in both runs, by the same tool and packs."""

_UNCHECKED = f"""
SELECT repository, outcome, why FROM runs WHERE {_LATEST} AND outcome IN ({_STATES}, 'problems') ORDER BY
  list_position(['unreachable', 'died', 'memory', 'time', 'problems'], outcome), repository
"""

QUESTIONS: Mapping[str, str] = {
    "unchecked": _UNCHECKED,
    "points": _POINTS,
    "failing": _FAILING,
    "owners": _OWNERS,
    "trend": _TREND,
    "deadlines": _DEADLINES,
}
"""Each question with the statement that answers it; "overdue by owner" is told only where it is asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table that answers a question."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables_of(lake: Lake, *, all_runs: bool = False) -> DuckDBPyConnection:
    """The tables of the last run that came to an end, and of the one to compare it with (of all, for a trend).

    Raises:
        UsageError: where there is none.
    """
    runs = [each for each in lake.runs() if lake.is_done(each)]
    if not runs:
        raise UsageError(f"no run in the lake {lake.folder} has come to its end", "run `art17 portfolio run` first")
    return lake.opened(runs if all_runs else [*lake.comparable(runs[-1], runs[:-1]), runs[-1]])


def answer(connection: DuckDBPyConnection, question: str) -> Told:
    """What the tables say to one of the questions."""
    return told_by(connection, QUESTIONS[question])


def told_by(connection: DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> Told:
    """What the tables say to a statement of one's own.

    Raises:
        UsageError: where it is none, or would reach a file or the network.
    """
    import duckdb  # noqa: PLC0415  late: an extra; the connection has loaded it

    try:
        done = connection.execute(sql, list(values))
        columns = tuple(str(each[0]) for each in done.description or ())
        return Told(columns, tuple(done.fetchall()))
    except duckdb.Error as error:
        told = str(error).splitlines()[0]
        raise UsageError(
            f"the statement cannot be answered: {told}", "the tables are described in docs/portfolio.md"
        ) from error
