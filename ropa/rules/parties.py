"""V: processors and other recipients: what they are, whom they bring along (Art. 4(7)-(10), 28). The agreements are in agreements.py."""

from typing import TYPE_CHECKING

from ..derive.lifetime import is_over
from ..model.parties import Processor
from ..register import reference_of
from . import agreements
from .agreements import contracts_in_force, few, usual_role
from .base import ERROR, INFO, WARNING, Hits, Term, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit


@rule("V509", WARNING, "GDPR art. 4(7)", "GDPR art. 4(8)", "GDPR art. 28(10)", "EDPB Guidelines 07/2020")
def processor_or_controller(audit: "Audit") -> Hits:
    """A party among the processors that may well decide for itself."""
    for processor in audit.processors:
        if processor.id not in audit.activities_of_processor:
            continue
        service = Term("service", processor.service or "")
        if processor.own_purposes:
            yield hit(processor, "own_purposes", variant="own-purposes")
            continue
        role = usual_role(processor)
        if role == "processor" or processor.role_reason:
            continue
        if role == "depends":
            if processor.own_purposes is None and processor.id in audit.contracts_of_processor:
                yield hit(processor, "service", variant="depends", service=service)
        else:
            yield hit(processor, "service", variant=role, service=service)


@rule("V508", WARNING, "GDPR art. 28(2)", "GDPR art. 28(3)(d)")
def sub_processor_authorisation(audit: "Audit") -> Hits:
    """A processor with sub-processors, and nothing that says who allowed them."""
    for processor, _, contracts in contracts_in_force(audit):
        if _has_sub_processors(audit, processor) and not any(agreement.sub_processing for agreement in contracts):
            yield hit(contracts[-1], "sub_processing", processor=processor)


@rule("V518", ERROR, "GDPR art. 28(2)")
def sub_processor_forbidden(audit: "Audit") -> Hits:
    """A processor with sub-processors that the contract does not allow."""
    for processor, _, contracts in contracts_in_force(audit):
        said = {agreement.sub_processing for agreement in contracts if agreement.sub_processing}
        if said == {"none"} and _has_sub_processors(audit, processor):
            forbidding = next(agreement for agreement in contracts if agreement.sub_processing == "none")
            yield hit(forbidding, "sub_processing", processor=processor)


def _has_sub_processors(audit: "Audit", processor: Processor) -> bool:
    on = audit.on
    return any(not (sub.until and sub.until < on) and not (sub.since and sub.since > on) for sub in processor.sub_processors or ())


@rule("V515", WARNING, "GDPR art. 30(1)(d)", "GDPR art. 5(1)(d)")
def party_ended_in_use(audit: "Audit") -> Hits:
    """A party that is no longer in use according to its own file, but is by an activity."""
    for records, uses in ((audit.register.processors, audit.activities_of_processor), (audit.register.recipients, audit.activities_of_recipient)):
        for identity, users in uses.items():
            party = records.get(identity)
            if party is None:
                continue
            if party.ended is not None:
                if is_over(party, audit.on):
                    yield hit(party, "ended", ended=party.ended, activities=few(users))
            elif party.status == "ended":
                yield hit(party, "status", variant="no-date", activities=few(users))


@rule("V516", INFO, "GDPR art. 30(1)(d)")
def recipient_kind(audit: "Audit") -> Hits:
    """A recipient of which the register does not say what it is."""
    for recipient in audit.recipients:
        if recipient.kind is None and recipient.id in audit.activities_of_recipient:
            yield hit(recipient, "kind")


@rule("V517", INFO, "GDPR art. 5(1)(d)", "GDPR art. 28(1)")
def party_unconfirmed(audit: "Audit") -> Hits:
    """Facts about a party, and about the places that are its service, that were taken from elsewhere and that the organisation has not confirmed."""
    for parties in (audit.processors, audit.recipients):
        for party in parties:
            if party.sources:
                for index, source in enumerate(party.sources):
                    if source.confirmed is False:
                        params = {"reference": reference_of(party), "number": index + 1, "url": source.url}
                        yield hit(party, "sources", index, "confirmed", variant="read" if source.read else "", read=source.read, **params)
                        break


RULES = (
    *agreements.RULES,
    sub_processor_authorisation,
    processor_or_controller,
    party_ended_in_use,
    recipient_kind,
    party_unconfirmed,
    sub_processor_forbidden,
)
