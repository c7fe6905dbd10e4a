"""`ropa statement`: the privacy statement, made from the register."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, RegisterOption, RevOption, help_of, language_of, locate, open_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..documents.blocks import Document
    from ..documents.statement import Made
    from ..i18n import Texts

BY_ENDING = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf"}
"""The format that the name of a file asks for."""

_FILES = 5
"""Files that are named where many lack the same."""


def statement(
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=help_of("statement-output"))] = "-",
    subjects: Annotated[list[str] | None, typer.Option("--subjects", metavar="CATEGORY,...", help=help_of("statement-subjects"))] = None,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Make the statement, and say what the register leaves unsaid."""
    from ..audit import Audit
    from ..documents.statement import build_statement
    from ..i18n import LANGUAGES
    from ..output.console import say

    layout = _layout(output)
    loaded, on = open_register(locate(register, past=rev is not None), rev, as_of)
    words = language_of(loaded, lang)
    if many := len(loaded.broken):  # what is missing must not be taken for what is not there
        say(words.stated("missing.broken" if many == 1 else "missing.broken-many", n=many))
    named = [name.strip() for given in subjects or () for name in given.split(",") if name.strip()]
    made = build_statement(Audit(loaded, on), words, named)
    data = _render(made.document, layout)
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        _write(output, data, words)
        say(words.ui("done.written", path=output))
    if loaded.language in LANGUAGES and loaded.language != words.language:
        say(words.stated("missing.mixed", language=words.term("language", loaded.language)))
    if lines := list(_remarks(made, words)):
        say("\n".join(lines))


def _layout(output: str) -> str:
    """The format, before anything is read."""
    layout = "markdown" if output == "-" else BY_ENDING.get(os.path.splitext(output)[1].lower())
    if layout is None:
        raise Failure("statement-format", value=output)
    return layout


def _render(document: "Document", layout: str) -> bytes:
    match layout:
        case "pdf":
            from ..documents.pdf import write_pdf

            return write_pdf(document)
        case "html":
            from ..documents.html import write_html

            return write_html(document)
    from ..documents.markdown import write_markdown

    return write_markdown(document)


def _write(path: str, data: bytes, words: "Texts") -> None:
    """Write the file whole or not at all."""
    from ..output.files import write_file

    if os.path.isdir(path):
        raise Failure("unwritable", path=path, detail=words.tables()["file"]["folder"])
    try:
        write_file(path, data)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error


# -- what lacks --------------------------------------------------------------------------------------------------------------------------------------------


def _remarks(made: "Made", words: "Texts") -> "Iterator[str]":
    """What the register does not say, item by item with its article and the key; what a template leaves out; what was not used."""
    from ..documents.statement import ITEMS, by_item, laws_of
    from ..documents.statement.template import FOLDER, REST, shown
    from ..i18n.citations import cite
    from ..model.read import nearest

    if made.missing:
        yield words.stated("missing.head")
        for item, keys, files in by_item(made.missing):
            yield "  " + words.stated(
                "missing.line",
                item=words.stated(f"item.{item}"),
                law=cite(ITEMS[item], words.language),
                keys=words.show([f"`{key}`" for key in keys]),
                files=_files(files, words),
            )
    if made.left_out:
        yield words.stated("missing.left-out", file=made.template, rest=shown(REST))
        for name in made.left_out:
            laws = "; ".join(dict.fromkeys(cite(law, words.language) for law in laws_of(name)))
            yield "  " + words.stated("missing.left-out-line", section=words.stated(f"heading.{name}"), law=laws, placeholder=shown(name))
    for place in made.empty:
        yield words.stated("missing.value", file=made.template, line=place.line, placeholder=shown(place.name))
    for name, known in made.unused:
        near = nearest(name, known)
        yield words.stated("missing.unused", file=f"{FOLDER}/{name}", near=" " + words.ui("usage.near", near=f"{FOLDER}/{near}") if near else "")
    if made.unsaid:
        yield words.stated("missing.unsaid", names="; ".join(made.unsaid))


def _files(files: "Iterable[str]", words: "Texts") -> str:
    """Files by name; of many the first, and how many more."""
    named = list(files)
    if len(named) <= _FILES + 1:
        return words.show(named)
    return f"{', '.join(named[:_FILES])} {words.stated('missing.more', n=len(named) - _FILES)}"
