"""Who gets the data: processors with their agreements and certificates, and the other recipients, internal and external apart (CNIL)."""

from collections.abc import Iterable, Iterator, Sequence

from ...derive.agreements import ends, state
from ...derive.lifetime import is_over
from ...model.assets import Agreement, Certificate
from ...model.fields import Nothing
from ...model.parties import Party, Processor, Recipient, SubProcessor
from ...register import index_many, reference_of
from ..blocks import Block, Fact, Facts, Heading, Para, Span, Text
from .fields import address, capital, chain, contact, facts_of, led, lines, listed, said, unsaid
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
    yield _heading(scope, processor)
    facts = [
        Fact(scope.say("used-for"), scope.activities(scope.users.get(("processor", processor.id), []))),
        Fact(scope.say("does"), lines(led(scope, processor, "service", ("own_purposes", "role_reason")), processor.description or "")),
        *_party(scope, processor),
        Fact(scope.label("Processor.sub_processors"), _sub_processors(scope, processor)),
        Fact(scope.say("agreements"), lines(*(_agreement_line(scope, each) for each in agreements)) or ("" if scope.public else scope.none)),
        Fact(scope.say("certificates"), lines(*(certificate_line(scope, each) for each in certificates))),
        *facts_of(scope, processor, without=_PLACED),
    ]
    yield Facts([fact for fact in facts if fact.value])


_WHERE = ("access_from", "parent", "parent_country")
_COURSE = ("started", "ended", "last_review", "next_review")
_LISTED = ("sub_processors", "sub_processors_dated", "sub_processors_url")
_PLACED = frozenset(
    {
        *("name", "description", "service", "own_purposes", "role_reason", "kind", "category", "legal_name", "registration", "status", "country"),
        *("address", "email", "phone", "website", "contact"),
        *(*_WHERE, *_COURSE, *_LISTED),
    }
)
"""Fields of a party that have a place of their own; any other is printed after them."""


def _heading(scope: Scope, party: Party) -> Heading:
    over = is_over(party, scope.on)
    return Heading(scope.say("ended-title", name=party.name) if over else party.name, 3, reference_of(party))


def _party(scope: Scope, party: Party) -> Iterator[Fact]:
    """Who a party is, where, how to reach it, and since when it is used."""
    yield Fact(scope.label("Party.legal_name"), listed((party.legal_name, party.registration)))
    country = scope.term("place", party.country) if party.country else scope.say("unsaid")
    yield Fact(scope.label("Party.country"), chain(scope, country, said(scope, party, _WHERE)))
    yield Fact(scope.say("reached"), lines(*_reached(scope, party)))
    yield Fact(scope.label("Party.status"), led(scope, party, "status", _COURSE))


def _reached(scope: Scope, party: Party) -> Iterator[str]:
    """How to reach a party: where it is, at which addresses and numbers, and by whom."""
    yield address(scope, party.address) if party.address else ""
    yield listed((party.email, party.phone, party.website))
    yield contact(scope, party.contact) if party.contact else ""


def joint_controllers(scope: Scope, identities: Iterable[str]) -> Text:
    """Joint controllers, a line each, with their contact details (Art. 30(1)(a))."""
    records = scope.register.recipients
    return lines(*(_joint(scope, identity, records.get(identity)) for identity in dict.fromkeys(identities)))


def _joint(scope: Scope, identity: str, party: Recipient | None) -> Text:
    reached = listed(list(_reached(scope, party)) if party else [])
    return (scope.link("recipient", identity), scope.colon, *((reached,) if reached else unsaid(scope)))


def _sub_processors(scope: Scope, processor: Processor) -> Text:
    if not processor.sub_processors:
        told = scope.none if processor.sub_processors is Nothing.NONE else "" if scope.public else unsaid(scope)
        return lines(told, capital(said(scope, processor, _LISTED[1:])))
    return lines(*(_sub_processor(scope, each) for each in processor.sub_processors), capital(said(scope, processor, _LISTED[1:])))


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
    if scope.public:
        return (scope.link("agreement", agreement.id), f" ({kind})" if kind else "")
    until = ends(agreement)
    dates = listed((scope.say("signed-on", date=agreement.signed) if agreement.signed else "", scope.say("until", date=until) if until else ""))
    told = listed((kind, dates, scope.say(f"state.{state(agreement, scope.on)}")), "; ")
    return (scope.link("agreement", agreement.id), f" ({told})")


def certificate_line(scope: Scope, certificate: Certificate) -> Text:
    """A certificate in a line: what it is, and until when it holds."""
    until = scope.say("until", date=certificate.valid_to) if certificate.valid_to else ""
    standing = "" if scope.public else validity(scope, certificate)
    told = listed((scope.term("standard", certificate.standard) if certificate.name else "", until, standing), "; ")
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
        yield Para((Span(scope.say(title), "strong"), scope.colon, scope.count("recipients-count", len(found)) if found else scope.none))
        for recipient in found:
            yield from _recipient(scope, recipient)


def is_internal(recipient: Recipient) -> bool:
    """Whether a recipient belongs to the organisation itself."""
    return recipient.kind in _INTERNAL if recipient.internal_recipient is None else recipient.internal_recipient


def _recipient(scope: Scope, recipient: Recipient) -> Iterator[Block]:
    yield _heading(scope, recipient)
    facts = [
        Fact(scope.say("used-for"), scope.activities(scope.users.get(("recipient", recipient.id), []))),
        Fact(scope.label("Recipient.kind"), lines(led(scope, recipient, "kind", ("category",)), recipient.description or "")),
        *_party(scope, recipient),
        *facts_of(scope, recipient, without=_PLACED),
    ]
    yield Facts([fact for fact in facts if fact.value])
