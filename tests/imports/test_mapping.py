"""Headings in four languages become keys, what they cannot tell is not guessed, and map.toml has the last word."""

from pathlib import Path

import pytest
import toml_rs

from ropa.i18n import LANGUAGES, texts
from ropa.imports.files.sheets import Cell, Sheet
from ropa.imports.grid import find_grid
from ropa.imports.headings import load, meaning, meaning_of
from ropa.imports.keys import keys_of
from ropa.imports.layouts import layouts
from ropa.imports.mapping import propose
from tests.imports.support import contents, empty, import_, taken
from tests.imports.tables import Row, workbook

ACTIVITIES: dict[str, list[Row]] = {
    "nl": [
        [
            "Naam verwerking",
            "Doeleinden",
            "Wettelijke grondslag",
            "Categorieën van betrokkenen",
            "Soort persoonsgegevens",
            "Bewaartermijn (art. 30 lid 1 sub f AVG)",
            "Ontvangers",
        ],
        ["Nieuwsbrief", "Lezers op de hoogte houden", "Toestemming", "abonnees", "e-mailadres", "tot afmelding", "geen"],
    ],
    "en": [
        ["Processing activity", "Purposes of the processing", "Lawful basis", "Data subjects", "Categories of personal data", "Retention period", "Recipients"],
        ["Newsletter", "Keeping readers informed", "Consent", "newsletter subscribers", "email address", "until unsubscribing", "none"],
    ],
    "fr": [
        [
            "Nom du traitement",
            "Finalités du traitement",
            "Base légale",
            "Personnes concernées",
            "Catégories de données",
            "Durée de conservation",
            "Destinataires",
        ],
        ["Lettre", "Informer les lecteurs", "Consentement", "abonnés", "adresse e-mail", "jusqu'au désabonnement", "aucun"],
    ],
    "de": [
        [
            "Bezeichnung der Verarbeitung",
            "Zwecke der Verarbeitung",
            "Rechtsgrundlage",
            "Kategorien betroffener Personen",
            "Datenkategorien",
            "Löschfrist",
            "Empfänger",
        ],
        ["Rundbrief", "Leser auf dem Laufenden halten", "Einwilligung", "Abonnenten", "E-Mail-Adresse", "bis zur Abmeldung", "keine"],
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_leads_to_a_key(language: str) -> None:
    for kind, keys in load(language).items():
        if kind != "words":
            assert keys.keys() <= keys_of(kind).keys()


def test_every_column_of_a_layout_leads_to_a_key() -> None:
    for layout in layouts():
        assert set(layout.columns.values()) <= keys_of(layout.kind).keys()
        assert layout.least <= len(layout.heads)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_in_each_language(language: str, tmp_path: Path) -> None:
    root = empty(tmp_path / "register", language)
    change, _ = taken(workbook(tmp_path / "tabel.xlsx", {"1": ACTIVITIES[language]}), root)
    change.write()
    activity = next(data for path, data in contents(root).items() if path.startswith("activities/"))
    assert activity["purposes"][0]["basis"] == "consent"
    assert activity["recipients"] == "none"
    assert activity["retention"].keys() == {"until"}
    assert activity["data"] == [{"category": "email"}]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Doel", "purposes.purpose"),
        ("DOEL(EN)", "purposes.purpose"),
        ("2. Doel van de verwerking:", "purposes.purpose"),
        ("Bewaartermijnn", "retention"),
        ("Welke categorieën persoonsgegevens?", "data.category"),
        ("Technische en organisatorische beveiligingsmaatregelen", "measures"),
        ("Naam verwerker(s)", "processors"),
        ("Löschfristen", "retention"),
        ("Catégories de destinataires", "recipients"),
        ("Ontvangers buiten de EU", ""),
        ("Kleur", ""),
        ("", ""),
        ("?", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_heading(heading: str, key: str) -> None:
    assert meaning("activity", heading).key == key


def test_headings_under_a_heading() -> None:
    assert meaning_of("activity", ("Verwerkers", "Naam"), spread=True).key == "processors"
    assert meaning_of("activity", ("Verwerkers", "Land"), spread=True).key == "processors.country"
    assert meaning_of("activity", ("Doorgifte", "Waarborg"), spread=True).key == "transfer.safeguard"
    assert meaning_of("activity", ("Verwerkers", "Kleur"), spread=True).key == ""


def sheet(rows: list[Row], merged: list[tuple[int, int, int, int]] | None = None) -> Sheet:
    return Sheet(name="Blad1", rows=[[Cell(cell, str(cell or "")) for cell in row] for row in rows], merged=merged or [])


def test_where_the_table_is() -> None:
    rows: list[Row] = [
        ["Register 2026"],
        [],
        [None, "Naam", "Doel"],
        [None, "Een", "Iets"],
        [],
        [None, "Twee", "Nog iets"],
        [None, "Naam", "Doel"],
        [None, "Drie"],
        [],
        ["Let op: concept"],
    ]
    grid = find_grid(sheet(rows))
    assert grid is not None
    assert grid.heading == (2, 2)
    assert [column.name for column in grid.columns] == ["Naam", "Doel"]
    assert grid.rows == [3, 5, 7]
    assert grid.outside == [(0, 0), (6, 1), (6, 2), (9, 0)]


def test_two_rows_of_headings_without_merged_cells() -> None:
    rows: list[Row] = [["Naam", "Doorgifte", None, "Bewaartermijn"], [None, "Land", "Waarborg", None], ["Een", "VS", "SCC", "1 jaar"]]
    grid = find_grid(sheet(rows))
    assert grid is not None and grid.heading == (0, 1)
    assert [column.name for column in grid.columns] == ["Naam", "Doorgifte: Land", "Doorgifte: Waarborg", "Bewaartermijn"]
    assert list(propose(grid, None).columns.values()) == ["name", "transfer.country", "transfer.safeguard", "retention"]


def test_five_thousand_columns() -> None:
    headings = ["Naam", "Doel", *(f"Kolom {number}" for number in range(5000))]
    grid = find_grid(sheet([headings, ["Een", "Iets", *("x" for _ in range(5000))]]))
    assert grid is not None
    assert sum(key == "?" for key in propose(grid, None).columns.values()) == 5000


def test_the_kind_of_a_table(tmp_path: Path) -> None:
    root = empty(tmp_path / "register")
    rows: list[Row] = [
        ["Leverancier", "Vestigingsland", "Contactpersoon", "E-mail", "Verwerkersovereenkomst getekend", "Waarborgen", "Iets"],
        ["Rekencentrum Noord (verzonnen)", "Nederland", "A. Voorbeeld", "a@noord.example", "12-03-2024", None, "x"],
        ["Wolkendienst (verzonnen)", "VS", None, None, "nee", "SCC", None],
    ]
    taken(workbook(tmp_path / "tabel.xlsx", {"Leveranciers": rows}), root)[0].write()
    found = contents(root)
    north = found["processors/rekencentrum-noord-verzonnen.toml"]
    assert north["country"] == "NL" and north["contact"] == {"name": "A. Voorbeeld"} and "Iets: x (G2)" in north["notes"]
    assert found["agreements/verwerkersovereenkomst-met-rekencentrum-noord-verzonnen.toml"]["signed"].isoformat() == "2024-03-12"
    cloud = found["processors/wolkendienst-verzonnen.toml"]
    assert cloud["safeguards"] == [{"mechanism": "standard-clauses"}] and "nee (E3)" in cloud["notes"]


TABLE: list[Row] = [["Onderwerp", "Doel", "Afd.", "Kleur", "Soort"], ["Nieuwsbrief", "Lezers op de hoogte houden", "P&O", "groen", "iets"]]


def test_map_toml_is_written_and_followed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root, file, mapping = empty(tmp_path / "register"), workbook(tmp_path / "tabel.xlsx", {"Lijst": TABLE}), tmp_path / "map.toml"
    assert import_(file, root, "--map", str(mapping)) == 0
    assert "Geschreven" in capfd.readouterr().err
    assert not (root / "activities").exists()
    text = mapping.read_text("utf-8")
    data = toml_rs.loads(text)["table"][0]
    assert data["columns"]["Doel"] == "purposes.purpose" and data["columns"]["Kleur"] == "?"
    assert "art. 30 lid 1 onder b AVG" in text and "niet herkend" in text
    text = text.replace('Onderwerp = "?"', 'Onderwerp = "name"').replace('"Afd." = "?"', '"Afd." = "function"').replace('Kleur = "?"', 'Kleur = "-"')
    text = text.replace('record = "Doel"', 'record = "Onderwerp"')
    mapping.write_text(text + '\n[table.values."Afd."]\n"P&O" = "hr"\n\n[table.constants]\nstatus = "draft"\n', "utf-8")
    assert import_(file, root, "--map", str(mapping), "--yes") == 0
    activity = contents(root)["activities/nieuwsbrief.toml"]
    assert activity["function"] == "hr" and activity["status"] == "draft"
    assert "groen" not in str(activity) and "Soort: iets (E2)" in activity["notes"]
    capfd.readouterr()
    assert import_(file, root, "--map", str(mapping)) == 0  # nothing to change


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "geen [[table]]"),
        ("[[table]\n", "regel 1"),
        ("[[table]]\ncolums = {}\n", "“colums” hoort hier niet (bedoelde u columns?)"),
        ('[[table]]\ncolumns = { Doel = "purpose.purposes" }\n', "“purpose.purposes” is geen veld"),
        ('[[table]]\nkind = "certificate"\n', "“certificate” is geen soort"),
        ("[[table]]\nheadings = [0]\n", "headings noemt"),
        ("[[table]]\nheadings = [3, 9]\n", "headings noemt"),
        ('[[table]]\nrecord = "Naam"\nheadings = [1]\n', "geen kolom “Naam”"),
        ('[[table]]\nrecord = "Doel"\nheadings = [900]\n', "geen kolom “Doel”"),
        ('[[table]]\nrecord = "Doel"\nconstants = { large_scale = "ja" }\n', "vaste waarde van large_scale"),
        ('[[table]]\ncolumns = ["Doel"]\n', "[table.columns]"),
        ('[[table]]\nsheet = "Blad 9"\nrecord = "Doel"\n', ""),
    ],
)
def test_a_map_that_is_wrong_is_refused_with_the_place(text: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root, file, mapping = empty(tmp_path / "register"), workbook(tmp_path / "tabel.xlsx", {"Lijst": TABLE}), tmp_path / "map.toml"
    mapping.write_text(text, "utf-8")
    code = import_(file, root, "--map", str(mapping), "--dry-run")
    err = capfd.readouterr().err
    assert code == (2 if said else 0) and said in err


def test_without_a_column_for_the_name_nothing_is_made(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root, file = empty(tmp_path / "register"), workbook(tmp_path / "tabel.xlsx", {"Lijst": [["Kleur", "Vorm"], ["groen", "rond"]]})
    assert import_(file, root, "--yes") == 2
    assert "De kolommen (rij 1) zijn: “Kleur”, “Vorm”" in capfd.readouterr().err
    assert [path.name for path in root.iterdir()] == ["register.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_in_each_language(language: str, tmp_path: Path) -> None:
    from ropa.imports.mapfile import read_map, written

    grid = find_grid(sheet(TABLE))
    assert grid is not None
    made = propose(grid, None)
    (tmp_path / "map.toml").write_text(written([made], 'x"\n\x1b.xlsx', texts(language)), "utf-8")
    assert read_map(str(tmp_path / "map.toml"), texts(language))[0].columns == made.columns
