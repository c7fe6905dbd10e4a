"""Layouts that authorities hand out, as data: by which headings one knows them, what their columns are, and which of their sheets hold no records."""

import os
from functools import cache
from typing import Any, NamedTuple

import toml_rs

from .files.sheets import Sheet
from .grid import Column, Grid
from .headings import plain_words

_HERE = os.path.join(os.path.dirname(__file__), "layouts")


class Layout(NamedTuple):
    """One layout."""

    name: str
    title: str
    kind: str
    heads: frozenset[tuple[str, ...]]
    """Headings by which it is known."""
    least: int
    """How many of them must be there."""
    columns: dict[tuple[str, ...], str]
    """The key of each of its headings; with the heading above it, where that makes a difference."""
    texts: tuple[str, ...]
    """How the texts begin that it brings along itself, outside the table."""
    labels: frozenset[tuple[str, ...]]
    """The labels that it brings along there; what stands beside them is somebody's own."""
    values: dict[str, dict[str, str]]
    """Per key: what texts of the layout's own lists stand for."""
    constants: dict[str, Any]
    record: str
    skip: frozenset[tuple[str, ...]]
    """Names of sheets that hold no records: instructions, lists, examples."""
    form: dict[str, Any]
    """For a layout with a sheet a record: its sections, see forms.py."""

    def key_of(self, column: Column) -> str:
        """The key of a column; "" where the layout does not know it."""
        texts = [" ".join(column.parts), *reversed(column.parts)]
        return next((key for text in texts if (key := self.columns.get(plain_words(text)))), "")


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout, in the order of their files."""
    found = []
    for name in sorted(os.listdir(_HERE)):
        if name.endswith(".toml"):
            with open(os.path.join(_HERE, name), "rb") as file:
                found.append(_made(name.removesuffix(".toml"), toml_rs.loads(file.read().decode())))
    return tuple(found)


def _made(name: str, data: dict[str, Any]) -> Layout:
    columns = {plain_words(text): key for text, key in data.get("columns", {}).items()}
    heads = frozenset(map(plain_words, data.get("heads", ()))) or frozenset(columns)
    return Layout(
        name=name,
        title=data["title"],
        kind=data.get("kind", "activity"),
        heads=heads,
        least=data["least"],
        columns=columns,
        texts=tuple(data.get("texts", ())),
        labels=frozenset(map(plain_words, data.get("labels", ()))),
        values=data.get("values", {}),
        constants=data.get("constants", {}),
        record=data.get("record", ""),
        skip=frozenset(map(plain_words, data.get("skip", ()))),
        form=data.get("form", {}),
    )


def layout_of(grid: Grid) -> Layout | None:
    """The layout of a table, known by its headings."""
    here = {plain_words(part) for column in grid.columns for part in column.parts}
    best = max(layouts(), key=lambda each: len(each.heads & here) if not each.form and len(each.heads & here) >= each.least else 0, default=None)
    return best if best is not None and not best.form and len(best.heads & here) >= best.least else None


def is_own_text(layout: Layout, text: str) -> bool:
    """Whether a text outside the table is one that the layout brings along."""
    return (bool(layout.texts) and text.strip().startswith(layout.texts)) or (len(text) < 100 and plain_words(text) in layout.labels)


def form_of(sheet: Sheet) -> Layout | None:
    """The layout with a sheet a record that a sheet has, known by the texts in its first column."""
    here = {plain_words(line[0].text) for line in sheet.rows[:200] if line and line[0].text.strip()}
    return next((each for each in layouts() if each.form and len(each.heads & here) >= each.least), None)


def by_name(name: str) -> Layout | None:
    """The layout of a name."""
    return next((each for each in layouts() if each.name == name), None)
