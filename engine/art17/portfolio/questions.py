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
WITH checked AS (SELECT repository FROM runs WHERE {_LATEST} AND outcome NOT IN ({_STATES})),
     worst AS (
       SELECT repository, provision, any_value(topic) AS topic,
              bool_or(verdict = 'unmet') AS is_unmet, bool_or(verdict = 'undecided') AS is_undecided,
              bool_and(verdict = 'not-applicable') AS is_idle
       FROM obligations WHERE {_LATEST} AND regexp_matches(provision, '{_POINT}') GROUP BY repository, provision)
SELECT provision, any_value(topic) AS topic,
       count(*) FILTER (WHERE is_unmet) AS unmet,
       count(*) FILTER (WHERE NOT is_unmet AND is_undecided) AS undecided,
       count(*) FILTER (WHERE NOT is_unmet AND NOT is_undecided AND NOT is_idle) AS met,
       count(*) FILTER (WHERE is_idle) AS not_applicable,
       (SELECT count(*) FROM runs WHERE {_LATEST}) - (SELECT count(*) FROM checked) AS not_checked
FROM worst JOIN checked USING (repository) GROUP BY provision ORDER BY unmet DESC, undecided DESC, provision
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

_DEADLINES = f"""
WITH days AS (
  SELECT try_cast(next_review AS DATE) AS day, repository, 'review of ' || coalesce(nullif(id, ''), path) AS what
  FROM documents WHERE {_LATEST}
  UNION ALL
  SELECT valid_until, repository, 'the report changes' FROM runs WHERE {_LATEST}),
     since AS (SELECT max(valid_from) AS day FROM runs WHERE {_LATEST})
SELECT days.day, days.repository, days.what FROM days, since
WHERE days.day IS NOT NULL AND days.day >= since.day ORDER BY ALL
"""

_TREND = """
WITH ordered AS (SELECT DISTINCT run FROM runs ORDER BY run),
     pairs AS (SELECT run, lag(run) OVER (ORDER BY run) AS before FROM ordered),
     packs AS (SELECT run, string_agg(DISTINCT tool || ' ' || packs, '|' ORDER BY tool || ' ' || packs) AS packs
               FROM runs WHERE packs IS NOT NULL GROUP BY run),
     active AS (SELECT DISTINCT run, repository, id FROM findings WHERE status = 'active')
SELECT pairs.run,
       (SELECT count(*) FROM active a WHERE a.run = pairs.run AND NOT EXISTS
          (SELECT 1 FROM active b WHERE b.run = pairs.before AND b.repository = a.repository AND b.id = a.id)) AS new,
       (SELECT count(*) FROM active b WHERE b.run = pairs.before AND NOT EXISTS
          (SELECT 1 FROM active a WHERE a.run = pairs.run AND a.repository = b.repository AND a.id = b.id)) AS gone,
       (SELECT count(*) FROM active a JOIN active b USING (repository, id)
          WHERE a.run = pairs.run AND b.run = pairs.before) AS still,
       coalesce(now.packs = earlier.packs, false) AS same_tool_and_packs
FROM pairs LEFT JOIN packs now ON now.run = pairs.run LEFT JOIN packs earlier ON earlier.run = pairs.before
WHERE pairs.before IS NOT NULL ORDER BY pairs.run
"""

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
    """The tables of the last two runs that came to an end (of all, for a trend).

    Raises:
        UsageError: where there is none.
    """
    runs = [each for each in lake.runs() if lake.is_done(each)]
    if not runs:
        raise UsageError(f"no run in the lake {lake.folder} has come to its end", "run `art17 portfolio run` first")
    return lake.opened(runs if all_runs else runs[-2:])


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
