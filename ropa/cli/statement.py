"""`ropa statement`: the privacy statement, made from the register; and a published one set beside it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, help_of, language_of, locate, open_register, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ..documents.statement import Made
    from ..i18n import Texts

_FILES = 5
"""Files that are named where many lack the same."""


def statement(
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=help_of("statement-output"))] = None,
    subjects: Annotated[list[str] | None, typer.Option("--subjects", metavar="CATEGORY,...", help=help_of("statement-subjects"))] = None,
    check: Annotated[str | None, typer.Option("--check", metavar="FILE", help=help_of("statement-check"))] = None,
    statement_lang: Annotated[str | None, typer.Option("--statement-lang", metavar="nl|en|fr|de", help=help_of("statement-lang"))] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="text|json", help=help_of("statement-format"))] = None,  # noqa: A002
    fail_on: Annotated[str | None, typer.Option("--fail-on", metavar="warning|info|never", help=help_of("statement-fail-on"))] = None,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Make the statement and say what the register leaves unsaid; with --check, set a published one beside the register."""
    if check is None:
        _refuse({"--statement-lang": statement_lang, "--format": format, "--fail-on": fail_on}, "statement-only-check")
        _make(output or "-", subjects or [], rev, register, lang, as_of)
        return
    from .statement_check import check_statement

    _refuse({"--output": output, "--subjects": subjects}, "statement-only-make")
    check_statement(
        check,
        statement_lang=statement_lang,
        format=format or "text",
        fail_on=fail_on or "warning",
        rev=rev,
        register=register,
        lang=lang,
        as_of=as_of,
        no_color=no_color,
    )


def _refuse(options: "dict[str, object]", why: str) -> None:
    """Raise Failure for an option that means nothing here."""
    for option, value in options.items():
        if value is not None:
            raise Failure(why, option=option)


def _make(output: str, subjects: list[str], rev: str | None, register: str | None, lang: str | None, as_of: "date | None") -> None:
    from ..audit import Audit
    from ..documents.files import layout_of, refuse_unwritable, render, write_document
    from ..documents.statement import build_statement
    from ..i18n import LANGUAGES
    from ..output.console import say

    root = locate(register, past=rev is not None)
    words_of(root, lang)
    layout = "markdown" if output == "-" else layout_of(output)
    if layout is None:
        raise Failure("statement-ending", value=output)
    loaded, on = open_register(root, rev, as_of)
    words = language_of(loaded, lang)
    if many := len(loaded.broken):  # what is missing must not be taken for what is not there
        say(words.stated("missing.broken" if many == 1 else "missing.broken-many", n=many))
    made = build_statement(Audit(loaded, on), words, [name.strip() for given in subjects for name in given.split(",") if name.strip()])
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(render(made.document, layout))
        sys.stdout.buffer.flush()
    else:
        refuse_unwritable(output)
        write_document(output, render(made.document, layout))
        say(words.ui("done.written", path=output))
    if loaded.language in LANGUAGES and loaded.language != words.language:
        say(words.stated("missing.mixed", language=words.term("language", loaded.language)))
    if lines := list(_remarks(made, words)):
        say("\n".join(lines))


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
