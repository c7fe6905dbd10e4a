"""A document as Markdown (CommonMark, with the tables of GitHub)."""

import re
from collections.abc import Iterable
from typing import Any

from ..output.safe import plain
from .blocks import Block, Break, Contents, Cover, Document, Facts, Grid, Heading, Items, Notice, Para, Picture, Span, Text, spans

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])|^(\s*\d+)([.)])|^(\s*)([-+=:])", re.MULTILINE)
"""What Markdown may read as more than text: marks anywhere, and what begins a list, a rule or a table where it begins a line."""
_LINKS = ("https://", "http://", "mailto:", "tel:")


def write_markdown(document: Document) -> bytes:
    """The document as the bytes of a Markdown file in UTF-8; the same document gives the same bytes."""
    parts = [part for block in document.blocks for part in _block(block)]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            yield f"{'#' * min(block.level + 1, 6)} {_line(block.text)}"
        case Para():
            yield _rich(block.text)
        case Facts():
            yield "\n".join(f"- {_line(fact.label)}: {_inline(fact.value)}" for fact in block.rows)
        case Items():
            yield "\n".join(f"- {_inline(item)}" for item in block.items)
        case Grid():
            yield from _grid(block)
        case Notice():
            yield "\n>\n".join([f"> **{_line(block.title)}**", *(f"> {_inline(text)}" for text in block.texts)])
        case Picture():
            yield _line(block.alt)
        case Cover():
            yield f"# {_line(block.title)}"
            yield "\n".join(f"- {_line(fact.label)}: {_inline(fact.value)}" for fact in block.facts)
            for notice in block.notices:
                yield from _block(notice)
        case Contents() | Break():
            return


def _grid(block: Grid) -> Iterable[str]:
    if block.caption:
        yield f"**{_line(block.caption)}**"
    rows: list[Any] = [block.head, ["---"] * len(block.head)]
    lines = [f"| {' | '.join(_line(cell) for cell in block.head)} |", f"|{'|'.join(rows[1])}|"]
    yield "\n".join([*lines, *(f"| {' | '.join(_inline(cell) for cell in row)} |" for row in block.rows)])


def _rich(text: Text) -> str:
    """A text that may have several lines: each stays one."""
    return "".join(_span(span) for span in spans(text)).replace("\n", "  \n")


def _inline(text: Text) -> str:
    return " ".join(_rich(text).split("  \n"))


def _span(span: Span) -> str:
    text = escape(plain(span.text, lines=True))
    if span.style == "strong" and text.strip():
        text = f"**{text.strip()}**"
    if span.to.startswith(_LINKS):
        address = span.to.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
        text = f"[{text}](<{address}>)"
    return text


def _line(text: str) -> str:
    return escape(plain(text))


def escape(text: str) -> str:
    """The text with a backslash before all that Markdown would read as more than text."""
    return _MARKS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    mark, number, dot, space, sign = found.groups()
    if mark:
        return f"\\{mark}"
    return f"{number}\\{dot}" if number is not None else f"{space}\\{sign}"
