"""S, the part on certificates and assurance reports: what vouches for a processor (Art. 28(1) and (5), 32(3)), and until when.

A certificate is no duty of the GDPR and its end no breach of it: these are warnings. A report (SOC 2, ISAE) looks back over a period and does
not run out on its last day; it grows old.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import law
from ..derive.lifetime import is_over
from ..model.assets import Certificate
from ..model.organisation import CertificatePolicy
from ..model.parties import Processor
from .base import INFO, WARNING, Hits, Term, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit

REPORT_DAYS = 457
"""Days (fifteen months) after its period that a report is old: a yearly report comes out some months after the year that it is about."""

WITHDRAWN = (("iso-27001", "2013", date(2025, 10, 31)),)
"""Versions of a standard whose certificates hold no longer after a day: the transition to ISO/IEC 27001:2022, IAF MD 26:2023."""


def _is_report(certificate: Certificate) -> bool:
    return bool(law.terms("standard").get(certificate.standard, {}).get("kind") == "report")


def _last_day(certificate: Certificate) -> date | None:
    """The last day that it speaks for; for a report without a period the day of the report."""
    if certificate.valid_to or not _is_report(certificate):
        return certificate.valid_to
    return certificate.valid_from or certificate.issued


def _matters(audit: "Audit", certificate: Certificate) -> bool:
    """Whether it is of somebody or some place in use; what is of a record that is not there says F."""
    register = audit.register
    holders = (
        (certificate.processor, register.processors),
        (certificate.recipient, register.recipients),
        (certificate.location, register.locations),
    )
    for identity, records in holders:
        if identity is not None:
            record: Any = records.get(identity)
            if record is None or is_over(record, audit.on):
                return False
    return True


def _same(certificate: Certificate) -> tuple[str | None, ...]:
    """What a certificate is for: another one for the same takes its place."""
    return certificate.standard, certificate.processor, certificate.recipient, certificate.location


def _holds(certificate: Certificate, on: date) -> bool:
    """Whether it holds on a day (a report: whether it is not old yet)."""
    if certificate.valid_from and certificate.valid_from > on:
        return False
    last = _last_day(certificate)
    return last is None or last >= on or (_is_report(certificate) and (on - last).days <= REPORT_DAYS)


def _replaced(audit: "Audit", certificate: Certificate, on: date) -> bool:
    """Whether another takes its place: the one that it names, or one for the same that holds on that day."""
    seen = {certificate.id}
    after = audit.register.certificates.get(certificate.replaced_by or "")
    while after is not None and after.id not in seen:
        if not after.replaced_by or after.replaced_by not in audit.register.certificates:
            return True
        seen.add(after.id)
        after = audit.register.certificates.get(after.replaced_by)
    last = _last_day(certificate) or date.min
    return any(
        other is not certificate and _holds(other, on) and (_last_day(other) or date.max) > last for other in audit.certificates_for.get(_same(certificate), ())
    )


def _facts(audit: "Audit", certificate: Certificate) -> dict[str, Any]:
    """What every message about a certificate names: the standard, and whose it is."""
    register = audit.register
    holder: Any = (
        register.processors.get(certificate.processor or "")
        or register.recipients.get(certificate.recipient or "")
        or register.locations.get(certificate.location or "")
        or certificate.holder
        or register.name
    )
    standard: Any = certificate.name if certificate.standard == "other" and certificate.name else Term("standard", certificate.standard)
    return {"standard": standard, "holder": holder}


def _relevant(audit: "Audit") -> Iterator[Certificate]:
    return filter(partial(_matters, audit), audit.register.certificates.values())


@rule("S603", WARNING, "GDPR art. 28(1)", "GDPR art. 32(1)")
def certificate_expired(audit: "Audit") -> Hits:
    """A certificate that has run out, or a report that has grown old, and nothing came after it."""
    for certificate in _relevant(audit):
        last = _last_day(certificate)
        if last is None or last >= audit.on or _begins_later(certificate, audit.on) or _holds(certificate, audit.on):
            continue
        if not _replaced(audit, certificate, audit.on):
            variant = "report" if _is_report(certificate) else ""
            yield hit(certificate, "valid_to", variant=variant, ended=last, days=(audit.on - last).days, **_facts(audit, certificate))


def _begins_later(certificate: Certificate, on: date) -> bool:
    return bool(certificate.valid_from and certificate.valid_from > on)


@rule("S604", WARNING, "GDPR art. 28(1)", "GDPR art. 32(1)")
def certificate_ending(audit: "Audit") -> Hits:
    """A certificate that runs out soon, and nothing is there to follow it."""
    soon = audit.on + timedelta(days=audit.notice_days)
    for certificate in _relevant(audit):
        last = certificate.valid_to
        if last is None or not audit.on <= last <= soon or not _holds(certificate, audit.on) or _is_report(certificate):
            continue
        if last < date.max and not _replaced(audit, certificate, last + timedelta(days=1)):
            yield hit(certificate, "valid_to", ends=last, days=(last - audit.on).days, **_facts(audit, certificate))


@rule("S605", WARNING, "GDPR art. 28(1)")
def certificate_not_yet_valid(audit: "Audit") -> Hits:
    """A certificate that begins later, while none holds now. A report only looks back."""
    for certificate in _relevant(audit):
        if _begins_later(certificate, audit.on) and not _is_report(certificate):
            others = audit.certificates_for.get(_same(certificate), ())
            if not any(_holds(other, audit.on) for other in others):
                yield hit(certificate, "valid_from", starts=certificate.valid_from, **_facts(audit, certificate))


@rule("S616", WARNING, "GDPR art. 5(2)")
def certificate_dates(audit: "Audit") -> Hits:
    """A certificate without an end date, or a report of nobody knows when."""
    for certificate in _relevant(audit):
        if _last_day(certificate) is None and not _replaced(audit, certificate, audit.on):
            variant = "report" if _is_report(certificate) else ""
            yield hit(certificate, "valid_to", variant=variant, **_facts(audit, certificate))


@rule("S620", WARNING, "GDPR art. 28(1)", "IAF MD 26:2023")
def certificate_withdrawn_version(audit: "Audit") -> Hits:
    """A certificate by a version of the standard that is no longer recognised, whatever end date it bears."""
    for certificate in _relevant(audit):
        if not certificate.version or not _holds(certificate, audit.on):
            continue
        others = [each for each in audit.certificates_for.get(_same(certificate), ()) if each is not certificate and _holds(each, audit.on)]
        for standard, version, last in WITHDRAWN:
            if certificate.standard == standard and version in certificate.version and last < audit.on and not others:
                yield hit(certificate, "version", version=version, last=last, **_facts(audit, certificate))


@rule("S619", INFO, "GDPR art. 28(1)")
def certificate_audit_due(audit: "Audit") -> Hits:
    """A surveillance audit whose day has passed, of which the outcome was not written down."""
    for certificate in _relevant(audit):
        due = certificate.next_audit
        if due and due < audit.on and _holds(certificate, audit.on) and not (certificate.last_audit and certificate.last_audit >= due):
            yield hit(certificate, "next_audit", due=due, **_facts(audit, certificate))


@rule("S608", WARNING, "GDPR art. 28(1)", "GDPR art. 5(2)")
def certificate_holder(audit: "Audit") -> Hits:
    """A certificate of which it is not said whose it is, or that names another legal entity than the processor."""
    for certificate in _relevant(audit):
        if not (certificate.processor or certificate.recipient or certificate.location or certificate.holder):
            yield hit(certificate, "holder", variant="nobody", **_facts(audit, certificate))
            continue
        processor = audit.register.processors.get(certificate.processor or "")
        if processor is not None and certificate.holder and processor.legal_name and not _same_entity(certificate.holder, processor):
            yield hit(certificate, "holder", named=certificate.holder, legal_name=processor.legal_name, **_facts(audit, certificate))


def _same_entity(named: str, processor: Processor) -> bool:
    """Whether a certificate names the legal entity or the parent: the words of one name are all in the other."""
    words = _words(named)
    names = (processor.legal_name, processor.parent, processor.name)
    return any(words <= other or other <= words for other in (_words(name) for name in names if name) if other)


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(letter if letter.isalnum() else " " for letter in name.casefold().replace(".", "")).split())


@rule("S607", WARNING, "GDPR art. 28(1)", "GDPR art. 32(1)")
def certificate_scope(audit: "Audit") -> Hits:
    """A certificate whose scope leaves out a place where the processor keeps our data."""
    for identity, certificates in audit.certificates_of_processor.items():
        processor = audit.register.processors.get(identity)
        if processor is None or identity not in audit.activities_of_processor or is_over(processor, audit.on):
            continue
        places = [place for place in audit.locations if place.provider == identity or place.id in (processor.locations or ())]
        valid = [each for each in certificates if _holds(each, audit.on) and not each.replaced_by]
        for certificate in valid:
            if certificate.covers:
                family = [each for each in valid if each.standard == certificate.standard]
                covered = {place for each in family for place in each.covers or ()}
                outside = [place for place in places if place.id not in covered]
                if outside and all(each.covers for each in family) and certificate is next(each for each in family if each.covers):
                    yield hit(certificate, "covers", outside=outside, **_facts(audit, certificate))


@rule("S606", WARNING, "GDPR art. 28(1)", "GDPR art. 24(1)")
def certificate_missing(audit: "Audit") -> Hits:
    """A processor without a certificate that the organisation's own policy asks for."""
    for demand in audit.policy.certificates or ():
        for processor in audit.processors:
            if processor.id in audit.activities_of_processor and _asked_of(audit, demand, processor) and not _has(audit, demand.standard, processor):
                yield hit(
                    processor, processor=processor, standard=Term("standard", demand.standard), why=demand.reason, variant="reason" if demand.reason else ""
                )


def _asked_of(audit: "Audit", demand: CertificatePolicy, processor: Processor) -> bool:
    if demand.services and processor.service not in demand.services:
        return False
    match demand.of:
        case "special-categories":
            return processor.id in audit.special_of_processor
        case "health":
            return "health" in audit.special_of_processor.get(processor.id, ())
        case "services":
            return bool(demand.services)
    return True


def _has(audit: "Audit", standard: str, processor: Processor) -> bool:
    """Whether there is one at all, its own or of one of its places; whether it holds is for other rules."""
    if any(each.standard == standard for each in audit.certificates_of_processor.get(processor.id, ())):
        return True
    return any(
        each.standard == standard and each.location in (processor.locations or ())
        for each in audit.register.certificates.values()
        if each.location and each.processor is None
    )


RULES = (
    certificate_expired,
    certificate_ending,
    certificate_not_yet_valid,
    certificate_missing,
    certificate_scope,
    certificate_holder,
    certificate_dates,
    certificate_audit_due,
    certificate_withdrawn_version,
)
