"""`ropa edit`: a record in the user's editor, checked when that ends, and no text lost whatever happens."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Failure
from .changing import DryRunOption, begin, carry_out, confirmed, on_terminal, read_line
from .options import AsOfOption, LangOption, NoColorOption, RegisterOption, day_of, did_you_mean, help_of, use_color

if TYPE_CHECKING:
    from ..edit.change import Change
    from ..edit.draft import Draft
    from ..edit.editor import Editor
    from ..findings import Finding
    from ..i18n import Texts

_MOST_NOTES = 10
"""Errors that are put above the text; the terminal shows all of them."""


def edit(
    record: Annotated[str, typer.Argument(metavar="KIND/ID", help=help_of("edit.edit-record"))],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=help_of("edit.edit-yes"))] = False,
    dry_run: DryRunOption = False,
    register: RegisterOption = None,
    lang: LangOption = None,
    as_of: AsOfOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Have a copy of the record's file edited; check it, and write it, or go back to the editor."""
    from ..edit.draft import Draft
    from ..output.console import say

    change, words = begin(register, lang)
    on, color = day_of(as_of), use_color(no_color)
    file, reference = _file(change, record)
    before = change.read(file) or b""
    editor = _editor(reference, words)
    draft = Draft(change.root, file)
    with _kept(draft, reference, words):
        older = _begin(draft, before, f"{change.root}/{file}", words)
        if not _edited(change, file, draft, editor, words, on, yes=yes, color=color):
            draft.throw_away()
            say(words.edited("edit.unchanged"))
            return
        try:
            # that it was saved in the editor is the answer; but not to what somebody else has written since
            carry_out(change, words, on, yes=yes or not older, dry_run=dry_run, color=color, force=True)
        except Failure as failure:
            if failure.key == "changed-meanwhile":
                raise Failure("edit.edited-meanwhile", path=f"{change.root}/{file}") from failure
            raise
        if dry_run:
            say(words.edited("edit.kept", path=draft.path, command=f"ropa edit {reference}"))
        else:
            draft.throw_away()


def _file(change: "Change", record: str) -> tuple[str, str]:
    """The file of a record, and the record. Raises Failure where there is none, and says how to make it."""
    from ..edit.records import find_record, kind_named
    from ..model.kinds import MEASURE
    from ..register import as_id
    from ..source.toml import parse

    name = record.strip().removesuffix(".toml")
    measures = MEASURE.place.removesuffix(".toml")
    if name == measures or (name.rpartition("/")[0] == measures and parse(change.read(MEASURE.place) or b"")[0] is None):
        return MEASURE.place, measures
    try:
        place = find_record(change, name)
    except Failure as failure:
        if failure.key not in ("edit.no-record", "edit.no-record-near"):
            raise
        folder, slash, identity = name.rpartition("/")
        command = f"ropa new {kind_named(folder.rpartition('/')[2]).name} {as_id(identity)}" if slash else "ropa new"
        raise Failure("edit.nothing-to-edit", id=record, near=did_you_mean(failure.params.get("near", "")), command=command.rstrip()) from failure
    return place.file, place.reference


def _editor(reference: str, words: "Texts") -> "Editor":
    """The editor; which it is, is said where the user did not choose it for this. Raises Failure where it cannot be used here."""
    from ..edit.editor import find_editor
    from ..output.console import say
    from ..output.safe import plain

    editor = find_editor()
    if not editor.asked:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise Failure("edit.editor-terminal", record=reference)
        say(words.edited("edit.with", editor=plain(editor.command[0])))
    if option := editor.must_wait:
        raise Failure("edit.editor-wait", editor=editor.command[0], option=option)
    return editor


@contextmanager
def _kept(draft: "Draft", reference: str, words: "Texts") -> Iterator[None]:
    """Say where the text is, whatever kept it from being written."""
    from ..output.console import say

    try:
        yield
    except BaseException:
        if draft.kept is None:
            draft.throw_away()
        else:
            draft.clear()
            say(words.edited("edit.kept", path=draft.path, command=f"ropa edit {reference}"))
        raise
    finally:
        draft.close()


def _begin(draft: "Draft", before: bytes, path: str, words: "Texts") -> bool:
    """Start with what stands in the register, or go on with what was kept of another time; returns whether that was of an older version of the file."""
    from ..output.console import say

    if draft.kept not in (None, before) and on_terminal():
        older = draft.before != before
        say(words.edited("edit.found", path=draft.path))
        if older:
            say(words.edited("edit.found-older", path=path))
        if confirmed(words.edited("edit.ask-go-on"), default=True):
            draft.clear()
            return older
    if aside := draft.begin(before):
        say(words.edited("edit.aside", path=aside))
    return False


def _edited(change: "Change", file: str, draft: "Draft", editor: "Editor", words: "Texts", on: date, *, yes: bool, color: bool) -> bool:
    """Have the text edited until it is to be written, and put it into the change; returns whether there is anything to write.

    Raises typer.Exit(1) where it is not to be written, and Failure.
    """
    from ..edit.editor import run_editor

    before = change.read(file)
    while True:
        run_editor(editor, draft.path)
        text = draft.text
        if text is None:
            raise Failure("edit.text-gone", path=draft.path)
        draft.clear()
        if text == (before or b""):
            return False
        change.put(file, text)
        errors = _errors(change, file, on)
        if not errors or yes:
            return True
        _show(change, errors, words, on, color=color)
        if not on_terminal():
            raise typer.Exit(1)
        match read_line(words.edited("edit.ask")).strip():
            case "2":
                return True
            case "3":
                raise typer.Exit(1)
        draft.note(_notes(errors, file, words))


def _errors(change: "Change", file: str, on: date) -> "list[Finding]":
    """The errors that the text brings, and those for which its file cannot be read at all."""
    from ..edit.effect import effect_of

    effect = effect_of(change, on)
    left = [
        finding for finding in effect.left if finding.file == file and finding.rule.name in ("toml-syntax", "encoding", "conflict-markers", "file-too-large")
    ]
    return [finding for finding in (*effect.new, *left) if finding.severity == "error"]


def _show(change: "Change", errors: "list[Finding]", words: "Texts", on: date, *, color: bool) -> None:
    """The errors as `ropa check` shows them."""
    from ..edit.excerpt import Folders
    from ..output.console import say
    from ..register import Register
    from ..rules import RULES

    if sys.stdout.isatty():
        from ..output.text import write
    else:
        from ..output.concise import write
    write([(Register(Folders(change.source(), ())), errors)], on, words, color=color, accepted=False, rules=RULES)
    say(words.edited("edit.errors-one") if len(errors) == 1 else words.edited("edit.errors-many", n=len(errors)))


def _notes(errors: "list[Finding]", file: str, words: "Texts") -> list[str]:
    """The errors for above the text, with their lines as they are below them."""
    from ..output.report import message

    shown = errors[:_MOST_NOTES]
    lines = [words.edited("edit.note-head")]
    for finding in shown:
        place = finding.line + len(shown) + 1 if finding.file == file else finding.line
        lines.append(words.edited("edit.note", file=finding.file, line=place, message=message(words, finding), rule=finding.rule.code))
    return lines
