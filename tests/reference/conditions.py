"""Conditions (sections 4 and 6 to 8 of the page)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from art17.citations.citations import cited
from art17.graph.node import DERIVED, Node
from art17.law.application import binding
from art17.model.value import Value
from art17.model.vocabulary import FieldOf
from reference.fields import (
    RECKONS,
    all_parts,
    attempt,
    despite_operands,
    field_answer,
    growth,
    has_open_operand,
    holds,
    is_open_operand,
    kind_of,
    limits,
    operands,
    owner_of,
    part_of,
    passes,
    same,
    together,
    values_of,
    within_bounds,
)
from reference.kinds import MalformedError, read
from reference.kleene import NO, UNKNOWN, YES, Answer, Truth, all_of, any_of, both, either, inverted, opposite, plain
from reference.paths import MANY, Walk
from reference.world import WITHDRAWN, Thing, World

LINK_TESTS = ("some", "every", "none", "count")
PARTS = (
    "that",
    "as",
    "including",
    "may_be_none",
    "distinct",
    "at_least",
    "at_most",
    "exactly",
    "then",
    "else",
    "along",
    "by",
    "per",
)


def judge(condition: dict[str, Value], thing: Thing, world: World) -> Answer:
    """Whether all entries of a condition hold."""
    return both([entry(key, condition, thing, world) for key in condition if key not in PARTS])


def entry(key: str, condition: dict[str, Value], thing: Thing, world: World) -> Answer:  # noqa: C901
    """Whether one entry of a condition holds."""
    value = condition[key]
    if key in LINK_TESTS:
        return link_test(key, condition, thing, world)
    if key in ("latest", "earliest"):
        return newest(key, condition, thing, world)
    match key:
        case "share":
            return share(value, thing, world)
        case "computed":
            return about(thing, world, computed(value, thing, world))
        case "all":
            return both([judge(each, thing, world) for each in value])
        case "any":
            return either([judge(each, thing, world) for each in value])
        case "not":
            return opposite(judge(value, thing, world))
        case "if":
            return choice(condition, thing, world)
        case "is":
            whose = value["of"] if isinstance(value, dict) and "of" in value else "subject"
            other = starting(whose, thing, world)
            return plain(thing.start >= 0 and thing.start == other.start)
        case "type":
            return UNKNOWN if has_no_known_type(thing, world) else plain(thing.type in listed(value))
        case "trait":
            return UNKNOWN if has_no_known_type(thing, world) else plain(has_trait(value, thing, world))
        case "field":
            return both([asked(thing, name, tests, world) for name, tests in value.items()])
        case "acyclic":
            return acyclic(value, thing, world)
        case "unique":
            return about(thing, world, unique(value, thing, world))
        case "cites":
            return about(thing, world, plain(cites(value, thing, world)))
        case "satisfies":
            return satisfies(value, thing, world)
        case "leads_to":
            return leads_to(value, listed(condition["along"]), thing, world)
        case "linked":
            return linked(listed(value), thing, world)
        case "bound_to":
            return about(thing, world, bound_to(value, thing, world))
        case "provider":
            return one_of([index for index in world.all() if "organisation" in world.traits(index)], value, world)
        case "system":
            whose = thing if thing.start >= 0 else world.subject
            return one_of(sorted(world.systems_of(whose.start)), value, world)
        case "law":
            law = [world.act.version_on(world.as_of)] if world.act else []
            return plain(passes(law, FieldOf("date"), value, thing, world))
        case "file":
            return about(thing, world, judge(value, file_of(thing, world), world))
        case "left_out_by" | "came_before":
            return about(thing, world, plain(left_out(str(value), thing, world, once=key == "came_before")))
    return asked(thing, key, value, world)


def asked(thing: Thing, name: str, tests: Value, world: World) -> Answer:
    """What a field test says; nothing is known of the fields of an unreadable file, or the status of an unsure link."""
    if thing.type == "(link)" and name == "status" and isinstance(thing.fields["status"], dict):
        return UNKNOWN
    return about(thing, world, field_answer(thing, name, tests, world))


def file_of(thing: Thing, world: World) -> Thing:
    """The facts of the file of a node, as fields; what is not known of it is absent."""
    node = world.node(thing.start)
    words, reading = node.artefact.words, node.artefact.reading
    fields = {
        "path": node.artefact.describes or node.place.path,
        "words": str(words) if words >= 0 else None,
        "headings": node.fields.get("sections"),
        "language": (reading.language or None) if reading else None,
        "origin": origins_of(node),
    }
    return Thing(thing.start, "(file)", fields, is_node=False)


def origins_of(node: Node) -> dict[str, Value]:
    """Of each field that its files give a value, where that comes from."""
    fields = {"type": node.type, **node.fields}
    stated = [name for name in fields if name not in DERIVED and values_of(fields[name], [])]
    found = {name: node.artefact.origins.get(name, "data") for name in stated}
    return {name: "text" if origin == "entry" else origin for name, origin in found.items()}


def about(thing: Thing, world: World, answer: Answer) -> Answer:
    """An answer about a node; undecided where its file cannot be read."""
    return UNKNOWN if thing.is_node and thing.start >= 0 and world.node(thing.start).unreadable else answer


def left_out(provision: str, thing: Thing, world: World, *, once: bool) -> Truth:
    """Whether a transitional provision leaves a system out, or (once) did when it came."""
    found = [each for each in world.act.transitions if each.basis == provision] if world.act else []
    point, section = (str(thing.fields.get(name) or "") for name in ("annex_iii_point", "annex_i_section"))
    if not found or (found[0].is_of_high_risk and not (point or section)):
        return False
    rule = found[0]
    day = binding(
        world.act, rule.applies_with, world.as_of, annex_iii_point=point or None, annex_i_section=section or None
    ).applies_from
    if day is None:
        return False

    def values(*names: str, kind: str = "date") -> list[Value]:
        return [known(each, kind) for name in names for each in values_of(thing.fields.get(name), [])]

    def known(text: Value, kind: str) -> Value:
        try:
            return read(text, kind, world.act)
        except MalformedError:
            return None

    came = any_of([None if at is None else at < day for at in values(*rule.market)])
    if once:
        return came
    if rule.until is not None and world.as_of >= rule.until:
        return False
    changed = any_of([None if at is None else day <= at <= world.as_of for at in values(rule.unless_changed)])
    is_over = rule.public_until is not None and world.as_of >= rule.public_until
    public = any_of(values(*rule.public, kind="boolean")) if is_over else False
    return all_of([came, opposite_of(changed), opposite_of(public)])


def opposite_of(truth: Truth) -> Truth:
    return None if truth is None else not truth


def has_no_known_type(thing: Thing, world: World) -> bool:
    """Whether a file cannot be read, and its path does not tell its type."""
    return thing.is_node and thing.start >= 0 and world.node(thing.start).unreadable and not thing.type


def has_trait(trait: Value, thing: Thing, world: World) -> bool:
    return thing.start >= 0 and trait in world.traits(thing.start)


def listed(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def choice(condition: dict[str, Value], thing: Thing, world: World) -> Answer:
    """`if` with `then` is: not the one, or the other; `else` adds: the one, or the third."""
    asked_first = judge(condition["if"], thing, world)
    parts = [either([opposite(asked_first), judge(condition["then"], thing, world)])]
    if "else" in condition:
        parts.append(either([asked_first, judge(condition["else"], thing, world)]))
    return both(parts)


def one_of(indices: list[int], condition: dict[str, Value], world: World) -> Answer:
    """Whether one of the nodes passes; it rests on what the first that does rests on."""
    return either(judge(condition, world.thing(index), world) for index in indices)


def some(answers: dict[int, Answer], doubt: int, world: World) -> Answer:
    """One node passes: the strongest with all that it rests on, then the first in node order."""
    passing = [(index, *used) for index, (truth, used) in answers.items() if truth]
    if passing:
        return True, tuple(dict.fromkeys(min(passing, key=lambda rests: (world.weakest(rests), rests[0]))))
    return UNKNOWN if doubt or any(answer[0] is None for answer in answers.values()) else NO


def link_test(key: str, condition: dict[str, Value], thing: Thing, world: World) -> Answer:
    """`some`, `every`, `none` and `count` over the nodes that a path reaches."""
    answers, doubt = reached_answers(key, condition, thing, world)
    if key == "some":
        return some(answers, doubt, world)
    if key == "none":
        return opposite(some(answers, doubt, world))
    if key == "every":
        whole = both([(truth, (index, *used)) for index, (truth, used) in answers.items()])
        return UNKNOWN if whole[0] and doubt else whole
    return count(condition, answers, doubt, thing, world)


def reached_answers(key: str, condition: dict[str, Value], thing: Thing, world: World) -> tuple[dict[int, Answer], int]:
    """What each reached node says to `that`, and how many more may be reached."""
    walk = Walk(world, listed(condition.get("including")))
    path, start = path_and_start(condition[key], thing, world)
    reached = walk.reached(path, start)
    if path.strip() == "artefacts" and key != "every":
        walk.open_lists |= open_registers(listed(condition.get("that", {}).get("type")), world)
    doubt = walk.doubt(reached)
    return {index: passing(condition, index, world) for index in reached}, doubt


def starting(whose: str, thing: Thing, world: World) -> Thing:
    """The thing here (""), the subject, or a named one."""
    if not whose:
        return thing
    return world.subject if whose == "subject" else world.named[whose]


def path_and_start(stated: Value, thing: Thing, world: World) -> tuple[str, int]:
    """A path, and the node where it starts."""
    if isinstance(stated, dict):
        return stated["path"], starting(stated["from"], thing, world).start
    return stated, thing.start


def passing(condition: dict[str, Value], index: int, world: World) -> Answer:
    """Whether a reached node passes what stands under `that`."""
    there = world.thing(index)
    inner = replace(world, named={**world.named, condition["as"]: there}) if "as" in condition else world
    return judge(condition["that"], there, inner) if "that" in condition else YES


def count(condition: dict[str, Value], answers: dict[int, Answer], doubt: int, thing: Thing, world: World) -> Answer:
    """Whether the number of nodes that pass, or of different values among them, keeps the bounds."""
    low, high = counted(condition, answers, doubt, world)
    stated = {word: condition[word] for word in ("at_least", "at_most", "exactly") if word in condition}
    counts = {word: each for word, each in stated.items() if isinstance(each, dict) and "count" in each}
    bounds = limits({word: each for word, each in stated.items() if word not in counts}, thing, world)
    also: list[int] = []
    for word, each in counts.items():
        others, more = reached_answers("count", each, thing, world)
        bounds[word] = [counted(each, others, more, world)]
        also += [i for index, (truth, used) in others.items() if truth for i in (index, *used)]
    truth = within_bounds(low, high, bounds)
    own = [i for index in answers if answers[index][0] for i in (index, *answers[index][1])]
    return truth, tuple(dict.fromkeys([*own, *also])) if truth else ()


def counted(condition: dict[str, Value], answers: dict[int, Answer], doubt: int, world: World) -> tuple[int, int]:
    """Between which numbers that of the nodes that pass lies, or that of different values among them."""
    passed = [index for index, answer in answers.items() if answer[0]]
    possible = [index for index, answer in answers.items() if answer[0] is not False]
    if "distinct" not in condition:
        return len(passed), len(possible) + doubt
    name = condition["distinct"]
    values, malformed = distinct(name, passed, world)
    undecided = [len(values_of(world.thing(i).fields, name.split("."))) for i in possible if i not in passed]
    high = len(values) + malformed + sum(max(1, number) for number in undecided)
    high += MANY * any(world.is_open(world.thing(index), name) for index in possible)
    return len(values), high + doubt


def share(stated: dict[str, Value], thing: Thing, world: World) -> Answer:
    """Whether the part that passes is within bounds, whichever way what is not known turns out."""
    sure: list[tuple[int, Answer]] = []
    perhaps: list[Truth] = []
    walk = Walk(world, listed(stated.get("including")))
    path, start = path_and_start(stated["of"], thing, world)
    reached = walk.reached(path, start)
    if path.strip() == "artefacts":
        walk.open_lists |= open_registers(listed(stated.get("where", {}).get("type")), world)
    doubt = walk.doubt(reached)
    for index in reached:
        there = world.thing(index)
        inner = replace(world, named={**world.named, stated["as"]: there}) if "as" in stated else world
        is_in, why = judge(stated["where"], there, inner) if "where" in stated else YES
        if is_in is not False:
            answer, more = judge(stated["that"], there, inner)
            sure += [(index, (answer, (*why, *more)))] if is_in else []
            perhaps += [] if is_in else [answer]
    told = [truth for _, (truth, _) in sure]
    truth = all_of(
        agreed(
            [
                kept(told.count(True) + more, len(sure) + out, word, stated[word])
                for more, out in ways(told.count(None), perhaps, doubt)
            ]
        )
        for word in ("at_least", "at_most")
        if word in stated
    )
    used = [i for index, (passed, more) in sure if passed for i in (index, *more)]
    return truth, tuple(dict.fromkeys(used)) if truth else ()


def ways(undecided: int, perhaps: list[Truth], doubt: int):
    """How many more may pass, and how many more may count: every way in which what is not known may turn out."""
    for passing in range(undecided + 1):
        for of_good in range(perhaps.count(True) + 1):
            for of_bad in range(perhaps.count(False) + 1):
                for number in {*range(min(perhaps.count(None) + doubt, 4) + 1), perhaps.count(None) + doubt}:
                    for good in {0, number // 2, number}:
                        yield passing + of_good + good, of_good + of_bad + number


def kept(passing: int, whole: int, word: str, percent: str) -> bool:
    """Whether so many of so many are within a bound; a share of nothing is not."""
    if not whole:
        return False
    part, bound = Fraction(passing, whole), Fraction(percent.rstrip("% ")) / 100
    return part >= bound if word == "at_least" else part <= bound


def computed(stated: dict[str, Value], thing: Thing, world: World) -> Answer:
    """Whether what is reckoned passes tests, as the value of a field would."""
    word = next(each for each in RECKONS if each in stated)
    tests = {key: value for key, value in stated.items() if key not in (word, "of", "that")}
    kind = kind_reckoned(word, stated, thing, world)
    used: tuple[int, ...] = ()
    try:
        if "of" in stated:
            value, used = over(word, stated, kind, thing, world)
        else:
            value = here(word, stated[word], kind, thing, world)
    except MalformedError:
        return UNKNOWN
    values = [] if value is None else [value.isoformat() if kind.kind == "date" else f"{value:f}"]
    truths = []
    for operator, wanted in tests.items():
        truth = holds(operator, wanted, values, kind, thing, world)
        if has_open_operand(operator, wanted, kind, thing, world):
            truth = despite_operands(truth, operator, wanted, growth(operator, wanted, kind))
        truths.append(truth)
    truth = all_of(truths)
    return truth, used if truth else ()


def kind_reckoned(word: str, stated: dict[str, Value], thing: Thing, world: World) -> FieldOf:
    """Days, where a part is a day or a field of this node that holds days; else numbers."""
    if word in ("sum", "product"):
        return FieldOf("number")
    for part in all_parts(stated[word]):
        name = part.get("field", "") if isinstance(part, dict) and "of" not in part else part
        if not isinstance(name, str):
            continue
        kinds = [world.vocabulary.field_of(each, tuple(name.split("."))) for each in ["", *world.vocabulary.types]]
        if re.match(r"\d{4}-\d\d-\d\d", name) or any(kind is not None and kind.kind == "date" for kind in kinds):
            return FieldOf("date")
    return FieldOf("number")


def here(word: str, stated: Value, kind: FieldOf, thing: Thing, world: World):
    """What is reckoned of the fields of one thing, or None where a part has no value."""
    parts = [part_of(each) for each in all_parts(stated)]
    if any(may_be_more(part, thing, world) for part in parts):
        raise MalformedError
    found = [operands(part, kind, thing, world) for part in parts]
    return together(word, [one() for part in found for one in part]) if all(found) else None


def may_be_more(part: Value, thing: Thing, world: World) -> bool:
    """Whether a part is an open field on which its text is not silent."""
    if not isinstance(part, dict) or not is_open_operand(part, thing, world):
        return False
    whose = owner_of(part, thing, world)
    return not world.is_silent(whose, part.get("field") or part["subject"])


def over(word: str, stated: dict[str, Value], kind: FieldOf, thing: Thing, world: World):
    """What is reckoned of the fields of all nodes that count, and what was used."""
    condition = {"that": stated["that"]} if "that" in stated else {}
    answers, doubt = reached_answers("of", {"of": stated["of"], **condition}, thing, world)
    if doubt or any(truth is None for truth, _ in answers.values()):
        raise MalformedError
    found: list[object] = []
    used: list[int] = []
    for index, (truth, more) in answers.items():
        if truth:
            there = world.thing(index)
            parts = [part_of(each) for each in all_parts(stated[word])]
            if world.node(index).unreadable or any(may_be_more(part, there, world) for part in parts):
                raise MalformedError
            used += [index, *more]
            found += [one() for part in parts for one in operands(part, kind, there, world)]
    return (together(word, found) if found else None), tuple(dict.fromkeys(used))


def newest(key: str, condition: dict[str, Value], thing: Thing, world: World) -> Answer:
    """Per thing, what has the greatest (or least) date that has come passes `that`."""
    walk = Walk(world, [])
    named = listed(condition.get("that", {}).get("type"))
    path, start = path_and_start(condition[key], thing, world)
    whole_way = walk.reached(path, start)
    if path.strip() == "artefacts":
        walk.open_lists |= open_registers(named, world)
    reached = [i for i in whole_way if may_be(i, named, world)]
    doubt = walk.doubt(whole_way)
    groups: dict[str, list[int]] = {}
    for index in reached:
        if day_of(index, condition["by"], key, world) is not None:
            things, more = things_of(index, condition.get("per"), world)
            doubt += more
            for one in things:
                groups.setdefault(one, []).append(index)
    answers = {index: passing(condition, index, world) for index in reached}
    parts: list[Truth] = []
    used: list[int] = []
    for members in groups.values():
        days = {index: day_of(index, condition["by"], key, world) for index in members}
        dated = {index: day for index, day in days.items() if not isinstance(day, str)}
        best = (max if key == "latest" else min)(dated.values(), default=None)
        chosen = [index for index, day in dated.items() if day == best]
        used += [each for index in chosen for each in (index, *answers[index][1])]
        told = [answers[index][0] for index in chosen]
        told += [answers[index][0] for index, day in days.items() if isinstance(day, str)]
        parts.append(agreed(told if chosen else [True, *told]))
        if not chosen:
            parts[-1] = parts[-1] if any_dated(groups, condition, key, world) else agreed([False, *told])
    whole = all_of(parts) if any_dated(groups, condition, key, world) else agreed([False, *parts])
    if doubt:
        whole = agreed([whole, None if "that" in condition else True])
    return whole, tuple(dict.fromkeys(used)) if whole else ()


def may_say_more(thing: Thing, name: str, world: World) -> bool:
    """Whether more of a field may stand in the text of a node than was read."""
    return world.is_open(thing, name) and not world.is_silent(thing, name)


def open_registers(named: list[str], world: World) -> set[int]:
    """The artefacts in force whose text may list more items of these types."""
    return {
        index
        for index in world.all()
        if world.counts(index, []) and world.lists_more(index)
        if not set(named).isdisjoint(world.vocabulary.types[world.node(index).type].items.values())
    }


def any_dated(groups: dict[str, list[int]], condition: dict[str, Value], key: str, world: World) -> bool:
    days = [day_of(index, condition["by"], key, world) for members in groups.values() for index in members]
    return any(not isinstance(day, str) for day in days)


def agreed(truths: list[Truth]) -> Truth:
    """What all say; undecided where they do not say the same."""
    return truths[0] if all(truth is truths[0] for truth in truths) else None


def day_of(index: int, name: str, key: str, world: World):
    """The day of a node: the newest (or oldest) that has come, None where none has, a text where one is malformed."""
    if world.node(index).unreadable:
        return "unreadable"
    if may_say_more(world.thing(index), name, world):
        return "open"
    try:
        days = [read(value, "date", world.act) for value in values_of(world.node(index).fields, name.split("."))]
    except MalformedError:
        return "malformed"
    return (max if key == "latest" else min)([day for day in days if day <= world.as_of], default=None)


def may_be(index: int, named: list[str], world: World) -> bool:
    """Whether a node is of one of the types that are named, as far as can be read."""
    node = world.node(index)
    return not named or node.type in named or (node.unreadable and not node.type)


def things_of(index: int, per: str | None, world: World) -> tuple[list[str], int]:
    """The things that a node is about, as texts, and how many more there may be."""
    if per is None:
        return [""], 0
    if re.findall(r"[A-Za-z][\w-]*", per)[0] in (*world.vocabulary.links, *world.vocabulary.inverses, "any"):
        walk = Walk(world, [])
        reached = walk.reached(per, index)
        return [str(one) for one in reached] or [""], walk.doubt(reached)
    found, unread = distinct(per, [index], world)
    more = may_say_more(world.thing(index), per, world)
    return [f"a {one}" for one in found] or [""], unread - world.node(index).unreadable + more


def distinct(name: str, indices: list[int], world: World) -> tuple[list[object], int]:
    """The different values of a field among nodes, and how many more there may be that are malformed."""
    found: list[object] = []
    unread = 0
    for index in indices:
        there = world.thing(index)
        kind = kind_of(there, name, world).kind
        unread += world.node(index).unreadable
        for value in values_of(there.fields, name.split(".")):
            try:
                one = read(value, kind, world.act)
            except MalformedError:
                unread += 1
                continue
            if not any(same(one, other, world) for other in found):
                found.append(one)
    return found, unread


def acyclic(path: str, thing: Thing, world: World) -> Answer:
    """Whether the node is not reached from itself; nodes of every status count on the way."""
    walk = Walk(world, ["draft", "in-review", "superseded", "retired"])
    reached = walk.reached(f"({path})+", thing.start)
    return plain(thing.start not in reached)


def unique(name: str, thing: Thing, world: World) -> Answer:
    """Whether no other subject-worthy node of the type has an equal value."""
    kind = kind_of(thing, name, world).kind

    def equal(fields) -> Truth:
        """Whether a value of the node equals one of these; undecided where one of the two is malformed."""
        pairs = [(one, other) for one in written(thing.fields) for other in written(fields)]
        return any_of(attempt(lambda p=pair: same(value(p[0]), value(p[1]), world)) for pair in pairs)

    def written(fields) -> list[Value]:
        return values_of(fields, name.split("."))

    def value(text: Value) -> object:
        return read(text, kind, world.act)

    others = [
        index
        for index in world.all()
        if index != thing.start and (world.node(index).type == thing.type or may_hold(index, thing.type, world))
        if world.status(index) not in WITHDRAWN
    ]
    found = [None if world.node(i).unreadable else equal(world.node(i).fields) for i in others]
    truth = inverted(any_of(found)) if written(thing.fields) else True
    if truth and may_say_more(thing, name, world):
        truth = None
    if truth and written(thing.fields) and any(may_say_more(world.thing(i), name, world) for i in others):
        truth = None
    return plain(truth)


def may_hold(index: int, type_name: str, world: World) -> bool:
    """Whether a file that cannot be read may be of a type, or a register of such."""
    node = world.node(index)
    kind = world.vocabulary.types.get(node.type)
    return node.unreadable and (kind is None or type_name in kind.items.values())


def cites(wanted: Value, thing: Thing, world: World) -> bool:
    """Whether the node has a citation of one of the provisions or of what is beneath it."""
    return any(
        world.beneath(world.act.resolve(of.at.citation.provision), one_cite(each))
        for of in world.graph.citations
        if of.node == thing.start and of.at.citation.provision and of.at.citation.act == world.act.id
        for each in listed(wanted)
    )


def one_cite(text: str) -> str:
    return cited(text)[0].provision or ""


def claims(thing: Thing, world: World) -> tuple[list[str], bool]:
    """What a node claims to satisfy, and whether some of it cannot be read."""
    kind = world.vocabulary.types.get(thing.type)
    declared = [one_cite(each) for each in kind.satisfies] if kind else []
    written = values_of(thing.fields, ["satisfies"])
    if not written:
        return declared, False
    found, unread = [], False
    for value in written:
        if isinstance(value, str) and cited(value)[0].act not in (world.act.id, None):
            continue
        try:
            found.append(read(value, "citation", world.act))
        except MalformedError:
            unread = True
    able = [c for c in found if any(world.beneath(c, d) or world.beneath(d, c) for d in declared)]
    return able, unread


def satisfies(wanted: Value, thing: Thing, world: World) -> Answer:
    """Whether the node claims a provision or one beneath it."""
    if isinstance(wanted, dict):
        cites_of = values_of(world.subject.fields, [wanted["subject"]])
    else:
        cites_of = [cite.provision for text in listed(wanted) for cite in cited(text)]
    found, _ = claims(thing, world)
    return about(thing, world, plain(any(world.beneath(claim, cite) for claim in found for cite in cites_of)))


def leads_to(condition: Value, along: list[str], thing: Thing, world: World) -> Answer:
    """Whether a node that passes is reached by these links in either direction."""
    reached = around(thing.start, along, world)
    answers = {index: judge(condition, world.thing(index), world) for index in sorted(reached)}
    return some(answers, len(world.unreadable()), world)


def around(start: int, along: list[str], world: World) -> set[int]:
    """The nodes that links lead to from a node, in either direction, one or more times."""
    walk = Walk(world, [])
    own = world.systems_of(start) or set(world.all())
    reached: set[int] = set()
    frontier = {start} if start >= 0 else set()
    while frontier:
        found = {
            there
            for here in frontier
            for name in along
            for back in (False, True)
            for there in walk.step(name, back, here)
            if fits(there, own, world)
        }
        frontier = {index for index in found - reached if may_pass(index, world)}
        reached |= found
    return reached - {start}


def carriers(cite: str, system: int, world: World) -> list[int]:
    """The nodes in force that claim a provision, one beneath or one above, of the system or of the house."""
    return [
        index
        for index in world.all()
        if world.counts(index, []) and not world.node(index).unreadable
        if not world.systems_of(index) or system in world.systems_of(index)
        if any(
            world.beneath(claim, cite) or world.beneath(cite, claim) for claim in claims(world.thing(index), world)[0]
        )
    ]


def linked(along: list[str], thing: Thing, world: World) -> Answer:
    """Whether one that carries the source of a linkage carries the target, or leads to one that does."""
    sources, targets = (carriers(str(thing.fields[end]), thing.start, world) for end in ("source", "target"))
    ways = [(source,) for source in sources if source in targets]
    ways += [(source, goal) for source in sources for goal in around(source, along, world) & set(targets)]
    if ways:
        return True, min(ways, key=lambda way: (world.weakest(way), way))
    return UNKNOWN if world.unreadable() else NO


def bound_to(path: str, thing: Thing, world: World) -> Answer:
    """Whether a path leads to something, and the digest of each node is stated in `digest`."""
    walk = Walk(world, [])
    reached = walk.reached(path, thing.start)
    doubt = walk.doubt(reached)
    stated = values_of(thing.fields, ["digest"])
    leads: Truth = True if reached else None if doubt else False
    each: list[Truth] = [None if world.node(i).unreadable else world.digest(i) in stated for i in reached]
    return both([plain(leads), *map(plain, each), *[plain(None if stated else False)] * doubt])


def fits(index: int, own: set[int], world: World) -> bool:
    """Never over a node that reaches systems but none of those that the start reaches, if it reaches any."""
    systems = world.systems_of(index)
    return not systems or bool(systems & own)


def may_pass(index: int, world: World) -> bool:
    return not world.traits(index) & {"person", "role", "system", "organisation", "index"}
