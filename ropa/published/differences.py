"""Where a statement and the register contradict each other, in both directions. What is not certain is marked so: a false alarm costs more than a miss."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from .. import law
from ..derive.lifetime import is_over
from ..model.fields import Record
from ..model.parties import Party, Processor, Recipient
from ..rules.base import Country, Quoted, Term, Words
from .blocks import Quote
from .mentions import Mentions, Passage, load, stems_of
from .phrases import Match, words_of

if TYPE_CHECKING:
    from .compare import Comparison

PARTY, RECIPIENT, PERIOD, COUNTRY, AUTHORITY, CONTACT, NONE, DATA, PURPOSE = (
    "statement-names-unknown-party",
    "statement-omits-recipient",
    "statement-period-differs",
    "statement-country-differs",
    "statement-authority-differs",
    "statement-contact-differs",
    "statement-says-none",
    "statement-names-unknown-data",
    "purpose",
)
"""Kinds of difference: the names of the N rules that tell them, and one that no rule tells."""


class Difference(msgspec.Struct, gc=False):
    """One contradiction between the statement and the register."""

    kind: str
    variant: str
    sure: bool
    """Whether it is certain enough for a finding; otherwise one is asked to look."""
    params: dict[str, Any]
    quote: Quote | None = None
    """Where in the statement; None where it is about what was not found there."""
    record: Record | None = None
    """Where in the register; None where that does not have it."""
    path: tuple[str | int, ...] = ()


def find(comparison: "Comparison") -> list[Difference]:
    """Every contradiction, in the order of the items of the law."""
    parts = (_contacts, _authorities, _denials, _unknown_parties, _omitted, _countries, _periods, _unknown_data)
    found = [difference for part in parts for difference in part(comparison)]
    if comparison.expected.audit.register.broken:  # what a file that cannot be read says, nobody knows
        for difference in found:
            difference.sure = False
    return found


# -- who, and how to reach them -----------------------------------------------------------------------------------------------------------------


def _contacts(comparison: "Comparison") -> Iterator[Difference]:
    mentions, organisation = comparison.mentions, comparison.expected.organisation
    if organisation is None:
        return
    audit = comparison.expected.audit
    said = [
        (passage, match)
        for passage, match in mentions.all("strong", "dpo")
        if not mentions.denied(passage, match) and not any(each.id == "dpo" for each in passage.of("none"))
    ]
    if said and audit.dpo is None and organisation.dpo is not None and organisation.dpo.appointed is False:
        passage, match = said[0]
        # the DPO of a processor or another party may be named too
        sure = not passage.of("party") and "@" in passage.block.text
        yield Difference(CONTACT, "dpo", sure, {}, mentions.quote(passage, match.first, match.last), organisation, ("dpo", "appointed"))
    addresses = _addresses(mentions)
    own = audit.dpo.email if audit.dpo else None
    if own and own.strip().casefold() not in addresses and (given := _address_after(said, addresses)):
        yield Difference(CONTACT, "dpo-email", True, {"address": own, "other": given}, addresses[given], organisation, ("dpo", "email"))
    email = organisation.controller.email
    if email and addresses and email.strip().casefold() not in addresses:
        given = next(iter(addresses))
        yield Difference(CONTACT, "email", False, {"address": email, "other": given}, addresses[given], organisation, ("controller", "email"))


def _address_after(said: list[tuple[Passage, Match]], addresses: dict[str, Quote]) -> str:
    """The first address after a phrase, in its passage; "" where there is none."""
    for passage, match in said:
        text = passage.block.text.casefold()
        after = passage.tokens.ends[match.last]
        places = {text.find(address, after): address for address in addresses}
        if near := [place for place in places if place >= 0]:
            return places[min(near)]
    return ""


def _addresses(mentions: Mentions) -> dict[str, Quote]:
    """The e-mail addresses of a statement, with their places."""
    found: dict[str, Quote] = {}
    for passage in mentions.passages:
        if "@" not in passage.block.text:
            continue
        for word in passage.block.text.split():
            bare = word.strip("<>()[]{}.,;:'\"“”„«»!?").removeprefix("mailto:").casefold()
            if bare.count("@") == 1 and "." in bare.partition("@")[2]:
                at = passage.block.text.casefold().find(bare)
                found.setdefault(bare, Quote(passage.block.place(at), bare))
    return found


def _authorities(comparison: "Comparison") -> Iterator[Difference]:
    """Another authority than the register's. To name it beside that one is right: one may complain where one lives (Art. 77(1))."""
    mentions, organisation = comparison.mentions, comparison.expected.organisation
    if organisation is None or not organisation.authority:
        return
    named = mentions.all("authority")
    own = law.load("authorities").get(organisation.authority)
    if not named or own is None or any(match.id == organisation.authority for _, match in named):
        return
    passage, match = named[0]
    at = {each.id for each in passage.of("authority") if each.first == match.first}
    params = {"authority": Term("authority", organisation.authority), "other": Term("authority", sorted(at)[0])}
    yield Difference(
        AUTHORITY, "", mentions.about(passage, "complaint"), params, mentions.quote(passage, match.first, match.last), organisation, ("authority",)
    )


