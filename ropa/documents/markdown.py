"""A document as Markdown (CommonMark, with the tables of GitHub)."""

import re
from collections.abc import Iterable
from typing import Any

from ..output.safe import plain
from .blocks import Block, Break, Contents, Cover, Document, Facts, Grid, Heading, Items, Notice, Para, Picture, Span, Text, Title, spans

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])|^(\s*\d+)([.)])|^(\s*)([-+=:])", re.MULTILINE)
"""What Markdown may read as more than text: marks anywhere, and what begins a list, a rule or a table where it begins a line."""
_STYLES = {"strong": "**", "em": "*"}
_LINKS = ("https://", "http://", "mailto:", "tel:")


def write_markdown(document: Document) -> bytes:
    """The document as the bytes of a Markdown file in UTF-8; the same document gives the same bytes."""
    parts = [part for block in document.blocks for part in _block(block)]
    return ("\n\n".join(parts) + "\n").encode()


def _block(block: Block) -> Iterable[str]:
    match block:
        case Title():
            yield f"# {_line(block.text)}"
            if block.under:
                yield _line(block.under)
        case Heading():
            yield f"{'#' * min(block.level + 1, 6)} {_line(block.text)}"
        case Para():
            yield _rich(block.text)
        case Facts():
            yield "\n".join(f"- {_line(fact.label)}: {_item(fact.value)}" for fact in block.rows)
        case Items():
            yield "\n".join(_items(block))
        case Grid():
            yield from _grid(block)
        case Notice():
            yield "\n>\n".join([*([f"> **{_line(block.title)}**"] if block.title else ()), *(f"> {_inline(text)}" for text in block.texts)])
        case Picture():
            yield _line(block.alt)
        case Cover():
            yield f"# {_line(block.title)}"
            yield "\n".join(f"- {_line(fact.label)}: {_item(fact.value)}" for fact in block.facts)
            for notice in block.notices:
                yield from _block(notice)
        case Contents() | Break():
            return


def _items(block: Items, indent: str = "") -> Iterable[str]:
    number = 0
    mark = "- "
    for item in block.items:
        if isinstance(item, Items):
            yield from _items(item, indent + " " * len(mark))
        else:
            number += 1
            mark = f"{number}. " if block.numbered else "- "
            yield f"{indent}{mark}{_inline(item)}"


def _grid(block: Grid) -> Iterable[str]:
    if block.caption:
        yield f"**{_line(block.caption)}**"
    rows: list[Any] = [block.head, ["---"] * len(block.head)]
    lines = [f"| {' | '.join(_line(cell) for cell in block.head)} |", f"|{'|'.join(rows[1])}|"]
    yield "\n".join([*lines, *(f"| {' | '.join(_inline(cell) for cell in row)} |" for row in block.rows)])


def _rich(text: Text) -> str:
    """A text that may have several lines: each stays one."""
    parts: list[str] = []
    for span in spans(text):
        parts.append(_span(span, begins=not parts or parts[-1].endswith("\n")))
    lines = "".join(parts).split("\n")  # a blank at the beginning of a line would make it code
    return "  \n".join(line.lstrip(" ") for line in lines)


def _item(text: Text) -> str:
    """A text in a list, each of its lines a line of the item."""
    return _rich(text).replace("\n", "\n  ")


def _inline(text: Text) -> str:
    return " ".join(_rich(text).split("  \n"))


def _span(span: Span, *, begins: bool) -> str:
    """A part of a text; what would be more than text at the beginning of a line is none elsewhere."""
    marked = span.style in _STYLES or span.to.startswith(_LINKS)
    text = plain(span.text, lines=True)
    text = escape(text) if begins and not marked else escape(f"x{text}")[1:]
    if span.style in _STYLES and text.strip():
        mark, bare = _STYLES[span.style], text.strip()
        text = text.replace(bare, f"{mark}{bare}{mark}", 1)
    if span.to.startswith(_LINKS):
        address = plain(span.to).replace("<", "%3C").replace(">", "%3E").replace("\n", "")
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
