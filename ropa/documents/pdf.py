"""A document as PDF: tagged, archival (PDF/A-3a) and accessible (PDF/UA-1), set by Typst from data, so that no text of a register is read as code."""

import os
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from ..output.safe import plain
from .blocks import Break, Contents, Cover, Document, Facts, Grid, Heading, Items, Notice, Para, Picture, Text, spans

_HERE = os.path.dirname(__file__)
_FONTS = os.path.join(_HERE, "fonts")
FAMILIES = ("Noto Sans", "Droid Sans Fallback", "Noto Emoji")
"""Of several fonts that have a character, the first; the scripts have fonts of their own, found by themselves."""
_BESIDE = 26
"""Characters of a label that fit beside its value."""
_LONG = re.compile(r"[^\s\u200b]{25,}")
"""A word so long that it may not fit a column."""
_PLACES = re.compile(r"(?<=[/@._?&=+-])(?=[^/@._?&=+-])")
"""Where an address may be broken."""
_REGIONS = {"nl": "NL", "en": "GB", "fr": "FR", "de": "DE"}


def write_pdf(document: Document) -> bytes:
    """The document as the bytes of a PDF; the same document gives the same bytes."""
    import typst

    with tempfile.TemporaryDirectory(prefix="ropa-") as folder:
        attached = _attach(folder, document.attachments)
        with open(os.path.join(folder, "document.json"), "wb") as file:
            file.write(msgspec.json.encode(_data(document, attached)))
        with open(os.path.join(_HERE, "template.typ"), "rb") as template, open(os.path.join(folder, "main.typ"), "wb") as main:
            main.write(template.read())
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
        made: bytes = typst.compile(os.path.join(folder, "main.typ"), root=folder, font_paths=fonts, pdf_standards=["a-3a", "ua-1"])
    return made


def _attach(folder: str, attachments: Mapping[str, bytes]) -> list[list[str]]:
    """Put the files that travel inside where Typst finds them, under numbers; returns the number and the path of each."""
    if attachments:
        os.mkdir(os.path.join(folder, "attached"))
    for number, data in enumerate(attachments.values()):
        with open(os.path.join(folder, "attached", str(number)), "wb") as file:
            file.write(data)
    return [[str(number), plain(path)] for number, path in enumerate(attachments)]


def _data(document: Document, attached: list[list[str]]) -> dict[str, Any]:
    """The document as the template takes it."""
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    return {
        "title": shown(document.title),
        "author": shown(document.author),
        "language": document.language,
        "region": _REGIONS.get(document.language, "NL"),
        "date": {"year": document.dated.year, "month": document.dated.month, "day": document.dated.day},
        "keywords": [f"{name}={value}" for name, value in document.made.items()],
        "fonts": FAMILIES,
        "footer": shown(document.footer),
        "page": shown(document.page),
        "blocks": [_block(block, anchors) for block in document.blocks],
        "attached": attached,
    }


def _block(block: Any, anchors: set[str]) -> tuple[str, Any]:
    def rich(text: Text) -> Any:
        if isinstance(text, str):
            return shown(text)
        return [[shown(span.text), span.style, span.to if span.to[:1] != "#" or span.to[1:] in anchors else ""] for span in spans(text)]

    def facts(rows: Any) -> Any:
        return [[shown(fact.label), len(fact.label) <= _BESIDE, rich(fact.value)] for fact in rows]

    def notice(block: Notice) -> Any:
        return [block.kind, shown(block.title), [rich(text) for text in block.texts]]

    match block:
        case Heading():
            return "heading", [shown(block.text), block.level, block.anchor, block.listed]
        case Para():
            return "para", [rich(block.text), block.style]
        case Facts():
            return "facts", facts(block.rows)
        case Items():
            return "items", [rich(item) for item in block.items]
        case Grid():
            return "grid", [[shown(cell) for cell in block.head], [[rich(cell) for cell in row] for row in block.rows], block.widths, shown(block.caption)]
        case Notice():
            return "notice", notice(block)
        case Picture():
            return "picture", [block.svg, shown(block.alt), shown(block.caption)]
        case Cover():
            return "cover", [shown(block.kind), shown(block.title), facts(block.facts), [notice(each) for each in block.notices]]
        case Contents():
            return "contents", [shown(block.title), block.depth]
        case Break():
            return "new-page", None
    raise TypeError(block)


# -- texts ---------------------------------------------------------------------------------------------------------------------------------------------


def shown(text: str) -> str:
    """The text as it can be set: what is hidden in it made visible, a character that no font has by its number, and long words with places to break them."""
    if not text.isascii():
        text = _unset().sub(lambda found: f"[U+{ord(found[0]):04X}]", plain(text, lines=True))
    elif not text.isprintable():
        text = plain(text, lines=True)
    return _LONG.sub(_breakable, text) if len(text) >= 25 else text


def _breakable(found: re.Match[str]) -> str:
    parts = _PLACES.split(found[0])
    return "\u200b".join("\u200b".join(part[place : place + 16] for place in range(0, len(part), 16)) if len(part) > 40 else part for part in parts)


@cache
def _unset() -> re.Pattern[str]:
    """The characters that no font of ours has."""
    with open(os.path.join(_FONTS, "characters.txt"), encoding="ascii") as file:
        runs = [line.split("-") for line in file.read().split()]
    known = "".join(f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last, 16)))}" for first, last in runs)
    return re.compile(f"[^\n\u200d{known}]")
