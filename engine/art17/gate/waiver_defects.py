"""What is wrong with a waiver that no rule can see: its length, its digest, its rule, its use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from art17.gate.waivers import OWN_RULES, WaiverContext, fits, names_folder, waivable
from art17.model.artefact import Defect
from art17.model.days import date_in
from art17.model.nearest import did_you_mean
from art17.model.place import Place
from art17.model.waiver import Waiver

FORM = "write `art17: ignore[RULE] until DATE because REASON`"
ASKED = ("rule", "subject", "reason", "expires", "digest")
"""The fields of a waiver that say what it waives: one that is still to be filled in is not left out."""
_OF_ARTEFACTS = frozenset({"node", "link", "citation"})
"""The sorts of rules whose findings are always about an artefact."""
Made = Callable[[Waiver, WaiverContext], Iterator[Defect]]


def defects_of(waiver: Waiver, ground: WaiverContext) -> tuple[Defect, ...]:
    """Why a waiver that its fields allow does not stand, most basic first; nothing for one that is not in force.

    A comment is its own waiver, so also its form and its end are asked here.
    """
    if waiver.file:
        asked: tuple[Made, ...] = (_malformed, _expired, _forbidden, _long)
    else:
        asked = (_open, _forbidden, _long, _unbound, _changed) if waiver.is_in_force else ()
    for ask in asked:
        found = tuple(ask(waiver, ground))
        if found:
            return found
    return ()


def useless(waiver: Waiver, ground: WaiverContext, found: Collection[str], *, is_used: bool) -> Iterator[Defect]:
    """The defects of a waiver that stands: each rule and subject that is not known, or that it waives nothing.

    `found` are the subjects of the findings of the run.
    """
    slips = (*_unknown_rules(waiver, ground), *_unknown_subjects(waiver, ground, found))
    yield from slips
    if slips or is_used:
        return
    finding = f"no finding of {', '.join(waiver.rules)}"
    where = f" on {', '.join(waiver.words)}" if waiver.words else ""
    message = f"{_called(waiver)} waives nothing: there is {finding}{where}"
    fix = "take the comment out" if waiver.file else "fix it, or set `status: retired`"
    yield Defect("unused-waiver", waiver.place, _about(waiver), message, fix)


def _unknown_rules(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    known = [rule.id for rule in ground.rules]
    for glob in waiver.rules if known else ():
        if not any(fits(rule, (glob,)) for rule in known):
            message = f"{_called(waiver)} waives {glob}, which is not a rule{did_you_mean(glob, known)}"
            at = _place_in(waiver, "rule", glob, ground)
            yield Defect("unused-waiver", at, f"{waiver.name} {glob}", message, "fix it, or take it out")


def _unknown_subjects(waiver: Waiver, ground: WaiverContext, found: Collection[str]) -> Iterator[Defect]:
    """A provision, the QMS or what could not be read may be meant: then no subject is called unknown."""
    meant = [rule for rule in ground.rules if fits(rule.id, waiver.rules)]
    if ground.graph.unreadable or not meant or any(rule.subjects.sort not in _OF_ARTEFACTS for rule in meant):
        return
    for word in waiver.words:
        if word not in ground.by_name and word not in found:
            message = (
                f"{waiver.name} is about {word}, which is not the id of an artefact{did_you_mean(word, ground.by_name)}"
            )
            at = _place_in(waiver, "subject", word, ground)
            yield Defect("unused-waiver", at, f"{waiver.name} {word}", message, "fix it, or take it out")


def _place_in(waiver: Waiver, name: str, word: str, ground: WaiverContext) -> Place:
    """Where a waiver states a word: its entry in the list, else the field; a comment is one line."""
    if waiver.file:
        return waiver.place
    node = ground.graph.node(waiver.node)
    value = node.fields.get(name)
    at = value.index(word) if isinstance(value, list) and word in value else None
    return node.place_of(name) if at is None else node.place_of(name, at)


def _called(waiver: Waiver) -> str:
    return "A comment" if waiver.file else waiver.name


def _about(waiver: Waiver) -> str:
    return " ".join((waiver.name, *waiver.rules))


def _malformed(waiver: Waiver, _: WaiverContext) -> Iterator[Defect]:
    if not waiver.is_in_force:
        message = "A comment that is meant for art17 does not say which rule, until when, and why"
        yield Defect("malformed-ignore", waiver.place, "ignore", message, FORM)
    elif date_in(waiver.until) is None:
        message = f"A comment ignores {', '.join(waiver.rules)} until {waiver.until[:40]!r}, which is not a date"
        yield Defect("malformed-ignore", waiver.place, _about(waiver), message, "write the day as YYYY-MM-DD")
    elif wide := [glob for glob in waiver.rules if not names_folder(glob)]:
        message = f"A comment ignores {', '.join(wide)}, which does not name its rules by pack and folder"
        fix = "write the id of the rule, or a pattern such as `qms-practice/documents/*`"
        yield Defect("malformed-ignore", waiver.place, _about(waiver), message, fix)


def _open(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    """A placeholder is not taken for "left out", which would waive more than anybody approved."""
    node = ground.graph.node(waiver.node)
    blank = {name.partition(".")[0] for name in node.artefact.placeholders} if node.artefact else set[str]()
    for name in ASKED:
        if name in blank:
            message = f"{waiver.name} has a placeholder in `{name}`, so it waives nothing"
            yield Defect("unused-waiver", node.place_of(name), f"{waiver.name} {name}", message, f"fill in `{name}`")


def _expired(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    until = date_in(waiver.until)
    if until and until < ground.as_of:
        message = f"A comment ignored {', '.join(waiver.rules)} until {until}"
        yield Defect("expired-ignore", waiver.place, _about(waiver), message, "fix what it ignored, and take it out")


def _forbidden(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    allowed = waivable(ground.rules)
    meant = [rule.id for rule in ground.rules if fits(rule.id, waiver.rules)]
    refused = [rule for rule in meant if rule not in allowed]
    refused = refused or [glob for glob in waiver.rules if glob.startswith(OWN_RULES)]
    if refused and len(refused) >= len(meant):
        message = f"{_called(waiver)} waives {refused[0]}, which may not be waived"
        yield Defect("forbidden-waiver", waiver.place, _about(waiver), message, "fix what the rule finds instead")


def _long(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    until = date_in(waiver.until)
    if ground.at_most is None or until is None:
        return
    since = date_in(waiver.approved_on) or ground.as_of
    last = _after(since, ground)
    if last and until > last:
        allowed = f"the manifest allows {ground.at_most.text} from {since}, which is until {last}"
        message = f"{_called(waiver)} waives {', '.join(waiver.rules)} until {until}; {allowed}"
        fix = "name an earlier end, and look again then"
        yield Defect("long-waiver", waiver.until_at or waiver.place, _about(waiver), message, fix)


def _after(since: date, ground: WaiverContext) -> date | None:
    try:
        return ground.at_most.after(since) if ground.at_most else None
    except OverflowError:
        return None


def _unbound(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    if not waiver.subjects or waiver.digests:
        return
    name, digest = _subject(waiver.subjects[0], ground)
    message = f"{waiver.name} does not state the digest of {name}, so it waives nothing"
    fix = f"look at {name}, and set `digest: {digest}`"
    yield Defect("unbound-waiver", waiver.place, waiver.name, message, fix)


def _changed(waiver: Waiver, ground: WaiverContext) -> Iterator[Defect]:
    at = waiver.digest_at or waiver.place
    for index in waiver.subjects:
        name, digest = _subject(index, ground)
        if digest not in waiver.digests:
            message = f"{name} has changed since {waiver.name} was approved, so it waives nothing"
            fix = f"have the waiver approved again for {name} as it is now, and set `digest: {digest}`"
            yield Defect("changed-since-waived", at, f"{waiver.name} {name}", message, fix)


def _subject(index: int, ground: WaiverContext) -> tuple[str, str]:
    return ground.graph.address(index), ground.digest_of(ground.graph.node(index))
