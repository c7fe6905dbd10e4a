"""What a table may hold without harm: formulas, controls, names that are none, texts in other scripts, files of another kind."""

import json
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run
from ropa.edit.change import Change
from ropa.i18n import texts
from ropa.imports.files.sheets import Cell, Sheet, Workbook
from ropa.imports.keys import keys_of
from ropa.imports.landing import Landing
from ropa.imports.mapping import TableMap
from ropa.imports.take import plan_of, take
from tests.imports.support import AS_OF, contents, empty, import_, load, taken, texts_in
from tests.imports.tables import Row, workbook


def register_of(rows: list[Row], tmp_path: Path, language: str = "nl") -> dict[str, Any]:
    root = empty(tmp_path / "register", language)
    taken(workbook(tmp_path / "tabel.xlsx", {"1": rows}), root)[0].write()
    assert not load(root).found
    return contents(root)


def test_a_formula_is_a_text(tmp_path: Path) -> None:
    found = register_of([["Naam", "Doel", "Verwerkers"], ["=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)"]], tmp_path)
    assert found["activities/cmd-c-calc-a0.toml"] == {"name": "=cmd|' /C calc'!A0", "purposes": [{"purpose": "=1+1"}], "processors": ["sum-a1"]}


def test_names_that_make_no_id(tmp_path: Path) -> None:
    found = register_of([["Naam", "Doel"], ["!!!", "a"], ["سجل المرضى", "b"], ["2026", "c"], ["../../weg", "d"], ["CON", "e"], ["é" * 300, "f"]], tmp_path)
    names = {path: data["name"] for path, data in found.items() if path.startswith("activities/")}
    assert len(names) == 5
    assert names["activities/verwerkingsactiviteit-1.toml"] == "سجل المرضى"
    assert names["activities/verwerkingsactiviteit-2026.toml"] == "2026"
    assert names["activities/weg.toml"] == "../../weg"
    assert all(len(path) < 100 for path in names)
    assert "- !!! (A2)\n- a (B2)" in found["register.toml"]["notes"]


def test_rows_of_one_name_are_one_record_unless_their_numbers_differ(tmp_path: Path) -> None:
    found = register_of([["Naam", "Doel"], ["Post", "brieven sturen"], ["POST ", "kaarten sturen"]], tmp_path)
    assert [purpose["purpose"] for purpose in found["activities/post.toml"]["purposes"]] == ["brieven sturen", "kaarten sturen"]
    found = register_of([["Nr", "Naam", "Doel"], [1, "Post", "brieven sturen"], [2, "Post", "kaarten sturen"]], tmp_path / "nummers")
    assert {"activities/post.toml", "activities/post-2.toml"} <= found.keys()


