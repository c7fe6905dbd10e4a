"""The privacy statement (Art. 13, 14): from the register on a day to the blocks of a document, and what the register does not say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ...audit import Audit
from ...i18n import Texts
from ..blocks import Block, Contents, Document, Heading, Title
from . import data, more, parties, rights, who, why
from .items import SECTIONS, Missing
from .making import Making
from .scope import Scope
from .template import Place, fill, find_template, likely_names

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

_MANY = 8
"""Sections from which on a list of them comes first."""


class Made(NamedTuple):
    """A statement, and what lacks in it."""

    document: Document
    missing: Sequence[Missing]
    """What the law asks for and the register does not say."""
    template: str = ""
    """The file of the organisation's own words; "" where there are none."""
    left_out: Sequence[str] = ()
    """Sections that the law asks for, that have something to say, and that the template does not place."""
    empty: Sequence[Place] = ()
    """Values that the template names and the register does not have."""
    unused: Sequence[tuple[str, Sequence[str]]] = ()
    """Files among the templates that no statement uses, each with the names that it may be meant to have."""
    unsaid: Sequence[str] = ()
    """Activities left out of a statement for some people, because they do not say whom they are about."""


def build_statement(audit: Audit, words: Texts, subjects: Sequence[str] = ()) -> Made:
    """The statement for some people (ids of the vocabulary data-subject), or for everybody.

    Raises Failure for an audience that there is not, and for a template that cannot be filled in.
    """
    making = Making(audit, words, Scope(audit, words, subjects))
    template, unused = find_template(making)
    sections = make_sections(making)
    near = likely_names(making) if unused else []
    made = Made(
        document_of(making, []), making.gaps.found(), unused=[(name, near) for name in unused], unsaid=[activity.name for activity in making.scope.unsaid]
    )
    if template is None:
        blocks: list[Block] = [Contents(making.say("contents"), 1)] if len(sections) >= _MANY else []
        for name, body in sections.items():
            blocks += _with_heading(making, name, body)
        return made._replace(document=document_of(making, blocks))
    filled = fill(making, template, sections, lambda name, body: _with_heading(making, name, body))
    left_out = [name for name in filled.left_out if SECTIONS[name]]
    return made._replace(document=document_of(making, filled.blocks), template=template.file, left_out=left_out, empty=filled.empty)


def make_sections(making: Making) -> dict[str, list[Block]]:
    """The sections that have something to say, in their order, each without its heading."""
    made = {name: list(_MAKERS[name](making)) for name in SECTIONS}
    return {name: body for name, body in made.items() if body}


def _with_heading(making: Making, name: str, body: Iterable[Block]) -> list[Block]:
    """A section under its heading; its anchor is its name."""
    return [Heading(making.say(f"heading.{name}"), 1, name), *body]


def document_of(making: Making, blocks: Sequence[Block]) -> Document:
    """The document of these blocks, under a title of its own or ours, with its version and dates below it."""
    name = making.controller.name if making.controller else ""
    title = _title(making, name)
    own = next((place for place, block in enumerate(blocks) if isinstance(block, Title)), None)
    if own is not None:
        title = getattr(blocks[own], "text", "") or title
        blocks = [*blocks[:own], *blocks[own + 1 :]]
    return Document(
        title=title,
        language=making.words.language,
        author=name,
        dated=making.audit.on,
        blocks=[Title(title, who.under_title(making)), *_without_skips(blocks)],
        footer=making.say("footer", name=name, date=making.audit.on) if name else title,
        page=making.say("page"),
        short=True,
    )


def _title(making: Making, name: str) -> str:
    if not name:
        return making.say("title-nobody")
    return making.say("title", name=name) if making.scope.whole else making.say("title-for", name=name, subjects=making.subjects(making.scope.subjects))


def _without_skips(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with headings of which none is more than one level below the one before it: who listens to a document counts on that."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            yield block._replace(level=level)
        else:
            yield block
