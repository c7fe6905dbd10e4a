"""Reading tables of any file: what is in the cells, where they are, and what is refused with a word of what to do."""

import json
import os
import re
import struct
import time
import tracemalloc
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.errors import Failure
from ropa.i18n import LANGUAGES, texts
from ropa.imports.files import archive, rows
from ropa.imports.files.remarks import remarks
from ropa.imports.files.sheets import EMPTY, Cell, Sheet, Unread, Workbook, letters, read_tables
from ropa.source.given import read_given
from tests.imports.books import ods, packed, xlsx


def read(folder: Path, data: bytes, name: str = "tabel.xlsx", sheet: str | None = None) -> Workbook:
    path = folder / name
    path.write_bytes(data)
    return read_tables(str(path), sheet)


def values(sheet: Sheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.rows]


def shown(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def refusal(folder: Path, data: bytes, name: str = "tabel.xlsx", sheet: str | None = None) -> str:
    """Why a file is refused: the key, of which every language has a sentence."""
    with pytest.raises(Failure) as failure:
        read(folder, data, name, sheet)
    for language in LANGUAGES:
        assert str(folder / name) in texts(language).failure(failure.value.key, **failure.value.params)
    return failure.value.key.removeprefix("import.file-")


# -- xlsx --------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook as people make them: a title, a heading of two rows, merged cells, dates, numbers, a hidden sheet."""
    path = tmp_path / "register.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Register")
    day = made.add_format({"num_format": "dd-mm-yyyy"})
    sheet.merge_range("A1:C1", "Verwerkingen")
    sheet.write_row("A2", ["Naam", "Sinds", "Aantal"])
    sheet.write_row("A3", ["Nieuwsbrief\nper mail"])
    sheet.write_datetime("B3", datetime(2020, 5, 1), day)
    sheet.write_number("C3", 1200)
    sheet.write_string("A5", "Personeel")
    sheet.write_boolean("B5", True)
    sheet.write_number("C5", 0.5, made.add_format({"num_format": "0%"}))
    sheet.write_number("D5", 7, made.add_format({"num_format": '0" jaar"'}))
    sheet.write_number("E5", 42, made.add_format({"num_format": "00000"}))
    sheet.write_number("F5", 3.25)
    sheet.write_datetime("G5", datetime(2021, 1, 2, 9, 30), made.add_format({"num_format": "d-m-yyyy hh:mm"}))
    sheet.write_number("H5", 0.75, made.add_format({"num_format": "hh:mm"}))
    sheet.write_formula("A6", "=1+1", None, 2)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("E:F", None, None, {"hidden": True})
    hidden = made.add_worksheet("Lijsten")
    hidden.write("A1", "keuze")
    hidden.hide()
    made.close()
    return path


def test_a_workbook(book: Path) -> None:
    found = read_tables(str(book))
    assert (found.format, found.macros, found.external) == ("xlsx", False, False)
    first, second = found.sheets
    assert (first.name, first.hidden, second.name, second.hidden) == ("Register", False, "Lijsten", True)
    assert values(first) == [
        ["Verwerkingen"],
        ["Naam", "Sinds", "Aantal"],
        ["Nieuwsbrief\nper mail", date(2020, 5, 1), 1200],
        [],
        ["Personeel", True, 0.5, 7, 42, 3.25, datetime(2021, 1, 2, 9, 30), "18:00"],
        [2],
    ]
    assert shown(first)[2:5] == [
        ["Nieuwsbrief\nper mail", "2020-05-01", "1200"],
        [],
        ["Personeel", "TRUE", "50%", "7 jaar", "00042", "3.25", "2021-01-02 09:30", "18:00"],
    ]
    assert first.merged == [(0, 0, 0, 2)]
    assert first.hidden_rows == {4}
    assert first.hidden_columns == {4, 5}
    assert first.formulas == 1 and first.unread == []


