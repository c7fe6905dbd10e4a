"""What `ropa export` wrote comes back as it was; what people change in it changes, and nothing else."""

import json
from pathlib import Path

import openpyxl
import pytest

import ropa
from ropa.audit import Audit
from ropa.cli import run
from ropa.i18n import LANGUAGES, texts
from ropa.tables import machine, workbook
from ropa.tables.catalogue import TABLES
from ropa.tables.sheet import fill
from ropa.tables.view import View, split_shown
from tests.full import write_full
from tests.imports.support import AS_OF, contents, empty, import_, load, taken
from tests.support import TODAY, base, write

ROOT = Path(ropa.__file__).parent.parent
REGISTERS = [ROOT / "register", *sorted((ROOT / "examples").iterdir())]


def exported(root: Path, file: Path, language: str = "") -> Path:
    """The export of every table, but for those that are slow and follow from others."""
    register = load(root)
    view = View(Audit(register, TODAY), texts(language or register.language or "nl"))
    sheets = [fill(view, table) for table in TABLES if not table.costly and table.name not in ("findings", "agenda")]
    file.write_bytes(
        workbook.render(view, sheets) if file.suffix == ".xlsx" else machine.document(view, sheets) if file.suffix == ".json" else machine.lines(sheets)
    )
    return file


def arrives(file: Path, root: Path, new: Path) -> None:
    change, report = taken(file, new)
    assert not report.entries
    change.write()
    assert contents(new) == contents(root)
    again, _ = taken(file, new)
    assert not again.files


@pytest.mark.parametrize("root", REGISTERS, ids=lambda root: root.name)
def test_every_field_of_every_example_comes_back(root: Path, tmp_path: Path) -> None:
    arrives(exported(root, tmp_path / "uit.xlsx"), root, empty(tmp_path / "new"))


@pytest.mark.parametrize("ending", ["xlsx", "json", "jsonl"])
def test_every_field_that_there_is_comes_back(ending: str, tmp_path: Path) -> None:
    write_full(tmp_path / "full")
    arrives(exported(tmp_path / "full", tmp_path / f"uit.{ending}"), tmp_path / "full", empty(tmp_path / "new"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_may_be_those_of_another_language(language: str, tmp_path: Path) -> None:
    root = write(tmp_path / "register", base())
    arrives(exported(root, tmp_path / "uit.xlsx", language), root, empty(tmp_path / "new"))


def test_lists_come_back_whatever_is_in_their_elements(tmp_path: Path) -> None:
    root = write(tmp_path / "register", base())
    items = ["a; b", '"quoted"', " blank ", "geen", "een, twee", 'x"y', "=1+1", "'quoted"]
    path = next((root / "activities").iterdir())
    path.write_text(f"technologies = {json.dumps(items)}\n" + path.read_text("utf-8").replace("technologies", "# technologies"), "utf-8")
    (root / "recipients").mkdir(exist_ok=True)
    for name in ("een", "twee"):  # two of one name
        (root / "recipients" / f"{name}.toml").write_text('name = "Dezelfde"\n', "utf-8")
    path.write_text('recipients = ["twee", "een"]\n' + path.read_text("utf-8").replace("\nrecipients", "\n# recipients"), "utf-8")
    arrives(exported(root, tmp_path / "uit.xlsx"), root, empty(tmp_path / "new"))
    assert split_shown('a; "b; c"; ""; "d""e"') == ["a", "b; c", "", 'd"e']


def test_by_the_command_and_back(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = ROOT / "examples" / "opleidingen"
    file = tmp_path / "opleidingen.xlsx"
    assert run(["export", "--all", "--register", str(root), "--format", "xlsx", "-o", str(file), *AS_OF]) == 0
    new = empty(tmp_path / "new")
    assert import_(file, new, "--yes") == 0
    assert contents(new) == contents(root)
    capfd.readouterr()
    assert import_(file, new) == 0  # nothing to ask
    out, err = capfd.readouterr()
    assert "diff" not in out and "Er is niets te wijzigen" in err


def test_a_cell_that_was_changed_changes_one_key_and_keeps_the_comments(tmp_path: Path) -> None:
    root = write(tmp_path / "register", base())
    path = sorted((root / "activities").iterdir())[0]
    path.write_text("# wat ik niet kwijt wil\n" + path.read_text("utf-8"), "utf-8")
    file = exported(root, tmp_path / "uit.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["Verwerkingsactiviteiten"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Proceseigenaar") + 1).value = "Iemand anders"
    sheet.cell(2, headings.index("Status") + 1).value = "half af"
    sheet.cell(1, len(headings) + 1).value = "Wat wij ervan vinden"
    sheet.cell(2, len(headings) + 1).value = "mooi"
    book.save(file)
    before = path.read_text("utf-8")
    change, report = taken(file, root)
    assert [changed.path for changed in change.files] == [f"activities/{path.name}"]
    assert [(entry.said.text, entry.record) for entry in report.entries] == [("half af", f"activities/{path.stem}"), ("mooi", f"activities/{path.stem}")]
    change.write()
    after = path.read_text("utf-8")
    assert after.startswith("# wat ik niet kwijt wil\n")
    assert contents(root)[f"activities/{path.name}"]["owner"] == "Iemand anders"
    assert "half af" in contents(root)[f"activities/{path.name}"]["notes"]
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert all(line.startswith("owner") for line in gone)


def test_one_table_alone_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    root = write(tmp_path / "register", base())
    for name in ("activities.xlsx", "activities.csv", "activities.json"):
        assert run(["export", "activities", "--register", str(root), "-o", str(tmp_path / name), *AS_OF]) == 0
        change, report = taken(tmp_path / name, root)
        assert not change.files, name
        assert not report.entries, name


def test_an_empty_cell_erases_nothing_and_a_missing_row_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "register", base())
    (root / "activities" / "erbij.toml").write_text('name = "Erbij"\n', "utf-8")
    file = exported(root, tmp_path / "uit.xlsx")
    book = openpyxl.load_workbook(file)
    sheet = book["Verwerkingsactiviteiten"]
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "erbij")
    sheet.delete_rows(row)
    for column in range(3, sheet.max_column + 1):
        sheet.cell(2, column).value = None
    book.save(file)
    change, report = taken(file, root)
    assert not change.files
    assert report.missing == {"activity": ["activities/erbij"]}


