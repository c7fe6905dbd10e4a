"""The files of a new register."""

import os
from datetime import date

from ..edit.change import Change
from ..edit.layout import render
from ..edit.new import put_records
from ..errors import Failure
from ..i18n import Texts, texts
from ..model import kinds
from .organisation import Beginning


def need_room(root: str) -> None:
    """Raise Failure where a register cannot be begun in a folder: it is no folder, or something of a register is there."""
    if os.path.lexists(root) and not os.path.isdir(root):
        raise Failure("no-folder", path=root)
    names = sorted(os.listdir(root)) if os.path.isdir(root) else []
    there = [name for name in names if name.lower() in {*kinds.SINGLES, *kinds.FOLDERS}]
    if there:
        raise Failure("ask.no-room", path=root, files=there)


def begin_register(root: str, beginning: Beginning, on: date) -> Change:
    """The files of a register that begins: register.toml, and the records of the set that was chosen."""
    words = texts(beginning.language)
    change = Change(root)
    change.put(kinds.REGISTER.place, render(kinds.REGISTER.table, beginning.data, comments=_comments(words)).encode())
    if beginning.starter is None:
        return change
    records = beginning.starter.records(beginning.language, on, beginning.country)
    comments = beginning.starter.comments(beginning.language, on, beginning.country)
    put_records(
        change,
        {_named(reference): data for reference, data in records.items()},
        {_named(reference): dict(said) for reference, said in comments.items()},
    )
    return change


def _named(reference: str) -> tuple[str, str]:
    """The kind and id of a reference."""
    folder, _, identity = reference.partition("/")
    return (kinds.FOLDERS.get(folder) or kinds.SINGLES[f"{folder}.toml"]).name, identity


def _comments(words: Texts) -> dict[tuple[str | int, ...], str]:
    """What is to stand above which key of register.toml."""
    return {
        (): words.asked("comment.register"),
        ("authority",): words.asked("comment.authority"),
        ("controller",): words.asked("comment.controller"),
        ("dpo",): words.asked("comment.dpo"),
    }
