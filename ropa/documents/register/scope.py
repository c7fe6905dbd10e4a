"""What of the register is in a print, in which order, and under which numbers and names."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ...audit import all_named
from ...derive.lifetime import is_over
from ...derive.rights import ALWAYS, rights_of
from ...derive.transfers import Transfer
from ...findings import Finding
from ...model.activity import Activity, Data
from ...model.assets import Agreement, Certificate, Location, Measure
from ...model.fields import Record
from ...model.kinds import BY_TABLE
from ...model.parties import Party, Processor, Recipient
from ...register import index_many, reference_of
from ..blocks import Span, Text
from .edition import Edition
from .public import binds, holds, published
from .reach import Key, reach
from .wording import Wording

MOST_NAMED = 6
"""Activities up to which a list gives their names; of more it gives the numbers."""


class Scope(Wording):
    """An edition, sorted out: every part of the document asks it what to print, and how it is said."""

    def __init__(self, edition: Edition) -> None:
        """Sort out an edition."""
        super().__init__(edition)
        self.edition, self.audit, self.on = edition, edition.audit, edition.audit.on
        self.register = published(self.audit.register, self.words) if self.public else self.audit.register
        """The records to print; those of `audit` are whole, for what follows from them."""
        self.chosen = edition.choice.activities
        self.controller: list[Activity] = []
        self.processor: list[Activity] = []
        self.controller_ended: list[Activity] = []
        self.processor_ended: list[Activity] = []
        self.numbers: dict[str, str] = {}
        self._notes: dict[Key, str] = {}
        self._links: dict[Key, Span | str] = {}
        self._sort()

    def _sort(self) -> None:
        """Put the activities in their part, those that ended at its end, and number them as they come."""
        for activity in self.picked:
            over = is_over(activity, self.on)
            if activity.role == "processor":
                (self.processor_ended if over else self.processor).append(activity)
            else:
                (self.controller_ended if over else self.controller).append(activity)
        for letter, activities in (("A", [*self.controller, *self.controller_ended]), ("B", [*self.processor, *self.processor_ended])):
            for number, activity in enumerate(activities, 1):
                self.numbers[activity.id] = f"{letter}{number}"

    # -- what is printed ---------------------------------------------------------------------------------------------------------------------------

    @property
    def picked(self) -> list[Activity]:
        """The activities to print, ended ones among them, in file order."""
        return [each for each in self.register.activities.values() if self.chosen is None or each.id in self.chosen]

    @property
    def live(self) -> list[Activity]:
        """The activities of both parts that are not ended."""
        return [*self.controller, *self.processor]

    @property
    def every(self) -> list[Activity]:
        """All activities of the print, in the order of their numbers."""
        return [*self.controller, *self.controller_ended, *self.processor, *self.processor_ended]

    @cached_property
    def named(self) -> frozenset[Key] | None:
        """What the chosen activities lead to; None where all of the register is printed."""
        return None if self.chosen is None else frozenset(reach(self.register, self.picked))

    def _kept(self, kind: str) -> list[Any]:
        records = self.register.by_kind(kind)
        return [record for identity, record in records.items() if self.named is None or (kind, identity) in self.named]

    @cached_property
    def processors(self) -> list[Processor]:
        """The processors to print."""
        return self._kept("processor")

    @cached_property
    def recipients(self) -> list[Recipient]:
        """The recipients to print."""
        return self._kept("recipient")

    @cached_property
    def locations(self) -> list[Location]:
        """The locations to print."""
        whole = self.audit.register.locations
        return [each for each in self._kept("location") if not self.public or not is_over(whole[each.id], self.on)]

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The agreements to print."""
        whole = self.audit.register.agreements
        return [each for each in self._kept("agreement") if not self.public or binds(whole[each.id], self.on)]

    @cached_property
    def certificates(self) -> list[Certificate]:
        """The certificates to print."""
        whole = self.audit.register.certificates
        return [each for each in self._kept("certificate") if not self.public or holds(whole[each.id], self.on)]

    @cached_property
    def measures(self) -> list[Measure]:
        """The measures to print."""
        return self._kept("measure")

    @property
    def records(self) -> Iterator[Record]:
        """Every record of the print."""
        yield from (*self.every, *self.processors, *self.recipients, *self.agreements, *self.locations, *self.certificates, *self.measures)

    @cached_property
    def flows(self) -> list[Transfer]:
        """The transfers of the activities to print."""
        return [flow for flow in self.audit.transfers if flow.activity.id in self.numbers]

    @cached_property
    def flows_of(self) -> dict[str, list[Transfer]]:
        """The transfers by the id of their activity."""
        return index_many((flow.activity.id, flow) for flow in self.flows)

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """The findings on what is printed, and on the register as a whole."""
        if self.named is None:
            return self.edition.findings
        printed = {reference_of(record) for record in self.records}
        return [each for each in self.edition.findings if each.record in printed or "/" not in each.record]

    @cached_property
    def users(self) -> dict[Key, list[Activity]]:
        """The printed activities, ended ones among them, that name a party, place or measure, by its kind and id."""
        found: dict[Key, list[Activity]] = {}
        for activity in self.every:
            for kind, identities in zip(("processor", "recipient", "location"), all_named(activity), strict=True):
                for identity in dict.fromkeys(identities):
                    found.setdefault((kind, identity), []).append(activity)
            for identity in activity.measures or ():
                found.setdefault(("measure", identity), []).append(activity)
        return found

    @cached_property
    def ended(self) -> frozenset[str]:
        """The ids of the activities that are over."""
        return frozenset(activity.id for activity in (*self.controller_ended, *self.processor_ended))

    # -- what data are, by law ---------------------------------------------------------------------------------------------------------------------

    def marks_of(self, data: Data) -> list[Key]:
        """What is particular about data: ("special", category), ("criminal", "") or ("national_number", "")."""
        audit, category = self.audit, data.category or ""
        found = [("special", each) for each in audit.special_of(data)]
        if category in audit.criminal_categories or data.criminal_ground:
            found.append(("criminal", ""))
        if category in audit.national_number_categories or data.national_number_ground:
            found.append(("national_number", ""))
        return found

    def mark(self, mark: Key) -> str:
        """What is particular about data, in words."""
        return self.term("special-category", mark[1]) if mark[1] else self.say(f"mark.{mark[0]}")

    # -- names -------------------------------------------------------------------------------------------------------------------------------------

    def link(self, kind: str, identity: str) -> Span | str:
        """The name of a record, leading to where it is printed; the id of one that is not there."""
        found = self._links.get((kind, identity))
        if found is None:
            record = self.register.by_kind(kind).get(identity)
            if record is None:
                found = identity
            elif self.public and kind in ("location", "measure"):  # they are told by their kinds, and have no place of their own
                found = self.words.name(record)
            else:
                found = Span(self.words.name(record), to=f"#{reference_of(record)}")
            self._links[kind, identity] = found
        return found

    def titled(self, activity: Activity) -> str:
        """An activity with its number: “A3 Nieuwsbrief”; only its name where it is not printed."""
        number = self.numbers.get(activity.id)
        return f"{number} {activity.name}" if number else activity.name

    def activities(self, activities: Sequence[Activity]) -> Text:
        """Activities in a line: by number and name where they are few, else by number."""
        if not activities:
            return self.none
        if len(activities) <= MOST_NAMED:
            return joined([Span(self.titled(activity), to=f"#activities/{activity.id}") for activity in activities], "; ")
        numbers = [self.numbers[activity.id] for activity in activities if activity.id in self.numbers]
        return f"{self.count('activities', len(activities))}: {_ranges(numbers)}"

    def seen(self, hop: Record | str) -> Record | str:
        """A party or place on the way of data as this print calls it: in the public edition a place goes by its kind."""
        if self.public and isinstance(hop, Record):
            found: Record | str = self.register.by_kind(BY_TABLE[type(hop)].name).get(hop.id, hop)
            return found
        return hop

    def party_note(self, party: Party | None) -> str:
        """What a party is and where, after its name."""
        if party is None:
            return ""
        if (note := self._notes.get(key := (BY_TABLE[type(party)].name, party.id))) is None:
            what = self.term("service", party.service) if isinstance(party, Processor) and party.service else ""
            if isinstance(party, Recipient):
                what = self.term("recipient-kind", party.kind) if party.kind else ""
            found = [each for each in (what, self.place(party)) if each]
            note = self._notes[key] = f" ({'; '.join(found)})" if found else ""
        return note

    def place_note(self, identity: str) -> str:
        """What a location is and where, after its name."""
        location = self.register.locations.get(identity)
        if location is None:
            return ""
        kind = self.term("location-kind", location.kind) if location.kind and not self.public else ""
        found = [each for each in (kind, self.term("place", location.country) if location.country else "") if each]
        return f" ({'; '.join(found)})" if found else ""

    def rights(self, activity: Activity) -> str:
        """The rights of data subjects, beside those that everybody has, that follow from the legal bases of an activity."""
        found = [self.words.ui(f"rights.{right}") for right in rights_of(activity) if right not in ALWAYS]
        return self.say("rights-more", rights=found) if found else self.say("rights-always")

    def place(self, party: Party) -> str:
        """The country of a party, in words; "" where none is filled in."""
        country = party.country or (party.address.country if party.address else None)
        return self.term("place", country) if country else ""


def joined(parts: Sequence[Span | str], separator: str = ", ") -> tuple[Span | str, ...]:
    """Spans with something between them."""
    found: list[Span | str] = []
    for part in parts:
        if found:
            found.append(separator)
        found.append(part)
    return tuple(found)


def _ranges(numbers: Sequence[str]) -> str:
    """Numbers with those that follow each other taken together: A1–A4, A7."""
    runs: list[list[tuple[str, int]]] = []
    for letter, number in sorted({(number[0], int(number[1:])) for number in numbers}):
        if runs and runs[-1][-1] == (letter, number - 1):
            runs[-1].append((letter, number))
        else:
            runs.append([(letter, number)])
    return ", ".join(f"{run[0][0]}{run[0][1]}" + (f"–{run[-1][0]}{run[-1][1]}" if len(run) > 1 else "") for run in runs)
