"""`ropa import`: bring in a table that people already have."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .changing import DryRunOption, YesOption
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, help_of, language_of, locate, use_color

if TYPE_CHECKING:
    from ..i18n import Texts
    from ..imports.drafts import Outcome
    from ..imports.mapping import TableMap
    from ..imports.report import Report
    from ..register import Register

KINDS = ("activity", "processor", "recipient", "location", "measure")

ACCEPTED = ("missing-document", "document-changed", "missing-reference", "unknown-value", "required-key", "newer-format")
"""Rules of the files of which a table that is taken over may bring errors: they are shown, and put right afterwards."""


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=help_of("import.file"))],
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help=help_of("import.sheet"))] = None,
    map_file: Annotated[str | None, typer.Option("--map", metavar="MAP.toml", help=help_of("import.map"))] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="activity|processor|recipient|location|measure", help=help_of("import.kind"))] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="FILE", help=help_of("import.report"))] = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Take over a table: what is understood becomes records, what is not is kept word for word, and both are reported."""
    from ..edit.change import Change
    from ..i18n import texts
    from ..imports.landing import Landing
    from ..imports.report import report_of
    from ..output.imported import write_report
    from ..register import Register
    from ..source.folder import Folder
    from .changing import carry_out

    if kind is not None and kind not in KINDS:
        raise Failure("bad-choice", option="--kind", value=kind, known=", ".join(KINDS))
    if report is not None and not report.lower().endswith((".csv", ".json")):
        raise Failure("import.report-ending", path=report)
    root = locate(register)
    loaded = Register(Folder(root))
    words = language_of(loaded, lang)
    if loaded.organisation is None:
        raise Failure("import.needs-register", path=root)
    on = day_of(as_of)
    kept = texts(loaded.language or words.language)  # what comes into the records is in their language
    outcome = _read(file, sheet, map_file, kind, loaded, words, kept, on)
    if outcome is None:
        return
    change = Change(root)
    name = os.path.basename(file)
    landed = Landing(change, loaded, kept, name).take(outcome)
    result = report_of(name, outcome, landed, loaded)
    write_report(result, words, file, color=use_color(no_color))
    if report is not None:
        _write_report(result, report, words)
    carry_out(change, words, on, yes=yes, dry_run=dry_run, color=use_color(no_color), accepts=ACCEPTED)


def _read(
    file: str, sheet: str | None, map_file: str | None, kind: str | None, register: "Register", words: "Texts", kept: "Texts", on: date
) -> "Outcome | None":
    """What is in the file; None where a map.toml was written, which is to be looked at first."""
    from ..audit import Audit
    from ..imports.files.remarks import remarks
    from ..imports.files.sheets import read_file, read_tables
    from ..imports.own import read_own
    from ..imports.take import plan_of, take
    from ..output.console import say
    from ..tables.view import View

    book = read_tables(file, sheet)
    for remark in remarks(book, words):
        say(remark)
    mapped = map_file is not None and os.path.lexists(map_file)
    if not mapped:
        raw = read_file(file) if book.format in ("json", "jsonl") else b""
        if (own := read_own(book, raw, View(Audit(register, on), words))) is not None:
            return own
    if mapped and map_file is not None:
        from ..imports.mapfile import read_map

        return take(plan_of(book, kind, read_map(map_file, words), words), register, kept)
    plan = plan_of(book, kind, None, words, named=sheet is not None)
    if map_file is not None:
        _write_map(map_file, plan.maps, os.path.basename(file), words)
        return None
    return take(plan, register, kept)


def _write_map(path: str, maps: "list[TableMap]", file: str, words: "Texts") -> None:
    from ..imports.mapfile import written
    from ..output.console import say

    if not maps:
        raise Failure("import.no-table", path=file)
    _write(path, written(maps, file, words).encode())
    undecided = sum(key == "?" for each in maps for key in each.columns.values())
    which = "written-all" if not undecided else "written-one" if undecided == 1 else "written"
    say(words.imported(f"map.{which}", path=path, n=undecided, file=file))


def _write_report(report: "Report", path: str, words: "Texts") -> None:
    from ..imports.report import as_csv, as_json

    _write(path, as_json(report) if path.lower().endswith(".json") else as_csv(report, words))


def _write(path: str, data: bytes) -> None:
    from ..output.files import write_file

    try:
        write_file(path, data)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
