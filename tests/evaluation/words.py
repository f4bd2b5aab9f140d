"""The words of the cases in `told/`: those that most tests speak, with titles and kinds that make sentences differ."""

from __future__ import annotations

from art17.model.vocabulary import FieldOf, LinkOf, TypeOf
from builders import SMALL, a_type, words

_OF_PAPERS = {
    "aim": FieldOf(),
    "aims": FieldOf(many=True),
    "cost": FieldOf("number"),
    "due": FieldOf("date"),
    "held": FieldOf("group", parts={"on": FieldOf("date"), "by": FieldOf(), "cost": FieldOf("number")}),
    "stages": FieldOf("group", many=True, parts={"name": FieldOf(), "due": FieldOf("date")}),
}
"""What may be read from a text: a type alone has these."""
_MORE = (
    TypeOf("test-report", "Test report", "record", strength="attested"),
    TypeOf("pmm-plan", "PMM plan", "document", satisfies=("Art. 72", "Art. 17(1)(h)"), reviewed=True),
    TypeOf("contract", "Contract", "record", strength="declared"),
    a_type("plan", satisfies=("Art. 72",)),
    a_type("strategy", satisfies=("Art. 17(1)(a)",)),
    a_type("strategy-two", satisfies=("Art. 17(1)(a)",)),
    a_type("strategy-three", satisfies=("Art. 17(1)",)),
    a_type("strategy-four", satisfies=("Art. 17(1)(a)",)),
    a_type("strategy-five", satisfies=("Art. 17(1)(a)",)),
    a_type("minutes", "record"),
    a_type("device", fields={"serial": "text"}),
    a_type("pages", items={"pages": "page"}),
    a_type("page", "item"),
    TypeOf("qms-page", "QMs page", "document"),
    a_type("paper", fields=_OF_PAPERS, items={"steps": "step"}),
    a_type("step", "item", fields={"due": "date", "aim": "text"}),
    a_type("leaf", fields={"due": "text"}),
    a_type("sheet", fields={"due": "date"}),
    TypeOf("time-sheet", "Time sheet", "document", fields={"due": FieldOf("date")}),
)
_LINKS = (
    LinkOf("implements", "implements", "implemented_by", "is implemented by"),
    LinkOf("fed_by", "is fed by", "feeds", "feeds"),
    LinkOf("attests", "attests", "attested_by", "is attested by"),
    LinkOf("rests_on", "", "", ""),
)
_FIELDS = {
    "digest": FieldOf("text"),
    "review_due_on": FieldOf("date"),
    "responsible": FieldOf("link"),
    "lifecycle": FieldOf("choice", choices=("in-development", "on-market")),
    "annex_iii_point": FieldOf("citation"),
    "annex_i_section": FieldOf(),
    "size": FieldOf("choice", choices=("small", "large")),
    "approved_on": FieldOf("date"),
    "held_on": FieldOf("date"),
    "signed_on": FieldOf("date"),
    "nested": FieldOf("group", parts={"rows": FieldOf("group", many=True, parts={"due": FieldOf("date")})}),
    "one": FieldOf("group", parts={"name": FieldOf(), "due": FieldOf("date"), "span": FieldOf("duration")}),
}
TELLING = words(
    (*SMALL.types.values(), *_MORE),
    (*(link for link in SMALL.links.values() if link.name not in ("item_of", "links_to")), *_LINKS),
    {**SMALL.fields, **_FIELDS},
)
