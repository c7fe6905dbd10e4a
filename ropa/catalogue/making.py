"""From an entry to records: its texts in one language, what depends on the country for one country, its references by the ids that are written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import toml_rs

from .. import law
from ..i18n import DEFAULT, LANGUAGES, texts
from ..model import kinds
from ..register import as_id

if TYPE_CHECKING:
    from . import Comments, Entry, Records

WIDTH = 118
"""Characters of a line of a comment."""

ELSEWHERE = "*"
"""In a table by country: any other country, and one that is not known."""


@cache
def words() -> dict[str, dict[str, str]]:
    """Texts that several entries share, by name and language: "$name" in an entry stands for one."""
    with open(os.path.join(os.path.dirname(__file__), "words.toml"), "rb") as file:
        found: dict[str, dict[str, str]] = toml_rs.loads(file.read().decode())
    return found


class Making:
    """Makes records of entries, in one language, for one country, on one day."""

    def __init__(self, get: Callable[[str], Entry | None], language: str, on: date, country: str) -> None:
        """Take what gives an entry by its id, and for what to make records."""
        self._get = get
        self._language = language if language in LANGUAGES else DEFAULT
        self._on = on
        self._country = country

    # -- records -----------------------------------------------------------------------------------------------------------------------------------

    def records(self, entry: Entry) -> Records:
        """The records that an entry makes, the main one first."""
        made: Records = {}
        for reference, data, _ in self._each(entry):
            made.setdefault(reference, data)
        return made

    def comments(self, entry: Entry) -> Comments:
        """By reference, what to say above which key."""
        said: Comments = {}
        for reference, _, comments in self._each(entry):
            said.setdefault(reference, {path: _wrapped(text) for path, text in comments.items()})
        return said

    def reference(self, entry: Entry) -> str:
        """The reference of an entry's main record."""
        return f"{kinds.BY_NAME[entry.kind].place}/{self._id(entry)}" if entry.kind in kinds.BY_NAME else ""

    def _each(self, entry: Entry) -> Iterator[tuple[str, dict[str, Any], dict[tuple[str | int, ...], str]]]:
        if entry.kind == "starter":
            yield from self._set(entry)
            return
        data = self._say(entry.data[entry.kind])
        if entry.kind == "activity":
            data = self._draft(data)
        place = entry.data.get("location") if entry.kind != "location" else None
        if place:
            data["locations"] = [self._id(entry)]
        yield self.reference(entry), data, self._comments(entry, data)
        if place:
            said: dict[tuple[str | int, ...], str] = {} if "country" in place else {(): f"country: {self._say('$decide-place')}"}
            yield f"locations/{self._id(entry)}", {**self._say(place), "provider": self._id(entry)}, said
        for other in self._named(entry):
            yield from self._each(other)

    def _named(self, entry: Entry) -> Iterator[Entry]:
        """The entries of which an entry names the records with "@"."""
        for name in _names(self._by_country(entry.data[entry.kind])):
            other = self._get(name)
            if other is not None and other is not entry:
                yield other

    def _draft(self, data: dict[str, Any]) -> dict[str, Any]:
        """An activity as it comes: a draft, written down today."""
        head: dict[str, Any] = {key: data.pop(key) for key in ("name", "description", "role") if key in data}
        return {**head, "status": "draft", "created": self._on, **data}

    def _set(self, entry: Entry) -> Iterator[tuple[str, dict[str, Any], dict[tuple[str | int, ...], str]]]:
        """The records of a set to start with: its activities, each with the places and measures that the set proposes."""
        measures = {f"measures/{as_id(texts(self._language).term('measure-kind', kind))}": kind for kind in entry.data.get("measures", ())}
        places = [each for name in entry.data.get("locations", ()) if (each := self._get(name)) is not None]
        for name in entry.activities:
            activity = self._get(name)
            if activity is None:
                continue
            chosen = entry.data.get("where", {}).get(name, entry.data.get("locations", ()))
            proposed = {"locations": [self._id(each) for each in places if each.id in chosen], "measures": [key.partition("/")[2] for key in measures]}
            for reference, data, comments in self._each(activity):
                if reference == self.reference(activity):
                    proposals: dict[tuple[str | int, ...], str] = {(key,): self._say(f"$proposed-{key}") for key, named in proposed.items() if named}
                    yield reference, {**data, **{key: named for key, named in proposed.items() if named}}, {**comments, **proposals}
                else:
                    yield reference, data, comments
        for place in places:
            yield from self._each(place)
        for number, (reference, kind) in enumerate(measures.items()):
            yield reference, {"kind": kind, "status": "planned"}, {(): self._say("$measures-top")} if number == 0 else {}

    # -- what an entry says ------------------------------------------------------------------------------------------------------------------------

    def _id(self, entry: Entry) -> str:
        """The id that the main record gets: in the language, where the entry has one for it."""
        said = entry.data.get("id", entry.id)
        return str(said.get(self._language, entry.id) if isinstance(said, dict) else said)

    def _by_country(self, value: Any) -> Any:
        """What holds in the country; None where nothing is said for it."""
        if isinstance(value, dict):
            if value and all(key == ELSEWHERE or (len(key) == 2 and key.isupper()) for key in value):
                return self._by_country(value.get(self._country, value.get(ELSEWHERE)))
            if self._country not in value.get("only", (self._country,)) or self._country in value.get("except", ()):
                return None
            return {key: said for key, inner in value.items() if key not in ("only", "except") and (said := self._by_country(inner)) is not None}
        if isinstance(value, list):
            return [said for inner in value if (said := self._by_country(inner)) is not None]
        return (self._country or None) if value == "@country" else value

    def _say(self, value: Any) -> Any:
        """A value of an entry in the language and for the country; None where it has none for it."""
        return self._in_language(self._by_country(value))

    def _in_language(self, value: Any) -> Any:
        if isinstance(value, dict):
            if value and all(key in LANGUAGES for key in value):
                return self._in_language(value.get(self._language, value.get(DEFAULT)))
            said = {key: self._in_language(inner) for key, inner in value.items()}
            return self._with_period(said) if "statute" in said else said
        if isinstance(value, list):
            return [self._in_language(inner) for inner in value]
        if isinstance(value, str) and value.startswith("$"):
            return words()[value[1:]].get(self._language, value)
        if isinstance(value, str) and value.startswith("@") and (other := self._get(value[1:])) is not None:
            return self._id(other)
        return value

    def _with_period(self, retention: dict[str, Any]) -> dict[str, Any]:
        """A retention with the length that the statutory period has on the day: the floor where there is one, else the ceiling."""
        period = law.terms("statute")[retention["statute"]]
        while period.get("until", date.max) < self._on and "replaced_by" in period:
            period = law.terms("statute")[period["replaced_by"]]
        length = {} if {"years", "months", "weeks", "days", "until"} & set(retention) else period.get("floor") or period["ceiling"]
        return {**length, **retention, "statute": period["id"]}

    def _comments(self, entry: Entry, data: dict[str, Any]) -> dict[tuple[str | int, ...], str]:
        """What to say above which key of the main record: what the entry says of a key, and what to decide where it leaves one open."""
        top = "$draft-top" if entry.kind == "activity" else "$party-top" if entry.sources else ""
        said: dict[tuple[str | int, ...], str] = {(): self._say(top)} if top else {}
        for table in ("comments", "open"):
            for key, text in entry.data.get(table, {}).items():
                path, missing = _place(key, data)
                line = self._say(text)
                if not line or missing is None or (table == "open" and not missing):
                    continue
                line = f"{missing}: {line}" if missing else line
                said[path] = f"{said[path]}\n{line}" if path in said else line
        return said


def _wrapped(text: str) -> str:
    """A comment in lines that an editor shows whole."""
    import textwrap

    return "\n".join(textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))


def _names(value: Any) -> Iterator[str]:
    """The entries that "@" names in a value."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)
    elif isinstance(value, str) and value.startswith("@"):
        yield value[1:]


def _place(key: str, data: dict[str, Any]) -> tuple[tuple[str | int, ...], str | None]:
    """Where a key as people write it ("data[contact].retention") stands in a record, and which part of it is not there.

    Of a key that is left open, the place is the table that lacks it, and its name is given: ("data", 1), "retention". "" where nothing lacks; None where
    it is about an element that the record does not have. An element of a list goes by its number from 1 or its category.
    """
    path: list[str | int] = []
    here: Any = data
    for part in key.split("."):
        name, _, wanted = part.rstrip("]").partition("[")
        if name not in here:
            return tuple(path), None if wanted else name
        here = here[name]
        path.append(name)
        if wanted:
            number = next((n for n, each in enumerate(here) if wanted in (str(n + 1), each.get("category"))), None)
            if number is None:
                return tuple(path), None
            here = here[number]
            path.append(number)
    return tuple(path), ""
