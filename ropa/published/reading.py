"""From a file to the text of a statement: what it is, and who reads it. Whatever is in the file, the outcome is a text or a Failure that says what to do."""

import os
from collections.abc import Iterator

from ..errors import Failure
from ..source.given import read_given
from .blocks import MAX_CHARACTERS, Block, Published

MAX_BYTES = 20_000_000
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_HTML = (".html", ".htm", ".xhtml")

OTHER_FORMATS = {b"\xd0\xcf\x11\xe0": "office", b"{\\rtf": "office", b"\x89PNG": "picture", b"\xff\xd8\xff": "picture", b"GIF8": "picture"}
"""How files begin that one might take for a statement and that are not read; the reason is a key of [trouble]."""


def read_path(path: str) -> Published:
    """The statement in a file. Raises Failure; pipes and devices are not waited for."""
    return read_bytes(read_given(path, MAX_BYTES, lambda why, detail: unreadable(path, why, detail)), path)


def read_bytes(data: bytes, name: str) -> Published:
    """The statement in the bytes of a file of this name. Raises Failure."""
    if len(data) > MAX_BYTES:
        raise unreadable(name, "too-large")
    kind = _kind(data, name)
    try:
        published = Published(name, kind, _bounded(_blocks(data, kind, name), name))
    except RecursionError:
        raise unreadable(name, "broken") from None
    if not published.blocks:
        raise unreadable(name, "empty")
    return published


def _kind(data: bytes, name: str) -> str:
    """What a file is: by how it begins, then by its name."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for start, why in OTHER_FORMATS.items():
        if data.startswith(start):
            raise unreadable(name, why)
    ending = os.path.splitext(name)[1].lower()
    if data.startswith(b"PK\x03\x04"):
        if b"mimetypeapplication/vnd.oasis" in data[:100] or ending in (".odt", ".pages"):
            raise unreadable(name, "office")
        return "docx"
    if ending == ".pdf":
        raise unreadable(name, "broken-pdf")
    if ending == ".docx":
        raise unreadable(name, "broken-docx")
    start = data[:2000].lower().replace(b"\x00", b"")
    if ending in _HTML or b"<!doctype html" in start or b"<html" in start:
        return "html"
    return "markdown" if ending in _MARKDOWN else "text"


def _blocks(data: bytes, kind: str, name: str) -> Iterator[Block]:
    match kind:
        case "pdf":
            from .pdf import BadPdf, read_pdf

            try:
                yield from read_pdf(data)
            except BadPdf as error:
                raise unreadable(name, {"broken": "broken-pdf"}.get(error.why, error.why)) from None
        case "docx":
            from .docx import BadDocument, read_docx

            try:
                yield from read_docx(data)
            except BadDocument:
                raise unreadable(name, "broken-docx") from None
        case "html":
            from .html import read_html

            yield from read_html(_decode(data, name))
        case _:
            from .prose import read_prose

            yield from read_prose(_decode(data, name), markdown=kind == "markdown")


def _bounded(blocks: Iterator[Block], name: str) -> Iterator[Block]:
    length = 0
    for block in blocks:
        length += len(block.text)
        if length > MAX_CHARACTERS:
            raise unreadable(name, "too-long")
        yield block


def _decode(data: bytes, name: str) -> str:
    """Text of bytes: UTF-8, UTF-16 by its mark, else as Windows writes it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\x00" in text or sum(letter < " " and letter not in "\n\r\t\f" for letter in text[:4000]) > 20:
        raise unreadable(name, "binary")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def unreadable(name: str, why: str, detail: str = "") -> Failure:
    """The failure to read a statement, for a reason that [trouble] has words for."""
    from ..rules.base import Words

    return Failure("statement-unreadable", path=name, why=why, reason=Words(f"trouble.{why}"), detail=f" ({detail})" if detail else "")
