"""The audit tables: everything arrives, in every format, and nothing that a text holds becomes anything but text."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ropa.audit import Audit
from ropa.cli import run
from ropa.derive.judgement import VERDICTS
from ropa.derive.retention import ABOVE, BELOW, DOUBTFUL
from ropa.derive.transfer_map import VIAS
from ropa.i18n import LANGUAGES, texts
from ropa.register import Register
from ropa.source.folder import Folder
from ropa.tables import machine, text, workbook
from ropa.tables.catalogue import TABLES
from ropa.tables.derived import ENDLESS, MISSING
from ropa.tables.sheet import fill
from ropa.tables.view import SUMMARY, View
from tests.full import Leaf, texts_of, write_full
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]


def view_of(root: Path, language: str = "nl") -> View:
    return View(Audit(Register(Folder(str(root))), TODAY), texts(language))


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
    kinds = {
        "activity": "activities",
        "processor": "processors",
        "recipient": "recipients",
        "agreement": "agreements",
        "location": "locations",
        "certificate": "certificates",
    }
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
    assert all(table.called_by and details for table, details in SUMMARY.items())


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
    codes |= {
        code for file in folder.glob("*.py") for pair in re.findall(r'Problem\("([a-z-]+)" if \w+ else "([a-z-]+)"', file.read_text("utf-8")) for code in pair
    }
    assert codes <= set(words["reason"])
    assert set(VERDICTS) <= set(words["verdict"])
    assert set(VIAS) <= set(words["via"])
    assert {ABOVE, BELOW, DOUBTFUL, MISSING, ENDLESS} == set(words["retention"])


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


def test_a_large_workbook_is_written_row_by_row(full: tuple[Path, list[Leaf]], monkeypatch: pytest.MonkeyPatch) -> None:
    root, _ = full
    view = view_of(root)
    sheets = [fill(view, table) for table in TABLES]

    def cells(data: bytes) -> list[Any]:
        return [[cell.value for cell in row] for page in openpyxl.load_workbook(io.BytesIO(data)) for row in page]

    small = cells(workbook.render(view, sheets))
    monkeypatch.setattr(workbook, "_MANY_CELLS", 0)
    assert cells(workbook.render(view, sheets)) == small


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
        assert not err and (out or (layout == "jsonl" and table == "decisions"))


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


def test_what_cannot_be_read_is_said(register: Path, output: Callable[[], tuple[str, str]]) -> None:
    write(register, {"activities/kapot.toml": "name = "})
    assert export(register, "activities", "--format", "json") == 0
    out, err = output()
    assert json.loads(out) and err.startswith("1 bestand is niet te lezen")


# -- filters ---------------------------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def filtered(tmp_path: Path, output: Callable[[], tuple[str, str]]) -> Callable[..., list[str]]:
    def activity(name: str, started: str, number: int, basis: str, more: str = "") -> str:
        head = f'name = "{name}"\nstarted = {started}\n{more}\n'
        return f'{head}[[purposes]]\npurpose = "Doel"\nbasis = "{basis}"\n[[subjects]]\ncategory = "clients"\nnumber = {number}\n'

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
