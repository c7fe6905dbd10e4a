"""The printed register (Art. 30(4) GDPR): from the register on a day to the blocks of a document."""

from collections.abc import Iterator

from ..blocks import Block, Contents, Document, Heading, Para
from ..measure import fit
from . import acting, activities, agreements, appendix, findings, parties, past, places, retention, transfers
from .edition import Approval, Choice, Edition, Origin
from .front import cover
from .scope import Scope
from .summary import summary

_FOOTER = 165
"""Points that the name of the organisation may take at the foot of a page."""


def build(edition: Edition) -> Document:
    """The document of an edition."""
    words, register = edition.words, edition.audit.register
    return Document(
        title=words.printed("title", name=register.name),
        language=words.language,
        author=register.name,
        dated=edition.audit.on,
        blocks=list(_blocks(Scope(edition))),
        footer=words.printed("footer", name=fit(register.name, 7.5, _FOOTER), date=edition.audit.on),
        page=words.printed("page"),
        made=edition.made,
        attachments={} if edition.choice.public else edition.attachments,
    )


def _blocks(scope: Scope) -> Iterator[Block]:
    choice = scope.edition.choice
    yield cover(scope)
    yield Contents(scope.say("contents"))
    yield from summary(scope)
    yield from activities.part(scope)
    yield from acting.part(scope)
    yield Heading(scope.say("part.lists"), 1, "part-lists")
    yield Para(scope.say("part.lists-text"), "muted")
    for part in _LISTS:
        yield from part(scope)
    if choice.findings and not choice.public:
        yield from findings.findings(scope)
    if choice.since and not choice.public:
        yield from past.history(scope)


_LISTS = (
    parties.processors,
    parties.recipients,
    agreements.agreements,
    places.locations,
    places.certificates,
    transfers.transfers,
    appendix.measures,
    retention.schedule,
    appendix.vocabulary,
    appendix.organisation,
    appendix.evidence,
)
"""The lists of part C, in their order."""

__all__ = ["Approval", "Choice", "Edition", "Origin", "build"]
