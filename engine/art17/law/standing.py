"""How a citation stands in the law on a day, and what was probably meant where it stands badly."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from art17.citations.place import Place, canonical, is_number, place_of
from art17.law.act import Act
from art17.law.topics import (
    clauses,
    mentions_topic,
    phrases_in,
    shares_a_word,
    speaks_of_the_past,
    stated_topics,
    states_heading,
    topics_of_title,
)
from art17.model.law import Citation, Standing

_SENTENCE = 200
_NEAR = 10
_FAR = 100
_PAIR = 2
_OF = frozenset({"of", "of the", "in", "des", "von", "de l'", "de l’"})


def standing_of(citation: Citation, act: Act, day: date, *, may_be_drafted: bool = True) -> Standing:
    """The status of a citation under the law of a day; in doubt it is ok, for a false alarm costs more than a miss."""
    if citation.provision is None:
        return Standing("not-a-citation", None, None, f"'{citation.text}' is not a citation")
    if citation.act is None:
        why = "the words near it name another act" if citation.is_named else "nothing says of which act it is"
        return _left_open(citation.provision, why)
    if citation.act != act.id:
        return Standing("other-act", citation.provision, None, f"{citation.provision} of another act")
    cite = act.resolve(citation.provision)
    if cite.startswith(("Chapter", "Title")):
        return _of_division(cite, citation, act)
    drafted = _in_the_draft(cite, citation, act) if may_be_drafted else None
    known = drafted or _of_defect(cite, act, day) or _of_ambiguous(cite, act)
    if known is None and act.live_on(cite, day):
        shifted = _shifted(cite, citation, act) or _shifted_number(cite, citation, act, day)
        return shifted or Standing("ok", cite, None, f"{cite}: {act.topic_of(cite)}")
    known = known or _of_former(cite, citation, act, day) or _of_unknown(cite, citation, act, day)
    if citation.is_doubted and known.status in ("unknown", "moved", "deleted", "ambiguous"):
        return _left_open(cite, "the Act does not have it, and the words near it, or the document, name another act")
    return known if citation.is_named else replace(known, is_certain=False)


def _left_open(cite: str, why: str) -> Standing:
    return Standing("left-open", cite, None, f"the act of {cite} is left open: {why}")


def standings_of(citations: Sequence[Citation], act: Act, day: date) -> tuple[Standing, ...]:
    """The status of each citation of one document, judged together.

    Who wrote one Art. 61 of the draft of 2021 wrote them all: once its topic shows that, the others in the document
    that say nothing else count as draft numbering too; not where one of them shows that the Act is meant. Where more
    of them show that, even one beside which old words stand is not.
    """
    keys = [each._replace(start=0, end=0) for each in citations]  # alike but for the place is the same in the law
    counted = Counter(keys)
    alone = {each: standing_of(each, act, day) for each in counted}
    known: Counter[str] = Counter()
    old: Counter[str] = Counter()
    for each, standing in alone.items():
        if each.provision and _is_about_today(each, act):
            known[_article_of(each.provision)] += counted[each]
        if standing.provision and standing.status == "draft-numbering":
            old[_article_of(standing.provision)] += counted[each]
    for each, standing in alone.items():
        if standing.status == "draft-numbering" and standing.provision and not standing.is_certain:
            article = _article_of(standing.provision)
            if known[article] > old[article]:
                alone[each] = standing_of(each, act, day, may_be_drafted=False)
    drafted = {
        article: standing.meant
        for standing in alone.values()
        if standing.status == "draft-numbering"
        and standing.provision
        and (article := _article_of(standing.provision)) not in known
    }
    together = {each: _with_the_others(standing, each, act, drafted) for each, standing in alone.items()}
    return tuple(together[key] for key in keys)


def _is_about_today(citation: Citation, act: Act) -> bool:
    """Whether the words beside a citation state what its number is about today: then its author has the Act in mind."""
    top = _article_of(citation.provision or "")
    own = (entry.get("own", {}) for entry in act.section("draft_numbering") if entry["draft"] == top)
    return any(mentions_topic(citation, words, whole=True) for words in own)


def _with_the_others(standing: Standing, citation: Citation, act: Act, drafted: Mapping[str, str | None]) -> Standing:
    """The standing of a citation, given the numbers that its document cites as those of the draft."""
    if standing.status not in ("ok", "unknown") or standing.provision is None or citation.act != act.id:
        return standing
    if citation.is_inner:
        return standing  # nobody wrote it
    top = _article_of(standing.provision)
    meant = drafted.get(top)
    if meant is None or speaks_of_the_past(citation) or _is_about_today(citation, act):
        return standing
    return _draft(standing.provision, meant, act, is_certain=False)


def _of_division(cite: str, citation: Citation, act: Act) -> Standing:
    """A chapter or section of the Act; titles are how the draft was divided."""
    if cite.startswith("Title"):
        if speaks_of_the_past(citation):
            return Standing("ok", cite, None, f"{cite} is cited as a part of the draft")
        return Standing("draft-numbering", cite, None, "the Act has chapters; titles were those of the draft of 2021")
    key = cite.removeprefix("Chapter ").replace(", Section ", " ")
    heading = act.section("chapters").get(key)
    if heading is None:
        return Standing("unknown", cite, None, f"{cite} does not exist")
    return Standing("ok", cite, None, f"{cite}: {heading}")


def _in_the_draft(cite: str, citation: Citation, act: Act) -> Standing | None:
    """A number of the draft of 2021: the words beside it are about what that number was, not about what it is."""
    top = _article_of(cite)
    entries = [entry for entry in act.section("draft_numbering") if entry["draft"] == top]
    if not entries or citation.is_inner or speaks_of_the_past(citation):
        return None
    if act.provision(top) is None:
        return _draft(cite, entries[0]["adopted"], act, is_certain=True)
    if mentions_topic(citation, entries[0].get("own", {}), whole=True):
        return None
    meant = stated_topics(citation, {entry["adopted"]: entry["words"] for entry in entries}, _SENTENCE)
    for adopted in meant:
        if not _is_cited_beside(_article_of(adopted), citation):
            return _draft(cite, adopted, act, is_certain=False)
    return None


def _is_cited_beside(article: str, citation: Citation) -> bool:
    """Whether the sentence cites an article too, so that its words are about that one.

    In a range, what lies within it counts, but not its other end: `Arts. 50-52 (transparency)` means 52.
    """
    if any(_article_of(other) == article for other in citation.beside):
        return True
    mates = citation.mates
    if _is_range(citation):
        mates = mates[1:-1]
    return any(_article_of(mate) == article for mate in mates)


def _is_range(citation: Citation) -> bool:
    """Whether a citation is an end of a range of three or more, and of nothing else."""
    numbers = [number for mate in citation.mates if (number := _article_of(mate).rpartition(" ")[2]).isdecimal()]
    ascending = [int(number) for number in numbers]
    return len(ascending) > _PAIR and ascending == list(range(ascending[0], ascending[0] + len(citation.mates)))


def _draft(cite: str, adopted: str, act: Act, *, is_certain: bool) -> Standing:
    message = f"{cite} is the numbering of the draft of 2021; {act.topic_of(adopted)} is {adopted}"
    return Standing("draft-numbering", cite, adopted, message, is_certain)


def _article_of(cite: str) -> str:
    place = place_of(cite)
    return f"{place.kind} {place.number}" if place else cite


def _of_defect(cite: str, act: Act, day: date) -> Standing | None:
    """A reference that is wrong in the law itself; whoever copies it is not to blame."""
    version = act.version_on(day)
    for defect in act.section("defects"):
        in_force = defect["since"] <= version and version < defect.get("until", "9999")
        if act.resolve(defect["cites"]) == cite and in_force and not act.live_on(cite, day):
            message = f"{cite} is a mistake of the law itself, in {defect['provision']}: {defect['problem']}"
            return Standing("law-defect", cite, defect.get("meant"), message)
    return None


def _of_ambiguous(cite: str, act: Act) -> Standing | None:
    meanings = act.meanings(cite)
    if len(meanings) < 2:
        return None
    return Standing("ambiguous", cite, None, f"{cite} may mean {_alternatives(meanings)}")


def _shifted(cite: str, citation: Citation, act: Act) -> Standing | None:
    """A point of Art. 17(1) beside which the topic of another point is stated; of a list, reported of its first."""
    points = act.section("topic_words")
    point = _point_of(cite, points, act)
    if point is None or citation.is_inner or citation.nth or speaks_of_the_past(citation):
        return None
    mates = {_point_of(act.resolve(mate), points, act) for mate in citation.mates} or {point}
    if any(mate is None or mentions_topic(citation, points[mate]) for mate in mates):
        return None
    stated = stated_topics(citation, points)
    if not stated and citation.heading:
        stated = topics_of_title(citation.heading, points)
    if len(stated) != 1:
        return None
    (meant,) = stated
    if meant in mates or meant in citation.beside:
        return None
    message = f"{cite} is {act.topic_of(cite)}; {act.topic_of(meant)} is {meant}"
    return Standing("shifted-letter", cite, meant, message, is_certain=False)


def _point_of(cite: str, points: Mapping[str, Any], act: Act) -> str | None:
    return next((step for step in (cite, *act.ancestors(cite)) if step in points), None)


def _shifted_number(cite: str, citation: Citation, act: Act, day: date) -> Standing | None:
    """An article beside which the very heading of another one stands: `Art. 14 (record-keeping)`.

    Only articles with one narrow topic are held to it, and not where they refer to the other one themselves.
    """
    headings = act.section("heading_words")
    if cite not in headings or citation.mates or speaks_of_the_past(citation):
        return None
    for clause in clauses(citation):
        meant = next((other for other, words in headings.items() if states_heading(clause, words)), None)
        if meant is None or meant == cite or meant in map(_article_of, citation.beside):
            continue
        if shares_a_word(clause, f"{act.topic_of(cite)} {' '.join(phrases_in(headings[cite]))}"):
            continue
        if not _refers_to(cite, meant, act, day):
            message = f"{cite} is {act.topic_of(cite)}; {act.topic_of(meant)} is {meant}"
            return Standing("shifted-number", cite, meant, message, is_certain=False)
    return None


def _refers_to(cite: str, other: str, act: Act, day: date) -> bool:
    """Whether a provision or what is beneath it names the other one."""
    if any(_article_of(target) == other for target in act.references_out(cite, day)):
        return True
    return any(_refers_to(child, other, act, day) for child in act.children(cite, day))


def _of_former(cite: str, citation: Citation, act: Act, day: date) -> Standing | None:
    """A provision of another version: deleted, moved, or not yet there."""
    provision = act.provision(cite)
    if provision is None:
        return None
    if provision.since.isoformat() > act.version_on(day):
        message = f"{cite} came with the version of {provision.since}; it did not exist on {day}"
        return Standing("unknown", cite, act.nearest(cite, day), message)
    if speaks_of_the_past(citation):
        return Standing("ok", cite, provision.moved_to, f"{cite} is cited as a former provision")
    if provision.moved_to is not None:
        message = f"{cite} was deleted on {provision.until}; see {provision.moved_to}"
        return Standing("moved", cite, provision.moved_to, message)
    return Standing("deleted", cite, None, f"{cite} was deleted on {provision.until}")


def _of_unknown(cite: str, citation: Citation, act: Act, day: date) -> Standing:
    """A provision that never was: most often a paragraph was left out or made up."""
    place = place_of(cite)
    of_annex = _point_of_annex(place, citation, act, day)
    if of_annex is not None:
        return Standing("unknown", cite, of_annex, f"{cite} does not exist; the nearest is {of_annex}")
    if place is not None and place.kind == "Art." and place.labels and not is_number(place.labels[0]):
        with_paragraph = _with_paragraph(place, act, day)
        if with_paragraph:
            return _missing_paragraph(cite, with_paragraph, citation, act)
    if _is_far(place, act, _FAR if citation.is_named else _NEAR):
        return _left_open(cite, "the Act has nothing near that number")
    meant = _without_paragraph(place, act, day) or act.nearest(cite, day)
    last = act.last_beneath(meant, day) if meant and cite.startswith(f"{meant}(") else None
    offer = f"; the nearest is {meant}{f', which ends with {last}' if last else ''}" if meant else ""
    return Standing("unknown", cite, meant, f"{cite} does not exist{offer}")


def _point_of_annex(place: Place | None, citation: Citation, act: Act, day: date) -> str | None:
    """The point meant by `Article 5(b) of Annex III`, which calls a point an article."""
    if place is None or place.kind != "Art." or citation.after.strip().lower() not in _OF:
        return None
    annexes = (each for each in citation.beside if each.startswith("Annex"))
    points = (f"{annex}({place.number}){''.join(f'({label})' for label in place.labels)}" for annex in annexes)
    return next((point for point in points if act.live_on(point, day)), None)


def _missing_paragraph(cite: str, alternatives: tuple[str, ...], citation: Citation, act: Act) -> Standing:
    """`Art. 17(a)`; where its words are about another point, it has the wrong letter too."""
    meant = alternatives[0] if len(alternatives) == 1 else None
    message = f"{cite} lacks its paragraph: {_alternatives(alternatives)}"
    shifted = _shifted(meant, citation._replace(mates=()), act) if meant else None
    if shifted is not None:
        return Standing("missing-paragraph", cite, shifted.meant, f"{message}; and {shifted.message}")
    return Standing("missing-paragraph", cite, meant, message)


def _is_far(place: Place | None, act: Act, reach: int) -> bool:
    """Whether an article has a number far beyond the last of the Act, as those of national codes have."""
    if place is None or place.kind != "Art.":
        return False
    number = place.number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return number.isdecimal() and int(number) > act.last_article + reach


def _with_paragraph(place: Place, act: Act, day: date) -> tuple[str, ...]:
    """The provisions that a point without its paragraph may mean: `Art. 17(a)` means Art. 17(1)(a)."""
    paragraphs = act.children(canonical(place._replace(labels=(), subparagraph=None)), day)
    points = "".join(f"({label})" for label in place.labels)
    return tuple(paragraph + points for paragraph in paragraphs if act.live_on(paragraph + points, day))


def _without_paragraph(place: Place | None, act: Act, day: date) -> str | None:
    """The provision meant where an article has no numbered paragraphs: `Art. 16(1)(a)` means Art. 16(a)."""
    if place is None or place.kind != "Art." or len(place.labels) < 2:
        return None
    shorter = canonical(place._replace(labels=place.labels[1:], subparagraph=None))
    return shorter if act.live_on(shorter, day) else None


def _alternatives(cites: Iterable[str]) -> str:
    *others, last = cites
    return f"{', '.join(others)} or {last}" if others else last
