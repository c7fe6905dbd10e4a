"""Statements from a word processor (docx): the text of the document, its notes, heads and feet, with the number of the paragraph.

A docx is a zip of XML. python-docx reads all of it into memory by way of lxml, whatever its size unpacked; here a part is unpacked up to a limit,
into the parser of the standard library, and a document type (where entities are declared) ends the reading.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from .blocks import CELL, HEADING, ITEM, LOWEST, ROW, TEXT, Block, Place, join

MAX_UNPACKED = 10_000_000
MAX_PARTS = 20
_DOCUMENT = "word/document.xml"
_PARTS = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_HEADING_STYLE = re.compile(r"(?:heading|kop|titre|berschrift|title|titel)", re.IGNORECASE)
_SENTENCE_END = (".", ";", ",", "!", "?")


class BadDocument(Exception):
    """A docx that is none, or that is made to do harm."""


def read_docx(data: bytes) -> Iterator[Block]:
    """The blocks of a document. Raises BadDocument."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if _DOCUMENT not in names:
                raise BadDocument
            first = True
            for name in [_DOCUMENT, *sorted(name for name in names if _PARTS.fullmatch(name))[:MAX_PARTS]]:
                reader = _Reader(numbered=first)
                first = False
                with archive.open(name) as part:
                    while chunk := part.read(65_536):
                        left -= len(chunk)
                        if left < 0:
                            raise BadDocument
                        reader.feed(chunk)
                        yield from reader.taken()
                reader.feed(b"", final=True)
                yield from reader.taken()
    except (zipfile.BadZipFile, expat.ExpatError, RuntimeError, NotImplementedError, EOFError, ValueError, OSError, LookupError, MemoryError) as error:
        raise BadDocument from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "_lzma", "lzma", "bz2"):  # each unpacker has an error of its own
            raise BadDocument from error
        raise


class _Reader:
    """Paragraphs out of the events of the parser."""

    def __init__(self, *, numbered: bool) -> None:
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.buffer_text = True
        self._numbered = numbered
        self._number = 0
        self._depth = 0
        self._skipped = 0
        self._in_text = False
        self._stack: list[list[str]] = []
        self._kind = TEXT
        self._level = LOWEST
        self._cells: list[list[tuple[str, Place]]] | None = None
        self._tables = 0
        self._done: list[Block] = []

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        self._parser.Parse(chunk, final)

    def taken(self) -> list[Block]:
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: Any) -> None:
        raise BadDocument

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1000:
            raise BadDocument
        if self._skipped or name == _FALLBACK:  # what stands there for older programs is there twice
            self._skipped += 1
            return
        tag = name.removeprefix(_W).removeprefix(_STRICT)
        if tag == "p":
            self._stack.append([])
            self._kind, self._level = TEXT, LOWEST
        elif tag == "t":
            self._in_text = True
        elif tag in ("tab", "br", "cr") and self._stack:
            self._stack[-1].append(" ")
        elif tag == "noBreakHyphen" and self._stack:
            self._stack[-1].append("-")
        elif (tag == "pStyle" and _HEADING_STYLE.search(_value(attributes))) or (tag == "outlineLvl" and _value(attributes) != "9"):
            self._kind = HEADING
            number = _value(attributes)[-1:]
            self._level = int(number) + (tag == "outlineLvl") if number.isdecimal() else 1
        elif tag == "numPr" and self._kind == TEXT:
            self._kind = ITEM
        elif tag == "tbl":
            self._tables += 1
        elif tag == "tr" and self._tables == 1:
            self._cells = []
        elif tag == "tc" and self._tables == 1 and self._cells is not None:
            self._cells.append([])

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        tag = name.removeprefix(_W).removeprefix(_STRICT)
        if tag == "t":
            self._in_text = False
        elif tag == "p" and self._stack:
            self._paragraph("".join(self._stack.pop()))
        elif tag == "tbl":
            self._tables -= 1
        elif tag == "tr" and self._tables == 1 and self._cells is not None:
            if any(self._cells):
                self._done.append(join(_row(self._cells), ROW))
            self._cells = None

    def _text(self, text: str) -> None:
        if self._in_text and self._stack and not self._skipped:
            self._stack[-1].append(text)

    def _paragraph(self, text: str) -> None:
        if not text.strip():
            return
        self._number += 1
        place = Place(paragraph=self._number if self._numbered else 0)
        if self._cells is not None and self._tables:
            if self._cells:
                self._cells[-1].append((text, place))
            return
        kind = self._kind
        if (
            kind == TEXT
            and len(text) < 80
            and len(text.split()) <= 10
            and text.strip()[-1] not in _SENTENCE_END
            and "@" not in text
            and text.strip()[0].isupper()
        ):
            kind = HEADING
        self._done.append(join([(text, place)], kind, self._level))


def _row(cells: list[list[tuple[str, Place]]]) -> Iterator[tuple[str, Place]]:
    """The lines of a row: each cell after what sets it apart, an empty one too."""
    before = ""
    for number, cell in enumerate(cells):
        before += CELL.lstrip() if number else ""
        for text, place in cell:
            yield before + text, place
            before = ""


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(" val")), "")
