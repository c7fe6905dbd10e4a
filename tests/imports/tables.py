"""Tables such as organisations have them, made for the tests. Everything in them is invented."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Row = Sequence[Any]


def workbook(path: Path, sheets: dict[str, list[Row]], merged: dict[str, list[str]] | None = None) -> Path:
    """A workbook of these sheets; `merged` names ranges per sheet ("A1:C1"), of which the first cell has the value."""
    file = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    date_format = file.add_format({"num_format": "dd-mm-yyyy"})
    for name, rows in sheets.items():
        sheet = file.add_worksheet(name)
        for area in (merged or {}).get(name, ()):
            sheet.merge_range(area, "")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, column, value, date_format)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    file.close()
    return path


def ods(path: Path, sheets: dict[str, list[Row]]) -> Path:
    """A document of OpenOffice with these sheets, all texts."""
    body = ""
    for name, rows in sheets.items():
        body += f'<table:table table:name="{escape(name)}">'
        for row in rows:
            cells = "".join(
                "<table:table-cell/>"
                if value is None
                else f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
                for value in row
            )
            body += f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"
        body += "</table:table>"
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    path.write_bytes(page.getvalue())
    return path


MESSY: list[Row] = [
    ["REGISTER VAN VERWERKINGEN – Wijkpraktijk De Kade", None, None, None, None, None, None, None, None, None, None, None, None, None, None],
    ["Versie 7, bijgewerkt door Noor (mei 2026)"],
    [],
    [
        "Nr",
        "Verwerking",
        "Afdeling",
        "Doel",
        "Grondslag",
        "Wie",
        "Gegevens",
        None,
        "Bewaartermijn",
        "Verwerkers",
        None,
        "Ontvangers",
        "Doorgifte",
        "Beveiliging",
        "Kleur",
    ],
    [None, None, None, None, None, None, "Soort persoonsgegevens", "Bijzonder?", None, "Naam", "VWO", None, None, None, None],
    [
        1,
        "Cliëntdossiers",
        "Zorg",
        "Begeleiding geven en vastleggen wat is afgesproken",
        "uitvoering overeenkomst",
        "cliënten; mantelzorgers",
        "naam, adres, telefoonnummer",
        "nee",
        "20 jaar na laatste wijziging dossier",
        "Dossiersoft B.V. (verzonnen)",
        "ja",
        "huisartsen",
        "nee",
        "Tweestapsverificatie; afgesloten kast",
        "groen",
    ],
    [None, None, None, None, None, None, "gezondheid", "ja, gezondheid", None, None, None, None, None, None, None],
    [],
    [
        2,
        "Salarisadministratie",
        "HR",
        "- loon betalen\n- loonheffing aangeven",
        "overeenkomst\nwettelijke verplichting (Wet op de loonbelasting)",
        "medewerkers",
        "Naam\nrekeningnummer\nBSN",
        "n.v.t.",
        "7 jaar",
        "Loonbureau Tel & Zonen",
        "map Contracten, tab 4",
        "Belastingdienst, pensioenfonds",
        None,
        None,
        "rood",
    ],
    [
        3,
        "Nieuwsbrief",
        "Communicatie",
        "Mensen op de hoogte houden van activiteiten van de praktijk",
        "toestemming",
        "abonnees nieuwsbrief",
        "e-mailadres, leesgedrag nieuwsbrief, favoriete kleur",
        "Nee",
        "tot uitschrijving",
        "Postduif Mail (VS)",
        "nee",
        "geen",
        "VS",
        "is geregeld",
        None,
    ],
    [
        4,
        "Cameratoezicht",
        "Facilitair",
        "Beveiliging van het pand",
        "gerechtvaardigd belang",
        "bezoekers",
        "camerabeelden",
        None,
        "vier weken, tenzij incident",
        "geen",
        None,
        "politie",
        None,
        None,
        "=1+1",
    ],
    [None, "Sollicitaties", "HR", "Vacatures vervullen", "zie AP", "solicitanten", "cv", None, "4 wkn", None, None, None, None, None, None],
    [],
    ["* Kleuren volgens de afspraak in het MT."],
]
"""A register as a small Dutch practice might keep it: two rows of headings, merged cells, several values in a cell, typing errors, notes below."""

MESSY_MERGED = [
    "A1:O1",
    "G4:H4",
    "J4:K4",
    "A4:A5",
    "B4:B5",
    "C4:C5",
    "D4:D5",
    "E4:E5",
    "F4:F5",
    "I4:I5",
    "L4:L5",
    "M4:M5",
    "N4:N5",
    "O4:O5",
    "A6:A7",
    "B6:B7",
    "C6:C7",
    "D6:D7",
    "I6:I7",
]

ICO_HEADINGS = [
    "Business function",
    "Purpose of processing",
    "Name and contact details of joint controller (if applicable)",
    "Categories of individuals",
    "Categories of personal data",
    "Categories of recipients",
    "Link to contract with processor",
    "Names of third countries or international organisations that personal data are transferred to (if applicable)",
    "Safeguards for exceptional transfers of personal data to third countries or international organisations (if applicable)",
    "Retention schedule (if possible)",
    "General description of technical and organisational security measures (if possible)",
    "Article 6 lawful basis for processing personal data",
    "Article 9 condition for processing special category data",
    "Legitimate interests for the processing (if applicable)",
    "Link to record of legitimate interests assessment (if applicable)",
    "Rights available to individuals",
    "Existence of automated decision-making, including profiling (if applicable)",
    "The source of the personal data (if applicable)",
    "Link to record of consent",
    "Location of personal data",
    "Data Protection Impact Assessment required?",
    "Data Protection Impact Assessment progress",
    "Link to Data Protection Impact Assessment",
    "Has a personal data breach occurred?",
    "Link to record of personal data breach",
]
ICO: list[Row] = [
    ["Controller", None, None, "Data protection officer"],
    ["Name:", "Harbour Care Ltd (invented)", None, "Name:", "Pat Example"],
    [],
    ["Article 30 Record of Processing Activities"],
    [],
    ICO_HEADINGS,
    [
        *("HR", "Paying staff", "N/A", "Employees", "Contact details; Bank details", "HMRC", None, "N/A", None, "6 years after end of employment"),
        *("Encrypted storage", "Article 6(1)(c) - legal obligation", "N/A", "N/A", "N/A", "Access, rectification", "No", "Employee", "N/A", "HR drive"),
        *("No", "N/A", None, "No", "N/A"),
    ],
    [
        *("Marketing", "Sending offers to customers", None, "Customers", "Email address", "Mailing bureau Swift (invented)", None, "USA", "Standard contractual clauses"),
        *("until consent is withdrawn", "two-factor authentication", "Consent", None, None, None, "Withdraw consent", "Yes - profiling of interests", None),
        *("Shared drive, folder Consents", "CRM", "Yes", "Done", "https://docs.example/dpia-1", "Yes", "Breach log 2025-3"),
    ],
]
"""As the ICO's documentation template for controllers, with a block of contacts above the table."""

