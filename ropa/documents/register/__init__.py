"""The printed register (Art. 30(4) GDPR): from the register on a day to the blocks of a document."""

from collections.abc import Iterator

from ...register import reference_of
from ..blocks import Block, Contents, Cover, Document, Fact, Facts, Heading
from .edition import Approval, Choice, Edition, Origin
from .fields import facts_of


def build(edition: Edition) -> Document:
    """The document of an edition."""
    words, register = edition.words, edition.audit.register
    title = words.printed("title", name=register.name)
    return Document(
        title=title,
        language=words.language,
        author=register.name,
        dated=edition.audit.on,
        blocks=list(_blocks(edition)),
        footer=words.printed("footer", name=register.name, date=edition.audit.on),
        page=words.printed("page"),
        made=edition.made,
        attachments=edition.attachments,
    )


def _blocks(edition: Edition) -> Iterator[Block]:
    words, register = edition.words, edition.audit.register
    yield Cover(words.printed("kind"), register.name, [Fact(words.printed("as-of"), words.date(edition.audit.on))])
    yield Contents(words.printed("contents"))
    yield Heading(words.printed("part-controller"), 1)
    for activity in edition.activities:
        yield Heading(activity.name, 2, reference_of(activity))
        yield Facts(list(facts_of(edition, activity, without={"name"})))
    yield Heading(words.printed("processors"), 1)
    for processor in register.processors.values():
        yield Heading(processor.name, 2, reference_of(processor))
        yield Facts(list(facts_of(edition, processor, without={"name"})))


__all__ = ["Approval", "Choice", "Edition", "Origin", "build"]
