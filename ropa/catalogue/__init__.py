"""Ready-made records: services that small organisations use, common processing activities, places, and sets to start with.

An entry is one TOML file here; README.md says what stands in it. What an entry states about a company carries its sources, each with
`confirmed = false`: party-unconfirmed stays until the user has confirmed it. An activity comes as a draft, with comments on what to decide.
Nothing of this is law: the law is in ropa/law/, and an entry names its periods by id.
"""

import os
from datetime import date
from functools import cache, cached_property
from typing import Any

import toml_rs

from ..errors import Failure
from ..register import as_id
from .making import Making

KINDS = ("activity", "processor", "recipient", "location", "starter")
"""The kinds of entry, in the order in which lists show them: what the main record of an entry is, or a set to start with."""

FOLDERS = ("activities", "services", "places", "starters")

_HERE = os.path.dirname(__file__)

Records = dict[str, dict[str, Any]]
"""Plain data of records by reference, such as "processors/mailchimp"."""
Comments = dict[str, dict[tuple[str | int, ...], str]]
"""By reference, what to say above which key; () is the top of the file."""


class Entry:
    """An entry of the catalogue, as its file says it."""

    def __init__(self, identity: str, data: dict[str, Any]) -> None:
        """Take the name of the file and what it holds."""
        self.id = identity
        self.data = data
        self.kind = next((kind for kind in KINDS if kind in data), "starter")
        """Kind of its main record; "starter" for a set of others."""

    def names(self, language: str | None = None) -> list[str]:
        """The names it goes by in a language, the usual one first; without a language, in all of them."""
        names = self.data["names"]
        if isinstance(names, list):
            return list(names)
        chosen = [names[language]] if language in names else names.values()
        return list(dict.fromkeys(name for each in chosen for name in each))

    def name(self, language: str) -> str:
        """The usual name."""
        return self.names(language)[0]

    def about(self, language: str) -> str:
        """What it is, in a sentence; "" where the file does not say."""
        said: dict[str, str] = self.data.get("about", {})
        return said.get(language, "")

    @property
    def service(self) -> str:
        """The kind of service of a processor or recipient, from the vocabulary; "" where it has none."""
        if self.kind == "recipient":
            return str(self.data.get("service", ""))
        return str(self.data.get("processor", {}).get("service", ""))

    @property
    def country(self) -> str:
        """The country of establishment that it states of a company; "" where it states none."""
        return str(self.data[self.kind].get("country", "")) if self.sources else ""

    @property
    def services(self) -> tuple[str, ...]:
        """For an activity: the kinds of service that are often used for it, from the vocabulary. To be offered, never filled in."""
        return tuple(self.data.get("services", ()))

    @property
    def activities(self) -> tuple[str, ...]:
        """For a set to start with: the ids of its activities."""
        return tuple(self.data.get("activities", ()))

    @property
    def sources(self) -> list[dict[str, Any]]:
        """Where what it states about a company was read: {url, read, confirmed}."""
        return list(self.data.get(self.kind, {}).get("sources", ()))

    def records(self, language: str, on: date, country: str = "") -> Records:
        """The records it makes, the main one first: plain data by reference.

        In a language, for an organisation in a country ("" where that is not known: then what depends on it is left out), on a day: that on which
        they are written down. Every call gives data of its own.
        """
        return Making(_get, language, on, country).records(self)

    def comments(self, language: str, on: date, country: str = "") -> Comments:
        """What to say in the files of those records: what is to be confirmed, and what the organisation has to decide."""
        return Making(_get, language, on, country).comments(self)

    def main(self, language: str) -> str:
        """The reference of its main record."""
        return Making(_get, language, date.min, "").reference(self)

    @cached_property
    def folded(self) -> frozenset[str]:
        """Its id and every name, without capitals, accents and spaces."""
        return frozenset((self.id, *(as_id(name).replace("-", "") for name in self.names()), *(as_id(name) for name in self.names())))


def entries(kind: str | None = None) -> list[Entry]:
    """Every entry, or those of a kind, by kind and name of file."""
    return [entry for entry in _all() if kind in (None, entry.kind)]


def find(kind: str | None, name: str) -> Entry:
    """The entry of a kind (None: any) by its id or one of its names, in whatever language.

    Raises Failure where there is none (with the nearest name), or only one of another kind.
    """
    wanted = as_id(name)
    found = _named(wanted)
    for entry in found:
        if kind in (None, entry.kind):
            return entry
    if found and found[0].kind == "starter":
        raise Failure("ask.catalogue-is-starter", value=name, name=found[0].id)
    if found:
        raise Failure("ask.catalogue-other-kind", value=name, name=found[0].id, kind=found[0].kind)
    near = _nearest(kind, name)
    if near:
        raise Failure("ask.catalogue-near", value=name, near=near)
    raise Failure("ask.catalogue-none", value=name)


def starter(name: str) -> Entry:
    """A set to start with, by id or name; raises Failure as `find` does."""
    return find("starter", name)


def _named(wanted: str) -> list[Entry]:
    """The entries that go by a folded name. One that is the name of a file is read alone."""
    alone = _get(wanted) if wanted else None
    if alone is not None:
        return [alone]
    return [entry for entry in _all() if wanted in entry.folded or wanted.replace("-", "") in entry.folded] if wanted else []


def _nearest(kind: str | None, name: str) -> str:
    """The id of the entry of a kind that has the name which is most like a misspelt one; "" where none is."""
    from ..model.read import nearest

    known = {alias.lower().replace("-", "_"): entry.id for entry in entries(kind) for alias in (entry.id, *entry.names())}
    near = nearest(name, known)
    return known[near] if near else ""


@cache
def _all() -> tuple[Entry, ...]:
    found = [
        entry
        for folder in FOLDERS
        for file in sorted(os.listdir(os.path.join(_HERE, folder)))
        if file.endswith(".toml") and (entry := _get(file.removesuffix(".toml"))) is not None
    ]
    return tuple(sorted(found, key=lambda entry: (KINDS.index(entry.kind), entry.id)))


@cache
def _get(identity: str) -> Entry | None:
    """The entry with an id; None where there is none. Ids are unique over all folders."""
    for folder in FOLDERS:
        path = os.path.join(_HERE, folder, f"{identity}.toml")
        if os.path.isfile(path):
            with open(path, "rb") as file:
                return Entry(identity, toml_rs.loads(file.read().decode()))
    return None
