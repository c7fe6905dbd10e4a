"""What the tests of the printed register share."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ropa.audit import Audit
from ropa.documents.blocks import Block, Cover, Document, Fact, Facts, Grid, Heading, Items, Notice, Para, Picture, Text, plain_text
from ropa.documents.register import Choice, Edition, Origin, build
from ropa.findings import check
from ropa.i18n import texts
from ropa.register import Register
from ropa.source.folder import Folder

ROOT = Path(__file__).parent.parent.parent
WHOLE = Choice()
TODAY = date(2026, 11, 22)


def edition(root: Path | str, language: str = "nl", choice: Choice = WHOLE, on: date = TODAY, **more: Any) -> Edition:
    """A print of the register in a folder."""
    register = Register(Folder(str(root)))
    return Edition(Audit(register, on), check(register, on), texts(language), more.pop("origin", Origin()), choice, **more)


def printed(root: Path | str, language: str = "nl", choice: Choice = WHOLE, **more: Any) -> Document:
    return build(edition(root, language, choice, **more))


def _items(block: Items) -> Iterator[Text]:
    for item in block.items:
        yield from _items(item) if isinstance(item, Items) else (item,)


def texts_in(block: Block) -> Iterator[Text]:
    """Every text of a block."""
    match block:
        case Heading() | Para():
            yield block.text
        case Facts():
            yield from _facts(block.rows)
        case Items():
            yield from _items(block)
        case Grid():
            yield block.caption
            yield from block.head
            for row in block.rows:
                yield from row
        case Notice():
            yield block.title
            yield from block.texts
        case Picture():
            yield from (block.alt, block.caption)
        case Cover():
            yield from (block.kind, block.title)
            yield from _facts(block.facts)
            for notice in block.notices:
                yield from texts_in(notice)


def _facts(rows: Any) -> Iterator[Text]:
    row: Fact
    for row in rows:
        yield row.label
        yield row.value


def text_of(document: Document) -> str:
    """All that a document says, in a piece, without its drawings."""
    return "\n".join(plain_text(text) for block in document.blocks for text in texts_in(block))
