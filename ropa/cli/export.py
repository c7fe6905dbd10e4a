"""`ropa export`: the audit tables, in any format."""

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, help_of, language_of, locate, open_register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tables.catalogue import AuditTable
    from ..tables.sheet import Sheet
    from ..tables.view import View

OWN_FORMATS = ("csv", "csv-excel", "xlsx", "json", "jsonl")

BY_ENDING = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".md": "github",
    ".tex": "latex_longtable",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".org": "orgtbl",
    ".txt": "simple",
}
"""The format that the name of a file asks for."""


def export(
    tables: Annotated[list[str] | None, typer.Argument(metavar="[TABLE]...", help=help_of("export-tables"), show_default=False)] = None,
    format: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=help_of("export-format"))] = None,  # noqa: A002
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE|DIR", help=help_of("export-output"))] = None,
    every: Annotated[bool, typer.Option("--all", help=help_of("export-all"))] = False,
    where: Annotated[list[str] | None, typer.Option("--where", metavar="COLUMN=VALUE", help=help_of("export-where"))] = None,
    columns: Annotated[list[str] | None, typer.Option("--columns", metavar="COLUMN,...", help=help_of("export-columns"))] = None,
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Write audit tables; without a table, name them all."""
    if output == "-":
        output = None
    chosen = _format(format, output)
    named = _tables(tables or [], every)
    bundle = every and (chosen is None or chosen in _one_table())
    _check_output(chosen, output, len(named), bundle)
    view = _view(register, rev, lang, as_of)
    if not named:
        from ..tables.sheet import index

        _give(view, _render(view, [index(view)], chosen or "simple"), output)
        return
    names = [name.strip() for given in columns or () for name in given.split(",") if name.strip()]
    sheets = _fill(view, named, where or [], names)
    if any(sheet.name == "history" for sheet in sheets):
        _say_of_history(view, asked=not every)
    if bundle:
        _write_all(view, sheets, str(output), chosen, where or [])
    else:
        _give(view, _render(view, sheets, chosen or "simple", where or []), output)


# -- what was asked for ---------------------------------------------------------------------------------------------------------------------------------


def _format(named: str | None, output: str | None) -> str | None:
    """The format: as named, else what the name of the file asks for; None where neither says."""
    if named is None:
        return BY_ENDING.get(os.path.splitext(output or "")[1].lower())
    from ..tables import text

    if named not in OWN_FORMATS and named not in (known := text.formats()):
        raise Failure("bad-choice", option="--format", value=named, known=", ".join([*OWN_FORMATS, *known]))
    return named


def _one_table() -> frozenset[str]:
    """The formats that hold one table a file."""
    from ..tables import text

    return text.ONE_TABLE | {"csv", "csv-excel"}


def _tables(named: list[str], every: bool) -> "list[AuditTable]":
    from ..tables.catalogue import BY_NAME, TABLES

    for name in named:
        if name not in BY_NAME:
            raise Failure("no-table", value=name, known=", ".join(BY_NAME))
    return list(TABLES) if every else [BY_NAME[name] for name in dict.fromkeys(named)]


def _check_output(layout: str | None, output: str | None, many: int, bundle: bool) -> None:
    """What cannot be done is said before the register is read."""
    if bundle and output is None:
        raise Failure("needs-output", example="build")
    if layout == "xlsx" and output is None:
        raise Failure("needs-output", example="register.xlsx")
    if not bundle and many > 1 and layout is not None and layout in _one_table():
        raise Failure("one-table", format=layout)


def _view(register: str | None, rev: str | None, lang: str | None, as_of: Any) -> "View":
    from ..audit import Audit
    from ..output.console import say
    from ..tables.view import View

    loaded, on = open_register(locate(register, past=rev is not None), rev, as_of)
    words = language_of(loaded, lang)
    if many := len(loaded.broken):  # an auditor must not take what is missing for what is not there
        say(words.tables()["file"]["broken"]["one" if many == 1 else "many"].format(n=many))
    return View(Audit(loaded, on), words)


def _say_of_history(view: "View", *, asked: bool) -> None:
    """Say why there is no history, or that it does not go back to the beginning."""
    from ..output.console import say
    from ..tables import history

    if failure := history.absence(view.register.source, asked=asked):
        say(view.words.failure(failure.key, **failure.params))
    elif history.is_cut(view.register.source):
        say(view.words.ui("history.cut"))


def _fill(view: "View", tables: "Sequence[AuditTable]", where: list[str], names: list[str]) -> "list[Sheet]":
    from ..tables.sheet import fill
    from ..tables.where import BadConditionError, NoColumnError, parse

    sheets = []
    try:
        conditions = [parse(text) for text in where]
        for table in tables:
            try:
                sheets.append(fill(view, table, conditions, names))
            except NoColumnError as error:
                raise Failure("no-column", table=table.name, value=error.args[0], known=", ".join(column.name for column in table.columns)) from error
    except BadConditionError as error:
        raise Failure("bad-where", value=error.args[0]) from error
    return sheets


# -- writing --------------------------------------------------------------------------------------------------------------------------------------------


def _render(view: "View", sheets: "Sequence[Sheet]", layout: str, where: "Sequence[str]" = ()) -> bytes:
    """The bytes of the tables in a format."""
    match layout:
        case "xlsx":
            from ..tables import workbook

            try:
                return workbook.render(view, sheets, where)
            except OverflowError as error:  # more rows than a sheet can have
                raise Failure("unwritable", path="xlsx", detail=str(error)) from error
        case "json" | "jsonl":
            from ..tables import machine

            return machine.document(view, sheets) if layout == "json" else machine.lines(sheets)
        case "csv" | "csv-excel":
            from ..tables import delimited

            return delimited.render(sheets[0], layout)
    from ..tables import text

    return text.render(sheets, layout)


def _give(view: "View", data: bytes, output: str | None) -> None:
    from ..output.console import say

    if output is not None:
        _write(view, output, data)
        say(view.words.ui("done.written", path=output))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _write_all(view: "View", sheets: "Sequence[Sheet]", folder: str, layout: str | None, where: list[str]) -> None:
    """A file a table: in the format that was named; else the workbook, and CSV and JSON of each."""
    from ..output.console import say

    words = view.words.tables()["file"]
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise Failure("unwritable", path=folder, detail=words["not-folder"])
    if os.path.lexists(os.path.join(folder, "register.toml")):
        raise Failure("unwritable", path=folder, detail=words["register"])
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise Failure("unwritable", path=folder, detail=error.strerror or "") from error
    if layout is None:
        _write(view, os.path.join(folder, "register.xlsx"), _render(view, sheets, "xlsx", where), inside=True)
    for sheet in sheets:
        for each in (layout,) if layout else ("csv", "json"):
            name = sheet.name + _ending(each)
            _write(view, os.path.join(folder, name), _render(view, [sheet], each), inside=True)
    say(view.words.ui("done.written", path=folder))


def _ending(layout: str) -> str:
    """The ending of the files of a format."""
    return ".csv" if layout == "csv-excel" else next((ending for ending, name in BY_ENDING.items() if name == layout), ".txt")


def _write(view: "View", path: str, data: bytes, *, inside: bool = False) -> None:
    """Write a file whole or not at all. Of the files of a folder none may lead out of it."""
    from ..output.files import write_file

    words = view.words.tables()["file"]
    if os.path.isdir(path):
        raise Failure("unwritable", path=path, detail=words["folder"])
    if inside and os.path.islink(path):
        raise Failure("unwritable", path=path, detail=words["link"])
    try:
        write_file(path, data)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
