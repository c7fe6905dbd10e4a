"""From a file to text with places; and whatever a file holds, never more than a Failure that says what to do."""

import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa.documents.blocks import Heading
from ropa.documents.files import render
from ropa.errors import Failure
from ropa.i18n import LANGUAGES, texts
from ropa.published.blocks import CELL, HEADING, ROW, Place
from ropa.published.reading import MAX_BYTES, read_bytes, read_path
from tests.published.files import docx, paragraph, pdf
from tests.statement.making import project


def read(data: bytes | str, name: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_bytes(data.encode() if isinstance(data, str) else data, name).blocks]


def why(data: bytes, name: str) -> str:
    with pytest.raises(Failure) as caught:
        read_bytes(data, name)
    for language in LANGUAGES:
        assert texts(language).ui(f"failure.{caught.value.key}", **caught.value.params)
    return str(caught.value.params["why"])


# -- Markdown and text -----------------------------------------------------------------------------------------------------------------------------


def test_markdown() -> None:
    text = """---
title: Privacy
---
# Wie wij zijn #

Praktijk *De Linde* is
**verantwoordelijk**. Mail [ons](mailto:privacy@delinde.example).

Hoe lang
--------

1. Facturen: 7 jaar
- Klachten
  op papier

| Wat | Hoe lang |
|:----|---------:|
| Cv | 1 jaar |

<!-- Google Analytics
staat hier niet -->
**Uw rechten**

Inzage &amp; wissing.
"""
    assert read(text, "a.md") == [
        ("heading", "Wie wij zijn"),
        ("text", "Praktijk De Linde is verantwoordelijk. Mail ons privacy@delinde.example."),
        ("heading", "Hoe lang"),
        ("item", "Facturen: 7 jaar"),
        ("item", "Klachten op papier"),
        ("row", "Wat | Hoe lang"),
        ("row", "Cv | 1 jaar"),
        ("heading", "Uw rechten"),
        ("text", "Inzage & wissing."),
    ]


def test_places_in_markdown() -> None:
    blocks = read_bytes(b"Een\ntwee drie\n\n- vier\n", "a.md").blocks
    assert [blocks[0].place(offset).line for offset in (0, 4, 9)] == [1, 2, 2]
    assert blocks[1].place(0) == Place(line=4)


