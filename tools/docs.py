"""What is made from the definitions and kept beside them: `python -m tools.docs` writes it, `--check` only says what is out of date.

docs/fields.md    every field, and every row of the law and of the regulators' templates with the fields that hold it
docs/rules.md     every rule, in English; docs/regels.md the same in Dutch
docs/catalogue.md every entry of the catalogue, with its sources and their dates
.schema/          JSON Schema for the editors of the example registers, in the language of each
completion/       ropa/completion/table.toml: what completion knows of the program
"""

import sys
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import toml_rs

from ropa.catalogue import KINDS as ENTRIES
from ropa.catalogue import Entry, entries
from ropa.i18n import Texts, texts
from ropa.model.fields import Field, Table, fields_of
from ropa.model.kinds import KINDS, PROCESSOR, RECIPIENT, Kind
from ropa.output.explain import markdown
from ropa.output.json import to_json
from ropa.output.schema import schemas
from ropa.rules import RULES

from .completion import completion_table

ROOT = Path(__file__).parent.parent


class Row(NamedTuple):
    """A row of a template."""

    name: str
    """As the fields name it: "CSM: owner of process"."""
    what: str
    beside: str = ""
    """What holds it beside fields."""
    party: str = ""
    """Processors and recipients share most fields; this says which of the two it is about, where it is not both."""


class Template(NamedTuple):
    """What a law or a regulator asks a register to hold."""

    title: str
    rows: list[Row]


def templates() -> list[Template]:
    """The templates, as tools/templates.toml lists them."""
    listed = toml_rs.loads((ROOT / "tools" / "templates.toml").read_text("utf-8"))["template"]
    return [Template(each["title"], [Row(f"{each['prefix']}: {row[0]}", *row[1:]) for row in each["rows"]]) for each in listed]


def inner_table(field: Field) -> type[Table] | None:
    """The table that a field's value, its elements or its entries are."""
    if typing.get_origin(field.type) is dict:
        inner: type[Table] = typing.get_args(field.type)[1]
        return inner
    return field.table


def places(table: type[Table], prefix: str) -> Iterator[tuple[str, type[Table], Field]]:
    """Every field of a table and of the tables in it: (its dotted place, the table, the field)."""
    for field in fields_of(table):
        place = f"{prefix}.{field.name}"
        yield place, table, field
        if (inner := inner_table(field)) is not None:
            yield from places(inner, f"{place}.*" if typing.get_origin(field.type) is dict else place)


@cache
def _elsewhere() -> dict[type[Table], set[str]]:
    """For each kind of party, the rows that are about the other kind."""
    parties = {each.name: each.table for each in (PROCESSOR, RECIPIENT)}
    return {table: {row.name for template in templates() for row in template.rows if row.party not in ("", name)} for name, table in parties.items()}


def rows_of(table: type[Table], field: Field) -> list[str]:
    """The rows that a field of a table holds, by name."""
    return [row for row in field.about.meets if row not in _elsewhere().get(table, ())]


def holders() -> dict[str, list[str]]:
    """For each row that a field names, the places of the fields that hold it."""
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        for place, table, field in places(kind.table, kind.name):
            for row in rows_of(table, field):
                found.setdefault(row, []).append(place)
    return found


# -- docs/fields.md ----------------------------------------------------------------------------------------------------------------------------


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _type(field: Field) -> str:
    """The type of a field as a reader understands it, with where its values come from."""
    facts = field.about
    if (inner := inner_table(field)) is not None:
        base = f"[{inner.__name__}](#{inner.__name__.lower()})"
        base = f"tables {base}, by id" if typing.get_origin(field.type) is dict else f"list of tables {base}" if field.many else f"table {base}"
    elif facts.ref:
        base = f"{'ids' if field.many else 'id'} of {facts.ref} records" if field.many else f"id of a record: {facts.ref}"
    elif facts.terms:
        base = f"{'values' if field.many else 'value'} of `{facts.terms}`"
    else:
        element = typing.get_args(field.type)[0] if field.many else field.type
        base = ("list of " if field.many else "") + {"str": "text", "int": "whole number", "bool": "true or false", "date": "date"}[element.__name__]
        base += "s" if field.many else ""
    return base + (', or `"none"`' if facts.none else "") + (" (required)" if facts.required else "")


