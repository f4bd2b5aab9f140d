"""What a citation of the Act means: its provision, whether it is right, and from when it applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from art17.citations.citations import cited
from art17.law.act import Act, act_from
from art17.law.application import binding
from art17.law.standing import standings_of
from art17.model.cited import Cited
from art17.model.law import Application, Citation, Standing
from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.facts.cited_files import citations_in_file
from art17.reading.packs.packs import packs_of


def the_act() -> Act:
    """The Act of the bundled pack."""
    packs = packs_of(Settings(packs=("eu-ai-act",)))
    return next(act_from(pack.act) for pack in packs if pack.act is not None)


def cite(texts: Sequence[str], files: Sequence[str], as_of: date, given: str = "") -> tuple[Cited, ...]:
    """What each citation in the texts and in the files means, in order; of the `given` act where words name none.

    Raises:
        UsageError: where a file cannot be read.
    """
    act = the_act()
    return (*_in_texts(texts, act, as_of, given or act.id), *_in_files(files, act, as_of, given))


def first_version(as_of: date) -> tuple[str, str] | None:
    """The name of the Act and the day of its first version, where a day is before it: then that version is used."""
    act = the_act()
    return (act.name, act.versions[0]) if as_of.isoformat() < act.versions[0] else None


def _in_texts(texts: Sequence[str], act: Act, as_of: date, given: str) -> Iterator[Cited]:
    for text in texts:
        found = cited(text, given)
        for citation, standing in zip(found, standings_of(found, act, as_of), strict=True):
            yield _of(citation, standing, text if len(found) == 1 else citation.text, act, as_of)


def _in_files(files: Sequence[str], act: Act, as_of: date, given: str) -> Iterator[Cited]:
    for path in files:
        found = tuple(citations_in_file(path, act, given))
        standings = standings_of([at.citation for at, _ in found], act, as_of)
        for (at, place), standing in zip(found, standings, strict=True):
            yield _of(at.citation, standing, at.citation.text, act, as_of, place)


def _of(citation: Citation, standing: Standing, text: str, act: Act, as_of: date, place: Place | None = None) -> Cited:
    """A citation with what the law data say of the provision."""
    own = citation.act == act.id and standing.status not in ("other-act", "left-open")
    provision = act.provision(standing.provision) if own and standing.provision else None
    if provision is None:
        return Cited(text, citation.act, standing, None, place=place)
    return Cited(
        text=text,
        act=act.id,
        standing=standing,
        provision=provision,
        applies=_applications(provision.cite, act, as_of),
        refers_to=act.references_out(provision.cite, as_of),
        named_by=act.references_in(provision.cite, as_of),
        place=place,
    )


def _applications(provision: str, act: Act, as_of: date) -> tuple[Application, ...]:
    """From when it applies: to systems of Annex III and of Annex I, where that differs."""
    by_class = (
        binding(act, provision, as_of, annex_iii_point="Annex III"),
        binding(act, provision, as_of, annex_i_section="A"),
    )
    return tuple(dict.fromkeys(reading for each in by_class for reading in each.readings))
