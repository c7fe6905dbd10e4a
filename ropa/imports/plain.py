"""A row of a table of parties, places or measures: each cell is one field of the record."""

from typing import TYPE_CHECKING, Any

from ..said.values import parse_mechanism
from .cells import Content, Value, value_of
from .drafts import put
from .keys import IDENTITY, NOTES, REFERENCE, keys_of
from .parties import is_name
from .quick import is_none, read_terms, split_values

if TYPE_CHECKING:
    from .build import Desk, Group

REF_KINDS = {"processors": "processor", "recipients": "recipient", "joint_controllers": "recipient", "locations": "location", "measures": "measure"}


class PlainRow:
    """One row, of any kind of record."""

    def __init__(self, group: "Group", desk: "Desk", language: str, contents: dict[str, Content]) -> None:
        """Take the record that the row belongs to and the cells of the row by column."""
        self.group, self.desk, self.language, self.contents = group, desk, language, contents
        self.kind = group.draft.kind
        self.part: dict[str, Any] = {}

    def make(self) -> dict[str, Any]:
        """What the row says, as plain data; what is not understood goes to the group."""
        for content in self.contents.values():
            if not self.special(content):
                self.field(content)
        return self.part

    def special(self, content: Content) -> bool:
        """Take a cell that is more than one field; False where it is not."""
        match content.key:
            case "name" | "id":
                self.name(content)
            case "reference":
                self.group.leave(content.said, "reference")
            case "notes":
                self.group.leave(content.said, "notes")
            case "transfer.safeguard":
                self.safeguard(content)
            case "agreement":
                self.agreement(content)
            case _:
                return False
        return True

    def name(self, content: Content) -> None:
        """The name is that of the record already; one that differs is kept, for it may be another way to call it."""
        if content.key == IDENTITY:
            return
        text = " ".join(content.text.split())
        self.part["name"] = text[:500]
        if len(text) > 500:
            self.group.leave(content.said, "partly")

    def field(self, content: Content) -> None:
        """Take a cell that is one field."""
        key = keys_of(self.kind)[content.key]
        if key.field is None or key.name in (REFERENCE, NOTES):
            self.group.leave(content.said, "no-field")
            return
        if key.field.about.ref:
            self.references(content, key.field.about.ref, key.path, key.field.many, key.field.about.none)
            return
        if key.field.about.terms in ("data-category", "data-subject"):
            values, rest = self.terms(content, key.field.about.terms)
            found = (
                Value([value for value, _ in values] if key.field.many else values[0][0] if len(values) == 1 else None, rest) if values else Value(rest=rest)
            )
        else:
            found = value_of(key.field, content, self.language)
        self.settle(content, key.path, found)

    def settle(self, content: Content, path: tuple[str, ...], found: Value) -> None:
        """Put a value where it belongs, and keep the cell where something is left of it."""
        if found.value is not None:
            self.place(path, found.value)
        if found.value is None or found.rest:
            self.group.leave(content.said, "not-understood" if found.value is None else "partly", found.suggestion)

    def place(self, path: tuple[str, ...], value: Any) -> None:
        """Put a value at a path of the record; lists that are there are added to."""
        here = self.part
        for name in path:
            found: Any = here.get(name) if isinstance(here, dict) else None
            if name == path[-1] and isinstance(found, list) and isinstance(value, list):
                value = [*found, *(item for item in value if item not in found)]
            here = found if isinstance(found, dict) else {}
        put(self.part, path, value)

    def terms(self, content: Content, vocabulary: str) -> tuple[list[tuple[str, str]], str]:
        """The categories that a cell names, each with what stands in brackets behind it; what no vocabulary has becomes an own term. The rest is prose."""
        from .cells import aside_of, is_answer, without_aside

        found: list[tuple[str, str]] = []
        rest: list[str] = []
        for piece in read_terms(vocabulary, content.text, self.language):
            own = self.desk.terms.find(vocabulary, piece.text)
            identity = own or piece.value or self.desk.terms.find(vocabulary, without_aside(piece.text))
            aside = "" if own else aside_of(piece.text)
            if not identity and not is_answer(piece.text):
                name = without_aside(piece.text) if aside else piece.text
                identity = self.desk.terms.make(vocabulary, name, content.said, self.group.sheet, piece.suggestion)
            if identity:
                found.append((identity, aside))
            else:
                rest.append(piece.text)
        return found, "; ".join(rest)

    def references(self, content: Content, kind: str, path: tuple[str, ...], many: bool, none: bool) -> None:
        """Take a cell that names other records."""
        if is_none(content.text) or content.text.strip().casefold() in ("nee", "no", "non", "nein"):
            self.settle(content, path, Value("none" if none and many else None))
            return
        names = self.names(content) if many else [content.text.strip()]
        if not all(map(is_name, names)):
            self.settle(content, path, Value(rest=content.text))
            return
        found = [self.desk.parties.find_or_make(kind, name, self.group.sheet) for name in names]
        self.settle(content, path, Value(list(dict.fromkeys(found)) if many else found[0]))

    def names(self, content: Content) -> list[str]:
        """The names in a cell."""
        return list(dict.fromkeys(" ".join(name.split()) for name in split_values(content.text)))

    def safeguard(self, content: Content, target: Any = None) -> None:
        """What makes transfers to a party lawful."""
        read = parse_mechanism(content.text, self.language)
        draft = target if target is not None else self.group.draft
        if read.value:
            listed = draft.data.setdefault("safeguards", [])
            listed += [{"mechanism": value} for value in read.value if {"mechanism": value} not in listed]
        if not read.value or read.rest:
            self.group.leave(content.said, "partly" if read.value else "not-understood", read.suggestion)

    def agreement(self, content: Content) -> None:
        """Whether there is a processing agreement with the party of this row, and where."""
        from .agreements import take_agreement

        take_agreement(self, content, self.group.draft.identity)
