"""Who gets the data: processors with their agreements and certificates, and the other recipients, internal and external apart (CNIL)."""

from collections.abc import Iterator, Sequence

from ...derive.agreements import ends, state
from ...derive.lifetime import is_over
from ...model.assets import Agreement, Certificate
from ...model.fields import Nothing
from ...model.parties import Processor, Recipient, SubProcessor
from ...register import index_many
from ..blocks import Block, Fact, Facts, Heading, Para, Span, Text
from .fields import facts_of, lines, listed, said, unsaid
from .scope import Scope

_INTERNAL = frozenset({"department", "staff"})
"""Kinds of recipient that belong to the organisation itself."""


def processors(scope: Scope) -> Iterator[Block]:
    """The processors."""
    yield Heading(scope.say("processors"), 2, "processors")
    if not scope.processors:
        yield Para(scope.none)
    agreements = index_many((each.processor, each) for each in scope.agreements if each.processor)
    certificates = index_many((each.processor, each) for each in scope.certificates if each.processor)
    for processor in scope.processors:
        yield from _processor(scope, processor, agreements.get(processor.id, []), certificates.get(processor.id, []))


def _processor(scope: Scope, processor: Processor, agreements: Sequence[Agreement], certificates: Sequence[Certificate]) -> Iterator[Block]:
    over = is_over(processor, scope.on)
    yield Heading(scope.say("ended-title", name=processor.name) if over else processor.name, 3, f"processors/{processor.id}")
    facts = [
        Fact(scope.say("used-for"), scope.activities(scope.users.get(("processor", processor.id), []))),
        *facts_of(scope, processor, without=("name", "sub_processors")),
        Fact(scope.label("Processor.sub_processors"), _sub_processors(scope, processor)),
    ]
    contracts = [_agreement_line(scope, each) for each in agreements]
    facts.append(Fact(scope.say("agreements"), lines(*contracts) or scope.none))
    if certificates:
        facts.append(Fact(scope.say("certificates"), lines(*(certificate_line(scope, each) for each in certificates))))
    yield Facts(facts)


def _sub_processors(scope: Scope, processor: Processor) -> Text:
    if not processor.sub_processors:
        return scope.none if processor.sub_processors is Nothing.NONE else unsaid(scope)
    return lines(*(_sub_processor(scope, each) for each in processor.sub_processors))


def _sub_processor(scope: Scope, each: SubProcessor) -> Text:
    name = scope.link("processor", each.processor) if each.processor else each.name or scope.words.ui("flows.unnamed")
    alias = each.name if each.processor and each.name else ""
    where = scope.term("place", each.country) if each.country else ""
    rest = said(scope, each, without=("processor", "name", "service", "country"))
    told = listed((alias, each.service, where), "; ")
    return ("– ", name, f" ({told})" if told else "", f"; {rest}" if rest else "")


def _agreement_line(scope: Scope, agreement: Agreement) -> Text:
    """An agreement in a line: what it is, since when and until when, and whether it binds today."""
    kind = scope.term("agreement-kind", agreement.kind) if agreement.kind else ""
    until = ends(agreement)
    dates = listed((scope.say("signed-on", date=agreement.signed) if agreement.signed else "", scope.say("until", date=until) if until else ""))
    told = listed((kind, dates, scope.say(f"state.{state(agreement, scope.on)}")), "; ")
    return (scope.link("agreement", agreement.id), f" ({told})")


def certificate_line(scope: Scope, certificate: Certificate) -> Text:
    """A certificate in a line: what it is, and until when it holds."""
    until = scope.say("until", date=certificate.valid_to) if certificate.valid_to else ""
    told = listed((scope.term("standard", certificate.standard) if certificate.name else "", until, validity(scope, certificate)), "; ")
    return (scope.link("certificate", certificate.id), f" ({told})" if told else "")


def validity(scope: Scope, certificate: Certificate) -> str:
    """Whether a certificate holds today; "" where no date tells."""
    if certificate.valid_to and certificate.valid_to < scope.on:
        return scope.say("state.expired")
    if certificate.valid_from and certificate.valid_from > scope.on:
        return scope.say("state.future")
    return scope.say("state.in-force") if certificate.valid_to else ""


# -- recipients ----------------------------------------------------------------------------------------------------------------------------------------


def recipients(scope: Scope) -> Iterator[Block]:
    """The other recipients."""
    yield Heading(scope.say("recipients"), 2, "recipients")
    inside = [each for each in scope.recipients if is_internal(each)]
    outside = [each for each in scope.recipients if not is_internal(each)]
    for title, found in (("recipients-internal", inside), ("recipients-external", outside)):
        yield Para((Span(scope.say(title), "strong"), ": ", scope.count("recipients-count", len(found)) if found else scope.none))
        for recipient in found:
            yield from _recipient(scope, recipient)


def is_internal(recipient: Recipient) -> bool:
    """Whether a recipient belongs to the organisation itself."""
    return recipient.kind in _INTERNAL if recipient.internal_recipient is None else recipient.internal_recipient


def _recipient(scope: Scope, recipient: Recipient) -> Iterator[Block]:
    over = is_over(recipient, scope.on)
    yield Heading(scope.say("ended-title", name=recipient.name) if over else recipient.name, 3, f"recipients/{recipient.id}")
    used = scope.users.get(("recipient", recipient.id), [])
    yield Facts([Fact(scope.say("used-for"), scope.activities(used)), *facts_of(scope, recipient, without=("name",))])
