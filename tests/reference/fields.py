"""Field tests (section 5 of the page)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from art17.model.value import Value
from art17.model.vocabulary import SUBJECTS, FieldOf
from reference.kinds import MalformedError, Span, as_span, compare, moved, read
from reference.kleene import Truth, all_of, any_of, inverted
from reference.world import Thing, World

TEXT = FieldOf()
OPERATORS = (
    *("present", "absent", "is", "is_not", "in", "matches", "starts_with", "ends_with", "at_least", "at_most"),
    *("before", "after", "within", "contains", "contains_all", "same_as", "differs_from", "count"),
    *("every", "some", "none"),
)
RECKONS = ("sum", "product", "minimum", "maximum")
DATES = ("date",)
ORDERED = ("date", "duration", "number", "integer", "version")
ORDERS = {"at_least": ORDERED, "at_most": ORDERED, "before": DATES, "after": DATES, "within": DATES}


def values_of(value: Value, steps: list[str]) -> list[Value]:
    """What is found by descending: lists opened, placeholders and empty texts left out."""
    if isinstance(value, list):
        return [found for part in value for found in values_of(part, steps)]
    if steps:
        return values_of(value.get(steps[0]), steps[1:]) if isinstance(value, dict) else []
    return [] if not value or not has_text(value) else [value]


def has_text(value: Value) -> bool:
    if isinstance(value, dict):
        return any(has_text(part) for part in value.values())
    if isinstance(value, list):
        return any(has_text(part) for part in value)
    return bool(value)


def kind_of(thing: Thing, name: str, world: World) -> FieldOf:
    """What the type declares the field to hold; text where nothing does."""
    steps = tuple(name.split("."))
    if thing.type in SUBJECTS:
        return SUBJECTS[thing.type].at(steps) or TEXT
    return world.vocabulary.field_of(thing.type, steps) or TEXT


def field_holds(thing: Thing, name: str, tests: Value, world: World) -> Truth:
    """Whether the values of a field of a node pass the tests."""
    return field_answer(thing, name, tests, world)[0]


def field_answer(thing: Thing, name: str, tests: Value, world: World) -> tuple[Truth, tuple[int, ...]]:
    """The same, and `~node` for each operator that only what was read from the text of the node makes true."""
    values = values_of(thing.fields, name.split("."))
    kind = kind_of(thing, name, world)
    truths: list[Truth] = []
    used: tuple[int, ...] = ()
    for word, wanted in written_out(tests).items():
        truth = holds(word, wanted, values, kind, thing, world)
        grows = growth(word, wanted, kind)
        if world.is_open(thing, name):
            if truth and values:
                used = (~thing.start,)
            if values or not world.is_silent(thing, name):
                truth = truth if truth is grows and grows is not None else None
        elif has_open_operand(word, wanted, kind, thing, world):
            truth = despite_operands(truth, word, wanted, grows)
        truths.append(truth)
    return all_of(truths), used


def growth(word: str, wanted: Value, kind: FieldOf) -> Truth:
    """Whether more values can only make an operator true (True), only false (False), or either (None)."""
    match word:
        case "present":
            return wanted == "true"
        case "absent":
            return wanted == "false"
        case "is_not" | "differs_from":
            return False
        case "count":
            if set(wanted) == {"at_most"} and isinstance(wanted["at_most"], dict):
                return None
            return True if set(wanted) == {"at_least"} else False if set(wanted) == {"at_most"} else None
        case "every":
            return None
        case "some" | "none":
            return (word == "some") if not asks_parts(wanted) or growth_of_parts(wanted, kind) is True else None
    return True


def asks_parts(tests: Value) -> bool:
    """Whether a test of each value is a condition on mappings: it names something that is no operator."""
    return any(word not in OPERATORS for word in written_out(tests))


def despite_operands(truth: Truth, word: str, wanted: Value, grows: Truth) -> Truth:
    """What stays of a truth where an operand may have more values: of what is reckoned nothing."""
    if is_reckoned(wanted):
        return None
    if word == "count":
        grows = True
    return truth if truth is grows and grows is not None else None


def is_reckoned(wanted: Value) -> bool:
    """Whether something that is compared with is a sum, a product, a least or a greatest."""
    if isinstance(wanted, list):
        return any(is_reckoned(each) for each in wanted)
    if isinstance(wanted, dict):
        return any(word in wanted for word in RECKONS) or any(is_reckoned(each) for each in wanted.values())
    return False


def growth_of_parts(condition: Value, kind: FieldOf) -> Truth:
    """The same of a condition on a mapping: what all of its parts say alike."""
    found: set[Truth] = set()
    for key, tests in condition.items():
        match key:
            case "all" | "any":
                found |= {growth_of_parts(each, kind) for each in tests}
            case "not":
                found.add(inverted(growth_of_parts(tests, kind)))
            case "if":
                found.add(None)
            case "then" | "else":
                pass
            case "field":
                found |= {growth_of_parts(tests, kind)}
            case _:
                part = kind.at(tuple(key.split("."))) or TEXT
                found |= {growth(word, wanted, part) for word, wanted in written_out(tests).items()}
    return found.pop() if len(found) == 1 else None


def has_open_operand(word: str, wanted: Value, kind: FieldOf, thing: Thing, world: World) -> bool:
    """Whether an operator compares with a field of which more may stand in a text."""
    if word in ("every", "some", "none"):
        if asks_parts(wanted):
            return False
        return any(has_open_operand(one, inner, kind, thing, world) for one, inner in written_out(wanted).items())
    if word == "count":
        return any(is_open_operand(each, thing, world) for each in wanted.values())
    return any(is_open_operand(each, thing, world) for each in (wanted if isinstance(wanted, list) else [wanted]))


def is_open_operand(operand: Value, thing: Thing, world: World) -> bool:
    """Whether a field that an operand names, for its value or for how far it is moved, may have more values."""
    if not isinstance(operand, dict):
        return False
    for word in RECKONS:
        if word in operand:
            return any(is_open_operand(part_of(each), thing, world) for each in all_parts(operand[word])) or any(
                is_open_operand(operand.get(shift), thing, world) for shift in ("plus", "minus")
            )
    if any(is_open_operand(operand.get(shift), thing, world) for shift in ("plus", "minus")):
        return True
    if not operand.keys() & {"field", "subject", "of"}:
        return False
    return world.is_open(owner_of(operand, thing, world), operand.get("field") or operand["subject"])


def owner_of(operand: dict[str, Value], thing: Thing, world: World) -> Thing:
    """Whose field an operand names."""
    if "subject" in operand:
        return world.subject
    return world.named[operand["of"]] if "of" in operand else thing


def all_parts(stated: Value) -> list[Value]:
    return stated if isinstance(stated, list) else [stated]


def part_of(stated: Value) -> Value:
    """A part of what is reckoned: a text that is neither number nor day is the name of a field."""
    if not isinstance(stated, str) or re.fullmatch(r"[+-]?\d+(\.\d+)?|\d{4}-\d\d-\d\d.*", stated):
        return stated
    return {"field": stated}


def written_out(tests: Value) -> dict[str, Value]:
    """The operators of a test, its short forms written out."""
    if tests in ("present", "absent"):
        return {tests: "true"}
    return tests if isinstance(tests, dict) else {"is": tests}


def passes(values: list[Value], kind: FieldOf, tests: Value, thing: Thing, world: World) -> Truth:
    """Whether values pass all tests, each on its own."""
    return all_of(holds(word, wanted, values, kind, thing, world) for word, wanted in written_out(tests).items())


def holds(word: str, wanted: Value, values: list[Value], kind: FieldOf, thing: Thing, world: World) -> Truth:  # noqa: C901
    """Whether values pass one operator."""

    def one(test: Callable[[object], Truth]) -> Truth:
        """Whether one value passes; undecided for a value that is malformed."""
        return any_of(attempt(lambda value=value: test(read(value, kind.kind, world.act))) for value in values)

    def against(operand: Value, test: Callable[[object, object], bool]) -> Truth:
        return one(lambda value: any_of(attempt(lambda o=other: test(*alike(value, o()))) for other in meant(operand)))

    def meant(operand: Value) -> list[Callable[[], object]]:
        return operands(operand, kind, thing, world)

    if word in ORDERS and kind.kind not in ORDERS[word]:
        return None if values else False
    match word:
        case "present":
            return bool(values) is (wanted == "true")
        case "absent":
            return bool(values) is (wanted == "false")
        case "is" | "same_as":
            return against(wanted, lambda a, b: alike_in(kind, a, b, world))
        case "is_not" | "differs_from":
            return inverted(holds("is", wanted, values, kind, thing, world))
        case "in":
            return any_of(holds("is", each, values, kind, thing, world) for each in wanted)
        case "matches":
            return one(lambda value: re.search(wanted, str(value)) is not None)
        case "starts_with" | "ends_with":
            texts = operands(wanted, FieldOf(), thing, world)
            return one(lambda value: any_of(attempt(lambda o=other: begins(word, value, o())) for other in texts))
        case "at_least":
            return against(wanted, lambda a, b: compare(a, b, world.as_of) >= 0)
        case "at_most":
            return against(wanted, lambda a, b: compare(a, b, world.as_of) <= 0)
        case "before":
            return against(wanted, lambda a, b: a < b)
        case "after":
            return against(wanted, lambda a, b: a > b)
        case "within":
            spans = operands(wanted, FieldOf("duration"), thing, world)
            return one(
                lambda value: any_of(
                    attempt(lambda s=span: value <= world.as_of <= moved(value, s(), 1)) for span in spans
                )
            )
        case "contains":
            return contains(wanted, values, kind, thing, world)
        case "contains_all":
            return all_of(contains(each, values, kind, thing, world, all_of) for each in wanted)
        case "count":
            return within_bounds(len(values), len(values), limits(wanted, thing, world))
        case "every":
            return bool(values) and all_of(each_passes(value, wanted, kind, thing, world) for value in values)
        case "some":
            return any_of(each_passes(value, wanted, kind, thing, world) for value in values)
        case "none":
            return inverted(holds("some", wanted, values, kind, thing, world))
    raise AssertionError(word)


def begins(word: str, own: object, other: object) -> bool:
    """Whether a text begins (or ends) with another, in any case."""
    if not (isinstance(own, str) and isinstance(other, str)):
        raise MalformedError
    long, short = own.casefold(), other.casefold()
    return long[: len(short)] == short if word == "starts_with" else long[len(long) - len(short) :] == short


def contains(wanted: Value, values: list[Value], kind: FieldOf, thing: Thing, world: World, how=any_of) -> Truth:
    """Whether one of several values equals another, a single text contains it, or a citation stands beneath it.

    Of an operand with several values one is enough, or (`all_of`) each has to be there.
    """
    several = kind.many or len(values) > 1

    def test(own: object, other: object) -> bool:
        if kind.kind == "citation":
            return world.beneath(str(own), str(other))
        if several or not (isinstance(own, str) and isinstance(other, str)):
            return alike_in(kind, own, other, world)
        if alike_in(kind, own, other, world):
            return True
        return other.casefold() in own.casefold()

    def one(value: Value, other: Callable[[], object]) -> Truth:
        return test(read(value, kind.kind, world.act), other())

    meant = operands(wanted, kind, thing, world)
    if not meant:
        return any_of(attempt(lambda v=value: bool(read(v, kind.kind, world.act)) and False) for value in values)
    return how(any_of(attempt(lambda v=value, o=other: one(v, o)) for value in values) for other in meant)


def alike_in(kind: FieldOf, one: object, other: object, world: World) -> bool:
    """Whether two values are equal; two targets of links where they name the same node."""
    if kind.kind != "link" or same(one, other, world):
        return same(one, other, world)
    nodes = [world.named_by(str(one)), world.named_by(str(other))]
    return nodes[0] is not None and nodes[0] == nodes[1]


def each_passes(value: Value, tests: Value, kind: FieldOf, thing: Thing, world: World) -> Truth:
    """Whether one value passes: a mapping by a condition on its own fields, any other by operators."""
    if not asks_parts(tests):
        return passes([value], kind, tests, thing, world)
    if not isinstance(value, dict):
        return None
    return group_passes(value, tests, kind, thing, world)


def group_passes(
    value: dict[str, Value], condition: dict[str, Value], kind: FieldOf, thing: Thing, world: World
) -> Truth:
    """A condition made of field tests on a mapping and `all any not if/then`."""

    def also(one: Value) -> Truth:
        return group_passes(value, one, kind, thing, world)

    parts: list[Truth] = []
    for key, tests in condition.items():
        match key:
            case "all":
                parts.append(all_of(also(each) for each in tests))
            case "any":
                parts.append(any_of(also(each) for each in tests))
            case "not":
                parts.append(inverted(also(tests)))
            case "if":
                parts.append(any_of([inverted(also(tests)), also(condition["then"])]))
                if "else" in condition:
                    parts.append(any_of([also(tests), also(condition["else"])]))
            case "then" | "else":
                pass
            case "field":
                parts += [part_passes(value, name, inner, kind, thing, world) for name, inner in tests.items()]
            case _:
                parts.append(part_passes(value, key, tests, kind, thing, world))
    return all_of(parts)


def part_passes(value: dict[str, Value], name: str, tests: Value, kind: FieldOf, thing: Thing, world: World) -> Truth:
    part = Thing(thing.start, "", value, is_node=False)
    steps = name.split(".")
    of_part = kind.at(tuple(steps)) or TEXT
    truths: list[Truth] = []
    for word, wanted in written_out(tests).items():
        truth = holds(word, wanted, values_of(value, steps), of_part, part, world)
        is_open = truth is not growth(word, wanted, of_part) and has_open_operand(word, wanted, of_part, part, world)
        truths.append(None if is_open else truth)
    return all_of(truths)


def operands(operand: Value, kind: FieldOf, thing: Thing, world: World) -> list[Callable[[], object]]:
    """The values that an operand may stand for, each to be read when it is asked."""
    if operand == "as_of" and kind.kind == "date":
        return [lambda: world.as_of]
    if not isinstance(operand, dict):
        return [lambda: read(operand, kind.kind, world.act)]
    plain = reckoned(operand, kind, thing, world)
    if plain is None:
        found, how = found_by(operand, kind, thing, world)
        plain = [lambda v=value: v if how is None else read(v, how, world.act) for value in found]
    for key, sign in (("plus", 1), ("minus", -1)):
        if key in operand:
            spans = (
                operands(operand[key], FieldOf("duration"), thing, world)
                if isinstance(operand[key], dict)
                else [lambda key=key: as_span(operand[key])]
            )
            return [lambda v=value, s=span, sign=sign: moved(v(), s(), sign) for value in plain for span in spans]
    return plain


def reckoned(operand: dict[str, Value], kind: FieldOf, thing: Thing, world: World) -> list[Callable[[], object]] | None:
    """The one value that is reckoned, none where a part has no value; None where the operand reckons nothing."""
    for word in RECKONS:
        if word in operand:
            like = FieldOf("number") if kind.kind == "integer" else kind
            parts = [operands(part_of(one), like, thing, world) for one in all_parts(operand[word])]
            if not all(parts):
                return []
            each = [one for part in parts for one in part]
            return [lambda word=word, each=each: together(word, [one() for one in each])]
    return None


def together(word: str, values: list[object]) -> object:
    """What numbers or days come to; malformed where the result has more digits than a number may have."""
    if word in ("minimum", "maximum"):
        return min(values) if word == "minimum" else max(values)
    whole = Fraction(0 if word == "sum" else 1)
    for value in values:
        whole = whole + Fraction(value) if word == "sum" else whole * Fraction(value)
    scale = 0
    while whole * 10**scale != int(whole * 10**scale):
        scale += 1
    digits = len(str(abs(int(whole))))
    if digits > 40 or scale > 40:
        raise MalformedError
    with localcontext(Context(prec=200)):
        return Decimal(int(whole * 10**scale)).scaleb(-scale)


def limits(bounds: dict[str, Value], thing: Thing, world: World) -> dict[str, list[tuple[object, object] | None]]:
    """The bounds of a count, each as the pairs of numbers between which it may lie; None where that is not known."""
    found: dict[str, list[tuple[object, object] | None]] = {}
    for word, stated in bounds.items():
        if not isinstance(stated, dict):
            found[word] = [(int(stated), int(stated))]
            continue
        found[word] = []
        for one in operands(stated, FieldOf("number"), thing, world):
            try:
                number = one()
                found[word].append((number, number))
            except MalformedError:
                found[word].append(None)
        if is_open_operand(stated, thing, world):
            found[word] = [None] if is_reckoned(stated) else [*found[word], None]
    return found


def found_by(operand: dict[str, Value], kind: FieldOf, thing: Thing, world: World):
    """The raw values that an operand names, and how to read them: as the kind of the field that is tested."""
    if "as_of" in operand:
        return [world.as_of], None
    whose = owner_of(operand, thing, world)
    name = operand.get("field") or operand["subject"]
    if whose.is_node and whose.start >= 0 and world.node(whose.start).unreadable:
        return [{}], "text"
    return values_of(whose.fields, name.split(".")), kind.kind


def same(one: object, other: object, world: World) -> bool:
    """Whether two values of one kind are equal: durations by where they lead, versions part by part."""
    if isinstance(one, Span | tuple):
        return compare(one, other, world.as_of) == 0
    return one == other


def alike(one: object, other: object) -> tuple[object, object]:
    """Two values of one kind; values of two kinds cannot be compared."""
    if type(one) is not type(other):
        raise MalformedError
    return one, other


def attempt(test: Callable[[], Truth]) -> Truth:
    """The answer of a test; undecided where a value that it meets is malformed."""
    try:
        return test()
    except MalformedError:
        return None


def within_bounds(low: int, high: int, bounds: dict[str, list[tuple[object, object] | None]]) -> Truth:
    """Whether a number known to lie between two others keeps the bounds, of each of which one value is enough."""
    return all_of(
        any_of(None if one is None else within_bound(word, low, high, *one) for one in found)
        for word, found in bounds.items()
    )


def within_bound(word: str, low: int, high: int, least: object, most: object) -> Truth:
    """The same for one bound that lies between two numbers."""
    match word:
        case "at_least":
            return True if low >= most else None if high >= least else False
        case "at_most":
            return True if high <= least else None if low <= most else False
    return True if low == high == least == most else None if low <= most and least <= high else False
