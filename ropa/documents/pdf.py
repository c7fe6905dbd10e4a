"""A document as PDF: tagged, archival (PDF/A-3a) and accessible (PDF/UA-1), set by Typst from data, so that no text of a register is read as code."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import unescape

import msgspec

from ..output.safe import plain
from .blocks import Block, Break, Contents, Cover, Document, Fact, Facts, Grid, Heading, Items, Notice, Para, Picture, Text, Title, plain_text, spans
from .measure import width
from .parts import MOST, Copy, cuts, set_type
from .press import FONTS, Press

FAMILIES = ("Noto Sans", "Droid Sans Fallback", "Noto Emoji")
"""Of several fonts that have a character, the first; the scripts have fonts of their own, found by themselves."""
_BESIDE = 126
"""Points of the width of a label that fit beside its value."""
_LABEL = 150
"""Characters of a label; one that is longer is told in full with the value."""
_SHORT = 12
"""Lines of a value up to which it is kept on one page."""
_LONG = re.compile(r"[^\s\u200b]{25,}")
"""A word so long that it may not fit a column."""
_WORD = re.compile(r"\S{14,}")
_CODE = re.compile(r"[\d\\_]")
"""What a long word that is none has in it: it is an id, a number, a code."""
_PLACES = re.compile(r"(?<=[/@._?&=+-])(?=[^/@._?&=+-])")
"""Where an address may be broken."""
_LINKS = ("https://", "http://", "mailto:", "tel:")
_LONGEST = 2_000
"""Characters that an address may have."""
_REGIONS = {"nl": "NL", "en": "GB", "fr": "FR", "de": "DE"}


def write_pdf(document: Document, most: int = MOST) -> bytes:
    """The document as the bytes of a PDF; the same document gives the same bytes. What has more than so many characters of data is set in parts."""
    import typst

    document = document._replace(blocks=list(_reachable(document.blocks)))
    blocks = [_json(block) for block in _blocks(document)]
    with tempfile.TemporaryDirectory(prefix="ropa-") as folder:
        attached = [_json(each) for each in _attach(folder, document.attachments)]
        copy = Copy(_json(_head(document)), attached, blocks, cuts(document, [len(block) for block in blocks], most))
        press = Press(folder)
        for plainer in _PLAINER:
            try:
                return set_type(press, Copy(plainer(copy.head), [*map(plainer, attached)], [*map(plainer, blocks)], copy.cuts))
            except typst.TypstError as error:
                if _UNSET not in str(error):
                    raise
                fault = error
    raise fault


def _reachable(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with an anchor for each heading of the contents; one of our own, where it has none, cannot be that of another."""
    count = 0
    for block in blocks:
        if isinstance(block, Heading) and block.listed and not block.anchor:
            count += 1
            yield block._replace(anchor=f"heading {count}")
        else:
            yield block


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _attach(folder: str, attachments: Mapping[str, bytes]) -> list[list[str]]:
    """Put the files that travel inside where Typst finds them, under numbers; returns the number and the path of each."""
    if attachments:
        os.mkdir(os.path.join(folder, "attached"))
    named: dict[str, str] = {}
    for number, (path, data) in enumerate(attachments.items()):
        with open(os.path.join(folder, "attached", str(number)), "wb") as file:
            file.write(data)
        name = plain(path).replace("\\", "%5C")
        named[name if name not in named else f"{number}/{name}"] = str(number)  # Typst takes no backslash, and no name twice
    return [[named[name], name] for name in sorted(named)]


