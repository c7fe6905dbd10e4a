"""The files of a new register."""

import os
from datetime import date

from ..edit.change import Change
from ..edit.layout import render
from ..edit.new import put_records
from ..errors import Failure
from ..i18n import Texts, texts
from ..model import kinds
from .choices import of_records
from .draft import Draft
from .explain import help_of_own
from .organisation import Beginning
from .question import Asker, Form, Question
from .record import Maker
from .talk import Talk, converse

_FIELDS = {"processors": "processor", "provider": "processor", "recipients": "recipient", "locations": "location", "measures": "measure"}
"""The fields by which records name others, and the kinds that they name."""


def need_room(root: str) -> None:
    """Raise Failure where a register cannot be begun in a folder: it is no folder, or something of a register is there."""
    if os.path.lexists(root) and not os.path.isdir(root):
        raise Failure("no-folder", path=root)
    names = sorted(os.listdir(root)) if os.path.isdir(root) else []
    there = [name for name in names if name.lower() in {*kinds.SINGLES, *kinds.FOLDERS}]
    if there:
        raise Failure("ask.no-room", path=root, files=there)


def draft_for(beginning: Beginning, on: date) -> Draft:
    """The records of the set that was chosen."""
    draft = Draft(None, texts(beginning.language), on, beginning.country)
    if beginning.starter is not None:
        records = beginning.starter.records(beginning.language, on, beginning.country)
        comments = beginning.starter.comments(beginning.language, on, beginning.country)
        draft.made = {_named(reference): data for reference, data in records.items()}
        draft.comments = {_named(reference): dict(said) for reference, said in comments.items()}
    return draft


def go_over(beginning: Beginning, on: date, asker: Asker) -> Draft:
    """The records of the set with what somebody says about them: which measures are there, and what each activity leaves open."""
    from ..catalogue import find

    def run(talk: Talk) -> Draft:
        draft = draft_for(beginning, on)
        words, starter = draft.words, beginning.starter
        if starter is None:
            return draft
        title = words.asked("title.go-over")
        if not talk.ask(Question("go-over", Form.YES_NO, title, help_of_own("go-over", words), default=False)):
            return draft
        _measures(talk, draft)
        maker = Maker(talk, draft, curious=True)
        for number, name in enumerate(starter.activities, 1):
            entry = find(kinds.ACTIVITY.name, name)
            talk.tell(words.asked("say.activity", name=entry.name(beginning.language), n=number, of=len(starter.activities)))
            maker.complete(entry.main(beginning.language).partition("/")[2], entry.services)
        return draft

    return converse(asker, run)


def _measures(talk: Talk, draft: Draft) -> None:
    """Which of the proposed measures are there already."""
    choices = of_records(draft.names(kinds.MEASURE.name))
    title = draft.words.asked("title.in-place")
    chosen = talk.ask(Question("in-place", Form.MANY, title, help_of_own("in-place", draft.words), choices)) if choices else None
    for identity in chosen or ():
        draft.made[kinds.MEASURE.name, identity]["status"] = "in-place"


def begin_register(root: str, beginning: Beginning, draft: Draft) -> Change:
    """The files of a register that begins: register.toml, and the records of a draft."""
    change = Change(root)
    change.put(kinds.REGISTER.place, render(kinds.REGISTER.table, beginning.data, comments=_comments(draft.words)).encode())
    named = _named_by(draft)
    used = {place: data for place, data in draft.made.items() if place[0] not in _FIELDS.values() or place in named}
    put_records(change, used, draft.comments)
    return change


def _named_by(draft: Draft) -> set[tuple[str, str]]:
    """The records, by kind and id, that others of the draft name: what a set brings along for an activity that was not chosen is not among them."""
    named = set()
    for data in draft.made.values():
        for field, kind in _FIELDS.items():
            value = data.get(field)
            named |= {(kind, identity) for identity in (value if isinstance(value, list) else [value]) if isinstance(identity, str)}
    return named


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
