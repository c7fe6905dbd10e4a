"""S: where data are kept and how they are protected, and the certificates that vouch for it: Art. 30(1)(g), 28(1) and 32.

Art. 32 asks for what is appropriate to the risk, not for one measure or another: so most of these are warnings, to be judged by a person.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.storage import activities_in, places_of
from ..model.assets import Location
from ..model.parties import Processor
from .base import INFO, WARNING, Hits, Rule, Term, hit, rule
from .certificates import RULES as CERTIFICATES

if TYPE_CHECKING:
    from ..audit import Audit

_ENCRYPTING = frozenset({"encryption-at-rest", "device-encryption", "end-to-end-encryption", "own-keys"})
_LOCKING = frozenset({"locked-cabinet", "locked-premises", "server-room"})
_BACKING_UP = frozenset({"back-up-internal", "back-up-external", "back-up-offline"})

YEAR = 366
"""Days after which a test is no longer of the last year."""


def _kind(location: Location) -> dict[str, Any]:
    """Facts of the kind of place; none where the kind is not said."""
    facts: dict[str, Any] = law.terms("location-kind").get(location.kind or "", {})
    return facts


def _in_place(audit: "Audit") -> dict[str, str]:
    """The kind of each measure that is in place, by the id of the measure."""
    return {
        identity: measure.kind or ""
        for identity, measure in audit.register.measures.items()
        if measure.status in (None, "in-place") and not (measure.since and measure.since > audit.on)
    }


def _has(location: Location, kinds: frozenset[str], in_place: dict[str, str]) -> bool:
    """Whether a place names a measure of these kinds that is in place."""
    return bool(location.measures) and any(in_place.get(each) in kinds for each in location.measures or ())


def _backed_up(audit: "Audit") -> set[str]:
    """Ids of the places of which there is a back-up that is in use."""
    return {original for place in audit.locations if place.back_up for original in place.back_up.of or ()}


# -- measures -------------------------------------------------------------------------------------------------------------------------------------


@rule("S601", WARNING, "GDPR art. 30(1)(g)", "GDPR art. 32(1)")
def measures(audit: "Audit") -> Hits:
    """A register without a description of the security measures."""
    register = audit.register
    organisation = register.organisation
    if organisation is None or not audit.activities or ("measure", "") in register.broken or _in_place(audit) or audit.policy.security is not None:
        return
    yield hit(organisation, variant="planned" if register.measures else "")


@rule("S614", INFO, "GDPR art. 30(1)(g)", "GDPR art. 30(2)(d)")
def activity_measures(audit: "Audit") -> Hits:
    """An activity that names no measures, while the register has them."""
    in_place = _in_place(audit)
    if not in_place:
        return
    guarded = {place.id for place in audit.locations if place.measures}
    for activity in audit.activities:
        if not activity.measures and guarded.isdisjoint(places_of(audit, activity)):
            yield hit(activity, "measures")


@rule("S613", WARNING, "GDPR art. 32(1)", "GDPR art. 24(1)")
def planned_measure_overdue(audit: "Audit") -> Hits:
    """A measure that was to be in place by now."""
    for measure in audit.register.measures.values():
        if measure.status == "planned" and measure.planned and measure.planned < audit.on:
            yield hit(measure, "planned", planned=measure.planned, measure=_measure_name(measure))


@rule("S618", WARNING, "GDPR art. 32(1)(d)")
def measure_review_overdue(audit: "Audit") -> Hits:
    """A measure whose test the organisation planned itself, and that was not done."""
    for measure in audit.register.measures.values():
        due = measure.next_review
        if due and due < audit.on and measure.status in (None, "in-place") and not (measure.last_review and measure.last_review >= due):
            yield hit(measure, "next_review", due=due, measure=_measure_name(measure))


def _measure_name(measure: Any) -> Any:
    """The name of a measure, else the label of its kind, else its id."""
    return measure.name or (Term("measure-kind", measure.kind) if measure.kind else measure.id)


# -- places ---------------------------------------------------------------------------------------------------------------------------------------


@rule("S602", WARNING, "GDPR art. 30(1)(e)", "GDPR art. 32(1)")
def location(audit: "Audit") -> Hits:
    """An activity of which nobody can tell where its data are. Where an online service has them, processor-place asks where that is."""
    services = {processor.id for processor in audit.processors if _is_service(processor)}
    for activity in audit.activities:
        if not activity.locations and not places_of(audit, activity) and services.isdisjoint(activity.processors or ()):
            yield hit(activity, "locations")


@rule("S621", INFO, "GDPR art. 30(1)(e)", "GDPR art. 28(1)")
def processor_place(audit: "Audit") -> Hits:
    """An online service of which only the country of establishment is known, and not where it keeps the data. The first question is an agreement: V501."""
    provided = {place.provider for place in audit.locations}
    for processor in audit.processors:
        if processor.locations or processor.id in provided or not _is_service(processor):
            continue
        if (users := audit.activities_of_processor.get(processor.id)) and processor.id in audit.agreements_of_processor:
            yield hit(processor, "locations", activities=[activity.name for activity in users[:_SOME]] + (["…"] if len(users) > _SOME else []))


_SOME = 3
"""Activities that a message names."""


def _is_service(processor: Processor) -> bool:
    """Whether it keeps the data with itself by the nature of its service, as an online service does, in a country that is named."""
    facts = law.terms("service").get(processor.service or "")
    kept = facts is not None and facts["usual_role"] in ("processor", "depends") and not facts.get("nearby") and processor.service != "other"
    return kept and processor.country not in (None, law.UNKNOWN)


@rule("S617", WARNING, "GDPR art. 5(2)", "GDPR art. 32(1)")
def location_ended(audit: "Audit") -> Hits:
    """A live activity that keeps data in a place which is no longer in use."""
    in_use = {place.id for place in audit.locations}
    ended = {identity: place for identity, place in audit.register.locations.items() if identity not in in_use}
    if not ended:
        return
    for activity in audit.activities:
        seen: set[str] = set()
        rows = [(("locations",), activity.locations), *((("data", number, "locations"), each.locations) for number, each in enumerate(activity.data or ()))]
        for path, named in rows:
            for index, identity in enumerate(named or ()):
                if identity in ended and identity not in seen:
                    seen.add(identity)
                    place = ended[identity]
                    yield hit(activity, *path, index, place=place, ended=place.ended, variant="" if place.ended else "status")


@rule("S609", WARNING, "GDPR art. 32(1)(a)", "GDPR art. 9(1)", "GDPR art. 10")
def encryption_of_special_data(audit: "Audit") -> Hits:
    """Special categories or criminal data in a place that is not encrypted, or on a device to carry of which that is not said."""
    in_place = _in_place(audit)
    for place in audit.locations:
        activities = audit.special_storage.get(place.id)
        facts = _kind(place)
        if not activities or facts.get("paper"):
            continue
        encrypted = place.encrypted if place.encrypted is not None else _has(place, _ENCRYPTING, in_place) or None
        if encrypted is False:
            yield hit(place, "encrypted", activities=activities, kind=_kind_name(place))
        elif encrypted is None and facts.get("mobile"):
            yield hit(place, "encrypted", variant="unsaid", activities=activities, kind=_kind_name(place))
        if place.encrypted_transport is False:
            yield hit(place, "encrypted_transport", variant="transport", activities=activities, kind=_kind_name(place))


def _kind_name(place: Location) -> Any:
    return Term("location-kind", place.kind) if place.kind else ""


@rule("S610", WARNING, "GDPR art. 32(1)", "GDPR art. 5(1)(f)")
def paper_protection(audit: "Audit") -> Hits:
    """Paper with personal data that is not kept under lock and key."""
    for place in audit.locations:
        if place.locked is False and _kind(place).get("paper") and (activities := activities_in(audit, place.id)):
            yield hit(place, "locked", activities=activities)


@rule("S611", WARNING, "GDPR art. 32(1)(b)", "GDPR art. 32(1)(c)")
def back_up(audit: "Audit") -> Hits:
    """A place with data that is not backed up."""
    backed_up = _backed_up(audit)
    for place in audit.locations:
        if place.backed_up is False and place.id not in backed_up and place.back_up is None:
            facts = _kind(place)
            if not facts.get("paper") and not facts.get("back_up") and (activities := activities_in(audit, place.id)):
                yield hit(place, "backed_up", activities=activities)


@rule("S612", INFO, "GDPR art. 32(1)(c)", "GDPR art. 32(1)(d)")
def back_up_test(audit: "Audit") -> Hits:
    """A back-up of which restoring was never tried, or not in the last year."""
    in_place = _in_place(audit)
    tests = [each.last_review for identity, each in audit.register.measures.items() if in_place.get(identity) == "restore-test"]
    last_test = max((day for day in tests if day), default=None)
    for place in audit.locations:
        if place.back_up is None and not _kind(place).get("back_up"):
            continue
        days = [day for day in (place.back_up.restored if place.back_up else None, last_test) if day]
        last = max(days, default=None)
        if last is None:
            yield hit(place, "back_up", "restored", variant="never")
        elif (audit.on - last).days > YEAR:
            yield hit(place, "back_up", "restored", last=last)


@rule("S615", INFO, "GDPR art. 32(1)", "GDPR art. 5(2)")
def protection_not_said(audit: "Audit") -> Hits:
    """A place of which it is not said whether it is encrypted, locked or backed up, where that matters."""
    in_place = _in_place(audit)
    backed_up = _backed_up(audit)
    backing_up = not _BACKING_UP.isdisjoint(in_place.values())
    for place in audit.locations:
        for variant, key in _unsaid(audit, place, in_place):
            yield hit(place, key, variant=variant)
        if place.provider or place.id in backed_up or place.back_up or not activities_in(audit, place.id):
            continue
        facts = _kind(place)
        if place.backed_up is None and not backing_up and _keeps_data(place, facts):
            yield hit(place, "backed_up", variant="back-up")
        elif place.backed_up and not facts.get("paper"):
            yield hit(place, "backed_up", variant="place")


def _keeps_data(place: Location, facts: dict[str, Any]) -> bool:
    """Whether it is a device of one's own that data stay on."""
    return place.kind == "database" or bool(facts.get("device") and not facts.get("mobile"))


def _unsaid(audit: "Audit", place: Location, in_place: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What is not said of encryption and locks: (variant, key)."""
    facts = _kind(place)
    if facts.get("paper"):
        if place.locked is None and not facts.get("mobile") and not place.provider and not _has(place, _LOCKING, in_place) and activities_in(audit, place.id):
            yield "locked", "locked"
    elif place.encrypted is None and not facts.get("mobile") and place.id in audit.special_storage and not _has(place, _ENCRYPTING, in_place):
        yield "encrypted", "encrypted"


RULES: tuple[Rule, ...] = (
    measures,
    location,
    *CERTIFICATES,
    encryption_of_special_data,
    paper_protection,
    back_up,
    back_up_test,
    planned_measure_overdue,
    activity_measures,
    protection_not_said,
    location_ended,
    processor_place,
    measure_review_overdue,
)