@pytest.mark.parametrize(
    "row",
    [
        {"id": "../../weg", "name": "Weg"},
        {"id": "/etc/passwd", "name": "Weg"},
        {"id": "A B", "name": "Weg"},
        {"id": "", "name": "Weg"},
        {"id": ["x"], "name": "Weg"},
        {"name": "Weg"},
    ],
)
def test_an_id_never_leads_out_of_the_folder(row: dict[str, object], tmp_path: Path) -> None:
    new = empty(tmp_path / "new")
    file = tmp_path / "vreemd.json"
    file.write_text(json.dumps({"schema": machine.SCHEMA, "tables": {"activities": [row]}}), "utf-8")
    change, report = taken(file, new)
    assert not change.files
    assert any(entry.said.text == "Weg" and not entry.record for entry in report.entries)


def test_what_fits_no_field_is_told_and_never_written(tmp_path: Path) -> None:
    new = empty(tmp_path / "new")
    row = {
        "id": "een",
        "name": "Een",
        "owner": 7,
        "purposes": [{"purpose": "Doel", "kwaad": "x", "basis": ["y"]}],
        "role": {"a": 1},
        "erbij": "z",
        "started": "geen dag",
    }
    file = tmp_path / "vreemd.json"
    file.write_text(json.dumps({"schema": machine.SCHEMA, "tables": {"activities": [row], "onbekend": [{"a": 1}]}}), "utf-8")
    change, report = taken(file, new)
    change.write()
    data = contents(new)["activities/een.toml"]
    assert data["name"] == "Een" and data["purposes"] == [{"purpose": "Doel"}]
    assert "z" in data["notes"]
    assert {"owner", "purposes.0.kwaad", "purposes.0.basis", "role", "started"} <= {entry.said.heading for entry in report.entries}
    assert not load(new).found
