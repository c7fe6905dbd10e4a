"""Exports of nasty texts: in no format does what a record holds become a formula, markup or an escape sequence."""

import csv
import html
import io
import json
import os
import re
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.output.safe import plain
from ropa.tables import delimited, machine, text, workbook
from ropa.tables.columns import Column
from ropa.tables.markup import ESCAPES
from ropa.tables.sheet import Sheet
from ropa.tables.view import Shown
from tests.support import base, write
from tests.test_export import view_of

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula."""

GOLDEN = Path(__file__).parent / "golden" / "export"

NASTY = (
    *(
        "=1+1",
        "+31 6 12345678",
        "-1 korting",
        "@SUM(A1)",
        "\t=1",
        "  =cmd|' /C calc'!A0",
        "a;=1+1;b",
        "a,=1+1",
        "x\n=1+1",
        "x\r\n@y",
        '=HYPERLINK("http://x")',
        "＝1",
    ),
    *(
        "<script>alert(1)</script>",
        "<!-- x -->",
        "&lt;b&gt; &amp;",
        "&#60;",
        "&copy;",
        "a|b||c",
        "||",
        "|",
        "\\",
        "\\|",
        "a\\|b",
        "\\\\",
        "`code`",
        "{code}x{code}",
        "{{{x}}}",
    ),
    *(
        "[klik](javascript:alert(1))",
        "javascript:alert(1)",
        '"klik":http://x.example',
        "[[Pagina]] {{sjabloon}} ~~~~",
        "!plaatje.png!",
        "~~weg~~",
        "<<Include(/etc)>> <<ref>>",
    ),
    *(
        "**vet** en _schuin_ en __dik__",
        "'''vet''' ''schuin''",
        "-weg- +erbij+ ^op^ ~neer~ ??bron??",
        "%rood% @code@ ==kaal==",
        "((verborgen)) (((weg)))",
        "h1. Kop",
        "# kop",
    ),
    *(
        ".. include:: /etc/passwd",
        "1. punt",
        "a) punt",
        "* lijst",
        "- lijst",
        "> citaat",
        ":veld: x",
        "tekst::",
        "----",
        "naam_ en `naam`_ en |sub| en [1]_",
        "--optie",
    ),
    *(
        "\\input{/etc/passwd}",
        "${7*7} $x$",
        "$",
        "[x",
        "*x",
        "pass:[<b>x</b>] +++<i>+++ $$x$$",
        "src_python{print(1)} @@html:<b>@@",
        "[[elisp:(f)]] elisp:(f)",
        "_x000D_",
        "_x0041_",
    ),
    *(
        "\x1b[31mrood\x1b[0m",
        "\u202eomgekeerd",
        "\u2028regel",
        "nul\x00",
        "\x9b31m",
        "a\u200bb",
        "\ufeffx",
        "eerste\ntweede",
        "é€ “x” →",
        "a  b",
        "0123",
        "1e5",
        "True",
    ),
)


def sheet_of(values: tuple[str, ...], title: str = "Titel") -> Sheet:
    """A table with the values in its middle column."""
    rows: list[list[Any]] = [[f"r{number}", value, "eind"] for number, value in enumerate(values)]
    shown = [Shown(heading, place, lambda value: value) for place, heading in enumerate(("Een", "Twee", "Drie"))]
    return Sheet("t", title, tuple(Column(name) for name in "abc"), rows, shown, False, ("", ""))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", base())


@cache
def rendered(layout: str) -> str:
    return text.render([sheet_of(NASTY)], layout).decode()


@pytest.mark.parametrize("layout", text.formats())
def test_golden(layout: str) -> None:
    """What every format makes of nasty texts. ROPA_GOLDEN=write makes the files anew."""
    file = GOLDEN / f"{layout}.txt"
    if os.environ.get("ROPA_GOLDEN") == "write":
        file.write_text(rendered(layout), encoding="utf-8", newline="\n")
    assert rendered(layout) == file.read_bytes().decode()


@pytest.mark.parametrize("layout", text.formats())
def test_nothing_hidden_is_left(layout: str) -> None:
    allowed = {"\n", *("\t" if layout == "tsv" else ""), *("\u200b" if layout == "orgtbl" else "")}
    hidden = {letter for letter in rendered(layout) if not letter.isprintable()} - allowed
    assert not hidden


class _Cells(HTMLParser):
    """The text of cells, and the tags that are met."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def shown(value: str) -> str:
    return plain(value).strip()


@pytest.mark.parametrize("layout", ["html", "unsafehtml"])
def test_html(layout: str) -> None:
    parser = _Cells()
    parser.feed(rendered(layout))
    assert parser.tags == {"table", "thead", "tbody", "tr", "th", "td"}
    assert [cell.removeprefix("\u200b") for cell in parser.cells[4::3]] == [shown(value) for value in NASTY]
    assert not any(FORMULA.match(cell) for cell in parser.cells)
    assert rendered(layout).isascii()


