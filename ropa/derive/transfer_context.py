"""What the judgement of a transfer depends on beside the place: who uses a party, in which role, under which agreements and safeguards."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import law
from ..model.activity import ActingFor, Activity
from ..model.assets import Agreement, Location
from ..model.fields import Record
from ..model.parties import Party, Processor, Recipient
from ..register import index_many
from .judgement import Setting
from .lifetime import is_ahead, is_over
from .safeguards import Candidate, candidates, from_agreements

if TYPE_CHECKING:
    from ..audit import Audit

Key = tuple[str, str]
"""Kind and id of a record."""

STAFF = frozenset({"employees", "former-employees"})
"""Data subjects whose data are HR data for the Data Privacy Framework."""

PROCESSOR, RECIPIENT, ON_REQUEST, CONTROLLER = "processor", "recipient", "on-request", "controller"
"""How a party gets the data: as a standing service, regularly, case by case, or because all is done on its behalf."""


def key_of(party: Record) -> Key:
    """The key of a processor, a recipient or a location."""
    return "processor" if isinstance(party, Processor) else "recipient" if isinstance(party, Recipient) else "location", party.id


def home_of(party: Party) -> str | None:
    """The country in which a party is established: as it says, else that of its address."""
    return party.country or (party.address.country if party.address else None)


def manner_of(party: Record) -> str:
    """How a party gets the data."""
    if isinstance(party, Recipient):
        return ON_REQUEST if party.on_request else RECIPIENT
    return PROCESSOR


class Context:
    """The register on a day, as far as transfers ask of it."""

    def __init__(self, audit: "Audit") -> None:
        """Find out who uses what."""
        self.audit = audit
        self.register = audit.register
        organisation = audit.register.organisation
        self._public = organisation.controller.public_authority if organisation else None
        self._named: dict[Key, list[Candidate]] = {}
        self._within: dict[str, bool] = {}
        self._users: dict[Key, list[list[Activity]]] = {}
        self._merged: dict[Key, list[Activity]] = {}
        self._find_users()

    def _find_users(self) -> None:
        audit, register = self.audit, self.register
        for kind, index in (
            ("processor", audit.activities_of_processor),
            ("recipient", audit.activities_of_recipient),
            ("location", audit.activities_of_location),
        ):
            for identity, activities in index.items():
                if self.in_use(register.by_kind(kind).get(identity)):
                    self._users[kind, identity] = [activities]
        for identity, activities in audit.activities_of_location.items():
            location = register.locations.get(identity)
            if location is not None and self.in_use(location) and self.in_use(register.processors.get(location.provider or "")):
                self._users.setdefault(("processor", location.provider or ""), []).append(activities)
        organisation = register.organisation
        for identity in (organisation.joint_controllers if organisation else None) or ():
            if self.in_use(register.recipients.get(identity)):
                self._users.setdefault(("recipient", identity), []).append(audit.as_controller)

    @property
    def used(self) -> Collection[Key]:
        """The parties and places that activities name themselves, or keep data with."""
        return self._users.keys()

    def users(self, key: Key) -> list[Activity]:
        """The activities that name a party or place themselves, or keep data with it, each once."""
        lists = self._users.get(key, [])
        if len(lists) < 2:
            return lists[0] if lists else []
        if key not in self._merged:
            self._merged[key] = list({activity.id: activity for activities in lists for activity in activities}.values())
        return self._merged[key]

    def in_use(self, record: Any) -> bool:
        """Whether a party or place is there, not ended, and not yet to begin."""
        on = self.audit.on
        return record is not None and not (is_over(record, on) or is_ahead(record, on))

    def within(self, place: str | None) -> bool:
        """Whether a place lies in the EEA on the day."""
        if not place:
            return False
        if place not in self._within:
            self._within[place] = law.in_eea(place, self.audit.on)
        return self._within[place]

    @cached_property
    def _keepers(self) -> dict[str, list[Party]]:
        """The parties in use that say that they keep data in a location, by its id."""
        parties: list[Party] = [*self.audit.processors, *self.audit.recipients]
        return index_many((place, party) for party in parties for place in party.locations or ())

    def parties_of(self, location: Location) -> list[Party]:
        """Who runs a location or keeps data there for others: its provider first. Nobody: it is the organisation's own."""
        provider = self.register.processors.get(location.provider or "")
        found: list[Party] = [provider] if provider is not None and self.in_use(provider) else []
        return found + [party for party in self._keepers.get(location.id, ()) if party is not provider]

    # -- safeguards ------------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def _agreements_of_recipient(self) -> dict[str, list[Agreement]]:
        return index_many((recipient, agreement) for agreement in self.register.agreements.values() for recipient in agreement.recipients or ())

    def _agreements_with(self, key: Key) -> Iterable[Agreement]:
        kind, identity = key
        return self.audit.agreements_of_processor.get(identity, ()) if kind == "processor" else self._agreements_of_recipient.get(identity, ())

    @cached_property
    def _agreements_of_controller(self) -> dict[str, list[Agreement]]:
        return index_many((agreement.controller.casefold(), agreement) for agreement in self.register.agreements.values() if agreement.controller)

    def from_controller(self, activity: Activity, controller: ActingFor) -> list[Candidate]:
        """What agreements with a controller on whose behalf all is done hold of tools for transfers: the one it names, and those that name it."""
        named = self.register.agreements.get(controller.agreement or "")
        others = self._agreements_of_controller.get((controller.name or "").casefold(), ())
        return from_agreements(activity, [*([named] if named else []), *(other for other in others if other is not named)], self.audit.on)

    def safeguards(self, party: Party) -> list[Candidate]:
        """The safeguards of a party: its own, then what agreements with it hold beside those."""
        key = key_of(party)
        if key not in self._named:
            held = from_agreements(party, self._agreements_with(key), self.audit.on)
            clauses = next((candidate.agreement for candidate in held if candidate.mechanism == "standard-clauses"), None)
            own = candidates(party, (), party.safeguards, self.register.agreements, clauses)
            written = {candidate.mechanism for candidate in own}
            self._named[key] = own + [candidate for candidate in held if candidate.mechanism not in written]
        return self._named[key]

    # -- settings --------------------------------------------------------------------------------------------------------------------------------

    def setting(self, party: Record, manner: str, needs: Callable[[], list[tuple[str, ...]]], *, paper: bool = False) -> Setting:
        """All that the judgement of a transfer to this party depends on, but for the place."""
        kind = party.kind if isinstance(party, Recipient) else None
        key, group = key_of(party), kind == "group-company"
        return Setting(
            on=self.audit.on,
            notice=self.audit.notice_days,
            place="",
            names=(getattr(party, "name", None) or "", getattr(party, "legal_name", None) or ""),
            place_at=(party, ()),
            party=manner,
            public_body=kind == "public-authority",
            paper=paper,
            exporter_public=self._public,
            needs=needs,
            listed_for=lambda scope: self._left_out(key, scope, group=group),
            assess=manner != CONTROLLER,
        )

    def needs(self, party: Record, *, abroad: bool = True) -> Callable[[], list[tuple[str, ...]]]:
        """The modules that fit, by the roles in which the organisation uses a party; `abroad`: whether it is itself outside the EEA.

        To be asked for only where clauses are named: it looks at every activity of the party.
        """

        def fitting() -> list[tuple[str, ...]]:
            activities = self.users(key_of(party))
            if isinstance(party, Recipient):
                return [("1",)] if any(activity.role != "processor" for activity in activities) else []
            if not isinstance(party, Processor):
                return []
            if not activities:
                return [("3",)]  # only another processor uses it
            if not abroad:
                return [("2", "3")]  # the clauses may bind its own group, or the supplier and the organisation
            doubtful = law.terms("service").get(party.service or "", {}).get("usual_role") in ("controller", "depends")
            as_controller = ("1",) if party.own_purposes else ("2", "1") if doubtful else ("2",)
            return [("3",) if on_behalf else as_controller for on_behalf in sorted({activity.role == "processor" for activity in activities})]

        return fitting

    def _left_out(self, key: Key, scope: Sequence[str], *, group: bool) -> str:
        """The kind of data ("hr", "non-hr") that goes to a party and that a certification of this scope leaves out; "" for none.

        HR data are those of the own group's staff: what a supplier outside the group gets about staff is open to dispute, and left alone.
        """
        activities = self.users(key)
        if group and "hr" not in scope and any(any(self._staff(activity)) for activity in activities):
            return "hr"
        if "non-hr" not in scope and any(not all(self._staff(activity)) for activity in activities):
            return "non-hr"
        return ""

    def _staff(self, activity: Activity) -> list[bool]:
        """For each category of data subjects of an activity whether it is staff."""
        own = self.register.own_subjects
        named = [subjects.category for subjects in activity.subjects or () if subjects.category]
        return [category in STAFF or (category in own and own[category].like in STAFF) for category in named]