def test_addresses(book: Path) -> None:
    first, second = read_tables(str(book)).sheets
    assert first.address(6, 1) == "Register!B7"
    assert Sheet(name="Mijn 'lijst'", rows=[], among=True).address(0, 27) == "'Mijn ''lijst'''!AB1"
    assert Sheet(name="x", rows=[]).address(6, 1) == "B7"
    assert [letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert first.cell(2, 1) == Cell(date(2020, 5, 1), "2020-05-01")
    assert first.cell(99, 0) is first.cell(2, 99) is first.cell(-1, 0) is second.cell(0, 1) is EMPTY


def test_one_sheet(book: Path) -> None:
    assert [sheet.name for sheet in read_tables(str(book), "lijsten ").sheets] == ["Lijsten"]
    assert read_tables(str(book), "Lijsten").sheets[0].address(0, 0) == "Lijsten!A1"
    with pytest.raises(Failure) as failure:
        read_tables(str(book), "Registre")
    assert (
        texts("nl").failure(failure.value.key, **failure.value.params)
        == f"{book} heeft geen blad “Registre”. Bedoelde u “Register”? De bladen zijn: Register en Lijsten."
    )
    with pytest.raises(Failure) as failure:
        read_tables(str(book), "xyz")
    assert failure.value.key == "import.file-no-sheet"
    assert refusal(book.parent, b"a;b\nc;d\n", "a.csv", "Blad1") == "no-sheets"


def test_what_openpyxl_reads_too(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["a", None, 3, 4.5, date(2024, 2, 29), "=A1", "é€😀", " spaties "])
    sheet.append([None, "x"])
    path = tmp_path / "o.xlsx"
    made.save(path)
    found = read_tables(str(path)).sheets[0]
    assert values(found) == [["a", None, 3, 4.5, date(2024, 2, 29), None, "é€😀", " spaties "], [None, "x"]]
    assert found.unread == [Unread(0, 5, "formula")] and found.formulas == 1  # openpyxl stores no value, and none is made up


def test_cells_as_other_programs_write_them(tmp_path: Path) -> None:
    sheet = (
        '<sheetData><row><c t="inlineStr"><is><r><t>twee </t></r><r><t>delen</t></r><rPh sb="0" eb="1"><t>ruby</t></rPh></is></c><c><v>5</v></c></row>'
        '<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="e"><v>#REF!</v></c>'
        '<c r="D3" t="str"><f>A1</f><v>uitkomst</v></c><c r="E3" t="d"><v>2024-03-01</v></c>'
        '<c r="F3" s="1"><v>1</v></c><c r="G3"><v>1E3</v></c><c r="H3" t="str"><f>""</f><v></v></c></row></sheetData>'
    )
    styles = (
        '<numFmts count="1"><numFmt numFmtId="170" formatCode="[$-413]d\\ mmmm\\ yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    )
    data = xlsx(sheet, styles=styles, strings="<si><t>regel_x000D__x000A_twee</t></si>", workbook='<workbookPr date1904="1"/>')
    found = read(tmp_path, data).sheets[0]
    assert values(found) == [["twee delen", 5], [], [None, "regel\ntwee", "#REF!", "uitkomst", date(2024, 3, 1), date(1904, 1, 2), 1000]]
    assert found.unread == [Unread(2, 2, "error")]
    assert found.formulas == 2


def test_the_strict_variant_and_a_prefix(tmp_path: Path) -> None:
    strict = xlsx(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
        space="http://purl.oclc.org/ooxml/spreadsheetml/main",
        links="http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    assert values(read(tmp_path, strict).sheets[0]) == [[1]]
    prefixed = xlsx(
        "",
        more={
            "xl/worksheets/sheet1.xml": '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
        },
    )
    assert values(read(tmp_path, prefixed).sheets[0]) == [[1]]


def test_macros_and_links_are_told_and_not_followed(tmp_path: Path) -> None:
    data = xlsx(
        "<sheetData><row><c><v>1</v></c></row></sheetData>", more={"xl/vbaProject.bin": b"\x00", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    )
    found = read(tmp_path, data, "met-macros.xlsm")
    assert (found.format, found.macros, found.external) == ("xlsm", True, True)


@pytest.mark.parametrize(
    ("serial", "day"), [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1)), (45000, date(2023, 3, 15)), (2958465, date(9999, 12, 31))]
)
def test_the_calendar_of_excel(tmp_path: Path, serial: int, day: date) -> None:
    data = xlsx(f'<sheetData><row><c s="1"><v>{serial}</v></c></row></sheetData>', styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    assert values(read(tmp_path, data).sheets[0]) == [[day]]


def test_numbers_that_are_no_days(tmp_path: Path) -> None:
    data = xlsx(
        '<sheetData><row><c s="1"><v>-5</v></c><c s="1"><v>3000000</v></c></row></sheetData>', styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    )
    assert values(read(tmp_path, data).sheets[0]) == [[-5.0, 3000000.0]]


def test_half_a_letter(tmp_path: Path) -> None:
    """An escape may say what no file can hold; two halves are a letter."""
    data = xlsx('<sheetData><row><c t="s"><v>0</v></c></row></sheetData>', strings="<si><t>_xD83D_ _xD83D__xDE00_ _x00E9_</t></si>")
    assert values(read(tmp_path, data).sheets[0]) == [["\ufffd 😀 é"]]
    found = read(tmp_path, b'[{"a\\ud83d": ["\\ud83d\\ude00", {"b": "\\udc00"}]}]', "a.json").sheets[0]
    assert values(found) == [["a\ufffd"], [["😀", {"b": "\ufffd"}]]]


# -- ods ---------------------------------------------------------------------------------------------------------------------------------

TABLE = """
<t:table t:name="Fiches">
  <t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/>
  <t:table-row><t:table-cell o:value-type="string" t:number-columns-spanned="3" t:number-rows-spanned="2"><x:p>Titre<x:s x:c="2"/>long</x:p>
    <o:annotation><x:p>une remarque</x:p></o:annotation></t:table-cell>
    <t:covered-table-cell t:number-columns-repeated="2"/></t:table-row>
  <t:table-row t:number-rows-repeated="2"><t:table-cell t:number-columns-repeated="3"/></t:table-row>
  <t:table-row t:visibility="collapse">
    <t:table-cell o:value-type="date" o:date-value="2018-05-26"><x:p>26/05/2018</x:p></t:table-cell>
    <t:table-cell o:value-type="float" o:value="5"><x:p>5 ans</x:p></t:table-cell>
    <t:table-cell o:value-type="boolean" o:boolean-value="true"><x:p>VRAI</x:p></t:table-cell>
    <t:table-cell o:value-type="percentage" o:value="0.5"><x:p>50 %</x:p></t:table-cell>
    <t:table-cell o:value-type="string" t:number-columns-repeated="2"><x:p>deux</x:p><x:p>lignes<x:line-break/>trois</x:p></t:table-cell>
    <t:table-cell o:value-type="time" o:time-value="PT09H30M00S"><x:p>09:30</x:p></t:table-cell>
    <t:table-cell t:formula="of:=1+1"/>
    <t:table-cell t:formula="of:=[.A1]" o:value-type="string" o:string-value="" c:value-type="error"><x:p>#REF!</x:p></t:table-cell>
  </t:table-row>
  <t:table-row t:number-rows-repeated="1048572"><t:table-cell t:number-columns-repeated="16384" t:style-name="gras"/></t:table-row>
</t:table>
<t:table t:name="Listes" t:style-name="ta2">
  <t:table-row><t:table-cell o:value-type="string"><x:p>Pays</x:p></t:table-cell></t:table-row></t:table>
<t:table t:name="'file:///x.ods'#$A">
  <t:table-source xlink:href="x" xmlns:xlink="http://www.w3.org/1999/xlink"/>
  <t:table-row><t:table-cell o:value-type="string"><x:p>ailleurs</x:p></t:table-cell></t:table-row></t:table>
"""
HIDDEN = '<s:style s:name="ta2"><s:table-properties t:display="false"/></s:style>'


def test_a_workbook_of_libreoffice(tmp_path: Path) -> None:
    found = read(tmp_path, ods(TABLE, styles=HIDDEN, more={"Basic/script-lc.xml": "<x/>"}), "registre.ods")
    assert (found.format, found.macros, found.external) == ("ods", True, True)
    first, second = found.sheets
    assert (second.name, second.hidden, second.address(0, 0)) == ("Listes", True, "Listes!A1")
    assert values(first) == [["Titre  long"], [], [], [date(2018, 5, 26), 5, True, 0.5, "deux\nlignes\ntrois", "deux\nlignes\ntrois", "09:30", None, "#REF!"]]
    assert shown(first)[3] == ["26/05/2018", "5 ans", "VRAI", "50 %", "deux\nlignes\ntrois", "deux\nlignes\ntrois", "09:30", "", "#REF!"]
    assert first.merged == [(0, 0, 1, 2)]
    assert first.hidden_rows == {3}
    assert first.hidden_columns == {2}
    assert first.unread == [Unread(3, 7, "formula"), Unread(3, 8, "error")]
    assert [sheet.name for sheet in read(tmp_path, ods(TABLE), "registre.ods", "LISTES").sheets] == ["Listes"]


def test_a_filled_row_that_is_repeated_without_end(tmp_path: Path) -> None:
    row = (
        '<t:table-row t:number-rows-repeated="1048576">'
        '<t:table-cell o:value-type="string" t:number-columns-repeated="16384"><x:p>x</x:p></t:table-cell></t:table-row>'
    )
    assert refusal(tmp_path, ods(f'<t:table t:name="a">{row}</t:table>'), "a.ods") == "too-many-cells"


# -- csv ---------------------------------------------------------------------------------------------------------------------------------

ROWS = 'Naam{s}Doel{s}Termijn\r\nCliënten{s}"Zorg{s} en ""meer""\r\nnog een regel"{s}7 jaar\r\n{s}{s}1,5\r\n'


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
def test_csv_in_every_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    text = ROWS.format(s=separator) if separator != "," else ROWS.format(s=separator).replace("1,5", '"1,5"')
    found = read(tmp_path, text.encode(encoding), "tabel.csv")
    assert (found.format, found.separator) == ("csv", separator)
    assert found.encoding == encoding
    sheet = found.sheets[0]
    assert values(sheet) == [["Naam", "Doel", "Termijn"], ["Cliënten", f'Zorg{separator} en "meer"\nnog een regel', "7 jaar"], [None, None, "1,5"]]
    assert sheet.address(1, 2) == "C2"


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1252", "Naam;Prijs\nCafé “De Zon”;€ 5\n"), ("mac-roman", "Nom;Clé\nDonnées à caractère privé;été\n"), ("cp1252", "a;b\né;ï\n")]
)
def test_which_encoding_is_told_by_the_bytes(tmp_path: Path, encoding: str, text: str) -> None:
    found = read(tmp_path, text.encode(encoding), "t.csv")
    assert found.encoding == encoding
    assert found.sheets[0].cell(1, 0).text == text.split("\n")[1].split(";")[0]


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    found = read(tmp_path, "Naam;Doel\nCliënten één;a\nPatiënten;b\n".encode() + b"Kapot\xff;c\n", "t.csv")
    assert (found.encoding, found.undecoded) == ("utf-8", [4])
    assert found.sheets[0].cell(3, 0).text == "Kapot�"


def test_the_line_that_only_excel_reads(tmp_path: Path) -> None:
    sheet = read(tmp_path, b"sep=|\r\na;b|c\r\nd|e\r\n", "t.csv").sheets[0]
    assert values(sheet) == [[], ["a;b", "c"], ["d", "e"]]
    assert sheet.address(2, 0) == "A3"


@pytest.mark.parametrize(
    ("text", "separator", "width"),
    [
        ("Naam;Adres, plaats\nx;y, z\n", ";", 2),
        ("a,b,c\n1,2,3\n", ",", 3),
        ("Doel; toelichting\tTermijn\nx; y\tz\n", "\t", 2),
        ("een kolom\nwaarde\n", ",", 1),
        ("Naam;Bedrag\nx;1,50\ny;2,50\n", ";", 2),
        ('a,b\n"x;y;z",1\n"p;q;r",2\n', ",", 2),
    ],
)
def test_what_separates(tmp_path: Path, text: str, separator: str, width: int) -> None:
    found = read(tmp_path, text.encode(), "t.csv")
    assert (found.separator, max(map(len, found.sheets[0].rows))) == (separator, width)


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    found = read(tmp_path, b'a;b\n"open;c\nd;e\n', "t.csv").sheets[0]
    assert "open" in found.cell(1, 0).text  # nothing is lost


# -- json --------------------------------------------------------------------------------------------------------------------------------


def test_json(tmp_path: Path) -> None:
    data = json.dumps([{"name": "Nieuwsbrief", "purpose": ["a", "b"], "n": 3, "ok": True}, {"name": "x", "retention": {"years": 7}, "leeg": None}]).encode()
    found = read(tmp_path, data, "r.json")
    sheet = found.sheets[0]
    assert found.format == "json"
    assert values(sheet) == [["name", "purpose", "n", "ok", "retention", "leeg"], ["Nieuwsbrief", ["a", "b"], 3, True], ["x", None, None, None, {"years": 7}]]
    assert sheet.cell(1, 1).text == "a\nb"
    assert (sheet.address(2, 4), sheet.address(0, 0)) == ("[1].retention", "name")


def test_our_own_export(tmp_path: Path) -> None:
    whole = {"schema": "ropa.tables/1", "register": "r", "tables": {"activities": [{"id": "a", "name": "A"}], "processors": [{"id": "p"}]}}
    found = read(tmp_path, json.dumps(whole).encode(), "r.json")
    assert [(sheet.name, values(sheet)) for sheet in found.sheets] == [("activities", [["id", "name"], ["a", "A"]]), ("processors", [["id"], ["p"]])]
    assert found.sheets[1].address(1, 0) == "processors[0].id"
    lines = '{"table": "activities", "id": "a"}\n\n{"table": "processors", "id": "p"}\n'
    assert [sheet.name for sheet in read(tmp_path, lines.encode(), "r.jsonl").sheets] == ["activities", "processors"]
    assert [sheet.name for sheet in read(tmp_path, lines.encode(), "r.json", "processors").sheets] == ["processors"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1, 2]", "not-a-table"),
        ('"x"', "not-a-table"),
        ("[", "broken-json"),
        ('[{"a": 1},]', "broken-json"),
        ("[" * 100_000, "broken-json"),
        ("[]", "empty"),
        ("[{}]", "empty"),
        ('[{"a": ' + "9" * 5000 + "}]", "broken-json"),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, text: str, why: str) -> None:
    assert refusal(tmp_path, text.encode(), "r.json") == why


def test_the_line_of_what_is_wrong_in_json(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"a": 1}\n{"a": }\n')
    with pytest.raises(Failure) as failure:
        read_tables(str(tmp_path / "r.jsonl"))
    assert failure.value.params["line"] == 2


# -- what is said of a file --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_remarks(tmp_path: Path, language: str) -> None:
    sheet = "".join(f'<row r="{row}" hidden="1"><c r="A{row}"><f>1+1</f></c><c r="B{row}" t="e"><f>X</f><v>#REF!</v></c></row>' for row in range(1, 10))
    data = xlsx(f"<sheetData>{sheet}</sheetData>", more={"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<x/>"})
    said = list(remarks(read(tmp_path, data), texts(language)))
    assert len(said) == 6
    assert "18" in said[2] and said[3].startswith("A1, A2, A3, A4, A5 ") and "B5" in said[4] and "9" in said[5]
    text = list(remarks(read(tmp_path, "Naam;é\nCafé\n".encode("cp1252"), "a.csv"), texts(language)))
    assert len(text) == 1 and "Windows-1252" in text[0]
    broken = list(remarks(read(tmp_path, "één;drieëntwintig\nx".encode() + b"\xff", "a.csv"), texts(language)))
    assert len(broken) == 1 and "2" in broken[0]


# -- what is refused ---------------------------------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ONE = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "protected"),
        (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "a.xls", "old-excel"),
        (packed({"xl/workbook.bin": b"x"}), "a.xlsb", "old-excel"),
        (packed({"word/document.xml": "<x/>"}), "a.xlsx", "document"),
        (packed({"a.csv": "x"}), "a.zip", "packed"),
        (b"%PDF-1.7 \x00", "a.xlsx", "pdf"),
        (b"\x89PNG\r\n", "a.csv", "picture"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "a.xls", "web-page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "xml"),
        (b"", "a.csv", "empty"),
        (b"\xef\xbb\xbf \r\n", "a.csv", "empty"),
        (b"\x00\x01\x02\x03" * 50, "a.csv", "binary"),
        (b";;;\n;;;\n", "a.csv", "empty"),
        (b"PK\x03\x04 kapot", "a.xlsx", "broken"),
        (xlsx(ONE)[:-40], "a.xlsx", "broken"),
        (xlsx("<sheetData><row><c><v>geen getal</v></c></row></sheetData>"), "a.xlsx", "broken"),
        (xlsx('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'), "a.xlsx", "broken"),
        (xlsx("<sheetData><row>"), "a.xlsx", "broken"),
        (xlsx('<sheetData><row r="9999999"><c><v>1</v></c></row></sheetData>'), "a.xlsx", "broken"),
        (xlsx("<sheetData/>"), "a.xlsx", "empty"),
        (ods("", manifest="<manifest:encryption-data/>"), "a.ods", "protected"),
        (ods('<t:table t:name="a"/>'), "a.ods", "empty"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, data: bytes, name: str, why: str) -> None:
    assert refusal(tmp_path, data, name) == why


def test_a_part_with_a_password(tmp_path: Path) -> None:
    data = bytearray(xlsx(ONE))
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(start)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(start, at + 4)
    assert refusal(tmp_path, bytes(data)) == "protected"


@pytest.mark.parametrize("prolog", ['<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'])
def test_entities(tmp_path: Path, prolog: str) -> None:
    assert refusal(tmp_path, ods('<t:table t:name="a"/>', prolog=prolog), "a.ods") == "entities"
    assert refusal(tmp_path, xlsx("", more={"xl/worksheets/sheet1.xml": f"{prolog}<worksheet/>"})) == "entities"


def test_a_bomb_that_says_so(tmp_path: Path) -> None:
    assert refusal(tmp_path, xlsx(ONE, strings="<si><t>" + " " * 20_000_000)) == "bomb"


def test_a_bomb_that_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory says that the part is small; what comes out is counted all the same."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3_000_000)
    data = bytearray(xlsx(ONE, strings="<si><t>" + "0123456789" * 1_000_000))
    size = struct.pack("<I", len('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t></sst>') + 10_000_000)
    assert size in data
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1000)
    assert refusal(tmp_path, bytes(data)) in ("bomb", "broken")


def test_too_many_cells_and_too_much_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_CELLS", 20_000)
    far = "<sheetData>" + "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in (1, 2)) + "</sheetData>"
    assert refusal(tmp_path, xlsx(far)) == "too-many-cells"
    monkeypatch.setattr(rows, "MAX_LETTERS", 1000)
    assert refusal(tmp_path, b"a;" + b"x" * 2000, "a.csv") == "too-much-text"


def test_a_lone_cell_in_the_last_corner(tmp_path: Path) -> None:
    sheet = read(tmp_path, xlsx('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')).sheets[0]
    assert (len(sheet.rows), len(sheet.rows[-1]), sheet.address(1_048_575, 16_383)) == (1_048_576, 16_384, "XFD1048576")


def test_a_million_empty_rows_with_a_format(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 200_000)) + '<row r="200000"><c r="A200000" s="1"/></row>'
    started = time.perf_counter()
    assert len(read(tmp_path, xlsx(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{empty}</sheetData>')).sheets[0].rows) == 1
    assert time.perf_counter() - started < 5


def test_a_megabyte_in_a_cell(tmp_path: Path) -> None:
    text = "x" * 1_000_000
    assert read(tmp_path, f"a;b\n{text};c\n".encode(), "a.csv").sheets[0].cell(1, 0).text == text


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for name, why in (("pijp", "not-a-file"), ("", "folder"), ("weg.csv", "missing"), ("a\0b", "unreadable")):
        with pytest.raises(Failure) as failure:
            read_tables(str(tmp_path / name) if "\0" not in name else name)
        assert failure.value.key == f"import.file-{why}"


def test_a_large_table_is_read_fast_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "groot.xlsx"
    made = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = made.add_worksheet()
    for row in range(500):
        for column in range(20):
            sheet.write_string(row, column, f"cel {row % 50} {column} met wat tekst")
    made.close()
    tracemalloc.start()
    started = time.perf_counter()
    found = read_tables(str(path)).sheets[0]
    taken = time.perf_counter() - started
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.rows) == 500
    assert taken < 5 and peak < 10_000_000  # slow machines, and tracing costs as much again; the bench holds the figures


@settings(max_examples=30, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.xlsx", "a.ods", "a.json", "a.jsonl", "a"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"[{", b"a;b\n"]),
)
def test_whatever_is_in_a_file(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, start: bytes) -> None:
    folder = tmp_path_factory.mktemp("x")
    try:
        read(folder, start + data, name)
    except Failure as failure:
        assert texts("nl").failure(failure.key, **failure.params)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=4))
def test_a_workbook_with_wrong_bytes(tmp_path_factory: pytest.TempPathFactory, place: int, wrong: bytes) -> None:
    for data, name in ((xlsx(ONE), "a.xlsx"), (ods(TABLE), "a.ods")):
        changed = bytearray(data)
        changed[place % len(data) : place % len(data) + len(wrong)] = wrong
        try:
            read(tmp_path_factory.mktemp("x"), bytes(changed), name)
        except Failure as failure:
            assert failure.key.startswith("import.")


def test_every_reason_has_a_sentence() -> None:
    code = "".join(file.read_text("utf-8") for file in Path(archive.__file__).parent.glob("*.py"))
    reasons = set(re.findall(r"\b(?:refused\(\s*\w+, |Trouble\()\"([a-z-]+)\"", code)) | set(re.findall(r"b\"[^\n:]*: \"([a-z]+)\"", code))
    given = Path(read_given.__code__.co_filename).read_text("utf-8")
    reasons |= set(re.findall(r"\brefuse\(\"([a-z-]+)\"", given))
    reasons |= {"folder", "unreadable", "not-a-file", "protected", "old-excel", "web-page", "xml", "document", "packed"}  # one of two
    words = texts("nl")._load("import")["failure"]
    assert {key.removeprefix("file-") for key in words if key.startswith("file-")} == reasons
