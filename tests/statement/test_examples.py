"""The statements made from the examples cover every heading of the statements that these were written from."""

import re

import pytest

from ropa.documents.statement import SECTIONS
from tests.statement.making import EXAMPLES, ROOT, made, sections

PAGE = (ROOT / "docs" / "privacy-statements.md").read_text("utf-8")
TABLES = {match[1]: match[2] for match in re.finditer(r"^## [^\n]*`examples/([\w-]+)`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)}


def rows(example: str) -> list[tuple[str, list[str]]]:
    """The headings of the original, each with the sections that the page names for it."""
    lines = re.findall(r"^\| (.+) \| (`.+`) \|$", TABLES[example], re.MULTILINE)
    return [(heading, re.findall(r"`([\w-]+)`", cell)) for heading, cell in lines]


def test_every_example_has_its_table() -> None:
    assert sorted(TABLES) == EXAMPLES
    assert all(len(rows(example)) > 10 for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_section_that_the_page_names_is_in_the_statement(example: str) -> None:
    found = sections(made(ROOT / "examples" / example).document)
    for heading, names in rows(example):
        for name in names:
            assert name in SECTIONS and name in found, (heading, name)


@pytest.mark.parametrize(
    ("example", "section", "texts"),
    [
        ("zorg-en-begeleiding", "data", ["15 jaar", "7 jaar", "2 jaar", "Seksueel leven", "burgerservicenummer", "pasfoto", "geloofsachtergrond"]),
        ("zorg-en-begeleiding", "children", ["16", "curatele", "mentorschap"]),
        ("zorg-en-begeleiding", "recipients", ["Boekhouder of accountant", "overeenkomst", "Gemeente", "verkocht"]),
        ("zorg-en-begeleiding", "cookies", ["functionele", "analytische", "browser"]),
        ("hoogbegaafdheid", "purposes", ["gerechtvaardigd belang", "Hoogbegaafdheid beter begrijpen", "Factur"]),
        ("hoogbegaafdheid", "data", ["zonder einddatum", "Geluidsopnamen"]),
        ("hoogbegaafdheid", "transfers", ["Mailchimp", "Microsoft"]),
        ("hoogbegaafdheid", "recipients", ["psychologen", "ICT", "boekhouder", "Exact Online", "Leerstoel"]),
        ("hoogbegaafdheid", "security", ["VPN", "brandalarm", "clean desk", "beroepsgeheim"]),
        ("opleidingen", "data", ["Geboorteplaats".lower(), "IP-adres", "IBAN", "nationaliteit", "2 jaar"]),
        ("opleidingen", "recipients", ["iDEAL", "toetsbureau"]),
        ("opleidingen", "security", ["back-up", "verwijdering"]),
        ("opleidingen", "rights", ["28 dagen", "identiteitsbewijs"]),
        ("opleidingen", "changes", ["1 augustus 2019"]),
        ("ict-dienstverlener", "data", ["12 maanden", "IP-adres", "einde van de dienstverlening"]),
        ("ict-dienstverlener", "cookies", ["geen cookies"]),
        ("ict-dienstverlener", "complaint", ["Autoriteit Persoonsgegevens"]),
        ("ict-dienstverlener", "changes", ["24 mei 2018"]),
    ],
)
def test_facts_of_the_originals_are_told(example: str, section: str, texts: list[str]) -> None:
    found = sections(made(ROOT / "examples" / example).document)[section].lower()
    assert [text for text in texts if text.lower() not in found] == []
