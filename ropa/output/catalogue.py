"""The catalogue on the terminal: what there is, and one entry with what it states, its sources and the records it makes."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..catalogue import Entry
from ..i18n import Texts
from ..model.kinds import BY_NAME, KINDS
from .json import to_json

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def write_list(entries: Sequence[Entry], words: Texts, *, color: bool) -> None:
    """Write entries to standard output, a line each, by kind and kind of service."""
    from rich.text import Text

    from .console import make_console, say

    console = make_console(color)
    for number, (kind, group) in enumerate(groupby(entries, key=lambda entry: entry.kind)):
        if number:
            console.print()
        console.print(Text(words.asked(f"catalogue.kind.{kind}").capitalize(), style="bold"))
        console.print(
            _grid(kind, sorted(group, key=lambda entry: (words.term("service", entry.service).casefold(), entry.name(words.language).casefold())), words)
        )
    sys.stdout.flush()
    say(words.asked("catalogue.next-list"))


def _grid(kind: str, entries: Sequence[Entry], words: Texts) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="dim" if kind != "starter" else "")
    for _ in range(2):
        table.add_column()
    for entry in entries:
        more = words.term("service", entry.service) if entry.service else entry.about(words.language)
        if kind == "activity":
            more = ""
        where = words.country(entry.country) if entry.country else ""
        table.add_row(Text(entry.id), Text(entry.name(words.language)), Text(", ".join(filter(None, (more, where)))))
    return table


def write_list_json(entries: Sequence[Entry], words: Texts) -> None:
    """Write entries as JSON: schema ropa.catalogue/1."""
    sys.stdout.write(to_json({"schema": "ropa.catalogue/1", "entries": [_data(entry, words) for entry in entries]}))


def _data(entry: Entry, words: Texts) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "name": entry.name(words.language),
        "names": entry.names(),
        "service": entry.service or None,
        "sources": entry.sources,
    }


def write_entry(entry: Entry, words: Texts, on: date, country: str, *, color: bool) -> None:
    """Write one entry to standard output: its names and sources, and the files that it makes for an organisation in a country."""
    from rich.padding import Padding
    from rich.text import Text

    from .console import make_console, say

    console = make_console(color)
    kind = words.asked("catalogue.starter") if entry.kind == "starter" else words.kind(entry.kind)
    service = words.term("service", entry.service) if entry.service else ""
    console.print(Text.assemble((entry.name(words.language), "bold"), f"  {kind}{': ' if service else ''}{service}"))
    for line in _facts(entry, words):
        console.print(Padding(Text(line), (0, 0, 0, 2)))
    for path, text in files(entry, words.language, on, country).items():
        console.print()
        console.print(Text(f"── {path}", style="cyan"))
        _write_toml(console, text)
    sys.stdout.flush()
    if not country and _differs(entry, on):
        say(words.asked("catalogue.no-country"))
    say(words.asked("catalogue.next-starter" if entry.kind == "starter" else "catalogue.next-entry", kind=entry.kind, name=entry.id))


def _facts(entry: Entry, words: Texts) -> Iterator[str]:
    """What is said of an entry above its records."""
    if about := entry.about(words.language):
        yield about
    if others := entry.names(words.language)[1:]:
        yield words.asked("catalogue.names", names=", ".join(others))
    if entry.services:
        yield words.asked("catalogue.services", services=", ".join(words.term("service", service) for service in entry.services))
    for source in entry.sources:
        read = source.get("read")
        yield words.asked("catalogue.source-read" if read else "catalogue.source", url=source["url"], date=read)
    if entry.sources:
        yield words.asked("catalogue.to-confirm")


def _write_toml(console: "Console", text: str) -> None:
    from rich.text import Text

    for line in text.splitlines():
        console.print(Text(line, style="dim" if line.startswith("#") else ""), soft_wrap=True)


def _differs(entry: Entry, on: date) -> bool:
    """Whether an entry says something else for the Netherlands or Belgium than for a country that is not known."""
    neutral = entry.records("en", on)
    return any(entry.records("en", on, country) != neutral for country in ("NL", "BE"))


def files(entry: Entry, language: str, on: date, country: str) -> dict[str, str]:
    """The text of each file that an entry makes, by path: the measures in one, for they are one file in a register too."""
    from ..edit.layout import render

    records, comments = entry.records(language, on, country), entry.comments(language, on, country)
    folders = {kind.place.removesuffix(".toml"): kind for kind in KINDS}
    made: dict[str, str] = {}
    entries: dict[str, dict[str, Any]] = {}
    for reference, data in records.items():
        folder, _, identity = reference.partition("/")
        if folders[folder].entries:
            entries[identity] = data
        else:
            made[f"{reference}.toml"] = render(folders[folder].table, data, comments=comments[reference])
    if entries:
        measure = BY_NAME["measure"]
        said = {(identity, *path): text for identity in entries for path, text in comments[f"measures/{identity}"].items()}
        made[measure.place] = render(measure.table, entries, comments=said)
    return made


def write_entry_json(entry: Entry, words: Texts, on: date, country: str, *, color: bool) -> None:
    """Write one entry as JSON: schema ropa.catalogue-entry/1, with the records it makes and what is said above their keys."""
    records, comments = entry.records(words.language, on, country), entry.comments(words.language, on, country)
    said = [{"record": reference, "path": list(path), "text": text} for reference in comments for path, text in comments[reference].items()]
    document = {"schema": "ropa.catalogue-entry/1", **_data(entry, words), "country": country or None, "records": records, "comments": said}
    sys.stdout.write(to_json(document))
