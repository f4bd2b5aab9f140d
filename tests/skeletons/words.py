"""The words of the cases: those that most tests speak, and what only a house that is begun needs."""

from __future__ import annotations

from art17.model.vocabulary import FieldOf, LinkOf, TypeOf
from builders import a_type, words
from evaluation.words import TELLING

_SYSTEM = {
    "lifecycle": FieldOf("choice", choices=("in-development", "on-market")),
    "classification": FieldOf("choice", choices=("high-risk", "not-high-risk")),
    "classification_basis": FieldOf("citation"),
    "annex_iii_point": FieldOf("citation"),
    "annex_i_section": FieldOf("choice", choices=("A", "B")),
    "placed_on_market": FieldOf("date"),
}
_PROVIDER = {
    "size": FieldOf("choice", choices=("micro", "small", "large")),
    "role": FieldOf("choice", many=True, choices=("provider", "importer", "deployer")),
}
_GROUPS = {
    "steps": FieldOf(
        "group",
        many=True,
        parts={
            "name": FieldOf("choice", choices=("before", "during", "after")),
            "due": FieldOf("date"),
            "by": FieldOf("link"),
            "because": FieldOf(),
        },
    ),
    "scope": FieldOf("group", parts={"part": FieldOf(), "since": FieldOf("date")}),
    "author": FieldOf("link"),
    "owner": FieldOf("link"),
    "colours": FieldOf("choice", many=True, choices=tuple(f"colour-{at}" for at in range(14))),
    "colour": FieldOf("choice", choices=tuple(f"colour-{at}" for at in range(14))),
    "hour": FieldOf("choice", choices=tuple(f"{at}" for at in range(12))),
    "days": FieldOf("date", many=True),
    "excuse_because": FieldOf(),
    "reference": FieldOf(),
}
FURNISHING = words(
    (
        *(kind for kind in TELLING.types.values() if kind.name not in ("system", "provider", "person", "role")),
        TypeOf("provider", "Provider", "organisation", fields=_PROVIDER),
        TypeOf("ai-system", "AI system", "system", fields=_SYSTEM),
        TypeOf("agency", "Agency", "organisation", fields=_PROVIDER),
        TypeOf("a-model", "Model", "system", fields=_SYSTEM),
        a_type("person", "person"),
        a_type("role", "role"),
        a_type("directory", items={"people": "person", "roles": "role"}),
        a_type("standards-register", items={"standards": "standard"}, satisfies=("Art. 17(1)(e)",)),
        a_type("standard", "item"),
        a_type("declaration", "record"),
        a_type("ledger", items={"entries": "entry", "kepts": "kept", "drawns": "drawn"}),
        a_type("entry", "item"),
        a_type("kept", "record"),
        a_type("drawn", "document"),
        a_type("archive", satisfies=("Art. 18(1)",)),
        a_type("keeping", satisfies=("Art. 18", "Art. 19")),
    ),
    (
        *(link for link in TELLING.links.values() if link.name not in ("item_of", "links_to", "covers", "owner")),
        LinkOf("covers", "covers", "covered_by", "is covered by", targets=("ai-system",), scope=True),
        LinkOf("owner", "is owned by", "owns", "owns", targets=("person", "role")),
        LinkOf("author", "is written by", "wrote", "wrote", targets=("person",)),
        LinkOf("signed_by", "is signed by", "signs", "signs", targets=("person",)),
        LinkOf("declares", "declares", "declared_in", "is declared in", ("declaration",), ("ai-system",)),
        LinkOf("to_three", "leads to", targets=("contract", "minutes", "plan")),
        LinkOf("to_four", "leads to", targets=("contract", "minutes", "plan", "strategy")),
        LinkOf("follows", "follows", "followed_by", "is followed by", ("document",), ("standard", "strategy")),
    ),
    {**TELLING.fields, **_GROUPS},
)