# -- what the statement says that there is none of ----------------------------------------------------------------------------------------------


def _denials(comparison: "Comparison") -> Iterator[Difference]:
    mentions, expected = comparison.mentions, comparison.expected
    organisation, audit = expected.organisation, expected.audit
    for passage, match in mentions.all("none", "transfers")[:1]:
        if expected.countries:
            params = {"countries": [Country(code) for code in expected.countries], "parties": _first(expected.countries)}
            record = next((holder for holder in _first(expected.countries) if isinstance(holder, Record)), None)
            sure = not _excepts(mentions, passage, match)
            yield Difference(
                NONE, "transfers", sure, params, mentions.quote(passage, match.first, match.last), record or organisation, ("country",) if record else ()
            )
    for passage, match in mentions.all("none", "dpo")[:1]:
        if audit.dpo:
            yield Difference(NONE, "dpo", True, {}, mentions.quote(passage, match.first, match.last), organisation, ("dpo", "appointed"))
    given = [pair for pair in mentions.all("none", "recipients") if _denies_giving(*pair) and not _excepts(mentions, *pair)]
    for passage, match in given[:1]:  # a processor is no third party (Art. 4(10)); others are
        others = [party for _, party in expected.parties if isinstance(party, Recipient) and _must_be_told(party)]
        if others:
            yield Difference(NONE, "recipients", False, {"parties": others[:3]}, mentions.quote(passage, match.first, match.last), others[0], ("name",))
    for passage, match in mentions.all("none", "automated")[:1]:
        for activity in expected.told:
            for place, decision in enumerate(activity.automated_decisions or ()):
                if decision.solely_automated and decision.significant:
                    quote = mentions.quote(passage, match.first, match.last)
                    yield Difference(NONE, "automated", True, {"activity": activity}, quote, activity, ("automated_decisions", place))
                    return


def _first(countries: dict[str, list[Party | str]]) -> list[Party | str]:
    return [holders[0] for holders in countries.values() if holders][:3]


def _denies_giving(passage: Passage, match: Match) -> bool:
    """Whether it is said that nothing is given: to sell nothing is another promise."""
    sentence = passage.sentence(match.first)
    spoken = [each for each in passage.of("context") if max(sentence.first, match.first - 6) <= each.first <= min(match.last + 4, sentence.last)]
    sold = any(each.id == "sell" and each.first <= match.last + 2 for each in spoken)
    return any(each.id == "give" and (each.first <= match.last + 1 or not sold) for each in spoken)


def _excepts(mentions: Mentions, passage: Passage, match: Match) -> bool:
    """Whether the sentence, or the next, makes an exception: “niet …, behalve …”."""
    sentence = passage.sentence(match.first)
    return any(each.id == "except" and each.first >= sentence.first for each in passage.of("context"))


# -- parties ----------------------------------------------------------------------------------------------------------------------------------------


