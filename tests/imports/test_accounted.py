"""Every cell of a random table is found again: as a value, word for word in a record, or in the report with its address."""

import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.edit.change import Change
from ropa.i18n import texts
from ropa.imports.files.sheets import Cell, Sheet, Workbook
from ropa.imports.landing import Landing
from ropa.imports.report import Report, report_of
from ropa.imports.take import plan_of, take
from ropa.said.values import is_none, parse_yes_no
from tests.imports.support import contents, empty, load, texts_in

UNDERSTOOD: dict[str, tuple[str, ...]] = {
    "toestemming": ("consent",),
    "overeenkomst": ("contract",),
    "7 jaar": ("7",),
    "tot uitschrijving": ("uitschrijving",),
    "naam, adres": ("name", "address"),
    "gezondheid": ("health",),
    "medewerkers": ("employees",),
    "ja": ("True", "done", "national-number", "criminal-record"),
    "nee": ("False", "none", "not-required"),
    "31-12-2025": ("2025-12-31",),
    "VS": ("US",),
    "firewall": ("firewall",),
    "HR": ("hr",),
    "geen": ("none",),
    "Rekenbureau (VS)": ("Rekenbureau",),
    "naam: 2 jaar\nadres: 1 jaar": ("address",),
}
"""What a text becomes where its column is one that knows it: one of these."""

HEADINGS = [
    *("Doel", "Grondslag", "Betrokkenen", "Persoonsgegevens", "Bijzondere persoonsgegevens", "Bewaartermijn", "Verwerkers", "Ontvangers", "Doorgifte"),
    *("Waarborgen", "Beveiliging", "Afdeling", "Eigenaar", "Status", "DPIA uitgevoerd", "DPIA verplicht", "BSN", "Bron", "Locatie", "Verwerkersovereenkomst"),
    *("Geautomatiseerde besluitvorming", "Datalekken", "Kleur", "Iets anders", "Land of doel", "Opmerkingen", "Nr", "Startdatum", "Gerechtvaardigd belang"),
    *("Uitzonderingsgrond", "Rechten van betrokkenen", "Grootschalig", "Belangenafweging", "Toestemming vastgelegd", "Gezamenlijke verantwoordelijken"),
]
words = st.text(alphabet="abcdefghijklmnoprstuvz éë=+@-\u202e\x1b\u0645;,.()/\n1", min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
cells = st.one_of(
    st.none(), st.sampled_from(sorted(UNDERSTOOD)), words, st.sampled_from(["Jansen & Zn", "zie bijlage 3", "Rekenbureau (VS)", "naam: 2 jaar\nadres: 1 jaar"])
)


@st.composite
def table(draw: st.DrawFn) -> list[list[str | None]]:
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7, unique=True))
    many = draw(st.integers(1, 4))
    rows: list[list[str | None]] = [["Verwerking", *headings]]
    for number in range(many):
        name = draw(st.sampled_from([f"Verwerking {number}", "Verwerking 0", "!!!", "سجل", None]))
        rows.append([name, *(draw(cells) for _ in headings)])
    return rows


def sheet_of(rows: list[list[str | None]]) -> Sheet:
    return Sheet(name="Blad1", rows=[[Cell(cell, cell) if cell is not None else Cell(None, "") for cell in row] for row in rows])


def bring_in(rows: list[list[str | None]], root: Path) -> Report:
    register, language = load(root), texts("nl")
    book = Workbook(path="tabel.xlsx", format="xlsx", sheets=[sheet_of(rows)])
    outcome = take(plan_of(book, "activity", None, language), register, language)
    change = Change(str(root))
    landed = Landing(change, register, language, "tabel.xlsx").take(outcome)
    change.write()
    return report_of("tabel.xlsx", outcome, landed, register)


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def understood(text: str) -> tuple[str, ...]:
    """What a text may have become."""
    answer = parse_yes_no(text)
    if answer.value is not None and not answer.rest:
        return UNDERSTOOD["ja" if answer.value else "nee"]
    if is_none(text):
        return UNDERSTOOD["geen"]
    return {squeezed(known): values for known, values in UNDERSTOOD.items()}.get(squeezed(text), ())


def parts_found(text: str, everything: str) -> bool:
    """Whether every word of a text stands somewhere: values of one cell are kept apart."""
    return all(squeezed(part) in everything for part in re.split(r"[^\w]+", text) if squeezed(part))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(table())
def test_every_cell_is_found(rows: list[list[str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = empty(Path(folder) / "register")
        report = bring_in(rows, root)
        found: dict[str, Any] = contents(root)
        assert not load(root).found
        everything = squeezed("".join(texts_in(found)))
        told = {entry.said.address for entry in report.entries}
        sheet = sheet_of(rows)
        for number, row in enumerate(rows[1:], 1):
            for column, text in enumerate(row):
                if not text or not text.strip() or sheet.address(number, column) in told:
                    continue
                assert any(squeezed(value) in everything for value in understood(text)) or parts_found(text, everything), (
                    text,
                    rows[0][column],
                )
        again = bring_in(rows, root)
        assert contents(root) == found
        assert set(again.landed.what.values()) <= {"same"}
