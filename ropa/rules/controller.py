"""C: the controller, its representative and DPO, joint controllers, and for Art. 30(2) the controllers acted for."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.lifetime import is_ahead, is_over
from ..model.activity import Activity
from ..model.assets import Agreement
from ..model.common import Address, Contact
from ..model.organisation import Dpo
from ..model.parties import Recipient
from .base import ERROR, INFO, WARNING, Country, Hits, hit, rule
from .wording import said

if TYPE_CHECKING:
    from ..audit import Audit


def _place(address: Address | None) -> bool:
    """Whether an address says where post is to go."""
    return address is not None and bool(address.street or address.postal_code or address.city)


def _reachable(contact: Contact | Dpo | None) -> bool:
    """Whether there is any way to reach somebody: post, telephone or e-mail (WP243 rev.01, 2.6)."""
    return contact is not None and bool(contact.email or contact.phone or _place(contact.address))


# -- the organisation ---------------------------------------------------------------------------------------------------------------------------


@rule("C101", ERROR, "GDPR art. 30(1)(a)", "GDPR art. 30(2)(a)")
def controller_contact(audit: "Audit") -> Hits:
    """No way to reach the organisation."""
    organisation = audit.register.organisation
    if organisation:
        controller = organisation.controller
        if not (controller.email or controller.phone or _place(controller.address)):
            yield hit(organisation, "controller", "email", name=controller.name)


@rule("C102", WARNING, "GDPR art. 30(1)(a)", "GDPR art. 3(1)")
def controller_country(audit: "Audit") -> Hits:
    """No country of establishment: then national law and the authority are unknown."""
    organisation = audit.register.organisation
    if organisation and not audit.register.country:
        yield hit(organisation, "controller", "address", "country", name=organisation.controller.name)


# -- the data protection officer ----------------------------------------------------------------------------------------------------------------


@rule("C103", WARNING, "GDPR art. 37(1)", "GDPR art. 24(1)")
def dpo_decision(audit: "Audit") -> Hits:
    """It is not said whether there is a DPO, or there is none where one may well be due."""
    organisation = audit.register.organisation
    if organisation is None or audit.dpo or organisation.controller.public_authority:
        return
    dpo = organisation.dpo
    unsaid = dpo is None or dpo.appointed is None
    if dpo is not None and said(dpo.reason) and not unsaid:
        return
    for variant, activities in (("special", _large_special(audit)), ("monitoring", _large_monitoring(audit))):
        if activities:
            yield hit(organisation, "dpo", "appointed" if unsaid else "reason", variant=variant, activities=activities[:3], count=len(activities))
            return
    if unsaid:
        yield hit(organisation, "dpo", "appointed")


def _large(activity: Activity) -> bool:
    dpia = activity.dpia
    return bool(activity.large_scale or (activity.large_scale is None and dpia and dpia.criteria and "large-scale" in dpia.criteria))


def _large_special(audit: "Audit") -> list[Activity]:
    """Activities with data of Art. 9 or 10 on a large scale (Art. 37(1)(c))."""
    found = {}
    for activity, _, data in audit.marked_data:
        if activity.id not in found and (data.category in audit.criminal_categories or audit.special_of(data)) and _large(activity):
            found[activity.id] = activity
    return list(found.values())


def _large_monitoring(audit: "Audit") -> list[Activity]:
    """Activities that monitor people systematically on a large scale (Art. 37(1)(b))."""
    return [a for a in audit.activities if a.dpia and a.dpia.criteria and "systematic-monitoring" in a.dpia.criteria and _large(a)]


@rule("C104", ERROR, "GDPR art. 37(1)(a)")
def dpo_required(audit: "Audit") -> Hits:
    """A public authority without a DPO."""
    organisation = audit.register.organisation
    if organisation and organisation.controller.public_authority and not audit.dpo:
        yield hit(organisation, "dpo", "appointed", name=organisation.controller.name)


@rule("C105", ERROR, "GDPR art. 30(1)(a)", "GDPR art. 37(7)")
def dpo_contact(audit: "Audit") -> Hits:
    """A DPO without a name, or whom no one can reach."""
    organisation = audit.register.organisation
    dpo = audit.dpo
    if organisation is None or dpo is None:
        return
    named, reachable = bool(dpo.name or dpo.organisation), _reachable(dpo)
    if not reachable:
        yield hit(organisation, "dpo", "email", variant="" if named else "both", dpo=dpo.name or dpo.organisation)
    elif not named:
        yield hit(organisation, "dpo", "name", variant="name")


@rule("C106", WARNING, "GDPR art. 37(7)")
def dpo_notified(audit: "Audit") -> Hits:
    """Nothing shows that the authority knows the DPO."""
    organisation = audit.register.organisation
    dpo = audit.dpo
    if organisation and dpo and not dpo.notified and not dpo.number:
        yield hit(organisation, "dpo", "notified")


# -- outside the EEA ----------------------------------------------------------------------------------------------------------------------------


@rule("C107", WARNING, "GDPR art. 27(1)", "GDPR art. 3(2)", "GDPR art. 30(1)(a)")
def representative(audit: "Audit") -> Hits:
    """An organisation outside the EEA without a representative in the Union that can be reached. A register cannot tell whether Art. 3(2) applies."""
    organisation, country = audit.register.organisation, audit.register.country
    if organisation is None or not country or country not in law.countries() or law.in_eea(country, audit.on):
        return
    if organisation.controller.public_authority:
        return  # Art. 27(2)(b)
    contact = organisation.representative
    params: dict[str, Any] = {"name": organisation.controller.name, "country": Country(country)}
    if contact is None or not (contact.name or contact.organisation or _reachable(contact)):
        yield hit(organisation, "representative", **params)
        return
    params["representative"] = contact.name or contact.organisation
    where = contact.address.country if contact.address else None
    if where and where in law.countries() and not law.in_eea(where, audit.on):
        yield hit(organisation, "representative", "address", "country", variant="place", where=Country(where), **params)
    if not params["representative"]:
        yield hit(organisation, "representative", "name", variant="name", **params)
    elif not _reachable(contact):
        yield hit(organisation, "representative", "email", variant="contact", **params)


# -- joint controllers --------------------------------------------------------------------------------------------------------------------------


def _joint_recipients(audit: "Audit") -> set[str]:
    """Recipients that the register says are joint controllers."""
    return {recipient.id for recipient in audit.recipients if recipient.kind == "joint-controller"}


def _partners(activity: Activity, joint: set[str]) -> list[str]:
    """Ids of the joint controllers of an activity: named as such, or recipients that are such by their kind."""
    named = activity.joint_controllers or []
    if joint and activity.recipients:
        named = [*named, *(identity for identity in activity.recipients if identity in joint)]
    return list(dict.fromkeys(named))


@rule("C108", ERROR, "GDPR art. 30(1)(a)", "GDPR art. 26(1)")
def joint_controllers_named(audit: "Audit") -> Hits:
    """Joint control without saying with whom, or with one that no one can reach."""
    register = audit.register
    joint = _joint_recipients(audit)
    used: dict[str, None] = {}
    overall = (register.organisation.joint_controllers if register.organisation else None) or []
    used.update(dict.fromkeys(overall))
    for activity in audit.as_controller:
        if activity.joint_controllers is None and activity.role != "joint-controller" and not (joint and activity.recipients):
            continue
        partners = _partners(activity, joint)
        used.update(dict.fromkeys(partners))
        if not partners and activity.role == "joint-controller" and not overall and not _parties_of(audit, activity.arrangement):
            yield hit(activity, "joint_controllers")
    for identity in used:
        recipient = register.recipients.get(identity)
        if recipient and not is_over(recipient, audit.on) and not _contactable(recipient):
            yield hit(recipient, "email", variant="contact")


def _parties_of(audit: "Audit", agreement: str | None) -> list[str]:
    """The other parties of an arrangement."""
    found = audit.register.agreements.get(agreement) if agreement else None
    return (found.recipients if found else None) or []


def _contactable(recipient: Recipient) -> bool:
    """Whether a joint controller can be reached; a large platform has at times only a form on its website."""
    return bool(recipient.email or recipient.phone or recipient.website or _place(recipient.address) or _reachable(recipient.contact))


@rule("C109", ERROR, "GDPR art. 26(1)")
def joint_controller_arrangement(audit: "Audit") -> Hits:
    """Joint control without an arrangement that is in force."""
    register = audit.register
    by_party = _arrangements(audit)
    if register.organisation:
        for place, identity in enumerate(register.organisation.joint_controllers or ()):
            yield from _without(audit, register.organisation, ("joint_controllers", place), [identity], by_party, None)
    joint = _joint_recipients(audit)
    for activity in audit.as_controller:
        named = activity.arrangement
        if named is None:
            if activity.joint_controllers or (joint and activity.recipients):
                yield from _without(audit, activity, ("arrangement",), _partners(activity, joint), by_party, activity)
        elif agreement := register.agreements.get(named):
            why = _why_not(agreement, audit.on)
            if why:
                yield hit(activity, "arrangement", variant=why[0], agreement=agreement, when=why[1])


def _arrangements(audit: "Audit") -> dict[str, list[Agreement]]:
    """Arrangements of Art. 26 by the other party."""
    found: dict[str, list[Agreement]] = {}
    for agreement in audit.register.agreements.values():
        if agreement.kind == "joint-controllers":
            for identity in agreement.recipients or ():
                found.setdefault(identity, []).append(agreement)
    return found


def _without(
    audit: "Audit", record: Any, path: tuple[str | int, ...], partners: list[str], by_party: dict[str, list[Agreement]], activity: Activity | None
) -> Iterator[Any]:
    """A finding where one of the joint controllers has no arrangement in force; one that the register does not have is no matter of this rule."""
    missing, reasons = [], []
    for identity in partners:
        recipient = audit.register.recipients.get(identity)
        if recipient is None or is_over(recipient, audit.on) or is_ahead(recipient, audit.on):
            continue
        found = [a for a in by_party.get(identity, ()) if _covers(a, activity, recipient)]
        why = [(a, _why_not(a, audit.on)) for a in found]
        if not any(reason is None for _, reason in why):
            missing.append(recipient)
            reasons += [(a, reason) for a, reason in why if reason]
    if missing and len(reasons) == 1 and len(missing) == 1:
        agreement, reason = reasons[0]
        yield hit(record, *path, variant=reason[0], agreement=agreement, when=reason[1], parties=missing)
    elif missing:
        yield hit(record, *path, parties=missing)


def _covers(agreement: Agreement, activity: Activity | None, recipient: Recipient) -> bool:
    """Whether an arrangement is for this activity; a recipient that is a joint controller elsewhere needs none here."""
    if activity is None or not agreement.activities or activity.id in agreement.activities:
        return True
    return recipient.id not in (activity.joint_controllers or ())


def _why_not(agreement: Agreement, on: date) -> tuple[str, date | str] | None:
    """Why an arrangement does not hold on a day, and since or from when; None where it does. Art. 26 asks for no signature."""
    start = agreement.valid_from or agreement.signed
    if agreement.kind not in (None, "joint-controllers"):
        return "kind", ""
    if agreement.ended and agreement.ended < on:
        return "ended", agreement.ended
    if agreement.status == "ended" and not (agreement.ended or agreement.valid_to):
        return "ended", ""
    if agreement.status in ("draft", "sent"):
        return "draft", ""
    if start and start > on:
        return "later", start
    if agreement.valid_to and agreement.valid_to < on and not agreement.renews:
        return "ended", agreement.valid_to
    return None


# -- the authority ------------------------------------------------------------------------------------------------------------------------------


@rule("C110", WARNING, "GDPR art. 55(1)", "GDPR art. 13(2)(d)")
def authority(audit: "Audit") -> Hits:
    """No supervisory authority named, or one of another country."""
    organisation, country = audit.register.organisation, audit.register.country
    if organisation is None:
        return
    if not organisation.authority:
        yield hit(organisation, "authority")
        return
    facts = law.terms("authority").get(organisation.authority)
    if not facts or not country or not law.in_eea(country, audit.on):
        return  # outside the EEA it is the authority of the representative, or of the people concerned
    if facts["country"] not in (country, law.countries().get(country, {}).get("part_of")):
        yield hit(
            organisation,
            "authority",
            variant="country",
            authority=facts.get("short") or organisation.authority,
            where=Country(facts["country"]),
            country=Country(country),
        )


# -- Art. 30(2): on behalf of others ------------------------------------------------------------------------------------------------------------


@rule("C111", ERROR, "GDPR art. 30(2)(a)")
def controllers_acted_for(audit: "Audit") -> Hits:
    """Processing on behalf of nobody knows whom."""
    for activity in audit.as_processor:
        if not activity.controllers:
            yield hit(activity, "controllers")
            continue
        for place, controller in enumerate(activity.controllers):
            if controller.until and controller.until < audit.on:
                continue
            if not said(controller.name):
                yield hit(activity, "controllers", place, "name", variant="name", number=place + 1)
            elif not (_reachable(controller.contact) or (controller.contact and controller.contact.website)):
                yield hit(activity, "controllers", place, "contact", variant="contact", controller=controller.name)


@rule("C112", ERROR, "GDPR art. 30(2)(b)")
def processing_categories(audit: "Audit") -> Hits:
    """What is done on behalf of a controller is not said."""
    for activity in audit.as_processor:
        if activity.processing_categories:
            continue
        controllers = activity.controllers or []
        without = [c.name or f"#{place + 1}" for place, c in enumerate(controllers) if not c.categories and not (c.until and c.until < audit.on)]
        if without or not controllers:
            yield hit(activity, "processing_categories", variant="some" if len(without) < len(controllers) else "", controllers=without[:5])


# -- the register itself ------------------------------------------------------------------------------------------------------------------------


@rule("C113", INFO, "GDPR art. 30(4)")
def register_language(audit: "Audit") -> Hits:
    """It is not said in which language the register is."""
    organisation = audit.register.organisation
    if organisation and not organisation.language:
        yield hit(organisation, "language")


@rule("C114", WARNING, "GDPR art. 30(1)", "GDPR art. 30(2)")
def no_activities(audit: "Audit") -> Hits:
    """A register without a single activity."""
    register = audit.register
    if register.organisation and not register.activities and not any(kind == "activity" for kind, _ in register.broken):
        yield hit(register.organisation)


RULES = (
    controller_contact,
    controller_country,
    dpo_decision,
    dpo_required,
    dpo_contact,
    dpo_notified,
    representative,
    joint_controllers_named,
    joint_controller_arrangement,
    authority,
    controllers_acted_for,
    processing_categories,
    register_language,
    no_activities,
)