def _unknown_parties(comparison: "Comparison") -> Iterator[Difference]:
    """Services that the text names and the register does not know, and parties that are no longer used."""
    mentions, audit = comparison.mentions, comparison.expected.audit
    services = load("services")["service"]
    seen: set[str] = set()
    for passage, match in mentions.all("service"):
        service = services[match.id]
        text = passage.block.text[passage.tokens.starts[match.first] : passage.tokens.ends[match.last]]
        if match.id in seen or (service.get("case") and not text[:1].isupper()) or mentions.denied(passage, match):
            continue
        if any(each.first <= match.first <= each.last for each in passage.of("party")):
            continue
        seen.add(match.id)
        if not comparison.knows([service["name"], *service["names"], *service.get("party", "").split(", ")]):
            sure = not service.get("doubtful", False)
            params = {"name": service["name"], "service": Term("service", service["service"])}
            yield Difference(PARTY, "", sure, params, mentions.quote(passage, match.first, match.last))
    for passage, match in mentions.all("party"):
        folder, _, identity = match.id.partition("/")
        party: Party | None = (audit.register.processors if folder == "processors" else audit.register.recipients).get(identity)
        if party is None or match.id in seen or not is_over(party, audit.on) or mentions.denied(passage, match) or not mentions.about(passage, "recipients"):
            continue
        seen.add(match.id)
        yield Difference(PARTY, "ended", True, {"name": party.name, "party": party}, mentions.quote(passage, match.first, match.last), party, ("ended",))


def _omitted(comparison: "Comparison") -> Iterator[Difference]:
    """Processors and recipients of the register that are neither named nor described in the text."""
    mentions, parties = comparison.mentions, comparison.expected.parties
    named = {match.id for _, match in mentions.all("party")}
    kinds = {match.id for passage, match in mentions.all("kind") if mentions.about(passage, "recipients")}
    missed = [each for each in parties if each[0] not in named and not _described(each[1], comparison.kinds_of(each[1]) & kinds, mentions)]
    if len(missed) == len(parties):
        return  # then it is the item that was not found, and one finding says so
    sure = [party for reference, party in missed if _must_be_told(party) and mentions.named[reference].proper]
    if len(sure) > 3 and 2 * len(sure) > len(parties):  # a statement in general words: one finding for all
        record = comparison.expected.organisation
        yield Difference(RECIPIENT, "many", True, {"parties": sure[:5], "count": len(sure)}, None, record, ("statement",))
        sure = []  # each by itself only for those who ask for the whole page
    for _, party in missed:
        what = Term("service", party.service) if isinstance(party, Processor) and party.service else None
        yield Difference(RECIPIENT, "service" if what else "", party in sure, {"party": party, "service": what}, None, party, ("name",))


def _must_be_told(party: Party) -> bool:
    """Whether a party is a recipient for certain: an authority in a single inquiry is none (Art. 4(9))."""
    return not (isinstance(party, Recipient) and (party.on_request or party.kind == "public-authority"))


def _described(party: Party, kinds: set[str], mentions: Mentions) -> bool:
    """Whether a party is told of by its kind, or by the words with which the register describes it."""
    if kinds:
        return True
    folder = "processors" if isinstance(party, Processor) else "recipients"
    described = "" if mentions.named[f"{folder}/{party.id}"].proper else party.name
    if isinstance(party, Recipient):
        described = f"{party.category or ''} {described}"
    return not stems_of(described, mentions.stop).isdisjoint(mentions.stems)


# -- countries -----------------------------------------------------------------------------------------------------------------------------------------


def _countries(comparison: "Comparison") -> Iterator[Difference]:
    mentions, expected = comparison.mentions, comparison.expected
    on = expected.audit.on
    named = mentions.all("country")
    seen: set[str] = set()
    for passage, match in named:
        code = match.id
        if code in seen or law.in_eea(code, on) or mentions.denied(passage, match) or not _is_transfer(mentions, passage, match):
            continue
        seen.add(code)
        if code not in expected.places and code not in expected.countries:
            yield Difference(COUNTRY, "unknown", True, {"country": Country(code)}, mentions.quote(passage, match.first, match.last))
    if not mentions.all("strong", "transfers") and not seen:
        return  # nothing on transfers at all: that is the item
    if mentions.all("none", "transfers"):
        return  # said already
    codes = {match.id for _, match in named}
    for code, holders in expected.countries.items():
        if code and code not in codes:
            record = next((holder for holder in holders if isinstance(holder, Record)), None)
            params = {"country": Country(code), "parties": holders[:3]}
            yield Difference(COUNTRY, "omitted", True, params, None, record or expected.organisation, ("country",) if record else ())


