"""`overview`, `list`, `show`, `transfers`, `agenda`: looking at the register."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, RevOption, help_of, language_of, locate, open_register, use_color

if TYPE_CHECKING:
    from datetime import date

    from ..audit import Audit
    from ..history.worktree import State
    from ..i18n import Texts
    from ..model.fields import Record
    from ..model.kinds import Kind
    from ..register import Source

FormatOption = Annotated[str, typer.Option("--format", metavar="text|json", help=help_of("look-format"))]


def _open(register: str | None, rev: str | None, as_of: "date | None", lang: str | None, format: str) -> "tuple[Audit, Texts]":  # noqa: A002
    """The register on the day, as it is or as it was, and the words."""
    from ..audit import Audit

    if format not in ("text", "json"):
        raise Failure("bad-choice", option="--format", value=format, known="text, json")
    audit = Audit(*open_register(locate(register, past=rev is not None), rev, as_of))
    return audit, language_of(audit.register, lang)


def overview(
    format: FormatOption = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """The register on one screen."""
    from ..findings import judge
    from ..output import overview as page
    from ..output.json import to_json

    audit, words = _open(register, rev, as_of, lang, format)
    findings = judge(audit)
    state = _state(audit.register.source)
    if format == "json":
        sys.stdout.write(to_json(page.overview_data(audit, findings, state)))
    else:
        page.write(audit, findings, state, words, color=use_color(no_color))


def _state(source: "Source") -> "State | None":
    """The commit that was asked for, else the last one and what was changed since; None where there is none."""
    from ..source.folder import Folder, find_repository

    if isinstance(source, Folder) and find_repository(os.path.realpath(source.root)) is None:
        return None
    from ..history.worktree import committed_state, state
    from ..source.commit import CommitFolder

    if isinstance(source, CommitFolder):
        return committed_state(source)
    return state(source) if isinstance(source, Folder) else None


def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=help_of("list-kind"))],
    format: FormatOption = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """The records of a kind, a line each."""
    from ..findings import judge
    from ..output import records

    audit, words = _open(register, rev, as_of, lang, format)
    found = _kind(kind)
    if format == "json":
        records.write_list_json(audit, found)
    else:
        records.write_list(audit, found, judge(audit), words, color=use_color(no_color))


def show(
    record: Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("show-record"))],
    format: FormatOption = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """One record, with what it refers to and what refers to it."""
    from ..findings import judge
    from ..output import records
    from ..output.json import to_json
    from ..output.report import source_data

    audit, words = _open(register, rev, as_of, lang, format)
    found = _record(audit, words, record)
    if format == "json":
        sys.stdout.write(to_json({"schema": "ropa.record/1", **source_data(audit.register), **records.record_data(found)}))
    else:
        records.write_record(audit, found, judge(audit), words, color=use_color(no_color))


def transfers(
    every: Annotated[bool, typer.Option("--all", help=help_of("transfers-all"))] = False,
    format: FormatOption = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Every flow out of the EEA, with its path, mechanism and verdict."""
    from ..output import flows

    audit, words = _open(register, rev, as_of, lang, format)
    if format == "json":
        flows.write_json(audit, every=every)
    else:
        flows.write(audit, words, every=every, color=use_color(no_color))


def agenda(
    days: Annotated[int | None, typer.Option("--days", metavar="N", min=0, help=help_of("agenda-days"))] = None,
    ics: Annotated[str | None, typer.Option("--ics", metavar="FILE", help=help_of("agenda-ics"))] = None,
    format: FormatOption = "text",  # noqa: A002
    rev: RevOption = None,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """What ends or is due."""
    from ..derive import agenda as derive
    from ..output import agenda as page
    from ..output.console import say

    audit, words = _open(register, rev, as_of, lang, format)
    due = derive.agenda(audit, 365 if days is None else days)
    if ics is not None:
        from ..output.files import write_file

        data = page.calendar(due, audit, words)
        if ics == "-":
            sys.stdout.write(data.decode().replace("\r\n", "\n"))
            return
        try:
            write_file(ics, data)
        except OSError as error:
            raise Failure("unwritable", path=ics, detail=error.strerror or "") from error
        say(words.ui("done.written", path=ics))
    elif format == "json":
        page.write_json(due, audit)
    else:
        page.write(due, audit, words, color=use_color(no_color))


def _kind(name: str) -> "Kind":
    """The kind that a word names: activity, activities, or its folder."""
    from ..model.kinds import KINDS

    kinds = [kind for kind in KINDS if kind.per_file or kind.entries]
    for kind in kinds:
        if name.lower() in (kind.name, kind.place.removesuffix(".toml")):
            return kind
    raise Failure("no-kind", value=name, known=", ".join(kind.place.removesuffix(".toml") for kind in kinds))


def _record(audit: "Audit", words: "Texts", reference: str) -> "Record":
    """The record of a reference: activities/newsletter, activity/newsletter, or its id alone where only one record has it."""
    from ..model.read import nearest

    if reference == "register" and audit.register.organisation:
        return audit.register.organisation
    folder, slash, identity = reference.removesuffix(".toml").rpartition("/")
    if not slash:
        from ..model.kinds import KINDS

        kinds = [kind for kind in KINDS if kind.per_file or kind.entries]
        found = [audit.register.by_kind(kind.name)[identity] for kind in kinds if identity in audit.register.by_kind(kind.name)]
        if len(found) == 1:
            only: Record = found[0]
            return only
        names = [f"{kind.place.removesuffix('.toml')}/{name}" for kind in kinds for name in audit.register.by_kind(kind.name)]
        near = [name for name in names if name.endswith(f"/{identity}")] or [name for name in [nearest(identity, [n.split("/")[1] for n in names])] if name]
        raise Failure("no-record", kind="record", id=reference, near=" " + words.ui("usage.near", near=", ".join(near)) if near else "")
    kind = _kind(folder.rpartition("/")[2])
    record: Record | None = audit.register.by_kind(kind.name).get(identity)
    if record is None:
        near_id = nearest(identity, audit.register.by_kind(kind.name))
        near_text = " " + words.ui("usage.near", near=f"{kind.place.removesuffix('.toml')}/{near_id}") if near_id else ""
        raise Failure("no-record", kind=words.kind(kind.name), id=identity, near=near_text)
    return record
