"""Countries and values of vocabularies, by what people call them."""

from collections.abc import Callable

import pytest

from ropa import law
from ropa.i18n import LANGUAGES, texts
from ropa.said.read import load
from ropa.said.values import (
    Piece,
    Read,
    parse_country,
    parse_data_category,
    parse_dpia,
    parse_measure_kind,
    parse_mechanism,
    parse_role,
    parse_status,
    parse_subject,
    parse_term,
    parse_terms,
    read_terms,
)
from tests.imports.lines import pairs

# -- countries -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    pairs(
        """
        Nederland => NL
        NL => NL
        Nederland en België => NL BE
        USA => US
        VS => US
        V.S. => US
        US => US
        Verenigde Staten => US
        Verenigde Staten van Amerika => US
        United States => US
        États-Unis => US
        Etats-Unis => US
        Vereinigte Staaten => US
        UK => GB
        VK => GB
        Verenigd Koninkrijk => GB
        Royaume-Uni => GB
        Großbritannien => GB
        Zwitserland => CH
        Schweiz => CH
        Andorre => AD
        Ile de Man => IM
        Iles FEROE => FO
        Birmanie => MM
        Corée du Sud => KR
        India, Filipijnen => IN PH
        Ierland; Verenigde Staten => IE US
        - Duitsland⏎- Frankrijk => DE FR
        EU => EU
        EER => EEA
        EU/EER => EEA
        binnen de EER => EEA
        EEA => EEA
        UE/EEE => EEA
        EU/EWR => EEA
        Europese Unie => EU
        Union européenne => EU
        buiten EU: VS => US
        buiten de EU (Verenigde Staten) => US
        hors UE : États-Unis => US
        Ja, VS => US
        onbekend => unknown
        unknown => unknown
        Niger => NE
        Nigeria => NG
        Dominica => DM
        Guinee-Bissau => GW
        Hongkong => HK
        Ivoorkust => CI
        """
    ),
)
def test_countries(text: str, codes: str) -> None:
    assert parse_country(text) == Read(codes.split())


def test_countries_and_what_is_none() -> None:
    for text in ("geen", "None", "aucun", "nee", "Non", "Geen doorgifte buiten de EER"):
        assert parse_country(text) == Read([], none=True)
    for text in ("wereldwijd", "buiten de EU", "Ja", "derde landen", "de", "in", "", "n.v.t."):
        assert parse_country(text).value is None
        assert parse_country(text).rest == text
    for text in ("onze IT dienst", "Voorbeeld BV", "Voorbeeld SA", "HR afdeling", "NA", "American Example"):
        assert parse_country(text) == Read(rest=text)
    assert parse_country("Noord-Ierland, New Mexico") == Read(["GB", "US"])
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
        (parse_role, "Verwerkingsverantwoordelijke", "controller"),
        (parse_role, "verwerker", "processor"),
        (parse_role, "Gezamenlijk verwerkingsverantwoordelijke", "joint-controller"),
        (parse_role, "sous-traitant", "processor"),
        (parse_role, "Data Controller", "controller"),
        (parse_role, "Auftragsverarbeiter", "processor"),
        (parse_status, "Actief", "active"),
        (parse_status, "in gebruik", "active"),
        (parse_status, "beëindigd", "ended"),
        (parse_status, "terminé", "ended"),
        (parse_status, "draft", "draft"),
        (parse_dpia, "niet nodig", "not-required"),
        (parse_dpia, "uitgevoerd", "done"),
        (parse_dpia, "in progress", "in-progress"),
        (parse_dpia, "à faire", "to-do"),
    ],
)
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


def test_what_is_known_whole_is_not_cut_further() -> None:
    assert read_terms("data-subject", "cliënten, ouders/verzorgers", "nl") == [Piece("cliënten", "clients"), Piece("ouders/verzorgers", "parents")]


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
