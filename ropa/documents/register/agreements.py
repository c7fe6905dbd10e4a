"""The agreements: those with processors (Art. 28), those between joint controllers (Art. 26), standard clauses and others."""

from collections.abc import Iterator

from ... import law
from ...derive.agreements import is_processing_contract, state
from ...model.assets import Agreement
from ..blocks import Block, Fact, Facts, Heading, Para
from .fields import chain, facts_of, said
from .scope import Scope


def agreements(scope: Scope) -> Iterator[Block]:
    """All of them."""
    if scope.public and not scope.agreements:  # that there is none that binds is for own use
        return
    yield Heading(scope.say("agreements"), 2, "agreements")
    if not scope.agreements:
        yield Para(scope.none)
    for agreement in scope.agreements:
        yield Heading(agreement.name, 3, f"agreements/{agreement.id}")
        yield Facts(list(_agreement(scope, agreement)))


def _agreement(scope: Scope, agreement: Agreement) -> Iterator[Fact]:
    if not scope.public:
        yield Fact(scope.say("standing"), chain(scope, scope.say(f"state.{state(agreement, scope.on)}"), said(scope, agreement, _COURSE)))
    yield from facts_of(scope, agreement, without=_PLACED)
    known = scope.register.activities
    printed = [known[each] for each in agreement.activities or () if each in scope.numbers]
    unknown = [each for each in agreement.activities or () if each not in known and scope.chosen is None]
    if printed or unknown:
        covered = scope.activities(printed) if printed else ""
        yield Fact(
            scope.label("Agreement.activities"),
            (*((covered,) if isinstance(covered, str) else covered), *(f"{'; ' if number or printed else ''}{each}" for number, each in enumerate(unknown))),
        )
    if not scope.public and (agreement.clauses or (agreement.processor and is_processing_contract(agreement))):
        yield Fact(scope.label("Agreement.clauses"), _clauses(scope, agreement))


_COURSE = ("status", "signed", "signed_by", "valid_from", "valid_to", "renews", "notice", "ended")
_PLACED = frozenset({"name", "clauses", "activities", *_COURSE})
"""Fields of an agreement that are arranged; any other is printed after its standing."""


def _clauses(scope: Scope, agreement: Agreement) -> str:
    """The points of Art. 28(3) that it contains, and those that it is not said to."""
    letters = {identity: facts["letter"] for identity, facts in law.terms("clause").items()}
    named = agreement.clauses or []
    found = "; ".join(f"({letters[each]}) {scope.term('clause', each)}" if each in letters else each for each in named)
    missing = [f"({letter})" for identity, letter in letters.items() if identity not in named]
    if not missing:
        return f"{found}. {scope.say('clauses-all')}"
    told = scope.say("clauses-missing", letters=", ".join(missing))
    return f"{found}. {told}" if found else told
