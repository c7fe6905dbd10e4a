"""P: purposes and what makes them lawful: Art. 5(1)(b), 6, 7, 8, 9, 10 and 87. Not asked of records of Art. 30(2): there the controller answers for it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.people import has_children
from ..model.activity import Activity, Consent, Purpose, Subjects
from ..model.common import Assessment
from .base import ERROR, INFO, WARNING, Hits, Term, hit, rule
from .special_data import (
    criminal_data_ground,
    explicit_consent_recorded,
    national_number_ground,
    special_category_ground,
    special_category_law,
    special_category_named,
)
from .wording import category, names_a_law, names_an_interest, said, says_nothing, short

if TYPE_CHECKING:
    from ..audit import Audit

# -- purpose and basis --------------------------------------------------------------------------------------------------------------------------


@rule("P201", ERROR, "GDPR art. 30(1)(b)", "GDPR art. 5(1)(b)")
def purpose(audit: "Audit") -> Hits:
    """An activity without a purpose, or a purpose without words."""
    for activity in audit.as_controller:
        if not activity.purposes:
            yield hit(activity, "purposes")
            continue
        for place, each in enumerate(activity.purposes):
            if not each.purpose or not said(each.purpose):
                yield hit(activity, "purposes", place, "purpose", variant="text", number=place + 1)


@rule("P202", ERROR, "GDPR art. 6(1)", "GDPR art. 5(2)", "GDPR art. 13(1)(c)")
def legal_basis(audit: "Audit") -> Hits:
    """A purpose without a legal basis."""
    for activity, place, each in audit.purposes_by_basis.get("", ()):
        yield hit(activity, "purposes", place, "basis", purpose=short(each.purpose, place))


@rule("P203", ERROR, "GDPR art. 6(3)", "GDPR art. 6(1)(c)")
def legal_obligation_law(audit: "Audit") -> Hits:
    """A legal obligation without the law that lays it down."""
    yield from _lawless(audit, "legal-obligation")


@rule("P204", ERROR, "GDPR art. 6(3)", "GDPR art. 6(1)(e)")
def public_task_law(audit: "Audit") -> Hits:
    """A public task without the law that gives it."""
    yield from _lawless(audit, "public-task")


def _lawless(audit: "Audit", basis: str) -> Hits:
    """Purposes on a basis that stands on a law, and do not name it."""
    for activity, place, each in audit.purposes_by_basis.get(basis, ()):
        if not names_a_law(each.law):
            yield hit(activity, "purposes", place, "law", variant="vague" if said(each.law) else "", purpose=short(each.purpose, place), law=each.law)


@rule("P205", ERROR, "GDPR art. 13(1)(d)", "GDPR art. 6(1)(f)")
def legitimate_interest_named(audit: "Audit") -> Hits:
    """Legitimate interests without saying which."""
    for activity, place, each in audit.purposes_by_basis.get("legitimate-interests", ()):
        if not names_an_interest(each.interest):
            variant = "vague" if said(each.interest) else ""
            yield hit(activity, "purposes", place, "interest", variant=variant, purpose=short(each.purpose, place), interest=each.interest)


@rule("P206", WARNING, "GDPR art. 6(1)(f)", "GDPR art. 5(2)", "CJEU C-621/22 (KNLTB)")
def balancing_test(audit: "Audit") -> Hits:
    """Legitimate interests that nobody has shown to outweigh those of the people concerned, or not lately."""
    for activity, place, each in audit.purposes_by_basis.get("legitimate-interests", ()):
        test = each.balancing_test
        if not _made(test):
            yield hit(activity, "purposes", place, "balancing_test", purpose=short(each.purpose, place))
        elif test and test.next_review and test.next_review < audit.on:
            path = ("purposes", place, "balancing_test", "next_review")
            yield hit(activity, *path, variant="overdue", purpose=short(each.purpose, place), due=test.next_review)


def _made(test: Assessment | None) -> bool:
    """Whether an assessment has been made; one made again later does not undo an earlier one."""
    return test is not None and bool(test.done or test.document or said(test.outcome))


@rule("P207", WARNING, "GDPR art. 6(1)")
def legitimate_interest_public_authority(audit: "Audit") -> Hits:
    """A public authority that leans on legitimate interests, which it may not for its tasks."""
    organisation = audit.register.organisation
    if organisation and organisation.controller.public_authority:
        for activity, place, each in audit.purposes_by_basis.get("legitimate-interests", ()):
            yield hit(activity, "purposes", place, "basis", purpose=short(each.purpose, place))


# -- consent ------------------------------------------------------------------------------------------------------------------------------------


@rule("P208", ERROR, "GDPR art. 7(1)")
def consent_evidence(audit: "Audit") -> Hits:
    """Consent that cannot be shown."""
    for activity, place, each in audit.purposes_by_basis.get("consent", ()):
        consent = each.consent
        if consent is None or not said(consent.evidence):
            bare = consent is None or not (consent.withdrawal or consent.how)
            yield hit(activity, "purposes", place, "consent", "evidence", variant="bare" if bare else "", purpose=short(each.purpose, place))


@rule("P209", WARNING, "GDPR art. 7(3)")
def consent_withdrawal(audit: "Audit") -> Hits:
    """Consent without a way to withdraw it. Where nothing at all is said about the consent, consent-evidence says so."""
    for activity, place, each in audit.purposes_by_basis.get("consent", ()):
        consent = each.consent
        if consent and (consent.evidence or consent.how) and not said(consent.withdrawal):
            yield hit(activity, "purposes", place, "consent", "withdrawal", purpose=short(each.purpose, place))


def _children(audit: "Audit", activity: Activity, purpose: Purpose, age: int) -> list[Any]:
    """The data subjects of a purpose among whom there are children below an age."""
    facts, own = audit.subject_facts, audit.register.own_subjects
    return [category(own, "data-subject", each.category) for each in _subjects_of(activity, purpose) if has_children(each, facts, age)]


def _subjects_of(activity: Activity, purpose: Purpose) -> list[Subjects]:
    """The data subjects that a purpose is about: those it names, else all of the activity."""
    if not purpose.subjects:
        return activity.subjects or []
    return [each for each in activity.subjects or () if each.category in purpose.subjects]


def _consent_age(country: str | None, on: date) -> int:
    """The age of Art. 8 in a country on a day; that of the GDPR itself where nothing else is known for certain."""
    ages = law.load("consent_ages")
    for each in ages["age"]:
        if each["country"] == country and each.get("since", date.min) <= on <= each.get("until", date.max) and each["verified"] == "checked":
            return int(each["age"])
    return int(ages["default"])


@rule("P216", ERROR, "GDPR art. 8(1)", "GDPR art. 8(2)")
def child_consent(audit: "Audit") -> Hits:
    """An online service for children on consent, without a parent in it."""
    for activity, place, each in audit.purposes_by_basis.get("consent", ()):
        if each.online_service and not _parental(each.consent):
            age = _consent_age(audit.register.country, audit.on)
            if children := _children(audit, activity, each, age):
                yield hit(activity, "purposes", place, "consent", "parental", purpose=short(each.purpose, place), age=age, subjects=children)


def _parental(consent: Consent | None) -> bool:
    return consent is not None and said(consent.parental)


_DUTCH_AGE = 16
"""UAVG art. 5(1)."""


@rule("P217", WARNING, "UAVG art. 5")
def minor_consent(audit: "Audit") -> Hits:
    """NL: consent of somebody under 16 outside online services, without the legal representative."""
    if audit.register.country != "NL":
        return
    for activity, place, each in audit.purposes_by_basis.get("consent", ()):
        if not each.online_service and not _parental(each.consent) and (children := _children(audit, activity, each, _DUTCH_AGE)):
            yield hit(activity, "purposes", place, "consent", "parental", purpose=short(each.purpose, place), subjects=children)


@rule("P218", WARNING, "GDPR art. 4(11)", "GDPR art. 7", "UAVG art. 5")
def guardian_consent(audit: "Audit") -> Hits:
    """Consent of people under guardianship, without their legal representative."""
    own = audit.register.own_subjects
    for basis, purposes in audit.purposes_by_basis.items():
        for activity, place, each in purposes:
            consent = each.consent
            if (consent is None and basis != "consent") or (consent and said(consent.guardian)):
                continue
            if any(_guarded(own, who) for who in _subjects_of(activity, each)):
                yield hit(activity, "purposes", place, "consent", "guardian", purpose=short(each.purpose, place))


def _guarded(own: dict[str, Any], subjects: Subjects) -> bool:
    """Whether there are people under guardianship among data subjects."""
    if subjects.guardianship is not None:
        return subjects.guardianship
    term = own.get(subjects.category or "")
    return "people-under-guardianship" in (subjects.category, term.like if term else None)


@rule("P219", INFO, "GDPR art. 7(4)", "GDPR recital 43", "EDPB Guidelines 05/2020, par. 21")
def employee_consent(audit: "Audit") -> Hits:
    """Consent of employees, who are seldom free to refuse."""
    facts = audit.subject_facts
    for activity, place, each in audit.purposes_by_basis.get("consent", ()):
        about = _subjects_of(activity, each)
        if about and all(_dependent(facts, who.category) for who in about):
            subjects = [category(audit.register.own_subjects, "data-subject", who.category) for who in about]
            yield hit(activity, "purposes", place, "basis", purpose=short(each.purpose, place), subjects=subjects)


def _dependent(facts: dict[str, dict[str, Any]], subject: str | None) -> bool:
    """Whether people work for the organisation and depend on it; applicants may well be free to agree to being kept on file."""
    known = facts.get(subject or "", {})
    return bool(known.get("work") and known.get("vulnerable") and subject != "applicants")


# -- purposes that do not hold together ---------------------------------------------------------------------------------------------------------


@rule("P220", WARNING, "GDPR art. 5(1)(b)", "WP203")
def vague_purpose(audit: "Audit") -> Hits:
    """A purpose of which every word fits any purpose."""
    for purposes in audit.purposes_by_basis.values():
        for activity, place, each in purposes:
            if each.purpose and says_nothing(each.purpose):
                yield hit(activity, "purposes", place, "purpose", purpose=short(each.purpose, place))


@rule("P221", WARNING, "GDPR art. 6(1)", "GDPR art. 21(2)", "EDPB Guidelines 2/2019")
def direct_marketing_basis(audit: "Audit") -> Hits:
    """Direct marketing on a basis that it can hardly have."""
    for basis in ("contract", "legal-obligation", "vital-interests"):
        for activity, place, each in audit.purposes_by_basis.get(basis, ()):
            if each.direct_marketing:
                yield hit(activity, "purposes", place, "basis", purpose=short(each.purpose, place), basis=Term("legal-basis", basis))


_CONTACTS = ("client-contacts", "supplier-contacts", "professional-contacts")
"""People who act for an organisation: the contract is with the organisation, not with them."""


@rule("P222", WARNING, "GDPR art. 6(1)(b)", "EDPB Guidelines 2/2019")
def contract_party(audit: "Audit") -> Hits:
    """A contract as the basis for people with whom there is none."""
    others: set[str | None] = {*_CONTACTS, *(identity for identity, facts in audit.subject_facts.items() if facts.get("third"))}
    for activity, place, each in audit.purposes_by_basis.get("contract", ()):
        about = _subjects_of(activity, each)
        if about and about[0].category in others and all(who.category in others for who in about):
            subjects = [category(audit.register.own_subjects, "data-subject", who.category) for who in about]
            yield hit(activity, "purposes", place, "basis", purpose=short(each.purpose, place), subjects=subjects)


@rule("P223", WARNING, "GDPR art. 30(1)(c)", "GDPR art. 5(1)(b)")
def purpose_scope(audit: "Audit") -> Hits:
    """A purpose that needs data, or is about people, that the activity does not have."""
    for activity, listed, named, _ in audit.data_named_by_purposes:
        if not named <= listed:
            for place, each in enumerate(activity.purposes or ()):
                yield from _beyond(audit, activity, place, each, "data", each.data or [], listed)
    for purposes in audit.purposes_by_basis.values():
        for activity, place, each in purposes:
            if each.subjects and activity.subjects:
                yield from _beyond(audit, activity, place, each, "subjects", each.subjects, {entry.category for entry in activity.subjects})


def _beyond(audit: "Audit", activity: Activity, place: int, purpose: Purpose, key: str, named: list[str], here: set[str | None]) -> Hits:
    """What a purpose names beyond the activity; a value that does not exist at all is reported as such elsewhere."""
    vocabulary, own = ("data-category", audit.register.own_data) if key == "data" else ("data-subject", audit.register.own_subjects)
    for index, identity in enumerate(named):
        if identity not in here and identity in audit.values(vocabulary):
            what = category(own, vocabulary, identity)
            yield hit(activity, "purposes", place, key, index, variant=key, purpose=short(purpose.purpose, place), what=what)


@rule("P224", WARNING, "GDPR art. 5(1)(b)", "GDPR art. 5(1)(c)")
def data_without_purpose(audit: "Audit") -> Hits:
    """Data that none of the purposes needs, where each purpose says what it needs."""
    for activity, listed, named, every in audit.data_named_by_purposes:
        if every and not listed <= named:
            for place, data in enumerate(activity.data or ()):
                if data.category and data.category not in named:
                    yield hit(activity, "data", place, "category", data=category(audit.register.own_data, "data-category", data.category))


# -- cookies ------------------------------------------------------------------------------------------------------------------------------------


@rule("P225", ERROR, "Directive 2002/58/EC art. 5(3)", "Tw art. 11.7a", "Act of 30-07-2018 (BE) art. 10/2")
def cookie_consent(audit: "Audit") -> Hits:
    """Cookies that follow people, without asking."""
    asked = {kind for kind, facts in law.terms("cookie-kind").items() if facts.get("consent") == "yes"}
    for activity in audit.as_controller:
        if not activity.cookies:
            continue
        for place, cookie in enumerate(activity.cookies):
            if cookie.consent is False and cookie.kind in asked:
                yield hit(activity, "cookies", place, "consent", cookie=short(cookie.name, place), kind=Term("cookie-kind", cookie.kind or ""))


@rule("P226", WARNING, "Directive 2002/58/EC art. 5(3)", "Tw art. 11.7a(3)(b)", "Act of 30-07-2018 (BE) art. 10/2")
def cookie_consent_unclear(audit: "Audit") -> Hits:
    """Cookies of which it is not said whether consent is asked, or analytical ones that may need it."""
    asked = {kind for kind, facts in law.terms("cookie-kind").items() if facts.get("consent") == "yes"}
    belgian = audit.register.country == "BE"
    for activity in audit.as_controller:
        if not activity.cookies:
            continue
        for place, cookie in enumerate(activity.cookies):
            if cookie.consent:
                continue
            params: dict[str, Any] = {"cookie": short(cookie.name, place), "kind": Term("cookie-kind", cookie.kind or "")}
            if cookie.kind in asked and cookie.consent is None:
                yield hit(activity, "cookies", place, "consent", **params)
            elif cookie.kind == "analytical" and (belgian or not cookie.privacy_friendly):
                key = "consent" if belgian else "privacy_friendly"
                yield hit(activity, "cookies", place, key, variant="belgium" if belgian else "analytical", **params)


RULES = (
    purpose,
    legal_basis,
    legal_obligation_law,
    public_task_law,
    legitimate_interest_named,
    balancing_test,
    legitimate_interest_public_authority,
    consent_evidence,
    consent_withdrawal,
    special_category_ground,
    special_category_law,
    explicit_consent_recorded,
    special_category_named,
    criminal_data_ground,
    national_number_ground,
    child_consent,
    minor_consent,
    guardian_consent,
    employee_consent,
    vague_purpose,
    direct_marketing_basis,
    contract_party,
    purpose_scope,
    data_without_purpose,
    cookie_consent,
    cookie_consent_unclear,
)