@pytest.mark.parametrize("layout", ["github", "pipe"])
def test_markdown(layout: str) -> None:
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(rendered(layout))
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)][1:]
    assert [html.unescape(row[1]) for row in rows] == [shown(value) for value in NASTY]
    assert all(len(row) == 3 and "<" not in "".join(row) for row in rows)


def test_markup_without_a_parser_at_hand() -> None:
    """The signs that these formats act upon, in text that holds them all."""
    for layout in ("asciidoc", "mediawiki", "moinmoin", "textile"):
        for value in NASTY:
            left = re.sub(r"&#\d+;", "", ESCAPES[layout](shown(value)))
            assert not set(left) & set("&<>\"'|[]{}~_=!#*^`\\"), (layout, value)
    for value in NASTY:
        assert not re.search(r"(?<!\\)[|*{}\[\]~^!#]", re.sub(r"&#92;|&amp;", "", ESCAPES["jira"](shown(value)))), value
        assert not re.search(r"[|=~$<>]|\[\[|\{\{\{|@@", ESCAPES["orgtbl"](shown(value))), value
        tex = re.sub(
            r"\\(textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar|symbol|texteuro|ensuremath|rightarrow)\b",
            "",
            ESCAPES["latex"](shown(value)),
        )
        assert not re.search(r"(?<!\\)[$&#%_^~]|\\[a-zA-Z]|[\"`<>|]", tex), value
    assert rendered("latex").count("\\\\\n") == len(NASTY) + 1


@pytest.mark.parametrize("layout", ["rst", "grid", "colon_grid"])
def test_rst_signs(layout: str) -> None:
    assert ESCAPES[layout](".. include:: /etc/passwd").startswith("\\.")
    assert ESCAPES[layout]("1. punt") == "1\\. punt"
    assert ESCAPES[layout]("naam_ en `x`_ |y|") == "naam\\_ en \\`x\\`\\_ \\|y\\|"
    assert ESCAPES[layout]("sub_processors, e-mail") == "sub_processors, e-mail"


@pytest.mark.parametrize("layout", ["csv", "csv-excel"])
def test_csv(layout: str) -> None:
    data = delimited.render(sheet_of(NASTY), layout).decode()
    assert data.startswith("\ufeff") and data.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(data[1:], newline=""), delimiter=delimited.DELIMITERS[layout], strict=True))
    assert rows[0] == ["Een", "Twee", "Drie"] and all(len(row) == 3 for row in rows)
    for row, value in zip(rows[1:], NASTY, strict=True):
        assert not FORMULA.match(row[1]), value
        assert row[1].replace("'", "") == plain(value.replace("\r\n", "\n"), lines=True).replace("'", "")
    # read with the delimiter of another country, or a line at a time, no cell is a formula either
    for delimiter in ";\t":
        for line in data[1:].splitlines():
            assert not any(FORMULA.match(cell) for cell in line.split(delimiter)), line


def test_tsv() -> None:
    for line in rendered("tsv").splitlines():
        cells = line.split("\t")
        assert len(cells) == 3 and not FORMULA.match(cells[1])


def test_workbook_is_text_and_nothing_else(register: Path) -> None:
    view = view_of(register)
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(view, [sheet_of(NASTY)])))
    page = book["Titel"]
    for number, value in enumerate(NASTY, 2):
        cell = page.cell(number, 2)
        assert cell.data_type == "s" and cell.hyperlink is None
        assert cell.value == plain(value.replace("\r\n", "\n"), lines=True)
        assert cell.quotePrefix or not FORMULA.match(cell.value)


def test_json_hides_nothing() -> None:
    lines = machine.lines([sheet_of(NASTY)]).decode()
    assert lines.replace("\n", "").isprintable()
    assert [json.loads(line)["b"] for line in lines.splitlines()] == list(NASTY)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_survives(value: str) -> None:
    sheet = sheet_of((value,))
    for layout in ("github", "html", "rst", "latex", "orgtbl", "jira", "psql", "tsv"):
        assert text.render([sheet], layout).decode().count("\n") >= 2
    rows = list(csv.reader(io.StringIO(delimited.render(sheet, "csv").decode()[1:], newline=""), strict=True))
    assert len(rows) == 2 and len(rows[1]) == 3 and not FORMULA.match(rows[1][1])
    parser = _Cells()
    parser.feed(text.render([sheet], "html").decode())
    assert len(parser.cells) == (6 if shown(value) else 4)  # an empty column is left out


def test_what_a_spreadsheet_cannot_hold(register: Path) -> None:
    view = view_of(register)
    sheet = sheet_of(("x" * 40_000,))
    sheet.rows.extend([["r", date(1850, 1, 1), "e"], ["r", 2**60, "e"], ["r", date(2026, 1, 2), "e"], ["r", 7, "e"]])
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(view, [sheet])))
    values = [book["Titel"].cell(row, 2).value for row in range(2, 7)]
    assert len(values[0]) == workbook.MAX_TEXT and values[0].endswith("[ingekort]")
    assert values[1:] == ["1850-01-01", str(2**60), datetime(2026, 1, 2), 7]
    assert "1 teksten" in str([cell.value for row in book.worksheets[0] for cell in row])