def _is_transfer(mentions: Mentions, passage: Passage, match: Match) -> bool:
    """Whether a country is named as a place where data go: in the sentence, or under a heading about that."""
    sentence = passage.sentence(match.first)
    if any(each.id == "transfer" and sentence.first <= each.first <= sentence.last for each in passage.of("context")):
        return True
    if any(sentence.first <= each.first <= sentence.last for each in (*passage.of("party"), *passage.of("service"), *passage.of("strong"))):
        return any(each.id in ("transfers", "safeguard") for each in passage.of("strong")) or bool(passage.of("party") or passage.of("service"))
    above = mentions.heading(passage)
    return above is not None and any(each.id == "transfers" for each in above.of("strong"))


# -- periods and data ---------------------------------------------------------------------------------------------------------------------------------


def _periods(comparison: "Comparison") -> Iterator[Difference]:
    from ..derive.retention import period_of
    from .periods import differing, key_of

    mentions = comparison.mentions
    for each in differing(comparison):
        quote = mentions.quote(each.passage, each.duration.first, each.duration.last)
        if not each.kept:
            yield Difference(PERIOD, "unknown", False, {"period": each.duration.period}, quote)
            continue
        row = each.kept[0]
        own = period_of(row.retention)
        params = {
            "period": each.duration.period,
            "own": own,
            "data": [_label(category, comparison) for category in dict.fromkeys(kept.data.category or "" for kept in each.kept)][:3],
            "activity": row.activity,
        }
        variant = "endless" if own is None else ""
        yield Difference(PERIOD, variant, each.sure, params, quote, row.activity, key_of(row) if own else key_of(row)[:-1])


def _label(category: str, comparison: "Comparison") -> Term | str:
    """A category of data for a message: an own one by the name that the register gives it."""
    own = comparison.expected.audit.register.own_data.get(category)
    return own.name if own is not None and own.name else Term("data-category", category)


_MARKS = ("special", "criminal", "national_number")


def _unknown_data(comparison: "Comparison") -> Iterator[Difference]:
    """Data of Art. 9, 10 or 87 that the text lists and the register does not have."""
    from .periods import with_related

    mentions, expected = comparison.mentions, comparison.expected
    facts = law.terms("data-category")
    marked = {identity for identity, fact in facts.items() if any(fact.get(mark) for mark in _MARKS)}
    named: dict[str, tuple[Passage, Match]] = {}
    for passage, match in mentions.all("data"):
        if match.id in marked and passage.block.kind != "heading" and not mentions.denied(passage, match) and _is_listed(mentions, passage):
            named.setdefault(match.id, (passage, match))
    if not named:
        return
    held = comparison.categories
    special = {kind for category in held for kind in comparison.expected.audit.data_facts.get(category, {}).get("special", ())}
    for identity, (passage, match) in named.items():
        if with_related((identity,)) & held or set(facts[identity].get("special", ())) & (special | comparison.special):
            continue
        words = passage.tokens.words[match.first : match.last + 1]
        if comparison.data_text_has(words) or (facts[identity].get("national_number") and _identity_held(held)):
            continue
        yield Difference(
            DATA,
            "",
            bool(expected.compared),
            {"data": Term("data-category", identity), "words": Quoted(" ".join(words))},
            mentions.quote(passage, match.first, match.last),
        )


def _identity_held(held: frozenset[str]) -> bool:
    """Whether data are held that contain the number: a copy of a card, a payslip."""
    facts = law.terms("data-category")
    return any(facts.get(category, {}).get("may_hold_number") for category in held)


def _is_listed(mentions: Mentions, passage: Passage) -> bool:
    """Whether a passage lists data: an item or row under a heading about data, or a sentence that names several."""
    above = mentions.heading(passage)
    under = above is not None and (above.has("data") or bool(above.of("strong") and any(each.id == "data" for each in above.of("strong"))))
    return (passage.block.kind in ("item", "row") and (under or above is None)) or (under and len({match.id for match in passage.of("data")}) >= 2)


__all__ = ["Difference", "Words", "find", "words_of"]
