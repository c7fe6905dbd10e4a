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
