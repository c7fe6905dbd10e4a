"""The audit tables: everything arrives, in every format, and nothing that a text holds becomes anything but text."""

import csv
import html
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.audit import Audit
from ropa.cli import run
from ropa.derive.judgement import VERDICTS
from ropa.derive.transfer_map import VIAS
from ropa.i18n import LANGUAGES, texts
from ropa.output.safe import plain
from ropa.register import Register
from ropa.source.folder import Folder
from ropa.tables import delimited, machine, text, workbook
from ropa.tables.catalogue import TABLES
from ropa.tables.derived import RETENTION_VERDICTS
from ropa.tables.markup import ESCAPES
from ropa.tables.sheet import Sheet, fill
from ropa.tables.view import SUMMARY, Shown, View
from tests.full import Leaf, texts_of, write_full
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
GOLDEN = Path(__file__).parent / "golden" / "export"

NASTY = (
    *("=1+1", "+31 6 12345678", "-1 korting", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "a;=1+1;b", "a,=1+1", "x\n=1+1", "x\r\n@y", '=HYPERLINK("http://x")', "＝1"),
    *("<script>alert(1)</script>", "<!-- x -->", "&lt;b&gt; &amp;", "&#60;", "&copy;", "a|b||c", "||", "|", "\\", "\\|", "a\\|b", "\\\\", "`code`", "{code}x{code}", "{{{x}}}"),
    *("[klik](javascript:alert(1))", "javascript:alert(1)", '"klik":http://x.example', "[[Pagina]] {{sjabloon}} ~~~~", "!plaatje.png!", "~~weg~~", "<<Include(/etc)>> <<ref>>"),
    *("**vet** en _schuin_ en __dik__", "'''vet''' ''schuin''", "-weg- +erbij+ ^op^ ~neer~ ??bron??", "%rood% @code@ ==kaal==", "((verborgen)) (((weg)))", "h1. Kop", "# kop"),
    *(".. include:: /etc/passwd", "1. punt", "a) punt", "* lijst", "- lijst", "> citaat", ":veld: x", "tekst::", "----", "naam_ en `naam`_ en |sub| en [1]_", "--optie"),
    *("\\input{/etc/passwd}", "${7*7} $x$", "$", "[x", "*x", "pass:[<b>x</b>] +++<i>+++ $$x$$", "src_python{print(1)} @@html:<b>@@", "[[elisp:(f)]] elisp:(f)", "_x000D_", "_x0041_"),
    *("\x1b[31mrood\x1b[0m", "\u202eomgekeerd", "\u2028regel", "nul\x00", "\x9b31m", "a\u200bb", "\ufeffx", "eerste\ntweede", "é€ “x” →", "a  b", "0123", "1e5", "True"),
)


def view_of(root: Path, language: str = "nl") -> View:
    return View(Audit(Register(Folder(str(root))), TODAY), texts(language))


def sheet_of(values: tuple[str, ...], title: str = "Titel") -> Sheet:
    """A table with the values in its middle column."""
    rows: list[list[Any]] = [[f"r{number}", value, "eind"] for number, value in enumerate(values)]
    shown = [Shown(heading, place, lambda value: value) for place, heading in enumerate(("Een", "Twee", "Drie"))]
    return Sheet("t", title, (), rows, shown, False, ("", ""))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Leaf]]:
    root = tmp_path_factory.mktemp("full")
    return root, write_full(root)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return write(tmp_path / "register", base())


