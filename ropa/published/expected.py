"""What the register lets one expect of a statement: for whom it is, which items of Art. 13 and 14 apply, and who and where is to be named.

A statement that is published is for clients, customers, visitors. What an organisation does with its staff it often tells them elsewhere: so activities about
people who work there are compared, and not missed.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from .. import law
from ..derive.lifetime import has_begun
from ..derive.rights import rights_of
from ..model.activity import Activity
from ..model.parties import Party, Processor, Recipient

if TYPE_CHECKING:
    from ..audit import Audit

YES, NO, OPEN = "yes", "no", "open"
"""Whether an item applies: it does, it does not, or the register does not say enough to tell."""

_OWN = frozenset({"data-subject", "observation", "generated"})
"""Sources that Art. 13 is about: WP260 rev.01, 26."""
_INSIDE = frozenset({"staff", "department", "data-subject", "representative"})
"""Kinds of recipient that a person takes for the organisation, or is himself."""


class Expected:
    """What a statement of this register is to tell."""

    def __init__(self, audit: "Audit") -> None:
        """Take the register on a day."""
        self.audit = audit
        self.organisation = audit.register.organisation

    @cached_property
    def compared(self) -> list[Activity]:
        """The activities as controller that have begun: with these a statement is compared."""
        return [activity for activity in self.audit.as_controller if has_begun(activity, self.audit.on)]

    @cached_property
    def staff(self) -> list[Activity]:
        """Those about people who work there, and their own people."""
        facts = self.audit.subject_facts
        work = {identity for identity, fact in facts.items() if fact.get("work")}
        near = work | {identity for identity, fact in facts.items() if fact.get("third")}
        found = []
        for activity in self.compared:
            people = {subject.category for subject in activity.subjects or ()}
            if people and people <= near and not people.isdisjoint(work):
                found.append(activity)
        return found

    @cached_property
    def told(self) -> list[Activity]:
        """Those that a published statement is expected to tell of."""
        apart = {activity.id for activity in self.staff}
        return [activity for activity in self.compared if activity.id not in apart] or self.compared

    @cached_property
    def _told(self) -> frozenset[str]:
        return frozenset(activity.id for activity in self.told)

    @cached_property
    def bases(self) -> frozenset[str]:
        """The legal bases in use; "" where a purpose has none."""
        return frozenset(purpose.basis or "" for activity in self.told for purpose in activity.purposes or ())

    @cached_property
    def rights(self) -> frozenset[str]:
        """The rights that follow from them: each set of bases is looked at once."""
        found: set[str] = set()
        seen: set[tuple[object, ...]] = set()
        for activity in self.told:
            key = (bool(activity.automated_decisions), *((purpose.basis, purpose.direct_marketing) for purpose in activity.purposes or ()))
            if key not in seen or activity.automated_decisions:
                seen.add(key)
                found.update(rights_of(activity))
        grounds = {data.special_ground or "" for activity, _, data in self.audit.marked_data if activity.id in self._told}
        if any(law.terms("special-ground").get(ground, {}).get("withdrawal") for ground in grounds):
            found.add("withdrawal")
        return frozenset(found)

    def _elsewhere(self) -> str:
        """Whether data come from elsewhere than the person."""
        unsaid = not self.told
        for activity in self.told:
            for data in activity.data or ():
                if not data.source:
                    unsaid = True
                elif not _OWN.issuperset(data.source):
                    return YES
        return OPEN if unsaid else NO

    @cached_property
    def parties(self) -> list[tuple[str, Party]]:
        """The processors and recipients outside the organisation to which told activities give data, by reference."""
        found: list[tuple[str, Party]] = []
        told, audit = self._told, self.audit
        users = audit.activities_of_processor, audit.activities_of_recipient
        found.extend((f"processors/{each.id}", each) for each in audit.processors if any(user.id in told for user in users[0].get(each.id, ())))
        outside = (each for each in audit.recipients if not is_inside(each))
        found.extend((f"recipients/{each.id}", each) for each in outside if any(user.id in told for user in users[1].get(each.id, ())))
        return found

    @cached_property
    def countries(self) -> dict[str, list[Party | str]]:
        """The third countries to which data of told activities go, each with who gets them there."""
        return self._flows[0]

    @property
    def nowhere_known(self) -> bool:
        """Whether data go where nobody can say."""
        return self._flows[1]

    @cached_property
    def _flows(self) -> tuple[dict[str, list[Party | str]], bool]:
        found: dict[str, list[Party | str]] = {}
        unknown = False
        chart, told = self.audit.transfer_map, self._told
        for root in chart.roots:
            edges = [edge for _, edge in chart.ways(root) if edge.judgement.verdict != "eea"]
            if edges and any(activity.id in told for activity in chart.users(root)):
                for edge in edges:
                    if edge.place == law.UNKNOWN:
                        unknown = True
                        continue
                    holders = found.setdefault(edge.place, [])
                    holder = edge.holder if isinstance(edge.holder, (Processor, Recipient)) else str(getattr(edge.holder, "name", None) or edge.holder)
                    if holder not in holders:
                        holders.append(holder)
        return found, unknown

    @cached_property
    def places(self) -> frozenset[str]:
        """Every country that the register names for a party or a place, whoever uses it."""
        found: set[str | None] = set()
        register = self.audit.register
        for party in (*register.processors.values(), *register.recipients.values()):
            found |= {party.country, party.parent_country, *(party.access_from or ())}
            if isinstance(party, Processor):
                for sub in party.sub_processors or ():
                    found |= {sub.country, *(sub.access_from or ())}
        for location in register.locations.values():
            found |= {location.country, *(location.access_from or ())}
        return frozenset(code for code in found if code)

    # -- which items apply -------------------------------------------------------------------------------------------------------------------------

    def applies(self, condition: str) -> str:
        """Whether a condition of law/information.toml holds: YES, NO or OPEN."""
        match condition:
            case "dpo":
                return self._dpo()
            case "representative":
                return self._representative()
            case "interest":
                return self._by_basis("legitimate-interests" in self.bases)
            case "objection":
                return self._by_basis(bool(self.rights & {"objection", "objection-marketing"}))
            case "portability":
                return self._by_basis("portability" in self.rights)
            case "consent":
                return self._by_basis("withdrawal" in self.rights)
            case "elsewhere":
                return self._elsewhere()
            case "recipients":
                return self._recipients()
            case "transfers":
                return YES if self.countries else OPEN if self.nowhere_known else NO
            case "automated":
                return self._automated()
        return YES

    def _by_basis(self, holds: bool) -> str:
        return YES if holds else OPEN if "" in self.bases or not self.bases else NO

    def _dpo(self) -> str:
        if self.audit.dpo:
            return YES
        dpo = self.organisation.dpo if self.organisation else None
        return NO if dpo is not None and dpo.appointed is False else OPEN

    def _representative(self) -> str:
        if self.organisation is not None and self.organisation.representative is not None:
            return YES
        country = self.audit.register.country
        return OPEN if country is None or not law.in_eea(country, self.audit.on) else NO

    def _recipients(self) -> str:
        if self.parties:
            return YES
        return OPEN if any(activity.recipients is None or activity.processors is None for activity in self.told) or not self.told else NO

    def _automated(self) -> str:
        unsaid = False
        for activity in self.told:
            if activity.automated_decisions is None:
                unsaid = True
            for decision in activity.automated_decisions or ():
                if decision.solely_automated and decision.significant:
                    return YES
                unsaid = unsaid or decision.solely_automated is None or (bool(decision.solely_automated) and decision.significant is None)
        return OPEN if unsaid or not self.told else NO


def is_inside(recipient: Recipient) -> bool:
    """Whether a recipient belongs to the organisation itself, or is the person the data are about."""
    return bool(recipient.internal_recipient) or recipient.kind in _INSIDE
