"""What ends or is due, and when: one list out of every date in the register, and of the law it leans on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .. import law
from ..audit import Audit
from ..model.common import Safeguard
from ..model.fields import Record
from ..register import reference_of
from . import agreements
from .lifetime import is_over
from .reviews import MONTHS, add_months, is_due_on, review_due

DPF_MONTHS = 12
"""A certification under the Data Privacy Framework is renewed every year, so a look-up is good for no longer."""


class Due(NamedTuple):
    """Something that ends or is to be done on a day."""

    day: date
    what: str
    """A key of ui.toml under [agenda]."""
    record: str
    """Reference, e.g. "certificates/iso-hosting"; "law" for an adequacy decision."""
    name: str
    """Its name in the register (or its id where it has none); for an adequacy decision the country, ISO 3166-1."""
    detail: str = ""


def agenda(audit: Audit, days: int | None) -> list[Due]:
    """What is due up to so many days after the day of the audit (None: no limit), and what was due before it, in order of date."""
    horizon = date.max if days is None else audit.on + timedelta(days=min(days, (date.max - audit.on).days))
    found = [due for due in _all(audit) if due.day <= horizon]
    return sorted(set(found), key=lambda due: (due.day, due.record, due.what, due.detail))


def _all(audit: Audit) -> Iterator[Due]:
    yield from _register(audit)
    yield from _activities(audit)
    yield from _parties(audit)
    yield from _agreements(audit)
    yield from _certificates(audit)
    yield from _measures(audit)
    yield from _acceptances(audit)
    yield from _decisions(audit)


def _due(day: date | None, what: str, record: Record, detail: str = "") -> Iterator[Due]:
    if day is not None:
        yield Due(day, what, reference_of(record), str(getattr(record, "name", None) or record.id), detail)


def _register(audit: Audit) -> Iterator[Due]:
    organisation = audit.register.organisation
    if organisation and organisation.last_review:
        months = audit.policy.review_months or MONTHS
        yield Due(add_months(organisation.last_review, months), "review", "register", organisation.controller.name)


def _activities(audit: Audit) -> Iterator[Due]:
    months = audit.policy.review_months if audit.policy.review_months is not None else MONTHS
    for activity in audit.activities:
        if activity.status != "draft":
            yield from _due(review_due(activity, months), "review", activity)
        if activity.ended and activity.ended >= audit.on:
            yield from _due(activity.ended, "activity-ends", activity)
        for purpose in activity.purposes or ():
            test = purpose.balancing_test
            if test:
                yield from _due(is_due_on(test.done, test.next_review), "balancing-test", activity, purpose.interest or "")
        if activity.dpia:
            yield from _due(is_due_on(activity.dpia.done, activity.dpia.next_review), "dpia", activity)
        if activity.risk and (risk := activity.risk.assessment):
            yield from _due(is_due_on(risk.done, risk.next_review), "risk", activity)


def _parties(audit: Audit) -> Iterator[Due]:
    for party in (*audit.processors, *audit.recipients):
        yield from _due(is_due_on(party.last_review, party.next_review), "party-review", party)
        yield from _safeguards(party, party.safeguards or ())
    for processor in audit.processors:
        for sub in processor.sub_processors or ():
            yield from _safeguards(processor, sub.safeguards or ())
    for location in audit.register.locations.values():
        if not is_over(location, audit.on):
            yield from _safeguards(location, location.safeguards or ())


def _safeguards(record: Record, safeguards: "list[Safeguard] | tuple[()]") -> Iterator[Due]:
    for safeguard in safeguards:
        yield from _due(safeguard.valid_to, "safeguard-ends", record)
        if dpf := safeguard.dpf:
            if dpf.looked_up:
                yield from _due(add_months(dpf.looked_up, DPF_MONTHS), "dpf-look-up", record, dpf.entity or "")
            yield from _due(dpf.next_certification, "dpf-renewal", record, dpf.entity or "")
        if assessment := safeguard.assessment:
            yield from _due(is_due_on(assessment.done, assessment.next_review), "transfer-assessment", record)


def _agreements(audit: Audit) -> Iterator[Due]:
    for agreement in audit.register.agreements.values():
        if agreement.status in ("ended", "draft") or agreement.ended:
            continue
        if agreement.renews:
            continue
        yield from _due(agreements.ends(agreement), "agreement-ends", agreement)


def _certificates(audit: Audit) -> Iterator[Due]:
    for certificate in audit.register.certificates.values():
        if certificate.replaced_by:
            continue
        if law.terms("standard").get(certificate.standard, {}).get("kind") == "report":
            # a report looks back on a period: a year after it the next one is to be had
            yield from _due(add_months(certificate.valid_to, 12) if certificate.valid_to else None, "report-due", certificate)
        else:
            yield from _due(certificate.valid_to, "certificate-ends", certificate)
            yield from _due(is_due_on(certificate.last_audit, certificate.next_audit), "certificate-audit", certificate)


def _measures(audit: Audit) -> Iterator[Due]:
    for measure in audit.register.measures.values():
        if measure.status == "planned":
            yield from _due(measure.planned, "measure-planned", measure)
        else:
            yield from _due(is_due_on(measure.last_review, measure.next_review), "measure-review", measure)


def _acceptances(audit: Audit) -> Iterator[Due]:
    for acceptance in audit.register.acceptances:
        if acceptance.until:
            yield Due(acceptance.until, "acceptance-ends", acceptance.record, acceptance.rule)


def _decisions(audit: Audit) -> Iterator[Due]:
    """The end of adequacy decisions on which a transfer rests."""
    from ..law.adequacy import decisions

    used = {flow.country for flow in audit.transfers if flow.mechanism in ("adequacy", "dpf")}
    for decision in decisions().values():
        if decision.country in used and decision.holds(audit.on) and decision.last != date.max:
            yield Due(decision.last, "adequacy-ends", "law", decision.country, decision.number)
