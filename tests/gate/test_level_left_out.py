"""What a transitional provision leaves out: how it is levelled, dated and shown."""

from datetime import date
from pathlib import Path

from art17.checking.request import Request
from art17.model.report import Report
from art17.reporting.markdown import summary_of
from art17.reporting.text import text_of
from art17.run import check

HOUSE = """\
packs: [eu-ai-act]
read: ["x.md"]
enforce: when-applicable
provider: {id: P, title: P, size: small, role: [provider]}
systems:
  - {id: S, title: S, classification: high-risk, classification_basis: Art. 6(2), annex_iii_point: Annex III(4)(a),
     lifecycle: on-market, placed_on_market: 2025-03-10, PUBLIC}
"""


def report(folder: Path, day: date, public: str = "for_public_authorities: false") -> Report:
    (folder / "art17.yaml").write_text(HOUSE.replace("PUBLIC", public), "utf-8")
    (folder / "x.md").write_text("# A page\n", "utf-8")
    return check(Request(folder, day))


def test_what_is_left_out_is_readiness(tmp_path: Path) -> None:
    """A system from before the Act is shown with its points, as notes where only what applies is enforced."""
    found = report(tmp_path, date(2028, 5, 2))
    assert found.left_out == (("S", "Art. 111(2)"),)
    own = [each for each in found.findings if each.systems == ("S",) and each.basis == "law" and each.binding]
    assert own
    assert {each.severity for each in own if "Art. 4" not in each.provisions} == {"note"}
    assert {(each.since, each.basis) for one in own for each in one.binding} == {(None, "Art. 111(2)")}
    assert {o.verdict for o in found.obligations if o.system == "S" and o.provision == "Art. 17(1)(g)"} == {"unmet"}
    for text in (text_of(found), summary_of(found)):
        assert "leaves out S as long as the design is not significantly changed" in text
    assert "applies to S only once its design is significantly changed" in text_of(found)


def test_what_changed_or_serves_authorities_is_bound(tmp_path: Path) -> None:
    """A changed design, and the day of the public authorities, bring a system in; the report turns on that day."""
    changed = report(tmp_path, date(2028, 5, 2), "significant_design_change_on: 2028-01-17")
    assert changed.left_out == ()
    assert "error" in {each.severity for each in changed.findings if each.systems == ("S",)}
    public = report(tmp_path, date(2030, 8, 1), "for_public_authorities: true")
    assert public.left_out == (("S", "Art. 111(2)"),)
    assert public.next_change == date(2030, 8, 2)
    assert report(tmp_path, date(2030, 8, 2), "for_public_authorities: true").left_out == ()


def test_a_second_provider_is_refused(tmp_path: Path) -> None:
    """Two providers in one folder are a problem with a place and a way out; a superseded one is none."""
    (tmp_path / "art17.yaml").write_text("packs: [eu-ai-act]\nread: ['*.yaml']\n", "utf-8")
    (tmp_path / "a.yaml").write_text("{id: A, type: provider, title: A}\n", "utf-8")
    (tmp_path / "b.yaml").write_text("{id: B, type: provider, title: B}\n", "utf-8")
    (problem,) = check(Request(tmp_path, date(2028, 5, 2))).problems
    assert problem.place.path == "b.yaml"
    assert "Two providers" in problem.message
    assert "manifest of its own" in problem.fix
    (tmp_path / "b.yaml").write_text("{id: B, type: provider, title: B, status: superseded}\n", "utf-8")
    assert check(Request(tmp_path, date(2028, 5, 2))).problems == ()
