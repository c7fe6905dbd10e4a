"""What a document is made of, whatever it is written as. A text in it is never code: each writer escapes it in its own way.

A text is a str, or a tuple of spans where part of it is set otherwise or leads somewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A part of a text."""

    text: str
    style: str = ""
    """"strong", "em", "muted" (less important) or ""."""
    to: str = ""
    """An anchor in the document ("#activities/newsletter") or a web address."""


Text = str | tuple[Span | str, ...]


class Title(NamedTuple):
    """What a document without a title page is called, at its top."""

    text: str
    under: str = ""
    """What stands below it: a version, a date."""


class Heading(NamedTuple):
    """A heading: level 1 is a part of the document, 2 a section in it, 3 and 4 within that."""

    text: str
    level: int = 2
    anchor: str = ""
    """What an anchor leads to, without the "#"."""
    listed: bool = True
    """Whether the table of contents names it."""


class Para(NamedTuple):
    """A paragraph. Its style: "" or "lead" (the first of a section), "muted", "under" (a heading, muted), "small".

    One under a heading and the first of a section stay on the page of what follows them.
    """

    text: Text
    style: str = ""


class Fact(NamedTuple):
    """A labelled value."""

    label: str
    value: Text


class Facts(NamedTuple):
    """Labelled values, one below the other."""

    rows: Sequence[Fact]


class Items(NamedTuple):
    """A list of short texts; a list in it belongs to the text before it."""

    items: Sequence["Text | Items"]
    numbered: bool = False


class Grid(NamedTuple):
    """A table. `widths` are shares of the width, one a column; the head comes back on every page."""

    head: Sequence[str]
    rows: Sequence[Sequence[Text]]
    widths: Sequence[int]
    caption: str = ""


class Notice(NamedTuple):
    """Something that must be seen: "error", "warning", "info" or "good"; without a title what is set apart."""

    kind: str
    title: str
    texts: Sequence[Text] = ()


class Picture(NamedTuple):
    """A drawing as SVG, with what it shows in words."""

    svg: str
    alt: str
    caption: str = ""


class Cover(NamedTuple):
    """The title page: what it is, of whom, and the facts of this print."""

    kind: str
    title: str
    facts: Sequence[Fact]
    notices: Sequence[Notice] = ()


class Contents(NamedTuple):
    """The table of contents, here."""

    title: str
    depth: int = 2


class Break(NamedTuple):
    """A new page."""


Block = Title | Heading | Para | Facts | Items | Grid | Notice | Picture | Cover | Contents | Break


class Document(NamedTuple):
    """A whole document."""

    title: str
    language: str
    author: str
    dated: date
    blocks: Sequence[Block]
    footer: str = ""
    """At the foot of every page, beside its number."""
    short: bool = False
    """Whether its parts follow one another; else each begins on a new page."""
    page: str = ""
    """How the number of a page is said, with {page} and {pages}."""
    made: Mapping[str, str] = {}
    """Of what and how it was made, for `ropa verify`: it travels in the file."""
    attachments: Mapping[str, bytes] = {}
    """Files that travel inside, by their path."""


def spans(text: Text) -> Iterator[Span]:
    """The spans of a text."""
    for each in (text,) if isinstance(text, str) else text:
        yield Span(each) if isinstance(each, str) else each


def plain_text(text: Text) -> str:
    """The text without its styles."""
    return text if isinstance(text, str) else "".join(span.text for span in spans(text))
