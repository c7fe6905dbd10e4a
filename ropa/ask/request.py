"""What `ropa new` was asked for, and the draft that comes of it: with somebody's answers, or with what the options say and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..errors import Failure
from ..i18n import Texts
from ..model import kinds
from ..model.fields import Table
from ..model.kinds import Kind
from ..register import Register
from .draft import Draft
from .given import from_options
from .items import ITEMS
from .question import Asker
from .record import Maker, wrong_id
from .talk import Nobody, Talk, converse


@dataclass(frozen=True)
class Request:
    """A new record, as the command line asks for it."""

    kind: Kind
    identity: str = ""
    source: str = ""
    """The entry of the catalogue to begin with."""
    options: Mapping[str, list[str]] = field(default_factory=dict)
    """Texts by option."""
    assignments: Sequence[str] = ()
    """KEY=VALUE."""


def kind_for(name: str, words: Texts) -> Kind:
    """The kind of record of a word: its name, its folder, or what it is called in the language. Raises Failure where it is none that can be new."""
    said = name.strip().casefold()
    for kind in kinds.KINDS:
        if kind.name in ITEMS and said in {kind.name, kind.place.removesuffix(".toml"), words.kind(kind.name), words.kind(kind.name, many=True)}:
            return kind
    from ..model.read import nearest

    near = nearest(said, ITEMS)
    raise Failure("no-kind", value=name, known=near or ", ".join(ITEMS))


def make_draft(request: Request, register: Register, words: Texts, on: date, asker: Asker | None, *, needs: Sequence[str] = ()) -> tuple[Draft, str]:
    """The draft with the record that was asked for, and its id.

    Without an asker nothing is asked; then `needs` are options that are missing beside what the record lacks. Raises Failure for an id that is taken, an
    option that says nothing, and with every option that is missing, all at once.
    """
    from ..catalogue import find

    first = Draft(register, words, on)
    _need_free(request, first)
    source = find(request.kind.name, request.source) if request.source else None
    given = from_options(request.kind, request.options, first, on)
    assign_all(given, request.assignments, request.kind.table, register, words, on)
    nobody = Nobody()

    def run(talk: Talk) -> tuple[Draft, str]:
        draft = Draft(register, words, on)
        return draft, Maker(talk, draft, curious=asker is not None).make(request.kind, given=given, identity=request.identity, source=source)

    made = converse(asker or nobody, run)
    nobody.need_all(*needs if asker is None else ())
    return made


def _need_free(request: Request, draft: Draft) -> None:
    """Raise Failure where the id that was asked for is none, or is in use."""
    identity = request.identity
    if not identity:
        return
    if identity in draft.taken(request.kind):
        kind = request.kind
        raise Failure(
            "ask.exists", id=identity, path=f"{draft.register.root if draft.register else ''}/{kind.place}{f'/{identity}.toml' if kind.per_file else ''}"
        )
    if complaint := wrong_id(draft, request.kind, identity):
        raise Failure("ask.bad-id", id=identity, detail=complaint)


def assign_all(data: dict[str, Any], assignments: Sequence[str], table: type[Table], register: Register, words: Texts, on: date) -> None:
    """Put what --set says into plain data; a key that is given twice is a list. Raises Failure for what is no key or value of the record."""
    from ..edit.keys import find_key, read_values

    gathered: dict[str, list[str]] = {}
    for assignment in assignments:
        asked, equals, value = assignment.partition("=")
        if not equals or not asked.strip():
            raise Failure("ask.no-assignment", value=assignment)
        gathered.setdefault(asked.strip(), []).append(value.strip())
    for asked, values in gathered.items():
        key = find_key(asked, table, data, words)
        here: Any = data
        for part, following in zip(key.path, key.path[1:], strict=False):
            here = here.setdefault(part, [] if isinstance(following, int) else {}) if isinstance(here, dict) else here[part]
        here[key.path[-1]] = read_values(key, values, register, words, on)
