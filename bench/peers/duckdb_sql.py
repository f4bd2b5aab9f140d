"""The checks in SQL, over slim.json read by DuckDB itself: python bench/peers/duckdb_sql.py CORPUS"""

from __future__ import annotations

import os
import sys
import time

import duckdb
from told import tell

SETUP = """
create table doc as select * from read_json('{path}', maximum_object_size=2000000000,
  columns={{as_of:'DATE', routes:'VARCHAR[]', required_kinds:'VARCHAR[]', articles:'VARCHAR[]',
  artefacts:'STRUCT(id VARCHAR, kind VARCHAR, status VARCHAR, owner VARCHAR, last_reviewed DATE, review_interval_days INT, articles VARCHAR[], conformity_route VARCHAR, links STRUCT(rel VARCHAR, target VARCHAR)[])[]'}});
create table art as select unnest(artefacts, recursive := false) a from doc;
create or replace table art as select a.* from art;
create table link as select distinct id as src, l.rel as rel, l.target as dst from (select id, unnest(links) l from art);
create table cite as select distinct id, x from (select id, unnest(articles) x from art);
"""
CHECKS = {
    "C01": "select id, '' from art where coalesce(owner,'')=''",
    "C02": "select id, '' from art, doc where as_of - last_reviewed > review_interval_days",
    "C03": "select 'repo', k from (select unnest(required_kinds) k from doc) where k not in (select kind from art)",
    "C04": "select distinct src, dst from link where dst not in (select id from art)",
    "C05": "select distinct src, dst from link join art s on s.id=src join art t on t.id=dst where rel<>'supersedes' and s.status='active' and t.status='superseded'",
    "C06": "select id, '' from art where kind='risk' and id not in (select dst from link join art s on s.id=src where rel='mitigates' and s.kind='control')",
    "C07": "select id, '' from art where kind='control' and id not in (select dst from link join art s on s.id=src where rel='verifies' and s.kind='verification')",
    "C08": "select id, x from cite where x not in (select unnest(articles) from doc)",
    "C09": "select id, '' from art where kind='charter' and (conformity_route is null or conformity_route not in (select unnest(routes) from doc))",
    "C10": "select a.id, '' from art a left join (select dst, count(distinct src) c from link join art s on s.id=src where rel='tests' and s.kind='test_report' group by dst) t on t.dst=a.id where a.kind='system' and coalesce(c,0)<3",
    "C11": "with recursive ok(id) as (select id from art where kind='evidence' union select src from link join ok on dst=ok.id) select id, '' from art where kind='system' and id not in (select id from ok)",
    "C12": "with recursive e as (select src,dst from link where rel='supersedes'), r(a,b) as (select src,dst from e union select a,dst from r join e on b=src) select a, '' from r where a=b",
}


def main() -> None:
    start = time.perf_counter()
    database = duckdb.connect()
    database.execute(SETUP.format(path=os.path.join(sys.argv[1], "slim.json")))
    loaded = time.perf_counter()
    lines = [
        f"{check}\t{name}\t{detail}"
        for check, query in CHECKS.items()
        for name, detail in database.execute(query).fetchall()
    ]
    tell(sys.argv[1], lines, load=loaded - start, judge=time.perf_counter() - loaded)


main()