@pytest.fixture
def output(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[[], tuple[str, str]]:
    def read() -> tuple[str, str]:
        out, err = capfdbinary.readouterr()
        return out.decode(), err.decode()

    return read


# -- everything arrives -----------------------------------------------------------------------------------------------------------------------------------


def flat(value: Any) -> Iterator[Any]:
    """The values in a cell of JSON, without the tables in it: those have a table of their own."""
    if isinstance(value, list):
        yield from (item for item in value if not isinstance(item, dict))
    elif value is not None:
        yield value


def test_json_holds_every_field(full: tuple[Path, list[Leaf]]) -> None:
    root, leaves = full
    view = view_of(root)
    tables = json.loads(machine.document(view, [fill(view, table) for table in TABLES]))["tables"]
    found = {item for rows in tables.values() for row in rows for value in row.values() for item in flat(value)}
    for where, _, value in leaves:
        assert (value.isoformat() if isinstance(value, date) else value) in found, where


def test_json_of_a_record_is_the_whole_record(full: tuple[Path, list[Leaf]]) -> None:
    root, leaves = full
    view = view_of(root)
    kinds = {"activity": "activities", "processor": "processors", "recipient": "recipients", "agreement": "agreements", "location": "locations", "certificate": "certificates"}
    tables = json.loads(machine.document(view, [fill(view, table) for table in TABLES]))["tables"]
    for kind, name in {**kinds, "measure": "measures", "register": "organisation"}.items():
        [row] = tables[name]
        whole = json.dumps(row, ensure_ascii=False)
        for value in texts_of([leaf for leaf in leaves if leaf[0].startswith(f"{kind}.")]):
            assert value in whole, (name, value)


def test_the_workbook_holds_every_field(full: tuple[Path, list[Leaf]]) -> None:
    root, leaves = full
    view = view_of(root)
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(view, [fill(view, table) for table in TABLES])))
    cells = [cell.value for page in book for row in page for cell in row if cell.value is not None]
    days = {cell.date() for cell in cells if isinstance(cell, datetime)}
    found = {part for cell in cells if isinstance(cell, str) for part in (cell, *cell.split("; "))} | {cell for cell in cells if isinstance(cell, int)} | {"ja"}
    for where, field, value in leaves:
        if isinstance(value, date):
            assert value in days, where
        elif field.about.ref:
            assert view.name(field.about.ref, value) in found, where
        elif field.about.terms:
            assert view.term(field.about.terms, value) in found, where
        else:
            assert ("ja" if value is True else value) in found, where


def test_every_list_of_tables_reads_in_a_line(full: tuple[Path, list[Leaf]]) -> None:
    root, _ = full
    view = view_of(root)
    for table in TABLES:
        sheet = fill(view, table)
        headings, rows = sheet.cells()
        for row in rows:
            assert len(row) == len(headings)
    assert all(heads and details for heads, details in SUMMARY.values())


def test_none_is_said_and_empty_is_empty(tmp_path: Path) -> None:
    root = write(tmp_path, {**base(), "activities/geen.toml": 'name = "Geen"\nprocessors = "none"\ncookies = "none"\n'})
    view = view_of(root)
    sheet = fill(view, next(table for table in TABLES if table.name == "activities"), names=["id", "processors", "cookies", "recipients"])
    assert ["geen", "geen", "geen", None] in [list(row) for row in sheet.cells()[1]]
    assert '"processors":"none","cookies":"none","recipients":null' in machine.lines([sheet]).decode()


# -- names and headings ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_there_and_unique(language: str, register: Path) -> None:
    view = view_of(register, language)
    titles = [view.title(table.name) for table in TABLES]
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in [*titles, view.words.tables()["about"]["title"]]:
        assert len(title) <= 31 and not set(title) & set("[]:*?/\\") and not title.startswith("'") and not title.endswith("'"), title
    for table in TABLES:
        names = [column.name for column in table.columns]
        headings = [shown.heading.casefold() for shown in view.shown(table.columns)]
        assert len(set(names)) == len(names), table.name
        assert len(set(headings)) == len(headings), (table.name, sorted(heading for heading in headings if headings.count(heading) > 1))


def test_languages_have_the_same_words() -> None:
    def keys(words: Any, start: str = "") -> set[str]:
        return {key for name, value in words.items() for key in keys(value, f"{start}.{name}")} if isinstance(words, dict) else {start}

    wanted = keys(texts("nl").tables())
    for language in LANGUAGES:
        assert keys(texts(language).tables()) == wanted, language