def _fields_table(table: type[Table], dutch: Texts) -> list[str]:
    lines = ["| key | in Dutch | type | what it is | law | holds |", "|---|---|---|---|---|---|"]
    for field in fields_of(table):
        facts = field.about
        label = dutch.label(f"{table.__name__}.{field.name}")
        cells = (f"`{field.name}`", label, _type(field), facts.text, "; ".join(facts.law), "; ".join(rows_of(table, field)))
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    return lines


def _title(kind: Kind, english: Texts, dutch: Texts) -> str:
    place = f"{kind.place}/ID.toml" if kind.per_file else kind.place
    return f"### {english.kind(kind.name).capitalize()} ({dutch.kind(kind.name)}): {place}"


def _tables_inside() -> list[type[Table]]:
    """The tables that are no record, in the order in which one meets them."""
    found: dict[type[Table], None] = {}
    for kind in KINDS:
        for _, _, field in places(kind.table, ""):
            if (inner := inner_table(field)) is not None:
                found.setdefault(inner)
    return list(found)


FIELDS_HEAD = """\
# Fields

Made from the definitions in `ropa/model/` by `make docs`; do not edit.

One file is one record, and the name of the file is its id. Whatever is not filled in is left out; `"none"` says that there are none, which is not the same.
The column *holds* names the rows of the law and of regulators' templates that the field answers; [the last part](#what-the-law-and-the-regulators-ask) lists
those rows one by one, with the fields that hold each.
"""


