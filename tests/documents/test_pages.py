"""The pages themselves: archival, accessible, nothing over the edge, whatever is in the register."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import page
import pypdfium2
import pytest

from ropa.documents import picture
from ropa.documents.blocks import Block, Contents, Cover, Document, Fact, Facts, Heading, Para, Picture
from ropa.documents.html import write_html
from ropa.documents.markdown import write_markdown
from ropa.documents.pdf import write_pdf
from ropa.documents.register import Choice, Origin
from ropa.i18n import LANGUAGES
from tests.documents.support import ROOT, printed
from tests.pdf import failures
from tests.support import Content, base, write

GOLDEN = ROOT / "tests" / "golden" / "print"
SVG = "{http://www.w3.org/2000/svg}"
EXAMPLE = {"nl": "zorg-en-begeleiding", "en": "hoogbegaafdheid", "fr": "ict-dienstverlener", "de": "opleidingen"}
"""The example of which the print is kept, one a language."""
HOSTILE = (
    "$x^2$ #set page(fill: red) @ref <label> | `code` \\ *vet* _schuin_ = kop // niets /* niets */",
    "<script>alert(1)</script> & &amp; \"'] ]] }} {{ ${x} %s {0} {naam}",
    "W" * 10_000,
    "\u202eomgekeerd\u202c \u0007 bel \x1b[31mrood \u200b \ufeff \U000e0041",
    "مرحبا بالعالم شركة 数据保护 개인정보 ข้อมูล שלום हिन्दी Ελληνικά Українська",
    "👩‍👩‍👧 🎉 🇳🇱 ‽ ꙮ \ue000 \U0001f9ff",
    "regel een\nregel twee\n\n\nregel vijf",
    "\n".join("abc"[number % 3] for number in range(400)),
    "een zin van gewone woorden die maar doorgaat en " * 250,
    " ",
)
"""What people and others write."""


# -- kept prints -----------------------------------------------------------------------------------------------------------------------------------------


def golden() -> Mapping[str, Document]:
    """The prints that are kept for a person to read, by the name of their file."""
    kept = {"register.nl": printed(ROOT / "register", "nl", Choice(findings=True))}
    return kept | {f"{name}.{language}": printed(ROOT / "examples" / name, language) for language, name in EXAMPLE.items()}


@pytest.mark.parametrize("name", ["register.nl", *(f"{name}.{language}" for language, name in EXAMPLE.items())])
def test_the_print_is_as_it_was_read(name: str) -> None:
    """After a change that is meant: python -m tests.documents.test_pages."""
    assert write_markdown(golden()[name]).decode() == (GOLDEN / f"{name}.md").read_text("utf-8")


# -- PDF -------------------------------------------------------------------------------------------------------------------------------------------------


def over_the_edge(data: bytes) -> list[tuple[int, str]]:
    """Letters outside the margins, by page; at the foot, below where the number of the page is."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for number, each in enumerate(document, 1):
        wide, high = each.get_size()
        text = each.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            if left < 55 or right > wide - 55 or bottom < 26 or top > high - 50:
                found.append((number, text.get_text_bounded(left, bottom, right, top)))
        text.close()
    document.close()
    return found