def test_every_verdict_and_reason_has_words() -> None:
    words = texts("nl").tables()
    folder = Path(text.__file__).parent.parent / "derive"
    codes = {code for file in folder.glob("*.py") for code in re.findall(r'Problem\("([a-z-]+)"', file.read_text("utf-8"))} | {"onward"}
    codes |= {code for file in folder.glob("*.py") for pair in re.findall(r'Problem\("([a-z-]+)" if \w+ else "([a-z-]+)"', file.read_text("utf-8")) for code in pair}
    assert codes <= set(words["reason"])
    assert set(VERDICTS) <= set(words["verdict"])
    assert set(VIAS) <= set(words["via"])
    assert set(RETENTION_VERDICTS) == set(words["retention"])


# -- hostile text -------------------------------------------------------------------------------------------------------------------------------------------


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
    assert parser.cells[4::3] == [shown(value) for value in NASTY]
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
        tex = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar|symbol|texteuro|ensuremath|rightarrow)\b", "", ESCAPES["latex"](shown(value)))
        assert not re.search(r"(?<!\\)[$&#%_^~]|\\[a-zA-Z]|[\"`<>|]", tex), value
    assert rendered("latex").count("\\\\\n") == len(NASTY) + 1


@pytest.mark.parametrize("layout", ["rst", "grid", "colon_grid"])
def test_rst_signs(layout: str) -> None:
    assert ESCAPES[layout](".. include:: /etc/passwd").startswith("\\.")
    assert ESCAPES[layout]("1. punt") == "1\\. punt"
    assert ESCAPES[layout]("naam_ en `x`_ |y|") == "naam\\_ en \\`x\\`\\_ \\|y\\|"
    assert ESCAPES[layout]("sub_processors, e-mail") == "sub_processors, e-mail"


FORMULA = re.compile(r"[\s]*[=+\-@]")


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
    lines = machine.lines([sheet_of(NASTY)._replace(columns=tuple(_columns()))]).decode()
    assert lines.replace("\n", "").isprintable()
    assert [json.loads(line)["b"] for line in lines.splitlines()] == list(NASTY)


def _columns() -> Iterator[Any]:
    from ropa.tables.columns import Column

    return (Column(name) for name in "abc")


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
    assert len(parser.cells) == 6 if shown(value) else 4


# -- the workbook ---------------------------------------------------------------------------------------------------------------------------------------------


def test_workbook_lay_out(full: tuple[Path, list[Leaf]]) -> None:
    root, _ = full
    view = view_of(root)
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(view, [fill(view, table) for table in TABLES])))
    assert book.sheetnames == ["Over dit register", *(view.title(table.name) for table in TABLES)]
    page = book["Certificaten"]
    assert page.freeze_panes and page.auto_filter.ref.startswith("A1:")
    heads = {cell.value: cell.column for cell in page[1]}
    cell = page.cell(2, heads["Geldig tot en met"])
    assert isinstance(cell.value, datetime) and cell.number_format == "yyyy-mm-dd"
    assert book.properties.created == datetime(TODAY.year, TODAY.month, TODAY.day)
    about = [row[1].value for row in book["Over dit register"].iter_rows(max_col=2)]
    assert view.register.name in about and "ropa" in str(about)


def test_what_a_spreadsheet_cannot_hold(register: Path) -> None:
    view = view_of(register)
    sheet = sheet_of(("x" * 40_000,))
    sheet.rows.extend([["r", date(1850, 1, 1), "e"], ["r", 2**60, "e"], ["r", date(2026, 1, 2), "e"], ["r", 7, "e"]])
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(view, [sheet])))
    values = [book["Titel"].cell(row, 2).value for row in range(2, 7)]
    assert len(values[0]) == workbook.MAX_TEXT and values[0].endswith("[ingekort]")
    assert values[1:] == ["1850-01-01", str(2**60), datetime(2026, 1, 2), 7]
    assert "1 teksten" in str([cell.value for row in book.worksheets[0] for cell in row])


# -- the command ----------------------------------------------------------------------------------------------------------------------------------------------