GBA: list[Row] = [
    [
        *("Naam van het bedrijfsproces", "Eigenaar proces", "Nummer verwerking", "Functionele beschrijving", "Doel van de verwerking", "Verwerkingsgrond"),
        *("Functionele gegevenscategorie", "AVG-gegevenscategorie", "Categorie van betrokkenen", "Bewaartermijn", "Categorie(ën) van ontvangers"),
        *("Derde land / internationaal", "Beschrijving beveiligingsmaatregelen", "Einddatum verwerking", "Plaatsvervangende verwerking"),
    ],
    [
        *("Personeelsbeheer", "Hoofd personeel", "P-01", "Loonadministratie", "Lonen berekenen en uitbetalen", "wettelijke verplichting"),
        *("Identificatiegegevens", "Normaal", "werknemers", "10 jaar", "sociaal secretariaat", "geen", "toegangscontrole", None, None),
    ],
    [
        *("Personeelsbeheer", "Hoofd personeel", "P-01", "Loonadministratie", "Lonen berekenen en uitbetalen", "wettelijke verplichting"),
        *("gezondheid", "gezondheid", "werknemers", "5 jaar na einde dienstverband", "sociaal secretariaat", None, "toegangscontrole", None, None),
    ],
    [
        *("Klantenbeheer", None, "K-01", "Klantenkaart", "Punten sparen", "toestemming"),
        *("naam", "Normaal", "klanten", "tot intrekking van de toestemming", None, None, None, "31/12/2024", "K-02"),
    ],
]
"""As the model of the Belgian authority: a row a category of data, with process and activity repeated."""

RIJK: list[Row] = [
    [
        *("Nummer verwerking", "Naam verwerking", "AVG Verwerking Dienst", "Primair / Secundair", "AVG doelen", "AVG rechtsgronden", "Toelichting bij gekozen rechtsgrond"),
        *("Betrokkenen", "Gegevens", "Burgerservicenummers", "Bewaartermijn", "Wie/wat is de bron van gegevens?", "Verwerkers", "Ontvangers"),
        *("Geautomatiseerde besluitvorming", "Doorgifte buiten EER", "Landen", "GEB (DPIA) uitgevoerd", "Opmerkingen"),
    ],
    [
        *("V-0042", "Behandelen van subsidieaanvragen", "Directie Voorbeelden", "Primair", "Aanvragen beoordelen en uitbetalen", "Taak van algemeen belang"),
        *("Voorbeeldwet art. 3", "aanvragers", "naam; bankrekeningnummer", "Ja", "10 jaar na afhandeling", "betrokkene", "Rekencentrum Noord (verzonnen)", "Algemene Rekenkamer"),
        *("Nee", "Nee", None, "Ja", "Overgezet uit het oude systeem."),
    ],
]
"""As the register of Dutch ministries."""