def test_plain_text() -> None:
    text = "Hoe lang wij bewaren\n\nWij bewaren uw ge-\ngevens zeven\njaar.\n\n· Klant-\nen clientnummer\n\n\tCookies\n"
    assert read(text, "a.txt") == [
        ("heading", "Hoe lang wij bewaren"),
        ("text", "Wij bewaren uw gegevens zeven jaar."),
        ("item", "Klant- en clientnummer"),
        ("heading", "Cookies"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert read("Cliënten en coördinatie: één jaar.".encode(encoding), "a.txt") == [("text", "Cliënten en coördinatie: één jaar.")]


def test_what_is_not_seen_cuts_no_word() -> None:
    assert read("Be\u00adwaar\u200btermijn\u00a07\u202fjaar’s.", "a.txt") == [("text", "Bewaartermijn 7 jaar's.")]


# -- HTML ----------------------------------------------------------------------------------------------------------------------------------------


def test_html() -> None:
    text = """<!DOCTYPE html><html><head><title>Privacy</title><style>p { color: red }</style>
<script>var x = "<p>Google Analytics</p>";</script></head>
<body><nav><ul><li>Menu</ul></nav>
<h1>Privacy&shy;verklaring</h1><!-- Facebook -->
<p>Praktijk <b>De</b> Li<i>nde</i>, <a href="mailto:a@linde.example">mail</a>.<br>Tweede
regel.</p><p><strong>Hoe lang</strong></p>
<table><tr><th>Wat</th><th>Duur</th></tr><tr><td><p>Cv</p></td><td>een<br>jaar</td></tr></table>
<div style="display:none"><div>verborgen</div> nog</div>
<ul><li>Een<li>Twee</ul><p hidden>weg<p title="a > b">blijft
"""
    published = read_bytes(text.encode(), "a.html")
    assert [(block.kind, block.text, block.place(0).line) for block in published.blocks] == [
        ("text", "Privacy", 1),
        ("heading", "Privacyverklaring", 4),
        ("text", "Praktijk De Linde, a@linde.example mail.", 5),
        ("text", "Tweede regel.", 5),
        ("heading", "Hoe lang", 6),
        ("row", "Wat | Duur", 7),
        ("row", "Cv | een jaar", 7),
        ("item", "Een", 9),
        ("item", "Twee", 9),
        ("text", "blijft", 9),
    ]


@pytest.mark.parametrize(
    "part", ["<div>", "<!--", "<p a='", "<", "</", "<![CDATA[", "&amp", "<script>", "<a href=", "<b>x", '<p x="<', "<table><tr><td>", "<?"]
)
def test_wild_html_takes_no_time(part: str) -> None:
    start = time.perf_counter()
    try:
        read_bytes((part * (1_000_000 // len(part))).encode(), "a.html")
    except Failure:
        pass
    assert time.perf_counter() - start < 10


# -- docx ----------------------------------------------------------------------------------------------------------------------------------------


def test_docx() -> None:
    row = f"<w:tbl><w:tr><w:tc>{paragraph('Cv')}</w:tc><w:tc>{paragraph('een jaar')}</w:tc></w:tr></w:tbl>"
    numbered = '<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Naam</w:t></w:r><w:r><w:t xml:space="preserve"> en</w:t><w:tab/><w:t>adres</w:t></w:r></w:p>'
    deleted = "<w:p><w:del><w:r><w:delText>weg</w:delText></w:r></w:del></w:p>"
    data = docx(paragraph("Privacy bij ons.", "Kop1") + paragraph("") + numbered + deleted + row, footer1=paragraph("Mail privacy@linde.example."))
    published = read_bytes(data, "a.docx")
    assert [(block.kind, block.text, block.place(0).paragraph) for block in published.blocks] == [
        ("heading", "Privacy bij ons.", 1),
        ("item", "Naam en adres", 2),
        ("row", "Cv | een jaar", 3),
        ("text", "Mail privacy@linde.example.", 0),
    ]


def test_what_a_docx_says_twice_for_older_programs() -> None:
    choice = "<mc:Choice>" + paragraph("Een keer.") + "</mc:Choice><mc:Fallback>" + paragraph("Een keer.") + "</mc:Fallback>"
    body = f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{choice}</mc:AlternateContent>'
    assert read(docx(body), "a.docx") == [("text", "Een keer.")]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and no more",
        docx("<w:p>"),
        docx(paragraph("x"), before=ENTITIES),
        docx("<w:p>" * 2000 + "</w:p>" * 2000),
        docx("<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>"),
        docx(paragraph("x"), compression=zipfile.ZIP_STORED).replace(b"word/document.xml", b"word/dokument.xml"),
    ],
    ids=["cut", "unclosed", "entities", "deep", "bomb", "no-document"],
)
def test_bad_docx(data: bytes) -> None:
    assert why(data, "a.docx") in ("broken-docx", "too-long")


# -- PDF -----------------------------------------------------------------------------------------------------------------------------------------


def test_pdf() -> None:
    first = [
        "Privacyverklaring",
        "Wij bewaren uw facturen zeven jaar na het einde van het boekjaar, omdat onze gege-",
        "vens volgens de wet zo lang moeten blijven.",
        "- Cv",
    ]
    published = read_bytes(pdf([first, ["Uw rechten (art. 15)", "U mag uw gegevens inzien, en wij antwoorden u dan binnen een maand.", "Bel ons."]]), "a.pdf")
    found = [(block.kind, block.text, (block.place(0).page, block.place(0).line)) for block in published.blocks]
    assert found[0] == ("heading", "Privacyverklaring", (1, 1))
    assert found[1][1].endswith("omdat onze gegevens volgens de wet zo lang moeten blijven.")
    assert found[2:] == [
        ("item", "Cv", (1, 4)),
        ("heading", "Uw rechten (art. 15)", (2, 1)),
        ("text", "U mag uw gegevens inzien, en wij antwoorden u dan binnen een maand. Bel ons.", (2, 2)),
    ]


def test_bad_pdf() -> None:
    good = pdf([["Privacyverklaring"] * 5])
    assert why(b"%PDF-1.7\nnothing", "a.pdf") == "broken-pdf"
    assert why(good[:200], "a.pdf") == "broken-pdf"
    assert why(b"no pdf at all, but named so", "a.pdf") == "broken-pdf"
    assert why(pdf([[], []]), "scan.pdf") == "no-text"
    key = "<" + "00" * 32 + ">"
    encrypted = pdf([["x"]], trailer=f"/ID [{key}{key}] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> ")
    assert why(encrypted, "a.pdf") == "encrypted"


# -- other files -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.md", "empty"),
        (b"   \n\n", "a.txt", "empty"),
        (b"<html><script>x</script></html>", "a.html", "empty"),
        (b"abc\x00def", "a.txt", "binary"),
        (b"\x01\x02\x03\x04\x05" * 20, "a.md", "binary"),
        (b"\xd0\xcf\x11\xe0rest", "a.doc", "office"),
        (b"{\\rtf1 hello}", "a.rtf", "office"),
        (b"\x89PNG\r\n", "a.png", "picture"),
        (b"no zip", "a.docx", "broken-docx"),
        (b"woord " * 100_000, "a.txt", "too-long"),
        (b"x" * (MAX_BYTES + 1), "a.txt", "too-large"),
    ],
)
def test_files_that_are_no_statement(data: bytes, name: str, reason: str) -> None:
    assert why(data, name) == reason


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    def reason(path: str) -> str:
        with pytest.raises(Failure) as caught:
            read_path(path)
        return str(caught.value.params["why"])

    os.mkfifo(tmp_path / "pipe")
    assert reason(str(tmp_path)) == "folder"
    assert reason(str(tmp_path / "pipe")) == "not-a-file"
    assert reason(str(tmp_path / "nothing.md")) == "missing"
    assert reason(str(tmp_path / "a\x00b")) == "unreadable"
    assert reason("/dev/zero") == "not-a-file"
    with open(tmp_path / "huge.md", "wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert reason(str(tmp_path / "huge.md")) == "too-large"


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=2000),
    name=st.sampled_from(["a.md", "a.txt", "a.html", "a.docx", "a"]),
    start=st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"# "]),
)
def test_random_bytes(data: bytes, name: str, start: bytes) -> None:
    try:
        for block in read_bytes(start + data, name).blocks:
            assert block.text == " ".join(block.text.split())
            assert block.place(0) and block.place(len(block.text) - 1)
    except Failure as failure:
        assert texts("nl").ui(f"failure.{failure.key}", **failure.params)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="<>/=\"'&;!-#|*_`[]()pb \n\tabé1.", max_size=400), name=st.sampled_from(["a.md", "a.txt", "a.html"]))