def export(register: Path, *arguments: str) -> int:
    return run(["export", *arguments, "--register", str(register), *AS_OF])


def test_without_a_table_all_are_named(register: Path, output: Callable[[], tuple[str, str]]) -> None:
    assert export(register, "--format", "jsonl") == 0
    names = [json.loads(line)["title"] for line in output()[0].splitlines()]
    assert "Verwerkingsactiviteiten" in names and len(names) == len(TABLES)
    assert export(register, "--lang", "en") == 0
    assert "Processing activities" in output()[0]


@pytest.mark.parametrize("layout", [*text.formats(), "csv", "csv-excel", "json", "jsonl"])
def test_every_format_of_every_kind_of_table(layout: str, register: Path, output: Callable[[], tuple[str, str]]) -> None:
    for table in ("activities", "organisation", "decisions"):
        assert export(register, table, "--format", layout) == 0
        out, err = output()
        assert out and not err


def test_several_tables(register: Path, output: Callable[[], tuple[str, str]]) -> None:
    assert export(register, "activities", "processors", "--format", "github") == 0
    assert output()[0].count("\n## ") == 1
    assert export(register, "activities", "processors", "--format", "json") == 0
    assert list(json.loads(output()[0])["tables"]) == ["activities", "processors"]
    for layout in ("csv", "html", "tsv"):
        assert export(register, "activities", "processors", "--format", layout) == 2
    assert all(line.startswith("ropa: ") for line in output()[1].splitlines())


def test_all_gives_a_workbook_and_a_file_a_table(register: Path, tmp_path: Path, output: Callable[[], tuple[str, str]]) -> None:
    target = tmp_path / "deep" / "build"
    assert export(register, "--all", "-o", str(target)) == 0
    assert output()[0] == ""
    wanted = {"register.xlsx", *(f"{table.name}{ending}" for table in TABLES for ending in (".csv", ".json"))}
    assert {file.name for file in target.iterdir()} == wanted
    again = tmp_path / "again"
    assert export(register, "--all", "-o", str(again)) == 0
    for name in wanted:
        assert (target / name).read_bytes() == (again / name).read_bytes(), name
    assert export(register, "--all", "--format", "html", "-o", str(tmp_path / "pages")) == 0
    assert {file.name for file in (tmp_path / "pages").iterdir()} == {f"{table.name}.html" for table in TABLES}


def test_the_name_of_the_file_tells_the_format(register: Path, tmp_path: Path) -> None:
    for name, start in {"a.csv": b"\xef\xbb\xbf", "a.xlsx": b"PK", "a.json": b"{", "a.html": b"<table>", "a.md": b"|", "a.tex": b"\\begin{longtable}"}.items():
        assert export(register, "activities", "-o", str(tmp_path / name)) == 0
        assert (tmp_path / name).read_bytes().startswith(start), name
    assert export(register, "--all", "-o", str(tmp_path / "whole.json")) == 0
    assert len(json.loads((tmp_path / "whole.json").read_bytes())["tables"]) == len(TABLES)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["nothing"], id="no-such-table"),
        pytest.param(["activities", "--format", "docx"], id="no-such-format"),
        pytest.param(["activities", "--format", "xlsx"], id="workbook-to-the-screen"),
        pytest.param(["--all"], id="all-to-the-screen"),
        pytest.param(["activities", "--where", "kleur=rood"], id="no-such-column"),
        pytest.param(["activities", "--where", "status"], id="no-condition"),
        pytest.param(["activities", "--where", "name<5"], id="no-order"),
        pytest.param(["activities", "--where", "started<gisteren"], id="no-date"),
        pytest.param(["activities", "--columns", "id,kleur"], id="no-such-column-to-show"),
        pytest.param(["activities", "-o", "/nowhere/at/all.csv"], id="no-folder"),
    ],
)
def test_wrong_usage_is_one_line_and_code_2(arguments: list[str], register: Path, output: Callable[[], tuple[str, str]]) -> None:
    assert export(register, *arguments) == 2
    out, err = output()
    assert out == "" and err.startswith("ropa: ") and err.count("\n") == 1


