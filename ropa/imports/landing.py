"""From drafts to files: what is there is changed key by key, what is not becomes a file. Nothing that a register says is taken away.

A text or a number that the table says takes the place of the old one; lists and their elements are added to; what the table leaves open stays.
"""

from collections.abc import Mapping
from typing import Any

from ..edit.change import Change
from ..edit.document import Document
from ..edit.layout import render
from ..edit.records import Place, layout_failure
from ..errors import Failure
from ..history.compare import name_in_list
from ..i18n import Texts
from ..model.fields import Field, Record, Table, fields_of
from ..model.kinds import BY_NAME, Kind
from ..model.read import Wrong, read
from ..output.safe import plain
from ..register import Register, is_id
from .drafts import Draft, Entry, Outcome, Said
from .kept import with_block

NEW, CHANGED, SAME = "new", "changed", "same"

_LONGEST_ID = 120
"""What a file can be called."""


class Landed:
    """What the drafts did to the register."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.what: dict[str, str] = {}
        """Per reference: "new", "changed" or "same"."""
        self.entries: list[Entry] = []
        """What could not be kept in a record."""


class Landing:
    """The drafts of one file on their way into a register."""

    def __init__(self, change: Change, register: Register, words: Texts, file: str) -> None:
        """Take the change that is to hold the files, the register as it is, its words, and the name of the file that is taken over."""
        self.change, self.register, self.words, self.file = change, register, words, file
        self.landed = Landed()
        self._schema = dict(register.source.names()).get(".schema", False)
        self._entries: dict[str, dict[str, Any]] = {}
        self._contents: dict[str, dict[str, Any]] = {}

    def take(self, outcome: Outcome) -> Landed:
        """Put every draft into the change. Raises Failure where a file of the register cannot be changed."""
        for draft in outcome.drafts:
            self._draft(draft)
        for place, entries in self._entries.items():
            self._append(place, entries)
        return self.landed

    def _draft(self, draft: Draft) -> None:
        kind = BY_NAME[draft.kind]
        if (kind.per_file or kind.entries) and not (len(draft.identity) <= _LONGEST_ID and is_id(draft.identity)):
            cells = [*draft.kept, *(Said(draft.sheet, key, str(value)) for key, value in draft.data.items())]
            self.landed.entries += [Entry(draft.sheet, said, "bad-id") for said in cells]
            return
        path = f"{kind.place}/{draft.identity}.toml" if kind.per_file else kind.place
        at = (draft.identity,) if kind.entries else ()
        before = self.change.read(path)
        old = self._old(path, before, at)
        new = merged(kind.table, old or {}, draft.data, by_place=draft.by_place, fills=draft.fills)
        new = self._fitting(kind, draft, new, old)
        self._keep(kind, draft, old or {}, new)
        if old == new:
            self.landed.what[draft.reference] = SAME
        elif old is None:
            self.landed.what[draft.reference] = NEW
            if kind.entries:
                self._entries.setdefault(path, {})[draft.identity] = new
            else:
                self.change.put(path, render(kind.table, new, schema=self._schema_of(kind)).encode())
        else:
            self.landed.what[draft.reference] = CHANGED
            self._change(path, kind, at, before or b"", old, new)

    def _old(self, path: str, before: bytes | None, at: tuple[str, ...]) -> dict[str, Any] | None:
        """The plain data of a record as its file has it now; None where there is none."""
        if before is None:
            return None
        if not at:
            return self._content(path, before)
        if path not in self._contents:
            self._contents[path] = self._content(path, before)
        found = self._contents[path].get(at[0])
        return found if isinstance(found, dict) else None

    def _content(self, path: str, before: bytes) -> dict[str, Any]:
        try:
            return Document(before, Record).content
        except Failure as failure:
            raise Failure(failure.key, path=f"{self.change.root}/{path}", **failure.params) from None

    def _change(self, path: str, kind: Kind, at: tuple[str, ...], before: bytes, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        document = Document(before, kind.table, at)
        try:
            for key, value in new.items():
                if old.get(key) != value:
                    document.set((key,), value)
            for key in old:
                if key not in new:
                    document.unset((key,))
        except Failure as failure:
            place = Place(kind, at[0] if at else path.rpartition("/")[2].removesuffix(".toml") if kind.per_file else "")
            raise layout_failure(failure, self.change, place) from None
        self.change.put(path, document.data)

    def _append(self, path: str, entries: dict[str, Any]) -> None:
        """New entries of a file that holds several, at its end."""
        kind = next(kind for kind in BY_NAME.values() if kind.place == path)
        before = self.change.read(path)
        if before is None:
            self.change.put(path, render(kind.table, entries, schema=self._schema_of(kind)).encode())
            return
        text = before + (b"" if before.endswith(b"\n") or not before else b"\n") + b"\n" + render(kind.table, entries).encode()
        self.change.put(path, text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if b"\r\n" in before else text)

    def _schema_of(self, kind: Kind) -> str:
        if not self._schema:
            return ""
        from ..output.schema import schema_name

        return f"{'../' if kind.per_file else ''}.schema/{schema_name(kind)}.json"

    def _fitting(self, kind: Kind, draft: Draft, new: dict[str, Any], old: dict[str, Any] | None) -> dict[str, Any]:
        """The data without what no record of this kind can hold: that is only to be had of a file that pretends to be an export."""
        if kind.entries or kind.name in ("vocabulary", "accepted") or draft.by_place:
            _, wrong = read(kind.table, draft.identity, new)
            was = read(kind.table, draft.identity, old)[1] if old else []
            for each in reversed([each for each in wrong if each.what != "required-key" and each not in was]):
                self._drop(draft, new, each)
        return new

    def _drop(self, draft: Draft, data: dict[str, Any], wrong: Wrong) -> None:
        here: Any = data
        for part in wrong.path[:-1]:
            here = here[part]
        value = here.pop(wrong.path[-1]) if isinstance(here, dict) else here[wrong.path[-1]]
        if isinstance(here, list):
            here.remove(value)
        said = Said(draft.sheet, ".".join(map(str, wrong.path)), str(value))
        self.landed.entries.append(Entry(draft.sheet, said, "no-place"))

    def _keep(self, kind: Kind, draft: Draft, old: Mapping[str, Any], new: dict[str, Any]) -> None:
        """Put what was not understood into the notes, in the place of what was put there before."""
        if not any(field.name == "notes" for field in fields_of(kind.table)):
            return
        notes = with_block(str(old.get("notes", "") if not draft.data.get("notes") else new.get("notes", "")), draft.kept, self.file, self.words)
        if notes:
            new["notes"] = notes
        else:
            new.pop("notes", None)


def merged(table: type[Table] | None, old: Mapping[str, Any], new: Mapping[str, Any], *, by_place: bool = False, fills: bool = False) -> dict[str, Any]:
    """The data of a record with those of a draft over them; see Draft for `by_place` and `fills`."""
    found = dict(old) if isinstance(old, Mapping) else {}
    fields = {field.name: field for field in fields_of(table)} if table is not None else {}
    for key, value in new.items():
        field = fields.get(key)
        if key == "notes" and not by_place and found.get(key):
            found[key] = _joined(str(found[key]), str(value))
        elif key not in found:
            found[key] = value
        else:
            found[key] = _over(field, found[key], value, by_place, fills)
    return found


def _over(field: Field | None, old: Any, new: Any, by_place: bool, fills: bool) -> Any:
    """A value of a draft over the one that is there."""
    inner = field.table if field is not None else None
    if isinstance(old, dict) and isinstance(new, dict):
        if inner is not None and inner.__name__ == "Retention" and not by_place and not fills:
            return _period(old, new)
        if field is not None and inner is None:  # a table of entries by id: vocabulary.toml
            return {**old, **{key: merged(_entry(field), old.get(key, {}), value, by_place=by_place, fills=fills) for key, value in new.items()}}
        return merged(inner, old, new, by_place=by_place, fills=fills)
    if isinstance(new, list):
        before = old if isinstance(old, list) else []
        if by_place:
            return _by_place(inner, before, new)
        return _tables(inner, before, new, fills) if inner is not None else [*before, *(item for item in new if item not in before)]
    if fills or (new == "none" and isinstance(old, list) and old):
        return old
    if by_place and isinstance(old, str) and isinstance(new, str) and plain(old.replace("\r\n", "\n"), lines=True) == new:
        return old  # what is hidden in a text is spelled out in an export
    return new


_LENGTH = ("years", "months", "weeks", "days", "until", "indefinite")


def _period(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """A period over another: where its length is another one, the event from which the old one ran goes with it."""
    same = all(old.get(key) == new.get(key) for key in _LENGTH) or not any(key in new for key in _LENGTH)
    return {**(old if same else {key: value for key, value in old.items() if key not in (*_LENGTH, "after")}), **new}


def _entry(field: Field) -> type[Table] | None:
    from typing import get_args

    found = get_args(field.type)
    return found[1] if len(found) == 2 else None


def _by_place(table: type[Table] | None, old: list[Any], new: list[Any]) -> list[Any]:
    """Elements that answer to each other by their place; a list of texts is whole."""
    if table is None:
        return new
    found = [merged(table, before, after, by_place=True) for before, after in zip(old, new, strict=False)]
    return [*found, *old[len(found) :], *new[len(found) :]]


def _tables(table: type[Table], old: list[Any], new: list[Any], fills: bool) -> list[Any]:
    """Elements that answer to each other by what names them; one alone on either side answers to the other."""
    found = list(old)
    if len(old) == len(new) == 1 and isinstance(old[0], dict) and not _distinct(table, old[0], new[0]):
        return [merged(table, old[0], new[0], fills=fills)]
    names: dict[Any, list[int]] = {}
    for place, item in enumerate(old):
        if isinstance(item, dict):
            names.setdefault(name_in_list(item, table), []).append(place)
    for item in new:
        places = names.get(name_in_list(item, table), [])
        chosen = next((each for each in places if _agrees(found[each], item)), places[0] if len(places) == 1 and not _clashes(found[places[0]], item) else -1)
        if chosen < 0:
            found.append(item)
        else:
            places.remove(chosen)
            found[chosen] = merged(table, found[chosen], item, fills=fills)
    return found


def _distinct(table: type[Table], old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two elements have names, and different ones; a purpose that was worded anew is the same purpose."""
    if table.__name__ == "Purpose":
        return _clashes(old, new)
    return name_in_list(dict(old), table) != name_in_list(dict(new), table)


def _agrees(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return all(old.get(key) == value for key, value in new.items() if isinstance(value, str))


def _clashes(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two purposes have different bases: then they are two, be their words the same."""
    return bool(old.get("basis") and new.get("basis") and old["basis"] != new["basis"])


def holds(whole: Any, part: Any) -> bool:
    """Whether plain data still say everything that a part of them said."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], value) for key, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(holds(each, item) for each in whole) for item in part)
    return bool(whole == part)


def _joined(old: str, new: str) -> str:
    return old if new in old else f"{old}\n{new}"