def test_an_existing_id_is_not_taken(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    (root / "activities").mkdir()
    (root / "activities" / "post.toml").write_text('name = "Iets heel anders"\n', "utf-8")
    taken(workbook(tmp_path / "tabel.xlsx", {"1": [["Naam", "Doel"], ["Post", "brieven sturen"]]}), root)[0].write()
    # the record whose id is the name is the one that is meant
    assert contents(root)["activities/post.toml"]["purposes"] == [{"purpose": "brieven sturen"}]


def test_controls_and_right_to_left_are_shown_and_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = empty(tmp_path / "register")
    file = tmp_path / "tabel.json"
    file.write_text(json.dumps([{"naam": "Post\u202e\x1b[31m", "doel": "a\x07b", "kleur": "\u200bgroen\x1b]0;x\x07"}]), "utf-8")
    assert import_(file, root, "--yes") == 0
    out, err = capfd.readouterr()
    assert not any(letter in out + err for letter in "\x1b\x07\u202e\u200b")
    assert any("\x1b]0;x\x07" in text for text in texts_in(contents(root)))
    assert not load(root).found


def test_a_list_of_objects(tmp_path: Path) -> None:
    root = empty(tmp_path / "register", "en")
    file = tmp_path / "records.json"
    data = [
        {
            "name": "Newsletter",
            "purpose": "Keeping readers informed",
            "legal basis": "consent",
            "data subjects": ["newsletter subscribers"],
            "colour": {"of": "paper"},
        }
    ]
    file.write_text(json.dumps(data), "utf-8")
    taken(file, root)[0].write()
    activity = contents(root)["activities/newsletter.toml"]
    assert activity["purposes"] == [{"purpose": "Keeping readers informed", "basis": "consent"}]
    assert activity["subjects"] == [{"category": "newsletter-subscribers"}]
    assert "paper" in activity["notes"]
    before = contents(root)
    assert not taken(file, root)[0].files and contents(root) == before


def test_parties_are_those_that_are_known(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    (root / "processors").mkdir()
    (root / "processors" / "noord.toml").write_text('name = "Noord"\nlegal_name = "Rekencentrum Noord B.V."\n', "utf-8")
    rows: list[Row] = [
        ["Naam", "Doel", "Verwerkers", "Ontvangers"],
        ["Post", "x", "rekencentrum noord bv", "gemeente"],
        ["Pakket", "y", None, "NOORD; Gemeente"],
    ]
    taken(workbook(tmp_path / "tabel.xlsx", {"1": rows}), root)[0].write()
    found = contents(root)
    assert found["activities/post.toml"]["processors"] == ["noord"]
    assert found["activities/pakket.toml"] == {"name": "Pakket", "purposes": [{"purpose": "y"}], "processors": ["noord"], "recipients": ["gemeente"]}
    assert [path for path in found if path.startswith(("processors/", "recipients/"))] == ["processors/noord.toml", "recipients/gemeente.toml"]


def test_what_belongs_to_several_is_not_guessed(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Naam", "Doel", "Grondslag", "Verwerkers", "Doorgifte", "Verwerkersovereenkomst"],
        ["Post", "brieven\nkaarten\npakketten", "toestemming\novereenkomst", "Noord; Zuid", "VS", "ja"],
    ]
    found = register_of(rows, tmp_path)
    activity = found["activities/post.toml"]
    assert activity["purposes"] == [{"purpose": "brieven"}, {"purpose": "kaarten"}, {"purpose": "pakketten"}]
    assert all(text in activity["notes"] for text in ("toestemming", "VS (E2)", "ja (F2)"))
    assert found["processors/noord.toml"] == {"name": "Noord"}


def test_the_register_must_be_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = workbook(tmp_path / "tabel.xlsx", {"1": [["Naam", "Doel"], ["Post", "x"]]})
    (tmp_path / "leeg").mkdir()
    assert import_(file, tmp_path / "leeg", "--lang", "nl", "--yes") == 2
    assert "ropa init" in capfd.readouterr().err


@pytest.mark.parametrize("options", [["--kind", "agreement"], ["--report", "verslag.txt"], ["--sheet", "Blad 9"]])
def test_wrong_usage(options: list[str], tmp_path: Path) -> None:
    file = workbook(tmp_path / "tabel.xlsx", {"1": [["Naam", "Doel"], ["Post", "x"]]})
    assert import_(file, empty(tmp_path / "register"), *options) == 2
    assert run(["import", str(tmp_path / "geen.xlsx"), "--register", str(tmp_path / "register"), *AS_OF]) == 2


def test_very_many_files_are_told_in_short(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = empty(tmp_path / "register")
    rows: list[Row] = [["Naam", "Doel"], *([f"Verwerking {number}", f"doel {number}"] for number in range(150))]
    assert import_(workbook(tmp_path / "tabel.xlsx", {"1": rows}), root, "--yes") == 0
    out, err = capfd.readouterr()
    assert out.count("\ndiff ") + out.startswith("diff ") == 100
    assert "En nog 50 bestanden" in err and "Geschreven: 150 bestanden." in err
    assert "(150)" in out  # findings by rule


TEXTS = ["ja", "nee", "geen", "7 jaar", "12", "31-12-2025", "toestemming", "naam; adres", "VS", "https://voorbeeld.example/x", "zomaar wat woorden", "a\nb"]


@pytest.mark.parametrize("kind", ["activity", "processor", "recipient", "location", "measure"])
def test_every_key_takes_every_text(kind: str, tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    keys = [key for key in keys_of(kind) if key not in ("name", "id")]
    rows: list[Row] = [["Naam van dit ding", *(f"k{number}" for number in range(len(keys)))]]
    rows += [[f"Rij {letters}", *([text] * len(keys))] for letters, text in zip("abcdefghijkl", TEXTS, strict=True)]
    sheet = Sheet(name="1", rows=[[Cell(cell, str(cell)) for cell in row] for row in rows])
    columns = {"Naam van dit ding": "name", **{f"k{number}": key for number, key in enumerate(keys)}}
    mapping = TableMap(sheet="1", kind=kind, heading=(0, 0), columns=columns, record="Naam van dit ding")
    words, register = texts("nl"), load(root)
    outcome = take(plan_of(Workbook(path="x", format="xlsx", sheets=[sheet]), kind, [mapping], words), register, words)
    change = Change(str(root))
    landed = Landing(change, register, words, "x").take(outcome)
    change.write()
    assert not load(root).found and not landed.entries
    before = contents(root)
    outcome = take(plan_of(Workbook(path="x", format="xlsx", sheets=[sheet]), kind, [mapping], words), load(root), words)
    Landing(change := Change(str(root)), load(root), words, "x").take(outcome)
    assert [file.after for file in change.files] == [] and contents(root) == before


def test_a_table_with_ids_is_no_export(tmp_path: Path) -> None:
    rows: list[Row] = [["Id", "Naam", "Omschrijving", "Status"], [1, "Post", "brieven", "actief"]]
    root = empty(tmp_path / "register")
    taken(workbook(tmp_path / "tabel.xlsx", {"Verwerkingsactiviteiten": rows}), root)[0].write()
    assert "activities/post.toml" in contents(root)


def test_idem_and_see_elsewhere_are_no_names(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Naam", "Persoonsgegevens", "Verwerkers", "Land verwerker", "Beveiliging"],
        ["Post", "idem", "zie bijlage 3", "NL", "ja"],
        ["Pakket", "ja", "Nederland"],
    ]
    found = register_of(rows, tmp_path)
    assert found.keys() == {"activities/post.toml", "activities/pakket.toml", "register.toml"}
    assert found["activities/post.toml"].keys() == {"name", "notes"}
    assert all(text in found["activities/post.toml"]["notes"] for text in ("idem (B2)", "zie bijlage 3 (C2)", "NL (D2)", "ja (E2)"))
    assert all(text in found["activities/pakket.toml"]["notes"] for text in ("ja (B3)", "Nederland (C3)"))


def test_a_hidden_sheet_is_told_and_read_where_it_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    root, file = (
        empty(tmp_path / "register"),
        workbook(tmp_path / "tabel.xlsx", {"Nu": [["Naam", "Doel"], ["Post", "x"]], "Oud": [["Naam", "Doel"], ["Brief", "y"]]}),
    )
    book = openpyxl.load_workbook(file)
    book["Oud"].sheet_state = "hidden"
    book.save(file)
    assert import_(file, root, "--dry-run") == 0
    out = capfd.readouterr().out
    assert "verborgen" in out and "Brief" not in out
    assert import_(file, root, "--dry-run", "--sheet", "Oud") == 0
    assert "Brief" in capfd.readouterr().out
