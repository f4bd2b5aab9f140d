"""The Act as data: its provisions by version, what they are about, who refers to whom."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from art17.model.law import Application, Change, Linkage, Provision, Reference, Scope, Standard, Transition

Entry = Mapping[str, Any]
_POINT_OF_PARAGRAPH = re.compile(r"(?P<article>Art\. \w+)\(\d+[a-z]?\)(?P<point>\([b-z]\))")
_LETTER_IN_NUMBER = re.compile(r"\((\d{1,3})([a-z])\)$")
_INSERTED = re.compile(r"(\(\d+)[a-z]\)$")
_NUMBERED_SECTION = re.compile(r"^(Annex [IVX]+), Section (\d)")
_DOTTED_SECTION = re.compile(r"^(Annex [IVX]+), Section (\d)\((\d)\)$")


def act_from(data: Mapping[str, Any]) -> "Act":
    """The Act that `act.json` describes."""
    return Act(data)


class Act:
    """Answers questions about the law. Provisions are built when first asked for: most runs need a few dozen."""

    __slots__ = ("_children", "_cited_by", "_data", "_entries", "_provisions", "_until")

    def __init__(self, data: Mapping[str, Any], until: date | None = None) -> None:
        self._data = data
        self._until = until
        self._entries: Mapping[str, Entry] = data["provisions"]
        self._provisions: dict[str, Provision] = {}
        self._children: dict[str, list[str]] = {}
        self._cited_by: dict[str, list[tuple[str, Reference]]] = {}

    @property
    def id(self) -> str:
        """The short name by which a report names the act: `eu-ai-act`."""
        return str(self._data["act"]["id"])

    @property
    def name(self) -> str:
        """The name by which people call the act."""
        return str(self._data["act"]["name"])

    @property
    def versions(self) -> tuple[str, ...]:
        """The days of the versions, oldest first."""
        return tuple(version["id"] for version in self._data["versions"])

    def known_on(self, day: date) -> "Act":
        """The same act as it was on a day, whatever later day is asked for."""
        return Act(self._data, day)

    def day_of(self, day: date) -> date:
        """The day whose law counts on a day: that day, or the last that this act knows of."""
        return day if self._until is None else min(day, self._until)

    @property
    def checked(self) -> date | None:
        """The day on which this data was last held against the Official Journal; None where nothing says so."""
        stated = self._data["act"].get("checked")
        return _day(stated) if stated else None

    def changes(self, after: str, until: str) -> tuple[Change, ...]:
        """What the versions after one, up to another, did to provisions, in the order of the law."""
        return tuple(
            Change(cite, self.topic_of(cite), each["action"], each["by"], entry.get("moved_to") or "")
            for cite, entry in self._entries.items()
            for each in entry.get("changes", ())
            if after < each["version"] <= until
        )

    @property
    def standards(self) -> tuple[Standard, ...]:
        """What is known of standards for this act: whether the Official Journal cites them, and for what."""
        return tuple(_standard(entry) for entry in self._data.get("standards", ()))

    def version_on(self, day: date) -> str:
        """The version of the law on a day; before the first version, the first."""
        current = [version for version in self.versions if version <= self.day_of(day).isoformat()]
        return current[-1] if current else self.versions[0]

    @property
    def cites(self) -> tuple[str, ...]:
        """The canonical citation of every provision that ever was, in the order of the law."""
        return tuple(self._entries)

    @property
    def last_article(self) -> int:
        """The highest number of an article."""
        numbers = (cite.removeprefix("Art. ") for cite in self._entries if cite.startswith("Art. "))
        return max(int(number) for number in numbers if number.isdecimal())

    def resolve(self, cite: str) -> str:
        """The canonical citation that a spelling means: `Annex I(11)` is `Annex I, Section A(11)`."""
        if cite in self._entries:
            return cite
        alias = self._data["aliases"].get(cite)
        if alias:
            return str(alias)
        # `Annex IV, Section 2` is how many write `Annex IV(2)`, and `Annex VII, Section 4.4` `Annex VII(4.4)`
        for numbered in (_DOTTED_SECTION.sub(r"\1(\2.\3)", cite), _NUMBERED_SECTION.sub(r"\1(\2)", cite)):
            if numbered in self._entries:
                return numbered
        in_sections = self._in_sections(cite)
        return in_sections[0] if len(in_sections) == 1 else self._without_subparagraph(cite)

    def _without_subparagraph(self, cite: str) -> str:
        """`Art. 6(3), subparagraph 2, point (a)` is `Art. 6(3)(a)`, which stands in that subparagraph."""
        opening, found, rest = cite.partition(", subparagraph ")
        if not found:
            return cite
        number, _, points = rest.partition(", point ")
        plain = opening + points
        entry = self._entries.get(plain)
        if entry is None:
            return cite
        own, all_of_them = (int(entry.get(key, 1)) for key in ("in_subparagraph", "subparagraphs"))
        stands_in = own if points else min(int(number), all_of_them)
        return plain if stands_in == int(number) else cite

    def meanings(self, cite: str) -> tuple[str, ...]:
        """The provisions that an ambiguous citation may mean: `Art. 43(1)(a)`, `Annex VIII(3)`; else none."""
        if cite in self._data["ambiguous"]:
            return tuple(self._data["ambiguous"][cite])
        return () if cite in self._entries else self._in_sections(cite)

    def _in_sections(self, cite: str) -> tuple[str, ...]:
        """The points that a citation may mean that leaves out the section of the annex: `Annex VIII(3)`."""
        annex, bracket, rest = cite.partition("(")
        if not bracket or not annex.startswith("Annex") or annex not in self._entries:
            return ()
        sections = (section for section in self.children(annex) if ", Section " in section)
        return tuple(f"{section}({rest}" for section in sections if f"{section}({rest}" in self._entries)

    def provision(self, cite: str) -> Provision | None:
        """The provision of a canonical citation or an alias, of whatever version."""
        cite = self.resolve(cite)
        if cite not in self._entries:
            return None
        if cite not in self._provisions:
            self._provisions[cite] = self._built(cite)
        return self._provisions[cite]

    def _built(self, cite: str) -> Provision:
        entry = self._entries[cite]
        own = entry.get("topic") or entry.get("heading")
        since, until = _day(entry["since"]), _day_or_none(entry.get("until"))
        references = (_reference(reference, since, until) for reference in entry.get("references", ()))
        return Provision(
            cite=cite,
            kind=entry["kind"],
            parent=entry.get("parent"),
            heading=entry.get("heading"),
            topic=own or self._inherited(cite, "topic") or self._inherited(cite, "heading") or "",
            topic_inherited=own is None,
            scope=cast("Scope | None", self._inherited(cite, "scope")),
            since=since,
            until=until,
            moved_to=entry.get("moved_to"),
            references=tuple(references),
        )

    def _inherited(self, cite: str, key: str) -> str | None:
        """The value of the provision itself or of the nearest one above that has it."""
        for step in (cite, *self.ancestors(cite)):
            value = self._entries[step].get(key)
            if value is not None:
                return str(value)
        return None

    def live_on(self, cite: str, day: date) -> bool:
        """Whether the provision exists in the version of that day."""
        entry = self._entries.get(self.resolve(cite))
        if entry is None:
            return False
        version = self.version_on(day)
        return bool(entry["since"] <= version and (entry.get("until") is None or version < entry["until"]))

    def topic_of(self, cite: str) -> str:
        """What a provision is about, in a few words of ours; empty where it does not exist."""
        provision = self.provision(cite)
        return provision.topic if provision else ""

    def ancestors(self, cite: str) -> tuple[str, ...]:
        """The provisions above, the nearest first."""
        above: list[str] = []
        parent = self._entries[cite].get("parent") if cite in self._entries else None
        while parent is not None:
            above.append(parent)
            parent = self._entries[parent].get("parent")
        return tuple(above)

    def chapter_of(self, cite: str) -> str | None:
        """The chapter and section in which an article or what is beneath it stands: `III 3`; None for annexes."""
        return self._inherited(cite, "chapter") if cite in self._entries else None

    def is_beneath(self, cite: str, ancestor: str) -> bool:
        """Whether a provision is the other one or stands beneath it."""
        cite, ancestor = self.resolve(cite), self.resolve(ancestor)
        return cite == ancestor or ancestor in self.ancestors(cite)

    def children(self, cite: str, day: date | None = None) -> tuple[str, ...]:
        """The provisions directly beneath, in the order of the law; with a day, those of that day's version."""
        if not self._children:
            for child, entry in self._entries.items():
                self._children.setdefault(entry.get("parent", ""), []).append(child)
        found = self._children.get(self.resolve(cite), ())
        return tuple(child for child in found if day is None or self.live_on(child, day))

    def nearest(self, cite: str, day: date) -> str | None:
        """The closest provision that exists on a day: the one above, else the article without its inserted letter."""
        elsewhere = self._in_another_paragraph(cite, day)
        if elsewhere:
            return elsewhere
        apart = _LETTER_IN_NUMBER.sub(r"(\1)(\2)", cite)  # `Art. 53(1b)` for `Art. 53(1)(b)`
        if apart != cite and self.live_on(apart, day):
            return apart
        shorter = cite
        while shorter:
            for form in (shorter, _without_inserted_letter(shorter)):
                if self.live_on(form, day):
                    return self.resolve(form)
            shorter = _without_last_part(shorter)
        return None

    def _in_another_paragraph(self, cite: str, day: date) -> str | None:
        """The same point of another paragraph, where only one has it: `Art. 99(7)(e)` for `Art. 99(8)(e)`."""
        match = _POINT_OF_PARAGRAPH.fullmatch(cite)
        if match is None:
            return None
        points = (f"{paragraph}{match['point']}" for paragraph in self.children(match["article"], day))
        found = [point for point in points if self.live_on(point, day)]
        return found[0] if len(found) == 1 else None

    def last_beneath(self, cite: str, day: date) -> str | None:
        """The last provision directly beneath another on a day: Art. 17(1) ends with Art. 17(1)(m)."""
        numbered = [child for child in self.children(cite, day) if child.startswith(f"{self.resolve(cite)}(")]
        return numbered[-1] if numbered else None

    def references_out(self, cite: str, day: date) -> tuple[str, ...]:
        """The provisions that a provision names, in the version of that day."""
        provision = self.provision(cite)
        return tuple(each.target for each in provision.references if self._holds(each, day)) if provision else ()

    def references_in(self, cite: str, day: date) -> tuple[str, ...]:
        """The provisions that name a provision itself, in the version of that day."""
        if not self._cited_by:
            for source in self._entries:
                provision = self.provision(source)
                for each in provision.references if provision else ():
                    self._cited_by.setdefault(self.resolve(each.target), []).append((source, each))
        found = self._cited_by.get(self.resolve(cite), ())
        return tuple(source for source, each in found if self._holds(each, day))

    def _holds(self, reference: Reference, day: date) -> bool:
        version = _day(self.version_on(day))
        return reference.since <= version and (reference.until is None or version < reference.until)

    @property
    def linkages(self) -> tuple[Linkage, ...]:
        """What ties two obligations."""
        return tuple(Linkage(**linkage) for linkage in self._data["linkages"])

    @property
    def applications(self) -> tuple[Application, ...]:
        """Every rule that says from when provisions apply, superseded ones included."""
        return tuple(_application(entry) for entry in self._data["application"])

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """What leaves out systems that were there before the Act applied to them."""
        return tuple(_transition(entry) for entry in self._data.get("transitions", ()))

    def section(self, key: str) -> Any:
        """One of the Act's further tables as it stands in `act.json`: `defects`, `draft_numbering`, `errata`."""
        return self._data[key]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _reference(entry: str | Entry, since: date, until: date | None) -> Reference:
    """A reference lives as long as its source, unless it says otherwise."""
    if isinstance(entry, str):
        return Reference(entry, since, until)
    return Reference(entry["to"], _day_or_none(entry.get("since")) or since, _day_or_none(entry.get("until")) or until)