def fields_page() -> str:
    """docs/fields.md."""
    english, dutch = texts("en"), texts("nl")
    lines = [FIELDS_HEAD, "## The files", ""]
    for kind in KINDS:
        said = (kind.table.__doc__ or "").strip()
        lines += [_title(kind, english, dutch), "", *([said, ""] if said.rstrip(".") != kind.place else []), *_fields_table(kind.table, dutch), ""]
    lines += ["## The tables in them", ""]
    for table in _tables_inside():
        lines += [f"### {table.__name__}", "", (table.__doc__ or "").strip(), "", *_fields_table(table, dutch), ""]
    lines += ["## What the law and the regulators ask", ""]
    held = holders()
    for template in templates():
        lines += [f"### {template.title}", "", "| row | what | held by |", "|---|---|---|"]
        for row in template.rows:
            where = ", ".join(f"`{place}`" for place in held.get(row.name, []))
            lines.append("| " + " | ".join(map(_cell, (row.name.partition(": ")[2], row.what, "; ".join(filter(None, (where, row.beside)))))) + " |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


# -- docs/rules.md, docs/regels.md -------------------------------------------------------------------------------------------------------------

RULES_HEAD = {
    "en": """\
# Rules

Made from the rules themselves by `make docs`; do not edit. The same text: `ropa rule CODE`. In Dutch: [regels.md](regels.md).

An error means that a demand of the law is not met, or that the register cannot be trusted; a warning, that it will be so, that it is at risk, or that the law
leaves room; a note, that it could be better. In a draft, or before an activity starts, an error is a warning. The examples are run as tests.
""",
    "nl": """\
# Regels

Gemaakt uit de regels zelf met `make docs`; niet met de hand wijzigen. Dezelfde tekst: `ropa rule CODE`. In het Engels: [rules.md](rules.md).

Een fout betekent dat aan een eis van de wet niet is voldaan, of dat het register niet te vertrouwen is; een waarschuwing dat het zover komt, dat het risico er
is, of dat de wet ruimte laat; een opmerking dat het beter kan. In een concept, of voordat een verwerking begint, is een fout een waarschuwing. De voorbeelden
worden als test uitgevoerd.
""",
}


def _rules_table(words: Texts) -> list[str]:
    """All rules at a glance, each with a link to its section."""
    lines = ["| " + " | ".join(words.ui(f"table.{column}") for column in ("code", "severity", "title")) + " |", "|---|---|---|"]
    for rule in RULES:
        title = words.rule(rule.family, rule.name)["title"]
        lines.append(f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {words.ui(f'severity.{rule.severity}')} | {_cell(title)} |")
    return [*lines, ""]


def rules_page(language: str) -> str:
    """docs/rules.md ("en") or docs/regels.md ("nl"): a chapter a family, a section a rule."""
    words = texts(language)
    parts = [RULES_HEAD[language], *_rules_table(words)]
    for family in dict.fromkeys(rule.family for rule in RULES):
        parts.append(f"## {family}. {words.ui(f'family.{family}')}\n")
        parts.append(markdown([rule for rule in RULES if rule.family == family], words))
    return "\n".join(parts).rstrip("\n") + "\n"


# -- docs/catalogue.md --------------------------------------------------------------------------------------------------------------------------

CATALOGUE_HEAD = """\
# Catalogue

Made from the files in `ropa/catalogue/` by `make docs`; do not edit. `ropa catalogue` lists the same, `ropa catalogue NAME` shows what an entry writes.

The date at a source is that of the text in which the facts were read; where there is none, no dated text was read, and the address is where to look.
None of it is confirmed: an entry comes into a register with `confirmed = false` at every source, and
[party-unconfirmed](rules.md#v517-party-unconfirmed) goes on until someone has compared it with the agreement and with what the company publishes now.
Whether a company is certified under the Data Privacy Framework, where it keeps data and whom it engages is left open: that changes, and is to be looked up.

An activity comes as a draft. Its retention periods are there where the law of the register's country sets one; what the organisation has to decide is left
open, with a comment in the file.
"""


def _stated(entry: Entry, english: Texts) -> str:
    """What an entry states about a company."""
    data = entry.data[entry.kind]
    owner = ", ".join(filter(None, (data.get("parent", ""), english.country(data["parent_country"]) if "parent_country" in data else "")))
    return "; ".join(filter(None, (data.get("legal_name", ""), english.country(data["country"]) if "country" in data else "", owner and f"parent: {owner}")))


def _sources(entry: Entry) -> str:
    return "<br>".join(f"<{source['url']}>" + (f" ({source['read']})" if "read" in source else "") for source in entry.sources)


def _entry_cells(entry: Entry, english: Texts) -> tuple[str, ...]:
    dutch, other = ", ".join(entry.names("nl")), ", ".join(entry.names("en"))
    match entry.kind:
        case "processor" | "recipient":
            stated = _stated(entry, english) if entry.sources else ""
            return f"`{entry.id}`", dutch, english.term("service", entry.service) if entry.service else "", stated, _sources(entry)
        case "activity":
            return f"`{entry.id}`", dutch, other, ", ".join(english.term("service", service) for service in entry.services)
        case "starter":
            return f"`{entry.id}`", dutch, other, ", ".join(f"`{activity}`" for activity in entry.activities)
    return f"`{entry.id}`", dutch, other


_ENTRY_HEADS = {
    "activity": ("id", "in Dutch", "in English", "often used with"),
    "processor": ("id", "names", "service", "what it states", "sources"),
    "recipient": ("id", "names", "service", "what it states", "sources"),
    "location": ("id", "in Dutch", "in English"),
    "starter": ("id", "in Dutch", "in English", "activities"),
}


def catalogue_page() -> str:
    """docs/catalogue.md."""
    english = texts("en")
    lines = [CATALOGUE_HEAD]
    for kind in ENTRIES:
        heads = _ENTRY_HEADS[kind]
        lines += [f"## {english.asked(f'catalogue.kind.{kind}').capitalize()}", "", "| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
        lines += ["| " + " | ".join(map(_cell, _entry_cells(entry, english))) + " |" for entry in entries(kind)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


# -- the registers' schemas --------------------------------------------------------------------------------------------------------------------


def register_folders() -> list[Path]:
    """The example registers of this repository."""
    return sorted(file.parent for pattern in ("register/register.toml", "examples/*/register.toml") for file in ROOT.glob(pattern))


def schema_files() -> Iterator[tuple[Path, str]]:
    """The schemas of every example register, in its language."""
    for folder in register_folders():
        language = toml_rs.loads((folder / "register.toml").read_text("utf-8")).get("language", "nl")
        for name, schema in schemas(texts(language)).items():
            yield folder / ".schema" / name, to_json(schema)


def pages() -> dict[Path, str]:
    """Everything that is made: path → text."""
    docs = ROOT / "docs"
    made = {docs / "fields.md": fields_page(), docs / "rules.md": rules_page("en"), docs / "regels.md": rules_page("nl")}
    made[ROOT / "ropa" / "completion" / "table.toml"] = completion_table()
    made[docs / "catalogue.md"] = catalogue_page()
    return made | dict(schema_files())


def stale(made: dict[Path, str]) -> list[Path]:
    """Those of the files that are not there, or say something else."""
    return [path for path, text in made.items() if not path.is_file() or path.read_bytes() != text.encode()]


def main(arguments: list[str]) -> int:
    """Write what is out of date, or with --check only name it; returns the exit code."""
    made = pages()
    changed = stale(made)
    for path in changed:
        if arguments != ["--check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[path].encode())
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return int(arguments == ["--check"] and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
