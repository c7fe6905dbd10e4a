"""The privacy statement (Art. 13, 14): from the register on a day to the blocks of a document, and what the register does not say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ...audit import Audit
from ...i18n import Texts
from ..blocks import Block, Document, Heading, Title
from . import data, more, parties, rights, who, why
from .items import SECTIONS, Missing
from .making import Making
from .scope import Scope

_MAKERS: dict[str, Callable[[Making], Iterator[Block]]] = {
    "about": who.about,
    "audience": why.audience,
    "purposes": why.purposes,
    "data": data.data,
    "source": data.source,
    "recipients": parties.recipients,
    "transfers": parties.transfers,
    "security": more.security,
    "cookies": more.cookies,
    "children": more.children,
    "automated": rights.automated,
    "objection": rights.objection,
    "rights": rights.rights,
    "withdrawal": rights.withdrawal,
    "complaint": who.complaint,
    "further": more.further,
    "changes": who.changes,
}


class Made(NamedTuple):
    """A statement, and what lacks in it."""

    document: Document
    missing: Sequence[Missing]


def build_statement(audit: Audit, words: Texts, subjects: Sequence[str] = ()) -> Made:
    """The statement for some people (ids of the vocabulary data-subject), or for everybody. Raises Failure for an audience that there is not."""
    making = Making(audit, words, Scope(audit, subjects))
    sections = make_sections(making)
    blocks: list[Block] = [Title(title_of(making), who.under_title(making))]
    for name, body in sections.items():
        blocks += with_heading(making, name, body)
    return Made(document_of(making, blocks), making.gaps.found())


def make_sections(making: Making) -> dict[str, list[Block]]:
    """The sections that have something to say, in their order, each without its heading."""
    made = {name: list(_MAKERS[name](making)) for name in SECTIONS}
    return {name: body for name, body in made.items() if body}


def with_heading(making: Making, name: str, body: Iterable[Block]) -> list[Block]:
    """A section under its heading; its anchor is its name."""
    return [Heading(making.say(f"heading.{name}"), 1, name), *body]


def title_of(making: Making) -> str:
    """“Privacy statement of …”."""
    return making.say("title", name=making.controller.name) if making.controller else making.say("title-nobody")


def document_of(making: Making, blocks: Sequence[Block]) -> Document:
    """The document of these blocks."""
    audit, title = making.audit, title_of(making)
    name = making.controller.name if making.controller else ""
    return Document(
        title=next((block.text for block in blocks if isinstance(block, Title)), title),
        language=making.words.language,
        author=name,
        dated=audit.on,
        blocks=blocks,
        footer=making.say("footer", name=name, date=audit.on) if name else title,
        page=making.say("page"),
        short=True,
    )