def test_random_markup(text: str, name: str) -> None:
    try:
        published = read_bytes(text.encode(), name)
    except Failure as failure:
        assert failure.params["why"] in ("empty", "binary")
        return
    lines = text.count("\n") + 1
    assert all(1 <= block.place(offset).line <= lines for block in published.blocks for offset in (0, len(block.text) - 1))


@settings(max_examples=15, deadline=None)
@given(place=st.integers(0, 900), damage=st.binary(min_size=1, max_size=20))
def test_damaged_pdf(place: int, damage: bytes) -> None:
    good = pdf([["Privacyverklaring van een praktijk", "Wij bewaren uw gegevens zeven jaar."]])
    try:
        read_bytes(good[:place] + damage + good[place + len(damage) :], "a.pdf")
    except Failure as failure:
        assert failure.params["why"] in ("broken-pdf", "no-text", "encrypted", "slow")


@settings(max_examples=100, deadline=None)
@given(place=st.integers(0, 2000), damage=st.binary(min_size=1, max_size=20))
def test_damaged_docx(place: int, damage: bytes) -> None:
    good = docx("".join(paragraph(f"Alinea {number}.") for number in range(30)))
    try:
        read_bytes(good[:place] + damage + good[place + len(damage) :], "a.docx")
    except Failure as failure:
        assert failure.params["why"] in ("broken-docx", "broken-pdf", "binary", "empty", "too-long")


