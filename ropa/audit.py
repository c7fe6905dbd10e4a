"""A register as it stands on a day: what the rules look at. What is derived is derived once."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import law
from .derive.agreements import in_force, is_processing_contract
from .derive.kept import Periods, walk_periods
from .derive.lifetime import is_ahead, is_over
from .derive.questions import open_data
from .derive.references import References, find_references
from .derive.retention import Norm, Verdict, judge_retention, norms_by_category
from .derive.storage import special_of_processor, special_storage
from .model.activity import Activity, Data, Purpose
from .model.assets import Agreement, Certificate, Location
from .model.organisation import Dpo, Policy
from .model.parties import Processor, Recipient
from .register import Register, index_many

if TYPE_CHECKING:
    from .derive.transfer_map import TransferMap
    from .derive.transfers import Transfer
    from .errors import Failure
    from .history.standing import Standing
    from .published.compare import Comparison


class Audit:
    """The register on a day (`on`); no rule asks the clock."""

    def __init__(self, register: Register, on: date) -> None:
        """Take the register and the day by whose law and dates it is judged."""
        self.register = register
        self.on = on
        self.used_acceptances: set[int] = set()
        """Places in accepted.toml of the acceptances that silenced something; set before the W rules run."""

    @cached_property
    def policy(self) -> Policy:
        """The organisation's policy; an empty one where it has none."""
        organisation = self.register.organisation
        return (organisation.policy if organisation else None) or Policy()

    @property
    def notice_days(self) -> int:
        """Days ahead in which an end is announced; never so many that the calendar runs out."""
        days = self.policy.notice_days if self.policy.notice_days is not None else 60
        return max(0, min(days, (date.max - self.on).days - 1))

    @cached_property
    def references(self) -> References:
        """What every record names, and what of that is not there."""
        return find_references(self.register)

    @cached_property
    def documents(self) -> dict[str, bool | None]:
        """Of each path at which a record says that a document is, whether it is there; None where it leads out of the register."""
        return {path: self.register.source.holds(path) for path in {document.path for _, _, document in self.references.documents}}

    @cached_property
    def activities(self) -> list[Activity]:
        """The activities that are not ended, drafts included, in file order."""
        return [a for a in self.register.activities.values() if (a.ended is None and a.status != "ended") or not is_over(a, self.on)]

    @cached_property
    def as_controller(self) -> list[Activity]:
        """Those for which the organisation is controller or joint controller (Art. 30(1))."""
        return [a for a in self.activities if a.role != "processor"]

    @cached_property
    def as_processor(self) -> list[Activity]:
        """Those that are done on behalf of another controller (Art. 30(2))."""
        return [a for a in self.activities if a.role == "processor"]

    @cached_property
    def assessed(self) -> list[Activity]:
        """Those, as controller, of which an impact assessment was done, or a risk that remains is on record."""
        return [a for a in self.as_controller if (dpia := a.dpia) is not None and (dpia.status == "done" or dpia.residual_risk)]

    @cached_property
    def deciding(self) -> list[Activity]:
        """Those, as controller, with automated decisions or profiling."""
        return [a for a in self.as_controller if a.automated_decisions]

    @cached_property
    def processors(self) -> list[Processor]:
        """The processors that are in use: not ended, and not yet to begin."""
        return [p for p in self.register.processors.values() if not (is_over(p, self.on) or is_ahead(p, self.on))]

    @cached_property
    def recipients(self) -> list[Recipient]:
        """The recipients that are in use: not ended, and not yet to begin."""
        return [r for r in self.register.recipients.values() if not (is_over(r, self.on) or is_ahead(r, self.on))]

    @property
    def activities_of_processor(self) -> dict[str, list[Activity]]:
        """Activities that use a processor, by its id: named by the activity, by one of its data, or by a cookie."""
        return self._users[0]

    @property
    def activities_of_recipient(self) -> dict[str, list[Activity]]:
        """Activities that give data to a recipient, by its id."""
        return self._users[1]

    @property
    def activities_of_location(self) -> dict[str, list[Activity]]:
        """Activities that keep data in a location, by its id."""
        return self._users[2]

    @cached_property
    def _users(self) -> tuple[dict[str, list[Activity]], dict[str, list[Activity]], dict[str, list[Activity]]]:
        """The live activities by the ids of the processors, recipients and locations that they name, each once."""
        users: tuple[dict[str, list[Activity]], ...] = ({}, {}, {})
        for activity in self.activities:
            named: tuple[Any, ...] = (activity.processors, activity.recipients, activity.locations)
            if activity.cookies or activity.joint_controllers or any(data.processors or data.recipients or data.locations for data in activity.data or ()):
                named = all_named(activity)
            for index, identities in zip(users, named, strict=True):
                for identity in identities or ():
                    if (known := index.get(identity)) is None:
                        index[identity] = [activity]
                    elif known[-1] is not activity:
                        known.append(activity)
        return users[0], users[1], users[2]

    @cached_property
    def agreements_of_processor(self) -> dict[str, list[Agreement]]:
        """Agreements by the id of the processor they are with."""
        return index_many((a.processor, a) for a in self.register.agreements.values() if a.processor)

    @cached_property
    def contracts_of_processor(self) -> dict[str, list[Agreement]]:
        """Contracts of Art. 28(3) that are in force on the day, by the id of the processor."""
        found = ((identity, a) for identity, agreements in self.agreements_of_processor.items() for a in agreements)
        return index_many((identity, a) for identity, a in found if is_processing_contract(a) and in_force(a, self.on))

    @cached_property
    def certificates_of_processor(self) -> dict[str, list[Certificate]]:
        """Certificates by the id of the processor that holds them."""
        return index_many((c.processor, c) for c in self.register.certificates.values() if c.processor)

    @property
    def dpo(self) -> Dpo | None:
        """The data protection officer, where there is one: said so, or named without saying so."""
        dpo = self.register.organisation.dpo if self.register.organisation else None
        if dpo is None or dpo.appointed is False:
            return None
        return dpo if dpo.appointed or dpo.name or dpo.organisation or dpo.email or dpo.phone else None

    # -- what a category of data is, by law ---------------------------------------------------------------------------------------------------

    @cached_property
    def data_facts(self) -> dict[str, dict[str, Any]]:
        """Facts of every category of data, built in and own: "special" (list), "criminal", "national_number", "like"."""
        facts = dict(law.terms("data-category"))
        for identity, term in self.register.own_data.items():
            own = dict(facts.get(term.like or "", {}))
            if term.special:
                own["special"] = term.special
            if term.criminal is not None:
                own["criminal"] = term.criminal
            if term.national_number is not None:
                own["national_number"] = term.national_number
            own["like"] = term.like
            facts[identity] = own
        return facts

    @cached_property
    def subject_facts(self) -> dict[str, dict[str, Any]]:
        """Facts of every category of data subjects, built in and own: "children", "vulnerable"."""
        facts = dict(law.terms("data-subject"))
        for identity, term in self.register.own_subjects.items():
            own = dict(facts.get(term.like or "", {}))
            if term.children is not None:
                own["children"] = term.children
            if term.vulnerable is not None:
                own["vulnerable"] = term.vulnerable
            facts[identity] = own
        return facts

    def values(self, vocabulary: str) -> dict[str, Any]:
        """The values of a vocabulary with their facts, the organisation's own among them."""
        return {"data-category": self.data_facts, "data-subject": self.subject_facts}.get(vocabulary) or law.terms(vocabulary)

    @cached_property
    def special_categories(self) -> dict[str, list[str]]:
        """Special categories (Art. 9) that a category of data reveals by itself, by its id; only those that do."""
        return {identity: facts["special"] for identity, facts in self.data_facts.items() if facts.get("special")}

    @cached_property
    def likely_special_categories(self) -> frozenset[str]:
        """Categories of a highly personal nature that often turn out to hold data of Art. 9, which only the record can tell."""
        return frozenset(identity for identity, facts in self.data_facts.items() if facts.get("sensitive") and facts.get("may_hold"))

    @cached_property
    def criminal_categories(self) -> frozenset[str]:
        """Categories of data about criminal convictions and offences (Art. 10)."""
        return frozenset(identity for identity, facts in self.data_facts.items() if facts.get("criminal"))

    @cached_property
    def national_number_categories(self) -> frozenset[str]:
        """Categories of data that are a national identification number (Art. 87)."""
        return frozenset(identity for identity, facts in self.data_facts.items() if facts.get("national_number"))

    # -- purposes and data, by what the law asks of them -----------------------------------------------------------------------------------------

    @cached_property
    def purposes_by_basis(self) -> dict[str, list[tuple[Activity, int, Purpose]]]:
        """Purposes of the activities of Art. 30(1) by their legal basis ("" where none is named), each with its activity and place."""
        found: dict[str, list[tuple[Activity, int, Purpose]]] = {}
        for activity in self.as_controller:
            for place, purpose in enumerate(activity.purposes or ()):
                found.setdefault(purpose.basis or "", []).append((activity, place, purpose))
        return found

    @cached_property
    def data_named_by_purposes(self) -> list[tuple[Activity, set[str | None], set[str | None], bool]]:
        """Activities of Art. 30(1) whose purposes name the data that they need: what the activity lists, what they name, and whether all of them do."""
        found = []
        for activity in self.as_controller:
            named: set[str | None] = set()
            every = True
            for purpose in activity.purposes or ():
                if purpose.data:
                    named.update(purpose.data)
                else:
                    every = False
            if named and activity.data:
                found.append((activity, {data.category for data in activity.data}, named, every))
        return found

    @cached_property
    def marked_data(self) -> list[tuple[Activity, int, Data]]:
        """Data of the live activities that are of Art. 9, 10 or 87, by their category or by what the record says, with activity and place."""
        marked = {*self.special_categories, *self.criminal_categories, *self.national_number_categories}
        return [
            (activity, place, data) for activity in self.activities for place, data in enumerate(activity.data or ()) if data.category in marked or data.special
        ]

    def special_of(self, data: Data) -> list[str]:
        """The special categories of Art. 9 that data reveal: by their category, and by what the record adds."""
        own = self.special_categories.get(data.category or "", [])
        return list(dict.fromkeys([*own, *(data.special or ())]))

    # -- periods and places ------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def retention_norms(self) -> "dict[str, tuple[Norm, ...]]":
        """The periods of law and guidance that hold for a category of data here and on this day, by its id: see derive/retention.py."""
        return norms_by_category(self)

    @cached_property
    def retention(self) -> "list[Verdict]":
        """Periods of the register that are shorter or longer than a norm says."""
        return judge_retention(self)

    @cached_property
    def periods(self) -> Periods:
        """What is wrong with the periods of the register apart from any norm, and those to judge by one: see derive/kept.py."""
        return walk_periods(self)

    @cached_property
    def open_data(self) -> list[tuple[Activity, list[int]]]:
        """Places of the data, as controller, about which something is to be asked, by activity: see derive/questions.py."""
        return open_data(self)

    @cached_property
    def locations(self) -> list[Location]:
        """The places that are in use."""
        return [place for place in self.register.locations.values() if not is_over(place, self.on)]

    @cached_property
    def special_of_processor(self) -> dict[str, set[str]]:
        """The special categories that a processor gets, by its id; only those that get any."""
        return special_of_processor(self)

    @cached_property
    def certificates_for(self) -> dict[tuple[str | None, ...], list[Certificate]]:
        """Certificates by what they are for: (standard, processor, recipient, location)."""
        found: dict[tuple[str | None, ...], list[Certificate]] = {}
        for each in self.register.certificates.values():
            found.setdefault((each.standard, each.processor, each.recipient, each.location), []).append(each)
        return found

    @cached_property
    def special_storage(self) -> dict[str, list[Activity]]:
        """Activities with data of Art. 9 or 10 by the id of each place that holds them: see derive/storage.py."""
        return special_storage(self)

    # -- transfers ------------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def transfer_map(self) -> "TransferMap":
        """The parties and places that live activities lead to, with their edges to countries and what those lack."""
        from .derive.transfer_map import TransferMap

        return TransferMap(self)

    @cached_property
    def transfers(self) -> "list[Transfer]":
        """Every flow of data out of the EEA, or to nobody knows where: see derive/transfers.py."""
        from .derive.transfers import derive_transfers

        return derive_transfers(self)

    # -- the privacy statement --------------------------------------------------------------------------------------------------------------------

    @cached_property
    def published(self) -> "Comparison | Failure | None":
        """The statement that register.toml names, beside the register: see published/. A Failure where it cannot be read, None where none is named."""
        statement = self.register.organisation.statement if self.register.organisation else None
        path = statement.document.path if statement and statement.document else None
        if not path or not self.register.source.holds(path):
            return None
        from .published.named import compare_named

        return compare_named(self, path)

    # -- git --------------------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def trail(self) -> "Standing | None":
        """How the register stands in git: see history/standing.py. None where it is in no repository; then no process is started."""
        from .source.folder import find_repository

        source = self.register.source
        if source.revision is None and find_repository(source.root) is None:
            return None
        from .history.standing import standing

        return standing(source, self.policy.signatures or ())


def all_named(activity: Activity) -> tuple[list[str], list[str], list[str]]:
    """Processors, recipients and locations that an activity, one of its data or one of its cookies names."""
    processors, recipients, locations = list(activity.processors or ()), list(activity.recipients or ()), list(activity.locations or ())
    for data in activity.data or ():
        processors += data.processors or ()
        recipients += data.recipients or ()
        locations += data.locations or ()
    processors += [cookie.processor for cookie in activity.cookies or () if cookie.processor]
    return processors, [*recipients, *(activity.joint_controllers or ())], locations
