"""A document as one HTML file: no scripts, nothing fetched, fit for a telephone and for paper."""

import os
from collections.abc import Iterable
from html import escape
from typing import Any

from ..output.safe import plain
from .blocks import Block, Break, Contents, Cover, Document, Fact, Facts, Grid, Heading, Items, Notice, Para, Picture, Text, spans

_STYLE = os.path.join(os.path.dirname(__file__), "style.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may do with the page: show it. No script, no form, nothing from elsewhere."""
_LINKS = ("https://", "http://", "mailto:", "tel:", "#")
_STYLES = {"strong": "strong", "muted": "small"}


def write_html(document: Document) -> bytes:
    """The document as the bytes of an HTML file in UTF-8; the same document gives the same bytes."""
    with open(_STYLE, encoding="utf-8") as file:
        style = file.read()
    made = "".join(f'<meta name="ropa:{_safe(name)}" content="{_safe(value)}">\n' for name, value in document.made.items())
    body = "\n".join(_Writer(document).blocks(document.blocks))
    footer = f"<footer>{_safe(document.footer)}</footer>\n" if document.footer else ""
    page = (
        f'<!doctype html>\n<html lang="{_safe(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_safe(document.title)}</title>\n'
        f'<meta name="author" content="{_safe(document.author)}">\n<meta name="date" content="{document.dated.isoformat()}">\n{made}'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n{footer}</body>\n</html>\n"
    )
    return page.encode()


def _safe(text: str) -> str:
    return escape(plain(text), quote=True)


class _Writer:
    """The blocks of one document; it knows which anchors there are."""

    def __init__(self, document: Document) -> None:
        self._headings = [block for block in document.blocks if isinstance(block, Heading)]
        self._anchors = {block.anchor for block in self._headings if block.anchor}
        self._numbers: dict[int, str] = {id(block): block.anchor or f"section-{number}" for number, block in enumerate(self._headings, 1)}

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Any) -> str:
        match block:
            case Heading():
                level = min(block.level + 1, 6)
                return f'<h{level} id="{_safe(self._numbers[id(block)])}">{_safe(block.text)}</h{level}>'
            case Para():
                style = f' class="{block.style}"' if block.style else ""
                return f"<p{style}>{self._rich(block.text)}</p>"
            case Facts():
                return self._facts(block.rows)
            case Items():
                return "<ul>\n" + "".join(f"<li>{self._rich(item)}</li>\n" for item in block.items) + "</ul>"
            case Grid():
                return self._grid(block)
            case Notice():
                texts = "".join(f"<p>{self._rich(text)}</p>" for text in block.texts)
                return f'<aside class="{block.kind}"><p><strong>{_safe(block.title)}</strong></p>{texts}</aside>'
            case Picture():
                caption = f"<figcaption>{_safe(block.caption)}</figcaption>" if block.caption else ""
                return f'<figure role="img" aria-label="{_safe(block.alt)}">{block.svg}{caption}</figure>'
            case Cover():
                notices = "".join(self._block(notice) for notice in block.notices)
                return f"<header>\n<p>{_safe(block.kind)}</p>\n<h1>{_safe(block.title)}</h1>\n{self._facts(block.facts)}\n{notices}</header>"
            case Contents():
                return self._contents(block)
            case Break():
                return '<hr class="page">'
        raise TypeError(block)

    def _facts(self, rows: Iterable[Fact]) -> str:
        return "<dl>\n" + "".join(f"<div><dt>{_safe(row.label)}</dt><dd>{self._rich(row.value)}</dd></div>\n" for row in rows) + "</dl>"

    def _grid(self, block: Grid) -> str:
        """A table; on a narrow screen each cell says what it is (data-label), for the head is not seen there."""
        total = sum(block.widths)
        columns = "".join(f'<col style="width: {100 * share / total:.4g}%">' for share in block.widths)
        head = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in block.head)
        rows = "".join(
            "<tr>" + "".join(f'<td data-label="{_safe(name)}">{self._rich(cell)}</td>' for name, cell in zip(block.head, row, strict=True)) + "</tr>\n"
            for row in block.rows
        )
        caption = f"<caption>{_safe(block.caption)}</caption>" if block.caption else ""
        return f"<table>{caption}<colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table>"

    def _contents(self, block: Contents) -> str:
        listed = [heading for heading in self._headings if heading.listed and heading.level <= block.depth]
        entries = "".join(
            f'<li class="level-{heading.level}"><a href="#{_safe(self._numbers[id(heading)])}">{_safe(heading.text)}</a></li>\n' for heading in listed
        )
        return f'<nav aria-label="{_safe(block.title)}">\n<h2>{_safe(block.title)}</h2>\n<ul>\n{entries}</ul>\n</nav>'

    def _rich(self, text: Text) -> str:
        if isinstance(text, str):
            return _lines(text)
        return "".join(self._span(span.text, span.style, span.to) for span in spans(text))

    def _span(self, text: str, style: str, to: str) -> str:
        shown = _lines(text)
        if style in _STYLES:
            shown = f"<{_STYLES[style]}>{shown}</{_STYLES[style]}>"
        if to.startswith(_LINKS) and (not to.startswith("#") or to[1:] in self._anchors):
            shown = f'<a href="{_safe(to)}" rel="noreferrer">{shown}</a>' if not to.startswith("#") else f'<a href="{_safe(to)}">{shown}</a>'
        return shown


def _lines(text: str) -> str:
    """A text of the register with its line ends."""
    return escape(plain(text, lines=True), quote=False).replace("\n", "<br>")