# -- headings by their levels, rows by their tables ----------------------------------------------------------------------------------------------------


def built(data: bytes | str, name: str) -> list[tuple[str, str, str, int]]:
    """The headings and rows: each with its text, that of the heading above it or the head of its table, and the number of its cells."""
    blocks = read_bytes(data.encode() if isinstance(data, str) else data, name).blocks
    found = []
    for block in blocks:
        above = block.above if block.kind == HEADING else block.table
        if block.kind in (HEADING, ROW):
            found.append((block.kind, block.text, blocks[above].text if above >= 0 else "", block.text.count(CELL.strip()) + 1))
    return found


def test_levels_and_tables_in_markdown() -> None:
    text = "# A\n\n## B\n\n### C\n\n**D**\n\n## E\n\n| Wat | Hoe lang |\n|---|---|\n| | 1 jaar |\n| Wat | Wie |\n|---|---|\n| a \\| b | c |\n"
    assert built(text, "a.md") == [
        ("heading", "A", "", 1),
        ("heading", "B", "A", 1),
        ("heading", "C", "B", 1),
        ("heading", "D", "C", 1),
        ("heading", "E", "A", 1),
        ("row", "Wat | Hoe lang", "Wat | Hoe lang", 2),
        ("row", "| 1 jaar", "Wat | Hoe lang", 2),
        ("row", "Wat | Wie", "Wat | Wie", 2),
        ("row", "a | b | c", "Wat | Wie", 3),
    ]


def test_levels_and_tables_in_html() -> None:
    table = "<table><caption>C</caption><tr><th>Wat<th>Hoe lang</tr><tr><td></td><td></td><td>1 jaar</td></tr></table>"
    assert built(f"<h1>A</h1><h2>B</h2>{table}<p>x</p><table><tr><td>Naam</td><td>x</td></tr></table><h2>D</h2>", "a.html") == [
        ("heading", "A", "", 1),
        ("heading", "B", "A", 1),
        ("heading", "C", "B", 1),
        ("row", "Wat | Hoe lang", "Wat | Hoe lang", 2),
        ("row", "| | 1 jaar", "Wat | Hoe lang", 3),
        ("row", "Naam | x", "Naam | x", 2),
        ("heading", "D", "A", 1),
    ]


def test_levels_and_tables_in_docx() -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(paragraph(text) for text in texts)}</w:tc>"

    rows = f"<w:tbl><w:tr>{cell('Wat')}{cell('Hoe lang')}</w:tr><w:tr>{cell('')}{cell('1 jaar', 'daarna niets')}</w:tr></w:tbl>"
    body = paragraph("A", "Kop1") + paragraph("B", "Heading2") + rows + paragraph("C", "Kop1")
    assert built(docx(body), "a.docx") == [
        ("heading", "A", "", 1),
        ("heading", "B", "A", 1),
        ("row", "Wat | Hoe lang", "Wat | Hoe lang", 2),
        ("row", "| 1 jaar daarna niets", "Wat | Hoe lang", 2),
        ("heading", "C", "", 1),
    ]


def test_headings_of_a_pdf_are_set_apart() -> None:
    data = render(project("nl").document, "pdf")
    headings = [block for block in read_bytes(data, "a.pdf").blocks if block.kind == HEADING]
    wanted = ["In deze verklaring"] + [block.text for block in project("nl").document.blocks if isinstance(block, Heading) and block.level == 1]
    levels = {block.level for block in headings if block.text in wanted}
    assert len(levels) == 1 and [block.text for block in headings if block.level in levels] == wanted
    assert not any("Voorbeeldstraat" in block.text or "030-" in block.text for block in headings)
