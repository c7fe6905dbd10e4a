"""Typed values of the text of cells: in four languages, understood or told to be not, and never made up."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ropa import law
from ropa.i18n import LANGUAGES, texts
from ropa.imports import values
from ropa.imports.read import load
from ropa.imports.values import (
    Piece,
    Read,
    detect_language,
    is_none,
    is_unfilled,
    parse_basis,
    parse_country,
    parse_data_category,
    parse_date,
    parse_dpia,
    parse_measure_kind,
    parse_mechanism,
    parse_number,
    parse_period,
    parse_role,
    parse_special,
    parse_special_ground,
    parse_status,
    parse_subject,
    parse_term,
    parse_terms,
    parse_yes_no,
    read_terms,
    split_values,
)

# -- yes, no, none, nothing ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["ja", "Ja.", "JA", "yes", "Y", "true", "WAAR", "oui", "O", "vrai", "wahr", "x", "X", "✓", "☑", "1"])
def test_yes(text: str) -> None:
    assert parse_yes_no(text) == Read(True)


@pytest.mark.parametrize("text", ["nee", "Neen", "no", "N", "false", "FALSE", "non", "nein", "faux", "falsch", "0", "☐"])
def test_no(text: str) -> None:
    assert parse_yes_no(text) == Read(False)


@pytest.mark.parametrize(
    ("text", "answer", "rest"),
    [
        ("Ja, met toestemming", True, "met toestemming"),
        ("Yes (see DPIA)", True, "see DPIA"),
        ("Nee: alleen naam", None, "Nee: alleen naam"),
        ("Non – pas encore", False, "pas encore"),
    ],
)
def test_yes_or_no_with_more(text: str, answer: bool | None, rest: str) -> None:
    assert parse_yes_no(text) == Read(answer, rest)


@pytest.mark.parametrize(
    "text",
    ["Nee, tenzij toestemming", "ja/nee", "Ja, nee", "misschien", "", "n.v.t.", "Yes, except minors", "janee", "Non, sauf accord", "Ja, aber nur selten"],
)
def test_neither_yes_nor_no(text: str) -> None:
    assert parse_yes_no(text).value is None
    assert parse_yes_no(text).rest == text


@pytest.mark.parametrize(
    "text",
    [
        "geen",
        "Geen.",
        "none",
        "néant",
        "Aucun",
        "keine",
        "Geen doorgifte buiten de EU/EER",
        "pas de transfert hors UE",
        "keine Übermittlung in Drittländer",
        "No special category data",
        "geen verwerkers",
    ],
)
def test_there_are_none(text: str) -> None:
    assert is_none(text) and not is_unfilled(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "—",
        "n.v.t.",
        "NVT",
        "niet van toepassing",
        "n/a",
        "N/A",
        "?",
        "...",
        "sans objet",
        "entfällt",
        "à compléter",
        "tbd",
        "nog in te vullen",
        "Maak een keuze",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert is_unfilled(text) and not is_none(text)


@pytest.mark.parametrize("text", ["geen toestemming", "Geen BSN", "none of your business, really", "0", "✓", "onbekend", "geen idee"])
def test_something_is_said(text: str) -> None:
    assert not is_none(text) and not is_unfilled(text)


# -- days and numbers ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-31", "2025/12/31", "31-12-2025", "31/12/2025", "31.12.2025", "31 december 2025", "31 Dec 2025", "31 déc. 2025", "31 décembre 2025", "31. Dezember 2025", "December 31, 2025",
        "31st December 2025", "2025-12-31T00:00:00", "2025-12-31 10:30", " 31-12-2025 ", "31 - 12 - 2025", "31-dec-2025",
    ],
)  # fmt: skip
def test_a_day(text: str) -> None:
    assert parse_date(text) == Read(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er janvier 2025", date(2025, 1, 1)),
        ("3 mrt 2024", date(2024, 3, 3)),
        ("1. März 2025", date(2025, 3, 1)),
        ("5/6/2025", date(2025, 6, 5)),
        ("2 août 2019", date(2019, 8, 2)),
    ],
)
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert parse_date(text).value == day


@pytest.mark.parametrize(
    "text",
    [
        "mei 2025",
        "2025",
        "12/31/2025",
        "31-02-2025",
        "31-12-25",
        "1.1.2020 / 1.2.2020",
        "binnenkort",
        "",
        "0000-00-00",
        "31-12-9999",
        "art. 6.1.2018a",
        "5 juin-juillet 2020",
    ],
)
def test_no_day(text: str) -> None:
    assert parse_date(text) == Read(rest=text)


def test_a_day_among_words() -> None:
    assert parse_date("herzien op 31-12-2025 (concept)") == Read(date(2025, 12, 31), "herzien op (concept)")


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12", 12, ""), ("1.250", 1250, ""), ("1 250", 1250, ""), ("1,250", 1250, ""), ("3,5", 3.5, ""), ("1.234,56", 1234.56, ""), ("1,234.56", 1234.56, ""), ("ca. 500", 500, "ca."),
        ("250 leden", 250, "leden"), ("-5", -5, ""), ("7,0", 7, ""), ("twee", None, "twee"), ("10-20", None, "10-20"), ("0612345678", None, "0612345678"), ("1 of 2", None, "1 of 2"), ("NL01ABCD", None, "NL01ABCD"),
        ("", None, ""),
    ],
)  # fmt: skip
def test_numbers(text: str, number: float | None, rest: str) -> None:
    assert parse_number(text) == Read(number, rest)
    assert type(parse_number(text).value) is type(number)


# -- several values in a cell ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("een", ["een"]),
        ("a; b;c;", ["a", "b", "c"]),
        ("- naam\n- adres", ["naam", "adres"]),
        ("• naam\r\n• adres\r\n", ["naam", "adres"]),
        ("1. een\n2) twee\na) drie", ["een", "twee", "drie"]),
        ("• een • twee", ["een", "twee"]),
        ("- een\n  die doorloopt\n- twee", ["een die doorloopt", "twee"]),
        ("naam\nadres", ["naam", "adres"]),
        ("Naam, adres en telefoonnummer", ["Naam", "adres", "telefoonnummer"]),
        ("Noms, prénoms, adresses", ["Noms", "prénoms", "adresses"]),
        ("Name, Anschrift und E-Mail", ["Name", "Anschrift", "E-Mail"]),
        ("naam en adres", ["naam en adres"]),
        ("Wie zich aanmeldt, krijgt elke maand bericht", ["Wie zich aanmeldt, krijgt elke maand bericht"]),
        ("Kade 1, 1234 AB Utrecht", ["Kade 1, 1234 AB Utrecht"]),
        ("Voorbeeld, Inc.", ["Voorbeeld, Inc."]),
        ("a (b; c); d", ["a (b; c)", "d"]),
        ("a (b; c", ["a (b", "c"]),
        ("3,5 jaar", ["3,5 jaar"]),
    ],
)
def test_several_values(text: str, parts: list[str]) -> None:
    assert split_values(text) == parts


# -- periods -------------------------------------------------------------------------------------------------------------------------------

PERIODS: list[tuple[str, str, dict[str, Any]]] = [
    ("nl", "7 jaar", {"years": 7}),
    ("nl", "7 jr", {"years": 7}),
    ("nl", "7jr.", {"years": 7}),
    ("nl", "twee jaar", {"years": 2}),
    ("nl", "5 (vijf) jaar", {"years": 5}),
    ("nl", "anderhalf jaar", {"months": 18}),
    ("nl", "half jaar", {"months": 6}),
    ("nl", "6 mnd", {"months": 6}),
    ("nl", "4 weken", {"weeks": 4}),
    ("nl", "30 dagen na afmelding", {"days": 30, "after": "afmelding"}),
    ("nl", "2 jaar en 6 maanden", {"years": 2, "months": 6}),
    ("nl", "7 jaar na einde boekjaar", {"years": 7, "after": "einde boekjaar"}),
    ("nl", "Bewaartermijn: 7 jaar vanaf het einde van het boekjaar", {"years": 7, "after": "het einde van het boekjaar"}),
    ("nl", "maximaal 4 weken na afronding procedure", {"weeks": 4, "after": "afronding procedure"}),
    ("nl", "Tot 2 jaar na einde dienstverband", {"years": 2, "after": "einde dienstverband"}),
    ("nl", "tot uiterlijk 2 jaar na uitdiensttreding", {"years": 2, "after": "uitdiensttreding"}),
    ("nl", "Na einde dienstverband 2 jaar", {"years": 2, "after": "einde dienstverband"}),
    ("nl", "niet langer dan 1 jaar", {"years": 1}),
    ("nl", "20 jaar (WGBO)", {"years": 20, "basis": "WGBO"}),
    ("nl", "7 jaar (wettelijke bewaarplicht)", {"years": 7, "basis": "wettelijke bewaarplicht"}),
    ("nl", "7 jaar conform AWR art. 52", {"years": 7, "basis": "AWR art. 52"}),
    ("nl", "7 jaar na het laatste consult op grond van de WGBO", {"years": 7, "after": "het laatste consult", "basis": "de WGBO"}),
    ("nl", "looptijd overeenkomst + 2 jaar", {"years": 2, "after": "looptijd overeenkomst"}),
    ("nl", "tot intrekking toestemming", {"until": "intrekking toestemming"}),
    ("nl", "Totdat de betrokkene zich afmeldt", {"until": "de betrokkene zich afmeldt"}),
    ("nl", "zolang de overeenkomst loopt", {"until": "zolang de overeenkomst loopt"}),
    ("nl", "Gedurende het dienstverband", {"until": "Gedurende het dienstverband"}),
    ("nl", "onbepaald", {"indefinite": True}),
    ("nl", "Voor onbepaalde tijd", {"indefinite": True}),
    ("nl", "levenslang", {"indefinite": True}),
    ("fr", "5 ans", {"years": 5}),
    ("fr", "Cinq ans", {"years": 5}),
    ("fr", "5 ans à compter de la fin du contrat", {"years": 5, "after": "la fin du contrat"}),
    ("fr", "5 ans à compter du versement de la paie", {"years": 5, "after": "versement de la paie"}),
    ("fr", "3 ans après le dernier contact", {"years": 3, "after": "le dernier contact"}),
    ("fr", "Durée de la relation contractuelle + 3 ans", {"years": 3, "after": "Durée de la relation contractuelle"}),
    ("fr", "pendant 2 ans", {"years": 2}),
    ("fr", "2 ans (référentiel CNIL)", {"years": 2, "basis": "référentiel CNIL"}),
    ("fr", "jusqu'au retrait du consentement", {"until": "retrait du consentement"}),
    ("fr", "jusqu’à la fin du contrat", {"until": "la fin du contrat"}),
    ("fr", "Durée du contrat", {"until": "Durée du contrat"}),
    ("fr", "tant que la personne est adhérente", {"until": "tant que la personne est adhérente"}),
    ("fr", "durée illimitée", {"indefinite": True}),
    ("en", "6 years", {"years": 6}),
    ("en", "six months after the end of the procedure", {"months": 6, "after": "the end of the procedure"}),
    ("en", "7 years from the end of the financial year (HMRC)", {"years": 7, "after": "the end of the financial year", "basis": "HMRC"}),
    ("en", "Up to 12 months", {"months": 12}),
    ("en", "until consent is withdrawn", {"until": "consent is withdrawn"}),
    ("en", "As long as the contract runs", {"until": "As long as the contract runs"}),
    ("en", "For the duration of employment", {"until": "For the duration of employment"}),
    ("en", "indefinitely", {"indefinite": True}),
    ("en", "Permanent", {"indefinite": True}),
    ("de", "10 Jahre", {"years": 10}),
    ("de", "sechs Monate nach Abschluss des Verfahrens", {"months": 6, "after": "Abschluss des Verfahrens"}),
    ("de", "10 Jahre (§ 257 HGB)", {"years": 10, "basis": "§ 257 HGB"}),
    ("de", "10 Jahre gemäß § 147 AO", {"years": 10, "basis": "§ 147 AO"}),
    ("de", "3 Jahre ab Ende des Jahres", {"years": 3, "after": "Ende des Jahres"}),
    ("de", "Bis Widerruf der Einwilligung", {"until": "Widerruf der Einwilligung"}),
    ("de", "bis zum Widerruf", {"until": "Widerruf"}),
    ("de", "Dauer des Arbeitsverhältnisses", {"until": "Dauer des Arbeitsverhältnisses"}),
    ("de", "unbegrenzt", {"indefinite": True}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "retention"), PERIODS)
def test_periods(language: str, text: str, retention: dict[str, Any]) -> None:
    assert parse_period(text, language) == Read(retention)
    assert parse_period(text) == Read(retention)  # without the language of the table too


@pytest.mark.parametrize(
    "text",
    [
        "6 maanden / 12 weken",
        "5-7 jaar",
        "5 of 7 jaar",
        "2 tot 5 jaar",
        "4 weeks after the end of the procedure; 1 year with consent",
        "7 jaar (facturen), 2 jaar (overig)",
        "minimaal 7 jaar",
        "at least 6 years",
        "au moins 5 ans",
        "mindestens 10 Jahre",
        "5 jaar tenzij een klacht loopt",
        "afhankelijk van de situatie",
        "wettelijke bewaartermijn",
        "zie bewaarbeleid",
        "10 werkdagen",
        "48 uur",
        "2 x 5 jaar",
        "per 5 jaar",
        "tot 1 januari 2030",
        "tot 2030",
        "n.v.t.",
        "?",
        "zo kort mogelijk",
        "tot",
        "0 jaar",
        "999 jaar",
        "7",
    ],
)
def test_what_is_not_one_period(text: str) -> None:
    assert parse_period(text) == Read(rest=text)


def test_a_period_with_more() -> None:
    assert parse_period("7 jaar, daarna vernietigd door een bedrijf") == Read({"years": 7}, "daarna vernietigd door een bedrijf")
    assert parse_period("2 jaar (ter verdediging)") == Read({"years": 2}, "ter verdediging")
    assert parse_period("geen") == Read(none=True)


def test_what_is_returned_is_ones_own() -> None:
    parse_period("7 jaar")["value" == "rest"]  # type: ignore[call-overload]
    first = parse_period("7 jaar").value
    assert first is not None
    first["years"] = 9
    assert parse_period("7 jaar").value == {"years": 7}
    bases = parse_basis("toestemming").value
    assert bases is not None
    bases.append("x")
    assert parse_basis("toestemming").value == ["consent"]


# -- legal bases ---------------------------------------------------------------------------------------------------------------------------

BASES = ["consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"]
GROUNDS = [
    "explicit-consent", "employment-social-security", "vital-interests", "foundation-association", "made-public", "legal-claims", "substantial-public-interest", "health-care", "public-health",
    "archiving-research-statistics",
]  # fmt: skip
ARTICLES = ["{a}.{p}.{x}", "{a}.{p}{x}", "{a}({p})({x})", "{a} lid {p} sub {x}", "art. {a} lid {p} onder {x} AVG", "Art. {a} Abs. {p} lit. {x} DSGVO", "Art. {a} Abs. {p} S. 1 Buchst. {x}", "article {a}({p})({x}) GDPR", "art. {a}.{p}.{x}) RGPD",
            "Article {a}, paragraphe {p}, point {x}", "{a}-{p}-{x}", "artikel {a} lid {p}, aanhef en onder {x}", "{a}{p}".replace("{p}", "") + " {p} {x}"]  # fmt: skip


@pytest.mark.parametrize("form", ARTICLES)
def test_the_letters_of_article_6(form: str) -> None:
    for letter, basis in zip("abcdef", BASES, strict=True):
        for shown in (letter, letter.upper()):
            assert parse_basis(form.format(a=6, p=1, x=shown)) == Read([basis])
        assert law.terms("legal-basis")[basis]["cite"] == f"GDPR art. 6(1)({letter})"


@pytest.mark.parametrize("form", ARTICLES)
def test_the_letters_of_article_9(form: str) -> None:
    for letter, ground in zip("abcdefghij", GROUNDS, strict=True):
        assert parse_special_ground(form.format(a=9, p=2, x=letter)) == Read([ground])
        assert law.terms("special-ground")[ground]["cite"] == f"GDPR art. 9(2)({letter})"


def test_letters_in_words() -> None:
    assert parse_basis("artikel 6, eerste lid, aanhef en onder f, AVG") == Read(["legitimate-interests"])
    assert parse_basis("6 lid 1 sub b en c AVG") == Read(["contract", "legal-obligation"])
    assert parse_basis("art. 6(1)(a), (b) and (f)") == Read(["consent", "contract", "legitimate-interests"])
    assert parse_basis("Artikel 6.1 b en 6.1 c") == Read(["contract", "legal-obligation"])
    assert parse_special_ground("art. 9 lid 2 onder a en h") == Read(["explicit-consent", "health-care"])


@pytest.mark.parametrize("text", ["6.1.g", "6.2.a", "6.4", "9.2.a", "a", "16.1.a", "26 lid 1 a", "art. 6", "7.1.a", "3.6.1.a", "art. 6 lid 4 onder a"])
def test_letters_of_other_articles(text: str) -> None:
    assert parse_basis(text) == Read(rest=text)


@pytest.mark.parametrize("text", ["9.1.a", "6.1.a", "9.2.k", "9.3.a", "art. 9", "h"])
def test_letters_that_are_no_ground(text: str) -> None:
    assert parse_special_ground(text) == Read(rest=text)


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("toestemming", "consent"), ("Toestemming van de betrokkene", "consent"), ("uitvoering van een overeenkomst", "contract"), ("Overeenkomst", "contract"), ("noodzakelijk voor de uitvoering van de overeenkomst", "contract"),
        ("wettelijke verplichting", "legal-obligation"), ("Wettelijke plicht", "legal-obligation"), ("vitaal belang", "vital-interests"), ("publieke taak", "public-task"), ("Algemeen belang", "public-task"),
        ("gerechtvaardigd belang", "legitimate-interests"), ("gerechtvaardigde belangen", "legitimate-interests"),
        ("consent", "consent"), ("Performance of a contract", "contract"), ("legal obligation", "legal-obligation"), ("Compliance with a legal obligation", "legal-obligation"), ("legitimate interests", "legitimate-interests"),
        ("public task", "public-task"), ("vital interests", "vital-interests"),
        ("consentement", "consent"), ("exécution d'un contrat", "contract"), ("Contrat", "contract"), ("obligation légale", "legal-obligation"), ("intérêt légitime", "legitimate-interests"), ("mission d’intérêt public", "public-task"),
        ("sauvegarde des intérêts vitaux", "vital-interests"),
        ("Einwilligung", "consent"), ("Vertrag", "contract"), ("Vertragserfüllung", "contract"), ("rechtliche Verpflichtung", "legal-obligation"), ("berechtigtes Interesse", "legitimate-interests"), ("öffentliches Interesse", "public-task"),
        ("toestemming; overeenkomst", "consent contract"), ("Toestemming / gerechtvaardigd belang", "consent legitimate-interests"), ("Consent (Art. 6(1)(a)) and legitimate interest", "consent legitimate-interests"),
        ("6.1.c wettelijke verplichting", "legal-obligation"), ("- toestemming\n- wettelijke verplichting", "consent legal-obligation"),
    ],
)  # fmt: skip
def test_the_names_of_bases(text: str, bases: str) -> None:
    assert parse_basis(text) == Read(bases.split())


@pytest.mark.parametrize(
    ("text", "bases", "rest"),
    [
        ("wettelijke verplichting (AWR)", ["legal-obligation"], "AWR"),
        ("obligation légale (code du travail)", ["legal-obligation"], "code du travail"),
        ("gerechtvaardigd belang: fraude voorkomen", ["legitimate-interests"], "fraude voorkomen"),
        ("geen toestemming nodig", None, "geen toestemming nodig"),
        ("verwerkersovereenkomst", None, "verwerkersovereenkomst"),
        ("contrat de sous-traitance", None, "contrat de sous-traitance"),
        ("data processing agreement", None, "data processing agreement"),
        ("Auftragsverarbeitungsvertrag", None, "Auftragsverarbeitungsvertrag"),
        ("onbekend", None, "onbekend"),
        ("", None, ""),
    ],
)
def test_bases_and_what_else_is_said(text: str, bases: list[str] | None, rest: str) -> None:
    assert parse_basis(text) == Read(bases, rest)


def test_every_label_of_a_basis_is_known() -> None:
    for language in LANGUAGES:
        for vocabulary, parse in (("legal-basis", parse_basis), ("special-ground", parse_special_ground), ("special-category", parse_special)):
            for identity, label in texts(language).labels(vocabulary).items():
                assert parse(label) == Read([identity]), (language, label)


# -- special categories ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gezondheid", ["health"]), ("Gezondheidsgegevens", ["health"]), ("medische gegevens", ["health"]), ("ras, geloof", ["racial-ethnic-origin", "religious-beliefs"]), ("lidmaatschap van een vakbond", ["trade-union"]),
        ("biometrische gegevens", ["biometric"]), ("seksuele geaardheid", ["sex-life"]), ("Données concernant la santé", ["health"]), ("Données révélant les opinions politiques", ["political-opinions"]),
        ("Données révélant l'origine raciale ou ethnique", ["racial-ethnic-origin"]), ("Données révélant les convictions religieuses ou philosophiques", ["religious-beliefs"]), ("Données révélant l'appartenance syndicale", ["trade-union"]),
        ("Données génétiques", ["genetic"]), ("Données biométriques aux fins d'identifier une personne physique de manière unique", ["biometric"]), ("Données concernant la vie sexuelle ou l'orientation sexuelle", ["sex-life"]),
        ("health data; ethnicity", ["health", "racial-ethnic-origin"]), ("Gesundheitsdaten", ["health"]), ("Gewerkschaftszugehörigkeit", ["trade-union"]), ("Religion", ["religious-beliefs"]),
        ("Ja", ["unspecified"]), ("Oui", ["unspecified"]), ("Ja, gezondheid", ["health"]),
    ],
)  # fmt: skip
def test_special_categories(text: str, found: list[str]) -> None:
    assert parse_special(text) == Read(found)


def test_no_special_categories() -> None:
    for text in ("nee", "Non", "geen", "keine"):
        assert parse_special(text) == Read([], none=True)
    for text in ("BSN", "n.v.t.", "strafrechtelijke gegevens", "financiële gegevens", ""):
        assert parse_special(text) == Read(rest=text)
    assert parse_special("Ja, van cliënten") == Read(["unspecified"], "van cliënten")


# -- countries -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nederland", "NL"), ("NL", "NL"), ("Nederland en België", "NL BE"), ("USA", "US"), ("VS", "US"), ("V.S.", "US"), ("US", "US"), ("Verenigde Staten", "US"), ("Verenigde Staten van Amerika", "US"), ("United States", "US"),
        ("États-Unis", "US"), ("Etats-Unis", "US"), ("Vereinigte Staaten", "US"), ("UK", "GB"), ("VK", "GB"), ("Verenigd Koninkrijk", "GB"), ("Royaume-Uni", "GB"), ("Großbritannien", "GB"), ("Zwitserland", "CH"), ("Schweiz", "CH"),
        ("Andorre", "AD"), ("Ile de Man", "IM"), ("Iles FEROE", "FO"), ("Birmanie", "MM"), ("Corée du Sud", "KR"), ("India, Filipijnen", "IN PH"), ("Ierland; Verenigde Staten", "IE US"), ("- Duitsland\n- Frankrijk", "DE FR"),
        ("EU", "EU"), ("EER", "EEA"), ("EU/EER", "EEA"), ("binnen de EER", "EEA"), ("EEA", "EEA"), ("UE/EEE", "EEA"), ("EU/EWR", "EEA"), ("Europese Unie", "EU"), ("Union européenne", "EU"),
        ("buiten EU: VS", "US"), ("buiten de EU (Verenigde Staten)", "US"), ("hors UE : États-Unis", "US"), ("Ja, VS", "US"), ("onbekend", "unknown"), ("unknown", "unknown"), ("Niger", "NE"), ("Nigeria", "NG"),
        ("Dominica", "DM"), ("Guinee-Bissau", "GW"), ("Hongkong", "HK"), ("Ivoorkust", "CI"),
    ],
)  # fmt: skip
def test_countries(text: str, codes: str) -> None:
    assert parse_country(text) == Read(codes.split())


def test_countries_and_what_is_none() -> None:
    for text in ("geen", "None", "aucun", "nee", "Non", "Geen doorgifte buiten de EER"):
        assert parse_country(text) == Read([], none=True)
    for text in ("wereldwijd", "buiten de EU", "Ja", "derde landen", "de", "in", "", "n.v.t."):
        assert parse_country(text).value is None
        assert parse_country(text).rest == text
    assert parse_country("Verenigde Staten (Voorbeeldbedrijf)") == Read(["US"], "Voorbeeldbedrijf")


def test_every_country_by_its_name() -> None:
    """In every language, but for the few that have the name of another in one."""
    for language in LANGUAGES:
        for code, name in texts(language).cldr()["territories"].items():
            if code in law.countries():
                assert parse_country(name) == Read([code]), (language, name)


# -- terms -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parse", "text", "found"),
    [
        (parse_data_category, "Naam, adres en woonplaats", "name address"),
        (parse_data_category, "NAW-gegevens", "name address"),
        (parse_data_category, "NAW, geboortedatum, BSN", "name address date-of-birth national-number"),
        (parse_data_category, "naam; e-mailadres; telefoonnummers", "name email phone"),
        (parse_data_category, "Voornaam\nAchternaam\nIBAN", "name bank-account"),
        (parse_data_category, "cliënten dossier", "client-file"),
        (parse_data_category, "Noms, prénoms, adresses", "name address"),
        (parse_data_category, "RIB", "bank-account"),
        (parse_data_category, "Numéro de Sécurité Sociale (ou NIR)", "national-number"),
        (parse_data_category, "names and email addresses", "name email"),
        (parse_data_category, "Contact details; Bank details; Annual leave", "contact bank-account working-hours"),
        (parse_data_category, "Name, Anschrift, Geburtsdatum und Kontodaten", "name address date-of-birth bank-account"),
        (parse_subject, "Klanten", "customers"),
        (parse_subject, "klanten, leveranciers en medewerkers", "customers supplier-contacts employees"),
        (parse_subject, "Salariés", "employees"),
        (parse_subject, "Ouders/verzorgers", "parents"),
        (parse_subject, "- Sollicitanten\n- Medewerkers", "applicants employees"),
        (parse_subject, "Employees", "employees"),
        (parse_subject, "patient", "patients"),
        (parse_subject, "Bewerberinnen und Bewerber", "applicants"),
        (parse_subject, "Mitarbeiter, Kunden", "employees customers"),
        (parse_mechanism, "SCC", "standard-clauses"),
        (parse_mechanism, "SCC's", "standard-clauses"),
        (parse_mechanism, "Clauses contractuelles types (CCT)", "standard-clauses"),
        (parse_mechanism, "Règles d'entreprise contraignantes (BCR)", "binding-corporate-rules"),
        (parse_mechanism, "Privacy shield", "privacy-shield"),
        (parse_mechanism, "Pays adéquat", "adequacy"),
        (parse_mechanism, "DPF + SCC", "dpf standard-clauses"),
        (parse_mechanism, "Angemessenheitsbeschluss", "adequacy"),
        (parse_measure_kind, "2FA, encryptie", "two-factor encryption-at-rest"),
        (parse_measure_kind, "Contrôle d'accès des utilisateurs", "access-control"),
        (parse_measure_kind, "locked cabinets; shredder", "locked-cabinet shredding"),
    ],
)
def test_terms(parse: Callable[[str], Read[list[str]]], text: str, found: str) -> None:
    assert parse(text) == Read(found.split())


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_role, "Verwerkingsverantwoordelijke", "controller"), (parse_role, "verwerker", "processor"), (parse_role, "Gezamenlijk verwerkingsverantwoordelijke", "joint-controller"), (parse_role, "sous-traitant", "processor"),
        (parse_role, "Data Controller", "controller"), (parse_role, "Auftragsverarbeiter", "processor"), (parse_status, "Actief", "active"), (parse_status, "in gebruik", "active"), (parse_status, "beëindigd", "ended"),
        (parse_status, "terminé", "ended"), (parse_status, "draft", "draft"), (parse_dpia, "niet nodig", "not-required"), (parse_dpia, "uitgevoerd", "done"), (parse_dpia, "in progress", "in-progress"), (parse_dpia, "à faire", "to-do"),
    ],
)  # fmt: skip
def test_one_term(parse: Callable[[str], Read[str]], text: str, value: str) -> None:
    assert parse(text) == Read(value)


def test_what_is_like_a_term_is_a_suggestion() -> None:
    assert parse_term("data-category", "geboortedtum") == Read(rest="geboortedtum", suggestion="date-of-birth")
    assert parse_term("data-category", "schoenmaat") == Read(rest="schoenmaat")
    assert parse_subject("klanten; marsmannetjes") == Read(["customers"], "marsmannetjes")
    assert read_terms("data-subject", "klanten; marsmannetjes") == [Piece("klanten", "customers"), Piece("marsmannetjes", None)]


def test_what_stands_in_brackets_is_not_lost() -> None:
    assert parse_term("data-category", "financiële gegevens (loonbeslag)") == Read("financial", "loonbeslag")
    assert parse_term("data-category", "burgerservicenummer (BSN)") == Read("national-number")
    assert parse_terms("data-category", "naam (van het kind); adres") == Read(["name", "address"], "van het kind")


def test_none_and_nothing() -> None:
    assert parse_data_category("geen") == Read([], none=True)
    assert parse_data_category("n.v.t.") == Read(rest="n.v.t.")
    assert parse_term("role", "") == Read()
    assert parse_dpia("Ja").value is None  # must be made, or was made?


def test_the_language_of_the_table_decides() -> None:
    assert parse_term("data-subject", "clients", "fr").value == "customers"
    assert parse_term("data-subject", "clients", "en").value == "clients"
    assert parse_term("data-subject", "clients").value is None  # each language means others by it


def test_every_label_of_every_vocabulary_is_known() -> None:
    """What the export writes can be read again, in the language of the table."""
    for language in LANGUAGES:
        words = texts(language)
        for vocabulary in words._load("terms"):
            labels = words.labels(vocabulary)
            for identity, label in labels.items():
                if list(labels.values()).count(label) == 1:
                    assert parse_term(vocabulary, label, language).value == identity, (language, vocabulary, label)


def test_the_words_are_of_values_that_exist() -> None:
    for language in LANGUAGES:
        words = load(language)
        for vocabulary, terms in words["term"].items():
            assert set(terms) <= set(law.terms(vocabulary)), (language, vocabulary)
        for vocabulary in ("legal-basis", "special-category", "special-ground"):
            assert set(words[vocabulary]) == {*law.terms(vocabulary), "not"}
        for vocabulary, names in words["together"].items():
            assert {value for several in names.values() for value in several} <= set(law.terms(vocabulary))
        assert set(words["country"]) <= {*law.countries(), "EEA", "EU", "unknown", "outside"}


def test_the_words_have_the_same_tables_in_every_language() -> None:
    tables = [{key: set(table) for key, table in load(language).items() if key not in ("months", "country", "term", "together")} for language in LANGUAGES]
    assert all(each == tables[0] for each in tables)


# -- languages -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        (["Naam verwerking", "Doel", "Grondslag", "Bewaartermijn"], "nl"),
        (["Verwerkingsactiviteit", "Betrokkenen"], "nl"),
        (["Nom du traitement", "Finalité", "Durée de conservation"], "fr"),
        (["Business function", "Purpose of processing", "Categories of individuals"], "en"),
        (["Zweck der Verarbeitung", "Rechtsgrundlage", "Empfänger"], "de"),
        ([], ""),
        (["1", "2", "x"], ""),
    ],
)
def test_the_language_of_a_table(headings: list[str], language: str) -> None:
    assert detect_language(headings) == language
    assert detect_language([], "fr") == "fr"


# -- anything --------------------------------------------------------------------------------------------------------------------------------

PARSERS: list[Callable[[str], Read[Any]]] = [
    parse_yes_no, parse_date, parse_number, parse_period, parse_basis, parse_special, parse_special_ground, parse_country, parse_data_category, parse_subject, parse_measure_kind, parse_mechanism, parse_role, parse_status, parse_dpia,
]  # fmt: skip
WORDS = [
    "7",
    "6",
    "9",
    "1",
    "jaar",
    "na",
    "tot",
    "(",
    ")",
    "art.",
    "lid",
    "a",
    "b",
    ";",
    ",",
    "-",
    "\n",
    "ja",
    "nee",
    "geen",
    "toestemming",
    "VS",
    "naam",
    "2025",
    "12",
    "en",
    "§",
    "+",
    "ans",
    "de",
    "/",
    "İ",
    "ß",
    "\u0300",
    "२०२५",
    "９",
]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
)
@example("१२-१२-२०२५")
@example("²")
def test_no_text_is_too_odd(text: str) -> None:
    for parse in PARSERS:
        read = parse(text)
        assert isinstance(read, Read)
        if read.value is None and not read.none:
            assert read.rest.split() == text.split() or read.rest.strip() == text.strip(), parse
    letters = [letter for letter in text if letter.isalnum()]
    assert [letter for part in split_values(text) for letter in part if letter.isalnum()] == letters or split_values(text) != [text.strip()]
    assert is_none(text) in (True, False) and is_unfilled(text) in (True, False) and detect_language([text]) in ("", *LANGUAGES)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        "(",
        "6 ",
        "6.1.",
        "1.",
        "7 jaar ",
        "art 6 lid ",
        "na ",
        "tot na ",
        ";",
        "- \n",
        "de ",
        "12-",
        ", ",
        "naam, ",
        "1 000",
        "geen ",
        "VS ",
        "en ",
        "\u0300",
        "jaar en ",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    for parse in (*PARSERS, split_values, is_none, is_unfilled, lambda text: detect_language([text])):
        started = time.perf_counter()
        parse(text)
        parse(text[:2_000])
        parse(text[:300])
        assert time.perf_counter() - started < 1, (parse, unit)


def test_the_module_names_what_it_offers() -> None:
    assert all(callable(getattr(values, name)) for name in values.__all__)