def texts_of(data: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(data)
    found = [each.get_textpage().get_text_range() for each in document]
    document.close()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_is_archival_and_accessible(language: str) -> None:
    name = "register" if language == "nl" else f"examples/{EXAMPLE[language]}"
    data = write_pdf(printed(ROOT / name, language, Choice(findings=language == "nl"), origin=Origin("a" * 40, None, 1, "b" * 64, 3)))
    assert failures(data, page.ValidationProfile.PDF_A_3A) == []
    assert failures(data, page.ValidationProfile.PDF_UA_1) == []
    assert over_the_edge(data) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(printed(ROOT / "examples" / "opleidingen")) == write_pdf(printed(ROOT / "examples" / "opleidingen"))


def test_the_words_can_be_read_back() -> None:
    data = write_pdf(printed(ROOT / "register"))
    document = pypdfium2.PdfDocument(data)
    text = "".join(texts_of(data))
    assert "Cliëntdossiers coaching" in text
    assert f"pagina 1 van {len(document)}" in text
    assert len(list(document.get_toc())) > 20
    document.close()


def hostile(word: str) -> dict[str, Content]:
    """A register that says it everywhere."""
    said = '"' + "".join(f"\\U{ord(letter):08x}" for letter in word) + '"'
    activity = f"""
name = {said}
description = {said}
owner = {said}
processors = ["x", {said}]
recipients = ["y"]
locations = ["z"]
rights = {said}
[[purposes]]
purpose = {said}
basis = "consent"
[[subjects]]
category = {said}
description = {said}
[[data]]
category = {said}
items = [{said}, {said}]
retention = {{ until = {said}, basis = {said} }}
[[automated_decisions]]
description = {said}
"""
    return {
        "register.toml": f"format = 1\n[controller]\nname = {said}\naddress = {{ city = {said} }}\n[dpo]\nappointed = false\nreason = {said}\n",
        "activities/a.toml": activity,
        "processors/x.toml": f'name = {said}\ncountry = "US"\nwebsite = {said}\nsub_processors = [{{ name = {said}, country = "IN" }}]\n',
        "recipients/y.toml": f'name = {said}\ncountry = "NL"\n',
        "locations/z.toml": f'name = {said}\ncountry = "unknown"\n',
        "measures.toml": f"[m]\nname = {said}\ndescription = {said}\n",
        "vocabulary.toml": f"[data.eigen]\nname = {said}\n",
    }


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_written_is_printed(word: str, tmp_path: Path) -> None:
    document = printed(write(tmp_path, hostile(word)), choice=Choice(findings=True))
    data = write_pdf(document)
    assert over_the_edge(data) == []
    assert failures(data, page.ValidationProfile.PDF_A_3A) == []
    assert failures(data, page.ValidationProfile.PDF_UA_1) == []
    shown = write_html(document).decode()
    assert "<script" not in shown
    for block in document.blocks:
        if isinstance(block, Picture):
            ET.fromstring(block.svg)


@pytest.mark.parametrize("files", [{}, {"register.toml": "x ="}, {**base(), "activities/kapot.toml": "name = "}], ids=["none", "broken", "partly"])
def test_a_register_that_is_not_there_is_printed(files: dict[str, Content], tmp_path: Path) -> None:
    data = write_pdf(printed(write(tmp_path, files)))
    assert failures(data, page.ValidationProfile.PDF_UA_1) == []


def test_a_heading_is_on_the_page_of_the_facts_below_it() -> None:
    together = set()
    for number in range(34, 50):
        blocks: list[Block] = [Heading("Deel", 1, "deel"), Facts([Fact("Regel", str(each)) for each in range(number)])]
        blocks += [
            Heading("Kop", 2, "kop"),
            Para(("onder de kop",), "under"),
            Para("Wat er gebeurt, in een zin.", "lead"),
            Facts([Fact("Feit", "eerste feit")]),
        ]
        pages = texts_of(write_pdf(Document("t", "nl", "a", date(2026, 11, 22), blocks, page="{page}")))
        places = [next(place for place, text in enumerate(pages) if said in text) for said in ("Kop", "onder de kop", "in een zin", "eerste feit")]
        assert len(set(places)) == 1, (number, places)
        together.add(places[0])
    assert len(together) == 2  # else no page ended near the heading


def test_long_contents_stand_in_two_columns_with_the_right_pages() -> None:
    names = [f"Werk nummer {number}" for number in range(200)] + ["W" * 400]
    blocks: list[Block] = [Cover("soort", "titel", []), Contents("Inhoud"), Heading("Deel", 1, "deel")]
    for number, name in enumerate(names):
        blocks += [Heading(name, 2, f"a{number}"), Para("Wat er gebeurt.")]
    data = write_pdf(Document("t", "nl", "a", date(2026, 11, 22), blocks, page="{page}"))
    pages = texts_of(data)
    assert [number for number, text in enumerate(pages) if "Inhoud" in text or "Werk nummer 199" in text][:2] == [1, 2]
    contents = pages[1] + pages[2]
    for name in ("Werk nummer 3", "Werk nummer 77", "Werk nummer 199"):
        there = next(number for number, text in enumerate(pages, 1) if number > 3 and re.search(rf"{name}(?!\d)", text))
        assert re.search(rf"(?<!\d){there}\s+{name}(?!\d)", contents), name
    assert over_the_edge(data) == []
    assert failures(data, page.ValidationProfile.PDF_UA_1) == []


# -- the picture -----------------------------------------------------------------------------------------------------------------------------------------


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    return [tuple(float(each.get(name, "0")) for name in ("x", "y", "width", "height")) for each in ET.fromstring(svg).iter(f"{SVG}rect")]  # type: ignore[misc]


def test_a_picture_of_many_fits_a_page(tmp_path: Path) -> None:
    countries = ("NL", "US", "GB", "IN", "unknown", "CH", "DE")
    files: dict[str, Content] = {"register.toml": 'format = 1\n[controller]\nname = "Velen"\naddress = { country = "NL" }\n'}
    for number in range(150):
        name = f"Een leverancier met een lange naam die nergens past, nummer {number}"
        files[f"processors/p{number}.toml"] = f'name = "{name}"\ncountry = "{countries[number % 7]}"\n'
        files[f"activities/a{number}.toml"] = f'name = "Werk {number}"\nprocessors = ["p{number}"]\nsubjects = [{{ category = "soort-{number}" }}]\n'
    drawn = next(block for block in printed(write(tmp_path, files)).blocks if isinstance(block, Picture))
    root = ET.fromstring(drawn.svg)
    height = float(root.get("viewBox", "").split()[3])
    assert height < 960
    for x, y, wide, high in boxes(drawn.svg):
        assert x >= 0 and y >= 0 and x + wide <= picture.WIDTH and y + high <= height
    assert "en nog 1" in drawn.svg
    pages = texts_of(write_pdf(printed(tmp_path)))
    assert [number for number, text in enumerate(pages) if "De gegevensstromen in beeld" in text and "grens van de Europese" in text and "Van wie de" in text]
    assert len(drawn.alt) <= 1800


def test_names_in_a_picture_are_text(tmp_path: Path) -> None:
    files = {**base(), "processors/mailchimp.toml": 'name = "</text><script>&"\ncountry = "US"\n'}
    drawn = [block for block in printed(write(tmp_path, files)).blocks if isinstance(block, Picture)]
    assert drawn
    for each in drawn:
        assert "<script" not in each.svg
        ET.fromstring(each.svg)


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, document in golden().items():
        (GOLDEN / f"{name}.md").write_bytes(write_markdown(document))
