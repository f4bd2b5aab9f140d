"""What the text of an artefact says about the fields of its type."""

from __future__ import annotations

from dataclasses import dataclass, replace

from art17.model.place import Place

UNDERSTOOD = ""
LANGUAGE = "language"
PARTLY = "partly"
OTHER_TYPE = "other-type"
NO_ACTOR = "no-actor"
ADVICE = "advice"
NO_CUES = "no-cues"
GUESSED = "guessed"
NOT_READ = frozenset({LANGUAGE, NO_CUES})
"""The reasons for which nothing at all was looked for in a text, not even whom or what it names."""
REASONS = (UNDERSTOOD, LANGUAGE, PARTLY, OTHER_TYPE, NO_ACTOR, ADVICE, NO_CUES, GUESSED)
"""Why nothing can be decided from a text: its language has no cues, it was read in part, it is more of another
type's matter, nobody of the organisation acts in it, it tells its reader what to do, no cues are known for its
type, or the type is a guess that nothing in it supports."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A matter that a text treats: the best place, the heading above it, how many passages there are.

    `matter` is the field, with the entry in brackets where it is one of a list (`steps[Art. 9(2)(a)]`).
    `states` are the fields whose value was read, with it, `others` different values for the same thing.
    With `of` it is about an `entry` of a list field or an `item`, and `states` are fields of that, of which
    `keys` are those by which it is known.
    """

    matter: str
    place: Place
    section: str = ""
    passages: int = 1
    states: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    of: str = ""
    keys: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        return self.matter.partition("[")[0]


@dataclass(frozen=True, slots=True)
class TextReading:
    """What a text says, for an artefact whose fields are read from it: an open one.

    `reason` is one of `REASONS`; `looked_for` are the matters for which there are cues in its language;
    `silent` those of which one may say that nothing was found; `left` counts the passages on the type's
    topic from which nothing was read, `first_left` is the first.  `perhaps` are other types of which the
    document, or a section of it, treats what they lay down: each with the place and the heading of that.
    """

    language: str = ""
    words: int = 0
    reason: str = UNDERSTOOD
    mentions: tuple[Mention, ...] = ()
    looked_for: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    left: int = 0
    first_left: Place | None = None
    perhaps: tuple[Mention, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing of the type was found in a text that was understood."""
        return not self.mentions and not self.reason and bool(self.silent)

    def as_guessed(self) -> TextReading:
        """The same of an artefact whose type is a guess: its silence shows nothing, unless that the guess is wrong."""
        reason = GUESSED if self.says_nothing else self.reason
        return replace(self, silent=(), reason=reason)

    def mentions_of(self, field: str) -> tuple[Mention, ...]:
        """What the text treats of a field, of its parts and entries, or of the group that it is in; `*` is all."""
        return tuple(mention for mention in self.mentions if mention.field == "*" or _overlap(mention.field, field))

    @property
    def decides(self) -> bool:
        """Whether its values count: the text is the organisation's own, and of its type."""
        return self.reason in (UNDERSTOOD, PARTLY)

    def is_silent(self, field: str) -> bool:
        """Whether one may say of a field that nothing on it was found."""
        return not self.mentions_of(field) and any(_overlap(matter.partition("[")[0], field) for matter in self.silent)


def _overlap(name: str, field: str) -> bool:
    """Whether two dotted fields are the same, or one is a part of the other."""
    return name == field or name.startswith(f"{field}.") or field.startswith(f"{name}.")
