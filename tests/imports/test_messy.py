"""Tables as organisations have them: what is in them comes in, and every cell is accounted for.

`python -m tests.imports.test_messy` writes the golden register again: read each line of the difference.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.imports import tables
from tests.imports.support import contents, empty, import_, load, taken, texts_in
from tests.imports.tables import Row, ods, workbook

GOLDEN = Path(__file__).parent.parent / "golden" / "import" / "messy.txt"


def messy(folder: Path) -> Path:
    return workbook(folder / "verwerkingen.xlsx", {"Register": tables.MESSY}, {"Register": tables.MESSY_MERGED})


def cnil(folder: Path) -> Path:
    return ods(folder / "registre.ods", {"Tutoriel": tables.CNIL_TUTORIAL, "2_-_Liste_des_traitements": tables.CNIL_LIST, "Fiche 1": tables.CNIL_FORM})


def of(name: str) -> Callable[[Path], Path]:
    return lambda folder: workbook(folder / f"{name}.xlsx", {"Register": getattr(tables, name)})


MADE = {"messy": messy, "cnil": cnil, "ico": of("ICO"), "gba": of("GBA"), "rijk": of("RIJK")}


def golden() -> str:
    """The register that the messy table becomes, and what is reported."""
    with tempfile.TemporaryDirectory() as folder:
        root = empty(Path(folder) / "register")
        change, report = taken(messy(Path(folder)), root)
        change.write()
        files = "\n".join(f"## {path.relative_to(root)}\n\n{path.read_text('utf-8')}" for path in sorted(root.rglob("*.toml")))
        cells = "\n".join(
            f"{entry.said.address:6} {entry.why:16} {entry.said.heading}: {' '.join(entry.said.text.split())} -> {entry.record}" for entry in report.entries
        )
        return f"{files}\n## cells\n\n{cells}\n"


def test_golden() -> None:
    assert golden() == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", MADE)
def test_again_changes_nothing(name: str, tmp_path: Path) -> None:
    file, root = MADE[name](tmp_path), empty(tmp_path / "register")
    taken(file, root)[0].write()
    assert not load(root).found
    before = contents(root)
    assert before["activities/" + sorted((root / "activities").iterdir())[0].name]
    assert not taken(file, root)[0].files
    assert contents(root) == before


@pytest.mark.parametrize("name", MADE)
def test_the_address_of_every_cell_that_is_left_is_told_once(name: str, tmp_path: Path) -> None:
    _, report = taken(MADE[name](tmp_path), empty(tmp_path / "register"))
    seen = [(entry.said.address, entry.said.text) for entry in report.entries if entry.why != "own-term"]
    assert len(seen) == len(set(seen))


def test_what_was_added_by_hand_stays(tmp_path: Path) -> None:
    file, root = messy(tmp_path), empty(tmp_path / "register")
    taken(file, root)[0].write()
    path = root / "activities" / "salarisadministratie.toml"
    text = path.read_text("utf-8").replace("notes = ", '# van mij\nowner = "Noor"\nnotes = ', 1)
    path.write_text(
        text.replace('basis = "contract"', 'basis = "contract"\ncontract = "De arbeidsovereenkomst."') + '\n[[data]]\ncategory = "payroll"\n', "utf-8"
    )
    assert not taken(file, root)[0].files


def test_a_renamed_row_is_new_and_the_old_record_is_named(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    rows: list[list[Any]] = [["Naam", "Doel", "Grondslag"], ["Nieuwsbrief", "Mensen op de hoogte houden", "toestemming"]]
    taken(workbook(tmp_path / "een.xlsx", {"Blad1": rows}), root)[0].write()
    rows[1][0] = "Maandbrief"
    change, report = taken(workbook(tmp_path / "een.xlsx", {"Blad1": rows}), root)
    assert [file.path for file in change.files] == ["activities/maandbrief.toml"]
    assert report.missing == {"activity": ["activities/nieuwsbrief"]}


def test_an_update_says_what_the_table_says_and_no_more(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    first = ["Nieuwsbrief", "Mensen op de hoogte houden", "1 jaar na afmelden", "Noor", "groen"]
    rows: list[list[Any]] = [["Naam", "Doel", "Bewaartermijn", "Eigenaar", "Kleur"], first]
    taken(workbook(tmp_path / "een.xlsx", {"Blad1": rows}), root)[0].write()
    path = root / "activities" / "nieuwsbrief.toml"
    path.write_text("# een woord vooraf\n" + path.read_text("utf-8").replace('notes = """', 'notes = """\nEigen notitie.\n'), "utf-8")
    rows[1][2:] = ["tot afmelden", None, "blauw"]
    taken(workbook(tmp_path / "een.xlsx", {"Blad1": rows}), root)[0].write()
    data = contents(root)["activities/nieuwsbrief.toml"]
    assert data["retention"] == {"until": "afmelden"}
    assert data["owner"] == "Noor"  # an empty cell erases nothing
    assert data["notes"].splitlines() == ["Eigen notitie.", "", "Overgenomen uit een.xlsx, zoals het er stond:", "- Kleur: blauw (E2)"]
    text = path.read_text("utf-8")
    assert text.startswith("# een woord vooraf\n") and "\n- Kleur: blauw (E2)" in text  # a line stays a line


def test_the_cnil_form_comes_in_whole(tmp_path: Path) -> None:
    root = empty(tmp_path / "register", "fr", "Atelier Exemple (inventé)")
    change, report = taken(cnil(tmp_path), root)
    change.write()
    found = contents(root)
    activity = found["activities/gestion-des-adherents.toml"]
    assert [purpose["purpose"] for purpose in activity["purposes"]] == ["Tenir la liste des adhérents", "Envoyer la convocation annuelle"]
    assert [entry["category"] for entry in activity["data"]] == ["etat-civil-identite-et-identification", "financial", "health"]
    assert activity["data"][1] == {"category": "financial", "items": ["RIB"], "retention": {"years": 10, "after": "la clôture de l'exercice"}}
    assert activity["subjects"][0]["category"] == "members"
    assert activity["processors"] == ["nuage-exemple-invente"]
    assert found["recipients/secretariat.toml"] == {"name": "Secrétariat", "internal_recipient": True}
    transfer = found["recipients/federation-invente.toml"]
    assert transfer["country"] == "CA" and transfer["safeguards"][0]["mechanism"] == "standard-clauses"
    assert found["register.toml"]["dpo"]["name"] == "Camille Inventée"
    assert found["register.toml"]["controller"]["phone"] == "01 00 00 00 00"
    everything = "\n".join(texts_in(found))
    kept = {entry.said.text for entry in report.entries}
    assert "À revoir avec le bureau" in kept and "À revoir avec le bureau" in activity["notes"]
    for row in tables.CNIL_FORM:
        for cell in row[1:]:
            if cell and cell not in tables.CNIL_UNDERSTOOD and not cell.startswith("Sélectionnez"):
                assert cell in kept or cell in everything, cell


def test_the_ico_table(tmp_path: Path) -> None:
    root = empty(tmp_path / "register", "en")
    taken(MADE["ico"](tmp_path), root)[0].write()
    found = contents(root)
    staff, marketing = found["activities/paying-staff.toml"], found["activities/sending-offers-to-customers.toml"]
    assert staff["purposes"] == [{"purpose": "Paying staff", "basis": "legal-obligation"}]
    assert staff["retention"] == {"years": 6, "after": "end of employment"} and staff["dpia"] == {"status": "not-required"}
    assert staff["automated_decisions"] == "none" and staff["breaches"] == "none"
    assert marketing["purposes"][0]["consent"] == {"evidence": "Shared drive, folder Consents"}
    assert marketing["dpia"] == {"status": "done", "document": {"url": "https://docs.example/dpia-1"}}
    assert found["recipients/mailing-bureau-swift-invented.toml"]["country"] == "US"


def test_the_belgian_table_has_a_row_a_category_of_data(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    taken(MADE["gba"](tmp_path), root)[0].write()
    activity = contents(root)["activities/loonadministratie.toml"]
    assert activity["process"] == "Personeelsbeheer"
    assert [(entry["category"], entry["retention"]["years"]) for entry in activity["data"]] == [("identificatiegegevens", 10), ("health", 5)]
    assert len(activity["purposes"]) == 1


@pytest.mark.parametrize(
    ("cell", "document"),
    [
        ("ja", {}),
        ("1-3-2024", {"document": {"dated": date(2024, 3, 1)}}),
        ("map Contracten", {"document": {"where": "map Contracten"}}),
        ("mei 2023", {}),
        ("onbekend", None),
        ("Nog te sluiten", None),
        ("nee", None),
    ],
)
def test_an_agreement_is_not_made_up(cell: str, document: dict[str, object] | None, tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    table: list[Row] = [["Verwerker", "Land", "Verwerkersovereenkomst"], ["Testhost", "NL", cell]]
    change, _ = taken(workbook(tmp_path / "tabel.xlsx", {"Verwerkers": table}), root)
    change.write()
    said = contents(root)
    made = [data for path, data in said.items() if path.startswith("agreements/")]
    base = {"name": "Verwerkersovereenkomst met Testhost", "kind": "processing", "processor": "testhost"}
    assert made == ([] if document is None else [base | document])
    assert (f": {cell} (" in said["processors/testhost.toml"].get("notes", "")) == (document is None or cell == "mei 2023")


def test_how_to_go_on_names_the_file_as_it_was_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root, file = empty(tmp_path / "register"), tmp_path / "oude tabel.csv"
    file.write_text("Verwerking;Doel;Kleur\nNieuwsbrief;Lezers inlichten;groen\n", "utf-8")
    assert import_(file, root, "--dry-run") == 0
    out = capfd.readouterr().out
    assert f"ropa import '{file}' --map map.toml" in out
    assert "\n  1 rij, 1 verwerkingsactiviteit (1 nieuw)\n" in out


def test_by_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, root = messy(tmp_path), empty(tmp_path / "register")
    assert import_(file, root, "--dry-run", "--report", str(tmp_path / "verslag.csv")) == 0
    out, err = capfd.readouterr()
    assert "Kleur: “groen” (O6); “rood” (O9); “=1+1” (O11)" in out
    assert "+++ b/activities/nieuwsbrief.toml" in out and "Er is niets geschreven" in err
    assert not (root / "activities").exists()
    report = (tmp_path / "verslag.csv").read_text("utf-8-sig")
    assert "Register,O11,Kleur,'=1+1," in report
    assert import_(file, root) == 2  # nobody to ask
    assert import_(file, root, "--yes", "--report", str(tmp_path / "verslag.json")) == 0
    assert '"address": "O11"' in (tmp_path / "verslag.json").read_text("utf-8")
    assert len(list((root / "activities").iterdir())) == 5


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(golden(), "utf-8")