def test_it_writes_nowhere_else(register: Path, tmp_path: Path, output: Callable[[], tuple[str, str]]) -> None:
    other = tmp_path / "other.csv"
    other.write_text("mine")
    target = tmp_path / "build"
    target.mkdir()
    (target / "activities.csv").symlink_to(other)
    assert export(register, "--all", "-o", str(target)) == 2
    assert other.read_text() == "mine"
    assert export(register, "--all", "-o", str(register)) == 2
    assert export(register, "--all", "-o", str(other)) == 2
    assert export(register, "activities", "--format", "csv", "-o", str(target)) == 2
    assert sorted(file.name for file in register.iterdir()) == sorted({name.partition("/")[0] for name in base()})
    assert output()[1].count("\n") == 4


# -- filters ---------------------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def filtered(tmp_path: Path, output: Callable[[], tuple[str, str]]) -> Callable[..., list[str]]:
    def activity(name: str, started: str, number: int, basis: str, more: str = "") -> str:
        return f'name = "{name}"\nstarted = {started}\n{more}\n[[purposes]]\npurpose = "Doel"\nbasis = "{basis}"\n[[subjects]]\ncategory = "clients"\nnumber = {number}\n'

    files = {
        "activities/a.toml": activity("Eerste", "2018-05-25", 10, "consent", 'status = "active"\nlarge_scale = true\nprocessors = "none"'),
        "activities/b.toml": activity("Tweede & laatste", "2020-01-01", 200, "contract", 'status = "draft"\nlarge_scale = false'),
        "activities/c.toml": activity("Derde", "2022-06-30", 3000, "consent", 'status = "ended"\nended = 2024-01-01'),
    }
    empty = {name: False for name in base() if name.startswith("activities/")}
    root = write(tmp_path, {**{name: content for name, content in base().items() if name not in empty}, **files})

    def ids(table: str, *conditions: str, lang: str = "nl") -> list[str]:
        where = [part for condition in conditions for part in ("--where", condition)]
        assert export(root, table, *where, "--format", "jsonl", "--lang", lang) == 0
        return [row.get("id") or row["activity"] for row in map(json.loads, output()[0].splitlines())]

    return ids


def test_where(filtered: Callable[..., list[str]]) -> None:
    assert filtered("activities", "status=active") == ["a"]
    assert filtered("activities", "status=actief") == ["a"]
    assert filtered("activities", "Status = Actief") == ["a"]
    assert filtered("activities", "status!=active") == ["b", "c"]
    assert filtered("activities", "naam~DE") == ["b", "c"]
    assert filtered("activities", "name~& l") == ["b"]
    assert filtered("activities", "started<2020-01-01") == ["a"]
    assert filtered("activities", "started<=2020-01-01") == ["a", "b"]
    assert filtered("activities", "started>2020-01-01") == ["c"]
    assert filtered("activities", "started>=2020-01-01", "status!=ended") == ["b"]
    assert filtered("activities", "ended=") == ["a", "b"]
    assert filtered("activities", "ended!=") == ["c"]
    assert filtered("activities", "large_scale=ja") == ["a"]
    assert filtered("activities", "large_scale=false") == ["b"]
    assert filtered("activities", "processors=none") == ["a"]
    assert filtered("activities", "verwerkers=geen") == ["a"]
    assert filtered("activities", "doelen~toestemming") == ["a", "c"]
    assert filtered("purposes", "basis=consent") == ["a", "c"]
    assert filtered("purposes", "Grondslag=toestemming") == ["a", "c"]
    assert filtered("purposes", "Legal basis=consent", lang="en") == ["a", "c"]
    assert filtered("purposes", "activity=eerste") == ["a"]
    assert filtered("subjects", "number>10") == ["b", "c"]
    assert filtered("subjects", "number<=200") == ["a", "b"]
    assert filtered("subjects", "number=3000") == ["c"]