def _head(document: Document) -> dict[str, Any]:
    """What the template wants to know of the whole document."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
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
        "short": document.short,
        "listed": [[shown(block.text), block.level, block.anchor] for block in headings if block.listed],
        "anchors": {anchor: number for number, anchor in enumerate(dict.fromkeys(block.anchor for block in headings if block.anchor))},
    }


def _blocks(document: Document) -> Iterator[tuple[str, Any]]:
    """The blocks as the template takes them."""
    anchors = {block.anchor for block in document.blocks if isinstance(block, Heading)}
    for block in document.blocks:
        yield _block(block, anchors, links=document.short)


def _leads(to: str, anchors: set[str]) -> bool:
    """Whether an address leads somewhere: to a heading of the document, or by one of the few ways out of it that do no harm."""
    return to[1:] in anchors if to.startswith("#") else to.startswith(_LINKS) and len(to) <= _LONGEST


def _block(block: Any, anchors: set[str], *, links: bool) -> tuple[str, Any]:
    def rich(text: Text, *, within: bool = False) -> Any:
        """A text. What it leads to in a long document is left out but in tables (`within`): links by the thousand would take longer than all the rest."""
        if isinstance(text, str):
            return _in_a_cell(shown(text)) if within else shown(text)
        parts: list[list[str]] = []
        for span in spans(text):
            said = _in_a_cell(shown(span.text)) if within else shown(span.text)
            to = span.to if _leads(span.to, anchors) and (links or within or span.to[:1] != "#") else ""
            if parts and parts[-1][1:] == [span.style, to]:
                parts[-1][0] += said
            elif span.text:
                parts.append([said, span.style, to])
        return parts[0][0] if len(parts) == 1 and parts[0][1:] == ["", ""] else parts

    def facts(rows: Any) -> Any:
        return [
            [shown(label), _fits(label), _is_short(plain_text(value)), rich(value)]
            for label, value in (fact if len(fact.label) <= _LABEL else _shortened(fact) for fact in rows)
        ]

    def notice(block: Notice) -> Any:
        return [block.kind, shown(block.title), [rich(text) for text in block.texts]]

    def items(block: Items) -> Any:
        return [block.numbered, [items(item) if isinstance(item, Items) else rich(item) for item in block.items]]

    match block:
        case Title():
            return "title", [shown(block.text), shown(block.under)]
        case Heading():
            return "heading", [shown(block.text), block.level, block.anchor, block.listed]
        case Para():
            return "para", [rich(block.text), block.style]
        case Facts():
            return "facts", facts(block.rows)
        case Items():
            return "items", items(block)
        case Grid():
            return "grid", [
                [shown(cell) for cell in block.head],
                [[rich(cell, within=True) for cell in row] for row in block.rows],
                block.widths,
                shown(block.caption),
            ]
        case Notice():
            return "notice", notice(block)
        case Picture():
            return "picture", [*_drawing(block.svg), shown(block.alt), shown(block.caption)]
        case Cover():
            return "cover", [shown(block.kind), shown(block.title), facts(block.facts), [notice(each) for each in block.notices]]
        case Contents():
            return "contents", [shown(block.title), block.depth]
        case Break():
            return "new-page", None
    raise TypeError(block)


_WIDE = re.compile(r'viewBox="0 0 (\d+)')
_WORDS = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def _drawing(svg: str) -> tuple[str, int, list[list[Any]]]:
    """A drawing without its words, its width, and its words: place, size, colour, weight, and whether they are centred.

    They are set over the drawing as all other text is, for a drawing knows no scripts in which letters join or move.
    """
    words = []
    for attributes, text in _WORDS.findall(svg):
        is_ = dict(_ATTRIBUTE.findall(attributes))
        place = [float(is_["x"]), float(is_["y"]), float(is_["font-size"])]
        words.append([*place, is_["fill"], is_.get("font-weight", "regular"), is_.get("text-anchor") == "middle", _settable(unescape(text))])
    wide = _WIDE.search(svg)
    return _settable(_WORDS.sub("", svg)), int(wide[1]) if wide else 1, words


def _shortened(fact: Fact) -> Fact:
    """A fact whose label would run off the page, with all of it before its value."""
    value = (fact.value,) if isinstance(fact.value, str) else fact.value
    return Fact(f"{' '.join(fact.label[:_LABEL].split())}…", (f"{fact.label}\n", *value))


def _is_short(text: str) -> bool:
    return len(text) / 70 + text.count("\n") < _SHORT


@cache
def _fits(label: str) -> bool:
    return width(label, 9) <= _BESIDE


# -- texts ---------------------------------------------------------------------------------------------------------------------------------------------


def shown(text: str) -> str:
    """The text as it can be set: what is hidden in it made visible, a character that no font has by its number, and long words with places to break them."""
    if not text.isascii():
        text = _settable(plain(text, lines=True))
    elif not text.isprintable():
        text = plain(text, lines=True)
    return _LONG.sub(_breakable, text) if len(text) >= 25 else text


def _in_a_cell(text: str) -> str:
    """The text with places to break what is too long for a narrow column and no word that can be hyphenated."""
    return _WORD.sub(_coded, text)


def _coded(found: re.Match[str]) -> str:
    if not _CODE.search(found[0]):
        return found[0]
    parts = found[0].split("\u200b")
    return "\u200b".join("\u200b".join(part[place : place + 10] for place in range(0, len(part), 10)) if len(part) >= 14 else part for part in parts)


def _settable(text: str) -> str:
    """The text with the number of each character that no font has in its place."""
    return text if text.isascii() else _unset().sub(_number, text)


def _breakable(found: re.Match[str]) -> str:
    parts = _PLACES.split(found[0])
    return "\u200b".join("\u200b".join(part[place : place + 16] for place in range(0, len(part), 16)) if len(part) > 40 else part for part in parts)


_UNSET = "displayed with font"
"""What Typst says of a character that cannot be set where it stands."""
_JOINER = "\u200d"
_ANYWHERE = re.compile("[\u0300-\u036f\ufe0e\ufe0f]")
"""Marks that can be set with any letter."""
_LOOSE = ("THAI", "LAO")
"""Scripts with letters that are partly marks."""
_PICTURES = ("So", "Sk")
_ALONE = re.compile("[^\\x00-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf\u2190-\u21ff]|\u200d")
"""Whatever is not a letter, number or sign of Europe that stands by itself."""


def _without_strays(data: str) -> str:
    return "".join(_belonging(data))


def _without_all(data: str) -> str:
    return _ALONE.sub(_number, data)


_PLAINER = (str, _without_strays, _without_all)
"""What is done to the data of a document where it cannot be set, one after the other: nothing; the marks and joiners that no font has together with what they
follow told by their numbers; and in the end all that may join with others."""


def _belonging(data: str) -> Iterator[str]:
    """The data with the number of each mark or joiner that does not belong to the letter before it."""
    before = " "
    for place, letter in enumerate(data):
        if letter.isascii() or _ANYWHERE.match(letter):
            before = letter if letter.isascii() else before
            yield letter
            continue
        after = data[place + 1 : place + 2]
        if letter == _JOINER:
            belongs = _kin(before, after)
        elif unicodedata.category(letter)[0] == "M" or (_script(letter) in _LOOSE and unicodedata.decomposition(letter)):
            belongs = _script(before) == _script(letter)
        else:
            belongs, before = True, letter
        yield letter if belongs else _told(letter)


def _kin(before: str, after: str) -> bool:
    """Whether a joiner may stand between two characters: pictures, or letters of one script."""
    kinds = [unicodedata.category(each or " ") for each in (before, after)]
    return (kinds[0] in _PICTURES and kinds[1] in _PICTURES) or (kinds[0][0] in "LM" and kinds[1][0] in "LM" and _script(before) == _script(after))


def _script(letter: str) -> str:
    """The script of a letter: the first word of its name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _told(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


def _number(found: re.Match[str]) -> str:
    return _told(found[0])


@cache
def _unset() -> re.Pattern[str]:
    """The characters that no font of ours has."""
    with open(os.path.join(FONTS, "characters.txt"), encoding="ascii") as file:
        runs = [line.split("-") for line in file.read().split()]
    known = "".join(f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last, 16)))}" for first, last in runs)
    return re.compile(f"[^\n\u200d{known}]")
