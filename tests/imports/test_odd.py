"""A table that is taken over into files which hold something odd: told, or left as it is."""

from pathlib import Path

import pytest

from tests.edit.support import change, contents, copy_register

TABLE = "Verwerking;Doel;Grondslag;Categorieën persoonsgegevens;Verwerkers\nNieuwsbrief;Nieuws;toestemming;naam, e-mail;Mailchimp\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_register(tmp_path)


@pytest.mark.parametrize("odd", ['purposes = [[1], 3]\ndata = [3, "x"]\nprocessors = 3', "purposes = 3\ndata = [1]\nprocessors = {}\nnotes = 4"])
def test_elements_that_are_no_tables(register: Path, tmp_path: Path, odd: str) -> None:
    (register / "activities" / "nieuwsbrief.toml").write_text(f'name = "Nieuwsbrief"\n{odd}\n')
    table = tmp_path / "tabel.csv"
    table.write_text(TABLE)
    before = contents(register)
    assert change(register, "import", str(table), "--dry-run") in (0, 1, 2)
    assert contents(register) == before


def test_measures_that_cannot_be_read_are_named(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = register / "measures.toml"
    path.write_text(path.read_text() + "x = [\n")
    table = tmp_path / "tabel.csv"
    table.write_text("Maatregel;Omschrijving\nslot;een slot\n")
    before = contents(register)
    assert change(register, "import", str(table), "--kind", "measure") == 2
    assert "measures.toml" in capsys.readouterr().err
    assert contents(register) == before


def test_a_table_without_sheets_goes_by_its_file(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text("a;b\n1;2\n")
    assert change(register, "import", str(table)) == 2
    assert f"in {table} is niet te zien" in capsys.readouterr().err
