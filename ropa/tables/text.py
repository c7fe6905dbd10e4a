"""Tables as text: every format of tabulate. Columns in which nothing is filled in are left out: the other formats have them all."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ..output.safe import plain
from .delimited import no_formula
from .markup import ESCAPES, Escape
from .sheet import Sheet
from .view import Cell, as_text

WRAP = 48
"""Letters a line in the cells of a grid."""

ONE_TABLE = frozenset({"html", "unsafehtml", "tsv"})
"""Formats whose reader expects one table."""

_UNPADDED = frozenset({"html", "unsafehtml", "tsv", "mediawiki", "moinmoin"})
"""Formats in which nobody looks at columns lined up with spaces."""

_HEADING = {
    "asciidoc": "== {}",
    "jira": "h2. {}",
    "latex": "\\subsection*{{{}}}",
    "latex_booktabs": "\\subsection*{{{}}}",
    "latex_longtable": "\\subsection*{{{}}}",
    "latex_raw": "\\subsection*{{{}}}",
    "mediawiki": "== {} ==",
    "moinmoin": "== {} ==",
    "orgtbl": "* {}",
    "textile": "h2. {}",
    "github": "## {}",
    "pipe": "## {}",
    "youtrack": "## {}",
}


def formats() -> list[str]:
    """The names of the formats."""
    import tabulate

    return list(tabulate.tabulate_formats)


def render(sheets: Sequence[Sheet], layout: str) -> bytes:
    """The tables, one after another, each with a heading where there are several."""
    parts = []
    for sheet in sheets:
        heading = f"{_heading(sheet.title, layout)}\n\n" if len(sheets) > 1 else ""
        parts.append(f"{heading}{_table(sheet, layout)}\n")
    return "\n".join(parts).encode()


def _heading(title: str, layout: str) -> str:
    text = ESCAPES.get(layout, str)(title)
    return _HEADING[layout].format(text) if layout in _HEADING else f"{text}\n{'-' * len(text)}"


def _table(sheet: Sheet, layout: str) -> str:
    import tabulate

    write = _writer(layout)
    headings, cells = sheet.cells()
    rows = [[write(cell) for cell in row] for row in cells]
    if sheet.upright:
        rows = [row for row in rows if row[-1]]
    elif rows:
        full = [place for place, column in enumerate(zip(*rows, strict=True)) if any(column)]
        headings = [headings[place] for place in full]
        rows = [[row[place] for place in full] for row in rows]
    options: dict[str, Any] = {"stralign": None} if layout in _UNPADDED else {}
    chosen: Any = _latex(layout) if layout.startswith("latex") else "unsafehtml" if layout == "html" else layout
    return tabulate.tabulate(rows, [write(heading) for heading in headings], tablefmt=chosen, disable_numparse=True, **options)


def _latex(layout: str) -> Any:
    """A layout of LaTeX that leaves the escaping to us."""
    import tabulate

    row = tabulate.DataRow("", "&", "\\\\")
    return tabulate._table_formats[layout]._replace(headerrow=row, datarow=row)  # type: ignore[attr-defined]


def _writer(layout: str) -> Any:
    """The function that turns a cell into the text of the format."""
    escape: Escape = ESCAPES.get(layout, str)
    wrap = layout.endswith("grid")

    @lru_cache(maxsize=65_536)  # the same names and labels stand in many rows
    def write(cell: Cell) -> str:
        text = escape(plain(as_text(cell)).strip())
        if wrap and len(text) > WRAP:
            from textwrap import wrap as lines

            return "\n".join(lines(text, WRAP, break_long_words=False, break_on_hyphens=False))
        return text

    return (lambda cell: no_formula(write(cell)) if isinstance(cell, str) else write(cell)) if layout == "tsv" else write
