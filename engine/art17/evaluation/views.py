"""What a view comes to: a part is met where nothing in its folders fails and something holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from art17.evaluation.evaluate import Judgement
from art17.model.evidence import MET, NOT_APPLICABLE, UNDECIDED, UNMET
from art17.model.rule import Pack
from art17.model.view import ViewFound, ViewPart


def views_of(packs: Iterable[Pack], judgements: Iterable[Judgement]) -> Iterator[ViewFound]:
    """The views of all packs, filled in."""
    viewed = [pack for pack in packs if pack.views]
    if not viewed:
        return
    verdicts: dict[str, set[str]] = {}
    for each in judgements:
        verdicts.setdefault(each.rule.id, set()).add(each.verdict)
    for pack in viewed:
        for view in pack.views:
            parts = [(part, _verdict(part, pack.name, verdicts)) for part in view.parts]
            beside = [(part, _verdict(part, pack.name, verdicts)) for part in view.beside]
            met = sum(verdict == MET for _, verdict in parts)
            line = view.line.replace("{met}", str(met)).replace("{all}", str(len(parts)))
            yield ViewFound(view.id, view.title, line, (*parts, *beside))


def _verdict(part: ViewPart, pack: str, verdicts: Mapping[str, set[str]]) -> str:
    starts = tuple(f"{pack}/{folder}/" for folder in part.folders)
    found = {verdict for rule, own in verdicts.items() if rule.startswith(starts) for verdict in own}
    return next((verdict for verdict in (UNMET, UNDECIDED, MET) if verdict in found), NOT_APPLICABLE)
