"""Taking over a table of 10,000 rows, into a register that has nothing yet: read, understood, shown, judged and written."""

import random
import shutil
from pathlib import Path

import xlsxwriter

from .__main__ import AS_OF, ROPA, Measured, Report, run_once
from .generate import SEED, register_toml

ROWS = 10_000
HEADINGS = [
    *("Nr", "Verwerking", "Afdeling", "Doel", "Grondslag", "Betrokkenen", "Persoonsgegevens", "Bijzondere persoonsgegevens", "Bewaartermijn", "Verwerkers"),
    *("Ontvangers", "Doorgifte", "Beveiliging", "Laatst bijgewerkt", "Opmerkingen"),
]
CELLS = {
    "Afdeling": ["HR", "Communicatie", "Financiën", "Onbekend"],
    "Grondslag": ["overeenkomst", "toestemming", "wettelijke verplichting (AWR art. 52)", "gerechtvaardigd belang"],
    "Betrokkenen": ["cliënten", "medewerkers; sollicitanten", "bezoekers"],
    "Persoonsgegevens": ["naam, adres, telefoonnummer", "naam; e-mailadres; factuur", "BSN\nnaam"],
    "Bijzondere persoonsgegevens": ["nee", "ja, gezondheid"],
    "Bewaartermijn": ["7 jaar na einde boekjaar", "2 jaar na einde overeenkomst", "tot uitschrijving", "volgens de lijst"],
    "Doorgifte": ["nee", "", "VS"],
    "Beveiliging": ["tweestapsverificatie; firewall", "versleuteling"],
    "Laatst bijgewerkt": ["12-03-2026"],
    "Opmerkingen": ["", "", "zie bijlage"],
}


def write_table(path: Path, rows: int = ROWS) -> None:
    """The table, the same each time; invented."""
    dice = random.Random(SEED)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(1, rows + 1):
        own = {"Nr": str(number), "Verwerking": f"Verwerking {number} van afdeling {number % 97}", "Doel": f"Dienst {number} leveren aan wie erom vraagt"}
        own |= {"Verwerkers": f"Leverancier {number % 50}", "Ontvangers": f"Ontvanger {number % 40}"}
        sheet.write_row(number, 0, [own.get(heading) or dice.choice(CELLS[heading]) for heading in HEADINGS])
    book.close()


def take(report: Report, work: Path) -> None:
    """`ropa import` of the table, and once more with nothing changed."""
    table, register = work / "tabel.xlsx", work / "taken"
    write_table(table)
    for what, fresh in (("into an empty register", True), ("again, with nothing changed", False)):
        seconds, megabytes = [], 0.0
        for _ in range(2):
            if fresh:
                shutil.rmtree(register, ignore_errors=True)
                register.mkdir()
                (register / "register.toml").write_text(register_toml(), "utf-8")
            taken, used = run_once([ROPA, "import", str(table), "--register", str(register), "--yes", *AS_OF])
            seconds.append(taken)
            megabytes = max(megabytes, used)
        measured = Measured(seconds, megabytes)
        holds = measured.median <= 10 and megabytes <= 300
        report.add(f"`ropa import` of a table of {ROWS:,} rows, {what}", measured, "", "≤ 10 s, ≤ 300 MB", holds)
