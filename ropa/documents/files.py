"""A document in a file, as the ending of its name asks."""

import os

from ..errors import Failure
from .blocks import Document

LAYOUTS = {".pdf": "pdf", ".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
"""The layout that the ending of a name asks for."""


def layout_of(path: str) -> str | None:
    """The layout that the name of a file asks for; None where it asks for none of them."""
    return LAYOUTS.get(os.path.splitext(path)[1].lower())


def render(document: Document, layout: str) -> bytes:
    """The bytes of a document in one of the LAYOUTS; the same document gives the same bytes."""
    match layout:
        case "pdf":
            from .pdf import write_pdf

            return write_pdf(document)
        case "html":
            from .html import write_html

            return write_html(document)
    from .markdown import write_markdown

    return write_markdown(document)


def refuse_unwritable(path: str) -> None:
    """Say before the work what cannot succeed after it. Raises Failure for a folder, and for a file in a folder that is not there."""
    if os.path.isdir(path):
        raise Failure("output-folder", path=path)
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise Failure("no-folder", path=os.path.dirname(path))


def write_document(path: str, data: bytes) -> None:
    """Write a document: all of it or nothing. Raises Failure where that cannot be; what was there is then as it was."""
    from ..output.files import write_file

    try:
        write_file(path, data)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
