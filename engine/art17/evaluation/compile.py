"""From rule texts to rules; every mistake of a pack is told before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from art17.conditions.grammar import Grammar, Scope
from art17.conditions.nature import TRAITS
from art17.conditions.paths import including_in
from art17.conditions.reaching import types_with
from art17.conditions.table import LANGUAGE
from art17.errors import Mistakes, PackError
from art17.evaluation.parameters import KEY, Set, with_parameters
from art17.evaluation.relief import covers
from art17.evaluation.rule import Exemption, Rule, Subjects, names_in
from art17.law.act import Act
from art17.model.english import listed
from art17.model.nearest import nearest
from art17.model.rule import BASES, CLASSES, EFFECTS, QUESTION, SEVERITIES, RuleText
from art17.model.value import Value
from art17.model.vocabulary import SUBJECTS, Vocabulary

KEYS = (
    "title", "basis", "provisions", "serves", "class", "severity", "for", "if", "unless", "require",
    "message", "rationale", "fix", "waivable", "effect", "parameters", "each",
)  # fmt: skip
REQUIRED = ("title", "basis", "class", "severity", "for", "rationale", "fix")
TEXTS = ("title", "message", "rationale", "fix")
_FEW = {"basis": BASES, "class": CLASSES, "severity": SEVERITIES}
FILL_INS = ("subject", "types")
_FILL_IN = re.compile(r"(?<!\{)\{([A-Za-z][\w.-]*)\}(?!\})")
SORTS = ("type", "trait", "link", "citation", "provision", "linkage", "defect")
DEFECTS = (
    "bad-date", "bad-value", "bad-choice", "bare-number", "unknown-type", "unknown-link",
    "mistyped-key", "conflict-markers", "dead-anchor", "dead-pointer", "dead-section", "hollow", "skeleton-text",
    "wrapped-text", "act-left-open", "text-says-nothing", "facts-differ", "open-changes", "unread-table",
    "listed-missing",
    "excluded-control", "not-listed", "unfilled",
    "guide-wording", "duplicate-id", "lookalike-id", "clashing-path", "no-directory", "no-status",
    "unused-waiver", "long-waiver", "unbound-waiver", "changed-since-waived", "forbidden-waiver",
    "malformed-ignore", "expired-ignore", "settled-entry", "lost-file", "lost-folder", "idle-entry",
    "review-days-differ",
    "malformed-answer", "unknown-answer", "outdated-answer", "old-answer", "contradicting-answer", "forbidden-answer",
    "hollow-answer", "self-assessed-answer", "failed-sample", "foreign-text",
    "fruitless-action", "returned-finding", "overdue-action", "unseen-effect",
)  # fmt: skip


def compiled(
    texts: Iterable[RuleText],
    vocabulary: Vocabulary,
    act: Act | None,
    reliefs: Iterable[RuleText] = (),
    parameters: Set | None = None,
) -> tuple[Rule, ...]:
    """The rules of all texts, with the reliefs of the packs from the provisions that they name.

    `parameters` are the values that a manifest sets, by the id of the rule and the name.

    Raises:
        PackError: with every mistake of every rule.
    """
    mistakes = Mistakes()
    with mistakes.raised_as(PackError):
        exempting = tuple(chain.from_iterable(_reliefs(text, vocabulary, act, mistakes) for text in reliefs))
        rules = [rule_of(text, vocabulary, act, mistakes, parameters) for text in texts]
    return tuple(replace(rule, reliefs=_reliefs_of(rule, exempting, act)) for rule in rules if rule)


def _reliefs(text: RuleText, vocabulary: Vocabulary, act: Act | None, mistakes: Mistakes) -> Iterable[Exemption]:
    """The exemptions of a pack: asked of the QMS as a whole, and of the systems and provider of a subject."""
    grammar = Grammar(text, vocabulary, act, mistakes, LANGUAGE)
    for key in text.data:
        grammar.one_of(key, ("unless",), "key of a relief", (key,))
    yield from _exemptions(grammar, _scope_of("(qms)"), needs=("when", "by", "relieves"))


def _reliefs_of(rule: Rule, reliefs: Iterable[Exemption], act: Act | None) -> tuple[Exemption, ...]:
    if rule.basis != "law":
        return ()
    return tuple(each for each in reliefs if each.by not in rule.named and _touches(each, rule, act))


def _touches(exemption: Exemption, rule: Rule, act: Act | None) -> bool:
    """Whether an exemption relieves of what a rule names, or of a linkage that begins beneath that."""
    if any(covers(exemption, cite, act) for cite in rule.named):
        return True
    if act is None or rule.subjects.sort != "linkage":
        return False
    return any(act.is_beneath(gone, cite) for gone in exemption.relieves for cite in rule.named)


def rule_of(
    text: RuleText, vocabulary: Vocabulary, act: Act | None, mistakes: Mistakes, known: Set | None = None
) -> Rule | None:
    """The rule that a text says; None where mistakes were noted."""
    before = len(mistakes.found)
    grammar = Grammar(text, vocabulary, act, mistakes, LANGUAGE)
    _check_keys(grammar)
    noted = len(mistakes.found)
    text, parameters = with_parameters(grammar, known or {})
    if len(mistakes.found) > noted:
        return None  # without its values the rest of the rule would seem wrong, too
    grammar = replace(grammar, text=text)
    if "waivable" in text.data:
        grammar.one_of(text.data["waivable"], ("true", "false"), "truth value", ("waivable",))
    subjects, scope = _subjects(grammar, text.data.get("for"))
    rule = Rule(
        id=text.id,
        title=_text(text, "title"),
        basis=_word(grammar, "basis", BASES),
        provisions=_provisions(grammar),
        serves=grammar.texts(text.data["serves"], ("serves",)) if "serves" in text.data else (),
        category=_word(grammar, "class", CLASSES),
        severity=_word(grammar, "severity", SEVERITIES),
        subjects=subjects,
        condition=grammar.condition(text.data["if"], ("if",), scope) if "if" in text.data else None,
        exemptions=tuple(_exemptions(grammar, scope)),
        require=grammar.condition(text.data["require"], ("require",), scope) if "require" in text.data else None,
        message=_text(text, "message"),
        rationale=_text(text, "rationale"),
        fix=_text(text, "fix"),
        waivable=text.data.get("waivable") != "false",
        effect=_word(grammar, "effect", EFFECTS),
        text=text,
        parameters=parameters,
        each=grammar.word(text.data["each"], "a name", ("each",)) if "each" in text.data else "",
    )
    for key in ("message", "fix"):
        _check_fill_ins(grammar, key, scope, rule)
    _check_each(grammar, rule)
    _check_whole(grammar, rule)
    return rule if len(mistakes.found) == before else None


def _text(text: RuleText, key: str) -> str:
    value = text.data.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _word(grammar: Grammar, key: str, known: tuple[str, ...]) -> str:
    value = grammar.text.data.get(key)
    return grammar.one_of(value, known, key, (key,)) if value is not None else ""


def _provisions(grammar: Grammar) -> tuple[str, ...]:
    value = grammar.text.data.get("provisions")
    return grammar.provisions(value, ("provisions",)) if value is not None else ()


def _check_keys(grammar: Grammar) -> None:
    mistyped = _mistyped(grammar.text)
    for key in grammar.text.data:
        grammar.one_of(key, KEYS, "key of a rule", (key,))
    for key in REQUIRED:
        if not grammar.text.data.get(key) and key not in mistyped:
            words = f" {listed(_FEW[key], 'or')}" if key in _FEW else ""
            grammar.wrong((), f"the rule has no `{key}`", f"add `{key}:`{words}")
    for key in TEXTS:
        if grammar.text.data.get(key):
            grammar.word(grammar.text.data[key], "a text", (key,))


def _mistyped(text: RuleText) -> frozenset[str]:
    """The keys that unknown ones are taken for, so that these are not missed as well."""
    return frozenset(nearest(key, KEYS) for key in text.data if key not in KEYS)


def _check_fill_ins(grammar: Grammar, key: str, scope: Scope, rule: Rule) -> None:
    """What a sentence has filled in must be there to be filled in."""
    links = grammar.vocabulary.links.keys() | grammar.vocabulary.inverses.keys()
    names = dict(names_in(rule.require))
    for word in _FILL_IN.findall(_text(grammar.text, key)):
        whose, _, name = word.removeprefix("days.").partition(".")
        if whose == "subject" and name:
            if name not in links:
                grammar.field_of(tuple(name.split(".")), scope, (key,))
        elif whose in names:
            if word.startswith("days."):
                fix = "write `{days.subject.FIELD}`, or the day itself"
                grammar.wrong((key,), f"days are counted for the subject alone, not for {whose!r}", fix)
            elif name:
                types = grammar.names.get(whose)
                grammar.field_of(tuple(name.split(".")), Scope(types, types), (key,))
        elif whose == KEY:
            own = tuple(f"{KEY}.{each.name}" for each in rule.parameters)
            grammar.one_of(word, own, "parameter of this rule", (key,), f"{{{word}}}")
        elif word not in FILL_INS:
            grammar.one_of(word, (*FILL_INS, *names), "word that is filled in", (key,), f"{{{word}}}")


def _check_each(grammar: Grammar, rule: Rule) -> None:
    """`each` names what every one, or none, of the nodes that a path leads to has to pass."""
    if not rule.each:
        return
    names = dict(names_in(rule.require))
    if not grammar.one_of(rule.each, names, "name given by `as:` in `require`", ("each",)):
        return
    if not names[rule.each]:
        fix = "name what `every:`, `none:`, `latest:` or `earliest:` leads to"
        grammar.wrong(("each",), f"of {rule.each!r} one is enough, so that no pair fails by itself", fix)


def _is_wrong(grammar: Grammar, key: str) -> bool:
    """Whether a mistake under a key was noted already."""
    own = (problem.place for problem in grammar.mistakes.found if problem.place.path == grammar.text.place.path)
    return any(key in place.route for place in own)


def _check_whole(grammar: Grammar, rule: Rule) -> None:
    """What only shows when all parts are known."""
    if rule.basis == "law" and not rule.provisions and not _is_wrong(grammar, "provisions") and rule.pack != "art17":
        grammar.wrong((), "a rule of basis law names the provisions that demand it", "add `provisions:`")
    if rule.basis in ("standard", "practice") and rule.provisions:
        grammar.wrong(("provisions",), f"basis {rule.basis} names what it serves", "put it under `serves:`")
    if rule.basis in ("standard", "practice") and rule.severity == "error" and rule.pack != "art17":
        fix = "write `severity: warning` or `note`"
        grammar.wrong(("severity",), f"a rule of basis {rule.basis} is a warning at most", fix)
    is_named = not {"serves", "provisions"}.isdisjoint(grammar.text.data)
    if rule.basis in ("standard", "practice") and not is_named and rule.pack != "art17":
        grammar.wrong((), f"a rule of basis {rule.basis} names what it serves", "add `serves:`")
    if rule.effect and rule.severity == "error":
        grammar.wrong(("severity",), f"a {rule.effect} is a warning at most", "write `severity: warning` or `note`")
    if rule.effect == QUESTION and rule.subjects.sort == "defect":
        grammar.wrong(("effect",), "a defect is not a question", "leave `effect` out")
    for at, exemption in enumerate(rule.exemptions):
        if exemption.relieves and not any(covers(exemption, cite, grammar.act) for cite in rule.named):
            fix = f"name one of {', '.join(rule.named)} or what is above it" if rule.named else "leave `relieves` out"
            grammar.wrong(("unless", at, "relieves"), "this relieves of nothing that the rule names", fix)
    if rule.require is None and rule.subjects.sort != "defect" and "require" not in _mistyped(grammar.text):
        grammar.wrong((), "the rule has no `require`", "say what must hold under `require:`")


def _subjects(grammar: Grammar, value: Value) -> tuple[Subjects, Scope]:
    """What the rule is about, and the scope in which its conditions stand: after a mistake any artefact."""
    if not value:
        return Subjects("node"), _ANY
    if isinstance(value, str) and value in ("system", "qms"):
        if value == "qms":
            return Subjects("qms"), _scope_of("(qms)")
        types = types_with(("system",), grammar.vocabulary)
        return Subjects("node", traits=("system",)), Scope(types, types)
    sort = next((key for key in value if key in SORTS), "")
    if not isinstance(value, Mapping) or not sort:
        _wrong_subjects(grammar, value)
        return Subjects("node"), _ANY
    data = value
    for key in data:
        grammar.one_of(key, (sort, "where", "including"), "part of `for`", ("for", key))
    subjects, scope = _named_subjects(grammar, sort, data)
    if "including" in data and subjects.sort not in ("node", "link", "citation"):
        grammar.wrong(("for", "including"), "`including` belongs to artefacts, links and citations as subjects")
    where = grammar.condition(data["where"], ("for", "where"), scope) if "where" in data else None
    return replace(subjects, where=where, including=including_in(grammar, data, ("for",))), scope


_ANY = Scope(None, None)


def _wrong_subjects(grammar: Grammar, value: Value) -> None:
    """What `for` can be, and what was meant where types or a sort are named."""
    named = [value] if isinstance(value, str) else [one for one in value or () if isinstance(one, str)]
    if isinstance(value, Mapping):
        strange = next(iter(value))
        grammar.one_of(strange, (*SORTS, "where", "including"), "part of `for`", ("for", strange))
        return
    if isinstance(value, str) and (near := nearest(value, ("system", "qms"))):
        grammar.wrong(("for",), f"{value!r} is not what a rule can be about; did you mean {near!r}?")
        return
    meant = [nearest(name, grammar.vocabulary.types) for name in named]
    if meant and all(meant):
        types = meant[0] if len(meant) == 1 else f"[{', '.join(meant)}]"
        fix = f"write `for: {{type: {types}}}`"
    else:
        fix = f"write `system`, `qms`, or a mapping with one of {', '.join(SORTS)}"
    what = repr(value) if isinstance(value, str) else "a list"
    grammar.wrong(("for",), f"{what} is not what a rule can be about", fix)


def _named_subjects(grammar: Grammar, sort: str, data: Mapping[str, Value]) -> tuple[Subjects, Scope]:
    value, route = data[sort], ("for", sort)
    match sort:
        case "type":
            names = () if value == "any" else grammar.types(value, route)
            types = frozenset(names) or None
            return Subjects("node", names), Scope(types, types)
        case "trait":
            named = (grammar.one_of(t, TRAITS, "trait", route) for t in grammar.texts(value, route))
            traits = tuple(name for name in named if name)
            types = types_with(traits, grammar.vocabulary)
            return Subjects("node", traits=traits), Scope(types, types)
        case "link":
            known = (*grammar.vocabulary.links, *grammar.vocabulary.inverses)
            names = _any_or(grammar, value, known, "link", route)
            canonical = tuple(grammar.vocabulary.inverses.get(name, name) for name in names)
            return Subjects("link", canonical), _scope_of("(link)", is_node=True)
        case "citation":
            _any_or(grammar, value, ("any",), "citation", route)
            return Subjects("citation"), _scope_of("(citation)", is_node=True)
        case "provision":
            return Subjects("provision", grammar.provisions(value, route)), _scope_of("(provision)")
        case "linkage":
            kinds = _any_or(grammar, value, ("reference", "implied"), "kind of linkage", route)
            return Subjects("linkage", kinds), _scope_of("(linkage)")
        case _:
            kinds = _any_or(grammar, value, DEFECTS, "kind of defect", route)
            return Subjects("defect", kinds), _scope_of("(defect)", is_node=True)


def _any_or(grammar: Grammar, value: Value, known: Iterable[str], what: str, route: tuple[str, ...]) -> tuple[str, ...]:
    """The words named, or none where `any` is."""
    if value == "any":
        return ()
    words = tuple(known)
    return tuple(w for w in grammar.texts(value, route) if grammar.one_of(w, words, what, route))


def _scope_of(kind: str, *, is_node: bool = False) -> Scope:
    return Scope(frozenset({kind}), frozenset({kind}), group=SUBJECTS[kind], is_node=is_node)


_EXAMPLES = {"when": "{...}", "by": "Art. 17(2)", "relieves": "[Art. 17(1)(a)]"}


def _exemptions(grammar: Grammar, scope: Scope, needs: tuple[str, ...] = ("when", "by")) -> Iterable[Exemption]:
    value = grammar.text.data.get("unless")
    if value is None:
        return
    for at, one in enumerate(grammar.sequence(value, ("unless",))):
        route = ("unless", at)
        data = grammar.mapping(one, route)
        known = [grammar.one_of(key, ("when", "by", "relieves"), "part of an exemption", (*route, key)) for key in data]
        missing = [key for key in needs if key not in data]
        if data and missing and all(known):
            has = f"an exemption has {listed([f'`{key}:`' for key in needs])}"
            grammar.wrong(route, has, f"add `{missing[0]}: {_EXAMPLES[missing[0]]}`")
        if missing:
            continue
        by = grammar.provisions(data["by"], (*route, "by"))
        relieves = grammar.provisions(data["relieves"], (*route, "relieves")) if "relieves" in data else ()
        yield Exemption(grammar.condition(data["when"], (*route, "when"), scope), ", ".join(by), relieves)
