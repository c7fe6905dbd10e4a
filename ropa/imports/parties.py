"""The records that a table names: those that there are already, by name, legal name or id, and those that it makes."""

from functools import lru_cache
from typing import Any

from ..i18n import Texts
from ..register import Register, as_id
from ..said.read import key_of
from .drafts import Draft, Outcome
from .headings import words_of_all

_LONGEST_ID = 60
LONGEST_NAME = 120
"""A longer text is a sentence and no name."""


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """A name as it is compared: without capitals, accents and signs, and without the form of the company at its end."""
    words = key_of(name.replace(".", "") if len(name) < 200 else name).split()
    while len(words) > 1 and words[-1] in words_of_all("forms"):
        words.pop()
    return " ".join(words) or name.strip().casefold()


def is_name(text: str) -> bool:
    """Whether a text can be a name: it has letters, and is no sentence."""
    return len(text) <= LONGEST_NAME and any(letter.isalpha() for letter in text)


class Parties:
    """Records by name, per kind; and the ids that are taken."""

    def __init__(self, register: Register, words: Texts, outcome: Outcome) -> None:
        """Take the register as it is, its words, and the outcome that new records are added to."""
        self.register, self.words, self.outcome = register, words, outcome
        self._ids: dict[str, dict[str, str]] = {}
        self._taken: dict[str, set[str]] = {}
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._counts: dict[str, int] = {}
        self._same: dict[str, dict[str, list[str]]] = {}
        self._announced: dict[str, set[str]] = {}
        self._called: dict[tuple[str, str], str] = {}

    def find(self, kind: str, name: str) -> str:
        """The id of a record by one of its names; "" where there is none."""
        known = self._known(kind)
        return known.get(name_key(name), "") or (name if name in self._taken[kind] and as_id(name) == name else "")

    def make(self, kind: str, name: str, sheet: str) -> str:
        """The id of a new record of that name."""
        known = self._known(kind)
        identity = self._free(kind, name)
        known.setdefault(name_key(name), identity)
        draft = Draft(kind=kind, identity=identity, data={"name": name}, kept=[], sheet=sheet)
        self._drafts[kind, identity] = draft
        self.outcome.drafts.append(draft)
        return identity

    def find_or_make(self, kind: str, name: str, sheet: str) -> str:
        """The id of a record by its name, made where there is none."""
        return self.find(kind, name) or self.make(kind, name, sheet)

    def next_of(self, kind: str, name: str, used: set[str], sheet: str) -> str:
        """The id of the first record of a name that is not used yet, made where there is none: rows of one name may be several records."""
        known = self._known(kind)
        identity = known.get(name_key(name), "")
        if not identity or identity in used:
            same = [each for each in self._same.get(kind, {}).get(name_key(name), ()) if each not in used]
            identity = same[0] if same else self.make(kind, name, sheet)
        return identity

    def call(self, kind: str, reference: str, identity: str) -> None:
        """Let a record be known by the number that the file gives it."""
        self._called.setdefault((kind, reference), identity)

    def called(self, kind: str, reference: str) -> str:
        """The id of the record that has a number in the file; "" where none has."""
        return self._called.get((kind, reference), "")

    def announce(self, kind: str, name: str) -> None:
        """Let a party of that name be known before it is made."""
        self._announced.setdefault(kind, set()).add(name_key(name))

    def is_known(self, kind: str, name: str) -> bool:
        """Whether a name is that of a party of that kind, of the register or of the table."""
        return bool(self.find(kind, name)) or name_key(name) in self._announced.get(kind, ())

    def draft(self, kind: str, identity: str, sheet: str) -> Draft:
        """The draft that adds to a record."""
        if (kind, identity) not in self._drafts:
            self._drafts[kind, identity] = Draft(kind=kind, identity=identity, data={}, kept=[], sheet=sheet)
            self.outcome.drafts.append(self._drafts[kind, identity])
        return self._drafts[kind, identity]

    def record(self, kind: str, identity: str) -> Any:
        """The record of an id as the register has it; None for one that is new."""
        return self.register.by_kind(kind).get(identity)

    def _known(self, kind: str) -> dict[str, str]:
        """Ids by name; a name that two records have leads to the one with the shorter id."""
        if kind not in self._ids:
            found: dict[str, str] = {}
            records = self.register.by_kind(kind)
            in_order = sorted(records.items(), key=lambda item: (len(item[0]), item[0]))  # name, name-2, …, name-10
            for identity, record in in_order:
                for name in (getattr(record, "name", None), getattr(record, "legal_name", None), identity):
                    if name:
                        found.setdefault(name_key(str(name)), identity)
            if kind == "measure":
                for identity, record in records.items():
                    found.setdefault(name_key(self.words.name(record)), identity)
            same: dict[str, list[str]] = {}
            for identity, record in in_order:
                same.setdefault(name_key(str(getattr(record, "name", None) or identity)), []).append(identity)
            self._ids[kind], self._same[kind] = found, same
            self._taken[kind] = {*records, *(identity for of, identity in self.register.broken if of == kind)}
        return self._ids[kind]

    def _free(self, kind: str, name: str) -> str:
        """An id that no record of the kind has: from the name, else the kind with a number."""
        taken = self._taken[kind]
        base = _shortened(as_id(name))
        if base.isdigit():  # a number is no name
            base = f"{as_id(self.words.kind(kind)) or kind}-{base}"
        if base and base not in taken:
            taken.add(base)
            return base
        base = base or as_id(self.words.kind(kind)) or kind
        number = self._counts.get(f"{kind}/{base}", 1 if base != as_id(self.words.kind(kind)) else 0) + 1
        while f"{base}-{number}" in taken:
            number += 1
        self._counts[f"{kind}/{base}"] = number
        taken.add(f"{base}-{number}")
        return f"{base}-{number}"


def _shortened(identity: str) -> str:
    """An id of a length that fits in a listing, cut between words."""
    if len(identity) <= _LONGEST_ID:
        return identity
    return identity[: _LONGEST_ID + 1].rpartition("-")[0] or identity[:_LONGEST_ID]