def _application(entry: Entry) -> Application:
    return Application(
        select=tuple(entry["select"]),
        excluded=tuple(entry.get("except", ())),
        system=entry.get("system"),
        reading=entry.get("reading"),
        applies_from=_day(entry["applies_from"]),
        condition=entry.get("condition"),
        basis=entry["basis"],
        source=entry["source"],
        confidence=entry["confidence"],
        rule_since=_day(entry["rule_since"]),
        rule_until=_day_or_none(entry.get("rule_until")),
        note=entry.get("note"),
    )


def _transition(entry: Entry) -> Transition:
    return Transition(
        basis=entry["basis"],
        applies_with=entry["applies_with"],
        market=tuple(entry["market"]),
        unless_changed=entry.get("unless_changed", ""),
        public=tuple(entry.get("public", ())),
        public_until=_day_or_none(entry.get("public_until")),
        until=_day_or_none(entry.get("until")),
        is_of_high_risk=entry["systems"] == "high-risk",
    )


def _standard(entry: Entry) -> Standard:
    return Standard(
        reference=entry["reference"],
        published=entry["published"],
        cited_on=_day_or_none(entry.get("cited_on")),
        seen_until=_day(entry["seen_until"]),
        presumes=tuple(entry.get("presumes", ())),
        restriction=entry.get("restriction", ""),
        confidence=entry["confidence"],
        source=entry["source"],
    )


def _without_inserted_letter(cite: str) -> str:
    """`Art. 111(3a)` without the letter of what was inserted: `Art. 111(3)`."""
    return _INSERTED.sub(r"\1)", cite)


def _without_last_part(cite: str) -> str:
    """`Art. 17(1)(n)` without its last part is `Art. 17(1)`; `Art. 17a` is `Art. 17`; `Art. 17` is nothing."""
    if cite.endswith(")"):
        return cite[: cite.rindex("(")].removesuffix(", point ")
    if ", " in cite:
        return cite[: cite.rindex(", ")]
    shorter = cite.rstrip("abcdefghijklmnopqrstuvwxyz")
    return shorter if shorter != cite and cite.startswith("Art. ") else ""
